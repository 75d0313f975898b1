"""What lateness cost, asked for once the invoices are paid."""

from latepay_core.letters.writing import write_letter
from tests.support.said import INVOICE, between_businesses, body, on_consumer, on_public_buyer, refused, warned

PAID = [{**INVOICE, "payments": [{"paid_on": "2026-08-31", "amount": "10000.00"}]}]
PRINCIPAL_FIRST = {"allocation": "principal-first"}


def test_it_claims_penalties_and_compensation_up_to_the_payment() -> None:
    letter = write_letter("penalties-request", between_businesses("2026-09-07", invoices=PAID, terms=PRINCIPAL_FIRST))
    text = body(letter)
    assert "Facture F-118 payée en retard - pénalités et indemnité" in text.replace("–", "-")
    assert "le dernier paiement est arrivé le 31 août 2026" in text
    assert "Principal" not in text
    assert "310,49 €" in text
    # 310,49 + 40; five jours ouvrables after Monday 7 September, by e-mail
    assert "régler 350,49 € au plus tard le lundi 14 septembre 2026" in text
    assert "L441-10, II et D441-5" in text


def test_where_interest_was_paid_first_it_says_why_principal_is_left() -> None:
    letter = write_letter("penalties-request", between_businesses("2026-08-31", invoices=PAID))
    assert "Principal restant dû | 310,49 €" in body(letter)
    assert "article 1343-1" in body(letter)
    assert "letter-left-as-principal" in warned(letter)


def test_of_a_consumer_it_claims_legal_interest_since_the_notice() -> None:
    invoice = {"number": "F-7", "due_on": "2026-02-28", "amount": "3000.00"}
    paid = [{**invoice, "payments": [{"paid_on": "2026-09-30", "amount": "3000.00"}]}]
    text = body(write_letter("penalties-request", on_consumer(invoices=paid, terms=PRINCIPAL_FIRST)))
    assert "Depuis la mise en demeure que vous avez reçue le 10 mars 2026" in text
    assert "Total | 44,91 €" in text
    assert "L441-10" not in text
    assert "40,00" not in text


def test_not_while_the_principal_is_owed_nor_once_nothing_is() -> None:
    assert "F-118" in refused("penalties-request", between_businesses())["letter-principal-not-paid"]
    on_time = [{**INVOICE, "payments": [{"paid_on": "2026-05-29", "amount": "10000.00"}]}]
    assert "letter-nothing-owed" in refused("penalties-request", between_businesses(invoices=on_time))
    assert "letter-regime" in refused("penalties-request", on_public_buyer())


def test_what_was_paid_is_not_said_to_have_settled_an_invoice_whose_principal_is_left() -> None:
    """Paid in full and late, interest first: part of the principal is left, and the first sentence says the payment."""
    text = body(write_letter("penalties-request", between_businesses("2026-08-31", invoices=PAID)))
    assert "Vous avez versé 10 000,00 € pour la facture F-118" in text
    assert "Vous avez réglé" not in text
    first = write_letter("penalties-request", between_businesses("2026-09-07", invoices=PAID, terms=PRINCIPAL_FIRST))
    assert "Vous avez réglé la facture F-118" in body(first)
