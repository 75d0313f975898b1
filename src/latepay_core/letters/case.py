"""A claim on its day, with all that the other rooms say about it, worked out once and only when a letter asks."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from latepay_core.claim import Claim, ClaimRefused, Invoice
from latepay_core.dates.limitation_model import LimitationAnswer
from latepay_core.instalments import InstalmentPlan
from latepay_core.interest import half_year_start
from latepay_core.law import DatedValue
from latepay_core.letters.agreement import plan_of
from latepay_core.letters.catalogue import Entry, Scope
from latepay_core.letters.details import LetterDetails
from latepay_core.procedure import NextStep, Route, next_step, routes
from latepay_core.procedure.timeline import Facts
from latepay_core.regimes import regime_of
from latepay_core.regimes.rates import series_value
from latepay_core.statement import AllocatedPayment, InvoiceStatement, Statement, draw_up, limitation_of
from latepay_core.statement.reckoning import Rows, rows_by_number
from latepay_core.statement.set_off import settle

_WORD = re.compile(r"[^\W\d_]{4,}")
_INVOICE_WORDS = frozenset({"facture", "fact", "note"})


def _is_a_number(text: str) -> bool:
    """Whether this names an invoice, as « F-118 » or « facture 12 » do, and « reconnaissance de dette » does not."""
    return bool(text) and not set(_WORD.findall(text.casefold())) - _INVOICE_WORDS


@dataclass(frozen=True)
class Case:
    """A claim and the details of its letters. `statement` is the whole claim's; `about` narrows it to a letter."""

    claim: Claim
    details: LetterDetails

    @cached_property
    def statement(self) -> Statement:
        """The statement of the whole claim; raises ClaimRefused."""
        return draw_up(self.claim)

    @cached_property
    def facts(self) -> Facts:
        """What has happened so far."""
        return Facts(self.claim, self.statement, self.claim.situation, self.details.reply)

    @cached_property
    def step(self) -> NextStep:
        """What to do next."""
        return next_step(self.claim, self.statement, reply=self.details.reply)

    @cached_property
    def routes(self) -> dict[str, Route]:
        """Every way to be paid, by its code."""
        return {each.code: each for each in routes(self.claim, self.statement)}

    @cached_property
    def limitation(self) -> LimitationAnswer | None:
        """Until when each invoice can be acted upon; None where that cannot be worked out."""
        try:
            return limitation_of(self.claim)
        except ClaimRefused:
            return None

    @cached_property
    def legal_rate(self) -> DatedValue | None:
        """The legal interest rate on the letter's day, percent a year, for this creditor (CMF, art. L313-2).

        None where it was not known yet when the data were checked.
        """
        series = "legal-interest.private" if self.claim.creditor.kind == "individual" else "legal-interest.other"
        found = series_value(series, half_year_start(self.written_on), self.claim.terms.supplied_rates)
        return None if found.provisional else found

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

    @property
    def written_on(self) -> date:
        """The letter's own date: the statement's day unless the user says otherwise."""
        return self.details.written_on or self.statement.as_of

    @property
    def agreed_on(self) -> date:
        """The day from which an instalment plan counts: that of its signature or of its letter, once it has come."""
        return min(self.details.instalments.signed_on or self.written_on, self.statement.as_of)

    @cached_property
    def at_agreement(self) -> "Case":
        """The case on the day its instalment plan counts from: a plan does not change as time goes by."""
        if self.agreed_on == self.statement.as_of:
            return self
        return Case(self.claim.model_copy(update={"as_of": self.agreed_on}), self.details)

    @cached_property
    def plan(self) -> InstalmentPlan | None:
        """The instalment plan of the case, for every output that shows one; None as long as it is not chosen.

        It is about what its letters are about: what is due on the day it counts from, without what is contested.
        Raises ClaimRefused for a plan that cannot be.
        """
        then = self.at_agreement
        return plan_of(then.about("late")[0], self.details.instalments) if then.positions("late") else None

    def on_its_day(self, entry: Entry) -> "Case":
        """The case on the day a letter is about: an instalment plan's own, else the statement's."""
        return self.at_agreement if entry.plans else self

    def positions(self, scope: Scope) -> tuple[int, ...]:
        """The positions, in the claim, of the invoices that a letter of this scope is about."""
        kept = {id(each) for each in self._scopes[scope]}
        return tuple(at for at, each in enumerate(self.statement.invoices) if id(each) in kept)

    @cached_property
    def _scopes(self) -> dict[Scope, tuple[InvoiceStatement, ...]]:
        facts, overdue, owed = self.facts, self.facts.overdue, self.facts.owed
        late = tuple(each for each in owed if each.days_late > 0)
        unpaid = set(map(id, overdue))
        return {
            "all": self.statement.invoices,
            "owed": owed,
            "due": late,
            "upcoming": tuple(each for each in owed if each.days_late == 0),
            "disputed": facts.disputed,
            "overdue": facts.pursued or overdue,
            "late": tuple(each for each in late if facts.open_dispute(each) is None) or late,
            "paid-late": tuple(each for each in late if id(each) not in unpaid),
        }

    def about(self, scope: Scope) -> tuple[Claim, Statement]:
        """The part of the claim that a letter is about, and its statement: to the cent what the whole one says of it.

        Payments of the claim as a whole are first moved to the invoices they settle. Where the scope holds every
        invoice, it is the claim itself.
        """
        kept = self.positions(scope)
        if len(kept) in {0, len(self.claim.invoices)}:
            return self.claim, self.statement
        allocated, _ = settle(self.claim, regime_of(self.claim), self.statement.as_of)
        rows = rows_by_number(allocated)
        invoices = tuple(self._alone(allocated.invoices[at], at, kept, rows) for at in kept)
        numbers = {each.number for each in invoices}
        events = tuple(each for each in allocated.events if each.invoice is None or each.invoice in numbers)
        part = allocated.model_copy(update={"invoices": invoices, "events": events})
        return part, draw_up(part).model_copy(update={"allocated_payments": self._received(kept)})

    def _alone(self, invoice: Invoice, at: int, kept: tuple[int, ...], rows: Rows) -> Invoice:
        """An invoice's part without the others: where one of these bears the compensation, it is not asked twice."""
        if invoice.number not in rows:
            return invoice
        parts = ((other, each) for other, each in enumerate(self.statement.invoices) if each.number == invoice.number)
        elsewhere = any(each.compensation and other != at and other not in kept for other, each in parts)
        return invoice.model_copy(update={"compensated": True}) if elsewhere else invoice

    def _received(self, kept: tuple[int, ...]) -> tuple[AllocatedPayment, ...]:
        """The payments made for the claim as a whole that reached some invoices, each as it came in.

        Their shares are those of these invoices, under their new positions: what a payment did besides is the rest.
        """
        place = {position: at for at, position in enumerate(kept)}
        found = []
        for payment in self.statement.allocated_payments:
            shares = tuple(
                each.model_copy(update={"invoice": place[each.invoice]})
                for each in payment.shares
                if each.invoice in place
            )
            if shares:
                found.append(payment.model_copy(update={"shares": shares}))
        return tuple(found)
