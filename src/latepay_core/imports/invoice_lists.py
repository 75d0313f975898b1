"""A list of invoices, whole: the rows of one invoice put together, its payments, its several due dates."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from latepay_core.imports.cells import month_may_come_first
from latepay_core.imports.columns import Columns
from latepay_core.imports.headings import heading_words
from latepay_core.imports.invoice_rows import Entry, entries_of
from latepay_core.imports.model import (
    ZERO,
    Document,
    Found,
    Instalment,
    Paid,
    Place,
    Question,
    Receipt,
    Refused,
    Remark,
)
from latepay_core.imports.numbering import numbered
from latepay_core.imports.rows import place_of
from latepay_core.imports.statuses import STATES_OWED
from latepay_core.said import Value

_FIELDS = {"amount": "amount", "issued_on": "issued", "due_on": "due", "number": "number", "customer": "customer"}


def read_invoice_list(columns: Columns) -> Found:
    """The invoices, credit notes and payments of a list; what was refused; what has to be asked."""
    columns, remarks = numbered(columns)
    ignored: Counter[str] = Counter()
    entries = entries_of(columns, ignored)
    found = _Collected(columns)
    for group in _groups(entries):
        found.add(group)
    found.say_what_is_unsaid()
    return Found(
        tuple(found.documents),
        tuple(found.receipts),
        tuple(sorted(found.refused, key=lambda each: each.place.rows)),
        tuple(_questions(columns, found.documents)),
        (*remarks, *found.remarks),
        ignored=dict(ignored),
    )


def _groups(entries: list[Entry]) -> Iterable[list[Entry]]:
    """The entries of each invoice, in the order of the file; one without a number stands alone."""
    groups: dict[object, list[Entry]] = {}
    for at, entry in enumerate(entries):
        key = (entry.number, entry.customer.key) if entry.number and not entry.payment else at
        groups.setdefault(key, []).append(entry)
    for group in groups.values():
        notes = [each for each in group if each.credit]
        if not notes or len(notes) == len(group):
            yield group
            continue
        yield [each for each in group if not each.credit]
        # a credit note that bears the number of its invoice is about it
        for note in notes:
            note.corrects, note.number = note.corrects or note.number, ""
            yield [note]


class _Collected:
    """What the groups of entries come to."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        self.documents: list[Document] = []
        self.receipts: list[Receipt] = []
        self.refused: list[Refused] = []
        self.remarks: list[Remark] = []
        #: Those that a day alone settles, and those that were paid in part, nobody says how much.
        self.by_day: list[Entry] = []
        self.partly: list[Entry] = []

    def add(self, group: list[Entry]) -> None:
        """Puts one invoice's entries together."""
        faulty = [entry for entry in group if entry.refused]
        sound = [entry for entry in group if not entry.refused]
        if faulty:
            self._refuse(faulty)
        if not sound:
            return
        same, others = _alike(sound)
        if others and _are_instalments(self.columns, sound):
            self._add_document(sound)
        else:
            self._add_all(same)
            self._repeated(others)

    def _add_all(self, same: list[Entry]) -> None:
        first = same[0]
        if first.payment:
            self._add_receipt(first)
        elif len(same) == 1 or _are_lines(self.columns, same):
            self._add_document(same)
        else:
            self._add_document(same[:1])
            self._repeated(same[1:])

    def _refuse(self, entries: list[Entry]) -> None:
        """One refusal for the lines of one document that are refused for one reason."""
        by_code: dict[str, list[Entry]] = {}
        for entry in entries:
            if entry.refused:
                by_code.setdefault(entry.refused.code, []).append(entry)
        for same in by_code.values():
            first = same[0].refused
            if first:
                place = Place(first.place.file, _numbers(same), first.place.sheet, first.place.cell)
                amount = first.amount if len(same) == 1 else None
                self.refused.append(replace(first, place=place, amount=amount))

    def _repeated(self, entries: list[Entry]) -> None:
        for entry in entries:
            place = place_of(self.columns, *entry.rows, role="number")
            heading = self.columns.heading("number")
            self.refused.append(Refused("duplicate-number", place, entry.figures, heading, amount=entry.amount))

    def _add_receipt(self, entry: Entry) -> None:
        day = entry.issued_on or entry.paid_on
        place = place_of(self.columns, *entry.rows)
        if day is None or entry.amount is None:
            self.refused.append(Refused("date-missing", place, entry.figures, self.columns.heading("issued")))
            return
        kind = entry.rows[0].text(self.columns.at("kind"))
        reference = entry.rows[0].text(self.columns.at("label")) or kind
        invoice = entry.corrects or entry.number
        self.receipts.append(
            Receipt(place, day, entry.amount, entry.customer.name, reference, invoice, True, entry.customer)
        )

    def _add_document(self, entries: list[Entry]) -> None:
        first = entries[0]
        missing = _missing_day(first)
        if missing:
            place = place_of(self.columns, *first.rows, role=missing)
            heading = self.columns.heading(missing)
            self.refused.append(Refused("date-missing", place, first.figures, heading, amount=first.amount))
            return
        if first.by_number:
            place = place_of(self.columns, *first.rows)
            self.remarks.append(Remark("credit-by-number", place, {"number": first.number}))
        parts = _instalments(entries)
        amount = sum((part.amount for part in parts), ZERO) if parts else first.amount or ZERO
        paid = () if first.credit else tuple(_paid(entries, parts, amount))
        if not first.credit:
            self._look_at_states(_telling(entries, parts), bool(paid))
        self.documents.append(
            Document(
                Place(self.columns.grid.file, _numbers(entries), self.columns.grid.sheet),
                first.number,
                first.customer,
                amount,
                first.credit,
                first.issued_on or (first.due_on if first.credit else None),
                None if parts else first.due_on,
                first.received_on,
                term=first.term,
                term_words=first.term_words,
                paid=paid,
                instalments=tuple(parts),
                corrects=first.corrects,
                fields=_headings(self.columns),
                balance=first.balance,
                doubtful=_doubtful(self.columns),
            )
        )

    def _look_at_states(self, entries: list[Entry], paid: bool) -> None:
        """Says of days of payment without a sum what they were taken for, beside what the state says."""
        for each in entries:
            if each.day_alone and each.state in STATES_OWED and each.paid_on:
                self._say("paid-day-unpaid", each, state=each.state_words, day=each.paid_on)
            elif each.day_alone and each.state != "settled":
                self.by_day.append(each)
            elif each.state == "partly" and not paid and each.open is None and not each.balance:
                self.partly.append(each)

    def say_what_is_unsaid(self) -> None:
        """Says, once the whole list is known, what its states and days leave open."""
        received = {each.invoice for each in self.receipts if each.invoice}
        for each in self.partly:
            if each.number not in received:
                self._say("partly-unsaid", each, state=each.state_words)
        if len(self.by_day) == 1 and self.by_day[0].paid_on:
            self._say("paid-by-day", self.by_day[0], day=self.by_day[0].paid_on)
        elif self.by_day:
            place = Place(self.columns.grid.file, _numbers(self.by_day), self.columns.grid.sheet)
            self.remarks.append(Remark("paid-by-days", place, {"count": len(self.by_day)}))

    def _say(self, code: str, entry: Entry, **figures: Value) -> None:
        place = place_of(self.columns, *entry.rows)
        named: dict[str, Value] = {"number": entry.number} if entry.number else {}
        self.remarks.append(Remark(code if named else f"{code}-unnamed", place, named | figures))


def _numbers(entries: list[Entry]) -> tuple[int, ...]:
    return tuple(row.number for entry in entries for row in entry.rows)


def _headings(columns: Columns) -> dict[str, str]:
    return {name: columns.heading(role) for name, role in _FIELDS.items() if columns.has(role)}


def _alike(entries: list[Entry]) -> tuple[list[Entry], list[Entry]]:
    """The entries that say the same of the invoice as the first one, and those that do not."""
    first = entries[0]
    same = [each for each in entries if _facts(each) == _facts(first)]
    return same, [each for each in entries if _facts(each) != _facts(first)]


def _facts(entry: Entry) -> tuple[object, ...]:
    return (entry.amount, entry.issued_on, entry.due_on, entry.term_words, entry.credit)


def _are_lines(columns: Columns, entries: list[Entry]) -> bool:
    """Whether rows that repeat an invoice are its lines or its payments, and not the same row twice."""
    if columns.marks("items") or columns.has("payment_id"):
        return True
    payments = [(each.paid_on, each.paid_amount) for each in entries]
    return any(any(each) for each in payments) and len(set(payments)) == len(payments)


def _are_instalments(columns: Columns, entries: list[Entry]) -> bool:
    """Whether rows of one number and one date are the parts of one invoice, each with its due date and its amount."""
    days = {each.due_on for each in entries}
    if None in days or len(days) < len(entries) or len({each.issued_on for each in entries}) > 1:
        return False
    a_part = "echeance" in heading_words(columns.heading("amount"))
    return a_part or len({each.amount for each in entries}) > 1


def _instalments(entries: list[Entry]) -> list[Instalment]:
    if len({each.due_on for each in entries}) < 2:  # noqa: PLR2004 - one due date
        return []
    return [Instalment(each.due_on, each.amount) for each in entries if each.due_on and each.amount]


def _telling(entries: list[Entry], parts: list[Instalment]) -> list[Entry]:
    """The rows that each tell alone what was paid: those of due dates, or the one row of an invoice."""
    one = len({(each.payment_id, each.paid_on, each.paid_amount) for each in entries}) == 1
    return entries if parts else entries[:1] if one else []


def _paid(entries: list[Entry], parts: list[Instalment], amount: Decimal) -> Iterable[Paid]:
    """What was paid: by the rows of payments, by each due date's own row, or by what is left."""
    if parts:
        for each in entries:
            yield from _paid_of(each, each.amount or ZERO)
        return
    dated = {(each.payment_id, each.paid_on, each.paid_amount): each for each in entries}
    if len(dated) > 1:
        for each in dated.values():
            if each.paid_amount:
                yield Paid(each.paid_on, each.paid_amount)
        return
    yield from _paid_of(entries[0], amount)


def _paid_of(entry: Entry, amount: Decimal) -> Iterable[Paid]:
    """What one row shows as paid. What its balance shows beyond what it says was paid has no date."""
    paid = entry.paid_amount
    if entry.day_alone:
        # what further columns show came beside it
        others = sum((more for _, more in entry.more_paid), ZERO)
        paid = ZERO if entry.state in STATES_OWED else max(ZERO, amount - others)
    elif paid is None and entry.paid_on is not None and entry.open is not None:
        paid = amount - entry.open
    if paid is None and entry.open is None and entry.state == "settled":
        paid = amount
    paid = paid or ZERO
    if paid:
        yield Paid(entry.paid_on, paid)
    for day, more in entry.more_paid:
        yield Paid(day, more)
        paid += more
    rest = ZERO if entry.open is None else amount - paid - entry.open
    if rest > 0:
        yield Paid(None, rest)


def _missing_day(entry: Entry) -> str:
    """Which day is missing that the entry cannot go without, as a column's role."""
    if entry.credit:
        return "" if entry.issued_on or entry.due_on else "issued"
    if entry.due_on is None and entry.issued_on is None:
        return "due"
    return ""


def _questions(columns: Columns, documents: list[Document]) -> Iterable[Question]:
    place = Place(columns.grid.file, sheet=columns.grid.sheet)
    if _doubtful(columns):
        yield Question("dates", place)
    without = [each for each in documents if not each.credit and not each.due_known]
    # what is settled owes nothing that would wait for the answer, unless there is nothing else
    without = [each for each in without if not each.settled] or without
    if without:
        rows = tuple(row for each in without for row in each.place.rows)
        yield Question("term", Place(place.file, rows, place.sheet), figures={"count": len(without)})


def _doubtful(columns: Columns) -> bool:
    """Whether the month may come first, and nothing in the list tells."""
    headings = (columns.heading(role) for role in ("issued", "due", "paid_on"))
    return columns.days_both_ways and month_may_come_first(headings, columns.style)
