"""The tariffs of recovery: brackets, acts, contributions, with the days between which each of them held.

Sums are EUR without VAT. A tariff asked for on a day it does not cover is still given, with its validity, so that
whoever shows it can say so: a last known figure is an indication, never a silent answer.
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any

from latepay_core.data import table
from latepay_core.law import Certainty
from latepay_core.procedure.model import BracketLine, Validity

_CENT = Decimal("0.01")
_HUNDRED = Decimal(100)


def round_to_cent(euros: Decimal) -> Decimal:
    """To the nearest cent, half a cent up.

    >>> round_to_cent(Decimal("36.025"))
    Decimal('36.03')
    """
    return euros.quantize(_CENT, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a tariff comes from, and the days between which it held."""

    reference: str
    source: str
    confidence: Certainty
    starts_on: date | None
    ends_on: date | None

    def validity(self, day: date) -> Validity:
        """Whether the tariff holds on a day.

        >>> fee("recovery-debtor").origin.validity(date(2026, 2, 28))
        'current'
        >>> fee("recovery-debtor").origin.validity(date(2026, 3, 1))
        'expired'
        """
        if self.starts_on is None and self.ends_on is None:
            return "undated"
        if self.starts_on is not None and day < self.starts_on:
            return "earlier"
        return "expired" if self.ends_on is not None and day > self.ends_on else "current"


@dataclass(frozen=True, slots=True)
class Bracket:
    """The part of a sum above one bound and up to another, and the percentage due on it."""

    above: Decimal
    up_to: Decimal | None
    percent: Decimal
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Fee:
    """A fee by brackets, each rate on its own part of the sum; a flat amount for small sums, and a cap."""

    id: str
    origin: Origin
    brackets: tuple[Bracket, ...]
    flat_up_to: Decimal
    flat: Decimal
    flat_approximate: bool
    cap: Decimal
    cap_approximate: bool

    def lines(self, sum_recovered: Decimal) -> tuple[BracketLine, ...]:
        """What each bracket gives, unrounded; none where the flat amount applies."""
        if sum_recovered <= self.flat_up_to:
            return ()
        return tuple(
            BracketLine(
                above=each.above,
                up_to=each.up_to,
                base=base,
                percent=each.percent,
                fee=base * each.percent / _HUNDRED,
                approximate=each.approximate,
            )
            for each in self.brackets
            if (base := min(sum_recovered, each.up_to or sum_recovered) - each.above) > 0
        )

    def on(self, sum_recovered: Decimal) -> Decimal:
        """The fee on a sum, in EUR without VAT, rounded to the cent.

        >>> str(fee("recovery-debtor").on(Decimal("500")))
        '36.03'
        """
        if sum_recovered <= 0:
            return Decimal("0.00")
        if sum_recovered <= self.flat_up_to:
            return round_to_cent(self.flat)
        return round_to_cent(min(sum((line.fee for line in self.lines(sum_recovered)), Decimal(0)), self.cap))

    def is_approximate(self, sum_recovered: Decimal) -> bool:
        """Whether a figure that the sources only give roughly enters into the fee."""
        if sum_recovered <= self.flat_up_to:
            return self.flat_approximate
        capped = self.cap_approximate and self.on(sum_recovered) == self.cap
        return capped or any(line.approximate for line in self.lines(sum_recovered))


@dataclass(frozen=True, slots=True)
class Act:
    """An act of a commissaire de justice: a base, times a coefficient that depends on the sum at stake."""

    id: str
    origin: Origin
    base: Decimal
    coefficients: tuple[tuple[Decimal | None, Decimal], ...]

    def times(self, sum_at_stake: Decimal) -> Decimal:
        """The coefficient.

        >>> [str(act("service").times(Decimal(sum))) for sum in ("128", "1280", "1280.01")]
        ['0.5', '1', '2']
        """
        return next(times for up_to, times in self.coefficients if up_to is None or sum_at_stake <= up_to)

    def on(self, sum_at_stake: Decimal) -> Decimal:
        """The act's own fee, in EUR without VAT, travel and postage left out."""
        return round_to_cent(self.base * self.times(sum_at_stake))


@dataclass(frozen=True, slots=True)
class Band:
    """A band of the economic-justice contribution: who falls in it, the percentage of the claims, the cap."""

    above: Decimal
    up_to: Decimal | None
    profit_above: Decimal | None
    percent: Decimal
    cap: Decimal


def _data() -> dict[str, Any]:
    return table("latepay_core.countries.fr.procedure", "tariffs.toml")


def _origin(table: dict[str, Any]) -> Origin:
    return Origin(table["reference"], table["source"], table["confidence"], table.get("from"), table.get("to"))


def _maybe(table: dict[str, Any], key: str) -> Decimal | None:
    return Decimal(table[key]) if key in table else None


@cache
def fee(identifier: str) -> Fee:
    """The fee by brackets of that name: `recovery-debtor`, `recovery-creditor`, `engagement`."""
    table = next(each for each in _data()["fees"] if each["id"] == identifier)
    brackets = tuple(
        Bracket(Decimal(each["above"]), _maybe(each, "up_to"), Decimal(each["percent"]), each.get("approximate", False))
        for each in table["brackets"]
    )
    return Fee(
        identifier,
        _origin(table),
        brackets,
        Decimal(table["flat_up_to"]),
        Decimal(table["flat"]),
        table.get("flat_approximate", False),
        Decimal(table["cap"]),
        table.get("cap_approximate", False),
    )


@cache
def act(identifier: str) -> Act:
    """The act of that name: `service` (of a decision or an order) or `summons`."""
    table = next(each for each in _data()["acts"] if each["id"] == identifier)
    coefficients = tuple((_maybe(each, "up_to"), Decimal(each["times"])) for each in table["coefficients"])
    return Act(identifier, _origin(table), Decimal(table["base"]), coefficients)


def vat_percent() -> Decimal:
    """The rate of VAT on the officers' fees, in percent."""
    return Decimal(_data()["vat_percent"])


def checked_until() -> date:
    """The day up to which newer tariffs were looked for."""
    day: date = _data()["checked_until"]
    return day


def travel() -> tuple[Decimal, Origin]:
    """The flat travel fee of each act, in EUR without VAT; roughly known."""
    return Decimal(_data()["travel"]["amount"]), _origin(_data()["travel"])


def electronic_travel() -> Decimal:
    """The same for an act served electronically."""
    return Decimal(_data()["travel"]["electronic"])


def registry() -> tuple[Decimal, Decimal, Origin]:
    """The commercial court's registry fee for an order for payment: least and most, in EUR with VAT."""
    table = _data()["registry"]
    return round_to_cent(Decimal(table["least"])), round_to_cent(Decimal(table["most"])), _origin(table)


def legal_aid() -> tuple[Decimal, date, Origin]:
    """The legal-aid contribution in EUR, and the last day on which its start is disputed between sources."""
    table = _data()["legal_aid"]
    return Decimal(table["amount"]), table["disputed_until"], _origin(table)


@dataclass(frozen=True, slots=True)
class EconomicJustice:
    """The rules of the economic-justice contribution before the courts of economic activities."""

    origin: Origin
    claims_above: Decimal
    employees_from: int
    companies: tuple[Band, ...]
    people: tuple[Band, ...]


@cache
def economic_justice() -> EconomicJustice:
    """The contribution's thresholds and bands."""
    table = _data()["economic_justice"]
    return EconomicJustice(
        _origin(table),
        Decimal(table["claims_above"]),
        table["employees_from"],
        tuple(_band(each, "turnover") for each in table["companies"]),
        tuple(_band(each, "income") for each in table["people"]),
    )


def _band(table: dict[str, Any], measure: str) -> Band:
    return Band(
        Decimal(table[f"{measure}_above"]),
        _maybe(table, f"{measure}_up_to"),
        _maybe(table, "profit_above"),
        Decimal(table["percent"]),
        Decimal(table["cap"]),
    )
