"""The statement's lines and totals as one table of text cells: to be copied, or saved as CSV for Excel."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from latepay_core.documents.cleaning import cell
from latepay_core.outputs.words import cited, say
from latepay_core.said import Language
from latepay_core.statement import InvoiceStatement, Statement, StatementLine
from latepay_core.wording import printed, worded
from latepay_core.wording import say as told

_COLUMNS = ("invoice", "due", "first", "last", "days", "principal", "rate", "interest", "reference")
_TOTALS = ("principal-due", "interest-due", "compensation-due", "total-due")
_BYTE_ORDER_MARK = "\ufeff"
#: What stands between two cells, and between thousands.
_BETWEEN: Mapping[Language, str] = {"fr": ";", "en": ","}
_THOUSANDS: Mapping[Language, str] = {"fr": "\u202f", "en": ","}


def rows(statement: Statement) -> list[list[str]]:
    """Header, one row a line of interest, then the totals, in the statement's language; no mark parts the thousands.

    >>> from latepay_core import Claim, draw_up
    >>> claim = Claim.model_validate({"as_of": "2026-03-15",
    ...     "invoices": [{"number": "F-118", "due_on": "2025-11-30", "amount": "10000.00"}]})
    >>> rows(draw_up(claim))[1][2:8]
    ['01/12/2025', '31/12/2025', '31', '10000,00', '12,15', '103,19']
    """
    language, totals = statement.language, statement.totals
    words = {
        "interest": worded(f"word.interest-title.{statement.regime}", language),
        "as_of": printed(statement.as_of, "day", language),
    }
    found = [[say(f"table.{name}", language, **words) for name in _COLUMNS]]
    for invoice in statement.invoices:
        found += [_line(invoice.number, invoice.due_on, line, language) for line in invoice.lines]
        found += _due_two_ways(invoice, language)
        found += _paid_undated(invoice, language)
    sums = [(name, getattr(totals, name.replace("-", "_"))) for name in _TOTALS]
    sums += [(f"scope-{scope}", part.total_due) for scope, part in totals.scopes.items()]
    found += [_total(say(f"table.{name}", language, **words), euros, language) for name, euros in sums]
    return [[cell(each) for each in row] for row in found]


def statement_tsv(statement: Statement) -> str:
    """The table as a spreadsheet takes it from the clipboard: tabs between cells."""
    return "\n".join("\t".join(row) for row in rows(statement)) + "\n"


def statement_csv(statement: Statement) -> bytes:
    """The table as Excel opens it in the statement's language: UTF-8 with its mark, CR LF (RFC 4180).

    In French, semicolons between the cells and decimal commas; in English, commas and decimal points.

    >>> from latepay_core import Claim, draw_up
    >>> claim = Claim.model_validate({"as_of": "2026-03-15",
    ...     "invoices": [{"number": "=1+1;2", "due_on": "2025-11-30", "amount": "10000.00"}]})
    >>> statement_csv(draw_up(claim)).decode("utf-8-sig").splitlines()[1][:20]
    '"\\'=1+1;2";30/11/2025'
    """
    between = _BETWEEN[statement.language]
    lines = (between.join(_quoted(each, between) for each in row) for row in rows(statement))
    return (_BYTE_ORDER_MARK + "".join(line + "\r\n" for line in lines)).encode()


def _line(invoice: str, due_on: date, line: StatementLine, language: Language) -> list[str]:
    return [
        invoice,
        *(_day(each, language) for each in (due_on, line.first, line.to)),
        str(line.days),
        *(_figure(each, language) for each in (line.principal, line.annual_rate_percent, line.interest)),
        cited(line.reference, language),
    ]


def _due_two_ways(invoice: InvoiceStatement, language: Language) -> list[list[str]]:
    """A row that says how the due date was found where its term has two readings."""
    why = invoice.explanations.get("due_on")
    if why is None or why.sentence.key != "explain.term-unknown":
        return []
    blank = [""] * (len(_COLUMNS) - 3)
    return [[invoice.number, _day(invoice.due_on, language), *blank, told(why.sentence, language)]]


def _paid_undated(invoice: InvoiceStatement, language: Language) -> list[list[str]]:
    """A row that says what was received on no known day, and is taken off the principal from the due date on."""
    if not invoice.paid_undated:
        return []
    figures = {"undated": invoice.paid_undated, "whole": invoice.amount + invoice.paid_undated}
    blank = [""] * (len(_COLUMNS) - 3)
    why = worded("warning.paid-undated", language, **figures)
    return [[invoice.number, _day(invoice.due_on, language), *blank, why]]


def _total(label: str, euros: Decimal, language: Language) -> list[str]:
    return [label, *[""] * (_COLUMNS.index("interest") - 1), _figure(euros, language), ""]


def _day(day: date, language: Language) -> str:
    """As a spreadsheet of the language reads it; in English, Britain and America would read figures otherwise."""
    return day.isoformat() if language == "en" else printed(day, "day", language)


def _figure(value: Decimal, language: Language) -> str:
    """The marks between thousands would make a text of it."""
    return printed(value, "number", language).replace(_THOUSANDS[language], "")


def _quoted(text: str, between: str) -> str:
    return '"' + text.replace('"', '""') + '"' if any(sign in text for sign in f'{between}"\n\r') else text
