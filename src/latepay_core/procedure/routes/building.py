"""What the routes share: common refusals, courts, the lawyer's threshold, and the words."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, NamedTuple

from latepay_core.claim.places import FRANCE, SOMEWHERE, country_name
from latepay_core.countries.fr.time_limits import TimeLimit
from latepay_core.language import amount, catalogue
from latepay_core.law import Certainty
from latepay_core.law.certainty import weakest
from latepay_core.procedure.model import (
    CostItem,
    Court,
    Form,
    Point,
    Route,
    RouteStatus,
    RouteStep,
)
from latepay_core.procedure.situation import country_of, economic_court_of, place_of
from latepay_core.procedure.timeline import Facts
from latepay_core.procedure.words import day_to_keep, limit_point, point, say

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
        return "closed", (point("insolvency-no-action"),)
    if facts.regime == "fr-public":
        return "closed", (point("public-other-judge"),)
    if facts.claim.judgment is not None and facts.claim.judgment.enforceable_on <= facts.as_of:
        return "closed", (point("already-judged"),)
    return None


def courts(facts: Facts, *, order: bool = False) -> tuple[Court, ...]:
    """The courts of the debtor's seat that may have to decide; for an order the law leaves no other choice.

    None for a debtor abroad: no French court is that of its seat.
    """
    if abroad(facts):
        return ()
    traders = between_traders(facts)
    where = "court-of-the-debtor" if order else "court-of-the-debtor-action"
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
    return Court(code=code, name=say(f"court.{code}.name", town=town), where=say(f"court.{code}.where"), points=found)


def forms(found: tuple[Court, ...]) -> tuple[Form, ...]:
    """The forms for an order for payment, with the caveat that their numbers change."""
    codes = {"commercial-court", "economic-court", "judicial-court", "protection-judge"}
    return tuple(
        Form(number=say(f"form.{each.code}.number"), title=say(f"form.{each.code}.title"), caveat=say("form.caveat"))
        for each in found
        if each.code in codes
    )


def counsel(facts: Facts) -> Counsel:
    """The lawyer's threshold of an action, 10 000 EUR (CPC, art. 761 and 853)."""
    if abroad(facts):
        return Counsel("to-check", point("abroad-which-court"))
    if place_of(facts.claim, facts.situation) == "alsace-moselle":
        return Counsel("to-check", point("lawyer-alsace-moselle"))
    figures = {"limit": amount(LAWYER_ABOVE), "total": amount(total(facts)), "principal": amount(principal(facts))}
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
    keys = ["costs-taxed", "costs-700", "costs-without-title"]
    if facts.regime == "fr-b2b":
        keys.insert(0, "b2b-extra-costs")
    if facts.claim.debtor.kind == "consumer":
        keys.append("civil-no-fees")
    return tuple(map(point, keys))


@dataclass(frozen=True)
class Sketch:
    """A route before its words. `last_days` gives the last day of the steps whose time runs already, by number;
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
        """The route in words; a closed one keeps its reasons and steps, and drops courts, forms and costs."""
        status, why = self.verdict
        shown = status != "closed"
        steps = _steps(self.code, self.last_days, self.variant)
        grounds = [each.confidence for each in (*why, self.lawyer.why)] + [each.confidence for each in steps]
        confidence = weakest(grounds)
        return Route(
            code=self.code,
            title=say(f"route.{self.code}.title"),
            summary=say(f"route.{self.code}.summary"),
            status=status,
            status_label=say(f"status.{status}"),
            why=why,
            courts=self.courts if shown else (),
            forms=self.forms if shown else (),
            lawyer=self.lawyer.needed,
            lawyer_why=self.lawyer.why,
            costs=self.costs if shown else (),
            free=self.free,
            cost_note=say(f"route.{self.code}.cost"),
            recovered=self.back,
            steps=steps,
            timing=say(f"route.{self.code}.timing"),
            letter=self.letter if shown else None,
            reference=say(f"route.{self.code}.reference"),
            confidence=confidence,
            confidence_label=say(f"confidence.{confidence}"),
        )


def _steps(code: str, last_days: dict[int, TimeLimit], variant: str) -> tuple[RouteStep, ...]:
    sentences = catalogue("latepay_core.procedure", "fr.toml")
    found: list[RouteStep] = []
    number = 1
    while f"route.{code}.steps.{number}.text" in sentences:
        key = f"route.{code}.steps.{number}"
        confidence: Certainty = sentences.get(f"{key}.confidence", "practice")  # type: ignore[assignment]
        limit = last_days.get(number)
        deadline = _worded(f"{key}.deadline", variant)
        step = RouteStep(
            text=say(_worded(f"{key}.text", variant)),
            deadline=say(deadline) if deadline in sentences else "",
            by=day_to_keep(limit) if limit else None,
            note=limit_point(limit).text if limit else "",
            reference=sentences.get(f"{key}.reference", ""),
            confidence=confidence,
            confidence_label=say(f"confidence.{confidence}"),
        )
        found.append(step)
        number += 1
    return tuple(found)


def _worded(key: str, variant: str) -> str:
    """The key of the variant's own wording, where it has one."""
    own = f"{key}-{variant}"
    return own if own in catalogue("latepay_core.procedure", "fr.toml") else key
