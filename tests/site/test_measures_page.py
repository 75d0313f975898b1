"""« Mesures » shows a run as it was kept, whole, with what is aimed at."""

import json
import re
from datetime import date
from html import unescape
from pathlib import Path

from tests.bench.__main__ import rows_of
from tools.measures_page import KEPT, missed


def test_every_row_of_the_kept_run_is_on_the_page(site: Path) -> None:
    run = json.loads(KEPT.read_text(encoding="utf-8"))
    whole = (site / "mesures" / "index.html").read_text(encoding="utf-8")
    page = re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", whole)))
    for told, found, aim in run["rows"]:
        for each in (told, found, aim):
            assert re.sub(r"\s+", " ", each) in page, each
    assert date.fromisoformat(run["on"]) <= date.today()
    assert any("premier chiffre" in told for told, _, _ in run["rows"])


def test_figures_are_written_as_french_writes_them() -> None:
    figures = {"article": {"article_bytes": 295_100, "target_article_bytes": 300_000, "python_requested": False}}
    assert rows_of(figures)[0] == ("Page d’article", "295\u00a0ko", "<\u00a0300\u00a0ko")


def test_a_figure_above_its_ceiling_is_marked(site: Path) -> None:
    rows = json.loads(KEPT.read_text(encoding="utf-8"))["rows"]
    whole = (site / "mesures" / "index.html").read_text(encoding="utf-8")
    assert whole.count("<strong>à faire</strong>") == sum(missed(row) for row in rows)
    assert missed(["PDF", "1,76\u00a0Mo", "≤\u00a01,6\u00a0Mo"])
    assert not missed(["PDF", "1,6\u00a0Mo", "≤\u00a01,6\u00a0Mo"])
    assert missed(["Chiffre", "0,34 s (0,16\u00a0× Pyodide seul)", "≤\u00a00,12\u00a0×"])
