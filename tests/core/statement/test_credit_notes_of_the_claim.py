"""A credit note larger than its invoice, or for no invoice in particular, lowers the other debts, and is said."""

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from latepay_core import Claim, ClaimRefused, Statement, draw_up
from latepay_core.wording import say
from tests.support.oracle import reckoned

OLD = {"number": "F-1", "due_on": "2026-01-31", "amount": "1000.00"}
NEW = {"number": "F-2", "due_on": "2026-03-31", "amount": "500.00"}
NOTE = {"number": "A-1", "issued_on": "2026-03-31", "amount": "1200.00"}


def statement(*invoices: dict[str, Any], **more: Any) -> Statement:
    return draw_up(Claim.model_validate({"as_of": "2026-06-30", "invoices": invoices, **more}))


def warned(drawn: Statement) -> list[str]:
    return [each.code for each in drawn.warnings]


# By 31 March the old invoice bears 59 days: 1 000.00 × 12.15 % × 59/365 = 19.64. The note takes its whole principal
# and 200.00 of the new one's 500.00; 300.00 bear 91 days to 30 June: 300.00 × 12.15 % × 91/365 = 9.09. Each was unpaid
# after its due date, but for what the note took on the new one's own due date: 40 each.
LEFT = Decimal("300.00") + Decimal("19.64") + Decimal("9.09") + 80


@pytest.mark.parametrize(
    "claim",
    [
        {"invoices": [{**OLD, "credit_notes": [NOTE]}, NEW]},
        {"invoices": [OLD, NEW], "credit_notes": [NOTE]},
        {"invoices": [NEW, OLD], "credit_notes": [NOTE]},
    ],
)
def test_what_is_beyond_an_invoice_lowers_the_next_one(claim: dict[str, Any]) -> None:
    drawn = draw_up(Claim.model_validate({"as_of": "2026-06-30", **claim}))
    assert drawn.totals.principal_due == Decimal("300.00")
    assert drawn.totals.credited == Decimal("1200.00")
    assert drawn.totals.paid == 0
    assert drawn.totals.total_due == LEFT
    assert drawn.allocated_payments == ()
    assert "credit-note-set-off" in warned(drawn)
    said = next(say(each.message) for each in drawn.warnings if each.code == "credit-note-set-off")
    assert "200,00\u00a0€ sur la facture F-2" in said


def test_a_credit_note_of_a_day_comes_before_the_payments_of_that_day() -> None:
    """On 31 March F-1 bears 59 days: 500.00 × 12.15 % × 59/365 = 9.82. The note holds 200.00 beyond F-2: 300.00 of
    F-1 are left, and 300.00 + 9.82 + 40 paid that very day settle it, to the cent.
    """
    paid = [{"paid_on": "2026-03-31", "amount": "349.82"}]
    first: dict[str, Any] = {**OLD, "amount": "500.00", "payments": paid}
    second: dict[str, Any] = {**NEW, "credit_notes": [{**NOTE, "amount": "700.00"}]}
    for rows in ([first, second], [first, NEW]):
        general = [] if "credit_notes" in rows[1] else [{**NOTE, "amount": "700.00"}]
        drawn = statement(*rows, credit_notes=general)
        # As a note of the whole account it pays the oldest first: 500.00 of F-1, and 200.00 of F-2.
        left = Decimal(0) if not general else drawn.invoices[1].total_due
        assert drawn.totals.total_due == left
        assert drawn.totals.overcredited == 0
        assert drawn.invoices[0].total_due == 0
        assert drawn.totals.overpaid == (Decimal(0) if not general else Decimal("300.00"))


def test_what_nothing_can_take_is_to_be_given_back() -> None:
    # 1 200.00 on 1 000.00 of principal: 200.00 too much; 19.64 of interest and 40 are no matter for a credit note
    drawn = statement({**OLD, "credit_notes": [NOTE]})
    assert drawn.totals.total_due == Decimal("59.64")
    assert (drawn.totals.overpaid, drawn.totals.overcredited) == (Decimal(0), Decimal("200.00"))
    message = next(say(each.message) for each in drawn.warnings if each.code == "overcredited")
    assert "avoirs dépassent" in message
    assert "200,00" in message


# By 15 March the old invoice bears 43 days: 1 000.00 × 12.15 % × 43/365 = 14.31. The 800.00 paid that day leave
# 1 000.00 − (800.00 − 14.31) = 214.31 of principal, and 40; 16 more days to 31 March: 214.31 × 12.15 % × 16/365 = 1.14.
PART_PAID = {**OLD, "payments": [{"paid_on": "2026-03-15", "amount": "800.00"}]}


@pytest.mark.parametrize(
    ("noted", "taken", "carried"),
    [
        ("200.00", "200.00", "0.00"),
        ("214.31", "214.31", "0.00"),
        ("300.00", "214.31", "85.69"),
        # beyond the invoice's gross amount the rule is the same: counted from the principal that remains
        ("1200.00", "214.31", "985.69"),
    ],
)
def test_the_excess_is_counted_from_the_principal_that_remains(noted: str, taken: str, carried: str) -> None:
    note = {**NOTE, "amount": noted}
    other = {**NEW, "amount": "2000.00"}
    drawn = statement({**PART_PAID, "credit_notes": [note]}, other)
    first, second = drawn.invoices
    assert (first.credited, second.credited) == (Decimal(taken), Decimal(carried))
    assert (first.principal_due, second.principal_due) == (
        Decimal("214.31") - Decimal(taken),
        Decimal("2000.00") - Decimal(carried),
    )
    assert first.compensation_due == Decimal("40.00")
    assert first.interest_due >= Decimal("1.14")
    assert (drawn.totals.overpaid, drawn.totals.overcredited) == (Decimal(0), Decimal(0))
    said = [say(each.message) for each in drawn.warnings if each.code == "credit-note-set-off"]
    assert bool(said) == (carried != "0.00")
    assert all("A-1" in each and "facture F-1" in each and "sur la facture F-2" in each for each in said)


def test_what_no_principal_takes_stays_with_its_invoice() -> None:
    # 300.00 − 214.31 = 85.69; the other has 50.00 of principal: 35.69 are left; 1.14 and 40 stay owed on the first
    drawn = statement({**PART_PAID, "credit_notes": [{**NOTE, "amount": "300.00"}]}, {**NEW, "amount": "50.00"})
    assert [each.overcredited for each in drawn.invoices] == [Decimal("35.69"), 0]
    assert [each.credited for each in drawn.invoices] == [Decimal("250.00"), Decimal("50.00")]
    assert drawn.totals.total_due == Decimal("41.14")
    assert drawn.totals.overpaid == 0


def test_an_invoice_taken_back_whole_is_chased_no_more_though_others_took_part_of_its_note() -> None:
    # the note is larger than the whole invoice: of its 1 200.00, 985.69 go to the other one
    drawn = statement({**PART_PAID, "credit_notes": [NOTE]}, {**NEW, "amount": "2000.00"})
    assert [each.cancelled for each in drawn.invoices] == [True, False]
    assert "cancelled-by-credit-note" in warned(drawn)


def test_money_and_a_note_of_one_day_are_told_apart() -> None:
    # the note first: principal 1 000.00 of the old one, 200.00 of the new; then 100.00: 19.64 of interest, and 80.36
    money = [{"paid_on": "2026-03-31", "amount": "100.00"}]
    drawn = statement(OLD, NEW, credit_notes=[NOTE], payments=money)
    assert (drawn.totals.credited, drawn.totals.paid) == (Decimal("1200.00"), Decimal("100.00"))
    assert drawn.totals.principal_due == Decimal("219.64")
    assert [each.amount for each in drawn.allocated_payments] == [Decimal("100.00")]


def test_a_note_after_the_statements_day_is_left_out_and_said() -> None:
    drawn = statement(OLD, credit_notes=[{"issued_on": "2026-07-01", "amount": "10.00"}])
    assert drawn.totals.credited == 0
    assert "movement-after-as-of" in warned(drawn)


def test_a_note_before_every_invoice_is_refused() -> None:
    issued = {**OLD, "issued_on": "2026-01-01"}
    with pytest.raises(ClaimRefused) as refused:
        statement(issued, credit_notes=[{"issued_on": "2025-12-31", "amount": "10.00"}])
    assert [(each.code, each.path) for each in refused.value.refusals] == [
        ("credit-note-before-issue", "credit_notes[0].issued_on")
    ]


def test_a_letter_counts_it_once() -> None:
    from latepay_core.letters.case import LetterCase

    later = {"number": "F-3", "due_on": "2026-12-31", "amount": "700.00"}
    claim = Claim.model_validate({"as_of": "2026-06-30", "invoices": [OLD, NEW, later], "credit_notes": [NOTE]})
    # of the old invoice nothing is left but what its few days came to: letters leave it aside
    _, drawn = LetterCase.of(claim).about("due")
    assert drawn.totals.principal_due == Decimal("300.00")
    assert drawn.totals.credited == Decimal("200.00")
    assert drawn.totals.total_due == Decimal("349.09")


def _random_claim(dice: random.Random) -> dict[str, Any]:
    """Invoices in several parts, credit notes larger than their invoices or for none, payments named or not."""

    def day() -> str:
        return (date(2025, 1, 1) + timedelta(days=dice.randint(0, 400))).isoformat()

    def some(key: str, most: int) -> list[dict[str, Any]]:
        found = ({key: day(), "amount": f"{dice.randint(1, 2500)}.{dice.randint(0, 99):02}"} for _ in range(most))
        return [each for each in found if dice.random() < 0.4]

    invoices = [
        {
            "number": dice.choice(["F-1", "F-1", "F-2", "F-3"]),
            "due_on": day(),
            "amount": f"{dice.randint(1, 3000)}.{dice.randint(0, 99):02}",
            "credit_notes": some("issued_on", 2),
            "payments": some("paid_on", 1),
        }
        for _ in range(dice.randint(1, 4))
    ]
    payments = some("paid_on", 3)
    for each in payments:
        if dice.random() < 0.5:
            each["invoice"] = dice.choice(invoices)["number"]
    return {"as_of": day(), "invoices": invoices, "credit_notes": some("issued_on", 2), "payments": payments}


def test_parts_and_notes_agree_with_the_day_by_day_reckoning() -> None:
    dice = random.Random(1347)
    for _ in range(80):
        claim = _random_claim(dice)
        totals, right = draw_up(Claim.model_validate(claim)).totals, reckoned(claim)["totals"]
        for name in (
            "interest_due",
            "compensation_due",
            "principal_due",
            "paid",
            "credited",
            "overpaid",
            "overcredited",
        ):
            assert getattr(totals, name) * 100 == right[name], (name, claim)
