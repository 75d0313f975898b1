"""Which limitation period runs against a debt, from which day, and what each event does to it.

Between businesses the five years start when the work was completed or the goods delivered, whatever the invoice's date
(Cass. com., 26 February 2020, n° 18-25.036); a due date agreed before the work might save them (C. civ., art. 2233,
3°). The earlier day is the one to keep; the other reading is told beside it.

C. com., art. L110-4 and L133-6; C. civ., art. 2224, 2240, 2241 and 2244; C. conso., art. L218-2; loi n° 68-1250, art. 1
and 2; CPCE, art. L111-4; Cass. com., 18 May 2022, n° 20-23.204.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from latepay_core.claim import Claim, Invoice
from latepay_core.dates.limitation_model import NEAR_MONTHS, StartBasis
from latepay_core.days import DAY, add_months
from latepay_core.law import Certainty, DatedValue, parameter
from latepay_core.said import Said, said

LimitationKind = Literal["b2b", "civil", "consumer", "public-debtor", "transport", "title"]

#: Payment terms of public buyers reach 60 days: an invoice issued or due that early in a year may be for work of the
#: year before.
_WORK_BEFORE = timedelta(days=60)
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Effect:
    """Whether a kind of event interrupts, and the ground of that."""

    interrupts: bool
    reference: str
    confidence: Certainty


_CASSATION = "Cass. com., 18 mai 2022, n°\u00a020-23.204"
_INTERRUPTIONS = "C. civ., art. 2240, 2241 et 2244"
_WORK_DONE = "Cass. com., 26 février 2020, n°\u00a018-25.036"
_WORK_DONE_CONSUMER = "C. conso., art. L218-2"
TERM = "C. civ., art. 2233, 3°"
_PART_PAYMENT = "C. civ., art. 2240\u202f; Cass. 3e civ., 14 mai 2020, n°\u00a019-16.210"
_ACT_OF_1968 = "Loi n°\u00a068-1250 du 31 décembre 1968, art. 2"

EFFECTS: Mapping[str, Effect] = {
    "acknowledgement": Effect(True, "C. civ., art. 2240", "verified"),
    "part-payment": Effect(True, _PART_PAYMENT, "secondary"),
    "court-action": Effect(True, "C. civ., art. 2241 à 2243", "verified"),
    "order-served": Effect(True, "C. civ., art. 2241\u202f; CPC, art. 1411", "own-knowledge"),
    "enforcement": Effect(True, "C. civ., art. 2244", "verified"),
    "reminder": Effect(False, _CASSATION, "secondary"),
    "formal-notice": Effect(False, _CASSATION, "secondary"),
    "public-claim": Effect(False, _ACT_OF_1968, "secondary"),
    "call": Effect(False, _INTERRUPTIONS, "secondary"),
    "promise": Effect(False, "C. civ., art. 2240", "verified"),
    "order-requested": Effect(False, "C. civ., art. 2241", "own-knowledge"),
    "claim-declared": Effect(True, "C. com., art. L622-25-1", "secondary"),
}
#: Whatever else a claim's timeline holds.
NO_EFFECT = Effect(False, _INTERRUPTIONS, "secondary")
#: Against a public debtor any written request for payment interrupts.
PUBLIC_EFFECT = Effect(True, _ACT_OF_1968, "secondary")
#: A decision against a public debtor: see `judgment_counts`.
JUDGMENT_EFFECT = Effect(True, _ACT_OF_1968, "own-knowledge")
#: These letters are sent out of habit: too late a one is no contradiction, an action brought too late is.
LETTERS = frozenset({"reminder", "formal-notice"})
_WRITTEN = frozenset(kind for kind, effect in EFFECTS.items() if effect.interrupts) | LETTERS | {"public-claim"}


@dataclass(frozen=True, slots=True)
class Start:
    """The day a period is counted from, why, what day it is, and whether it is a stand-in."""

    day: date
    why: Said
    basis: StartBasis
    uncertain: bool = False
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """A limitation period: the day it is counted from, its length in months, its last day."""

    starts_on: date
    months: int
    last_day: date
    value: DatedValue


def is_public(claim: Claim) -> bool:
    """Whether a public body owes."""
    return claim.debtor.kind == "public-body" or claim.regime == "fr-public"


def decided_on(claim: Claim, as_of: date) -> date | None:
    """The day a decision became enforceable, where there was one by `as_of`."""
    judgment = claim.judgment
    return judgment.enforceable_on if judgment is not None and judgment.enforceable_on <= as_of else None


def kind_of(claim: Claim, invoice: Invoice, as_of: date) -> LimitationKind:
    """The kind of period. A transport contract's, the shortest, comes before the parties'.

    The ten years of a decision are not applied to a public debtor: nothing read says that they are; the four years,
    which are shorter, then run again from the decision.
    """
    if is_public(claim):
        return "transport" if invoice.trade == "transport" else "public-debtor"
    if decided_on(claim, as_of) is not None:
        return "title"
    if invoice.trade == "transport":
        return "transport"
    if claim.creditor.kind == "individual":
        return "civil"
    if claim.debtor.kind == "consumer":
        return "consumer"
    return "civil" if claim.regime == "fr-civil" else "b2b"


def judgment_counts(claim: Claim, kind: LimitationKind, as_of: date) -> date | None:
    """The day from which a decision restarts a period that is not a title's own."""
    return None if kind == "title" else decided_on(claim, as_of)


def start_of(claim: Claim, invoice: Invoice, kind: LimitationKind, due: date, as_of: date) -> Start:
    """The day the period is counted from; the earliest one where the claim leaves room for doubt."""
    if kind == "title":
        decided = decided_on(claim, as_of) or due
        return Start(decided, _why("title", decided), "decision")
    if kind == "public-debtor":
        return _public_start(invoice, due)
    if kind == "transport":
        if invoice.delivery is not None:
            return Start(invoice.delivery, _why("transport-delivered", invoice.delivery), "performed")
        day, basis = _earliest(invoice, due)
        return Start(day, _why("transport", day), basis, uncertain=True)
    return _from_the_work(claim, invoice, kind, due)


def _from_the_work(claim: Claim, invoice: Invoice, kind: LimitationKind, due: date) -> Start:
    """From the day the work was done; the invoice's own date stands in for it, since an invoice follows the work."""
    reference = _WORK_DONE_CONSUMER if kind == "consumer" else _WORK_DONE
    done = invoice.performance
    if done is not None and done <= due:
        return Start(done, _why("performed", done), "performed", reference=reference)
    if done is not None:
        return Start(due, _why("due-before-work", due), "due", reference=TERM)
    if claim.creditor.kind == "individual":
        # What a private person lent or sold is owed from the day agreed upon; the date of the writing that says so is
        # that of the contract, and follows no work.
        return Start(due, _why("civil", due), "due", reference=TERM)
    day, basis = _earliest(invoice, due)
    return Start(day, _why(f"stand-in-{basis}", day), basis, uncertain=True, reference=reference)


def _earliest(invoice: Invoice, due: date) -> tuple[date, StartBasis]:
    known: list[tuple[date, StartBasis]] = []
    if invoice.issued_on is not None:
        known.append((invoice.issued_on, "issued"))
    if invoice.received_on is not None:
        known.append((invoice.received_on, "received"))
    # of two on one day, the invoice's own: « à réception » falls due on it
    return min([*known, (due, "due")], key=lambda each: each[0])


def counts_from_due(kind: LimitationKind) -> bool:
    """Whether a due date agreed before the work might delay the start of the period (C. civ., art. 2233, 3°)."""
    return kind in {"b2b", "civil", "consumer"}


def _public_start(invoice: Invoice, due: date) -> Start:
    known = [day for day in (invoice.performance, invoice.issued_on, due) if day is not None]
    arose = min(known)
    doubtful = invoice.performance is None and (arose - _WORK_BEFORE).year < arose.year
    why = said("limitation.start.public-debtor", arose=arose, year=arose.year)
    return Start(date(arose.year + 1, 1, 1), why, "year", uncertain=doubtful)


def _why(key: str, day: date) -> Said:
    return said(f"limitation.start.{key}", start=day)


def period_from(kind: LimitationKind, start: date) -> Period:
    """The period that is counted from a day. Raises NotCovered for a day before the law's data.

    That day is not counted, so the last day carries its number (C. civ., art. 2228 and 2229); whole calendar years
    against a public debtor.

    >>> period_from("b2b", date(2021, 3, 31)).last_day, period_from("public-debtor", date(2027, 1, 1)).last_day
    (datetime.date(2026, 3, 31), datetime.date(2030, 12, 31))
    """
    value = parameter(f"limitation.{kind}").on(start)
    months = int(value.value)
    reached = add_months(start, months)
    return Period(start, months, reached - DAY if kind == "public-debtor" else reached, value)


def is_far(kind: LimitationKind, start: date, day: date) -> bool:
    """Whether the period counted from `start` ends more than six months after a day; NotCovered as `period_from`.

    >>> [is_far("b2b", date(2021, 3, 31), day) for day in (date(2025, 9, 29), date(2025, 9, 30))]
    [True, False]
    """
    months = int(parameter(f"limitation.{kind}").on(start).value)
    left = _MONTHS * (start.year - day.year) + start.month - day.month + months - NEAR_MONTHS
    # Two months clear of it, the length of months and the eve on which a public debtor's years end change nothing.
    return left > 1 or (left >= 0 and add_months(period_from(kind, start).last_day, -NEAR_MONTHS) > day)


def effect_of(event: str, kind: str) -> Effect:
    """What an event does to a period of that kind."""
    if event == "judgment":
        return JUDGMENT_EFFECT
    if kind == "public-debtor" and event in _WRITTEN:
        return PUBLIC_EFFECT
    return EFFECTS.get(event, NO_EFFECT)


def restart_on(kind: LimitationKind, day: date) -> date:
    """The day from which a whole new period is counted after an interruption."""
    return date(day.year + 1, 1, 1) if kind == "public-debtor" else day
