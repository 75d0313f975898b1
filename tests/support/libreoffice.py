"""LibreOffice as the judge of our spreadsheets: it is given the formulas without their values, and has to find them."""

import re
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook, load_workbook

_VALUE = re.compile(rb"(</f>)<v>[^<]*</v>")


def without_values(workbook: bytes) -> bytes:
    """The workbook whose formulas have no value yet."""
    found = BytesIO()
    with zipfile.ZipFile(BytesIO(workbook)) as read, zipfile.ZipFile(found, "w") as written:
        for name in read.namelist():
            content = read.read(name)
            written.writestr(name, _VALUE.sub(rb"\1", content) if name.startswith("xl/worksheets/") else content)
    return found.getvalue()


def recalculated(workbooks: Mapping[str, bytes], folder: Path) -> dict[str, Workbook]:
    """Each workbook as LibreOffice calculates it, in one run; its cells are values."""
    before, after = folder / "before", folder / "after"
    before.mkdir()
    for name, content in workbooks.items():
        (before / f"{name}.xlsx").write_bytes(without_values(content))
    converted(sorted(before.iterdir()), "xlsx", after, folder)
    return {name: load_workbook(after / f"{name}.xlsx", data_only=True) for name in workbooks}


def converted(files: list[Path], kind: str, into: Path, profile: Path, *options: str) -> None:
    """Converts files by LibreOffice, without its window and with a profile of its own."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    assert program, "LibreOffice is missing: tools/install_browsers.sh installs it"
    command = [program, f"-env:UserInstallation={(profile / 'office').as_uri()}", "--headless", "--norestore"]
    command += [*options, "--convert-to", kind, "--outdir", str(into), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
