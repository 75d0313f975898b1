"""Whether the series that the law publishes anew are known for a day, and were looked at lately."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from latepay_core.days import half_year_start
from latepay_core.law.parameters import Parameter, all_parameters

#: A series that nobody looked at for longer may have changed unseen: the ECB decides every six weeks.
LONGEST = timedelta(weeks=6)


@dataclass(frozen=True, slots=True)
class Freshness:
    """How a series stands on a day.

    `needed_on` is the first day of the half-year, whose rate holds for all of it; `missing` says that the series is
    not known so far, `stale` that its last check is over six weeks old.
    """

    series: Parameter
    needed_on: date
    missing: bool
    stale: bool

    @property
    def fresh(self) -> bool:
        """Whether the series can be relied upon."""
        return not (self.missing or self.stale)


def freshness(day: date, *countries: str) -> Iterator[Freshness]:
    """Every series of some countries, of all where none is named, as it stands on a day.

    >>> [(each.series.id, each.fresh) for each in freshness(date(2026, 11, 1), "eu")]
    [('ecb-mro', True)]
    >>> [(each.missing, each.stale) for each in freshness(date(2027, 1, 4), "eu")]
    [(True, True)]
    """
    needed = half_year_start(day)
    for each in all_parameters(*countries):
        if each.kind == "series":
            missing = each.checked_until < needed
            yield Freshness(each, needed, missing, day - each.checked_until > LONGEST)
