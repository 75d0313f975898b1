"""What being paid late costs the business that asks: the options of `latepay costs`, read and checked together."""

from decimal import Decimal

from latepay_core.claim.fields import PERCENT_LIMIT
from latepay_core.claim.refusals import shown_value
from latepay_core.claim.typed import number_typed
from latepay_core.cli.reading import faulty, read_euros, read_whole
from latepay_core.procedure import LateCost, cost_of_late_payment
from latepay_core.wording.french import number

_LONGEST_TERM = 365
_USUAL_TERM = 30


def read_percent(text: str, option: str, *, least: Decimal = Decimal(0)) -> Decimal:
    """A rate in percent as people type it, from 0 to 100; ClaimRefused for what is none, or for no more than `least`.

    >>> read_percent("8,5 %", "--financing")
    Decimal('8.5')
    """
    value = number_typed(text)
    if value is None or not least <= value <= PERCENT_LIMIT:
        bounds = {"least": number(least, 0), "most": number(PERCENT_LIMIT, 0)}
        raise faulty("percent", option, given=shown_value(text), **bounds)
    return value


def late_cost(
    sum_lost: Decimal,
    *,
    receivables: str | None,
    turnover: str | None,
    agreed_days: str | None,
    financing: str | None,
    margin: str | None,
) -> LateCost | None:
    """What waiting costs, from what was typed; None where nothing was. The loss is the sum to be recovered.

    Raises ClaimRefused for a figure that cannot be read, or that is of no use without the others.

    >>> asked = late_cost(Decimal(5000), receivables="30000", turnover="240 000", agreed_days=None, financing=None,
    ...     margin="5")
    >>> str(asked.days_sales_outstanding), str(asked.extra_turnover)
    ('45.6', '100000.00')
    """
    if receivables is None and turnover is None:
        unused = {"--agreed-days": agreed_days, "--financing": financing, "--margin": margin}
        for option, typed in unused.items():
            if typed is not None:
                raise faulty("late-cost-alone", option)
        return None
    if receivables is None or turnover is None:
        raise faulty("late-cost-both", "--receivables" if receivables is None else "--turnover")
    return cost_of_late_payment(
        read_euros(receivables, "--receivables"),
        read_euros(turnover, "--turnover"),
        agreed_days=_USUAL_TERM if agreed_days is None else read_whole(agreed_days, "--agreed-days", 0, _LONGEST_TERM),
        financing_percent=Decimal(0) if financing is None else read_percent(financing, "--financing"),
        loss=sum_lost,
        margin_percent=None if margin is None else read_percent(margin, "--margin", least=Decimal("0.01")),
    )
