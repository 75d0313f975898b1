"""The invoices of a claim as they were reckoned, kept for the next claim: what has not changed is not done again."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date

from latepay_core.claim import Claim, Invoice
from latepay_core.days import DAY
from latepay_core.interest import daily_interest, is_leap
from latepay_core.regimes import Regime
from latepay_core.statement.capitalisation import capitalised_on
from latepay_core.statement.model import InvoiceStatement
from latepay_core.statement.reckoning import Reckoned, reckon_invoice, rows_by_number


@dataclass(slots=True)
class Entry:
    """One invoice: what it was reckoned from, and what was made of that."""

    invoice: Invoice
    #: The rows of its number, of which one alone has the compensation.
    rows: tuple[Invoice, ...]
    cancelled: bool
    reckoned: Reckoned
    #: What the day after the statement costs at the current rate, in exact units; 0 where no interest runs then.
    next_day: int
    #: The invoice's part of a statement, and whether its words are kept; None until it is made.
    shown: InvoiceStatement | None = None
    kept: bool = False


class Accounts:
    """What was reckoned for the last claim. An invoice is known again where it is the very object it was.

    Two claims may share an invoice's account only where all else that they say is the same to the letter.

    >>> from latepay_core.statement import draw_up
    >>> claim = Claim.model_validate({"as_of": "2026-03-15", "invoices": [{"due_on": "2025-11-30", "amount": "10.00"}]})
    >>> more = claim.model_copy(update={"invoices": claim.invoices * 2})
    >>> accounts = Accounts()
    >>> draw_up(claim, accounts).invoices[0] is draw_up(claim, accounts).invoices[0]
    True
    >>> draw_up(more, accounts) == draw_up(more)
    True
    """

    def __init__(self) -> None:
        self._last: tuple[Claim, Regime] | None = None
        #: All that `_last` says around its invoices, to the letter; None until another claim is held against it.
        self._around: str | None = None
        self._known: dict[int, Entry] = {}

    def of(self, claim: Claim, regime: Regime, cancelled: Container[int]) -> list[Entry]:
        """The entries of a claim whose payments are placed, in its order; `cancelled` are positions."""
        as_of, rows = claim.as_of or date.max, rows_by_number(claim)
        before = self._known_around(claim, regime)
        found = []
        for at, invoice in enumerate(claim.invoices):
            of_number, is_cancelled = tuple(rows.get(invoice.number, ())), at in cancelled
            known = before.get(id(invoice))
            if known is None or not _is_same(known, invoice, of_number, cancelled=is_cancelled):
                reckoned = reckon_invoice(claim, regime, invoice, as_of, rows)
                known = Entry(invoice, of_number, is_cancelled, reckoned, _next_day(claim, regime, reckoned))
            found.append(known)
        self._known = {id(each.invoice): each for each in found}
        return found

    def _known_around(self, claim: Claim, regime: Regime) -> dict[int, Entry]:
        """The entries of the claim before, where all that it said around its invoices is what this one says."""
        if self._last is None:
            self._last = claim, regime
            return {}
        before = self._around or _around(*self._last)
        self._last, self._around = (claim, regime), _around(claim, regime)
        return self._known if self._around == before else {}


def _around(claim: Claim, regime: Regime) -> str:
    return f"{regime.code} {len(claim.invoices) > 1} {claim.model_copy(update={'invoices': ()})!r}"


def _is_same(known: Entry, invoice: Invoice, rows: tuple[Invoice, ...], *, cancelled: bool) -> bool:
    same_rows = len(known.rows) == len(rows) and all(map(_is, known.rows, rows))
    return known.invoice is invoice and known.cancelled == cancelled and same_rows


def _is(one: Invoice, other: Invoice) -> bool:
    return one is other


def _next_day(claim: Claim, regime: Regime, each: Reckoned) -> int:
    """What the day after the statement costs at the current rate, in exact units; 0 where no interest runs then."""
    account = each.account
    if not (account.principal or account.interest_due or account.capitalised):
        return 0
    as_of = claim.as_of or date.max
    claim = claim.agreed_for(each.invoice)
    span = regime.span(claim, each.invoice, each.due_on, as_of + DAY)
    first, last = span.first, span.last
    rises = capitalised_on(claim, regime, each) == as_of + DAY
    bearing = account.principal + (account.interest_due if rises else account.capitalised)
    if not bearing or first is None or last is None or not first <= as_of + DAY <= last:
        return 0
    if account.lines and account.lines[-1].last == as_of:
        period = account.lines[-1].period
    else:
        period = regime.rate_periods(claim, first, max(first, as_of))[-1]
    leap = claim.terms.year == "actual" and is_leap(as_of + DAY)
    return daily_interest(bearing, period.units, leap=leap)
