"""The page's first figures against the core's statement of a form: `python -m tests.support.first_figures 100000`."""

from __future__ import annotations

import gc
import json
import random
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from calculator.app.form import PARTY_WORDS, claim_of, read_form
from calculator.app.view import form_html
from latepay_core import ClaimRefused, Statement, draw_up
from latepay_core.money import cents
from tools.first_figures import table

SCRIPT = Path(__file__).with_suffix(".mjs")
SEED = 20261130
FIRST, LAST = date(2009, 1, 1), date(2026, 12, 31)
_EPOCH = date(1970, 1, 1)
_AT_ONCE = 5_000
_SPACES = (" ", "\u00a0", "\u202f", "")

Fields = dict[str, str]


def in_node(**asked: Any) -> dict[str, Any]:
    """What the page's module finds."""
    given = json.dumps({"table": table(), "blank": blank_fields(), **asked})
    outcome = subprocess.run(["node", str(SCRIPT)], input=given, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(outcome.stdout)
    return found


class _Entries(HTMLParser):
    """The entries of a form as a browser would send them."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: Fields = {}
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        name = said.get("name", "")
        if tag == "select":
            self._select = name
        elif tag == "option" and self._select and ("selected" in said or self._select not in self.fields):
            self.fields[self._select] = said.get("value", "")
        elif tag == "textarea" and name:
            self.fields[name] = ""
        elif tag == "input" and name and said.get("type") != "file":
            chosen = said.get("type") not in ("radio", "checkbox") or "checked" in said
            if chosen:
                self.fields[name] = said.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""


def blank_fields() -> Fields:
    """The entries of a form that nobody has touched."""
    parser = _Entries()
    parser.feed(form_html({}))
    return parser.fields


def of_statement(statement: Statement) -> dict[str, Any]:
    """The figures of a statement in the shape in which the page gives the first ones."""
    totals = statement.totals
    return {
        "asOf": (statement.as_of - _EPOCH).days,
        "principal": str(cents(totals.principal_due)),
        "interest": str(cents(totals.interest_due)),
        "compensation": str(cents(totals.compensation_due)),
        "total": str(cents(totals.total_due)),
        "perDay": str(cents(totals.per_day)),
        "provisional": statement.provisional,
    }


def drawn(fields: Mapping[str, str]) -> Statement | None:
    """The core's statement of a form; None where it gives none."""
    form = read_form(fields)
    if form.faulty:
        return None
    try:
        return draw_up(claim_of(form))
    except (ClaimRefused, ValueError):
        return None


def differences(forms: Sequence[Fields]) -> tuple[int, list[str]]:
    """How many of these forms the page answers by itself, and every one that it answers otherwise than the core."""
    found = in_node(forms=forms)["figures"]
    wrong = []
    for fields, said in zip(forms, found, strict=True):
        if said is None:
            continue
        statement = drawn(fields)
        right = None if statement is None or not is_plain(statement) else of_statement(statement)
        if said != right:
            wrong.append(f"{fields}: {said} instead of {right}")
    return sum(said is not None for said in found), wrong


def is_plain(statement: Statement) -> bool:
    """Whether a statement has what the first figures show, and no more: all is late, nothing was paid too much."""
    late = all(each.due_on < statement.as_of for each in statement.invoices)
    return late and not statement.totals.overpaid


# ---------------------------------------------------------------- random claims, as they are typed


def random_forms(count: int, seed: int = SEED) -> Iterator[Fields]:
    """Plain claims of one to five invoices: paid before, on and after their due dates, in part, in full, too much."""
    chance = random.Random(seed)
    for _ in range(count):
        yield _form(chance)


def _form(chance: random.Random) -> Fields:
    as_of = _day(chance, date(2010, 1, 1), date(2027, 6, 30))
    fields = {"as_of": _typed_day(chance, as_of), "side": chance.choice(("creditor", "debtor"))}
    if chance.random() < 0.2:
        fields[f"{chance.choice(('creditor', 'debtor'))}-{chance.choice(PARTY_WORDS)}"] = "732 829 320"
    for row in chance.sample(range(8), chance.choice((1, 1, 1, 2, 3, 5))):
        due = _day(chance, FIRST, max(FIRST, as_of - timedelta(days=1)))
        if chance.random() < 0.02:
            due = as_of + timedelta(days=chance.randrange(40))
        whole = chance.choice((10**3, 10**5, 10**6, 10**7, 10**9, 10**13))
        amount = chance.randrange(1, whole)
        name = f"invoices-{row}-"
        fields |= {name + "amount": _typed_amount(chance, amount), name + "due_on": _typed_day(chance, due)}
        if chance.random() < 0.3:
            fields[name + "number"] = f"F-{row}"
        if chance.random() < 0.3:
            issued = _day(chance, FIRST, due) if chance.random() < 0.9 else due + timedelta(days=chance.randrange(400))
            fields[name + "issued_on"] = _typed_day(chance, issued)
        for paid in range(chance.choice((0, 0, 1, 2, 5))):
            on = chance.choice((due, as_of, _day(chance, due - timedelta(days=60), as_of + timedelta(days=30))))
            share = chance.choice((amount // 9 + 1, amount // 30 + 1, amount // 5 + 1, chance.randrange(1, amount + 1)))
            payment = f"{name}payments-{paid}-"
            fields |= {payment + "paid_on": _typed_day(chance, on), payment + "amount": _typed_amount(chance, share)}
    return fields


def _day(chance: random.Random, first: date, last: date) -> date:
    return first + timedelta(days=chance.randrange(max(1, (last - first).days + 1)))


def _typed_day(chance: random.Random, day: date) -> str:
    mark = chance.choice("///.-")
    year = chance.choice((f"{day.year}", f"{day.year}", f"{day.year % 100:02}"))
    return chance.choice((f"{day.day:02}{mark}{day.month:02}{mark}{year}", f"{day.day}{mark}{day.month}{mark}{year}"))


def _typed_amount(chance: random.Random, money: int) -> str:
    whole, rest = divmod(money, 100)
    grouped = re.sub(r"(?<=\d)(?=(\d{3})+$)", chance.choice(_SPACES), str(whole))
    decimals = f"{chance.choice(',.')}{rest:02}" if rest or chance.random() < 0.3 else ""
    return grouped + decimals + chance.choice(("", "", " €", "€"))


def _some(seed: int) -> tuple[int, list[str]]:
    return differences(list(random_forms(_AT_ONCE, seed)))


def main(count: int) -> int:
    """Plays so many claims, on every processor there is."""
    seeds = range(SEED, SEED + -(-count // _AT_ONCE))
    answered = 0
    # a fifth of the time would go into looking for rings among thousands of statements, and finding none
    with ProcessPoolExecutor(initializer=gc.set_threshold, initargs=(100_000, 20, 20)) as processes:
        for known, wrong in processes.map(_some, seeds):
            answered += known
            if wrong:
                print("\n".join(wrong[:20]), file=sys.stderr)
                return 1
    print(f"{len(seeds) * _AT_ONCE} créances, {answered} connues de la page, aucune différence")
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
