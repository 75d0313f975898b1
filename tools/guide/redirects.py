"""A small page at the address of each page that moved, which leads to the new one: a plain host knows no other way."""

from __future__ import annotations

import tomllib
from pathlib import Path

from tools.pages import templates

MOVED = Path(__file__).with_name("moved.toml")


def moved() -> dict[str, str]:
    """Old address to new address, both from the root of the site, both with their final slash."""
    found: dict[str, str] = tomllib.loads(MOVED.read_text(encoding="utf-8"))
    return found


def write(target: Path) -> None:
    """Write the pages among the staged files. The script keeps what follows the « # »; without script the reader is
    led to the top of the new page.
    """
    environment = templates()
    template = environment.get_template("moved.html.j2")
    for old, new in moved().items():
        root = "../" * old.count("/")
        path = target / old / "index.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(template.render(root=root, new=root + new), encoding="utf-8", newline="")
