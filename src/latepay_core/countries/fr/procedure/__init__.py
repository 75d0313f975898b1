"""How a debt is recovered in France: what to do next, the ways to be paid, what they cost, until when.

Everything is read from a claim and its statement; nothing here changes what is owed. Each statement of the law keeps
its article and how far it was verified.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from decimal import Decimal

    from latepay_core.claim import Claim, Event, Situation
    from latepay_core.countries.fr.procedure.checklists import Checklist
    from latepay_core.countries.fr.procedure.timeline import Facts
    from latepay_core.dates.limitation_model import LimitationAnswer
    from latepay_core.procedure.interface import LeftToDebtor
    from latepay_core.procedure.model import Costs, NextStep, Point, Route, RunningLimit
    from latepay_core.procedure.reply import Reply
    from latepay_core.statement import Statement

# Each of its parts is loaded when it is asked for.
# ruff: noqa: PLC0415


class FrenchProcedure:
    """What `latepay_core.procedure.interface.Procedure` asks of a country."""

    def facts(
        self,
        claim: Claim,
        statement: Statement,
        situation: Situation,
        reply: Reply,
        limited: LimitationAnswer | None = None,
    ) -> Facts:
        """With the region's holidays and the préfet's time limits."""
        from latepay_core.countries.fr.procedure.timeline import Facts

        return Facts(claim, statement, situation, reply, limited)

    def next_step(self, facts: Facts) -> NextStep:
        """What loses a right first, then the guide's order."""
        from latepay_core.countries.fr.procedure.next_step import step_of

        return step_of(facts)

    def routes(self, facts: Facts) -> list[Route]:
        """From the amicable agreement to the judge."""
        from latepay_core.countries.fr.procedure.routes import routes_of

        return routes_of(facts)

    def running_limits(self, facts: Facts) -> tuple[RunningLimit, ...]:
        """CPC, art. 1411 and 1425; C. com., art. R622-24 and L110-4; CGCT, art. L1612-18."""
        from latepay_core.countries.fr.procedure.limits import limits_of

        return limits_of(facts)

    def days_to_keep(self, facts: Facts) -> Iterator[tuple[date, Point]]:
        """What is running, the claim that can still be declared late among it."""
        from latepay_core.countries.fr.procedure.days_to_keep import days_to_keep

        return days_to_keep(facts)

    def answered_by(self, facts: Facts, sent: Event, received: date | None = None) -> date:
        """The day noted with the letter, else the one its time gives."""
        from latepay_core.countries.fr.procedure.friendly import answered_by

        return answered_by(facts, sent, received)

    def left_to_debtor(self, facts: Facts) -> LeftToDebtor:
        """What a formal notice leaves, and what his answer does."""
        from latepay_core.countries.fr.procedure.debtor import answer_until, notice_until, own_answer, received_notice
        from latepay_core.procedure.interface import LeftToDebtor

        mine = own_answer(facts)
        return LeftToDebtor(received_notice(facts), notice_until(facts), answer_until(facts, mine) if mine else None)

    def costs(self, amount: Decimal, on: date, *, title: bool) -> Costs:
        """The tariffs of commissaires de justice and registries (C. com., art. A444-31 and A444-32)."""
        from latepay_core.countries.fr.procedure.costs import costs

        return costs(amount, on, title=title)

    def letter_for(self, step: str, facts: Facts) -> str | None:
        """The letter that goes with a step; None where no letter does."""
        from latepay_core.countries.fr.procedure.friendly import letter_for

        return letter_for(step, facts)

    def point(self, code: str) -> Point:
        """One of `points.toml`."""
        from latepay_core.countries.fr.procedure.words import point

        return point(code)

    def checklist(self, code: str) -> Checklist:
        """One of `checklists.toml`."""
        from latepay_core.countries.fr.procedure.checklists import checklist

        return checklist(code)


PROCEDURE = FrenchProcedure()
