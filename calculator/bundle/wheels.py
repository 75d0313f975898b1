"""Fetches the packages that the browser runs, for the browser's platform and not for this machine's."""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from calculator.bundle.archives import contents
from calculator.bundle.places import LOCK, BundleError

PLATFORM = "pyemscripten_2026_0"
TARGET = (
    *("--python-version", "3.14", "--implementation", "cp"),
    *("--abi", "cp314", "--abi", "abi3", "--abi", "none"),
    *("--platform", f"{PLATFORM}_wasm32"),
)
# MarkupSafe has no wheel for the browser. Without a C compiler its source gives the pure one.
BUILT_FROM_SOURCE = ("markupsafe",)
# Stubs and sources are for people who develop with the package, tests and type checkers' plugins too.
LEFT_OUT = re.compile(r"\.(pyi|c|h)$|/py\.typed$|(^|/)tests?/|/sboms/|RECORD$|^pydantic/(v1|mypy)")


def fetch() -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The Python files of the locked packages and, apart, their compiled extensions."""
    with tempfile.TemporaryDirectory() as folder:
        wheels = Path(folder)
        _download(wheels)
        files: dict[str, bytes] = {}
        for wheel in sorted(wheels.glob("*.whl")):
            files |= contents(wheel)
    kept = {name: content for name, content in files.items() if not LEFT_OUT.search(name)}
    extensions = {name: content for name, content in kept.items() if name.endswith(".so")}
    return {name: content for name, content in kept.items() if name not in extensions}, extensions


def _download(wheels: Path) -> None:
    locked = _locked()
    pure = [text for name, text in locked.items() if name not in BUILT_FROM_SOURCE]
    built = [text for name, text in locked.items() if name in BUILT_FROM_SOURCE]
    _pip(pure, "download", "--only-binary=:all:", *TARGET, "--dest", str(wheels))
    _pip(built, "wheel", "--no-binary=:all:", "--wheel-dir", str(wheels))
    found = {wheel.name.split("-")[0].lower().replace("_", "-") for wheel in wheels.glob("*.whl")}
    if missing := set(locked) - found:
        raise BundleError(f"no wheel for {', '.join(sorted(missing))}")


def _locked() -> dict[str, str]:
    """The entries of the lock file, with their hashes, by package name."""
    text = re.sub(r"\\\n\s*", " ", LOCK.read_text(encoding="utf-8"))
    entries = [line for line in text.splitlines() if line and not line.startswith("#")]
    return {entry.partition("==")[0].strip().lower(): entry for entry in entries}


def _pip(entries: list[str], command: str, *options: str) -> None:
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as requirements:
        requirements.write("\n".join(entries))
        requirements.flush()
        call = [sys.executable, "-m", "pip", command, "--quiet", "--disable-pip-version-check", "--no-deps"]
        call += ["--require-hashes", "--requirement", requirements.name, *options]
        outcome = subprocess.run(call, env=_without_compiler(), capture_output=True, text=True, check=False)
    if outcome.returncode != 0:
        raise BundleError(f"pip {command} failed:\n{outcome.stderr[-2000:]}")


def _without_compiler() -> dict[str, str]:
    return {**os.environ, "CC": "false", "CXX": "false"}
