"""Every kind of file that a case or a letter can leave in: its ending, its media type, its name, what makes it.

The one place that the command line and the page read them from. What a format needs is imported when it is made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from latepay_core.claim.naming import file_name
from latepay_core.documents.attached import media_type
from latepay_core.outputs.words import say

if TYPE_CHECKING:
    from latepay_core.documents.logo import Logo
    from latepay_core.letters.case import LetterCase
    from latepay_core.letters.writing import Letter
    from latepay_core.outputs.letter_files import LetterForm


@dataclass(frozen=True, slots=True)
class Format[Source]:
    """A kind of file. `named` gives its name; `binary` content is nothing that a terminal shows.

    `written` gives its content, with the logo where its pages have a letterhead: `headed`.
    """

    ending: str
    named: Callable[[Source], str]
    written: Callable[[Source, Logo | None], bytes]
    binary: bool = True
    headed: bool = False

    def make(self, source: Source, logo: bytes | None = None) -> bytes:
        """The file's content; `logo` is a PNG or a JPEG. Raises ClaimRefused where it is neither."""
        if logo is None:
            return self.written(source, None)
        from latepay_core.outputs.letter_files import logo_of  # noqa: PLC0415

        read = logo_of(logo)
        return self.written(source, read if self.headed else None)

    @property
    def media_type(self) -> str:
        """What the file is, for whoever opens it."""
        return media_type(self.ending)


def _of_the_letter(form: LetterForm, *, binary: bool = True) -> Format[Letter]:
    def make(letter: Letter, logo: Logo | None) -> bytes:
        from latepay_core.outputs.letter_files import letter_file  # noqa: PLC0415

        if logo:
            letter = replace(letter, document=replace(letter.document, logo=logo))
        return letter_file(letter, form)

    return Format(form, lambda letter: f"{letter.file_stem}-{letter.written_on}.{form}", make, binary, headed=binary)


def _beside_the_letter(form: str, *, binary: bool = True) -> Format[Letter]:
    def make(letter: Letter, _: Logo | None) -> bytes:
        if form == "csv":
            from latepay_core.outputs.tables import statement_csv  # noqa: PLC0415

            return statement_csv(letter.statement)
        from latepay_core.outputs.spreadsheet import statement_workbook  # noqa: PLC0415

        return statement_workbook(letter.claim, letter.statement)

    def named(letter: Letter) -> str:
        return f"{say('name.statement', letter.claim.language)}-{letter.file_stem}-{letter.written_on}.{form}"

    return Format(form, named, make, binary)


def _of_the_case(
    form: str, what: str, make: Callable[[LetterCase], bytes], *, binary: bool = True
) -> Format[LetterCase]:
    """What is made of a case speaks the claim's language, and so does its name."""
    return Format(form, _named(form, what), lambda case, _: make(case), binary)


def _headed(form: str, what: str, make: Callable[[LetterCase, Logo | None], bytes]) -> Format[LetterCase]:
    """What is made of a case and has a letterhead."""
    return Format(form, _named(form, what), make, headed=True)


def _named(form: str, what: str) -> Callable[[LetterCase], str]:
    return lambda case: file_name(say(f"name.{what}", case.claim.language), case.claim, form)


def _statement_pdf(case: LetterCase, logo: Logo | None) -> bytes:
    from latepay_core.documents import pdf  # noqa: PLC0415
    from latepay_core.outputs.account import account_of  # noqa: PLC0415
    from latepay_core.outputs.attachments import attachments_of  # noqa: PLC0415

    account = account_of(case, logo)
    attached = attachments_of(account.claim, account.statement)
    return pdf.render(account.document, created=account.statement.as_of, attachments=attached)


def _statement_docx(case: LetterCase, logo: Logo | None) -> bytes:
    from latepay_core.documents import docx  # noqa: PLC0415
    from latepay_core.outputs.account import account_of  # noqa: PLC0415

    return docx.render(account_of(case, logo).document)


def _xlsx(case: LetterCase) -> bytes:
    from latepay_core.outputs.spreadsheet import statement_workbook  # noqa: PLC0415

    return statement_workbook(case.claim, case.statement)


def _csv(case: LetterCase) -> bytes:
    from latepay_core.outputs.tables import statement_csv  # noqa: PLC0415

    return statement_csv(case.statement)


def _ics(case: LetterCase) -> bytes:
    from latepay_core.outputs.follow_up import calendar_of  # noqa: PLC0415

    return calendar_of(case)


def _zip(case: LetterCase, logo: Logo | None) -> bytes:
    from latepay_core.outputs.court_file import court_file  # noqa: PLC0415

    return court_file(case, logo=logo)


def _svg(case: LetterCase) -> bytes:
    from latepay_core.outputs.qr import transfer_of  # noqa: PLC0415

    return transfer_of(case.claim, case.statement, case.details.payment_reference).svg.encode()


#: A letter: in Word, in PDF, as an e-mail, as text, as a page.
LETTER_FORMATS: Mapping[str, Format[Letter]] = {
    "docx": _of_the_letter("docx"),
    "pdf": _of_the_letter("pdf"),
    "eml": _of_the_letter("eml"),
    "txt": _of_the_letter("txt", binary=False),
    "html": _of_the_letter("html", binary=False),
}
#: The account that goes with a letter about some of the invoices: the same ones, so the same sum.
BESIDE_FORMATS: Mapping[str, Format[Letter]] = {
    "xlsx": _beside_the_letter("xlsx"),
    "csv": _beside_the_letter("csv", binary=False),
}
#: The statement on paper and for a spreadsheet, the calendar, the court's file, the transfer to scan.
CASE_FORMATS: Mapping[str, Format[LetterCase]] = {
    "statement-pdf": _headed("pdf", "statement", _statement_pdf),
    "statement-docx": _headed("docx", "statement", _statement_docx),
    "xlsx": _of_the_case("xlsx", "statement", _xlsx),
    "csv": _of_the_case("csv", "statement", _csv, binary=False),
    "ics": _of_the_case("ics", "calendar", _ics, binary=False),
    "zip": _headed("zip", "court-file", _zip),
    "svg": _of_the_case("svg", "transfer", _svg, binary=False),
}
FORMATS: Mapping[str, Format[Any]] = {**LETTER_FORMATS, **CASE_FORMATS}
