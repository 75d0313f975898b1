"""One list, written as a workbook, as CSV and as pasted rows: one case, and the same cents, whoever reads it."""

import base64
import io
import tempfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from calculator.app.form import read_form
from calculator.app.importing import import_
from latepay_core import Claim, draw_up
from latepay_core.imports import Source
from latepay_core.imports.answer import import_files
from latepay_core.ledger.running import open_sink, reckon_file
from latepay_core.ledger.sources import opened

DAY = date(2026, 11, 30)
HEADINGS = {
    "fr": (
        "N° facture",
        "Client",
        "Nature",
        "Date",
        "Échéance",
        "Montant TTC",
        "Réglé le",
        "Montant réglé",
        "Reste dû",
    ),
    "en": (
        "Invoice no.",
        "Customer",
        "Type",
        "Issued",
        "Date due",
        "Amount (inc VAT)",
        "Date paid",
        "Amount received",
        "Balance due",
    ),
}
KINDS = {"fr": ("Facture", "Avoir", "Règlement"), "en": ("Invoice", "Credit note", "Payment")}
#: A day of each list is after the twelfth, so that no order of day and month is in doubt.
DAYS: dict[str, Callable[[date], str]] = {
    "french": lambda day: day.strftime("%d/%m/%Y"),
    "iso": date.isoformat,
    "serial": lambda day: str((day - date(1899, 12, 30)).days),
    "american": lambda day: day.strftime("%m/%d/%Y"),
}
SUMS: dict[str, Callable[[Decimal], str]] = {
    "plain": lambda euros: f"{euros:.2f}",
    "french": lambda euros: f"{euros:,.2f} €".replace(",", "\u202f").replace(".", ","),
    "english": lambda euros: f"€{euros:,.2f}",
    "german": lambda euros: f"{euros:,.2f}".translate(str.maketrans(",.", ".,")),
}


class Row(NamedTuple):
    """A row of the list: its number, its kind's place among `KINDS`, its days and sums."""

    number: str
    kind: int
    issued: date
    due: date | None
    amount: Decimal
    paid_on: date | None = None
    paid: Decimal | None = None
    left: Decimal | None = None

    def cells(self, language: str) -> list[Any]:
        own = (self.issued, self.due, self.amount, self.paid_on, self.paid, self.left)
        return [self.number, "Durand SARL", KINDS[language][self.kind], *own]


@st.composite
def rows(draw: st.DrawFn) -> list[Row]:
    """Invoices, each perhaps paid in part in its row, and perhaps credited and paid in rows below."""
    found = []
    # the first one is of the 20th: a list whose days are all before the 13th may be read in two ways
    for at in range(draw(st.integers(1, 4))):
        issued = date(2026, 1, 20) if not at else date(2026, 1, 1) + timedelta(draw(st.integers(0, 200)))
        cents = st.integers(1, 200_000).map(lambda each: Decimal(each) / 100)
        amount = draw(st.integers(700_000, 99_999_999).map(lambda each: Decimal(each) / 100))
        later = st.dates(issued, issued + timedelta(90))
        paid = (draw(later), draw(cents)) if draw(st.booleans()) else (None, None)
        due = issued + timedelta(draw(st.integers(0, 60)))
        # what is left may show that more was paid, on a day that the list does not give
        undated = draw(st.sampled_from((Decimal(0), Decimal(150))))
        left = amount - (paid[1] or 0) - undated if draw(st.booleans()) else None
        found.append(Row(f"F-{at}", 0, issued, due, amount, paid[0], paid[1], left))
        below = draw(st.lists(st.sampled_from((1, 2)), max_size=3))
        found += [Row(f"F-{at}", kind, draw(later), None, draw(cents)) for kind in below]
    return found


def lines(listed: list[Row], language: str, days: str, sums: str) -> Iterator[list[str]]:
    yield [*HEADINGS[language]]
    for row in listed:
        yield [
            ""
            if each is None
            else DAYS[days](each)
            if isinstance(each, date)
            else SUMS[sums](each)
            if isinstance(each, Decimal)
            else each
            for each in row.cells(language)
        ]


def workbook(table: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    for row in [["Relevé des factures"], [], *table]:
        book.active.append([float(each) if isinstance(each, Decimal) else each for each in row])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def as_csv(table: list[list[str]]) -> bytes:
    return "\n".join(";".join(row) for row in table).encode()


def claim_of(name: str, content: bytes) -> dict[str, Any]:
    done = import_files([Source(name, content)], day=DAY)
    assert not done.found.refused
    assert not done.found.questions
    [claim] = done.made.claims
    return claim


def page_claim(content: bytes) -> dict[str, Any]:
    """The case of the form once the page has added the list."""
    sources = [{"name": "liste.csv", "bytes": base64.b64encode(content).decode()}]
    asked: dict[str, Any] = {"action": "import", "key": "one", "names": ["liste.csv"], "answers": {}, "remembered": {}}
    asked |= {"fields": {"as_of": "30/11/2026"}, "today": DAY.isoformat(), "step": "add", "sources": sources}
    return read_form(import_(asked)["fields"]).data


def owed(claim: dict[str, Any]) -> dict[str, Decimal]:
    drawn = draw_up(Claim.model_validate({**claim, "as_of": DAY.isoformat()}))
    return {each.number: each.total_due for each in drawn.invoices}


def ledger(name: str, content: bytes) -> dict[str, Decimal]:
    """What `latepay ledger` finds of each invoice."""
    with tempfile.TemporaryDirectory() as folder:
        path, out = Path(folder) / name, Path(folder) / "dus.parquet"
        path.write_bytes(content)
        refused: list[Any] = []
        with open_sink(out, "parquet") as closing:
            reckon_file(opened(path), DAY, closing.sink, refused.append)
        assert not refused
        import pyarrow.parquet as pq

        return {row["number"]: row["total_due"] for row in pq.read_table(out).to_pylist() if row["number"]}


@given(rows(), st.sampled_from(sorted(HEADINGS)), st.sampled_from(sorted(DAYS)), st.sampled_from(sorted(SUMS)))
@settings(max_examples=25, deadline=None)
def test_every_reader_reads_one_case(listed: list[Row], language: str, days: str, sums: str) -> None:
    written = list(lines(listed, language, days, sums))
    typed = workbook([[*HEADINGS[language]], *(row.cells(language) for row in listed)])
    contents = {
        "typed.xlsx": typed,
        "written.xlsx": workbook(written),
        "liste.csv": as_csv(written),
    }
    found = {name: claim_of(name, content) for name, content in contents.items()}
    found[""] = claim_of("", "\n".join("\t".join(row) for row in written).encode())
    first = found["typed.xlsx"]
    assert [each["number"] for each in first["invoices"]] == [row.number for row in listed if row.kind == 0]
    amounts = {each["number"]: each["amount"] for each in first["invoices"]}
    assert all(amounts[row.number] == f"{row.amount:.2f}" for row in listed if row.kind == 0 and row.left is None)
    for name, claim in found.items():
        assert claim == first, name
    assert owed(page_claim(contents["liste.csv"])) == owed(first)
    for name, content in contents.items():
        assert ledger(name, content) == owed(first), name
