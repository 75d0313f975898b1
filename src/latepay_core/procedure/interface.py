"""What a country's procedure answers, and who asks for it. A country that has none is refused by type.

No country is known here by its name: the regime of the figures says whose procedure it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple, Protocol, cast

from latepay_core.claim import Claim, Event, Situation
from latepay_core.dates.limitation_model import LimitationAnswer
from latepay_core.procedure.facts import Facts
from latepay_core.procedure.model import Costs, NextStep, Point, Route, RunningLimit
from latepay_core.procedure.reply import Reply, reply_of
from latepay_core.regimes import DEFAULT, country_named
from latepay_core.said import Said
from latepay_core.statement import Statement
from latepay_core.statement.country import country_of_regime, demand, has


class Checklist(Protocol):
    """A list of things to tick, in sections."""

    @property
    def sections(self) -> tuple[Section, ...]:
        """The items of one moment, in the order they are done."""


class Section(Protocol):
    """The items of one moment."""

    @property
    def title(self) -> Said:
        """The moment."""

    @property
    def items(self) -> tuple[Item, ...]:
        """What to do or to have at hand."""


class Item(Protocol):
    """One thing, and why it matters."""

    @property
    def text(self) -> Said:
        """The thing."""

    @property
    def why(self) -> Said:
        """Why it matters."""


class LeftToDebtor(NamedTuple):
    """The notice that a debtor received, the last day it leaves him, and the last day that his own answer leaves."""

    notice: Event | None
    until: date | None
    answered: date | None


class Procedure(Protocol):
    """How a debt is recovered in one country. Every method is pure, and answers from the facts alone."""

    def facts(
        self,
        claim: Claim,
        statement: Statement,
        situation: Situation,
        reply: Reply,
        limited: LimitationAnswer | None = None,
    ) -> Facts:
        """What has happened so far, counted on the country's calendar."""

    def next_step(self, facts: Facts) -> NextStep:
        """What to do next."""

    def routes(self, facts: Facts) -> list[Route]:
        """The ways to be paid, from the gentlest to the hardest."""

    def running_limits(self, facts: Facts) -> tuple[RunningLimit, ...]:
        """The time limits that already run against whoever keeps the file."""

    def days_to_keep(self, facts: Facts) -> Iterable[tuple[date, Point]]:
        """The last day of every time limit that runs, one that a lost right may still be asked back in among them."""

    def answered_by(self, facts: Facts, sent: Event, received: date | None = None) -> date:
        """The last day left by a letter that was sent."""

    def left_to_debtor(self, facts: Facts) -> LeftToDebtor:
        """In the debtor's own file: the notice he received, and his answer to it."""

    def costs(self, amount: Decimal, on: date, *, title: bool) -> Costs:
        """What recovering a sum costs."""

    def letter_for(self, step: str, facts: Facts) -> str | None:
        """The letter that goes with a step; None where no letter does."""

    def point(self, code: str) -> Point:
        """A statement of the law or of good practice that needs no figure of the claim."""

    def checklist(self, code: str) -> Checklist:
        """A check list by its code; LookupError for another."""


def procedure_of(regime: str) -> Procedure:
    """The procedure of a regime's country; raises ClaimRefused where it has none."""
    demand(regime, "procedure")
    return cast(Procedure, country_of_regime(regime).procedure)


def facts_of(
    claim: Claim,
    statement: Statement,
    situation: Situation | None = None,
    *,
    reply: Reply | None = None,
    limited: LimitationAnswer | None = None,
) -> Facts:
    """What has happened to a claim so far; `situation` and `reply` take the place of the claim's own."""
    known, time = situation or claim.situation, reply or reply_of(claim)
    if has(statement.regime, "procedure"):
        return procedure_of(statement.regime).facts(claim, statement, known, time, limited)
    return Facts(claim, statement, known, time, limited)


def next_step(
    claim: Claim, statement: Statement, situation: Situation | None = None, *, reply: Reply | None = None
) -> NextStep:
    """The next thing to do about a claim on the statement's day; raises ClaimRefused where no procedure is known.

    The claim's events are its timeline; `situation` and `reply` (the time its letters leave) take the place of the
    claim's own. Time limits that lose a right come first, then the guide's order: check the invoice, remind within
    3 days, call, confirm in writing, remind again, formal notice, then the route. Where the file is the debtor's
    (`side`), it is his own next step. Days are dates; nothing here changes what is owed.

    >>> from latepay_core import draw_up
    >>> claim = Claim.model_validate({"as_of": "2026-11-03",
    ...     "invoices": [{"number": "F-118", "due_on": "2026-10-30", "amount": "2400.00"}],
    ...     "events": [{"on": "2026-11-02", "kind": "reminder"}]})
    >>> step = next_step(claim, draw_up(claim))
    >>> step.code, step.on.isoformat(), [(each.code, each.on.isoformat()) for each in step.then[-2:]]
    ('call', '2026-11-06', [('formal-notice', '2026-11-20'), ('choose-route', '2026-12-01')])
    """
    procedure = procedure_of(statement.regime)
    return procedure.next_step(facts_of(claim, statement, situation, reply=reply))


def routes(claim: Claim, statement: Statement, situation: Situation | None = None) -> list[Route]:
    """Every route for a claim on the statement's day, in the order from the gentlest to the hardest.

    Each says whether it is open and why, which court and where, whether a lawyer is needed, what it costs, what comes
    back from the debtor, the steps with their time limits, the articles, and how far all this was verified. Closed
    routes are kept, with the reason. `situation` takes the place of the claim's own. Raises ClaimRefused where no
    procedure is known.

    >>> from latepay_core import draw_up
    >>> claim = Claim.model_validate({"as_of": "2026-11-22",
    ...     "invoices": [{"number": "F-118", "due_on": "2026-09-30", "amount": "2400.00"}]})
    >>> found = {each.code: each.status for each in routes(claim, draw_up(claim), Situation(both_traders=True))}
    >>> found["payment-order"], found["small-claims"], found["uncontested-debt"], found["prefect"]
    ('open', 'closed', 'to-check', 'closed')
    """
    return procedure_of(statement.regime).routes(facts_of(claim, statement, situation))


def running_limits(claim: Claim, statement: Statement, situation: Situation | None = None) -> tuple[RunningLimit, ...]:
    """Every limit to keep on the statement's day, the first that lapses first, the lost ones last.

    They are the creditor's, or the debtor's in his own file. Raises ClaimRefused where no procedure is known.

    >>> from latepay_core import draw_up
    >>> claim = Claim.model_validate({"as_of": "2026-11-29", "debtor": {"insolvency_opened_on": "2026-10-05"},
    ...     "situation": {"bodacc_published_on": "2026-10-14"},
    ...     "invoices": [{"due_on": "2026-07-31", "amount": "6000"}]})
    >>> [(each.code, str(each.last_day)) for each in running_limits(claim, draw_up(claim))]
    [('claim-declaration', '2026-12-14'), ('limitation', '2031-07-31')]
    """
    return procedure_of(statement.regime).running_limits(facts_of(claim, statement, situation))


def costs(amount: Decimal, on: date, *, title: bool = True) -> Costs:
    """The cost of recovering `amount` (EUR, principal received) through an officer on a day, in the default country.

    `title` says whether there is an enforceable title (judgment, order): without one, what recovery costs stays with
    the creditor, and the debtor's part cannot be asked of him. OutOfRange for a sum of 0 or less.

    >>> str(costs(Decimal("5000"), date(2026, 1, 15)).debtor_part.including_vat)
    '101.15'
    """
    procedure: Procedure = country_named(DEFAULT).procedure
    return procedure.costs(amount, on, title=title)
