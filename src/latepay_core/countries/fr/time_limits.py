"""Time limits of procedures: the last day, why, and how sure that is.

Months end on the day with the same number (CPC, art. 641); a procedural time limit that would end on a Saturday, a
Sunday or a public holiday ends on the next worked day (CPC, art. 642). That extension belongs to procedure: neither
limitation periods, nor contracts, nor the administration's own delays have it.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from latepay_core.countries.fr.public_holidays import Region
from latepay_core.countries.fr.working_days import next_worked_day, why_not_worked
from latepay_core.days import DAY, add_months
from latepay_core.law import Certainty, DatedValue, parameter
from latepay_core.law.certainty import to_check, weakest
from latepay_core.said import Said, Value, in_a_row, said

#: Where the person whose time runs lives, seen from the court (CPC, art. 643).
Distance = Literal["none", "overseas", "abroad"]
#: `procedure`: CPC 642 applies; `unsettled`: it is applied, with a caution; `none`: the time limit never moves.
Extension = Literal["procedure", "unsettled", "none"]


class TimeLimit(BaseModel):
    """A time limit: its last day, the same before any extension, the article, a sentence, and what to beware of.

    `confirmed` is false where a ground was not read in its text: `to_check` then says so, and must be shown.
    """

    model_config = ConfigDict(frozen=True, defer_build=True)

    code: str
    starts_on: date
    last_day: date
    unextended: date
    extended: bool
    reference: str
    sentence: Said
    cautions: tuple[Said, ...]
    confidence: Certainty
    confirmed: bool
    to_check: Said


@dataclass(frozen=True, slots=True)
class _Rule:
    """What a time limit is made of: its catalogue key and its parameter, and what may move its end."""

    code: str
    parameter: str
    extension: Extension = "none"
    region: Region = "mainland"
    distance: Distance = "none"


def order_service(order_made_on: date, *, region: Region = "mainland") -> TimeLimit:
    """The creditor's time to have an order for payment served, counted from the day it was made (CPC, art. 1411).

    Six months for an order made before 1 September 2026, three from that day on.

    >>> order_service(date(2026, 8, 31)).unextended, order_service(date(2026, 9, 1)).last_day
    (datetime.date(2027, 2, 28), datetime.date(2026, 12, 1))
    """
    return _limit(_Rule("order-service", "time-limit.order-service", "procedure", region), order_made_on)


def order_deposit(requested_on: date) -> TimeLimit:
    """The creditor's fifteen days to deposit the registry's fee of its request, before a commercial court (CPC, 1425).

    >>> order_deposit(date(2026, 11, 2)).last_day
    datetime.date(2026, 11, 17)
    """
    return _limit(_Rule("order-deposit", "time-limit.order-deposit", "procedure"), requested_on)


def opposition_deposit(opposed_on: date) -> TimeLimit:
    """The same after an opposition: fifteen days, else the order lapses (CPC, art. 1425).

    They run from the registry's notice; counted from the opposition itself, the date is the earliest possible.

    >>> opposition_deposit(date(2026, 11, 4)).last_day
    datetime.date(2026, 11, 19)
    """
    return _limit(_Rule("opposition-deposit", "time-limit.order-deposit", "procedure"), opposed_on)


def opposition(
    served_on: date, *, in_person: bool = True, region: Region = "mainland", distance: Distance = "none"
) -> TimeLimit:
    """The debtor's time to oppose an order for payment, counted from its service (CPC, art. 1416).

    Where the order was not served in person, the month only starts with the first act that is, or with the first
    measure on the debtor's assets: the date is then only the earliest end.

    >>> opposition(date(2026, 4, 23)).unextended, opposition(date(2026, 4, 23)).last_day
    (datetime.date(2026, 5, 23), datetime.date(2026, 5, 26))
    """
    rule = _Rule("opposition", "time-limit.opposition", "procedure", region, distance)
    return _limit(rule, served_on, cautions=() if in_person else ("not-in-person",))


def order_enforcement(order_made_on: date, served_on: date, *, region: Region = "mainland") -> TimeLimit | None:
    """The two months after service at whose end an unopposed order may be enforced; None for an earlier order.

    A time limit of procedure: CPC 642 applies, and the later day is the prudent one for whoever enforces.

    >>> order_enforcement(date(2026, 9, 2), date(2026, 9, 21)).last_day
    datetime.date(2026, 11, 23)
    """
    rule = parameter("time-limit.order-enforcement")
    if order_made_on < rule.values[0].starts_on:
        return None
    return _limit(_Rule("order-enforcement", rule.id, "procedure", region), served_on, lookup=order_made_on)


def small_claims(letter_on: date, *, region: Region = "mainland") -> TimeLimit:
    """The debtor's month to accept the simplified procedure for small claims, from the day the letter was sent.

    CPCE, art. L125-1, R125-1 ff.

    >>> small_claims(date(2026, 10, 6)).last_day
    datetime.date(2026, 11, 6)
    """
    return _limit(_Rule("small-claims", "time-limit.small-claims", "unsettled", region), letter_on)


def claim_declaration(published_on: date, *, abroad: bool = False, region: Region = "mainland") -> TimeLimit:
    """The creditor's time to declare a claim, from the publication in the BODACC (C. com., art. R622-24).

    Two months; four (`abroad`) for a creditor outside metropolitan France and, before a court overseas, for one outside
    its department or territory. CPC 642 applies (C. com., art. R662-1, 1°).

    >>> claim_declaration(date(2026, 3, 12)).last_day, claim_declaration(date(2026, 3, 12), abroad=True).last_day
    (datetime.date(2026, 5, 12), datetime.date(2026, 7, 13))
    """
    identifier = "time-limit.claim-declaration" + ("-abroad" if abroad else "")
    return _limit(_Rule("claim-declaration", identifier, "procedure", region), published_on)


def claim_relief(published_on: date, *, region: Region = "mainland") -> TimeLimit:
    """The six months to ask to be relieved of the foreclosure, from the publication (C. com., art. L622-26).

    >>> claim_relief(date(2026, 3, 12)).unextended
    datetime.date(2026, 9, 12)
    """
    return _limit(_Rule("claim-relief", "time-limit.claim-relief", "procedure", region), published_on)


def seizure_action(seized_on: date, *, region: Region = "mainland") -> TimeLimit:
    """The month in which an action must follow a protective seizure (CPCE, art. R511-7).

    >>> seizure_action(date(2026, 10, 5)).last_day
    datetime.date(2026, 11, 5)
    """
    return _limit(_Rule("seizure-action", "time-limit.seizure-action", "unsettled", region), seized_on)


def european_opposition(served_on: date) -> TimeLimit:
    """The debtor's thirty days to oppose a European order for payment (regulation 1896/2006).

    >>> european_opposition(date(2026, 11, 2)).last_day
    datetime.date(2026, 12, 2)
    """
    return _limit(_Rule("european-opposition", "time-limit.european-opposition"), served_on, ("european-count",))


def legal_rate_increase(enforceable_on: date) -> TimeLimit:
    """The two months after which the legal rate rises by five points (CMF, art. L313-3): it does from the next day.

    >>> legal_rate_increase(date(2018, 1, 2)).last_day
    datetime.date(2018, 3, 2)
    """
    return _limit(_Rule("legal-rate-increase", "civil.increase-delay"), enforceable_on, ("increase-weekend",))


def public_interest_payment(principal_paid_on: date) -> TimeLimit:
    """A public buyer's 45 days to pay the interest and the 40 EUR once the principal is paid (CCP, art. R2192-36).

    >>> public_interest_payment(date(2026, 8, 31)).last_day
    datetime.date(2026, 10, 15)
    """
    return _limit(_Rule("public-interest", "time-limit.public-interest"), principal_paid_on)


def prefect_timetable(
    principal_paid_on: date, *, asked_on: date | None = None, notice_on: date | None = None
) -> tuple[TimeLimit, ...]:
    """A local authority that owes interest: the four steps before the préfet pays in its place (CGCT, art. L1612-18).

    Thirty days to authorise the payment of the interest, fifteen for the préfet's notice once asked, one month to
    comply, ten days for the préfet's own order. Days not given are taken as the earliest (request) and the latest
    (notice) possible, and the step says so.

    >>> [step.last_day.isoformat() for step in prefect_timetable(date(2026, 8, 31))]
    ['2026-09-30', '2026-10-16', '2026-11-16', '2026-11-26']
    """
    authorisation = _limit(_Rule("prefect-authorisation", "time-limit.prefect-authorisation"), principal_paid_on)
    asked = asked_on or authorisation.last_day + DAY
    supposed = () if asked_on else ("supposed-request",)
    notice = _limit(_Rule("prefect-notice", "time-limit.prefect-notice"), asked, supposed)
    received = notice_on or notice.last_day
    supposed = () if notice_on else ("supposed-notice",)
    compliance = _limit(_Rule("prefect-compliance", "time-limit.prefect-compliance"), received, supposed)
    payment = _limit(_Rule("prefect-payment", "time-limit.prefect-payment"), compliance.last_day, supposed)
    return authorisation, notice, compliance, payment


def _limit(rule: _Rule, start: date, cautions: tuple[str, ...] = (), *, lookup: date | None = None) -> TimeLimit:
    """Counts a time limit from `start`, with the value of its parameter on `lookup` (by default `start`)."""
    value = parameter(rule.parameter).on(lookup or start)
    months = parameter(rule.parameter).unit == "months"
    grounds, length = [value], value.value
    if rule.distance != "none":
        added = parameter(f"time-limit.{rule.distance}").on(start)
        grounds.append(added)
        length += added.value
        cautions = (*cautions, "distance")
    unextended = add_months(start, int(length)) if months else start + int(length) * DAY
    last_day = unextended if rule.extension == "none" else next_worked_day(unextended, rule.region)
    if last_day != unextended and rule.extension == "unsettled":
        cautions = (*cautions, "extension-unsettled")
    if rule.extension != "none" and last_day != next_worked_day(unextended):
        cautions = (*cautions, "local-holiday")
    days: dict[str, Value] = {"start": start, "last": last_day, "unextended": unextended, "next": last_day + DAY}
    text = [said(f"timelimit.{rule.code}", length=_length(int(length), months=months), **days)]
    if last_day != unextended:
        text.append(said("timelimit.extended", why=why_not_worked(unextended, rule.region), **days))
    confidence = weakest(ground.certainty for ground in grounds)
    return TimeLimit(
        code=rule.code,
        starts_on=start,
        last_day=last_day,
        unextended=unextended,
        extended=last_day != unextended,
        reference=_reference(grounds, extended=last_day != unextended),
        sentence=in_a_row(*text),
        cautions=tuple(said(f"timelimit.caution.{each}", **days) for each in cautions),
        confidence=confidence,
        confirmed=confidence == "verified",
        to_check=to_check(confidence),
    )


def _length(length: int, *, months: bool) -> Said:
    return said("length.months", months=length) if months else said("length.days", days=length)


def _reference(grounds: list[DatedValue], *, extended: bool) -> str:
    references = [ground.reference for ground in grounds]
    if extended:
        references.append("CPC, art. 642")
    return "\u202f; ".join(references)
