"""Write the page « Les taux », and its figures as a CSV file, from the law's data alone."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Literal

from latepay_core.countries.fr.regimes import public as fr_public
from latepay_core.countries.fr.regimes.rates import (
    BUSINESS_SERIES,
    PRIVATE_SERIES,
    business_quote,
    floor_on,
    public_quote,
)
from latepay_core.countries.fr.texts import articles
from latepay_core.days import DAY, half_year_start, half_year_starts, next_half_year
from latepay_core.law import DatedValue, Parameter, all_parameters, parameter, verified_until
from latepay_core.law.certainty import weakest
from latepay_core.regimes import DEFAULT, RateQuote, country_named
from latepay_core.wording.french import amount, date_in_numbers, date_in_words, day_count, half_year, number, percent
from tools.guide.marks import PageMarks, word_of
from tools.guide.parts import official
from tools.pages import templates
from tools.rates_chart import draw

PAGE = Path("comprendre") / "taux.md"
TABLE = Path("assets") / "app" / "taux.csv"
SERIES = ("ecb-mro", PRIVATE_SERIES, BUSINESS_SERIES)
#: The rule of today, ECB plus ten points, begins here; before, another law held.
FIRST_HALF_YEAR = date(2009, 1, 1)
#: Before, the law named no day of the half-year: the figures follow today's reading.
ANCHORED_SINCE = date(2013, 1, 1)

Mark = Literal["certain", "to-check", "to-come"]


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate for a half-year, as certain as the least certain value it is worked out from."""

    value: Decimal
    mark: Mark

    @classmethod
    def from_values(cls, value: Decimal, *grounds: DatedValue) -> Rate:
        if any(ground.provisional for ground in grounds):
            return cls(value, "to-come")
        return cls(value, "certain" if all(ground.confirmed for ground in grounds) else "to-check")

    @classmethod
    def of(cls, quote: RateQuote) -> Rate:
        return cls.from_values(quote.percent, *quote.sources, *([quote.rule] if quote.rule else []))


@dataclass(frozen=True, slots=True)
class HalfYear:
    """Every rate of a half-year; `public` is None before the public buyers' rule of today."""

    starts_on: date
    ends_on: date
    ecb: Rate
    default: Rate
    floor: Rate
    private: Rate
    other: Rate
    public: Rate | None

    @property
    def anchored(self) -> bool:
        return self.starts_on >= ANCHORED_SINCE


@dataclass(frozen=True, slots=True)
class LegalInterest:
    """The legal rates over one time; both come from one text, but not always with the same certainty."""

    starts_on: date
    ends_on: date
    private: DatedValue
    other: DatedValue


def half_year_rates(start: date) -> HalfYear:
    """The rates of the half-year that begins on `start`."""
    ecb, private, other = (parameter(identifier).on(start) for identifier in SERIES)
    floor = floor_on(start, ())
    ends_on = next_half_year(start) - DAY
    return HalfYear(
        starts_on=start,
        ends_on=ends_on,
        ecb=Rate.from_values(ecb.value, ecb),
        default=Rate.of(business_quote(start)),
        floor=Rate.from_values(floor.percent, floor.legal, floor.multiplier),
        private=Rate.from_values(private.value, private),
        other=Rate.from_values(other.value, other),
        public=Rate.of(public_quote(start)) if ends_on >= fr_public.FIRST_DAY else None,
    )


def current_half_year() -> date:
    """The last half-year whose rates are all known: what the data say, whatever the day of the build."""
    return half_year_start(min(parameter(identifier).checked_until for identifier in SERIES))


def known_half_years() -> list[HalfYear]:
    """From 2009 to the current half-year, oldest first."""
    starts = [FIRST_HALF_YEAR, *half_year_starts(FIRST_HALF_YEAR, current_half_year())]
    return [half_year_rates(start) for start in starts]


def legal_interest() -> list[LegalInterest]:
    """Both legal rates side by side, newest first."""
    private, other = parameter(PRIVATE_SERIES), parameter(BUSINESS_SERIES)
    starts = sorted({value.starts_on for value in (*private.values, *other.values)}, reverse=True)
    return [_legal_interest(private.on(start), other.on(start)) for start in starts]


def _legal_interest(private: DatedValue, other: DatedValue) -> LegalInterest:
    if private.ends_on is None or other.ends_on is None:
        raise ValueError("a legal rate holds for the time its text names: its last day is missing")
    starts_on = max(private.starts_on, other.starts_on)
    return LegalInterest(starts_on, min(private.ends_on, other.ends_on), private, other)


def rules(prefix: str) -> list[Parameter]:
    return [
        each
        for each in all_parameters(*country_named(DEFAULT).law)
        if each.kind == "rule" and each.id.startswith(prefix)
    ]


def rules_checked_until() -> date:
    return min(each.checked_until for each in all_parameters(*country_named(DEFAULT).law) if each.kind == "rule")


def spaced(text: str) -> str:
    """Text of the law's data, where spaces are plain, with the spaces of French print.

    >>> spaced("délai « fin de mois » : 45 jours ; 2,40 %")
    'délai «\u00a0fin de mois\u00a0»\u00a0: 45 jours\u202f; 2,40\u00a0%'
    """
    return re.sub(" (?=[:%€»])|(?<=«) ", "\u00a0", re.sub(" (?=[;!?])", "\u202f", text))


_MONTHS_IN_YEAR = 12
_UNITS = {"percentage-points": "points", "times": "fois", "months": "mois", "eur": "€"}


def quantity(value: Decimal, unit: str) -> str:
    """A scalar value with its unit, as it is said.

    >>> quantity(Decimal("10"), "percentage-points"), quantity(Decimal("1.5"), "times")
    ('10\u00a0points', '1,5\u00a0fois')
    """
    if unit == "months" and value % _MONTHS_IN_YEAR == 0:
        years = int(value) // _MONTHS_IN_YEAR
        return f"{years}\u00a0{'an' if years == 1 else 'ans'}"
    match unit:
        case "calendar-days":
            return day_count(int(value))
        case "percent-a-year":
            return percent(value)
    return f"{number(value, 0)}\u00a0{_UNITS[unit]}"


def trusted(value: DatedValue) -> str:
    """How sure a value is, in the word of the site's scale: `lu`, `recoupé` or `notre lecture`.

    >>> trusted(parameter("ecb-mro").on(date(2026, 1, 1)))
    'lu'
    """
    return word_of(value.certainty)


def trusted_text(value: DatedValue) -> str:
    """How sure the text of a rule is, as the page of the texts says it: one article bears one word on the whole site.

    >>> trusted_text(parameter("limitation.title").values[-1])
    'lu'
    """
    named = [
        article.confidence
        for article in articles()
        for cite in article.cites
        if re.match(rf"{re.escape(cite)}(?![\d-])", value.reference)
    ]
    return word_of(weakest(named)) if named else trusted(value)


#: The only order on the legal rate whose own text was read: that of 15 December 2025.
READ_ORDERS = {date(2026, 1, 1)}


def trusted_order(value: DatedValue) -> str:
    """How sure a legal rate is: read in its own order, or the same in several public tables.

    >>> series = parameter(BUSINESS_SERIES)
    >>> trusted_order(series.on(date(2026, 1, 1))), trusted_order(series.on(date(2024, 1, 1)))
    ('lu', 'recoupé')
    """
    return word_of(value.certainty if value.starts_on in READ_ORDERS else weakest([value.certainty, "secondary"]))


def thirty_days(rate: Decimal) -> str:
    """What 1 000 EUR cost in thirty days at a rate, of 365 days a year.

    >>> thirty_days(Decimal("12.40"))  # 1 000 x 12,40 % x 30 / 365 = 10,1917…
    '10,19\u00a0€'
    """
    return amount((Decimal(1000) * rate * 30 / 36500).quantize(Decimal("0.01"), ROUND_HALF_UP))


def page() -> str:
    known = known_half_years()
    now = known[-1]
    points, multiplier = (parameter(each).on(now.starts_on) for each in ("b2b.points-over-ecb", "b2b.floor-multiplier"))
    environment = templates()
    environment.filters |= {
        "percent": percent,
        "thirty_days": thirty_days,
        "number": number,
        "quantity": quantity,
        "spaced": spaced,
        "in_words": date_in_words,
        "in_numbers": date_in_numbers,
        "half_year": half_year,
    }
    return environment.get_template("rates.md.j2").render(
        now=now,
        coming=half_year_rates(next_half_year(now.starts_on)),
        half_years=known[::-1],
        above_default=[each for each in known if each.floor.value > each.default.value],
        increase=parameter("civil.increase-points").values[-1],
        points=points,
        public_points=parameter("public.points-over-ecb").on(now.starts_on),
        multiplier=multiplier,
        parameter=parameter,
        legal_interest=legal_interest(),
        rules=rules,
        rules_checked_until=rules_checked_until(),
        verified_until=verified_until(*country_named(DEFAULT).law),
        anchored_since=ANCHORED_SINCE,
        chart=draw(known, points.value, multiplier.value, environment),
        mark=PageMarks(PAGE.as_posix()),
        trusted=trusted,
        trusted_text=trusted_text,
        trusted_order=trusted_order,
        compensation=quantity(parameter("b2b.compensation").on(now.starts_on).value, "eur"),
        official=official,
    )


_COLUMNS = (
    "semestre", "du", "au", "taux BCE au premier jour", "taux sans clause", "plancher du contrat",
    "intérêt légal, créancier particulier", "intérêt légal, autres créanciers", "taux acheteur public", "recoupé",
)  # fmt: skip


def table() -> str:
    """The half-years for a spreadsheet set to French: semicolons, decimal commas, and the mark that tells UTF-8."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    writer.writerows(_row(each) for each in reversed(known_half_years()))
    return out.getvalue()


def _row(each: HalfYear) -> Iterator[str]:
    yield half_year(each.starts_on).replace("\u00a0", " ")
    yield date_in_numbers(each.starts_on)
    yield date_in_numbers(each.ends_on)
    rates = (each.ecb, each.default, each.floor, each.private, each.other, each.public)
    yield from (number(rate.value) if rate else "" for rate in rates)
    yield ", ".join(_to_check(zip(_COLUMNS[3:], rates, strict=False)))


def _to_check(named: Iterable[tuple[str, Rate | None]]) -> Iterator[str]:
    return (name for name, rate in named if rate and rate.mark == "to-check")


def write(docs: Path) -> None:
    """Write the page and its table under `docs`."""
    for path, text in ((docs / PAGE, page()), (docs / TABLE, table())):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
