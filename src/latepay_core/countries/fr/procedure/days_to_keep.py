"""The time limits that already run, from what has happened; a limit that only might run is no day to keep.

CPC, art. 1411, 1416 and 1422; C. com., art. R622-24 and L622-26; CCP, art. R2192-36; CGCT, art. L1612-18.
"""

from collections.abc import Iterator
from datetime import date

from latepay_core.countries.fr import time_limits
from latepay_core.countries.fr.procedure.debtor import debtor_limits
from latepay_core.countries.fr.procedure.timeline import Facts
from latepay_core.countries.fr.procedure.words import day_to_keep, limit_point
from latepay_core.countries.fr.regions import declares_from_afar
from latepay_core.countries.fr.time_limits import TimeLimit
from latepay_core.days import DAY
from latepay_core.procedure.model import Point


def days_to_keep(facts: Facts) -> Iterator[tuple[date, Point]]:
    """The last day of each limit that runs against whoever keeps the file, with how it was counted."""
    return ((day_to_keep(limit), limit_point(limit)) for limit in _running(facts))


def _running(facts: Facts) -> Iterator[TimeLimit]:
    claim = facts.claim
    if claim.side == "debtor":
        yield from debtor_limits(facts)
        return
    yield from _order_limits(facts)
    opened, published = claim.debtor.insolvency_opened_on, claim.situation.bodacc_published_on
    if opened and published and facts.born_before and not facts.last("claim-declared"):
        yield time_limits.claim_declaration(published, abroad=declares_from_afar(claim))
        yield time_limits.claim_relief(published)
    paid = facts.principal_paid_on
    if facts.regime == "fr-public" and paid and not facts.overdue and facts.owed:
        yield time_limits.public_interest_payment(paid)
    asked_about, of = facts.interest_paid_on, facts.paid_late
    asked = facts.last("prefect-request", after=asked_about, of=of) if asked_about and of else None
    if asked_about and asked:
        yield from time_limits.prefect_timetable(asked_about, asked_on=asked.on)[1:]


def _order_limits(facts: Facts) -> Iterator[TimeLimit]:
    made, served = facts.last("order-made"), facts.last("order-served")
    if made and not (served and served.on >= made.on):
        yield time_limits.order_service(made.on)
    elif served and not facts.last("opposition", after=served.on - DAY):
        yield time_limits.opposition(served.on, region=facts.region)
        waiting = time_limits.order_enforcement(made.on if made else served.on, served.on, region=facts.region)
        if waiting:
            yield waiting
