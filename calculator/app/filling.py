"""A claim becomes the fields of a form again, as a person would have typed them."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from calculator.app.fields import LEAVES_TIME
from calculator.app.form import CREDITOR_WORDS, PARTY_WORDS, usual_series
from calculator.app.wording import language
from latepay_core import Claim
from latepay_core.claim import CreditNote, EcbPlusRate, FixedRate, Invoice, LegalTimesRate, Payment, Situation, Term
from latepay_core.claim.contract import RateClause
from latepay_core.claim.invoices import BuyersPayment
from latepay_core.claim.rows import InvoicePart
from latepay_core.wording import french

#: Keys of a claim and of its parties that the form has fields for; all others are kept aside and travel with the form.
_CLAIM_FIELDS = frozenset(
    "schema as_of side creditor debtor terms notice_received_on judgment invoices payments credit_notes events"  # noqa: SIM905
    " situation letter".split()
)
_PARTY_FIELDS: dict[str, frozenset[str]] = {
    "creditor": frozenset({"kind", "country", *CREDITOR_WORDS}),
    "debtor": frozenset({"kind", *PARTY_WORDS, "public_kind", "country", "insolvency_opened_on"}),
}


def fields_of(claim: Claim) -> dict[str, str]:
    """The form's fields for a claim. Reading them back gives the same claim.

    >>> claim = Claim.model_validate({"invoices": [{"due_on": "2026-05-31", "amount": "1234.5"}]})
    >>> fields = fields_of(claim)
    >>> fields["invoices-0-due_on"], fields["invoices-0-amount"]
    ('31/05/2026', '1\u202f234,50')
    """
    days = {
        "as_of": claim.as_of,
        "notice_received_on": claim.notice_received_on,
        "debtor-insolvency_opened_on": claim.debtor.insolvency_opened_on,
        "terms-capitalise_from": claim.terms.capitalise_from,
        "judgment-enforceable_on": claim.judgment.enforceable_on if claim.judgment else None,
    }
    fields = {**_days(days), **_parties(claim), **_terms(claim), **_happened(claim), **_situation(claim)}
    for index, invoice in enumerate(claim.invoices):
        fields |= _invoice(invoice, f"invoices-{index}-")
        if own := _own(invoice):
            fields[f"invoices-{index}-kept"] = json.dumps(own, ensure_ascii=False)
        if claim.debtor.kind == "public-body" and invoice.trade == "transport":
            del fields[f"invoices-{index}-trade"]
            fields[f"invoices-{index}-transport"] = "yes"
    if claim.letter:
        fields["letter"] = json.dumps(claim.letter, ensure_ascii=False)
    kept = _kept(claim)
    if kept:
        fields["kept"] = json.dumps(kept, ensure_ascii=False)
    return fields


def _days(days: Mapping[str, date | None]) -> dict[str, str]:
    return {name: day_typed(day) for name, day in days.items() if day}


def _parties(claim: Claim) -> dict[str, str]:
    fields: dict[str, str] = {
        "side": claim.side,
        "debtor-kind": claim.debtor.kind,
        "creditor-kind": claim.creditor.kind,
    }
    fields |= {f"creditor-{key}": getattr(claim.creditor, key) for key in CREDITOR_WORDS}
    fields |= {f"debtor-{key}": getattr(claim.debtor, key) for key in PARTY_WORDS}
    fields["creditor-country"] = claim.creditor.country or ""
    fields["debtor-public_kind"] = claim.debtor.public_kind or ""
    return {name: said for name, said in fields.items() if said or name.endswith(("-kind", "-name"))}


def _terms(claim: Claim) -> dict[str, str]:
    terms = claim.terms
    fields = {f"terms-{key}": getattr(terms, key) for key in ("semester", "year", "allocation", "rounding", "surplus")}
    fields |= {f"terms-{name}": value for name, value in _rate_clause(terms.rate).items()}
    if len(terms.supplied_rates) == 1:
        supplied = terms.supplied_rates[0]
        if supplied.series != usual_series(claim.debtor.kind, claim.creditor.kind):
            fields["terms-supplied-series"] = supplied.series
        fields["terms-supplied-from"] = day_typed(supplied.starts_on)
        fields["terms-supplied-percent"] = _rate_typed(supplied.percent)
    return fields


def _rate_clause(rate: RateClause) -> dict[str, str]:
    fields: dict[str, str] = {"rate-basis": rate.basis}
    if isinstance(rate, FixedRate):
        fields["rate-percent"] = _rate_typed(rate.percent)
    elif isinstance(rate, EcbPlusRate):
        fields["rate-points"] = _rate_typed(rate.points)
    elif isinstance(rate, LegalTimesRate):
        fields["rate-times"] = _rate_typed(rate.times)
    return fields


def _happened(claim: Claim) -> dict[str, str]:
    fields: dict[str, str] = {}
    for index, payment in enumerate(claim.payments):
        fields |= _payment(payment, f"payments-{index}-")
        if payment.invoice is not None:
            fields[f"payments-{index}-invoice"] = payment.invoice
        if payment.reference is not None:
            fields[f"payments-{index}-reference"] = payment.reference
    for index, note in enumerate(claim.credit_notes):
        fields |= _credit_note(note, f"credit_notes-{index}-")
    for index, event in enumerate(claim.events):
        name = f"events-{index}-"
        fields[name + "kind"] = event.kind
        left = "until" if event.kind in LEAVES_TIME else "expected_on"
        fields |= _days({name + "on": event.on, name + left: event.expected_on})
        if event.delay_days is not None:
            fields[name + "delay_days"] = str(event.delay_days)
        if event.invoice is not None:
            fields[name + "invoice"] = event.invoice
    return fields


def _situation(claim: Claim) -> dict[str, str]:
    said = claim.situation
    words = {
        "debtor-country": claim.debtor.country or said.debtor_country,
        "debtor-country_in": _country_in(claim),
        "situation-debtor_place": said.debtor_place,
        "situation-public_buyer": said.public_buyer,
        "situation-court_town": said.court_town,
        "situation-both_traders": {True: "yes", False: "no", None: ""}[said.both_traders],
        "situation-housing_or_consumer_credit": "yes" if said.housing_or_consumer_credit else "",
        "situation-amicable_attempt": "yes" if said.amicable_attempt else "",
    }
    fields = {name: word for name, word in words.items() if word}
    fields |= _days(
        {
            "situation-bodacc_published_on": said.bodacc_published_on,
            "situation-principal_paid_on": said.principal_paid_on,
        }
    )
    return fields | _claimant(said)


def _country_in(claim: Claim) -> str:
    """Where a file says the debtor's country, if not only beside the debtor's name."""
    if claim.situation.debtor_country is None:
        return ""
    return "situation" if claim.debtor.country is None else "both"


def _claimant(said: Situation) -> dict[str, str]:
    claimant = said.claimant
    fields = {"situation-claimant-kind": "person"} if claimant.kind == "person" else {}
    if claimant.employees is not None:
        fields["situation-claimant-employees"] = str(claimant.employees)
    figures = {"turnover": claimant.turnover, "profit": claimant.profit, "income": claimant.income}
    return fields | {f"situation-claimant-{key}": _typed(euros) for key, euros in figures.items() if euros is not None}


def _invoice(invoice: Invoice, prefix: str) -> dict[str, str]:
    fields = {"number": invoice.number, "amount": _typed(invoice.amount)}
    days = ("due_on", "issued_on", "received_on", "delivered_on", "performed_on")
    fields |= _days({name: getattr(invoice, name) for name in days})
    fields["trade"] = invoice.trade or ""
    if invoice.terms is not None and invoice.terms.rate is not None:
        fields |= _rate_clause(invoice.terms.rate)
    if invoice.paid_undated is not None:
        fields["paid_undated"] = _typed(invoice.paid_undated)
    fields["due_mode"] = "term" if invoice.term else "due"
    if invoice.term:
        fields["term-days"], fields["term-unit"] = _length(invoice.term)
        fields["term-from"] = invoice.term.counted_from
        fields["term-end_of_month"] = invoice.term.end_of_month or ""
        fields["term-on_day"] = ", ".join(map(str, invoice.term.payment_days))
    fields |= {flag: "yes" for flag in ("summary", "compensated") if getattr(invoice, flag)}
    if invoice.suspension:
        days_held = ("notified_on", "completed_on")
        fields |= _days({f"suspension-{name}": getattr(invoice.suspension, name) for name in days_held})
    entered = (each for each in invoice.payments if not isinstance(each, BuyersPayment))
    for index, payment in enumerate(entered):
        fields |= _payment(payment, f"payments-{index}-")
    for index, note in enumerate(invoice.credit_notes):
        fields |= _credit_note(note, f"credit_notes-{index}-")
    return {prefix + name: value for name, value in fields.items()}


def _own(invoice: Invoice) -> dict[str, Any]:
    """What a row has no question for: other conventions of its contract, which instalment of its invoice it is."""
    own: dict[str, Any] = {}
    if invoice.terms is not None and invoice.terms.model_dump(exclude_none=True, exclude={"rate"}):
        own["terms"] = invoice.terms.model_dump(mode="json", exclude_none=True, exclude={"rate"})
    if isinstance(invoice, InvoicePart):
        own["part"] = [invoice.of, invoice.place]
    return own


def _length(term: Term) -> tuple[str, str]:
    """A term's length as it is typed, and its unit."""
    if not term.months:
        return (str(term.days), "days") if term.days is not None else (str(term.months), "months")
    return (f"{term.months} mois et {term.days} jours", "days") if term.days else (str(term.months), "months")


def _credit_note(note: CreditNote, name: str) -> dict[str, str]:
    return {
        name + "number": note.number,
        name + "issued_on": day_typed(note.issued_on),
        name + "amount": _typed(note.amount),
    }


def _payment(payment: Payment, name: str) -> dict[str, str]:
    return {name + "paid_on": day_typed(payment.paid_on), name + "amount": _typed(payment.amount)}


def day_typed(day: date) -> str:
    """A date as people type it, here and in Britain.

    >>> day_typed(date(2026, 6, 1))
    '01/06/2026'
    """
    return french.date_in_numbers(day)


def number_typed(value: Decimal, decimals: int = 2) -> str:
    """A number as people type it; in English without its thousands set apart, which a French reader takes for cents."""
    if language() == "fr":
        return french.number(value, decimals)
    whole, _, fraction = format(value.normalize(), "f").partition(".")
    fraction = fraction.ljust(decimals, "0")
    return f"{whole}.{fraction}" if fraction else whole


def _typed(value: Decimal) -> str:
    return number_typed(value, 2 if value.as_tuple().exponent else 0)


def _rate_typed(value: Decimal) -> str:
    """A rate with the decimals that its contract gives it."""
    return f"{value:f}".replace(".", "," if language() == "fr" else ".")


def _kept(claim: Claim) -> dict[str, Any]:
    """What the form has no field for."""
    whole = claim.model_dump(mode="json", exclude_defaults=True)
    kept: dict[str, Any] = {key: value for key, value in whole.items() if key not in _CLAIM_FIELDS}
    for party, known in _PARTY_FIELDS.items():
        if aside := {key: value for key, value in whole.get(party, {}).items() if key not in known}:
            kept[party] = aside
    if len(claim.terms.supplied_rates) > 1:
        kept["terms"] = {"supplied_rates": whole["terms"]["supplied_rates"]}
    return kept
