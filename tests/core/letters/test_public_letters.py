"""The letters to a public buyer and to the préfet: frozen rate, 45 days, 30 days, who can be asked."""

from typing import Any

import pytest

from latepay_core.letters.writing import write_letter
from tests.support.said import INVOICE, between_businesses, body, on_public_buyer, refused, said, warned


def test_the_claim_asks_for_principal_interest_and_compensation() -> None:
    letter = write_letter("public-claim", on_public_buyer("2026-08-31", paid_on=None))
    text = body(letter)
    # 92 days at 10,15 %, the rate of the first half-year, frozen: 255,84; no revision on 1 July
    assert "Principal restant dû | 10 000,00 €" in text
    assert "Intérêts moratoires arrêtés au 31 août 2026 | 255,84 €" in text
    assert "Total | 10 295,84 €" in text
    # 10 000 × 10,15 % / 365 = 2,78
    assert "chaque jour de plus ajoute 2,78 €" in text
    assert "articles L2192-12 et L2192-13" in text
    assert "interrompt la prescription de quatre ans (loi n° 68-1250" in text
    assert "L441-10" not in text


def test_a_public_enterprise_is_told_of_the_four_years_with_an_if() -> None:
    """Four years need a public accountant (loi n° 68-1250, art. 1), which a public enterprise may not have."""
    buyer = {"kind": "public-body", "public_kind": "public-enterprise", "name": "Régie des eaux"}
    for kind, paid_on in (("public-claim", None), ("public-interest-claim", "2026-08-31")):
        text = body(write_letter(kind, on_public_buyer(paid_on=paid_on, debtor=buyer)))
        assert "Si votre dette relève de la prescription de quatre ans, la présente réclamation l'interrompt" in text


def test_the_buyers_own_references_stand_in_the_head() -> None:
    public = {"commitment": "EJ-77", "accountant": "Trésorerie de Belleville", "deposited_on": "2026-05-01"}
    letter = write_letter("public-claim", on_public_buyer(paid_on=None, letter={"public": public}))
    text = said(letter)
    assert "Numéro d'engagement : EJ-77" in text
    assert text.index("EJ-77") < text.index("Madame, Monsieur")
    assert "Copie adressée au comptable public : Trésorerie de Belleville" in text
    assert "déposée le 1er mai 2026" in text


def test_the_interest_claim_counts_45_days_from_the_payment_of_the_principal() -> None:
    letter = write_letter("public-interest-claim", on_public_buyer())
    text = body(letter)
    assert "Vous avez payé le principal le 31 août 2026, avec 92 jours de retard." in text
    assert "Total | 295,84 €" in text
    assert "soit au plus tard le jeudi 15 octobre 2026" in text
    assert "jusqu'au 15 octobre 2026" in warned(letter)["letter-public-time-running"]


def test_once_they_are_over_it_says_so() -> None:
    text = body(write_letter("public-interest-claim", on_public_buyer("2026-10-16")))
    assert "délai qui a pris fin le 15 octobre 2026" in text
    assert "295,84 € sans attendre" in text


def test_the_principal_first() -> None:
    assert "letter-principal-not-paid" in refused("public-interest-claim", on_public_buyer(paid_on=None))
    assert "letter-only-interest-left" in refused("public-claim", on_public_buyer())


def test_the_prefet_is_asked_from_the_thirty_first_day_on() -> None:
    too_early = refused("prefect-request", on_public_buyer("2026-09-30"))
    assert "à partir du 1er octobre 2026" in too_early["letter-prefect-too-early"]
    text = body(write_letter("prefect-request", on_public_buyer("2026-10-01")))
    assert "article L1612-18 du Code général des collectivités territoriales" in text
    assert "soit au plus tard le 30 septembre 2026" in text
    # the thirty days are those of the interest; the compensation has the forty-five of article R2192-36
    assert "comme eux, dans les quarante-cinq jours qui suivent le paiement du principal (article R2192-36)" in text
    assert "Intérêts moratoires arrêtés au 1er octobre 2026 | 255,84 €" in text


@pytest.mark.parametrize(
    "buyer",
    [
        {"situation": {"public_buyer": "state"}},
        {"debtor": {"name": "Hôpital", "kind": "public-body", "public_kind": "health"}},
        {"debtor": {"name": "Régie", "kind": "public-body", "public_kind": "public-enterprise"}},
    ],
    ids=["state", "hospital", "enterprise"],
)
def test_the_prefet_is_asked_about_local_authorities_only(buyer: dict[str, Any]) -> None:
    assert "letter-prefect-not-local" in refused("prefect-request", on_public_buyer(**buyer))


def test_whether_it_is_a_local_authority_is_to_be_checked_where_nobody_said() -> None:
    assert "letter-prefect-buyer-unknown" in warned(write_letter("prefect-request", on_public_buyer()))
    known = on_public_buyer(situation={"public_buyer": "local-authority"})
    assert "letter-prefect-buyer-unknown" not in warned(write_letter("prefect-request", known))


def test_a_remainder_that_stands_as_principal_is_not_for_the_prefet() -> None:
    # 10 000 exactly would be the principal; 10 100 goes to interest first, and leaves some
    paid = [{**INVOICE, "payments": [{"paid_on": "2026-08-31", "amount": "10100.00"}]}]
    claim = on_public_buyer(terms={"allocation": "interest-first"}, invoices=paid)
    assert "letter-left-as-principal" in refused("prefect-request", claim)
    letter = write_letter("public-interest-claim", claim)
    assert "article 1343-1" in body(letter)
    assert "letter-left-as-principal" in warned(letter)


def test_the_amount_of_the_invoice_paid_is_its_principal_without_any_setting() -> None:
    # the default allocation, and the préfet can be asked at once (CCP, art. R2192-32 and R2192-36)
    claim = on_public_buyer(terms={})
    assert "letter-left-as-principal" not in warned(write_letter("prefect-request", claim))


def test_none_of_them_between_businesses() -> None:
    for kind in ("public-claim", "public-interest-claim", "prefect-request"):
        assert "letter-regime" in refused(kind, between_businesses())


def test_the_prefect_is_asked_for_the_compensation_alone_where_the_interest_was_paid() -> None:
    """10 000 EUR paid late with 255,84 EUR of interest (F.3): the 40 EUR are left (CGCT, art. L1612-18)."""
    paid = {**INVOICE, "payments": [{"paid_on": "2026-08-31", "amount": "10255.84"}]}
    text = body(write_letter("prefect-request", on_public_buyer(invoices=[paid])))
    assert "Demande de mandatement d'office de l'indemnité forfaitaire – Commune de Belleville" in text
    assert "mandater d'office l'indemnité forfaitaire pour frais de recouvrement (40,00 €) que nous doit" in text
    assert "Elle devait être mandatée dans les trente jours" in text
    assert "elle ne nous a pas été payée." in text
    assert "une mise en demeure de mandater cette indemnité" in text
    assert "intérêts" not in text.partition("Le détail")[0].replace("intérêts de retard", "")


def test_the_claim_asks_for_what_lateness_cost_on_the_requests_paid_meanwhile() -> None:
    """10 000 EUR paid on 31 August: 255,84 EUR and 40 EUR are left (F.3), beside a request that is not paid at all.

    No other letter could ask for them as long as that one is unpaid.
    """
    paid = {**INVOICE, "payments": [{"paid_on": "2026-08-31", "amount": "10000.00"}]}
    unpaid = {"number": "F-131", "issued_on": "2026-08-01", "due_on": "2026-08-31", "amount": "2000.00"}
    letter = write_letter("public-claim", on_public_buyer(invoices=[paid, unpaid]))
    text = body(letter)
    assert "2 demandes de paiement impayées ou payées en retard – réclamation" in text
    assert "n'ont pas été payées en entier, ou l'ont été en retard." in text
    # 1 September to 5 October, frozen at 10,40 % (ECB 2,40 % on 1 July + 8): 35 days of 2 000 EUR make 19,95 EUR
    assert "Intérêts moratoires arrêtés au 5 octobre 2026 | 275,79 €" in text
    assert "Total | 2 355,79 €" in text
