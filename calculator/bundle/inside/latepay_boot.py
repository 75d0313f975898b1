"""Inside the browser: finds the modules that the main archive does not hold.

They are in `remainder.zip.gz`. The first import of one of them fetches it, once, and waits, which a worker may do.
"""

import importlib.machinery
import sys
import zlib
from pathlib import Path

REMAINDER = Path("/lib/remainder.zip")
NAMES = Path(__file__).with_name("latepay_remainder.txt")
GZIP_MAGIC, GZIP_WINDOW = b"\x1f\x8b", 31
FOUND = 200


class Beyond:
    """A finder for `sys.meta_path`, asked last; `address` is where the remainder lies, `names` are its modules."""

    def __init__(self, address: str, names: frozenset[str]) -> None:
        self.address, self.names = address, names

    def find_spec(self, name: str, path: object = None, target: object = None) -> importlib.machinery.ModuleSpec | None:
        if name not in self.names:
            return None
        if not REMAINDER.exists():
            content = fetch(self.address)
            # a host may have inflated it on the way
            inflated = zlib.decompress(content, GZIP_WINDOW) if content.startswith(GZIP_MAGIC) else content
            REMAINDER.write_bytes(inflated)
        folder = name.rpartition(".")[0].replace(".", "/")
        return importlib.machinery.PathFinder.find_spec(name, [f"{REMAINDER}/{folder}".rstrip("/")])


def fetch(address: str) -> bytes:
    """A file of the site, waited for."""
    from js import XMLHttpRequest

    request = XMLHttpRequest.new()
    request.open("GET", address, False)
    request.responseType = "arraybuffer"
    request.send()
    if request.status != FOUND:
        raise ImportError(f"{address}: {request.status}")
    content: bytes = request.response.to_py().tobytes()
    return content


def install(address: str) -> None:
    """Take the finder up."""
    sys.meta_path.append(Beyond(address, frozenset(NAMES.read_text(encoding="utf-8").split())))
