"""What the forms Cerfa 12946 (commercial court) and 12948 (judicial court) ask for, item by item, and where the file
holds it: the request first, then its papers (CPC, art. 57, 1407 and 1408)."""

import re
import zipfile
from functools import cache
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from latepay_core import Claim
from latepay_core.documents.typography import without_raised_signs
from latepay_core.outputs.court_file import court_file
from latepay_core.wording.french import plain

REQUEST, STATEMENT, EXHIBITS, CHECK = (
    "a-deposer/1-requete-en-injonction-de-payer.pdf",
    "a-deposer/2-decompte.pdf",
    "a-deposer/3-liste-des-pieces.pdf",
    "pour-vous/avant-de-deposer.pdf",
)
COMPANY: dict[str, Any] = {
    "as_of": "2026-08-31",
    "creditor": {
        "name": "Atelier Martin",
        "address": "3 rue du Port\n44000 Nantes",
        "siren": "732829320",
        "phone": "02 40 00 00 00",
        "email": "compta@martin.example",
    },
    "debtor": {"name": "Société Durand", "address": "12 rue de la Paix\n69002 Lyon", "siren": "443061841"},
    "situation": {"both_traders": True, "court_town": "Lyon"},
    "invoices": [{"number": "F-118", "issued_on": "2026-05-01", "due_on": "2026-05-31", "amount": "10000.00"}],
    "events": [{"on": "2026-06-03", "kind": "reminder"}, {"on": "2026-07-06", "kind": "formal-notice"}],
    "letter": {
        "place": "Nantes",
        "supply": "Un four professionnel, livré le 28 avril 2026",
        "signatory_name": "Camille Martin",
        "signatory_title": "gérante",
        "creditor_identity": {"legal_form": "SARL", "share_capital": "8000", "registry": "Nantes",
                              "represented_by": "Camille Martin, gérante"},
        "debtor_identity": {"legal_form": "SAS", "registry": "Lyon", "represented_by": "Paul Durand, président"},
        "references": [{"kind": "order", "number": "C-77", "on": "2026-03-10"},
                       {"kind": "delivery", "number": "BL-12", "on": "2026-04-28"}],
        "court": {"referral": "le tribunal de commerce de Lyon"},
    },
}  # fmt: skip
PERSON: dict[str, Any] = {
    "as_of": "2026-09-30",
    "creditor": {"kind": "individual", "name": "Claire Morel", "address": "7 rue Pasteur\n69003 Lyon"},
    "debtor": {"kind": "consumer", "name": "Paul Girard", "address": "2 place du Marché\n71000 Mâcon"},
    "notice_received_on": "2026-05-11",
    "situation": {"court_town": "Mâcon"},
    "invoices": [{"number": "P-1", "issued_on": "2025-03-03", "due_on": "2026-03-31", "amount": "5000.00"}],
    "events": [{"on": "2026-05-09", "kind": "formal-notice"}],
    "letter": {
        "place": "Lyon",
        "supply": "Prêt remis le 3 mars 2025",
        "signatory_name": "Claire Morel",
        "creditor_identity": {"born_on": "1971-04-02", "born_in": "Lyon", "nationality": "française",
                              "occupation": "enseignante"},
    },
}  # fmt: skip

#: 10 000 EUR from 1 June: 30 days at 12,15 % are 99,86; 62 days from 1 July at 12,40 % are 210,63; 310,49 in all.
COMPANY_ITEMS: tuple[tuple[str, str, str], ...] = (
    ("the form it goes with", REQUEST, "formulaire Cerfa n° 12946*02"),
    ("the judge and the court", REQUEST, "Madame ou Monsieur le président Tribunal des activités économiques de Lyon"),
    ("the claimant's name", REQUEST, "Nom ou dénomination : Atelier Martin"),
    ("its legal form and capital", REQUEST, "Forme juridique : SARL, au capital de 8 000 €"),
    ("its seat", REQUEST, "Adresse : 3 rue du Port, 44000 Nantes"),
    ("its registration", REQUEST, "Immatriculation : 732 829 320 RCS Nantes"),
    ("who represents it", REQUEST, "Représentant : Camille Martin, gérante"),
    ("how to reach it", REQUEST, "Téléphone : 02 40 00 00 00 ; courriel : compta@martin.example"),
    ("the debtor's name", REQUEST, "Nom ou dénomination : Société Durand"),
    ("its legal form", REQUEST, "Forme juridique : SAS"),
    ("its seat, which gives the court", REQUEST, "Adresse : 12 rue de la Paix, 69002 Lyon"),
    ("its registration", REQUEST, "Immatriculation : 443 061 841 RCS Lyon"),
    ("who represents it", REQUEST, "Représentant : Paul Durand, président"),
    ("why that court", REQUEST, "Le débiteur demeure ou a son siège dans le ressort de ce tribunal, seul compétent"),
    ("both are traders", REQUEST, "Les deux parties sont des commerçants, des artisans ou des sociétés commerciales"),
    ("where the claim comes from", REQUEST, "Un four professionnel, livré le 28 avril 2026"),
    (
        "the invoice and its dates",
        REQUEST,
        "la facture F-118 du 1er mai 2026, d'un montant de 10 000,00 € TTC, à payer",
    ),
    ("what was paid", REQUEST, "Aucun paiement n'a été reçu"),
    ("what was tried", REQUEST, "relance du 3 juin 2026 ; mise en demeure du 6 juillet 2026"),
    ("no dispute is known", REQUEST, "le demandeur n'a connaissance d'aucune contestation"),
    ("the principal", REQUEST, "10 000,00 € en principal"),
    ("interest up to the day", REQUEST, "310,49 € de pénalités de retard arrêtées au 31 août 2026"),
    ("the rate of what accrues, and its start", REQUEST, "soit 12,40 % l'an au 2e semestre 2026, taux revu chaque"),
    ("until when", REQUEST, "du 1er septembre 2026 jusqu'au paiement"),
    ("the fixed compensation", REQUEST, "40,00 € d'indemnité forfaitaire pour frais de recouvrement"),
    ("the costs", REQUEST, "les dépens"),
    (
        "the option of art. 1408",
        REQUEST,
        "immédiatement renvoyée devant le tribunal de commerce de Lyon (article 1408)",
    ),
    ("place and day", REQUEST, "Fait à Nantes, le 31 août 2026"),
    ("who signs", REQUEST, "Camille Martin, gérante"),
    ("the detailed account", STATEMENT, "Pénalités, période par période"),
    ("its parts, at each rate", STATEMENT, "12,15 % 99,86"),
    ("its total", STATEMENT, "10 350,49"),
    ("the exhibits: the order", EXHIBITS, "Bon de commande n° C-77 du 10 mars 2026"),
    ("the delivery", EXHIBITS, "Bon de livraison n° BL-12 du 28 avril 2026"),
    ("the invoice", EXHIBITS, "Facture F-118 du 1er mai 2026"),
    ("the formal notice", EXHIBITS, "Mise en demeure du 6 juillet 2026"),
    ("the account", EXHIBITS, "Décompte détaillé arrêté au 31 août 2026"),
    ("what the filing costs, for the user", CHECK, "Greffe du tribunal de commerce, injonction de payer"),
)
PERSON_ITEMS: tuple[tuple[str, str, str], ...] = (
    ("the form it goes with", REQUEST, "formulaire Cerfa n° 12948*06"),
    ("the court", REQUEST, "Tribunal judiciaire de Mâcon"),
    ("the claimant's name", REQUEST, "Nom : Claire Morel"),
    ("birth", REQUEST, "Naissance : le 2 avril 1971, à Lyon"),
    ("nationality", REQUEST, "Nationalité : française"),
    ("occupation", REQUEST, "Profession : enseignante"),
    ("home", REQUEST, "Adresse : 7 rue Pasteur, 69003 Lyon"),
    ("the debtor", REQUEST, "Nom : Paul Girard"),
    ("the debtor's home", REQUEST, "Adresse : 2 place du Marché, 71000 Mâcon"),
    ("where the claim comes from", REQUEST, "Prêt remis le 3 mars 2025"),
    ("the principal", REQUEST, "5 000,00 € en principal"),
    ("legal interest and its start", REQUEST, "intérêt au taux légal depuis la mise en demeure reçue le 11 mai 2026"),
    ("the costs", REQUEST, "les dépens"),
    ("place and day", REQUEST, "Fait à Lyon, le 30 septembre 2026"),
    ("who signs", REQUEST, "Claire Morel"),
    ("the detailed account", STATEMENT, "Décompte arrêté au 30 septembre 2026"),
    ("the formal notice", EXHIBITS, "Mise en demeure du 9 mai 2026"),
)


@cache
def _papers(person: bool) -> dict[str, str]:
    claim = Claim.model_validate(PERSON if person else COMPANY)
    with zipfile.ZipFile(BytesIO(court_file(claim))) as archive:
        read = (REQUEST, STATEMENT, EXHIBITS, CHECK)
        return {name: _text(archive.read(name)) for name in read}


def _text(content: bytes) -> str:
    pages = PdfReader(BytesIO(content)).pages
    return re.sub(r"\s+", " ", plain(" ".join(without_raised_signs(page.extract_text()) for page in pages)))


@pytest.mark.parametrize(("item", "paper", "said"), COMPANY_ITEMS)
def test_the_file_holds_what_the_form_of_the_commercial_court_asks(item: str, paper: str, said: str) -> None:
    assert said in _papers(False)[paper], item


@pytest.mark.parametrize(("item", "paper", "said"), PERSON_ITEMS)
def test_the_file_holds_what_the_form_of_the_judicial_court_asks(item: str, paper: str, said: str) -> None:
    assert said in _papers(True)[paper], item
