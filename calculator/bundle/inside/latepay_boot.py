"""Inside the browser: finds what the main archive does not hold.

Python's own finder comes first. What is left is the compiled extensions, which must lie in the file system, not in an
archive, and the modules of `remainder.zip.gz`: the first import of one of them fetches it, once, and waits, which a
worker may do.
"""

import importlib.machinery
import sys
import zlib
from pathlib import Path

EXTENSIONS = "/lib/extensions"
REMAINDER = "/lib/remainder.zip"
GZIP = 31


class Beyond:
    """A finder for `sys.meta_path`, asked last."""

    def __init__(self, address: str, names: frozenset[str]) -> None:
        self.address, self.names = address, names

    def find_spec(self, name: str, path: object = None, target: object = None) -> importlib.machinery.ModuleSpec | None:
        folder = name.rpartition(".")[0].replace(".", "/")
        extension = importlib.machinery.PathFinder.find_spec(name, [f"{EXTENSIONS}/{folder}"])
        if extension is not None or name not in self.names:
            return extension
        if not Path(REMAINDER).exists():
            Path(REMAINDER).write_bytes(zlib.decompress(self._fetch(), GZIP))
        return importlib.machinery.PathFinder.find_spec(name, [f"{REMAINDER}/{folder}".rstrip("/")])

    def _fetch(self) -> bytes:
        from js import XMLHttpRequest

        request = XMLHttpRequest.new()
        request.open("GET", self.address, False)
        request.responseType = "arraybuffer"
        request.send()
        if request.status != 200:  # noqa: PLR2004
            raise ImportError(f"{self.address} : {request.status}")
        content: bytes = request.response.to_py().tobytes()
        return content


def install(address: str) -> None:
    """Take the finder up; `address` is where the remainder lies."""
    names = Path(__file__).with_name("latepay_remainder.txt")
    try:
        listed = __spec__.loader.get_data(str(names)).decode()
    except OSError:
        # the rehearsal comes before the list
        listed = ""
    sys.meta_path.append(Beyond(address, frozenset(listed.split())))
