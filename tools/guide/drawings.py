"""The drawings of the guide, made when the site is built from `drawings.toml`: a way with its exits, who pays whom, a
calendar whose days come from the core. Each stands in a figure, followed by the same thing in words.

A drawing bears no style of its own: its classes take their colours from `docs/assets/styles/article.css`, so that both
themes and paper suit it. Everything is 380 wide, the width of a phone: no drawing is wider than the text.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from latepay_core.wording.french import date_in_words

DRAWINGS = Path(__file__).with_name("drawings.toml")
WIDTH = 380
EDGE = 4
#: Where the way goes down, and where its exits stand beside it.
WAY, SIDE = (4, 206), (252, 124)
GAP = 32
LINE = 18
#: More letters than these leave their box, in the size of the drawing's text.
LONGEST_WAY, LONGEST_SIDE = 27, 17
#: A row of a calendar: its name, its bar, its two days.
ROW, BAR = 66, 14
HEAD = 30


class DrawingError(ValueError):
    """A drawing that cannot be made: unknown, or with a line that leaves its box."""


@dataclass(frozen=True, slots=True)
class Box:
    """Lines of text in a frame, centred on a height; `kind` is `question`, `strong` or plain."""

    lines: tuple[str, ...]
    left: int
    width: int
    middle: int
    kind: str = ""

    @property
    def height(self) -> int:
        return tall(self.lines)

    @property
    def top(self) -> int:
        return self.middle - self.height // 2

    @property
    def bottom(self) -> int:
        return self.top + self.height

    @property
    def centre(self) -> int:
        return self.left + self.width // 2

    def drawn(self) -> str:
        strong = self.kind == "strong"
        corner = 18 if self.kind == "question" else 4
        frame = (
            f'<rect class="{"box-strong" if strong else "box"}" x="{self.left}" y="{self.top}" width="{self.width}" '
            f'height="{self.height}" rx="{corner}"/>'
        )
        first = self.top + 21
        bold = ' class="strong"' if strong else ""
        words = (
            f'<text x="{self.centre}" y="{first + LINE * rank}" text-anchor="middle"{bold}>{escape(line)}</text>'
            for rank, line in enumerate(self.lines)
        )
        return frame + "".join(words)


def tall(lines: Sequence[str]) -> int:
    """The height of a box that holds these lines.

    >>> [tall(["Un mot"]), tall(["Deux", "lignes"])]
    [34, 52]
    """
    return 16 + LINE * len(lines)


def fitting(lines: Sequence[str], longest: int) -> tuple[str, ...]:
    """The lines, none of them longer than its box."""
    if too_long := [line for line in lines if len(line) > longest]:
        raise DrawingError(f"« {too_long[0]} » sort de son cadre : {longest} lettres au plus")
    return tuple(lines)


def down(x: int, start: int, end: int) -> str:
    return f'<path class="arrow" d="M{x} {start}V{end - 2}m-5 -7l5 7l5 -7"/>'


def note(x: int, y: int, text: str, anchor: str = "start") -> str:
    return f'<text class="note" x="{x}" y="{y}" text-anchor="{anchor}">{escape(text)}</text>'


def way(steps: Sequence[Mapping[str, Any]]) -> tuple[str, int]:
    """Steps one under the other, each with the exit that may stand beside it; and the height of the whole.

    A step holds `lines`, and may hold `kind`, `exit` (the lines of the box beside it), `if` (the answer that leads to
    the exit) and `then` (the answer that leads on).
    """
    parts: list[str] = []
    top = EDGE
    before: Box | None = None
    answer = ""
    for step in steps:
        beside = fitting(step.get("exit", ()), LONGEST_SIDE)
        lines = fitting(step["lines"], LONGEST_WAY)
        middle = top + max(tall(lines), tall(beside) if beside else 0) // 2
        box = Box(lines, *WAY, middle, step.get("kind", ""))
        if before:
            parts.append(down(box.centre, before.bottom, box.top))
            parts.append(note(box.centre + 10, (before.bottom + box.top) // 2 + 4, answer) if answer else "")
        parts.append(box.drawn())
        if beside:
            exit_ = Box(beside, *SIDE, middle)
            parts.append(f'<path class="arrow" d="M{box.left + box.width} {middle}H{exit_.left - 3}m-6 -5l6 5l-6 5"/>')
            parts.append(note((box.left + box.width + exit_.left) // 2 - 2, middle - 7, step.get("if", ""), "middle"))
            parts.append(exit_.drawn())
        before, answer = box, step.get("then", "")
        top = middle + max(tall(lines), tall(beside) if beside else 0) // 2 + GAP
    return "".join(parts), top - GAP + EDGE


def payers(drawing: Mapping[str, Any]) -> tuple[str, int]:
    """Those who pay one another, from the first to the last, and the short cut of the last one to the first."""
    parts: list[str] = []
    boxes: list[Box] = []
    top = EDGE
    for who in drawing["who"]:
        lines = fitting(who["lines"], LONGEST_WAY)
        box = Box(lines, *WAY, top + tall(lines) // 2, who.get("kind", ""))
        if boxes:
            parts.append(down(box.centre, boxes[-1].bottom, box.top))
            parts.append(note(box.centre + 10, (boxes[-1].bottom + box.top) // 2 + 4, who["paid"]))
        boxes.append(box)
        top = box.bottom + 2 * GAP
    first, last = boxes[0], boxes[-1]
    cut = fitting(drawing["short_cut"], LONGEST_SIDE)
    beside = Box(cut, *SIDE, (first.middle + last.middle) // 2)
    edge = first.left + first.width
    parts.append(f'<path class="arrow arrow--cut" d="M{edge} {first.middle}H{beside.centre}V{beside.top}"/>')
    parts.append(
        f'<path class="arrow arrow--cut" d="M{beside.centre} {beside.bottom}V{last.middle}H{edge + 3}"/>'
        f'<path class="arrow" d="M{edge + 3} {last.middle}m6 -5l-6 5l6 5"/>'
    )
    return "".join(parts + [box.drawn() for box in (*boxes, beside)]), last.bottom + EDGE


def calendar(rows: Sequence[Mapping[str, Any]]) -> tuple[str, int]:
    """Times that run, each a bar from its first day to its last over the months; and the height of the whole."""
    first, last = (min(row["first"] for row in rows), max(row["last"] for row in rows))
    months = list(_months(first, last))
    start, end = months[0], _next_month(months[-1])
    bottom = HEAD + ROW * len(rows)

    def across(day: date) -> float:
        return round(EDGE + (WIDTH - 2 * EDGE) * (day - start).days / (end - start).days, 1)

    parts = [
        f'<path class="grid" d="M{across(month)} 22V{bottom}"/>' + note(round(across(month)) + 5, 16, _short(month))
        for month in months
    ]
    for rank, row in enumerate(rows):
        top = HEAD + ROW * rank
        left, right = across(row["first"]), across(row["last"])
        name = row["name"]
        if len(name) > LONGEST_WAY + LONGEST_SIDE:
            raise DrawingError(f"« {name} » sort de sa ligne")
        days = f"{date_in_words(row['first'])} – {date_in_words(row['last'])}"
        bold = "bar-strong" if row.get("kind") == "strong" else "bar"
        parts.append(f'<text x="{EDGE}" y="{top + 18}" class="strong">{escape(name)}</text>')
        parts.append(
            f'<rect class="{bold}" x="{left}" y="{top + 26}" width="{max(4, round(right - left, 1))}" '
            f'height="{BAR}" rx="3"/>'
        )
        parts.append(note(EDGE, top + 26 + BAR + 16, days))
    return "".join(parts), bottom + EDGE


_MONTHS = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")


def _short(month: date) -> str:
    return _MONTHS[month.month - 1]


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _months(first: date, last: date) -> list[date]:
    found = [first.replace(day=1)]
    while _next_month(found[-1]) <= last:
        found.append(_next_month(found[-1]))
    return found


@cache
def drawings() -> dict[str, dict[str, Any]]:
    """What is drawn, by its name."""
    found: dict[str, dict[str, Any]] = tomllib.loads(DRAWINGS.read_text(encoding="utf-8"))
    return found


@dataclass(frozen=True, slots=True)
class PageDrawings:
    """The drawings as one page asks for them: `page` is its path, `agir/batiment.md`."""

    page: str
    environment: Environment

    def drawing(self, name: str, *rows: Mapping[str, Any]) -> Markup:
        """The figure and its text twin; `rows` are the times of a calendar, whose days the page has from the core."""
        if name not in drawings():
            raise LookupError(f"pas de dessin « {name} » ; il y a {', '.join(drawings())}")
        found = drawings()[name]
        if "steps" in found:
            body, height = way(found["steps"])
        elif "who" in found:
            body, height = payers(found)
        else:
            body, height = calendar(rows)
        root = "../" * self.page.count("/")
        twin = self.environment.from_string(found["twin"]).render(root=root, rows=rows).strip()
        title, told = escape(found["title"]), escape(found["told"])
        figure = (
            f'<svg viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" role="img" '
            f'aria-labelledby="{name}-titre {name}-desc">'
            f'<title id="{name}-titre">{title}</title><desc id="{name}-desc">{told}</desc>{body}</svg>'
        )
        return Markup(
            f'<div class="drawn" markdown="1">\n\n<figure class="diagram">\n{figure}\n'
            f"<figcaption>{title}.</figcaption>\n</figure>\n\n"
            f'<div markdown="1">\n\n**La même chose, en mots\u00a0:**\n\n{twin}\n\n</div>\n\n</div>'
        )
