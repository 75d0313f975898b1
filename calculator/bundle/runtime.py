"""Puts the Python that the browser runs together: `py.<hash>/`."""

import json
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from pyodide_lock import InfoSpec, PyodideLockSpec

from calculator.bundle import byte_code, own_code, parts, wheels
from calculator.bundle.archives import contents, gzipped, zipped
from calculator.bundle.late import moved
from calculator.bundle.places import (
    BUNDLE,
    CACHE,
    LOCK,
    PYODIDE,
    ROOT,
    BundleError,
    digest_of,
    digest_of_files,
    files_of,
    publish,
)
from calculator.bundle.slimming import slimmed

PYODIDE_FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")
STDLIB = "python_stdlib.zip"
PYTHON = "3.14.2"
ABI = "2026_0"
#: In the main archive: what each of the others holds.
PARTS = "latepay_parts.json"
REHEARSAL = BUNDLE / "rehearsal.json"
# Not met in the rehearsal, which Node plays and where all goes well.
ALWAYS = ("pyodide/webloop.pyc", "pyodide/http/__init__.pyc", "encodings/cp437.pyc", "encodings/latin_1.pyc")
STAND_INS = {
    "tomllib/__init__.pyc": "latepay_toml.pyc",
    "fontTools/unicodedata/__init__.pyc": "latepay_unicodedata.pyc",
    "fpdf/sign.pyc": "latepay_fpdf_sign.pyc",
    "fpdf/svg.pyc": "latepay_fpdf_svg.pyc",
}


def digest_of_inputs() -> str:
    """Changes whenever any file that goes into the runtime does."""
    recipe = (path for path in files_of(BUNDLE) if path.suffix in {".py", ".mjs", ".json"})
    parts = {
        "own": digest_of_files(own_code.inputs(), ROOT),
        "third": _third_party_key(),
        "recipe": digest_of_files(recipe, BUNDLE),
    }
    return digest_of((name, digest.encode()) for name, digest in parts.items())


def build(out: Path) -> Path:
    """Write the runtime under `out`; gives its folder."""
    third = third_party()
    own = _own(third)
    known = contents(third / STDLIB) | contents(third / "packages.zip") | own
    extensions = contents(third / "extensions.zip")
    origins = _rehearse(third, own)
    origins[parts.MAIN] |= set(ALWAYS)
    divided = parts.divided(known, own, origins)
    main = divided.pop(parts.MAIN)
    main[PARTS] = json.dumps({f"{part}.zip.gz": parts.modules(files) for part, files in divided.items()}).encode()
    files = {name: _pyodide(name) for name in PYODIDE_FILES}
    files |= {
        "pyodide-lock.json": _lock(),
        # Pyodide asks for a standard library by its address; the true one comes with all the rest
        STDLIB: zipped({}),
        "python.zip.gz": gzipped(zipped(main | extensions)),
    }
    files |= {f"{part}.zip.gz": gzipped(zipped(content)) for part, content in divided.items()}
    return publish(files, out, "py")


def _pyodide(name: str) -> bytes:
    """A file of Pyodide, without the line that names a source map which is not served."""
    content = (PYODIDE / name).read_bytes()
    return re.sub(rb"\n//# sourceMappingURL=\S+\s*$", b"\n", content) if name.endswith(".mjs") else content


def third_party() -> Path:
    """The folder of what others wrote: compiled once, and kept until one of its versions changes."""
    folder = CACHE / f"third-party.{_third_party_key()[:16]}"
    if not folder.is_dir():
        packages, extensions = wheels.fetch()
        stdlib = {name: body for name, body in contents(PYODIDE / STDLIB).items() if not name.endswith(".pyc")}
        tools = byte_code.tools()
        sources = {"python_stdlib": moved(stdlib), "packages": slimmed(packages), "tools": tools}
        done = byte_code.compiled(sources, PYODIDE / STDLIB, zipped(tools))
        _keep({**done, "extensions": extensions}, folder)
    return folder


def _keep(sets: dict[str, dict[str, bytes]], folder: Path) -> None:
    partial = folder.with_name("third-party-partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    for name, files in sets.items():
        (partial / f"{name}.zip").write_bytes(zipped(files))
    for old in folder.parent.glob("third-party.*"):
        shutil.rmtree(old)
    partial.rename(folder)


def _third_party_key() -> str:
    scripts = ("wheels.py", "byte_code.py", "archives.py", "slimming.py", "late.py", "node/compile.mjs")
    recipe = [BUNDLE / name for name in scripts]
    paths = [LOCK, PYODIDE / "package.json", *recipe]
    if missing := [path.name for path in paths if not path.is_file()]:
        raise BundleError(f"missing: {', '.join(missing)}; run « npm ci » first")
    return digest_of((path.name, path.read_bytes()) for path in paths)


def _own(third: Path) -> dict[str, bytes]:
    tools = (third / "tools.zip").read_bytes()
    own = byte_code.compiled({"own": slimmed(own_code.collect())}, third / STDLIB, tools)["own"]
    return own | {place: own[name] for place, name in STAND_INS.items()}


def _rehearse(third: Path, own: dict[str, bytes]) -> dict[str, set[str]]:
    """The archive entries that each part of the rehearsal had loaded when it ended."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "bundle"
        everything = contents(third / "packages.zip") | contents(third / "extensions.zip") | own
        for name, content in everything.items():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        plan = {
            "stdlib": str(third / STDLIB),
            "folder": str(folder),
            "info": _info().to_dict(),
            "requests": json.loads(REHEARSAL.read_text(encoding="utf-8")),
        }
        loaded = json.loads(byte_code.run_node("rehearse.mjs", str(PYODIDE), given=json.dumps(plan)))
    return {part: set(_entries(origins)) for part, origins in loaded.items()}


def _entries(origins: list[str]) -> Iterator[str]:
    found = (re.search(r"/(?:bundle|python\d+\.zip)/(.+)", origin) for origin in origins)
    yield from (match[1] for match in found if match)


def _info() -> InfoSpec:
    return InfoSpec(platform=wheels.PLATFORM, python=PYTHON, arch="wasm32", abi_version=ABI)


def _lock() -> bytes:
    """Pyodide's lock: which interpreter this is made for, and no package that could be fetched from elsewhere."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pyodide-lock.json"
        PyodideLockSpec(info=_info(), packages={}).to_json(path)
        return path.read_bytes()
