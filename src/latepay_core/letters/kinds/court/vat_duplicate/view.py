"""What the letter sees: of what is unpaid on each invoice, the net price and the VAT (CGI, art. 272, 1)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from latepay_core.letters.context import Context
from latepay_core.letters.details import own
from latepay_core.letters.kinds.court.vat_duplicate.details import Vat

_CENT = Decimal("0.01")


@dataclass(frozen=True)
class Lost:
    """An invoice: what is unpaid of it with VAT, without, and the VAT; the last two None without a rate. EUR."""

    number: str
    issued_on: date | None
    amount: Decimal
    unpaid: Decimal
    net: Decimal | None
    vat: Decimal | None


@dataclass(frozen=True)
class Lostness:
    """The invoices that principal is unpaid of, and the VAT of them all, None without a rate. EUR."""

    invoices: tuple[Lost, ...]
    vat: Decimal | None


def parted(unpaid: Decimal, rate: Decimal) -> tuple[Decimal, Decimal]:
    """What is unpaid without VAT, and its VAT, in cents; the two add up to it.

    >>> parted(Decimal("12000.00"), Decimal("20"))
    (Decimal('10000.00'), Decimal('2000.00'))
    >>> parted(Decimal("100.00"), Decimal("5.5"))  # 100 × 5,5 / 105,5 = 5,2132…
    (Decimal('94.79'), Decimal('5.21'))
    """
    vat = (unpaid * rate / (100 + rate)).quantize(_CENT, ROUND_HALF_UP)
    return unpaid - vat, vat


def view(context: Context) -> Lostness:
    """What the template sees as `c.own`."""
    rate = own(context.details, Vat).rate_percent
    found = tuple(_lost(context, rate))
    return Lostness(found, None if rate is None else sum((each.vat for each in found if each.vat), Decimal(0)))


def _lost(context: Context, rate: Decimal | None) -> Iterator[Lost]:
    for each in context.invoices:
        unpaid = each.principal.quantize(_CENT, ROUND_HALF_UP)
        if unpaid:
            net, vat = parted(unpaid, rate) if rate is not None else (None, None)
            yield Lost(each.number, each.issued_on, each.amount, unpaid, net, vat)
