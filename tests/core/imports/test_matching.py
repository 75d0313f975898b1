"""Payments proposed to invoices: by number, by sum, by several that add up, by age; never two payments for one sum."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from latepay_core.imports import Place, Receipt
from latepay_core.imports.matching import Owed, owed_in, proposals, same_firm
from latepay_core.imports.model import PartyFound

DURAND, LENOIR = "Durand & Fils SARL", "Lenoir SA"
OWED = [
    Owed("F-1", DURAND, Decimal("100.00"), date(2026, 1, 31)),
    Owed("F-2", DURAND, Decimal("250.00"), date(2026, 2, 28)),
    Owed("F-3", DURAND, Decimal("75.50"), date(2026, 3, 31)),
    Owed("G-1", LENOIR, Decimal("250.00"), date(2026, 1, 15)),
]


def received(amount: str, payer: str = "", invoice: str = "") -> Receipt:
    return Receipt(Place(), date(2026, 4, 1), Decimal(amount), payer, invoice=invoice)


def shown(*receipts: Receipt) -> list[str]:
    return [
        f"{each.ground}: " + " + ".join(f"{share.number} {share.amount}" for share in each.shares) + f" ({each.excess})"
        for each in proposals(receipts, OWED)
    ]


def test_the_number_named_comes_first() -> None:
    assert shown(received("100.00", "LENOIR", "f-2")) == ["reference: F-2 100.00 (0.00)"]


def test_an_excess_is_told() -> None:
    assert shown(received("120.00", invoice="F-1")) == ["reference: F-1 100.00 (20.00)"]


def test_the_exact_sum_of_one_invoice() -> None:
    assert shown(received("75.50")) == ["amount: F-3 75.50 (0.00)"]
    # two invoices of 250.00: the payer tells which; without him nothing is proposed
    assert shown(received("250.00", "VIR LENOIR")) == ["amount: G-1 250.00 (0.00)"]
    assert shown(received("250.00")) == []


def test_several_that_add_up() -> None:
    # 100.00 + 75.50
    assert shown(received("175.50", "DURAND ET FILS")) == ["sum: F-1 100.00 + F-3 75.50 (0.00)"]


def test_the_oldest_first_where_no_sum_tells() -> None:
    assert shown(received("120.00", "DURAND FILS")) == ["oldest: F-1 100.00 + F-2 20.00 (0.00)"]


def test_one_sum_is_not_paid_twice() -> None:
    assert shown(received("100.00", "DURAND FILS"), received("100.00", "DURAND FILS")) == [
        "amount: F-1 100.00 (0.00)",
        "oldest: F-2 100.00 (0.00)",
    ]


def test_names_as_banks_write_them() -> None:
    assert same_firm("SARL DURAND ET FILS", DURAND)
    assert same_firm("ELECTRICITE QUERIAC", "Électricité Quériac SAS")
    assert not same_firm("DURAND PLOMBERIE", "Durand Électricité")
    assert not same_firm("SARL", "SARL")


def test_what_a_claim_leaves() -> None:
    claim = {
        "debtor": {"name": DURAND},
        "invoices": [
            {"number": "F-1", "due_on": "2026-01-31", "amount": "100.00", "payments": [{"amount": "40.00"}]},
            {"number": "F-2", "term": {"days": 30}, "amount": "10.00", "credit_notes": [{"amount": "10.00"}]},
            {"number": "F-3", "amount": "9.00", "instalments": [{"due_on": "2026-05-01"}, {"due_on": "2026-04-01"}]},
        ],
    }
    assert owed_in(claim) == [
        Owed("F-1", DURAND, Decimal("60.00"), date(2026, 1, 31)),
        Owed("F-3", DURAND, Decimal("9.00"), date(2026, 4, 1)),
    ]


sums = st.integers(1, 40_000).map(lambda value: Decimal(value) / 100)


@given(
    receipts=st.lists(st.tuples(sums, st.sampled_from(("DURAND FILS", "LENOIR", "")), st.sampled_from(("F-1", "")))),
)
def test_no_cent_is_made_or_lost(receipts: list[tuple[Decimal, str, str]]) -> None:
    found = proposals([received(str(amount), payer, invoice) for amount, payer, invoice in receipts], OWED)
    for each in found:
        assert sum((share.amount for share in each.shares), each.excess) == each.receipt.amount
    for invoice in OWED:
        shares = [share.amount for each in found for share in each.shares if share.number == invoice.number]
        assert sum(shares, Decimal(0)) <= invoice.left


def test_a_payment_that_a_list_holds_for_a_customer_settles_no_others_invoice() -> None:
    """The bank's wording names no customer surely; a list's column does."""
    of_lenoir = replace(received("100.00", invoice="F-1"), customer=PartyFound(name="LENOIR"))
    assert shown(of_lenoir) == []
    assert shown(replace(of_lenoir, amount=Decimal("250.00"))) == ["amount: G-1 250.00 (0.00)"]
    assert shown(received("100.00", invoice="F-1")) == ["reference: F-1 100.00 (0.00)"]
