"""Every worked case about time, to the day."""

from datetime import date
from typing import Any

import pytest

from latepay_core import Claim, ClaimRefused
from latepay_core.countries.fr import time_limits
from latepay_core.countries.fr.limitation.answer import limitation
from latepay_core.countries.fr.time_limits import TimeLimit
from latepay_core.countries.fr.working_days import add_days, count_days
from latepay_core.wording import answer as in_words
from latepay_core.wording import say
from tests.cases.time.loading import (
    DaysCase,
    LimitationCase,
    TimeLimitCase,
    days_cases,
    differences,
    limitation_cases,
    time_limit_cases,
)

ANSWERED = [case for case in limitation_cases() if not case.refused]
REFUSED = [case for case in limitation_cases() if case.refused]


def named(case: Any) -> str:
    return str(case.id)


@pytest.mark.parametrize("case", ANSWERED, ids=named)
def test_limitation_gives_the_day_worked_out_by_hand(case: LimitationCase) -> None:
    answer = in_words(limitation(Claim.model_validate(case.claim)))
    assert len(answer["invoices"]) == len(case.expect["invoices"])
    for wanted, given in zip(case.expect["invoices"], answer["invoices"], strict=True):
        words = given["explanation"].replace("\u00a0", " ").replace("\u202f", " ")
        assert differences(wanted, given, words) == []
    assert [warning["code"] for warning in answer["warnings"]] == case.expect["warnings"]


@pytest.mark.parametrize("case", REFUSED, ids=named)
def test_limitation_refuses_what_cannot_be(case: LimitationCase) -> None:
    with pytest.raises(ClaimRefused) as refused:
        limitation(Claim.model_validate(case.claim))
    assert [[each.code, each.path] for each in refused.value.refusals] == case.refused


@pytest.mark.parametrize("case", time_limit_cases(), ids=named)
def test_a_time_limit_ends_on_the_day_worked_out_by_hand(case: TimeLimitCase) -> None:
    given = {key: date.fromisoformat(value) if key.endswith("_on") else value for key, value in case.given.items()}
    answer = getattr(time_limits, case.call)(**given)
    steps: list[TimeLimit] = list(answer) if isinstance(answer, tuple) else [answer]
    wanted = case.expect if isinstance(case.expect, list) else [case.expect]
    assert len(steps) == len(wanted)
    for expected, step in zip(wanted, steps, strict=True):
        words = say(step.sentence).replace("\u00a0", " ").replace("\u202f", " ")
        assert differences(expected, in_words(step), words) == []


@pytest.mark.parametrize("case", days_cases(), ids=named)
def test_days_reach_the_day_counted_by_hand(case: DaysCase) -> None:
    start, reached = date.fromisoformat(case.start), date.fromisoformat(case.expect)
    assert add_days(start, case.days, case.kind, case.region) == reached
    if case.days > 0:
        assert count_days(start, reached, case.kind, case.region) == case.days


def test_no_case_is_missing_and_each_says_why() -> None:
    every: list[Any] = [*limitation_cases(), *time_limit_cases(), *days_cases()]
    assert len(every) >= 50
    assert len({case.id for case in every}) == len(every)
    assert all(case.why and case.source and case.work for case in every)
