"""Days that count: « jours calendaires » (all), « ouvrables » (Monday to Saturday), « ouvrés » (Monday to Friday).

Public holidays are neither ouvrables nor ouvrés. The day a count starts from is never counted.
"""

from datetime import date, timedelta

from pydantic import BaseModel, ConfigDict

from latepay_core.countries.fr.public_holidays import Region, holiday_on, region_caution
from latepay_core.days import DAY, DayKind, count_on, first_counted, is_weekday
from latepay_core.said import NOTHING, Said, said

_SATURDAY, _SUNDAY = 5, 6


def counts(day: date, kind: DayKind, region: Region = "mainland") -> bool:
    """Whether a day counts among the days of that kind.

    >>> saturday = date(2026, 11, 21)
    >>> counts(saturday, "calendar"), counts(saturday, "ouvrable"), counts(saturday, "ouvre")
    (True, True, False)
    """
    return kind == "calendar" or (is_weekday(day, kind) and holiday_on(day, region) is None)


def add_days(start: date, days: int, kind: DayKind = "calendar", region: Region = "mainland") -> date:
    """The day that comes some days of a kind after `start` (before it when `days` is negative); `start` is not counted.

    >>> friday = date(2026, 11, 20)
    >>> add_days(friday, 5, "calendar"), add_days(friday, 5, "ouvrable"), add_days(friday, 5, "ouvre")
    (datetime.date(2026, 11, 25), datetime.date(2026, 11, 26), datetime.date(2026, 11, 27))
    """
    if kind == "calendar":
        return start + timedelta(days=days)
    return count_on(start, days, lambda day: counts(day, kind, region))


def count_days(start: date, end: date, kind: DayKind = "calendar", region: Region = "mainland") -> int:
    """How many days of a kind there are after `start`, up to and including `end`; negative when `end` comes first.

    >>> count_days(date(2026, 11, 20), date(2026, 11, 26), "ouvrable")
    5
    """
    if end < start:
        return -sum(counts(end + DAY * offset, kind, region) for offset in range((start - end).days))
    return sum(counts(start + DAY * (offset + 1), kind, region) for offset in range((end - start).days))


def next_open_day(day: date, region: Region = "mainland") -> date:
    """The day itself, or the first after it that is no Sunday and no public holiday.

    >>> next_open_day(date(2026, 11, 28)), next_open_day(date(2026, 11, 29))
    (datetime.date(2026, 11, 28), datetime.date(2026, 11, 30))
    """
    return first_counted(day, lambda each: counts(each, "ouvrable", region))


def next_worked_day(day: date, region: Region = "mainland") -> date:
    """The day itself, or the first after it that is no Saturday, Sunday or public holiday (CPC, art. 642).

    >>> next_worked_day(date(2026, 5, 23)), next_worked_day(date(2026, 5, 26))
    (datetime.date(2026, 5, 26), datetime.date(2026, 5, 26))
    """
    return first_counted(day, lambda each: counts(each, "ouvre", region))


def why_not_worked(day: date, region: Region = "mainland") -> Said:
    """What keeps a day from being worked, as in « tombe un samedi »; empty for a worked day.

    >>> why_not_worked(date(2026, 5, 24)).key, bool(why_not_worked(date(2026, 5, 26)))
    ('workday.why.sunday', False)
    """
    holiday = holiday_on(day, region)
    if holiday is not None:
        return said("workday.why.holiday", name=holiday.name)
    if day.weekday() >= _SATURDAY:
        return said("workday.why.sunday" if day.weekday() == _SUNDAY else "workday.why.saturday")
    return NOTHING


class Deadline(BaseModel):
    """A deadline given in days, as a date: what a letter prints.

    `meaning` says which days count, `caution` what is doubtful about the region's own holidays.
    """

    model_config = ConfigDict(frozen=True, defer_build=True)

    starts_on: date
    days: int
    kind: DayKind
    last_day: date
    sentence: Said
    meaning: Said
    caution: Said
    confirmed: bool


def deadline(start: date, days: int, kind: DayKind = "ouvrable", region: Region = "mainland") -> Deadline:
    """A deadline of some days counted from `start`, which is not counted.

    No text extends it when it ends on a weekend: it is not a procedural time limit. What « ouvrables » and « ouvrés »
    mean was read in secondary sources.

    >>> deadline(date(2026, 11, 20), 5).last_day
    datetime.date(2026, 11, 26)
    """
    if days < 1:
        raise ValueError("a deadline is at least one day")
    last = add_days(start, days, kind, region)
    count = said(f"workday.count.{kind}-{'one' if days == 1 else 'many'}", days=days)
    return Deadline(
        starts_on=start,
        days=days,
        kind=kind,
        last_day=last,
        sentence=said("workday.deadline", count=count, start=start, last=last),
        meaning=said(f"workday.meaning.{kind}"),
        caution=NOTHING if kind == "calendar" else region_caution(region),
        confirmed=kind == "calendar",
    )
