"""What the page shows: contexts for the templates, and the texts that are copied or saved."""

import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup

from calculator.app.addressing import reader_of
from calculator.app.entries import BLANKS_THAT_TELL
from calculator.app.environment import environment
from calculator.app.form import Form
from calculator.app.wording import amount, language, worded
from latepay_core import Claim, Statement
from latepay_core.claim.naming import file_name
from latepay_core.outputs import words
from latepay_core.statement import InvoiceStatement, StatementLine
from latepay_core.statement.proceedings import born_later

if TYPE_CHECKING:
    from calculator.app.answers import FileNames
    from calculator.app.aside import Wrong

_IN_ROW = re.compile(r"invoices-(\d+)-")


def render(template: str, /, **context: Any) -> str:
    """A template's HTML."""
    return environment(language()).get_template(template).render(**context)


#: Of a file with so many invoices, the figures come first.
LATER_FROM = 100

#: As many rows of the form are there to be typed in at once; of a longer list, the others when they are asked for.
AWAKE, ASLEEP_FROM = 30, 40


class Piece(NamedTuple):
    """A part of the statement that is sent by itself: what bears the same digest shows the same."""

    digest: str
    html: Markup


#: By the name of the place in the statement that holds them: `rows` of the table of all invoices, `invoices`.
Pieces = dict[str, list[Piece]]


def statement_html(claim: Claim, statement: Statement) -> str:
    """The statement: where there are several invoices a row for each, then a table and an explanation for each, the
    conventions, the edition.
    """
    pieces = pieces_of(claim, statement)
    return statement_frame(claim, statement, {name: [each.html for each in found] for name, found in pieces.items()})


def statement_frame(claim: Claim, statement: Statement, held: Mapping[str, Sequence[Markup]]) -> str:
    """The statement around its pieces; of a single invoice, which is none, the whole statement."""
    many, shown = len(statement.invoices) > 1, _shown(claim, statement)
    return render(
        "statement.html",
        claim=claim,
        statement=statement,
        reader=reader_of(claim),
        interest_title=worded(f"word.interest-title.{statement.regime}"),
        invoices=held.get("invoices", ()) if many else [_invoice_html(each) for each in shown],
        rows=held.get("rows", ()),
        rates=_rates(shown) if many else [],
        example_line=next((line for invoice in statement.invoices for line in invoice.lines), None),
        regime_title=worded(f"word.regime.{statement.regime}"),
    )


def pieces_of(claim: Claim, statement: Statement) -> Pieces:
    """What each of several invoices shows: a keystroke changes one, and the others are not made again."""
    if len(statement.invoices) == 1:
        return {}
    shown = _shown(claim, statement)
    columns = _columns(statement)
    return {"rows": _ROWS.of([(each, columns) for each in shown]), "invoices": _INVOICES.of(shown)}


def _shown(claim: Claim, statement: Statement) -> "list[_Shown]":
    interest_title = worded(f"word.interest-title.{statement.regime}")
    many, private = len(statement.invoices) > 1, reader_of(claim).private
    return [
        _Shown(
            invoice,
            invoice.number or (number if many else ""),
            f"invoice-{number}",
            interest_title,
            coming=invoice.due_on >= statement.as_of,
            private=private,
            folded=many,
        )
        for number, invoice in enumerate(statement.invoices, 1)
    ]


class _Shown:
    """An invoice of a statement as it is shown; two that would look the same are the same."""

    def __init__(
        self,
        invoice: InvoiceStatement,
        name: str | int,
        place: str,
        interest_title: str,
        *,
        coming: bool,
        private: bool,
        folded: bool,
    ) -> None:
        self.invoice, self.name, self.place, self.interest_title = invoice, name, place, interest_title
        #: It can still be paid in time.
        self.coming = coming
        #: It is owed to a private person, who writes no invoices.
        self.private = private
        #: It is one of several: its lines come when they are asked for.
        self.folded = folded
        self._key = (language(), name, place, interest_title, coming, private, folded)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, _Shown) or self._key != other._key:
            return False
        # an invoice that is reckoned as it was before is the very same
        return self.invoice is other.invoice or self.invoice == other.invoice

    def __hash__(self) -> int:
        return hash(self._key)


class _Latest[Key: Hashable, Made]:
    """What was made for the last statement, of which the next one makes only what is another."""

    def __init__(self, make: Callable[[Key], Made]) -> None:
        self._make = make
        self._known: dict[Key, Made] = {}

    def of(self, keys: Sequence[Key]) -> list[Made]:
        """What belongs to these keys, which are all different; that of other keys is forgotten."""
        before = self._known
        self._known = {key: before[key] if key in before else self._make(key) for key in keys}
        return list(self._known.values())


def _digest(html: str) -> str:
    return sha256(html.encode()).hexdigest()[:16]


def _invoice_html(shown: _Shown) -> Markup:
    html = render(
        "statement_invoice.html",
        invoice=shown.invoice,
        name=shown.name,
        place=shown.place,
        interest_title=shown.interest_title,
        coming=shown.coming,
        private=shown.private,
        folded=shown.folded,
    )
    return Markup(html)


def _invoice_piece(shown: _Shown) -> Piece:
    html = _invoice_html(shown)
    digest = _digest(html)
    return Piece(digest, Markup('<div class="piece" data-piece="{}">{}</div>').format(digest, html))


class _Columns(NamedTuple):
    """Which columns the table of all invoices has beside those that it always has."""

    credited: bool
    compensation: bool
    overpaid: bool
    overcredited: bool


def _columns(statement: Statement) -> _Columns:
    totals = statement.totals
    return _Columns(bool(totals.credited), bool(totals.compensation), bool(totals.overpaid), bool(totals.overcredited))


def _row_piece(row: tuple[_Shown, _Columns]) -> Piece:
    """A row of the table of all invoices."""
    shown, columns = row
    html = render(
        "recap_row.html",
        invoice=shown.invoice,
        name=shown.name,
        place=shown.place,
        columns=columns,
        coming=shown.coming,
    )
    digest = _digest(html)
    return Piece(digest, Markup(html.replace("<tr>", f'<tr data-piece="{digest}">', 1)))


_INVOICES, _ROWS = _Latest(_invoice_piece), _Latest(_row_piece)


class _Rate(NamedTuple):
    """A rate that some lines apply, from the first of their days to the last."""

    line: StatementLine
    first: date
    to: date


def _rates(shown: "Sequence[_Shown]") -> list[_Rate]:
    """The rates of all lines, each once, the oldest first."""
    found: dict[int, _Rate] = {}
    for key, rate in (each for rates in _OWN_RATES.of(shown) for each in rates):
        known = found.get(key)
        found[key] = rate if known is None else _Rate(known.line, min(known.first, rate.first), max(known.to, rate.to))
    return sorted(found.values(), key=lambda rate: rate.first)


#: A number for each rate that was ever shown: there are few, and a number is compared at once.
_RATE_NUMBERS: dict[tuple[object, ...], int] = {}


def _own_rates(shown: _Shown) -> list[tuple[int, _Rate]]:
    """The rates of an invoice's lines, in their order."""
    return [
        (
            _RATE_NUMBERS.setdefault((line.annual_rate_percent, line.reference, line.source), len(_RATE_NUMBERS)),
            _Rate(line, line.first, line.to),
        )
        for line in shown.invoice.lines
    ]


_OWN_RATES = _Latest(_own_rates)


def form_html(fields: Mapping[str, str]) -> str:
    """The form's inside, filled with the given fields."""
    own = {kind: _own_rows(fields, kind) for kind in ("payments", "credit_notes", "events")}
    return render(
        "form.html",
        v=fields,
        invoices=_sleeping(_rows(fields), fields),
        own_payments=own["payments"],
        own_credit_notes=own["credit_notes"],
        events=own["events"],
    )


def _sleeping(rows: list[dict[str, Any]], fields: Mapping[str, str]) -> list[dict[str, Any]]:
    """The rows of the form; of a long list those beyond the first hold their `entries` and ask nothing yet."""
    if len(rows) < ASLEEP_FROM:
        return rows
    entries: dict[int, list[tuple[str, str]]] = {row["i"]: row.setdefault("entries", []) for row in rows[AWAKE:]}
    for name, value in fields.items():
        match = _IN_ROW.match(name)
        if match and (value or name[match.end() :] in BLANKS_THAT_TELL) and int(match[1]) in entries:
            entries[int(match[1])].append((name, value))
    return rows


def _own_rows(fields: Mapping[str, str], kind: str) -> list[int]:
    """The numbers of the rows of that kind that belong to the claim as a whole."""
    pattern = re.compile(rf"{kind}-(\d+)-")
    return sorted({int(match[1]) for name in fields if (match := pattern.match(name))})


def _rows(fields: Mapping[str, str]) -> list[dict[str, Any]]:
    pattern = re.compile(r"invoices-(\d+)-(?:(payments|credit_notes)-(\d+)-)?")
    rows: dict[int, dict[str, set[int]]] = {}
    for name in fields:
        if match := pattern.match(name):
            row = rows.setdefault(int(match[1]), {"payments": set(), "credit_notes": set()})
            if match[2]:
                row[match[2]].add(int(match[3]))
    # there is always an invoice to write in
    rows = rows or {0: {"payments": set(), "credit_notes": set()}}
    return [{"i": i, **{kind: sorted(found) for kind, found in row.items()}} for i, row in sorted(rows.items())]


def result_html(claim: Claim, statement: Statement, aside: "Sequence[Wrong]") -> str:
    """The total, what it is made of, and what to know beside it; `aside`, what is wrong and enters no sum."""
    counted = _counted(claim, statement)
    return render(
        "result.html", claim=claim, statement=statement, aside=aside, counted=counted, reader=reader_of(claim)
    )


def _counted(claim: Claim, statement: Statement) -> list[tuple[int, InvoiceStatement]]:
    """The invoices that the figures shown first add up, each with its place; the others have a line of their own."""
    scopes, found = statement.totals.scopes, list(enumerate(statement.invoices, 1))
    if "born-before" in scopes:
        later = born_later(claim, statement.invoices, statement.as_of)
        return [(at, each) for at, each in found if at - 1 not in later]
    return [(at, each) for at, each in found if "due" not in scopes or each.due_on < statement.as_of]


def proposal_html(claim: Claim, statement: Statement) -> str:
    """What could be done with money received in excess for one invoice, where another is still owed."""
    over = [(at, invoice) for at, invoice in enumerate(statement.invoices, 1) if invoice.overpaid]
    owing = any(invoice.total_due and not invoice.overpaid for invoice in statement.invoices)
    proposal = None
    if over and owing and claim.terms.surplus == "kept":
        name = (over[0][1].number or over[0][0]) if len(over) == 1 else ""
        proposal = {"amount": statement.totals.overpaid, "name": name}
    return render("proposal.html", proposal=proposal, reader=reader_of(claim))


def errors_html(form: Form, general: list[str]) -> str:
    """The summary of everything wrong, each with a link to its field."""
    wrong = [(name, mark.error) for name, mark in form.marks.items() if mark.error]
    return render("errors.html", wrong=wrong, general=general)


def incomplete_html(form: Form, general: list[str]) -> str:
    """What stands in the result's place until it can be worked out."""
    wrong = [(name, mark.error) for name, mark in form.marks.items() if mark.error]
    return render(
        "incomplete.html",
        wrong=wrong,
        general=general,
        missing=form.only_incomplete and not general,
        reader=form.reader,
    )


def total_as_text(statement: Statement) -> str:
    """The total as it is copied: `10 632,46 €`."""
    return amount(statement.totals.total_due)


def table_as_text(statement: Statement) -> str:
    """The statement's lines as tab-separated cells that a spreadsheet reads as numbers and dates."""
    from latepay_core.outputs.tables import statement_tsv

    return statement_tsv(statement)


def file_names(claim: Claim, as_of: date) -> "FileNames":
    """The names under which the claim and the statement are saved: the other party or the invoice, then the day."""
    dated = claim.model_copy(update={"as_of": as_of})

    def named(what: str) -> str:
        return file_name(words.say(f"name.{what}", claim.language), dated, "json")

    return {"claim": named("claim"), "statement": named("statement")}
