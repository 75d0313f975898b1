"""When the préfet may be asked: of a local authority, once its days are over."""

from latepay_core.countries.fr.procedure.law_figures import law_figures
from latepay_core.letters.case import LetterCase
from latepay_core.letters.catalogue import Entry
from latepay_core.letters.conditions.registry import Figures, condition, when
from latepay_core.letters.kinds.public.buyer import not_local, public_view


@condition("prefect-too-early")
def _prefect_too_early(case: LetterCase, entry: Entry) -> Figures | None:
    """The 30 days a local authority has to order the payment of the interest are not over (CGCT, art. L1612-18)."""
    view = public_view(case, entry)
    if view is None or view.may_ask_prefect:
        return None
    days = law_figures()["prefect_authorisation"]
    return {"paid": view.paid_on, "first": view.ask_from, "prefect_authorisation": days}


@condition("prefect-not-local")
def _prefect_not_local(case: LetterCase, entry: Entry) -> Figures | None:
    """The buyer is not a local authority."""
    found = not_local(case)
    return None if found is None else {"why": found.text}


@condition("prefect-buyer-unknown")
def _prefect_buyer_unknown(case: LetterCase, entry: Entry) -> Figures | None:
    return when(case.claim.situation.public_buyer is None)
