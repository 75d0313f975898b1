"""Where the bundle reads and writes, and how it names what it wrote."""

import hashlib
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUNDLE = ROOT / "calculator" / "bundle"
BROWSER = ROOT / "calculator" / "browser"
APP = ROOT / "calculator" / "app"
TRANSLATION = ROOT / "calculator" / "translation"
CORE = ROOT / "src" / "latepay_core"
LOCK = ROOT / "requirements" / "browser.txt"
NODE_MODULES = ROOT / "node_modules"
PYODIDE = NODE_MODULES / "pyodide"
IDIOMORPH = NODE_MODULES / "idiomorph" / "dist" / "idiomorph.esm.js"
IDB = NODE_MODULES / "idb" / "build" / "index.js"
ESBUILD = NODE_MODULES / ".bin" / "esbuild"
BUILD = ROOT / "build"
CACHE = BUILD / "bundle"
ASSETS = BUILD / "assets.json"


class BundleError(Exception):
    """The bundle cannot be built; the message says why."""


def files_of(folder: Path) -> Iterator[Path]:
    """The files under a folder, in a fixed order, without what the machine left there."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path


def digest_of(parts: Iterable[tuple[str, bytes]]) -> str:
    """The hash of named contents: neither a renamed file nor a moved boundary between two of them goes unseen."""
    whole = hashlib.sha256()
    for name, content in parts:
        whole.update(f"{name}\0{len(content)}\0".encode())
        whole.update(content)
    return whole.hexdigest()


def digest_of_files(paths: Iterable[Path], base: Path) -> str:
    return digest_of((path.relative_to(base).as_posix(), path.read_bytes()) for path in paths)


def publish(files: dict[str, bytes], out: Path, prefix: str) -> Path:
    """Write `files` into `out/<prefix>.<hash>/` and remove the folders that earlier builds left beside it."""
    digest = digest_of(sorted(files.items()))[:16]
    folder = out / f"{prefix}.{digest}"
    if not is_whole(folder, files):
        partial = out / f".{prefix}.partial"
        shutil.rmtree(partial, ignore_errors=True)
        for name, content in files.items():
            target = partial / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        shutil.rmtree(folder, ignore_errors=True)
        partial.rename(folder)
    for other in out.glob(f"{prefix}.*"):
        if other != folder:
            shutil.rmtree(other)
    return folder


def is_whole(folder: Path, files: dict[str, bytes]) -> bool:
    return all((folder / name).is_file() and (folder / name).stat().st_size == len(files[name]) for name in files)
