"""Every worked case, from Python and from the command line, to the cent."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from latepay_core import Claim, Statement, draw_up, read_claim
from tests.cases.loading import Case, all_cases, differences
from tests.support.processes import environment

CALL = Callable[..., Any]

#: Totals of interest as published in docs/format/index.md and in tests/facts, typed from there.
PUBLISHED = {
    "contract-105-days": "349.52",
    "contract-two-half-years": "310.49",
    "contract-frozen": "306.25",
    "contract-1200": "115.00",
    "contract-part-payment": "384.10",
    "contract-public-buyer": "255.84",
    "contract-civil": "44.91",
    "facts-105-days-frozen": "349.52",
    "facts-1200-frozen": "118.03",
    "facts-leap-year-365": "238.36",
    "facts-leap-year-366": "237.70",
    "facts-principal-first": "378.15",
}
STEP = re.compile(r"([\d.]+) × ([\d.]+) % × (\d+) / (36[56]) = ([\d.]+)")

every_case = pytest.mark.parametrize("case", all_cases(), ids=lambda case: case.id)


@every_case
def test_python_gives_the_cents_worked_out_by_hand(case: Case) -> None:
    statement = draw_up(Claim.model_validate(case.claim))
    assert differences(case.expect, statement.model_dump(mode="json")) == []


@every_case
def test_a_statement_made_without_checks_passes_them(case: Case) -> None:
    statement = draw_up(Claim.model_validate(case.claim))
    checked = Statement.model_validate(statement.model_dump(), strict=True)
    assert checked == statement
    assert checked.model_dump_json() == statement.model_dump_json()


@every_case
def test_the_command_line_gives_the_same_json_as_python(case: Case, latepay: CALL, tmp_path: Path) -> None:
    file = tmp_path / "claim.json"
    file.write_text(json.dumps(case.claim), encoding="utf-8")
    answer = latepay("statement", file, "--json")
    assert (answer.status, answer.err) == (0, "")
    said = json.loads(answer.out)
    assert differences(case.expect, said) == []
    assert said == draw_up(read_claim(file.read_bytes())).model_dump(mode="json")


@every_case
def test_the_command_line_shows_every_case_to_people(case: Case, latepay: CALL) -> None:
    answer = latepay("statement", "-", stdin=json.dumps(case.claim).encode())
    assert (answer.status, answer.err) == (0, "")
    total = case.expect["totals"]["total_due"]
    whole, cents = total.split(".")
    assert f"{int(whole):,}".replace(",", "\u202f") + f",{cents}\u00a0€" in answer.out


@every_case
def test_the_arithmetic_written_in_a_case_is_right(case: Case) -> None:
    steps = STEP.findall(case.work)
    for principal, rate, days, year, interest in steps:
        exact = Fraction(principal) * Fraction(rate) * int(days) / 100 / int(year)
        assert int((exact * 200 + 1) // 2) == int(Fraction(interest) * 100), (principal, rate, days)
    lines = [line for invoice in case.expect["invoices"] for line in invoice["lines"]]
    assert [(int(days), rate) for _, rate, days, *_ in steps] == [(days, rate) for days, rate, _ in lines]


@pytest.mark.parametrize("case", [case for case in all_cases() if case.id in PUBLISHED], ids=lambda case: case.id)
def test_published_totals_stand_in_the_cases(case: Case) -> None:
    assert case.expect["totals"]["interest"] == PUBLISHED[case.id]


def test_no_case_is_missing_and_every_name_is_its_own() -> None:
    names = [case.id for case in all_cases()]
    assert len(names) >= 60
    assert len(set(names)) == len(names)
    assert set(PUBLISHED) <= set(names)
    assert all(case.why and case.source and case.work for case in all_cases())


@pytest.mark.parametrize("name", ["contract-part-payment", "contract-civil"])
def test_a_process_of_its_own_gives_the_same(name: str, tmp_path: Path) -> None:
    case = next(case for case in all_cases() if case.id == name)
    file = tmp_path / "créance.json"
    file.write_text(json.dumps(case.claim), encoding="utf-8")
    command = [sys.executable, "-m", "latepay_core.cli", "statement", str(file), "--json"]
    done = subprocess.run(command, capture_output=True, check=False, env=environment())
    assert (done.returncode, done.stderr) == (0, b"")
    assert differences(case.expect, json.loads(done.stdout)) == []
