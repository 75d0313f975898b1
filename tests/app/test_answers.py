"""The page's scripts know what Python answers by types that Python writes."""

import json
from typing import Any, get_type_hints

from calculator.app import answers, handle
from tools.bridge_types import PLACE, as_text

FIELDS = {"invoices-0-amount": "1000", "invoices-0-due_on": "31/01/2026", "as_of": "30/06/2026"}
TODAY = "2026-06-30"


def test_the_types_of_the_page_are_those_of_python() -> None:
    # a type was changed: `make schema`
    assert PLACE.read_text(encoding="utf-8") == as_text()


def _undeclared(typed: type, action: str, **more: Any) -> set[str]:
    """What an action answers that its type does not say."""
    asked = {"action": action, "fields": FIELDS, "since": 0, "today": TODAY, **more}
    return set(json.loads(handle(json.dumps(asked)))) - set(get_type_hints(typed))


def test_an_answer_says_nothing_that_its_type_does_not() -> None:
    assert _undeclared(answers.Answer, "compute") == set()
    assert _undeclared(answers.Saved, "save") == set()
    assert _undeclared(answers.LettersReady, "write", chosen="formal-notice") == set()
    assert _undeclared(answers.LetterFile, "document", chosen="formal-notice", format="txt") == set()
    assert _undeclared(answers.Overview, "overview", cases=[{"id": "1", "fields": FIELDS}], sums=[]) == set()
