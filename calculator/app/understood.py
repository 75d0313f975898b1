"""What was understood of imported files, as the page shows it: one question, the columns, what is refused, choices."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from calculator.app.importing import Import, key_of, signature
from calculator.app.view import render
from calculator.app.wording import amount, catalogue, date_in_numbers, date_in_words, in_words, number, number_of, shown
from latepay_core.claim.typed.terms import term_typed
from latepay_core.imports.columns import SUMS
from latepay_core.imports.grid import column_letter
from latepay_core.imports.headings import heading_words
from latepay_core.imports.matching import Proposal, left_on
from latepay_core.imports.model import ColumnSeen, Document, Place, Question, Receipt, Refused, Remark, TableSeen
from latepay_core.imports.parties import name_among
from latepay_core.imports.statuses import STATES_OUT
from latepay_core.imports.told import place_told, question_told, refusal_told, remark_told

if TYPE_CHECKING:
    from calculator.app.answers import Understood

#: What a column may be, in the order of the list; of any other table the roles are only told.
ROLES = {
    "invoices": (
        *("number", "customer", "issued", "due", "amount", "open", "paid_on", "paid_amount"),
        *("term", "amount_net", "vat", "received", "status", "corrects"),
    ),
    "payments": ("operation_date", "operation_amount", "payer", "reference", "label", "number"),
}
#: Words of a heading without which an amount may be one before tax.
_WITH_TAX = re.compile(r"ttc|toutes taxes|incl|gross|brut|payer|du\b")
_CELL = re.compile(r"([A-Z]{1,2})(\d+)")
_NUMERIC_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}).*")
_DAYS_OF_PAYMENT = ("paid_on", "paid_amount")
_DOCUMENTS, _REFUSED, _PAYMENTS, _REMARKS, _RADIOS = 5, 20, 30, 20, 8
_MONTHS = 12
#: So many saved cases are named.
_CASES = 30
#: The terms that are offered, as they are typed.
_TERMS = {
    "term-30": "30 jours",
    "term-30-end": "30 jours fin de mois",
    "term-45-end": "45 jours fin de mois",
    "term-60": "60 jours",
}
#: A public buyer's, in days alone: the law's own for each kind of buyer (CCP, art. R2192-10 and R2192-11).
_PUBLIC_TERMS = {"term-30": "30 jours", "term-50": "50 jours", "term-60": "60 jours"}


def say(key: str, /, **figures: object) -> str:
    """The sentence of an import for a key."""
    return catalogue("importing")[key].format(**figures)


def counted(key: str, count: int, /, **figures: object) -> str:
    """The sentence for one, or for several."""
    return say(f"{key}-one" if count == 1 else key, count=number_of(count), **figures)


def understood(done: Import) -> "Understood":
    """The answer to the step `read`: what the dialog shows."""
    found = done.found
    question = next((each for each in found.questions if each.need), None)
    empty = not (found.documents or found.receipts or found.questions or found.tables)
    context = {
        "cases": (),
        "read": _read_in_words(done),
        "empty": empty,
        "question": _question(done, question) if question else None,
        "remembered": done.remembered,
        "changed": any(each.get("roles") for each in done.answers.get("tables") or ()),
        "tables": [_table(table) for table in found.tables if table.kind in ROLES],
        "documents": _documents(found.documents) if _shows_documents(found.tables, found.documents) else [],
        "more_documents": max(0, len(found.documents) - _DOCUMENTS),
        **_refused(done),
        "payments": [_payment(done, each) for each in done.proposals[:_PAYMENTS]],
        "more_payments": max(0, len(done.proposals) - _PAYMENTS),
        "unmatched": [_receipt(each) for each in done.unmatched[:_PAYMENTS]],
        "unmatched_count": len(done.unmatched),
        "customers": _customers(done),
        "as_list": len(done.made.claims) > _RADIOS,
        "kept_name": done.kept_name,
        "other_customer": done.other_customer,
        "begins_anew": done.begins_anew,
        "chosen_name": _named(done.claim),
        "settled": done.late_settled,
        "settled_taken": bool(done.answers.get("settled")),
        "settled_left": done.made.settled,
        "only_settled": not (done.answers.get("settled") or done.invoices or done.notes or done.payments),
        "totals": found.ignored.get("total", 0),
        "remarks": _remarks(done),
        "add": add_in_words(done),
    }
    return {
        "state": "read",
        "html": {"import": render("import.html", **context)},
        "ready": len(done.invoices) + done.notes + done.payments,
        "add": context["add"],
        "documents": len(found.documents),
        "said": context["read"],
        "customer": done.customer,
        "anew": done.begins_anew,
        "signatures": [
            {"file": table.place.file, "sheet": table.place.sheet, "signature": signature(table)}
            for table in found.tables
            if table.kind in ROLES
        ],
    }


def cases_found(done: Import) -> "Understood":
    """The answer where the files hold cases that were saved here: whose they are, and what could not be read."""
    claims = done.found.claims
    papers = done.found.papers
    said = counted("cases.letters", papers) if papers else counted("cases.read", len(claims))
    context = {
        "cases": [_customer(claim, claims, done.day or date.max) for claim in claims[:_CASES]],
        "more_cases": max(0, len(claims) - _CASES),
        "keep": counted("cases.keep-letters" if papers else "cases.keep", len(claims)),
        "letters": bool(papers),
        "read": said,
        "files": _refused(done)["files"],
    }
    return {"state": "cases", "html": {"import": render("import.html", **context)}, "add": "", "said": said}


def _remarks(done: Import) -> list[dict[str, str]]:
    """What is to be known before it goes in; first what changes the sum of a whole list."""
    early = done.without_receipt
    first = [{"place": "", "said": shown(counted("public.from-issue", early))}] if early else []
    several = (*done.made.remarks, *done.added.remarks, *_credits(done))
    return first + [
        {"place": _where(done, each.place), "said": shown(remark_told(each))} for each in several[:_REMARKS]
    ]


def _credits(done: Import) -> Iterable[Remark]:
    """The credit notes that stand with an invoice of the case."""
    for note, invoice in done.added.credited:
        if invoice:
            yield Remark("credit-note-linked", note.place, {"number": note.number, "invoice": invoice})


def _read_in_words(done: Import) -> str:
    found = done.found
    names = [each for each in done.asked.get("names", ()) if each]
    where = say("read.pasted")
    if names:
        where = say("read.one-file", name=names[0]) if len(names) == 1 else say("read.files", count=len(names))
    dated = sum(paid.paid_on is not None for each in found.invoices for paid in each.paid)
    noted = sum(len(each.credit_notes) for each in found.invoices)
    pieces = _pieces(len(found.invoices), len(found.credit_notes) + noted, len(found.receipts) + dated)
    if pieces:
        return shown(say("read.pieces", pieces=pieces, where=where))
    return "" if found.questions else say("read.nothing", where=where)


def _pieces(invoices: int, notes: int, payments: int) -> str:
    """What there is of each: « 11 factures, un avoir et 2 paiements »."""
    counts = {"invoices": invoices, "notes": notes, "payments": payments}
    said = [counted(f"count.{name}", count) for name, count in counts.items() if count]
    return say("count.and", first=", ".join(said[:-1]), last=said[-1]) if len(said) > 1 else "".join(said)


def add_in_words(done: Import) -> str:
    """What the button that adds says; empty where there is nothing to add."""
    invoices, notes, payments = len(done.invoices), done.notes, done.payments
    if invoices and not notes and not payments:
        return say("add.invoice") if invoices == 1 else say("add.invoices", count=number_of(invoices))
    pieces = _pieces(invoices, notes, payments)
    return say("add.pieces", pieces=pieces) if pieces else ""


def added_in_words(done: Import) -> str:
    """What was added, once it is, and the rows that were to be corrected and did not come."""
    paid, noted = (sum(len(each.get(key, ())) for each in done.invoices) for key in ("payments", "credit_notes"))
    said = say("add.done", pieces=_pieces(len(done.invoices), done.notes + noted, done.payments + paid))
    left = _not_taken(done)
    return f"{said} {counted('add.left', left)}" if left else said


def _not_taken(done: Import) -> int:
    """The rows to be corrected: those refused, but for those that the reader left out himself."""
    left = set(done.answers.get("left") or ())
    return len(
        {
            (each.place.file, each.place.sheet, row)
            for each in done.found.refused
            # what is owed by nobody is rightly left aside: there is nothing to correct in it
            if each.code not in STATES_OUT and _refusal(each, -1, done.found.tables, several=False)["key"] not in left
            for row in each.place.rows
        }
    )


# ---------------------------------------------------------------- the question


def _question(done: Import, question: Question) -> dict[str, Any]:
    """What is asked, and the answers that stand beside it: a name, a value, what the button says."""
    answers: list[tuple[str, str, str]] = []
    said = in_words(question_told(question))
    note = ""
    if question.about == "vat":
        said, answers, note = _about_vat(done, question)
    elif question.about == "dates":
        answers = _about_dates(done)
    elif question.about == "term":
        offered = _PUBLIC_TERMS if done.of_public_buyer else _TERMS
        answers = [("term", typed, say(f"question.{key}")) for key, typed in offered.items()]
        given = done.answers.get("term") or ""
        note = say("question.term-unread", given=given) if given and term_typed(given) is None else ""
    elif question.about == "columns":
        said = say("question.columns")
    return {"about": question.about, "said": shown(said), "answers": answers, "note": note}


def _about_vat(done: Import, question: Question) -> tuple[str, list[tuple[str, str, str]], str]:
    if done.answers.get("vat") == "no":
        return say("question.vat-refused"), [], ""
    total = amount(Decimal(question.figures["total"]))
    said = say("question.vat", heading=question.figures["heading"], total=total)
    return said, [("vat", "yes", say("question.vat-yes")), ("vat", "no", say("question.vat-no"))], ""


def _about_dates(done: Import) -> list[tuple[str, str, str]]:
    """Both readings, of a day of the list that shows them."""
    texts = (text for table in done.found.tables for column in table.columns for text in column.samples)
    for text in texts:
        if found := _NUMERIC_DAY.fullmatch(text):
            one, two, year = map(int, found.groups())
            if one != two and 0 < one <= _MONTHS and 0 < two <= _MONTHS:
                days = date(year, two, one), date(year, one, two)
                return [
                    ("month_first", value, say(f"question.dates-{name}", day=date_in_words(day)))
                    for value, name, day in zip(("no", "yes"), ("day", "month"), days, strict=True)
                ]
    return [
        ("month_first", "no", say("question.dates-day-plain")),
        ("month_first", "yes", say("question.dates-month-plain")),
    ]


# ---------------------------------------------------------------- the columns


def _table(table: TableSeen) -> dict[str, Any]:
    """A table with its columns: those that are read, with their first rows, and the others."""
    read = [each for each in table.columns if each.role] or list(table.columns)
    at = {each.at: place for place, each in enumerate(table.columns)}
    return {
        "file": table.place.file,
        "sheet": table.place.sheet,
        "title": _title(table.place),
        "header": table.header,
        "columns": [_column(table, each) for each in read],
        "others": [_column(table, each) for each in table.columns if each not in read and not each.remarks_read],
        "rows": [[_cell(values[at[each.at]]) for each in read] for _, values in table.rows],
    }


def _title(place: Place) -> str:
    if place.file and place.sheet:
        return say("table.place", file=place.file, sheet=place.sheet)
    return place.file


def _column(table: TableSeen, column: ColumnSeen) -> dict[str, Any]:
    place = table.columns.index(column)
    roles = ROLES[table.kind]
    codes = ["", *roles, *([column.role] if column.role and column.role not in roles else [])]
    return {
        "at": column.at,
        "title": say("table.heading", heading=column.heading) if column.heading else _lettered(column.at),
        "samples": ", ".join(said for said in (_cell(values[place]) for _, values in table.rows[:2]) if said != "–"),
        "role": column.role,
        "options": [(code, say(f"role.{code or 'none'}")) for code in codes],
        "unsure": bool(column.role) and not _is_sure(column),
        "right": column.role in SUMS,
    }


def _lettered(at: int) -> str:
    return say("table.column", letter=column_letter(at))


def _is_sure(column: ColumnSeen) -> bool:
    """Whether the heading says it: « Montant » alone does not say that tax is in it."""
    with_tax = column.role != "amount" or bool(_WITH_TAX.search(heading_words(column.heading)))
    return column.sure and with_tax


def _cell(value: date | Decimal | str) -> str:
    if isinstance(value, date):
        return date_in_numbers(value)
    return number(value) if isinstance(value, Decimal) else value or "–"


def _shows_documents(tables: Sequence[TableSeen], documents: Sequence[Document]) -> bool:
    """Whether some invoices stand in no table whose rows are shown."""
    shown_in = {(each.place.file, each.place.sheet) for each in tables if each.kind in ROLES}
    return any((each.place.file, each.place.sheet) not in shown_in for each in documents)


def _documents(documents: Iterable[Document]) -> list[dict[str, Any]]:
    """The first invoices, each value with the business term that it came from, where it has one."""
    found = []
    for each in list(documents)[:_DOCUMENTS]:
        origin = {name: code for name, code in each.fields.items() if code.startswith("BT-")}
        paid = sum((one.amount for one in each.paid), Decimal(0))
        found.append(
            {
                "number": each.number or "–",
                "customer": each.customer.name or "–",
                "issued_on": date_in_numbers(each.issued_on) if each.issued_on else "–",
                "due_on": date_in_numbers(each.due_on) if each.due_on else each.term_words or "–",
                "amount": number(-each.amount if each.credit else each.amount),
                "paid": number(paid) if paid else "–",
                "origin": origin,
            }
        )
    return found


# ---------------------------------------------------------------- what did not go in


def _refused(done: Import) -> dict[str, Any]:
    """What is refused: cells to mend, rows that are told, files."""
    places = {(each.place.file, each.place.sheet): at for at, each in enumerate(done.found.tables)}
    several = len(done.asked.get("names", ())) > 1
    left = set(done.answers.get("left") or ())
    mend, told, files = list[dict[str, Any]](), list[dict[str, Any]](), list[dict[str, Any]]()
    for each in done.found.refused:
        line = _refusal(each, places.get((each.place.file, each.place.sheet), -1), done.found.tables, several=several)
        if line["key"] in left:
            continue
        (mend if line["cell"] else told if each.place.rows else files).append(line)
    told += [
        {
            "key": "",
            "cell": "",
            "lead": say("refused.row-plain", place=say("refused.place-note", number=each.number)),
            "said": say("refused.note"),
        }
        for each in done.added.left
    ]
    told += [
        {
            "key": "",
            "cell": "",
            "lead": say("refused.row-plain", place=say("refused.place-invoice", number=each.number)),
            "said": each.reason,
        }
        for each in done.unfit
    ]
    return {
        "mend": mend[:_REFUSED],
        "told": told[:_REFUSED],
        "files": files[:_REFUSED],
        "more_refused": sum(max(0, len(each) - _REFUSED) for each in (mend, told, files)),
    }


def _refusal(refused: Refused, at: int, tables: Sequence[TableSeen], *, several: bool) -> dict[str, Any]:
    """A refusal as it is told; `at` says in which of the tables it stands, -1 for none."""
    table = tables[at] if at >= 0 else None
    place, number_ = refused.place, refused.figures.get("number")
    column = _column_of(place.cell, table)
    # one file or the pasted rows go without saying
    where = in_words(place_told(place if several or not place.rows else replace(place, file="")))
    lead = say("refused.row-plain", place=where)
    if number_ and place.rows:
        lead = say("refused.row", place=where, number=str(number_))
    return {
        "key": "|".join((place.file, place.sheet, *map(str, place.rows), refused.code)),
        "id": f"import-cell-{at}-{place.cell}",
        "file": place.file,
        "sheet": place.sheet,
        "cell": place.cell if column and table and table.kind in ROLES else "",
        "given": str(refused.figures.get("number" if refused.code == "duplicate-number" else "given", "")),
        "label": say(f"role.{column.role or 'none'}") if column else "",
        "payment": bool(column and column.role in _DAYS_OF_PAYMENT),
        "lead": lead if several or not place.rows else lead[:1].upper() + lead[1:],
        "said": shown(refusal_told(refused)),
    }


def _where(done: Import, place: Place) -> str:
    """Where something stands; one file, or the pasted rows, go without saying."""
    return in_words(place_told(place if len(done.asked.get("names", ())) > 1 else replace(place, file="")))


def _column_of(cell: str, table: TableSeen | None) -> ColumnSeen | None:
    found = _CELL.fullmatch(cell)
    columns = table.columns if table else ()
    return next((each for each in columns if found and column_letter(each.at) == found[1]), None)


# ---------------------------------------------------------------- payments and customers


def _payment(done: Import, proposal: Proposal) -> dict[str, Any]:
    numbers = ", ".join(each.number for each in proposal.shares)
    return {
        "key": key_of(proposal.receipt),
        **_receipt(proposal.receipt),
        "ground": say(f"ground.{proposal.ground}", numbers=numbers),
        "excess": amount(proposal.excess) if proposal.excess and proposal.ground != "oldest" else "",
        "counted": done.confirmed(proposal),
    }


def _receipt(receipt: Receipt) -> dict[str, str]:
    return {
        "day": date_in_numbers(receipt.paid_on),
        "amount": amount(receipt.amount),
        "payer": receipt.payer or receipt.reference,
    }


@dataclass(frozen=True, slots=True)
class _Customer:
    """One of the customers of a list, as it is chosen."""

    key: str
    said: str
    chosen: bool


def _customers(done: Import) -> list[_Customer]:
    made = done.made
    choices = zip(made.keys, made.claims, strict=True)
    day = done.day or date.max
    return [
        _Customer(key, _customer(claim, made.claims, day), at == done.chosen) for at, (key, claim) in enumerate(choices)
    ]


def _named(claim: dict[str, Any]) -> str:
    return str(claim.get("debtor", {}).get("name") or say("customer.unnamed"))


def _customer(claim: dict[str, Any], among: Iterable[dict[str, Any]], day: date) -> str:
    """A customer and what it owes on the day of the statement, as the command line says it of the same list."""
    name, count = name_among(claim, among) or _named(claim), len(claim["invoices"])
    return counted("customer.choice", count, name=name, amount=amount(left_on(claim, day)))
