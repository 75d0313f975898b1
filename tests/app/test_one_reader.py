"""One list, written as a workbook, as CSV and as pasted rows: one case, and the same cents, whoever reads it."""

import base64
import io
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pyarrow.parquet as pq
import pytest
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
    sums, refused = ledger_rows(name, content)
    assert not refused
    return {number: total for number, (total, _) in sums.items()}


def ledger_rows(name: str, content: bytes) -> tuple[dict[str, tuple[Decimal, int]], list[str]]:
    """By number, what `latepay ledger` finds of the rows of an invoice and how many they are; the codes of refusals."""
    with tempfile.TemporaryDirectory() as folder:
        path, out = Path(folder) / name, Path(folder) / "dus.parquet"
        path.write_bytes(content)
        refused: list[Any] = []
        with open_sink(out, "parquet") as closing:
            reckon_file(opened(path), DAY, closing.sink, refused.append)
        found: dict[str, tuple[Decimal, int]] = {}
        for row in pq.read_table(out).to_pylist():
            total, rows_ = found.get(row["number"], (Decimal(0), 0))
            found[row["number"]] = (total + row["total_due"], rows_ + 1)
        return found, [each.refusal.code for each in refused]


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


#: Lists that the readers once took in two ways; the due dates of each are after the twelfth.
LISTS = {
    "a part paid on a day that one row lacks": """Number,Client,Invoice date,Due date,Amount,Amount paid,Last payment
F1,Alpha,20/01/2026,19/02/2026,1500.00,500.00,
F2,Alpha,20/01/2026,19/02/2026,500.00,100.00,16/03/2026
F3,Alpha,21/01/2026,19/02/2026,700.00,,
F4,Alpha,21/01/2026,19/02/2026,700.00,700.00,
""",
    "totals where the kind is told": """Nature;Numéro;Client;Date;Échéance;Montant TTC
Facture;F1;Alpha;20/01/2026;19/02/2026;1500,00
Sous-total;;Alpha;;;1500,00
Facture;F2;Beta;20/01/2026;19/02/2026;500,00
Solde;;;;;500,00
Totaux;;;;;2000,00
""",
    "totals under a heading that nobody reads": """Numéro;Client;Commercial;Échéance;Montant TTC
F1;Alpha;Zoé;19/02/2026;1500,00
;;Total;;1500,00
""",
    "a payment that bears a number of its own": """Nature;Numéro;Client;Date;Échéance;Montant TTC
Facture;F1;Alpha;20/01/2026;19/02/2026;1500,00
Facture;F2;Alpha;25/01/2026;24/02/2026;500,00
Facture;F3;Beta;25/01/2026;24/02/2026;500,00
Règlement;R9;Alpha;16/03/2026;;1600,00
Avoir;A9;Beta;17/03/2026;;50,00
""",
    "an invoice of several due dates and a payment for it": """Nature;Numéro;Client;Date;Échéance;Montant TTC
Facture;F1;Alpha;20/01/2026;19/02/2026;80,00
Facture;F1;Alpha;20/01/2026;21/03/2026;20,00
Règlement;F1;Alpha;16/03/2026;;90,00
""",
    "what the state says": """Numéro;Client;Date;Échéance;Montant TTC;Statut
F1;Alpha;20/01/2026;19/02/2026;1500,00;Payée
F2;Alpha;20/01/2026;19/02/2026;500,00;Impayée
F3;Alpha;20/01/2026;19/02/2026;50,00;Annulée
F4;Alpha;20/01/2026;19/02/2026;40,00;Brouillon
""",
    "a deposit and a payment": """Numéro;Client;Date;Échéance;Montant TTC;Acompte;Date acompte;Réglé;Date règlement
F1;Alpha;20/01/2026;19/02/2026;1500,00;450,00;13/01/2026;300,00;16/03/2026
F2;Alpha;20/01/2026;19/02/2026;500,00;100,00;25/03/2026;;
""",
    "a payment that cannot be read, and one below zero": """Numéro;Client;Date;Échéance;Montant TTC;Réglé
F1;Alpha;20/01/2026;19/02/2026;1500,00;450,00
F2;Alpha;20/01/2026;19/02/2026;500,00;voir 12
F3;Alpha;20/01/2026;19/02/2026;500,00;-100,00
F4;Alpha;20/01/2026;19/02/2026;500,00;0,00
""",
    "a deposit of no day": """Numéro;Client;Date;Échéance;Montant TTC;Acompte versé
F1;Alpha;20/01/2026;19/02/2026;1500,00;450,00
F2;Alpha;20/01/2026;19/02/2026;500,00;
""",
    "a deposit in English": """Invoice;Customer;Date;Due;Amount;Deposit
F1;Alpha;20/01/2026;19/02/2026;1500,00;450,00
F2;Alpha;20/01/2026;19/02/2026;500,00;
""",
}


@pytest.mark.parametrize("listed", LISTS.values(), ids=LISTS.keys())
def test_what_was_read_in_two_ways_is_read_in_one(listed: str) -> None:
    content = listed.encode()
    done = import_files([Source("liste.csv", content)], day=DAY)
    found: dict[str, Decimal] = defaultdict(Decimal)
    for claim in done.made.claims:
        drawn = draw_up(Claim.model_validate({**claim, "as_of": DAY.isoformat()}))
        for each in drawn.invoices:
            found[each.number] += each.total_due
    sums, refused = ledger_rows("liste.csv", content)
    # an invoice of several due dates has one compensation in a statement, and one a row in a list
    compensations = {number: Decimal(40) * (rows - 1) for number, (_, rows) in sums.items()}
    assert {number: total - compensations[number] for number, (total, _) in sums.items()} == found
    assert refused == [each.code for each in done.found.refused]
    if len(done.made.claims) == 1:
        drawn = draw_up(Claim.model_validate({**page_claim(content), "as_of": DAY.isoformat()}))
        assert drawn.totals.total_due == sum(found.values())
