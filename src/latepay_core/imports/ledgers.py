"""Ledgers: customers' accounts with debits, credits and lettering, the French FEC among them."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from latepay_core.imports.cells import Misread, read_day, read_sum
from latepay_core.imports.columns import Columns
from latepay_core.imports.grid import Row
from latepay_core.imports.headings import plain_heading
from latepay_core.imports.lettering import Posting, settled_together
from latepay_core.imports.model import (
    ZERO,
    Document,
    Found,
    Instalment,
    PartyFound,
    Place,
    Question,
    Receipt,
    Refused,
    Remark,
)
from latepay_core.imports.references import number_named
from latepay_core.imports.rows import BodyRow, body_rows, place_of

_CUSTOMERS = ("411", "416", "413")
_SUPPLIERS = ("40",)
_GENERAL = re.compile(r"[1-8]\d{2,}")
#: Letters before the code of an auxiliary account, where a program gives customers and suppliers one each.
_SUPPLIER_CODE = re.compile(r"0[A-Z]|F(?:OUR|RS)?\d|401", re.IGNORECASE)
_OPENING = re.compile(r"an|ran|a nouveaux?|a nouveau|ouv(erture)?|report( a nouveau)?|reouverture")
_SALES = re.compile(r"v(e|te?|t|en|entes?)?\d*|ventes?|fac|fact|sales?|vte\w*")
_PURCHASES = re.compile(r"ac|ach|ha|achats?|a\d+|purchases?")
_CREDIT_NOTE = re.compile(r"\bavoirs?\b|\bav\d|\bcredit (?:note|memo)\b|note de credit", re.IGNORECASE)
_RETURNED = re.compile(r"\b(?:rejet\w*|impay[ée]\w*|rembours\w*|retour\w*|contre-?pass\w*|annul\w*)\b", re.IGNORECASE)
_COLLECTIVE = re.compile(
    r"(?:comptes? )?clients?(?: (?:divers|comptoir|collectifs?|ventes?|particuliers|france|autres))*|411\w*"
)
_SHORT_PIECE = 7
_FEWEST_MARKS = 2


@dataclass(frozen=True, slots=True)
class _Line:
    """An entry on an account, as far as it is a customer's."""

    row: Row
    customer: PartyFound
    day: date
    due_on: date | None
    journal: str
    label: str
    piece: str
    debit: Decimal
    letter: str


def is_ledger(columns: Columns) -> bool:
    """Whether a list is a ledger: debits and credits on accounts, in journals, or lettered."""
    two_sides = columns.has("debit", "credit") or (columns.has("sense") and columns.has("amount"))
    on_accounts = columns.has("journal") or columns.has("lettering") or columns.has("account", "customer")
    of_customers = columns.has("due") or "client" in columns.heading("customer").casefold()
    on_accounts = on_accounts or (
        columns.has("customer") and of_customers and columns.marks("payments") < _FEWEST_MARKS
    )
    return two_sides and on_accounts


def read_ledger(columns: Columns) -> Found:
    """The invoices, credit notes and payments of customers' accounts."""
    ignored: Counter[str] = Counter()
    refused: list[Refused] = []
    lines: list[_Line] = []
    for body in body_rows(columns, ignored):
        found = _line(columns, body)
        if isinstance(found, _Line):
            lines.append(found)
        elif isinstance(found, Refused):
            refused.append(found)
        else:
            ignored[found] += 1
    documents, receipts, returned = _put_together(columns, lines, ignored)
    refused += returned
    if _is_whole_ledger(ignored):
        suppliers = [each for each in refused if each.code == "supplier-account"]
        ignored["supplier account"] += len(suppliers)
        refused = [each for each in refused if each.code != "supplier-account"]
    return Found(
        tuple(documents),
        tuple(receipts),
        tuple(refused),
        tuple(_questions(columns, documents)),
        tuple(_collective(documents)),
        ignored=dict(ignored),
    )


def _is_whole_ledger(ignored: Counter[str]) -> bool:
    """Whether all accounts are in the file, so that those of suppliers are no surprise."""
    return ignored["other account"] > 0


def _line(columns: Columns, body: BodyRow) -> _Line | Refused | str:
    row = body.row
    account = row.text(columns.at("account"))
    customer = _customer(columns, body)
    journal = plain_heading(row.text(columns.at("journal")))
    if why := _other_account(account, journal):
        name = {"customer": customer.name or account}
        return Refused(why, place_of(columns, row), name) if why == "supplier-account" else why
    debit = _debit(columns, row)
    if isinstance(debit, Refused):
        return debit
    if debit == 0:
        return "nothing"
    days = {role: read_day(row.at(columns.at(role)), columns.style) for role in ("issued", "due")}
    for role, found in days.items():
        if isinstance(found, Misread):
            figures = {"given": found.shown or row.text(columns.at(role))}
            place = place_of(columns, row, role=role)
            return Refused(found.code, place, figures, columns.heading(role), found.because)
    day, due_on = days["issued"], days["due"]
    if not isinstance(day, date):
        return Refused("date-missing", place_of(columns, row, role="issued"))
    label, piece = _label(columns, row), _piece(columns, row)
    letter = row.text(columns.at("lettering"))
    return _Line(row, customer, day, due_on if isinstance(due_on, date) else None, journal, label, piece, debit, letter)


def _customer(columns: Columns, body: BodyRow) -> PartyFound:
    row = body.row
    names = [text for at in columns.all("customer") if (text := row.text(at))]
    code = row.text(columns.at("customer_code")) or row.text(columns.at("account"))
    return PartyFound(name=names[0], code=code) if names else body.group if body.group.key else PartyFound(code=code)


def _other_account(account: str, journal: str) -> str:
    """Why an account is no customer's; empty where it may be one."""
    if account.startswith(_CUSTOMERS):
        return ""
    if account.startswith(_SUPPLIERS) or _SUPPLIER_CODE.match(account) or _PURCHASES.fullmatch(journal):
        return (
            "other account"
            if _GENERAL.fullmatch(account) and not account.startswith(_SUPPLIERS)
            else "supplier-account"
        )
    return "other account" if _GENERAL.fullmatch(account) else ""


def _debit(columns: Columns, row: Row) -> Decimal | Refused:
    """What an entry debits the account with; negative for a credit."""
    sides: list[Decimal] = []
    roles = ("debit", "credit") if columns.has("debit", "credit") else ("amount",)
    for role in roles:
        found = read_sum(row.at(columns.at(role)), columns.style)
        if isinstance(found, Misread):
            figures = {"given": found.shown or row.text(columns.at(role))}
            place = place_of(columns, row, role=role)
            return Refused(found.code, place, figures, columns.heading(role), found.because)
        sides.append(found or ZERO)
    if len(sides) == 1:
        credit = row.text(columns.at("sense")).strip().upper().startswith("C")
        return -sides[0] if credit else sides[0]
    return sides[0] - sides[1]


def _label(columns: Columns, row: Row) -> str:
    return next((text for at in columns.all("label") if (text := row.text(at))), "")


def _piece(columns: Columns, row: Row) -> str:
    """The number of a document: what its own reference says, else what its label names, else the ledger's piece."""
    pieces = [text for at in columns.all("number") if (text := row.text(at))]
    piece = pieces[0] if pieces else ""
    named = number_named(_label(columns, row))
    if named and piece.isdigit() and len(piece) < _SHORT_PIECE and piece not in named:
        return named
    return piece or named


def _put_together(
    columns: Columns, lines: list[_Line], ignored: Counter[str]
) -> tuple[list[Document], list[Receipt], list[Refused]]:
    """The documents and the payments of all accounts; what is lettered together is settled together."""
    groups: dict[object, list[_Line]] = {}
    for at, line in enumerate(lines):
        key = (line.customer.key, line.letter) if line.letter else at
        groups.setdefault(key, []).append(line)
    documents: list[Document] = []
    receipts: list[Receipt] = []
    returned: list[Refused] = []
    for group in groups.values():
        postings = [_posting(columns, line) for line in group]
        settled = settled_together(postings)
        documents += settled.documents
        receipts += settled.receipts
        returned += settled.returned
        ignored["payment of a lettered invoice"] += settled.used
    documents = _in_parts(documents)
    documents.sort(key=lambda each: each.place.rows)
    receipts.sort(key=lambda each: each.place.rows)
    return documents, receipts, returned


def _in_parts(documents: list[Document]) -> list[Document]:
    """The documents with the entries of one put together: a ledger has one for each of its due dates."""
    groups: dict[object, list[Document]] = {}
    for at, each in enumerate(documents):
        key = (each.customer.key, each.number, each.issued_on, each.credit) if each.number and each.issued_on else at
        groups.setdefault(key, []).append(each)
    return [group[0] if len(group) == 1 else _together(group) for group in groups.values()]


def _together(parts: list[Document]) -> Document:
    first = parts[0]
    days = [each.due_on for each in parts]
    several = None not in days and len(set(days)) > 1
    shares = [Instalment(each.due_on, each.amount) for each in parts if several and each.due_on]
    paid = sorted((each for part in parts for each in part.paid), key=lambda each: each.paid_on or date.min)
    return replace(
        first,
        place=replace(first.place, rows=tuple(sorted(row for part in parts for row in part.place.rows))),
        amount=sum((part.amount for part in parts), ZERO),
        due_on=None if several else first.due_on,
        instalments=tuple(shares),
        paid=tuple(paid),
        credit_notes=tuple(note for part in parts for note in part.credit_notes),
    )


def _posting(columns: Columns, line: _Line) -> Posting:
    place = place_of(columns, line.row)
    if line.debit > 0 and not _is_returned(line):
        return Posting(line.label, document=_document(columns, line, place))
    if _CREDIT_NOTE.search(f"{line.label} {line.piece}") or _SALES.fullmatch(line.journal):
        return Posting(line.label, document=_document(columns, line, place))
    if line.debit > 0:
        return Posting(line.label, returned=Refused("payment-returned", place, {"amount": format(line.debit, "f")}))
    reference = line.label or line.piece
    named = number_named(line.label)
    receipt = Receipt(place, line.day, -line.debit, line.customer.name, reference, named, True, line.customer)
    return Posting(line.label, receipt=receipt)


def _is_returned(line: _Line) -> bool:
    """Whether a debit is no invoice but money that went back: a rejected payment, a refund."""
    return bool(_RETURNED.search(line.label)) and not _SALES.fullmatch(line.journal)


def _document(columns: Columns, line: _Line, place: Place) -> Document:
    credit = line.debit < 0
    # the day on which the books were opened again is not the invoice's
    opened = bool(_OPENING.fullmatch(line.journal)) and line.day.day == 1
    named = [each for each in (number_named(line.label.replace(line.piece, " ")),) if each and credit]
    return Document(
        place,
        line.piece,
        line.customer,
        abs(line.debit),
        credit,
        None if opened else line.day,
        None if credit else line.due_on,
        corrects=named[0] if named else "",
        fields={"amount": columns.heading("credit" if credit else "debit"), "due_on": columns.heading("due")},
    )


def _collective(documents: list[Document]) -> Iterable[Remark]:
    """Accounts that may hold several customers, for their books keep none apart."""
    held: dict[str, list[Document]] = {}
    for each in documents:
        if _COLLECTIVE.fullmatch(plain_heading(each.customer.name)):
            held.setdefault(each.customer.name, []).append(each)
    for name, theirs in held.items():
        if len(theirs) > 1:
            yield Remark("collective-account", theirs[0].place, {"customer": name})


def _questions(columns: Columns, documents: list[Document]) -> Iterable[Question]:
    without = [each for each in documents if not each.credit and not each.due_known]
    without = [each for each in without if not each.settled] or without
    if without:
        rows = tuple(row for each in without for row in each.place.rows)
        place = Place(columns.grid.file, rows, columns.grid.sheet)
        yield Question("term", place, figures={"count": len(without)})
