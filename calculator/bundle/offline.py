"""Writes the service worker, which keeps the built site on the reader's device, and what the page says of its size."""

import base64
import hashlib
import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

from calculator.bundle.places import BROWSER, ESBUILD, ROOT, BundleError
from calculator.bundle.weights import CALCULATES, on_the_way

OWN = "assets/app"
WORKER, SIZES = "sw.js", f"{OWN}/offline.json"
SOURCE = BROWSER / "service_worker.mjs"
TARGET = "es2023"
#: Where another program hands over an invoice (`manifest.webmanifest`), and where the reader finds it.
SHARE, RECEIVED = "calculateur/?recevoir", "calculateur/#recu"
#: Of no use without a connection: what other sites and programs read, and the licences' own words.
LEFT_OUT = (
    "assets/cartes/",
    "assets/licences/",
    "sitemap.xml.gz",
    "taux.xml",
    "pages.xml",
    "conformite/",
    "donnees/",
    "sbom.cdx.json",
    WORKER,
    ".",
)
#: Archives that a calculation does without wait until they are used; a small one, which others may need, does not.
ALWAYS, LITTLE = "python.zip.gz", 500_000
#: No reader's way asks for it: it is kept if one does all the same, and the page says nothing of it.
NEVER = "remainder.zip.gz"
ARCHIVE = ".zip.gz"


def write(site: Path) -> int:
    """Write `sw.js` for all that lies in `site`, which nothing may change afterwards; gives what it keeps, in bytes."""
    (site / SIZES).unlink(missing_ok=True)
    files, parts = _divided(site)
    kept = sum(path.stat().st_size for path in files.values())
    sizes = {
        "count": len(files) + 1,
        "kept": kept,
        "fetched": sum(map(on_the_way, files.values())),
        "runtime": sum(on_the_way(path) for path in files.values() if path.name in CALCULATES),
        "parts": [{"name": path.name, "size": path.stat().st_size} for path in parts.values() if path.name != NEVER],
    }
    (site / SIZES).write_text(json.dumps(sizes), encoding="utf-8")
    files[SIZES] = site / SIZES
    told = {
        "files": {name: _digest(path) for name, path in files.items()},
        "parts": {name: _digest(path) for name, path in parts.items()},
        "share": SHARE,
        "received": RECEIVED,
    }
    text = f"self.SITE={json.dumps(told, ensure_ascii=False, separators=(',', ':'))};\n{program()}"
    (site / WORKER).write_text(text, encoding="utf-8")
    return kept


def program() -> str:
    """The service worker's own code, in one file."""
    command = (
        ESBUILD,
        SOURCE,
        "--bundle",
        "--minify",
        "--format=iife",
        "--charset=utf8",
        f"--target={TARGET}",
        '--define:process.env.NODE_ENV="production"',
        "--log-level=warning",
    )
    environment = {**os.environ, "NODE_PATH": str(ROOT / "node_modules")}
    outcome = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if outcome.returncode != 0 or outcome.stderr:
        raise BundleError(f"esbuild failed:\n{outcome.stderr[-2000:]}")
    return outcome.stdout


def _divided(site: Path) -> tuple[dict[str, Path], dict[str, Path]]:
    """What is always kept, and the archives that wait; both by their address."""
    files: dict[str, Path] = {}
    parts: dict[str, Path] = {}
    for path in _served(site):
        name = path.relative_to(site).as_posix()
        waits = name.endswith(ARCHIVE) and path.name != ALWAYS and path.stat().st_size > LITTLE
        (parts if waits else files)[_address(name)] = path
    return files, parts


def _served(site: Path) -> Iterator[Path]:
    """The calculator's own files first: whoever begins to type meanwhile finds them on their way."""
    for path in sorted(site.rglob("*"), key=lambda each: (site / OWN not in each.parents, each)):
        if path.is_file() and not path.relative_to(site).as_posix().startswith(LEFT_OUT):
            yield path


def _address(name: str) -> str:
    """A page is asked for by its folder.

    >>> _address("agir/index.html"), _address("index.html"), _address("404.html")
    ('agir/', './', '404.html')
    """
    folder, _, file = name.rpartition("/")
    if file != "index.html":
        return name
    return f"{folder}/" if folder else "./"


def _digest(path: Path) -> str:
    return base64.b64encode(hashlib.sha256(path.read_bytes()).digest()).decode()
