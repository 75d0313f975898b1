"""Belgium between businesses: its rates, its time to act, its letter; and nothing of French law in any of them."""

import csv
import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from calculator.app.bridge import handle
from latepay_core import Claim, ClaimRefused, draw_up
from latepay_core.case import Case
from latepay_core.countries.be.b2b import FIRST_DAY, legal_quote
from latepay_core.letters.writing import letters_for, write_letter
from latepay_core.regimes import regime_of
from latepay_core.statement import limitation_of
from latepay_core.wording import answer
from tests.support.said import body

RATES = Path(__file__).parents[2] / "facts" / "rates" / "be_b2b_rate.csv"
CLAIM: dict[str, Any] = {
    "as_of": "2026-11-22",
    "creditor": {"name": "Ateliers Claes SRL", "country": "BE", "iban": "BE68539007547034"},
    "debtor": {"name": "Transports Peeters SA", "country": "BE"},
    "invoices": [{"number": "2026-014", "issued_on": "2026-03-02", "due_on": "2026-04-01", "amount": "10000.00"}],
}
#: How French law is cited; none of it may be said of a Belgian claim.
FRENCH = ("C. com.", "C. civ., art.", "CMF", "CPC", "L441", "D441", "France", "français")


def claim_with(**other: Any) -> Claim:
    return Claim.model_validate(CLAIM | other)


def published() -> Iterator[tuple[date, Decimal]]:
    """The half-years from the first full one of the single rate."""
    with RATES.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            day = date.fromisoformat(row["valid_from"])
            if day >= FIRST_DAY:
                yield day, Decimal(row["rate_percent"])


@pytest.mark.parametrize(("half", "percent"), published())
def test_a_half_year_has_the_rate_of_the_moniteur(half: date, percent: Decimal) -> None:
    assert legal_quote(half).percent == percent


def test_the_table_holds_every_half_year_since_2015() -> None:
    assert len(list(published())) == 23  # the second half of 2015, then twice a year to the end of 2026


@pytest.mark.parametrize(
    ("creditor", "debtor", "regime"),
    [("BE", "BE", "be-b2b"), ("BE", "FR", "fr-b2b"), ("FR", "BE", "fr-b2b"), (None, None, "fr-b2b")],
)
def test_belgian_law_is_that_of_two_belgian_parties(creditor: str | None, debtor: str | None, regime: str) -> None:
    claim = claim_with(creditor={"country": creditor}, debtor={"country": debtor})
    assert regime_of(claim).code == regime
    assert regime_of(claim.model_copy(update={"regime": "fr-b2b"})).code == "fr-b2b"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_french_law_is_told(language: Any) -> None:
    """Every sentence of the statement and of the limitation, a part payment and a long term among them."""
    invoice = CLAIM["invoices"][0] | {"due_on": "2026-06-30", "payments": [{"paid_on": "2026-07-31", "amount": "500"}]}
    claim = claim_with(invoices=[invoice])
    told = f"{answer(draw_up(claim), language)} {answer(limitation_of(claim), language)}"
    assert "2 août 2002" in told
    assert [each for each in FRENCH if each in told] == []


def test_ten_years_to_act_and_five_for_the_interest() -> None:
    """Counted from 2 March 2026, the first day known: 2 March 2036; interest and periodic supplies, 2 March 2031."""
    found = limitation_of(claim_with()).invoices[0]
    assert (found.months, found.last_day, found.act_before) == (120, date(2036, 3, 2), date(2036, 2, 24))
    assert dict(found.explanation.figures)["interest"] == date(2031, 3, 2)
    assert not found.confirmed


@pytest.mark.parametrize(
    ("as_of", "codes"),
    [
        ("2030-09-01", []),
        ("2030-09-02", ["limitation-near"]),  # six months before the interest is lost
        ("2036-03-02", ["limitation-near"]),
        ("2036-03-03", ["limitation-passed"]),
    ],
)
def test_the_time_that_runs_out_is_told(as_of: str, codes: list[str]) -> None:
    assert [each.code for each in limitation_of(claim_with(as_of=as_of)).warnings] == codes


def test_what_may_have_begun_the_period_again_is_never_said_to_be_lost() -> None:
    assert limitation_of(claim_with(as_of="2037-01-01")).invoices[0].barred
    events = [{"kind": "acknowledgement", "on": "2030-01-01"}]
    assert not limitation_of(claim_with(as_of="2037-01-01", events=events)).invoices[0].barred


def test_the_first_reminder_cites_belgian_law_and_is_the_only_letter() -> None:
    case = Case(claim_with())
    assert [each.kind for each in letters_for(case) if each.available] == ["first-reminder"]
    letter = write_letter("first-reminder", case)
    # No second reminder and no formal notice are written for Belgium: none is announced.
    assert not any("mise en demeure" in each.message for each in letter.warnings)
    said = body(letter).replace("\u00a0", " ").replace("\u202f", " ")
    assert "676,02 €" in said
    assert "loi du 2 août 2002" in said
    assert "art. 5 et 6" in said
    assert [each for each in FRENCH if each in said] == []


def test_what_to_do_next_is_refused_and_never_french() -> None:
    case = Case(claim_with())
    for asked in ("step", "routes"):
        with pytest.raises(ClaimRefused) as refused:
            getattr(case, asked)
        assert [each.code for each in refused.value.refusals] == ["country-rule-missing"]


@pytest.mark.parametrize(
    "other",
    [
        {"debtor": {"country": "BE", "kind": "consumer"}},
        {"debtor": {"country": "BE", "kind": "public-body"}},
        {"creditor": {"country": "BE", "kind": "individual"}},
        {"debtor": {"country": "BE", "insolvency_opened_on": "2026-10-01"}},
        {"judgment": {"enforceable_on": "2026-10-01"}},
        {"terms": {"rate": {"basis": "ecb-plus", "points": "9"}}},
        {"terms": {"rate": {"basis": "legal-times", "times": "3"}}},
        {"terms": {"semester": "frozen"}},
        {"terms": {"capitalise_from": "2026-10-01"}},
        {"invoices": CLAIM["invoices"] * 2, "payments": [{"paid_on": "2026-07-01", "amount": "10"}]},
        {"invoices": CLAIM["invoices"] * 2, "credit_notes": [{"issued_on": "2026-07-01", "amount": "10"}]},
    ],
)
def test_a_rule_that_is_not_known_is_refused(other: dict[str, Any]) -> None:
    with pytest.raises(ClaimRefused) as refused:
        draw_up(claim_with(**other))
    assert {each.code for each in refused.value.refusals} == {"country-rule-missing"}


def test_the_law_of_one_country_does_not_date_the_other() -> None:
    """Belgian sources were read until 1 October 2026, French ones until 12 October: each statement says its own."""
    assert draw_up(claim_with()).edition.verified_until == date(2026, 10, 1)
    assert draw_up(claim_with(regime="fr-b2b")).edition.verified_until == date(2026, 10, 12)


def test_the_page_has_no_french_advice_for_a_belgian_claim() -> None:
    """Both countries typed in the form: the figures are Belgian, the advice says that it has none."""
    fields = {
        "as_of": "22/11/2026",
        "creditor-country": "BE",
        "debtor-country": "BE",
        "invoices-0-amount": "10 000",
        "invoices-0-due_on": "01/04/2026",
    }
    computed, advised = (
        json.loads(handle(json.dumps({"action": action, "fields": fields}))) for action in ("compute", "advise")
    )
    assert computed["texts"]["total"].replace("\u202f", " ") == "10 716,02\u00a0€"
    assert "intérêts de retard" in computed["html"]["result"]
    assert "droit belge" in advised["html"]["advice"]
    assert advised["html"]["routes"] == ""
