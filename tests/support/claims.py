"""Claims to write letters from: every regime, every situation that calls for a letter, one invoice or forty."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

from latepay_core import Claim
from latepay_core.claim.part import Part
from latepay_core.letters.details import LetterDetails

AS_OF = date(2026, 3, 16)  # a Monday
REGIMES = ("fr-b2b", "fr-public", "fr-civil")
#: Situations: what has to be true of a claim for some letter of the catalogue to be written.
SITUATIONS = (
    "overdue",
    "part-paid",
    "upcoming",
    "paid-late",
    "disputed",
    "some-disputed",
    "insolvent",
    "promised",
    "notified",
    "local-interest",
)

_DEBTORS: dict[str, dict[str, Any]] = {
    "fr-b2b": {"kind": "business", "name": "Établissements Orain"},
    "fr-public": {"kind": "public-body", "public_kind": "state-or-local", "name": "Commune d’Angers"},
    "fr-civil": {"kind": "consumer", "name": "Irène Aubert"},
    "be-b2b": {"kind": "business", "name": "Établissements Orain"},
    "fr-civil-private": {"kind": "business", "name": "Établissements Orain"},
}


def claim_for(regime: str, situation: str = "overdue", *, invoices: int = 1, full: bool = True) -> Claim:
    """A claim of a regime (`fr-civil-private`: owed to a private creditor); `full` gives everything the letters use."""
    data: dict[str, Any] = {
        "as_of": AS_OF.isoformat(),
        "creditor": {"kind": "individual" if regime == "fr-civil-private" else "business", "name": "Atelier Anselme"},
        "debtor": dict(_DEBTORS[regime]),
        "invoices": [_invoice(number, situation, full=full) for number in range(1, invoices + 1)],
        "events": [],
        "situation": {},
    }
    if full:
        _fill_parties(data)
    if regime == "be-b2b":
        data["regime"] = regime
    _set(data, situation, regime)
    return Claim.model_validate(data)


def _invoice(number: int, situation: str, *, full: bool) -> dict[str, Any]:
    due = AS_OF + timedelta(days=6) if situation == "upcoming" else date(2025, 12, 1) + timedelta(days=number % 20)
    invoice: dict[str, Any] = {"due_on": due.isoformat(), "amount": str(Decimal(1000 + 37 * number))}
    if full:
        invoice |= {"number": f"F-2025-{number:03}", "issued_on": (due - timedelta(days=30)).isoformat()}
    if situation == "part-paid":
        invoice["payments"] = [{"paid_on": "2026-01-20", "amount": "250.00"}]
    if situation in {"paid-late", "local-interest"}:
        invoice["payments"] = [{"paid_on": "2026-01-20", "amount": invoice["amount"]}]
    return invoice


def _fill_parties(data: dict[str, Any]) -> None:
    data["creditor"] |= {
        "address": "3 rue du Port\n44000 Nantes",
        "siren": "732829320",
        "vat_number": "FR44732829320",
        "iban": "FR7630006000011234567890189",
        "bic": "AGRIFRPP",
        "email": "compta@anselme.example",
        "phone": "02 40 00 00 00",
        "reference": "DOS-7",
    }
    data["debtor"] |= {
        "address": "1 quai Sud\n69002 Lyon",
        "siren": "552100554",
        "email": "compta@client.example",
        "phone": "04 72 00 00 00",
        "reference": "CL-9",
    }


def _set(data: dict[str, Any], situation: str, regime: str) -> None:
    civil = regime.startswith("fr-civil")
    if situation in {"paid-late", "local-interest", "notified"} and civil:
        data["notice_received_on"] = "2025-12-27"
    if situation in {"paid-late", "local-interest"}:
        data["terms"] = {"allocation": "principal-first"}
        data["situation"] = {"principal_paid_on": "2026-01-20", "public_buyer": "local-authority"}
    if situation == "disputed":
        data["events"] = [{"on": "2026-02-02", "kind": "dispute"}]
    if situation == "some-disputed":
        data["invoices"][0]["number"] = "F-2025-001"
        data["events"] = [{"on": "2026-02-02", "kind": "dispute", "invoice": "F-2025-001"}]
    if situation == "insolvent" and regime not in {"fr-public", "be-b2b"}:
        data["debtor"]["insolvency_opened_on"] = "2026-02-10"
        data["situation"] = {"bodacc_published_on": "2026-02-20"}
    if situation in {"promised", "local-interest"}:
        data["events"] = [
            {"on": "2026-01-22", "kind": "reminder"},
            {"on": "2026-01-29", "kind": "reminder"},
            {"on": "2026-01-30", "kind": "call"},
            {"on": "2026-01-30", "kind": "promise", "expected_on": "2026-02-14"},
            {"on": "2026-02-01", "kind": "confirmation"},
            {"on": "2026-02-03", "kind": "public-claim" if regime == "fr-public" else "formal-notice"},
        ]


def full_details(text: str = "précision utile") -> LetterDetails:
    """Details with every field filled in, whatever fields there are: `text` in each text, days around the claim's."""
    filled = _filled(LetterDetails, text)
    filled |= {"edits": [], "channel": None, "written_on": None, "reply": {}, "interest_waived": False}
    filled["received"]["amount"] = "900000.00"
    filled["instalments"] = {"count": 4, "first_on": "2026-04-15"}
    # facts that only some of these letters stand on: works accepted a year ago and more, a contract above the threshold
    filled["works"] |= {"accepted_on": "2025-02-02", "contract_on": "2024-10-01", "contract_amount": "48000.00"}
    filled["guarantor"] |= {"signed_on": "2025-02-02", "limit": "900000.00"}
    filled["cheque"]["issued_on"] = "2026-01-30"
    filled["vat"] |= {"rate_percent": "20", "reason": "vain"}
    filled["reclaim"]["delivered_on"] = "2025-11-03"
    return LetterDetails.model_validate(filled)


def _filled(part: type[BaseModel], text: str) -> dict[str, Any]:
    return {name: _value(name, field.annotation, text) for name, field in part.model_fields.items()}


def _value(name: str, kind: Any, text: str) -> Any:
    options = [each for each in get_args(kind) if each is not type(None)]
    if options:
        first = options[0] if get_origin(kind) is Literal else _value(name, options[0], text)
        return [first] if get_origin(kind) is tuple else first
    if isinstance(kind, type) and issubclass(kind, Part):
        return _filled(kind, text)
    return {str: text, bool: True, date: _day(name), Decimal: "12"}.get(kind, 3)


def _day(name: str) -> str:
    past = {"on", "held", "raised", "asked", "deposited", "claimed", "born", "dated", "refused"}
    return "2026-02-02" if name.removesuffix("_on") in past else "2026-04-20"
