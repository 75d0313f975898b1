"""What is contested, and the mediator: the questions, the undisputed part, the refusals."""

from latepay_core.letters.writing import write_letter
from tests.support.said import between_businesses, body, on_consumer, on_public_buyer, refused, said

DISPUTE = [{"on": "2026-08-10", "kind": "dispute"}]


def test_it_asks_what_and_how_much_within_eight_days_and_claims_the_rest_at_once() -> None:
    claim = between_businesses(events=DISPUTE, letter={"dispute": {"undisputed": "4000.00"}})
    text = said(write_letter("dispute-reasons", claim))
    # eight calendar days after Monday 31 August
    assert "Vous contestez, depuis le 10 août 2026, la facture F-118" in text
    assert "au plus tard le mardi 8 septembre 2026" in text
    assert "le montant que vous contestez, et celui que vous ne contestez pas" in text
    assert "soit 4 000,00 €, n'a pas à attendre la fin de cette discussion" in text
    assert "L441-10, II" in text


def test_a_consumer_is_told_of_no_penalty() -> None:
    text = said(write_letter("dispute-reasons", on_consumer(events=[{"on": "2026-04-02", "kind": "dispute"}])))
    assert "L441-10" not in text


def test_only_where_something_is_contested() -> None:
    assert "letter-not-disputed" in refused("dispute-reasons", between_businesses())


def test_only_the_contested_invoices_are_named() -> None:
    invoices = [
        {"number": "A-1", "due_on": "2026-05-31", "amount": "100.00"},
        {"number": "A-2", "due_on": "2026-06-30", "amount": "200.00"},
    ]
    claim = between_businesses(invoices=invoices, events=[{"on": "2026-08-10", "kind": "dispute", "invoice": "A-2"}])
    text = said(write_letter("dispute-reasons", claim))
    assert "la facture A-2, d'un montant de 200,00 € TTC" in text
    assert "A-1" not in text


def test_the_mediator_is_told_the_disagreement_and_asked_for_the_first_day() -> None:
    claim = between_businesses(letter={"dispute": {"reasons": "Elle juge la livraison tardive."}, "channel": "post"})
    text = body(write_letter("mediation-referral", claim))
    assert "Médiateur des entreprises" in text
    assert "Elle juge la livraison tardive." in text
    assert "Total | 10 350,49 €" in text
    # article 2238 was not read: the letter asks for the day, and takes no stand on what mediation does
    assert "le délai pour agir, que la médiation peut suspendre." in text
    assert "2238" not in text


def test_the_mediator_of_businesses_takes_public_buyers_and_no_consumers() -> None:
    assert refused("mediation-referral", on_public_buyer(paid_on=None)) == {}
    assert "letter-regime" in refused("mediation-referral", on_consumer())
