"""Plans worked out by hand, and what is refused, in French."""

import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from latepay_core import Claim, ClaimRefused
from latepay_core.instalments import PlanChoice, plan_instalments, read_choice
from latepay_core.wording import say
from latepay_core.wording.french import plain

CASES: list[dict[str, Any]] = yaml.load(
    (Path(__file__).parent / "plans.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader
)
STEP = re.compile(r"([\d.]+) × ([\d.]+) % × (\d+) / (36[56]) = ([\d.]+)")
WHOLE = {"number"}
TRUTH = {"true": True, "false": False}

CLAIM: dict[str, Any] = {
    "as_of": "2026-08-31",
    "invoices": [{"number": "F-118", "issued_on": "2026-04-30", "due_on": "2026-05-31", "amount": "10000.00"}],
}

every_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])


def choice_of(data: dict[str, str]) -> dict[str, Any]:
    return {name: int(value) if name in WHOLE else TRUTH.get(value, value) for name, value in data.items()}


@every_case
def test_the_rows_are_those_worked_out_by_hand(case: dict[str, Any]) -> None:
    plan = plan_instalments(Claim.model_validate(case["claim"]), read_choice(choice_of(case["choice"])))
    said = plan.model_dump(mode="json")
    names = ("on", "amount", "to_interest", "to_principal", "to_compensation", "remaining")
    assert [[row[name] for name in names] for row in said["instalments"]] == case["rows"]
    expected = {name: TRUTH.get(value, value) for name, value in case["plan"].items()}
    assert {name: said[name] for name in expected} == expected
    assert [row["number"] for row in said["instalments"]] == list(range(1, len(case["rows"]) + 1))


@every_case
def test_the_arithmetic_written_in_a_case_is_right(case: dict[str, Any]) -> None:
    for principal, rate, days, year, interest in STEP.findall(case["work"]):
        exact = Fraction(principal) * Fraction(rate) * int(days) / 100 / int(year)
        assert int((exact * 200 + 1) // 2) == int(Fraction(interest) * 100), (principal, rate, days)


def refused(claim: dict[str, Any], choice: dict[str, Any]) -> tuple[str, str, str]:
    with pytest.raises(ClaimRefused) as caught:
        plan_instalments(Claim.model_validate(claim), read_choice(choice))
    (refusal,) = caught.value.refusals
    return refusal.code, refusal.path, plain(say(refusal.message))


@pytest.mark.parametrize(
    ("choice", "code", "path", "said"),
    [
        ({"number": 0, "first_on": "2026-09-30"}, "plan-number-out-of-range", "number", "de 1 à 120"),
        ({"number": 500, "first_on": "2026-09-30"}, "plan-number-out-of-range", "number", "500 versements"),
        ({"first_on": "2026-09-30"}, "plan-number-or-amount-missing", "number", "donnez l'un des deux"),
        ({"number": 2, "amount": "10.00", "first_on": "2026-09-30"}, "plan-number-and-amount", "amount", "à la fois"),
        ({"number": 2, "first_on": "2026-08-30"}, "plan-first-before-as-of", "first_on", "le 30 août 2026"),
        ({"number": 2, "first_on": "2027-09-01"}, "plan-first-too-far", "first_on", "jusqu'au 31 août 2027"),
        # 10 350,49 € at 12,40 %: about 105 € of interest a month
        ({"amount": "100.00", "first_on": "2026-09-30"}, "plan-amount-below-interest", "amount", "ne couvrent pas"),
        ({"amount": "140.00", "first_on": "2026-09-30"}, "plan-too-many", "amount", "plus de 120 versements"),
        ({"amount": 140.5, "first_on": "2026-09-30"}, "float", "amount", "140.5"),
        ({"number": 3, "first_on": "31/02/2026"}, "date-does-not-exist", "first_on", "31/02/2026"),
        ({"number": 3, "first_on": "2026-09-30", "intrest": "waived"}, "unknown-key-close", "intrest", "interest"),
        ({"number": 3, "first_on": "2026-09-30", "interest": "half"}, "not-a-choice", "interest", "waived"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(choice: dict[str, Any], code: str, path: str, said: str) -> None:
    found = refused(CLAIM, choice)
    assert found[:2] == (code, path)
    assert said in found[2]


def test_the_least_amount_offered_is_enough() -> None:
    text = refused(CLAIM, {"amount": "100.00", "first_on": "2026-09-30"})[2]
    least = re.search(r"au moins ([\d,]+) €", text)
    assert least is not None
    plan = plan_instalments(
        Claim.model_validate(CLAIM),
        read_choice({"amount": least[1].replace(",", "."), "first_on": "2026-09-30"}),
    )
    assert len(plan.instalments) == 120
    assert plan.instalments[-1].remaining == 0


def test_nothing_owed_is_nothing_to_spread() -> None:
    paid = {**CLAIM["invoices"][0], "payments": [{"paid_on": "2026-05-31", "amount": "10000.00"}]}
    claim = {**CLAIM, "invoices": [paid]}
    assert refused(claim, {"number": 2, "first_on": "2026-09-30"})[0] == "plan-nothing-owed"


def test_compensation_alone_left_out_is_nothing_to_spread() -> None:
    # everything but the 40 € was paid: 10 000 + 30 days at 12,15 %
    paid = {**CLAIM["invoices"][0], "payments": [{"paid_on": "2026-06-30", "amount": "10099.86"}]}
    claim = {**CLAIM, "invoices": [paid]}
    choice = {"number": 2, "first_on": "2026-09-30"}
    assert refused(claim, {**choice, "compensation": False})[0] == "plan-nothing-owed"
    plan = plan_instalments(Claim.model_validate(claim), read_choice(choice))
    assert [str(row.to_compensation) for row in plan.instalments] == ["20.00", "20.00"]


def test_cents_cannot_be_split() -> None:
    claim = {**CLAIM, "invoices": [{"due_on": "2026-08-31", "amount": "0.02"}]}
    assert refused(claim, {"number": 3, "first_on": "2026-09-30", "interest": "stopped"})[0] == "plan-too-small"


def test_an_invoice_issued_after_the_first_payment_is_refused() -> None:
    later = {"number": "F-200", "issued_on": "2026-10-15", "due_on": "2026-11-15", "amount": "50.00"}
    claim = {**CLAIM, "invoices": [*CLAIM["invoices"], later]}
    found = refused(claim, {"number": 3, "first_on": "2026-09-30"})
    assert found[:2] == ("plan-invoice-not-issued", "invoices[1].issued_on")
    assert "F-200" in found[2]


def test_a_claim_that_cannot_be_reckoned_is_refused_as_everywhere() -> None:
    claim = {name: value for name, value in CLAIM.items() if name != "as_of"}
    assert refused(claim, {"number": 3, "first_on": "2026-09-30"})[0] == "as-of-missing"


def test_what_the_plan_says_of_itself() -> None:
    plan = plan_instalments(
        Claim.model_validate(CLAIM), read_choice({"number": 3, "first_on": "2026-12-01", "compensation": False})
    )
    assert re.fullmatch(
        r"3 versements mensuels de 3 5\d\d,\d\d €, du 1er décembre 2026 au 1er février 2027\.",
        plain(say(plan.sentence)),
    )
    said = plain("\n".join(map(say, plan.notes)))
    assert "à partir du versement du 1er janvier 2027, l'échéancier est provisoire" in said
    assert "L'indemnité de recouvrement (40,00 €) n'est pas comprise" in said
    assert "règle d'abord les intérêts" in said
    assert "le 1er du mois" in said
    assert [say(each) for each in plan.references] == ["C. civ., art. 1343-1"]


def test_a_single_payment_and_two() -> None:
    claim = Claim.model_validate(CLAIM)
    one = plan_instalments(claim, read_choice({"amount": "20000.00", "first_on": "2026-09-30"}))
    # 10 000 + 99,86 + 312,55 + 40
    assert plain(say(one.sentence)) == "Un seul versement de 10 452,41 €, le 30 septembre 2026."
    two = plan_instalments(claim, PlanChoice(number=2, first_on="2026-08-31", interest="stopped"))
    # 10 350,49 € shared out: 5 175,24 and 5 175,25
    assert plain(say(two.sentence)) == (
        "Un versement de 5 175,24 € le 31 août 2026, puis un second et dernier de 5 175,25 € le 30 septembre 2026."
    )


def test_collective_proceedings_are_no_time_for_a_plan() -> None:
    claim = {**CLAIM, "debtor": {"name": "Durand", "insolvency_opened_on": "2026-08-01"}}
    choice = read_choice({"number": 2, "first_on": "2026-09-30"})
    with pytest.raises(ClaimRefused) as refused:
        plan_instalments(Claim.model_validate(claim), choice)
    (found,) = refused.value.refusals
    assert found.code == "plan-before-judgment"
    assert "interdit de payer" in say(found.message)
    later = {**claim, "invoices": [{**CLAIM["invoices"][0], "performed_on": "2026-08-02"}]}
    assert str(plan_instalments(Claim.model_validate(later), choice).principal) == "10000.00"


def test_an_amount_too_small_is_set_beside_what_the_longest_month_costs() -> None:
    """1 000 000 € at 12,65 % from 2027 on: 31 days are 1 000 000 × 12,65 % × 31 / 365 = 10 743,84 €."""
    invoice = {"number": "F", "due_on": "2025-10-12", "amount": "1000000.00"}
    claim = Claim.model_validate({"as_of": "2026-10-12", "invoices": [invoice]})
    with pytest.raises(ClaimRefused) as refused:
        plan_instalments(claim, read_choice({"amount": "10400.00", "first_on": "2026-11-05"}))
    said = plain(say(refused.value.refusals[0].message))
    assert "10 400,00 € par mois ne couvrent pas les intérêts, jusqu'à 10 743,84 € par mois" in said
    with pytest.raises(ClaimRefused) as refused:
        plan_instalments(claim, read_choice({"amount": "11000.00", "first_on": "2026-11-05"}))
    said = plain(say(refused.value.refusals[0].message))
    assert "il faudrait plus de 120 versements ; versez au moins" in said
