"""The statement as an XLSX workbook whose figures are formulas: change an amount, a payment or a rate, and all follows.

What may be changed is in blue; what stays as it is, whatever is changed, is in grey and said on the first sheet.

Interest = principal × rate × days ÷ (100 × days of the year), rounded half up to the cent, line by line or once for the
invoice, as the claim's convention says. What was typed stands in cells of text, never in formulas.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any, Literal

from latepay_core.claim import Claim, Creditor, Debtor
from latepay_core.claim.typed.identifiers import siren_shown
from latepay_core.documents.cleaning import clean, on_one_line
from latepay_core.interest import is_leap
from latepay_core.outputs.following import Place, followed
from latepay_core.outputs.sheets import LINE_HEIGHT, Cell, Column, Figure, Sheets, Tone, letter_of, lines_in
from latepay_core.outputs.words import cited
from latepay_core.regimes import regime_of
from latepay_core.statement import InvoiceStatement, Statement, StatementLine
from latepay_core.statement.proceedings import born_later, owed
from latepay_core.statement.readings import TermRead, terms_read
from latepay_core.wording import say as told
from latepay_core.wording import worded

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_COMMON, _LEAP = 365, 366
_SUMMARY_WIDTHS = (34, 62)
_FIRST = 2  # the first row of data, as formulas count rows: 1 is the header


INVOICES = (
    Column("rank", "whole", 5),
    Column("number", "text"),
    Column("issued", "date"),
    Column("due", "date"),
    Column("days-late", "whole", 10),
    Column("amount", "money"),
    Column("paid", "money"),
    Column("credited", "money"),
    Column("interest", "money"),
    Column("principal-due", "money"),
    Column("interest-due", "money"),
    Column("compensation", "money", 12),
    Column("compensation-due", "money", 12),
    Column("total-due", "money"),
)
_AMOUNT = [each.key for each in INVOICES].index("amount")
#: The same where something was received on no known day: the whole amount, what was taken off it, what is left.
UNDATED_INVOICES = (
    *INVOICES[:_AMOUNT],
    Column("whole", "money", title="amount"),
    Column("undated", "money"),
    Column("amount", "money", title="left"),
    *INVOICES[_AMOUNT + 1 :],
)
LINES = (
    Column("rank", "whole", 5),
    Column("number", "text", 16),
    Column("kind", "text", 14),
    Column("first", "date"),
    Column("last", "date"),
    Column("days", "whole"),
    Column("principal", "money"),
    Column("rate", "rate"),
    Column("year", "whole"),
    Column("exact", "exact"),
    Column("rounded", "money"),
    Column("status", "text", 13),
    Column("reference", "text", 24),
    Column("source", "text", 36),
)
MOVEMENTS = (
    Column("rank", "whole", 5),
    Column("number", "text"),
    Column("on", "date"),
    Column("received", "money"),
    Column("noted", "money"),
    Column("to-interest", "money"),
    Column("to-principal", "money"),
    Column("to-compensation", "money"),
    Column("left-over", "money"),
    Column("credited-left-over", "money"),
)


ALLOCATED = (
    Column("on", "date"),
    Column("payment", "money"),
    Column("rank", "whole", 5),
    Column("number", "text"),
    Column("share", "money"),
    Column("rule", "text", 60),
    Column("reference", "text", 24),
)


def statement_workbook(claim: Claim, statement: Statement) -> bytes:
    """The workbook of a statement: summary, invoices, interest, payments; the same bytes for the same statement.

    >>> from latepay_core import draw_up
    >>> claim = Claim.model_validate({"as_of": "2026-03-15",
    ...     "invoices": [{"number": "F-118", "due_on": "2025-11-30", "amount": "10000.00"}]})
    >>> statement_workbook(claim, draw_up(claim))[:2]
    b'PK'
    """
    from xlsxwriter import Workbook  # noqa: PLC0415 - only an export needs it

    stream = BytesIO()
    settings = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = Workbook(stream, settings)
    _Writer(book, claim, statement).write()
    book.close()
    return stream.getvalue()


class _Writer(Sheets):
    """Writes the sheets; the formulas of each sheet name the ones they rest on."""

    def __init__(self, book: Workbook, claim: Claim, statement: Statement) -> None:
        super().__init__(book, statement.language)
        self.claim, self.statement = claim, statement
        self.interest_title = worded(f"word.interest-title.{statement.regime}", self.language)
        self.undated = any(each.paid_undated for each in statement.invoices)
        self.invoices = UNDATED_INVOICES if self.undated else INVOICES
        self.principal_first = regime_of(claim).pays_principal_first
        self.followed = [followed(each, self._place(at), self._order(at)) for at, each in enumerate(statement.invoices)]
        #: Money shared out among invoices, or a sum that decides what it pays: no formula of one invoice says it.
        self.shared = bool(
            any(len(each.shares) > 1 for each in statement.allocated_payments)
            or any(each.amount != sum(share.amount for share in each.shares) for each in statement.allocated_payments)
            or claim.terms.surplus == "oldest"
            or self._notes_carried()
            or (self.principal_first and any(each.movements for each in statement.invoices))
        )

    def write(self) -> None:
        """All sheets, the summary first."""
        self.book.set_properties(
            {
                "title": on_one_line(self._say("sheet.title", as_of=self._print(self.statement.as_of, "date"))),
                "author": on_one_line(self.claim.creditor.name),
                "comments": on_one_line(self._say("sheet.creator")),
                "created": datetime.combine(self.statement.as_of, time()),
            }
        )
        names = ("summary", "invoices", "lines", "movements")
        sheets = {name: self.book.add_worksheet(self._say(f"sheet.{name}")) for name in names}
        self._table(sheets["invoices"], self.invoices, list(self._invoice_rows()))
        self._totals_row(sheets["invoices"], self.invoices, len(self.statement.invoices) + 1)
        self._table(sheets["lines"], LINES, list(self._line_rows()))
        self._table(sheets["movements"], MOVEMENTS, list(self._movement_rows()))
        if self.statement.allocated_payments:
            sheets["allocated"] = self.book.add_worksheet(self._say("sheet.allocated"))
            self._table(sheets["allocated"], ALLOCATED, list(self._allocated_rows()))
        self._summary(sheets["summary"])
        for sheet in sheets.values():
            sheet.set_paper(9)  # A4
            sheet.set_landscape()
            sheet.fit_to_pages(1, 0)
            sheet.set_footer(f"&L{_footer(self.claim)}&R{self._say('sheet.page')}")

    def _place(self, at: int) -> Place:
        """Where an invoice, its lines and its movements stand."""
        before = self.statement.invoices[:at]
        columns = (
            (self.invoices, ("amount", "compensation")),
            (LINES, ("first", "last", "principal", "rounded")),
            (MOVEMENTS, ("on", "received", "noted", "to-interest", "to-principal", "to-compensation")),
        )
        return Place(
            at + _FIRST,
            _FIRST + sum(len(each.lines) for each in before),
            _FIRST + sum(len(each.movements) for each in before),
            self._say("sheet.invoices"),
            self._say("sheet.lines"),
            self._say("sheet.movements"),
            {key: letter_of(those, key) for those, keys in columns for key in keys},
        )

    def _notes_carried(self) -> bool:
        """Whether a credit note lowers another invoice than the one it names, or names none."""
        as_of = self.statement.as_of
        own = [
            sum(note.amount for note in each.credit_notes if note.issued_on <= as_of) for each in self.claim.invoices
        ]
        return bool(self.claim.credit_notes) or own != [each.credited for each in self.statement.invoices]

    def _order(self, at: int) -> Literal["interest-first", "principal-first"]:
        order: Literal["interest-first", "principal-first"] = self.claim.agreed_for(
            self.claim.invoices[at]
        ).terms.allocation
        return order

    def _tone(self, position: int) -> Tone:
        """Whether all that depends on an invoice's amount and payments follows them."""
        invoice, formulas = self.statement.invoices[position], self.followed[position]
        lines = all((at, "principal") in formulas.of_lines for at in range(len(invoice.lines)))
        moves = all((at, "left-over") in formulas.of_movements for at in range(len(invoice.movements)))
        return "open" if lines and moves and not self.shared else "fixed"

    def _totals_row(self, sheet: Worksheet, columns: Sequence[Column], down: int) -> None:
        for at, column in enumerate(columns):
            if column.kind == "money":
                letter = chr(ord("A") + at)
                value = sum(self._figure(each, column.key) for each in self.statement.invoices)
                formula = f"=ROUND(SUM({letter}{_FIRST}:{letter}{down}),2)"
                self._put(sheet, down, at, "money", Cell(formula, value), strong=True)
            else:
                text = self._say("sheet.sum") if column.key == "number" else ""
                self._put(sheet, down, at, "text", text, strong=True)

    def _figure(self, invoice: InvoiceStatement, key: str) -> Decimal:
        undated = {"whole": invoice.amount + invoice.paid_undated, "undated": invoice.paid_undated}
        found: Decimal = undated[key] if key in undated else getattr(invoice, key.replace("-", "_"))
        return found

    # ------------------------------------------------------------ rows

    def _number(self, position: int) -> str:
        return self.statement.invoices[position].number or self._say("sheet.unnamed", position=position + 1)

    def _line_rows(self) -> Iterator[list[Any]]:
        row = _FIRST
        for position, invoice in enumerate(self.statement.invoices):
            begin = row
            for line in invoice.lines:
                yield self._line_row(position, line, row, begin)
                row += 1

    def _line_cell(self, position: int, at: int, key: str, value: Decimal | date) -> Cell | Figure:
        """What an invoice's line has in a column: a formula where there is one, or a figure that stays."""
        formula = self.followed[position].of_lines.get((at, key))
        return Figure(value, "fixed") if formula is None else Cell(formula, value)

    def _line_row(self, position: int, line: StatementLine, row: int, begin: int) -> list[Any]:
        of = {each.key: f"{letter_of(LINES, each.key)}{row}" for each in LINES}
        terms = self.claim.agreed_for(self.claim.invoices[position]).terms
        year = _LEAP if terms.year == "actual" and is_leap(line.first) else _COMMON
        exact = f"={of['principal']}*{of['rate']}*{of['days']}/(100*{of['year']})"
        return [
            position + 1,
            self._number(position),
            self._say("sheet.kind.capitalised" if line.capitalised else "sheet.kind.plain"),
            self._line_cell(position, row - begin, "first", line.first),
            Figure(line.to, "open")
            if line.to == self.statement.as_of
            else self._line_cell(position, row - begin, "last", line.to),
            Cell(f"={of['last']}-{of['first']}+1", line.days),
            self._line_cell(position, row - begin, "principal", line.principal),
            Figure(line.annual_rate_percent, "fixed" if self.shared else "open"),
            year,
            Cell(exact, line.principal * line.annual_rate_percent * line.days / (100 * year)),
            Cell(self._rounding(row, begin), line.interest),
            self._say(f"sheet.status.{_status(line)}"),
            cited(line.reference, self.language),
            told(line.source, self.language),
        ]

    def _rounding(self, row: int, begin: int) -> str:
        """One rounding a line; or one for the invoice, shared out as the difference of two rounded sums."""
        exact, rounded = letter_of(LINES, "exact"), letter_of(LINES, "rounded")
        if self.claim.terms.rounding == "line":
            return f"=ROUND({exact}{row},2)"
        whole = f"ROUND(SUM({exact}{begin}:{exact}{row}),2)"
        return f"={whole}" if row == begin else f"=ROUND({whole}-SUM({rounded}{begin}:{rounded}{row - 1}),2)"

    def _movement_rows(self) -> Iterator[list[Any]]:
        for position, invoice in enumerate(self.statement.invoices):
            for at, each in enumerate(invoice.movements):
                days = self.followed[position].days.get(at)
                tone = self._tone(position)
                yield [
                    position + 1,
                    self._number(position),
                    Figure(each.on, "open", days) if days and tone == "open" else Figure(each.on, "fixed"),
                    Figure(each.received, tone),
                    Figure(each.credited, tone, most=self.followed[position].most.get(at, "")),
                    *(
                        self._split_cell(position, at, key, value)
                        for key, value in (
                            ("to-interest", each.to_interest),
                            ("to-principal", each.to_principal),
                            ("to-compensation", each.to_compensation),
                            ("left-over", each.left_over),
                            ("credited-left-over", each.credited_left_over),
                        )
                    ),
                ]

    def _split_cell(self, position: int, at: int, key: str, value: Decimal) -> Cell | Figure:
        formula = self.followed[position].of_movements.get((at, key))
        return Figure(value, "fixed") if formula is None or self.shared else Cell(formula, value)

    def _allocated_rows(self) -> Iterator[list[Any]]:
        """The payments made for several invoices: each as it came in, then its shares."""
        for payment in self.statement.allocated_payments:
            shares: list[tuple[int | None, str, Decimal]] = [
                (each.invoice + 1, self._number(each.invoice), each.amount) for each in payment.shares
            ]
            rest = payment.amount - sum(share for _, _, share in shares)
            if rest:
                shares.append((None, self._say("sheet.other-invoices"), rest))
            for place, (rank, number, share) in enumerate(shares):
                whole = [None, None] if place else [Figure(payment.paid_on, "fixed"), Figure(payment.amount, "fixed")]
                why = (
                    ["", ""]
                    if place
                    else [told(payment.sentence, self.language), cited(payment.reference, self.language)]
                )
                yield [*whole, rank, number, Figure(share, "fixed"), *why]

    def _invoice_rows(self) -> Iterator[list[Any]]:
        for position, invoice in enumerate(self.statement.invoices):
            row = position + _FIRST
            of = {each.key: f"{letter_of(self.invoices, each.key)}{row}" for each in self.invoices}
            moved = {
                each.key: self._sum_of("movements", MOVEMENTS, each.key, of["rank"])
                for each in MOVEMENTS
                if each.kind == "money"
            }
            interest = self._sum_of("lines", LINES, "rounded", of["rank"])
            owed = f"=ROUND({of['principal-due']}+{of['interest-due']}+{of['compensation-due']},2)"
            yield [
                position + 1,
                self._number(position),
                invoice.issued_on,
                invoice.due_on,
                invoice.days_late if invoice.days_until_settled is None else invoice.days_until_settled,
                *self._amounts(position, of),
                Cell(f"=ROUND({moved['received']},2)", invoice.paid),
                Cell(f"=ROUND({moved['noted']},2)", invoice.credited),
                Cell(f"=ROUND({interest},2)", invoice.interest),
                Cell(f"=ROUND({of['amount']}-{moved['to-principal']},2)", invoice.principal_due),
                Cell(f"=ROUND({of['interest']}-{moved['to-interest']},2)", invoice.interest_due),
                Figure(invoice.compensation, self._tone(position)),
                Cell(f"=ROUND({of['compensation']}-{moved['to-compensation']},2)", invoice.compensation_due),
                Cell(owed, invoice.total_due),
            ]

    def _amounts(self, position: int, of: Mapping[str, str]) -> Iterator[Cell | Figure]:
        """An invoice's amount; where something was received on no known day, the whole of it and what is left."""
        invoice, tone = self.statement.invoices[position], self._tone(position)
        if not self.undated:
            yield Figure(invoice.amount, tone)
            return
        yield Figure(invoice.amount + invoice.paid_undated, tone)
        yield Figure(invoice.paid_undated, tone)
        yield Cell(f"=ROUND({of['whole']}-{of['undated']},2)", invoice.amount)

    def _sum_of(self, sheet: str, columns: Sequence[Column], key: str, rank: str) -> str:
        """The sum of another sheet's column over one invoice, told by its rank: numbers may repeat."""
        last = _FIRST + sum(len(self._per_invoice(each, sheet)) for each in self.statement.invoices)
        name = self._say(f"sheet.{sheet}")
        ranks, figures = letter_of(columns, "rank"), letter_of(columns, key)
        return (
            f"SUMIF('{name}'!${ranks}${_FIRST}:${ranks}${last},{rank},'{name}'!${figures}${_FIRST}:${figures}${last})"
        )

    def _per_invoice(self, invoice: InvoiceStatement, sheet: str) -> Sequence[object]:
        return invoice.lines if sheet == "lines" else invoice.movements

    # ------------------------------------------------------------ summary

    def _summary(self, sheet: Worksheet) -> None:
        sheet.set_portrait()
        for at, width in enumerate(_SUMMARY_WIDTHS):
            sheet.set_column(at, at, width)
        sheet.write_string(
            0, 0, self._say("sheet.title", as_of=self._print(self.statement.as_of, "date")), self._format("title")
        )
        down = 1
        for label, value in self._identity():
            down += 1
            self._pair(sheet, down, self._say(f"sheet.{label}"), value)
        down = self._sums(sheet, down + 2)
        for part, texts in self._texts():
            self._head(sheet, down, part)
            for label, text in texts:
                down += 1
                self._pair(sheet, down, on_one_line(label), on_one_line(text))
            down += 2

    def _head(self, sheet: Worksheet, down: int, part: str) -> None:
        sheet.write_string(down, 0, self._say(f"sheet.part.{part}"), self._format("note", head=True))
        sheet.write_blank(down, 1, None, self._format("note", head=True))

    def _pair(self, sheet: Worksheet, down: int, label: str, text: str) -> None:
        for at, each in enumerate((label, text)):
            sheet.write_string(down, at, each, self._format("note"))
        lines = max(lines_in(each, width) for each, width in zip((label, text), _SUMMARY_WIDTHS, strict=True))
        sheet.set_row(down, LINE_HEIGHT * lines)

    def _identity(self) -> Iterator[tuple[str, str]]:
        yield "creditor", _party(self.claim.creditor)
        yield "debtor", _party(self.claim.debtor)
        yield "regime", worded(f"word.regime.{self.statement.regime}", self.language)
        yield "as-of", self._print(self.statement.as_of, "date")

    def _sums(self, sheet: Worksheet, down: int) -> int:
        totals = self.statement.totals
        self._head(sheet, down, "totals")
        last = _FIRST + len(self.statement.invoices)
        name = self._say("sheet.invoices")
        for key, label in (
            ("principal-due", "principal"),
            ("interest-due", "interest"),
            ("compensation-due", "compensation"),
            ("total-due", "total"),
        ):
            down += 1
            strong = label == "total"
            value = getattr(totals, key.replace("-", "_"))
            formula = f"='{name}'!{letter_of(self.invoices, key)}{last}"
            text = self._say(f"sheet.total.{label}", interest=self.interest_title)
            self._put(sheet, down, 0, "text", text, strong=strong)
            self._put(sheet, down, 1, "money", Cell(formula, value), strong=strong)
        for scope, part in totals.scopes.items():
            down += 1
            text = self._say(f"sheet.total.{scope}", as_of=self._print(self.statement.as_of, "date"))
            self._put(sheet, down, 0, "text", text)
            self._put(sheet, down, 1, "money", Cell(self._scope_formula(scope, last), part.total_due))
        rest: tuple[tuple[str, Cell | Figure], ...] = (
            ("per-day", Figure(totals.per_day, "fixed")),
            ("overpaid", Cell(self._in_excess("left-over"), totals.overpaid)),
            ("overcredited", Cell(self._in_excess("credited-left-over"), totals.overcredited)),
        )
        for label, cell in rest:
            if cell.value:
                down += 1
                self._put(sheet, down, 0, "text", self._say(f"sheet.total.{label}"))
                self._put(sheet, down, 1, "money", cell)
        return down + 2

    def _in_excess(self, key: str) -> str:
        letter = letter_of(MOVEMENTS, key)
        last = _FIRST + sum(len(each.movements) for each in self.statement.invoices)
        return f"=ROUND(SUM('{self._say('sheet.movements')}'!{letter}{_FIRST}:{letter}{last}),2)"

    def _scope_formula(self, scope: str, last: int) -> str:
        """The totals of the invoices of a scope: by their due dates, or by when they were born."""
        name, as_of = self._say("sheet.invoices"), self.statement.as_of
        due, total = letter_of(self.invoices, "due"), letter_of(self.invoices, "total-due")
        if scope not in ("due", "not-due"):
            return self._born_formula(scope, f"'{name}'!{total}", last)
        day = f"DATE({as_of.year},{as_of.month},{as_of.day})"
        sign = "<" if scope == "due" else ">="
        span = f"'{name}'!${due}${_FIRST}:${due}${last - 1},\"{sign}\"&{day}"
        return f"=ROUND(SUMIF({span},'{name}'!${total}${_FIRST}:${total}${last - 1}),2)"

    def _born_formula(self, scope: str, column: str, last: int) -> str:
        """Row by row: the sheet has no column that says when a debt was born."""
        invoices = self.statement.invoices
        later = born_later(self.claim, invoices, self.statement.as_of)
        rows = sorted(later) if scope == "born-later" else [at for at in owed(invoices) if at not in later]
        return f"=ROUND({'+'.join(f'{column}{at + _FIRST}' for at in rows)},2)"

    def _texts(self) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        yield (
            "changing",
            [(self._say(f"sheet.change.{key}"), self._say(f"sheet.change-{key}")) for key in self._changing()],
        )
        if self.statement.warnings:
            yield (
                "warnings",
                [(self._about(each.invoice), told(each.message, self.language)) for each in self.statement.warnings],
            )
        conventions = [
            (told(each.label, self.language), told(each.ground, self.language))
            for each in self.statement.conventions.values()
        ]
        yield "conventions", [(label[:1].upper() + label[1:], ground) for label, ground in conventions]
        if terms := terms_read(self.claim, self.statement):
            yield "terms", [(self._term_of(each), self._term_said(each)) for each in terms]
        edition = self.statement.edition
        figures = {"program": edition.program, "hash": edition.hash[:12]}
        checked = worded("cli/statement.edition", self.language, checked=edition.verified_until, **figures)
        yield "sources", [(self._say("sheet.creator"), checked)]

    def _changing(self) -> Iterator[str]:
        """What is to be known before a figure is changed."""
        yield "none" if self.shared else "open"
        yield "fixed"
        if self.shared:
            yield "public" if self.principal_first else "shared"
        if any(line.capitalised for each in self.statement.invoices for line in each.lines):
            yield "capitalised"

    def _term_of(self, term: TermRead) -> str:
        return ", ".join(term.names(self.statement)) or cited(term.reference, self.language)

    def _term_said(self, term: TermRead) -> str:
        sentence = told(term.sentence, self.language)
        return f"{sentence[:1].upper()}{sentence[1:]} ({cited(term.reference, self.language)})."

    def _about(self, invoice: int | None) -> str:
        return "" if invoice is None else self._number(invoice)


def _status(line: StatementLine) -> str:
    if line.provisional:
        return "provisional"
    return "unconfirmed" if line.unconfirmed else "confirmed"


def _party(party: Creditor | Debtor) -> str:
    return clean("\n".join(part for part in (party.name, party.address, siren_shown(party.siren)) if part.strip()))


def _footer(claim: Claim) -> str:
    """The parties' names for the foot of the page, where an ampersand is a command."""
    names = [on_one_line(each)[:60] for each in (claim.creditor.name, claim.debtor.name) if each.strip()]
    return " / ".join(names).replace("&", "&&")
