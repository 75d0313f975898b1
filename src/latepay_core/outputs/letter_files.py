"""A letter as a file: the same bytes on the command line and in the browser."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from latepay_core.claim import ClaimRefused, Refusal
from latepay_core.claim.refusals import shown_value
from latepay_core.documents.document import Paragraph, text_of
from latepay_core.documents.typography import french_spaces
from latepay_core.letters.wording import say, told_beside
from latepay_core.letters.writing import Letter
from latepay_core.outputs.attachments import attachments_of
from latepay_core.said import as_is

if TYPE_CHECKING:
    from latepay_core.documents.logo import Logo

LetterForm = Literal["docx", "pdf", "eml", "txt", "html"]


def letter_file(letter: Letter, form: LetterForm) -> bytes:
    """The letter in one of the formats; the libraries that a format needs are imported only then.

    A PDF of a letter that has its statement annexed carries the claim and the statement as attachments; an e-mail
    carries that PDF. Raises ClaimRefused for an e-mail address that is none, ModuleNotFoundError where the libraries
    of documents are not installed.

    >>> from latepay_core import Claim
    >>> from latepay_core.letters.writing import write_letter
    >>> invoice = {"number": "F-118", "due_on": "2026-11-18", "amount": "2400.00"}
    >>> letter = write_letter("first-reminder", Claim.model_validate({"as_of": "2026-11-22", "invoices": [invoice]}))
    >>> letter_file(letter, "docx")[:2]
    b'PK'
    """
    return _RENDER[form](letter)


def logo_of(content: bytes) -> "Logo":
    """A logo as a letterhead has it; raises ClaimRefused, with one sentence, for anything but a PNG or a JPEG."""
    from latepay_core.documents.logo import NotALogo, read_logo  # noqa: PLC0415 - for whoever has one

    try:
        return read_logo(content)
    except NotALogo:
        raise ClaimRefused([Refusal("letter-logo", "", told_beside("refusal.logo"), {})]) from None


def _docx(letter: Letter) -> bytes:
    from latepay_core.documents import docx  # noqa: PLC0415 - only for this format

    return docx.render(letter.document, created=letter.written_on)


def _pdf(letter: Letter) -> bytes:
    from latepay_core.documents import pdf  # noqa: PLC0415 - the largest of the libraries

    attached = attachments_of(letter.claim, letter.statement, letter.whole) if letter.annexed else {}
    return pdf.render(letter.document, created=letter.written_on, attachments=attached)


def _eml(letter: Letter) -> bytes:
    from latepay_core.documents import eml, mail, mail_address, text  # noqa: PLC0415 - only for this format

    # A letter for the post goes along as it is printed: what the e-mail itself says is short.
    posted = letter.document.layout != "message"
    attached = {f"{letter.file_stem}.pdf": _pdf(letter)} if letter.annexed or posted else {}
    try:
        return eml.render(
            letter.document,
            attachments=attached,
            sender=letter.sender,
            recipient=letter.recipient,
            subject=letter.subject,
            text=_cover(letter) if posted else text.render(letter.message),
            html=None if posted else mail.render(letter.body),
        )
    except mail_address.NoAddress as wrong:
        given = shown_value(wrong.typed)
        field = "creditor.email" if wrong.whose == "sender" else "debtor.email"
        sentence = as_is(say("refusal.email-address", given=given))
        raise ClaimRefused([Refusal("email-address", field, sentence, {"given": given})]) from None


def _cover(letter: Letter) -> str:
    """The few words of an e-mail that brings a letter: what is attached, and whether it comes by post as well."""
    told = {each.role: text_of(each.runs) for each in letter.body.blocks if isinstance(each, Paragraph)}
    key = "registered" if letter.channel == "registered" and letter.document.layout == "letter" else "attached"
    lines = (
        told.get("salutation", say("cover.salutation", letter.language)),
        say(f"cover.{key}-{letter.voice}", letter.language, subject=letter.subject),
        say("cover.closing", letter.language),
        told.get("signature", letter.document.author).strip(),
    )
    return french_spaces("\n\n".join(line for line in lines if line)) + "\n"


def _txt(letter: Letter) -> bytes:
    from latepay_core.documents import text  # noqa: PLC0415 - only for this format

    return text.render(letter.document).encode()


def _html(letter: Letter) -> bytes:
    from latepay_core.documents import html  # noqa: PLC0415 - only for this format

    return html.page(letter.document).encode()


_RENDER: dict[LetterForm, Callable[[Letter], bytes]] = {
    "docx": _docx,
    "pdf": _pdf,
    "eml": _eml,
    "txt": _txt,
    "html": _html,
}
