"""One invoice's account: interest accrues day by day, payments and credit notes lower what is owed.

The due date bears no interest, the day of payment does: what comes in on a day counts from the next day on.
A credit note lowers the principal and nothing else: interest and the compensation bear no VAT, and are not invoiced. A
payment is allocated by the convention chosen (C. civ., art. 1343-1: interest before principal, unless agreed
otherwise), then to the recovery compensation. What is left over of either is kept apart and said.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from latepay_core.days import DAY, same_day, split, year_starts
from latepay_core.interest.exact import exact_interest, is_leap, round_half_up
from latepay_core.interest.periods import RatePeriod


class Conventions(NamedTuple):
    """The switches of the arithmetic; the words are those of docs/format."""

    year: Literal["365", "actual"] = "365"
    allocation: Literal["interest-first", "principal-first"] = "interest-first"
    rounding: Literal["line", "total"] = "line"


class Credit(NamedTuple):
    """Something that lowers the debt: money received or a credit note, in whole cents."""

    on: date
    cents: int
    kind: Literal["payment", "credit-note"] = "payment"


class AccrualLine(NamedTuple):
    """Days `first` to `last`, both bearing interest, on one principal at one rate; amounts in cents."""

    first: date
    last: date
    principal: int
    period: RatePeriod
    leap: bool
    interest: int
    capitalised: bool = False

    @property
    def days(self) -> int:
        """How many days bear interest."""
        return (self.last - self.first).days + 1


class Allocation(NamedTuple):
    """Where one day's payments and credit notes went, in cents."""

    on: date
    received: int
    credited: int
    to_interest: int
    to_principal: int
    credited_to_principal: int
    to_compensation: int
    left_over: int
    credited_left_over: int


@dataclass(slots=True)
class Account:
    """The state of an invoice's account, in cents, once everything up to a day has been taken in."""

    principal: int
    capitalised: int = 0
    lines: list[AccrualLine] = field(default_factory=list)
    allocations: list[Allocation] = field(default_factory=list)
    interest: int = 0
    interest_due: int = 0
    compensation: int = 0
    compensation_due: int = 0
    paid: int = 0
    credited: int = 0
    overpaid: int = 0
    overcredited: int = 0
    exact: int = 0
    #: What of `interest` was borne by capitalised interest.
    interest_on_interest: int = 0
    #: The first day whose interest is neither paid nor capitalised, and the last day on whose eve interest was.
    unpaid_since: date | None = None
    capitalised_at: date | None = None

    @property
    def total(self) -> int:
        """What is still owed."""
        return self.principal + self.interest_due + self.compensation_due


class Terms(NamedTuple):
    """What the account needs to know of one invoice: amounts in cents.

    Interest runs from `first` to `last` (None: no interest at all). `compensation` is owed once the principal, or part
    of it, is still unpaid at the end of `due_on`. From `capitalise_from` on, interest due for a whole year bears
    interest itself (C. civ., art. 1343-2): what was paid starts another year.
    """

    principal: int
    due_on: date
    as_of: date
    first: date | None
    last: date | None
    compensation: int
    capitalise_from: date | None = None


def reckon(
    terms: Terms,
    credits_: Iterable[Credit],
    rate_periods: Callable[[date, date], Sequence[RatePeriod]],
    conventions: Conventions,
) -> Account:
    """The account of one invoice at the end of `terms.as_of`; credits after that day are left out.

    >>> period = lambda first, last: [RatePeriod(first, last, 12_150_000, None)]
    >>> due, end = date(2026, 1, 31), date(2026, 6, 30)
    >>> account = reckon(Terms(1_000_000, due, end, due + DAY, end, 4_000), [Credit(date(2026, 3, 31), 400_000)],
    ...                  period, Conventions())
    >>> [line.interest for line in account.lines], account.principal, account.interest
    ([19640, 18770], 619640, 38410)
    """
    account = Account(principal=terms.principal, unpaid_since=terms.first)
    periods: Sequence[RatePeriod] = ()
    if terms.first is not None and terms.last is not None and terms.first <= terms.last:
        periods = rate_periods(terms.first, terms.last)
    cursor = terms.first
    late = False
    came_in = _by_day(credits_, terms.as_of)
    days = sorted(came_in, reverse=True)
    while days or next_eve(account, terms) is not None:
        eve = next_eve(account, terms)
        # What comes in on an eve is taken in first: it may leave less than a year of interest due.
        pays = bool(days) and (eve is None or days[-1] <= eve)
        day = days.pop() if pays else eve or terms.as_of
        if not late and day > terms.due_on:
            late = fall_late(account, terms)
        cursor = accrue(account, periods, cursor, day, conventions)
        if pays:
            take_in(account, day, came_in[day], conventions)
        else:
            capitalise(account, day)
    if not late and terms.as_of > terms.due_on:
        fall_late(account, terms)
    accrue(account, periods, cursor, terms.as_of, conventions)
    return account


def _by_day(credits_: Iterable[Credit], as_of: date) -> dict[date, list[Credit]]:
    days: dict[date, list[Credit]] = {}
    for each in credits_:
        if each.on <= as_of:
            days.setdefault(each.on, []).append(each)
    return days


def next_eve(account: Account, terms: Terms) -> date | None:
    """The day at whose end interest is next capitalised: a whole year of it is then due, and it was asked for.

    >>> due, end = date(2024, 6, 30), date(2026, 12, 31)
    >>> terms = Terms(1, due, end, due + DAY, end, 0, capitalise_from=date(2025, 6, 15))
    >>> next_eve(Account(1, unpaid_since=date(2024, 12, 16)), terms)
    datetime.date(2025, 12, 15)
    """
    since, asked = account.unpaid_since, terms.capitalise_from
    if since is None or asked is None or terms.last is None:
        return None
    day = max(asked, same_day(since, since.year + 1))
    return day - DAY if day <= min(terms.last, terms.as_of) else None


def capitalise(account: Account, eve: date) -> None:
    """From the day after on, all the interest due bears interest."""
    account.capitalised = account.interest_due
    account.unpaid_since, account.capitalised_at = eve + DAY, eve


def fall_late(account: Account, terms: Terms) -> bool:
    """The due date has passed: the compensation is owed if something was still unpaid."""
    if account.principal:
        account.compensation = account.compensation_due = terms.compensation
    return True


class Stretch(NamedTuple):
    """Days `first` to `last`, both bearing interest, over which nothing changes; `exact` is the interest unrounded."""

    first: date
    last: date
    bearing: int
    period: RatePeriod
    leap: bool
    capitalised: bool
    exact: int


def stretches(
    account: Account, periods: Sequence[RatePeriod], first: date, last: date, year: Literal["365", "actual"]
) -> Iterator[Stretch]:
    """The days from `first` to `last` as the account now stands, the principal's before those of capitalised interest.

    They are cut where the rate changes and, where years count 366 days, where a year begins.
    """
    for bearing, capitalised in ((account.principal, False), (account.capitalised, True)):
        if not bearing or not periods:
            continue
        reached = 0 if first <= periods[0].last else bisect_left(periods, first, key=_last_day)
        while reached < len(periods) and (period := periods[reached]).first <= last:
            begin = first if first > period.first else period.first
            end = last if last < period.last else period.last
            if year == "365":
                exact = exact_interest(bearing, period.units, (end - begin).days + 1, leap=False)
                yield Stretch(begin, end, bearing, period, leap=False, capitalised=capitalised, exact=exact)
            else:
                for part_first, part_last in split(begin, end, year_starts(begin, end)):
                    leap = is_leap(part_first)
                    exact = exact_interest(bearing, period.units, (part_last - part_first).days + 1, leap=leap)
                    yield Stretch(part_first, part_last, bearing, period, leap, capitalised, exact)
            reached += 1


def _last_day(period: RatePeriod) -> date:
    return period.last


def accrue(
    account: Account, periods: Sequence[RatePeriod], first: date | None, last: date, conventions: Conventions
) -> date | None:
    """Adds the lines from `first` (None: no interest) to `last`; returns the day from which interest still runs."""
    if first is None or last < first:
        return first
    by_line, lines = conventions.rounding == "line", account.lines
    found = stretches(account, periods, first, last, conventions.year)
    for begin, end, bearing, period, leap, capitalised, exact in found:
        account.exact += exact
        interest = round_half_up(exact if by_line else account.exact) - (0 if by_line else account.interest)
        lines.append(AccrualLine(begin, end, bearing, period, leap, interest, capitalised))
        account.interest += interest
        account.interest_due += interest
        if capitalised:
            account.interest_on_interest += interest
    return last + DAY


def take_in(account: Account, day: date, came_in: Sequence[Credit], conventions: Conventions) -> None:
    """Allocates what came in on a day; interest must have been added up to that day."""
    received = credited = 0
    for each in came_in:
        if each.kind == "payment":
            received += each.cents
        else:
            credited += each.cents
    account.paid += received
    account.credited += credited
    lowered = min(credited, account.principal)
    account.principal -= lowered
    money = received
    if conventions.allocation == "interest-first":
        to_interest = min(money, account.interest_due)
        to_principal = min(money - to_interest, account.principal)
    else:
        to_principal = min(money, account.principal)
        to_interest = min(money - to_principal, account.interest_due)
    to_compensation = min(money - to_interest - to_principal, account.compensation_due)
    left_over = money - to_interest - to_principal - to_compensation
    account.interest_due -= to_interest
    account.principal -= to_principal
    account.compensation_due -= to_compensation
    # What settles interest settles the oldest first: the part that bears interest itself.
    _settle_oldest(account, day, to_interest)
    account.capitalised = max(0, account.capitalised - to_interest)
    account.overpaid += left_over
    account.overcredited += credited - lowered
    account.allocations.append(
        Allocation(
            on=day,
            received=received,
            credited=credited,
            to_interest=to_interest,
            to_principal=lowered + to_principal,
            credited_to_principal=lowered,
            to_compensation=to_compensation,
            left_over=left_over,
            credited_left_over=credited - lowered,
        )
    )


def _settle_oldest(account: Account, day: date, paid: int) -> None:
    """Moves the first unpaid day on: past `day` where all is paid, else in proportion to what was paid of the interest.

    Called once `paid` has left the interest due; the part that is capitalised already goes first.
    """
    since, paid = account.unpaid_since, paid - account.capitalised
    if since is None or paid <= 0:
        return
    if not account.interest_due:
        account.unpaid_since = max(since, day + DAY)
        return
    days = (day - since).days + 1
    account.unpaid_since = since - (-days * paid // (account.interest_due + paid)) * DAY
