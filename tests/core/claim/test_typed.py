"""What people type and paste is read as they mean it, or asked again in a sentence: never guessed, never a crash."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from latepay_core.claim import Term
from latepay_core.claim.fields import FIRST_DATE, LAST_DATE
from latepay_core.claim.typed import Unread, amount_typed, date_typed, number_typed, sum_typed
from latepay_core.claim.typed.terms import term_typed
from latepay_core.wording import say
from latepay_core.wording.french import MONTHS, amount, date_in_numbers, date_in_words

TABLE: dict[str, dict[str, dict[str, Any]]] = yaml.safe_load(Path(__file__).with_name("typed.yaml").read_text("utf-8"))
TODAY = date(2026, 11, 29)
READERS: dict[str, Callable[[str], Decimal | date | Unread]] = {
    "amounts": amount_typed,
    "sums": sum_typed,
    "dates": partial(date_typed, near=TODAY),
}
TERMS = TABLE.pop("terms")
ROWS = [
    pytest.param(kind, typed, right, id=f"{kind}: {typed!r}")
    for kind, groups in TABLE.items()
    for rows in groups.values()
    for typed, right in rows.items()
]


def test_the_table_is_long_enough_to_mean_something() -> None:
    assert len(ROWS) > 250


@pytest.mark.parametrize(("kind", "typed", "right"), ROWS)
def test_what_is_typed_is_read(kind: str, typed: str, right: str | date) -> None:
    found = READERS[kind](typed)
    if isinstance(found, Unread):
        assert found.code == right, say(found.message)
    else:
        assert str(found) == str(right)


@pytest.mark.parametrize(("kind", "typed", "right"), ROWS)
def test_a_refusal_quotes_what_was_typed_and_says_what_to_do(kind: str, typed: str, right: str | date) -> None:
    found = READERS[kind](typed)
    if not isinstance(found, Unread):
        return
    assert "{" not in say(found.message)
    if "given" in found.figures:
        assert str(found.figures["given"]) in say(found.message)
        assert all(sign in typed for sign in str(found.figures["given"]))


@pytest.mark.parametrize(("typed", "right"), TERMS.items())
def test_a_term_is_read_where_a_date_is_asked(typed: str, right: dict[str, Any] | None) -> None:
    found = term_typed(typed)
    assert (None if found is None else {key: list(v) if key == "on_days" else v for key, v in found.items()}) == right
    if found is not None:
        Term.model_validate(dict(found))
        assert isinstance(date_typed(typed, near=TODAY), Unread)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("0,999", "«\u00a00,999\u00a0»"),  # as typed, not 0.999
        ("10 50", "1\u202f050,00\u00a0€ ou 10,50\u00a0€"),
        ("12 34,56", "1\u202f234,56\u00a0€"),
        ("1.234", "1\u202f234,00\u00a0€ ou 1,234\u00a0€"),
        ("-2400", "avoir"),
        ("1 000 € HT", "TTC"),
    ],
)
def test_a_question_about_an_amount_shows_its_readings(typed: str, said: str) -> None:
    found = sum_typed(typed)
    assert isinstance(found, Unread)
    assert said in say(found.message)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        # The last 31 August was in 2026, the next one is in 2027.
        ("31 août", "31/08/2026 ou 31/08/2027"),
        ("15/12", "15/12/2025 ou 15/12/2026"),
        ("29/11", "29/11/2026 ou 29/11/2027"),
        ("29 février", "29/02/2024 ou 29/02/2028"),
        ("fin février", "28/02/2026 ou 28/02/2027"),
        ("11/22/2026", "22\u00a0novembre\u00a02026"),
        ("46348", "22\u00a0novembre\u00a02026"),
        ("241126", "24\u00a0novembre\u00a02026 ou 26\u00a0novembre\u00a02024"),
        ("lundi 22 novembre 2026", "est un dimanche"),
        ("2026-11-21T23:00:00Z", "22\u00a0novembre\u00a02026 ou 21\u00a0novembre\u00a02026"),
    ],
)
def test_a_question_about_a_date_proposes_days(typed: str, said: str) -> None:
    found = date_typed(typed, near=TODAY)
    assert isinstance(found, Unread)
    assert said in say(found.message)


def test_without_a_day_to_lie_near_the_year_is_asked_for() -> None:
    found = date_typed("31 août")
    assert isinstance(found, Unread)
    assert found.code == "date-without-year"


def test_in_a_rate_three_decimals_are_decimals() -> None:
    assert number_typed("12,150") == Decimal("12.150")
    assert number_typed("1.234") == Decimal("1.234")
    assert number_typed("12,15\u00a0% l’an") == Decimal("12.15")
    assert number_typed("10 points") == Decimal(10)
    assert number_typed("3 fois") == Decimal(3)


AMOUNT_FORMS = [
    amount,
    lambda euros: f"{euros:.2f}",
    lambda euros: f"{euros:,.2f}",
    lambda euros: f"€ {euros:,.2f}",
    lambda euros: f"EUR {euros:.2f}",
    lambda euros: f"{euros:,.2f}".replace(",", "’"),
    lambda euros: f"{euros:,.2f}".replace(",", " ").replace(".", ",") + " € TTC",
    lambda euros: f"{euros:,.2f}".replace(",", "\u202f").replace(".", ","),
    lambda euros: f"{euros:,.2f}".translate(str.maketrans(",.", ".,")),
    lambda euros: f"{euros:.2f}".replace(".", "€"),
    lambda euros: f"\u200e{euros:.2f}\ufeff",
]
DATE_FORMS = [
    date_in_words,
    date_in_numbers,
    lambda day: day.isoformat(),
    lambda day: day.isoformat() + "T00:00:00",
    lambda day: f"{day:%Y%m%d}",
    lambda day: f"{day:%d%m%Y}",
    lambda day: f"{day.day} {MONTHS[day.month - 1].upper()} {day.year}",
    lambda day: f"le {day.day}/{day.month}/{day.year}",
    lambda day: f"{day:%d.%m.%Y} 00:00",
    lambda day: f"{day:%d-%b-%Y}",
    lambda day: f"\u200e{day:%d / %m / %Y}.",
]
euros_and_cents = st.decimals("0.01", "999999999.99", places=2)


@given(euros_and_cents, st.sampled_from(AMOUNT_FORMS))
def test_an_amount_written_in_any_form_is_read_back(euros: Decimal, form: Any) -> None:
    assert sum_typed(form(euros)) == euros


@given(st.dates(FIRST_DATE, LAST_DATE), st.sampled_from(DATE_FORMS))
def test_a_date_written_in_any_form_is_read_back(day: date, form: Any) -> None:
    assert date_typed(form(day)) == day


signs = st.text(st.sampled_from("0123456789 .,'’-+()€kKhtTC/:;«»\u200b\u00a0\u202fêéùT%EURerlejanvoû"), max_size=30)


@given(st.one_of(st.text(), signs), st.none() | st.dates())
@example("0" * 100_000, None)
@example("fin" * 50, date.max)
@example("31 août", date.max)
@example("31 août", date.min)
def test_no_text_makes_a_reader_fail(text: str, near: date | None) -> None:
    for found in (amount_typed(text), sum_typed(text), date_typed(text, near)):
        if isinstance(found, Unread):
            assert say(found.message)
        else:
            assert isinstance(found, Decimal | date)
    number_typed(text)
    if (term := term_typed(text)) is not None:
        assert term.keys() & {"days", "months"}
