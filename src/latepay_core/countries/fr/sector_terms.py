"""The longest payment terms that the law gives some sectors, seasonal trades and exports."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Literal

from latepay_core.claim import Trade
from latepay_core.law.parameters import law_table
from latepay_core.said import NOTHING, Said, in_a_row, said

Counting = Literal["net", "end-of-decade", "end-of-month-of-delivery", "end-of-month", "added"]


@dataclass(frozen=True, slots=True)
class SectorTerm:
    """A sector's longest term, in calendar days.

    `replaces`: it stands in the place of the ordinary maximum; otherwise it may go beyond it. `net_days`: the same
    sector's term where it is not counted to the end of the month. `read_until`: the last day of the version read.
    """

    code: Trade
    days: int
    counted_from: Literal["issue", "delivery"]
    counting: Counting
    replaces: bool
    starts_on: date
    reference: str
    status: Literal["verified", "unconfirmed"]
    confidence: Literal["high", "secondary", "medium", "own-knowledge"]
    read_until: date | None = None
    net_days: int | None = None
    periodic: Trade | None = None
    old_number: bool = False
    conditional: bool = False
    season_days: int | None = None
    season_months: tuple[int, ...] = ()

    @property
    def title(self) -> Said:
        """The sector's name."""
        return said(f"sector.title.{self.code}")

    @property
    def note(self) -> Said:
        """On what the term depends; nothing where it holds for the whole sector."""
        if not self.conditional:
            return NOTHING
        return said(f"sector.note.{self.code}", days=self.days, season=self.season_days or self.days)

    def days_from(self, day: date) -> int:
        """The term that starts on a day: some sectors have another one in some months.

        >>> sector_term("toys").days_from(date(2026, 9, 30)), sector_term("toys").days_from(date(2026, 10, 1))
        (95, 75)
        """
        return self.season_days if self.season_days is not None and day.month in self.season_months else self.days

    def to_check(self, day: date) -> Said:
        """What must be said of a term that was not read in the text in force on a day; nothing where all was read.

        >>> [bool(sector_term(each).to_check(date(2026, 11, 22))) for each in ("export", "toys")]
        [False, True]
        """
        told = []
        if self.status != "verified":
            told.append(said(f"sector.check.{self.confidence}"))
        elif self.old_number:
            told.append(said("sector.check.old-number"))
        if self.read_until is not None and day > self.read_until:
            told.append(said("sector.check.new-version", last=self.read_until))
        return in_a_row(*told)


@cache
def sector_terms() -> tuple[SectorTerm, ...]:
    """Every sector's term, in the order of the texts."""
    return tuple(_term(entry) for entry in law_table("sector-terms")["terms"])


@cache
def sector_term(trade: Trade) -> SectorTerm:
    """The term of a sector.

    >>> sector_term("alcohol").days, sector_term("alcohol").counting
    (30, 'end-of-month-of-delivery')
    """
    return next(each for each in sector_terms() if each.code == trade)


def _term(entry: dict[str, Any]) -> SectorTerm:
    months = tuple(entry.pop("season_months", ()))
    return SectorTerm(starts_on=entry.pop("from"), read_until=entry.pop("to", None), season_months=months, **entry)
