"""Public holidays: the eleven national ones (C. trav., art. L3133-1), and those that some places add.

Two regions stand for Alsace and Moselle, because Good Friday is a holiday only in the communes that have a Protestant
church. Whit Monday is a public holiday every year, even when it is worked as the « journée de solidarité ».
The list is the present one, valid without change since 1982.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Any, Literal, get_args

from latepay_core.data import table
from latepay_core.law import Certainty
from latepay_core.said import NOTHING, Said, said

Region = Literal[
    "mainland",
    "alsace-moselle",
    "alsace-moselle-good-friday",
    "guadeloupe",
    "martinique",
    "guyane",
    "reunion",
    "mayotte",
]
REGIONS: tuple[Region, ...] = get_args(Region)


@dataclass(frozen=True, slots=True)
class Holiday:
    """A public holiday: its day, a stable code, its French name, the article, how sure the source is."""

    day: date
    code: str
    name: Said
    reference: str
    confidence: Certainty


@cache
def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar.

    The golden number and the century's corrections give the paschal full moon; Easter is the Sunday after it.

    >>> easter(2026), easter(2038), easter(2049)
    (datetime.date(2026, 4, 5), datetime.date(2038, 4, 25), datetime.date(2049, 4, 18))
    """
    golden = year % 19
    century = year // 100
    moon_drift = (8 * century + 13) // 25
    epact = (19 * golden + century - century // 4 - moon_drift + 15) % 30
    # the two exceptions that keep a lunar month at 29 or 30 days
    epact -= (epact == 29) or (epact == 28 and golden > 10)  # noqa: PLR2004
    full_moon = date(year, 3, 21) + timedelta(days=epact)
    return full_moon + timedelta(days=7 - (full_moon.weekday() + 1) % 7)


@lru_cache(maxsize=1024)
def public_holidays(year: int, region: Region = "mainland") -> tuple[Holiday, ...]:
    """The public holidays of a year, in the order of the calendar; two of them may fall on the same day.

    >>> [holiday.day.isoformat() for holiday in public_holidays(2026)][:6]
    ['2026-01-01', '2026-04-06', '2026-05-01', '2026-05-08', '2026-05-14', '2026-05-25']
    >>> [holiday.code for holiday in public_holidays(2026, "alsace-moselle")][-2:]
    ['christmas', 'second-christmas']
    """
    found = [_holiday(entry, year) for entry in _entries() if region in entry.get("regions", (region,))]
    return tuple(sorted(found, key=lambda holiday: holiday.day))


def holiday_on(day: date, region: Region = "mainland") -> Holiday | None:
    """The public holiday that falls on a day, if any.

    >>> holiday_on(date(2026, 5, 25)).code
    'whit-monday'
    """
    return _by_day(day.year, region).get(day)


def region_name(region: Region) -> Said:
    """The name of a region, for people who choose one.

    >>> region_name("reunion")
    said('workday.region.reunion')
    """
    return said(f"workday.region.{region}")


def region_caution(region: Region) -> Said:
    """What must be said of a region's own holidays; empty where it has none."""
    return NOTHING if region == "mainland" else said(f"workday.region-caution.{region}")


@lru_cache(maxsize=1024)
def _by_day(year: int, region: Region) -> dict[date, Holiday]:
    return {holiday.day: holiday for holiday in public_holidays(year, region)}


def _holiday(entry: dict[str, Any], year: int) -> Holiday:
    if "fixed" in entry:
        month, number = map(int, entry["fixed"].split("-"))
        day = date(year, month, number)
    else:
        day = easter(year) + timedelta(days=entry["after_easter"])
    name = said(f"workday.holiday.{entry['code']}")
    return Holiday(day, entry["code"], name, entry.get("reference", ""), entry["confidence"])


@cache
def _entries() -> tuple[dict[str, Any], ...]:
    return tuple(table("latepay_core.countries.fr", "public_holidays.toml")["holidays"])
