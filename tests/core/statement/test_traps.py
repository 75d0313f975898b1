"""Every rule that calculators are known to get wrong has a worked case of its own."""

from pathlib import Path
from typing import Any

import pytest
import yaml

FOLDER = Path(__file__).parent
CASES = FOLDER.parents[1] / "cases"
TRAPS: list[dict[str, Any]] = yaml.safe_load((FOLDER / "traps.yaml").read_text(encoding="utf-8"))


def entries(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


NAMES = {entry["id"] for path in CASES.rglob("*.yaml") for entry in entries(path)}
CODES = {entry["code"] for entry in entries(FOLDER.parent / "claim" / "refusals.yaml")}


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: f"{trap['section']}: {trap['rule']}")
def test_a_trap_has_cases_that_exist(trap: dict[str, Any]) -> None:
    named, codes = set(trap.get("cases", [])), set(trap.get("refusals", []))
    assert named | codes
    assert named <= NAMES, named - NAMES
    assert codes <= CODES, codes - CODES


def test_every_section_of_the_list_is_there() -> None:
    assert {trap["section"] for trap in TRAPS} == {"B.4", "C", "D.2", "D.4", "F.3", "G"}
