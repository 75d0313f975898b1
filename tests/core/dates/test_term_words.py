"""What is said of a term: the sentence's key and its figures, which its catalogue puts into words."""

import pytest

from latepay_core.claim import Term
from latepay_core.dates.term_words import length_told, payment_days_told
from latepay_core.said import NOTHING, Said, said


@pytest.mark.parametrize(
    ("term", "told"),
    [
        (Term(days=30), said("length.days", days=30)),
        (Term(days=0), said("length.days", days=0)),
        (Term(months=2), said("length.only-months", months=2)),
        (Term(months=1, days=15), said("length.months-and-days", months=1, days=15)),
    ],
)
def test_the_length_of_a_term(term: Term, told: Said) -> None:
    assert length_told(term) == told


@pytest.mark.parametrize(
    ("term", "told"),
    [
        (Term(days=30), NOTHING),
        (Term(days=30, on_day=10), said("explain.term-on-day", day=10)),
        (Term(days=30, on_days=(10, 25)), said("explain.term-on-days", days=(10, 25))),
    ],
)
def test_its_payment_days(term: Term, told: Said) -> None:
    assert payment_days_told(term) == told
