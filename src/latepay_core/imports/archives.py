"""ZIP archives, which XLSX and ODS files are too: opened only as far as their list of members allows."""

import io
import zipfile
from collections.abc import Iterator

from latepay_core.imports.limits import (
    CHECKED_FROM,
    HIGHEST_RATIO,
    LARGEST_FILE,
    LARGEST_UNPACKED,
    MOST_FILES,
    MOST_MEMBERS,
)
from latepay_core.imports.refusals import FileRefused

ZIP_START = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_ENCRYPTED = 0x1
_SYSTEM_FILES = ("__MACOSX/", ".DS_Store", "Thumbs.db")


def is_archive(content: bytes) -> bool:
    """Whether a file begins as a ZIP archive does."""
    return content.startswith((ZIP_START, _EMPTY_ZIP))


def opened(content: bytes) -> zipfile.ZipFile:
    """The archive, once its list of members is within the limits; raises FileRefused."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        members = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        raise FileRefused("zip-damaged") from None
    if len(members) > MOST_MEMBERS:
        raise FileRefused("zip-too-many", limit=str(MOST_MEMBERS))
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise FileRefused("encrypted")
    if sum(member.file_size for member in members) > LARGEST_UNPACKED or any(map(_is_bomb, members)):
        raise FileRefused("zip-too-large", limit=str(LARGEST_UNPACKED // 1_000_000))
    return archive


def _is_bomb(member: zipfile.ZipInfo) -> bool:
    return member.file_size > CHECKED_FROM and member.file_size > HIGHEST_RATIO * max(1, member.compress_size)


def member(archive: zipfile.ZipFile, name: str, limit: int = LARGEST_UNPACKED) -> bytes:
    """A member's content, never more than its list of members promised; raises FileRefused."""
    try:
        with archive.open(name) as stream:
            content = stream.read(limit + 1)
    except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, EOFError, OSError, ValueError):
        raise FileRefused("zip-damaged") from None
    except Exception as error:  # the decompressors' own errors share no class
        if type(error).__module__ in {"zlib", "lzma", "_lzma", "bz2"}:
            raise FileRefused("zip-damaged") from None
        raise
    if len(content) > limit:
        raise FileRefused("zip-too-large", limit=str(limit // 1_000_000))
    return content


def files_of(content: bytes) -> Iterator[tuple[str, bytes]]:
    """The files of an archive, folders and systems' own files left out; raises FileRefused."""
    archive = opened(content)
    names = [each.filename for each in archive.infolist() if not each.is_dir()]
    names = [name for name in names if not any(part in name for part in _SYSTEM_FILES)]
    if len(names) > MOST_FILES:
        raise FileRefused("zip-too-many", limit=str(MOST_FILES))
    for name in names:
        yield name, member(archive, name, LARGEST_FILE)
