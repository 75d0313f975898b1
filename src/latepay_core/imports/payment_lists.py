"""A list of payments: a bank's statement, a payment provider's list, a sheet of settlements."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from latepay_core.imports.cells import Misread, read_day, read_sum
from latepay_core.imports.columns import Columns
from latepay_core.imports.grid import Row
from latepay_core.imports.model import Found, Place, Question, Receipt, Refused
from latepay_core.imports.references import number_named, payer_named
from latepay_core.imports.rows import body_rows, place_of
from latepay_core.imports.statuses import in_euros, is_customers_payment, is_no_number, state_of

_NOT_RECEIVED = {"failed": "not-paid", "draft": "not-paid", "cancelled": "not-paid", "pending": "pending"}


def read_payment_list(columns: Columns) -> Found:
    """The payments of a list. What goes out, waits or came back is counted, not told one by one."""
    ignored: Counter[str] = Counter()
    receipts: list[Receipt] = []
    refused: list[Refused] = []
    for body in body_rows(columns, ignored):
        found = _read(columns, body.row)
        if isinstance(found, Receipt):
            receipts.append(found)
        elif isinstance(found, Refused):
            refused.append(found)
        else:
            ignored[found] += 1
    questions = [Question("dates", Place(columns.grid.file))] if columns.days_both_ways and _in_english(columns) else []
    return Found((), tuple(receipts), tuple(refused), tuple(questions), ignored=dict(ignored))


def _in_english(columns: Columns) -> bool:
    return "date" in columns.heading("operation_date").casefold() and columns.style.decimal == "."


def _read(columns: Columns, row: Row) -> Receipt | Refused | str:
    """A row as a payment received, what is wrong with it, or why it carries none."""
    amount = _amount(columns, row)
    if isinstance(amount, Misread):
        return _misread(columns, row, amount, "operation_amount")
    if amount is None or amount <= 0:
        return "debit" if amount else "note"
    if why := _not_received(columns, row):
        return why
    currency = row.text(columns.at("currency"))
    if not in_euros(currency):
        figures = {"currency": currency.upper(), "amount": format(amount, "f")}
        return Refused("currency-not-eur", place_of(columns, row, role="currency"), figures)
    day = _day(columns, row)
    if not isinstance(day, date):
        return Refused("date-missing", place_of(columns, row)) if day is None else _misread(columns, row, day, "issued")
    return _receipt(columns, row, day, amount)


def _amount(columns: Columns, row: Row) -> Decimal | Misread | None:
    """The sum received: of the column of credits where there is one, else of the signed amounts."""
    if columns.has("credit"):
        found = read_sum(row.at(columns.at("credit")), columns.style)
        if found is None and columns.has("debit"):
            paid_out = read_sum(row.at(columns.at("debit")), columns.style)
            return -abs(paid_out) if isinstance(paid_out, Decimal) else None
        return found
    for role in ("operation_amount", "amount", "paid_amount"):
        if columns.has(role):
            return read_sum(row.at(columns.at(role)), columns.style)
    return None


def _day(columns: Columns, row: Row) -> date | Misread | None:
    for role in ("operation_date", "paid_on", "issued"):
        for at in columns.all(role):
            found = read_day(row.at(at), columns.style)
            if found is not None:
                return found
    return None


def _not_received(columns: Columns, row: Row) -> str:
    state = next((state for at in columns.all("status") if (state := state_of(row.text(at)))), "")
    if state == "refunded":
        return "refunded"
    if state in _NOT_RECEIVED:
        return _NOT_RECEIVED[state]
    return "" if is_customers_payment(row.text(columns.at("kind"))) else "no-customer"


def _misread(columns: Columns, row: Row, found: Misread, role: str) -> Refused:
    figures = {"given": found.shown or row.text(columns.at(role))}
    return Refused(found.code, place_of(columns, row, role=role), figures, columns.heading(role), found.because)


def _receipt(columns: Columns, row: Row, day: date, amount: Decimal) -> Receipt:
    wordings = list(_wordings(columns, row))
    label = max(wordings, key=len, default="")
    said = row.text(columns.at("number"))
    number = said if said and not is_no_number(said) and columns.at("number") not in columns.all("reference") else ""
    if not _is_named(columns):
        number = ""
    invoice = number or next((found for text in wordings if (found := number_named(text))), "")
    name = row.text(columns.at("payer")) or row.text(columns.at("customer") if not columns.has("payer") else None)
    payer = payer_named(name) if name else payer_named(label)
    reference = row.text(columns.at("reference")) or label or number or name
    return Receipt(place_of(columns, row), day, amount, payer, reference, invoice)


def _is_named(columns: Columns) -> bool:
    """Whether the column of numbers holds the firm's own invoice numbers, and not the provider's identifiers."""
    return not columns.heading("number").casefold().rstrip().endswith(" id")


def _wordings(columns: Columns, row: Row) -> Iterable[str]:
    named = "label" if columns.has("label") else "payer" if columns.has("payer") else "customer"
    for role in ("reference", named):
        for at in columns.all(role):
            if text := row.text(at):
                yield text
