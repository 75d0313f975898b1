"""The figures that the page gives before Python is there are the core's, to the cent; else there are none."""

from __future__ import annotations

import random
from datetime import date

import pytest

from calculator.app.filling import fields_of
from latepay_core import Claim
from latepay_core.claim.typed import Unread, date_typed, sum_typed
from latepay_core.money import cents
from tests.cases.loading import all_cases
from tests.support.first_figures import blank_fields, differences, drawn, in_node, is_plain, random_forms

PLAIN = {"as_of": "15/03/2026", "invoices-0-amount": "10 000", "invoices-0-due_on": "30/11/2025"}
EPOCH = date(1970, 1, 1)


def first(**more: str) -> dict[str, str] | None:
    found: dict[str, str] | None = in_node(
        forms=[PLAIN | {name.replace("__", "-"): said for name, said in more.items()}]
    )["figures"][0]
    return found


def test_one_late_invoice() -> None:
    # From 1 December 2025: 31 days at 12.15 % = 10 000 × 12.15 % × 31 / 365 = 103.19178, then 74 days = 246.32877.
    assert first() == {
        "asOf": (date(2026, 3, 15) - EPOCH).days,
        "principal": "1000000",
        "interest": str(10319 + 24633),
        "compensation": "4000",
        "total": str(1_000_000 + 34_952 + 4_000),
        "perDay": "333",  # 10 000 × 12.15 % / 365 = 3.3288
        "provisional": False,
    }


def test_random_claims_give_the_cores_cents() -> None:
    forms = list(random_forms(2_000))
    answered, wrong = differences(forms)
    assert wrong == []
    # Silence where there is something to say would pass everything else.
    assert answered == sum(1 for each in forms if (found := drawn(each)) and is_plain(found)) > 1_000


def test_worked_cases_within_its_scope_give_the_cores_cents() -> None:
    forms = [fields_of(Claim.model_validate(case.claim)) for case in all_cases()]
    answered, wrong = differences(forms)
    assert wrong == []
    assert answered >= 30


def test_whatever_else_is_said_is_never_overlooked() -> None:
    """Each field of the form, and each of those that only a file fills, with something in it."""
    names = {*blank_fields(), "kept", "letter", "invoices-0-kept", "invoices-0-compensated", "payments-0-amount"}
    names |= {
        "credit_notes-0-amount",
        "events-0-kind",
        "invoices-0-credit_notes-0-amount",
        "invoices-0-payments-0-amount",
    }
    others = ("1", "yes", "01/02/2026", "consumer", "individual", "public-body", "principal-first", "frozen", "actual")
    forms = [PLAIN | {name: said} for name in sorted(names) for said in (*others, "total", "BE", "term", "fixed")]
    answered, wrong = differences(forms)
    assert wrong == []
    # What is known of the two sides, and which of them the reader is, change no sum; amount, dates and day are read.
    assert answered < len(forms) / 4


@pytest.mark.parametrize(
    "more",
    [
        {"invoices-0-issued_on": "31/10"},
        {"invoices-0-due_on": "30 jours fin de mois"},
        {"invoices-0-due_on": "15/03/2026"},
        {"as_of": "30/11/2025"},
        {"as_of": "15/03/2031"},
        {"invoices-0-due_on": "31/12/2008"},
        {"invoices-0-amount": "1.234"},
        {"invoices-0-amount": "0"},
        {"invoices-0-amount": "1 000 000 000 000"},
        {"invoices-1-amount": "50"},
        {"invoices-0-payments-0-amount": "50"},
        {"invoices-0-payments-0-amount": "20 000", "invoices-0-payments-0-paid_on": "01/02/2026"},
        {"invoices-0-number": "A", "invoices-1-number": "A", "invoices-1-amount": "5", "invoices-1-due_on": "1/1/2026"},
    ],
)
def test_it_is_silent(more: dict[str, str]) -> None:
    assert in_node(forms=[PLAIN | more])["figures"] == [None]


def test_amounts_and_days_are_read_as_the_core_reads_them() -> None:
    chance = random.Random(20261130)
    amounts = [
        "".join(chance.choices("0123456789  \u00a0\u202f,.'€-k", k=chance.randrange(1, 14))) for _ in range(20_000)
    ]
    days = ["".join(chance.choices("0123 /.-", k=chance.randrange(5, 11))) for _ in range(20_000)]
    days += [
        f"{chance.randrange(40)}{mark}{chance.randrange(14)}{mark}{chance.randrange(2030)}"
        for mark in "/.-"
        for _ in range(3_000)
    ]
    days += [
        f"{chance.randrange(1, 32):02}/{chance.randrange(1, 13):02}/{chance.randrange(100):02}" for _ in range(3_000)
    ]
    found = in_node(amounts=amounts, days=days)
    for typed, said in zip(amounts, found["amounts"], strict=True):
        right = sum_typed(typed.strip())
        assert said is None or (not isinstance(right, Unread) and said == str(cents(right))), typed
    for typed, said in zip(days, found["days"], strict=True):
        day = date_typed(typed.strip())
        assert said is None or (not isinstance(day, Unread) and said == (day - EPOCH).days), typed
    assert sum(each is not None for each in found["amounts"]) > 500
    assert sum(each is not None for each in found["days"]) > 2_000
