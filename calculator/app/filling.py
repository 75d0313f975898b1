"""A claim becomes the fields of a form again, as a person would have typed them."""

import json
from decimal import Decimal
from typing import Any

from latepay_core import Claim
from latepay_core.claim import EcbPlusRate, FixedRate, Invoice, LegalTimesRate
from latepay_core.language import date_in_numbers
from latepay_core.language.french import number

#: Keys of a claim that the form has fields for; all others are kept aside and travel with the form.
_PARTY_FIELDS = {"kind", "name"}


def fields_of(claim: Claim) -> dict[str, str]:
    """The form's fields for a claim. Reading them back gives the same claim."""
    fields = {
        "debtor-kind": claim.debtor.kind,
        "creditor-kind": claim.creditor.kind,
        "debtor-name": claim.debtor.name,
        "creditor-name": claim.creditor.name,
    }
    days = {
        "as_of": claim.as_of,
        "notice_received_on": claim.notice_received_on,
        "debtor-insolvency_opened_on": claim.debtor.insolvency_opened_on,
        "terms-capitalise_from": claim.terms.capitalise_from,
        "judgment-enforceable_on": claim.judgment.enforceable_on if claim.judgment else None,
    }
    fields |= {name: date_in_numbers(day) for name, day in days.items() if day}
    fields |= _terms(claim)
    for index, invoice in enumerate(claim.invoices):
        fields |= _invoice(invoice, f"invoices-{index}-")
    kept = _kept(claim)
    if kept:
        fields["kept"] = json.dumps(kept, ensure_ascii=False)
    return fields


def _terms(claim: Claim) -> dict[str, str]:
    terms = claim.terms
    fields = {f"terms-{key}": getattr(terms, key) for key in ("semester", "year", "allocation", "rounding")}
    fields["terms-rate-basis"] = terms.rate.basis
    if isinstance(terms.rate, FixedRate):
        fields["terms-rate-percent"] = _typed(terms.rate.percent)
    elif isinstance(terms.rate, EcbPlusRate):
        fields["terms-rate-points"] = _typed(terms.rate.points)
    elif isinstance(terms.rate, LegalTimesRate):
        fields["terms-rate-times"] = _typed(terms.rate.times)
    if len(terms.supplied_rates) == 1:
        fields["terms-supplied-from"] = date_in_numbers(terms.supplied_rates[0].starts_on)
        fields["terms-supplied-percent"] = _typed(terms.supplied_rates[0].percent)
    return fields


def _invoice(invoice: Invoice, prefix: str) -> dict[str, str]:
    fields = {"number": invoice.number, "amount": _typed(invoice.amount)}
    days = ("due_on", "issued_on", "received_on", "delivered_on", "performed_on")
    fields |= {name: date_in_numbers(day) for name in days if (day := getattr(invoice, name))}
    fields["trade"] = invoice.trade or ""
    fields["due_mode"] = "term" if invoice.term else "due"
    if invoice.term:
        fields["term-days"] = str(invoice.term.days)
        fields["term-from"] = invoice.term.counted_from
        fields["term-end_of_month"] = invoice.term.end_of_month or ""
        fields["term-on_day"] = str(invoice.term.on_day or "")
    if invoice.summary:
        fields["summary"] = "yes"
    for index, payment in enumerate(invoice.payments):
        fields[f"payments-{index}-paid_on"] = date_in_numbers(payment.paid_on)
        fields[f"payments-{index}-amount"] = _typed(payment.amount)
    for index, note in enumerate(invoice.credit_notes):
        fields[f"credit_notes-{index}-number"] = note.number
        fields[f"credit_notes-{index}-issued_on"] = date_in_numbers(note.issued_on)
        fields[f"credit_notes-{index}-amount"] = _typed(note.amount)
    return {prefix + name: value for name, value in fields.items()}


def _typed(value: Decimal) -> str:
    return number(value, 0 if value == value.to_integral_value() and abs(value.as_tuple().exponent) == 0 else 2)  # type: ignore[arg-type]


def _kept(claim: Claim) -> dict[str, Any]:
    """What the form has no field for."""
    whole = claim.model_dump(mode="json", exclude_defaults=True)
    kept: dict[str, Any] = {key: whole[key] for key in ("regime", "payments", "events", "situation") if key in whole}
    for party in ("creditor", "debtor"):
        aside = {
            key: value
            for key, value in whole.get(party, {}).items()
            if key not in _PARTY_FIELDS and key != "insolvency_opened_on"
        }
        if aside:
            kept[party] = aside
    if len(claim.terms.supplied_rates) > 1:
        kept["terms"] = {"supplied_rates": whole["terms"]["supplied_rates"]}
    return kept
