"""A claim on its day, with all that the other rooms say of it, each worked out once and only when it is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from latepay_core.claim import Claim, ClaimRefused, Invoice
from latepay_core.dates.limitation_model import LimitationAnswer
from latepay_core.regimes import regime_of
from latepay_core.statement import AllocatedPayment, InvoiceStatement, limitation_of
from latepay_core.statement.reckoning import Rows, rows_by_number
from latepay_core.statement.set_off import settle
from latepay_core.wording.statement import Statement, draw_up

if TYPE_CHECKING:
    from latepay_core.procedure import NextStep, Route
    from latepay_core.procedure.facts import Facts
    from latepay_core.statement.accounts import Accounts

# The procedure is imported where it is asked for: a first calculation does without.

#: Which of the claim's invoices something is about, on the statement's day: all; those still owed; of these, those due,
#: or upcoming; those due and not paid (overdue: without the contested ones, unless all are); those on which anything is
#: left, their own amount paid late or not (late: without the contested ones, unless all are); those paid late, and of
#: these those the préfet may be asked about; those contested; those owed, without what was born in
#: insolvency proceedings.
Scope = Literal[
    "overdue", "due", "late", "upcoming", "owed", "paid-late", "for-the-prefect", "disputed", "born-before", "all"
]


@dataclass(frozen=True, eq=False)
class Case:
    """A claim, its statement and what follows from it. Every output of a case reads the same one.

    `statement` is the whole claim's; `about` narrows it to some of its invoices. A claim that cannot be reckoned is
    refused (ClaimRefused) by the first attribute that asks for its figures. Four days at 12,40 % are 3,26 EUR:

    >>> case = Case(Claim.model_validate({"as_of": "2026-11-22",
    ...     "invoices": [{"number": "F-118", "due_on": "2026-11-18", "amount": "2400.00"}]}))
    >>> case.statement.totals.total_due, case.step.letter, case.positions("upcoming")
    (Decimal('2443.26'), 'first-reminder', ())
    """

    claim: Claim
    #: The same claim with other details of its letters: its figures are these.
    _figures: "Case | None" = field(default=None, repr=False)
    #: The accounts of the case before, for the statement of this one.
    accounts: "Accounts | None" = field(default=None, repr=False)

    @cached_property
    def statement(self) -> Statement:
        """The statement of the whole claim; raises ClaimRefused."""
        return self._figures.statement if self._figures else draw_up(self.claim, self.accounts)

    @cached_property
    def limitation(self) -> LimitationAnswer | None:
        """Until when each invoice can be acted upon; None where that cannot be worked out."""
        if self._figures:
            return self._figures.limitation
        try:
            return limitation_of(self.claim)
        except ClaimRefused:
            return None

    @cached_property
    def facts(self) -> "Facts":
        """What has happened so far."""
        from latepay_core.procedure import facts_of  # noqa: PLC0415

        if self._as_before:
            return self._as_before.facts
        return facts_of(self.claim, self.statement, limited=self.limitation)

    @cached_property
    def step(self) -> "NextStep":
        """What to do next."""
        from latepay_core.procedure import procedure_of  # noqa: PLC0415

        if self._as_before:
            return self._as_before.step
        return procedure_of(self.statement.regime).next_step(self.facts)

    @property
    def advised_letter(self) -> str | None:
        """The letter that the next step calls for; None where there is none, or no procedure of the claim's country."""
        from latepay_core.statement.country import has  # noqa: PLC0415

        return self.step.letter if has(self.statement.regime, "procedure") else None

    @cached_property
    def routes(self) -> "dict[str, Route]":
        """Every way to be paid, by its code, from the gentlest to the hardest."""
        from latepay_core.procedure import procedure_of  # noqa: PLC0415

        if self._figures:
            return self._figures.routes
        return {each.code: each for each in procedure_of(self.statement.regime).routes(self.facts)}

    @cached_property
    def _as_before(self) -> "Case | None":
        """The case before its details changed, if what to do is the same: the reply time bears on it."""
        from latepay_core.procedure.reply import reply_of  # noqa: PLC0415

        before = self._figures
        return before if before and reply_of(before.claim) == reply_of(self.claim) else None

    def holding(self, letter: Mapping[str, Any]) -> "Case":
        """The case whose claim holds other details of its letters (its key `letter`): nothing is reckoned again."""
        if letter == (self.claim.letter or {}):
            return self
        return Case(self.claim.model_copy(update={"letter": dict(letter) or None}), self._figures or self)

    def on(self, day: date) -> "Case":
        """The case on another day."""
        if day == self.statement.as_of:
            return self
        if self._figures:
            return self._figures.on(day).holding(self.claim.letter or {})
        if day not in self._days:
            self._days[day] = Case(self.claim.model_copy(update={"as_of": day}))
        return self._days[day]

    @cached_property
    def _days(self) -> dict[date, "Case"]:
        return {}

    def positions(self, scope: Scope) -> tuple[int, ...]:
        """The positions, in the claim, of the invoices of a scope."""
        return self._positions[scope]

    @cached_property
    def _positions(self) -> dict[Scope, tuple[int, ...]]:
        facts, overdue, owed = self.facts, self.facts.overdue, self.facts.owed
        late = tuple(each for each in owed if each.days_late > 0)
        scopes: dict[Scope, tuple[InvoiceStatement, ...]] = {
            "all": self.statement.invoices,
            "owed": owed,
            "due": late,
            "upcoming": tuple(each for each in owed if each.days_late == 0),
            "disputed": facts.disputed,
            "born-before": facts.born_before,
            "overdue": facts.pursued or overdue,
            "late": tuple(each for each in late if facts.open_dispute(each) is None) or late,
            "paid-late": facts.paid_late,
            "for-the-prefect": facts.for_the_prefect,
        }
        place = {id(each): at for at, each in enumerate(self.statement.invoices)}
        return {scope: tuple(sorted(place[id(each)] for each in found)) for scope, found in scopes.items()}

    def about(self, scope: Scope) -> tuple[Claim, Statement]:
        """The part of the claim that a scope holds, and its statement: to the cent what the whole one says of it.

        Payments of the claim as a whole are first moved to the invoices they settle. Where the scope holds every
        invoice, or none, it is the claim itself.
        """
        kept = self.positions(scope)
        if len(kept) in {0, len(self.claim.invoices)}:
            return self.claim, self.statement
        if kept not in self._parts:
            self._parts[kept] = self._part(kept)
        return self._parts[kept]

    @cached_property
    def _parts(self) -> dict[tuple[int, ...], tuple[Claim, Statement]]:
        """The parts of the claim drawn up so far, by the positions of their invoices."""
        return self._figures._parts if self._figures else {}

    def _part(self, kept: tuple[int, ...]) -> tuple[Claim, Statement]:
        allocated, _ = settle(self.claim, regime_of(self.claim), self.statement.as_of)
        rows = rows_by_number(allocated)
        invoices = tuple(self._alone(allocated.invoices[at], at, kept, rows) for at in kept)
        numbers = {each.number for each in invoices}
        events = tuple(each for each in allocated.events if each.invoice is None or each.invoice in numbers)
        # The day a public buyer paid speaks for the only invoice of a claim: one of several does not become it here.
        situation = allocated.situation.model_copy(update={"principal_paid_on": None})
        part = allocated.model_copy(update={"invoices": invoices, "events": events, "situation": situation})
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


def case_of(claim: "Claim | Case") -> Case:
    """The case of a claim; a case is its own."""
    return claim if isinstance(claim, Case) else Case(claim)
