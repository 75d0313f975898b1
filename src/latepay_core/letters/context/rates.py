"""The rates and the conventions of the reckoning, as a letter states them."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from latepay_core.claim.agreed import agreed_by, invoices_told
from latepay_core.days import DAY
from latepay_core.law import DatedValue
from latepay_core.letters.conditions.registry import opened_on
from latepay_core.letters.context.base import Seen
from latepay_core.letters.wording import say
from latepay_core.said import Said
from latepay_core.statement import StatementLine
from latepay_core.statement.capitalisation import next_rise


class Rates(Seen):
    """What a template says of rates, and of the days that interest runs for."""

    @property
    def interest_name(self) -> str:
        """What the regime calls its interest: « pénalités de retard »."""
        return say(f"interest.{self.regime}", self.language)

    @cached_property
    def rates(self) -> tuple[Decimal, ...]:
        """The yearly rates applied, each once, in the order of the days; percent."""
        lines = sorted((line for each in self.statement.invoices for line in each.lines), key=lambda line: line.first)
        return tuple(dict.fromkeys(line.annual_rate_percent for line in lines))

    @property
    def rate_provisional(self) -> bool:
        """Whether the last of these rates is not published yet."""
        lines = [line for each in self.statement.invoices for line in each.lines]
        return any(line.provisional for line in lines)

    @cached_property
    def rate_lines(self) -> Sequence[StatementLine]:
        """One line of the statement for each rate and each period's source, in the order of the days."""
        lines = sorted((line for each in self.statement.invoices for line in each.lines), key=lambda line: line.first)
        return tuple({(line.annual_rate_percent, line.source, line.basis): line for line in reversed(lines)}.values())[
            ::-1
        ]

    @property
    def rate_agreed(self) -> bool:
        """Whether the rate of some of them is one that the contract sets, and not the law alone."""
        clauses = agreed_by(self.claim, lambda terms: terms.rate)
        return self.case.rules.agreed_rate and any(each.value.basis != "statutory" for each in clauses)

    @property
    def rates_apart(self) -> bool:
        """Whether the rate is not agreed alike for all of them: one series of rates would not be true of each."""
        return self.case.rules.agreed_rate and len(agreed_by(self.claim, lambda terms: terms.rate)) > 1

    @property
    def rate_moves(self) -> bool:
        """Whether the rate is one that a half-year may change: one that the contract fixes never does."""
        clauses = agreed_by(self.claim, lambda terms: terms.rate)
        return not self.case.rules.agreed_rate or any(each.value.basis != "fixed" for each in clauses)

    @cached_property
    def legal_rate(self) -> DatedValue | None:
        """The legal interest rate on the letter's day, percent a year, for this creditor; None where not known yet."""
        return self.case.legal_rate

    @property
    def allocations(self) -> tuple[tuple[str, Said], ...]:
        """The order in which payments are set off, with the invoices it is agreed for; empty where they agree."""
        found = agreed_by(self.claim, lambda terms: terms.allocation)
        said = tuple((each.value, invoices_told(self.claim, each, article=True)) for each in found)
        return said if len(said) > 1 else ()

    @property
    def conventions(self) -> dict[str, Any]:
        """The conventions of the reckoning, by name."""
        return dict(self.statement.conventions)

    @property
    def capitalised_from(self) -> date | None:
        """The day from which interest on a whole year's interest was asked for; None where it was not."""
        return self.claim.terms.capitalise_from

    @property
    def interest_until(self) -> date:
        """The last day that interest was counted for: the statement's, or the eve of the judgment that stopped it."""
        opened = opened_on(self.case)
        return min(opened - DAY, self.as_of) if opened else self.as_of

    @property
    def account_day(self) -> date:
        """The day the account is said to stand at."""
        return self.case.account_day(self.entry.scope)

    @property
    def day_after(self) -> date:
        """The day after the statement's: from then on each day adds `totals.per_day`."""
        return self.as_of + DAY

    @cached_property
    def dearer_from(self) -> date | None:
        """The day from which each day adds more than `totals.per_day`, as more interest then bears interest."""
        return next_rise(self.claim) if self.totals.per_day else None
