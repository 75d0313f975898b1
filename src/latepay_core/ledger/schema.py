"""The columns that go in and those that come out, with their types."""

from collections.abc import Mapping

import pyarrow as pa

#: Two decimals, and room for whatever sums of interest can reach.
EUROS = pa.decimal128(18, 2)
RATE = pa.decimal128(9, 4)
_PAYMENT = pa.struct([("paid_on", pa.date32()), ("amount", EUROS)])
_SUPPLIED = pa.struct([("series", pa.string()), ("from", pa.date32()), ("percent", RATE)])
_NOTE = pa.struct([("issued_on", pa.date32()), ("amount", EUROS)])

#: What an invoice's row may hold; `amount` and a due date, or what it is counted from, are all that is needed. Every
#: other column may be left out. The names and words are those of docs/format.
_INPUT: Mapping[str, pa.DataType] = {
    "number": pa.string(),
    "customer": pa.string(),
    "amount": EUROS,
    "paid_undated": EUROS,
    "due_on": pa.date32(),
    "issued_on": pa.date32(),
    "received_on": pa.date32(),
    "term_days": pa.int32(),
    "term_months": pa.int32(),
    "end_of_month": pa.string(),
    "term_from": pa.string(),
    "term_on_day": pa.int32(),
    "payments": pa.list_(_PAYMENT),
    "credit_notes": pa.list_(_NOTE),
    "as_of": pa.date32(),
    "regime": pa.string(),
    "creditor_kind": pa.string(),
    "debtor_kind": pa.string(),
    "public_kind": pa.string(),
    "creditor_country": pa.string(),
    "debtor_country": pa.string(),
    "rate_basis": pa.string(),
    "rate_value": RATE,
    "semester": pa.string(),
    "year": pa.string(),
    "allocation": pa.string(),
    "rounding": pa.string(),
    "notice_received_on": pa.date32(),
    "capitalise_from": pa.date32(),
    "enforceable_on": pa.date32(),
    "insolvency_opened_on": pa.date32(),
    "suspension_notified_on": pa.date32(),
    "suspension_completed_on": pa.date32(),
    "supplied_rates": pa.list_(_SUPPLIED),
}
INPUT = pa.schema(_INPUT)

#: Sums in EUR; `interest` is all that accrued, `interest_due` what is left of it. `last_day` is the first limit that
#: runs on what is owed, `next_step` the code of what to do; `unsaid` is the code of why one of them is not known.
#: `refused` is empty for a row that was reckoned, else the code of the first fault; `field` says where it is.
_OUTPUT: Mapping[str, pa.DataType] = {
    "number": pa.string(),
    "customer": pa.string(),
    "regime": pa.string(),
    "due_on": pa.date32(),
    "first_day": pa.date32(),
    "days_late": pa.int32(),
    "amount": EUROS,
    "paid": EUROS,
    "interest": EUROS,
    "interest_due": EUROS,
    "compensation": EUROS,
    "compensation_due": EUROS,
    "principal_due": EUROS,
    "overpaid": EUROS,
    "total_due": EUROS,
    "per_day": EUROS,
    "last_day": pa.date32(),
    "next_step": pa.string(),
    "unsaid": pa.string(),
    "edition": pa.string(),
    "refused": pa.string(),
    "field": pa.string(),
}
OUTPUT = pa.schema(_OUTPUT)
