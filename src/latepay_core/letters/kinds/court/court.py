"""The court that a request goes to, its form, and the judge's title (CPC, art. 756, 1406 and 1407)."""

import re
from dataclasses import dataclass

from latepay_core.countries.fr.procedure.routes.building import forms
from latepay_core.countries.fr.procedure.situation import economic_court_of
from latepay_core.letters.case import LetterCase
from latepay_core.letters.details import own
from latepay_core.letters.kinds.court.details import ChosenCourt
from latepay_core.letters.towns import town_after
from latepay_core.letters.wording import say
from latepay_core.procedure import Court, Form, Route
from latepay_core.said import Cited


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
    others = [each for each in found if each.code != court.code]
    town = _town(case)
    return CourtView(
        code=court.code,
        judge=say("court-judge.protection-judge" if court.code == "protection-judge" else "court-judge.other"),
        name=chosen.name or _name(court, town),
        town=town,
        address=chosen.address,
        form=next(iter(forms((court,))), None),
        others=() if commercial_companies(case) else tuple(_name(each, town) for each in others),
    )


def commercial_companies(case: LetterCase) -> bool:
    """Whether both parties are companies that are traders by their form, as their form or their name says."""
    parties = (
        (case.details.creditor_identity.legal_form, case.claim.creditor.name),
        (case.details.debtor_identity.legal_form, case.claim.debtor.name),
    )
    # A consumer is no trader, nor is a public body: between the others alone does a contract set the rate.
    return case.rules.agreed_rate and all(_commercial(form, name) for form, name in parties)


def _commercial(form: str, name: str) -> bool:
    """Whether a form is one of a commercial company; where none is given, whether a name holds one, in capitals.

    >>> _commercial("S.A.R.L.", ""), _commercial("SELARL", ""), _commercial("", "X SAS"), _commercial("SCI", "X SAS")
    (True, False, True, False)
    """
    told = re.sub(r"(?<=\b\w)\.", "", form.strip())
    return _FORM.search(told.casefold()) is not None if told else _IN_A_NAME.search(name) is not None


#: The forms that make a company commercial, in words or letters (C. com., art. L210-1); those of professions are not.
_LETTERS = "sarl|eurl|sasu|sas|snc|scs|sca|sa"
_FORM = re.compile(
    rf"^(?:{_LETTERS})\b|^(?:société|entreprise) (?:unipersonnelle )?(?:à responsabilité limitée|anonyme|par actions"
    r"|en nom collectif|en commandite)"
)
_IN_A_NAME = re.compile(rf"(?:^|\s)(?:{_LETTERS.upper()})(?=\s|$)")


def reason_of(route: Route) -> Cited:
    """Why a route is closed or to be checked: the first of its reasons."""
    return route.why[0].text if route.why else ""


def _town(case: LetterCase) -> str:
    situation = case.claim.situation
    economic = economic_court_of(case.claim, situation, case.statement.as_of) or ""
    return own(case.details, ChosenCourt).town or situation.court_town or economic


def _name(court: Court, town: str) -> str:
    return say(f"court-name.{court.code}", of=town_after("de", town) if town else f"de {say('blank')}")
