"""Our own code as the browser gets it: no command line, templates as Python, the law's tables read beforehand."""

import hashlib
import importlib
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

from calculator.bundle.places import APP, BUNDLE, CORE, ROOT, files_of

INSIDE = BUNDLE / "inside"
# The command line and its packages stay out of the browser.
NOT_SERVED = ("cli/", "py.typed")
SOURCE_HASH = "latepay_core/_source_hash.txt"
COMPILED_TEMPLATES = "calculator/app/compiled_templates"
TABLES = "latepay_tables.py"


def inputs() -> Iterator[Path]:
    """Every file whose change calls for a new build of our code."""
    yield from files_of(CORE)
    yield from (ROOT / "calculator").glob("*.py")
    yield from files_of(APP)
    yield from files_of(INSIDE)


def collect() -> dict[str, bytes]:
    files = {f"latepay_core/{path.relative_to(CORE).as_posix()}": path.read_bytes() for path in files_of(CORE)}
    files = {name: content for name, content in files.items() if not name.split("/", 1)[1].startswith(NOT_SERVED)}
    files |= {f"calculator/{path.name}": path.read_bytes() for path in sorted((ROOT / "calculator").glob("*.py"))}
    files.setdefault("calculator/__init__.py", b"")
    for path in files_of(APP):
        if path.suffix != ".html" and "compiled_templates" not in path.parts:
            files[f"calculator/app/{path.relative_to(APP).as_posix()}"] = path.read_bytes()
    files |= {path.name: path.read_bytes() for path in files_of(INSIDE) if path.suffix == ".py"}
    files |= _templates()
    files[SOURCE_HASH] = _source_hash().encode()
    files[TABLES] = _tables(content.decode() for name, content in files.items() if name.endswith(".toml"))
    return files


def _templates() -> dict[str, bytes]:
    """Jinja's templates as Python: turning them into Python in the browser would take longer than the calculation."""
    environment = importlib.import_module("calculator.app.environment").make_environment()
    with tempfile.TemporaryDirectory() as folder:
        environment.compile_templates(folder, zip=None, ignore_errors=False)
        files = {f"{COMPILED_TEMPLATES}/{path.name}": path.read_bytes() for path in Path(folder).glob("*.py")}
    return {f"{COMPILED_TEMPLATES}/__init__.py": b"", **files}


def _source_hash() -> str:
    digest: str = importlib.import_module("latepay_core.statement.edition").hash_sources()
    return digest


def _tables(texts: Iterator[str]) -> bytes:
    """A module that gives each TOML text of the core already read, by the hash of the text."""
    lines = ["from datetime import date, datetime, time", ""]
    names: list[str] = []
    for number, text in enumerate(texts):
        digest = hashlib.sha256(text.encode()).hexdigest()
        # a function and not a value: whoever asks may change what they are given
        lines += [f"def _{number}():", f"    return {_literal(tomllib.loads(text))}", ""]
        names.append(f"    {digest!r}: _{number},")
    return "\n".join([*lines, "TABLES = {", *names, "}", ""]).encode()


def _literal(value: object) -> str:
    return repr(value).replace("datetime.date(", "date(")
