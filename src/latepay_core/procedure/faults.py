"""What this room refuses of the figures it is given."""

from latepay_core.said import Said, said


class OutOfRange(ValueError):
    """A figure that cannot be: a stable code, and `said`, what is to be told of it."""

    said: Said

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.said = said(f"procedure/fault.{code}")
