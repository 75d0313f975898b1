"""`latepay compare` and `latepay check-claim`."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.core.cli.test_customers import CALL

CLAIM: dict[str, Any] = {
    "as_of": "2026-08-31",
    "side": "debtor",
    "invoices": [{"number": "2026-118", "due_on": "2026-04-30", "amount": "5760.00"}],
}
ASKED: dict[str, Any] = {
    "schema": "latepay.asked/1",
    "total": "6093.94",
    "lines": [
        {"kind": "principal", "amount": "5760.00"},
        {"kind": "interest", "amount": "238.28"},
        {"kind": "vat-on-interest", "amount": "47.66"},
        {"kind": "compensation", "amount": "40.00"},
        {"kind": "vat-on-compensation", "amount": "8.00", "label": "TVA sur l’indemnité"},
    ],
}


@pytest.fixture
def claim(tmp_path: Path) -> Path:
    file = tmp_path / "creance.json"
    file.write_text(json.dumps(CLAIM), encoding="utf-8")
    return file


@pytest.fixture
def asked(tmp_path: Path) -> Path:
    file = tmp_path / "reclamation.json"
    file.write_text(json.dumps(ASKED), encoding="utf-8")
    return file


def test_conventions_are_compared(latepay: CALL, claim: Path) -> None:
    found = json.loads(latepay("compare", claim, "--json").out)
    assert (found["schema"], found["total"]) == ("latepay.comparison/1", "6038.28")
    frozen = next(row for row in found["rows"] if row["value"] == "frozen")
    # 5760.00 x 12.15 % x 123 / 365 = 235.84 instead of 238.28
    assert (frozen["total"], frozen["gap"], frozen["settled"]) == ("6035.84", "-2.44", False)
    shown = latepay("compare", claim).out
    assert "6 035,84" in shown.replace("\u202f", " ")
    assert "Par semestre" in shown
    assert "By half-year" in latepay("compare", claim, "--language", "en").out


def test_a_claim_received_is_taken_apart(latepay: CALL, claim: Path, asked: Path) -> None:
    found = json.loads(latepay("check-claim", claim, "--asked", asked, "--json").out)
    assert (found["schema"], found["owed"], found["difference"]) == ("latepay.counter-check/1", "6038.28", "55.66")
    assert [line["verdict"] for line in found["lines"]] == ["owed", "owed", "not-owed", "owed", "not-owed"]
    shown = latepay("check-claim", claim, "--asked", asked).out
    assert "Pas dû" in shown
    assert "TVA sur l’indemnité" in shown or "TVA sur l'indemnité" in shown


def test_the_letter_received_says_what_is_asked(latepay: CALL, tmp_path: Path, claim: Path) -> None:
    file = tmp_path / "avec-lettre.json"
    file.write_text(json.dumps(CLAIM | {"letter": {"received": {"amount": "6035.84"}}}), encoding="utf-8")
    found = json.loads(latepay("check-claim", file, "--json").out)
    assert [(each["switch"], each["value"]) for each in found["right_under"]] == [("semester", "frozen")]
    assert found["difference"] == "-2.44"
    nothing = latepay("check-claim", claim)
    assert (nothing.status, nothing.out) == (2, "")
    assert "--asked" in nothing.err


def test_a_line_of_an_unknown_kind_is_refused(latepay: CALL, tmp_path: Path, claim: Path) -> None:
    file = tmp_path / "faux.json"
    file.write_text('{"lines": [{"kind": "pourboire", "amount": "5"}]}', encoding="utf-8")
    answer = latepay("check-claim", claim, "--asked", file)
    assert (answer.status, answer.out) == (2, "")
    assert "kind" in answer.err
