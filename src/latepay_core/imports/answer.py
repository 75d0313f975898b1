"""The whole of an import in one call, as plain values that JSON can hold: what the page and the command line answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from latepay_core.imports.assembling import Assembled, assembled
from latepay_core.imports.matching import owed_in, proposals
from latepay_core.imports.merging import known_in, merged
from latepay_core.imports.model import Answers, Document, Found, Place, Receipt
from latepay_core.imports.reading import Source, read_files
from latepay_core.imports.told import question_told, refusal_told, remark_told
from latepay_core.wording import say


@dataclass(frozen=True, slots=True)
class Import:
    """What was found in the files, and the claims that it makes with those that were kept."""

    found: Found
    made: Assembled

    @property
    def report(self) -> dict[str, Any]:
        """What was read, asked, refused and left over, as docs/format describes it."""
        found, made = self.found, self.made
        return {
            "read": len(found.invoices),
            "settled": sum(each.settled for each in found.invoices),
            "credit_notes": len(found.credit_notes) + sum(len(each.credit_notes) for each in found.invoices),
            "claims": len(made.claims),
            "questions": [
                {
                    **_located(each.place),
                    "about": each.about,
                    "need": each.need,
                    "message": say(question_told(each)),
                    **dict(each.figures),
                }
                for each in found.questions
            ],
            "refused": [
                {**_located(each.place), "reason": say(refusal_told(each)), "code": each.code}
                | {name: say(value) for name, value in each.figures.items()}
                for each in found.refused
            ],
            "payments": _payments(made),
            "remarks": [
                {**_located(each.place), "code": each.code, "message": say(remark_told(each))} for each in made.remarks
            ],
        }

    @property
    def origins(self) -> list[dict[str, Any]]:
        """Where each document stands, and the column or the business term that each of its values came from."""
        return [_origin(each) for each in self.found.documents]


def import_files(
    sources: Iterable[Source],
    answers: Answers | None = None,
    *,
    kept: Iterable[dict[str, Any]] = (),
    settled: bool = False,
    day: date | None = None,
) -> Import:
    """Reads the files and makes claims of what they hold, put into the claims that are `kept`, which are not changed.

    Nothing is raised for what a file holds. `settled` also takes invoices that were paid in full on known days; a
    payment of a later day than `day` settles nothing yet.

    >>> rows = "N°;Client;Échéance;TTC\\nF-1;Durand;31/01/2026;1 200,00\\nF-2;Durand;28/02/2026;n.c. 12"
    >>> done = import_files([Source("factures.csv", rows.encode())])
    >>> done.made.case["invoices"], [(each["row"], each["code"]) for each in done.report["refused"]]
    ([{'number': 'F-1', 'amount': '1200.00', 'due_on': '2026-01-31'}], [(3, 'amount-unreadable')])
    >>> done.origins[0]["fields"]["due_on"]
    'Échéance'
    """
    found = read_files(sources, answers)
    before = [*kept, *found.claims]
    return Import(found, merged(before, assembled(found, settled=settled, known=known_in(before), day=day)))


def _located(place: Place) -> dict[str, Any]:
    shown = {"sheet": place.sheet, "cell": place.cell, "rows": list(place.rows) if len(place.rows) > 1 else None}
    return {"file": place.file, "row": place.row, **{key: value for key, value in shown.items() if value}}


def _payments(made: Assembled) -> list[dict[str, Any]]:
    """The payments that stand with no invoice, each with what it may settle."""
    owed = [each for claim in made.claims for each in owed_in(claim)]
    proposed = {id(each.receipt): each for each in proposals(made.receipts, owed)}
    found = []
    for receipt in made.receipts:
        shown = _payment(receipt)
        if proposal := proposed.get(id(receipt)):
            shares = [
                {"number": each.number, "customer": each.customer, "amount": format(each.amount, "f")}
                for each in proposal.shares
            ]
            shown["proposal"] = {"ground": proposal.ground, "invoices": shares, "excess": format(proposal.excess, "f")}
        found.append(shown)
    return found


def _payment(receipt: Receipt) -> dict[str, Any]:
    shown = {
        "file": receipt.place.file,
        "row": receipt.place.row,
        "paid_on": receipt.paid_on.isoformat(),
        "amount": format(receipt.amount, "f"),
        "payer": receipt.payer,
        "reference": receipt.reference,
        "invoice": receipt.invoice,
    }
    return {key: value for key, value in shown.items() if value}


def _origin(document: Document) -> dict[str, Any]:
    shown = {
        **_located(document.place),
        "number": document.number,
        "customer": document.customer.name,
        "credit_note": document.credit,
        "settled": document.settled,
        "fields": dict(document.fields),
        "notes": dict(document.notes),
    }
    return {key: value for key, value in shown.items() if value}
