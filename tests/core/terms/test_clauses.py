"""Clauses and their right answers: verdict, article, mark. Other words for the same thing get the same answer."""

import itertools
import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from latepay_core.claim import ClaimRefused
from latepay_core.countries.fr.clauses import rules
from latepay_core.countries.fr.clauses.measures import MEASURES
from latepay_core.terms import Answers, Setting, check, make_terms, setting_of
from latepay_core.terms.model import Document
from latepay_core.wording import catalogue, say

TODAY = date(2026, 11, 30)
CASES: list[dict[str, Any]] = json.loads(Path(__file__).with_name("clauses.json").read_text(encoding="utf-8"))
#: Where no text was read (mark K), the verdict is checked too, but nobody may tell it as settled.
every_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])


@every_case
def test_a_clause_is_judged(case: dict[str, Any]) -> None:
    checked = check(case["text"], setting_of(case["context"], TODAY))
    assert checked.verdict == case["verdict"]
    assert checked.found[0].mark == case["mark"]
    # the article of the case is among those that the answer names
    named = " ".join(each.article for each in checked.found)
    articles = re.findall(r"[LRD]\d[\d-]*\d|\b\d{3,4}(?:-\d+)?\b", case["article"])
    assert not articles or any(each in named for each in articles), named


#: Worked out by hand from the floors: 15.21 % in January 2024 (3 x 5.07), 8.28 % in the second half of 2025 (3 x 2.76),
#: 8.25 % since July 2026 (3 x 2.75); the ECB's rate is 2.40 % in the second half of 2026.
OTHER_WORDS: list[dict[str, str]] = json.loads(Path(__file__).with_name("other-words.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", OTHER_WORDS, ids=lambda case: case["text"])
def test_the_same_in_other_words(case: dict[str, str]) -> None:
    setting = setting_of(case["context"], TODAY)
    assert check(case["text"], setting).verdict == case["verdict"]
    assert check(case["text"].upper(), setting).verdict == case["verdict"]


WORDED: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("worded.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", WORDED, ids=lambda case: case["id"])
def test_a_clause_as_firms_word_it(case: dict[str, Any]) -> None:
    checked = check(case["text"], setting_of(case["context"], TODAY))
    codes = [each.code for each in checked.found]
    assert (checked.verdict, codes[:1]) == (case["verdict"], [case["code"]] if "code" in case else []), codes
    assert not set(codes) & set(case.get("never", ()))
    assert case.get("article", "") in " ".join(each.article for each in checked.found)
    assert check(case["text"].upper(), setting_of(case["context"], TODAY)).verdict == case["verdict"]


BY_FIRMS: list[list[str]] = yaml.safe_load(Path(__file__).with_name("said-by-firms.yaml").read_text("utf-8"))
CONTEXTS = {
    "cgv": "conditions générales de vente entre entreprises, octobre 2026",
    "cga": "conditions générales d’achat d’une société, octobre 2026",
    "sociétés": "conditions générales de vente entre deux sociétés commerciales, octobre 2026",
    "sous-traitance": "contrat de sous-traitance entre entreprises du bâtiment, octobre 2026",
    "transport": "contrat de transport routier, octobre 2026",
    "fruits": "fourniture de fruits et légumes à un restaurant, contrat d’octobre 2026",
    "accord": "échéancier entre entreprises, octobre 2026",
    "travaux": "contrat de travaux entre entreprises, octobre 2026",
    "facture": "facture entre entreprises, octobre 2026",
    "note PMT": "facture électronique, note PMT, octobre 2026",
    "note PMD": "facture électronique, note PMD, octobre 2026",
    "particulier": "devis à un particulier, octobre 2026",
    "domicile": "devis signé au domicile d’un particulier, octobre 2026",
    "commune": "marché public d’une commune, octobre 2026",
    "hôpital": "marché public d’un hôpital, octobre 2026",
}


@pytest.mark.parametrize(("context", "text", "verdict", "article"), BY_FIRMS, ids=lambda each: each[:60])
def test_a_clause_as_firms_say_it(context: str, text: str, verdict: str, article: str | int) -> None:
    setting = setting_of(CONTEXTS[context], TODAY)
    checked = check(text, setting)
    found = "foreign" if checked.foreign else checked.verdict
    gravest = [each for each in checked.found if each.verdict == verdict]
    assert found == verdict, [each.code for each in checked.found]
    assert not article or any(str(article) in each.article for each in gravest), gravest
    assert check(text.upper(), setting).verdict == checked.verdict


@pytest.mark.parametrize(
    ("text", "said_"),
    [
        # of 1 January: 31 January, then 52 days: 30 + 52
        ("Paiement à 52 jours fin de mois.", "jusqu’à 82 jours après la facture"),
        # of 1 January: 30 days lead to the 31st, the end of the month; from that end, to 2 March: 30 days later
        ("Règlement à 30 jours fin de mois.", "peuvent différer de 30 jours"),
        # of 1 January: 15 February, then the 28th; from 31 January, 17 March: 17 days later
        ("Règlement à 45 jours fin de mois.", "peuvent différer de 17 jours"),
        # 5 x 365 / 8.25 = 221.2
        ("En cas de retard, une pénalité de 5 % du montant TTC est due.", "à partir de 222 jours"),
    ],
)
def test_the_days_that_a_sentence_tells(text: str, said_: str) -> None:
    [first, *_] = check(text, Setting(on=TODAY)).found
    assert said_ in say(first.reason).replace("\u00a0", " ").replace("\u202f", " ")


def test_of_two_terms_the_one_that_is_clear_is_told_too() -> None:
    """60 days are within the maximum of article L441-10, I; only « 45 jours fin de mois » is read in two ways."""
    found = {each.code: each for each in check("Paiement à 60 jours ou 45 jours fin de mois.", Setting(on=TODAY)).found}
    assert list(found) == ["term-two-readings", "term-lawful"]
    assert say(found["term-lawful"].reason).replace("\u00a0", " ").startswith("60 jours :")
    alone = check("Paiement à 45 jours fin de mois.", Setting(on=TODAY)).found
    assert [each.code for each in alone] == ["term-two-readings"]


def test_what_is_no_clause_is_neither_good_nor_bad() -> None:
    assert check("Bonjour, merci de votre visite.", Setting(on=TODAY)).verdict == "unread"


def test_a_measure_that_a_rule_names_is_there_and_used() -> None:
    assert {each.measure for each in rules()} - {""} == MEASURES.keys()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_sentence_calls_a_clause_illegal(language: Any) -> None:
    said = " ".join(catalogue("terms", language).values()).casefold()
    assert "illégal" not in said
    assert "illegal" not in said


# ---------------------------------------------------------------- terms that are written


def combinations() -> list[Answers]:
    found = []
    for customer, days, end, rate, discount, kept in itertools.product(
        ("business", "consumer", "public-body"),
        (0, 30, 45, 60),
        (None, "after", "before"),
        ("ecb-plus-10", "three-times-legal", "fixed"),
        (None, Decimal(2)),
        (False, True),
    ):
        if (end and days > 45) or (days == 0 and (discount or end)):
            continue
        if customer == "public-body" and (days > 30 or end):
            continue
        found.append(
            Answers.model_validate(
                {"customer": customer, "days": days, "end_of_month": end, "rate": rate, "discount": discount}
                | {"percent": "16" if rate == "fixed" else None, "retention_of_title": kept}
            )
        )
    return found


WRITTEN = combinations()


@pytest.mark.parametrize("on", [date(2024, 2, 1), TODAY])
def test_what_is_written_passes_the_checker_in_every_combination(on: date) -> None:
    # businesses and consumers: 6 (at once) + 36 (30 days) + 36 (45 days) + 12 (60 days) each; public: 6 + 12
    assert len(WRITTEN) == 2 * (6 + 36 + 36 + 12) + 6 + 12
    for answers in WRITTEN:
        written = make_terms(answers, on)
        of: dict[str, Document] = {"terms": "terms", "quote": "quote", "invoice": "invoice", "discount": "terms"}
        for name, document in of.items():
            setting = Setting(on=on, document=document, customer=answers.customer, due_printed=True)
            text = say(getattr(written, name))
            assert check(text, setting).verdict == "ok", (answers, name, text, check(text, setting))
        for note in ("PMD", "PMT", "AAB"):
            text = say(getattr(written, note.lower()))
            assert bool(text) is (answers.customer != "consumer")
            setting = Setting(on=on, document="e-invoice", customer=answers.customer, notes=(note,))
            assert not text or check(text, setting).verdict == "ok", (answers, note, text, check(text, setting))


@pytest.mark.parametrize("on", [date(2024, 2, 1), TODAY])
def test_the_notes_of_an_electronic_invoice_pass_together_in_every_combination(on: date) -> None:
    """As an approved platform sends them: each under its code, all three in one invoice whose due date is BT-9."""
    for answers in WRITTEN:
        written = make_terms(answers, on)
        notes = {code: say(getattr(written, code.lower())) for code in ("PMD", "PMT", "AAB")}
        if answers.customer == "consumer":
            assert not any(notes.values())
            continue
        setting = Setting(
            on=on, document="e-invoice", customer=answers.customer, notes=("PMD", "PMT", "AAB"), due_printed=True
        )
        text = "\n".join(f"{code} : {note}" for code, note in notes.items())
        checked = check(text, setting)
        assert checked.verdict == "ok", (answers, text, [each.code for each in checked.found])
        # one of the three left out is missed, and it is said which
        for code, missed in (("PMD", "rate-missing"), ("PMT", "indemnity-missing"), ("AAB", "discount-missing")):
            rest = "\n".join(f"{each} : {note}" for each, note in notes.items() if each != code)
            if answers.customer == "business":
                assert missed in {each.code for each in check(rest, setting).found}, (answers, code)


@pytest.mark.parametrize("trade", ["transport", "perishable-food", "alcohol"])
def test_the_terms_of_a_trade_pass_the_checker(trade: Any) -> None:
    for days in (10, 20, 30):
        written = make_terms(Answers(days=days, trade=trade), TODAY)
        for name in ("terms", "quote"):
            document: Document = "terms" if name == "terms" else "quote"
            setting = Setting(on=TODAY, document=document, trade=trade)
            assert check(say(getattr(written, name)), setting).verdict == "ok", (days, name)


@pytest.mark.parametrize("on", [date(2024, 2, 1), TODAY])
def test_the_rate_over_the_ecb_always_carries_its_floor(on: date) -> None:
    for answers in WRITTEN:
        if answers.rate == "ecb-plus-10" and answers.customer == "business":
            written = make_terms(answers, on)
            for name in ("terms", "quote", "invoice", "pmd"):
                text = say(getattr(written, name))
                assert "10\u00a0points" in text
                assert "sans pouvoir être inférieur à trois fois le taux de l’intérêt légal" in text


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({"days": 61}, "terms-too-long"),
        ({"days": 46, "end_of_month": "before"}, "terms-too-long"),
        ({"days": 31, "trade": "transport"}, "terms-too-long"),
        ({"customer": "public-body", "days": 31}, "terms-too-long-public"),
        ({"rate": "fixed"}, "terms-rate"),
        # three times 2.75 in the second half of 2026: 8.25
        ({"rate": "fixed", "percent": "5"}, "terms-rate-low"),
        ({"rate": "fixed", "percent": "8.24"}, "terms-rate-low"),
        ({"discount": "2", "days": 8}, "terms-discount"),
    ],
)
def test_what_the_law_does_not_let_agree_is_refused(answers: dict[str, Any], code: str) -> None:
    with pytest.raises(ClaimRefused) as refused:
        make_terms(Answers.model_validate(answers), TODAY)
    assert [each.code for each in refused.value.refusals] == [code]


#: Sixty days from the invoice is the most (C. com., art. L441-10, I): 75 and 90 pass it, 30 does not.
TWO_TERMS = {
    "Paiement à 30 jours pour les produits frais, 75 jours pour les autres.": (30, 75),
    "Règlement : 30 jours pour les services et 90 jours pour les fournitures.": (30, 90),
    "Factures payables à 75 jours pour les marchandises, 30 jours pour le transport": (30, 75),
    "Pour les services, paiement à 30 jours ; pour les ventes, 75 jours.": (30, 75),
    "Paiement à 30 jours pour la France, à 75 jours pour l’export, à 90 jours pour les autres.": (30, 90),
}


TWO_TERMS |= {
    # each for a thing that is named, without « pour »
    "Services 30 jours, marchandises 75.": (30, 75),
    "Paiement : services 30 jours, marchandises 75 jours.": (30, 75),
    "Paiement à 30 jours (services) ou 75 jours (marchandises).": (30, 75),
    "Délai de règlement : prestations à 30 jours, fournitures à 90 jours.": (30, 90),
}


@pytest.mark.parametrize("text", TWO_TERMS)
def test_two_terms_of_one_clause_are_both_judged_and_the_worst_decides(text: str) -> None:
    lawful, worst = TWO_TERMS[text]
    checked = check(text, Setting(on=TODAY))
    assert checked.verdict == "void"
    told = {each.code: say(each.reason) for each in checked.found}
    assert f"{worst} jours dépassent" in told["term-over"].replace("\u00a0", " ")
    assert f"{lawful} jours" in told["term-lawful"].replace("\u00a0", " ")


@pytest.mark.parametrize(
    "text",
    [
        "Paiement sous 30 jours, puis relance après 75 jours pour tout retard.",
        "Paiement à 30 jours, un escompte de 2 % pour un règlement sous 8 jours.",
        "Retour des marchandises sous 75 jours, paiement des prestations à 30 jours.",
        "Article 75 : paiement des services à 30 jours.",
    ],
)
def test_a_delay_of_another_kind_is_no_second_term(text: str) -> None:
    assert "term-over" not in [each.code for each in check(text, Setting(on=TODAY)).found]


def test_what_is_right_and_goes_on_to_advise_is_not_told_as_beyond_reproach() -> None:
    # the ECB's 2.40 % and 8 points: 10.40 %, above 8.25 %, three times 2.75 %
    checked = check("Pénalités de retard : taux BCE + 8 points. Indemnité de 40 €.", Setting(on=TODAY))
    assert (checked.verdict, checked.found[0].code, checked.found[0].advised) == ("ok", "ecb-without-floor", True)
    assert say(checked.word) == "Valable, avec un conseil"
    assert say(checked.found[1].word) == "Rien à redire"
    with_floor = "Pénalités de retard : taux BCE + 8 points, sans pouvoir être inférieur à trois fois le taux légal."
    assert say(check(with_floor, Setting(on=TODAY)).word) == "Rien à redire"


FOREIGN = (
    "Payment within 60 days of invoice date. Late payment interest at 8% per annum.",
    "Title to the goods remains with the seller until full payment.",
    "The flat indemnity of 40 € is due for each late invoice.",
    "Zahlung innerhalb von 90 Tagen ab Rechnungsdatum ohne Abzug.",
    "El pago se efectuará a 90 días fecha factura.",
    "Il pagamento avverrà entro 90 giorni dalla data della fattura.",
)


@pytest.mark.parametrize("text", FOREIGN)
def test_a_clause_in_another_language_is_said_not_to_be_read(text: str) -> None:
    checked = check(text, Setting(on=TODAY))
    assert (checked.verdict, checked.foreign, checked.found) == ("unread", True, ())
    assert "français" in say(checked.word)


def test_no_clause_in_french_is_taken_for_another_language() -> None:
    texts = [each["text"] for each in (*CASES, *OTHER_WORDS, *WORDED)]
    assert [each for each in texts if check(each, Setting(on=TODAY)).foreign] == []


def test_every_term_that_is_lawful_is_told() -> None:
    [found] = check("Paiement à 60 jours, sauf services : 30 jours.", Setting(on=TODAY)).found
    assert say(found.reason).startswith("60 et 30\u00a0jours")
