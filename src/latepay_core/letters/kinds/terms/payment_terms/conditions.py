"""What the clauses would say that the law does not allow, or nobody has said."""

from latepay_core.letters.case import LetterCase
from latepay_core.letters.catalogue import Entry
from latepay_core.letters.conditions.registry import Figures, condition, when
from latepay_core.letters.details import own
from latepay_core.letters.kinds.terms.payment_terms.clauses import clauses_view
from latepay_core.letters.kinds.terms.payment_terms.details import Clauses


@condition("no-clauses-for-a-person")
def _no_clauses_for_a_person(case: LetterCase, entry: Entry) -> Figures | None:
    """A private creditor sells nothing: he has no general terms, quotes or invoices."""
    return when(case.claim.creditor.kind == "individual")


@condition("clause-below-floor")
def _clause_below_floor(case: LetterCase, entry: Entry) -> Figures | None:
    """The rate clause gives less than the floor in the half-year of the statement's day (C. com., art. L441-10, II)."""
    view = clauses_view(case.claim, case.statement.as_of, own(case.details, Clauses))
    if not view.below_floor:
        return None
    return {"rate": view.rate_today, "floor": view.floor, "half": case.statement.as_of}


@condition("term-too-long")
def _term_too_long(case: LetterCase, entry: Entry) -> Figures | None:
    warned = case.statement.warnings
    found = [each.message for each in warned if each.code == "term-over-legal-maximum"]
    return {"why": found[0]} if found else None


@condition("term-read")
def _term_read(case: LetterCase, entry: Entry) -> Figures | None:
    """The term of the clauses is the time between the two dates of the first invoice: nobody agreed on it."""
    invoice = case.claim.invoices[0]
    known = invoice.term is None and invoice.issued_on is not None and invoice.due_on is not None
    if not case.rules.agreed_rate or not known:
        return None
    view = clauses_view(case.claim, case.statement.as_of, own(case.details, Clauses))
    return {"term": view.term, "invoice": f" {invoice.number}" if invoice.number else ""}


@condition("term-unknown")
def _term_unknown(case: LetterCase, entry: Entry) -> Figures | None:
    """Neither a term nor the dates that give one are known for the first invoice; only these clauses take one up."""
    if not case.rules.agreed_rate:
        return None
    invoice = case.claim.invoices[0]
    return when(invoice.term is None and (invoice.issued_on is None or invoice.due_on is None))
