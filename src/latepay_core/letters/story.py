"""What happened to a claim since it fell due, told in order: a sentence for each thing, with its day.

A formal notice is read by a judge later on: promises, part payments, disputes and the letters before it stand in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
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


def story_of(context: Time) -> tuple[str, ...]:
    """The sentences, in order; empty where nothing but our own letters and calls is known."""
    theirs = [*_events(context, _THEIRS), *_payments(context)]
    if not theirs:
        return ()
    told = sorted([*_events(context, _OURS), *theirs], key=lambda each: each[0])
    return tuple(dict.fromkeys(sentence for _, sentence in told))


def promises_of(context: Time) -> tuple[str, ...]:
    """The promises to pay and what came of them, in order, as a judge or who takes the file over is told of them."""
    told = sorted(_promises(context, "they"), key=lambda each: each[0])
    return tuple(dict.fromkeys(sentence for _, sentence in told))


def _events(context: Time, kinds: tuple[str, ...]) -> Iterator[tuple[date, str]]:
    for kind in kinds:
        if kind == "promise":
            yield from _promises(context)
            continue
        for each in context.case.facts.events(kind, after=context.first_due):
            if kind == "dispute":
                yield each.on, _dispute(context, each.on)
            else:
                yield each.on, _said(context, kind, on=_day(context, each.on))


def _promises(context: Time, voice: str = "") -> Iterator[tuple[date, str]]:
    """The promises, one made before the due date for a later day among them."""
    facts = context.case.facts
    for each in filter(facts.is_promise, facts.events("promise", "acknowledgement")):
        by = each.expected_on
        if by and max(each.on, by) > context.first_due:
            yield each.on, _promise(context, each.on, by, voice)
        elif not by and each.on > context.first_due:
            yield each.on, _said(context, "promise-undated", voice, on=_day(context, each.on))


def _promise(context: Time, on: date, expected: date, voice: str) -> str:
    """What was promised, and what came of it by now: it is open until the first worked day after it."""
    looked_at = context.look_on(expected)
    came = sum(
        (move.received for each in context.statement.invoices for move in each.movements if on <= move.on < looked_at),
        Decimal(0),
    )
    key = "promise-open" if looked_at > context.as_of else "promise-part" if came else "promise-broken"
    amount = str(filters(context.language)["amount"](came))
    return _said(context, key, voice, on=_day(context, on), by=_day(context, expected), amount=amount)


def _dispute(context: Time, on: date) -> str:
    """A dispute, in the debtor's words where they are noted."""
    details = context.details.dispute
    reasons = str(filters(context.language)["without_stop"](" ".join(details.reasons.split())))
    return _said(context, "dispute-because" if reasons else "dispute", on=_day(context, on), reasons=reasons)


def _payments(context: Time) -> Iterator[tuple[date, str]]:
    """What came in: each payment where there are few, else all together, at the day of the first."""
    received: dict[date, Decimal] = {}
    for each in context.statement.invoices:
        for move in each.movements:
            if move.received:
                received[move.on] = received.get(move.on, Decimal(0)) + move.received
    amount = filters(context.language)["amount"]
    if len(received) <= _MOST_PAYMENTS:
        for on, sum_ in received.items():
            yield on, _said(context, "payment", on=_day(context, on), amount=amount(sum_))
        return
    yield (
        min(received),
        _said(
            context,
            "payments",
            first=_day(context, min(received)),
            last=_day(context, max(received)),
            count=len(received),
            amount=amount(sum(received.values())),
        ),
    )


def _day(context: Time, day: date) -> str:
    return str(filters(context.language)["in_words"](day))


def _said(context: Time, key: str, voice: str = "", **figures: object) -> str:
    voice = voice or (context.us("we", "i") if context.language == "fr" else "we")
    return say(f"story.{key}.{voice}", context.language, **figures)
