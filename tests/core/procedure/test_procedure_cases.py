"""Every worked case of the procedure: next steps, routes, costs."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from latepay_core import Claim, draw_up
from latepay_core.countries.fr.procedure.costs import (
    economic_justice_contribution,
    engagement,
    legal_aid_contribution,
    service_of_order,
    summons,
)
from latepay_core.procedure import (
    Claimant,
    Situation,
    cost_of_late_payment,
    costs,
    next_step,
    routes,
)
from latepay_core.wording import answer
from latepay_core.wording.french import plain

FOLDER = Path(__file__).parents[2] / "cases" / "procedure"
#: Copied from a published source.
OFFICIAL = FOLDER.parent / "official" / "tables"


@cache
def cases(name: str) -> list[dict[str, Any]]:
    files = [FOLDER / f"{name}.yaml", *([OFFICIAL / "recovery-fees.yaml"] if name == "costs" else [])]
    found: list[dict[str, Any]] = [each for file in files for each in yaml.safe_load(file.read_text(encoding="utf-8"))]
    return found


def every(name: str) -> Any:
    return pytest.mark.parametrize("case", cases(name), ids=lambda case: case["id"])


def drawn(case: dict[str, Any]) -> tuple[Claim, Any, Situation]:
    claim = Claim.model_validate(case["claim"])
    return claim, draw_up(claim), Situation.model_validate(case.get("situation", {}))


@every("next-steps")
def test_next_step(case: dict[str, Any]) -> None:
    said = answer(next_step(*drawn(case)))
    expect = dict(case["expect"])
    told = plain(json.dumps(said, ensure_ascii=False))
    assert [each for each in expect.pop("says", []) if plain(each) not in told] == []
    assert set(expect.pop("points", [])) <= {each["code"] for each in said["points"]}
    if "then" in expect:
        said["then"] = [[each["code"], each["on"]] for each in said["then"]]
        wanted = expect.pop("then")
        assert said["then"][-len(wanted) :] == wanted
    if "limits" in expect:
        said["limits"] = [[each["code"], each["last_day"]] for each in said["limits"]]
    assert {key: said[key] for key in expect} == expect


@every("routes")
def test_routes(case: dict[str, Any]) -> None:
    found = {each["code"]: each for each in (answer(route) for route in routes(*drawn(case)))}
    for code, wanted in case["expect"].items():
        told = plain(json.dumps(found[code], ensure_ascii=False))
        assert [each for each in wanted.get("says", []) if plain(each) not in told] == []
        named = {key: value for key, value in wanted.items() if key != "says"}
        assert {key: part(found[code], key) for key in named} == {
            key: among(found[code], key, value) for key, value in named.items()
        }, code


#: What a case names of a route, where that is not a key of its own.
PARTS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "why": lambda route: [each["code"] for each in route["why"]],
    "back": lambda route: [each["code"] for each in route["recovered"]],
    "back_exactly": lambda route: [each["code"] for each in route["recovered"]],
    "courts": lambda route: [each["code"] for each in route["courts"]],
    "forms": lambda route: [each["number"] for each in route["forms"]],
    "costs": lambda route: {each["code"]: each["including_vat"] for each in route["costs"]},
    "last_days": lambda route: {
        number: step["by"] for number, step in enumerate(route["steps"], start=1) if step["by"]
    },
}


def part(route: dict[str, Any], key: str) -> Any:
    return PARTS[key](route) if key in PARTS else route[key]


def among(route: dict[str, Any], key: str, wanted: Any) -> Any:
    """What is given, where all that is wanted stands among it; what is wanted otherwise, so that the two differ."""
    given = part(route, key)
    if key in ("why", "back") and set(wanted) <= set(given):
        return given
    if key == "costs" and wanted.items() <= given.items():
        return given
    return wanted


@every("costs")
def test_costs(case: dict[str, Any]) -> None:
    given = dict(case["input"])
    answers = {"recovery": recovery, "late-cost": late_cost}
    said = answers.get(given["kind"], item)(given)
    assert {key: said[key] for key in case["expect"]} == case["expect"]


def recovery(given: dict[str, Any]) -> dict[str, Any]:
    found = answer(costs(Decimal(given["amount"]), date.fromisoformat(given["on"]), title=given.get("title", True)))
    debtor, creditor = found["debtor_part"], found["creditor_part"]
    assert bool(debtor["warning"]) == (debtor["validity"] != "current")
    return {
        "debtor": [debtor["excluding_vat"], debtor["including_vat"]],
        "creditor": [creditor["excluding_vat"], creditor["including_vat"]],
        "together": [found["recovery_excluding_vat"], found["recovery_including_vat"]],
        "left": found["left_to_creditor"],
        "validity": debtor["validity"],
        "approximate": creditor["approximate"],
        "bearer": debtor["borne_by"],
    }


def item(given: dict[str, Any]) -> dict[str, Any]:
    on, kind = date.fromisoformat(given["on"]), given["kind"]
    amount = Decimal(given.get("amount", "0"))
    if kind == "legal-aid":
        found = legal_aid_contribution(on, court="judicial", order=given.get("order", False))
    elif kind == "economic-justice":
        found = economic_justice_contribution(amount, on, Claimant.model_validate(given["claimant"]))
    else:
        found = {"service": service_of_order, "summons": summons, "engagement": engagement}[kind](amount, on)
    said = answer(found)
    return said | {"item": [said["excluding_vat"], said["including_vat"]], "including": said["including_vat"]}


def late_cost(given: dict[str, Any]) -> dict[str, Any]:
    figures: dict[str, Any] = {key: Decimal(value) for key, value in given.items() if key != "kind"}
    found = answer(cost_of_late_payment(figures.pop("receivables"), figures.pop("turnover"), **figures))
    return {
        "days": found["days_sales_outstanding"],
        "over": found["days_over_term"],
        "tied": found["cash_over_term"],
        "financing": found["financing_per_year"],
        "extra": found["extra_turnover"],
    }


def test_every_case_has_its_name_its_reason_and_its_source() -> None:
    for name in ("next-steps", "routes", "costs"):
        names = [case["id"] for case in cases(name)]
        assert len(set(names)) == len(names)
        assert all(case["why"] and case["source"] and case["expect"] for case in cases(name))
    assert sum(len(cases(name)) for name in ("next-steps", "routes", "costs")) >= 120
