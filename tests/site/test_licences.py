"""Whatever the browser receives that others made is named, with its version, its licence and the text of it."""

from __future__ import annotations

import gzip
import io
import json
import re
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.site.pages import Page
from tools import licences_page

ROOT = Path(__file__).resolve().parents[2]
OWN = re.compile(r"latepay_|calculator$")
#: Python's library, with the part of Pyodide that is written in Python.
STDLIB = ROOT / "node_modules" / "pyodide" / "python_stdlib.zip"


@pytest.fixture(scope="module")
def archives(site: Path) -> list[str]:
    """The names of all files that the bundle's archives hold."""
    names: list[str] = []
    for path in next(site.glob("assets/app/py.*")).glob("*.zip.gz"):
        with zipfile.ZipFile(io.BytesIO(gzip.decompress(path.read_bytes()))) as archive:
            names += archive.namelist()
    return names


@pytest.fixture(scope="module")
def page(pages: dict[str, Page]) -> str:
    return str(pages["licences/index.html"].html)


def row_of(page: str, name: str) -> str:
    rows = [
        row
        for row in re.findall(r"<tr>.*?</tr>", page, re.DOTALL)
        if re.search(rf"<code>{re.escape(name)}</code>", row)
    ]
    assert rows, f"{name} is not on the page"
    return str(rows[0])


def test_every_locked_package_is_listed_with_its_version_and_its_licence(site: Path, page: str) -> None:
    lock = (ROOT / "requirements" / "browser.txt").read_text(encoding="utf-8")
    locked = re.findall(r"^([a-z0-9-]+)==(\S+)", lock, re.MULTILINE)
    assert len(locked) > 15
    shown = {
        re.sub(r"[-_.]+", "-", name.lower()): name for name in re.findall(r"<code>([\w.-]+)</code></a></td>", page)
    }
    for name, version in locked:
        row = row_of(page, shown[name])
        assert f"<code>{version}</code>" in row, name
        address = re.search(r'href="\.\./(assets/licences/[^"]+)"', row)
        assert address, name
        assert len((site / address[1]).read_text(encoding="utf-8")) > 500, name


def _modules(names: list[str]) -> set[str]:
    """The modules and packages at the top of an archive; `….data` holds scripts that nobody imports."""
    code = [name for name in names if name.endswith((".py", ".pyc", ".so")) and ".data/" not in name]
    return {name.split("/")[0].split(".")[0] for name in code}


def test_every_module_of_the_bundle_belongs_to_a_listed_package(archives: list[str], page: str) -> None:
    owners = packages_distributions()
    with zipfile.ZipFile(STDLIB) as library:
        of_python = _modules(library.namelist())
    foreign = {name for name in _modules(archives) - of_python if not OWN.match(name)}
    listed = {re.sub(r"[-_.]+", "-", name.lower()) for name in re.findall(r"<code>([\w.-]+)</code></a>", page)}
    assert {"pydantic", "jinja2", "fpdf", "fontTools", "pypdf", "stdnum", "num2words"} <= foreign
    for module in sorted(foreign):
        assert {re.sub(r"[-_.]+", "-", owner.lower()) for owner in owners.get(module, [])} & listed, module


def test_what_is_under_the_lgpl_says_what_was_changed_and_where_its_source_is(site: Path, page: str) -> None:
    _, _, part = page.partition('id="lgpl"')
    for name in ("fpdf2", "num2words", "python-stdnum"):
        row = next(row for row in re.findall(r"<tr>.*?</tr>", part, re.DOTALL) if name in row)
        assert "Allégée" in row
        assert re.search(r'href="https?://[^"]+"', row)
        text = (site / "assets" / "licences" / f"{name}.txt").read_text(encoding="utf-8")
        assert "LESSER GENERAL PUBLIC LICENSE" in text.upper()
    assert "fpdf/sign.py" in part
    # the third version of the LGPL is the GPL with permissions added
    assert "TERMS AND CONDITIONS" in (site / "assets/licences/fpdf2.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "name",
    ["Python", "Pyodide", "Emscripten", "Idiomorph", "Material for MkDocs", "Material Design Icons", "Lunr",
     "Lunr Languages", "RxJS", "clipboard.js", "escape-html", "focus-visible", "tslib",
     "Source Sans 3, sur le site", "Source Serif 4, dans les lettres"],
)  # fmt: skip
def test_what_is_no_python_package_is_listed_too(site: Path, page: str, name: str) -> None:
    row = row_of(page, name)
    address = re.search(r'href="\.\./(assets/licences/[^"]+)"', row)
    assert address
    text = (site / address[1]).read_text(encoding="utf-8")
    assert len(text) > 400
    assert "{copyright}" not in text


def test_a_part_of_the_theme_that_nobody_named_stops_the_build(tmp_path: Path) -> None:
    source_map = tmp_path / "bundle.js.map"
    source_map.write_text(json.dumps({"sources": ["../node_modules/left-pad/index.js"]}), encoding="utf-8")
    with pytest.raises(licences_page.UnknownPart, match="left-pad"):
        licences_page.others([source_map])
