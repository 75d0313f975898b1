"""The invoices a letter is about, each with its figures, and their sums."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from latepay_core.letters.context.base import Seen
from latepay_core.letters.wording import say
from latepay_core.procedure.facts import buyer_paid_on
from latepay_core.statement import InvoiceStatement, Movement, StatementLine
from latepay_core.statement.readings import terms_read
from latepay_core.wording import say as told

_MOST_IN_A_LETTER = 6


@dataclass(frozen=True)
class TermView:
    """How a term that ends with a month was read, its text; of which invoices, by number or by count, unless of all."""

    sentence: str
    reference: str
    names: tuple[str, ...]
    count: int


@dataclass(frozen=True)
class InvoiceView:
    """An invoice as a letter names it, with its figures.

    `number` is a dotted line, or its place, where it has none (`numbered`): what a private creditor is owed may well
    have none. `deposited_on` is the day a public buyer received it as a request for payment, `paid_on` the day that
    buyer paid its principal late. `paid` is the money received for it, `settled` without what was too much, `undated`
    what of it came on a day that is not known, `credited` what its credit notes took off. `accrued` and `charged` are
    all the interest and compensation that lateness added, `interest` and `compensation` what is left of them: amount −
    credited + accrued + charged − settled is the total.
    EUR.
    """

    number: str
    numbered: bool
    issued_on: date | None
    deposited_on: date | None
    due_on: date
    paid_on: date | None
    first_day: date | None
    days_late: int
    amount: Decimal
    paid: Decimal
    settled: Decimal
    undated: Decimal
    credited: Decimal
    accrued: Decimal
    charged: Decimal
    principal: Decimal
    interest: Decimal
    compensation: Decimal
    total: Decimal
    lines: Sequence[StatementLine]
    movements: Sequence[Movement]


class Invoices(Seen):
    """What a template says of the invoices and of what came in for them."""

    @property
    def origin(self) -> str:
        """Where the sum comes from, in the user's words."""
        return self.case.origin

    @property
    def most_in_a_letter(self) -> int:
        """How many invoices a letter lists itself; more stand in the account annexed to it alone."""
        return _MOST_IN_A_LETTER

    @property
    def whole(self) -> bool:
        """Whether the letter is about all that is owed or to come."""
        totals = self.case.statement.totals
        return (self.totals.total_due, self.totals.principal_due) == (totals.total_due, totals.principal_due)

    @cached_property
    def in_parts(self) -> str:
        """The number of the only invoice this letter is about, where it is paid on several due dates; else empty."""
        numbers = {each.number for each in self.statement.invoices}
        return numbers.pop() if len(numbers) == 1 < len(self.statement.invoices) else ""

    @property
    def noun(self) -> str:
        """What is owed, in a word: « facture », « créance »; « échéance », of one invoice that has several."""
        return self.word("noun.loan" if self.loan else "noun.part" if self.in_parts else "noun.invoice")

    @property
    def nouns(self) -> str:
        """The same for several."""
        return self.word("noun.loans" if self.loan else "noun.parts" if self.in_parts else "noun.invoices")

    @cached_property
    def invoices(self) -> tuple[InvoiceView, ...]:
        """The invoices this letter is about."""
        return tuple(
            _view(each, self.word("unnumbered", position=at + 1) if self.loan else self.blank, self._deposited(at))
            for at, each in enumerate(self.statement.invoices)
        )

    @cached_property
    def terms_read(self) -> tuple[TermView, ...]:
        """How « 45 jours fin de mois » was read, for the invoices that have such a term."""
        found = terms_read(self.claim, self.statement)
        shown = ((told(each.sentence, self.language), each) for each in found)
        return tuple(
            TermView(
                text,
                told(each.reference, self.language),
                each.names(self.statement),
                0 if len(each.invoices) == len(self.statement.invoices) else len(each.invoices),
            )
            for text, each in shown
        )

    def _deposited(self, at: int) -> date | None:
        """The day a public buyer received a request: its own; the letter's, where it is about this one alone."""
        alone = len(self.statement.invoices) == 1
        return self.claim.invoices[at].received_on or (self.details.public.deposited_on if alone else None)

    @property
    def invoice(self) -> InvoiceView:
        """The first of them: the only one where `many` is false."""
        return self.invoices[0]

    @property
    def count(self) -> int:
        """How many there are: rows of one number are one invoice; where it is the only one, its due dates count."""
        if self.in_parts:
            return len(self.statement.invoices)
        return len({each.number or at for at, each in enumerate(self.statement.invoices)})

    @property
    def left(self) -> int:
        """On how many of them principal is left to pay, counted as `count` does."""
        rows = [(each.number or at) for at, each in enumerate(self.statement.invoices) if each.principal_due]
        return len(rows) if self.in_parts else len(set(rows))

    @property
    def many(self) -> bool:
        """Whether there are several."""
        return self.count > 1

    @property
    def settled_late(self) -> Decimal:
        """What lateness left to pay on the claim's other invoices, settled since, in EUR."""
        return self.case.facts.settled_late

    @cached_property
    def some_paid_late(self) -> bool:
        """Whether some of them have been paid since, and only what lateness costs is left on them."""
        unpaid = set(map(id, self.case.facts.overdue))
        invoices = self.case.statement.invoices
        return any(id(invoices[at]) not in unpaid for at in self.case.positions(self.entry.scope))

    @cached_property
    def lateness_only(self) -> bool:
        """Whether all of them have been paid since: only what lateness costs is left."""
        unpaid = set(map(id, self.case.facts.overdue))
        invoices = self.case.statement.invoices
        late = [at for at in self.case.positions(self.entry.scope) if invoices[at].days_late > 0]
        return bool(late) and not any(id(invoices[at]) in unpaid for at in late)

    @cached_property
    def payment_reference(self) -> str:
        """What the debtor should write on his transfer."""
        numbers = list(dict.fromkeys(each.number for each in self.statement.invoices if each.number))
        few = 3
        if self.details.payment_reference or len(numbers) <= few:
            return self.details.payment_reference or ", ".join(numbers)
        others = say("payment-reference", self.language, number=numbers[0], count=len(numbers) - 1)
        return self.claim.creditor.reference or others

    @property
    def first_due(self) -> date:
        """The oldest due date."""
        return min(each.due_on for each in self.statement.invoices)

    @property
    def last_due(self) -> date:
        """The latest due date."""
        return max(each.due_on for each in self.statement.invoices)

    @property
    def paid_on(self) -> date | None:
        """The day the last payment came in: a credit note is the creditor's own."""
        moves = (move for each in self.statement.invoices for move in each.movements)
        return max((move.on for move in moves if move.received), default=None)


def _view(each: InvoiceStatement, unnumbered: str, deposited_on: date | None) -> InvoiceView:
    return InvoiceView(
        number=each.number or unnumbered,
        numbered=bool(each.number),
        issued_on=each.issued_on,
        deposited_on=deposited_on,
        due_on=each.due_on,
        paid_on=buyer_paid_on(each),
        first_day=each.first_day,
        days_late=each.days_late,
        amount=each.amount + each.paid_undated,
        paid=each.paid + each.paid_undated,
        settled=each.paid - each.overpaid + each.paid_undated,
        undated=each.paid_undated,
        credited=each.credited - each.overcredited,
        accrued=each.interest,
        charged=each.compensation,
        principal=each.principal_due,
        interest=each.interest_due,
        compensation=each.compensation_due,
        total=each.total_due,
        lines=each.lines,
        movements=each.movements,
    )
