"""The clauses: the same term and rate as the claim, the notes of an electronic invoice, what a consumer never reads."""

from typing import Any

import pytest

from latepay_core.letters.writing import write_letter
from tests.support.said import INVOICE, between_businesses, on_consumer, on_public_buyer, said, warned

AS_OF = "2026-11-22"


def _terms(term: dict[str, Any] | None = None, **more: Any) -> str:
    invoice = {key: value for key, value in INVOICE.items() if key != "due_on"} | {"term": term or {"days": 30}}
    return said(write_letter("payment-terms", between_businesses(AS_OF, invoices=[invoice], **more)))


@pytest.mark.parametrize(
    ("term", "words"),
    [
        ({"days": 30}, "payable 30 jours après sa date d'émission."),
        ({"days": 45, "end_of_month": "before"}, "payable 45 jours après la fin du mois de son émission."),
        (
            {"days": 45, "end_of_month": "after"},
            "payable 45 jours après sa date d'émission, puis à la fin du mois ainsi atteint.",
        ),
        (
            {"days": 30, "end_of_month": "after", "on_day": 10},
            "payable 30 jours après sa date d'émission, puis à la fin du mois ainsi atteint, le 10 qui suit.",
        ),
        ({"days": 0, "end_of_month": "after"}, "payable à la fin du mois de son émission."),
        ({"months": 2}, "payable 2 mois après sa date d'émission."),
        ({"days": 30, "on_days": [10, 25]}, "payable 30 jours après sa date d'émission, le 10 ou 25 qui suit."),
    ],
)
def test_the_term_is_the_claims_own(term: dict[str, Any], words: str) -> None:
    assert f"Chaque facture est {words}" in _terms(term)


def test_without_a_term_it_is_counted_between_the_two_dates() -> None:
    # 1 May to 31 May 2026
    assert "payable 30 jours après sa date d'émission" in said(write_letter("payment-terms", between_businesses(AS_OF)))


def test_the_statutory_rate_in_words_and_what_it_gives_now() -> None:
    text = _terms()
    assert (
        "des pénalités au taux appliqué par la Banque centrale européenne à son opération de refinancement la plus"
        in text
    )
    assert "majoré de 10 points de pourcentage" in text
    # conditions of sale, quote, invoice and PMD note: in 2024 the bare clause (14,50 %) was under the floor (15,21 %)
    floor = "sans pouvoir être inférieur à trois fois le taux de l'intérêt légal"
    assert text.count(floor) == text.count("majoré de 10 points de pourcentage") == 4
    assert "Au 2e semestre 2026, la clause donne 12,40 % l'an ; le plancher légal est de 8,25 %." in text


@pytest.mark.parametrize(
    ("rate", "words"),
    [
        ({"basis": "fixed", "percent": "12"}, "des pénalités au taux de 12,00 % l'an"),
        ({"basis": "legal-times", "times": "3"}, "des pénalités à 3 fois le taux de l'intérêt légal"),
    ],
)
def test_an_agreed_rate(rate: dict[str, Any], words: str) -> None:
    assert words in _terms(terms={"rate": rate})


def test_the_three_notes_of_an_electronic_invoice() -> None:
    text = _terms(letter={"clauses": {"discount_percent": "2", "discount_days": 10}})
    assert "PMD (pénalités) : Tout retard de paiement entraîne de plein droit" in text
    assert (
        "PMT (indemnité) : Indemnité forfaitaire pour frais de recouvrement due par facture payée en retard : 40 €."
        in text
    )
    assert "AAB (escompte) : Escompte de 2 % pour un paiement fait dans les 10 jours" in text
    assert "BT-9" in text


def test_a_rate_below_the_floor_is_warned_of() -> None:
    claim = between_businesses(AS_OF, terms={"rate": {"basis": "fixed", "percent": "8"}})
    # three times 2,75 %
    assert "8,25 %" in warned(write_letter("payment-terms", claim))["letter-clause-below-floor"]


def test_a_term_over_the_maximum_is_warned_of() -> None:
    invoice = {"number": "F-1", "issued_on": "2026-05-01", "term": {"days": 75}, "amount": "100.00"}
    assert "letter-term-too-long" in warned(
        write_letter("payment-terms", between_businesses(AS_OF, invoices=[invoice]))
    )


def test_a_consumer_reads_neither_penalty_nor_fee() -> None:
    text = said(write_letter("payment-terms", on_consumer()))
    mention = next(line for line in text.split("\n") if line.startswith("Payable"))
    assert "taux légal (Code civil, article 1231-6)" in mention
    assert "40 €" not in mention
    assert "L441-10" not in mention
    assert "Pas de « frais de relance » non plus" in text
    assert "L111-8" in text


def test_a_public_buyer_is_reminded_of_its_own_rules() -> None:
    text = said(write_letter("payment-terms", on_public_buyer()))
    assert "majoré de huit points (article R2192-31)" in text
    assert "article L2192-14" in text
    assert "L441-10" not in text


def test_a_term_that_nobody_said_is_told_apart_from_one_that_was() -> None:
    """Between 31 May and 3 July 2026 there are 33 days: a length that no clause ever had."""
    invoice = {**INVOICE, "issued_on": "2026-05-31", "due_on": "2026-07-03"}
    letter = write_letter("payment-terms", between_businesses(AS_OF, invoices=[invoice]))
    assert "un délai déduit des deux dates de votre facture" in said(letter)
    told = next(each.message for each in letter.warnings if each.code == "letter-term-read")
    assert "33" in told
    assert "F-118" in told
    assert "le délai et le taux que vous avez indiqués" in _terms()
    means = _terms(letter={"clauses": {"means": "Virement"}})
    assert ", par virement." in means
    assert "Moyens de paiement. Virement." in means
