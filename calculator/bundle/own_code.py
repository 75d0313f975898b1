"""Our own code as the browser gets it: no command line, templates as Python, the law's tables read beforehand."""

import hashlib
import importlib
import tempfile
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain
from pathlib import Path

from jinja2 import Environment

from calculator.bundle.places import APP, BUNDLE, CORE, ROOT, TRANSLATION, files_of

INSIDE = BUNDLE / "inside"
# The command line, its packages and what it alone asks for stay out of the browser.
NOT_SERVED = ("cli/", "wording/fr/cli-", "ledger/", "claim/schema.py", "py.typed")
SOURCE_HASH = "latepay_core/_source_hash.txt"
TABLES = "latepay_tables.py"
LAW = "latepay_core/countries/"
#: How a text begins that is but its hash (latepay_toml).
BY_HASH = "#sha256:"
#: The files of what is fetched later, by part: reading the law must not wait for the tables of the letters.
LATER = {
    "weighing": (
        "latepay_core/weighing/",
        "latepay_core/wording/fr/weighing.toml",
        "calculator/app/weighing.toml",
    ),
    "letter": (
        *(f"latepay_core/{room}/" for room in ("letters", "documents")),
        "calculator/app/letters.toml",
    ),
    "letters": (
        *(f"latepay_core/{room}/" for room in ("outputs", "instalments")),
        *(f"latepay_core/wording/{name}" for name in ("fr/cli.toml", "fr/instalments.toml", "fr/outputs")),
        "calculator/app/customers.toml",
    ),
    "prevention": (
        "latepay_core/terms/",
        "latepay_core/countries/fr/clauses/",
        "latepay_core/wording/fr/terms.toml",
        "calculator/app/prevention.toml",
    ),
    "import": ("latepay_core/imports/", "latepay_core/wording/fr/imports.toml", "calculator/app/importing.toml"),
    # what an English page, or an English letter, takes at its first request: calculator/app/english.py
    "english": (
        "calculator/app/english",
        "calculator/app/compiled_templates_en/",
        *(
            f"calculator/app/{name}.en.toml"
            for name in ("page", "letters", "importing", "customers", "weighing", "prevention")
        ),
        "latepay_core/wording/en/",
        "latepay_core/claim/countries.en.toml",
    ),
}
#: The module of each part's tables.
LATER_TABLES = {part: f"latepay_{part}_tables" for part in LATER}


def inputs() -> Iterator[Path]:
    """Every file whose change calls for a new build of our code."""
    yield from files_of(CORE)
    yield from (ROOT / "calculator").glob("*.py")
    yield from files_of(APP)
    yield from files_of(TRANSLATION)
    yield from files_of(INSIDE)


def collect() -> dict[str, bytes]:
    files = {f"latepay_core/{path.relative_to(CORE).as_posix()}": path.read_bytes() for path in files_of(CORE)}
    files = {name: content for name, content in files.items() if not name.split("/", 1)[1].startswith(NOT_SERVED)}
    files |= {f"calculator/{path.name}": path.read_bytes() for path in sorted((ROOT / "calculator").glob("*.py"))}
    files.setdefault("calculator/__init__.py", b"")
    for path in files_of(APP):
        if path.suffix != ".html" and not path.parent.name.startswith("compiled_templates"):
            files[f"calculator/app/{path.relative_to(APP).as_posix()}"] = path.read_bytes()
    files |= {path.name: path.read_bytes() for path in files_of(INSIDE) if path.suffix == ".py"}
    files = {name: content for name, content in files.items() if not name.endswith(".html")}
    page = importlib.import_module("calculator.app.environment")
    for language, folder in page.COMPILED.items():
        files |= _templates(page.make_environment(language=language), "calculator/app", lambda name: True, folder)
    for language in ("fr", "en"):
        letters = importlib.import_module("latepay_core.letters.environment")
        made = letters.make_environment(language=language)
        files |= _templates(made, "latepay_core/letters", partial(letters.is_of, language))
    files[SOURCE_HASH] = _source_hash().encode()
    tables = {name: content.decode() for name, content in files.items() if name.endswith(".toml")}
    return files | _shortened(tables) | _tables_by_part(tables)


def _shortened(tables: Mapping[str, str]) -> dict[str, bytes]:
    """Each text by its hash alone, which is all that is looked up: but for those of the law, whose bytes the edition
    of a statement is made of."""
    ours = {name: text for name, text in tables.items() if not name.startswith(LAW)}
    return {name: f"{BY_HASH}{_digest(text)}".encode() for name, text in ours.items()}


def _tables_by_part(tables: dict[str, str]) -> dict[str, bytes]:
    """The modules of tables: one of those read at once, which names the module of any other, and one for each part."""
    found: dict[str, bytes] = {}
    elsewhere: dict[str, str] = {}
    for part, module in LATER_TABLES.items():
        texts = [text for name, text in tables.items() if name.startswith(LATER[part])]
        found[f"{module}.py"] = _tables(texts)
        elsewhere |= {_digest(text): module for text in texts}
    at_once = _tables(text for name, text in tables.items() if not name.startswith(tuple(chain(*LATER.values()))))
    found[TABLES] = at_once + f"LATER = {elsewhere!r}\n".encode()
    return found


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _templates(
    environment: Environment, package: str, wanted: Callable[[str], bool], folder: str = "compiled_templates"
) -> dict[str, bytes]:
    """Jinja's templates as Python: turning them into Python in the browser would take longer than the calculation."""
    with tempfile.TemporaryDirectory() as made:
        environment.compile_templates(made, zip=None, ignore_errors=False, filter_func=wanted)
        files = {f"{package}/{folder}/{path.name}": path.read_bytes() for path in Path(made).glob("*.py")}
    return {f"{package}/{folder}/__init__.py": b"", **files}


def _source_hash() -> str:
    digest: str = importlib.import_module("latepay_core.statement.edition").hash_sources()
    return digest


def _tables(texts: Iterable[str]) -> bytes:
    """A module that gives each TOML text of the core already read, by the hash of the text."""
    lines = ["from datetime import date, datetime, time", ""]
    names: list[str] = []
    for number, text in enumerate(texts):
        # a function and not a value: whoever asks may change what they are given
        lines += [f"def _{number}():", f"    return {_literal(tomllib.loads(text))}", ""]
        names.append(f"    {_digest(text)!r}: _{number},")
    return "\n".join([*lines, "TABLES = {", *names, "}", ""]).encode()


def _literal(value: object) -> str:
    return repr(value).replace("datetime.date(", "date(")
