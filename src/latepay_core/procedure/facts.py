"""What has happened to a claim so far, read from its events up to the statement's day. No country's law is here."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from latepay_core.claim import Claim, Event, Situation
from latepay_core.dates.limitation_model import LimitationAnswer
from latepay_core.days import DayKind, count_on, first_counted, is_weekday
from latepay_core.procedure.reply import Reply
from latepay_core.statement import InvoiceStatement, Statement, limitation_of
from latepay_core.statement.model import Movement
from latepay_core.statement.proceedings import born_later, owed

_POST_DAYS = 3
_PROMISE_DAYS = 7


def _received(invoice: InvoiceStatement) -> bool:
    """Whether payments and credit notes reach the invoice's own amount."""
    return invoice.principal_due == 0 or invoice.paid + invoice.credited >= invoice.amount


def buyer_paid_on(invoice: InvoiceStatement) -> date | None:
    """The day a public buyer paid the principal of an invoice late; None where it did not, or owes nothing for it."""
    return invoice.interest_payment.principal_paid_on if invoice.interest_payment else None


@dataclass(frozen=True)
class Facts:
    """A claim on a day: what is owed and overdue, what is disputed, what was done about it."""

    claim: Claim
    statement: Statement
    situation: Situation
    #: The time that the letters leave to the debtor, where it was chosen.
    reply: Reply = field(default_factory=Reply)
    #: Until when each invoice can be acted upon, where that was worked out before.
    limited: LimitationAnswer | None = field(default=None, compare=False, repr=False)

    @cached_property
    def limitation(self) -> LimitationAnswer:
        """Until when each invoice can be acted upon; raises ClaimRefused where that cannot be worked out."""
        return self.limited or limitation_of(self.claim.model_copy(update={"as_of": self.as_of}))

    @property
    def as_of(self) -> date:
        return self.statement.as_of

    @property
    def regime(self) -> str:
        return self.statement.regime

    @property
    def post_days(self) -> int:
        """The worked days that a registered letter takes, from the first on which it can be posted."""
        return _POST_DAYS

    @property
    def promise_days(self) -> int:
        """The days that a promise is given where it named none."""
        return _PROMISE_DAYS

    def counts(self, day: date, kind: DayKind) -> bool:
        """Whether a day counts among those of a kind where the debtor is: no holidays, where none are known."""
        return is_weekday(day, kind)

    def next_worked_day(self, day: date) -> date:
        """The day itself, or the first after it that is worked where the debtor is."""
        return first_counted(day, lambda each: self.counts(each, "ouvre"))

    def add_days(self, start: date, days: int, kind: DayKind) -> date:
        """The day that comes some days of a kind after `start`, which is not counted."""
        return count_on(start, days, lambda each: self.counts(each, kind))

    def arrives_on(self, sent: date) -> date:
        """The day a registered letter should be there, once it can be posted."""
        return self.add_days(self.next_worked_day(sent), self.post_days, "ouvrable")

    @property
    def worked_day(self) -> date:
        """The first day, from the statement's on, that is worked where the debtor is."""
        return self.next_worked_day(self.as_of)

    @property
    def consumer(self) -> bool:
        """Whether a private person owes: more time is left to him."""
        return self.claim.debtor.kind == "consumer"

    @cached_property
    def owed(self) -> tuple[InvoiceStatement, ...]:
        """The invoices on which anything is left to pay; what credit notes cancelled is not chased."""
        return tuple(self.statement.invoices[at] for at in owed(self.statement.invoices))

    @cached_property
    def owed_positions(self) -> frozenset[int]:
        """Their positions in the statement."""
        kept = {id(each) for each in self.owed}
        return frozenset(at for at, each in enumerate(self.statement.invoices) if id(each) in kept)

    @cached_property
    def born_later(self) -> tuple[InvoiceStatement, ...]:
        """Those of them whose work was finished, or goods delivered, once insolvency proceedings were open."""
        invoices = self.statement.invoices
        return tuple(invoices[at] for at in sorted(born_later(self.claim, invoices, self.as_of)))

    @cached_property
    def born_before(self) -> tuple[InvoiceStatement, ...]:
        """The other ones: in insolvency proceedings, those to declare."""
        later = {id(each) for each in self.born_later}
        return tuple(each for each in self.owed if id(each) not in later)

    @property
    def cancelled(self) -> bool:
        """Whether credit notes cancelled every invoice that still shows a sum."""
        return not self.owed and any(each.total_due > 0 for each in self.statement.invoices)

    def received(self, since: date | None = None) -> list[Movement]:
        """The money that came in for the invoices pursued, oldest first; `since` leaves out what came before."""
        found = [each for invoice in self.pursued for each in invoice.movements if each.received > 0]
        return sorted((each for each in found if since is None or each.on >= since), key=lambda each: each.on)

    @cached_property
    def overdue(self) -> tuple[InvoiceStatement, ...]:
        """The invoices whose own amount has not come in full, after their due date.

        Where payments go to interest first, what is left of an invoice whose amount came in late is principal in law,
        but it is the cost of lateness: it is claimed as such.
        """
        return tuple(each for each in self.owed if each.days_late > 0 and not _received(each))

    @cached_property
    def left_as_principal(self) -> bool:
        """Whether what is left of invoices paid late stands as principal, because interest was paid first."""
        return any(_received(each) and each.principal_due > 0 for each in self.owed)

    @cached_property
    def disputed(self) -> tuple[InvoiceStatement, ...]:
        """Those of them that the debtor contests."""
        return tuple(each for each in self.overdue if self.open_dispute(each) is not None)

    @cached_property
    def pursued(self) -> tuple[InvoiceStatement, ...]:
        """Those of them that he does not contest."""
        return tuple(each for each in self.overdue if self.open_dispute(each) is None)

    @cached_property
    def paid_late(self) -> tuple[InvoiceStatement, ...]:
        """The invoices whose own amount has come in, after their due date: what lateness cost is left on them."""
        unpaid = set(map(id, self.overdue))
        return tuple(each for each in self.owed if each.days_late > 0 and id(each) not in unpaid)

    @cached_property
    def settled_late(self) -> Decimal:
        """What lateness left to pay on the invoices whose amount has come in since, contested ones apart, in EUR."""
        return sum((each.total_due for each in self.paid_late if self.open_dispute(each) is None), Decimal(0))

    @property
    def for_the_prefect(self) -> tuple[InvoiceStatement, ...]:
        """Those of them whose interest a public buyer's superior may be asked for, where the country has such a one."""
        return ()

    @property
    def interest_paid_on(self) -> date | None:
        """The day the principal was paid of what he is asked about."""
        return None

    @cached_property
    def since(self) -> date:
        """The oldest due date among the invoices pursued, or among all where none is."""
        return min(each.due_on for each in self.pursued or self.overdue or self.statement.invoices)

    @property
    def principal_paid_on(self) -> date | None:
        """The day the last payment or credit note came in."""
        days = [movement.on for invoice in self.statement.invoices for movement in invoice.movements]
        return self.situation.principal_paid_on or max(days, default=None)

    def events(
        self, *kinds: str, after: date | None = None, of: Sequence[InvoiceStatement] | None = None
    ) -> list[Event]:
        """The events of these kinds up to the statement's day, oldest first; `after` leaves out that day and earlier.

        An event that names an invoice counts only while that invoice is pursued, or where it is one of those asked
        about (`of`).
        """
        numbers = {each.number for each in (self.pursued or self.owed if of is None else of)}
        found = [
            each
            for each in self.claim.events
            if each.kind in kinds
            and each.on <= self.as_of
            and (after is None or each.on > after)
            and (each.invoice is None or each.invoice in numbers)
        ]
        return sorted(found, key=lambda each: each.on)

    def last(
        self, *kinds: str, after: date | None = None, of: Sequence[InvoiceStatement] | None = None
    ) -> Event | None:
        """The latest of them."""
        found = self.events(*kinds, after=after, of=of)
        return found[-1] if found else None

    @staticmethod
    def is_promise(event: Event) -> bool:
        """Whether an event holds the debtor to a day: a promise, or an acknowledgement of the debt that names one."""
        return event.kind == "promise" or (event.kind == "acknowledgement" and event.expected_on is not None)

    @property
    def last_promise(self) -> Event | None:
        """The debtor's last promise to pay; None where there is none."""
        found = [each for each in self.events("promise", "acknowledgement") if self.is_promise(each)]
        return found[-1] if found else None

    def promised_by(self, promise: Event) -> date:
        """The last day of a promise: the one it named, else the one that the days it is given come to."""
        return promise.expected_on or promise.on + timedelta(days=self.promise_days)

    def promise_of(self, invoice: InvoiceStatement) -> Event | None:
        """The last promise to pay an invoice; one made before the due date counts if it names a later day.

        What came in full since kept the promises made before: only one about what lateness cost still counts.
        """
        paid = buyer_paid_on(invoice) or max((each.on for each in invoice.movements if each.received), default=None)
        found = [
            each
            for each in self.claim.events
            if self.is_promise(each)
            and each.on <= self.as_of
            and each.invoice in (None, invoice.number)
            and (each.on > invoice.due_on or (each.expected_on is not None and each.expected_on > invoice.due_on))
            and (not _received(invoice) or paid is None or each.on >= paid)
        ]
        return max(found, key=lambda each: each.on, default=None)

    @cached_property
    def _promises(self) -> tuple[Event | None, ...]:
        """The last promise about each invoice that is chased; where none is overdue, about what lateness cost."""
        return tuple(map(self.promise_of, self.pursued if self.overdue else self.paid_late))

    @cached_property
    def promise_standing(self) -> Event | None:
        """The promise that holds the next step back, the first to end; None unless all that is chased was promised."""
        found = [each for each in self._promises if each is not None and self.promised_by(each) >= self.as_of]
        return min(found, key=self.promised_by) if found and len(found) == len(self._promises) else None

    @cached_property
    def promise_ended(self) -> Event | None:
        """The promise that ended last, where all that is chased was promised and every day of it is past."""
        past = [each for each in self._promises if each is not None and self.promised_by(each) < self.as_of]
        return max(past, key=self.promised_by) if past and len(past) == len(self._promises) else None

    @cached_property
    def promise_broken(self) -> Event | None:
        """The latest promise whose day is past, though something is still owed."""
        past = [each for each in self._promises if each is not None and self.promised_by(each) < self.as_of]
        return max(past, key=lambda each: each.on, default=None)

    def open_dispute(self, invoice: InvoiceStatement) -> Event | None:
        """The dispute of an invoice that nothing has settled since."""
        about = [each for each in self.claim.events if each.on <= self.as_of and each.invoice in (None, invoice.number)]
        disputes = [each for each in about if each.kind == "dispute"]
        if not disputes:
            return None
        latest = max(disputes, key=lambda each: each.on)
        settled = any(each.kind == "dispute-settled" and each.on >= latest.on for each in about)
        return None if settled else latest
