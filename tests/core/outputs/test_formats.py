"""Every letter of the catalogue in Word and in PDF: the same words as in plain text, and figures that can be redone."""

import io
import re
import zipfile
from collections import Counter
from dataclasses import replace
from functools import cache
from xml.etree import ElementTree

import pypdf
import pytest
from docx.oxml.ns import qn

from latepay_core.claim import ClaimRefused
from latepay_core.documents import docx, eml, pdf, text
from latepay_core.documents.document import (
    Document,
    Heading,
    ItemList,
    Paragraph,
    PaymentBox,
    Picture,
    Table,
    arranged_texts,
    text_of,
)
from latepay_core.documents.plain import REPLACEMENT
from latepay_core.documents.typography import without_raised_signs
from latepay_core.letters.catalogue import catalogue
from latepay_core.letters.writing import Letter, LetterRefused, write_letter
from latepay_core.outputs.attachments import attachments_of
from latepay_core.outputs.letter_files import letter_file
from latepay_core.outputs.verify import Outcome, verify
from latepay_core.wording import say
from tests.support.claims import AS_OF, SITUATIONS, claim_for, full_details
from tests.support.office import flat

CASES = [
    (entry.kind, regime, language) for entry in catalogue() for regime in entry.regimes for language in entry.languages
]


@cache
def written(kind: str, regime: str, language: str, invoices: int) -> Letter:
    """The letter in the first situation that calls for it."""
    for situation in SITUATIONS:
        for each in (regime, "fr-civil-private") if regime == "fr-civil" else (regime,):
            try:
                return write_letter(kind, claim_for(each, situation, invoices=invoices), full_details(), language)  # type: ignore[arg-type]
            except LetterRefused:
                continue
    raise AssertionError(f"{kind} is never written for {regime}")


def words_of(document: Document) -> Counter[str]:
    """Every word of the document's blocks."""
    said: list[str] = []
    for block in document.blocks:
        match block:
            case Paragraph() | Heading():
                said.append(text_of(block.runs))
            case ItemList():
                said += map(text_of, block.items)
            case Table():
                said += [block.caption, *block.header, *(cell for row in block.rows for cell in row)]
            case Picture():
                said.append(block.caption)
            case PaymentBox():
                said += [*arranged_texts(block), block.picture.caption if block.picture else ""]
            case _:
                said += arranged_texts(block)
    return words(" ".join(said))


def words(said: str) -> Counter[str]:
    return Counter(re.split(r"[\s\u00a0\u202f]+", said.replace("\u2011", "-").strip()))


def in_word(content: bytes) -> str:
    """The text of the paragraphs, read from the file itself: python-docx takes seconds over long tables."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        # the letterhead stands in the head of the first page
        parts = [ElementTree.fromstring(archive.read(f"word/{name}.xml")) for name in ("header2", "document")]
    signs = {qn("w:br"): " ", qn("w:noBreakHyphen"): "-", qn("w:tab"): " "}
    paragraphs = (
        "".join(signs.get(each.tag, each.text or "" if each.tag == qn("w:t") else "") for each in paragraph.iter())
        for part in parts
        for paragraph in part.iter(qn("w:p"))
    )
    return " ".join(paragraphs)


def in_pdf(content: bytes) -> str:
    """What stands raised on the page is read as it is typed."""
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return without_raised_signs("\n".join(page.extract_text() for page in pages))


@pytest.mark.parametrize(
    ("kind", "regime", "language", "invoices"),
    [(*case, 1) for case in CASES] + [(*case, 40) for case in CASES if case[1:] != ("fr-b2b", "en")],
)
def test_word_and_pdf_say_every_word_of_the_letter_and_its_figures_agree(
    kind: str, regime: str, language: str, invoices: int
) -> None:
    letter = written(kind, regime, language, invoices)
    expected = words_of(letter.document)
    assert sum(expected.values()) > 40
    assert expected == words(in_word(docx.render(letter.document)))
    made = pdf.render(letter.document, created=AS_OF, attachments=attachments_of(letter.claim, letter.statement))
    printed = in_pdf(made)
    # the PDF adds its footers, and the header of a table on each page
    assert not expected - words(printed)
    assert REPLACEMENT not in printed
    if letter.annexed:
        assert verify(made).outcome is Outcome.AGREES


@pytest.mark.parametrize(("kind", "regime", "language"), [case for case in CASES if case[1] == "fr-b2b"])
def test_the_e_mail_s_body_is_the_letter_s_text(kind: str, regime: str, language: str) -> None:
    import email
    import email.policy

    letter = written(kind, regime, language, 1)
    said = text.render(letter.body)
    draft = eml.render(letter.document, subject=letter.subject, text=said)
    message = email.message_from_bytes(draft, policy=email.policy.default)
    assert isinstance(message, email.message.EmailMessage)
    assert message["Subject"] == letter.subject
    assert message.get_content().replace("\r\n", "\n") == said


@pytest.mark.parametrize("field", ["creditor.email", "debtor.email"])
def test_an_address_that_is_none_is_refused_with_a_sentence_that_names_the_field(field: str) -> None:
    letter = written("first-reminder", "fr-b2b", "fr", 1)
    wrong = replace(letter, sender="compta") if field == "creditor.email" else replace(letter, recipient="compta")
    with pytest.raises(ClaimRefused) as refused:
        letter_file(wrong, "eml")
    (refusal,) = refused.value.refusals
    assert (refusal.code, refusal.path) == ("email-address", field)
    assert "« compta » n’est pas une adresse électronique" in flat(say(refusal.message))
    assert "compta@exemple.fr" in say(refusal.message)


def test_what_travels_in_a_letter_says_what_it_is() -> None:
    letter = written("formal-notice", "fr-b2b", "fr", 1)
    attached = attachments_of(letter.claim, letter.statement)
    assert {name: (each.relationship, each.description) for name, each in attached.items()} == {
        "creance.json": ("Source", "La créance telle qu’elle a été saisie"),
        "decompte.json": ("Data", "Le décompte établi à partir de la créance"),
    }
