"""Public holidays against two libraries, and the laws of counting days."""

from datetime import date, timedelta
from typing import Any

import holidays as holidays_library
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jours_feries_france import JoursFeries  # type: ignore[import-untyped]

from latepay_core.countries.fr.public_holidays import (
    REGIONS,
    easter,
    holiday_on,
    public_holidays,
    region_caution,
    region_name,
)
from latepay_core.countries.fr.working_days import (
    add_days,
    count_days,
    counts,
    deadline,
    next_worked_day,
    why_not_worked,
)
from latepay_core.days import DayKind
from latepay_core.wording import say

DAY = timedelta(days=1)
YEARS = range(1990, 2061)
#: What each library calls our regions.
SUBDIVISIONS: dict[str, Any] = {
    "mainland": None,
    "alsace-moselle-good-friday": "57",
    "guadeloupe": "971",
    "martinique": "972",
    "guyane": "973",
    "reunion": "974",
    "mayotte": "976",
}
ZONES = {
    "mainland": "Métropole",
    "alsace-moselle-good-friday": "Alsace-Moselle",
    "guadeloupe": "Guadeloupe",
    "martinique": "Martinique",
    "guyane": "Guyane",
    "reunion": "La Réunion",
    "mayotte": "Mayotte",
}
#: From 2005 to 2007 one library drops Whit Monday, then worked as the « journée de solidarité »; it remained a holiday.
SOLIDARITY = {date(2005, 5, 16), date(2006, 6, 5), date(2007, 5, 28)}
#: Days of local custom that one library adds; neither the law's list nor the other library has them.
CUSTOMS = {"Mi-Carême", "Vendredi saint", "Fête de Victor Schoelcher"}

days = st.dates(date(1990, 1, 1), date(2059, 12, 31))
kinds: st.SearchStrategy[DayKind] = st.sampled_from(["calendar", "ouvrable", "ouvre"])
regions = st.sampled_from(REGIONS)
counts_of_days = st.integers(1, 60)


def ours(year: int, region: Any) -> set[date]:
    return {holiday.day for holiday in public_holidays(year, region)}


@pytest.mark.parametrize("region", SUBDIVISIONS)
def test_the_holidays_library_names_the_same_days(region: str) -> None:
    for year in YEARS:
        named = holidays_library.country_holidays("FR", subdiv=SUBDIVISIONS[region], years=year, language="fr")
        local = CUSTOMS if region in ("guadeloupe", "martinique") else set()
        theirs = {day for day, name in named.items() if name not in local}
        missing = {day for day in SOLIDARITY if day.year == year}
        assert ours(year, region) == theirs | missing, year


@pytest.mark.parametrize("region", ZONES)
def test_a_second_library_names_the_same_days(region: str) -> None:
    for year in YEARS:
        assert ours(year, region) == set(JoursFeries.for_year(year, ZONES[region]).values()), year


def test_easter_on_days_published_for_a_century() -> None:
    """Earliest and latest Easters of the two centuries, and those where the common rule needs its exceptions."""
    published = (
        "1954-04-18 1961-04-02 1981-04-19 2000-04-23 2008-03-23 2011-04-24 2026-04-05 2038-04-25 2049-04-18 2076-04-19"
    )
    for day in map(date.fromisoformat, published.split()):
        assert easter(day.year) == day


def test_eleven_holidays_everywhere_and_one_or_two_more_in_places() -> None:
    more = {"mainland": 0, "alsace-moselle": 1, "alsace-moselle-good-friday": 2}
    for region in REGIONS:
        assert len(public_holidays(2026, region)) == 11 + more.get(region, 1)


def test_local_holidays_are_marked_as_less_sure() -> None:
    assert {holiday.confidence for holiday in public_holidays(2026)} == {"verified"}
    for region in REGIONS:
        local = [holiday for holiday in public_holidays(2026, region) if holiday.day not in ours(2026, "mainland")]
        assert all(holiday.confidence != "verified" for holiday in local)
        assert bool(local) == bool(region_caution(region))
        assert region_name(region)


def test_whit_monday_stays_a_holiday_when_it_is_worked() -> None:
    assert all(holiday_on(day) for day in SOLIDARITY)
    assert say(why_not_worked(date(2006, 6, 5))) == "un jour férié (lundi de Pentecôte)"


@given(days, counts_of_days, kinds, regions)
def test_days_added_are_the_days_counted(start: date, number: int, kind: DayKind, region: Any) -> None:
    reached = add_days(start, number, kind, region)
    assert counts(reached, kind, region)
    assert count_days(start, reached, kind, region) == number
    assert count_days(start, reached - DAY, kind, region) == number - 1


@given(days, counts_of_days, kinds, regions)
def test_going_back_undoes_going_forward(start: date, number: int, kind: DayKind, region: Any) -> None:
    there = add_days(start, number, kind, region)
    back = add_days(there, -number, kind, region)
    assert back <= start
    assert not any(counts(back + DAY * offset, kind, region) for offset in range(1, (start - back).days))
    if counts(start, kind, region):
        assert back == start
    assert count_days(there, back, kind, region) == -number


@given(days, counts_of_days, counts_of_days, kinds, regions)
def test_days_add_up(start: date, first: int, second: int, kind: DayKind, region: Any) -> None:
    assert add_days(add_days(start, first, kind, region), second, kind, region) == add_days(
        start, first + second, kind, region
    )


@given(days, counts_of_days, regions)
def test_the_fewer_days_count_the_later_the_deadline(start: date, number: int, region: Any) -> None:
    calendar, ouvrable, ouvre = (add_days(start, number, kind, region) for kind in ("calendar", "ouvrable", "ouvre"))
    assert calendar <= ouvrable <= ouvre


@given(days, regions)
def test_the_next_worked_day_is_the_first_one(day: date, region: Any) -> None:
    found = next_worked_day(day, region)
    assert day <= found <= day + 5 * DAY
    assert counts(found, "ouvre", region) and not why_not_worked(found, region)
    assert all(why_not_worked(day + DAY * offset, region) for offset in range((found - day).days))


def test_nothing_is_added_for_no_day() -> None:
    assert add_days(date(2026, 5, 1), 0, "ouvre") == date(2026, 5, 1)


def test_a_deadline_says_which_days_count() -> None:
    given_ = deadline(date(2026, 12, 24), 5, "ouvrable", "alsace-moselle")
    assert given_.last_day == date(2027, 1, 2)
    assert say(given_.meaning).startswith("Les jours ouvrables vont du lundi au samedi")
    assert "26\u00a0décembre" in say(given_.caution)
    assert not given_.confirmed
    one = deadline(date(2026, 11, 20), 1, "calendar")
    assert say(one.sentence).startswith("1\u00a0jour calendaire,") and one.confirmed and not say(one.caution)


def test_a_deadline_of_no_day_is_no_deadline() -> None:
    with pytest.raises(ValueError, match="at least one day"):
        deadline(date(2026, 11, 20), 0)
