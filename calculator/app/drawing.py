"""The debt over time as a drawing: everything is reckoned to a tenth of a unit here, and laid out by a template."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal

from calculator.app.wording import amount, percent, round_amount, thousands
from latepay_core.weighing import Curve
from latepay_core.weighing.curve import Point

#: Steps of the scale, by powers of ten; and how many of them there are at most.
_STEPS, _MOST_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10)), 4
_THOUSAND = 1000
_ROOM_FOR_A_RATE, _ROOM_FOR_A_DATE, _ROOM_FOR_A_SUM = 50, 76, 84
_MOST_NAMED = 8


@dataclass(frozen=True, slots=True)
class Frame:
    """A drawing's size, and where the curve lies in it."""

    name: str
    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int


WIDE = Frame("wide", 780, 330, 64, 676, 44, 300)
NARROW = Frame("narrow", 358, 262, 52, 346, 44, 228)


class Drawing:
    """A curve within a frame; every place is a text, as SVG wants it."""

    def __init__(self, curve: Curve, frame: Frame) -> None:
        self.curve, self.frame = curve, frame
        self.first, self.last = curve.past[0].on, curve.coming[-1].on
        self.today = curve.past[-1].on
        highest: Decimal = max(each.total for each in (*curve.past, *curve.coming))
        self.step = _step(highest)
        count = max(Decimal(1), (highest / self.step).to_integral_value(ROUND_CEILING))
        self.highest = self.step * count if highest > self.step * (count - Decimal("0.1")) else highest
        self.highest = max(self.highest, self.step)

    def x(self, day: date) -> str:
        """Where a day lies."""
        share = Decimal((day - self.first).days) / max(1, (self.last - self.first).days)
        return _short(self.frame.left + share * (self.frame.right - self.frame.left))

    def y(self, euros: Decimal) -> str:
        """How high a sum lies."""
        return _short(self.frame.bottom - euros / self.highest * (self.frame.bottom - self.frame.top))

    @property
    def scale(self) -> list[tuple[str, str]]:
        """The sums of the scale: where each lies, and its words."""
        count = int(self.highest // self.step)
        return [(self.y(self.step * at), _sum(self.step * at, self.step)) for at in range(count + 1)]

    @property
    def dates(self) -> list[tuple[str, str]]:
        """The first days of half-years, or of a short time's quarters or months: where each lies, the words of some."""
        span = (self.last - self.first).days
        every = 6 if span > 700 else 3 if span > 330 else 2 if span > 200 else 1  # noqa: PLR2004 - days of a drawing
        found: list[tuple[str, str]] = []
        said = Decimal(-1_000)
        for year in range(self.first.year, self.last.year + 1):
            for month in range(1, 13, every):
                day = date(year, month, 1)
                if not self.first <= day <= self.last:
                    continue
                x = Decimal(self.x(day))
                fits = x - said >= _ROOM_FOR_A_DATE and x + 30 <= self.frame.width
                found.append((str(x), f"{month:02}/{year}" if fits else ""))
                said = x if fits else said
        return found

    @property
    def rates(self) -> list[tuple[str, str, str, str, bool]]:
        """The rates: from where to where, the middle, the words where there is room, whether provisional."""
        found = []
        for each in self.curve.rates:
            first, last = max(each.first, self.first), min(each.to, self.last)
            if first > last:
                continue
            start, end = Decimal(self.x(first)) + 1, Decimal(self.x(last)) - 1
            wide = end - start >= _ROOM_FOR_A_RATE and each.percent is not None
            words = percent(each.percent) if wide and each.percent is not None else ""
            found.append((_short(start), _short(end), _short((start + end) / 2), words, each.provisional))
        return found

    def area(self, points: Sequence[Point], low: str, high: str) -> str:
        """The surface between two sums of each point: `low` may be empty, for none."""
        above = [f"{self.x(each.on)} {self.y(getattr(each, high))}" for each in points]
        below = [f"{self.x(each.on)} {self.y(getattr(each, low) if low else Decimal(0))}" for each in reversed(points)]
        return f"M{' L'.join((*above, *below))} Z"

    def line(self, points: Sequence[Point], of: str) -> str:
        """The line of one sum."""
        return "M" + " L".join(f"{self.x(each.on)} {self.y(getattr(each, of))}" for each in points)

    @property
    def stops(self) -> list[tuple[str, str, Point]]:
        """The days to stop at: where each lies, and what was owed."""
        return [
            (self.x(each.on), self.y(each.total), each)
            for each in self.curve.past
            if each.received or each is self.curve.past[-1] or (each.on.day in (30, 31) and each.on.month in (6, 12))
        ]

    @property
    def named_payments(self) -> list[tuple[str, str, str]]:
        """The sums received, written above their points where there is room for them."""
        paid = [each for each in self.curve.past if each.received]
        found: list[tuple[str, str, str]] = []
        if self.frame is NARROW or len(paid) > _MOST_NAMED:
            return found
        said = Decimal(-1_000)
        for each in paid:
            x, y = Decimal(self.x(each.on)), Decimal(self.y(each.total))
            if x - said < _ROOM_FOR_A_SUM or x > self.frame.right - _ROOM_FOR_A_SUM:
                continue
            found.append(
                (_short(x + 8), _short(min(y + 20, Decimal(self.frame.bottom - 8))), f"− {amount(each.received)}")
            )
            said = x
        return found


def _step(highest: Decimal) -> Decimal:
    """The distance of two lines of the scale: a round sum."""
    power = Decimal(1)
    while True:
        for each in _STEPS:
            if each * power * _MOST_STEPS >= highest:
                return each * power
        power *= 10


def _sum(euros: Decimal, step: Decimal) -> str:
    return thousands(euros) if step >= _THOUSAND else round_amount(euros)


def _short(value: Decimal) -> str:
    return f"{value:.1f}".removesuffix(".0")
