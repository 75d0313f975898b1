"""« Vos conditions » and « Ce que coûte le retard », as their pages ask for them."""

import base64
import json
import re
from html import unescape
from itertools import product
from typing import Any

import pytest

from calculator.app import handle

CII = """<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
 xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
 xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100"><rsm:ExchangedDocument><ram:ID>F-1</ram:ID>{notes}
</rsm:ExchangedDocument><rsm:SupplyChainTradeTransaction><ram:ApplicableHeaderTradeSettlement>
<ram:SpecifiedTradePaymentTerms><ram:DueDateDateTime><udt:DateTimeString format="102">20260930</udt:DateTimeString>
</ram:DueDateDateTime></ram:SpecifiedTradePaymentTerms></ram:ApplicableHeaderTradeSettlement>
</rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>"""


def asked(action: str, fields: dict[str, str], **more: Any) -> Any:
    answer = json.loads(handle(json.dumps({"action": action, "today": "2026-11-30", "fields": fields} | more)))
    assert "fault" not in answer, answer
    return answer


def texts(answer: Any) -> dict[str, str]:
    found = re.findall(r'id="made-(\w+)">(.*?)</p>', answer["html"]["found"], re.DOTALL)
    return {name: unescape(text) for name, text in found}


EVERY = list(product(("business", "public-body", "consumer"), ("ecb-plus-10", "three-times-legal", "fixed"),
                     ("", "after", "before"), ("", "2"), ("", "yes")))  # fmt: skip


@pytest.mark.parametrize(("customer", "rate", "ending", "discount", "retention"), EVERY)
def test_what_is_made_passes_the_checker(customer: str, rate: str, ending: str, discount: str, retention: str) -> None:
    answers = {"customer": customer, "days": "30", "rate": rate, "percent": "12", "end_of_month": ending}
    made = texts(asked("terms", answers | {"discount": discount, "discount_days": "8", "retention": retention}))
    assert set(made) >= {"terms", "quote", "invoice", "discount"}
    assert ("pmd" in made) == (customer != "consumer")
    if customer == "business" and rate == "ecb-plus-10":
        assert "sans pouvoir être inférieur à trois fois" in made["terms"]
    found = asked("clause", {"clause": made["terms"], "document": "terms", "clause_customer": customer})
    verdicts = set(re.findall(r'data-verdict="([\w-]+)"', found["html"]["found"]))
    assert verdicts <= {"ok"}, found["html"]["found"]


def test_a_term_that_is_too_long_is_said_beside_it() -> None:
    assert set(asked("terms", {"days": "90"})["errors"]) == {"days"}
    assert set(asked("terms", {"days": "demain"})["errors"]) == {"days"}
    assert set(asked("terms", {"rate": "fixed", "percent": ""})["errors"]) == {"percent"}
    assert set(asked("terms", {"discount": "deux"})["errors"]) == {"discount"}


def notes(**said: str) -> bytes:
    parts = (
        f"<ram:IncludedNote><ram:Content>{text}</ram:Content><ram:SubjectCode>{code}</ram:SubjectCode></ram:IncludedNote>"
        for code, text in said.items()
    )
    return CII.format(notes="".join(parts)).encode()


def judged(content: bytes) -> Any:
    return asked("clause", {}, name="facture.xml", bytes=base64.b64encode(content).decode())


def test_an_electronic_invoice_says_what_it_lacks() -> None:
    found = judged(notes(AAB="Aucun escompte pour paiement anticipé."))["html"]["found"]
    assert set(re.findall(r'data-code="([\w-]+)"', found)) >= {"rate-missing", "indemnity-missing"}
    bare = judged(notes())["html"]["found"]
    assert {"rate-missing", "indemnity-missing", "discount-missing"} <= set(re.findall(r'data-code="([\w-]+)"', bare))


def test_the_notes_that_are_made_make_a_good_electronic_invoice() -> None:
    made = texts(asked("terms", {}))
    found = judged(notes(PMD=made["pmd"], PMT=made["pmt"], AAB=made["aab"]))["html"]["found"]
    assert set(re.findall(r'data-verdict="([\w-]+)"', found)) == {"ok"}, found


@pytest.mark.parametrize("content", [b"%PDF-1.7 abime", b"<a/>", b"", b"<!DOCTYPE x [<!ENTITY y 'z'>]><x>&y;</x>"])
def test_a_file_that_is_no_electronic_invoice_is_refused_in_a_sentence(content: bytes) -> None:
    answer = judged(content)
    assert answer["state"] == "refused"
    assert answer["errors"]["file"].endswith(".")


def test_a_clause_below_the_floor_is_told_with_its_article() -> None:
    # 8 % in the second half of 2026: three times 2.75 % is 8.25 %
    found = asked("clause", {"clause": "Pénalités de retard : 8 % l’an", "document": "terms"})["html"]["found"]
    assert 'data-verdict="below-floor"' in found
    assert "C. com., art. L441-10, II" in found


def test_what_lateness_costs() -> None:
    # 30 000 x 365 / 240 000 = 45.625 days; 15.625 beyond 30: x 240 000 / 365 = 10 273.97; x 8 % = 821.92;
    # all the credit: 30 000 x 8 % = 2 400; a loss of 5 000 at a margin of 5 %: 100 000 of new sales
    fields = {"receivables": "30 000", "turnover": "240 000 €", "financing": "8 %", "margin": "5", "loss": "5 000"}
    found = asked("lateness", fields)["html"]["found"]
    figures = dict(re.findall(r'data-figure="(\w+)">([^<]+)<', found))
    assert {name: said.replace("\u202f", " ").replace("\u00a0", " ") for name, said in figures.items()} == {
        "days": "45,6 jours",
        "over": "15,6 jours",
        "cash": "30 000,00 €",
        "tied": "10 273,97 €",
        "credit": "2 400,00 €",
        "financing": "821,92 €",
        "extra": "100 000,00 €",
    }
    short = asked("lateness", {"receivables": "30000", "turnover": "240000"})["html"]["found"]
    assert set(re.findall(r'data-figure="(\w+)"', short)) == {"days", "over", "cash", "tied"}
    assert "821,92" not in short


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"receivables": "abc", "turnover": "1000"}, "receivables"),
        ({"receivables": "10", "turnover": "0"}, "turnover"),
        ({"receivables": "10", "turnover": "100", "margin": "0"}, "margin"),
        ({"receivables": "10", "turnover": "100", "agreed_days": "-1"}, "agreed_days"),
        ({"receivables": "10", "turnover": "100", "financing": "120"}, "financing"),
    ],
)
def test_a_figure_that_cannot_be_is_said_beside_its_field(fields: dict[str, str], wrong: str) -> None:
    assert set(asked("lateness", fields)["errors"]) == {wrong}


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("turnover", "0", "les ventes d’une année entière, au-dessus de zéro"),
        ("turnover", "0,00 €", "les ventes d’une année entière, au-dessus de zéro"),
        ("turnover", "-240 000", "sans le signe moins"),
        ("receivables", "-5", "sans le signe moins"),
        ("loss", "-5", "sans le signe moins"),
    ],
)
def test_what_is_said_of_a_figure_is_about_that_figure(field: str, typed: str, said: str) -> None:
    fields = {"receivables": "30 000", "turnover": "240 000", "margin": "5"} | {field: typed}
    errors = asked("lateness", fields)["errors"]
    assert set(errors) == {field}
    assert said in errors[field]
    assert "TTC" not in errors[field]
    assert "avoir" not in errors[field].casefold()


def test_nothing_owed_and_nothing_lost_are_figures_too() -> None:
    found = asked("lateness", {"receivables": "0", "turnover": "240 000", "loss": "0", "margin": "5"})
    assert (found["state"], found["errors"]) == ("ready", {})
    assert re.search(r'data-figure="days">0\D', found["html"]["found"])


def test_a_fixed_rate_under_the_floor_is_refused_beside_its_field() -> None:
    # three times 2.75 in the second half of 2026
    errors = asked("terms", {"rate": "fixed", "percent": "5"})["errors"]
    assert set(errors) == {"percent"}
    assert "8,25\u00a0%" in errors["percent"]
