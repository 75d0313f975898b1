"""What the routes share: common refusals, courts, the lawyer's threshold, and the words."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from latepay_core.claim.places import FRANCE, SOMEWHERE, country_name
from latepay_core.countries.fr.procedure.insolvency import later_points
from latepay_core.countries.fr.procedure.law_figures import figures_of
from latepay_core.countries.fr.procedure.situation import country_of, economic_court_of, place_of
from latepay_core.countries.fr.procedure.timeline import Facts
from latepay_core.countries.fr.procedure.words import day_to_keep, limit_point, point, told
from latepay_core.countries.fr.time_limits import TimeLimit
from latepay_core.data import table
from latepay_core.law import Certainty
from latepay_core.law.certainty import label, weakest
from latepay_core.procedure.model import (
    CostItem,
    Court,
    Form,
    Point,
    Route,
    RouteStatus,
    RouteStep,
)
from latepay_core.said import NOTHING

LAWYER_ABOVE = Decimal(10_000)
AMICABLE_UP_TO = Decimal(5_000)

Verdict = tuple[RouteStatus, tuple[Point, ...]]


class Counsel(NamedTuple):
    """Whether a lawyer is needed, and why."""

    needed: Literal["no", "yes", "to-check"]
    why: Point


def between_traders(facts: Facts) -> bool | None:
    """Whether both sides are traders; None where it is not known: a business is not always a trader."""
    both_businesses = facts.claim.creditor.kind == "business" and facts.claim.debtor.kind == "business"
    return facts.situation.both_traders if both_businesses else False


def total(facts: Facts) -> Decimal:
    """All that is claimed, in EUR."""
    return facts.statement.totals.total_due


def principal(facts: Facts) -> Decimal:
    """The principal still owed, in EUR."""
    return facts.statement.totals.principal_due


def abroad(facts: Facts) -> bool:
    """Whether the debtor is established outside France."""
    return country_of(facts.claim, facts.situation) != FRANCE


def where_abroad(facts: Facts) -> tuple[Point, ...]:
    """Where a debtor abroad is; asked for where its address only shows that it is not French."""
    country = country_of(facts.claim, facts.situation)
    if country == SOMEWHERE:
        return (point("country-asked"),)
    return (point("country-abroad", country=country_name(country) or country),)


def insolvent(facts: Facts) -> bool:
    """Whether collective proceedings are open against the debtor."""
    opened = facts.claim.debtor.insolvency_opened_on
    return opened is not None and opened <= facts.as_of


def nothing_to_claim(facts: Facts) -> Verdict | None:
    """Refuses a route where nothing is owed or nothing is late yet."""
    if not facts.owed:
        return "closed", (point("nothing-owed"),)
    if not any(each.days_late > 0 for each in facts.owed):
        return "closed", (point("nothing-late"),)
    return None


def blocked(facts: Facts) -> Verdict | None:
    """What closes every action before the civil and commercial courts."""
    common = nothing_to_claim(facts)
    if common is not None:
        return common
    if insolvent(facts):
        return ("closed", (point("insolvency-no-action"),)) if facts.born_before else ("to-check", later_points(facts))
    if facts.regime == "fr-public":
        return "closed", (point("public-other-judge"),)
    if facts.claim.judgment is not None and facts.claim.judgment.enforceable_on <= facts.as_of:
        return "closed", (point("already-judged"),)
    return None


def stopped(facts: Facts, abroad_key: str, then: RouteStatus = "closed") -> Verdict | None:
    """What closes every action, or the debtor's being abroad, which a route tells in words of its own."""
    refusal = blocked(facts)
    if refusal is None and abroad(facts):
        return then, (point(abroad_key), *where_abroad(facts))
    return refusal


def courts(facts: Facts, *, order: bool = False) -> tuple[Court, ...]:
    """The courts of the debtor's seat that may have to decide; for an order the law leaves no other choice.

    None for a debtor abroad: no French court is that of its seat.
    """
    if abroad(facts):
        return ()
    traders = between_traders(facts)
    of_an_action = "court-of-the-debtor-civil" if traders is False else "court-of-the-debtor-action"
    where = "court-of-the-debtor" if order else of_an_action
    found = [] if traders is False else [_commercial(facts, where)]
    if traders is not True:
        found.append(_judicial(facts, where))
    return tuple(found)


def _commercial(facts: Facts, where: str) -> Court:
    place = place_of(facts.claim, facts.situation)
    town = economic_court_of(facts.claim, facts.situation, facts.as_of)
    keys = [where] if between_traders(facts) else [where, "court-if-traders"]
    if place == "alsace-moselle":
        code, extra = "commercial-chamber", ["court-alsace-moselle"]
    elif place in {"overseas", "own-law-overseas"}:
        code, extra = "overseas-commercial", ["court-overseas"]
    elif town is not None:
        code, extra = "economic-court", ["court-economic"]
    else:
        code, extra = "commercial-court", ["court-economic-towns"]
    return _court(code, [*keys, *extra], town=town or "")


def _judicial(facts: Facts, where: str) -> Court:
    if facts.situation.housing_or_consumer_credit and facts.claim.debtor.kind == "consumer":
        return _court("protection-judge", [where])
    keys = [where, "court-if-not-traders"] if between_traders(facts) is None else [where]
    if facts.claim.debtor.kind == "business" and facts.claim.creditor.kind == "individual":
        keys.append("court-mixed")
    if place_of(facts.claim, facts.situation) == "alsace-moselle":
        keys.append("court-alsace-moselle-lawyer")
    return _court("judicial-court", keys)


def _court(code: str, keys: list[str], town: str = "") -> Court:
    found = tuple(map(point, keys))
    return Court(code=code, name=told(f"court.{code}.name", town=town), where=told(f"court.{code}.where"), points=found)


#: The last known numbers of the forms for an order for payment (CERFA).
_FORMS = {
    "commercial-court": "12946*02",
    "economic-court": "12946*02",
    "judicial-court": "12948*06",
    "protection-judge": "16040*01",
}


def forms(found: tuple[Court, ...]) -> tuple[Form, ...]:
    """The forms for an order for payment, with the caveat that their numbers change."""
    return tuple(
        Form(number=_FORMS[each.code], title=told(f"form.{each.code}"), caveat=told("form.caveat"))
        for each in found
        if each.code in _FORMS
    )


def counsel(facts: Facts) -> Counsel:
    """The lawyer's threshold of an action, 10 000 EUR (CPC, art. 761 and 853)."""
    if abroad(facts):
        return Counsel("to-check", point("abroad-which-court"))
    if place_of(facts.claim, facts.situation) == "alsace-moselle":
        return Counsel("to-check", point("lawyer-alsace-moselle"))
    figures = {"limit": LAWYER_ABOVE, "total": total(facts), "principal": principal(facts)}
    if total(facts) <= LAWYER_ABOVE:
        return Counsel("no", point("lawyer-not-needed", **figures))
    if principal(facts) > LAWYER_ABOVE:
        return Counsel("yes", point("lawyer-needed", **figures))
    return Counsel("to-check", point("lawyer-on-the-line", **figures))


NO_LAWYER = "lawyer-none"


def no_counsel(key: str = NO_LAWYER) -> Counsel:
    """No lawyer is compulsory."""
    return Counsel("no", point(key))


def counsel_to_check(key: str) -> Counsel:
    """Whether a lawyer is compulsory was not found."""
    return Counsel("to-check", point(key))


def recovered(facts: Facts) -> tuple[Point, ...]:
    """What may come back from the debtor once a judge has decided."""
    # A consumer's own sentence says all that the general one does, and more.
    consumer = facts.claim.debtor.kind == "consumer"
    keys = ["costs-taxed", "costs-700", "civil-no-fees" if consumer else "costs-without-title"]
    if facts.regime == "fr-b2b":
        keys.insert(0, "b2b-extra-costs")
    return tuple(map(point, keys))


@dataclass(frozen=True)
class Sketch:
    """A route before its steps. `last_days` gives the last day of the steps whose time runs already, by number;
    `variant` the wording of the steps that a court has of its own.
    """

    code: str
    verdict: Verdict
    lawyer: Counsel
    courts: tuple[Court, ...] = ()
    forms: tuple[Form, ...] = ()
    costs: tuple[CostItem, ...] = ()
    free: bool = False
    back: tuple[Point, ...] = ()
    last_days: dict[int, TimeLimit] = field(default_factory=dict)
    letter: str | None = None
    variant: str = ""

    def route(self) -> Route:
        """The route; a closed one keeps its reasons and steps, and drops courts, forms and costs."""
        status, why = self.verdict
        way = table("latepay_core.countries.fr.procedure", "routes.toml")[self.code]
        law = figures_of(way.get("law", ()))
        shown = status != "closed"
        steps = _steps(self.code, self.last_days, self.variant)
        grounds = [each.confidence for each in (*why, self.lawyer.why)] + [each.confidence for each in steps]
        confidence = weakest(grounds)
        return Route(
            code=self.code,
            title=told(f"route.{self.code}.title", **law),
            summary=told(f"route.{self.code}.summary"),
            status=status,
            status_label=told(f"status.{status}"),
            why=why,
            courts=self.courts if shown else (),
            forms=self.forms if shown else (),
            lawyer=self.lawyer.needed,
            lawyer_why=self.lawyer.why,
            costs=self.costs if shown else (),
            free=self.free,
            cost_note=told(f"route.{self.code}.cost"),
            recovered=self.back,
            steps=steps,
            timing=told(f"route.{self.code}.timing"),
            letter=self.letter if shown else None,
            reference=way["reference"],
            confidence=confidence,
            confidence_label=label(confidence),
        )


def _steps(code: str, last_days: dict[int, TimeLimit], variant: str) -> tuple[RouteStep, ...]:
    way = table("latepay_core.countries.fr.procedure", "routes.toml")[code]
    law = figures_of(way.get("law", ()))
    return tuple(
        _step(f"route.{code}.steps.{number}", step, law, last_days.get(number), variant)
        for number, step in enumerate(way["steps"], 1)
    )


def _step(
    key: str, step: dict[str, Any], law: dict[str, Decimal | date], limit: TimeLimit | None, variant: str
) -> RouteStep:
    """A step, as the variant tells it where it has words of its own for it."""
    confidence: Certainty = step.get("confidence", "practice")
    own = f"-{variant}" if variant in step else ""
    timed = step.get(variant, step).get("deadline", False)
    return RouteStep(
        text=told(f"{key}.text{own}", **law),
        deadline=told(f"{key}.deadline{own}", **law) if timed else NOTHING,
        by=day_to_keep(limit) if limit else None,
        note=limit_point(limit).text if limit else NOTHING,
        reference=step.get("reference", ""),
        confidence=confidence,
        confidence_label=label(confidence),
    )
