"""The court that a request goes to, its form, and the judge's title (CPC, art. 756, 1406 and 1407)."""

from dataclasses import dataclass

from latepay_core.countries.fr.procedure.routes.building import forms
from latepay_core.countries.fr.procedure.situation import economic_court_of
from latepay_core.letters.case import LetterCase
from latepay_core.letters.details import own
from latepay_core.letters.kinds.court.details import ChosenCourt
from latepay_core.letters.towns import town_after
from latepay_core.letters.wording import say
from latepay_core.procedure import Court, Form


@dataclass(frozen=True)
class CourtView:
    """A court as a request names it: `judge` is whom it is addressed to, `form` the form with its caveat, if known.

    `others` are the courts that may be the right one as long as it is not known whether both sides are traders.
    """

    code: str
    judge: str
    name: str
    town: str
    address: str
    form: Form | None
    others: tuple[str, ...]


def court_of(case: LetterCase, route: str = "payment-order") -> CourtView | None:
    """The court of the debtor's seat: the user's choice, else the first that the route gives; None without any."""
    found = case.routes[route].courts
    chosen = own(case.details, ChosenCourt)
    if not found:
        return None
    court = next((each for each in found if each.code == chosen.code), found[0])
    town = _town(case)
    return CourtView(
        code=court.code,
        judge=say("court-judge.protection-judge" if court.code == "protection-judge" else "court-judge.other"),
        name=chosen.name or _name(court, town),
        town=town,
        address=chosen.address,
        form=next(iter(forms((court,))), None),
        others=tuple(_name(each, town) for each in found if each.code != court.code),
    )


def _town(case: LetterCase) -> str:
    situation = case.claim.situation
    economic = economic_court_of(case.claim, situation, case.statement.as_of) or ""
    return own(case.details, ChosenCourt).town or situation.court_town or economic


def _name(court: Court, town: str) -> str:
    return say(f"court-name.{court.code}", of=town_after("de", town) if town else f"de {say('blank')}")
