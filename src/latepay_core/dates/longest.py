"""What is asked of a country about the longest payment terms that its law allows."""

from datetime import date
from typing import Literal, Protocol

from latepay_core.claim import Trade
from latepay_core.dates.due_dates import Reading
from latepay_core.said import Said


class SectorRule(Protocol):
    """The longest term of a sector."""

    @property
    def code(self) -> str:
        """The sector."""

    @property
    def title(self) -> Said:
        """The sector's name."""

    @property
    def note(self) -> Said:
        """On what the term depends."""

    @property
    def status(self) -> str:
        """How sure the rule is."""

    @property
    def reference(self) -> str:
        """Its article."""

    @property
    def counted_from(self) -> Literal["issue", "delivery"]:
        """The day that it is counted from."""

    @property
    def starts_on(self) -> date:
        """The first day on which it holds."""


class LatestLawful(Protocol):
    """The latest lawful due date of an invoice, the rule that gives it, and its article."""

    @property
    def due_on(self) -> date:
        """The date."""

    @property
    def rule(self) -> str:
        """The rule's code."""

    @property
    def rule_told(self) -> Said:
        """The rule as a sentence's part."""

    @property
    def days(self) -> int:
        """Its days."""

    @property
    def reference(self) -> str:
        """Its article."""

    @property
    def sector(self) -> SectorRule | None:
        """The sector whose rule it is."""

    @property
    def to_check(self) -> Said:
        """What must be said of that rule."""


class LongestTerms(Protocol):
    """A country's rules on the longest terms."""

    @property
    def starts_on(self) -> date:
        """The first day of issue that they cover."""

    def latest_lawful(
        self,
        issued: date | None,
        end_of_month: Reading = None,
        *,
        summary: bool = False,
        trade: Trade | None = None,
        delivered: date | None = None,
    ) -> LatestLawful | None:
        """The latest due date for an invoice issued on a day; None before the rules that are covered."""

    def term_of(self, trade: Trade, *, summary: bool = False) -> SectorRule:
        """The term of a sector."""
