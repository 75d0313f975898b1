"""Write what puts the site among the programs of a reader's device: its manifest, and its mark in every size."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

from PIL import Image, ImageDraw

from calculator.bundle import offline

MANIFEST = "manifest.webmanifest"
IMAGES = Path("assets") / "images"
NAME = "Payé à temps"
PAPER, ACCENT, WHITE = "#fbfaf7", "#0b6e69", "#ffffff"
#: The mark of docs/assets/images/favicon.svg, on its 32 units.
UNITS, CORNER, STROKE = 32, 6, 4
TICK = ((7, 17.5), (13, 23.5), (25, 9.5))
#: A mask may cut off all but a circle of four fifths: the mark is drawn inside.
INSIDE_MASK = 0.66
#: Drawn larger, then reduced, so that the edges are smooth.
FINER = 8
#: What a phone or a computer may hand over: an electronic invoice, a list, a statement, a case.
ACCEPTED = {
    "application/pdf": [".pdf"],
    "text/xml": [".xml"],
    "application/xml": [".xml"],
    "text/csv": [".csv"],
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": [".xlsx"],
    "application/vnd.oasis.opendocument.spreadsheet": [".ods"],
    "application/json": [".json"],
}


def write(site: Path) -> None:
    """Write them into the built site."""
    icons = []
    for size in (192, 512):
        icons.append(_icon(site, f"icon-{size}.png", size, "any"))
        icons.append(_icon(site, f"icon-maskable-{size}.png", size, "maskable"))
    _icon(site, "apple-touch-icon.png", 180, "maskable")
    (site / MANIFEST).write_text(json.dumps(manifest(icons), ensure_ascii=False, indent=1), encoding="utf-8")


def manifest(icons: list[dict[str, str]]) -> dict[str, object]:
    """The web application manifest; every address is relative to it, wherever the site is served."""
    accepted = [*ACCEPTED, *sorted({ending for endings in ACCEPTED.values() for ending in endings})]
    return {
        "id": "./",
        "name": NAME,
        "short_name": NAME,
        "description": "Facture impayée : ce qu’on vous doit au centime près, et les lettres pour l’obtenir.",
        "lang": "fr",
        "dir": "ltr",
        "start_url": "./calculateur/",
        "scope": "./",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": PAPER,
        "categories": ["business", "finance"],
        "icons": icons,
        "shortcuts": [{"name": "Guide", "url": "./guide/"}, {"name": "Modèles de lettres", "url": "./modeles/"}],
        "share_target": {
            "action": f"./{offline.SHARE}",
            "method": "POST",
            "enctype": "multipart/form-data",
            "params": {"files": [{"name": "files", "accept": accepted}]},
        },
    }


def _icon(site: Path, name: str, size: int, purpose: str) -> dict[str, str]:
    path = site / IMAGES / name
    path.parent.mkdir(parents=True, exist_ok=True)
    draw(size, masked=purpose == "maskable").save(path, optimize=True)
    return {
        "src": f"./{(IMAGES / name).as_posix()}",
        "sizes": f"{size}x{size}",
        "type": "image/png",
        "purpose": purpose,
    }


def draw(size: int, *, masked: bool) -> Image.Image:
    """The mark: a tick on a rounded square, or on a whole one where the device cuts its own shape."""
    side = size * FINER
    image = Image.new("RGBA", (side, side), ACCENT if masked else (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    unit = side / UNITS
    if not masked:
        pen.rounded_rectangle((0, 0, side - 1, side - 1), CORNER * unit, fill=ACCENT)
    scale = unit * (INSIDE_MASK if masked else 1)
    middle = side / 2
    points = [(middle + (x - UNITS / 2) * scale, middle + (y - UNITS / 2) * scale) for x, y in TICK]
    _stroke(pen, points, STROKE * scale)
    return image.resize((size, size), Image.Resampling.LANCZOS)


def _stroke(pen: ImageDraw.ImageDraw, points: list[tuple[float, float]], width: float) -> None:
    """A line with square ends and a pointed corner, as the vector drawing has it."""
    outlines = [_outline(start, end, width / 2) for start, end in pairwise(points)]
    for outline in outlines:
        pen.polygon(outline, fill=WHITE)
    for before, after in pairwise(outlines):
        pen.polygon([before[1], before[2], after[0], after[3]], fill=WHITE)


def _outline(start: tuple[float, float], end: tuple[float, float], half: float) -> list[tuple[float, float]]:
    """The rectangle around a segment, longer at each end by half its width."""
    (x0, y0), (x1, y1) = start, end
    length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
    along, across = (
        ((x1 - x0) / length * half, (y1 - y0) / length * half),
        ((y0 - y1) / length * half, (x1 - x0) / length * half),
    )
    return [
        (x0 - along[0] + across[0], y0 - along[1] + across[1]),
        (x1 + along[0] + across[0], y1 + along[1] + across[1]),
        (x1 + along[0] - across[0], y1 + along[1] - across[1]),
        (x0 - along[0] - across[0], y0 - along[1] - across[1]),
    ]
