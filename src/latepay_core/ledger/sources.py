"""Files of invoices, read by batches: CSV, Parquet, Arrow, XLSX. What cannot be read of a row is told, never guessed.

A CSV file of any size passes through a few megabytes of memory. A column is known by its name in docs/format or by the
headings that lists usually have; what is not read is said.
"""

import csv
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.csv as pcsv
import pyarrow.ipc
import pyarrow.parquet as pq

from latepay_core.claim.typed import Unread
from latepay_core.claim.typed.amounts import other_currency
from latepay_core.claim.typed.signs import unread
from latepay_core.imports.cells import Style, month_may_come_first, read_sum, style_of
from latepay_core.imports.columns import Columns, header_row, untitled_sums
from latepay_core.imports.grid import Cell, Grid, Row, column_letter, text_of, tidy_cell
from latepay_core.imports.headings import known_headings
from latepay_core.imports.ledgers import is_ledger
from latepay_core.imports.limits import HEADINGS_WITHIN
from latepay_core.imports.refusals import FileRefused
from latepay_core.imports.statuses import NOTE_NUMBER, in_euros, speaks_of_documents
from latepay_core.imports.workbooks import sheets_of_xlsx
from latepay_core.ledger import typed_columns as typed
from latepay_core.ledger.accounts import placed
from latepay_core.ledger.columns import Column, arrow, kernels
from latepay_core.ledger.customers import Names, names_of
from latepay_core.ledger.headings import MADE_OF, NET_AND_VAT, OF_THE_ROW, Understood, understood
from latepay_core.ledger.natures import Aside, Joined, aside_in, below_zero, emptied, joined, numbered_as_notes
from latepay_core.ledger.paid import Shown, lowered, needs_lowering, not_owed, shown
from latepay_core.ledger.repeated import Seen
from latepay_core.ledger.row_texts import SAMPLED, empty_rows, rows_of
from latepay_core.ledger.schema import EUROS, INPUT, RATE

#: A block of some forty thousand rows: larger ones take memory and no less time.
BLOCK = 2_000_000
BATCH = 65_536
_SNIFFED = 1_000_000
_DELIMITERS = ";\t,|"


class Unusable(ValueError):
    """A file that cannot be read as a list of invoices: a code, and what its sentence needs."""

    def __init__(self, code: str, **figures: object) -> None:
        self.code, self.figures = code, figures
        super().__init__(code)


class Fault(NamedTuple):
    """A row that could not be read: its place in the batch, the column, why, and what was written."""

    row: int
    column: str
    why: Unread


class Part(NamedTuple):
    """Some rows of a file: as `INPUT` has them, the number of the first one in the file, and what could not be read."""

    batch: pa.RecordBatch
    first: int
    faults: Sequence[Fault]
    bytes_read: int
    #: The rows that are no invoices, and how many terms « à réception » are counted from the day of the invoice.
    asides: Sequence[Aside] = ()
    from_issue: int = 0
    #: How many payments in rows of their own the rows of their invoices show already.
    known: int = 0
    #: What the rows show as paid and as left, where the list has such columns.
    shown: Shown | None = None
    #: The rows of which a part was paid on no known day, those that had a deposit, and how many were paid whole so.
    lowered: Sequence[int] = ()
    deposits: Sequence[int] = ()
    settled: int = 0
    #: The rows that are on the account of their customer: they name no invoice of the list.
    general: Sequence[int] = ()
    #: Those that have a share of what came for the account of their customer.
    shared: Sequence[int] = ()
    #: How many rows sum others up, and how many hold a few words alone.
    totals: int = 0
    notes: int = 0
    #: The rows of the file, by number and in order, that are left out from the first one of this part on.
    gaps: Sequence[int] = ()

    def number(self, at: int) -> int:
        """The number in the file of one of the rows."""
        # each gap before a row moves it on by one: the k-th one is met where the rows alone would have come to gap - k
        return self.first + at + bisect_right(range(len(self.gaps)), self.first + at, key=lambda k: self.gaps[k] - k)


@dataclass
class Source:
    """A file that was opened: `parts` reads it once. `unread` are the headings that are not used."""

    parts: Callable[[], Iterator[Part]]
    columns: dict[str, str]
    unread: list[str]
    size: int
    #: The rows, by number, that do not have as many cells as there are headings.
    ragged: list[int] = field(default_factory=list)
    #: The letters of the columns without a heading that hold amounts.
    untitled: list[str] = field(default_factory=list)
    #: Whether rows of it may be no invoices: payments, credit notes.
    asides: bool = False


def opened(path: Path, month_first: bool | None = None) -> Source:
    """The source of a file, by what it holds. Raises Unusable, and OSError where it cannot be opened.

    `month_first` answers where the days of a list could be read in both orders.
    """
    source = _opened(path, month_first)
    if not source.asides:
        return _once(_with_what_is_left(source))
    found = _asides_of(source)
    source = _with_accounts(_with_what_is_left(_with_asides(source, found)), found)
    return _once(source)


def _once(source: Source) -> Source:
    """The same source, of which a row given twice is told."""
    parts = source.parts

    def told() -> Iterator[Part]:
        seen = Seen()
        for part in parts():
            faulty = {each.row for each in part.faults}
            again = [
                Fault(row, "number", unread("row-twice", str(part.batch.column("number")[row].as_py())))
                for row in seen.again(part.batch)
                if row not in faulty
            ]
            yield part._replace(faults=[*part.faults, *again]) if again else part

    source.parts = told
    return source


def _asides_of(source: Source) -> Callable[[], Joined]:
    """Which invoice of a source each row that is none goes to, found once."""
    parts = source.parts
    return cache(lambda: joined(lambda: ((each.batch, each.first, each.asides) for each in parts())))


def _with_asides(source: Source, found: Callable[[], Joined]) -> Source:
    """The same source, whose payments and credit notes in rows of their own stand with their invoices."""
    parts = source.parts

    def with_them() -> Iterator[Part]:
        asides = found()
        source.ragged.clear()
        for part in parts():
            alone = [
                Fault(each.row, "number", asides.alone[at])
                for each in part.asides
                if (at := part.first + each.row) in asides.alone
            ]
            taken = [each.row for each in part.asides if part.first + each.row not in asides.alone]
            batch = emptied(part.batch, taken, ()) if taken else part.batch
            batch, known = asides.put_into(batch, part.first)
            yield part._replace(batch=batch, faults=[*part.faults, *alone], known=known)

    source.parts = with_them
    return source


def _with_accounts(source: Source, found: Callable[[], Joined]) -> Source:
    """The same source, whose payments and credit notes that name none of its invoices are on a customer's account."""
    parts = source.parts

    def with_them() -> Iterator[Part]:
        unplaced = found().unplaced
        accounts = placed(lambda: ((_sound(each), each.first) for each in parts()), unplaced)
        for part in parts():
            rows = {each.row: part.first + each.row for each in part.asides if part.first + each.row in unplaced}
            alone = [Fault(at, "number", accounts.alone[row]) for at, row in rows.items() if row in accounts.alone]
            general = [at for at, row in rows.items() if row in accounts.general]
            batch = accounts.put_into(part.batch, part.first)
            batch = _named_again(batch, part, [each.row for each in alone])
            shared = [at for row in accounts.shared if 0 <= (at := row - part.first) < batch.num_rows]
            yield part._replace(batch=batch, faults=[*part.faults, *alone], general=general, shared=shared)

    source.parts = with_them
    return source


def _sound(part: Part) -> pa.RecordBatch:
    """The rows of a part, but for those that are refused: they are on nobody's account."""
    faulty = sorted({each.row for each in part.faults})
    return emptied(part.batch, faulty, ()) if faulty else part.batch


def _named_again(batch: pa.RecordBatch, part: Part, rows: Sequence[int]) -> pa.RecordBatch:
    """The batch in which some rows that are no invoices say again whose they are, to be told."""
    asides = {each.row: each for each in part.asides if each.row in rows}
    for name in ("number", "customer") if asides else ():
        cells = batch.column(name).to_pylist()
        for at, each in asides.items():
            cells[at] = getattr(each, name)
        column: Column = pa.array(cells, batch.schema.field(name).type)
        batch = batch.set_column(batch.schema.get_field_index(name), name, column)
    return batch


def _with_what_is_left(source: Source) -> Source:
    """The same source, of which what was paid on no known day is taken off the amounts, as `latepay import` does."""
    parts = source.parts

    def told() -> Iterator[Part]:
        for part in parts():
            known = part.shown
            yield part if known is None or not needs_lowering(part.batch, known) else _lowered(part, known)

    source.parts = told
    return source


def _lowered(part: Part, known: Shown) -> Part:
    found = lowered(part.batch, known)
    batch = emptied(found.batch, found.settled, ()) if found.settled else found.batch
    return part._replace(
        batch=batch, lowered=found.undated, deposits=found.deposits, settled=part.settled + len(found.settled)
    )


def _opened(path: Path, month_first: bool | None) -> Source:
    with path.open("rb") as stream:
        start = stream.read(8)
    if start[:4] == b"PK\x03\x04":
        return _workbook(path, month_first)
    columnar = {b"PAR1": _of_parquet, b"ARRO": _of_ipc}.get(start[:4])
    if columnar is None:
        return _csv(path, month_first)
    try:
        schema, batches = columnar(path)
        return _columnar(path, schema, batches, month_first)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, OSError) as error:
        raise Unusable("damaged", why=str(error).splitlines()[0]) from None


type _Batches = Callable[[], Iterator[pa.RecordBatch]]


def _of_parquet(path: Path) -> tuple[pa.Schema, _Batches]:
    return pq.ParquetFile(path).schema_arrow, lambda: pq.ParquetFile(path).iter_batches(BATCH)


def _of_ipc(path: Path) -> tuple[pa.Schema, _Batches]:
    with arrow.ipc.open_file(str(path)) as reader:
        schema = reader.schema
    return schema, lambda: _ipc_batches(path)


def _ipc_batches(path: Path) -> Iterator[pa.RecordBatch]:
    with arrow.ipc.open_file(str(path)) as reader:
        for at in range(reader.num_record_batches):
            yield reader.get_batch(at)


# ------------------------------------------------------------------------------------------------ columns


def _checked(columns: dict[str, str], headings: Sequence[str], *, books: bool = False) -> None:
    """Raises Unusable for a list that cannot be reckoned row by row; `books`: its rows are those of accounts."""
    names = set(columns.values())
    due = "due_on" in names or ("issued_on" in names and names & {"term", "term_days", "term_months"})
    if books:
        raise Unusable("accounts")
    if "amount" not in names and not names.issuperset(NET_AND_VAT):
        raise Unusable("no-amount", headings=list(headings))
    if not due:
        raise Unusable("no-due-date", headings=list(headings))
    said = [each for each in headings if each.strip()]
    sums = [each for each, name in columns.items() if name in ("amount", "amount_net")]
    foreign = next(filter(other_currency, sums), None)
    if foreign is not None:
        raise Unusable("other-currency", heading=foreign, currency=other_currency(foreign))
    twice = next((each for at, each in enumerate(said) if each in said[:at]), None)
    if twice is not None:
        raise Unusable("heading-twice", heading=twice)


# ------------------------------------------------------------------------------------------------ text


class Manner(NamedTuple):
    """How a list writes its days and sums, and whether it tells invoices from what is none."""

    style: Style = Style()
    of_documents: bool = False
    #: Credit notes have rows of their own: below zero, or under numbers that few of the list bear.
    credits: bool = False
    notes_by_number: bool = False


_AS_FRENCH = Manner()
_SUMS = ("amount", "paid_amount", "open", *NET_AND_VAT)


def manner_of(
    batches: Iterator[pa.RecordBatch], understood_: Understood, month_first: bool | None, *, mac: bool = False
) -> Manner:
    """How a list writes, from its first rows; from all of them where the first ones do not tell day from month.

    Raises Unusable where they never do, as `latepay import` asks the same.
    """
    columns = understood_.columns
    headings = {name: [head for head, each in columns.items() if each == name] for name in columns.values()}
    for of_sum, of_day in understood_.pairs:
        headings.setdefault("paid_amount", []).append(of_sum)
        headings.setdefault("paid_on", []).extend([of_day] if of_day else [])
    days, sums, kinds = set[str](), list[str](), set[str]()
    style, both_ways = Style(mac=mac), False
    for at, batch in enumerate(batches):
        for name in (*typed.DAYS, "paid_on"):
            days |= {each for head in headings.get(name, ()) for each in _distinct(batch, head)}
        if not at:
            sums = [
                each
                for name in _SUMS
                for head in headings.get(name, ())
                for each in map(str, batch.column(head).drop_null().to_pylist())
            ]
            kinds = {each for head in headings.get("kind", ()) for each in _distinct(batch, head)}
        style, both_ways = style_of(list(days), list(sums), mac=mac)
        if not (both_ways or style.month_first):
            break
    if month_first is not None:
        style, both_ways = style._replace(month_first=month_first), False
    of_days = [head for name in (*typed.DAYS, "paid_on") for head in headings.get(name, ())]
    if both_ways and month_may_come_first(of_days, style):
        raise Unusable("dates-both-ways")
    return Manner(style, speaks_of_documents(kinds))


def _with_credits(manner: Manner, batches: Callable[[], Iterator[pa.RecordBatch]], understood_: Understood) -> Manner:
    """The manner of a list, once all its rows were looked at for credit notes."""
    named = {name: heading for heading, name in understood_.columns.items()}
    below = by_number = False
    for batch in batches():
        below = below or bool(below_zero(batch, named).any())
        by_number = by_number or bool(numbered_as_notes(batch, named).any())
    by_number = by_number and _few_are_notes(batches, named["number"])
    return manner._replace(credits=below or by_number, notes_by_number=by_number)


def _few_are_notes(batches: Callable[[], Iterator[pa.RecordBatch]], heading: str) -> bool:
    """Whether less than half of the numbers of a list are a credit note's."""
    notes = numbers = 0
    for batch in batches():
        texts: Column = batch.column(heading)
        notes += int(np.asarray(kernels.match_substring_regex(texts, NOTE_NUMBER).fill_null(False)).sum())
        numbers += len(texts) - texts.null_count
    return notes * 2 < numbers


def _distinct(batch: pa.RecordBatch, heading: str) -> Iterator[str]:
    texts: Column = batch.column(heading).drop_null()
    return (tidy_cell(each) or "" for each in texts.unique().to_pylist())


class Texts:
    """Rows of text as `INPUT` has them."""

    def __init__(self, understood_: Understood, manner: Manner = _AS_FRENCH, names: Names | None = None) -> None:
        self._understood, self._manner, self._names = understood_, manner, names
        self._named = {name: heading for heading, name in understood_.columns.items()}

    def part(self, rows: pa.RecordBatch, first: int, bytes_read: int) -> Part:
        """The typed rows, the first cell of each that could not be read, and the rows that are no invoices."""
        rows = self._names.put_into(rows) if self._names else rows
        left_out = dict(empty_rows(rows, self._understood))
        asides = [each for each in self._asides(rows) if each.row not in left_out]
        batch, faults, from_issue, paid = self._read(rows)
        faults += self._in_other_currencies(rows, {each.row for each in faults})
        out = dict(not_owed(rows, self._understood))
        faults = [each for each in faults if each.row not in out] + [Fault(at, "status", out[at]) for at in out]
        if asides or left_out:
            places = {each.row for each in asides} | left_out.keys()
            batch = emptied(emptied(batch, sorted(places)), sorted(left_out), ())
            faults = [each for each in faults if each.row not in places]
        totals = sum(why == "total" for why in left_out.values())
        return Part(
            batch,
            first,
            faults,
            bytes_read,
            asides,
            from_issue,
            shown=paid,
            totals=totals,
            notes=sum(why in ("note", "group", "header") for why in left_out.values()),
        )

    def _asides(self, rows: pa.RecordBatch) -> list[Aside]:
        if not self.has_asides:
            return []
        style, of_documents, _, by_number = self._manner
        return aside_in(rows, self._named, style, of_documents=of_documents, notes_by_number=by_number)

    @property
    def has_asides(self) -> bool:
        """Whether rows of the list may be no invoices."""
        return "kind" in self._named or self._manner.credits

    def _in_other_currencies(self, rows: pa.RecordBatch, faulty: set[int]) -> Iterator[Fault]:
        """The rows that a column says are in another currency."""
        if "currency" not in self._named:
            return
        currencies: Column = rows.column(self._named["currency"]).dictionary_encode()
        texts = [str(each) for each in currencies.dictionary.to_pylist()]
        codes = np.asarray(currencies.indices.fill_null(len(texts)))
        for at in np.flatnonzero(np.array([*(not in_euros(each) for each in texts), False])[codes]).tolist():
            if at not in faulty:
                yield Fault(at, "currency", unread("amount-other-currency", texts[codes[at]]))

    def _read(self, rows: pa.RecordBatch) -> tuple[pa.RecordBatch, list[Fault], int, Shown | None]:
        found: dict[str, Column] = {}
        misread: list[typed.Misread] = []
        for name, heading in self._named.items():
            if name in OF_THE_ROW or name in NET_AND_VAT:
                continue
            texts: Column = rows.column(heading)
            if name == "term":
                made, wrong = typed.terms(texts)
                for key, each in made.items():
                    if key not in self._named:
                        found[key] = kernels.coalesce(found[key], each) if key in found else each
                misread += wrong
            else:
                one = _typed(name, texts, self._manner.style)
                found[name] = one.column
                misread += _or_terms(texts, one, found) if name == "due_on" else one.misread
        if "amount" not in self._named:
            found["amount"], wrong = self._with_vat(rows)
            misread += wrong
        if "term" in self._named and "due_on" in found:
            _without_terms(found, [name for name in typed.TERMS if name not in self._named])
        from_issue = 0 if "term_from" in self._named else _from_issue(found)
        paid = None
        if "payments" not in found and (found.keys() & {"paid_amount", "paid_on"} or self._tells_what_was_paid):
            paid = shown(rows, self._understood, found, self._manner.style)
            found["payments"] = paid.payments
        columns = [
            found[name] if name in found else pa.nulls(rows.num_rows, INPUT.field(name).type) for name in INPUT.names
        ]
        batch = pa.RecordBatch.from_arrays(columns, schema=INPUT)
        return batch, [Fault(*each) for each in typed.first_of_each(misread)], from_issue, paid

    def _with_vat(self, rows: pa.RecordBatch) -> tuple[Column, Sequence[typed.Misread]]:
        """The amounts of a list that has them without VAT, and the VAT beside them."""
        net, vat = (rows.column(self._named[name]) for name in NET_AND_VAT)
        found = typed.amounts("amount", net, self._manner.style)
        added = kernels.coalesce(typed.left(vat, self._manner.style), pa.scalar(0, EUROS))
        return kernels.add(found.column, added).cast(EUROS), found.misread

    @property
    def _tells_what_was_paid(self) -> bool:
        """Whether a column says what is left of the invoices, their state, or further payments."""
        return bool({"open", "kind"} & self._named.keys() or self._understood.states or self._understood.pairs)


def _without_terms(found: dict[str, Column], terms: Sequence[str]) -> None:
    """Where a row has a due date, the term that led to it says nothing more."""
    written = found["due_on"].is_valid()
    for name in terms:
        if name in found:
            found[name] = kernels.if_else(written, pa.scalar(None, INPUT.field(name).type), found[name])


def _from_issue(found: dict[str, Column]) -> int:
    """« À réception », of an invoice of which no day of receipt is known, counts from the invoice: how many do."""
    origin, issued, received = (found.get(name) for name in ("term_from", "issued_on", "received_on"))
    if origin is None or issued is None or not origin.null_count < len(origin):
        return 0
    unknown = issued.is_valid() if received is None else kernels.and_(issued.is_valid(), received.is_null())
    moved: Column = kernels.and_(kernels.equal(origin, "receipt").fill_null(False), unknown)
    found["term_from"] = kernels.if_else(moved, pa.scalar(None, pa.string()), origin)
    return int(kernels.sum(moved).as_py() or 0)


def _or_terms(texts: Column, due: typed.Typed, found: dict[str, Column]) -> Sequence[typed.Misread]:
    """Terms that stand where a due date is asked for, as lists have them; returns what is neither."""
    if not due.misread:
        return ()
    rows = {each.row for each in due.misread}
    odd = pa.array([at in rows for at in range(len(texts))])
    made, wrong = typed.terms(kernels.if_else(odd, texts, pa.scalar(None, pa.string())))
    for name, column in made.items():
        found[name] = kernels.coalesce(column, found[name]) if name in found else column
    neither = {each.row for each in wrong}
    return [each for each in due.misread if each.row in neither]


#: How a column of text is read, by its type in `INPUT`.
_BY_TYPE: dict[pa.DataType, Callable[[str, Column, Style], typed.Typed]] = {
    pa.date32(): typed.days,
    pa.int32(): typed.counts,
    EUROS: typed.amounts,
    RATE: typed.rates,
    pa.string(): lambda _, texts, __: typed.Typed(typed.words(texts)),
}
_BY_NAME: dict[str, Callable[[str, Column, Style], typed.Typed]] = {
    # What a reader typed is given back as it is; words of a list are looked up without the spaces around them.
    "number": lambda _, texts, __: typed.Typed(texts),
    "customer": lambda _, texts, __: typed.Typed(texts),
    "paid_on": typed.days,
    "paid_amount": typed.paid,
    "payments": lambda name, texts, _: typed.payments(name, texts, "paid_on"),
    "credit_notes": lambda name, texts, _: typed.payments(name, texts, "issued_on"),
    "supplied_rates": lambda name, texts, _: typed.supplied(name, texts),
}


def _typed(name: str, texts: Column, style: Style) -> typed.Typed:
    read = _BY_NAME.get(name) or _BY_TYPE[INPUT.field(name).type]
    return read(name, texts, style)


# ------------------------------------------------------------------------------------------------ CSV


def _csv(path: Path, month_first: bool | None) -> Source:
    with path.open("rb") as stream:
        start = stream.read(_SNIFFED)
    encoding = _encoding(start, whole=len(start) < _SNIFFED)
    text = start.decode(encoding, errors="ignore")
    if "\0" in text or not text.strip():
        raise Unusable("not-a-table" if text.strip() else "empty")
    lines = text.lstrip("\ufeff").splitlines()[:HEADINGS_WITHIN]
    delimiter = max(_DELIMITERS, key=lambda sign: max(_outside_quotes(line, sign) for line in lines))
    above = _above_headings(lines, delimiter)
    headings = _headings(path, encoding, delimiter, above)
    cut = _Cut(path, encoding, delimiter, above, tuple(headings))
    found = understood(headings, _first_rows(cut.batches(lambda _: None)))
    _checked(found.columns, headings, books=is_ledger(found.seen))
    source = Source(lambda: iter(()), found.columns, found.unread, path.stat().st_size, untitled=_untitled(found.seen))
    texts = _texts(found, lambda: cut.batches(lambda _: None), month_first)
    source.parts, source.asides = lambda: _csv_parts(cut, texts, source), texts.has_asides
    return source


def _texts(found: Understood, batches: _Batches, month_first: bool | None, *, mac: bool = False) -> Texts:
    """The reader of a list's rows, once it is known how they are written."""
    manner = manner_of(batches(), found, month_first, mac=mac)
    customer = next((heading for heading, name in found.columns.items() if name == "customer"), "")
    names = names_of(batches(), customer, found.siren) if customer and found.siren else None
    return Texts(found, _with_credits(manner, batches, found), names)


def _untitled(seen: Columns) -> list[str]:
    return [column_letter(at) for at in untitled_sums(seen)]


def _first_rows(batches: Iterator[pa.RecordBatch]) -> list[Row]:
    """The rows from which it is told what the columns hold."""
    first = next(batches, None)
    return [] if first is None else list(rows_of(first.slice(0, SAMPLED)))


class _Cut(NamedTuple):
    """How a file of text is cut into rows and cells."""

    path: Path
    encoding: str
    delimiter: str
    above: int
    headings: tuple[str, ...]

    def batches(self, skipped: Callable[[int], None]) -> Iterator[pa.RecordBatch]:
        """The rows as texts; the numbers of those that have not as many cells as the headings go to `skipped`."""

        def skip(row: Any) -> str:
            skipped(row.number)
            return "skip"

        try:
            with pcsv.open_csv(
                self.path, *_options(self.encoding, self.delimiter, self.headings, self.above, skip)
            ) as reader:
                yield from reader
        except pa.ArrowInvalid as error:
            raise Unusable("damaged", why=str(error).splitlines()[0]) from None


def _encoding(start: bytes, *, whole: bool) -> str:
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    try:
        (start if whole else start[:-4]).decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _outside_quotes(line: str, sign: str) -> int:
    return sum(part.count(sign) for part in line.split('"')[::2])


def _above_headings(lines: Sequence[str], delimiter: str) -> int:
    """How many lines stand above the headings: a title, the name of who made the list, an empty line."""
    counts = [_known(next(csv.reader([line], delimiter=delimiter), [])) for line in lines]
    return counts.index(max(counts)) if max(counts) > 1 else 0


def _known(cells: list[str]) -> int:
    """How many of a line's cells name a column."""
    own = sum(cell.strip().lower() in INPUT.names or cell.strip().lower() in MADE_OF for cell in cells)
    return max(own, known_headings(tuple(cells)))


def _headings(path: Path, encoding: str, delimiter: str, above: int) -> list[str]:
    """The row of headings; every column is then named, so that none is read as something else than text."""
    with pcsv.open_csv(path, *_options(encoding, delimiter, [], above)) as reader:
        return [name.lstrip("\ufeff") for name in reader.schema.names]


def _options(
    encoding: str, delimiter: str, headings: Sequence[str], above: int, skipped: Any = None
) -> tuple[pcsv.ReadOptions, pcsv.ParseOptions, pcsv.ConvertOptions]:
    reading = pcsv.ReadOptions(
        use_threads=False,
        block_size=BLOCK,
        encoding=encoding,
        column_names=list(headings) or None,
        skip_rows=above,
        skip_rows_after_names=1 if headings else 0,
    )
    parsing = pcsv.ParseOptions(
        delimiter=delimiter,
        newlines_in_values=True,
        # an empty line has its number, as a spreadsheet shows it
        ignore_empty_lines=not headings,
        invalid_row_handler=skipped or (lambda _: "skip"),
    )
    converting = pcsv.ConvertOptions(
        column_types={each: pa.string() for each in headings},
        strings_can_be_null=True,
        null_values=[""],
        quoted_strings_can_be_null=True,
        check_utf8=True,
    )
    return reading, parsing, converting


def _csv_parts(cut: _Cut, texts: Texts, source: Source) -> Iterator[Part]:
    number = cut.above + 2
    for rows in cut.batches(source.ragged.append):
        part = texts.part(rows, number, min(BLOCK, source.size))
        part = part._replace(gaps=sorted(each for each in source.ragged if each >= number))
        yield part
        number = part.number(rows.num_rows)


# ------------------------------------------------------------------------------------------------ other files


def _workbook(path: Path, month_first: bool | None) -> Source:
    try:
        sheets = sheets_of_xlsx(path.read_bytes(), path.name)
    except FileRefused as refused:
        raise Unusable("workbook", file=path.name, fault=refused.code) from None
    if not sheets:
        raise Unusable("empty")
    lists = list(filter(_has_invoices, sheets))
    if len(lists) > 1:
        raise Unusable("several-sheets", headings=[each.sheet for each in lists])
    sheet = lists[0] if lists else sheets[0]
    header = header_row(sheet) or 0
    rows = sheet.rows[header:]
    headings = [text_of(cell) for cell in rows[0].cells]
    found = understood(headings, rows[1 : 1 + SAMPLED])
    _checked(found.columns, headings, books=is_ledger(found.seen))
    names = [heading or f"\0{at}" for at, heading in enumerate(headings)]
    sums = {at for at, heading in enumerate(headings) if found.columns.get(heading) in _SUMS}
    sums |= {at for at, heading in enumerate(headings) for of_sum, _ in found.pairs if heading == of_sum}
    cells = [pa.array([_shown(row.at(at), at in sums) for row in rows[1:]], pa.string()) for at in range(len(names))]
    body = pa.RecordBatch.from_arrays(cells, names=names)
    texts = _texts(found, lambda: iter([body]), month_first, mac=sheet.mac)
    size = path.stat().st_size
    source = Source(lambda: iter([texts.part(body, header + 2, size)]), found.columns, found.unread, size)
    source.untitled, source.asides = _untitled(found.seen), texts.has_asides
    return source


def _has_invoices(sheet: Grid) -> bool:
    """Whether a sheet is a list of invoices, and not a cover or a chart's figures."""
    headings = [text_of(cell) for cell in sheet.rows[header_row(sheet) or 0].cells]
    try:
        _checked(understood(headings).columns, headings)
    except Unusable:
        return False
    return True


def _shown(cell: Cell, is_sum: bool) -> str | None:
    """A cell as text, None where it is empty; a sum that a formula gave in cents, as the spreadsheet shows it."""
    found = read_sum(cell, _AS_FRENCH.style) if is_sum and isinstance(cell, Decimal) else None
    return format(found, "f") if isinstance(found, Decimal) else text_of(cell) or None


def _columnar(path: Path, schema: pa.Schema, batches: _Batches, month_first: bool | None) -> Source:
    """A file whose columns have types of their own: texts are read as those of a CSV file are."""
    found = understood(schema.names)
    columns = found.columns
    _checked(columns, schema.names)
    sample = [_as_texts(rows, nested=False) for rows in islice(batches(), 1)]
    seen = understood(schema.names, _first_rows(iter(sample)))
    kept = [name for name in schema.names if name in columns]
    size = path.stat().st_size
    if not _all_exact(pa.schema([schema.field(name) for name in kept]), columns):
        found = seen
        columns = found.columns
        kept = [name for name in schema.names if name.strip() and name not in found.unread]

    def as_is(rows: pa.RecordBatch) -> bool:
        return _all_exact(rows.schema, columns) and not _has_below_zero(rows)

    def written() -> Iterator[pa.RecordBatch]:
        return (_as_texts(rows.select(kept)) for rows in batches() if not as_is(rows.select(kept)))

    texts = _texts(found, written, month_first)

    def parts() -> Iterator[Part]:
        number = 1
        for rows in batches():
            named = rows.select(kept)
            if as_is(named):
                renamed = named.rename_columns([columns[name] for name in kept])
                yield Part(renamed, number, (), size)
            else:
                yield texts.part(_as_texts(named), number, size)
            number += rows.num_rows

    return Source(parts, columns, found.unread, size, untitled=_untitled(seen.seen), asides=texts.has_asides)


def _has_below_zero(rows: pa.RecordBatch) -> bool:
    """Whether a batch of exact columns has a sum below zero: a credit note's."""
    lowest = kernels.min(rows.column("amount")).as_py() if "amount" in rows.schema.names else None
    return lowest is not None and lowest < 0


def _all_exact(schema: pa.Schema, columns: Mapping[str, str]) -> bool:
    """Whether every column of a batch can be taken as it is."""
    return all(columns[each.name] in INPUT.names and _exact(each.type, columns[each.name]) for each in schema)


def _exact(given: pa.DataType, name: str) -> bool:
    """Whether a column can be taken as it is: no float is, for it holds no exact cent."""
    wanted = INPUT.field(name).type
    if pa.types.is_decimal(wanted):
        return bool(pa.types.is_decimal(given) and given.scale <= wanted.scale)
    if pa.types.is_string(wanted):
        return bool(pa.types.is_string(given) or pa.types.is_large_string(given))
    if pa.types.is_nested(wanted):
        return bool(pa.types.is_nested(given))
    return bool(given == wanted)


def _as_texts(rows: pa.RecordBatch, *, nested: bool = True) -> pa.RecordBatch:
    """Columns of other types as texts: a float is written as briefly as it can be, as a spreadsheet shows it.

    Raises Unusable for a column of lists, unless `nested` is false: nothing is then in it.
    """
    columns: list[Column] = []
    for column in rows.columns:
        if pa.types.is_nested(column.type) and nested:
            raise Unusable("nested")
        columns.append(pa.nulls(len(column)) if pa.types.is_nested(column.type) else column.cast(pa.string()))
    return pa.RecordBatch.from_arrays(columns, names=rows.schema.names)
