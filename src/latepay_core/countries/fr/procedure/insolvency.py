"""The steps of collective proceedings: what is to be declared, and what was born once they were open.

C. com., art. L622-17, L622-24, L622-28, L641-13 and R622-24.
"""

from datetime import date

from latepay_core.countries.fr import time_limits
from latepay_core.countries.fr.procedure.choice import Choice, day_to_do, title_of
from latepay_core.countries.fr.procedure.timeline import Facts, pace
from latepay_core.countries.fr.procedure.words import day_to_keep, limit_point, named, point, points
from latepay_core.countries.fr.regions import declares_from_afar
from latepay_core.days import DAY, add_months
from latepay_core.procedure.model import PlannedStep, Point
from latepay_core.said import Value
from latepay_core.statement import InvoiceStatement

_REPORT = "report-later-claim"


def insolvency(facts: Facts) -> Choice | None:
    """Collective proceedings: what is owed from before is declared, what was born later is paid when due."""
    opened = facts.claim.debtor.insolvency_opened_on
    if opened is None or opened > facts.as_of:
        return None
    if not facts.born_before:
        return Choice(_REPORT, _from(facts), figures={"opened": opened}, points=later_points(facts))
    if facts.last("claim-declared", after=opened - DAY):
        said = points("declaration-disputed", "declaration-interrupts", "insolvency-stops-interest")
        return Choice(
            "await-proceedings",
            facts.as_of,
            about=_about(facts),
            points=(*later_points(facts), *said),
            then=_then(facts),
        )
    return _to_declare(facts, opened)


def _to_declare(facts: Facts, opened: date) -> Choice:
    """The claim is declared within two months of the publication in the BODACC."""
    published = facts.situation.bodacc_published_on
    limit = time_limits.claim_declaration(published or opened, abroad=declares_from_afar(facts.claim, facts.situation))
    late = facts.as_of > limit.last_day
    counted = time_limits.claim_relief(published or opened) if late else limit
    keys = ["insolvency-relief"] if late else []
    keys += ["insolvency-two-months", "declaration-interrupts", "declaration-content", "insolvency-abroad"]
    keys += ["insolvency-stops-interest", "insolvency-no-payment"]
    said = (limit_point(counted),) if published else ()
    return Choice(
        "declare-claim-late" if late else "declare-claim",
        facts.as_of if late else opened,
        "why" if published else "why-unpublished",
        letter=None if late else "claim-declaration",
        last_day=day_to_keep(counted) if late or published else limit.unextended,
        figures={"opened": opened},
        about=_about(facts),
        points=(*said, *later_points(facts), *points(*keys)),
        then=_then(facts),
    )


def later_points(facts: Facts) -> tuple[Point, ...]:
    """What is to be known of what was born once the proceedings were open; nothing where there is none of it."""
    opened = facts.claim.debtor.insolvency_opened_on
    if opened is None or not facts.born_later:
        return ()
    months = {"year": pace()["later_claim_months"], "half": pace()["later_claim_months_in_liquidation"]}
    figures: dict[str, Value] = {key: add_months(opened, each) for key, each in months.items()}
    return (point("born-after-opening", invoices=tuple(map(named, facts.born_later)), **figures),)


def _about(facts: Facts) -> tuple[InvoiceStatement, ...]:
    """Those to declare: of these the ones that are late, where there are any."""
    found = facts.pursued or facts.overdue or facts.owed
    before = {id(each) for each in facts.born_before}
    return tuple(each for each in found if id(each) in before) or facts.born_before


def _from(facts: Facts) -> date:
    """The day after the first of what was born later fell due."""
    return min(each.due_on for each in facts.born_later) + DAY


def _then(facts: Facts) -> tuple[PlannedStep, ...]:
    if not facts.born_later:
        return ()
    return (PlannedStep(code=_REPORT, title=title_of(_REPORT), on=day_to_do(_REPORT, _from(facts), facts)),)
