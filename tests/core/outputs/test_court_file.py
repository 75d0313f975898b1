"""The file for the court: what is in it, that its papers agree, that nothing typed can leave its place."""

import json
import re
import zipfile
from io import BytesIO
from typing import Any, cast

import pytest
from docx import Document as Word
from icalendar import Calendar
from openpyxl import load_workbook
from pypdf import PdfReader

from latepay_core import Claim, draw_up, read_claim
from latepay_core.documents.typography import without_raised_signs
from latepay_core.letters.writing import LetterRefused, write_letter
from latepay_core.outputs.court_file import court_file, exhibits_of
from latepay_core.outputs.letter_files import logo_of
from latepay_core.outputs.words import say as exchange_say
from latepay_core.wording.french import plain

CLAIM: dict[str, Any] = {
    "as_of": "2026-11-22",
    "creditor": {"name": "Atelier Martin", "address": "3 rue du Port\n44000 Nantes", "siren": "732829320"},
    "debtor": {"name": "Société Durand", "address": "12 rue de la Paix\n69002 Lyon", "siren": "443061841"},
    "situation": {"both_traders": True},
    "invoices": [
        {
            "number": "F-118",
            "issued_on": "2026-04-30",
            "due_on": "2026-05-31",
            "amount": "10000.00",
            "payments": [{"paid_on": "2026-08-03", "amount": "1500.00"}],
        },
        {"number": "F-119", "issued_on": "2026-05-15", "due_on": "2026-06-30", "amount": "2400.00"},
    ],
    "events": [
        {"on": "2026-06-03", "kind": "reminder"},
        {"on": "2026-07-15", "kind": "reminder"},
        {"on": "2026-10-01", "kind": "formal-notice"},
    ],
    "letter": {"place": "Nantes", "references": [{"kind": "quote", "number": "D-77", "on": "2026-03-10"}]},
}


def opened(claim: dict[str, Any]) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(court_file(Claim.model_validate(claim)))) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return opened(CLAIM)


def test_what_is_printed_has_the_letterhead_and_the_logo() -> None:
    """The same head as the creditor's letters, on the statement, the list of exhibits, the request and the letters."""
    picture = bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
        "0000000a49444154789c636800000082008177cd72b60000000049454e44ae426082"
    )
    made = court_file(Claim.model_validate(CLAIM), logo=logo_of(picture))
    with zipfile.ZipFile(BytesIO(made)) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    headed = {name for name, content in found.items() if name.endswith(".pdf") and _pictures(content)}
    assert headed == {
        "a-deposer/1-requete-en-injonction-de-payer.pdf",
        "a-deposer/2-decompte.pdf",
        "a-deposer/3-liste-des-pieces.pdf",
        "a-comparer/piece-06-mise-en-demeure-du-1er-octobre-2026.pdf",
    }
    plain = opened(CLAIM)
    for name in ("a-deposer/2-decompte.pdf", "a-deposer/3-liste-des-pieces.pdf"):
        assert text_of(plain[name]).startswith("Atelier Martin SIREN 732 829 320 3 rue du Port, 44000 Nantes")


def _pictures(content: bytes) -> bool:
    return any("/XObject" in cast("dict[str, Any]", page["/Resources"]) for page in PdfReader(BytesIO(content)).pages)


def text_of(content: bytes) -> str:
    pages = PdfReader(BytesIO(content)).pages
    return re.sub(r"\s+", " ", plain(" ".join(without_raised_signs(page.extract_text()) for page in pages)))


def test_what_goes_to_the_court_stands_apart(files: dict[str, bytes]) -> None:
    assert sorted(files) == [
        "a-comparer/piece-04-relance-du-3-juin-2026.pdf",
        "a-comparer/piece-05-relance-du-15-juillet-2026.pdf",
        "a-comparer/piece-06-mise-en-demeure-du-1er-octobre-2026.pdf",
        "a-deposer/1-requete-en-injonction-de-payer.docx",
        "a-deposer/1-requete-en-injonction-de-payer.pdf",
        "a-deposer/2-decompte.pdf",
        "a-deposer/3-liste-des-pieces.docx",
        "a-deposer/3-liste-des-pieces.pdf",
        "pour-vous/avant-de-deposer.pdf",
        "pour-vous/creance.json",
        "pour-vous/decompte.json",
        "pour-vous/decompte.xlsx",
        "pour-vous/suivi.ics",
    ]


def test_every_paper_carries_the_same_cents(files: dict[str, bytes]) -> None:
    # F-118: 30 days at 12,15 % then 34 at 12,40 %, 99,86 + 115,51 = 215,37; 1 500 paid, 215,37 of interest first:
    # 8 715,37 left; 111 days at 12,40 %: 328,65. F-119: 145 days at 12,40 %: 118,22. 40 € each.
    total = "11 642,24"
    assert 871537 + 32865 + 240000 + 11822 + 8000 == 1164224
    for name in ("a-deposer/1-requete-en-injonction-de-payer.pdf", "a-deposer/2-decompte.pdf"):
        assert total in text_of(files[name]), name
    word = Word(BytesIO(files["a-deposer/1-requete-en-injonction-de-payer.docx"]))
    cells = [plain(cell.text) for table in word.tables for row in table.rows for cell in row.cells]
    assert any(total in cell for cell in cells)
    sheet = load_workbook(BytesIO(files["pour-vous/decompte.xlsx"]), data_only=True)[exchange_say("sheet.invoices")]
    assert sheet.cell(sheet.max_row, 14).value == 11642.24
    assert json.loads(files["pour-vous/decompte.json"])["totals"]["total_due"] == "11642.24"


def test_the_claim_reopens_and_gives_the_same_statement(files: dict[str, bytes]) -> None:
    again = draw_up(read_claim(files["pour-vous/creance.json"]))
    assert again == draw_up(Claim.model_validate(CLAIM))


def test_the_request_carries_its_claim_without_the_users_own_notes(files: dict[str, bytes]) -> None:
    attached = PdfReader(BytesIO(files["a-deposer/1-requete-en-injonction-de-payer.pdf"])).attachments
    assert sorted(attached) == ["creance.json", "decompte.json"]
    assert "letter" not in json.loads(attached["creance.json"][0])


def test_exhibits_have_the_numbers_of_the_request(files: dict[str, bytes]) -> None:
    request = write_letter("payment-order-request", Claim.model_validate(CLAIM))
    titles = [each.title for each in exhibits_of(request, {})]
    assert [plain(each) for each in titles] == [
        "Devis n° D-77 du 10 mars 2026",
        "Facture F-118 du 30 avril 2026",
        "Facture F-119 du 15 mai 2026",
        "Relance du 3 juin 2026",
        "Relance du 15 juillet 2026",
        "Mise en demeure du 1er octobre 2026 et son avis de réception",
        "Décompte détaillé arrêté au 22 novembre 2026",
    ]
    word = Word(BytesIO(files["a-deposer/3-liste-des-pieces.docx"]))
    rows = [[cell.text for cell in row.cells] for row in word.tables[0].rows]
    assert rows[1:] == [[str(number), title] for number, title in enumerate(titles, start=1)]
    listed = text_of(files["a-deposer/1-requete-en-injonction-de-payer.pdf"])
    for title in titles:
        assert plain(title) in listed


def test_the_list_for_the_court_says_nothing_of_what_is_left_to_do(files: dict[str, bytes]) -> None:
    listed = text_of(files["a-deposer/3-liste-des-pieces.pdf"])
    assert "joindre" not in listed.replace("jointes", "")
    assert "a-comparer" not in listed


def test_the_check_list_says_what_this_file_lacks(files: dict[str, bytes]) -> None:
    said = text_of(files["pour-vous/avant-de-deposer.pdf"])
    for wanted in (
        "Votre forme juridique (par exemple « SARL » ou « entrepreneur individuel »)",
        "Tribunal des activités économiques de Lyon",
        "12946*02",
        "vérifiez le numéro en vigueur au greffe",
        # the work is not dated: five years from the invoice's own date; the payment of 3 August acknowledges the debt
        # (C. civ., art. 2240) if it is unequivocal, and its five years are the other reading
        "Facture F-118 : dernier jour pour agir le 30 avril 2031.",
        "Ce jour ne compte pas le paiement partiel du 3 août 2026",
        "le délai va jusqu'au 3 août 2031.",
        # the work is not dated: five years from the invoice's own date (Cass. com., 26 February 2020, n° 18-25.036)
        "Facture F-119 : dernier jour pour agir le 15 mai 2031.",
        "dans les trois mois de sa date",
        "1. Devis n° D-77 du 10 mars 2026",
        "À joindre par vous, avec son numéro",
        "J'ai vérifié au Bodacc qu'aucune procédure collective n'est ouverte.",
        "30,23 € à 33,47 €",
    ):
        assert wanted in said, wanted


def test_every_file_named_in_the_check_list_is_there(files: dict[str, bytes]) -> None:
    said = text_of(files["pour-vous/avant-de-deposer.pdf"]).replace(" ", "")
    for name in files:
        if not name.endswith("3-liste-des-pieces.pdf"):
            assert name in said, name


def test_letters_are_drawn_again_as_of_their_own_day(files: dict[str, bytes]) -> None:
    notice = text_of(files["a-comparer/piece-06-mise-en-demeure-du-1er-octobre-2026.pdf"])
    assert "1er octobre 2026" in notice
    assert "22 novembre 2026" not in notice
    # on 1 October: 8 715,37 × 12,40 % × 59 / 365 = 174,69
    assert "174,69" in notice


def test_a_letter_drawn_again_does_not_name_itself(files: dict[str, bytes]) -> None:
    """« Malgré notre mise en demeure du 1er octobre » in the notice of 1 October, and among its own enclosures."""
    notice = text_of(files["a-comparer/piece-06-mise-en-demeure-du-1er-octobre-2026.pdf"])
    assert "Le 3 juin 2026 et le 15 juillet 2026, nous vous avons adressé une relance." in notice
    assert "mise en demeure du 1er octobre" not in notice


def test_the_calendar_is_the_claims_own(files: dict[str, bytes]) -> None:
    titles = [plain(str(event["summary"])) for event in Calendar.from_ical(files["pour-vous/suivi.ics"]).walk("VEVENT")]
    assert "Dernier jour pour agir : facture F-119 · Société Durand" in titles


def test_the_same_claim_gives_the_same_bytes() -> None:
    claim = Claim.model_validate(CLAIM)
    assert court_file(claim) == court_file(claim)


@pytest.mark.parametrize(
    "more",
    [
        {"events": [{"on": "2026-10-10", "kind": "dispute"}]},
        {"debtor": {"name": "Commune", "kind": "public-body"}},
        {"debtor": {"name": "Durand", "insolvency_opened_on": "2026-10-01"}},
        {"debtor": {"name": "Durand GmbH", "country": "DE"}},
        {"as_of": "2026-05-20"},
    ],
)
def test_no_file_is_made_where_no_order_can_be_asked_for(more: dict[str, Any]) -> None:
    with pytest.raises(LetterRefused):
        court_file(Claim.model_validate({**CLAIM, **more}))


def test_hostile_names_stay_in_their_place() -> None:
    name = '../../etc/passwd =HYPERLINK("x") <script>alert(1)</script> {{ 7*7 }} \u202e🧾' + "x" * 500
    claim = {
        **CLAIM,
        "creditor": {"name": name},
        "debtor": {"name": name, "address": CLAIM["debtor"]["address"]},
        "letter": {"references": [{"kind": "other", "title": name}], "enclosures": [name, "../x", "C:\\x"]},
    }
    for path in opened(claim):
        assert re.fullmatch(r"(a-deposer|a-comparer|pour-vous)/[a-z0-9.-]+", path)
        assert ".." not in path


def test_forty_invoices_are_counted_and_not_listed_one_by_one() -> None:
    invoices = [
        {
            "number": f"F-{rank:03}",
            "issued_on": "2026-03-01",
            "performed_on": f"2026-02-{1 + rank % 28:02}",
            "due_on": f"2026-04-{1 + rank % 28:02}",
            "amount": "100.00",
        }
        for rank in range(40)
    ]
    said = text_of(opened({**CLAIM, "invoices": invoices})["pour-vous/avant-de-deposer.pdf"])
    # 28 days of work in February 2026: two invoices on each of the first twelve
    assert "Factures F-000, F-028 : dernier jour pour agir le 1er février 2031." in said
    assert said.count("dernier jour pour agir le") == 3
    assert "Les autres factures : dans pour-vous/suivi.ics." in said
    same = [{**each, "performed_on": "2026-04-30", "due_on": "2026-04-30"} for each in invoices]
    said = text_of(opened({**CLAIM, "invoices": same})["pour-vous/avant-de-deposer.pdf"])
    assert "40 factures : dernier jour pour agir le 30 avril 2031." in said
