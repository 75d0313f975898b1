"""The drawings: made from data, inside their width, no box over another, each with the same thing in words."""

from __future__ import annotations

import re
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

from tests.site.pages import Page
from tools.guide import staging
from tools.guide.drawings import WIDTH, DrawingError, PageDrawings, calendar, drawings, way

DOCS = Path(__file__).resolve().parents[2] / "docs"
FIGURE = re.compile(r'<figure class="diagram">(.*?)</figure>(.*?)</div>\s*</div>', re.S)
BOX = re.compile(r'<rect class="[^"]*" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"')


def figures(pages: dict[str, Page]) -> dict[str, tuple[str, str]]:
    """Each drawing of the site, by the page it stands on: the figure, and what follows it."""
    return {
        f"{name}#{rank}": (found[1], found[2])
        for name, page in pages.items()
        if name != "guide/edition/index.html"
        for rank, found in enumerate(FIGURE.finditer(page.html))
    }


def test_every_drawing_is_shown_and_none_is_typed(pages: dict[str, Page]) -> None:
    assert len(figures(pages)) == len(drawings()) == 8
    written = [path for path in staging.published(DOCS) if path.suffix == ".md"]
    assert [path.name for path in written if "<svg" in path.read_text(encoding="utf-8")] == []


def test_every_drawing_has_its_title_its_description_and_its_words(pages: dict[str, Page]) -> None:
    for place, (figure, after) in figures(pages).items():
        names = re.search(r'role="img" aria-labelledby="([\w-]+) ([\w-]+)"', figure)
        assert names is not None, place
        for identifier, tag in zip(names.groups(), ("title", "desc"), strict=True):
            assert re.search(rf'<{tag} id="{identifier}">[^<]+</{tag}>', figure), (place, tag)
        assert re.search(r"<figcaption>[^<]+</figcaption>", figure), place
        assert "La même chose, en mots" in after, place
        assert after.count("<li>") >= 3, place
        assert "style=" not in figure, place


def test_no_box_covers_another_or_leaves_the_drawing(pages: dict[str, Page]) -> None:
    for place, (figure, _) in figures(pages).items():
        size = re.search(r'viewBox="0 0 (\d+) (\d+)"', figure)
        assert size is not None and int(size[1]) == WIDTH, place
        boxes = [tuple(map(float, found)) for found in BOX.findall(figure)]
        assert len(boxes) >= 3, place
        for x, y, width, height in boxes:
            assert x >= 0 and y >= 0 and x + width <= WIDTH and y + height <= int(size[2]), place
        for (x, y, width, height), (u, v, across, tall) in combinations(boxes, 2):
            assert x + width <= u or u + across <= x or y + height <= v or v + tall <= y, place


def test_the_calendar_of_an_order_has_its_days_from_the_core(pages: dict[str, Page]) -> None:
    """Made on 15 September 2026: three months end on 15 December. Served on 12 October: one month ends on 12 November,
    two months on Saturday 12 December, so Monday 14.
    """
    found = [figure for figure, _ in figures(pages).values() if "calendrier-injonction" in figure]
    assert len(found) == 1
    assert [re.sub(r"\s", " ", text) for text in re.findall(r'">([^<]* – [^<]*)<', found[0])] == [
        "15 septembre 2026 – 15 décembre 2026",
        "12 octobre 2026 – 12 novembre 2026",
        "12 octobre 2026 – 14 décembre 2026",
    ]


def test_the_calendars_of_the_prefect_and_of_insolvency_have_their_days_from_the_core(pages: dict[str, Page]) -> None:
    """Paid on 31 August 2026: 30 days end on 30 September; asked the next day, 15 days on 16 October; a month on
    16 November; 10 days on 26 November. Published on 21 October: two months on Monday 21 December, three on 21 January,
    six on 21 April.
    """
    told = {
        name: text for name, (_, text) in ((place.partition("#")[0], each) for place, each in figures(pages).items())
    }
    prefect = re.sub(r"\s", " ", told["agir/acheteurs-publics/index.html"])
    assert re.findall(r"au plus tard le ([^.]*)\.", prefect) == [
        "30 septembre 2026", "16 octobre 2026", "16 novembre 2026", "26 novembre 2026",
    ]  # fmt: skip
    insolvency = re.sub(r"\s", " ", told["agir/procedure-collective/index.html"])
    assert re.findall(r"jusqu’au ([^.]*)\.", insolvency) == ["21 décembre 2026", "21 janvier 2027", "21 avril 2027"]


def test_a_bar_runs_from_its_day_to_its_day() -> None:
    # September to December: 122 days over 372; 15 September is 14 days in, 15 December 105: 46.7 and 324.2
    drawn, _ = calendar([{"name": "Signifier", "first": date(2026, 9, 15), "last": date(2026, 12, 15)}])
    assert 'class="bar" x="46.7"' in drawn and 'width="277.5"' in drawn
    assert re.findall(r">(\w+\.)<", drawn) == ["sept.", "oct.", "nov.", "déc."]


def test_a_line_that_leaves_its_box_is_refused() -> None:
    with pytest.raises(DrawingError, match="sort de son cadre"):
        way([{"lines": ["Une ligne bien trop longue pour tenir"]}])
    with pytest.raises(DrawingError, match="17 lettres"):
        way([{"lines": ["Bref"], "exit": ["Une sortie trop longue"]}])


def test_a_drawing_unknown_is_refused() -> None:
    with pytest.raises(LookupError, match="chantier"):
        PageDrawings("agir/x.md", staging.pages_environment(DOCS / "examples")).drawing("rien")
