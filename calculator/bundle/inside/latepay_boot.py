"""Inside the browser: finds the modules that the main archive does not hold.

They are in other archives, by what they are for: the letters, their PDF, the remainder. The first import of a module of
one of them fetches it, once, and waits, which a worker may do.
"""

import importlib
import io
import json
import sys
import zlib
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path

FOLDER = Path(__file__).parent
PARTS = FOLDER / "latepay_parts.json"
GZIP_MAGIC, GZIP_WINDOW = b"\x1f\x8b", 31
FOUND = 200


class Beyond:
    """A finder for `sys.meta_path`, asked last; `base` is where the archives lie, `parts` names their modules."""

    def __init__(self, base: str, parts: dict[str, list[str]]) -> None:
        self.base = base
        self.part_of = {module: part for part, modules in parts.items() for module in modules}

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        part = self.part_of.get(name)
        if part is None:
            return None
        self.part_of = {module: other for module, other in self.part_of.items() if other != part}
        unpack(fetch(self.base + part))
        return PathFinder.find_spec(name, path)  # type: ignore[arg-type]


def unpack(content: bytes) -> None:
    """Put the files of an archive among those that are there already."""
    from zipfile import ZipFile

    # a host may have inflated it on the way
    inflated = zlib.decompress(content, GZIP_WINDOW) if content.startswith(GZIP_MAGIC) else content
    with ZipFile(io.BytesIO(inflated)) as archive:
        archive.extractall(FOLDER)
    importlib.invalidate_caches()


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


def install(base: str) -> None:
    """Take the finder up."""
    sys.meta_path.append(Beyond(base, json.loads(PARTS.read_text(encoding="utf-8"))))
