"""The statement's lines and totals as one table of text cells: to be copied, or saved as CSV for French Excel."""

from datetime import date
from decimal import Decimal

from latepay_core.documents.cleaning import cell
from latepay_core.outputs.words import say
from latepay_core.statement import Statement, StatementLine
from latepay_core.wording import say as told
from latepay_core.wording import worded
from latepay_core.wording.french import date_in_numbers, number

_COLUMNS = ("invoice", "due", "first", "last", "days", "principal", "rate", "interest", "reference")
_BYTE_ORDER_MARK = "\ufeff"


def rows(statement: Statement) -> list[list[str]]:
    """Header, one row a line of interest, then the totals. Figures have a decimal comma and no thousands mark.

    >>> from latepay_core import Claim, draw_up
    >>> claim = Claim.model_validate({"as_of": "2026-03-15",
    ...     "invoices": [{"number": "F-118", "due_on": "2025-11-30", "amount": "10000.00"}]})
    >>> rows(draw_up(claim))[1][2:8]
    ['01/12/2025', '31/12/2025', '31', '10000,00', '12,15', '103,19']
    """
    interest = worded(f"word.interest-title.{statement.regime}")
    found = [[say(f"table.{name}", interest=interest) for name in _COLUMNS]]
    for invoice in statement.invoices:
        found += [_line(invoice.number, invoice.due_on, line) for line in invoice.lines]
    totals = statement.totals
    found += [
        _total(say("table.principal-due"), totals.principal_due),
        _total(say("table.interest-due", interest=interest), totals.interest_due),
        _total(say("table.compensation-due"), totals.compensation_due),
        _total(say("table.total-due", as_of=date_in_numbers(statement.as_of)), totals.total_due),
    ]
    if totals.due.total_due and totals.not_due.total_due:
        found.append(_total(say("table.scope-due", as_of=date_in_numbers(statement.as_of)), totals.due.total_due))
        found.append(_total(say("table.scope-not-due"), totals.not_due.total_due))
    return [[cell(each) for each in row] for row in found]


def statement_tsv(statement: Statement) -> str:
    """The table as a spreadsheet takes it from the clipboard: tabs between cells."""
    return "\n".join("\t".join(row) for row in rows(statement)) + "\n"


def statement_csv(statement: Statement) -> bytes:
    """The table as French Excel opens it: semicolons, decimal commas, UTF-8 with its mark, CR LF (RFC 4180).

    >>> from latepay_core import Claim, draw_up
    >>> claim = Claim.model_validate({"as_of": "2026-03-15",
    ...     "invoices": [{"number": "=1+1;2", "due_on": "2025-11-30", "amount": "10000.00"}]})
    >>> statement_csv(draw_up(claim)).decode("utf-8-sig").splitlines()[1][:20]
    '"\\'=1+1;2";30/11/2025'
    """
    lines = (";".join(map(_quoted, row)) for row in rows(statement))
    return (_BYTE_ORDER_MARK + "".join(line + "\r\n" for line in lines)).encode()


def _line(invoice: str, due_on: date, line: StatementLine) -> list[str]:
    return [
        invoice,
        date_in_numbers(due_on),
        date_in_numbers(line.first),
        date_in_numbers(line.to),
        str(line.days),
        _figure(line.principal),
        _figure(line.annual_rate_percent),
        _figure(line.interest),
        told(line.reference),
    ]


def _total(label: str, euros: Decimal) -> list[str]:
    return [label, *[""] * (_COLUMNS.index("interest") - 1), _figure(euros), ""]


def _figure(value: Decimal) -> str:
    return number(value).replace("\u202f", "")


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if any(sign in text for sign in ';"\n\r') else text
