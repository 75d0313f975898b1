"""What was found, as claims: what goes in, what waits, what is left aside, and what is said of it."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from latepay_core import draw_up
from latepay_core.claim import Claim
from latepay_core.imports import Answers, Source, read_files
from latepay_core.imports.answer import import_files
from latepay_core.imports.assembling import Assembled, assembled
from latepay_core.imports.told import remark_told
from latepay_core.wording import say
from latepay_core.wording.french import plain


def made(rows: str, *, settled: bool = False, answers: Answers | None = None) -> Assembled:
    found = assembled(read_files([Source("l.csv", rows.encode())], answers), settled=settled)
    for claim in found.claims:
        Claim.model_validate(claim)
    return found


def invoices(made_of: Assembled) -> list[dict[str, Any]]:
    return [invoice for claim in made_of.claims for invoice in claim["invoices"]]


HEAD = "N°;Client;Date;Échéance;TTC;Réglé le;Montant réglé;Reste dû\n"


def test_what_was_paid_on_an_unknown_day_lowers_the_amount_and_is_said() -> None:
    found = made(HEAD + "F1;D;01/01/2026;31/01/2026;1000,00;;400,00;600,00\n")
    assert [(each["amount"], each.get("payments")) for each in invoices(found)] == [("600.00", None)]
    assert [(each.code, each.figures["amount"]) for each in found.remarks] == [("paid-undated", Decimal("400.00"))]


def test_what_was_paid_on_a_known_day_is_a_payment() -> None:
    found = made(HEAD + "F1;D;01/01/2026;31/01/2026;1000,00;15/02/2026;400,00;600,00\n")
    (row,) = invoices(found)
    assert (row["amount"], row["payments"]) == ("1000.00", [{"paid_on": "2026-02-15", "amount": "400.00"}])


def test_a_deposit_before_the_invoice_is_taken_off_it() -> None:
    # a claim refuses a payment older than its invoice: what was paid before is no part of what was then owed
    found = made(HEAD + "F1;D;01/01/2026;31/01/2026;1000,00;15/12/2025;400,00;600,00\n")
    assert [(each["amount"], each.get("payments")) for each in invoices(found)] == [("600.00", None)]
    assert [each.code for each in found.remarks] == ["deposit"]


def test_a_settled_invoice_is_left_aside_and_counted() -> None:
    rows = HEAD + "F1;D;01/01/2026;31/01/2026;100,00;15/03/2026;;0,00\nF2;D;01/01/2026;31/01/2026;90,00;;;90,00\n"
    assert (len(invoices(made(rows))), made(rows).settled) == (1, 1)
    late = invoices(made(rows, settled=True))
    assert late[0]["payments"] == [{"paid_on": "2026-03-15", "amount": "100.00"}]


def test_what_has_no_due_date_waits_and_takes_the_term_given() -> None:
    rows = "N°;Client;Date;TTC\nF1;D;01/01/2026;100,00\n"
    waiting = made(rows)
    assert (waiting.claims, waiting.waiting) == ((), 1)
    answered = made(rows, answers=Answers(term={"days": 30}))
    assert invoices(answered) == [{"number": "F1", "issued_on": "2026-01-01", "amount": "100.00", "term": {"days": 30}}]


def test_on_receipt_counts_from_the_invoice_where_its_receipt_is_unknown() -> None:
    rows = "N°;Client;Date;Échéance;TTC\nF1;D;01/01/2026;à réception;100,00\n"
    found = made(rows)
    assert invoices(found)[0]["term"] == {"days": 0}
    assert [each.code for each in found.remarks] == ["term-from-issue"]


def test_the_month_first_is_an_answer() -> None:
    rows = 'Invoice No,Customer,Invoice Date,Due Date,Gross\n1,D,05/06/2025,07/08/2025,"1,200.00"\n'
    assert made(rows).waiting == 1
    assert invoices(made(rows, answers=Answers(month_first=True)))[0]["due_on"] == "2025-07-08"
    assert invoices(made(rows, answers=Answers(month_first=False)))[0]["due_on"] == "2025-08-07"


def test_a_credit_note_of_the_account_is_set_against_it_unless_older_than_all_its_invoices() -> None:
    rows = "N°;Client;Date;Échéance;TTC\nF1;D;01/02/2026;03/03/2026;100,00\nA1;D;{};;-30,00\n"
    after = made(rows.format("10/02/2026"))
    assert after.claims[0]["credit_notes"] == [{"number": "A1", "issued_on": "2026-02-10", "amount": "30.00"}]
    before = made(rows.format("10/01/2026"))
    assert "credit_notes" not in before.claims[0]
    assert [each.number for each in before.credit_notes] == ["A1"]


@pytest.mark.parametrize(("paid", "left"), [("0,00", ["100.00", "200.00", "300.00"]), ("150,00", ["150.00", "300.00"])])
def test_instalments_keep_their_days_and_the_earliest_is_paid_first(paid: str, left: list[str]) -> None:
    rows = "N°;Client;Date;Échéance;Montant de l'échéance;Montant réglé\n"
    rows += f"F1;D;01/01/2026;31/01/2026;100,00;{'100,00' if paid != '0,00' else ''}\n"
    rows += (
        f"F1;D;01/01/2026;28/02/2026;200,00;{'50,00' if paid != '0,00' else ''}\nF1;D;01/01/2026;31/03/2026;300,00;\n"
    )
    (row,) = invoices(made(rows))
    assert [each["amount"] for each in row["instalments"]] == left
    assert [each["due_on"] for each in row["instalments"]][-1] == "2026-03-31"


def test_customers_keep_their_own_numbers() -> None:
    rows = "N°;Client;SIREN;Échéance;TTC\nF1;Durand;732829320;31/01/2026;10,00\nF1;Lenoir;;31/01/2026;20,00\n"
    found = made(rows)
    assert [claim["debtor"] for claim in found.claims] == [
        {"name": "Durand", "siren": "732829320"},
        {"name": "Lenoir"},
    ]


LATER = """N°;Client;Date;Échéance;Montant TTC;Réglé le;Montant réglé
F-1;Durand;01/09/2026;30/09/2026;100,00;15/12/2026;100,00
F-2;Durand;01/09/2026;30/09/2026;100,00;30/11/2026;100,00
"""


def test_a_payment_whose_day_is_to_come_settles_nothing_yet_and_is_said() -> None:
    done = import_files([Source("liste.csv", LATER.encode())], day=date(2026, 11, 30))
    # F-2 was paid on the day itself; F-1 is still owed on it, its payment waits in the claim
    [claim] = done.made.claims
    assert [(each["number"], each["payments"]) for each in claim["invoices"]] == [
        ("F-1", [{"paid_on": "2026-12-15", "amount": "100.00"}])
    ]
    assert done.made.settled == 1
    assert [(each["code"], each["row"]) for each in done.report["remarks"]] == [("payment-later", 2)]
    assert draw_up(Claim.model_validate(claim | {"as_of": "2026-11-30"})).totals.principal_due == Decimal("100.00")


def test_without_a_day_payments_are_taken_as_made() -> None:
    assert import_files([Source("liste.csv", LATER.encode())]).made.settled == 2


def test_a_payment_that_names_no_invoice_of_the_list_is_said() -> None:
    rows = (
        "Nature;N°;Client;Date;Échéance;Montant TTC\nFacture;F-1;Durand;01/09/2026;30/09/2026;100,00\n"
        "Règlement;F-9;Durand;15/10/2026;;40,00\nRèglement;;Durand;16/10/2026;;10,00\n"
    )
    done = import_files([Source("liste.csv", rows.encode())], day=date(2026, 11, 30))
    [claim] = done.made.claims
    # both are set against the account, whose sum is right: 100 less 50
    assert [each["amount"] for each in claim["payments"]] == ["40.00", "10.00"]
    assert [(each["code"], each["row"]) for each in done.report["remarks"]] == [("payment-unknown-invoice", 3)]
    assert "F-9" in done.report["remarks"][0]["message"]


def test_an_end_of_month_that_is_not_told_is_said_once_with_its_rows() -> None:
    rows = (
        "N°;Client;Date;Délai;TTC\nF-1;D;10/03/2026;45 jours fin de mois;100,00\n"
        "F-2;D;11/03/2026;30 jours;100,00\nF-3;D;12/03/2026;45 jours fin de mois;100,00\n"
    )
    [remark] = made(rows).remarks
    assert (remark.code, remark.place.rows) == ("term-two-readings", (2, 4))


def test_a_credit_note_of_no_invoice_is_said_to_lower_the_account() -> None:
    rows = HEAD + "F1;D;01/01/2026;31/01/2026;1000,00;;;1000,00\nAV2;D;05/02/2026;;-200,00;;;-200,00\n"
    found = made(rows)
    assert [(each.code, each.figures) for each in found.remarks] == [
        ("credit-note-account", {"number": "AV2", "amount": Decimal("200.00")})
    ]
    assert "AV2 de 200,00" in plain(say(remark_told(found.remarks[0])))
