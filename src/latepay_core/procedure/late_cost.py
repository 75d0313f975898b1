"""What being paid late costs a business: days of sales waiting, cash tied up, sales needed to make up for a loss.

Arithmetic and no law: exact fractions, rounded once each, half up, to the tenth of a day or to the cent.
"""

from decimal import Decimal
from fractions import Fraction

from latepay_core.procedure.faults import OutOfRange
from latepay_core.procedure.model import LateCost
from latepay_core.said import said

_YEAR = 365
_CENT = Decimal("0.01")
_TENTH = Decimal("0.1")


def round_to(value: Fraction, step: Decimal) -> Decimal:
    """A fraction to the nearest multiple of `step`, half up.

    >>> round_to(Fraction(365, 8), Decimal("0.1"))
    Decimal('45.6')
    """
    return Decimal((2 * value / Fraction(step) + 1) // 2) * step


def cost_of_late_payment(
    receivables: Decimal,
    turnover: Decimal,
    *,
    agreed_days: int = 30,
    financing_percent: Decimal = Decimal(0),
    loss: Decimal = Decimal(0),
    margin_percent: Decimal | None = None,
) -> LateCost:
    """What waiting costs.

    `receivables` are what customers owe and `turnover` a year's sales, both EUR with VAT; `agreed_days` the term
    agreed with them, calendar days; `financing_percent` the yearly rate of the overdraft or loan that bridges the gap;
    `loss` a sum that will not be paid, EUR; `margin_percent` what is left of 100 EUR of sales. OutOfRange for
    a figure that cannot be.

    >>> found = cost_of_late_payment(Decimal(30000), Decimal(240000), loss=Decimal(5000), margin_percent=Decimal(5))
    >>> str(found.days_sales_outstanding), str(found.extra_turnover)
    ('45.6', '100000.00')
    """
    _check(receivables, turnover, agreed_days, financing_percent, loss, margin_percent)
    waiting = Fraction(receivables) * _YEAR / Fraction(turnover)
    over = max(Fraction(0), waiting - agreed_days)
    tied_over = over * Fraction(turnover) / _YEAR
    financing = tied_over * Fraction(financing_percent) / 100
    credit = Fraction(receivables) * Fraction(financing_percent) / 100
    extra = None if margin_percent is None else round_to(Fraction(loss) * 100 / Fraction(margin_percent), _CENT)
    figures = {
        "receivables": receivables,
        "turnover": turnover,
        "waiting": round_to(waiting, _TENTH),
        "agreed": Decimal(agreed_days),
        "over": round_to(over, _TENTH),
        "tied": round_to(tied_over, _CENT),
        "rate": financing_percent,
        "financing": round_to(financing, _CENT),
        "credit": round_to(credit, _CENT),
        "loss": loss,
        "margin": margin_percent or Decimal(0),
        "extra": extra or Decimal(0),
    }
    names = ["days", "cash", "credit", "financing", *(["extra"] if extra is not None else [])]
    return LateCost(
        days_sales_outstanding=round_to(waiting, _TENTH),
        days_over_term=round_to(over, _TENTH),
        cash_tied_up=receivables,
        cash_over_term=round_to(tied_over, _CENT),
        financing_per_year=round_to(financing, _CENT),
        credit_per_year=round_to(credit, _CENT),
        extra_turnover=extra,
        sentences={name: said(f"procedure/late-cost.{name}.sentence", **figures) for name in names},
        formulas={name: said(f"procedure/late-cost.{name}.formula", **figures) for name in names},
    )


def _check(
    receivables: Decimal,
    turnover: Decimal,
    agreed_days: int,
    financing_percent: Decimal,
    loss: Decimal,
    margin_percent: Decimal | None,
) -> None:
    faults = {
        "turnover-not-positive": turnover <= 0,
        "receivables-negative": receivables < 0,
        "agreed-days-negative": agreed_days < 0,
        "financing-negative": financing_percent < 0,
        "loss-negative": loss < 0,
        "margin-out-of-range": margin_percent is not None and not 0 < margin_percent <= 100,  # noqa: PLR2004
    }
    for code, wrong in faults.items():
        if wrong:
            raise OutOfRange(code)
