"""The time limits that already run against whoever keeps the file, the first that lapses first.

What only might run, and what runs against the other side, is no limit to keep. C. com., art. R622-24 and L622-26; CPC,
art. 1411 and 1425; C. com., art. L110-4; CGCT, art. L1612-18.
"""

from collections.abc import Iterator
from datetime import date

from latepay_core.claim import ClaimRefused
from latepay_core.countries.fr import time_limits
from latepay_core.countries.fr.limitation.answer import InvoiceLimitation
from latepay_core.countries.fr.procedure.debtor import debtor_limits
from latepay_core.countries.fr.procedure.timeline import Facts
from latepay_core.countries.fr.procedure.words import day_to_keep, limit_point, told
from latepay_core.countries.fr.regions import declares_from_afar
from latepay_core.countries.fr.time_limits import TimeLimit
from latepay_core.days import DAY
from latepay_core.law.certainty import label
from latepay_core.procedure.model import RunningLimit
from latepay_core.said import NOTHING, Cited, in_a_row


def limits_of(facts: Facts) -> tuple[RunningLimit, ...]:
    """Every limit to keep on the statement's day, the first that lapses first, the lost ones last."""
    if not facts.owed:
        return ()
    if facts.claim.side == "debtor":
        return tuple(_limit(facts, each) for each in debtor_limits(facts))
    found = [*_declaration(facts), *_order(facts), *_limitations(facts)]
    return tuple(sorted(found, key=lambda each: (each.passed, each.last_day)))


def _declaration(facts: Facts) -> Iterator[RunningLimit]:
    opened = facts.claim.debtor.insolvency_opened_on
    if opened is None or opened > facts.as_of or facts.last("claim-declared", after=opened - DAY):
        return
    if not facts.born_before:
        return
    published = facts.situation.bodacc_published_on
    start = published or opened
    limit = time_limits.claim_declaration(start, abroad=declares_from_afar(facts.claim, facts.situation))
    if facts.as_of > day_to_keep(limit):
        limit = time_limits.claim_relief(start)
    found = _limit(facts, limit, NOTHING if published else told("limit.counted-from-judgment"))
    # A day that only stands in for the publication is kept as it is: no weekend makes it later.
    yield found if published else found.model_copy(update={"last_day": limit.unextended})


def _order(facts: Facts) -> Iterator[RunningLimit]:
    requested, made, served = facts.last("order-requested"), facts.last("order-made"), facts.last("order-served")
    opposed = facts.last("opposition")
    if made is not None and not (served is not None and served.on >= made.on):
        yield _limit(facts, time_limits.order_service(made.on))
    elif requested is not None and made is None and _commercial(facts):
        yield _limit(facts, time_limits.order_deposit(requested.on))
    if opposed is not None and _commercial(facts):
        yield _limit(facts, time_limits.opposition_deposit(opposed.on), told("limit.from-the-registry"))


def _commercial(facts: Facts) -> bool:
    """Whether the commercial court, whose registry is paid, may have the case."""
    return facts.regime == "fr-b2b" and facts.situation.both_traders is not False


def _limit(facts: Facts, limit: TimeLimit, more: Cited = NOTHING) -> RunningLimit:
    point = limit_point(limit)
    last = day_to_keep(limit)
    return RunningLimit(
        code=limit.code,
        title=told(f"limit.{limit.code}"),
        last_day=last,
        passed=last < facts.as_of,
        text=in_a_row(point.text, more),
        reference=limit.reference,
        confidence=point.confidence,
        confidence_label=point.confidence_label,
    )


def _limitations(facts: Facts) -> Iterator[RunningLimit]:
    try:
        found = facts.limitation.invoices
    except ClaimRefused:
        return
    owed = facts.owed_positions
    for each in found:
        if each.invoice in owed:
            yield _limitation(each, facts.as_of)


def _resting(each: InvoiceLimitation) -> Cited:
    """What the day makes of a part payment: it is left out, or everything rests on it."""
    resting = each.resting_payment
    if resting is None:
        return NOTHING
    if each.safe_day == resting.last_day:
        return told("limit.without-payment", on=resting.on, last=each.last_day)
    return told("limit.rests-on-payment", on=resting.on, last=resting.last_day)


def _limitation(each: InvoiceLimitation, as_of: date) -> RunningLimit:
    return RunningLimit(
        code="limitation",
        title=told("limit.title" if each.kind == "title" else "limit.limitation"),
        last_day=each.safe_day,
        passed=each.safe_day < as_of,
        text=in_a_row(each.explanation, _resting(each)),
        reference=each.article,
        confidence=each.confidence,
        confidence_label=label(each.confidence),
        invoice=each.invoice,
        number=each.number,
    )
