"""Due dates in both readings of « fin de mois », and the latest day the law allows."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from latepay_core.claim import Term
from latepay_core.countries.fr.maximum import legal_maximum
from latepay_core.dates import due_date, end_of_month, readings

CALL = Callable[..., Any]
Reading = Literal["after", "before"] | None

#: C. com., art. L441-10, I, with both readings of « 45 jours fin de mois »: issued, A, B, 60 days net.
TABLE = """
    2026-01-15  2026-03-31  2026-03-17  2026-03-16
    2026-01-31  2026-03-31  2026-03-17  2026-04-01
    2026-02-10  2026-03-31  2026-04-14  2026-04-11
    2026-06-20  2026-08-31  2026-08-14  2026-08-19
    2026-11-30  2027-01-31  2027-01-14  2027-01-29
    2028-01-15  2028-02-29  2028-03-16  2028-03-15
"""
ROWS = [line.split() for line in TABLE.strip().splitlines()]
row = pytest.mark.parametrize(("issued", "after", "before", "net"), ROWS)


@row
def test_both_readings_of_45_days_end_of_month_and_60_days(issued: str, after: str, before: str, net: str) -> None:
    day = date.fromisoformat(issued)
    assert readings(Term(days=45), day, both=True) == [
        ("after", date.fromisoformat(after)),
        ("before", date.fromisoformat(before)),
    ]
    assert readings(Term(days=60), day) == [("net", date.fromisoformat(net))]


@row
def test_the_command_line_gives_both_readings(issued: str, after: str, before: str, net: str, latepay: CALL) -> None:
    answer = latepay("due-date", "--issued", issued, "--days", "45", "--end-of-month", "both", "--json")
    assert (answer.status, answer.err) == (0, "")
    said = json.loads(answer.out)
    assert said["due"] == [{"reading": "after", "due_on": after}, {"reading": "before", "due_on": before}]
    assert said["warnings"] == []
    assert said["legal_maximum"]["due_on"] == max(after, before, net)


def test_the_contracts_own_example(latepay: CALL) -> None:
    answer = latepay("due-date", "--issued", "2025-03-10", "--days", "45", "--end-of-month", "both", "--json")
    said = json.loads(answer.out)
    assert said["due"] == [{"reading": "after", "due_on": "2025-04-30"}, {"reading": "before", "due_on": "2025-05-15"}]


@pytest.mark.parametrize(
    ("issued", "term", "due"),
    [
        ("2026-01-15", {"days": 30, "end_of_month": "after", "on_day": 10}, "2026-03-10"),
        ("2026-01-15", {"days": 0, "end_of_month": "after", "on_day": 31}, "2026-02-28"),
        # the day reached, 15 May, is already the day agreed (fault S3; 15 June was given)
        ("2025-03-31", {"days": 45, "end_of_month": "before", "on_day": 15}, "2025-05-15"),
        ("2025-03-30", {"days": 45, "end_of_month": "before", "on_day": 15}, "2025-05-15"),
        ("2025-03-30", {"days": 45, "end_of_month": "before", "on_day": 14}, "2025-06-14"),
        ("2028-01-15", {"days": 0, "end_of_month": "after", "on_day": 31}, "2028-02-29"),
        ("2026-03-01", {"days": 29, "end_of_month": "after", "on_day": 30}, "2026-04-30"),
        ("2026-12-05", {"days": 0, "end_of_month": "before", "on_day": 1}, "2027-01-01"),
        ("2026-01-31", {"days": 1, "end_of_month": "before", "on_day": 2}, "2026-02-02"),
        ("2026-02-28", {"days": 1}, "2026-03-01"),
        ("2028-02-28", {"days": 1}, "2028-02-29"),
        ("2026-05-01", {"days": 0}, "2026-05-01"),
        # 31 March, end of month: 31 March; 45 days later: 15 May, which is the 15th already
        ("2025-03-31", {"days": 45, "end_of_month": "before", "on_day": 15}, "2025-05-15"),
        ("2025-03-30", {"days": 45, "end_of_month": "before", "on_day": 15}, "2025-05-15"),
        ("2025-03-31", {"days": 45, "end_of_month": "before", "on_day": 14}, "2025-06-14"),
        # months: the same number, or the month's last day
        ("2026-01-15", {"months": 2}, "2026-03-15"),
        ("2026-12-31", {"months": 2}, "2027-02-28"),
        ("2027-12-31", {"months": 2}, "2028-02-29"),
        ("2026-01-15", {"months": 1, "days": 15}, "2026-03-02"),
        ("2026-01-15", {"months": 2, "end_of_month": "after"}, "2026-03-31"),
        ("2026-02-10", {"months": 2, "end_of_month": "before"}, "2026-04-30"),
        # 28 February, one month: 28 March; 15 days: 12 April, with no second end of month
        ("2026-02-10", {"months": 1, "days": 15, "end_of_month": "before"}, "2026-04-12"),
        ("2026-01-15", {"months": 0, "end_of_month": "after"}, "2026-01-31"),
        # a payment day without end of month: the first from the day reached on
        ("2026-01-15", {"days": 30, "on_day": 10}, "2026-03-10"),
        ("2026-01-11", {"days": 30, "on_day": 10}, "2026-02-10"),
        ("2026-01-15", {"days": 30, "on_day": 14}, "2026-02-14"),
        # several: the first of them
        ("2026-01-15", {"days": 30, "on_days": [10, 25]}, "2026-02-25"),
        ("2026-01-30", {"days": 30, "on_days": [25, 10]}, "2026-03-10"),
        ("2026-01-15", {"days": 30, "end_of_month": "after", "on_days": [10, 25]}, "2026-03-10"),
        ("2026-11-15", {"days": 30, "on_days": [5, 10]}, "2027-01-05"),
        # which end of month is not known: the later. 2 July, 30 days: 1 August, so 31 August; or 31 July, so 30 August
        ("2026-07-02", {"days": 30, "end_of_month": "unknown"}, "2026-08-31"),
        # 10 February, 45 days: 27 March, so 31 March; or 28 February, so 14 April
        ("2026-02-10", {"days": 45, "end_of_month": "unknown"}, "2026-04-14"),
    ],
    ids=str,
)
def test_terms_counted_by_hand(issued: str, term: dict[str, Any], due: str) -> None:
    assert due_date(Term.model_validate(term), date.fromisoformat(issued)) == date.fromisoformat(due)


@pytest.mark.parametrize(
    ("issued", "reading", "summary", "lawful", "rule"),
    [
        ("2026-03-10", None, False, "2026-05-09", "60-days"),
        ("2026-06-20", "after", False, "2026-08-31", "45-days-end-of-month"),
        ("2026-06-20", "before", False, "2026-08-19", "60-days"),
        ("2026-02-10", "before", False, "2026-04-14", "45-days-end-of-month"),
        ("2026-03-10", None, True, "2026-04-24", "45-days-summary"),
        # before loi n° 2014-344 of 17 March 2014: 18 March + 60 days = 17 May
        ("2014-03-18", None, True, "2014-05-17", "60-days"),
        # since then: 19 March + 45 days = 3 May
        ("2014-03-19", None, True, "2014-05-03", "45-days-summary"),
        ("2015-08-08", None, True, "2015-09-22", "45-days-summary"),
        ("2009-01-01", None, False, "2009-03-02", "60-days"),
    ],
)
def test_the_latest_lawful_day(issued: str, reading: Reading, summary: bool, lawful: str, rule: str) -> None:
    found = legal_maximum(date.fromisoformat(issued), reading, summary=summary)
    assert found is not None
    assert (found.due_on.isoformat(), found.rule) == (lawful, rule)
    assert found.reference == "C. com., art. L441-10, I"


@pytest.mark.parametrize(
    ("options", "due"),
    [
        (("--months", "2"), "2026-03-15"),
        (("--days", "30", "--on-day", "10,25"), "2026-02-25"),
        (("--months", "1", "--days", "15"), "2026-03-02"),
        (("--days", "30", "--on-day", "10"), "2026-03-10"),
    ],
)
def test_the_command_line_counts_months_and_payment_days(options: tuple[str, ...], due: str, latepay: CALL) -> None:
    answer = latepay("due-date", "--issued", "2026-01-15", *options, "--json")
    assert (answer.status, answer.err) == (0, "")
    assert json.loads(answer.out)["due"] == [{"reading": "net", "due_on": due}]
    assert latepay("due-date", "--issued", "2026-01-15", *options).status == 0


@given(st.dates(date(2009, 1, 1), date(2090, 1, 1)), st.integers(0, 120))
def test_who_does_not_know_never_claims_more(issued: date, days: int) -> None:
    unknown = due_date(Term(days=days, end_of_month="unknown"), issued)
    for reading in (None, "after", "before"):
        assert unknown >= due_date(Term.model_validate({"days": days, "end_of_month": reading}), issued)


def test_nothing_is_said_of_invoices_before_the_rules_covered() -> None:
    assert legal_maximum(date(2008, 12, 31)) is None


@given(st.dates(date(2009, 1, 1), date(2090, 1, 1)), st.integers(0, 120))
def test_a_later_invoice_or_a_longer_term_never_falls_due_earlier(issued: date, days: int) -> None:
    for reading in (None, "after", "before"):
        term = Term.model_validate({"days": days, "end_of_month": reading})
        longer = Term.model_validate({"days": days + 1, "end_of_month": reading})
        assert due_date(longer, issued) >= due_date(term, issued) >= issued
        assert due_date(term, issued + timedelta(days=1)) >= due_date(term, issued)


@given(st.dates(date(2009, 1, 1), date(2090, 1, 1)), st.integers(0, 120), st.integers(1, 31))
def test_a_fixed_day_is_the_first_of_its_number_after_the_end_of_month(issued: date, days: int, number: int) -> None:
    reached = due_date(Term.model_validate({"days": days, "end_of_month": "after"}), issued)
    due = due_date(Term.model_validate({"days": days, "end_of_month": "after", "on_day": number}), issued)
    assert reached == end_of_month(reached)
    assert reached < due <= reached + timedelta(days=31)
    assert due.day == min(number, end_of_month(due).day)
