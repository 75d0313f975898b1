"""What is said to a private lender beside his letters: he has a debtor, no customer; papers of a loan, no invoice."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from latepay_core import Claim, draw_up
from latepay_core.letters.writing import LetterRefused, letters_for, write_letter
from latepay_core.outputs.follow_up import follow_up_calendar
from latepay_core.procedure import next_step
from latepay_core.wording import say
from tests.support.said import refused, said, warned

OF_A_TRADE = re.compile(r"\bclients?\b|\bfactures? (?!électronique)|\bdevis\b|bon de livraison|\bTTC\b", re.I)
LOAN: dict[str, Any] = {
    "as_of": "2026-11-29",
    "creditor": {"kind": "individual", "name": "Anne Petit"},
    "debtor": {"kind": "consumer", "name": "Paul Durand"},
    "invoices": [{"number": "prêt du 3 mars 2025", "due_on": "2026-06-30", "amount": "4200.00"}],
    "events": [{"on": "2026-11-02", "kind": "promise", "expected_on": "2026-11-04"}],
}
NOTICED = {"on": "2026-11-05", "kind": "formal-notice"}


def loan(**more: Any) -> Claim:
    return Claim.model_validate({**LOAN, **more})


@pytest.mark.parametrize("debtor", ["consumer", "business"])
def test_a_lender_is_told_of_no_customer(debtor: str) -> None:
    claim = loan(debtor={"kind": debtor, "name": "Paul Durand"}, events=[*LOAN["events"], NOTICED])
    for each in letters_for(claim):
        told = [each.when, each.when_not, *(remark.message for remark in (*each.refusals, *each.cautions))]
        told += [f"{field.label} {field.hint}" for field in each.missing]
        assert "client" not in " ".join(told).replace("clientèle", ""), each.kind
        try:
            letter = write_letter(each.kind, claim)
        except LetterRefused:
            continue
        assert "client" not in " ".join(warned(letter).values()), each.kind


@pytest.mark.parametrize("kind", ["formal-notice-consumer", "payment-order-request", "hand-over"])
def test_his_papers_are_no_invoices(kind: str) -> None:
    assert "Facture" not in said(write_letter(kind, loan()))


def test_at_the_choice_of_a_route_he_gathers_the_papers_of_a_loan() -> None:
    claim = loan(events=[NOTICED])
    step = next_step(claim, draw_up(claim))
    assert step.code == "choose-route"
    papers = " ; ".join(map(say, step.attach))
    assert not OF_A_TRADE.search(papers), papers
    assert "La preuve que la somme a été remise" in papers


def test_the_command_line_speaks_of_a_debt(latepay: Callable[..., Any]) -> None:
    written = loan(events=[NOTICED]).model_dump_json(exclude_unset=True).encode()
    for command, title in (("statement", "Créance prêt du 3 mars 2025"), ("limitation", "Créance prêt du 3 mars 2025")):
        out = re.sub(r"\s+", " ", latepay(command, "-", stdin=written).out)
        assert title in out
        assert not OF_A_TRADE.search(out.split("Pourquoi")[0]), OF_A_TRADE.findall(out)
    assert "Créances : prêt du 3 mars 2025" in re.sub(r"\s+", " ", latepay("next", "-", stdin=written).out)


def test_a_petition_for_a_loan_brings_the_writing_that_proves_it() -> None:
    written = said(write_letter("payment-order-request", loan(events=[NOTICED])))
    assert "Écrit qui prouve la créance : prêt du 3 mars 2025" in written
    admitted = {"on": "2026-07-01", "kind": "acknowledgement"}
    other = said(write_letter("payment-order-request", loan(events=[NOTICED, admitted])))
    assert "Écrit qui prouve" not in other and "Reconnaissance de dette du 1er juillet 2026" in other


def test_his_calendar_speaks_of_a_debtor_and_of_the_payment_that_a_day_rests_on() -> None:
    """Five years from the payment of 10 September 2026; from the due date of 30 June without it."""
    paid = {**LOAN["invoices"][0], "payments": [{"paid_on": "2026-09-10", "amount": "500.00"}]}
    kept = follow_up_calendar(loan(invoices=[paid])).decode().replace("\r\n ", "")
    told = re.sub(r"\s+", " ", kept.replace("\\,", ","))
    assert not OF_A_TRADE.search(told), OF_A_TRADE.findall(told)
    assert "Dernier jour pour agir : créance prêt du 3 mars 2025" in told
    # the calendar keeps the day that no judge can shorten, and names the other one
    assert "DTSTART;VALUE=DATE:20310630" in told
    assert "Ce jour ne compte pas le paiement partiel du 10 septembre 2026" in told
    assert "le délai va jusqu’au 10 septembre 2031" in told


def test_two_loans_are_named_once_each_with_their_day() -> None:
    """« prêt du 3 mars 2025 » says its day itself; it is no invoice."""
    loans = [
        {
            "number": f"prêt du {day} mars 2025",
            "issued_on": f"2025-03-0{day}",
            "due_on": f"2026-03-0{day}",
            "amount": "5000",
        }
        for day in (3, 4)
    ]
    claim = Claim.model_validate(
        {
            "as_of": "2026-11-30",
            "creditor": {"kind": "individual", "name": "Jean Le Goff"},
            "debtor": {"kind": "consumer", "name": "Paul Morin"},
            "notice_received_on": "2026-05-04",
            "invoices": loans,
        }
    )
    text = said(write_letter("hand-over", claim))
    assert "Prêt du 3 mars 2025, 5 000,00 €, à payer depuis le 3 mars 2026" in text
    assert "du 3 mars 2025 du 3 mars 2025" not in text
    assert "facture prêt" not in text
    assert "letter-no-clauses-for-a-person" in refused("payment-terms", claim)
