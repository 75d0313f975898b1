"""Write the element `<paye-a-temps>` as one module that anyone may copy: `widget/paye-a-temps.js`."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from tools import first_figures

ROOT = Path(__file__).resolve().parent.parent
ESBUILD = ROOT / "node_modules" / ".bin" / "esbuild"
SOURCES = ROOT / "calculator" / "widget"
FOLDER, FILE = "widget", "paye-a-temps.js"
#: The browsers of `docs/format`, « Sur votre site »: style sheets that a script makes, and `URL.canParse`.
TARGET = "es2023"


def module(site_url: str) -> bytes:
    """The whole element: its scripts, the core's table of rates, and where its link leads."""
    entry = (
        'import { define } from "./element.mjs";\n'
        f"define({first_figures.as_json()}, {json.dumps(f'{site_url}calculateur/')});\n"
    )
    command = (str(ESBUILD), "--bundle", "--minify", "--charset=utf8", "--format=esm", f"--target={TARGET}")
    made = subprocess.run(command, cwd=SOURCES, input=entry.encode(), capture_output=True, check=True)
    return made.stdout


def write(docs: Path, site_url: str) -> None:
    """Writes the module where it keeps its address."""
    folder = docs / FOLDER
    folder.mkdir(exist_ok=True)
    (folder / FILE).write_bytes(module(site_url))
