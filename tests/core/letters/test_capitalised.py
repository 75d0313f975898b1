"""Interest on interest (C. civ., art. 1343-2): every paper that counts it says so, with its sum.

10 000,00 EUR due on 31 December 2024, at 12 % a year, capitalised once a whole year is due from 1 December 2025 on:

2025            365 days  10 000,00 × 12 % × 365 / 365 = 1 200,00, which bear interest from 1 January 2026 on
to 30 June 2026 181 days  10 000,00 × 12 % × 181 / 365 =   595,07    1 200,00 × 12 % × 181 / 365 = 71,41
to 31 July      212 days  10 000,00 × 12 % × 212 / 365 =   696,99    1 200,00 × 12 % × 212 / 365 = 83,64

so that the month of July adds 101,92 on the principal and 12,23 on the capitalised interest, 114,15 in all.
"""

from typing import Any

import pytest

from latepay_core import Claim
from latepay_core.documents.document import Table
from latepay_core.instalments import PlanChoice, plan_instalments
from latepay_core.letters.writing import write_letter
from latepay_core.wording import say
from latepay_core.wording.french import plain
from tests.support.said import PARTIES, body, said

ONE = {"instalments": {"count": 1, "first_on": "2026-07-31"}}


def owed(*, capitalised: bool = True, **more: Any) -> Claim:
    terms = {"rate": {"basis": "fixed", "percent": "12.00"}}
    invoice = {"number": "F-118", "issued_on": "2024-11-30", "due_on": "2024-12-31", "amount": "10000.00"}
    asked = {"capitalise_from": "2025-12-01"} if capitalised else {}
    return Claim.model_validate(
        {"as_of": "2026-06-30", **PARTIES, "terms": terms | asked, "invoices": [invoice]} | more
    )


def test_the_plan_parts_what_each_bears() -> None:
    plan = plan_instalments(owed(), PlanChoice.model_validate({"number": 1, "first_on": "2026-07-31"}))
    assert (str(plan.future_interest), str(plan.future_interest_on_interest)) == ("114.15", "12.23")
    # 10 000,00 + 1 200,00 + 595,07 + 71,41 + 40,00 + 114,15
    assert str(plan.total) == "12020.63"
    told = plain(say(plan.notes[0])).replace("\u202f", " ").replace("\u00a0", " ")
    assert (
        "sur le principal qui reste dû (101,92 €) et sur les intérêts capitalisés (12,23 € ; C. civ., art. 1343-2)"
        in told
    )


def test_without_capitalisation_the_plan_says_the_principal_alone() -> None:
    claim = owed(capitalised=False)
    plan = plan_instalments(claim, PlanChoice.model_validate({"number": 1, "first_on": "2026-07-31"}))
    assert (str(plan.future_interest), str(plan.future_interest_on_interest)) == ("101.92", "0.00")
    assert "capitalisés" not in " ".join(map(say, plan.notes))


def test_the_deed_says_what_its_table_counts() -> None:
    text = body(write_letter("instalment-agreement", owed(letter=ONE)))
    assert (
        "sur le principal qui reste dû (Code de commerce, article L441-10, II) et sur les pénalités capitalisées "
        "(Code civil, article 1343-2). Les versements ci-dessus les comprennent, pour 114,15 €, dont 101,92 € sur le "
        "principal et 12,23 € sur les pénalités capitalisées"
    ) in text


def test_a_deed_to_fill_in_says_it_too() -> None:
    text = body(write_letter("instalment-agreement", owed()))
    assert "et sur les pénalités capitalisées (Code civil, article 1343-2)" in text


def test_the_offer_says_what_its_table_counts() -> None:
    text = body(write_letter("instalment-offer", owed(letter=ONE)))
    assert (
        "comprend 114,15 € de pénalités de retard qui courent d'ici au dernier versement, sur le principal qui reste "
        "dû (pour 101,92 €) et sur les pénalités capitalisées (pour 12,23 € ; Code civil, article 1343-2), au taux"
    ) in text
    english = body(write_letter("instalment-offer", owed(letter=ONE), language="en"))
    assert (
        "on the principal that remains due (€101.92) and on the interest that has been capitalised "
        "(€12.23; French Civil Code, Article 1343-2)"
    ) in english


def test_without_capitalisation_the_letters_name_the_principal_alone() -> None:
    claim = owed(capitalised=False, letter=ONE)
    for kind in ("instalment-agreement", "instalment-offer"):
        text = body(write_letter(kind, claim))
        assert "sur le principal qui reste dû" in text
        assert "capitalis" not in text


@pytest.mark.parametrize(
    "kind", ["formal-notice", "instalment-offer", "instalment-agreement", "payment-order-request", "hand-over"]
)
def test_a_row_on_capitalised_interest_is_named(kind: str) -> None:
    letter = write_letter(kind, owed(letter=ONE))
    rows = [
        row
        for each in letter.document.blocks
        if isinstance(each, Table) and "Jours" in each.header
        for row in each.rows
    ]
    named = [
        row
        for row in rows
        if "de pénalités capitalisées (C. civ., art. 1343-2)" in " ".join(row).replace("\u00a0", " ")
    ]
    # one for the first half of 2026, beside that of the principal for the same days
    assert [row[-1].replace("\u00a0", " ") for row in named] == ["71,41"]
    assert "1 200,00 € de pénalités capitalisées (C. civ., art. 1343-2)" in said(letter)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (
            "formal-notice",
            "à raison de 3,68 € par jour, et davantage à partir du 1er janvier 2027, jour où des pénalités",
        ),
        ("second-reminder", "de 3,68 € par jour, et davantage à partir du 1er janvier 2027, jour où des pénalités"),
        ("more-time-refused", "3,68 € par jour, et davantage à partir du 1er janvier 2027, jour où des pénalités"),
        ("more-time-granted", "3,68 € par jour, et davantage à partir du 1er janvier 2027, jour où des pénalités"),
        ("hand-over", "ajoute 3,68 €, au taux en cours, et davantage à partir du 1er janvier 2027, jour où des"),
    ],
)
def test_a_daily_sum_that_will_rise_says_from_when(kind: str, words: str) -> None:
    """(10 000,00 + 1 200,00) × 12 % / 365 = 3,68; the interest of 2026 bears interest from 1 January 2027 on."""
    assert words in body(write_letter(kind, owed()))
    assert "davantage" not in said(write_letter(kind, owed(capitalised=False)))


def test_the_annexed_statement_says_from_when_as_well() -> None:
    assert "3,68 €, au taux en cours, et davantage à partir du 1er janvier 2027" in said(
        write_letter("formal-notice", owed())
    )
    english = said(write_letter("formal-notice", owed(), language="en"))
    assert "at €3.68 a day (more from 1 January 2027" in english


def test_on_the_eve_the_next_day_already_counts_what_is_capitalised() -> None:
    """2026 adds 1 200,00 + 144,00 of interest: (10 000,00 + 1 200,00 + 1 344,00) × 12 % / 365 = 4,12."""
    letter = write_letter("formal-notice", owed(as_of="2026-12-31"))
    assert str(letter.statement.totals.per_day) == "4.12"
    assert "davantage" not in said(letter)
