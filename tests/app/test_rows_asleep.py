"""Rows of a long list that sleep: what their entries say is what they said awake."""

import re
from html.parser import HTMLParser

from calculator.app.entries import BLANKS_THAT_TELL
from calculator.app.view import AWAKE, form_html


class Choices(HTMLParser):
    """By name of a choice, its values, and the one that it stands at."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: dict[str, tuple[list[str], str]] = {}
        self._name = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "select":
            self._name = given.get("name") or ""
            self.found[self._name] = ([], "")
        elif tag == "option" and self._name:
            values, standing = self.found[self._name]
            value = given.get("value") or ""
            values.append(value)
            if "selected" in given or len(values) == 1:
                standing = value
            self.found[self._name] = (values, standing)

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._name = ""


def test_every_choice_in_which_a_blank_is_an_answer_is_kept() -> None:
    blank = Choices(form_html({"invoices-0-amount": ""})).found
    telling = {
        name.removeprefix("invoices-0-")
        for name, (values, standing) in blank.items()
        if name.startswith("invoices-0-") and "" in values and standing
    }
    assert telling == BLANKS_THAT_TELL


def test_a_sleeping_row_holds_its_blank_answer() -> None:
    fields = {f"invoices-{at}-amount": "100" for at in range(50)} | {"invoices-45-term-end_of_month": ""}
    html = form_html(fields)
    assert AWAKE < 45
    assert '<input type="hidden" name="invoices-45-term-end_of_month" value="">' in html


def test_a_sleeping_row_keeps_what_its_file_says_and_nobody_is_asked() -> None:
    fields = {f"invoices-{at}-amount": "100" for at in range(50)} | {"debtor-kind": "public-body"}
    html = form_html({**fields, "invoices-45-summary": "yes"})
    rows = re.findall(r'data-row="invoices-(\d+)" data-asleep( data-filled)?', html)
    assert [row for row, filled in rows if filled] == ["45"]
