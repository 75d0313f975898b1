"""What the core says, in every language: the same sentences of the same figures, each language typeset as its own."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from pydantic import BaseModel

from latepay_core import Claim
from latepay_core import wording as room
from latepay_core.claim import ClaimRefused
from latepay_core.data import catalogue as catalogue_of
from latepay_core.said import LANGUAGES
from latepay_core.statement import draw_up, limitation_of
from latepay_core.wording import answer, catalogue, english, french
from tests.cases.loading import Case, all_cases

FOLDER = Path(room.__file__).parent
ENGLISH = sorted(path.stem for path in (FOLDER / "en").glob("*.toml"))
by_catalogue = pytest.mark.parametrize("name", ENGLISH)

#: Terms of French law that stand beside their English, and names: all the French an English sentence may have.
TERMS = (
    "Payé à temps",
    "pénalités de retard",
    "intérêts moratoires",
    "intérêts de retard",
    "intérêts au taux légal",
    "taux légal",
    "indemnité forfaitaire pour frais de recouvrement",
    "mise en demeure",
    "procédure collective",
    "déclaration de créance",
    "procédure simplifiée de recouvrement des petites créances",
    "relevé de forclusion",
    "commerçant",
    "jours ouvrés",
    "juge des référés",
    "référé-provision",
    "titre exécutoire",
    "petites créances",
    "tribunal des activités économiques",
    "tribunaux des activités économiques",
    "chambre régionale des comptes",
    "juge des contentieux de la protection",
    "Médiateur des entreprises",
    "injonction de payer",
    "mandatement d’office",
    "droit d’engagement de poursuites",
    "revenu fiscal de référence",
    "Le Havre, Le Mans",
    "La Poste",
    "economie.gouv.fr/mediateur-des-entreprises",
    "référé",
    "jour ouvré",
    "préfet",
    "Réunion",
    "décret n°",
)
#: Articles and sources, which are cited as they are.
CITED = re.compile(
    r"\b(?:(?:Civil|Commercial|Consumer|Labour|General Tax|Local Authorities|Public Procurement) Code"
    r"|Monetary and Financial Code|Code of Civil Procedure|Code of Civil Enforcement Procedures)"
    r", (?:former )?art\.[ \u00a0][^)”]*"
    r"|(?:Order|[Dd]ecree) \((?:arrêté|décret)\)|(?<=Reference: ).*"
)
#: Letters that English does not have, and small words of French that are no words of English.
FRENCH = re.compile(
    r"[àâçéèêëîïôûùœÀÂÇÉÈÊËÎÏÔÛÙŒ«»°]|\b(?:le|la|les|l’|des|du|au|aux|une|est|sont|et|ou|pour|par|sur|dans|avec|sans|que|qui)\b"
)


def left_in_french(text: str) -> str | None:
    """What of a sentence is French and may not be."""
    text = CITED.sub("X", text)
    for term in TERMS:
        text = text.replace(term, "")
    found = FRENCH.search(text)
    return found and text[max(0, found.start() - 30) : found.end() + 30]


def ill_set(text: str) -> str | None:
    """What of a sentence is not typeset as English is."""
    # a text as a JSON file writes it keeps its straight quotation marks
    text = re.sub(r'"[\dX.]+"', "X", CITED.sub("X", text))
    found = re.search(
        r"[\s\u00a0\u202f][;:!?%,.](?!\w)|'|\"|\u202f|  |\.\.|\d [%€]|€ |€\u00a0|\d+€|\{"
        r"|\d (?:days?|months?|years?|times|percentage)\b|\d+ (?:January|February|March|April|May|June|July|August)"
        r"|\d+ (?:September|October|November|December)\b|\d,\d\d\b(?!\d)",
        text,
    )
    if found:
        return found[0]
    return None if text.count("(") == text.count(")") and text.count("“") == text.count("”") else "unpaired"


def figures(text: str) -> list[tuple[str, str | None]]:
    """The figures of a sentence with their forms, whatever their order."""
    return sorted((name, form) for _, name, form, _ in Formatter().parse(text) if name is not None)


#: Catalogues of screens that are French alone so far: no English answer says anything of theirs.
FRENCH_ALONE = {
    "checklists",
    *(
        f"cli-{each}"
        for each in ("conformance", "customers", "files", "importing", "letters-batch", "program", "rates")
    ),
    *(f"cli-{each}" for each in ("ledger", "output", "terms", "weighing")),
    *("outputs-attachments", "outputs-court-file", "outputs-verifying"),
}


def test_every_other_catalogue_is_in_both_languages() -> None:
    assert {path.stem for path in (FOLDER / "fr").glob("*.toml")} - FRENCH_ALONE == set(ENGLISH)


@by_catalogue
def test_a_catalogue_has_the_same_sentences_in_both_languages(name: str) -> None:
    assert catalogue(name, "en").keys() == catalogue(name, "fr").keys()


@by_catalogue
def test_a_sentence_has_the_same_figures_in_both_languages(name: str) -> None:
    for key, text in catalogue(name, "en").items():
        assert figures(text) == figures(catalogue(name, "fr")[key]), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_that_a_catalogue_names_is_known(language: Any) -> None:
    forms = {"fr": french.FORMS, "en": english.FORMS}[language]
    joins = {"fr": french.JOINS, "en": english.JOINS}[language]
    for path in (FOLDER / language).glob("*.toml"):
        for key, text in catalogue(path.stem, language).items():
            for name, form in figures(text):
                join, bar, each = (form or "").rpartition("|")
                if not bar and each in joins:
                    join, each = each, ""
                assert join in ({*joins} | {""}), (key, name, form)
                assert each in ({*forms} | {""}), (key, name, form)


def test_both_languages_have_the_same_forms() -> None:
    assert french.FORMS.keys() == english.FORMS.keys()
    assert french.JOINS.keys() == english.JOINS.keys()


@by_catalogue
def test_an_english_sentence_is_english(name: str) -> None:
    for key, text in catalogue(name, "en").items():
        assert left_in_french(text) is None, key
        assert ill_set(re.sub(r"\{\w+(?::[^}]*)?\}", "X", text).lstrip(" ,")) is None, key
        # what follows another sentence begins with its space, as the French does
        before = text[: len(text) - len(text.lstrip())]
        assert text == before + text.strip(), key
        assert before == "" or catalogue(name, "fr")[key].startswith(before), key


def test_a_term_kept_in_french_is_said() -> None:
    told = [text for name in ENGLISH for text in catalogue(name, "en").values()]
    told += catalogue_of("latepay_core.letters", "en.toml").values()
    assert [term for term in TERMS if not any(term in text for text in told)] == []


@pytest.mark.parametrize(
    ("form", "value", "said"),
    [
        ("amount", Decimal("1234.5"), "€1,234.50"),
        ("round-amount", Decimal("40"), "€40"),
        ("percent", Decimal("12.15"), "12.15%"),
        ("date", date(2026, 6, 1), "1\u00a0June\u00a02026"),
        ("half-year", date(2026, 7, 1), "second\u00a0half of\u00a02026"),
        ("years", 60, "5\u00a0years"),
        ("days", 1, "1\u00a0day"),
    ],
)
def test_a_figure_is_written_as_in_british_english(form: str, value: Any, said: str) -> None:
    assert english.FORMS[form](value) == said


# ---------------------------------------------------------------- every worked case, in English

#: The parts of an answer that cite a source, and what was typed.
_NOT_SAID = {"reference", "source", "article", "start_reference", "number", "id"}


def spoken_in(told: Any, name: str = "") -> Iterator[str]:
    """Every sentence of an answer, with neither codes nor citations."""
    if isinstance(told, dict):
        for key, value in told.items():
            if key not in _NOT_SAID and key not in {"edition", "figures"}:
                yield from spoken_in(value, key)
    elif isinstance(told, list):
        for value in told:
            yield from spoken_in(value, name)
    elif isinstance(told, str) and (" " in told or "\u00a0" in told):
        yield told


def answers(case: Case) -> tuple[BaseModel, ...]:
    claim = Claim.model_validate(case.claim)
    try:
        return draw_up(claim), limitation_of(claim)
    except ClaimRefused:
        # too old for the limitation
        return (draw_up(claim),)


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: case.id)
def test_a_worked_case_is_told_in_english(case: Case) -> None:
    told = 0
    for each in answers(case):
        for text in spoken_in(answer(each, "en")):
            assert left_in_french(text) is None, text
            assert ill_set(text) is None, text
            told += 1
    assert told
