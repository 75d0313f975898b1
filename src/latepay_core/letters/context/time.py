"""When the letter comes, by when it wants an answer, and what happened before it."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from latepay_core.claim import Event
from latepay_core.countries.fr.procedure.timeline import pace
from latepay_core.days import DAY
from latepay_core.letters.catalogue import ReplyTime
from latepay_core.letters.context.invoices import Invoices
from latepay_core.letters.story import promises_of, story_of
from latepay_core.letters.wording import say


@dataclass(frozen=True)
class ReplyView:
    """The last day to answer or to pay, and the time it leaves: `days` of a `kind`, 0 where the user chose the day."""

    by: date
    days: int
    kind: str


class Time(Invoices):
    """What a template says of days, and of what was done since the due date."""

    @cached_property
    def reply(self) -> ReplyView:
        """The last day the letter leaves, as a date.

        The user's own day or time first, then the catalogue's. A time is counted from the day the letter arrives.
        """
        chosen, usual = self.details.reply, self._usual_time
        if chosen.by is not None:
            return ReplyView(chosen.by, 0, "calendar")
        days, kind = (chosen.days, chosen.kind_or(usual.kind)) if chosen.days else (usual.days, usual.kind)
        return ReplyView(self.case.facts.add_days(self.arrives_on, days, kind), days, kind)

    @property
    def _usual_time(self) -> ReplyTime:
        """The catalogue's time; a consumer has the same for every letter that puts him in default."""
        if self.case.facts.consumer and self.entry.group == "notice":
            return ReplyTime(days=pace()["consumer_answer_days"], kind="calendar")
        return self.entry.reply or ReplyTime(days=5)

    @property
    def reply_unit(self) -> str:
        """The days of that time, in words: « jours ouvrables »."""
        return say(f"days.{self.reply.kind}-{'one' if self.reply.days == 1 else 'many'}", self.language)

    @property
    def sent_on(self) -> date:
        """The day the letter goes: the one its step advises where it is the next step's, else its own date."""
        today = self.written_on == self.case.statement.as_of
        if not today or self.case.case.advised_letter != self.entry.kind:
            return self.written_on
        return self.case.step.on if self.case.step.answer_by is not None else self.written_on

    @cached_property
    def arrives_on(self) -> date:
        """The day the debtor should have the letter: an e-mail at once, by post once it can be posted."""
        return self.sent_on if self.channel == "email" else self.case.facts.arrives_on(self.sent_on)

    @cached_property
    def history(self) -> tuple[str, ...]:
        """What was done since the due date, in words: « notre relance du 3 décembre 2025 », in order, kind by kind."""
        found = []
        for kind in ("reminder", "call", "confirmation", "formal-notice", "public-claim"):
            days = [each.on for each in self.case.facts.events(kind, after=self.first_due)]
            if days:
                found.append((min(days), self._recalled(kind, days)))
        return tuple(said for _, said in sorted(found, key=lambda each: each[0]))

    @cached_property
    def story(self) -> tuple[str, ...]:
        """What happened since the due date, a sentence each, in order; empty where there were only letters of ours."""
        return story_of(self)

    @cached_property
    def promises(self) -> tuple[str, ...]:
        """The debtor's promises to pay and what came of each, a sentence each, in order, told to somebody else."""
        return promises_of(self)

    def _recalled(self, kind: str, days: list[date]) -> str:
        said = [say("history.day", self.language, on=self.form("in_words", day)) for day in dict.fromkeys(days)]
        voice = self.us("we", "i") if self.language == "fr" else "we"
        number = "one" if len(said) == 1 else "many"
        return say(f"history.{kind}.{voice}-{number}", self.language, days=self.form("joined", said))

    @cached_property
    def done(self) -> tuple[str, ...]:
        """What was done before, as a deed says it: « relance du 3 décembre 2025 »; in order, kind by kind."""
        found = []
        for kind in ("reminder", "call", "confirmation", "formal-notice", "public-claim"):
            days = list(dict.fromkeys(each.on for each in self.case.facts.events(kind)))
            said = [say("history.day", self.language, on=self.form("in_words", day)) for day in days]
            if said:
                number = "one" if len(said) == 1 else "many"
                recalled = say(f"done.{kind}-{number}", self.language, days=self.form("joined", said))
                found.append((min(days), recalled))
        return tuple(said for _, said in sorted(found, key=lambda each: each[0]))

    @cached_property
    def promise(self) -> Any:
        """The debtor's last promise to pay, an event of the claim; None where there is none."""
        return self.case.facts.last_promise

    @property
    def after_promise(self) -> date | None:
        """The day to look at the account where the last promise named one: the first worked day after it."""
        promise = self.promise
        if promise is None or promise.expected_on is None:
            return None
        return self.look_on(promise.expected_on)

    def look_on(self, day: date) -> date:
        """The day to look at the account for money that was to come on a day: the first worked day after it."""
        return self.case.facts.next_worked_day(day + DAY)

    def last(self, *kinds: str) -> Event | None:
        """The latest event of these kinds; None where there is none."""
        return self.case.facts.last(*kinds)

    @property
    def enforceable_on(self) -> date | None:
        """The day a decision became enforceable, if there is one by now."""
        decision = self.claim.judgment
        return decision.enforceable_on if decision and decision.enforceable_on <= self.as_of else None
