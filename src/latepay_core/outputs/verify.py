"""Anyone can redo the reckoning of a PDF: the claim inside it is read again, its statement redrawn and compared.

The file is hostile until proven otherwise: its size, its pages and what it unpacks to are bounded, and the claim goes
through the same reading as any other.
"""

import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import IntEnum
from functools import partial
from html import unescape
from itertools import islice
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from latepay_core.claim import Claim, ClaimRefused, Refusal, read_claim
from latepay_core.claim.reading import FILE_LIMIT as CLAIM_LIMIT
from latepay_core.claim.reading import megabytes
from latepay_core.documents.typography import without_raised_signs
from latepay_core.law import parameter
from latepay_core.outputs.attachments import CLAIM, STATEMENT
from latepay_core.outputs.page import (
    Expected,
    Page,
    amounts_in,
    days_in,
    expected,
    false_last_days,
    is_titled,
    other_accounts,
    rates_in,
    set_aside,
    subject_of,
    tabled_days,
    unread_pages,
)
from latepay_core.said import Said, Value, as_is
from latepay_core.statement import InvoiceStatement, StatementLine
from latepay_core.wording import complaints, say, worded_in
from latepay_core.wording.french import amount, date_in_numbers, date_in_words, percent
from latepay_core.wording.statement import Statement, draw_up

#: Our largest PDF, a thousand invoices with their two files, is about three megabytes.
FILE_LIMIT = 10_000_000
_MOST_PAGES, _MOST_ATTACHMENTS = 400, 50
_MOST_UNPACKED, _MOST_WORK = 20_000_000, 60_000_000
_LONGEST_TEXT = 3_000_000
_LONGEST_METADATA = 20_000
_TITLE = re.compile(r"<dc:title>[^/]{0,200}x-default[^>]{0,20}>([^<]{0,300})</rdf:li>")
_MOST_LISTED = 12
#: How far a letter may grant time, and how many of the days that a page names are reckoned.
_LATEST, _MOST_DAYS = timedelta(days=366), 12

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
    "overcredited",
    "total_due",
    "per_day",
)
_OF_INVOICE = ("number", "due_on", "days_late", *_OF_TOTAL[:-1])
_OF_LINE = ("first", "to", "days", "principal", "annual_rate_percent", "interest")
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

    Compared with the statement attached beside it, then with the page: the sums and the rates of its text, what its
    subject demands, its IBAN. Raises NotOurs, with French sentences, for a file that is no PDF, cannot be read, or
    holds no claim and statement of ours.
    """
    attached, page = _opened(content)
    claim = _claim(attached[CLAIM])
    statement = _statement(attached[STATEMENT])
    claim = claim.model_copy(update={"as_of": claim.as_of or statement.as_of})
    redone = _redrawn(claim)
    seen = _Seen.of(page, claim, redone, statement)
    differences = list(_differences(redone, statement))
    of_the_page = list(seen.differences())
    outcome = Outcome.DIFFERS if differences or of_the_page else Outcome.AGREES
    answer = "differs" if differences else "page" if of_the_page else "agrees-in-part" if seen.unexplained else "agrees"
    return Verification(
        outcome=outcome,
        message=_say(f"answer.{answer}", day=date_in_words(redone.as_of), total=amount(redone.totals.total_due)),
        as_of=redone.as_of,
        total_due=redone.totals.total_due,
        differences=(*differences, *of_the_page),
        remarks=tuple(_remarks(redone, statement, seen)),
    )


#: The sentence of a key of what a verification answers.
_say = partial(worded_in, "outputs-verifying")


def _not_ours(code: str, **figures: Value) -> NotOurs:
    return NotOurs([Refusal(f"verify-{code}", "", as_is(_say(f"refusal.{code}", **figures)), figures)])


def too_large(size: Said) -> NotOurs:
    """The refusal of a file of that size, in megabytes; whoever reads it can tell before it is read whole."""
    return _not_ours("too-large", size=say(size), limit=say(megabytes(FILE_LIMIT)))


# ---------------------------------------------------------------- reading the file


def _opened(content: bytes) -> tuple[dict[str, bytes], Page]:
    """Our two attachments, and what the pages say."""
    if len(content) > FILE_LIMIT:
        raise too_large(megabytes(len(content)))
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
            return _attached(reader), Page(_pages(reader), _title(reader))
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


def _title(reader: Any) -> str:
    """The title that the file gives itself, without unfolding the entities of an XML that anyone may have made."""
    metadata = reader.trailer["/Root"].get("/Metadata")
    if metadata is None:
        return ""
    head = metadata.get_object().get_data()[:_LONGEST_METADATA].decode("utf-8", "replace")
    found = _TITLE.search(head)
    return unescape(found[1]) if found else ""


def _pages(reader: Any) -> tuple[str, ...]:
    parts: list[str] = []
    for number, page in enumerate(reader.pages):
        if number >= _MOST_PAGES or sum(map(len, parts)) > _LONGEST_TEXT:
            break
        parts.append(without_raised_signs(page.extract_text()[:_LONGEST_TEXT]))
    return tuple(parts)


def _claim(content: bytes) -> Claim:
    try:
        return read_claim(content)
    except ClaimRefused as refused:
        raise _not_ours("claim-refused", message=complaints(refused.refusals)[0]) from None


def _redrawn(claim: Claim) -> Statement:
    try:
        return draw_up(claim)
    except ClaimRefused as refused:
        raise _not_ours("claim-refused", message=complaints(refused.refusals)[0]) from None


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
    ours: Sequence[StatementLine], theirs: Sequence[StatementLine]
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


# ---------------------------------------------------------------- comparing with the page


@dataclass(frozen=True)
class _Seen:
    """The page beside the reckoning: what it shows, what it should show, what comes from nowhere."""

    text: str
    pages: tuple[str, ...]
    iban: str
    total: Decimal
    expected: Expected
    known: frozenset[Decimal]
    amounts: Counter[Decimal]
    #: Payments made for more invoices than the letter is about: known from the attached statement alone.
    received: frozenset[Decimal]
    #: What the page names beside what it asks for.
    aside: tuple[Decimal, ...]

    @classmethod
    def of(cls, page: Page, claim: Claim, redone: Statement, attached: Statement) -> Self:
        said = expected(page, claim)
        text, aside = set_aside(page.text)
        known = _figures(redone) | set(said.amounts) | set(_later_totals(claim, redone.as_of, text))
        if is_titled(page, "claim-reply"):
            known |= set(_earlier_figures(claim, redone.as_of, text))
        amounts = Counter(amounts_in(text, known))
        return cls(
            text,
            page.pages,
            claim.creditor.iban,
            redone.totals.total_due,
            said,
            frozenset(known),
            amounts,
            frozenset(_received(redone, attached)),
            tuple(aside),
        )

    @property
    def unexplained(self) -> list[Decimal]:
        """Those of `others` that are not payments as they came in either."""
        return [each for each in self.others if each not in self.received]

    @property
    def others(self) -> list[Decimal]:
        """The amounts of the page that do not come from the reckoning."""
        return [each for each in self.amounts if each not in self.known]

    def differences(self) -> Iterator[Difference]:
        """What the page says otherwise: its pages, its subject, its account, its sums, its rates, its days."""
        yield from self._unread()
        yield from self._subject()
        for account in other_accounts(self.text, self.iban):
            shown = {"redone": self.iban or _say("figure.absent"), "attached": account}
            where = self._where(partial(_gives, account, self.iban))
            yield Difference(path="iban", message=_say("difference.iban", where=where, **shown), **shown)
        missing = self.expected.amounts - self.amounts
        unprinted = self.amounts and self.total not in self.amounts
        if self.others and (missing or unprinted):
            wanted = list(missing) or [self.total]
            where = self._where(lambda text: not set(self.others).isdisjoint(amounts_in(text, self.known)))
            yield _said("text", "difference.printed", map(amount, wanted), map(amount, self.others), where)
        rates = Counter(rates_in(self.text))
        strange = [each for each in rates if each not in self.expected.rates]
        if strange and (lost := self.expected.rates - rates):
            where = self._where(lambda text: not set(strange).isdisjoint(rates_in(text)))
            yield _said("rates", "difference.rates", map(percent, lost), map(percent, strange), where)
        yield from self._days()

    def _days(self) -> Iterator[Difference]:
        """The days of its tables, and the last days to pay whose weekday is another day's."""
        days = Counter(tabled_days(self.text))
        strange = [each for each in days if each not in self.expected.days]
        if strange and (lost := self.expected.days - days):
            where = self._where(lambda text: not set(strange).isdisjoint(tabled_days(text)))
            shown = map(date_in_numbers, strange)
            yield _said("days", "difference.days", map(date_in_numbers, lost), shown, where)
        if false := false_last_days(self.text):
            where = self._where(lambda text: bool(false_last_days(text)))
            yield _said("last-day", "difference.last-day", (), false, where)

    def _unread(self) -> Iterator[Difference]:
        """The pages that are numbered and are not there, or whose text was taken away."""
        unread, total = unread_pages(self.pages)
        if unread:
            key = "difference.unread-one" if len(unread) == 1 else "difference.unread-many"
            listed = ", ".join(map(str, unread[:_MOST_LISTED]))
            message = _say(key, pages=listed, total=total)
            yield Difference(path="pages", redone=str(total), attached=listed, message=message)

    def _where(self, altered: Callable[[str], bool]) -> str:
        """The pages on which something is written otherwise, to begin a sentence with."""
        found = [str(at) for at, text in enumerate(self.pages, 1) if altered(set_aside(text)[0])]
        key = "where.none" if not found else "where.one" if len(found) == 1 else "where.many"
        return _say(key, pages=", ".join(found[:_MOST_LISTED]))

    def _subject(self) -> Iterator[Difference]:
        demanded = amounts_in(subject_of(self.text), self.known)
        right = self.known if self.expected.subject is None else self.expected.subject
        if strange := [each for each in demanded if each not in right]:
            due = self.expected.subject or [self.total]
            yield _said("subject", "difference.subject", map(amount, due), map(amount, strange))


def _gives(account: str, iban: str, text: str) -> bool:
    return account in other_accounts(text, iban)


def _said(path: str, key: str, redone: Iterable[str], shown: Iterable[str], where: str = "") -> Difference:
    said = {"redone": ", ".join(islice(redone, _MOST_LISTED)), "attached": ", ".join(islice(shown, _MOST_LISTED))}
    return Difference(path=path, message=_say(key, where=where, **said), **said)


def _figures(statement: Statement) -> set[Decimal]:
    """Every amount that a letter may take from the statement."""
    figures: set[Decimal] = set()
    for sums in (statement.totals, statement.totals.due, statement.totals.not_due):
        figures |= {getattr(sums, name) for name in _OF_TOTAL}
        # what payments already settled of the interest: the annex says it of all invoices together
        figures |= {sums.interest_due + sums.compensation_due, sums.interest - sums.interest_due}
    for invoice in statement.invoices:
        figures |= {getattr(invoice, name) for name in _OF_TOTAL[:-1]}
        figures |= {invoice.interest_due + invoice.compensation_due, invoice.interest - invoice.interest_due}
        figures |= {figure for line in invoice.lines for figure in (line.principal, line.interest)}
        for movement in invoice.movements:
            figures |= {movement.received, movement.credited, movement.to_interest, movement.to_principal}
            figures.add(movement.to_compensation)
    figures |= set(_settled(statement))
    moves = [movement for invoice in statement.invoices for movement in invoice.movements]
    # what all that came in settled, part by part: the totals of its table
    parts = ("to_interest", "to_principal", "to_compensation", "left_over")
    figures |= {sum((getattr(move, name) for move in moves if move.received), Decimal(0)) for name in parts}
    # the law's own amounts, which letters cite even where they are not due
    cited = ("b2b.compensation", "public.compensation")
    return figures | {each.value for name in cited for each in parameter(name).values}


def _settled(statement: Statement) -> Iterator[Decimal]:
    """What payments settled of each invoice, of those due, of the others and of all: what came in less the excess."""
    by_invoice = [
        sum((each.received - each.left_over for each in invoice.movements), Decimal(0))
        for invoice in statement.invoices
    ]
    yield from by_invoice
    late = [each.due_on < statement.as_of for each in statement.invoices]
    for due in (True, False):
        yield sum((each for each, is_late in zip(by_invoice, late, strict=True) if is_late is due), Decimal(0))
    yield sum(by_invoice, Decimal(0))


def _received(redone: Statement, attached: Statement) -> Iterator[Decimal]:
    """The payments as they came in, where each share is one that the redone statement takes in on that day."""
    for payment in attached.allocated_payments:
        taken_in = all(
            0 <= each.invoice < len(redone.invoices)
            and any(
                move.on == payment.paid_on and each.amount <= move.received
                for move in redone.invoices[each.invoice].movements
            )
            for each in payment.shares
        )
        if payment.shares and taken_in:
            yield payment.amount
            rest = payment.amount - sum((each.amount for each in payment.shares), Decimal(0))
            shares = {each.amount for each in payment.shares}
            elsewhere = [each for each in amounts_in(say(payment.sentence)) if each not in {payment.amount, *shares}]
            # what it did for invoices that the letter is not about: the parts told must make up the rest
            yield rest
            yield from elsewhere if sum(elsewhere, Decimal(0)) == rest else ()


def _later_totals(claim: Claim, as_of: date, text: str) -> Iterator[Decimal]:
    """What will be owed on the later days that a page names: it may grant time until then."""
    later = [each for each in days_in(text) if as_of < each <= as_of + _LATEST]
    for day in later[:_MOST_DAYS]:
        yield draw_up(claim.model_copy(update={"as_of": day})).totals.total_due


def _earlier_figures(claim: Claim, as_of: date, text: str) -> Iterator[Decimal]:
    """What the statement was on earlier days that a page names: one who is asked compares on the day of the letter."""
    earlier = [each for each in days_in(text) if as_of - _LATEST <= each < as_of]
    for day in earlier[:_MOST_DAYS]:
        try:
            yield from _figures(draw_up(claim.model_copy(update={"as_of": day})))
        except ClaimRefused:
            # on that day the facts of the claim did not stand yet
            continue


def _remarks(redone: Statement, attached: Statement, seen: _Seen) -> Iterator[str]:
    if not seen.amounts:
        yield _say("remark.no-amount")
    elif seen.total not in seen.amounts and not seen.others:
        yield _say("remark.total-not-printed")
    if seen.unexplained:
        yield _say("remark.other-amounts", amounts=", ".join(map(amount, seen.unexplained[:_MOST_LISTED])))
    if seen.aside:
        yield _say("remark.aside", amounts=", ".join(map(amount, seen.aside[:_MOST_LISTED])))
    if attached.edition.hash != redone.edition.hash:
        checked = date_in_words(attached.edition.verified_until)
        yield _say("remark.edition", attached=attached.edition.program[:20], checked=checked)
    if redone.provisional:
        yield _say("remark.provisional")
    yield _say("remark.checked")
    yield _say("remark.what")
