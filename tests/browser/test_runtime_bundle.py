"""What the bundle holds, without a browser."""

from __future__ import annotations

import gzip
import importlib.util
import json
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from types import ModuleType

import pytest
from jinja2 import ModuleLoader

from calculator.bundle import own_code, page, places
from calculator.bundle.archives import contents, gzipped, zipped
from calculator.bundle.own_code import LATER
from calculator.bundle.parts import divided
from calculator.bundle.places import BUNDLE, LOCK, ROOT, publish


@pytest.fixture(scope="module")
def runtime(site: Path) -> Path:
    return next(site.glob("assets/app/py.*"))


@pytest.fixture(scope="module")
def archives(runtime: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, bytes]]:
    folder = tmp_path_factory.mktemp("archives")
    found = {}
    for served in sorted(runtime.glob("*.zip.gz")):
        path = folder / served.stem
        path.write_bytes(gzip.decompress(served.read_bytes()))
        found[path.stem] = contents(path)
    return found


def test_archives_are_the_same_bytes_every_time() -> None:
    files = {"b.txt": b"two", "a/c.txt": b"one"}
    assert gzipped(zipped(files)) == gzipped(zipped(dict(reversed(files.items()))))


def test_entries_are_stored_without_extra_fields(runtime: Path, tmp_path: Path) -> None:
    """The worker unpacks them with a reader that knows nothing else."""
    path = tmp_path / "python.zip"
    path.write_bytes(gzip.decompress((runtime / "python.zip.gz").read_bytes()))
    with zipfile.ZipFile(path) as archive:
        assert archive.comment == b""
        for entry in archive.infolist():
            assert (entry.compress_type, entry.extra, entry.comment) == (zipfile.ZIP_STORED, b"", b"")


def test_only_byte_code_is_served_and_no_command_line(archives: dict[str, dict[str, bytes]]) -> None:
    names = set(archives["python"])
    assert not [name for name in names if name.endswith((".py", ".html"))]
    assert not [name for name in names if name.startswith(("typer/", "rich/", "latepay_core/cli"))]
    assert {"latepay_core/_source_hash.txt", "calculator/app/compiled_templates_fr/__init__.pyc"} <= names


def test_the_parts_hold_what_they_are_for_and_nothing_twice(archives: dict[str, dict[str, bytes]]) -> None:
    listed = json.loads(archives["python"]["latepay_parts.json"])
    assert {"pydantic.dataclasses", "tomllib._parser"} <= set(listed["remainder.zip.gz"])
    assert {"latepay_core.letters.writing", "calculator.app.writing"} <= set(listed["letter.zip.gz"])
    assert {"xlsxwriter", "icalendar", "latepay_core.outputs.calendar"} <= set(listed["letters.zip.gz"])
    # What the first letter costs, and data that nobody reads.
    assert len(gzipped(zipped(archives["letter"]))) < 700_000
    assert "stdnum/oui.dat" in archives["remainder"]
    assert {"fpdf", "fontTools", "latepay_core.documents.pdf"} <= set(listed["pdf.zip.gz"])
    assert {"calculator.app.importing", "latepay_core.imports.reading"} <= set(listed["import.zip.gz"])
    assert "openpyxl.reader.excel" in listed["workbook.zip.gz"]
    assert "pypdf" in listed["electronic.zip.gz"]
    assert "latepay_core/documents/fonts/regular.ttf" in archives["faces"]
    names = [name for files in archives.values() for name in files]
    assert len(names) == len(set(names))
    rooms = {name.rpartition("/")[0] for name in names if name.startswith("latepay_core/")}
    shared = {
        room for room in rooms if sum(any(n.startswith(f"{room}/") for n in files) for files in archives.values()) > 1
    }
    assert {"latepay_core/documents", "latepay_core/outputs"} <= shared
    assert {f"{room}/__init__.pyc" for room in shared if f"{room}/__init__.pyc" in names} <= set(archives["python"])


def test_a_pdf_costs_little_more_than_a_letter(runtime: Path, archives: dict[str, dict[str, bytes]]) -> None:
    parts = {name: set(archives[name]) for name in ("pdf", "faces", "days")}
    assert parts["days"] == {"calendar.pyc"}
    assert sum((runtime / f"{name}.zip.gz").stat().st_size for name in parts) < 1_600_000
    # none is signed or locked, none holds a drawing in SVG, and its fonts ask for mirrored characters alone
    genuine = {"fpdf/encryption.pyc", "fontTools/svgLib/path/__init__.pyc", "fontTools/unicodedata/Scripts.pyc"}
    assert genuine <= set(archives["remainder"])


def test_a_first_letter_comes_without_the_texts_of_the_others(archives: dict[str, dict[str, bytes]]) -> None:
    def held(name: str) -> list[str]:
        module = ModuleLoader.get_module_filename(name).removesuffix(".py")
        return [part for part, files in archives.items() for each in files if each.endswith(f"/{module}.pyc")]

    for first in ("fr/parts.html", *(f"chase/{each}/fr.html" for each in ("first_reminder", "second_reminder"))):
        assert held(first) == ["letter"], first
    for rarer in ("works/retention_release/fr.html", "agree/instalment_agreement/fr.html"):
        assert held(rarer) == ["others"], rarer


def test_what_is_read_by_a_module_that_is_there_is_there(archives: dict[str, dict[str, bytes]]) -> None:
    """No table is fetched when it is asked for: one that lies in a later part is that part's own."""
    later = tuple(chain(*LATER.values()))
    for part, files in archives.items():
        if part != "python":
            tables = [name for name in files if name.endswith(".toml") and name.startswith(("latepay_", "calculator/"))]
            assert [name for name in tables if not name.startswith(later)] == [], part
    assert "latepay_core/claim/sepa.toml" in archives["python"]


#: What a reader did before: a letter on the screen; then its PDF. Which modules the PDF alone took.
PDF_ALONE = """
import json, sys
sys.modules["PIL"] = None  # which the browser has not
from calculator.app import handle
played = json.loads(open(sys.argv[1], encoding="utf-8").read())
for request in played["main"] + played["letter"]:
    handle(json.dumps(request))
before = set(sys.modules)
for request in played["pdf"]:
    assert json.loads(handle(json.dumps(request)))["state"] == "ready"
print(*sorted(set(sys.modules) - before))
"""


def test_a_pdf_brings_no_part_that_is_for_something_else(archives: dict[str, dict[str, bytes]]) -> None:
    command = [sys.executable, "-c", PDF_ALONE, str(BUNDLE / "rehearsal.json")]
    took = set(subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout.split())
    # in the browser, these are imported where they serve alone (late.py)
    alone = ("gzip", "email", "http", "quopri", "stringprep", "urllib")
    took = {each for each in took if not each.startswith(alone)}
    listed = json.loads(archives["python"]["latepay_parts.json"])
    for part in ("letters", "mail", "import", "workbook", "electronic", "prevention", "english"):
        assert sorted(took & set(listed[f"{part}.zip.gz"])) == [], part
    assert took & set(listed["pdf.zip.gz"])


def test_a_package_that_two_parts_share_is_whole_whichever_comes_first() -> None:
    """The part for PDF may come before the letters': a folder without its beginning would lose the package's tables.

    Tables come with the first letter, which both build on.
    """
    shared = ("__init__.pyc", "court_file.pyc", "fr.toml", "tables.pyc")
    own = {f"latepay_core/outputs/{name}": b"" for name in shared}
    own |= {f"latepay_core/letters/{name}": b"" for name in ("__init__.pyc", "writing.pyc")}
    origins = {
        "main": set(),
        "letter": set[str](),
        "letters": {"latepay_core/outputs/tables.pyc"},
        "pdf": {"latepay_core/outputs/court_file.pyc"},
    }
    parts = divided(own, own, origins)
    assert set(parts["main"]) == {"latepay_core/outputs/__init__.pyc"}
    assert set(parts["pdf"]) == {"latepay_core/outputs/court_file.pyc"}
    assert "latepay_core/outputs/fr.toml" in parts["letter"]
    assert "latepay_core/letters/__init__.pyc" in parts["letter"], "one part alone holds it: nothing comes sooner"


def test_what_brings_a_part_lies_in_it_whoever_asked_for_it_first() -> None:
    """An English letter of the rehearsal had taken the module that an English page imports to have its words."""
    own = {"calculator/app/english.pyc": b"", "calculator/app/page.en.toml": b""}
    origins = {"main": set[str](), "letter": {"calculator/app/english.pyc"}, "english": set[str]()}
    assert set(divided(own, own, origins)["english"]) == set(own)


def test_a_package_of_others_that_two_parts_share_is_whole_too() -> None:
    """The letters came before the list that was to bring `html`: there was a folder of that name, and no `unescape`."""
    known = {"html/__init__.pyc": b"", "html/entities.pyc": b""}
    origins = {"main": set[str](), "import": {"html/__init__.pyc"}, "letters": {"html/entities.pyc"}}
    parts = divided(known, (), origins)
    assert (set(parts["main"]), set(parts["letters"])) == ({"html/__init__.pyc"}, {"html/entities.pyc"})


def test_what_is_asked_of_a_part_does_not_bring_the_remainder(archives: dict[str, dict[str, bytes]]) -> None:
    """A module that looks for one of the remainder and does without it would fetch megabytes for nothing."""
    assert not {"dateutil/tz/win.pyc", "segno/encoder.pyc", "stdnum/iban.pyc"} & set(archives["remainder"])


def test_every_package_travels_with_its_licence(archives: dict[str, dict[str, bytes]]) -> None:
    entries = [line.split("==")[0] for line in LOCK.read_text(encoding="utf-8").splitlines() if "==" in line]
    for package in entries:
        stem = package.replace("-", "_")
        kept = [name for name in archives["remainder"] if name.lower().startswith(f"{stem}-")]
        assert any(word in name.upper() for name in kept for word in ("LICEN", "COPYING")), package


def test_the_lock_names_the_interpreter_and_no_package(runtime: Path) -> None:
    lock = json.loads((runtime / "pyodide-lock.json").read_text(encoding="utf-8"))
    assert lock["packages"] == {}
    stock = json.loads((places.PYODIDE / "pyodide-lock.json").read_text(encoding="utf-8"))
    assert (lock["info"]["abi_version"], lock["info"]["python"]) == (
        stock["info"]["abi_version"],
        stock["info"]["python"],
    )


def test_folders_are_named_after_what_they_hold(tmp_path: Path) -> None:
    first = publish({"a.mjs": b"1"}, tmp_path, "ui")
    assert publish({"a.mjs": b"1"}, tmp_path, "ui") == first
    second = publish({"a.mjs": b"2"}, tmp_path, "ui")
    assert second != first
    assert [path.name for path in tmp_path.iterdir()] == [second.name]


def test_the_pages_modules_find_one_another(tmp_path: Path) -> None:
    folder, heads = page.build(tmp_path)
    assert set(heads) == {"fr", "en"}
    assert all(at_once.startswith("(") for at_once in heads.values()), "a script in the head must leave no name behind"
    for module in folder.glob("*.mjs"):
        for name in re.findall(r'from "\./([^"]+)"', module.read_text(encoding="utf-8")):
            assert (folder / name).is_file(), f"{module.name} imports {name}"


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The browser's `tomllib`, over tables generated as for the bundle."""
    collected = own_code.collect()
    modules = [own_code.TABLES, *(f"{module}.py" for module in own_code.LATER_TABLES.values())]
    for name in modules:
        (tmp_path / name).write_bytes(collected[name])
    monkeypatch.syspath_prepend(str(tmp_path))
    yield _module("latepay_toml")
    for name in modules:
        sys.modules.pop(name.removesuffix(".py"), None)


def test_tables_read_beforehand_are_what_tomllib_reads(stand_in: ModuleType) -> None:
    texts = [path.read_text(encoding="utf-8") for path in own_code.inputs() if path.suffix == ".toml"]
    assert len(texts) >= 10
    for text in texts:
        assert stand_in.loads(text) == tomllib.loads(text)
        assert stand_in.loads(text) is not stand_in.loads(text)


def test_other_texts_go_to_the_genuine_parser(stand_in: ModuleType) -> None:
    assert stand_in.loads("a = 1.5", parse_float=str) == {"a": "1.5"}
    with pytest.raises(stand_in.TOMLDecodeError):
        stand_in.loads("a = ")


def test_a_part_is_fetched_once_and_only_for_what_it_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    boot = _module("latepay_boot")
    fetched: list[str] = []
    archive = gzipped(zipped({"left_behind/__init__.py": b"", "left_behind/part.py": b"value = 7\n"}))
    monkeypatch.setattr(boot, "FOLDER", tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))

    def fetch(address: str) -> bytes:
        fetched.append(address)
        return archive

    monkeypatch.setattr(boot, "fetch", fetch)
    finder = boot.Beyond("https://site/", {"remainder.zip.gz": ["left_behind", "left_behind.part"]})
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path, finder])
    assert importlib.util.find_spec("not_there_at_all") is None
    assert fetched == []
    assert importlib.import_module("left_behind.part").value == 7
    assert fetched == ["https://site/remainder.zip.gz"]


def _module(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, BUNDLE / "inside" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
