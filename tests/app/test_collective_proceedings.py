"""Once proceedings are open: what was born before the judgment is declared, what was born later is paid when due."""

import json
import re
from datetime import date
from decimal import Decimal

import pytest

from latepay_core import Claim, ClaimRefused, draw_up
from latepay_core.case import Case
from latepay_core.case.portfolio import customer_of
from latepay_core.claim import Creditor, read_claim
from latepay_core.cli.customers import _view
from latepay_core.cli.importing import Left
from latepay_core.outputs.qr import transfer_of
from latepay_core.outputs.tables import rows
from latepay_core.wording import complaints
from tests.support.asking import ask, compute

#: F-1: 10 000 at 12,15 % from 1 June to 31 August 2026 (30 + 31 + 31 = 92 days, the judgment's eve): 10 000 × 0,1215 ×
#: 30 / 365 = 99,86 in June; the second half-year's rate is 12,40 %: 62 days, 210,63; and 40 of compensation: 10 350,49.
#: F-2, whose work was done after the judgment of 1 September 2026: its 5 000 alone.
PARTED = {
    **{"invoices-0-number": "F-1", "invoices-0-amount": "10 000", "invoices-0-due_on": "31/05/2026"},
    **{"invoices-1-number": "F-2", "invoices-1-amount": "5 000", "invoices-1-due_on": "15/10/2026"},
    **{"invoices-1-performed_on": "10/09/2026", "debtor-insolvency_opened_on": "01/09/2026", "as_of": "30/11/2026"},
}
BEFORE, LATER, WHOLE = Decimal("10350.49"), Decimal("5000.00"), Decimal("15350.49")


def claim() -> Claim:
    saved = ask(action="save", fields=PARTED, today="2026-11-30")
    return read_claim(json.dumps(saved["document"]))


def figure(html: str, name: str) -> str:
    found = re.search(rf'data-figure="{name}">([^<]+)<', html)
    assert found, name
    return re.sub(r"[\s\u202f\xa0]", "", found[1])


def test_the_page_keeps_apart_what_is_declared_and_what_is_paid_when_due() -> None:
    html = compute(PARTED)["html"]
    result = html["result"]
    shown = [figure(result, name) for name in ("born-before", "born-later", "total")]
    assert shown == ["10350,49€", "5000,00€", "15350,49€"]
    assert [figure(result, name) for name in ("principal", "interest", "compensation")] == [
        "10000,00€",
        "310,49€",
        "40,00€",
    ]
    assert "né avant le jugement" in result
    assert "Né après le jugement" in result
    assert "exigibles" not in result
    assert "F-2" not in result.split("warnings")[0]
    assert "À déclarer" in html["bar"]
    assert "dont exigible" not in html["statement"]
    assert html["statement"].count("né après le jugement") >= 1


def test_the_declaration_asks_what_the_page_calls_born_before() -> None:
    case = Case(claim())
    totals = case.statement.totals
    assert totals.born_before is not None
    assert totals.born_later is not None
    assert (totals.born_before.total_due, totals.born_later.total_due, totals.total_due) == (BEFORE, LATER, WHOLE)
    assert case.about("born-before")[1].totals.total_due == BEFORE
    assert [part.total_due for part in totals.scopes.values()] == [BEFORE, LATER]


def test_the_table_that_is_copied_or_exported_names_both_parts() -> None:
    table = [[re.sub(r"[\s\u202f\xa0]", " ", cell) for cell in row] for row in rows(Case(claim()).statement)]
    named = {cell: row for row in table for cell in row if "jugement" in cell}
    assert [cell[:24] for cell in named] == ["Dont né avant le jugemen", "Dont né après le jugemen"]
    assert [next(each for each in row if "," in each and each[0].isdigit()) for row in named.values()] == [
        "10350,49",
        "5000,00",
    ]


@pytest.mark.parametrize(
    "entries",
    [
        {"debtor-insolvency_opened_on": ""},
        {"debtor-insolvency_opened_on": "01/12/2026"},
        {"invoices-1-performed_on": ""},
        {"invoices-1-performed_on": "31/08/2026"},
    ],
)
def test_nothing_is_told_apart_where_nothing_was_born_later(entries: dict[str, str]) -> None:
    answer = compute(PARTED, entries)
    assert "born-before" not in answer["html"]["result"]
    taken = ask(action="take", fields={**PARTED, **entries})["statement"]
    assert "born_later" not in taken["totals"]


def test_the_statement_in_json_gives_both_parts() -> None:
    totals = ask(action="take", fields=PARTED)["statement"]["totals"]
    assert (totals["born_before"]["total_due"], totals["born_later"]["total_due"]) == ("10350.49", "5000.00")


def test_what_was_born_later_alone_is_said_to_be_paid_when_due() -> None:
    alone = {name: value for name, value in PARTED.items() if not name.startswith("invoices-0")}
    result = compute(alone)["html"]["result"]
    assert figure(result, "total") == "5000,00€"
    assert "né après le jugement" in result


PAID_TO = Creditor(name="Atelier Dupré", iban="FR76 3000 6000 0112 3456 7890 189")


def to_pay(claim: Claim) -> Claim:
    return claim.model_copy(update={"creditor": PAID_TO})


def test_the_transfer_is_of_what_was_born_later_alone() -> None:
    parted = to_pay(claim())
    found = transfer_of(parted, draw_up(parted))
    assert (found.amount, found.text) == (LATER, "Facture F-2")


def test_no_transfer_of_what_is_to_be_declared() -> None:
    alone = to_pay(claim())
    alone = alone.model_copy(update={"invoices": alone.invoices[:1]})
    for not_due in (False, True):
        with pytest.raises(ClaimRefused) as refused:
            transfer_of(alone, draw_up(alone), not_due=not_due)
        (found,) = refused.value.refusals
        assert found.code == "transfer-before-judgment"
        assert "ne peut pas être payé" in complaints([found])[0]


def test_the_list_of_customers_keeps_both_apart() -> None:
    """F-2 fell due on 15 October: all that is due, by age too; F-1 stands apart."""
    fields = {**PARTED, "debtor-name": "Durand"}
    (row,) = ask(action="overview", cases=[{"id": "1", "fields": fields}], today="2026-11-30")["rows"]
    sums = row["sums"]
    assert (sums["due"], sums["not_due"], sums["born_before"]) == ("5000.00", "0.00", "10350.49")
    assert sum(map(Decimal, sums["ages"])) == LATER
    assert re.sub(r"[\s\u202f\xa0]", " ", row["texts"]["born_before"]) == "10 350,49 nés avant le jugement"
    summary = ask(action="overview", sums=[sums], today="2026-11-30")["html"]["summary"]
    assert "nés avant le jugement" in summary
    alone = {name: value for name, value in fields.items() if not name.startswith("invoices-1")}
    (row,) = ask(action="overview", cases=[{"id": "1", "fields": alone}], today="2026-11-30")["rows"]
    assert (row["sums"]["due"], row["order"]["born_before"]) == ("0.00", 1035049)


def test_the_command_says_apart_what_was_born_before() -> None:
    found = customer_of(Case(claim()))
    assert (found.owed.due, found.owed.born_before, found.owed.settled) == (LATER, BEFORE, False)
    shown = " ".join(str(each) for each in _view([found], date(2026, 11, 30), None, Left()))
    assert "nés avant le jugement" in shown
