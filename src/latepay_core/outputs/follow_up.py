"""The days to keep for a claim, as calendar entries: the follow-up, and every deadline that is already running."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from latepay_core.case import Case
from latepay_core.claim import Claim
from latepay_core.dates.limitation_model import InvoiceLimitation
from latepay_core.letters.case import LetterCase
from latepay_core.letters.catalogue import entry_of
from latepay_core.letters.context import Context, channel_of
from latepay_core.letters.details import KeptCalendar, KeptEntry, LetterDetails
from latepay_core.outputs.calendar import Entry, Exported, Kept, calendar, exported
from latepay_core.procedure import procedure_of
from latepay_core.procedure.model import LEFT_BY_A_NOTICE
from latepay_core.said import Cited, Value, said_to
from latepay_core.wording import printed, say

#: Days before a day on which its alarms ring: the graver the loss, the earlier the first one.
_LAST_DAYS = (30, 7, 1, 0)
_LIMITATION = (180, 30, 7, 0)
_NOTHING_TO_DO = frozenset({"settled", "debtor-settled", "debtor-pay"})


def follow_up_calendar(
    claim: Claim | Case | LetterCase, details: LetterDetails | None = None, before: Exported | None = None
) -> bytes:
    """The claim's calendar as an iCalendar file; raises ClaimRefused for a claim or a plan that cannot be reckoned.

    `before` is an earlier export, the claim's own where it is left out: it is updated, and what no longer stands in it
    is called off.

    >>> claim = Claim.model_validate({"as_of": "2026-11-03",
    ...     "invoices": [{"number": "F-118", "due_on": "2026-10-30", "amount": "2400.00"}]})
    >>> follow_up_calendar(claim)[:15]
    b'BEGIN:VCALENDAR'
    """
    return calendar_of(LetterCase.of(claim, details), before)


def calendar_of(case: LetterCase, before: Exported | None = None) -> bytes:
    """The same, of a case that was made already."""
    before = before or exported_before(case.details)
    return calendar(case.claim, case.statement.as_of, follow_up(case), before)


def kept_calendar(claim: Claim | Case | LetterCase, details: LetterDetails | None = None) -> KeptCalendar:
    """What the claim file keeps of an export, under its details' `calendar`."""
    case = LetterCase.of(claim, details)
    made = exported(case.claim, case.statement.as_of, follow_up(case), exported_before(case.details))
    return KeptCalendar(
        case=made.case, entries=tuple(KeptEntry(key=key, **each._asdict()) for key, each in made.entries.items())
    )


def exported_before(details: LetterDetails) -> Exported | None:
    """What the claim file says was exported; None where nothing was."""
    kept = details.calendar
    if kept is None:
        return None
    entries = {each.key: Kept(each.on, each.title, each.sequence, each.digest, each.cancelled) for each in kept.entries}
    return Exported(kept.case, entries)


def follow_up(case: LetterCase) -> tuple[Entry, ...]:
    """The days to keep from the statement's day on, each once; in the debtor's own file, those that are his to keep."""
    found = _of_the_debtor(case) if case.claim.side == "debtor" else _of_the_creditor(case)
    return tuple(each for each in found if each.on >= case.statement.as_of)


def _of_the_debtor(case: LetterCase) -> tuple[Entry, ...]:
    return (*_steps(case), *_letters_of_the_debtor(case), *_to_pay(case), *_procedures(case), *_instalments(case))


def _of_the_creditor(case: LetterCase) -> tuple[Entry, ...]:
    return (
        *_steps(case),
        *_answers(case),
        *_promises(case),
        *_due_dates(case),
        *_limitation(case),
        *_procedures(case),
        *_instalments(case),
    )


def _steps(case: LetterCase) -> Iterator[Entry]:
    step = case.step
    if step.code in _NOTHING_TO_DO:
        return
    listed = "\n".join(f"– {_told(case, each)}" for each in step.attach)
    papers = [_say(case, "follow-up.attach", papers=listed)] if listed else []
    text = "\n\n".join((_told(case, step.what), _told(case, step.why), *_ways(step.code, case), *papers, *_owed(case)))
    yield Entry(f"step.{step.code}", step.on, _named(_title(step.code, _told(case, step.title), case), case), text)
    running = {day for day, _ in procedure_of(case.statement.regime).days_to_keep(case.facts)}
    running |= {each.on for each in _letters_of_the_debtor(case)}
    running |= {each.safe_day for each in (case.limitation.invoices if case.limitation else ())}
    if step.last_day is not None and step.last_day not in running:
        title = _named(_say(case, "follow-up.last-day", what=_told(case, step.title)), case)
        yield Entry(f"last-day.{step.code}", step.last_day, title, _told(case, step.what), _LAST_DAYS)
    for each in step.then:
        text = "\n\n".join((_say(case, "follow-up.planned"), *_ways(each.code, case), *_owed(case)))
        yield Entry(f"step.{each.code}", each.on, _named(_title(each.code, _told(case, each.title), case), case), text)


def _title(code: str, title: str, case: LetterCase) -> str:
    """A title that can be read alone, weeks later."""
    return _say(case, "follow-up.choose-route") if code == "choose-route" else title


def _ways(code: str, case: LetterCase) -> Iterator[str]:
    """What there is to choose from, where a route is to be chosen."""
    if code != "choose-route":
        return
    open_ = [_told(case, each.title) for each in case.routes.values() if each.status == "open"]
    if open_:
        yield _say(case, "follow-up.routes", routes="\n".join(f"– {each}" for each in open_))


def _owed(case: LetterCase) -> Iterator[str]:
    """What is due on the statement's day, as the letters ask for it."""
    due = case.statement.totals.due.total_due
    if due:
        yield _say(case, "follow-up.owed", amount=_amount(case, due), as_of=_day(case, case.statement.as_of))


def _answers(case: LetterCase) -> Iterator[Entry]:
    """The last day that a letter leaves to the debtor: the one to be sent now, else the formal notice already sent."""
    facts = case.facts
    by = _answer_day(case)
    if by is not None:
        yield Entry("answer", by, _named(_say(case, "follow-up.answer"), case), _say(case, "follow-up.answer-text"))
        return
    sent = facts.last("public-claim", "formal-notice")
    if sent is not None:
        received = case.claim.notice_received_on if sent.kind == "formal-notice" else None
        text = _say(case, "follow-up.answer-sent", sent=_day(case, sent.on))
        until = procedure_of(case.statement.regime).answered_by(facts, sent, received)
        yield Entry("answer", until, _named(_say(case, "follow-up.answer"), case), text)


def _answer_day(case: LetterCase) -> date | None:
    """The last day that the letter to be sent now leaves; None where none is advised that leaves any."""
    step = case.step
    entry = entry_of(step.letter) if step.letter else None
    if entry is None or step.answer_by is None:
        return None
    about, statement = case.about(entry.scope)
    return Context(case, entry, about, statement, "fr", channel_of(entry, case.details)).reply.by


def _letters_of_the_debtor(case: LetterCase) -> Iterator[Entry]:
    """The last day that a formal notice leaves to the debtor, and the one that his own answer leaves."""
    if case.claim.side != "debtor" or case.step.code not in LEFT_BY_A_NOTICE:
        return
    left = procedure_of(case.statement.regime).left_to_debtor(case.facts)
    if left.notice is not None and left.until is not None:
        title = _named(_say(case, "follow-up.notice-received"), case)
        text = _say(case, "follow-up.notice-received-text", received=_day(case, left.notice.on))
        yield Entry("notice-received", left.until, title, text, _LAST_DAYS)
    day = _answer_day(case) if case.step.letter else left.answered
    if day is not None:
        yield Entry(
            "own-answer", day, _named(_say(case, "follow-up.own-answer"), case), _say(case, "follow-up.own-answer-text")
        )


def _promises(case: LetterCase) -> Iterator[Entry]:
    """The day promised, unless a step says when the account is to be looked at: one day for one check."""
    if "await-promise" in (case.step.code, *(each.code for each in case.step.then)):
        return
    promise = case.facts.last_promise
    if promise is not None and promise.expected_on is not None:
        text = _say(case, "follow-up.promise-text", promised=_day(case, promise.on))
        yield Entry("promise", promise.expected_on, _named(_say(case, "follow-up.promise"), case), text)


def _due_dates(case: LetterCase) -> Iterator[Entry]:
    """The due dates to come: what falls due on one day is one entry."""
    for day, positions in _by_day(case).items():
        yield _due(case, day, positions, "due", _say(case, "follow-up.due-text"))


def _to_pay(case: LetterCase) -> Iterator[Entry]:
    """The due dates to come of the one who pays."""
    for day, positions in _by_day(case).items():
        several = "-several" if len(positions) > 1 else ""
        yield _due(case, day, positions, "to-pay", _say(case, f"follow-up.to-pay-text{several}"))


def _by_day(case: LetterCase) -> dict[date, list[int]]:
    """The invoices not yet due on which something is left to pay, by position, under their due date."""
    found: dict[date, list[int]] = {}
    for position, each in enumerate(case.statement.invoices):
        if each.principal_due and not each.days_late:
            found.setdefault(each.due_on, []).append(position)
    return found


def _due(case: LetterCase, day: date, positions: list[int], key: str, text: str) -> Entry:
    owed = sum((case.statement.invoices[at].principal_due for at in positions), Decimal(0))
    if len(positions) == 1:
        title = _say(case, f"follow-up.{key}", invoice=_invoice(case, positions[0]), amount=_amount(case, owed))
    else:
        title = _say(case, f"follow-up.{key}-several", count=len(positions), amount=_amount(case, owed))
        lines = [
            _say(
                case,
                "follow-up.due-line",
                invoice=_invoice(case, at),
                amount=_amount(case, case.statement.invoices[at].principal_due),
            )
            for at in positions
        ]
        text = "\n".join((text, "", *lines))
    return Entry(_key("due", case, positions[0]), day, _named(title, case), text)


def _limitation(case: LetterCase) -> Iterator[Entry]:
    """The last day to act on each invoice; what is lost on one day is one entry, under its first invoice's name."""
    found: dict[date, list[InvoiceLimitation]] = {}
    for each in case.limitation.invoices if case.limitation else ():
        if not each.barred and case.statement.invoices[each.invoice].total_due:
            found.setdefault(each.safe_day, []).append(each)
    for day, several in found.items():
        texts: dict[str, list[str]] = {}
        for each in several:
            texts.setdefault(_limitation_text(case, each), []).append(_invoice(case, each.invoice))
        if len(several) == 1:
            title, said = _say(case, "follow-up.limitation", invoice=_invoice(case, several[0].invoice)), [*texts]
        else:
            title = _say(case, "follow-up.limitation-several", count=len(several))
            said = [
                "\n".join((*(_say(case, "follow-up.line", invoice=each) for each in about), text))
                for text, about in texts.items()
            ]
        yield Entry(
            _key("limitation", case, several[0].invoice), day, _named(title, case), "\n\n".join(said), _LIMITATION
        )


def _limitation_text(case: LetterCase, each: InvoiceLimitation) -> str:
    resting, day = each.resting_payment, each.safe_day
    parts = [_say(case, "follow-up.limitation-text", act_before=_day(case, each.safe_act_before))]
    if resting is not None:
        key, last = ("prudent", each.last_day) if day == resting.last_day else ("rests", resting.last_day)
        parts.append(_say(case, f"follow-up.{key}-on-payment", on=_day(case, resting.on), last=_day(case, last)))
    return "\n\n".join((*parts, *(_told(case, part) for part in (each.explanation, each.to_check) if part)))


def _procedures(case: LetterCase) -> Iterator[Entry]:
    """The time limits that already run, from what has happened; a limit that only might run is no day to keep."""
    own = "own-" if case.claim.side == "debtor" else ""
    for last, point in procedure_of(case.statement.regime).days_to_keep(case.facts):
        title = _named(_say(case, f"follow-up.limit.{own}{point.code}"), case)
        marks = _say(
            case, "follow-up.reference", reference=point.reference, confidence=_told(case, point.confidence_label)
        )
        yield Entry(f"limit.{point.code}", last, title, f"{_told(case, point.text)}\n\n{marks}", _LAST_DAYS)


def _instalments(case: LetterCase) -> Iterator[Entry]:
    plan = case.plan
    for each in plan.instalments if plan else ():
        figures: dict[str, Value] = {
            "number": each.number,
            "count": len(plan.instalments) if plan else 0,
            "amount": _amount(case, each.amount),
            "remaining": _amount(case, each.remaining),
        }
        title = _named(_say(case, "follow-up.instalment", **figures), case)
        key = "follow-up.instalment-last" if not each.remaining else "follow-up.instalment-text"
        yield Entry(f"instalment.{each.number}", each.on, title, _say(case, key, **figures))


def _told(case: LetterCase, what: Cited) -> str:
    return say(what, case.statement.language)


def _day(case: LetterCase, day: date) -> str:
    return printed(day, "date", case.statement.language)


def _amount(case: LetterCase, euros: Decimal) -> str:
    return printed(euros, "amount", case.statement.language)


def _say(case: LetterCase, key: str, /, **figures: Value) -> str:
    """A sentence of the calendar; a private creditor has a debtor and a debt, no customer and no invoice."""
    side = "private" if case.claim.creditor.kind == "individual" else "creditor"
    return _told(case, said_to(side, f"outputs/{key}", **figures))


def _named(title: str, case: LetterCase) -> str:
    name = case.claim.creditor.name if case.claim.side == "debtor" else case.claim.debtor.name
    return _say(case, "follow-up.named", title=title, debtor=name) if name.strip() else title


def _invoice(case: LetterCase, position: int) -> str:
    return case.claim.invoices[position].number or _say(case, "follow-up.unnumbered", position=position + 1)


def _key(kind: str, case: LetterCase, position: int) -> str:
    """By the invoice's own number, which stays when others are added before it; by its place where that is no name."""
    numbers = [each.number for each in case.claim.invoices]
    number = numbers[position]
    return f"{kind}.{number}" if number and numbers.count(number) == 1 else f"{kind}.{position}"
