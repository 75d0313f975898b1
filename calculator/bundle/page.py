"""Puts the page's scripts and style sheets together: `ui.<hash>/`."""

import json
import shutil
import subprocess
import tempfile
from pathlib import Path

from calculator.bundle.places import ASSETS, BROWSER, ESBUILD, IDB, IDIOMORPH, BundleError, publish
from calculator.bundle.weights import of_calculation

# What pages ask for: the calculator's part in one file, that of the pages on prevention, and the worker's.
SHELL, PREVENTION, WORKER = "shell.mjs", "prevention.mjs", "worker.mjs"
# What stands in the page itself: the first figures come before anything else is fetched.
AT_ONCE = "at_once.mjs"
# The same in another language: `en/` holds the modules that say something else there.
OTHERS = {"en": "shell.en.mjs"}
STYLES = "calculator.css"
TARGET = "es2023"


def build(out: Path) -> tuple[Path, dict[str, str]]:
    """Write the page's files under `out`, fewer and smaller than the sources are; gives their folder, and the script
    that the page of each language holds in its head."""
    with tempfile.TemporaryDirectory() as scratch:
        sources, built = Path(scratch) / "sources", Path(scratch) / "built"
        shutil.copytree(BROWSER, sources)
        shutil.copyfile(IDIOMORPH, sources / IDIOMORPH.name)
        shutil.copyfile(IDB, sources / "idb.js")
        sheets = sorted(path.name for path in BROWSER.glob("*.css"))
        # print.css last: it overrules the others
        (sources / "all.css").write_text("".join(f'@import "./{name}";\n' for name in sheets), encoding="utf-8")
        _esbuild(sources, f"./{SHELL}", f"./{PREVENTION}", f"./{WORKER}", "--format=esm", f"--outdir={built}")
        heads = {"fr": _at_once(sources)}
        for language, shell in OTHERS.items():
            spoken = _in(language, sources)
            _esbuild(spoken, f"./{SHELL}", "--format=esm", f"--outfile={built / shell}")
            heads[language] = _at_once(spoken)
        _esbuild(sources, "./all.css", f"--outfile={built / STYLES}")
        folder = publish({path.name: path.read_bytes() for path in sorted(built.iterdir())}, out, "ui")
        return folder, heads


def _at_once(sources: Path) -> str:
    """The script that the page holds in its head."""
    made = sources.with_name(f"{sources.name}.{AT_ONCE}")
    _esbuild(sources, f"./{AT_ONCE}", "--format=iife", f"--outfile={made}")
    return made.read_text(encoding="utf-8").strip()


def _in(language: str, sources: Path) -> Path:
    """The scripts with the texts of a language in the place of the French ones."""
    folder = sources.with_name(language)
    shutil.copytree(sources, folder)
    for path in (sources / language).glob("*.mjs"):
        # one folder up is where it is now
        moved = path.read_text(encoding="utf-8").replace('"../', '"./')
        (folder / path.name).write_text(moved, encoding="utf-8")
    return folder


def _esbuild(folder: Path, *arguments: str) -> None:
    options = (
        "--bundle",
        "--minify",
        "--charset=utf8",
        f"--target={TARGET}",
        "--out-extension:.js=.mjs",
        "--log-level=warning",
    )
    outcome = subprocess.run([ESBUILD, *arguments, *options], cwd=folder, capture_output=True, text=True, check=False)
    if outcome.returncode != 0 or outcome.stderr:
        raise BundleError(f"esbuild failed:\n{outcome.stderr[-2000:]}")


def write_addresses(runtime: Path, page: Path, at_once: dict[str, str], out: Path) -> None:
    """Tell the site builder where everything is, relative to the site's root, and what the page's head must hold."""
    base = f"assets/{out.name}"
    addresses = {
        "runtime": f"{base}/{runtime.name}/",
        "weights": of_calculation(runtime),
        "shell": {"fr": f"{base}/{page.name}/{SHELL}"}
        | {language: f"{base}/{page.name}/{shell}" for language, shell in OTHERS.items()},
        "at_once": at_once,
        "prevention": f"{base}/{page.name}/prevention.mjs",
        "styles": [f"{base}/{page.name}/{style.name}" for style in sorted(page.glob("*.css"))],
    }
    ASSETS.parent.mkdir(parents=True, exist_ok=True)
    ASSETS.write_text(json.dumps(addresses, indent=2) + "\n", encoding="utf-8")
