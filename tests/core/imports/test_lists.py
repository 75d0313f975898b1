"""Every list of `tests/data/lists`, read as the writer of the file expects, by what stands beside it in `expected/`."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from latepay_core.imports import Document, Found, Receipt, Source, read_files

LISTS = Path(__file__).parents[2] / "data" / "lists"
FILES = sorted(path.name for path in LISTS.iterdir() if path.is_file() and path.name != "README.md")


def read(name: str) -> Found:
    return read_files([Source(name, (LISTS / name).read_bytes())])


def expected(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((LISTS / "expected" / f"{name}.json").read_text(encoding="utf-8"))
    return found


def day(value: Any) -> str | None:
    return None if value is None else value.isoformat()


def plain(document: Document) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "rows": list(document.place.rows),
        "number": document.number,
        "customer": document.customer.name,
        "issued_on": day(document.issued_on),
        "due_on": day(document.due_on),
        "amount": str(document.amount),
        "paid": [{"paid_on": day(each.paid_on), "amount": str(each.amount)} for each in document.paid],
        "credit_notes": [
            {"number": each.number, "issued_on": day(each.issued_on), "amount": str(each.amount)}
            for each in document.credit_notes
        ],
        "open": str(document.open),
        "settled": document.settled,
        "due_missing": not document.due_known,
    }
    if document.instalments:
        shown["instalments"] = [
            {"due_on": day(part.due_on), "amount": str(part.amount)} for part in document.instalments
        ]
    if document.term is not None:
        shown["term_words"] = document.term_words
    return shown


def wanted(invoice: dict[str, Any]) -> dict[str, Any]:
    told = {"term", "term_also", "number_also", "note", "issued_on_in_file", "payment_rows"}
    shown = {key: value for key, value in invoice.items() if key not in told}
    # the row of a lettered credit note is its own
    shown["rows"] = invoice["rows"][:1] if invoice["credit_notes"] else invoice["rows"]
    return {"settled": False, "due_missing": False, **shown}


def payment(receipt: Receipt) -> dict[str, Any]:
    return {
        "rows": list(receipt.place.rows),
        "paid_on": day(receipt.paid_on),
        "amount": str(receipt.amount),
        "payer": receipt.payer or None,
    }


@pytest.mark.parametrize("name", FILES)
def test_the_invoices(name: str) -> None:
    want = expected(name)
    found = [plain(each) for each in read(name).invoices]
    for note in want["credit_notes"]:
        if "of" in note:
            # a credit note that names its invoice stands with it
            invoice = next(each for each in want["invoices"] if each["number"] == note["of"])
            invoice["credit_notes"] = [{key: note[key] for key in ("number", "issued_on", "amount")}]
            invoice["open"] = str(Decimal(invoice["open"]) - Decimal(note["amount"]))
    if want.get("sample_only"):
        rows = [each["rows"] for each in want["invoices"]]
        found = [each for each in found if each["rows"] in rows]
    assert found == [wanted(each) for each in want["invoices"]]


@pytest.mark.parametrize("name", FILES)
def test_the_terms_in_words(name: str) -> None:
    by_number = {each.number: each for each in read(name).invoices}
    for invoice in expected(name)["invoices"]:
        if "term" in invoice:
            term = dict(by_number[invoice["number"]].term or {})
            readings = [invoice["term"], *invoice.get("term_also", [])]
            if term.get("end_of_month") == "unknown":
                # both readings stay open: the later one counts, which claims least
                assert {"after", "before"} == {each["end_of_month"] for each in readings}
                assert {each["days"] for each in readings} == {term["days"]}
            else:
                assert term in readings


@pytest.mark.parametrize("name", FILES)
def test_the_credit_notes(name: str) -> None:
    found = read(name)
    linked = {note.number: invoice.number for invoice in found.invoices for note in invoice.credit_notes}
    alone = {each.number: each for each in found.credit_notes}
    wanted_alone = {each["number"]: each for each in expected(name)["credit_notes"]}
    for number, note in wanted_alone.items():
        if "of" in note and number in linked:
            assert linked[number] == note["of"]
            continue
        got = alone.pop(number)
        assert (day(got.issued_on), str(got.amount), got.customer.name, list(got.place.rows)) == (
            note["issued_on"],
            note["amount"],
            note["customer"],
            note["rows"],
        )
    assert not alone


@pytest.mark.parametrize("name", FILES)
def test_the_payments(name: str) -> None:
    want = expected(name)["payments"]
    found = read(name).receipts
    keys = ("rows", "paid_on", "amount", "payer")
    assert [payment(each) for each in found] == [{key: each[key] for key in keys} for each in want]
    content = " ".join((LISTS / name).read_bytes().decode("latin-1").split())
    for each, got in zip(want, found, strict=True):
        assert got.invoice == each.get("invoice", "") or (each.get("sheet") and got.invoice == each["reference"])
        reference = " ".join((each["reference"] or "").split())
        # some expected references are the writer's own words, which the file does not hold
        if reference and reference.encode("utf-8").decode("latin-1") in content:
            assert " ".join(got.reference.split()) == reference


@pytest.mark.parametrize("name", FILES)
def test_what_is_refused(name: str) -> None:
    want = expected(name)["refused"]
    found = read(name).refused
    if expected(name).get("sample_only"):
        assert [each.place.row for each in found] == want[0]["rows"]
        assert {each.code for each in found} == {"amount-missing"}
        return
    got = [(list(each.place.rows), each.code) for each in found]
    assert got == [(each["rows"], each["reason"].replace("_", "-")) for each in want]
    for each, refused in zip(want, found, strict=True):
        if "cell" in each:
            assert refused.place.cell == each["cell"]
        for key in ("number", "currency"):
            if key in each:
                assert refused.figures[key] == each[key]


@pytest.mark.parametrize("name", FILES)
def test_what_is_asked(name: str) -> None:
    question = expected(name)["question"]
    asked = [(each.about, each.need) for each in read(name).questions]
    assert asked == ([] if question is None else [(question["about"], question["need"])])


def test_the_totals_of_the_large_list() -> None:
    found = read("grande-liste-10000.csv")
    totals = expected("grande-liste-10000.csv")["totals"]
    invoices = found.invoices
    assert len(invoices) == totals["invoices"]
    assert str(sum(each.amount for each in invoices)) == totals["amount"]
    assert str(sum(paid.amount for each in invoices for paid in each.paid)) == totals["paid"]
    assert str(sum(each.open for each in invoices)) == totals["open"]
    assert len({each.customer.key for each in invoices}) == totals["customers"]
