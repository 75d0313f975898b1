"""When an order for payment can be asked for, of which court, with which form."""

from latepay_core.letters.case import LetterCase
from latepay_core.letters.catalogue import Entry
from latepay_core.letters.conditions.registry import Figures, condition, when
from latepay_core.letters.details import own
from latepay_core.letters.kinds.court.court import court_of, reason_of
from latepay_core.letters.kinds.court.details import ChosenCourt

#: What a statement says of a debt whose interest waits for a formal notice, and that has had none.
_WITHOUT_NOTICE = ("notice-missing", "notice-from-judgment")


@condition("order-closed")
def _order_closed(case: LetterCase, entry: Entry) -> Figures | None:
    """An order for payment cannot be asked for: abroad, insolvency, nothing owed or late, judged already…"""
    route = case.routes["payment-order"]
    return when(route.status == "closed", why=reason_of(route))


@condition("court-uncertain")
def _court_uncertain(case: LetterCase, entry: Entry) -> Figures | None:
    """Another court may be the right one: whether both sides are traders is not known."""
    court, chosen = court_of(case), own(case.details, ChosenCourt)
    if court is None or not court.others or chosen.code or chosen.name:
        return None
    return {"court": court.name, "other": tuple(court.others)}


@condition("form-version")
def _form_version(case: LetterCase, entry: Entry) -> Figures | None:
    """The form goes with the request; its number changes with its versions."""
    court = court_of(case)
    if court is None:
        return None
    return {"number": court.form.number, "caveat": court.form.caveat} if court.form else None


@condition("form-unknown")
def _form_unknown(case: LetterCase, entry: Entry) -> Figures | None:
    """No form number is known for this court."""
    court = court_of(case)
    return when(court is not None and court.form is None)


@condition("request-no-interruption")
def _request_no_interruption(case: LetterCase, entry: Entry) -> Figures | None:
    """The request leaves limitation running: it is told when the last day is near or known."""
    days = [each.safe_day for each in case.limitation.invoices if not each.barred] if case.limitation else []
    return {"last": min(days)} if days else None


@condition("no-notice-yet")
def _no_notice_yet(case: LetterCase, entry: Entry) -> Figures | None:
    """A civil debt without a formal notice: no interest has run (C. civ., art. 1231-6)."""
    return when(any(each.code in _WITHOUT_NOTICE for each in case.statement.warnings))
