"""Who speaks, to whom, about what: the debtor's answer, the private lender, the préfet, the company, the e-mail."""

import email
import io
from datetime import date
from email.policy import default
from typing import Any

import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from pypdf import PdfReader

from calculator.app.writing import letter_document, write
from latepay_core import Claim
from latepay_core.documents import text
from latepay_core.documents.document import Document, Table
from latepay_core.documents.pdf_text import _FILES
from latepay_core.documents.signs import DRAWN
from latepay_core.letters.catalogue import catalogue
from latepay_core.letters.writing import Letter, LetterRefused, letters_for, write_letter
from latepay_core.outputs.letter_files import letter_file
from tests.support.said import body, on_consumer

IBAN = "FR7630006000011234567890189"
INVOICE = {"number": "F-118", "issued_on": "2026-05-01", "due_on": "2026-05-31", "amount": "10000.00"}


def _claim(**more: Any) -> Claim:
    parties = {
        "creditor": {"name": "Atelier Martin", "siren": "732829320", "iban": IBAN, "email": "a@martin.example"},
        "debtor": {"name": "Société Durand", "email": "b@durand.example"},
    }
    return Claim.model_validate({"as_of": "2026-08-31", **parties, "invoices": [INVOICE], **more})


def _plain(letter: Letter) -> str:
    return text.render(letter.document).replace("\u00a0", " ").replace("\u202f", " ")


def _headers(document: Document) -> set[str]:
    return {cell for block in document.blocks if isinstance(block, Table) for cell in block.header}


# ---------------------------------------------------------------- one text, whatever the format


@pytest.mark.parametrize(
    "kind", ["claim-declaration", "public-claim", "prefect-request", "claim-reply", "formal-notice"]
)
def test_the_usual_way_of_sending_does_not_depend_on_the_format(kind: str, latepay: Any, tmp_path: Any) -> None:
    claim = _for(kind)
    file = tmp_path / "claim.json"
    file.write_text(claim.model_dump_json(exclude_unset=True), encoding="utf-8")
    said = {}
    for form in ("txt", "pdf"):
        made = tmp_path / f"letter.{form}"
        assert latepay("letter", file, "--kind", kind, "-o", made).status == 0
        content = made.read_bytes()
        plain = content.decode() if form == "txt" else "\n".join(p.extract_text() for p in PdfReader(made).pages)
        said[form] = "recommandée avec avis" in " ".join(plain.replace("\u00a0", " ").split())
    assert said == {"txt": True, "pdf": True}


def _for(kind: str) -> Claim:
    if kind == "claim-declaration":
        return _claim(debtor={"name": "Société Durand", "insolvency_opened_on": "2026-08-01"})
    if kind in {"public-claim", "prefect-request"}:
        debtor = {"kind": "public-body", "public_kind": "state-or-local", "name": "Commune d’Angers"}
        paid = {"payments": [{"paid_on": "2026-07-01", "amount": "10000.00"}]} if kind == "prefect-request" else {}
        terms = {"allocation": "principal-first"}
        return _claim(debtor=debtor, invoices=[INVOICE | paid], terms=terms)
    if kind == "claim-reply":
        return _claim(letter={"received": {"amount": "90000.00"}})
    return _claim()


# ---------------------------------------------------------------- the debtor answers


def test_the_answer_to_a_claim_is_asked_for_and_signed_by_the_debtor() -> None:
    nameless = Claim.model_validate(
        {"as_of": "2026-08-31", "invoices": [INVOICE], "letter": {"received": {"amount": "90000.00"}}}
    )
    asked = {each.field: each.label for each in write_letter("claim-reply", nameless).missing}
    assert asked["debtor.name"] == "Votre nom ou celui de votre entreprise"
    assert asked["creditor.name"] == "Celui qui vous réclame la somme"
    letter = write_letter("claim-reply", _for("claim-reply"))
    assert (letter.sender, letter.recipient) == ("b@durand.example", "a@martin.example")
    assert letter.document.author == "Société Durand"
    assert "atelier-martin" in letter.file_stem
    assert "letter-signed-by-debtor" in {each.code for each in letter.warnings}


def test_a_letter_to_someone_else_does_not_go_to_the_debtor() -> None:
    assert write_letter("prefect-request", _for("prefect-request")).recipient == ""
    handed = write_letter("hand-over", _claim(letter={"helper": {"email": "etude@huissier.example"}}))
    assert handed.recipient == "etude@huissier.example"


# ---------------------------------------------------------------- a loan between private persons

LOAN: dict[str, Any] = {
    "as_of": "2026-03-16",
    "creditor": {"kind": "individual", "name": "Paul Petit"},
    "debtor": {"kind": "consumer", "name": "Mme Claire Durand"},
    "letter": {"instalments": {"count": 3, "first_on": "2026-04-15"}},
}


@pytest.mark.parametrize(
    "more",
    [
        {"invoices": [{"due_on": "2026-01-01", "amount": "5000"}]},
        {"invoices": [{"due_on": "2026-01-01", "amount": "5000"}], "notice_received_on": "2026-01-20"},
        {"invoices": [{"due_on": "2026-01-01", "amount": "5000"}], "events": [{"on": "2026-02-01", "kind": "dispute"}]},
        {"invoices": [{"due_on": "2026-04-01", "amount": "5000"}]},
        {"invoices": [{"due_on": f"2026-0{month}-01", "amount": "700"} for month in (1, 2)]},
    ],
)
def test_a_loan_is_no_invoice(more: dict[str, Any]) -> None:
    claim = Claim.model_validate({**LOAN, **more})
    written = 0
    for entry in catalogue():
        try:
            letter = write_letter(entry.kind, claim)
        except LetterRefused:
            continue
        written += 1
        said = _plain(letter)
        assert "acture" not in said, entry.kind
        assert "TTC" not in said, entry.kind
        if entry.kind == "formal-notice-consumer":
            assert "Madame Durand," in said
            assert "Madame, Monsieur" not in said
    assert written >= 2


def test_a_private_lender_is_asked_for_a_debtor_and_no_customer() -> None:
    claim = Claim.model_validate(
        {
            "as_of": "2026-03-16",
            "creditor": {"kind": "individual"},
            "debtor": {"kind": "consumer"},
            "invoices": [{"due_on": "2026-01-01", "amount": "5000"}],
        }
    )
    labels = [each.label for each in write_letter("formal-notice-consumer", claim).missing]
    assert "Le nom de celui qui vous doit la somme" in labels
    assert not [each for each in labels if "client" in each and "facture" not in each]


# ---------------------------------------------------------------- préfet, public buyer


def test_the_prefet_is_asked_for_no_payment() -> None:
    claim = _for("prefect-request").model_copy(
        update={"letter": {"transfer_code": True, "payment_link": "https://x.example"}}
    )
    said = _plain(write_letter("prefect-request", claim))
    for word in ("IBAN", "virement", "scanner", "x.example"):
        assert word not in said
    assert "Relevé d’identité bancaire" in said


def test_a_public_buyer_gets_the_account_and_no_code() -> None:
    claim = _for("public-claim").model_copy(update={"letter": {"transfer_code": True}})
    letter = write_letter("public-claim", claim)
    assert "IBAN" in _plain(letter)
    assert "scanner" not in _plain(letter)


def test_what_keeps_a_letter_from_being_written_is_asked_there() -> None:
    fields = {"invoices-0-amount": "10000", "invoices-0-due_on": "31/05/2026", "as_of": "31/08/2026"}
    html = write({"fields": fields, "chosen": "claim-declaration"})["html"]["writing"]
    assert "ne peut pas être écrite" in html
    assert 'data-question="debtor.insolvency_opened_on"' in html


# ---------------------------------------------------------------- a company's letters, the court's request


def test_a_company_gives_its_form_its_capital_and_its_register() -> None:
    identity = {"legal_form": "SARL", "share_capital": "10000.00", "registry": "RCS Nantes"}
    said = _plain(write_letter("formal-notice", _claim(letter={"creditor_identity": identity})))
    assert "SARL au capital de 10 000 €" in said
    assert "RCS Nantes 732 829 320" in said
    # the town alone, or the whole number, come to the same
    for typed in ("Nantes", "732 829 320 R.C.S. Nantes"):
        said = _plain(
            write_letter("formal-notice", _claim(letter={"creditor_identity": identity | {"registry": typed}}))
        )
        assert "RCS Nantes 732 829 320" in said


def test_the_attention_line_stands_above_the_street() -> None:
    debtor = {"name": "Société Durand", "address": "1 quai Sud\n69002 Lyon"}
    said = _plain(write_letter("formal-notice", _claim(debtor=debtor, letter={"attention": "Mme Martin"})))
    lines = [line.strip() for line in said.splitlines()]
    at = lines.index("À l’attention de Mme Martin")
    assert lines[at - 1 : at + 3] == ["Société Durand", "À l’attention de Mme Martin", "1 quai Sud", "69002 LYON"]


def test_the_request_has_its_rate_every_invoice_the_notice_and_room_to_sign() -> None:
    ten = [INVOICE | {"number": f"F-{number}"} for number in range(1, 11)]
    letter = {
        "court": {"referral": "le tribunal de commerce de Nantes"},
        "references": [{"kind": "delivery", "number": "12"}],
    }
    claim = _claim(
        invoices=ten, notice_received_on="2026-08-10", letter=letter, terms={"capitalise_from": "2026-06-15"}
    )
    said = _plain(write_letter("payment-order-request", claim)).replace("\n   ", " ")
    # 2,40 % + 10 points in the second half of 2026
    assert "soit 12,40 % l’an au 2e semestre 2026, taux revu chaque semestre" in said
    for number in range(1, 11):
        assert f"Facture F-{number} du 1er mai 2026" in said
    assert "Bon de livraison n° 12" in said
    assert "Mise en demeure reçue le 10 août 2026 et son avis de réception" in said
    assert "la capitalisation des intérêts dus pour une année entière au moins, demandée depuis le 15 juin 2026" in said
    assert "renvoyée devant le tribunal de commerce de Nantes (article 1408)" in said
    assert "________" in said
    notice = _plain(write_letter("formal-notice", claim))
    assert "dues pour une année entière produisent elles-mêmes intérêt (Code civil, article 1343-2)" in notice


# ---------------------------------------------------------------- by e-mail


def _message(letter: Letter) -> tuple[str, list[str]]:
    found = email.message_from_bytes(letter_file(letter, "eml"), policy=default)
    body = found.get_body(("plain",))
    assert body is not None
    names = [str(part.get_filename()) for part in found.iter_attachments()]
    return str(body.get_content()).replace("\u00a0", " ").replace("\u202f", " "), names


def test_the_e_mail_that_brings_a_letter_is_short() -> None:
    body, names = _message(write_letter("formal-notice", _claim()))
    assert body.startswith("Madame, Monsieur,")
    assert "une copie de notre lettre recommandée avec avis de réception : Mise en demeure de payer" in body
    assert len(body) < 500
    assert "                    " not in body
    assert names == ["mise-en-demeure-entre-professionnels-societe-durand-F-118.pdf"]


def test_an_e_mail_says_that_papers_are_there_only_where_they_are() -> None:
    body, names = _message(write_letter("first-reminder", _claim()))
    assert names == []
    assert "pièce" not in body.lower().replace("pièces jointes", "pièce")
    assert "elle vous sera renvoyée aussitôt" in body
    attached, _ = _message(write_letter("first-reminder", _claim(letter={"attached": True})))
    assert "Vous trouverez la facture en pièce jointe" in attached
    assert "- Facture F-118 du 1er mai 2026" in attached
    for offer in letters_for(_claim()):
        if offer.available and offer.channels[0] == "email":
            letter = write_letter(offer.kind, _claim())
            listed = _plain(letter).partition("À votre disposition")[0].partition("jointe")[2]
            assert ("Facture F-118 du" in listed.partition("Décompte arrêté")[0]) is False


# ---------------------------------------------------------------- what the PDF can write, and what is left to fill in


def test_signs_that_the_pdf_cannot_write_are_said() -> None:
    claim = _claim(debtor={"name": "北京 Εταιρεία"})
    told = {each.code: each.message for each in write_letter("formal-notice", claim).warnings}
    assert "北京" in told["letter-not-in-the-pdf"]
    assert "Word" in told["letter-not-in-the-pdf"]
    assert "letter-not-in-the-pdf" not in {each.code for each in write_letter("formal-notice", _claim()).warnings}
    for name in ("Zażółć gęślą Łódź", "Ελληνική Εταιρεία", "ООО Жук", "Nguyễn Văn Đức"):
        drawn = _claim(debtor={"name": name, "address": "1 œuvre d’Ÿ\n75001 Paris"})
        assert "letter-not-in-the-pdf" not in {each.code for each in write_letter("formal-notice", drawn).warnings}


@pytest.mark.parametrize("style", sorted(_FILES))
def test_the_signs_are_those_of_the_fonts(style: str) -> None:
    from importlib.resources import files

    with (files("latepay_core.documents") / "fonts" / _FILES[style]).open("rb") as font:
        drawn = set(TTFont(io.BytesIO(font.read())).getBestCmap())
    assert drawn == DRAWN


def test_a_download_says_how_many_lines_are_left_to_fill_in() -> None:
    fields = {
        "invoices-0-number": "F-118",
        "invoices-0-amount": "10000",
        "invoices-0-due_on": "31/05/2026",
        "as_of": "31/08/2026",
        "creditor-name": "Atelier",
        "debtor-name": "Durand",
    }
    answer = letter_document({"fields": fields, "chosen": "second-reminder", "format": "txt"})
    # its IBAN alone
    assert answer["gaps"] == 1
    assert "Il reste un passage en pointillés" in answer["note"]
    full = letter_document({"fields": fields | {"creditor-iban": IBAN}, "chosen": "second-reminder", "format": "txt"})
    assert (full["gaps"], full["note"]) == (0, "")
    assert letter_document({"fields": fields, "format": "csv"})["name"] == "decompte-durand-2026-08-31.csv"


def test_a_claim_is_certified_sincere_with_what_was_still_to_come() -> None:
    """Opened on 1 July 2026: the second invoice fell due later."""
    two = [INVOICE, {"number": "F-119", "due_on": "2026-07-15", "amount": "500.00"}]
    claim = _claim(invoices=two, debtor={"name": "Durand", "insolvency_opened_on": "2026-07-01"})
    said = _plain(write_letter("claim-declaration", claim))
    assert "L622-25" in said
    assert "sincère" in said
    assert "étaient encore à échoir : 500,00 € le 15 juillet 2026." in said
    assert claim.as_of == date(2026, 8, 31)


def _lent(kind: str, number: str = "", supply: str = "") -> Claim:
    """5 000 EUR that Paul Petit lent; to a company, or to a private person."""
    debtor = {"name": "Irène Aubert", "kind": "consumer" if kind == "formal-notice-consumer" else "business"}
    invoice = {"due_on": "2026-05-31", "amount": "5000.00"} | ({"number": number} if number else {})
    return Claim.model_validate(
        {
            "as_of": "2026-08-31",
            "creditor": {"name": "Paul Petit", "kind": "individual"},
            "debtor": debtor,
            "invoices": [invoice],
            "letter": {"supply": supply},
        }
    )


@pytest.mark.parametrize("kind", ["formal-notice-civil", "formal-notice-consumer"])
def test_a_private_lender_s_notice_says_what_the_debt_is(kind: str) -> None:
    told = write_letter(kind, _lent(kind, supply="prêt remis le 3 mars 2025, reconnaissance de dette signée ce jour"))
    text = body(told)
    assert (
        "Cette somme vient de ce qui suit : prêt remis le 3 mars 2025, reconnaissance de dette signée ce jour." in text
    )
    assert "Copie de la reconnaissance de dette" in text
    assert "facture" not in text
    untold = write_letter(kind, _lent(kind))
    asked = {each.field: each.label for each in untold.missing}
    assert asked["letter.supply"] == "D’où vient cette somme"
    assert not {"invoices.number", "invoices.issued_on"} & set(asked)
    assert "Cette somme vient de ce qui suit : ………" in body(untold)


@pytest.mark.parametrize("kind", ["formal-notice-civil", "formal-notice-consumer"])
def test_words_typed_as_a_number_say_what_the_debt_is(kind: str) -> None:
    text = body(write_letter(kind, _lent(kind, number="reconnaissance de dette")))
    assert "facture" not in text
    assert "Cette somme vient de ce qui suit : reconnaissance de dette." in text
    assert "somme de 5 000,00 €, à payer au plus tard le 31 mai 2026, reste impayée" in text.replace(
        "La somme", "somme"
    )


def test_an_invoice_of_a_private_creditor_stays_one() -> None:
    for number in ("F-118", "2026-12", "Facture 12"):
        letter = write_letter("formal-notice-civil", _lent("formal-notice-civil", number=number))
        assert "letter.supply" not in {each.field for each in letter.missing}
        assert f"facture {number}" in body(letter)


def test_a_business_is_not_asked_where_the_sum_comes_from() -> None:
    assert "letter.supply" not in {each.field for each in write_letter("formal-notice-consumer", on_consumer()).missing}


@pytest.mark.parametrize(("kind", "said"), [("formal-notice-civil", "une copie de ma lettre recommandée")])
def test_the_e_mail_that_brings_a_letter_speaks_as_the_letter_does(kind: str, said: str) -> None:
    letter = write_letter(kind, _lent(kind))
    brought, _ = _message(letter)
    assert said in brought
    assert "notre" not in brought


def test_the_prefet_is_asked_for_the_interest_and_the_compensation() -> None:
    """CGCT, art. L1612-18: 40 EUR for the one payment request paid late, besides the interest."""
    text = body(write_letter("prefect-request", _for("prefect-request")))
    assert "Objet : Demande de mandatement d'office d'intérêts moratoires et de l'indemnité forfaitaire" in text
    assert (
        "les intérêts moratoires et l'indemnité forfaitaire pour frais de recouvrement (40,00 €) que nous doit" in text
    )
    assert "une mise en demeure de mandater ces sommes ;" in text


def test_each_payment_request_is_an_exhibit_of_a_letter_to_a_public_buyer() -> None:
    claim = _for("public-claim")
    invoices = [
        claim.invoices[0].model_copy(update={"number": f"DP-{at}", "payments": (), "credit_notes": ()})
        for at in range(1, 9)
    ]
    text = body(write_letter("public-claim", claim.model_copy(update={"invoices": tuple(invoices), "payments": ()})))
    listed = text.split("Pièces jointes")[1]
    assert [at for at in range(1, 9) if f"Facture DP-{at}" in listed] == list(range(1, 9))


@pytest.mark.parametrize(
    ("name", "signatory", "for_another"),
    [
        ("Camille Ortega EI", "Camille Ortega", False),
        ("Entrepreneur individuel Camille ORTEGA", "Camille Ortega", False),
        ("Camille Ortega, graphiste", "Camille Ortega", False),
        ("Camille Ortega (EI)", "Camille Ortega EI", False),
        ("Atelier Ortega", "Camille Ortega", True),
        ("Camille Ortega EURL", "Camille Ortega", True),
    ],
)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_sole_trader_signs_in_her_own_name(name: str, signatory: str, for_another: bool, language: Any) -> None:
    claim = _claim(creditor={"name": name, "iban": IBAN}, letter={"signatory_name": signatory})
    said_for = "Pour " if language == "fr" else "For "
    signed = [
        each for each in body(write_letter("formal-notice", claim, None, language)).split("\n") if signatory in each
    ]
    assert (f"{said_for}{name}" in body(write_letter("formal-notice", claim, None, language))) is for_another
    assert signed


def test_the_debtors_answer_has_his_own_letterhead_and_foot() -> None:
    """A company that answers says what the law wants on its letters, as one that claims does."""
    identity = {"legal_form": "SAS", "share_capital": "50000", "registry": "Nantes"}
    letter = {"received": {"amount": "20000.00", "dated": "2026-08-20"}, "debtor_identity": identity}
    claim = _claim(debtor={"name": "Société Durand", "siren": "552100554"}, letter=letter)
    document = write_letter("claim-reply", claim).document
    foot = document.legal.replace("\u00a0", " ").replace("\u202f", " ")
    assert foot == "Société Durand · SAS au capital de 50 000 € · RCS Nantes 552 100 554"
    assert "SAS au capital de 50 000 €\nRCS Nantes 552 100 554" in body(write_letter("claim-reply", claim))
