"""What the page puts together from the changes of each answer is what a first answer to the same form says."""

import gc
import json
import random
import re
import tracemalloc
from collections.abc import Iterator
from datetime import date, timedelta
from functools import _lru_cache_wrapper
from typing import Any

import pytest

from calculator.app import changes, form, handle, kept, lines, view
from latepay_core.statement.accounts import Accounts

Fields = dict[str, str]
#: What may come and go between two measures, in bytes: 270 answers kept would be a hundred times as much.
ROOM = 100_000
_PLACE = re.compile(r'(<(\w+)[^>]* data-pieces="(\w+)">)\s*(</\2>)')


class Page:
    """The page's part: what it holds of the answers it was given (calculator/browser/pieces.mjs)."""

    def __init__(self) -> None:
        self.since = 0
        self.marks: dict[str, Any] = {}
        self.lines: dict[str, Any] = {}
        self.order: dict[str, list[str]] = {}
        self.made: dict[str, str] = {}

    def asks(self, fields: Fields) -> dict[str, Any]:
        answer = ask(fields, since=self.since)
        if not answer["since"]:
            self.marks, self.lines, self.order, self.made = {}, {}, {}, {}
        self.since = answer.pop("number")
        del answer["since"], answer["later"]
        self.marks, self.lines = merged(self.marks, answer["marks"]), merged(self.lines, answer["lines"])
        self.made |= answer.pop("made")
        self.order |= answer.pop("pieces")
        html = answer["html"]
        html["statement"] = _PLACE.sub(lambda place: place[1] + self._pieces(place[3]) + place[4], html["statement"])
        return answer | {"marks": self.marks, "lines": self.lines}

    def _pieces(self, place: str) -> str:
        return "".join(self.made[digest] for digest in self.order[place])


def merged(before: dict[str, Any], changed: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in (before | changed).items() if value is not None}


def ask(fields: Fields, **more: object) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(handle(json.dumps({"action": "compute", "fields": fields, **more})))
    assert "fault" not in answer, answer
    return answer


def forget() -> None:
    """As after a start: nothing is known of an earlier answer."""
    form._READ.clear()
    lines._LAST.clear()
    kept._KEPT.clear()
    kept._INVOICES._known.clear()
    kept._ACCOUNTS.__dict__.update(Accounts().__dict__)
    for each in (view._INVOICES, view._ROWS, view._OWN_RATES):
        each._known.clear()


def whole(fields: Fields) -> dict[str, Any]:
    forget()
    answer = ask(fields)
    html = answer["html"]
    html["statement"] = re.sub(r"(?<=>)\s+(?=<)", "", html["statement"])
    return answer


def alike(answer: dict[str, Any]) -> dict[str, Any]:
    html = answer["html"] | {"statement": re.sub(r"(?<=>)\s+(?=<)", "", answer["html"]["statement"])}
    return answer | {"html": html}


def case(invoices: int) -> Fields:
    fields = {"as_of": "30/06/2026", "debtor-name": "Durand SARL"}
    for at in range(invoices):
        due = date(2024, 1, 31) + timedelta(days=23 * at)
        name = f"invoices-{at}-"
        fields |= {f"{name}number": f"F-{at}", f"{name}amount": f"{1000 + at},50", f"{name}due_on": f"{due:%d/%m/%Y}"}
    return fields


def edits(chance: random.Random, fields: Fields) -> Iterator[Fields]:
    """What a reader types, one thing after the other; some of it is wrong, or missing, for a while."""
    own = ("payments-0-", "credit_notes-0-", "")
    while True:
        name, pick = f"invoices-{chance.randrange(6)}-", chance.choice
        day = f"{chance.randrange(1, 32):02}/{chance.randrange(1, 13):02}/2025"
        typed = pick(
            [
                *[{f"{name}amount": said} for said in ("12", "12,", "1 234,56", "", "x", "99 999")],
                *[{f"{name}due_on": day}] * 3,
                {f"{name}number": pick(["F-0", "F-1", "Z"])},
                {f"{name}{own[0]}paid_on": day, f"{name}{own[0]}amount": pick(["100", "5 000"])},
                {f"{name}{own[1]}issued_on": day, f"{name}{own[1]}amount": pick(["50", "9 000"])},
                {"payments-0-paid_on": day, "payments-0-amount": "700", "payments-0-invoice": ""},
                {"debtor-kind": pick(["business", "public-body", "consumer"])},
                {"terms-allocation": pick(["interest-first", "principal-first"])},
                {"as_of": pick(["30/06/2026", "15/03/2026", "01/01/2025"])},
                {"side": pick(["creditor", "debtor"])},
                {},
            ]
        )
        # nothing typed stands for a row that is taken out, and its payments with it
        gone = (name, "payments-") if not typed else ()
        fields = {key: value for key, value in fields.items() if not (gone and key.startswith(gone))} | typed
        yield fields


@pytest.mark.parametrize("seed", range(6))
def test_the_changes_add_up_to_the_whole_answer(seed: int) -> None:
    chance, page = random.Random(seed), Page()
    forms = [edited for edited, _ in zip(edits(chance, case(6)), range(40), strict=False)]
    shown = [alike(page.asks(fields)) for fields in forms]
    assert len({each["state"] for each in shown}) > 1
    for fields, answer in zip(forms, shown, strict=True):
        assert answer == whole(fields)


def test_a_keystroke_sends_one_row_and_one_invoice_again(monkeypatch: pytest.MonkeyPatch) -> None:
    fields = case(30)
    forget()
    first = ask(fields, since=0)
    assert len(first["made"]) == 60
    read: list[int] = []
    real = form._invoice

    def noted(around: form.Form, number: int, position: int) -> dict[str, Any]:
        read.append(number)
        return real(around, number, position)

    monkeypatch.setattr(form, "_invoice", noted)
    then = ask({**fields, "invoices-7-amount": "2 000"}, since=first["number"])
    assert len(then["made"]) == 2
    assert set(then["marks"]) == {"invoices-7-amount"}
    assert set(then["lines"]) == {"invoices-7"}
    assert read == [7]


def test_a_page_that_holds_another_answer_is_told_everything() -> None:
    fields = case(3)
    first = ask(fields, since=0)
    again = ask(fields, since=first["number"] + 5)
    assert again["since"] == 0
    assert again["made"] == first["made"]
    assert changes._LAST[0].number == again["number"]


def test_three_hundred_changes_leave_nothing_behind_but_memories_that_have_an_end() -> None:
    """An hour at the form: what is kept for the next answer takes no more room after 300 changes than after 30."""
    page = Page()
    fields = {"as_of": "30/06/2026", "invoices-0-due_on": "31/01/2026"}

    def held_after(edits: int) -> int:
        for number in range(edits):
            page.asks(fields | {"invoices-0-amount": f"{1000 + number},{number % 100:02}"})
        for each in gc.get_objects():
            if isinstance(each, _lru_cache_wrapper) and each.cache_info().maxsize:
                each.cache_clear()
        page.made.clear()
        gc.collect()
        return tracemalloc.get_traced_memory()[0]

    # what was there before is looked through as well
    gc.unfreeze()
    held_after(2)
    tracemalloc.start()
    early, late = held_after(30), held_after(300)
    tracemalloc.stop()

    assert late - early < ROOM
