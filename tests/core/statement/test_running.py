"""An account carried from day to day owes, on each of them, what a reckoning begun again on that day finds."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

import pytest

from latepay_core.days import DAY
from latepay_core.interest.account import Conventions, Credit, Terms, reckon
from latepay_core.interest.periods import RatePeriod
from latepay_core.interest.running import Running

ACCOUNTS = 40
LAST = date(2026, 6, 30)
#: Half-years and their rates, in millionths of a percent; 2024 is a leap year.
RATES = {
    date(2023, 7, 1): 14_000_000,
    date(2024, 1, 1): 14_500_000,
    date(2024, 7, 1): 14_250_000,
    date(2025, 1, 1): 13_150_000,
    date(2026, 1, 1): 12_150_000,
}
PERIODS = [
    RatePeriod(first, following - DAY, RATES[first], None) for first, following in pairwise([*RATES, LAST + DAY])
]


def periods(_first: date, _last: date) -> Sequence[RatePeriod]:
    return PERIODS


def account(dice: random.Random) -> tuple[Terms, Conventions, list[Credit]]:
    """An invoice of 2023 or 2024, its conventions, and what came in for it alone."""
    due = date(2023, 9, 1) + timedelta(days=dice.randrange(400))
    cents = dice.choice((10_000, 123_456, 10_000_000))
    asked = due + timedelta(days=dice.randrange(500)) if dice.random() < 0.4 else None
    terms = Terms(cents, due, LAST, due + DAY, LAST, 4_000, asked)
    conventions = Conventions(
        dice.choice(("365", "actual")),
        dice.choice(("interest-first", "principal-first")),
        dice.choice(("line", "total")),
    )
    return terms, conventions, [came_in(dice, terms) for _ in range(dice.randrange(4))]


def came_in(dice: random.Random, terms: Terms) -> Credit:
    """A payment or a credit note: before, on and after the due date, at times of all that is owed."""
    on = terms.due_on + timedelta(days=dice.choice((-10, 0, 1, 181, dice.randrange(600))))
    cents = dice.choice((terms.principal // 7, terms.principal // 3, terms.principal, dice.randrange(1, 9_000)))
    return Credit(on, cents, dice.choice(("payment", "payment", "credit-note")))


@pytest.mark.parametrize("seed", range(6))
def test_it_owes_each_day_what_a_new_reckoning_finds(seed: int) -> None:
    dice = random.Random(seed)
    for _ in range(ACCOUNTS):
        terms, conventions, own = account(dice)
        shared = [came_in(dice, terms) for _ in range(dice.randrange(4))]
        if own and dice.random() < 0.6:
            shared.append(came_in(dice, terms)._replace(on=own[0].on))
        running = Running(terms, own, PERIODS, conventions)
        probes = {terms.due_on, *(terms.due_on + timedelta(days=dice.randrange(700)) for _ in range(4))}
        for day in sorted({*probes, *(each.on for each in shared)}):
            if day > LAST:
                continue
            # credit notes first, as where they are divided: they lower what the day's payments find
            for each in sorted((each for each in shared if each.on == day), key=lambda each: each.kind):
                asked = running.principal_on if each.kind == "credit-note" else running.owed_on
                asked(day)
                # money is what comes in where nothing else is said
                running.receive(day, each.cents, *([each.kind] if each.kind == "credit-note" else []))
            known = [*own, *(each for each in shared if each.on <= day)]
            right = reckon(terms._replace(as_of=day), known, periods, conventions)
            found = running.owed_on(day), running.compensation_on(day)
            assert found == (right.principal + right.interest_due, right.compensation_due), (
                terms,
                conventions,
                known,
                day,
            )
            assert (running.account.overpaid, running.account.overcredited) == (right.overpaid, right.overcredited)
            # asked again, it says the same
            assert running.owed_on(day) == found[0]
