"""A contract's rate beside the law's: rows worked out from the published legal rates (2.62, then 2.75 in 2026)."""

from decimal import Decimal
from typing import Any

from latepay_core import Claim, Statement, draw_up
from latepay_core.wording import say


def drawn(rate: dict[str, str], due_on: str = "2026-05-31", **terms: Any) -> Statement:
    claim = {
        "as_of": "2026-08-31",
        "terms": {"rate": rate, **terms},
        "invoices": [{"due_on": due_on, "amount": "10000.00"}],
    }
    return draw_up(Claim.model_validate(claim))


def test_a_clause_between_floor_and_default_applies_in_one_half_year_and_is_flagged_in_the_next() -> None:
    first, second = drawn({"basis": "fixed", "percent": "8"}).rate_comparison
    # 3 × 2.62 = 7.86 and 2.15 + 10; then 3 × 2.75 = 8.25 and 2.40 + 10
    assert (first.floor_percent, first.default_percent) == (Decimal("7.86"), Decimal("12.15"))
    assert (first.lawful, first.settled) == (True, True)
    assert (second.floor_percent, second.default_percent) == (Decimal("8.25"), Decimal("12.40"))
    assert (second.lawful, second.settled) == (False, False)
    assert "n’est pas tranché" in say(second.sentence)
    assert (str(second.first), str(second.to)) == ("2026-07-01", "2026-12-31")
    # the order of 26 June 2026 was not read in its text
    assert (first.unconfirmed, second.unconfirmed) == (False, True)


def test_the_floor_is_never_taken_for_the_rate_that_applies() -> None:
    """In 2024 the floor, 15.21, was above the law's own 14.50: a clause of 15 is above the law and yet too low."""
    claim = {
        "as_of": "2024-06-30",
        "terms": {"rate": {"basis": "fixed", "percent": "15"}},
        "invoices": [{"due_on": "2024-03-31", "amount": "10000.00"}],
    }
    (row,) = draw_up(Claim.model_validate(claim)).rate_comparison
    assert (row.clause_percent, row.default_percent, row.floor_percent) == (
        Decimal("15"),
        Decimal("14.50"),
        Decimal("15.21"),
    )
    assert not row.lawful


def test_a_frozen_rate_is_compared_where_the_delay_begins() -> None:
    rows = drawn({"basis": "ecb-plus", "points": "7"}, semester="frozen").rate_comparison
    assert [(str(row.first), row.clause_percent) for row in rows] == [("2026-01-01", Decimal("9.15"))]
    assert "figé" in say(rows[0].caution)


def test_nothing_is_compared_without_a_clause_or_without_a_delay() -> None:
    assert drawn({"basis": "statutory"}).rate_comparison == ()
    assert drawn({"basis": "fixed", "percent": "8"}, due_on="2026-08-31").rate_comparison == ()


def test_json_names_the_first_day_as_lines_do() -> None:
    row = drawn({"basis": "fixed", "percent": "8"}).model_dump(mode="json")["rate_comparison"][1]
    assert row["from"] == "2026-07-01"
    assert (row["clause_percent"], row["floor_percent"], row["applies"]) == ("8", "8.25", "clause")
