"""What the page shows: contexts for the templates, and the texts that are copied or saved."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import Any

from markupsafe import Markup

from calculator.app.environment import environment
from calculator.app.form import Form
from latepay_core import Claim, Statement
from latepay_core.language import amount, sentence
from latepay_core.statement import InvoiceStatement

_FILE_NAME = re.compile(r"[^a-z0-9]+")


def render(template: str, /, **context: Any) -> str:
    """A template's HTML."""
    return environment().get_template(template).render(**context)


def statement_html(claim: Claim, statement: Statement, *, example: bool = False) -> str:
    """The statement: a table per invoice, its explanation, the conventions, the edition."""
    interest_title = sentence(f"word.interest-title.{statement.regime}")

    def invoice_html(invoice: InvoiceStatement, name: str | int) -> Markup:
        return _invoice_html(_Shown(invoice, name, interest_title))

    return render(
        "statement.html",
        claim=claim,
        statement=statement,
        example=example,
        interest_title=interest_title,
        invoice_html=invoice_html,
        regime_title=sentence(f"word.regime.{statement.regime}"),
    )


class _Shown:
    """An invoice of a statement as it is shown; two that would look the same are the same."""

    def __init__(self, invoice: InvoiceStatement, name: str | int, interest_title: str) -> None:
        self.invoice, self.name, self.interest_title = invoice, name, interest_title
        self._key = (invoice.due_on, invoice.total_due, invoice.number, name, interest_title)

    @cached_property
    def _content(self) -> str:
        # Written when there is another to compare with: the first result does not wait for it.
        return self.invoice.model_dump_json()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Shown) and self._key == other._key and self._content == other._content

    def __hash__(self) -> int:
        return hash(self._key)


@lru_cache(maxsize=128)
def _invoice_html(shown: _Shown) -> Markup:
    """A keystroke changes one invoice: the others are not made again."""
    html = render("statement_invoice.html", invoice=shown.invoice, name=shown.name, interest_title=shown.interest_title)
    return Markup(html)


def form_html(fields: Mapping[str, str]) -> str:
    """The form's inside, filled with the given fields."""
    own = {kind: _own_rows(fields, kind) for kind in ("payments", "events")}
    return render("form.html", v=fields, invoices=_rows(fields), own_payments=own["payments"], events=own["events"])


def _own_rows(fields: Mapping[str, str], kind: str) -> list[int]:
    """The numbers of the rows of that kind that belong to the claim as a whole."""
    pattern = re.compile(rf"{kind}-(\d+)-")
    return sorted({int(match[1]) for name in fields if (match := pattern.match(name))})


def _rows(fields: Mapping[str, str]) -> list[dict[str, Any]]:
    pattern = re.compile(r"invoices-(\d+)-(?:(payments|credit_notes)-(\d+)-)?")
    rows: dict[int, dict[str, set[int]]] = {0: {"payments": set(), "credit_notes": set()}}
    for name in fields:
        if match := pattern.match(name):
            row = rows.setdefault(int(match[1]), {"payments": set(), "credit_notes": set()})
            if match[2]:
                row[match[2]].add(int(match[3]))
    return [{"i": i, **{kind: sorted(found) for kind, found in row.items()}} for i, row in sorted(rows.items())]


def errors_html(form: Form, general: list[str]) -> str:
    """The summary of everything wrong, each with a link to its field."""
    wrong = [(name, mark.error) for name, mark in form.marks.items() if mark.error]
    return render("errors.html", wrong=wrong, general=general)


def incomplete_html(form: Form, general: list[str]) -> str:
    """What stands in the result's place until it can be worked out."""
    wrong = [(name, mark.error) for name, mark in form.marks.items() if mark.error]
    return render("incomplete.html", wrong=wrong, general=general, missing=form.only_incomplete and not general)


def total_as_text(statement: Statement) -> str:
    """The total as it is copied: `10 632,46 €`."""
    return amount(statement.totals.total_due)


def table_as_text(statement: Statement) -> str:
    """The statement's lines as tab-separated cells that a spreadsheet reads as numbers and dates."""
    from latepay_core.exchange.tables import statement_tsv

    return statement_tsv(statement)


def file_names(claim: Claim, statement: Statement) -> dict[str, str]:
    """The names under which the claim and the statement are saved: debtor or invoice, then the day."""
    said = claim.debtor.name or claim.invoices[0].number
    plain = unicodedata.normalize("NFKD", said.lower()).encode("ascii", "ignore").decode()
    slug = _FILE_NAME.sub("-", plain).strip("-")[:40]
    tail = "-".join(filter(None, (slug, statement.as_of.isoformat())))
    return {"claim": f"creance-{tail}.json", "statement": f"decompte-{tail}.json"}
