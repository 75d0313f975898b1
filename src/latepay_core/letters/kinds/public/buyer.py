"""What a letter about a public buyer says of time: the principal's payment, the 45 days, the préfet's timetable."""

from dataclasses import dataclass
from datetime import date

from latepay_core.countries.fr.procedure.words import point
from latepay_core.countries.fr.time_limits import TimeLimit, prefect_timetable, public_interest_payment
from latepay_core.days import DAY
from latepay_core.letters.case import LetterCase
from latepay_core.letters.catalogue import Entry
from latepay_core.procedure import Point
from latepay_core.procedure.facts import buyer_paid_on


@dataclass(frozen=True)
class Request:
    """A request that was paid late: the day of its payment, and the last of its own 45 days."""

    number: str
    paid_on: date
    due_by: date
    over: bool


@dataclass(frozen=True)
class PublicView:
    """Dates that follow from the day the principal was paid (CCP, art. R2192-36; CGCT, art. L1612-18).

    `interest_due_by` is the last of the 45 days, `requests` tell those of each request; `authorised_by` is the last of
    the 30 in which a local authority orders the payment of the interest; `claimed_on` the day of the creditor's own
    written claim, if there was one.
    """

    paid_on: date
    interest_due_by: date
    overdue: bool
    authorised_by: date
    may_ask_prefect: bool
    claimed_on: date | None
    ask_from: date
    requests: tuple[Request, ...]

    @property
    def apart(self) -> bool:
        """Whether the requests do not all have one last day."""
        return len({each.due_by for each in self.requests}) > 1

    @property
    def some_over(self) -> bool:
        """Whether the time of one of the requests at least is over."""
        return any(each.over for each in self.requests)


def public_view(case: LetterCase, entry: Entry) -> PublicView | None:
    """The dates of a public buyer's late interest; None as long as nothing says when the principal was paid.

    They are those of the requests a letter is about: of the last of them that was paid.
    """
    invoices = case.statement.invoices
    about = [invoices[at] for at in case.positions(entry.scope)]
    paid_late = [(each, day) for each in about if (day := buyer_paid_on(each))]
    paid = max((day for _, day in paid_late), default=None)
    if paid is None:
        paid = case.facts.interest_paid_on if entry.scope == "for-the-prefect" else case.facts.principal_paid_on
    if paid is None:
        return None
    limit: TimeLimit = public_interest_payment(paid)
    authorised = prefect_timetable(paid)[0].last_day
    claimed = case.facts.last("public-claim", of=about)
    return PublicView(
        paid_on=paid,
        interest_due_by=limit.last_day,
        overdue=case.written_on > limit.last_day,
        authorised_by=authorised,
        may_ask_prefect=case.written_on > authorised,
        claimed_on=case.details.public.claimed_on or (claimed.on if claimed else None),
        ask_from=authorised + DAY,
        requests=tuple(_request(each.number, day, case.written_on) for each, day in paid_late),
    )


def _request(number: str, paid: date, written: date) -> Request:
    last = public_interest_payment(paid).last_day
    return Request(number, paid, last, written > last)


def not_local(case: LetterCase) -> Point | None:
    """Why the préfet cannot be asked about this buyer; None where he can, or where it is not known."""
    buyer, kind = case.claim.situation.public_buyer, case.claim.debtor.public_kind
    if buyer == "state":
        return point("prefect-not-state")
    if buyer == "other" or (buyer is None and kind in {"health", "public-enterprise"}):
        return point("prefect-local-only")
    return None
