"""What a template sees: the parties, the invoices with their figures, the dates, and the words that depend on them."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from latepay_core.letters.catalogue import Entry
from latepay_core.letters.context.invoices import InvoiceView
from latepay_core.letters.context.papers import Papers
from latepay_core.letters.context.parties import Parties, registry_town
from latepay_core.letters.context.rates import Rates
from latepay_core.letters.context.time import ReplyView, Time
from latepay_core.letters.details import Channel, LetterDetails
from latepay_core.letters.folders import module_for
from latepay_core.procedure import NextStep, Route

__all__ = ["Context", "InvoiceView", "ReplyView", "channel_of", "registry_town"]


class Context(Parties, Papers, Rates, Time):
    """Everything a template may print. Attributes that cost something are worked out when a template asks for them."""

    @cached_property
    def own(self) -> Any:
        """What the letter's own folder, or its family's, adds; None where neither adds anything."""
        module = module_for(self.entry.kind, "view")
        return module.view(self) if module is not None else None

    @property
    def step(self) -> NextStep:
        """What to do next."""
        return self.case.step

    @property
    def routes(self) -> dict[str, Route]:
        """Every way to be paid, by its code; `routes["payment-order"].courts` and `.forms` for a request."""
        return self.case.routes


def channel_of(entry: Entry, details: LetterDetails, wanted: Channel | None = None) -> Channel:
    """How the letter is sent: as asked where the letter allows it, else its usual way."""
    asked: Iterable[Channel | None] = (wanted, details.channel)
    return next((each for each in asked if each in entry.channels), None) or entry.channels[0]
