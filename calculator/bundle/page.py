"""Puts the page's scripts and style sheets together: `ui.<hash>/`."""

import json
from pathlib import Path

from calculator.bundle.places import ASSETS, BROWSER, IDIOMORPH, publish


def build(out: Path) -> Path:
    """Write the page's files under `out`; gives their folder.

    They lie beside one another as in the sources, so that their imports stand as they are.
    """
    sources = [path for path in sorted(BROWSER.iterdir()) if path.suffix in {".mjs", ".css"}]
    return publish({path.name: path.read_bytes() for path in [*sources, IDIOMORPH]}, out, "ui")


def write_addresses(runtime: Path, page: Path, out: Path) -> None:
    """Tell the site builder where everything is, relative to the site's root."""
    base = f"assets/{out.name}"
    addresses = {
        "runtime": f"{base}/{runtime.name}/",
        "shell": f"{base}/{page.name}/shell.mjs",
        "styles": [f"{base}/{page.name}/{style.name}" for style in sorted(page.glob("*.css"))],
    }
    ASSETS.parent.mkdir(parents=True, exist_ok=True)
    ASSETS.write_text(json.dumps(addresses, indent=2) + "\n", encoding="utf-8")
