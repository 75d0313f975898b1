"""Time limits in months: same day number, or the month's last day where it is shorter (CPC, art. 641)."""

from datetime import date, timedelta

_MONTHS_A_YEAR = 12


def last_day(year: int, month: int) -> int:
    """The number of the last day of a month. The `calendar` module, which says so too, is slow to import.

    >>> last_day(2028, 2), last_day(2026, 12)
    (29, 31)
    """
    if month == _MONTHS_A_YEAR:
        return 31
    return (date(year, month + 1, 1) - timedelta(days=1)).day


def add_months(day: date, months: int) -> date:
    """The day with the same number some months later (earlier when negative), or that month's last day.

    >>> add_months(date(2018, 1, 2), 2), add_months(date(2026, 12, 31), 2), add_months(date(2024, 2, 29), 60)
    (datetime.date(2018, 3, 2), datetime.date(2027, 2, 28), datetime.date(2029, 2, 28))
    """
    years, month = divmod(day.month - 1 + months, _MONTHS_A_YEAR)
    year = day.year + years
    return date(year, month + 1, min(day.day, last_day(year, month + 1)))
