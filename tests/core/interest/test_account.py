"""Interest that bears interest itself, worked out by hand: 10 000 EUR at 10 % are 1 000 EUR a year, 2.74 EUR a day."""

from collections.abc import Sequence
from datetime import date

from latepay_core.interest.account import Account, Conventions, Credit, Terms, reckon
from latepay_core.interest.periods import RatePeriod

EVE, FIRST = date(2024, 12, 31), date(2025, 1, 1)


def ten_percent(first: date, last: date) -> Sequence[RatePeriod]:
    return [RatePeriod(first, last, 10_000_000, None)]


def reckoned(as_of: date, *came_in: Credit) -> Account:
    terms = Terms(1_000_000, EVE, as_of, FIRST, as_of, 0, capitalise_from=FIRST)
    return reckon(terms, came_in, ten_percent, Conventions())


def test_a_whole_year_of_interest_bears_some_on_the_statements_own_day() -> None:
    """2025 makes 100 000 cents; on 1 January 2026 they bear 27.4, beside the 273.97 of the principal."""
    account = reckoned(date(2026, 1, 1))
    assert (account.capitalised, account.interest_on_interest, account.interest) == (100_000, 27, 100_000 + 274 + 27)


def test_nothing_bears_any_the_day_before() -> None:
    account = reckoned(date(2025, 12, 31))
    assert (account.interest_on_interest, account.interest) == (0, 100_000)


def test_what_is_paid_on_the_eve_leaves_less_than_a_year_of_interest_due() -> None:
    """10 EUR of 1 000 are 3.65 days of 365, so that the year begins on 5 January and is whole on 4 January 2026.

    Then 99 000 + 1 096 cents bear interest for 361 days: 100 096 x 10 % x 361 / 365 = 9 899.9; the principal 98 904.1.
    """
    account = reckoned(date(2026, 12, 31), Credit(date(2025, 12, 31), 1_000))
    assert (account.capitalised, account.interest_on_interest) == (100_096, 9_900)
    assert account.interest == 100_000 + 1_096 + 98_904 + 9_900
