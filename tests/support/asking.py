"""The form’s answer to a few fields, as the page asks for it."""

import json
from typing import Any

from calculator.app import handle

TWO = {
    "invoices-0-number": "F-1",
    "invoices-0-amount": "10 000",
    "invoices-0-due_on": "31/05/2026",
    "invoices-1-number": "F-2",
    "invoices-1-amount": "5 000",
    "invoices-1-due_on": "30/06/2026",
    "as_of": "30/11/2026",
}


def ask(**request: Any) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(handle(json.dumps(request)))
    assert "fault" not in answer, answer
    return answer


def compute(*fields: dict[str, str]) -> dict[str, Any]:
    return ask(action="compute", fields={key: value for each in fields for key, value in each.items()})


FULL: dict[str, Any] = {
    "schema": "latepay.claim/1",
    "side": "debtor",
    "as_of": "2026-09-30",
    "regime": "fr-b2b",
    "creditor": {
        "kind": "individual",
        "country": "BE",
        "name": "Atelier du Pin",
        "address": "1 rue du Pin\n75011 Paris",
        "siren": "732829320",
        "vat_number": "FR44732829320",
        "email": "atelier@example.org",
        "phone": "01 23 45 67 89",
        "reference": "D-2026-1",
        "iban": "FR76 3000",
        "bic": "AGRIFRPP",
    },
    "debtor": {
        "kind": "business",
        "name": "Client & Fils",
        "address": "2 rue <du> Port",
        "siren": "552100554",
        "vat_number": "FR96552100554",
        "email": "client@example.org",
        "phone": "02",
        "reference": "C-7",
        "public_kind": "health",
        "insolvency_opened_on": "2026-09-01",
        "country": "RE",
    },
    "terms": {
        "rate": {"basis": "legal-times", "times": "3.125"},
        "semester": "frozen",
        "year": "actual",
        "allocation": "principal-first",
        "rounding": "total",
        "surplus": "oldest",
        "capitalise_from": "2026-05-01",
        "supplied_rates": [{"series": "ecb-mro", "from": "2027-01-01", "percent": "2.5"}],
    },
    "notice_received_on": "2026-04-02",
    "judgment": {"enforceable_on": "2026-08-01"},
    "payments": [
        {"paid_on": "2026-07-02", "amount": "7.00", "invoice": "F-2"},
        {"paid_on": "2026-07-03", "amount": "8.10", "reference": "R-7"},
    ],
    "events": [
        {"on": "2026-06-01", "kind": "promise", "expected_on": "2026-06-20", "invoice": "F-1"},
        {"on": "2026-06-21", "kind": "call", "expected_on": "2026-06-25"},
        {"on": "2026-06-22", "kind": "formal-notice", "expected_on": "2026-07-06", "delay_days": 15},
    ],
    "situation": {
        "debtor_country": "RE",
        "debtor_place": "overseas",
        "court_town": "Lyon",
        "both_traders": False,
        "public_buyer": "other",
        "housing_or_consumer_credit": True,
        "amicable_attempt": True,
        "bodacc_published_on": "2026-09-04",
        "principal_paid_on": "2026-09-05",
        "claimant": {"kind": "person", "employees": 12, "turnover": "800000", "profit": "-1500.50", "income": "0"},
    },
    "letter": {"place": "Lyon"},
    "credit_notes": [{"number": "A-9", "issued_on": "2026-07-01", "amount": "20.00"}],
    "invoices": [
        {
            "number": "F-1",
            "issued_on": "2026-01-15",
            "received_on": "2026-01-16",
            "term": {"days": 45, "end_of_month": "before", "on_day": 10},
            "amount": "1234.50",
            "payments": [{"paid_on": "2026-07-01", "amount": "100.00"}],
            "credit_notes": [{"number": "A-1", "issued_on": "2026-02-01", "amount": "10.00"}],
        },
        {
            "number": "F-2",
            "due_on": "2026-03-31",
            "performed_on": "2026-02-03",
            "delivered_on": "2026-02-02",
            "trade": "transport",
            "summary": True,
            "compensated": True,
            "paid_undated": "12.00",
            "terms": {"year": "365"},
            "suspension": {"notified_on": "2026-02-10", "completed_on": "2026-02-20"},
            "amount": "99.99",
        },
        {"due_on": "2026-03-31", "trade": "alcohol", "delivered_on": "2026-02-02", "amount": "12.00"},
        {"term": {"months": 1, "days": 15, "on_days": [10, 25]}, "issued_on": "2026-02-02", "amount": "12.00"},
        {"term": {"days": 30, "from": "payment-request"}, "received_on": "2026-02-02", "amount": "12.00"},
        {
            "number": "F-6",
            "issued_on": "2026-01-05",
            "amount": "1000.00",
            "terms": {
                "rate": {"basis": "fixed", "percent": "9.5"},
                "semester": "revised",
                "year": "365",
                "allocation": "interest-first",
            },
            "instalments": [{"due_on": "2026-03-31", "amount": "400.00"}, {"due_on": "2026-02-28", "amount": "600.00"}],
            "credit_notes": [{"number": "A-6", "issued_on": "2026-03-01", "amount": "15.00"}],
        },
    ],
    "language": "en",
}
