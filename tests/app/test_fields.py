"""The one table of the form's fields: what it names exists, and its conditions are answered by what the form offers."""

import re

import pytest

from calculator.app.fields import CONDITIONS, Field, fields, is_asked
from calculator.app.view import form_html

LISTS = {"invoices": {"one", "many"}, "payments": {"*"}, "credit_notes": {"*"}}
#: A form with a row of each kind in which a question depends on another answer.
ROWS = {"events-0-kind": "promise", "payments-0-amount": "5"}
FORM = form_html(ROWS)
#: A list that a file has filled says France by its code.
BOTH = FORM + form_html({**ROWS, "debtor-country": "FR"})
NAMES = set(re.findall(r'\bname="([^"]+)"', FORM))
TESTS = sorted(
    {
        (field.name, test)
        for field in fields().values()
        for condition in (field.when, field.optional)
        for test in condition.replace(",", " ").split()
    }
    | {(f"condition.{name}", test) for name, when in CONDITIONS.items() for test in when.replace(",", " ").split()}
)


def _offered(name: str) -> set[str]:
    """What the form offers to choose for a field, as far as it is a choice."""
    selects = re.findall(rf'<select id="{name}".*?</select>', BOTH, re.DOTALL)
    radios = re.findall(rf'<input type="radio"[^>]*name="{name}"[^>]*>', BOTH)
    return set(re.findall(r'value="([^"]*)"', "".join(selects + radios)))


def test_every_field_of_the_table_is_in_the_form() -> None:
    assert {name.replace("*", "0") for name in fields()} - NAMES == set()


@pytest.mark.parametrize(("name", "test"), TESTS, ids=str)
def test_a_condition_asks_for_an_answer_that_the_form_offers(name: str, test: str) -> None:
    asked, _, wanted = test.partition("=")
    row = name.partition("-*")[0] + "-0" if "-*" in name else ""
    offered = LISTS[asked] if asked in LISTS else _offered(row + asked if asked.startswith("-") else asked)
    assert wanted == "*" or set(wanted.split("|")) <= offered


@pytest.mark.parametrize("field", fields().values(), ids=lambda field: field.name)
def test_a_new_form_stands_where_the_table_says(field: Field) -> None:
    name = field.name.replace("*", "0")
    checked = re.search(rf'<input type="radio"[^>]*name="{name}" value="([^"]*)" checked', FORM)
    chosen = re.search(rf'<select id="{name}"(?:(?!</select>).)*value="([^"]*)" selected', FORM, re.DOTALL)
    typed = re.search(rf'<input [^>]*name="{name}" type="text"[^>]* value="([^"]*)"', FORM)
    found = next((each[1] for each in (checked, chosen, typed) if each), "")
    assert found == field.blank


def test_a_question_for_one_invoice_among_several_is_asked_of_several() -> None:
    one = {"invoices-0-amount": "5", "payments-0-amount": "5"}
    assert not is_asked(one, "payments-0-invoice")
    assert is_asked({**one, "invoices-1-amount": "5"}, "payments-0-invoice")
    assert is_asked({**one, "payments-0-invoice": "F-1"}, "payments-0-invoice")


def test_the_country_decides_of_the_place_in_france() -> None:
    assert is_asked({}, "situation-debtor_place")
    assert not is_asked({"debtor-country": "BE"}, "situation-debtor_place")
    assert not is_asked({"debtor-kind": "public-body"}, "situation-debtor_place")


def test_a_debtor_in_proceedings_is_no_consumer() -> None:
    asked = [kind for kind in ("business", "public-body", "consumer") if _insolvency_asked(kind)]
    assert asked == ["business"]


def _insolvency_asked(kind: str) -> bool:
    return is_asked({"debtor-kind": kind, "creditor-kind": "individual"}, "debtor-insolvency_opened_on")
