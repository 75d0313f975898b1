"""What a letter about time says of its instalment plan, and of what will be owed on a later day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import groupby

from latepay_core.instalments import InstalmentPlan, PlanRate
from latepay_core.letters.context import Context
from latepay_core.wording import say as told
from latepay_core.wording.statement import draw_up


@dataclass(frozen=True)
class Agreed:
    """The plan of a case, and the rates that its own time is reckoned at."""

    context: Context

    @cached_property
    def plan(self) -> InstalmentPlan | None:
        """The case's instalment plan; None as long as it is not chosen."""
        return self.context.case.plan

    @cached_property
    def shares(self) -> tuple[tuple[str, str], ...]:
        """What the payments of the plan settle, in the order in which they do: the columns of its table, each with its
        name there and in a payment. None where they all settle one and the same thing: there is nothing to add up.
        """
        payments = self.plan.instalments if self.plan else ()
        found = [("part-principal", "to_principal")]
        first = self.context.conventions["allocation"].value == "interest-first"
        found.insert(0 if first else 1, (f"part-interest.{self.context.regime}", "to_interest"))
        found.append(("part-compensation", "to_compensation"))
        settled = tuple(each for each in found if any(getattr(payment, each[1]) for payment in payments))
        return settled if len(settled) > 1 else ()

    @property
    def idle(self) -> bool:
        """Whether a payment of the plan is due on a day on which no transfer runs."""
        facts = self.context.case.facts
        return any(facts.next_worked_day(each.on) != each.on for each in (self.plan.instalments if self.plan else ()))

    def total_on(self, day: date) -> Decimal:
        """What will be owed on a later day if nothing comes in, in EUR."""
        return draw_up(self.context.claim.model_copy(update={"as_of": day})).totals.total_due

    @property
    def rates(self) -> str:
        """The rates that the plan's own time is reckoned at, after « au taux de »; empty where no interest runs."""
        return self.context.word("plan-rate.and").join(self._rates)

    @property
    def rates_listed(self) -> str:
        """The same rates in a note, each group of invoices apart from the others."""
        return self.context.word("plan-rate.apart").join(self._rates)

    @cached_property
    def _rates(self) -> tuple[str, ...]:
        """The rates of the plan for each group of invoices, with their names where there are several."""
        found = []
        for invoices, group in groupby(self.plan.rates if self.plan else (), key=lambda each: each.invoices):
            rates = self._in_a_row(group)
            named = told(invoices, self.context.language) if invoices else ""
            found.append(self.context.word("plan-rate.for", rates=rates, invoices=named) if named else rates)
        return tuple(found)

    def _in_a_row(self, rates: Iterable[PlanRate]) -> str:
        said, form, word = [], self.context.form, self.context.word
        for number, each in enumerate(rates):
            figures = {"percent": form("percent", each.percent), "since": form("in_words", each.starts_on)}
            text = word(f"plan-rate.{'next' if number else 'first'}", **figures)
            said.append(word("plan-rate.provisional", rate=text) if each.provisional else text)
        return word("plan-rate.then").join(said)


def view(context: Context) -> Agreed:
    """What the templates see as `c.own`."""
    return Agreed(context)
