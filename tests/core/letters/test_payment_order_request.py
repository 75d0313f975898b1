"""The request for an order for payment: facts, law, sums, exhibits, the right court and form."""

from typing import Any

import pytest

from latepay_core.claim import ClaimRefused
from latepay_core.documents.document import ItemList, text_of
from latepay_core.letters.details import read_details
from latepay_core.letters.writing import Letter, write_letter
from latepay_core.wording.french import plain
from tests.support.said import (
    INVOICE,
    between_businesses,
    body,
    on_consumer,
    on_public_buyer,
    refused,
    said,
    warned,
)

EVENTS = [{"on": "2026-06-03", "kind": "reminder"}, {"on": "2026-07-06", "kind": "formal-notice"}]


def _request(**more: Any) -> Any:
    letter: dict[str, Any] = {"supply": "Un four professionnel, livré le 28 avril 2026", "place": "Nantes"}
    situation: dict[str, Any] = {"both_traders": True, "court_town": "Le Puy-en-Velay"}
    keys: dict[str, Any] = {"events": EVENTS, "letter": letter, "situation": situation, **more}
    return between_businesses(**keys)


def test_it_asks_for_each_sum_and_what_accrues_until_payment() -> None:
    text = body(write_letter("payment-order-request", _request()))
    assert "Le demandeur vous prie d'enjoindre au débiteur de lui payer :" in text
    assert "10 000,00 € en principal ;" in text
    assert "310,49 € de pénalités de retard arrêtées au 31 août 2026 ;" in text
    assert "les pénalités de retard qui courent sur le principal, au taux appliqué par la Banque" in text
    assert "soit 12,40 % l'an au 2e semestre 2026, taux revu chaque semestre, du 1er septembre 2026 jusqu'au" in text
    assert "40,00 € d'indemnité forfaitaire pour frais de recouvrement ;" in text
    assert "\nles dépens.\n" in text


@pytest.mark.parametrize("rate", [{"basis": "statutory"}, {"basis": "ecb-plus", "points": "10"}])
def test_it_asks_for_no_floor_that_was_not_agreed(rate: dict[str, str]) -> None:
    """Three times the legal rate limits what a contract may write: it raises no rate that is asked for."""
    text = body(write_letter("payment-order-request", _request(terms={"rate": rate})))
    assert "majoré de 10 points de pourcentage, soit 12,40 % l'an au 2e semestre 2026" in text
    assert "sans pouvoir être inférieur" not in text


def test_facts_and_law_in_order() -> None:
    text = body(write_letter("payment-order-request", _request()))
    assert "adressé au débiteur la facture F-118 du 1er mai 2026, d'un montant de 10 000,00 € TTC" in text
    assert "Démarches restées sans effet : relance du 3 juin 2026 ; mise en demeure du 6 juillet 2026." in text
    assert "le demandeur n'a connaissance d'aucune contestation" in text
    assert "cause contractuelle et son montant est déterminé (article 1405)" in text
    assert "(Code de commerce, article L441-10, II)" in text
    assert "(articles L441-10, II et D441-5)" in text


def test_between_traders_the_commercial_court_and_its_form() -> None:
    letter = write_letter("payment-order-request", _request())
    text = body(letter)
    assert "Madame ou Monsieur le président\nTribunal de commerce du Puy-en-Velay" in text
    assert "formulaire Cerfa n° 12946*02" in text
    assert "Les deux parties sont des commerçants, des artisans ou des sociétés commerciales" in text
    assert "Dernière version connue" in warned(letter)["letter-form-version"]
    assert "letter-court-uncertain" not in warned(letter)


def test_in_twelve_towns_it_is_the_court_of_economic_activities() -> None:
    situation = {"both_traders": True, "court_town": "Auxerre"}
    assert "Tribunal des activités économiques d'Auxerre" in body(
        write_letter("payment-order-request", _request(situation=situation))
    )


def test_the_other_court_is_named_while_it_is_not_known_who_is_a_trader() -> None:
    letter = write_letter("payment-order-request", _request(situation={}))
    assert "Tribunal judiciaire" in warned(letter)["letter-court-uncertain"]
    assert "Les deux parties sont des commerçants, des artisans ou des sociétés commerciales" not in body(letter)


def test_in_alsace_moselle_the_form_is_to_be_asked_for() -> None:
    debtor = {"name": "Société Durand", "address": "3 rue du Dôme\n67000 Strasbourg"}
    situation = {"both_traders": True, "court_town": "Strasbourg"}
    letter = write_letter("payment-order-request", _request(debtor=debtor, situation=situation))
    assert "Tribunal judiciaire de Strasbourg, chambre commerciale" in body(letter)
    assert "Cerfa" not in body(letter)
    assert "letter-form-unknown" in warned(letter)


def test_what_came_in_is_told_payments_and_credit_notes_apart() -> None:
    part_paid = {
        **INVOICE,
        "payments": [{"paid_on": "2026-06-15", "amount": "1000.00"}],
        "credit_notes": [{"issued_on": "2026-06-20", "amount": "250.00"}],
    }
    text = body(write_letter("payment-order-request", _request(invoices=[part_paid])))
    assert "Le débiteur n'a payé que 1 000,00 € ; un avoir de 250,00 € a été déduit." in text


def test_against_a_consumer_the_judicial_court_legal_interest_and_nothing_more() -> None:
    letter = write_letter("payment-order-request", on_consumer(letter={"court": {"town": "Rennes"}}))
    text = body(letter)
    assert "Tribunal judiciaire de Rennes" in text
    assert "formulaire Cerfa n° 12948*06" in text
    assert "3 000,00 € en principal ;" in text
    assert "44,91 € d'intérêts au taux légal arrêtés au 30 septembre 2026 ;" in text
    # a business creditor: 2,75 % in the second half of 2026
    assert "les intérêts au taux légal (2,75 % l'an au 2e semestre 2026, revu chaque semestre) sur le principal" in text
    assert ", du 1er octobre 2026 jusqu'au paiement ;" in text
    assert "indemnité" not in text
    assert "L441-10" not in text


def test_housing_and_consumer_credit_go_to_the_protection_judge() -> None:
    claim = on_consumer(situation={"housing_or_consumer_credit": True}, letter={"court": {"town": "Rennes"}})
    text = body(write_letter("payment-order-request", claim))
    assert "juge des contentieux de la protection\nTribunal judiciaire de Rennes" in text
    assert "formulaire Cerfa n° 16040*01" in text


def test_without_a_notice_interest_runs_from_the_service_of_the_order() -> None:
    letter = write_letter("payment-order-request", on_consumer(notice=None))
    assert (
        "les intérêts au taux légal sur cette somme, de la signification de l'ordonnance jusqu'au paiement ;"
        in body(letter)
    )
    # that the service counts as a notice was not read in a text: the request asks, it does not assert
    assert "Le demandeur demande que la somme porte intérêt au taux légal à compter de la signification" in body(letter)
    assert "vaut mise en demeure" not in body(letter)
    assert "signification de l'ordonnance, qui en tient lieu" in warned(letter)["letter-no-notice-yet"]


def test_invoices_that_fall_due_on_one_day_are_told_with_that_day_alone() -> None:
    text = body(write_letter("payment-order-request", _request(invoices=[INVOICE, {**INVOICE, "number": "F-119"}])))
    assert "d'un montant total de 20 000,00 € TTC, toutes échues le 31 mai 2026." in text
    later = {**INVOICE, "number": "F-119", "due_on": "2026-06-30"}
    text = body(write_letter("payment-order-request", _request(invoices=[INVOICE, later])))
    assert "échues du 31 mai 2026 au 30 juin 2026." in text


def test_a_contract_rate_is_the_one_invoked() -> None:
    terms = {"rate": {"basis": "fixed", "percent": "10"}}
    text = body(write_letter("payment-order-request", _request(terms=terms)))
    # 10 000 × 10 % × 92 / 365: a fixed rate is not split
    assert "ici au taux de 10,00 % l'an, selon le contrat" in text
    assert "252,05 € de pénalités de retard" in text


def test_the_exhibits_are_numbered_in_the_order_of_the_facts() -> None:
    references = [{"kind": "quote", "number": "D-12", "on": "2026-04-02"}]
    letter = write_letter("payment-order-request", _request(letter={"references": references}))
    exhibits = next(
        block for block in letter.document.blocks if isinstance(block, ItemList) and block.key == "exhibits"
    )
    assert exhibits.ordered
    assert [text_of(item).replace("\u00a0", " ") for item in exhibits.items] == [
        "Devis n° D-12 du 2 avril 2026",
        "Facture F-118 du 1er mai 2026",
        "Relance du 3 juin 2026",
        "Mise en demeure du 6 juillet 2026 et son avis de réception",
        "Décompte détaillé arrêté au 31 août 2026",
    ]


def test_the_statement_is_annexed() -> None:
    assert "01/07/2026 | 31/08/2026 | 62 | 10 000,00 | 12,40 % | 210,63" in said(
        write_letter("payment-order-request", _request())
    )


def test_a_contested_debt_is_refused_with_the_reason() -> None:
    claim = between_businesses(events=[*EVENTS, {"on": "2026-07-10", "kind": "dispute"}])
    assert "conteste" in refused("payment-order-request", claim)["letter-disputed"]


@pytest.mark.parametrize(
    "changed",
    [
        {"debtor": {"name": "Durand GmbH", "country": "DE"}},
        {"debtor": {"name": "Société Durand", "insolvency_opened_on": "2026-08-01"}},
        {"judgment": {"enforceable_on": "2026-08-01"}},
    ],
    ids=["abroad", "insolvent", "judged"],
)
def test_where_the_route_is_closed(changed: dict[str, Any]) -> None:
    assert "letter-order-closed" in refused("payment-order-request", _request(**changed))


def test_never_against_a_public_buyer() -> None:
    assert "letter-regime" in refused("payment-order-request", on_public_buyer(paid_on=None))


def test_limitation_is_said_to_run_on() -> None:
    # five years after 1 May 2026, the invoice's date, which stands in for the day of the work
    assert "1er mai 2031" in warned(write_letter("payment-order-request", _request()))["letter-request-no-interruption"]


def test_a_private_claimant_is_identified_as_a_person() -> None:
    person = {"born_on": "1970-03-02", "born_in": "Angers", "nationality": "française", "occupation": "menuisier"}
    creditor = {"name": "Luc Anselme", "address": "3 rue du Port\n44000 Nantes", "kind": "individual"}
    claim = between_businesses(creditor=creditor, letter={"creditor_identity": person})
    letter = write_letter("payment-order-request", claim)
    assert "Nom : Luc Anselme\nNaissance : le 2 mars 1970, à Angers\nNationalité : française" in body(letter)
    assert not any(each.field.startswith("creditor.siren") for each in letter.missing)


@pytest.mark.parametrize("born_on", ["1970-02-30", "02/03/1970"])
def test_a_day_of_birth_that_is_none_is_refused(born_on: str) -> None:
    with pytest.raises(ClaimRefused, match=r"letter\.creditor_identity\.born_on"):
        read_details({"creditor_identity": {"born_on": born_on}})


def clause(**more: Any) -> Any:
    return between_businesses(terms={"rate": {"basis": "fixed", "percent": "12.00"}}, **more)


def exhibits(letter: Letter) -> list[str]:
    found = [each for each in letter.document.blocks if isinstance(each, ItemList) and each.key == "exhibits"]
    return [plain(text_of(item)).replace("\u00a0", " ") for each in found for item in each.items]


def test_the_contract_that_a_rate_is_read_in_is_an_exhibit() -> None:
    terms = "Contrat ou conditions générales acceptées, où figure le taux des pénalités"
    assert exhibits(write_letter("payment-order-request", clause()))[0] == terms
    assert terms not in exhibits(write_letter("payment-order-request", between_businesses()))
    named = {"references": [{"kind": "contract", "number": "C-7", "on": "2026-01-05"}]}
    listed = exhibits(write_letter("payment-order-request", clause(letter=named)))
    assert listed[0] == "Contrat n° C-7 du 5 janvier 2026"
    assert terms not in listed


def test_each_credit_note_that_is_taken_off_is_an_exhibit() -> None:
    notes = [
        {"number": "AV26-01", "issued_on": "2026-07-20", "amount": "615.36"},
        {"issued_on": "2026-08-01", "amount": "10.00"},
        # later than the statement: it takes nothing off yet
        {"number": "AV26-03", "issued_on": "2026-10-01", "amount": "10.00"},
    ]
    claim = between_businesses(invoices=[INVOICE | {"credit_notes": notes}])
    listed = exhibits(write_letter("payment-order-request", claim))
    assert listed[1:3] == ["Avoir AV26-01 du 20 juillet 2026", "Avoir du 1er août 2026"]
    assert not any("AV26-03" in each for each in listed)


def test_a_rate_fixed_by_the_contract_is_said_once() -> None:
    text = said(write_letter("payment-order-request", clause()))
    assert "au taux de 12,00 % l'an, du 1er septembre 2026 jusqu'au paiement" in text
    assert "12,00 % l'an : le taux de 12,00 % prévu au contrat (C. com., art. L441-10, II)." in text
    assert "Contrat (C. com." not in text
    assert "Taux de chaque semestre" not in text
    assert "Taux de chaque semestre" in said(write_letter("payment-order-request", between_businesses()))
