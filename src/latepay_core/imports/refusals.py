"""A file refused whole: raised where it is opened, turned into a value where files are read."""

from latepay_core.imports.model import Place, Refused
from latepay_core.said import Cited


class FileRefused(ValueError):
    """Raised for a file that cannot be read: a stable code and the figures of its sentence."""

    def __init__(self, code: str, /, **figures: Cited) -> None:
        self.code, self.figures = code, figures
        super().__init__(code)

    def of(self, file: str) -> Refused:
        """The same, as what is said of a file."""
        return Refused(self.code, Place(file), self.figures)
