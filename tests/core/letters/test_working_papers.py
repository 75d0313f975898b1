"""The papers that whoever chases keeps for himself: the call sheet with its text message, the page of instructions."""

import re
from typing import Any

import pytest

from latepay_core import Claim
from latepay_core.documents.document import Table
from latepay_core.letters.catalogue import entry_of
from latepay_core.letters.writing import Letter, write_letter
from tests.support.said import INVOICE, between_businesses, on_consumer, refused, said

NAMED = {"signatory_name": "Anne Martin"}


def _sheet(as_of: str = "2026-08-31", **more: Any) -> str:
    claim = between_businesses(as_of, letter=NAMED, **more)
    return said(write_letter("call-sheet", claim))


def test_the_call_sheet_says_the_sum_to_the_cent_the_first_words_and_the_day() -> None:
    """10 000 + 310,49 + 40 = 10 350,49 on Monday 31 August 2026; three worked days later is Thursday 3 September."""
    text = _sheet()
    assert "Au 31 août 2026, la somme due est de 10 350,49 € : 10 000,00 € de principal, 310,49 €" in text
    assert "au sujet de notre facture F-118, 10 000,00 €, qui était à payer le" in text
    assert "10 350,49 € au plus tard le jeudi 3 septembre 2026 ; sinon, un montant aujourd'hui" in text
    for note in ("Somme promise", "Jour promis", "personne jointe", "Raison du retard"):
        assert re.search(rf"{note}[^:]*: ____", text), note


def test_the_call_sheet_says_what_else_the_case_is_owed() -> None:
    """1 000 x 12,15 % x 30 / 365 = 9,99, which the payment settled first; 9,99 x 12,40 % x 62 / 365 = 0,21; and 40."""
    paid = {"number": "F-120", "due_on": "2026-05-31", "amount": "1000.00"}
    text = _sheet(invoices=[INVOICE, paid | {"payments": [{"paid_on": "2026-06-30", "amount": "1000.00"}]}])
    assert "la somme due est de 10 350,49 €" in text
    assert "Le dossier compte aussi 50,20 € exigibles pour d'autres factures" in text
    assert "Le dossier compte aussi" not in _sheet()


def test_the_text_message_is_one_that_a_telephone_sends_and_names_no_penalty() -> None:
    """Two messages of 153 signs at most; to the debtor's own number, with the invoice's sum and day alone."""
    found = re.search(r"Par SMS, à son numéro à lui : « (.*) »", _sheet())
    assert found
    message = found[1]
    assert len(message) <= 306
    assert "facture F-118, 10 000,00 €" in message
    assert "Quel jour partira-t-il ?" in message
    for word in ("pénalit", "40,00", "tribunal", "mise en demeure"):
        assert word not in message
    # the answering machine, which others hear, is told nothing of a debt
    voicemail = re.search(r"Sur le répondeur, pas un mot de la dette : « (.*?) »", _sheet())
    assert voicemail
    assert "F-118" not in voicemail[1]


def test_a_promise_that_was_not_kept_comes_first() -> None:
    promised = [{"kind": "promise", "on": "2026-08-03", "expected_on": "2026-08-20"}]
    text = _sheet(events=promised)
    assert "un paiement a été promis au plus tard le 20 août 2026 : demandez d'abord ce qui l'a empêché" in text
    assert "Il était annoncé pour le 20 août 2026." in text


def test_a_consumer_is_not_told_of_the_forty_euros() -> None:
    assert "40,00" not in said(write_letter("call-sheet", on_consumer(letter=NAMED)))


def test_nothing_to_call_about_before_the_due_date() -> None:
    assert "letter-nothing-overdue" in refused("call-sheet", between_businesses("2026-05-01"))


def _rows(letter: Letter) -> list[list[str]]:
    table = next(block for block in letter.document.blocks if isinstance(block, Table))
    return [[cell.replace("\u00a0", " ") for cell in row] for row in table.rows]


def test_the_page_of_instructions_has_the_days_of_the_case() -> None:
    """Due on Friday 30 October 2026, on Tuesday 3 November: the calendar of the next step, a row each."""
    invoice = {**INVOICE, "issued_on": "2026-09-30", "due_on": "2026-10-30", "amount": "2400.00"}
    claim = between_businesses("2026-11-03", invoices=[invoice], letter=NAMED)
    letter = write_letter("chasing-plan", claim)
    rows = _rows(letter)
    assert rows[0][:4] == ["mardi 3 novembre 2026", "4 jours", "Relancer", "Première relance"]
    assert ["lundi 9 novembre 2026", "10 jours"] in [row[:2] for row in rows]
    assert "Mise en demeure entre professionnels" in [row[3] for row in rows]
    text = said(letter)
    assert "Signe la mise en demeure : Anne Martin" in text
    assert re.search("Remplace : ____", text)
    assert "ni indemnité forfaitaire" not in text
    assert "ni indemnité forfaitaire ni frais de relance" in said(write_letter("chasing-plan", on_consumer()))


@pytest.mark.parametrize("kind", ["call-sheet", "chasing-plan"])
def test_they_are_the_users_own_and_have_no_page_of_their_own(kind: str) -> None:
    entry = entry_of(kind)
    assert entry is not None
    assert (entry.to, entry.guide.model, entry.sides) == ("reader", False, ("creditor",))


def test_what_was_done_is_told_in_order() -> None:
    events = [{"kind": "reminder", "on": "2026-08-02"}, {"kind": "call", "on": "2026-08-01"}]
    assert "Déjà fait : appel du 1er août 2026 ; relance du 2 août 2026." in _sheet(events=events)


def test_both_are_written_for_a_bare_claim() -> None:
    bare = Claim.model_validate({"as_of": "2026-08-31", "invoices": [{"due_on": "2026-05-31", "amount": "100.00"}]})
    for kind in ("call-sheet", "chasing-plan"):
        assert "………" in said(write_letter(kind, bare))
