"""A public buyer's term and the payment of its interest: what the cases do not show."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from latepay_core import Claim, Invoice, Statement, draw_up
from latepay_core.dates.public_terms import term_start
from latepay_core.wording import say


def drawn(invoice: dict[str, Any], as_of: str = "2026-08-31", **more: Any) -> Statement:
    whole = {"number": "F-204", "amount": "10000.00", **invoice}
    claim = {"as_of": as_of, "debtor": {"kind": "public-body"}, "invoices": [whole], **more}
    return draw_up(Claim.model_validate(claim))


PAID = {"due_on": "2026-01-31", "payments": [{"paid_on": "2026-03-31", "amount": "10000.00"}]}
PRINCIPAL_FIRST = {"allocation": "principal-first"}


@pytest.mark.parametrize(
    ("debtor", "situation", "days"),
    [
        ({"public_kind": "state-or-local"}, {}, 30),
        ({"public_kind": "health"}, {}, 50),
        ({"public_kind": "public-enterprise"}, {}, 60),
        ({}, {"public_buyer": "state"}, 30),
        ({}, {"public_buyer": "local-authority"}, 30),
        ({}, {"public_buyer": "other"}, None),
        ({}, {}, None),
    ],
)
def test_the_term_is_that_of_the_kind_of_buyer(debtor: Any, situation: Any, days: int | None) -> None:
    invoice = {"received_on": "2026-05-04", "due_on": "2026-06-03"}
    statement = drawn(invoice, debtor={"kind": "public-body", **debtor}, situation=situation)
    term = statement.invoices[0].public_term
    assert term is not None
    assert term.legal_days == days
    assert term.over_legal is False


@pytest.mark.parametrize(
    ("known", "day", "rule"),
    [
        # CCP, art. R2192-12: the request, or the service where it was done later; R2192-14: two days after its date
        ({"performed_on": "2026-05-20"}, "2026-05-20", "service-done"),
        ({"received_on": "2026-05-20", "performed_on": "2026-05-20"}, "2026-05-20", "request-received"),
        ({"received_on": "2026-05-20", "performed_on": "2026-05-21"}, "2026-05-21", "service-done"),
        ({"issued_on": "2026-05-18", "performed_on": "2026-05-19"}, "2026-05-20", "request-and-two-days"),
    ],
)
def test_the_term_starts_with_the_request_or_the_service(known: dict[str, str], day: str, rule: str) -> None:
    invoice = Invoice.model_validate({"amount": "10.00", "due_on": "2026-12-31", **known})
    assert term_start(invoice) == (date.fromisoformat(day), rule)


def test_a_bare_due_date_is_compared_with_the_law_too() -> None:
    """Received on 4 May: 30 days end on 3 June, the due date says 4 June."""
    state = {"kind": "public-body", "public_kind": "state-or-local"}
    statement = drawn({"received_on": "2026-05-04", "due_on": "2026-06-04"}, debtor=state)
    (warning,) = statement.warnings
    assert warning.code == "term-over-legal-maximum"
    assert warning.figures == {"due_on": "2026-06-04", "lawful_due_on": "2026-06-03", "rule": "public-30-days"}
    assert statement.invoices[0].due_on == date(2026, 6, 4), "said, never moved"


def test_only_public_buyers_have_these_parts() -> None:
    invoice = drawn({"due_on": "2026-05-31"}, debtor={"kind": "business"}).invoices[0]
    assert (invoice.public_term, invoice.interest_payment) == (None, None)


def test_the_45_days_wait_for_the_whole_principal() -> None:
    part = {**PAID, "payments": [{"paid_on": "2026-03-31", "amount": "9999.99"}]}
    assert drawn(part, terms=PRINCIPAL_FIRST).invoices[0].interest_payment is None


def test_the_day_the_principal_was_paid_is_its_payment_where_none_is_entered() -> None:
    """Interest runs « jusqu’à la date de mise en paiement du principal incluse » (CCP, art. R2192-32).

    This test wanted the principal still owed before, with interest up to the statement's day: who gives that day says
    that the principal came. 10000 × 10.15 % × 59 / 365 = 164.07 up to 31 March, and 40.
    """
    statement = drawn({"due_on": "2026-01-31"}, situation={"principal_paid_on": "2026-03-31"})
    (found,) = statement.invoices
    assert (found.paid, found.principal_due, found.total_due) == (Decimal("10000.00"), Decimal(0), Decimal("204.07"))
    payment = found.interest_payment
    assert payment is not None
    assert (payment.payment_recorded, payment.last_day, payment.owed) == (True, date(2026, 5, 15), Decimal("204.07"))
    # 46 days at 2.62 % and 62 at 2.75 %, on 164.07
    assert payment.on_interest == Decimal("1.31")
    assert "n’est pas saisi" not in say(payment.sentence)
    assert found == drawn(PAID).invoices[0], "as with the payment entered"
    before = drawn({"due_on": "2026-01-31"}, situation={"principal_paid_on": "2026-01-31"})
    assert (before.totals.total_due, before.invoices[0].interest_payment) == (Decimal(0), None), "paid in time"


def test_a_credit_note_lessens_what_the_buyer_paid_that_day() -> None:
    """10000 − 2000 taken off before the due date: 8000 × 10.15 % × 59 / 365 = 47908 / 365 = 131.25, and 40."""
    noted = {"due_on": "2026-01-31", "credit_notes": [{"issued_on": "2026-01-15", "amount": "2000.00"}]}
    (found,) = drawn(noted, situation={"principal_paid_on": "2026-03-31"}).invoices
    assert (found.paid, found.principal_due, found.total_due) == (Decimal("8000.00"), Decimal(0), Decimal("171.25"))


def test_the_file_keeps_the_day_and_no_payment() -> None:
    day = {"principal_paid_on": "2026-03-31"}
    claim = Claim.model_validate(
        {
            "debtor": {"kind": "public-body"},
            "situation": day,
            "invoices": [{"due_on": "2026-01-31", "amount": "100.00"}],
        }
    )
    dumped = claim.model_dump(mode="json", exclude_defaults=True)
    assert (dumped["invoices"], dumped["situation"]) == ([{"due_on": "2026-01-31", "amount": "100.00"}], day)
    assert Claim.model_validate(dumped) == claim


@pytest.mark.parametrize(
    "claim",
    [
        {"invoices": [{"due_on": "2026-01-31", "amount": "10.00"}, {"due_on": "2026-02-28", "amount": "10.00"}]},
        {"debtor": {"kind": "business"}},
        {"regime": "fr-b2b"},
        {"payments": [{"paid_on": "2026-03-01", "amount": "1.00"}]},
    ],
    ids=["several invoices", "a business", "another regime", "a payment entered"],
)
def test_no_payment_is_made_up_from_that_day(claim: dict[str, Any]) -> None:
    whole = {"debtor": {"kind": "public-body"}, "invoices": [{"due_on": "2026-01-31", "amount": "10.00"}], **claim}
    read = Claim.model_validate({**whole, "situation": {"principal_paid_on": "2026-03-31"}})
    assert not any(each.payments for each in read.invoices)


def test_of_several_invoices_each_without_its_payment_is_still_owed_and_says_so() -> None:
    """10000 × 10.15 % × 59 / 365 = 164.07 up to 31 March, and 40, for one of the two."""
    more = [{"number": each, "due_on": "2026-01-31", "amount": "10000.00"} for each in ("F-1", "F-2")]
    statement = drawn({}, invoices=more, situation={"principal_paid_on": "2026-03-31"})
    found = statement.invoices[0].interest_payment
    assert found is not None
    assert (found.payment_recorded, found.last_day, found.owed) == (False, date(2026, 5, 15), Decimal("204.07"))
    assert "n’est pas saisi" in say(found.sentence)
    assert statement.invoices[0].principal_due == Decimal("10000.00")


def test_the_day_the_user_says_counts_from_then() -> None:
    """« Mise en paiement » on 27 March, money on the 31st: 27 March + 45 days = 11 May."""
    found = drawn(PAID, terms=PRINCIPAL_FIRST, situation={"principal_paid_on": "2026-03-27"}).invoices[0]
    assert found.interest_payment is not None
    assert found.interest_payment.last_day == date(2026, 5, 11)


def test_interest_paid_in_time_is_settled() -> None:
    # 10000 × 10.15 % × 59 / 365 = 164.07, and 40
    paid = [*PAID["payments"], {"paid_on": "2026-05-15", "amount": "204.07"}]
    statement = drawn({**PAID, "payments": paid}, terms=PRINCIPAL_FIRST)
    found = statement.invoices[0].interest_payment
    assert found is not None
    assert (found.owed, found.overdue, found.on_interest) == (Decimal(0), False, Decimal(0))
    assert statement.warnings == ()
    assert "l’indemnité aussi" in say(found.sentence)


def test_a_part_payment_of_interest_lowers_what_bears_interest() -> None:
    """164.07 from 16 May to 30 June (46 days at 2.62 %: 0.54), then 64.07 for 62 days at 2.75 %: 0.30."""
    paid = [*PAID["payments"], {"paid_on": "2026-06-30", "amount": "100.00"}]
    found = drawn({**PAID, "payments": paid}, terms=PRINCIPAL_FIRST).invoices[0].interest_payment
    assert found is not None
    assert [(line.days, line.interest) for line in found.lines] == [(46, Decimal("0.54")), (62, Decimal("0.30"))]
    assert found.on_interest == Decimal("0.84")
    assert found.confidence == "secondary"


def test_what_stands_as_principal_bears_no_legal_interest_on_top() -> None:
    """A payment that is not the invoice's amount goes to interest first and leaves principal, which bears interest."""
    short = {"due_on": "2026-01-31", "payments": [{"paid_on": "2026-03-31", "amount": "9999.00"}]}
    found = drawn(short).invoices[0]
    # 10000 × 10.15 % × 59 / 365 = 164.07, so 9834.93 on the principal
    assert found.principal_due == Decimal("165.07")
    assert found.interest_payment is None or found.interest_payment.on_interest == Decimal(0)


def test_a_local_public_establishment_has_thirty_days_though_it_is_an_enterprise() -> None:
    """Décret n° 2013-269, art. 1: the sixty days of public undertakings leave out local public establishments."""
    request = {"received_on": "2026-05-04", "term": {"days": 60, "from": "payment-request"}}
    found = drawn(request, debtor={"kind": "public-body", "public_kind": "public-enterprise"}).invoices[0].public_term
    assert found is not None and found.legal_days == 60
    assert "établissement public local, elle n’a que 30" in say(found.sentence)
    hospital = drawn(request, debtor={"kind": "public-body", "public_kind": "health"}).invoices[0].public_term
    assert hospital is not None and "public local" not in say(hospital.sentence)


def test_legal_interest_stays_out_of_the_totals() -> None:
    statement = drawn(PAID, terms=PRINCIPAL_FIRST)
    assert statement.totals.total_due == Decimal("204.07")
    assert statement.totals.per_day == Decimal(0)


def test_people_read_the_start_the_suspension_and_the_last_day(latepay: Callable[..., Any]) -> None:
    claim = (
        b'{"as_of": "2026-08-31", "debtor": {"kind": "public-body", "public_kind": "state-or-local"}, "invoices": ['
        b'{"received_on": "2026-05-04", "term": {"days": 30, "from": "payment-request"}, "amount": "10000.00",'
        b'"suspension": {"notified_on": "2026-05-18", "completed_on": "2026-05-27"}}]}'
    )
    out = re.sub(r"\s+", " ", latepay("statement", "-", stdin=claim).out)
    for said in ("4 mai 2026", "suspendu une fois, le 18 mai 2026", "26 juin 2026", "R2192-27 à R2192-29"):
        assert said in out, said
