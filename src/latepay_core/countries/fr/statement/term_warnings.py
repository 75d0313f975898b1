"""What the reader must know about the terms of payment: longer than the law allows, or lawful in a sector only."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from latepay_core.claim import Claim, Invoice
from latepay_core.claim.address import locality_of
from latepay_core.countries.fr.maximum import LegalMaximum, latest_lawful, term_of
from latepay_core.regimes import Finding
from latepay_core.said import NOTHING, Said, Value, in_a_row, said

if TYPE_CHECKING:
    from latepay_core.statement.reckoning import Reckoned

#: Where C. com., art. L441-13 lets the term start at customs clearance: the overseas territories it names, by the
#: first digits of their postcodes.
_IMPORTING = ("971", "972", "973", "974", "975", "976", "977", "978", "986")

_SERVICES = ("transport", "transport-services")


def terms_findings(claim: Claim, reckoned: list[Reckoned]) -> Iterator[Finding]:
    """For each invoice, what its due date calls for."""
    for index, each in enumerate(reckoned):
        yield from _of_invoice(claim, each.invoice, each.due_on, index)


def _of_invoice(claim: Claim, invoice: Invoice, due: date, index: int) -> Iterator[Finding]:
    path = f"invoices[{index}].{'term' if invoice.term else 'due_on'}"
    maximum = latest_lawful(invoice)
    if maximum is None:
        yield from _unknown_maximum(invoice, index)
    elif due > maximum.due_on:
        figures = {**_figures(due, maximum), "rule": maximum.rule}
        overseas = said("sector.overseas") if _imports(claim, invoice) else NOTHING
        message = in_a_row(_over(due, maximum), overseas)
        yield Finding("term-over-legal-maximum", message, figures, index, path)
    elif maximum.sector is not None and not maximum.sector.replaces:
        ordinary = latest_lawful(invoice.model_copy(update={"trade": None}))
        if ordinary is not None and due > ordinary.due_on:
            message = said("warning.term-relies-on-sector", **_words(due, maximum))
            yield Finding("term-relies-on-sector", message, _figures(due, maximum), index, path)


def _over(due: date, maximum: LegalMaximum) -> Said:
    key = "term-over-legal-maximum" if maximum.sector is None else "term-over-sector-maximum"
    return said(f"warning.{key}", **_words(due, maximum))


def _words(due: date, maximum: LegalMaximum) -> dict[str, Value]:
    sector = maximum.sector
    doubts = (sector.note, maximum.to_check) if sector else ()
    return {
        "due": due,
        "lawful": maximum.due_on,
        "rule": maximum.rule_told,
        "reference": maximum.reference,
        "sector": sector.title if sector else "",
        "doubts": tuple(said("sector.doubt", doubt=each) for each in doubts if each),
    }


def _figures(due: date, maximum: LegalMaximum) -> dict[str, object]:
    figures: dict[str, object] = {"due_on": due.isoformat(), "lawful_due_on": maximum.due_on.isoformat()}
    return figures | ({"trade": maximum.sector.code} if maximum.sector else {})


def _unknown_maximum(invoice: Invoice, index: int) -> Iterator[Finding]:
    """A sector's term that cannot be checked: the delivery is missing, or the invoice is older than the text read."""
    if invoice.trade is None:
        return
    sector = term_of(invoice.trade, summary=invoice.summary)
    start = invoice.delivery if sector.counted_from == "delivery" else invoice.issued_on
    if start is not None:
        first = sector.starts_on
        message = said("warning.sector-not-covered", sector=sector.title, first=first)
        figures = {"trade": sector.code, "first": sector.starts_on.isoformat()}
        yield Finding("sector-term-not-covered", message, figures, index, f"invoices[{index}].trade")
    elif sector.counted_from == "delivery":
        message = said("warning.sector-delivery-missing", sector=sector.title)
        path = f"invoices[{index}].delivered_on"
        yield Finding("sector-delivery-missing", message, {"trade": sector.code}, index, path)


def _imports(claim: Claim, invoice: Invoice) -> bool:
    """Whether what is invoiced may be goods that the debtor imports overseas."""
    if invoice.trade in _SERVICES:
        return False
    if claim.situation.debtor_place is not None:
        return claim.situation.debtor_place == "overseas"
    locality = locality_of(claim.debtor.address)
    return locality is not None and locality.postcode.startswith(_IMPORTING)
