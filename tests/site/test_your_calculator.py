"""« Votre calculateur est-il juste ? »: the right value is the published case's, the others are worked out by hand."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from tests.site.pages import Page

NAME = "comprendre/votre-calculateur/index.html"
#: By case: what the page says other rules give. 10 000.00 unless the case says otherwise.
OTHERWISE = {
    "contract-two-half-years": [
        "312.55",  # 12.40 % x 92 / 365 = 312.5479
        "306.25",  # 12.15 % x 92 / 365 = 306.2466
    ],
    "rate-change-inside-a-half-year": ["47.56"],  # 12.40 % x 14 / 365 = 47.5616
    "half-year-2026-2-b2b": [
        "44.12",  # 2.40 % raised by a tenth: 2.64 % x 61 / 365 = 44.1205
        "137.88",  # 3 x 2.75 % = 8.25 % x 61 / 365 = 137.8767
        "238.15",  # 4.25 % + 10 = 14.25 % x 61 / 365 = 238.1507
    ],
    "no-clause-in-2024": ["125.01"],  # 3 x 5.07 % = 15.21 % x 30 / 365 = 125.0137
    "half-year-2026-2-civil": [
        "114.31",  # 6.84 % x 61 / 365 = 114.3123
        "207.23",  # 12.40 % x 61 / 365 = 207.2329
    ],
    # 8 % x 184 = 403.29, 10.50 % x 181 = 520.68, 12 % x 184 = 604.93, 12.50 % x 182 = 623.29, each / 365
    "public-buyer-long-delay": ["2152.19"],
    "one-day-late": ["6.66"],  # 12.15 % x 2 / 365 = 6.6575
    "paid-on-the-due-date": ["40"],
    "term-then-late": ["307.16"],  # 12.15 % x 29 / 365 = 96.53; 12.40 % x 62 / 365 = 210.63
    "facts-leap-year-365": ["237.70"],  # 14.50 % x 60 / 366 = 237.7049
    "terms-of-2026-01-31": [],
    "insolvency-stops-interest": ["499.32"],  # 12.15 % x 150 / 365 = 499.3151
    "contract-1200": ["95.83"],  # 1 000.00: 13.15 % x 181 / 365 = 65.21; 12.15 % x 92 / 365 = 30.62
    "forty-per-invoice": ["40", "160"],
    "one-cent-invoice": [],
    "rounding-by-line": ["18.67"],  # 18.67283
    "contract-part-payment": ["6418.15"],  # 196.40 + 6 000.00 x 12.15 % x 91 / 365 (181.75) + 6 000.00 + 40.00
    "credit-note-after-the-due-date": ["6424.10"],  # the part payment's: 187.70 + 6 196.40 + 40.00
    "interest-first-face-value-paid": ["236.40"],  # 196.40 + 40.00
}


@pytest.fixture(scope="module")
def page(pages: dict[str, Page]) -> Page:
    return pages[NAME]


@pytest.fixture(scope="module")
def published(site: Path) -> dict[str, dict[str, Any]]:
    found = json.loads((site / "conformite" / "cas.json").read_text(encoding="utf-8"))["cases"]
    return {each["id"]: each for each in found}


def rows(page: Page) -> dict[str, tuple[str, str]]:
    """By case: the cell of the right value, and that of the others."""
    found = {}
    for row in re.findall(r"<tr>(.*?)</tr>", page.html, flags=re.S):
        cells = [plain(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, flags=re.S)]
        case = re.search(r"<code>([\w-]+)</code>", row)
        if case and len(cells) == 3:
            found[case[1]] = (cells[1], cells[2])
    return found


def plain(html: str) -> str:
    return re.sub(r"[\u202f\u00a0\s]+", " ", unescape(re.sub(r"<[^>]+>", " ", html)))


def sums(text: str) -> list[str]:
    """The amounts of a text: « 1 602,19 € » is 1602.19."""
    return [found.replace(" ", "").replace(",", ".") for found in re.findall(r"(\d[\d ]*(?:,\d\d)?) €", text)]


def test_every_trap_has_its_case_and_every_other_answer_is_as_worked_out(page: Page) -> None:
    found = rows(page)
    assert {case: sums(others) for case, (_, others) in found.items()} == OTHERWISE
    assert "dix-neuf cas" in page.html and len(found) == 19


def test_the_right_value_is_that_of_the_published_case(page: Page, published: dict[str, dict[str, Any]]) -> None:
    for case, (right, others) in rows(page).items():
        said = sums(right)
        if case == "terms-of-2026-01-31":
            assert right.split() == ["31", "mars", "2026", "ou", "17", "mars", "2026"], right
            continue
        totals = published[case]["expect"]["totals"]
        known = {Decimal(totals[name]) for name in ("interest", "compensation", "total_due")}
        assert len(said) == 1 and Decimal(said[0]) in known, (case, said)
        assert said[0] not in sums(others), case


def test_the_answer_shown_is_the_one_that_the_case_wants(page: Page, published: dict[str, dict[str, Any]]) -> None:
    shown = next(block for block in re.findall(r"<pre[^>]*>.*?</pre>", page.html, flags=re.S) if "totals" in block)
    said = json.loads(unescape(re.sub(r"<[^>]+>", "", shown)))["totals"]
    assert said == published["contract-two-half-years"]["expect"]["totals"]
    assert set(said) == {name for each in published.values() if each["level"] == 1 for name in each["expect"]["totals"]}


def test_the_open_data_and_the_cases_are_one_click_away(pages: dict[str, Page]) -> None:
    def files(name: str) -> set[str]:
        found = (link.partition("site.invalid/")[2] for link in pages[name].links())
        return {link for link in found if link.startswith(("donnees/", "conformite/"))}

    data = {f"donnees/parametres.{form}" for form in ("json", "csv", "parquet", "schema.json")}
    data |= {"donnees/changements.json", "donnees/catalogue.jsonld", "conformite/cas.json"}
    assert files(NAME) == data
    assert files("comprendre/transparence/index.html") == {"conformite/cas.json"}
    assert files("comprendre/taux/index.html") == {"donnees/parametres.json"}
    for name, each in pages.items():
        if 'class="site-footer"' in each.html:
            assert any(link.endswith("comprendre/votre-calculateur/#donnees") for link in each.links()), name
