"""What many rows have in common: their parties, clause and conventions, and the law that these call for.

No rule of law is written here. Each is asked of the regime itself, once for every distinct day: its spans, its rates,
its compensation; a million rows have a few thousand distinct days.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from latepay_core.claim import Claim, ClaimRefused, Invoice, Refusal, Term
from latepay_core.claim.fields import FIRST_DATE, LAST_DATE
from latepay_core.dates import due_date
from latepay_core.days import DAY
from latepay_core.interest.exact import is_leap
from latepay_core.ledger.columns import day_number, day_of, distinct
from latepay_core.ledger.exact import MOST_UNITS, Days
from latepay_core.ledger.single import claim_of, validated
from latepay_core.money import cents
from latepay_core.regimes import regime_of
from latepay_core.statement.country import country_of
from latepay_core.statement.edition import edition
from latepay_core.statement.reckoning import conventions_of

#: The columns whose values, taken together, say under which law and conventions a row is reckoned.
PARTIES = ("regime", "creditor_kind", "debtor_kind", "public_kind", "creditor_country", "debtor_country")
SHARED = (
    *PARTIES,
    "rate_basis",
    "rate_value",
    "semester",
    "year",
    "allocation",
    "rounding",
    "term_days",
    "term_months",
    "end_of_month",
    "term_from",
    "term_on_day",
)
TERM = SHARED[-5:]
FIRST, LAST = day_number(FIRST_DATE), day_number(LAST_DATE)
#: A day that no row reaches: « no interest ».
NEVER = LAST + 2
_SHIFT, _MASK = 17, (1 << 17) - 1


class Spans(NamedTuple):
    """For each row the first and the last day that bear interest; the last one, too, of a statement a day later."""

    first: Days
    last: Days
    last_tomorrow: Days
    compensation: Days


class Shared:
    """A group of rows: what the claim of any of them says, but for its own days and amounts."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.claim: Claim | None = None
        self.refused: tuple[Refusal, ...] = ()
        self.term: Term | None = None
        self.parties = tuple(values.get(name) for name in PARTIES)
        try:
            self.claim = validated(claim_of({**values, **self._placeholder(values)}, LAST_DATE))
        except ClaimRefused as refused:
            self.refused = refused.refusals
            return
        self.term = self.claim.invoices[0].term
        self.regime = regime_of(self.claim)
        self.refused = tuple(self.regime.refusals(self.claim))
        self.edition = edition(*country_of(self.regime).law).hash
        self._spans: dict[int, tuple[int, int, int, int]] = {}
        self._last_table: tuple[int, int, _Table] | None = None
        self._dues: dict[int, int] = {}

    @staticmethod
    def _placeholder(values: Mapping[str, Any]) -> dict[str, Any]:
        """An invoice that nothing is wrong with, so that only what the rows share can be refused."""
        counted = any(values.get(name) is not None for name in TERM)
        days = {"issued_on": LAST_DATE, "received_on": LAST_DATE} if counted else {"due_on": LAST_DATE}
        return {"amount": "1.00", **days}

    @property
    def actual_year(self) -> bool:
        return self._claim.terms.year == "actual"

    @property
    def rounds_once(self) -> bool:
        return self._claim.terms.rounding == "total"

    @property
    def principal_first(self) -> bool:
        return self._claim.terms.allocation == "principal-first"

    @property
    def whole_pays_principal(self) -> bool:
        """Whether the regime has who pays the very amount of an invoice pay its principal, whatever was agreed."""
        paid = {"due_on": "2026-01-31", "amount": "1.00", "payments": [{"paid_on": "2026-02-28", "amount": "1.00"}]}
        invoice = Invoice.model_validate(paid)
        found = conventions_of(self._claim, self.regime, invoice, LAST_DATE)
        return found.allocation == "principal-first" and not self.principal_first

    @property
    def first_due(self) -> int:
        """The first due date that the regime covers."""
        return day_number(self.regime.covers_from)

    @property
    def frozen(self) -> bool:
        by_law = self.regime.frozen
        return self._claim.terms.semester == "frozen" if by_law is None else by_law

    @property
    def _claim(self) -> Claim:
        assert self.claim is not None
        return self.claim

    def due(self, starts: Days) -> Days:
        """The due dates of the group's term, counted from some days."""
        assert self.term is not None
        found, where = distinct(starts)
        for start in found.tolist():
            if start not in self._dues:
                self._dues[start] = day_number(due_date(self.term, day_of(start)))
        return np.array([self._dues[start] for start in found.tolist()], dtype=np.int64)[where]

    def spans(self, due: Days, notice: Days, as_of: Days) -> Spans:
        """The days that bear interest, and the compensation in cents; a notice of `NEVER` is none."""
        if notice.min() == notice.max() and as_of.min() == as_of.max():
            return Spans(*self._table(int(notice[0]), int(as_of[0])).rows(due))
        keys = due - FIRST | (notice - FIRST) << _SHIFT | (as_of - FIRST) << 2 * _SHIFT
        each, where = distinct(keys)
        found = np.array([self._spans_of(key) for key in each.tolist()], dtype=np.int64)
        return Spans(*np.ascontiguousarray(found[where].T))

    def _spans_of(self, key: int) -> tuple[int, int, int, int]:
        if key not in self._spans:
            due, notice, as_of = key & _MASK, key >> _SHIFT & _MASK, key >> 2 * _SHIFT
            self._spans[key] = self._span(FIRST + due, FIRST + notice, FIRST + as_of)
        return self._spans[key]

    def _table(self, notice: int, as_of: int) -> "_Table":
        """What is asked of one due date after another, for a notice and a statement of one day."""
        if self._last_table is None or self._last_table[:2] != (notice, as_of):
            self._last_table = notice, as_of, _Table(lambda due: self._span(due, notice, as_of))
        return self._last_table[2]

    def _span(self, due: int, notice: int, as_of: int) -> tuple[int, int, int, int]:
        told = None if notice == NEVER else day_of(notice)
        claim = self._claim.model_copy(update={"notice_received_on": told})
        invoice, due_on, end = claim.invoices[0], day_of(due), day_of(as_of)
        span = self.regime.span(claim, invoice, due_on, end)
        tomorrow = self.regime.span(claim, invoice, due_on, end + DAY)
        compensation = cents(self.regime.compensation(claim, due_on).euros)
        return _number(span.first, NEVER), _number(span.last, 0), _number(tomorrow.last, 0), compensation

    @property
    def rates(self) -> "Rates":
        return rates_of(self)


class _Table:
    """What is found for each due date, asked for once: a look-up by day is faster than any search."""

    def __init__(self, find: Callable[[int], tuple[int, int, int, int]]) -> None:
        self._find = find
        self._known = np.zeros(LAST - FIRST + 1, dtype=np.bool_)
        self._found = np.zeros((4, LAST - FIRST + 1), dtype=np.int64)

    def rows(self, due: Days) -> npt.NDArray[np.int64]:
        """The columns of what is found for some due dates."""
        at = due - FIRST
        for each in np.unique(at[~self._known[at]]).tolist():
            self._found[:, each] = self._find(each + FIRST)
            self._known[each] = True
        return self._found[:, at]


def _number(day: date | None, otherwise: int) -> int:
    return otherwise if day is None else day_number(day)


class Rates:
    """The periods over which one rate holds, and each one's rate in millionths of a percent.

    A frozen rate is that of the first day of interest: `units` then depends on the row, not on the period, and the
    periods are those that the days of the year call for.
    """

    def __init__(self, shared: Shared) -> None:
        self._shared = shared
        claim, regime = shared.claim, shared.regime
        assert claim is not None
        self._of_first: dict[int, int] = {}
        self.units: npt.NDArray[np.int64] | None = None
        if not shared.frozen:
            periods = regime.rate_periods(claim, regime.covers_from, LAST_DATE)
            starts = [each.first for each in periods]
            self.units = np.array([each.units for each in periods], dtype=np.int64)
        elif shared.actual_year:
            starts = [FIRST_DATE, *(date(year, 1, 1) for year in range(FIRST_DATE.year + 1, LAST_DATE.year + 1))]
        else:
            starts = [FIRST_DATE]
        self.starts = np.array([*map(day_number, starts), NEVER + 1], dtype=np.int64)
        self.leap = np.array([shared.actual_year and is_leap(each) for each in starts], dtype=np.bool_)
        lengths = np.diff(np.concatenate([[FIRST], self.starts[1:]]))
        self._period = np.repeat(np.arange(len(starts)), lengths)

    def period(self, days_: Days) -> Days:
        """The position of the period that each day belongs to."""
        return self._period[days_ - FIRST]

    def frozen_units(self, first: Days) -> Days:
        """The rate of each row, frozen on its first day of interest; 0 for a row without any."""
        found, where = distinct(first)
        for each in found.tolist():
            if each not in self._of_first:
                self._of_first[each] = self._frozen_on(each)
        return np.array([self._of_first[each] for each in found.tolist()], dtype=np.int64)[where]

    def _frozen_on(self, number: int) -> int:
        if number == NEVER:
            return 0
        day = day_of(number)
        assert self._shared.claim is not None
        return self._shared.regime.rate_periods(self._shared.claim, day, day)[0].units

    @property
    def fits(self) -> bool:
        """Whether every rate is one that the whole-number arithmetic was worked out for."""
        return self.units is None or int(self.units.max()) <= MOST_UNITS


@lru_cache(maxsize=512)
def rates_of(shared: Shared) -> Rates:
    """The rates of a group, made once."""
    return Rates(shared)
