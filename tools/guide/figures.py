"""What a page of the guide may say of figures: worked out by the core when the site is built, never typed.

A page holds `{{ … }}`; the names it may use are those of `names()` and `filters()`, described in
`docs/decisions/0004-guide.md`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal

from latepay_core import Claim, ClaimRefused, Statement, complaints, read_claim
from latepay_core.case import Case
from latepay_core.claim import Term
from latepay_core.countries.fr import time_limits
from latepay_core.countries.fr.limitation.answer import LimitationAnswer
from latepay_core.countries.fr.maximum import LegalMaximum, legal_maximum
from latepay_core.countries.fr.procedure import tariffs
from latepay_core.countries.fr.working_days import Deadline, deadline
from latepay_core.dates import due_date
from latepay_core.dates.due_dates import Reading
from latepay_core.days import DAY, DayKind
from latepay_core.instalments import InstalmentPlan, plan_instalments, read_choice
from latepay_core.law import DatedValue, parameter
from latepay_core.letters.kinds.court.title_reclaim.dates import reclaim_by
from latepay_core.procedure import (
    Costs,
    LateCost,
    NextStep,
    Route,
    cost_of_late_payment,
    costs,
)
from latepay_core.statement import InvoiceStatement, StatementLine, limitation_of
from latepay_core.wording.french import amount, date_in_numbers, date_in_words, day_count, half_year, number, percent
from tools import conformance_cases
from tools.guide.marks import MARKS
from tools.rates_page import HalfYear, Rate, current_half_year, half_year_rates, quantity, spaced

Given = Decimal | str | int
Day = date | str


def as_decimal(value: Given | Rate | Figure) -> Decimal:
    """A figure as a page gives it: text, whole number, or what the core answered; never a float."""
    if isinstance(value, Rate | Figure):
        return value.value
    if isinstance(value, float):
        raise TypeError(f'{value} : écrivez les montants entre guillemets, par exemple "10000.00"')
    return Decimal(value)


def as_day(value: Day) -> date:
    """A day as a page gives it: `"2026-05-31"`, or what the core answered.

    >>> as_day("2026-05-31")
    datetime.date(2026, 5, 31)
    """
    return value if isinstance(value, date) else date.fromisoformat(value)


class Example:
    """A claim drawn up on its day, with short names for what a sentence most often says of it."""

    def __init__(self, claim: Claim) -> None:
        self.claim, self.case = claim, Case(claim)

    @property
    def statement(self) -> Statement:
        return self.case.statement

    @property
    def invoice(self) -> InvoiceStatement:
        """The first invoice, for an example that has one."""
        return self.statement.invoices[0]

    @property
    def lines(self) -> Sequence[StatementLine]:
        """The lines of the first invoice."""
        return self.invoice.lines

    @property
    def as_of(self) -> date:
        return self.statement.as_of

    @property
    def due_on(self) -> date:
        return self.invoice.due_on

    @property
    def days_late(self) -> int:
        return self.invoice.days_late

    @property
    def principal(self) -> Decimal:
        """The sum of the invoices, before any payment."""
        return self.statement.totals.amount

    @property
    def interest(self) -> Decimal:
        return self.statement.totals.interest

    @property
    def compensation(self) -> Decimal:
        return self.statement.totals.compensation

    @property
    def total_due(self) -> Decimal:
        return self.statement.totals.total_due

    @property
    def per_day(self) -> Decimal:
        return self.statement.totals.per_day

    @cached_property
    def limitation(self) -> LimitationAnswer:
        return limitation_of(self.claim)

    @property
    def last_day(self) -> date:
        """The last day to go to court for the first invoice."""
        return self.limitation.invoices[0].last_day

    @property
    def next_step(self) -> NextStep:
        return self.case.step

    @property
    def routes(self) -> dict[str, Route]:
        """The routes by their code, open or not."""
        return self.case.routes

    def plan(self, **choice: Any) -> InstalmentPlan:
        """The debt paid month by month: `plan(number=4, first_on="2026-12-05")`; see `latepay_core.instalments`.

        >>> owed = Figures(Path()).owed("1000", "2026-05-31", "2026-08-31")  # 1 000 + 31,05 + 40
        >>> owed.plan(number=3, first_on="2026-09-30", interest="stopped").total
        Decimal('1071.05')
        """
        return plan_instalments(self.claim, read_choice(choice))


class Figure:
    """A parameter of the law on a day; printed alone, it reads with its unit: « 40 € », « 30 jours », « 5 ans »."""

    def __init__(self, identifier: str, dated: DatedValue, unit: str) -> None:
        self.id, self.dated, self.unit = identifier, dated, unit

    def __str__(self) -> str:
        return quantity(self.value, self.unit)

    @property
    def value(self) -> Decimal:
        return self.dated.value

    @property
    def reference(self) -> str:
        return spaced(self.dated.reference)

    @property
    def confirmed(self) -> bool:
        return self.dated.confirmed


class Rates:
    """The rates by half-year; `now` is the last half-year whose rates are all known."""

    @cached_property
    def now(self) -> HalfYear:
        return half_year_rates(current_half_year())

    @cached_property
    def before(self) -> HalfYear:
        return half_year_rates(self.on(self.now.starts_on - DAY).starts_on)

    @cached_property
    def coming(self) -> HalfYear:
        return half_year_rates(self.now.ends_on + DAY)

    def on(self, day: Day) -> HalfYear:
        """The rates of the half-year a day belongs to."""
        whole = as_day(day)
        return half_year_rates(date(whole.year, 1 if whole.month <= 6 else 7, 1))  # noqa: PLR2004


class Worked:
    """A case that the site publishes for other calculators: what it expects was worked out by hand."""

    def __init__(self, case: Mapping[str, Any]) -> None:
        self.id, self.claim, self._expect = case["id"], case["claim"], case["expect"]

    @property
    def due_on(self) -> Sequence[str]:
        """The due date of each invoice."""
        return [each["due_on"] for each in self._expect["invoices"]]

    @property
    def interest(self) -> Decimal:
        return self._total("interest")

    @property
    def compensation(self) -> Decimal:
        return self._total("compensation")

    @property
    def total_due(self) -> Decimal:
        return self._total("total_due")

    def _total(self, name: str) -> Decimal:
        return Decimal(self._expect["totals"][name])


@cache
def _worked_cases() -> Mapping[str, Worked]:
    return {each["id"]: Worked(each) for each in conformance_cases.cases()["cases"]}


class Figures:
    """The functions pages call; `examples` is the folder of the named claims."""

    def __init__(self, examples: Path) -> None:
        self._examples = examples
        self._read: dict[str, Claim] = {}

    def example(self, name: str, *, as_of: Day | None = None) -> Example:
        """The claim of `docs/examples/<name>.json`, on its own day or on another."""
        if name not in self._read:
            path = self._examples / f"{name}.json"
            if not path.is_file():
                raise LookupError(f"pas d’exemple « {name} » : {path.name} manque dans docs/examples")
            self._read[name] = _claim(path.read_bytes())
        claim = self._read[name]
        return Example(claim if as_of is None else claim.model_copy(update={"as_of": as_day(as_of)}))

    @staticmethod
    def owed(invoice_amount: Given, due_on: Day, as_of: Day, debtor: str = "business", **more: Any) -> Example:
        """A claim of one invoice, said in one line; `more` are other keys of the claim's contract."""
        invoice = {"due_on": as_day(due_on), "amount": str(invoice_amount), **more.pop("invoice", {})}
        return Example(
            Claim.model_validate({"as_of": as_day(as_of), "debtor": {"kind": debtor}, "invoices": [invoice], **more})
        )

    @staticmethod
    def worked(name: str) -> Worked:
        """A published worked case by its name.

        >>> str(Figures.worked("contract-two-half-years").interest)  # 99,86 + 210,63
        '310.49'
        """
        if name not in _worked_cases():
            raise LookupError(f"pas de cas chiffré « {name} » dans tests/cases")
        return _worked_cases()[name]

    @staticmethod
    def worked_count() -> int:
        """How many worked cases the site publishes."""
        return len(_worked_cases())

    @staticmethod
    def law(identifier: str, on: Day | None = None) -> Figure:
        """A parameter of the law, on a day or today (the last day of the current half-year's rates)."""
        rule = parameter(identifier)
        return Figure(identifier, rule.on(as_day(on) if on else current_half_year()), rule.unit)

    @staticmethod
    def due(
        issued_on: Day, days: int, end_of_month: Literal["after", "before"] | None = None, on_day: int | None = None
    ) -> date:
        """The due date of a term; « fin de mois » needs its reading."""
        return due_date(Term(days=days, end_of_month=end_of_month, on_day=on_day), as_day(issued_on))

    @staticmethod
    def latest_lawful(issued_on: Day, end_of_month: Reading = None, **more: Any) -> LegalMaximum:
        """The latest due date the law allows between businesses."""
        found = legal_maximum(as_day(issued_on), end_of_month, **more)
        if found is None:
            raise LookupError(f"pas de maximum connu pour une facture du {issued_on}")
        return found

    @staticmethod
    def answer_by(start: Day, days: int, kind: DayKind = "ouvrable") -> Deadline:
        """The last day of a time given in a letter, counted in `kind` days from the day after `start`."""
        return deadline(as_day(start), days, kind)

    @staticmethod
    def time_limit(name: str, start: Day, **more: Any) -> time_limits.TimeLimit:
        """A time limit of procedure: a function of `latepay_core.countries.fr.time_limits`, by its name.

        >>> Figures(Path()).time_limit("order_enforcement", "2026-09-02", served_on="2026-09-21").last_day
        datetime.date(2026, 11, 23)
        """
        rule: Callable[..., time_limits.TimeLimit] | None = getattr(time_limits, name, None)
        if rule is None or name.startswith("_"):
            raise LookupError(f"pas de délai de procédure « {name} »")
        given = {key: as_day(value) if key.endswith("_on") else value for key, value in more.items()}
        return rule(as_day(start), **given)

    @staticmethod
    def costs(recovered: Given, on: Day, *, title: bool = True) -> Costs:
        """What recovering a sum costs through a commissaire de justice, on a day."""
        return costs(as_decimal(recovered), as_day(on), title=title)

    @staticmethod
    def late_cost(receivables: Given, turnover: Given, **more: Any) -> LateCost:
        """What being paid late costs a business."""
        given: dict[str, Any] = {
            key: value if isinstance(value, int) else Decimal(value) for key, value in more.items()
        }
        return cost_of_late_payment(as_decimal(receivables), as_decimal(turnover), **given)


def _claim(text: bytes) -> Claim:
    try:
        return read_claim(text)
    except ClaimRefused as refused:
        raise ValueError(" ; ".join(complaints(refused.refusals))) from None


def names(examples: Path) -> Mapping[str, object]:
    """What pages can name."""
    figures = Figures(examples)
    functions = (
        "example", "owed", "law", "due", "latest_lawful", "answer_by", "time_limit", "costs", "late_cost",
        "worked", "worked_count",
    )  # fmt: skip
    return {"rates": Rates(), "tariffs": tariffs, "reclaim_by": reclaim_by} | {
        name: getattr(figures, name) for name in functions
    }


def euros(value: Given) -> str:
    """An amount without its cents where there are none: « 10 000 € », « 3,40 € ».

    >>> euros("10000.00"), euros("3.40")
    ('10\u202f000\u00a0€', '3,40\u00a0€')
    """
    whole = as_decimal(value)
    return amount(whole) if whole % 1 else number(whole, 0) + "\u00a0€"


def rounded(value: Given, decimals: int) -> str:
    """A quotient cut to so many decimals, half up, where the page says that it is about that: `number` rounds nothing.

    >>> rounded(Decimal(1800) / 97, 1)
    '18,6'
    """
    return number(as_decimal(value).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP), decimals)


_WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def with_weekday(day: Day) -> str:
    """A day in words, with its name.

    >>> with_weekday("2026-11-20")
    'vendredi 20\u00a0novembre\u00a02026'
    """
    whole = as_day(day)
    return f"{_WEEKDAYS[whole.weekday()]} {date_in_words(whole)}"


_SPELLED = ("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix")


def spelled(figure: Figure) -> str:
    """A time or a number of the law in words, up to ten: « deux ans »; beyond, in figures.

    >>> spelled(Figures.law("limitation.consumer")), spelled(Figures.law("b2b.default-term"))
    ('deux ans', '30\u00a0jours')
    """
    count, _, unit = str(figure).partition("\u00a0")
    return f"{_SPELLED[int(count)]} {unit}" if count.isdigit() and int(count) < len(_SPELLED) else str(figure)


def marked(rate: Rate) -> str:
    """A rate, and « (recoupé) » or « (provisoire) » where it is not certain."""
    said = {"certain": "", "to-check": f" ({MARKS['agreed'].word})", "to-come": " (provisoire)"}
    return percent(rate.value) + said[rate.mark]


def filters() -> Mapping[str, Callable[..., str]]:
    """How pages write what they name."""
    return {
        "amount": lambda value: amount(as_decimal(value)),
        "euros": euros,
        "percent": lambda value: percent(as_decimal(value)),
        "marked": marked,
        "spelled": spelled,
        "number": lambda value, decimals=0: number(as_decimal(value), decimals),
        "rounded": rounded,
        "in_words": lambda day: date_in_words(as_day(day)),
        "with_weekday": with_weekday,
        "in_numbers": lambda day: date_in_numbers(as_day(day)),
        "days": lambda count: day_count(int(count)),
        "half_year": lambda day: half_year(as_day(day)),
    }
