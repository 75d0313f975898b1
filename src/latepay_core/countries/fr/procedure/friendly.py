"""The guide's own order: check, remind, call, confirm, remind again, formal notice, then the route.

It is good practice and no rule of law, save the formal notice, which makes interest run on civil debts (C. civ.,
art. 1231-6 and 1344), and the written claim on a public buyer, which interrupts the four years
(loi n° 68-1250, art. 2).
"""

from datetime import date, timedelta

from latepay_core.claim import Event
from latepay_core.countries.fr.procedure.choice import Choice, day_to_do, title_of
from latepay_core.countries.fr.procedure.timeline import Facts, pace
from latepay_core.countries.fr.procedure.words import point
from latepay_core.countries.fr.public_holidays import Region
from latepay_core.countries.fr.working_days import add_days, deadline, next_worked_day
from latepay_core.days import DAY, DayKind
from latepay_core.procedure.model import PlannedStep, Point

ORDER = {
    "fr-b2b": (
        "check-invoice",
        "first-reminder",
        "call",
        "confirm",
        "second-reminder",
        "formal-notice",
        "choose-route",
    ),
    "fr-civil": ("check-invoice", "first-reminder", "call", "confirm", "formal-notice", "choose-route"),
    "fr-public": ("check-invoice", "first-reminder", "call", "confirm", "public-claim", "choose-route"),
}
LETTERS = {
    "first-reminder": "first-reminder",
    "confirm": "call-confirmation",
    "second-reminder": "second-reminder",
    "public-claim": "public-claim",
}


def letter_for(code: str, facts: Facts) -> str | None:
    """The code of the letter that goes with a step; None where no letter does."""
    if code == "formal-notice" and facts.regime == "fr-civil":
        return "formal-notice-consumer" if facts.claim.debtor.kind == "consumer" else "formal-notice-civil"
    if code == "formal-notice":
        return code
    if code == "choose-route":
        return None if facts.regime == "fr-public" else "payment-order-request"
    return LETTERS.get(code)


def first_reminder_on(due: date, region: Region = "mainland") -> date:
    """The last working day within three days of the due date; the first one after it where there is none.

    >>> first_reminder_on(date(2026, 10, 30)), first_reminder_on(date(2026, 11, 25))
    (datetime.date(2026, 11, 2), datetime.date(2026, 11, 27))
    """
    latest = due + timedelta(days=pace()["first_reminder_within"])
    found = add_days(latest + DAY, -1, "ouvre", region)
    return found if found > due else next_worked_day(latest, region)


def arrives_on(sent: date, region: Region = "mainland") -> date:
    """The day a registered letter should be there: three jours ouvrables after the first day it can be posted.

    A letter of a Saturday, a Sunday or a holiday waits for the next worked day, as the step that advises it does.

    >>> arrives_on(date(2026, 11, 29)), arrives_on(date(2026, 11, 30))
    (datetime.date(2026, 12, 3), datetime.date(2026, 12, 3))
    """
    return add_days(next_worked_day(sent, region), pace()["post_working_days"], "ouvrable", region)


def answer_by(sent: date, received: date | None = None, *, consumer: bool = False, region: Region = "mainland") -> date:
    """The last day the formal notice leaves to the debtor: five jours ouvrables once he has it, or 15 to a consumer.

    Where the day of receipt is not known, that of `arrives_on` stands for it. The consumer's fifteen days are calendar
    days. `region` is the one whose holidays count.

    >>> answer_by(date(2026, 11, 20))
    datetime.date(2026, 11, 30)
    >>> answer_by(date(2026, 11, 20), consumer=True), answer_by(date(2025, 12, 18), region="alsace-moselle")
    (datetime.date(2026, 12, 9), datetime.date(2025, 12, 30))
    """
    arrived = received if received is not None and received >= sent else arrives_on(sent, region)
    if consumer:
        return add_days(arrived, pace()["consumer_answer_days"], "calendar", region)
    return add_days(arrived, pace()["answer_working_days"], "ouvrable", region)


def reply_day(facts: Facts, sent: date, received: date | None = None, *, by_mail: bool = False) -> date:
    """The last day that a letter of a claim leaves: what was chosen for it, else what its debtor's kind and place say.

    `by_mail`: an e-mail arrives at once, and leaves worked days alone.
    """
    chosen, region = facts.reply, facts.region
    if chosen.by is not None and chosen.by > sent:
        return chosen.by
    arrived = sent if by_mail else received if received and received >= sent else arrives_on(sent, region)
    days, kind = usual_time(facts, by_mail=by_mail)
    if chosen.days:
        days, kind = chosen.days, chosen.kind_or(kind)
    return deadline(arrived, days, kind, region).last_day


def usual_time(facts: Facts, *, by_mail: bool = False) -> tuple[int, DayKind]:
    """The time that a letter leaves where nobody chose another: days, and their kind."""
    if facts.consumer:
        return pace()["consumer_answer_days"], "calendar"
    return pace()["answer_working_days"], "ouvre" if by_mail else "ouvrable"


def answered_by(facts: Facts, sent: Event, received: date | None = None) -> date:
    """The last day left by a letter that was sent: the one noted with it, else the one its time gives."""
    if sent.expected_on is None and sent.delay_days is not None:
        arrived = received if received and received >= sent.on else arrives_on(sent.on, facts.region)
        return arrived + timedelta(days=sent.delay_days)
    return sent.expected_on or reply_day(facts, sent.on, received)


def planned_day(code: str, base: date, facts: Facts) -> date:
    """The day the calendar sets for a step, counted from the one before it (`base`) or from the due date."""
    due, region = facts.since, facts.region
    week = timedelta(days=pace()["next_letter_after"])
    if code == "check-invoice":
        return due + timedelta(days=pace()["check_after_due"])
    if code == "first-reminder":
        return first_reminder_on(due, region)
    if code == "call":
        return next_worked_day(base + timedelta(days=pace()["call_after_reminder"]), region)
    if code == "confirm":
        return base
    if code == "choose-route":
        return next_worked_day(reply_day(facts, base) + DAY, region)
    return next_worked_day(base + week, region)


def later_steps(code: str, on: date, facts: Facts) -> tuple[PlannedStep, ...]:
    """What follows a step, with the days it falls on if nothing comes in the meantime."""
    order = ORDER[facts.regime]
    steps: list[PlannedStep] = []
    base = on
    for each in order[order.index(code) + 1 :]:
        base = max(base, day_to_do(each, planned_day(each, base, facts), facts, base))
        steps.append(PlannedStep(code=each, title=title_of(each), on=base, letter=letter_for(each, facts)))
    return tuple(steps)


def friendly_step(facts: Facts) -> Choice:
    """The next step towards a debtor who has not paid, does not contest, and has not been summoned."""
    due, as_of = facts.since, facts.as_of
    waited = (as_of - due).days
    code, base, why = _stage(facts)
    patience = pace()["notice_at_once_after"]
    fresh = code == "confirm" and (as_of - base).days <= pace()["next_letter_after"]
    final = ORDER[facts.regime][-2]
    if waited >= patience and code not in {final, "choose-route"} and not fresh:
        code, base, why = final, as_of - timedelta(days=pace()["next_letter_after"]), "why-too-old"
    planned = planned_day(code, base, facts)
    if why == "why-too-old":
        planned = next_worked_day(due + timedelta(days=patience), facts.region)
    on = day_to_do(code, planned, facts)
    return Choice(
        code,
        planned,
        _reason(facts, code, base, why),
        what="what-part-paid" if code == "first-reminder" and facts.received() else "what",
        letter=letter_for(code, facts),
        answer_by=reply_day(facts, on) if code == final else None,
        figures={"waited": waited, "base": base},
        points=_points(facts, code),
        then=later_steps(code, on, facts),
    )


def _reason(facts: Facts, code: str, base: date, why: str) -> str:
    """The variant of the reason: what came in is never passed over, nor the time that has gone by."""
    if why != "why":
        return why
    if code == "first-reminder":
        fresh = timedelta(days=pace()["next_letter_after"])
        return "why-too-old" if facts.as_of > first_reminder_on(facts.since, facts.region) + fresh else why
    told = code in {"call", "second-reminder", "formal-notice", "public-claim"} and facts.received(base)
    return "why-part-paid" if told else why


def _stage(facts: Facts) -> tuple[str, date, str]:
    """The step reached, the day it is counted from, and the variant of its reason."""
    due = facts.since
    reminders = [each.on for each in facts.events("reminder", after=due)]
    talk = facts.last("call", "answer", "promise", after=due)
    if talk is not None:
        after = [each for each in reminders if each > talk.on]
        written = facts.last("confirmation", after=talk.on - DAY)
        if written is None and not after:
            return "confirm", talk.on, f"why-{talk.kind}"
        return _after_talk(facts, [*after, *([written.on] if written else [])], after)
    if len(reminders) > 1:
        return ORDER[facts.regime][-2], reminders[-1], "why"
    if reminders:
        return "call", reminders[0], "why"
    if facts.last("invoice-checked") or facts.as_of >= first_reminder_on(due, facts.region):
        return "first-reminder", due, "why"
    return "check-invoice", due, "why"


def _after_talk(facts: Facts, written: list[date], chased: list[date]) -> tuple[str, date, str]:
    again = "second-reminder" in ORDER[facts.regime] and not chased
    return ("second-reminder" if again else ORDER[facts.regime][-2]), max(written), "why"


def _points(facts: Facts, code: str) -> tuple[Point, ...]:
    keys = {
        "check-invoice": ["four-questions"],
        "first-reminder": [
            *(["four-questions"] if facts.last("invoice-checked") is None else []),
            "b2b-no-reminder-needed" if facts.regime == "fr-b2b" else "reminder-no-interruption",
        ],
        "call": ["call-conduct"],
        "confirm": ["written-promise-interrupts"],
        "second-reminder": ["reminder-no-interruption"],
        "formal-notice": ["notice-content", "notice-unclaimed", "notice-no-interruption"],
        "public-claim": ["public-claim-interrupts", "public-no-waiver"],
        "choose-route": ["no-promised-delay"],
    }[code]
    if facts.regime == "fr-civil" and facts.claim.notice_received_on is None:
        consumer = facts.claim.debtor.kind == "consumer"
        keys = ["civil-notice-first", "civil-no-fees" if consumer else "costs-without-title", *keys]
    if code == "choose-route" and facts.regime == "fr-b2b":
        keys = [*keys, "b2b-extra-costs"]
    if facts.disputed and facts.pursued:
        keys = ["dispute-set-aside", *keys]
    return tuple(point(key) for key in dict.fromkeys(keys))
