"""The two smaller answers, as JSON: when an invoice falls due, and the law's rates and rules."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, Self, cast, get_args

from latepay_core.claim import Term, Trade
from latepay_core.claim.refusals import shown_value
from latepay_core.cli.reading import faulty
from latepay_core.cli.sentences import sentence
from latepay_core.dates import readings
from latepay_core.dates.longest import LatestLawful, LongestTerms
from latepay_core.days import half_year_start
from latepay_core.law import DatedValue, NotCovered, Parameter, all_parameters
from latepay_core.law.freshness import Freshness
from latepay_core.regimes import DEFAULT, country_named
from latepay_core.regimes.derived import DerivedRate
from latepay_core.statement.country import Country
from latepay_core.statement.edition import edition
from latepay_core.wording import say
from latepay_core.wording.french import date_in_words

_READINGS = ("after", "before", "both")
_TRADES: tuple[Trade, ...] = get_args(Trade)


def longest_terms() -> LongestTerms:
    """The longest terms that the law of the default country allows."""
    country: Country = country_named(DEFAULT)
    return country.longest_terms


@dataclass(frozen=True)
class DueDateQuestion:
    """An invoice and its term. The term runs from receipt where a day of receipt is given, else from issue."""

    issued: date
    received: date | None
    term: Term
    both: bool
    summary: bool
    trade: Trade | None
    delivered: date | None

    @classmethod
    def of(
        cls,
        *,
        days: int | None,
        months: int | None,
        end_of_month: str | None,
        on_days: tuple[int, ...],
        trade: str | None,
        **settings: Any,
    ) -> Self:
        """The question, once its parts are seen to go together; raises ClaimRefused otherwise."""
        if end_of_month is not None and end_of_month not in _READINGS:
            raise faulty("reading", "--end-of-month", given=shown_value(end_of_month))
        if trade is not None and trade not in _TRADES:
            raise faulty("trade", "--trade", given=shown_value(trade), choices=", ".join(_TRADES))
        if days is None and months is None:
            raise faulty("length-missing", "--days")
        both = end_of_month == "both"
        reading = cast(Literal["after", "before"] | None, "after" if both else end_of_month)
        term = Term(days=days, months=months, end_of_month=reading, on_days=on_days)
        question = cls(term=term, both=both, trade=trade, **settings)
        question._check_delivery()
        if question.received is not None and question.received < question.issued:
            words = {"received": date_in_words(question.received), "issued": date_in_words(question.issued)}
            raise faulty("received-before-issue", "--received", **words)
        return question

    def _check_delivery(self) -> None:
        if self.trade is None and self.delivered is not None:
            raise faulty("delivered-alone", "--delivered")
        counted_from = longest_terms().term_of(self.trade, summary=self.summary).counted_from if self.trade else "issue"
        if counted_from == "delivery" and self.delivered is None:
            raise faulty("delivered-missing", "--trade", trade=self.trade or "")

    def maximum(self, end_of_month: Literal["after", "before"] | None) -> LatestLawful | None:
        """The latest lawful due date under a reading of the term."""
        return longest_terms().latest_lawful(
            self.issued, end_of_month, summary=self.summary, trade=self.trade, delivered=self.delivered
        )


@dataclass(frozen=True)
class Due:
    """The due date under one reading, and the latest one that the law allows under the same reading."""

    reading: str
    due_on: date
    maximum: LatestLawful | None

    @property
    def too_late(self) -> bool:
        """Whether the term agreed is longer than the law allows."""
        return self.maximum is not None and self.due_on > self.maximum.due_on

    def warning(self) -> str:
        """Says by which day payment should be due instead."""
        if self.maximum is None:
            return ""
        return sentence(
            "cli.due-date.over-sector" if self.maximum.sector else "cli.due-date.over",
            due=date_in_words(self.due_on),
            lawful=date_in_words(self.maximum.due_on),
            rule=say(self.maximum.rule_told),
        )


def due_dates(question: DueDateQuestion) -> list[Due]:
    """The due date under each reading asked for. The legal maximum counts from issue, whatever the contract says."""
    start = question.received or question.issued
    found = []
    for reading, due_on in readings(question.term, start, both=question.both):
        end_of_month = None if reading == "net" else cast(Literal["after", "before"], reading)
        found.append(Due(reading, due_on, question.maximum(end_of_month)))
    return found


def latest_lawful(found: list[Due]) -> LatestLawful | None:
    """The latest lawful due date under any of the readings asked for."""
    return max((each.maximum for each in found if each.maximum), key=lambda each: each.due_on, default=None)


def due_date_answer(question: DueDateQuestion) -> dict[str, Any]:
    """The answer (docs/format). `legal_maximum` is the latest under the readings asked for; `by_reading` has each."""
    found = due_dates(question)
    latest = latest_lawful(found)
    maximum = None
    if latest is not None:
        each_reading = [{"reading": each.reading, **_maximum(each.maximum)} for each in found if each.maximum]
        maximum = {**_maximum(latest), "by_reading": each_reading}
    return {
        "due": [{"reading": each.reading, "due_on": each.due_on.isoformat()} for each in found],
        "legal_maximum": maximum,
        "warnings": [_warning(each) for each in found if each.too_late],
    }


def _maximum(maximum: LatestLawful) -> dict[str, Any]:
    return {
        "due_on": maximum.due_on.isoformat(),
        "rule": maximum.rule,
        "days": maximum.days,
        "reference": maximum.reference,
        **_sector(maximum),
    }


def _sector(maximum: LatestLawful) -> dict[str, Any]:
    """What a sector's rule adds: which sector, how sure the rule is, on what it depends."""
    sector = maximum.sector
    if sector is None:
        return {}
    return {"trade": sector.code, "status": sector.status, "note": say(sector.note), "to_check": say(maximum.to_check)}


def _warning(due: Due) -> dict[str, Any]:
    lawful = due.maximum.due_on.isoformat() if due.maximum else None
    figures = {"reading": due.reading, "due_on": due.due_on.isoformat(), "lawful_due_on": lawful}
    return {"code": "term-over-legal-maximum", "message": due.warning(), "figures": figures}


def derived_rates(day: date) -> Iterator[DerivedRate]:
    """The rates that follow from the law's values on a day."""
    country: Country = country_named(DEFAULT)
    return iter(country.rates_on(day))


def title_of(rate: DerivedRate) -> str:
    """What a rate is, in words."""
    return sentence(f"cli.rates.{rate.id}")


def value_on(each: Parameter, day: date) -> DatedValue | None:
    """A parameter's value on a day; None before its first."""
    try:
        return each.on(day)
    except NotCovered:
        return None


def rates_answer(day: date | None) -> dict[str, Any]:
    """Every parameter with its history; or, for a day, its value then and the rates that follow."""
    drawn = edition(*country_named(DEFAULT).law).model_dump(mode="json")
    if day is None:
        return {
            "parameters": [_history(each) for each in all_parameters(*country_named(DEFAULT).law)],
            "edition": drawn,
        }
    return {
        "on": day.isoformat(),
        "half_year": half_year_start(day).isoformat(),
        "rates": [_derived(each) for each in derived_rates(day)],
        "parameters": [_on(each, day) for each in all_parameters(*country_named(DEFAULT).law)],
        "edition": drawn,
    }


def freshness_answer(day: date, found: Sequence[Freshness]) -> dict[str, Any]:
    """Whether each series is known and was checked lately, as `latepay.rates-check/1` (docs/format)."""
    return {
        "schema": "latepay.rates-check/1",
        "on": day.isoformat(),
        "fresh": all(each.fresh for each in found),
        "series": [
            {
                "id": each.series.id,
                "title": each.series.title,
                "needed_on": each.needed_on.isoformat(),
                "checked_until": each.series.checked_until.isoformat(),
                "missing": each.missing,
                "stale": each.stale,
            }
            for each in found
        ],
    }


def _head(each: Parameter) -> dict[str, Any]:
    return {
        "id": each.id,
        "title": each.title,
        "unit": each.unit,
        "kind": each.kind,
        "checked_until": each.checked_until.isoformat(),
    }


def _history(each: Parameter) -> dict[str, Any]:
    return {**_head(each), "values": [_value(value) for value in each.values]}


def _on(each: Parameter, day: date) -> dict[str, Any]:
    found = value_on(each, day)
    known = _value(found) | {"provisional": found.provisional} if found else None
    return {**_head(each), "value": known}


def _value(value: DatedValue) -> dict[str, Any]:
    return {
        "from": value.starts_on.isoformat(),
        "to": value.ends_on.isoformat() if value.ends_on else None,
        "value": format(value.value, "f"),
        "reference": value.reference,
        "url": value.url,
        "published_on": value.published_on.isoformat() if value.published_on else None,
        "status": value.status,
        "confidence": value.confidence,
        "note": value.note,
    }


def _derived(each: DerivedRate) -> dict[str, Any]:
    return {
        "id": each.id,
        "title": title_of(each),
        "percent": None if each.percent is None else format(each.percent, "f"),
        "covered_from": each.first.isoformat(),
        "status": "verified" if each.verified else "unconfirmed",
        "provisional": each.provisional,
        "reference": say(each.reference),
        "sources": [source.reference for source in each.sources],
    }
