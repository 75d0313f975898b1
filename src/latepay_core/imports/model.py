"""What is found in files made by others: invoices, credit notes, payments; what was refused, asked, left aside.

Plain values, without sentences: `imports.told` has what is to be said of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from latepay_core.claim.naming import name_key
from latepay_core.claim.typed import Unread
from latepay_core.said import Cited, Value

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: the file's name, its sheet, the rows (counted from 1), the cell (`F14`)."""

    file: str = ""
    rows: tuple[int, ...] = ()
    sheet: str = ""
    cell: str = ""

    @property
    def row(self) -> int | None:
        """The first of the rows."""
        return self.rows[0] if self.rows else None


@dataclass(frozen=True, slots=True)
class PartyFound:
    """A customer or a seller, as far as the file tells."""

    name: str = ""
    code: str = ""
    siren: str = ""
    vat_number: str = ""
    country: str = ""
    address: str = ""
    email: str = ""
    iban: str = ""

    @property
    def key(self) -> str:
        """What tells one party from another: its company number, else its name, else its code."""
        return self.siren or name_key(self.name) or self.code.casefold()


@dataclass(frozen=True, slots=True)
class Paid:
    """What was paid of an invoice; `paid_on` is None where the file shows that something was paid, not when."""

    paid_on: date | None
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Instalment:
    """One of several due dates of an invoice."""

    due_on: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Document:
    """An invoice or, where `credit`, a credit note; `amount` is in EUR with VAT, positive for both.

    `corrects` is the number of the invoice that a credit note is about. `fields` says of each value where it was
    found: a column's heading, or the business term of an electronic invoice (`BT-9`).
    """

    place: Place
    number: str
    customer: PartyFound
    amount: Decimal
    credit: bool = False
    issued_on: date | None = None
    due_on: date | None = None
    received_on: date | None = None
    performed_on: date | None = None
    term: Mapping[str, Any] | None = None
    term_words: str = ""
    paid: tuple[Paid, ...] = ()
    credit_notes: tuple["Document", ...] = ()
    instalments: tuple[Instalment, ...] = ()
    corrects: str = ""
    seller: PartyFound | None = None
    notes: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    #: The file shows what is left of the invoice, not its first amount.
    balance: bool = False
    #: Its days can be read in two ways: it waits for the answer.
    doubtful: bool = False

    @property
    def credited(self) -> Decimal:
        """What its credit notes come to."""
        return sum((note.amount for note in self.credit_notes), ZERO)

    @property
    def open(self) -> Decimal:
        """What is left of it."""
        return self.amount - sum((each.amount for each in self.paid), ZERO) - self.credited

    @property
    def settled(self) -> bool:
        """Whether nothing is left of it."""
        return not self.credit and self.open <= 0

    @property
    def due_known(self) -> bool:
        """Whether the file says when it was to be paid."""
        return self.due_on is not None or self.term is not None or bool(self.instalments)

    def with_term(self, term: Mapping[str, Any]) -> "Document":
        """The same, payable by a term that the user gave for those that have none."""
        return self if self.due_known or self.credit else replace(self, term=term)


@dataclass(frozen=True, slots=True)
class Receipt:
    """Money received that the file links to no invoice; `invoice` is the number that its wording names, if any.

    `on_account` where the file's own books hold it against the customer's account, in `payer`.
    """

    place: Place
    paid_on: date
    amount: Decimal
    payer: str = ""
    reference: str = ""
    invoice: str = ""
    on_account: bool = False
    customer: PartyFound = field(default_factory=PartyFound)


@dataclass(frozen=True, slots=True)
class Refused:
    """A row or a file that did not go in: a stable code, where it stands, the figures of its sentence.

    `because` is what its cell, under `heading`, could not be read as; `amount` is the row's, in EUR with
    VAT, where known.
    """

    code: str
    place: Place
    figures: Mapping[str, Cited] = field(default_factory=dict)
    heading: str = ""
    because: Unread | None = None
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What only the user knows. `need` where something stays out until it is answered.

    `about` is `term` (when were these to be paid), `columns` (what are they), `dates` (day or month first),
    `vat` (the amounts are without VAT) or `customer`.
    """

    about: str
    place: Place
    need: bool = True
    figures: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to know about what went in: a stable code and its figures."""

    code: str
    place: Place
    figures: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ColumnSeen:
    """A column as it was read: its number from 0, its heading, its role (empty where it is not read), its first texts.

    `sure` where the heading itself says what it is.
    """

    at: int
    heading: str
    role: str
    sure: bool
    samples: tuple[str, ...] = ()
    #: It has no role, and some of its remarks were read all the same: they say which invoice a credit note is about.
    remarks_read: bool = False


@dataclass(frozen=True, slots=True)
class TableSeen:
    """How a table was read: as `invoices`, `payments` or a `ledger`; its columns, and its first rows.

    `header` is the row of the headings. A row has its number and a value for each of the columns.
    """

    place: Place
    kind: str
    header: int | None
    columns: tuple[ColumnSeen, ...]
    rows: tuple[tuple[int, tuple[date | Decimal | str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """All that was found in one file or several. `ignored` counts the rows that carry nothing to import, by why."""

    documents: tuple[Document, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    refused: tuple[Refused, ...] = ()
    questions: tuple[Question, ...] = ()
    remarks: tuple[Remark, ...] = ()
    ignored: Mapping[str, int] = field(default_factory=dict)
    #: Claims of ours that were among the files, as they were kept.
    claims: tuple[dict[str, Any], ...] = ()
    #: How the tables among the files were read.
    tables: tuple[TableSeen, ...] = ()
    #: Letters and statements made here, whose claims are among `claims`.
    papers: int = 0

    def __add__(self, other: "Found") -> "Found":
        names = self.ignored.keys() | other.ignored.keys()
        return Found(
            self.documents + other.documents,
            self.receipts + other.receipts,
            self.refused + other.refused,
            self.questions + other.questions,
            self.remarks + other.remarks,
            {
                name: count
                for name in sorted(names)
                if (count := self.ignored.get(name, 0) + other.ignored.get(name, 0))
            },
            self.claims + other.claims,
            self.tables + other.tables,
            self.papers + other.papers,
        )

    @property
    def invoices(self) -> tuple[Document, ...]:
        """The invoices, settled ones included."""
        return tuple(each for each in self.documents if not each.credit)

    @property
    def credit_notes(self) -> tuple[Document, ...]:
        """The credit notes that no file links to an invoice."""
        return tuple(each for each in self.documents if each.credit)


@dataclass(frozen=True, slots=True)
class TableAnswers:
    """What the user changed of a table: `roles` by column number from 0 (empty: not read), `cells` by name (`F14`)."""

    roles: Mapping[int, str] = field(default_factory=dict)
    cells: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answers:
    """What the user said to the questions: `term` as in a claim, `columns` the roles by column number from 0.

    `columns` are all the roles of a table, whatever its headings say; `tables` change one table each, by the names of
    its file and sheet.
    """

    term: Mapping[str, Any] | None = None
    columns: Mapping[int, str] | None = None
    month_first: bool | None = None
    tables: Mapping[tuple[str, str], TableAnswers] = field(default_factory=dict)
