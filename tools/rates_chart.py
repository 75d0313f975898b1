"""The chart of the page « Les taux »: step lines drawn in percent of their frame, so that words keep their size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, Decimal
from typing import TYPE_CHECKING

from jinja2 import Environment
from markupsafe import Markup

if TYPE_CHECKING:
    from tools.rates_page import HalfYear

#: The frame, in percent: room for the scale on the left, for the last values on the right, for the years below.
LEFT, RIGHT, TOP, BOTTOM = 8, 84, 2, 90
YEARS_BETWEEN_TICKS = 3
RATE_BETWEEN_TICKS = 5
LEAST_GAP = Decimal("1.1")
LINES = ("default", "floor", "other")
#: Where each line is named: above its long quiet years, clear of the others.
NAMED = {
    "default": (date(2010, 4, 1), date(2022, 12, 31)),
    "floor": (date(2010, 4, 1), date(2022, 12, 31)),
    "other": (date(2015, 9, 1), date(2022, 12, 31)),
}


@dataclass(frozen=True, slots=True)
class Scale:
    """Turns days and rates into percents of the frame."""

    first: date
    last: date
    top: int

    def x(self, day: date) -> str:
        share = Decimal((day - self.first).days) / Decimal((self.last - self.first).days)
        return _short(LEFT + share * (RIGHT - LEFT))

    def y(self, rate: Decimal) -> str:
        return _short(BOTTOM - rate / self.top * (BOTTOM - TOP))


@dataclass(frozen=True, slots=True)
class Line:
    """A step line, where it is named, and the height of its last value, clear of the others'."""

    name: str
    path: str
    name_x: str
    name_y: str
    last: Decimal
    last_y: str


def draw(half_years: Sequence[HalfYear], points: Decimal, multiplier: Decimal, environment: Environment) -> Markup:
    """The drawing, from half-years in order of time; `points` and `multiplier` name its lines."""
    highest = max(_rate(each, name) for each in half_years for name in LINES)
    top = int(highest.to_integral_value(ROUND_FLOOR)) + 1
    scale = Scale(half_years[0].starts_on, half_years[-1].ends_on, top)
    years = range(scale.first.year, scale.last.year + 1, YEARS_BETWEEN_TICKS)
    text = environment.get_template("rates_chart.svg.j2").render(
        lines=_lines(half_years, scale),
        rates=[(rate, scale.y(Decimal(rate))) for rate in range(0, top, RATE_BETWEEN_TICKS)],
        years=[(year, scale.x(date(year, 1, 1))) for year in years],
        last=half_years[-1],
        first=half_years[0],
        extremes={name: _extremes(half_years, name) for name in LINES},
        right=RIGHT,
        points=points,
        multiplier=multiplier,
    )
    return Markup(text)


def _lines(half_years: Sequence[HalfYear], scale: Scale) -> list[Line]:
    lasts = {name: _rate(half_years[-1], name) for name in LINES}
    heights = _apart(lasts)
    return [
        Line(
            name,
            _steps(half_years, name, scale),
            scale.x(NAMED[name][0]),
            scale.y(_highest(half_years, name)),
            lasts[name],
            scale.y(heights[name]),
        )
        for name in LINES
    ]


def _highest(half_years: Sequence[HalfYear], name: str) -> Decimal:
    first, last = NAMED[name]
    return max(_rate(each, name) for each in half_years if first <= each.ends_on and each.starts_on <= last)


def _rate(half_year: HalfYear, name: str) -> Decimal:
    found: Decimal = getattr(half_year, name).value
    return found


def _steps(half_years: Sequence[HalfYear], name: str, scale: Scale) -> str:
    moves: list[str] = []
    previous = None
    for each in half_years:
        y = scale.y(_rate(each, name))
        if previous is None:
            moves.append(f"M{scale.x(each.starts_on)} {y}")
        elif y != previous:
            moves.append(f"H{scale.x(each.starts_on)}V{y}")
        previous = y
    return "".join(moves) + f"H{scale.x(half_years[-1].ends_on)}"


def _apart(rates: dict[str, Decimal]) -> dict[str, Decimal]:
    """The rates, moved up where two would be written over each other."""
    placed: dict[str, Decimal] = {}
    lowest = Decimal(0)
    for name, rate in sorted(rates.items(), key=lambda item: item[1]):
        placed[name] = max(rate, lowest)
        lowest = placed[name] + LEAST_GAP
    return placed


def _extremes(half_years: Sequence[HalfYear], name: str) -> tuple[HalfYear, HalfYear]:
    return min(half_years, key=lambda each: _rate(each, name)), max(half_years, key=lambda each: _rate(each, name))


def _short(value: Decimal) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
