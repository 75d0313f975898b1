"""What the letter sees: the proceedings, and the days of a claim for goods."""

from dataclasses import dataclass
from datetime import date

from latepay_core.letters.context import Context
from latepay_core.letters.kinds.court.claim_declaration.proceedings import ProceedingsView, proceedings_view
from latepay_core.letters.kinds.court.title_reclaim.dates import answer_by


@dataclass(frozen=True)
class Reclaimed:
    """The proceedings, None where there are none; the last day of the month in which an answer is waited for."""

    proceedings: ProceedingsView | None
    answer_by: date


def view(context: Context) -> Reclaimed:
    """What the template sees as `c.own`."""
    return Reclaimed(proceedings_view(context.case), answer_by(context.arrives_on))
