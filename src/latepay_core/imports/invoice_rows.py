"""A list of invoices: each row read in its cells, then the rows of one invoice put together."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from latepay_core.claim.typed.amounts import other_currency
from latepay_core.claim.typed.terms import term_typed
from latepay_core.imports.cells import Misread, read_day, read_sum
from latepay_core.imports.columns import Columns
from latepay_core.imports.grid import Row
from latepay_core.imports.model import PartyFound, Refused
from latepay_core.imports.references import note_about, own_number
from latepay_core.imports.rows import BodyRow, body_rows, place_of
from latepay_core.imports.statuses import (
    NOTE_NUMBER,
    STATES_OUT,
    STATES_OWED,
    below_zero_is_received,
    in_euros,
    is_credit,
    is_no_number,
    is_payment,
    is_yes,
    kind_of,
    speaks_of_documents,
    state_under,
)

_LONGEST_TERM = 365


@dataclass(slots=True)
class Entry:
    """A row as read: what its cells say, and the first fault among them."""

    rows: list[Row]
    number: str
    customer: PartyFound
    amount: Decimal | None = None
    issued_on: date | None = None
    received_on: date | None = None
    due_on: date | None = None
    term: Mapping[str, Any] | None = None
    term_words: str = ""
    open: Decimal | None = None
    paid_amount: Decimal | None = None
    paid_on: date | None = None
    payment_id: str = ""
    #: Further payments on the same row, each with a column for its sum and one for its day.
    more_paid: tuple[tuple[date | None, Decimal], ...] = ()
    state: str = ""
    #: The words that say so.
    state_words: str = ""
    credit: bool = False
    payment: bool = False
    #: Its sum is written below zero.
    negative: bool = False
    corrects: str = ""
    balance: bool = False
    by_number: bool = False
    refused: Refused | None = None
    figures: dict[str, str] = field(default_factory=dict)

    @property
    def day_alone(self) -> bool:
        """Whether the row has a day of payment, and neither a sum nor what is left to tell what came then."""
        return self.paid_on is not None and self.paid_amount is None and (self.open is None or self.balance)


def entries_of(columns: Columns, ignored: Counter[str]) -> list[Entry]:
    """The rows of a list as entries, in the order of the file; a row that continues an entry is joined to it."""
    found: list[Entry] = []
    for body in body_rows(columns, ignored):
        if found and _continues(columns, body.row, found[-1]):
            found[-1].rows.append(body.row)
        else:
            found.append(_Reader(columns, body).entry())
    _refuse_unknown_kinds(columns, found)
    _credit_by_number(found)
    _refuse_taken_back(columns, found)
    return found


def _refuse_unknown_kinds(columns: Columns, entries: list[Entry]) -> None:
    """Rows of a kind that is none of ours, in a list that tells invoices from what is none."""
    kinds = [entry.rows[0].text(columns.at("kind")) for entry in entries]
    if not speaks_of_documents(kinds):
        return
    for entry, kind in zip(entries, kinds, strict=True):
        if entry.refused is None and kind_of(kind) == "unknown":
            place = place_of(columns, *entry.rows, role="kind")
            given = entry.figures | {"given": kind}
            entry.refused = Refused("kind-unknown", place, given, columns.heading("kind"), amount=entry.amount)


def _refuse_taken_back(columns: Columns, entries: list[Entry]) -> None:
    """Payments of the sign that the list's payments do not have: bounced or cancelled, and no money received.

    A list of movements writes all that is received below zero. One payment below zero that bears an invoice's number
    tells of no such habit.
    """
    payments = [entry for entry in entries if entry.payment and entry.amount]
    below = [entry for entry in payments if entry.negative]
    numbers = {entry.number for entry in entries if entry.number and not entry.payment}
    named = any(each in numbers for entry in below for each in (entry.number, entry.corrects))
    if below_zero_is_received(len(below), len(payments), named=named):
        below = [entry for entry in payments if not entry.negative]
    for entry in below:
        if entry.refused is None:
            place = place_of(columns, *entry.rows, role="amount")
            given = {"given": entry.rows[0].text(columns.at("amount"))}
            entry.refused = Refused("payment-taken-back", place, entry.figures | given, amount=entry.amount)


def _credit_by_number(entries: list[Entry]) -> None:
    """Credit notes whose sums are written without a sign, told by numbers that few of the list bear: `AV-12`."""
    numbered = [entry for entry in entries if entry.number]
    notes = [entry for entry in numbered if re.match(NOTE_NUMBER, entry.number)]
    if len(notes) * 2 >= len(numbered):
        return
    for entry in notes:
        if not entry.credit and not entry.payment and entry.due_on is None and entry.paid_amount is None:
            entry.credit = entry.by_number = True


def _continues(columns: Columns, row: Row, entry: Entry) -> bool:
    """Whether a row only adds a line to the invoice above it: its number, or none, and nothing of its own."""
    same = row.text(columns.at("number")) in ("", entry.number)
    own = ("amount", "customer", "issued", "due", "open", "paid_amount", "paid_on")
    return same and columns.marks("items") > 0 and all(row.at(columns.at(role)) is None for role in own)


class _Reader:
    """Reads the cells of one row; the first fault stays."""

    def __init__(self, columns: Columns, body: BodyRow) -> None:
        self.columns, self.row, self.group = columns, body.row, body.group
        self.fault: Refused | None = None

    def entry(self) -> Entry:
        entry = Entry([self.row], self._number(), self._customer())
        entry.state, entry.state_words = self._state()
        entry.figures = {"number": entry.number} if entry.number else {}
        kind = self._text("kind")
        self._currency()
        entry.balance = not self.columns.has("amount") and self.columns.has("open") and not self._adds_tax()
        amount = self._amount("open" if entry.balance else "amount")
        entry.amount = None if amount is None else abs(amount)
        entry.payment, entry.negative = is_payment(kind), amount is not None and amount < 0
        entry.credit = (
            is_credit(kind)
            or is_credit(self.columns.grid.sheet)
            or (amount is not None and amount < 0 and not entry.payment)
        )
        entry.issued_on, entry.received_on = self._day("issued"), self._day("received")
        self._due(entry)
        entry.open = None if entry.balance else self._sum("open")
        # what cannot be read of it would be asked for again: the row is told instead
        paid = self._sum("paid_amount", needed=True)
        entry.paid_amount, entry.paid_on = None if paid is None else abs(paid), self._day("paid_on")
        entry.more_paid = tuple(self._more_paid())
        entry.payment_id, entry.corrects = self._text("payment_id"), self._text("corrects") or self._note_about()
        if entry.state in STATES_OUT:
            said = self._text("number")
            named = {"number": said} if said else {}
            self.fault = Refused(entry.state, place_of(self.columns, self.row), named)
        entry.refused = self.fault and replace(self.fault, amount=entry.amount)
        return entry

    def _text(self, role: str) -> str:
        return self.row.text(self.columns.at(role))

    def _note_about(self) -> str:
        """The invoice of a credit note, as a remark in any cell of its row says it: « Avoir sur F-118 »."""
        texts = (text for at in self.row.filled if "avoir" in (text := self.row.text(at)).casefold())
        return next((number for text in texts if (number := note_about(text)) and number != self._number()), "")

    def _number(self) -> str:
        """What the column of numbers says; in a list that has none, what the wording of the row begins by naming."""
        if not self.columns.has("number"):
            return next((number for at in self.columns.all("label") if (number := own_number(self.row.text(at)))), "")
        texts = (self.row.text(at) for at in self.columns.all("number"))
        return next((text for text in texts if text and not is_no_number(text)), "")

    def _customer(self) -> PartyFound:
        name = next((text for at in self.columns.all("customer") if (text := self.row.text(at))), "")
        code = self._text("customer_code")
        if not name and not code:
            return self.group
        siren = "".join(filter(str.isdigit, self._text("siren")))[:9]
        return PartyFound(name=name, code=code, siren=siren, vat_number=self._text("vat_number"))

    def _state(self) -> tuple[str, str]:
        """The first state that any column says, and its words: what takes the row out comes before what settles it."""
        said = {self._said_state(at): self.row.text(at) for at in self.columns.all("status")}
        if is_yes(self._text("draft")) or is_no_number(self.row.text(self.columns.at("number"))):
            said["draft"] = ""
        if self._text("cancelled_on"):
            said["cancelled"] = ""
        state = next((state for state in (*STATES_OUT, "settled", *STATES_OWED) if state in said), "")
        return state, said.get(state, "")

    def _said_state(self, at: int) -> str:
        return state_under(self.columns.columns[at].heading, self.row.text(at))

    def _currency(self) -> None:
        role = "amount" if self.columns.has("amount") else "open"
        currency = self._text("currency") or other_currency(self.columns.heading(role))
        if not in_euros(currency):
            amount = self._text("amount")
            self._refuse("currency-not-eur", "currency", {"currency": currency, "amount": amount})

    def _adds_tax(self) -> bool:
        """Whether the amount with VAT is in two columns, to be added up."""
        return not self.columns.has("amount") and self.columns.has("amount_net", "vat")

    def _amount(self, role: str) -> Decimal | None:
        amount = self._sum("amount_net" if self._adds_tax() else role, needed=True)
        if amount is not None and self._adds_tax():
            amount += self._sum("vat") or Decimal(0)
        if amount == 0:
            self._refuse("amount-zero", role)
        elif amount is None:
            self._refuse("amount-missing", role)
        return amount

    def _sum(self, role: str, *, needed: bool = False) -> Decimal | None:
        found = read_sum(self.row.at(self.columns.at(role)), self.columns.style)
        if isinstance(found, Misread):
            if needed:
                self._misread(found, role)
            return None
        return found

    def _day(self, role: str) -> date | None:
        found = read_day(self.row.at(self.columns.at(role)), self.columns.style)
        if isinstance(found, Misread):
            self._misread(found, role)
            return None
        return found

    def _more_paid(self) -> Iterator[tuple[date | None, Decimal]]:
        """The payments of the second pair of columns and of those after it."""
        sums, days = sorted(self.columns.all("paid_amount")), sorted(self.columns.all("paid_on"))
        if len(sums) != len(days):
            yield from self._further_sums(sums)
            return
        first = sums.index(self.columns.at("paid_amount") or 0) if sums else 0
        for at, (of_sum, of_day) in enumerate(zip(sums, days, strict=True)):
            amount = read_sum(self.row.at(of_sum), self.columns.style)
            day = read_day(self.row.at(of_day), self.columns.style)
            if at != first and isinstance(amount, Decimal) and amount > 0:
                yield (day if isinstance(day, date) else None), amount

    def _further_sums(self, sums: list[int]) -> Iterator[tuple[None, Decimal]]:
        """What other columns say was paid, of no known day, unless they repeat the first or what is left tells all."""
        if self.columns.has("open"):
            return
        first, repeated = self.columns.at("paid_amount"), self.columns.repeated_paid
        for at in sums:
            amount = read_sum(self.row.at(at), self.columns.style)
            if at != first and at not in repeated and isinstance(amount, Decimal):
                yield None, abs(amount)

    def _due(self, entry: Entry) -> None:
        """The due date, or the term in words or in days, from either column."""
        cell = self.row.at(self.columns.at("due"))
        found = read_day(cell, self.columns.style)
        if isinstance(found, date):
            entry.due_on = found
            return
        for text in (cell if isinstance(cell, str) else "", self._text("term")):
            if text and (term := _term(text, self.columns)):
                entry.term, entry.term_words = term, text
                return
        term_day = read_day(self.row.at(self.columns.at("term")), self.columns.style) if self._text("term") else None
        if isinstance(term_day, date):
            entry.due_on = term_day
        elif isinstance(found, Misread):
            self._misread(found, "due")

    def _misread(self, found: Misread, role: str) -> None:
        given = found.shown or self._text(role)
        self._refuse(found.code, role, {"given": given}, found)

    def _refuse(
        self, code: str, role: str, figures: Mapping[str, str] | None = None, misread: Misread | None = None
    ) -> None:
        if self.fault is None:
            number = self._number()
            named = {"number": number} if number else {}
            place = place_of(self.columns, self.row, role=role)
            because = misread.because if misread else None
            self.fault = Refused(code, place, named | dict(figures or {}), self.columns.heading(role), because)


def _term(text: str, columns: Columns) -> Mapping[str, Any] | None:
    """A term in words; a bare number of days under a heading that asks for a term."""
    if text.isdigit() and columns.has("term") and int(text) <= _LONGEST_TERM:
        return {"days": int(text)}
    return term_typed(text)
