"""Anyone can redo the reckoning of a PDF: the claim inside it is read again, its statement redrawn and compared.

The file is hostile until proven otherwise: its size, its pages and what it unpacks to are bounded, and the claim goes
through the same reading as any other.
"""

import io
import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from enum import IntEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from latepay_core.claim import Claim, ClaimRefused, Refusal, read_claim
from latepay_core.claim.reading import FILE_LIMIT as CLAIM_LIMIT
from latepay_core.claim.reading import megabytes
from latepay_core.language import amount, catalogue, date_in_numbers, date_in_words, percent
from latepay_core.letters.attachments import CLAIM, STATEMENT
from latepay_core.statement import InvoiceStatement, Statement, StatementLine, draw_up

#: Our largest PDF, a thousand invoices with their two files, is about three megabytes.
FILE_LIMIT = 10_000_000
_MOST_PAGES, _MOST_ATTACHMENTS = 400, 50
_MOST_UNPACKED, _MOST_WORK = 20_000_000, 60_000_000
_LONGEST_TEXT = 3_000_000
_MOST_LISTED = 12

_OF_TOTAL = (
    "amount",
    "principal_due",
    "interest",
    "interest_due",
    "compensation",
    "compensation_due",
    "paid",
    "credited",
    "overpaid",
    "total_due",
    "per_day",
)
_OF_INVOICE = ("number", "due_on", "days_late", *_OF_TOTAL[:-1])
_OF_LINE = ("first", "to", "days", "principal", "annual_rate_percent", "interest")
_SPACES = "[ \\u00a0\\u2009\\u202f]"
#: `10 389,52 €`, `10389.52 EUR`, `€10,389.52`, `EUR 10,389.52`. Every repetition is bounded: the text is anyone's.
_FIGURE = rf"(?<![\d.,])(?:\d{{1,3}}(?:{_SPACES}\d{{3}}){{1,5}}(?:[.,]\d{{1,2}})?|\d(?:[\d.,]{{0,18}}\d)?)"
_PRINTED = re.compile(rf"(?:€|EUR{_SPACES}?)(?P<after>{_FIGURE})|(?P<before>{_FIGURE}){_SPACES}?(?:€|EUR)(?!\d)")
#: A longer figure is shown as it is written: no amount of ours has so many digits.
_LONGEST_FIGURE = 30


class Outcome(IntEnum):
    """What came out; also the exit status of `latepay verify`."""

    AGREES = 0
    DIFFERS = 1
    NOT_OURS = 2


class Difference(BaseModel):
    """A figure that is not the same: its place in the statement, both values as text, a sentence."""

    model_config = ConfigDict(frozen=True)

    path: str
    redone: str
    attached: str
    message: str


class Verification(BaseModel):
    """The answer: the figures redone from the attached claim, what differs, what else the reader must know."""

    model_config = ConfigDict(frozen=True)

    outcome: Outcome
    message: str
    as_of: date
    total_due: Decimal
    differences: tuple[Difference, ...]
    remarks: tuple[str, ...]


class NotOurs(ClaimRefused):
    """Raised for a file that holds nothing to redo; `refusals` says why, in French."""


def verify(content: bytes) -> Verification:
    """Redraws the statement of a PDF from the claim attached to it, and compares cents, days and totals.

    Compared with the statement attached beside it, and with the amounts written in the PDF's text. Raises NotOurs, with
    French sentences, for a file that is no PDF, cannot be read, or holds no claim and statement of ours.
    """
    attached, printed = _opened(content)
    claim = _claim(attached[CLAIM])
    statement = _statement(attached[STATEMENT])
    redone = _redrawn(claim.model_copy(update={"as_of": claim.as_of or statement.as_of}))
    differences = [*_differences(redone, statement), *_unprinted(redone, printed)]
    outcome = Outcome.DIFFERS if differences else Outcome.AGREES
    return Verification(
        outcome=outcome,
        message=_say(
            f"answer.{outcome.name.lower()}", day=date_in_words(redone.as_of), total=amount(redone.totals.total_due)
        ),
        as_of=redone.as_of,
        total_due=redone.totals.total_due,
        differences=tuple(differences),
        remarks=tuple(_remarks(redone, statement, printed)),
    )


def _say(key: str, **figures: object) -> str:
    return catalogue("latepay_core.letters", "verifying.toml")[key].format(**figures)


def _not_ours(code: str, **figures: object) -> NotOurs:
    return NotOurs([Refusal(f"verify-{code}", "", _say(f"refusal.{code}", **figures), figures)])


# ---------------------------------------------------------------- reading the file


def _opened(content: bytes) -> tuple[dict[str, bytes], str]:
    """Our two attachments, and the text of the pages."""
    if len(content) > FILE_LIMIT:
        raise _not_ours("too-large", size=megabytes(len(content)), limit=megabytes(FILE_LIMIT))
    if b"%PDF-" not in content[:1024]:
        raise _not_ours("not-a-pdf")
    from pypdf import PdfReader, apply_configuration, get_configuration  # noqa: PLC0415 - heavy, and wanted by this question alone

    bounds = get_configuration().with_overwrites(
        maximum_declared_stream_length=FILE_LIMIT,
        zlib_maximum_output_length=_MOST_UNPACKED,
        stream_decoding_work_maximum_length=_MOST_WORK,
    )
    try:
        with apply_configuration(bounds):
            reader = PdfReader(io.BytesIO(content))
            return _attached(reader), _text(reader)
    except NotOurs:
        raise
    except (Exception, RecursionError):
        # a crafted file makes the library fail in any way it can: whichever it is, the file cannot be read
        raise _not_ours("unreadable") from None


def _attached(reader: Any) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for number, each in enumerate(reader.attachment_list):
        if number >= _MOST_ATTACHMENTS:
            break
        if each.name not in (CLAIM, STATEMENT):
            continue
        if each.name in found:
            raise _not_ours("twice", name=each.name)
        found[each.name] = bytes(each.content)
    if CLAIM not in found:
        raise _not_ours("no-claim", name=CLAIM)
    if STATEMENT not in found:
        raise _not_ours("no-statement", name=STATEMENT)
    return found


def _text(reader: Any) -> str:
    parts: list[str] = []
    for number, page in enumerate(reader.pages):
        if number >= _MOST_PAGES or sum(map(len, parts)) > _LONGEST_TEXT:
            break
        parts.append(page.extract_text())
    return "\n".join(parts)[:_LONGEST_TEXT]


def _claim(content: bytes) -> Claim:
    try:
        return read_claim(content)
    except ClaimRefused as refused:
        raise _not_ours("claim-refused", message=str(refused.refusals[0])) from None


def _redrawn(claim: Claim) -> Statement:
    try:
        return draw_up(claim)
    except ClaimRefused as refused:
        raise _not_ours("claim-refused", message=str(refused.refusals[0])) from None


def _statement(content: bytes) -> Statement:
    if len(content) > CLAIM_LIMIT * 4:
        raise _not_ours("statement-refused")
    try:
        return Statement.model_validate_json(content)
    except (ValidationError, ValueError, RecursionError):
        raise _not_ours("statement-refused") from None


# ---------------------------------------------------------------- comparing


def _differences(redone: Statement, attached: Statement) -> Iterator[Difference]:
    for name in ("as_of", "regime"):
        yield from _compared(redone, attached, name, name, _say(f"figure.{name}"))
    if len(redone.invoices) != len(attached.invoices):
        counts = {"redone": str(len(redone.invoices)), "attached": str(len(attached.invoices))}
        yield Difference(path="invoices", message=_say("difference.missing-invoice", **counts), **counts)
    for position, (ours, theirs) in enumerate(zip(redone.invoices, attached.invoices, strict=False)):
        yield from _invoice_differences(position, ours, theirs)
    for name in _OF_TOTAL:
        what = _say("figure.of-total", figure=_say(f"figure.{name}"))
        yield from _compared(redone.totals, attached.totals, name, f"totals.{name}", what)


def _invoice_differences(position: int, ours: InvoiceStatement, theirs: InvoiceStatement) -> Iterator[Difference]:
    path, number = f"invoices[{position}]", ours.number or str(position + 1)
    for name in _OF_INVOICE:
        what = _say("figure.of-invoice", number=number, figure=_say(f"figure.{name}"))
        yield from _compared(ours, theirs, name, f"{path}.{name}", what)
    lines: Iterable[tuple[StatementLine | None, StatementLine | None]] = _paired(ours.lines, theirs.lines)
    for index, (our_line, their_line) in enumerate(lines):
        for name in _OF_LINE:
            figure = _say(f"figure.{name}")
            what = _say("figure.of-line", number=number, line=index + 1, figure=figure)
            yield from _compared(our_line, their_line, name, f"{path}.lines[{index}].{name}", what)


def _paired(
    ours: tuple[StatementLine, ...], theirs: tuple[StatementLine, ...]
) -> Iterator[tuple[StatementLine | None, StatementLine | None]]:
    for index in range(max(len(ours), len(theirs))):
        yield (ours[index] if index < len(ours) else None), (theirs[index] if index < len(theirs) else None)


def _compared(ours: object, theirs: object, name: str, path: str, what: str) -> Iterator[Difference]:
    mine, other = (getattr(side, name, None) for side in (ours, theirs))
    if mine != other:
        shown = {"redone": _shown(mine, name), "attached": _shown(other, name)}
        yield Difference(path=path, message=_say("difference.attached", what=what, **shown), **shown)


def _shown(value: object, name: str) -> str:
    if isinstance(value, Decimal) and len(str(value)) < _LONGEST_FIGURE and "E" not in str(value):
        return percent(value) if name == "annual_rate_percent" else amount(value)
    if isinstance(value, date):
        return date_in_numbers(value)
    return _say("figure.absent") if value is None else str(value)[:60]


# ---------------------------------------------------------------- the printed amounts


def printed_amounts(text: str) -> tuple[Decimal, ...]:
    """The amounts in euros that a text shows, in French or in English, in order and each once.

    >>> printed_amounts("Total : 10\\u202f389,52\\u00a0€, soit €10,389.52, dont 40 € et 1 049,00 EUR")
    (Decimal('10389.52'), Decimal('40'), Decimal('1049.00'))
    """
    found = (_value(match["before"] or match["after"]) for match in _PRINTED.finditer(text))
    return tuple(dict.fromkeys(value for value in found if value is not None))


def _value(written: str) -> Decimal | None:
    """The last separator is the decimal one where one or two digits follow it; every other parts thousands."""
    compact = re.sub(_SPACES, "", written)
    whole, separator, cents = compact, "", ""
    if match := re.fullmatch(r"(.*)([.,])(\d{1,2})", compact):
        whole, separator, cents = match[1], ".", match[3]
    digits = re.sub(r"[.,]", "", whole)
    return Decimal(f"{digits}{separator}{cents}") if digits.isascii() and digits.isdigit() else None


def _unprinted(redone: Statement, text: str) -> Iterator[Difference]:
    """A difference where amounts are printed, the total due is not among them, and some come from nowhere."""
    printed = printed_amounts(text)
    total = redone.totals.total_due
    if printed and total not in printed and set(printed) - _figures(redone):
        shown = amount(total)
        seen = ", ".join(map(amount, printed[:_MOST_LISTED]))
        yield Difference(path="text", redone=shown, attached=seen, message=_say("difference.printed", total=shown))


def _figures(statement: Statement) -> set[Decimal]:
    """Every amount that a letter may take from the statement."""
    figures = {getattr(statement.totals, name) for name in _OF_TOTAL}
    figures.add(statement.totals.interest_due + statement.totals.compensation_due)
    for invoice in statement.invoices:
        figures |= {getattr(invoice, name) for name in _OF_TOTAL[:-1]}
        figures.add(invoice.interest_due + invoice.compensation_due)
        figures |= {figure for line in invoice.lines for figure in (line.principal, line.interest)}
        for movement in invoice.movements:
            figures |= {movement.received, movement.credited, movement.to_interest, movement.to_principal}
            figures.add(movement.to_compensation)
    # the law's own amount, which letters cite even where it is not due
    return figures | {Decimal(40)}


def _remarks(redone: Statement, attached: Statement, text: str) -> Iterator[str]:
    printed, figures = printed_amounts(text), _figures(redone)
    others = [value for value in printed if value not in figures]
    if not printed:
        yield _say("remark.no-amount")
    elif redone.totals.total_due not in printed and not others:
        yield _say("remark.total-not-printed")
    if others:
        yield _say("remark.other-amounts", amounts=", ".join(map(amount, others[:_MOST_LISTED])))
    if attached.edition.hash != redone.edition.hash:
        checked = date_in_words(attached.edition.verified_until)
        yield _say("remark.edition", attached=attached.edition.program[:20], checked=checked)
    if redone.provisional:
        yield _say("remark.provisional")
    yield _say("remark.what")
