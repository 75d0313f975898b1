"""The worked cases, for every suite that runs them."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Case:
    """A worked case; `claim` is a claim file's content, `expect` what the statement must say."""

    id: str
    file: str
    why: str
    source: str
    work: str
    claim: dict[str, Any]
    expect: dict[str, Any]


@cache
def all_cases() -> tuple[Case, ...]:
    """Every case of every file, in a fixed order; those of `official` were copied from a published source."""
    found = []
    for path in sorted([*FOLDER.glob("*.yaml"), *(FOLDER / "official").glob("*.yaml")]):
        entries = yaml.safe_load(path.read_text(encoding="utf-8"))
        found += [Case(file=path.relative_to(FOLDER).as_posix(), **entry) for entry in entries]
    return tuple(found)


def differences(expect: dict[str, Any], statement: dict[str, Any]) -> list[str]:
    """Where a statement, as JSON, differs from what a case expects; empty when it does not."""
    found = [
        f"{name}: {statement[name]!r} instead of {expect[name]!r}"
        for name in ("regime", "provisional")
        if statement[name] != expect[name]
    ]
    codes = sorted({warning["code"] for warning in statement["warnings"]})
    if codes != expect["warnings"]:
        found.append(f"warnings: {codes} instead of {expect['warnings']}")
    lawful = {
        warning["invoice"]: warning["figures"]["lawful_due_on"]
        for warning in statement["warnings"]
        if "lawful_due_on" in warning["figures"]
    }
    if expect.get("lawful", lawful) != lawful:
        found.append(f"lawful: {lawful} instead of {expect['lawful']}")
    found += _amounts("totals", expect["totals"], statement["totals"])
    if len(expect["invoices"]) != len(statement["invoices"]):
        return [*found, f"{len(statement['invoices'])} invoices instead of {len(expect['invoices'])}"]
    for index, (wanted, given) in enumerate(zip(expect["invoices"], statement["invoices"], strict=True)):
        found += _amounts(f"invoices[{index}]", wanted, given)
    return found


def _amounts(path: str, wanted: dict[str, Any], given: dict[str, Any]) -> list[str]:
    found = []
    for name, value in wanted.items():
        said = given[name]
        if isinstance(value, dict) and isinstance(said, dict):
            found += _amounts(f"{path}.{name}", value, said)
            continue
        if name == "lines":
            said = [[line["days"], line["annual_rate_percent"], line["interest"]] for line in said]
        if said != value:
            found.append(f"{path}.{name}: {said} instead of {value}")
    return found
