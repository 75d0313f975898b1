"""The worked cases put to any program: ours is right on them, one that errs is told where, one that fails is named."""

import json
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tools import conformance_cases

Run = Callable[..., Any]
OURS = f"{sys.executable} -m latepay_core.cli statement - --json"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("site")
    conformance_cases.write(folder)
    found: dict[str, Any] = json.loads((folder / "conformite" / "cas.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture
def few(published: dict[str, Any], tmp_path: Path) -> Path:
    """Two cases of each level."""
    chosen = [each for level in (1, 2, 3) for each in [c for c in published["cases"] if c["level"] == level][:2]]
    path = tmp_path / "cas.json"
    path.write_text(json.dumps({**published, "cases": chosen}), encoding="utf-8")
    return path


def program(tmp_path: Path, body: str) -> str:
    path = tmp_path / "calculateur.py"
    path.write_text(f"import json, sys\nclaim = json.load(sys.stdin)\n{body}\n", encoding="utf-8")
    return f"{sys.executable} {path}"


def test_every_case_is_plain_and_of_a_level(published: dict[str, Any]) -> None:
    levels = Counter(each["level"] for each in published["cases"])
    assert set(levels) == {1, 2, 3}
    assert min(levels.values()) >= 10, levels
    for each in published["cases"]:
        assert each["why"] and each["source"] and each["work"], each["id"]
        assert each["claim"]["schema"] == "latepay.claim/1"
        assert each["expect"]["totals"], each["id"]


def test_our_own_program_is_right(latepay: Run, few: Path) -> None:
    answer = latepay("conformance", few, "--command", OURS, "--lines", "--json")
    assert answer.status == 0, answer.out
    found = json.loads(answer.out)
    assert [each["level"] for each in found["levels"]] == [1, 2, 3]
    assert all(each["cases"] == each["right"] == 2 for each in found["levels"])


def test_a_program_that_errs_is_told_where(latepay: Run, few: Path, tmp_path: Path) -> None:
    wrong = program(tmp_path, 'print(json.dumps({"totals": {"interest": "0.01"}}))')
    answer = latepay("conformance", few, "--command", wrong, "--level", "1")
    assert answer.status == 1
    assert "totals.interest" in answer.out
    assert '"0.01"' in answer.out
    assert "Niveau 1" in answer.out
    assert "Niveau 2" not in answer.out


@pytest.mark.parametrize("body", ["print('42 euros')", "print('[]')", "sys.exit(3)"])
def test_what_is_no_answer_is_wrong(latepay: Run, few: Path, tmp_path: Path, body: str) -> None:
    answer = latepay("conformance", few, "--command", program(tmp_path, body), "--level", "1")
    assert answer.status == 1
    assert "JSON" in answer.out


def test_what_cannot_be_started_or_is_no_list_is_refused(latepay: Run, few: Path, tmp_path: Path) -> None:
    assert latepay("conformance", few, "--command", "/nowhere/calculateur").status == 2
    other = tmp_path / "autre.json"
    other.write_text("{}", encoding="utf-8")
    assert latepay("conformance", other, "--command", OURS).status == 2
