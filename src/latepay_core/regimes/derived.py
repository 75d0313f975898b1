"""What follows on a day from the rates of the law: a country says which rates, and how."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from latepay_core.law import DatedValue
from latepay_core.said import Cited


@dataclass(frozen=True)
class DerivedRate:
    """A rate that follows from others on a day: `percent` a year, None before the first day covered."""

    id: str
    percent: Decimal | None
    first: date
    reference: Cited
    sources: tuple[DatedValue, ...]

    @property
    def provisional(self) -> bool:
        """Whether a value it rests on was not known yet when the data were checked."""
        return any(source.provisional for source in self.sources)

    @property
    def verified(self) -> bool:
        """Whether every value it rests on was read in its source."""
        return all(source.status == "verified" for source in self.sources)
