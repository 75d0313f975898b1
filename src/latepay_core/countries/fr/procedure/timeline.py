"""What French law adds to what has happened: the calendar it counts on, the préfet's time limits."""

from datetime import date
from functools import cached_property
from typing import Any

from latepay_core.countries.fr.public_holidays import Region
from latepay_core.countries.fr.regions import region_of
from latepay_core.countries.fr.time_limits import prefect_timetable
from latepay_core.countries.fr.working_days import counts
from latepay_core.data import table
from latepay_core.days import DayKind
from latepay_core.procedure import facts
from latepay_core.procedure.facts import buyer_paid_on
from latepay_core.statement import InvoiceStatement


def pace() -> dict[str, Any]:
    """The guide's calendar and the time limits that rest on articles, from `calendar.toml`.

    >>> pace()["first_reminder_within"]
    3
    """
    return table("latepay_core.countries.fr.procedure", "calendar.toml")


class Facts(facts.Facts):
    """A claim under French law on a day."""

    @cached_property
    def region(self) -> Region:
        """The region whose holidays are counted: the debtor's."""
        return region_of(self.claim.model_copy(update={"situation": self.situation}))

    @property
    def post_days(self) -> int:
        """Those of the guide's calendar."""
        return int(pace()["post_working_days"])

    @property
    def promise_days(self) -> int:
        """Those of the guide's calendar."""
        return int(pace()["promise_without_date"])

    def counts(self, day: date, kind: DayKind) -> bool:
        """Whether a day counts among those of a kind, in the debtor's region."""
        return counts(day, kind, self.region)

    @cached_property
    def for_the_prefect(self) -> tuple[InvoiceStatement, ...]:
        """The requests whose interest the préfet may be asked for (CGCT, art. L1612-18).

        Each counts its own time, from the day its own principal was paid: another one that is not paid takes nothing
        from it. What stands as principal, because interest was paid first, is not for him.
        """
        paid = ((each, buyer_paid_on(each)) for each in self.paid_late if not each.principal_due)
        return tuple(each for each, day in paid if day and self.as_of > prefect_timetable(day)[0].last_day)

    @cached_property
    def interest_paid_on(self) -> date | None:
        """The day the principal was paid of what the préfet is asked about: the last one he may be asked about.

        As long as there is none, the first of the requests paid late: from then on the first thirty days run.
        """
        ready = [day for each in self.for_the_prefect if (day := buyer_paid_on(each))]
        waiting = [day for each in self.paid_late if (day := buyer_paid_on(each))]
        return max(ready, default=None) or min(waiting, default=None) or self.principal_paid_on
