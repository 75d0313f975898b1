"""The rates that the home page and « Comment nous calculons » show are those of the law's data."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from latepay_core.law import parameter
from latepay_core.wording.french import date_in_words
from tools.guide.staging import pages_environment, rendered
from tools.rates_page import HalfYear, current_half_year, half_year_rates

DOCS = Path(__file__).resolve().parents[2] / "docs"
HALF_YEAR = re.compile(r"(1er|2e) semestre (\d{4})")
DAY = re.compile(r"(\d\d)/(\d\d)/(\d{4})")


def plain(path: str) -> str:
    text = (DOCS / path).read_text(encoding="utf-8")
    page = rendered(pages_environment(DOCS / "examples"), text, path)
    return page.replace("\u00a0", " ").replace("\u202f", " ")


def percents(text: str) -> list[Decimal]:
    return [Decimal(figure.replace(",", ".")) for figure in re.findall(r"(\d+(?:,\d+)?) %", text)]


def all_rates(each: HalfYear) -> set[Decimal]:
    rates = (each.ecb, each.default, each.floor, each.private, each.other, each.public)
    increase = parameter("civil.increase-points").on(each.starts_on).value
    return {rate.value for rate in rates if rate} | {each.private.value + increase, each.other.value + increase}


def of_half_year(match: re.Match[str]) -> HalfYear:
    return half_year_rates(date(int(match[2]), 1 if match[1] == "1er" else 7, 1))


@pytest.fixture(scope="module")
def home() -> str:
    return plain("index.md")


@pytest.fixture(scope="module")
def method() -> str:
    return plain("comprendre/comment-nous-calculons.md") + plain("comprendre/cas-particuliers.md")


def test_home_quotes_the_rates_of_the_current_half_year(home: str) -> None:
    quoted = {
        key: Decimal(figure.replace(",", "."))
        for figure, key in re.findall(r"\*\*([\d,]+) [%€]\*\*\{ data-rate=\"([\w-]+)\" \}", home)
    }
    now = half_year_rates(current_half_year())
    assert now.public
    assert quoted == {
        "fr-b2b": now.default.value,
        "fr-public": now.public.value,
        "fr-legal-professional": now.other.value,
        "fr-legal-individual": now.private.value,
        "fr-compensation": parameter("b2b.compensation").on(now.starts_on).value,
        "fr-b2b-floor": now.floor.value,
    }


def test_home_names_the_half_year_of_its_rates(home: str) -> None:
    now = half_year_rates(current_half_year())
    table = re.search(r'class="rates-today" data-from="([\d-]+)" data-to="([\d-]+)"', home)
    assert table
    assert [date.fromisoformat(day) for day in table.groups()] == [now.starts_on, now.ends_on]
    section = home.split("## Les taux en vigueur")[1].split("\n## ", maxsplit=1)[0]
    span = f"Du {date_in_words(now.starts_on)} au {date_in_words(now.ends_on)}"
    assert span.replace("\u00a0", " ") in section
    assert len(percents(section)) >= 8
    assert set(percents(section)) <= all_rates(now)


def test_home_marks_the_rates_that_are_to_be_checked(home: str) -> None:
    section = home.split("## Les taux en vigueur")[1].split("\n## ", maxsplit=1)[0]
    now = half_year_rates(current_half_year())
    doubtful = {rate.value for rate in (now.floor, now.private, now.other) if rate.mark == "to-check"}
    said = re.search(r"Le taux légal et le minimum \(([^)]*)\) sont les mêmes dans plusieurs tables publiques", section)
    assert (set(percents(said[1])) if said else set()) == doubtful


def test_method_table_of_floors_agrees(method: str) -> None:
    rows = re.findall(r"^\| ((?:1er|2e) semestre \d{4}) \|(.*)\|$", method, flags=re.M)
    assert len(rows) >= 6
    for name, cells in rows:
        match = HALF_YEAR.search(name)
        assert match
        each = of_half_year(match)
        assert percents(cells) == [each.other.value, each.floor.value, each.default.value]


def half_year_of(day: date) -> HalfYear:
    return half_year_rates(date(day.year, 1 if day.month < 7 else 7, 1))


def days_in(line: str) -> list[date]:
    return [date(int(year), int(month), int(day)) for day, month, year in DAY.findall(line)]


def test_method_statement_lines_bear_the_default_rate_of_their_half_year(method: str) -> None:
    lines = re.findall(r"^\| \d\d/\d\d/\d{4} \| \d\d/\d\d/\d{4} \|.*%.*\|$", method, flags=re.M)
    assert len(lines) >= 2
    for line in lines:
        first, last = days_in(line)
        assert half_year_of(first) == half_year_of(last)
        assert percents(line) == [half_year_of(first).default.value]


def test_method_sentences_that_name_a_half_year_quote_its_rates(method: str) -> None:
    """Each figure stands in the data of a half-year that its own sentence names."""
    checked = 0
    for sentence in re.split(r"(?<=[.;])\s+|\n", method):
        named = list(HALF_YEAR.finditer(sentence))
        if not named or "|" in sentence or "clause de" in sentence:
            continue
        # « 10,15 % au 1er semestre 2026, 10,40 % au second »
        known = set().union(*(all_rates(of_half_year(match)) for match in named))
        if "au second" in sentence:
            known |= all_rates(half_year_rates(date(int(named[0][2]), 7, 1)))
        assert set(percents(sentence)) <= known, sentence
        checked += len(percents(sentence))
    assert checked >= 2


def test_method_sums_of_the_default_rate_are_right(method: str) -> None:
    sums = re.findall(r"Au (1er) (janvier|juillet) (\d{4}) : ([\d,]+) \+ ([\d,]+) = \*\*([\d,]+) %", method)
    assert sums
    for _, month, year, ecb, points, total in sums:
        each = half_year_rates(date(int(year), 1 if month == "janvier" else 7, 1))
        figures = [Decimal(figure.replace(",", ".")) for figure in (ecb, points, total)]
        expected = parameter("b2b.points-over-ecb").on(each.starts_on).value
        assert figures == [each.ecb.value, expected, each.default.value]
