"""Numbers of companies and accounts, as letterheads, registers and banks give them; held against python-stdnum."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from stdnum import iban
from stdnum.fr import siren, siret, tva

from latepay_core.claim.typed import Company, Unread, bic_typed, company_typed, country_of_vat, iban_typed
from latepay_core.claim.typed.identifiers import siren_shown
from latepay_core.wording import say

TABLE: dict[str, dict[str, str]] = yaml.safe_load(Path(__file__).with_name("identifiers.yaml").read_text("utf-8"))
READERS: dict[str, Any] = {"company": company_typed, "vat": country_of_vat, "iban": iban_typed, "bic": bic_typed}
ROWS = [(kind, typed, right) for kind, rows in TABLE.items() for typed, right in rows.items()]


@pytest.mark.parametrize(("kind", "typed", "right"), ROWS)
def test_a_number_is_read_without_what_surrounds_it(kind: str, typed: str, right: str) -> None:
    found = READERS[kind](typed)
    if isinstance(found, Unread):
        assert found.code == right, say(found.message)
        assert str(found.figures["given"]) in say(found.message)
    else:
        assert (found.siren if isinstance(found, Company) else found) == right


figures = st.text("0123456789", min_size=9, max_size=9)


@given(figures)
def test_the_key_of_a_siren_is_pythons_stdnums(number: str) -> None:
    assert isinstance(company_typed(number), Company) is siren.is_valid(number)


@given(st.sampled_from(["356000000", "732829320", "404833048"]), st.text("0123456789", min_size=5, max_size=5))
def test_the_key_of_a_siret_is_pythons_stdnums(number: str, establishment: str) -> None:
    assert isinstance(company_typed(number + establishment), Company) is siret.is_valid(number + establishment)


@given(st.integers(0, 99), st.sampled_from(["356000000", "732829320", "404833048", "732829321"]))
def test_the_key_of_a_vat_number_is_pythons_stdnums(key: int, number: str) -> None:
    assert (country_of_vat(f"FR{key:02}{number}") == "FR") is tva.is_valid(f"{key:02}{number}")


@given(st.integers(2, 98), st.text("0123456789", min_size=23, max_size=23))
def test_the_key_of_an_account_is_pythons_stdnums(key: int, account: str) -> None:
    typed = f"FR{key:02}{account}"
    assert isinstance(iban_typed(typed), str) is iban.is_valid(typed, check_country=False)


@given(st.text(max_size=40))
def test_no_text_makes_a_reader_fail(text: str) -> None:
    for read in READERS.values():
        assert read(text)
    siren_shown(text)


def test_a_letter_shows_the_siren_of_a_siret() -> None:
    assert siren_shown("35600000009075") == "356\u00a0000\u00a0000"
    assert siren_shown("SIREN 356 000 000") == "356\u00a0000\u00a0000"
