"""What happened to a claim since it fell due, told in order: a sentence for each thing, with its day.

A formal notice is read by a judge later on: promises, part payments, disputes and the letters before it stand in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from latepay_core.letters.forms import filters
from latepay_core.letters.wording import say

if TYPE_CHECKING:
    from latepay_core.letters.context.time import Time

#: What we did; what the other party did, without which a list of our letters says it all.
_OURS = ("reminder", "call", "confirmation", "formal-notice", "public-claim")
_THEIRS = ("promise", "answer", "dispute", "dispute-settled", "acknowledgement")
#: More payments than this are told together: the account has them one by one.
_MOST_PAYMENTS = 3


@dataclass(frozen=True, slots=True)
class _Told:
    """One thing that happened: its day, its sentence in the catalogue, and what that sentence says beside the day."""

    on: date
    key: str
    figures: tuple[tuple[str, str], ...] = ()


def story_of(context: Time) -> tuple[str, ...]:
    """The sentences, in order; empty where nothing but our own letters and calls is known.

    What was done several times in a row is said once, and a day that was just named is not named again.
    """
    theirs = [*_events(context, _THEIRS), *_payments(context)]
    if not theirs:
        return ()
    told = sorted([*_events(context, _OURS), *theirs], key=lambda each: each.on)
    return tuple(_sentences(context, list(dict.fromkeys(told))))


def promises_of(context: Time) -> tuple[str, ...]:
    """The promises to pay and what came of them, in order, as a judge or who takes the file over is told of them."""
    told = sorted(_promises(context), key=lambda each: each.on)
    said = (_said(context, each.key, "they", on=_day(context, each.on), **dict(each.figures)) for each in told)
    return tuple(dict.fromkeys(said))


def _sentences(context: Time, told: list[_Told]) -> Iterator[str]:
    before: date | None = None
    for (key, figures), again in groupby(told, key=lambda each: (each.key, each.figures)):
        days = list(dict.fromkeys(each.on for each in again))
        if len(days) == 1:
            same = before == days[0] and key != "payments"
            on = say("story.same-day", context.language) if same else _day(context, days[0])
            yield _said(context, key, on=on, **dict(figures))
        elif key in _OURS:
            named = [say("story.day", context.language, on=_day(context, day)) for day in days]
            joined = str(filters(context.language)["joined"](named))
            yield _said(context, key, several="-many", days=joined[:1].upper() + joined[1:])
        else:
            yield from (_said(context, key, on=_day(context, day), **dict(figures)) for day in days)
        before = days[-1]


def _events(context: Time, kinds: tuple[str, ...]) -> Iterator[_Told]:
    for kind in kinds:
        if kind == "promise":
            yield from _promises(context)
            continue
        for each in context.case.facts.events(kind, after=context.first_due):
            yield _dispute(context, each.on) if kind == "dispute" else _Told(each.on, kind)


def _promises(context: Time) -> Iterator[_Told]:
    """The promises, one made before the due date for a later day among them."""
    facts = context.case.facts
    for each in filter(facts.is_promise, facts.events("promise", "acknowledgement")):
        by = each.expected_on
        if by and max(each.on, by) > context.first_due:
            yield _promise(context, each.on, by)
        elif not by and each.on > context.first_due:
            yield _Told(each.on, "promise-undated")


def _promise(context: Time, on: date, expected: date) -> _Told:
    """What was promised, and what came of it by now: it is open until the first worked day after it."""
    looked_at = context.look_on(expected)
    came = sum(
        (move.received for each in context.statement.invoices for move in each.movements if on <= move.on < looked_at),
        Decimal(0),
    )
    key = "promise-open" if looked_at > context.as_of else "promise-part" if came else "promise-broken"
    return _Told(on, key, (("by", _day(context, expected)), ("amount", _amount(context, came))))


def _dispute(context: Time, on: date) -> _Told:
    """A dispute, in the debtor's words where they are noted."""
    details = context.details.dispute
    reasons = str(filters(context.language)["without_stop"](" ".join(details.reasons.split())))
    return _Told(on, "dispute-because", (("reasons", reasons),)) if reasons else _Told(on, "dispute")


def _payments(context: Time) -> Iterator[_Told]:
    """What came in: each payment where there are few, else all together, at the day of the first."""
    received: dict[date, Decimal] = {}
    for each in context.statement.invoices:
        for move in each.movements:
            if move.received:
                received[move.on] = received.get(move.on, Decimal(0)) + move.received
    if len(received) <= _MOST_PAYMENTS:
        for on, sum_ in received.items():
            yield _Told(on, "payment", (("amount", _amount(context, sum_)),))
        return
    first, last = min(received), max(received)
    figures = {
        "first": _day(context, first),
        "last": _day(context, last),
        "count": str(len(received)),
        "amount": _amount(context, sum(received.values(), Decimal(0))),
    }
    yield _Told(first, "payments", tuple(figures.items()))


def _amount(context: Time, amount: Decimal) -> str:
    return str(filters(context.language)["amount"](amount))


def _day(context: Time, day: date) -> str:
    return str(filters(context.language)["in_words"](day))


def _said(context: Time, key: str, voice: str = "", several: str = "", **figures: str) -> str:
    voice = voice or (context.us("we", "i") if context.language == "fr" else "we")
    return say(f"story.{key}.{voice}{several}", context.language, **figures)
