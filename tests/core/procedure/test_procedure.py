"""The procedure whatever the claim: an answer for every timeline, French fit to print, nothing lost on the way."""

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from itertools import pairwise, product
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from latepay_core import Claim, draw_up
from latepay_core.claim import ClaimRefused, Event
from latepay_core.countries.fr.procedure.tariffs import fee
from latepay_core.data import table
from latepay_core.procedure import Situation, cost_of_late_payment, costs, next_step, routes
from latepay_core.procedure.faults import OutOfRange
from latepay_core.wording import answer as in_words
from latepay_core.wording import catalogue, say

ROOM = Path(__file__).parents[3] / "src" / "latepay_core" / "countries" / "fr" / "procedure"
SENTENCES = catalogue("procedure", "fr")
POINTS = table("latepay_core.countries.fr.procedure", "points.toml")
KINDS = get_args(Event.model_fields["kind"].annotation)
DEBTORS: list[dict[str, Any]] = [
    {"kind": "business"},
    {"kind": "business", "address": "67000 Strasbourg"},
    {"kind": "consumer"},
    {"kind": "public-body", "public_kind": "state-or-local"},
    {"kind": "public-body", "public_kind": "health"},
]
AS_OF = ("2026-11-15", "2026-11-20", "2026-12-20", "2027-03-01", "2028-07-01", "2032-02-01")
INVOICES = [{"number": "F-1", "due_on": "2026-11-16", "amount": "2400.00"}]
SITUATIONS = (
    Situation(),
    Situation(both_traders=True, public_buyer="local-authority", court_town="Lyon"),
    Situation(both_traders=False, debtor_country="DE", public_buyer="state"),
)


@cache
def answers() -> tuple[tuple[str, dict[str, Any]], ...]:
    """Next steps and routes of many claims: every debtor, every single event, early and late."""
    return tuple(_answers())


def _answers() -> Iterator[tuple[str, dict[str, Any]]]:
    for debtor, day, kind in product(DEBTORS, AS_OF, (None, *KINDS)):
        events = [] if kind is None else [{"on": "2026-11-18", "kind": kind}]
        claim = Claim.model_validate({"as_of": day, "debtor": debtor, "invoices": INVOICES, "events": events})
        statement = draw_up(claim)
        for number, situation in enumerate(SITUATIONS):
            if number and kind is not None:
                continue
            name = f"{debtor} {day} {kind} {number}"
            yield name, in_words(next_step(claim, statement, situation))
            yield name, {"routes": [in_words(each) for each in routes(claim, statement, situation)]}


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts(each)


FAULTS = {
    "a figure was not filled in": re.compile(r"[{}]|\bNone\b"),
    "an ordinary space before a double mark": re.compile(r" [;:!?»€%]|« "),
    "an ordinary space between thousands": re.compile(r"\d \d{3}(?!\d)"),
    "two spaces": re.compile(r"[ \u00a0\u202f]{2}"),
    "a typewriter apostrophe": re.compile(r"'"),
    "an empty date": re.compile(r"\b(le|du|au|jusqu’au) [.,;)]"),
}


def test_every_sentence_can_be_printed() -> None:
    seen: set[str] = set()
    for name, answer in answers():
        for text in texts(answer):
            if text in seen:
                continue
            seen.add(text)
            for fault, pattern in FAULTS.items():
                assert not pattern.search(text), (fault, text, name)
    assert len(seen) > 300


def test_the_catalogue_keeps_french_typography() -> None:
    for key, text in SENTENCES.items():
        for fault in ("an ordinary space before a double mark", "an ordinary space between thousands", "two spaces"):
            assert not FAULTS[fault].search(text), (fault, key)
        assert "'" not in text, key


def test_every_point_has_its_confidence_and_is_used() -> None:
    sources = "\n".join(path.read_text(encoding="utf-8") for path in ROOM.rglob("*.py"))
    assert POINTS.keys() == {key.split(".")[1] for key in SENTENCES if key.startswith("point.")}
    for name, ground in POINTS.items():
        assert ground["confidence"] in {"verified", "secondary", "own-knowledge", "practice"}
        assert f'"{name}"' in sources, f"nobody says {name}"
        law = ground["confidence"] == "verified"
        assert not law or ground["reference"], f"{name} was read somewhere: where?"


def test_answers_cannot_be_changed_and_are_plain_json() -> None:
    claim = Claim.model_validate({"as_of": "2026-12-20", "invoices": INVOICES})
    statement = draw_up(claim)
    step = next_step(claim, statement)
    with pytest.raises(ValidationError):
        setattr(step, "code", "x")  # noqa: B010
    given_out: list[BaseModel] = [step, *routes(claim, statement), costs(Decimal(500), date(2026, 11, 22))]
    for each in given_out:
        given = json.loads(json.dumps(in_words(each)))
        assert in_words(type(each).model_validate(given)) == given


def test_the_steps_that_follow_never_go_back_in_time() -> None:
    for name, answer in answers():
        days = [answer["on"], *(each["on"] for each in answer["then"])] if "then" in answer else []
        assert all(earlier <= later for earlier, later in pairwise(days)), name


def test_no_route_promises_a_delay_and_all_stay_in_view() -> None:
    for _, answer in answers():
        for route in answer.get("routes", []):
            assert route["timing"]
            assert route["why"]
            assert route["status"] != "open" or route["steps"]
            for item in route["costs"]:
                assert item["validity"] == "current" or item["warning"]


@given(st.lists(st.tuples(st.integers(-20, 200), st.sampled_from(KINDS)), max_size=7), st.integers(-10, 300))
def test_any_timeline_gets_a_step_or_a_refusal(happened: list[tuple[int, str]], days: int) -> None:
    due = date(2026, 11, 16)
    events = [{"on": (due + timedelta(days=offset)).isoformat(), "kind": kind} for offset, kind in happened]
    day = due + timedelta(days=days)
    claim = Claim.model_validate({"as_of": day.isoformat(), "invoices": INVOICES, "events": events})
    statement = draw_up(claim)
    try:
        step = next_step(claim, statement)
    except ClaimRefused as refused:
        assert refused.refusals
        return
    assert step.on >= day
    assert step.late == ((step.last_day or step.planned_on) < day)


@given(st.integers(1, 10**9), st.integers(1, 10**9))
def test_recovery_fees_rise_with_the_sum_and_stop_at_their_cap(first: int, second: int) -> None:
    low, high = sorted((Decimal(first) / 100, Decimal(second) / 100))
    debtor, creditor = fee("recovery-debtor"), fee("recovery-creditor")
    assert debtor.on(low) <= debtor.on(high) <= debtor.cap
    assert creditor.on(low) <= creditor.on(high) <= creditor.cap


@pytest.mark.parametrize("name", ["recovery-debtor", "recovery-creditor", "engagement"])
def test_brackets_have_neither_gap_nor_overlap(name: str) -> None:
    brackets = fee(name).brackets
    assert brackets[0].above == 0
    assert brackets[-1].up_to is None
    assert all(one.up_to == next_one.above for one, next_one in pairwise(brackets))


@pytest.mark.parametrize("amount", ["0", "-1"])
def test_costs_of_nothing_are_refused_in_french(amount: str) -> None:
    with pytest.raises(OutOfRange) as refused:
        costs(Decimal(amount), date(2026, 11, 22))
    assert "supérieure à zéro" in say(refused.value.said)


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ({"turnover": Decimal(0)}, "chiffre d’affaires"),
        ({"receivables": Decimal(-1)}, "sommes en attente"),
        ({"agreed_days": -1}, "délai convenu"),
        ({"financing_percent": Decimal(-1)}, "taux de financement"),
        ({"loss": Decimal(-1)}, "perte"),
        ({"margin_percent": Decimal(0)}, "marge"),
        ({"margin_percent": Decimal("100.01")}, "marge"),
    ],
)
def test_impossible_figures_are_refused_in_french(figures: dict[str, Any], said: str) -> None:
    right: dict[str, Any] = {"receivables": Decimal(1), "turnover": Decimal(1)}
    with pytest.raises(OutOfRange) as refused:
        cost_of_late_payment(**(right | figures))
    assert said in say(refused.value.said)
