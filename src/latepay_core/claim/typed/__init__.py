"""What people type and paste: amounts, dates, numbers of companies and accounts; read with tolerance, never guessed.

A reader gives the value, or an `Unread` that says why there is none: a stable code, and what is to be said of
what was understood and what to write.
"""

from latepay_core.claim.typed.amounts import amount_typed, number_typed, read_amount, sum_typed
from latepay_core.claim.typed.dates import date_typed, read_date
from latepay_core.claim.typed.identifiers import Company, bic_typed, company_typed, country_of_vat, iban_typed
from latepay_core.claim.typed.signs import Unread, quoted, tidied

__all__ = [
    "Company",
    "Unread",
    "amount_typed",
    "bic_typed",
    "company_typed",
    "country_of_vat",
    "date_typed",
    "iban_typed",
    "number_typed",
    "quoted",
    "read_amount",
    "read_date",
    "sum_typed",
    "tidied",
]
