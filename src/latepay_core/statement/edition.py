"""Which program and which legal data drew a statement up, so that anyone can tell whether theirs are the same."""

import hashlib
import pkgutil
from functools import cache

from latepay_core.claim.part import made
from latepay_core.law import law_hash, verified_until
from latepay_core.statement.model import Edition
from latepay_core.version import __version__

#: Written beside the package where only byte code is shipped, since the sources are then not there to be hashed.
SOURCE_HASH_FILE = "_source_hash.txt"
_LAW = ("/parameters/", "/tables/")
#: What the figures do not rest on: a letter's new wording must not make its statement look like another program's.
#: A country's own folder of the same name is left out with the room.
_ABOVE = frozenset({"case", "cli", "documents", "instalments", "ledger", "letters", "outputs", "procedure", "texts"})


@cache
def edition(*countries: str) -> Edition:
    """The edition of this program: version and hash of its sources and of the legal data of some countries."""
    law = law_hash(*countries)
    both = hashlib.sha256(f"{__version__}\n{source_hash()}\n{law}".encode()).hexdigest()
    checked = verified_until(*countries)
    return made(Edition, program=__version__, law=f"{checked}.{law[:8]}", verified_until=checked, hash=both)


@cache
def source_hash() -> str:
    """SHA-256 over the sources and data that give the figures, by sorted path; read from a file in byte-code bundles.

    The law's own data have a hash of their own.
    """
    try:
        stored = pkgutil.get_data("latepay_core", SOURCE_HASH_FILE)
    except OSError:
        stored = None
    return stored.decode().strip() if stored else hash_sources()


def hash_sources() -> str:
    """Computes that hash from the sources themselves."""
    from importlib.resources import files  # noqa: PLC0415 - slow to import, and the browser has the hash in a file

    digest = hashlib.sha256()
    sources = _sources(files("latepay_core"), "")
    for path, content in sorted(each for each in sources if not _is_above(each[0])):
        digest.update(path.encode() + b"\0" + content + b"\0")
    return digest.hexdigest()


def _is_above(path: str) -> bool:
    """Whether a file is of a room that no figure rests on, or has such a room's words (`wording/fr/cli-files.toml`)."""
    *folders, name = path.split("/")
    of_room = name.removesuffix(".toml").partition("-")[0] if "wording" in folders else ""
    return bool(_ABOVE & {*folders, of_room})


def _sources(folder: object, prefix: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for entry in folder.iterdir():  # type: ignore[attr-defined]
        path = f"{prefix}{entry.name}"
        if entry.is_dir() and entry.name != "__pycache__":
            found += _sources(entry, path + "/")
        elif entry.name.endswith(".py") or (entry.name.endswith(".toml") and not any(each in prefix for each in _LAW)):
            found.append((path, entry.read_bytes()))
    return found
