"""Inside the browser: finds the modules that the main archive does not hold.

They are in other archives, by what they are for: the letters, their PDF, the remainder. The first import of a module of
one of them fetches it, once, and waits, which a worker may do.
"""

import io
import json
import sys
import zlib
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
PARTS = FOLDER / "latepay_parts.json"
GZIP_MAGIC, GZIP_WINDOW = b"\x1f\x8b", 31
FOUND = 200
TRIES = 2
#: What a part builds on: data are fetched by nobody, and those of all letters and files come with the first letter.
AFTER = dict.fromkeys(("others.zip.gz", "letters.zip.gz", "pdf.zip.gz", "mail.zip.gz"), "letter.zip.gz")
#: Jinja imports a compiled template from a package that it makes up; the name of the module is its own.
TEMPLATES, TEMPLATE = "latepay_core.letters.compiled_templates.", "tmpl_"


class PartUnreachable(OSError):
    """An archive could not be fetched. No ImportError: a library that can do without a module must not go without."""


class Beyond:
    """A finder for `sys.meta_path`, asked last; `base` is where the archives lie, `parts` names their modules."""

    def __init__(self, base: str, parts: dict[str, list[str]]) -> None:
        self.base = base
        self.part_of = {module: part for part, modules in parts.items() for module in modules}

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        last = name.rpartition(".")[2]
        part = self.part_of.get(TEMPLATES + last if last.startswith(TEMPLATE) else name)
        if part is None:
            return None
        self.take(part, fetch(self.base + part))
        return PathFinder.find_spec(name, path)  # type: ignore[arg-type]

    def take(self, part: str, content: bytes) -> None:
        """Unpack an archive, unless that has been done; from then on its modules are found like all others."""
        if part not in self.part_of.values():
            return
        before = AFTER.get(part, "")
        if before in self.part_of.values():
            self.take(before, fetch(self.base + before))
        unpack(content)
        self.part_of = {module: other for module, other in self.part_of.items() if other != part}


def unpack(content: bytes) -> None:
    """Put the files of an archive among those that are there already."""
    from zipfile import BadZipFile, ZipFile

    try:
        # a host may have inflated it on the way
        inflated = zlib.decompress(content, GZIP_WINDOW) if content.startswith(GZIP_MAGIC) else content
        with ZipFile(io.BytesIO(inflated)) as archive:
            archive.extractall(FOLDER)
    except (zlib.error, BadZipFile) as broken:  # cut short, or another page in its place
        raise PartUnreachable(str(broken)) from broken
    _look_again()


def _look_again() -> None:
    """Have folders looked through anew, as `importlib.invalidate_caches` does; that one fetches the remainder besides,
    for the metadata of packages.
    """
    for finder in sys.path_importer_cache.values():
        forget = getattr(finder, "invalidate_caches", None)
        if forget is not None:
            forget()


def fetch(address: str) -> bytes:
    """A file of the site, waited for."""
    reason = ""
    for _ in range(TRIES):
        content, reason = _asked(address)
        if content is not None:
            return content
    raise PartUnreachable(f"{address.rpartition('/')[2]}: {reason}")


def _asked(address: str) -> tuple[bytes | None, str]:
    from js import XMLHttpRequest

    request = XMLHttpRequest.new()
    request.open("GET", address, False)
    request.responseType = "arraybuffer"
    try:
        request.send()
    except Exception as failure:  # the browser's own: it has no type here
        return None, str(failure)
    if request.status != FOUND:
        return None, str(request.status)
    content: bytes = request.response.to_py().tobytes()
    return content, ""


def install(base: str) -> None:
    """Take the finder up."""
    sys.meta_path.append(Beyond(base, json.loads(PARTS.read_text(encoding="utf-8"))))


def take(part: str, content: Any) -> None:
    """An archive that was fetched ahead, as JavaScript's bytes."""
    for finder in sys.meta_path:
        if isinstance(finder, Beyond):
            finder.take(part, content.to_py().tobytes())
