"""Write « Mesures »: what a run of `make bench` found, as `python -m tests.bench --keep` left it in the sources."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from latepay_core.wording.french import date_in_words
from tools.pages import templates

PAGE = Path("mesures.md")
#: The run that is published: rows of what was measured, what was found and what is aimed at.
KEPT = Path(__file__).resolve().parents[1] / "tests" / "bench" / "kept.json"


#: A ceiling, « ≤ 0,12 × » or « < 300 ko », and a figure with its unit, as the kept run writes them.
AIM = re.compile(r"[≤<]\s*(?P<value>[\d,]+)\s*(?P<unit>\S+)")
FOUND = r"(?<![\d,])(?P<value>\d[\d,]*)\s*{unit}"


def missed(row: Sequence[str]) -> bool:
    """Whether what was found is above the ceiling aimed at; a row without a ceiling misses nothing.

    >>> missed(["PDF", "1,76 Mo", "≤ 1,6 Mo"]), missed(["Chiffre", "1,75 s (0,05 × Pyodide seul)", "≤ 2 s"])
    (True, False)
    """
    _, found, aim = row
    ceiling = AIM.search(aim)
    if not ceiling:
        return False
    reached = re.search(FOUND.format(unit=re.escape(ceiling["unit"])), found)
    if not reached:
        raise ValueError(f"« {found} » ne se compare pas à « {aim} »")
    return _number(reached["value"]) > _number(ceiling["value"])


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def write(docs: Path) -> None:
    """Write the page among the staged ones."""
    run = json.loads(KEPT.read_text(encoding="utf-8"))
    day = date.fromisoformat(run["on"])
    page = templates(escaped=False).get_template("measures.md.j2")
    rows = [(*row, missed(row)) for row in run["rows"]]
    text = page.render(
        run=run,
        rows=rows,
        aimed=sum(1 for row in run["rows"] if AIM.search(row[2])),
        missed=sum(1 for row in rows if row[3]),
        day=day,
        told=date_in_words(day),
    )
    (docs / PAGE).write_text(text, encoding="utf-8")
