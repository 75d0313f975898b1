"""Write « Mesures »: what a run of `make bench` found, as `python -m tests.bench --keep` left it in the sources."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from latepay_core.wording.french import date_in_words
from tools.pages import templates

PAGE = Path("mesures.md")
#: The run that is published: rows of what was measured, what was found and what is aimed at.
KEPT = Path(__file__).resolve().parents[1] / "tests" / "bench" / "kept.json"


def write(docs: Path) -> None:
    """Write the page among the staged ones."""
    run = json.loads(KEPT.read_text(encoding="utf-8"))
    day = date.fromisoformat(run["on"])
    page = templates(escaped=False).get_template("measures.md.j2")
    (docs / PAGE).write_text(page.render(run=run, day=day, told=date_in_words(day)), encoding="utf-8")
