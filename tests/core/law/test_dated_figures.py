"""No figure of the law is typed in a sentence: with another value from a day on, figure, source and sentence follow."""

import copy
import pickle
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from latepay_core import Claim, draw_up, letters
from latepay_core.claim.part import Fixed
from latepay_core.countries.fr.procedure import law_figures, words
from latepay_core.countries.fr.regimes import b2b as fr_b2b
from latepay_core.countries.fr.regimes import civil as fr_civil
from latepay_core.countries.fr.regimes import public as fr_public
from latepay_core.law import Parameter, parameter
from latepay_core.letters.wording import law_words
from latepay_core.letters.writing import write_letter
from latepay_core.procedure import Situation, routes
from latepay_core.statement import conventions
from latepay_core.wording import catalogue as worded_by
from latepay_core.wording import say
from latepay_core.wording.french import plain
from tests.support.claims import claim_for
from tests.support.said import body

FROM = date(2026, 4, 1)
SOURCE = "Décret n° 2026-1 du 1er janvier 2026"


def changed(identifier: str, value: str) -> Callable[[str], Parameter]:
    """The law as it would be if that parameter took another value on 1 April 2026."""
    known = parameter(identifier)
    newer = replace(known.values[-1], starts_on=FROM, value=Decimal(value), reference=SOURCE)
    values = (*known.values, newer)
    another = replace(known, values=values, _starts=tuple(each.starts_on for each in values))
    return lambda name: another if name == identifier else parameter(name)


def compensation(claim: dict[str, Any]) -> list[tuple[Decimal, str, str]]:
    """Figure, sentence and source of each invoice's compensation."""
    drawn = draw_up(Claim.model_validate(claim))
    told = [each.explanations["compensation"] for each in drawn.invoices]
    return [
        (each.compensation, say(why.sentence), say(why.reference))
        for each, why in zip(drawn.invoices, told, strict=True)
    ]


@pytest.fixture(autouse=True)
def _no_changed_law_is_kept() -> Iterator[None]:
    yield
    conventions.values_between.cache_clear()


def test_a_second_value_of_the_compensation_brings_its_source_and_its_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """Due on 31 March 2026: 40 EUR of the decree of 2012. Due on 30 April: 50 EUR of the new one."""
    monkeypatch.setattr(fr_b2b, "parameter", changed("b2b.compensation", "50"))
    invoices = [{"due_on": day, "amount": "1000.00"} for day in ("2012-11-30", "2026-03-31", "2026-04-30")]
    claim: dict[str, Any] = {"as_of": "2026-06-30", "invoices": invoices}
    before, old, new = compensation(claim)
    assert (old[0], new[0]) == (Decimal("40.00"), Decimal("50.00"))
    assert "40\u00a0€" in old[1]
    assert "50\u00a0€" in new[1]
    assert "40" not in new[1]
    assert "2012-1115" in old[2]
    assert new[2] == SOURCE
    # What was not owed yet is told with the value by which it began.
    assert before[0] == 0
    assert "40\u00a0€" in before[1]
    assert "1er\u00a0janvier\u00a02013" in before[1]
    claim["debtor"] = {"insolvency_opened_on": "2026-02-01"}
    _, old, new = compensation(claim)
    assert (old[0], new[0], new[2]) == (Decimal(0), Decimal(0), SOURCE)
    assert "40\u00a0€" in old[1]
    assert "50\u00a0€" in new[1]


def test_a_public_buyer_s_compensation_follows_its_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fr_public, "parameter", changed("public.compensation", "62.5"))
    invoices = [{"due_on": day, "amount": "1000.00"} for day in ("2026-03-31", "2026-04-30")]
    old, new = compensation({"as_of": "2026-06-30", "regime": "fr-public", "invoices": invoices})
    assert (old[0], new[0], new[2]) == (Decimal("40.00"), Decimal("62.50"), SOURCE)
    assert "40\u00a0€" in old[1]
    assert "62,50\u00a0€" in new[1]


def test_what_a_private_person_never_owes_is_told_with_its_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fr_civil, "parameter", changed("b2b.compensation", "50"))
    invoices = [{"due_on": day, "amount": "1000.00"} for day in ("2001-01-31", "2026-03-31", "2026-04-30")]
    told = [said for _, said, _ in compensation({"as_of": "2026-06-30", "regime": "fr-civil", "invoices": invoices})]
    assert ["40\u00a0€" in said for said in told] == [True, True, False]
    assert "50\u00a0€" in told[2]


@pytest.mark.parametrize(
    ("regime", "identifier", "rate", "usual", "said"),
    [
        ("fr-b2b", "b2b.points-over-ecb", {"basis": "statutory"}, "BCE + 10 points", "BCE + 10 puis 12 points"),
        ("fr-public", "public.points-over-ecb", {"basis": "statutory"}, "BCE + 8 points", "BCE + 8 puis 12 points"),
        ("fr-b2b", "b2b.floor-multiplier", {"basis": "fixed", "percent": "12"}, "à trois fois", "à trois puis 12 fois"),
    ],
)
def test_the_convention_on_the_rate_names_the_values_of_its_time(
    regime: str, identifier: str, rate: dict[str, str], usual: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    terms = {"terms": {"rate": rate}} if regime == "fr-b2b" else {}
    invoices = [{"due_on": "2026-01-31", "amount": "1000.00"}]
    claim = Claim.model_validate({"as_of": "2026-06-30", "regime": regime, "invoices": invoices, **terms})

    def told() -> str:
        convention = draw_up(claim).conventions["rate"]
        return f"{say(convention.label)} {say(convention.ground)}".replace("\u00a0", " ")

    assert usual in told()
    monkeypatch.setattr(conventions, "parameter", changed(identifier, "12"))
    # values are kept by rule and days: the law does not change while a program runs
    conventions.values_between.cache_clear()
    assert said in told()
    # Before it changed, the new value is not spoken of.
    claim = claim.model_copy(update={"as_of": date(2026, 3, 31)})
    assert usual in told()


def test_the_floor_of_a_clause_is_told_with_the_multiple_of_each_half_year(monkeypatch: pytest.MonkeyPatch) -> None:
    """1.50 % is below three times 2.62 % in the first half-year of 2026, below four times 2.75 % in the second."""
    for module in (fr_b2b, conventions, "latepay_core.countries.fr.regimes.rates"):
        target = module if isinstance(module, str) else module.__name__
        monkeypatch.setattr(f"{target}.parameter", changed("b2b.floor-multiplier", "4"))
    invoices = [{"due_on": "2026-01-31", "amount": "1000.00"}]
    # A rate supplied for later changes nothing here; what is kept for this claim is nobody else's.
    later = {"series": "legal-interest", "from": "2027-01-01", "percent": "2.99"}
    terms = {"rate": {"basis": "fixed", "percent": "1.50"}, "supplied_rates": [later]}
    claim = Claim.model_validate({"as_of": "2026-08-31", "invoices": invoices, "terms": terms})
    said = next(say(each.message) for each in draw_up(claim).warnings if each.code == "clause-below-floor")
    assert "(trois puis quatre fois le taux légal)" in said
    assert "7,86\u00a0% (3 × 2,62\u00a0%" in said.replace("un minimum de ", "")
    assert "11,00\u00a0% (4 × 2,75\u00a0%" in said


def test_the_conventions_of_one_statement_are_not_those_of_the_next() -> None:
    """They are shared among statements: nobody can change them, and a statement can still be copied and kept."""
    claim = Claim.model_validate({"as_of": "2026-06-30", "invoices": [{"due_on": "2026-01-31", "amount": "1000.00"}]})
    drawn = draw_up(claim)
    said: Any = drawn.conventions
    with pytest.raises(TypeError):
        said["rate"] = said["year"]
    with pytest.raises(AttributeError):
        said.update(rate=said["year"])
    with pytest.raises(TypeError):
        del said["rate"]
    assert draw_up(claim).conventions["rate"].value == "statutory"
    assert draw_up(claim) == drawn
    for copied in (copy.deepcopy(drawn), pickle.loads(pickle.dumps(drawn))):
        assert copied == drawn
        assert copied.model_dump(mode="json") == drawn.model_dump(mode="json")
    assert list(drawn.model_dump()["conventions"]) == list(drawn.conventions)
    assert isinstance(type(drawn).model_validate(drawn.model_dump()).conventions, Fixed)


@pytest.mark.parametrize(
    "clause",
    [
        lambda figure: {"rate": {"basis": "fixed", "percent": figure}},
        lambda figure: {"rate": {"basis": "ecb-plus", "points": figure}},
        lambda figure: {"rate": {"basis": "legal-times", "times": figure}},
        lambda figure: {"supplied_rates": [{"series": "ecb-mro", "from": "2027-01-01", "percent": figure}]},
    ],
    ids=["fixed", "ecb-plus", "legal-times", "supplied"],
)
def test_a_statement_shows_its_own_rate_whatever_was_drawn_up_before(clause: Callable[[str], dict[str, Any]]) -> None:
    """An equal rate written otherwise in an earlier claim of the process changes nothing in a later one."""

    def shown(figure: str) -> str:
        invoices = [{"due_on": "2026-12-31", "amount": "1000.00"}]
        claim = {"as_of": "2027-03-31", "invoices": invoices, "terms": clause(figure)}
        drawn = draw_up(Claim.model_validate(claim)).model_dump(mode="json")
        return str(drawn["invoices"][0]["lines"][0]["annual_rate_percent"])

    long, short = shown("13.7500"), shown("13.75")
    assert Decimal(long) == Decimal(short)
    # Two more zeros were written, and two more are shown: sums and products of decimals keep them.
    assert len(long) == len(short) + 2
    assert (shown("13.7500"), shown("13.75")) == (long, short)


@pytest.mark.parametrize(
    ("identifier", "value", "key", "usual", "said"),
    [
        ("b2b.compensation", "50", "penalties-still-due", "40 €", "50 €"),
        ("civil.increase-points", "6", "five-points", "cinq", "six"),
        ("civil.increase-delay", "3", "order-five-points", "quatre mois", "cinq mois"),
        ("limitation.title", "72", "title-ten-years", "dix", "six"),
        ("limitation.public-debtor", "60", "public-claim-interrupts", "quatre", "cinq"),
        ("time-limit.claim-declaration", "3", "insolvency-two-months", "deux", "trois"),
        ("time-limit.claim-declaration-abroad", "5", "insolvency-abroad", "quatre", "cinq"),
        ("time-limit.claim-relief", "9", "insolvency-relief", "six", "neuf"),
        ("time-limit.order-service", "2", "order-service", "les trois", "les deux"),
        ("time-limit.order-enforcement", "4", "order-enforce-two-months", "deux", "quatre"),
    ],
)
def test_what_is_said_of_a_procedure_follows_the_law(
    identifier: str, value: str, key: str, usual: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = date(2027, 1, 1)
    assert usual in plain(say(words.point(key, raised=day).text))
    monkeypatch.setattr(law_figures, "parameter", changed(identifier, value))
    _forget()
    try:
        told = plain(say(words.point(key, raised=day).text))
        assert said in told
        assert usual not in told
    finally:
        _forget()


def _forget() -> None:
    law_figures.law_figures.cache_clear()
    law_words.cache_clear()


@pytest.mark.parametrize(
    ("identifier", "value", "code", "number", "usual", "said"),
    [
        ("time-limit.claim-declaration", "3", "claim-declaration", 2, "Deux mois après", "Trois mois après"),
        ("time-limit.claim-declaration-abroad", "5", "claim-declaration", 2, "quatre si", "cinq si"),
        ("time-limit.claim-relief", "9", "claim-declaration", 4, "Six mois", "Neuf mois"),
        ("time-limit.order-deposit", "20", "payment-order", 1, "Quinze jours", "Vingt jours"),
        ("time-limit.order-service", "2", "payment-order", 3, "Trois mois", "Deux mois"),
        ("time-limit.order-deposit", "20", "payment-order", 5, "Quinze jours", "Vingt jours"),
        ("civil.increase-delay", "3", "full-action", 4, "Deux mois", "Trois mois"),
        ("time-limit.prefect-authorisation", "20", "prefect", 1, "Trente jours", "Vingt jours"),
        ("time-limit.prefect-notice", "20", "prefect", 3, "Quinze jours", "Vingt jours"),
        ("time-limit.prefect-compliance", "2", "prefect", 4, "Un mois", "Deux mois"),
        ("time-limit.prefect-payment", "8", "prefect", 5, "Dix jours", "Huit jours"),
    ],
)
def test_the_time_limits_of_a_route_follow_the_law(
    identifier: str, value: str, code: str, number: int, usual: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = claim_for("fr-b2b", "overdue")

    def deadline() -> str:
        found = {each.code: each for each in routes(claim, draw_up(claim), Situation(both_traders=True))}
        return say(found[code].steps[number - 1].deadline)

    assert usual in deadline()
    monkeypatch.setattr(law_figures, "parameter", changed(identifier, value))
    _forget()
    try:
        assert said in deadline()
    finally:
        _forget()


@pytest.mark.parametrize(
    "sentences",
    [
        worded_by("cli-program", "fr"),
        *(worded_by(name, "fr") for name in ("core", "refusals", "instalments", "procedure")),
    ],
)
def test_the_compensation_is_typed_in_no_sentence(sentences: Mapping[str, str]) -> None:
    typed = [key for key, text in sentences.items() if re.search(r"\b40[\s\u00a0]*€", text)]
    assert typed == []


#: What a figure of the law looks like in a sentence: an amount in euros, points, times, days, months, years.
_TYPED = re.compile(
    r"\b(?:40|quarante) ?€|\b(?:dix|huit|10|8) points|\btrois fois le taux"
    r"|\b(?:quarante-cinq|45|trente|30|quinze|15|dix|10) jours"
    r"|\b(?:un|deux|trois|quatre|cinq|six|dix) (?:mois|ans)\b"
)
#: Words that name no rule: what a customer writes, and what a seller is told not to copy.
_IDIOMS = ("« 30 jours fin de mois » ne suffit pas",)


def _sentences_of_the_letters() -> dict[str, str]:
    """Every template and every sentence of the letters' catalogues, as they are written, with ordinary spaces."""
    room = Path(letters.__file__).parent
    files = [*room.rglob("*.html"), *room.glob("*.toml"), *room.glob("kinds/**/*.toml")]
    return {str(each.relative_to(room)): plain(each.read_text(encoding="utf-8")) for each in files}


@pytest.mark.parametrize("name", sorted(_sentences_of_the_letters()))
def test_no_figure_of_the_law_is_typed_in_a_letter(name: str) -> None:
    text = re.sub(r"\{#.*?#\}", "", _sentences_of_the_letters()[name], flags=re.DOTALL)
    for idiom in _IDIOMS:
        text = text.replace(idiom, "")
    assert _TYPED.findall(text) == []


def test_every_sentence_of_the_calendar_takes_the_laws_figures_too() -> None:
    typed = [key for key, text in worded_by("outputs", "fr").items() if _TYPED.search(plain(text))]
    assert typed == []


@pytest.mark.parametrize(
    ("identifier", "value", "kind", "regime", "situation", "usual", "said"),
    [
        ("b2b.compensation", "50", "payment-order-request", "fr-b2b", "overdue", "forfaitaire de 40 €", "de 50 €"),
        ("b2b.points-over-ecb", "9", "payment-order-request", "fr-b2b", "overdue", "majoré de dix", "majoré de neuf"),
        ("public.compensation", "60", "public-claim", "fr-public", "overdue", "forfaitaire de 40 €", "de 60 €"),
        ("public.points-over-ecb", "7", "public-claim", "fr-public", "overdue", "majoré de huit", "majoré de sept"),
        ("limitation.public-debtor", "60", "public-claim", "fr-public", "overdue", "quatre ans", "cinq ans"),
        (
            "time-limit.public-interest",
            "20",
            "public-interest-claim",
            "fr-public",
            "paid-late",
            "quarante-cinq",
            "vingt",
        ),
    ],
)
def test_what_a_letter_says_of_the_law_follows_it(
    identifier: str,
    value: str,
    kind: str,
    regime: str,
    situation: str,
    usual: str,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    claim = claim_for(regime, situation).model_copy(update={"as_of": date(2026, 6, 1)})
    assert usual in body(write_letter(kind, claim))
    monkeypatch.setattr(law_figures, "parameter", changed(identifier, value))
    _forget()
    try:
        told = body(write_letter(kind, claim))
        assert said in told
        assert usual not in told
    finally:
        _forget()
