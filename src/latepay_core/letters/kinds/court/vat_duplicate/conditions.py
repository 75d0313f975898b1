"""Whose VAT comes back, and when (CGI, art. 272, 1)."""

from latepay_core.letters.case import LetterCase
from latepay_core.letters.catalogue import Entry
from latepay_core.letters.conditions.registry import Figures, condition, opened_on, when
from latepay_core.letters.details import own
from latepay_core.letters.kinds.court.vat_duplicate.details import Vat


@condition("no-vat-for-a-person")
def _no_vat_for_a_person(case: LetterCase, entry: Entry) -> Figures | None:
    return when(case.claim.creditor.kind == "individual")


@condition("vat-no-liquidation", asks="debtor.insolvency_opened_on")
def _vat_no_liquidation(case: LetterCase, entry: Entry) -> Figures | None:
    """A judgment is named as the reason, and none is noted."""
    reason = own(case.details, Vat).reason
    return when(reason in {"liquidation", "proceedings"} and opened_on(case) is None)


@condition("vat-receipts")
def _vat_receipts(case: LetterCase, entry: Entry) -> Figures | None:
    return when(True)


@condition("vat-liquidator")
def _vat_liquidator(case: LetterCase, entry: Entry) -> Figures | None:
    """Proceedings are open, and nobody but the customer is named to receive the duplicate."""
    return when(opened_on(case) is not None and not case.details.addressee.name)


@condition("vat-one-rate")
def _vat_one_rate(case: LetterCase, entry: Entry) -> Figures | None:
    return when(True)


@condition("vat-paid-later")
def _vat_paid_later(case: LetterCase, entry: Entry) -> Figures | None:
    return when(True)
