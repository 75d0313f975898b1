"""Days, months, half-years: the calendar's own arithmetic, without holidays.

A time in months ends on the day of the same number, or on the month's last day where it is shorter (CPC, art. 641).
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import Literal

DAY = timedelta(days=1)
#: The days that a time is counted in: all, Monday to Saturday, Monday to Friday. The two last leave holidays out; they
#: keep their French names, because English has one word for both.
DayKind = Literal["calendar", "ouvrable", "ouvre"]
_SATURDAY, _SUNDAY = 5, 6
_MONTHS_A_YEAR, _SECOND_HALF = 12, 7


def last_day(year: int, month: int) -> int:
    """The number of the last day of a month. The `calendar` module, which says so too, is slow to import.

    >>> last_day(2028, 2), last_day(2026, 12)
    (29, 31)
    """
    if month == _MONTHS_A_YEAR:
        return 31
    return (date(year, month + 1, 1) - DAY).day


def add_months(day: date, months: int) -> date:
    """The day with the same number some months later (earlier when negative), or that month's last day.

    >>> add_months(date(2018, 1, 2), 2), add_months(date(2026, 12, 31), 2), add_months(date(2024, 2, 29), 60)
    (datetime.date(2018, 3, 2), datetime.date(2027, 2, 28), datetime.date(2029, 2, 28))
    """
    years, month = divmod(day.month - 1 + months, _MONTHS_A_YEAR)
    year = day.year + years
    return date(year, month + 1, min(day.day, last_day(year, month + 1)))


def half_year_start(day: date) -> date:
    """The first day of the half-year a day belongs to.

    >>> half_year_start(date(2026, 6, 30)), half_year_start(date(2026, 11, 22))
    (datetime.date(2026, 1, 1), datetime.date(2026, 7, 1))
    """
    return date(day.year, 1 if day.month < _SECOND_HALF else _SECOND_HALF, 1)


def next_half_year(day: date) -> date:
    """The first day of the half-year after the one a day belongs to.

    >>> next_half_year(date(2026, 11, 22))
    datetime.date(2027, 1, 1)
    """
    return date(day.year, _SECOND_HALF, 1) if day.month < _SECOND_HALF else date(day.year + 1, 1, 1)


def half_year_starts(first: date, last: date) -> Iterator[date]:
    """The first days of half-years after `first`, up to `last`.

    >>> [str(day) for day in half_year_starts(date(2025, 12, 1), date(2026, 7, 1))]
    ['2026-01-01', '2026-07-01']
    """
    start = next_half_year(first)
    while start <= last:
        yield start
        start = next_half_year(start)


def year_starts(first: date, last: date) -> Iterator[date]:
    """The first days of calendar years after `first`, up to `last`."""
    return (date(year, 1, 1) for year in range(first.year + 1, last.year + 1))


def same_day(day: date, year: int) -> date:
    """The day with the same number in another year, or 28 February where that year has no 29th."""
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 2, 28)


def is_weekday(day: date, kind: DayKind) -> bool:
    """Whether a day of the week counts among the days of that kind; holidays are left to a country's calendar.

    >>> [is_weekday(date(2026, 11, 21), kind) for kind in ("calendar", "ouvrable", "ouvre")]
    [True, True, False]
    """
    return kind == "calendar" or day.weekday() < (_SUNDAY if kind == "ouvrable" else _SATURDAY)


def count_on(start: date, days: int, counts: Callable[[date], bool]) -> date:
    """The day that comes some counted days after `start` (before it when negative); `start` is not counted.

    >>> count_on(date(2026, 11, 20), 2, lambda day: is_weekday(day, "ouvre"))
    datetime.date(2026, 11, 24)
    """
    step = DAY if days > 0 else -DAY
    day, left = start, abs(days)
    while left:
        day += step
        left -= counts(day)
    return day


def first_counted(day: date, counts: Callable[[date], bool]) -> date:
    """The day itself, or the first after it that counts."""
    while not counts(day):
        day += DAY
    return day


def split(first: date, last: date, starts: Iterable[date]) -> Iterator[tuple[date, date]]:
    """The span `first` to `last` cut so that each of `starts` inside it begins a part.

    >>> [(str(a), str(b)) for a, b in split(date(2026, 6, 1), date(2026, 8, 31), [date(2026, 7, 1)])]
    [('2026-06-01', '2026-06-30'), ('2026-07-01', '2026-08-31')]
    """
    begin = first
    for start in sorted(set(starts)):
        if first < start <= last:
            yield begin, start - DAY
            begin = start
    if begin <= last:
        yield begin, last
