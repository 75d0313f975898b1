"""docs/format: the schema is the program's, every case fits it, and the page names every key."""

from __future__ import annotations

import json
import re
from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator, ValidationError
from pydantic import BaseModel

from latepay_core import Statement
from latepay_core.claim import ClaimRefused, Event, read_claim
from latepay_core.claim.schema import as_text
from latepay_core.statement.model import InvoiceStatement, StatementLine, Totals
from tests.cases.loading import Case, all_cases
from tools.format_schema import PLACE

PAGE = PLACE.with_name("index.md").read_text(encoding="utf-8")
#: The page names these by what they are in, or leaves them to the answer itself.
SAID_OTHERWISE = {"explanations", "movements", "public_term", "interest_payment", "issued_on", "amount"}


@pytest.fixture(scope="module")
def schema() -> Draft202012Validator:
    written: dict[str, Any] = json.loads(PLACE.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(written)
    return Draft202012Validator(written)


def test_the_schema_is_up_to_date() -> None:
    assert PLACE.read_text(encoding="utf-8") == as_text(), "run « make schema »"


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: case.id)
def test_every_case_fits_the_schema(case: Case, schema: Draft202012Validator) -> None:
    schema.validate(case.claim)


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"invoices": [{"due_on": "2026-05-31", "amount": 10000.5}]}, ["invoices", 0, "amount"]),
        ({"invoices": [{"due_on": "2026-05-31", "amount": "10 000"}]}, ["invoices", 0, "amount"]),
        ({"invoices": [{"due_on": "2026-05-31"}]}, ["invoices", 0]),
        ({"invoices": [], "creditors": {}}, []),
        ({"invoices": [], "regime": "fr"}, ["regime"]),
        ({"schema": "latepay.claim/2", "invoices": []}, ["schema"]),
    ],
)
def test_what_the_program_refuses_does_not_fit(wrong: Any, where: list[Any], schema: Draft202012Validator) -> None:
    with pytest.raises(ValidationError) as refused:
        schema.validate(wrong)
    assert list(refused.value.absolute_path) == where
    with pytest.raises(ClaimRefused):
        read_claim(json.dumps(wrong).encode())


def keys(model: type[BaseModel]) -> set[str]:
    return {field.alias or name for name, field in model.model_fields.items()}


def test_the_page_names_every_key() -> None:
    named = set(re.findall(r"[a-z_]+", " ".join(re.findall(r"`([^`\n]+)`", PAGE))))
    claim = json.loads(as_text())
    parts = [claim, *claim["$defs"].values()]
    assert {key for part in parts for key in part.get("properties", ())} - named == set()
    words = set(re.findall(r"[\w-]+", " ".join(re.findall(r"`([^`\n]+)`", PAGE))))
    assert set(get_args(Event.model_fields["kind"].annotation)) - words == set()
    for model in (Statement, InvoiceStatement, StatementLine, Totals):
        assert keys(model) - named - SAID_OTHERWISE == set(), model.__name__


def test_the_examples_of_the_page_are_the_cases() -> None:
    """Days, rates and sums of its table are those of tests/cases/official/contract.yaml, in the same order."""
    rows = re.findall(r"^\| \d \| .*\| ([^|]+) \|[^|]+\|$", PAGE, re.MULTILINE)
    said = [row.split("=")[-1].strip().replace(",", ".") for row in rows]
    published = [case for case in all_cases() if case.file == "official/contract.yaml"]
    assert said == [case.expect["totals"]["interest"] for case in published]
