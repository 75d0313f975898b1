"""The time that the owner of goods has to claim them back (C. com., art. L624-9 and R624-13)."""

from datetime import date

from latepay_core.days import add_months
from latepay_core.law import parameter


def reclaim_by(published_on: date) -> date:
    """The last day to claim goods back: three months after the publication of the judgment.

    It is said without the extension of a day that is not worked: whoever keeps to it is never late.

    >>> reclaim_by(date(2026, 2, 20))
    datetime.date(2026, 5, 20)
    """
    return add_months(published_on, _months("title-reclaim", published_on))


def answer_by(received_on: date) -> date:
    """The last day of the month in which the organ agrees; the judge is asked in the month that follows.

    >>> answer_by(date(2026, 3, 19))
    datetime.date(2026, 4, 19)
    """
    return add_months(received_on, _months("title-answer", received_on))


def _months(identifier: str, day: date) -> int:
    return int(parameter(f"time-limit.{identifier}").on(day).value)
