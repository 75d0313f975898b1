"""From a claim and what the parties choose to the plan: when, how much, and what each payment settles.

Each payment goes to the interest then due, to the principal, then to the recovery compensation, or to the principal
first where the claim says so (C. civ., art. 1343-1); among several invoices, to the oldest (art. 1342-10). Where
interest goes on it is the statement's own: a statement drawn up after the last payment, with all the payments entered,
comes to zero.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from pydantic import ValidationError

from latepay_core.claim import Claim, ClaimRefused, Refusal, refusals_of
from latepay_core.claim.agreed import Agreed, invoices_told
from latepay_core.claim.refusals import shown_value
from latepay_core.days import DAY, add_months
from latepay_core.instalments.ledger import Books, Paid, Sums, open_ledgers
from latepay_core.instalments.model import MOST_INSTALMENTS, Instalment, InstalmentPlan, PlanChoice, PlanRate
from latepay_core.interest import RatePeriod
from latepay_core.money import cents, euros
from latepay_core.regimes import regime_of
from latepay_core.said import Said, Value, said
from latepay_core.statement import Statement, draw_up
from latepay_core.statement.proceedings import before_judgment
from latepay_core.statement.set_off import settle

_A_YEAR = 12


def read_choice(data: Mapping[str, Any]) -> PlanChoice:
    """What the parties choose, from plain data; raises ClaimRefused.

    >>> read_choice({"amount": "500.00", "first_on": "2026-12-05"}).amount
    Decimal('500.00')
    """
    try:
        return PlanChoice.model_validate(data)
    except ValidationError as error:
        raise ClaimRefused(refusals_of(error)) from None


def plan_instalments(claim: Claim, choice: PlanChoice, drawn: Statement | None = None) -> InstalmentPlan:
    """The plan of monthly payments that brings what is owed on `claim.as_of` to exactly zero.

    Amounts are EUR, rounded to the cent as in the statement. With a number of payments, all are equal but the last,
    which is a little more (at most two cents for each payment); with an amount, the last is smaller. Raises
    ClaimRefused for a claim that cannot be reckoned, a first payment before `as_of` or more than a year after it,
    nothing to pay, something born before collective proceedings that are open, an amount that does not cover the
    interest or needs more than 120 payments.
    `drawn` is the claim's statement, where it was drawn up before.

    >>> claim = Claim.model_validate({"as_of": "2026-08-31",
    ...     "invoices": [{"number": "F-118", "due_on": "2026-05-31", "amount": "1000.00"}]})
    >>> choice = PlanChoice(number=3, first_on=date(2026, 9, 30), interest="stopped")
    >>> [str(each.amount) for each in plan_instalments(claim, choice).instalments]  # 1 000 + 31,05 + 40
    ['357.01', '357.01', '357.03']
    """
    statement = drawn or draw_up(claim)
    refused = list(_refusals(claim, choice, statement))
    if refused:
        raise ClaimRefused(refused)
    opening = _opening(statement, choice)
    days = _days(choice, choice.number or MOST_INSTALMENTS)
    regime = regime_of(claim)
    allocated, _ = settle(claim, regime, statement.as_of)
    ledgers = open_ledgers(allocated, regime, statement.as_of, days[-1], choice)
    books = Books(allocated, ledgers, opening)
    paid = _by_number(books, days, opening) if choice.number else _by_amount(books, days, choice, opening)
    return _plan(claim, choice, statement, opening, paid, _rates(claim, books, statement.as_of, paid))


@dataclass(slots=True)
class _AtOneRate:
    """Invoices that never bear two rates on one day, by position, and their rates from the days on which they hold."""

    positions: list[int]
    rates: list[PlanRate]

    def told(self) -> list[PlanRate]:
        """A rate that only goes on from one half-year to the next is said once, unless it stops being published."""
        kept: list[PlanRate] = []
        for each in sorted(self.rates, key=lambda rate: rate.starts_on):
            if not kept or (kept[-1].percent, kept[-1].provisional) != (each.percent, each.provisional):
                kept.append(each)
        return kept


def _rates(claim: Claim, books: Books, as_of: date, paid: list[Paid]) -> tuple[PlanRate, ...]:
    """The rates of the plan's own time, each from the first day on which it bears interest.

    Invoices with different rates at one time, a clause of their own or a rate that stays, are told apart: one series
    of rates for each group of them, those of most invoices last.
    """
    if not any(each.interest_added for each in paid):
        return ()
    groups: list[_AtOneRate] = []
    spans: list[list[RatePeriod]] = []
    for position, periods in books.rates(as_of, paid[-1].on):
        at = next((at for at, known in enumerate(spans) if not _differ(known, periods)), None)
        if at is None:
            at = len(groups)
            groups.append(_AtOneRate([], []))
            spans.append([])
        spans[at] += periods
        groups[at].positions.append(position)
        groups[at].rates += [_rate(each, as_of) for each in periods]
    if len(groups) == 1:
        return tuple(groups[0].told())
    most = max(groups, key=lambda each: len(each.positions))
    ordered = [*(each for each in groups if each is not most), most]
    return tuple(
        rate.model_copy(update={"invoices": _invoices(claim, each, own=each is not most)})
        for each in ordered
        for rate in each.told()
    )


def _differ(known: Sequence[RatePeriod], periods: Sequence[RatePeriod]) -> bool:
    """Whether on some day two rates hold."""
    return any(
        one.first <= other.last and other.first <= one.last and one.quote.percent != other.quote.percent
        for one in known
        for other in periods
    )


def _rate(period: RatePeriod, as_of: date) -> PlanRate:
    start = max(period.first, as_of + DAY)
    return PlanRate(starts_on=start, percent=period.quote.percent, provisional=period.quote.provisional)


def _invoices(claim: Claim, group: _AtOneRate, *, own: bool) -> Said:
    return invoices_told(claim, Agreed(None, tuple(group.positions), own), article=True)


def _refusals(claim: Claim, choice: PlanChoice, statement: Statement) -> Sequence[Refusal]:
    as_of, first = statement.as_of, choice.first_on
    days = {"first_on": first, "as_of": as_of}
    if first < as_of:
        return [_refuse("first-before-as-of", "first_on", **days)]
    latest = add_months(as_of, _A_YEAR)
    if first > latest:
        return [_refuse("first-too-far", "first_on", **days, latest=latest)]
    for position, each in enumerate(claim.invoices):
        if each.issued_on is not None and each.issued_on > first:
            path, number = f"invoices[{position}].issued_on", shown_value(each.number) or position + 1
            return [_refuse("invoice-not-issued", path, invoice=number, issued=each.issued_on)]
    opened = claim.debtor.insolvency_opened_on
    if opened is not None and before_judgment(claim, statement.invoices, as_of):
        return [_refuse("before-judgment", "", opened=opened)]
    if not _opening(statement, choice).total:
        return [_refuse("nothing-owed", "", **days)]
    return []


def _opening(statement: Statement, choice: PlanChoice) -> Sums:
    """What the plan starts from: what is owed on the statement's day, less what is not asked for."""
    totals = statement.totals
    return Sums(
        cents(totals.principal_due),
        0 if choice.interest == "waived" else cents(totals.interest_due),
        cents(totals.compensation_due) if choice.compensation else 0,
        sum(cents(line.interest) for each in statement.invoices for line in each.lines if line.capitalised),
    )


def _days(choice: PlanChoice, number: int) -> list[date]:
    """The same day of each month, or the month's last day where it is shorter."""
    return [add_months(choice.first_on, months) for months in range(number)]


def _by_number(books: Books, days: list[date], opening: Sums) -> list[Paid]:
    """The largest equal payment that leaves at least as much for the last one."""
    number = len(days)
    low, high = opening.total // number, books.owed_on(days[-1]) // number + 1
    if not low:
        raise ClaimRefused([_refuse("too-small", "number", total=euros(opening.total), number=number)])
    over, under = (
        _gap(books.pay(days, low, clear=True), low, number),
        _gap(books.pay(days, high, clear=True), high, number),
    )
    halve = False
    while high - low > 1:
        # The gap falls almost in a straight line: where the line crosses zero is the answer, or next to it.
        guess = (low + high) // 2 if halve else low + (high - low) * over // (over - under)
        middle = min(max(guess, low + 1), high - 1)
        gap = _gap(books.pay(days, middle, clear=True), middle, number)
        halve = not halve
        if gap >= 0:
            low, over = middle, gap
        else:
            high, under = middle, gap
    return books.pay(days, low, clear=True)


def _gap(paid: list[Paid], amount_: int, number: int) -> int:
    """By how much the last payment exceeds the others, in cents; below zero where they clear the debt before it."""
    return paid[-1].amount - amount_ - (number - len(paid)) * amount_


def _by_amount(books: Books, days: list[date], choice: PlanChoice, opening: Sums) -> list[Paid]:
    given = cents(choice.amount) if choice.amount is not None else 0
    paid = books.pay(days, given, clear=False)
    if not paid[-1].remaining:
        return paid
    # A cent more than the equal payments of the longest plan leaves nothing over at its end.
    least = _by_number(books, days, opening)[0].amount + 1
    figures: dict[str, Value] = {"given": euros(given), "least": euros(least), "most": MOST_INSTALMENTS}
    if paid[-1].remaining >= paid[0].remaining:
        interest = euros(max(each.interest_added for each in paid[1:]))
        raise ClaimRefused([_refuse("amount-below-interest", "amount", **figures, interest=interest)])
    raise ClaimRefused([_refuse("too-many", "amount", **figures)])


def _refuse(code: str, path: str, /, **figures: Value) -> Refusal:
    return Refusal(f"plan-{code}", path, said(f"instalments/refusal.{code}", **figures), figures)


def _plan(
    claim: Claim,
    choice: PlanChoice,
    statement: Statement,
    opening: Sums,
    paid: list[Paid],
    rates: tuple[PlanRate, ...],
) -> InstalmentPlan:
    rows = tuple(_row(number, each) for number, each in enumerate(paid, 1))
    totals = statement.totals
    provisional = any(each.provisional for each in paid)
    figures = {
        "waived_interest": totals.interest_due if choice.interest == "waived" else euros(0),
        "left_out_compensation": euros(0) if choice.compensation else totals.compensation_due,
        "future_interest": euros(sum(each.interest_added for each in paid)),
        "future_interest_on_interest": euros(sum(each.interest_on_interest_added for each in paid)),
        "future_compensation": euros(sum(each.compensation_added for each in paid)),
    }
    return InstalmentPlan(
        as_of=statement.as_of,
        first_on=rows[0].on,
        last_on=rows[-1].on,
        interest_choice=choice.interest,
        compensation_included=choice.compensation,
        principal=euros(opening.principal),
        interest=euros(opening.interest),
        compensation=euros(opening.compensation),
        total=euros(sum(each.amount for each in paid)),
        regular=rows[0].amount,
        last=rows[-1].amount,
        instalments=rows,
        rates=rates,
        provisional=provisional,
        sentence=_sentence(rows),
        notes=_notes(choice, statement, rows, rates, figures),
        references=_references(statement),
        **figures,
    )


def _row(number: int, paid: Paid) -> Instalment:
    return Instalment(
        number=number,
        on=paid.on,
        amount=euros(paid.amount),
        interest_added=euros(paid.interest_added),
        to_interest=euros(paid.to_interest),
        to_principal=euros(paid.to_principal),
        to_compensation=euros(paid.to_compensation),
        remaining=euros(paid.remaining),
        remaining_principal=euros(paid.remaining_principal),
        provisional=paid.provisional,
    )


def _sentence(rows: Sequence[Instalment]) -> Said:
    count = len(rows)
    equal = rows[-1].amount == rows[0].amount
    key = "one" if count == 1 else "equal" if equal else "two" if count == 2 else "unequal"  # noqa: PLR2004
    return said(
        f"instalments/plan.{key}",
        count=count,
        others=count - 1,
        regular=rows[0].amount,
        last=rows[-1].amount,
        first_on=rows[0].on,
        last_on=rows[-1].on,
    )


def _notes(
    choice: PlanChoice,
    statement: Statement,
    rows: Sequence[Instalment],
    rates: Sequence[PlanRate],
    figures: Mapping[str, Any],
) -> tuple[Said, ...]:
    as_of = statement.as_of
    on_interest = figures["future_interest_on_interest"]
    said_of_interest = {
        "waived": figures["waived_interest"],
        "on_principal": figures["future_interest"] - on_interest,
        "on_interest": on_interest,
    }
    kind = "continues-capitalised" if on_interest else _interest_note(choice, rows)
    found: list[Said] = [said(f"instalments/note.{kind}", as_of=as_of, **said_of_interest)]
    since = next((each.on for each in rows if each.provisional), None)
    if since is not None:
        checked = statement.edition.verified_until
        found.append(said("instalments/note.provisional", checked=checked, since=since, rates=_rates_said(rates)))
    elif rates:
        found.append(said("instalments/note.rates", rates=_rates_said(rates)))
    if figures["left_out_compensation"]:
        found.append(said("instalments/note.compensation-left-out", left_out=figures["left_out_compensation"]))
    orders = [each for name, each in statement.conventions.items() if name.startswith("allocation")]
    one = said(f"instalments/note.allocation-{orders[0].value}")
    found += [one] if len(orders) == 1 else [said("convention.of.alone", label=each.label) for each in orders]
    found.append(said("instalments/note.rounding"))
    if len(rows) > 1:
        found.append(said("instalments/note.same-day", day=rows[0].on.day))
    return tuple(found)


def _rates_said(rates: Sequence[PlanRate]) -> Iterator[Said]:
    """The rates of a plan: « 12,40 % l’an, puis 12,65 % à partir du 1er janvier 2027 (provisoire) ».

    One such series for each group of invoices, with their names where there are several.
    """
    for invoices, group in groupby(rates, key=lambda each: each.invoices):
        series = said("instalments/rate.series", rates=_series_said(group))
        yield said("instalments/rate.of", rates=series, invoices=invoices) if invoices else series


def _series_said(rates: Iterable[PlanRate]) -> Iterator[Said]:
    for number, each in enumerate(rates):
        key = "first" if not number else "next"
        rate = said(f"instalments/rate.{key}", percent=each.percent, since=each.starts_on)
        yield said("instalments/rate.provisional", rate=rate) if each.provisional else rate


def _interest_note(choice: PlanChoice, rows: Sequence[Instalment]) -> str:
    if choice.interest == "continues" and not any(each.interest_added for each in rows):
        return "no-interest"
    return choice.interest


def _references(statement: Statement) -> tuple[Said, ...]:
    found = [said("instalments/reference.allocation")]
    if len(statement.invoices) > 1:
        found.append(said("instalments/reference.several"))
    return tuple(found)
