"""Files in one ZIP archive: the same bytes for the same files."""

import zipfile
from collections.abc import Mapping
from datetime import date
from io import BytesIO

#: The first year that a ZIP archive can write.
_FIRST_YEAR = 1980


def zipped(files: Mapping[str, bytes], day: date) -> bytes:
    """The files, by their names in the archive, all dated that day.

    >>> zipfile.ZipFile(BytesIO(zipped({"b.txt": b"2", "a.txt": b"1"}, date(2026, 11, 22)))).namelist()
    ['a.txt', 'b.txt']
    """
    stream = BytesIO()
    stamp = (max(day.year, _FIRST_YEAR), day.month, day.day, 0, 0, 0)
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, stamp)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return stream.getvalue()
