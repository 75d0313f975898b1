"""One case, one set of sums: what is due, what falls due later, and what a letter asks for, the same everywhere."""

import io
import json
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from latepay_core import Claim, complaints, draw_up
from latepay_core.claim import ClaimRefused
from latepay_core.documents import text
from latepay_core.documents.document import Document, PaymentBox, Table
from latepay_core.instalments import PlanChoice, plan_instalments
from latepay_core.letters.writing import Letter, letters_for, write_letter
from latepay_core.outputs.account import account_of
from latepay_core.outputs.follow_up import follow_up_calendar
from latepay_core.outputs.qr import transfer_of
from latepay_core.outputs.spreadsheet import statement_workbook
from latepay_core.outputs.tables import rows
from latepay_core.procedure import next_step
from latepay_core.wording import say as told

CREDITOR = {"name": "Atelier Martin", "iban": "FR7630006000011234567890189"}
#: 30 days at 12,15 % on 1 000 € from 1 April 2026: 9,99; with 40 €, 1 049,99. The second falls due a month later.
TWO = [
    {"number": "A", "due_on": "2026-03-31", "amount": "1000.00"},
    {"number": "B", "due_on": "2026-05-31", "amount": "700.00"},
]


def _claim(invoices: list[dict[str, Any]], as_of: str = "2026-04-30", **more: Any) -> Claim:
    return Claim.model_validate(
        {"as_of": as_of, "creditor": CREDITOR, "debtor": {"name": "Durand"}, "invoices": invoices, **more}
    )


def _plain(letter: Letter) -> str:
    return text.render(letter.document).replace("\u00a0", " ").replace("\u202f", " ")


def _codes(document: Document) -> list[str]:
    """What each code to scan says in words."""
    boxes = (block for block in document.blocks if isinstance(block, PaymentBox))
    shown = [box.picture.alternative for box in boxes if box.picture]
    return [each.replace("\u00a0", " ").replace("\u202f", " ") for each in shown]


_RECEIVED = "En euros. Pénalités ou intérêts et principal, dans l’ordre où chaque paiement les a réglés."


def _table(letter: Letter, caption: str) -> list[list[str]]:
    found = [block for block in letter.document.blocks if isinstance(block, Table) and block.caption == caption]
    return [[cell.replace("\u00a0", " ").replace("\u202f", " ") for cell in row] for row in found[0].rows]


# ---------------------------------------------------------------- due, and not due yet


def test_the_statement_tells_what_is_due_from_what_falls_due_later() -> None:
    totals = draw_up(_claim(TWO)).totals
    assert (totals.due.total_due, totals.not_due.total_due, totals.total_due) == (
        Decimal("1049.99"),
        Decimal("700.00"),
        Decimal("1749.99"),
    )
    parts = (totals.due.principal_due, totals.due.interest_due, totals.due.compensation_due)
    assert parts == (Decimal(1000), Decimal("9.99"), Decimal(40))
    # 1 000 × 12,15 % ÷ 365
    assert (totals.due.per_day, totals.not_due.per_day) == (Decimal("0.33"), Decimal(0))


def test_an_invoice_that_falls_due_today_is_not_due_yet() -> None:
    totals = draw_up(_claim(TWO, as_of="2026-03-31")).totals
    assert (totals.due.total_due, totals.not_due.total_due) == (Decimal(0), Decimal(1700))


def test_a_transfer_is_what_is_due_as_the_letters_say() -> None:
    claim = _claim(TWO)
    assert transfer_of(claim, draw_up(claim)).amount == Decimal("1049.99")
    assert transfer_of(claim, draw_up(claim)).text == "Facture A"
    assert transfer_of(claim, draw_up(claim), not_due=True).amount == Decimal("1749.99")
    assert "1 049,99 €" in _plain(write_letter("formal-notice", claim))


def test_a_transfer_bears_the_reference_that_the_letters_give(latepay: Callable[..., Any], tmp_path: Path) -> None:
    file = tmp_path / "claim.json"
    claim = _claim(TWO, letter={"payment_reference": "A-DURAND"})
    file.write_text(claim.model_dump_json(exclude_unset=True), encoding="utf-8")
    answer = json.loads(latepay("transfer", file, "--json").out)
    assert (answer["text"], answer["amount"]) == ("A-DURAND", "1049.99")
    assert json.loads(latepay("transfer", file, "--not-due", "--json").out)["amount"] == "1749.99"


def test_nothing_is_to_be_transferred_before_anything_is_due() -> None:
    claim = _claim(TWO, as_of="2026-03-30")
    with pytest.raises(ClaimRefused) as refused:
        transfer_of(claim, draw_up(claim))
    assert "rien n’est exigible au 30\u00a0mars\u00a02026" in complaints(refused.value.refusals)[0]


def test_the_account_holder_keeps_the_letters_of_his_name() -> None:
    claim = _claim(TWO, creditor=CREDITOR | {"name": "Łukasz Wróbel & Søren Đặng"})
    assert transfer_of(claim, draw_up(claim)).name == "Lukasz Wrobel + Soren Dang"


def test_the_table_and_the_workbook_name_both_scopes() -> None:
    claim = _claim(TWO)
    drawn = draw_up(claim)
    said = {row[0]: row[-2] for row in rows(drawn)}
    assert (said["Dont exigible au 30/04/2026"], said["Dont à échoir"]) == ("1049,99", "700,00")
    sheet = load_workbook(io.BytesIO(statement_workbook(claim, drawn)), data_only=True).worksheets[0]
    shown = {str(row[0].value): row[1].value for row in sheet.iter_rows(max_col=2) if row[0].value}
    assert shown["Total dû"] == pytest.approx(1749.99)
    assert shown["dont exigible au 30\u00a0avril\u00a02026"] == pytest.approx(1049.99)
    assert shown["dont à échoir"] == 700


# ---------------------------------------------------------------- one plan


#: 1 000 € due on 31 May 2026: 30 days at 12,15 % and 62 at 12,40 %, 9,99 + 21,06 = 31,05; with 40 €, 1 071,05.
#: In three, without further interest: 357,01, 357,01 and 357,03.
PLANNED = [
    {"number": "A", "due_on": "2026-05-31", "amount": "1000.00"},
    {"number": "B", "due_on": "2026-09-30", "amount": "700.00"},
]
STOPPED = {"instalments": {"count": 3, "first_on": "2026-09-30", "interest": "stopped"}}


def test_letter_calendar_and_command_give_one_plan(latepay: Callable[..., Any], tmp_path: Path) -> None:
    claim = _claim(PLANNED, as_of="2026-08-31", letter=STOPPED)
    offered = [f"{row[-2]} €" for row in _table(write_letter("instalment-offer", claim), write_plan_caption())]
    assert offered == ["357,01 €", "357,01 €", "357,03 €", "1 071,05 €"]
    entries = Calendar.from_ical(follow_up_calendar(claim)).walk("VEVENT")
    titles = [str(each["summary"]).replace("\u00a0", " ") for each in entries if "Versement" in str(each["summary"])]
    assert [re.findall(r"[\d ]+,\d\d €", each)[0].strip() for each in titles] == offered[:3]
    file = tmp_path / "claim.json"
    file.write_text(claim.model_dump_json(exclude_unset=True), encoding="utf-8")
    for options in ([], ["--number", "3", "--first", "2026-09-30", "--interest", "stopped"]):
        answer = latepay("instalments", str(file), *options).out
        assert "357,03 €" in answer.replace("\u00a0", " ")
        assert "À échoir, et non compris : 700,00 €" in answer.replace("\u00a0", " ").replace("\n", " ")


def write_plan_caption() -> str:
    return "En euros. Chaque ligne s’additionne de gauche à droite."


def test_the_plan_says_at_what_rate_it_counts() -> None:
    """12,40 % is published for the second half of 2026; after it the last ECB rate, 2,65 %, is carried on: 12,65 %."""
    letter = {"instalments": {"count": 6, "first_on": "2026-12-15"}}
    claim = _claim(PLANNED[:1], as_of="2026-11-29", letter=letter)
    for kind in ("instalment-offer", "instalment-agreement"):
        said = _plain(write_letter(kind, claim)).replace("\n", " ")
        assert "12,40 % l’an, puis 12,65 % à partir du 1er janvier 2027 (taux provisoire)" in said


#: Three invoices at 8 % by their contract, one of them in two instalments, one settled before the plan; the others at
#: the law's rate: 2,40 + 10 = 12,40 % in the second half of 2026, then, the last ECB rate of 2,65 % being carried on,
#: 12,65 %.
CLAUSED: list[dict[str, Any]] = [
    {"number": "A", "due_on": "2026-05-31", "amount": "1000.00"},
    {"number": "B", "due_on": "2026-06-30", "amount": "500.00", "terms": {"rate": {"basis": "fixed", "percent": "8"}}},
    {
        "number": "C",
        "amount": "600.00",
        "instalments": [{"due_on": "2026-07-31", "amount": "200.00"}, {"due_on": "2026-12-31", "amount": "400.00"}],
        "terms": {"rate": {"basis": "fixed", "percent": "8"}},
    },
    {"number": "D", "due_on": "2026-09-30", "amount": "700.00"},
    {"number": "E", "due_on": "2026-09-30", "amount": "800.00"},
    {
        "number": "F",
        "due_on": "2026-09-30",
        "amount": "90.00",
        "payments": [{"paid_on": "2026-09-30", "amount": "90.00"}],
        "terms": {"rate": {"basis": "fixed", "percent": "9"}},
    },
]


def test_rates_that_hold_together_are_told_with_their_invoices() -> None:
    """8 % and 12,40 % run side by side: the one does not follow the other; F, settled, bears nothing."""
    letter = {"instalments": {"count": 6, "first_on": "2026-12-15"}, "place": "Nantes"}
    claim = _claim(CLAUSED, as_of="2026-11-30", letter=letter)
    plan = plan_instalments(claim, PlanChoice(number=6, first_on=date(2026, 12, 15)))
    assert [(str(each.percent), str(each.starts_on)) for each in plan.rates] == [
        ("8", "2026-12-01"),
        ("12.40", "2026-12-01"),
        ("12.65", "2027-01-01"),
    ]
    (note,) = (each for each in plan.notes if each.key == "instalments/note.provisional")
    assert _spaced(told(note)).startswith(
        "Taux compté : 8,00 % l’an pour les factures B et C ; "
        "12,40 % l’an, puis 12,65 % à partir du 1er janvier 2027 (provisoire) pour les autres factures. "
    )
    assert _spaced(told(note, "en")).startswith(
        "Rate counted: 8.00% a year for invoices B and C; "
        "12.40% a year, then 12.65% from 1 January 2027 (provisional) for the other invoices. "
    )
    both = "12,40 % l’an, puis 12,65 % à partir du 1er janvier 2027 (taux provisoire) pour les autres factures"
    for kind in ("instalment-offer", "instalment-agreement"):
        text = _plain(write_letter(kind, claim)).replace("\n", " ")
        assert f"au taux de 8,00 % l’an pour les factures B et C et de {both}" in text
    # the deed's own annex, after its article
    assert f"Taux compté pendant le plan : 8,00 % l’an pour les factures B et C ; {both}." in text
    english = _plain(write_letter("instalment-offer", claim, language="en")).replace("\n", " ")
    assert "at 8.00% a year for invoices B and C and at 12.40% a year, then 12.65% from 1 January 2027" in english


def test_an_invoice_late_during_the_plan_is_told_with_those_of_its_rate() -> None:
    """D falls due on 20 January 2027: 12,65 % as for A, nothing to tell apart."""
    rows = [CLAUSED[0], {"number": "D", "due_on": "2027-01-20", "amount": "700.00"}]
    plan = plan_instalments(_claim(rows, as_of="2026-11-30"), PlanChoice(number=6, first_on=date(2026, 12, 15)))
    found = [(str(each.percent), str(each.starts_on), each.invoices) for each in plan.rates]
    assert found == [("12.40", "2026-12-01", None), ("12.65", "2027-01-01", None)]


def _spaced(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_the_deed_says_what_its_table_does() -> None:
    """A: 1 000 + 31,05; B, 500 € due on 30 June, 62 days at 12,40 %: 10,53; with 80 €, 1 621,58, so 810,79 twice.

    First payment: 31,05 of penalties and 779,74 of principal on A. The second: 220,26 on A, then 10,53 and 500 on B,
    and 80 last.
    """
    two = [PLANNED[0], {"number": "B", "due_on": "2026-06-30", "amount": "500.00"}]
    chosen = {"instalments": {"count": 2, "first_on": "2026-09-30", "interest": "stopped"}}
    letter = write_letter("instalment-agreement", _claim(two, as_of="2026-08-31", letter=chosen))
    assert _table(letter, write_plan_caption()) == [
        ["1", "30 septembre 2026", "31,05", "779,74", "–", "810,79", "810,79"],
        ["2", "30 octobre 2026", "10,53", "720,26", "80,00", "810,79", "0,00"],
        ["Ensemble", "", "41,58", "1 500,00", "80,00", "1 621,58", ""],
    ]
    said = _plain(letter)
    assert "règle, pour une facture, d’abord les pénalités de retard alors dues, puis le principal" in said
    assert "entre plusieurs factures, il règle la plus ancienne d’abord" in said
    assert "Les indemnités forfaitaires sont réglées en dernier" in said


def test_a_deed_that_waives_interest_sets_nothing_against_it() -> None:
    chosen = {"instalments": {"count": 2, "first_on": "2026-09-30", "interest": "waived"}}
    said = _plain(write_letter("instalment-agreement", _claim(PLANNED[:1], as_of="2026-08-31", letter=chosen)))
    assert "Chaque versement règle le principal. L’indemnité forfaitaire est réglée en dernier." in said
    assert "1343-1" not in said.partition("Article 5")[0].partition("Article 4")[2]


# ---------------------------------------------------------------- the code beside a letter


def _coded(kind: str, **letter: Any) -> list[str]:
    claim = _claim(PLANNED[:1], as_of="2026-08-31", letter={"transfer_code": True, **letter}, **_disputed(kind))
    return _codes(write_letter(kind, claim).document)


def _disputed(kind: str) -> dict[str, Any]:
    return {"events": [{"on": "2026-07-01", "kind": "dispute"}]} if kind == "dispute-reasons" else {}


def test_the_code_asks_for_what_the_letter_asks_for() -> None:
    # 1 071,05 on 31 August; 30 more days at 12,40 %: from 1 July, 92 days, 31,25 instead of 21,06, so 1 081,24
    assert "1 081,24 €" in _coded("more-time-granted", more_time={"granted_until": "2026-09-30"})[0]
    waived = _coded("more-time-granted", more_time={"granted_until": "2026-09-30"}, interest_waived=True)
    assert "1 071,05 €" in waived[0]
    offered = _coded("instalment-offer", **STOPPED)
    assert "357,01 € (premier versement)" in offered[0]
    assert "600,00 €" in _coded("dispute-reasons", dispute={"undisputed": "600.00"})[0]
    assert "1 000,00 €" in _coded("first-reminder")[0]
    assert "1 071,05 €" in _coded("formal-notice")[0]


def test_there_is_no_code_where_no_single_sum_is_asked_for() -> None:
    assert _coded("dispute-reasons") == []
    assert _coded("instalment-offer") == []


# ---------------------------------------------------------------- what came in


def test_a_payment_without_invoice_is_shown_as_it_came_in() -> None:
    """1 500 € on 30 April 2026: A bears 30 days at 12,15 %, 9,99, so 1 009,99 go to it and the 490,01 left to B."""
    both = [TWO[0], {"number": "B", "due_on": "2026-04-15", "amount": "700.00"}]
    claim = _claim(both, as_of="2026-05-31", payments=[{"paid_on": "2026-04-30", "amount": "1500.00"}])
    letter = write_letter("formal-notice", claim)
    # B bears 15 days at 12,15 % by then: 700 × 12,15 % × 15 / 365 = 3,50
    assert _table(letter, _RECEIVED) == [
        ["30/04/2026", "A", "part de 1 500,00 €", "9,99", "1 000,00", "1 009,99"],
        ["30/04/2026", "B", "part de 1 500,00 €", "3,50", "486,51", "490,01"],
        ["Ensemble", "", "", "13,49", "1 486,51", "1 500,00"],
    ]
    said = _plain(letter)
    assert "1342-10" in said
    book = load_workbook(io.BytesIO(statement_workbook(claim, draw_up(claim))), data_only=True)
    found = [[cell.value for cell in row] for row in book["Paiements d’ensemble"].iter_rows(min_row=2)]
    assert found[0][1] == 1500
    assert [row[4] for row in found] == [pytest.approx(1009.99), pytest.approx(490.01)]
    assert "1342-10" in found[0][6]


def test_a_letter_about_some_invoices_still_shows_the_whole_payment() -> None:
    both = [*TWO, {"number": "C", "due_on": "2026-04-15", "amount": "700.00"}]
    claim = _claim(both, as_of="2026-05-15", payments=[{"paid_on": "2026-04-30", "amount": "1500.00"}])
    letter = write_letter("formal-notice", claim)
    *rows, total = _table(letter, _RECEIVED)
    assert rows[0][0] == "30/04/2026"
    assert "1 500,00 €" in _plain(letter)
    assert sum(Decimal(row[-1].replace(" ", "").replace(",", ".")) for row in rows) == Decimal(
        total[-1].replace(" ", "").replace(",", ".")
    )


def test_a_credit_note_is_not_money_received() -> None:
    """1 000 € less 200 of credit note and 300 paid, both on the due date: 500 left, 30 days at 12,15 %: 4,99."""
    noted = TWO[0] | {
        "credit_notes": [{"issued_on": "2026-03-31", "amount": "200.00"}],
        "payments": [{"paid_on": "2026-03-31", "amount": "300.00"}],
    }
    letter = write_letter("formal-notice", _claim([noted]))
    said = _plain(letter)
    assert "nous avons reçu 300,00 €, et un avoir de 200,00 € a été déduit" in said
    full = next(
        block
        for block in letter.document.blocks
        if isinstance(block, Table) and "− avoirs" in [cell.replace("\u00a0", " ") for cell in block.header]
    )
    at = {name.replace("\u00a0", " "): place for place, name in enumerate(full.header)}
    row = full.rows[0]
    assert (row[at["− reçu"]], row[at["− avoirs"]]) == ("300,00", "200,00")


def test_an_overpayment_is_said() -> None:
    """C, 100 €, is paid 150 € on its due date: 50 € too much, in no sum of the letters, and told in each."""
    claim = _claim(
        [
            *TWO,
            {
                "number": "C",
                "due_on": "2026-03-15",
                "amount": "100.00",
                "payments": [{"paid_on": "2026-03-15", "amount": "150.00"}],
            },
        ],
        letter={"place": "Nantes"},
    )
    notice = write_letter("formal-notice", claim)
    assert "Vous avez par ailleurs payé 50,00 € de trop (facture C)." in _plain(notice)
    assert "letter-overpaid" in {each.code for each in notice.warnings}
    asked = _plain(write_letter("payment-order-request", claim))
    assert "Aucun paiement n’a été reçu pour cette facture." in asked
    assert "Toutes factures comprises, il a payé 150,00 € ; sur la facture C, 50,00 € ont été payés de trop" in asked


def test_an_excess_is_set_against_the_oldest_of_the_others_where_the_creditor_chose_so() -> None:
    """A, 1 000 €, bears 11 days at 12,15 % by 11 April, 3,66, when C, 100 € due that day, is paid 350 €.

    250 € go to A: 3,66 of interest, 246,34 of principal; 753,66 bear 19 more days, 4,77; with 40 €, 798,43. Kept, the
    excess changes nothing: 1 049,99.
    """
    paid = {
        "number": "C",
        "due_on": "2026-04-11",
        "amount": "100.00",
        "payments": [{"paid_on": "2026-04-11", "amount": "350.00"}],
    }
    kept = draw_up(_claim([TWO[0], paid]))
    assert (kept.totals.total_due, kept.totals.overpaid) == (Decimal("1049.99"), Decimal("250.00"))
    claim = _claim([TWO[0], paid], terms={"surplus": "oldest"})
    moved = draw_up(claim)
    assert (moved.totals.total_due, moved.totals.overpaid) == (Decimal("798.43"), Decimal(0))
    # what came in is what came in, wherever it is counted
    assert moved.totals.paid == kept.totals.paid == Decimal("350.00")
    assert moved.allocated_payments[0].reference == "C. civ., art. 1342-10 et 1347"
    assert "de trop" not in _plain(write_letter("formal-notice", claim)).partition("Décompte")[0]
    assert moved.conventions["surplus"].value == "oldest"


def test_an_excess_of_a_named_payment_moves_too_and_stops_where_nothing_is_owed() -> None:
    paid = {"number": "C", "due_on": "2026-04-11", "amount": "100.00"}
    claim = _claim(
        [TWO[0], paid],
        terms={"surplus": "oldest"},
        payments=[{"paid_on": "2026-04-11", "amount": "350.00", "invoice": "C"}],
    )
    assert draw_up(claim).totals.total_due == Decimal("798.43")
    rich = claim.model_copy(update={"payments": (claim.payments[0].model_copy(update={"amount": Decimal(5000)}),)})
    totals = draw_up(rich).totals
    # 100 for C; A owes 1 000 + 3,66 + 40 that day
    assert (totals.total_due, totals.overpaid) == (Decimal(0), Decimal("3856.34"))


def _with_a_note(note: str, **terms: Any) -> Claim:
    """A, 1 000 €, is late; C, 100 € due 11 April, is paid 350 € that day; B, 500 € due that day, has a credit note."""
    paid = {"payments": [{"paid_on": "2026-04-11", "amount": "350.00"}]}
    noted = {"credit_notes": [{"number": "AV-7", "issued_on": "2026-04-11", "amount": note}]}
    invoices: list[dict[str, Any]] = [
        TWO[0],
        {"number": "C", "due_on": "2026-04-11", "amount": "100.00", **paid},
        {"number": "N", "due_on": "2026-04-11", "amount": "500.00", **noted},
    ]
    return _claim(invoices, letter={"place": "Nantes"}, terms=terms)


def test_a_credit_note_is_never_money_in_a_letter() -> None:
    """700 € of credit note on 500 €: 200 € go to A, said with the note's number; 250 € of money are too much on C."""
    claim = _with_a_note("700.00")
    drawn = draw_up(claim)
    assert (drawn.totals.paid, drawn.totals.overpaid) == (Decimal(350), Decimal(250))
    assert drawn.totals.overcredited == 0
    for kind in ("formal-notice", "payment-order-request"):
        letter = write_letter(kind, claim)
        said = _plain(letter)
        assert "200,00 € d’avoir au-delà du principal qui restait sur la facture N (l’avoir AV-7)" in said
        assert "un avoir de 200,00 € a été déduit" in said
        assert "250,00 €" in said
        assert "450,00 €" not in said


def test_a_credit_note_that_nothing_can_take_is_said_beside_the_money() -> None:
    """1 800 € on 500 €: 1 000 € go to A, 100 € to C before that day's 350 €; 200 € are left, and the 350 € too.

    A still owes 11 days at 12,15 %, 3,66, and 40 €.
    """
    claim = _with_a_note("1800.00")
    drawn = draw_up(claim)
    assert (drawn.totals.total_due, drawn.totals.overpaid) == (Decimal("43.66"), Decimal("350.00"))
    assert drawn.totals.overcredited == Decimal("200.00")
    notice = write_letter("penalties-request", claim)
    said = _plain(notice)
    assert "payé 350,00 € de trop (facture C)" in said
    assert "Des avoirs dépassent de 200,00 € ce qui restait à payer en principal (facture N)." in said
    assert {"letter-overpaid", "letter-overcredited"} <= {each.code for each in notice.warnings}


def test_advice_that_was_followed_is_not_given_again() -> None:
    """The excess goes to A: nothing is left to move. Where nothing else was owed yet, the advice is another."""
    moved = write_letter("formal-notice", _with_a_note("100.00", surplus="oldest"))
    assert not {"letter-overpaid", "letter-overpaid-kept"} & {each.code for each in moved.warnings}
    # the other invoice was issued after the excess came in
    later = {"number": "L", "issued_on": "2026-04-01", "due_on": "2026-04-20", "amount": "400.00"}
    paid = {"payments": [{"paid_on": "2026-03-11", "amount": "350.00"}]}
    first = {"number": "C", "issued_on": "2026-03-01", "due_on": "2026-03-11", "amount": "100.00", **paid}
    claim = _claim([first, later], letter={"place": "Nantes"}, terms={"surplus": "oldest"})
    left = write_letter("formal-notice", claim)
    codes = {each.code for each in left.warnings}
    told = next((each.message for each in left.warnings if each.code == "letter-overpaid-kept"), "")
    assert ("letter-overpaid" in codes, "convenez par écrit" in told) == (False, bool(draw_up(claim).totals.overpaid))


def test_an_excess_that_was_moved_stands_in_the_payment_as_it_was_received() -> None:
    """350 € for C, 100 €: one receipt of 350 €, of which C keeps 100 € and A gets 250 €."""
    claim = _with_a_note("100.00", surplus="oldest")
    (payment,) = draw_up(claim).allocated_payments
    assert payment.amount == Decimal("350.00")
    assert {each.number: each.amount for each in payment.shares} == {"C": Decimal("100.00"), "A": Decimal("250.00")}
    assert "350,00" in told(payment.sentence)
    assert "facture C" in told(payment.sentence)
    said = _plain(write_letter("formal-notice", claim))
    assert "part de 350,00 €" in said


def test_an_invoice_cancelled_by_a_credit_note_is_chased_no_more() -> None:
    """10 days at 12,15 %, 3,33, and 40 €: the statement counts them, the next step and the letters leave them."""
    noted = TWO[0] | {"credit_notes": [{"issued_on": "2026-04-10", "amount": "1000.00"}]}
    claim = _claim([noted], as_of="2026-04-20")
    drawn = draw_up(claim)
    assert drawn.totals.total_due == Decimal("43.33")
    step = next_step(claim, drawn)
    assert (step.code, step.letter) == ("settled", None)
    said = f"{told(step.what)} {told(step.why)}".replace("\u00a0", " ")
    assert "rien à relancer" in said
    assert "avoir" in said
    assert "merci" not in said
    offers = letters_for(claim)
    assert {each.kind for each in offers if each.available} <= {"payment-terms", "claim-reply"}
    # the day before the credit note it was chased as any other
    assert next_step(claim, draw_up(claim.model_copy(update={"as_of": date(2026, 4, 9)}))).letter == "first-reminder"


def test_the_next_step_knows_what_came_in() -> None:
    paid = TWO[0] | {"payments": [{"paid_on": "2026-04-15", "amount": "500.00"}]}
    claim = _claim([paid], as_of="2026-04-20")
    said = told(next_step(claim, draw_up(claim)).what).replace("\u00a0", " ")
    assert "500,00 € reçus le 15 avril 2026, le reste est dû" in said
    bare = _claim(TWO[:1], as_of="2026-04-03")
    assert "aucun paiement reçu" in told(next_step(bare, draw_up(bare)).what).replace("\u00a0", " ")


def test_what_is_principal_of_each_invoice_adds_up_on_the_statement() -> None:
    """Of an invoice that is not due yet all is principal: 700 stand in its row, and 1 700 in all."""
    account = account_of(_claim(TWO))
    table = next(each for each in account.document.blocks if isinstance(each, Table) and each.aside is not None)
    principal = [row[table.aside or 0].replace("\u202f", " ") for row in table.rows]
    assert principal == ["1 000,00", "700,00", "1 700,00"]
    # nothing but principal: the column before says it already
    alone = account_of(_claim(TWO[1:]))
    assert next(each.aside for each in alone.document.blocks if isinstance(each, Table)) is None
