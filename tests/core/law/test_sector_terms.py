"""The sectors' terms as data, as dates and as words: what was not read in the text in force is never said as sure."""

import csv
import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from latepay_core import Claim, draw_up
from latepay_core.claim import Trade
from latepay_core.countries.fr.maximum import legal_maximum
from latepay_core.countries.fr.sector_terms import sector_term, sector_terms
from latepay_core.wording import say

CALL = Callable[..., Any]
FACTS = Path(__file__).parents[2] / "facts" / "rates" / "fr_sector_terms.csv"

#: Typed from the researched table: days, counted from, counting, article, whether the text was read.
TABLE = """
    perishable-food           30  delivery  net                       L441-11, II, 1°      unconfirmed
    perishable-food-periodic  30  delivery  end-of-decade             L441-11, II, 1°      unconfirmed
    live-cattle               20  delivery  net                       L441-11, II, 2°      unconfirmed
    alcohol                   30  delivery  end-of-month-of-delivery  L441-11, II, 3°      unconfirmed
    food                      60  issue     net                       L441-11, II, 4°      unconfirmed
    food-self-billing         60  delivery  net                       L441-11, II, 4°      unconfirmed
    grapes                    30  delivery  net                       L441-11, II, 4°      unconfirmed
    transport                 30  issue     net                       L441-11, II, 5°      unconfirmed
    transport-services        30  issue     net                       L441-11, II, 5°      unconfirmed
    green-space-machines      55  issue     end-of-month              D441-5-1, I          verified
    farm-machines             110  issue     end-of-month              D441-5-1, I          verified
    snow-sports               30  issue     added                     D441-5-1, II         verified
    leather                   54  issue     end-of-month              D441-5-1, III        verified
    watches-jewellery         59  issue     end-of-month              D441-5-1, IV         unconfirmed
    toys                      95  issue     net                       D441-5-1, V          unconfirmed
    export                    90  issue     net                       L441-12              verified
"""
ROWS = [re.split(r"\s{2,}", line.strip()) for line in TABLE.strip().splitlines()]


def test_the_table_is_the_one_researched() -> None:
    said = [
        [each.code, str(each.days), each.counted_from, each.counting, each.reference.split("art. ")[-1], each.status]
        for each in sector_terms()
    ]
    assert said == ROWS
    assert {each.code for each in sector_terms()} == set(get_args(Trade))


def test_every_days_of_the_facts_are_there() -> None:
    with FACTS.open(encoding="utf-8", newline="") as stream:
        facts = [int(row["max_term"]) for row in csv.DictReader(stream)]
    # two rows of the facts stand for two sectors each: food and its self-billing, transport and the services around it
    assert sorted(each.days for each in sector_terms()) == sorted([*facts, 60, 30])


@pytest.mark.parametrize("term", sector_terms(), ids=lambda term: term.code)
def test_a_term_that_was_not_read_says_so(term: Any) -> None:
    said = say(term.to_check(date(2026, 3, 10)))
    assert ("vérifier" in said) == (term.code != "export")
    if term.status == "verified":
        assert said == "" or "ancien numéro" in said
    if term.read_until is not None:
        assert "31\u00a0décembre\u00a02026" in say(term.to_check(date(2027, 1, 1)))
    for text in (say(term.title), say(term.note), said):
        assert not re.search(r" [;:!?»%€]|« |'|\d jours", text), text


@pytest.mark.parametrize("code", [term.code for term in sector_terms() if not term.replaces])
@given(issued=st.dates(date(2019, 5, 1), date(2090, 1, 1)), reading=st.sampled_from([None, "after", "before"]))
def test_a_derogation_never_shortens_the_ordinary_term(code: Trade, issued: date, reading: Any) -> None:
    own, ordinary = legal_maximum(issued, reading, trade=code), legal_maximum(issued, reading)
    assert own is not None
    assert ordinary is not None
    assert own.due_on >= ordinary.due_on
    assert (own.sector is None) == (own.due_on == ordinary.due_on)


def messages(**invoice: Any) -> dict[str, str]:
    debtor = invoice.pop("debtor", {})
    situation = invoice.pop("situation", {})
    claim = {"as_of": "2026-03-15", "debtor": debtor, "situation": situation}
    claim["invoices"] = [{"issued_on": "2026-03-10", "amount": "100.00", **invoice}]
    return {each.code: say(each.message) for each in draw_up(Claim.model_validate(claim)).warnings}


@pytest.mark.parametrize(
    ("trade", "said"),
    [
        ("transport", "copies du texte"),
        ("watches-jewellery", "les chiffres du décret lui-même n’ont pas été lus"),
        ("toys", "copies du texte"),
        ("leather", "sous son ancien numéro"),
        ("export", "pas ouvert aux grandes entreprises"),
        ("snow-sports", "avant l’ouverture de la saison"),
    ],
)
def test_the_warning_says_what_is_not_sure(trade: Trade, said: str) -> None:
    message = messages(trade=trade, due_on="2026-12-31")["term-over-legal-maximum"]
    assert said in message
    assert f"«\u00a0{say(sector_term(trade).title)}\u00a0»" in message
    assert sector_term(trade).reference in message


@pytest.mark.parametrize(
    ("debtor", "situation", "trade", "overseas"),
    [
        ({"address": "12 rue de Paris, 97400 Saint-Denis"}, {}, None, True),
        ({"address": "BP 1, 98600 Mata-Utu"}, {}, "food", True),
        ({"address": "1 rue Sébastopol, 98800 Nouméa"}, {}, None, False),
        ({"address": "1 rue de Rivoli, 75001 Paris"}, {}, None, False),
        ({"address": "1 rue de Rivoli, 75001 Paris"}, {"debtor_place": "overseas"}, None, True),
        ({"address": "12 rue de Paris, 97400 Saint-Denis"}, {}, "transport", False),
        ({}, {}, None, False),
    ],
)
def test_imports_overseas_have_a_later_start(debtor: Any, situation: Any, trade: str | None, overseas: bool) -> None:
    message = messages(debtor=debtor, situation=situation, trade=trade, due_on="2026-12-31")["term-over-legal-maximum"]
    assert ("L441-13" in message) == overseas


# ---------------------------------------------------------------- the command line


def test_due_date_compares_with_the_sector(latepay: CALL) -> None:
    call = ("due-date", "--issued", "2026-03-10", "--days", "60", "--trade", "alcohol", "--delivered", "4 mars 2026")
    said = json.loads(latepay(*call, "--json").out)
    maximum = said["legal_maximum"]
    assert (maximum["due_on"], maximum["rule"], maximum["days"]) == (
        "2026-04-30",
        "sector-end-of-month-of-delivery",
        30,
    )
    assert (maximum["trade"], maximum["status"]) == ("alcohol", "unconfirmed")
    assert "À vérifier" in maximum["to_check"]
    assert [each["code"] for each in said["warnings"]] == ["term-over-legal-maximum"]
    text = re.sub(r"\s+", " ", latepay(*call).out)
    assert "Secteur : Boissons alcooliques" in text
    assert "À vérifier" in text
    assert "30 jours après la fin du mois de livraison" in text


def test_due_date_says_on_what_a_derogation_depends(latepay: CALL) -> None:
    call = ("due-date", "--issued", "2026-03-10", "--days", "90", "--trade", "export")
    said = json.loads(latepay(*call, "--json").out)
    assert (said["warnings"], said["legal_maximum"]["due_on"]) == ([], "2026-06-08")
    assert "doit être écrit dans le contrat" in re.sub(r"\s+", " ", latepay(*call).out)


def test_due_date_knows_nothing_before_the_text_read(latepay: CALL) -> None:
    call = ("due-date", "--issued", "2023-12-10", "--days", "45", "--trade", "transport")
    assert json.loads(latepay(*call, "--json").out)["legal_maximum"] is None
    assert "1er\u00a0janvier\u00a02024" in latepay(*call).out
