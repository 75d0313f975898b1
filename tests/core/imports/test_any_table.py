"""Any order of columns, any separator, any way of writing: the same invoices come out, to the cent and the day."""

import csv
import io
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from latepay_core.imports import Source, read_files

HEADINGS = {
    "number": ("N° facture", "Numéro", "Facture n°", "Invoice number"),
    "customer": ("Client", "Raison sociale", "Nom du client", "Customer"),
    "issued": ("Date de facture", "Date", "Émise le", "Invoice date"),
    "due": ("Échéance", "Date d'échéance", "À payer le", "Due date"),
    "amount": ("Montant TTC", "Total TTC", "TTC (€)", "Montant"),
    "paid_amount": ("Montant réglé", "Déjà payé", "Réglé"),
    "paid_on": ("Réglé le", "Date de paiement", "Payé le"),
    "other": ("Chantier", "Responsable", "Observations"),
}
NAMES = (
    "Durand & Fils",
    "SARL Œuvre d'Art",
    "Maçonnerie; Étanchéité",
    "L'Atelier, Paris",
    "TOTAL PRESTA",
    "3D Conseil",
)


class Written(NamedTuple):
    """An invoice, and how the file writes it."""

    number: str
    customer: str
    issued: date
    due: date
    amount: Decimal
    paid: Decimal
    paid_on: date


class Way(NamedTuple):
    """How a file writes days and sums, and cuts its cells."""

    separator: str
    coding: str
    day: str
    comma: bool
    thousands: str
    currency: str
    titles: int


cents = st.integers(1, 9_999_999_99).map(lambda value: Decimal(value) / 100)
days = st.dates(date(2015, 1, 1), date(2026, 11, 29))


@st.composite
def invoices(draw: st.DrawFn) -> list[Written]:
    count = draw(st.integers(1, 12))
    found = []
    for at in range(count):
        issued = draw(days)
        amount = draw(cents)
        paid = draw(st.sampled_from((Decimal(0), amount, (amount / 2).quantize(Decimal("0.01")))))
        due = issued + timedelta(days=draw(st.integers(0, 90)))
        paid_on = issued + timedelta(days=draw(st.integers(0, 400)))
        found.append(
            Written(f"FA-{2024 + at}-{at:03}", draw(st.sampled_from(NAMES)), issued, due, amount, paid, paid_on)
        )
    return found


ways = st.builds(
    Way,
    separator=st.sampled_from(";\t,|"),
    coding=st.sampled_from(("utf-8", "utf-8-sig", "cp1252", "utf-16")),
    day=st.sampled_from(("%d/%m/%Y", "%Y-%m-%d", "%d.%m.%Y", "%d-%m-%Y")),
    comma=st.booleans(),
    thousands=st.sampled_from(("", " ", "\u00a0")),
    currency=st.sampled_from(("", " €", " EUR")),
    titles=st.integers(0, 4),
)


def written_sum(value: Decimal, way: Way) -> str:
    whole, _, fraction = f"{value:,.2f}".partition(".")
    return whole.replace(",", way.thousands) + ("," if way.comma else ".") + fraction + way.currency


def written(rows: list[Written], roles: list[str], headings: dict[str, str], way: Way) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=way.separator, lineterminator="\r\n")
    for _ in range(way.titles):
        writer.writerow(["Liste des clients"])
    writer.writerow([headings[role] for role in roles])
    for each in rows:
        cells = {
            "number": each.number,
            "customer": each.customer,
            "issued": each.issued.strftime(way.day),
            "due": each.due.strftime(way.day),
            "amount": written_sum(each.amount, way),
            "paid_amount": written_sum(each.paid, way) if each.paid else "",
            "paid_on": each.paid_on.strftime(way.day) if each.paid else "",
            "other": "à revoir",
        }
        writer.writerow([cells[role] for role in roles])
    return stream.getvalue().encode(way.coding)


@settings(max_examples=150, deadline=None)
@given(
    rows=invoices(),
    roles=st.permutations(list(HEADINGS)),
    headings=st.fixed_dictionaries({role: st.sampled_from(names) for role, names in HEADINGS.items()}),
    way=ways,
)
def test_what_is_written_is_read(rows: list[Written], roles: list[str], headings: dict[str, str], way: Way) -> None:
    found = read_files([Source("liste.csv", written(rows, roles, headings, way))])
    assert not found.refused
    # a day that could be read in both orders is asked under English headings; nothing else is
    assert {each.about for each in found.questions} <= {"dates"}
    got = [
        Written(
            each.number,
            each.customer.name,
            each.issued_on or date.min,
            each.due_on or date.min,
            each.amount,
            sum((paid.amount for paid in each.paid), Decimal(0)),
            each.paid[0].paid_on or date.min if each.paid else date.min,
        )
        for each in found.invoices
    ]
    assert got == [each if each.paid else each._replace(paid_on=date.min) for each in rows]


@settings(max_examples=100, deadline=None)
@given(content=st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
def test_anything_gives_an_answer_and_never_a_fault(content: bytes) -> None:
    found = read_files([Source("x", content)])
    assert found.documents or found.receipts or found.refused or found.questions


@settings(max_examples=100, deadline=None)
@given(
    rows=st.lists(
        st.lists(st.sampled_from(("", "Client", "Échéance", "TTC", "31/01/2026", "12,5", "x", "#REF!", "Total", "-")),
                 max_size=7),
        max_size=12,
    )
)  # fmt: skip
def test_any_cells_give_an_answer_and_never_a_fault(rows: list[list[str]]) -> None:
    found = read_files([Source("x", "\n".join("\t".join(row) for row in rows).encode())])
    assert all(each.amount > 0 for each in found.documents)
