"""The years of 366 days: those that four divides, but for hundreds that four hundred does not."""

from datetime import date

import pytest

from latepay_core.interest.exact import is_leap


@pytest.mark.parametrize(
    ("year", "leap"), [(2000, True), (2024, True), (2025, False), (2026, False), (2096, True), (2100, False)]
)
def test_leap_years(year: int, leap: bool) -> None:
    assert is_leap(date(year, 6, 30)) is leap
