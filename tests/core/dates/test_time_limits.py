"""Laws of procedural time limits, whatever their dates."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from latepay_core import Claim
from latepay_core.countries.fr.public_holidays import REGIONS
from latepay_core.countries.fr.regimes.civil import increase_starts_on
from latepay_core.countries.fr.time_limits import (
    TimeLimit,
    claim_declaration,
    claim_relief,
    european_opposition,
    legal_rate_increase,
    opposition,
    order_enforcement,
    order_service,
    prefect_timetable,
    public_interest_payment,
    seizure_action,
    small_claims,
)
from latepay_core.countries.fr.working_days import counts
from latepay_core.days import add_months
from latepay_core.law import NotCovered, parameter
from latepay_core.law.certainty import to_check, weakest
from latepay_core.said import said
from latepay_core.wording import say

DAY = timedelta(days=1)
days = st.dates(date(2013, 5, 1), date(2050, 12, 31))
PROCEDURE: list[Callable[..., TimeLimit]] = [order_service, opposition, small_claims, claim_declaration, claim_relief]
NEVER_MOVED: list[Callable[..., TimeLimit]] = [european_opposition, legal_rate_increase, public_interest_payment]

#: Parameter, day, value: typed from tests/facts.
SPOTS = {
    "limitation.b2b": ("2008-06-19", "60"),
    "limitation.civil": ("2008-06-19", "60"),
    "limitation.consumer": ("2008-06-19", "24"),
    "limitation.public-debtor": ("1969-01-01", "48"),
    "limitation.transport": ("2020-01-01", "12"),
    "limitation.title": ("2008-06-19", "120"),
    "time-limit.opposition": ("2020-01-01", "1"),
    "time-limit.small-claims": ("2020-01-01", "1"),
    "time-limit.claim-declaration": ("2020-01-01", "2"),
    "time-limit.claim-declaration-abroad": ("2020-01-01", "4"),
    "time-limit.claim-relief": ("2020-01-01", "6"),
    "time-limit.overseas": ("2020-01-01", "1"),
    "time-limit.abroad": ("2020-01-01", "2"),
    "time-limit.seizure-action": ("2020-01-01", "1"),
    "time-limit.european-opposition": ("2020-01-01", "30"),
    "time-limit.public-interest": ("2013-05-01", "45"),
    "time-limit.prefect-authorisation": ("2020-01-01", "30"),
    "time-limit.prefect-notice": ("2020-01-01", "15"),
    "time-limit.prefect-compliance": ("2020-01-01", "1"),
    "time-limit.prefect-payment": ("2020-01-01", "10"),
}


@pytest.mark.parametrize("identifier", SPOTS)
def test_the_lengths_are_those_of_the_dossier(identifier: str) -> None:
    day, value = SPOTS[identifier]
    assert str(parameter(identifier).on(date.fromisoformat(day)).value) == value


def test_an_order_has_six_months_then_three() -> None:
    service = parameter("time-limit.order-service")
    assert [int(service.on(day).value) for day in (date(2026, 8, 31), date(2026, 9, 1))] == [6, 3]
    assert order_enforcement(date(2026, 8, 31), date(2026, 9, 21)) is None


def test_only_what_was_read_is_said_to_be_verified() -> None:
    day = date(2026, 6, 1)
    read = [public_interest_payment(day), *prefect_timetable(day), claim_declaration(day), seizure_action(day)]
    assert all(limit.confirmed and not say(limit.to_check) for limit in read)
    others = [limit for limit in PROCEDURE if limit is not claim_declaration]
    unread = [limit(day) for limit in (*others, european_opposition, legal_rate_increase)]
    assert all(not limit.confirmed and say(limit.to_check).startswith(("Recoupé", "Notre lecture")) for limit in unread)


@given(days, st.integers(-240, 240))
def test_months_keep_the_number_or_take_the_last_day(day: date, months: int) -> None:
    reached = add_months(day, months)
    assert (reached.year - day.year) * 12 + reached.month - day.month == months
    assert reached.day == day.day or (reached.day < day.day and (reached + DAY).day == 1)


@given(days, days, st.integers(0, 120))
def test_a_later_start_never_ends_earlier(one: date, other: date, months: int) -> None:
    first, second = sorted((one, other))
    assert add_months(first, months) <= add_months(second, months)


@given(days, st.sampled_from(PROCEDURE), st.sampled_from(REGIONS))
def test_a_procedural_time_limit_ends_on_a_worked_day(day: date, limit: Callable[..., TimeLimit], region: Any) -> None:
    found = limit(day, region=region)
    assert counts(found.last_day, "ouvre", region)
    assert found.unextended <= found.last_day <= found.unextended + 5 * DAY
    assert found.extended == (found.last_day != found.unextended) == ("CPC, art. 642" in found.reference)
    assert not any(
        counts(found.unextended + DAY * offset, "ouvre", region)
        for offset in range((found.last_day - found.unextended).days)
    )


@given(days, st.sampled_from(NEVER_MOVED))
def test_the_others_never_move(day: date, limit: Callable[..., TimeLimit]) -> None:
    found = limit(day)
    assert not found.extended and found.last_day == found.unextended


@given(days)
def test_the_interest_rises_the_day_after_the_two_months(day: date) -> None:
    claim = Claim.model_validate(
        {"judgment": {"enforceable_on": day.isoformat()}, "invoices": [{"due_on": "2013-01-31", "amount": "1.00"}]}
    )
    assert increase_starts_on(claim) == legal_rate_increase(day).last_day + DAY


@given(days)
def test_the_steps_of_the_prefect_follow_each_other(day: date) -> None:
    steps = prefect_timetable(day)
    assert [step.starts_on for step in steps][2:] == [step.last_day for step in steps][1:3]
    assert steps[1].starts_on == steps[0].last_day + DAY
    assert all(before.last_day < after.last_day for before, after in pairwise(steps))


def test_a_day_before_the_law_s_data_is_not_guessed() -> None:
    with pytest.raises(NotCovered):
        opposition(date(2012, 12, 31))


def test_words() -> None:
    assert say(said("length.months", months=24)) == "2\u00a0ans"
    assert say(said("length.months", months=18)) == "18\u00a0mois"
    assert weakest(["secondary", "verified"]) == "secondary"
    assert say(to_check("own-knowledge")) != say(to_check("secondary")) != ""
