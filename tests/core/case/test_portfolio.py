"""Several customers side by side: each figure is the statement's, and what is added up is added up to the cent."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from latepay_core import Claim, ClaimRefused, draw_up
from latepay_core.case import Case
from latepay_core.case.portfolio import Ageing, Owed, customer_of, days_of_sales, total_of
from latepay_core.procedure.faults import OutOfRange

_AS_OF = date(2026, 11, 22)


def claim(*invoices: tuple[str, str], **more: Any) -> Claim:
    """A claim on Sunday 22 November 2026: amounts and due dates, business to business."""
    rows = [{"number": f"F-{at}", "amount": amount, "due_on": due} for at, (amount, due) in enumerate(invoices)]
    return Claim.model_validate({"as_of": _AS_OF.isoformat(), "invoices": rows} | more)


# In the second half of 2026 the rate is 12,40 % (2,40 % + 10 points); 40,00 of compensation an invoice.
#   2 400,00, 4 days:  2 400 × 12,40 % × 4 / 365  =  3,261… →  3,26    2 443,26
#     600,00, 30 days:   600 × 12,40 % × 30 / 365 =  6,115… →  6,12      646,12
#   1 000,00 on the day itself: nothing yet                            1 000,00, not due
#     365,00, 31 days:   365 × 12,40 % × 31 / 365 =  3,844  →  3,84      408,84
#     730,00, 90 days:   730 × 12,40 % × 90 / 365 = 22,32                792,32
#     365,00, 91 days:   365 × 12,40 % × 91 / 365 = 11,284  → 11,28      416,28
THREE = (
    claim(("2400", "2026-11-18"), debtor={"name": "Durand SAS"}),
    claim(("600", "2026-10-23"), ("1000", "2026-11-22")),
    claim(("365", "2026-10-22"), ("730", "2026-08-24"), ("365", "2026-08-23")),
)


def test_the_sums_and_the_ages_by_hand() -> None:
    rows = [customer_of(each) for each in THREE]
    assert [(row.owed.due, row.owed.not_due, row.oldest_days) for row in rows] == [
        (Decimal("2443.26"), Decimal("0.00"), 4),
        (Decimal("646.12"), Decimal("1000.00"), 30),
        (Decimal("1617.44"), Decimal("0.00"), 91),
    ]
    total = total_of(row.owed for row in rows)
    # 2 443,26 + 646,12 + 1 617,44
    assert (total.due, total.not_due, total.principal) == (Decimal("4706.82"), Decimal("1000.00"), Decimal("5460.00"))
    # 1 to 30: 2 443,26 + 646,12
    assert total.ageing == Ageing(*map(Decimal, ("1000.00", "3089.38", "408.84", "792.32", "416.28")))


def test_days_of_sales_count_the_principal_alone() -> None:
    total = total_of(customer_of(each).owed for each in THREE)
    # 5 460 ÷ 54 600 × 365 = 36,5
    assert days_of_sales(total, Decimal("54600")) == Decimal("36.5")
    with pytest.raises(OutOfRange):
        days_of_sales(total, Decimal(0))


def test_nobody_owes_nothing() -> None:
    assert total_of([]) == Owed()
    assert total_of([]).ageing.sums == (Decimal("0.00"),) * 5


def test_a_settled_account_has_no_step_and_no_letter() -> None:
    paid = Claim.model_validate(
        {
            "as_of": "2026-11-22",
            "invoices": [
                {"amount": "100", "due_on": "2026-11-18", "payments": [{"paid_on": "2026-11-18", "amount": "100"}]}
            ],
        }
    )
    row = customer_of(paid)
    assert (row.owed.due, row.oldest_days, row.step, row.letter, row.last_day, row.lost) == (
        Decimal("0.00"), 0, None, None, None, False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("events", "code", "letter"),
    [
        # due on Wednesday the 18th: the reminder was for the 20th, and leaves on Monday the 23rd
        ([], "first-reminder", "first-reminder"),
        # reminded: the call is no letter
        ([{"on": "2026-11-20", "kind": "reminder"}], "call", None),
    ],
)
def test_the_letter_of_the_day(events: list[dict[str, str]], code: str, letter: str | None) -> None:
    row = customer_of(claim(("2400", "2026-11-18"), events=events))
    assert row.step is not None
    assert (row.step.code, row.letter) == (code, letter)


def test_a_letter_whose_day_is_to_come_waits() -> None:
    # due on 10 December: the word before is for the 3rd, seven days before
    row = customer_of(claim(("1176", "2026-12-10")))
    assert row.step is not None
    assert (row.step.letter, row.step.on, row.letter) == ("before-due", date(2026, 12, 3), None)


def test_the_last_day_is_the_first_that_lapses() -> None:
    # five years from the oldest due date (C. com., art. L110-4)
    row = customer_of(claim(("365", "2026-10-22"), ("730", "2026-08-24")))
    assert (row.last_day, row.lost) == (date(2031, 8, 24), False)
    # a judgment published on 14 October: two months to declare the claim (C. com., art. R622-24)
    insolvent = claim(
        ("6000", "2026-07-31"),
        debtor={"insolvency_opened_on": "2026-10-05"},
        situation={"bodacc_published_on": "2026-10-14"},
    )
    assert customer_of(insolvent).last_day == date(2026, 12, 14)


def test_a_limit_that_has_passed_is_said_and_the_next_one_is_shown() -> None:
    # a consumer's two years (C. consom., art. L218-2): over since 10 October 2026 for the first, not for the second
    row = customer_of(claim(("900", "2024-10-10"), ("500", "2026-10-10"), debtor={"kind": "consumer"}))
    assert (row.last_day, row.lost) == (date(2028, 10, 10), True)


def test_a_country_without_procedure_has_its_figures_all_the_same() -> None:
    row = customer_of(claim(("1000", "2026-10-22"), creditor={"country": "BE"}, debtor={"country": "BE"}))
    assert (row.step, row.letter, row.oldest_days) == (None, None, 31)
    assert row.owed.due > Decimal(1000)


@st.composite
def _claims(draw: Any) -> Claim:
    rows = []
    for _ in range(draw(st.integers(1, 4))):
        due = _AS_OF - timedelta(days=draw(st.integers(-60, 400)))
        cents = draw(st.integers(1_00, 9_000_00))
        row: dict[str, Any] = {"amount": f"{cents // 100}.{cents % 100:02}", "due_on": due.isoformat()}
        if draw(st.booleans()):
            paid = draw(st.integers(1, cents))
            day = _AS_OF - timedelta(days=draw(st.integers(0, 400)))
            row["payments"] = [{"amount": f"{paid // 100}.{paid % 100:02}", "paid_on": day.isoformat()}]
        rows.append(row)
    kind = draw(st.sampled_from(["business", "consumer", "public-body"]))
    return Claim.model_validate({"as_of": _AS_OF.isoformat(), "debtor": {"kind": kind}, "invoices": rows})


@settings(deadline=None, max_examples=60)
@given(st.lists(_claims(), max_size=4))
def test_every_figure_is_the_statements(claims: list[Claim]) -> None:
    statements = [draw_up(each) for each in claims]
    rows = [customer_of(Case(each)) for each in claims]
    for row, statement in zip(rows, statements, strict=True):
        totals = statement.totals
        assert (row.owed.due, row.owed.not_due) == (totals.due.total_due, totals.not_due.total_due)
        assert row.owed.ageing.not_due == totals.not_due.total_due
        assert sum(row.owed.ageing.sums) == totals.total_due
        late = [(_AS_OF - each.due_on).days for each in statement.invoices if each.total_due and each.due_on < _AS_OF]
        assert row.oldest_days == max(late, default=0)
    total = total_of(row.owed for row in rows)
    assert total.due + total.not_due == sum(each.totals.total_due for each in statements)
    assert sum(total.ageing.sums) == total.due + total.not_due
    assert total.principal == sum(each.totals.principal_due for each in statements)


def test_a_claim_that_cannot_be_reckoned_is_refused() -> None:
    with pytest.raises(ClaimRefused):
        customer_of(claim(("100", "1990-01-01")))


def test_who_has_promised_gets_no_letter_before_the_day_is_past() -> None:
    """Promised on the 2nd for Tuesday 15 December 2026: the row says the 16th, and no letter leaves today."""
    promise = {"on": "2026-11-02", "kind": "promise", "expected_on": "2026-12-15"}
    row = customer_of(claim(("10000.00", "2026-05-31"), events=[promise]))
    assert row.step is not None
    assert (row.step.code, row.step.on, row.letter) == ("await-promise", date(2026, 12, 16), None)
    late = customer_of(claim(("10000.00", "2026-05-31"), events=[promise], as_of="2026-12-16"))
    assert late.letter == "formal-notice"
