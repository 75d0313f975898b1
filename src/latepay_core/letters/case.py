"""A case as its letters see it: with the details that they alone need."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from latepay_core.case import Case, Scope, case_of
from latepay_core.claim import Claim, ClaimRefused
from latepay_core.countries.fr.regimes.rates import legal_series
from latepay_core.dates.limitation_model import LimitationAnswer
from latepay_core.days import half_year_start
from latepay_core.documents.signs import unprintable
from latepay_core.instalments import InstalmentPlan
from latepay_core.law import DatedValue
from latepay_core.letters.agreement import plan_of
from latepay_core.letters.catalogue import Entry
from latepay_core.letters.details import LetterDetails, details_of
from latepay_core.procedure import NextStep, Route
from latepay_core.procedure.facts import Facts
from latepay_core.regimes import Regime, regime_of
from latepay_core.regimes.rates import series_value
from latepay_core.statement import Statement

if TYPE_CHECKING:
    from latepay_core.weighing import CounterCheck, LineAnswer

_WORD = re.compile(r"[^\W\d_]{4,}")
_INVOICE_WORDS = frozenset({"facture", "fact", "note"})


def _is_a_number(text: str) -> bool:
    """Whether this names an invoice, as « F-118 » or « facture 12 » do, and « reconnaissance de dette » does not."""
    return bool(text) and not set(_WORD.findall(text.casefold())) - _INVOICE_WORDS


@dataclass(frozen=True, eq=False)
class LetterCase:
    """A case and the details of its letters: the ones that its claim holds."""

    case: Case
    details: LetterDetails
    #: Whether what was paid counts as the letter received counts it, and not as the claim says.
    allocated: bool = False

    @classmethod
    def of(cls, claim: "Claim | Case | LetterCase", details: LetterDetails | None = None) -> "LetterCase":
        """The case of a claim with its own details, or with others in their place; raises ClaimRefused."""
        if isinstance(claim, LetterCase):
            return claim if details is None else cls.of(claim.case, details)
        case = case_of(claim)
        if details is None:
            return cls(case, details_of(case.claim))
        return cls(case.holding(details.model_dump(mode="json", exclude_unset=True)), details)

    @property
    def claim(self) -> Claim:
        """The whole claim."""
        return self.case.claim

    @property
    def statement(self) -> Statement:
        """The statement of the whole claim; raises ClaimRefused."""
        return self.case.statement

    @property
    def facts(self) -> Facts:
        """What has happened so far."""
        return self.case.facts

    @property
    def step(self) -> NextStep:
        """What to do next."""
        return self.case.step

    @property
    def routes(self) -> dict[str, Route]:
        """Every way to be paid, by its code."""
        return self.case.routes

    @property
    def limitation(self) -> LimitationAnswer | None:
        """Until when each invoice can be acted upon; None where that cannot be worked out."""
        return self.case.limitation

    def positions(self, scope: Scope) -> tuple[int, ...]:
        """The positions, in the claim, of the invoices that a letter of this scope is about."""
        return self.case.positions(scope)

    def about(self, scope: Scope) -> tuple[Claim, Statement]:
        """The part of the claim that a letter is about, and its statement."""
        return self.case.about(scope)

    def account_day(self, scope: Scope) -> date:
        """The day an account is said to stand at: the statement's, or that of the judgment for what is declared.

        A claim is declared as it stood when the proceedings were opened (C. com., art. L622-25). Where something was
        paid since, the account is of its own day.
        """
        opened, today = self.claim.debtor.insolvency_opened_on, self.statement.as_of
        if scope != "born-before" or opened is None or opened > today:
            return today
        paid = [*self.claim.payments, *(each for invoice in self.claim.invoices for each in invoice.payments)]
        return today if any(opened <= each.paid_on <= today for each in paid) else opened

    @cached_property
    def legal_rate(self) -> DatedValue | None:
        """The legal interest rate on the letter's day, percent a year, for this creditor (CMF, art. L313-2).

        None where it was not known yet when the data were checked.
        """
        found = series_value(
            legal_series(self.claim), half_year_start(self.written_on), self.claim.terms.supplied_rates
        )
        return None if found.provisional else found

    @cached_property
    def rules(self) -> Regime:
        """The body of rules that the claim follows."""
        return regime_of(self.claim)

    @property
    def loan(self) -> bool:
        """Whether a private person is owed a sum for which there is no invoice.

        What he typed as a number may be words (« reconnaissance de dette »): they say where the sum comes from.
        """
        private = self.claim.creditor.kind == "individual"
        return private and not any(_is_a_number(each.number) for each in self.claim.invoices)

    @property
    def origin(self) -> str:
        """Where the sum comes from, in the user's words; empty where he did not say."""
        worded = [each.number for each in self.claim.invoices if each.number] if self.loan else []
        return self.details.supply or ", ".join(dict.fromkeys(worded))

    @cached_property
    def unprintable(self) -> str:
        """The signs of what was typed that the fonts of the PDF do not have."""
        claim = self.claim.model_dump(mode="json", include={"creditor", "debtor", "invoices"})
        return unprintable(f"{claim} {self.details.model_dump(mode='json', exclude={'edits'})}")

    @property
    def written_on(self) -> date:
        """The letter's own date: the statement's day unless the user says otherwise."""
        return self.details.written_on or self.statement.as_of

    @property
    def agreed_on(self) -> date:
        """The day from which an instalment plan counts: that of its signature or of its letter, once it has come."""
        return min(self.details.instalments.signed_on or self.written_on, self.statement.as_of)

    @cached_property
    def at_agreement(self) -> "LetterCase":
        """The case on the day its instalment plan counts from: a plan does not change as time goes by."""
        then = self.case.on(self.agreed_on)
        return self if then is self.case else LetterCase(then, self.details)

    @cached_property
    def plan(self) -> InstalmentPlan | None:
        """The instalment plan of the case, for every output that shows one; None as long as it is not chosen.

        It is about what its letters are about: what is due on the day it counts from, without what is contested.
        Raises ClaimRefused for a plan that cannot be.
        """
        then = self.at_agreement
        if not then.positions("late"):
            return None
        about, statement = then.about("late")
        return plan_of(about, self.details.instalments, statement)

    def on_its_day(self, entry: Entry) -> "LetterCase":
        """The case on the day a letter is about: an instalment plan's own, else the statement's.

        An answer is never of a day before the letter that it answers.
        """
        if entry.answering:
            return self._answering.as_they_allocate
        return self.at_agreement if entry.plans else self

    @property
    def _answering(self) -> "LetterCase":
        day = self.their_day
        return LetterCase(self.case.on(day), self.details) if day > self.statement.as_of else self

    @cached_property
    def received(self) -> "CounterCheck | None":
        """The letter received, line by line, weighed on its own day; None where its lines are not known or not weighed.

        Where the facts do not stand on that day, the account of today says all there is.
        """
        asked = self.details.received.asked
        if asked is None or not asked.lines:
            return None
        # only where a letter was received: any other does without that room
        from latepay_core.weighing import check_claim  # noqa: PLC0415

        try:
            return check_claim(self.case.on(self.their_day).claim, asked)
        except ClaimRefused:
            return None

    @cached_property
    def answers(self) -> "tuple[LineAnswer, ...]":
        """What is answered to each line of the letter received: as the reader chose, else as it is reckoned."""
        if self.received is None:
            return ()
        from latepay_core.weighing import answers  # noqa: PLC0415

        return answers(self.received)

    @property
    def chosen(self) -> bool:
        """Whether the reader answers a line otherwise than it is reckoned."""
        return any(each.choice != each.reckoned for each in self.answers)

    @property
    def withdrawn(self) -> Decimal:
        """What the letter received should give up, EUR: what of its lines is contested."""
        return sum((each.amount for each in self.answers if each.contests), Decimal(0))

    @property
    def unlisted(self) -> Decimal:
        """What its total has beyond the lines that are known of it, EUR: whoever claims is to say what it is for."""
        return max(Decimal(0), self.received.unexplained) if self.received else Decimal(0)

    @property
    def to_justify(self) -> Decimal:
        """What whoever claims is asked to justify, EUR."""
        return sum((each.amount for each in self.answers if each.choice == "to-justify"), self.unlisted)

    @property
    def lines_alone(self) -> bool:
        """Whether the answer is to lines alone, without an account: an account would offer more than is asked.

        So it is where the reader has chosen what he answers, and where what is asked without the lines contested is
        less than what was owed on the day of their letter.
        """
        claimed = self.details.received.amount
        if claimed is None:
            return False
        return self.chosen or (self.withdrawn > 0 and self.left < self.due_on_their_day)

    @property
    def left(self) -> Decimal:
        """What is asked without what is contested or is to be justified, EUR."""
        return (self.details.received.amount or Decimal(0)) - self.withdrawn - self.to_justify

    @property
    def withheld(self) -> Decimal:
        """What the reader contests or has justified by his own choice, and that the reckoning finds owed, EUR."""
        return sum((each.withheld for each in self.answers), Decimal(0))

    @property
    def undisputed(self) -> Decimal:
        """The part that the reader says he does not contest, EUR: never beyond what there is left to pay.

        What was paid is not offered twice; a line that he accepts, and that is not owed, is his own offer.
        """
        typed, claimed = self.details.dispute.undisputed, self.details.received.amount
        if not typed or claimed is None:
            return typed or Decimal(0)
        due = self.statement.totals.total_due
        if not self.lines_alone:
            return min(typed, claimed, due)
        given = (each for each in self.answers if each.choice == "accepted" != each.reckoned)
        offered = sum(
            ((each.line.asked or Decimal(0)) - each.line.owed for each in given if each.line.kind != "principal"), due
        )
        return max(Decimal(0), min(typed, self.left, offered))

    @cached_property
    def their_day(self) -> date:
        """The day of the letter received, on which both accounts are compared; the statement's where it is not known.

        And where the facts do not stand on that day.
        """
        day = self.details.received.dated
        if day is None or day == self.statement.as_of:
            return self.statement.as_of
        try:
            return self.case.on(day).statement.as_of
        except ClaimRefused:
            return self.statement.as_of

    @property
    def due_on_their_day(self) -> Decimal:
        """What is due on the day of the letter received, EUR."""
        return self.case.on(self.their_day).statement.totals.due.total_due

    @cached_property
    def as_they_allocate(self) -> "LetterCase":
        """The case as the letter received counts what was paid, where this makes less: a debtor offers no more."""
        asked = self.details.received.asked
        if asked is None:
            return self
        from latepay_core.weighing import as_they_allocate  # noqa: PLC0415

        try:
            theirs = as_they_allocate(self.claim, asked, self.their_day)
        except ClaimRefused:
            return self
        return self if theirs is None else LetterCase(Case(theirs), self.details, allocated=True)
