"""Turns source archives into byte code of the browser's Python."""

import subprocess
import tempfile
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from calculator.bundle.archives import EPOCH_SECONDS, contents, zipped
from calculator.bundle.places import BUNDLE, PYODIDE, BundleError

# pyodide-build's py-compile and what it imports: pure Python, so this machine's copies run in the browser's Python too.
TOOLS = ("pyodide-build", "packaging", "platformdirs", "rich", "click", "pygments", "markdown-it-py", "mdurl")


def tools() -> dict[str, bytes]:
    """The Python files of py-compile, as they are installed here."""
    found: dict[str, bytes] = {}
    for name in TOOLS:
        try:
            files = distribution(name).files or []
        except PackageNotFoundError:
            raise BundleError(f"{name} is not installed: see requirements/dev.txt") from None
        for file in files:
            if file.suffix in {".py", ".json", ".toml"} and ".." not in file.parts:
                found[file.as_posix()] = Path(str(file.locate())).read_bytes()
    return found


def compiled(sources: Mapping[str, Mapping[str, bytes]], stdlib: Path, compiler: bytes) -> dict[str, dict[str, bytes]]:
    """Each named set of files, its `.py` replaced by `.pyc`. `compiler` is an archive of `tools()`."""
    with tempfile.TemporaryDirectory() as scratch:
        folder, tool_file = Path(scratch) / "in", Path(scratch) / "tools.zip"
        folder.mkdir()
        tool_file.write_bytes(compiler)
        for name, files in sources.items():
            (folder / f"{name}.zip").write_bytes(zipped(files))
        run_node("compile.mjs", str(PYODIDE), str(stdlib), str(tool_file), str(folder), str(EPOCH_SECONDS))
        return {name: contents(folder / f"{name}.zip") for name in sources}


def run_node(script: str, *arguments: str, given: str = "") -> str:
    command = ["node", str(BUNDLE / "node" / script), *arguments]
    try:
        outcome = subprocess.run(command, input=given, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise BundleError("node is not installed") from None
    if outcome.returncode != 0:
        raise BundleError(f"{script} failed:\n{outcome.stderr[-3000:]}")
    return outcome.stdout
