"""The offer of instalments and the agreement: their sums, their table, what each choice of interest says."""

from typing import Any

from latepay_core.documents.document import Table
from latepay_core.letters.writing import Letter, write_letter
from tests.support.said import between_businesses, body, on_consumer, on_public_buyer, refused, said, warned

#: 10 350,49 in three: 3 450,16 twice, 3 450,17 last.
STOPPED = {"count": 3, "first_on": "2026-09-30", "interest": "stopped"}


def _with(chosen: dict[str, Any], **more: Any) -> Any:
    return between_businesses(letter={"instalments": chosen, "place": "Nantes"}, **more)


def _rows(letter: Letter) -> list[list[str]]:
    tables = [block for block in letter.document.blocks if isinstance(block, Table)]
    table = next(each for each in tables if each.header[0] in {"N°", "No."})
    return [[cell.replace("\u00a0", " ").replace("\u202f", " ") for cell in row] for row in table.rows]


def _caption(letter: Letter) -> str:
    tables = [block for block in letter.document.blocks if isinstance(block, Table)]
    return next(each.caption for each in tables if each.header[0] == "N°")


def test_the_table_ends_at_zero_and_adds_up() -> None:
    assert _rows(write_letter("instalment-offer", _with(STOPPED))) == [
        # penalties first, then principal, the 40 € last: 310,49 + 3 139,67; 3 450,16; 3 410,17 + 40,00
        ["1", "30 septembre 2026", "310,49", "3 139,67", "–", "3 450,16", "6 900,33"],
        ["2", "30 octobre 2026", "–", "3 450,16", "–", "3 450,16", "3 450,17"],
        ["3", "30 novembre 2026", "–", "3 410,17", "40,00", "3 450,17", "0,00"],
        ["Ensemble", "", "310,49", "10 000,00", "40,00", "10 350,49", ""],
    ]


def test_the_offer_stands_for_a_time_and_asks_to_own_the_debt() -> None:
    text = body(write_letter("instalment-offer", _with(STOPPED)))
    # eight calendar days after 31 August, by e-mail
    assert "Cette proposition vaut jusqu'au mardi 8 septembre 2026" in text
    assert "en 3 versements, pour un total de 10 350,49 €" in text
    assert "nous ne demanderons aucune pénalité pour la durée du plan" in text
    assert "que vous devez cette somme" in text


def test_interest_waived_names_what_is_given_up() -> None:
    text = body(write_letter("instalment-offer", _with(STOPPED | {"interest": "waived"})))
    assert "pour un total de 10 040,00 €" in text
    assert "ni pour le retard passé (310,49 €), ni pour la durée du plan" in text


def test_compensation_may_be_waived_too() -> None:
    text = body(write_letter("instalment-offer", _with(STOPPED | {"compensation": "waived"})))
    assert "pour un total de 10 310,49 €" in text
    assert "Nous renonçons de même à l'indemnité forfaitaire de recouvrement, soit 40,00 €" in text


def test_the_offer_in_english_says_the_same() -> None:
    letter = write_letter("instalment-offer", _with(STOPPED), language="en")
    assert [row[-2] for row in _rows(letter)] == ["3,450.16", "3,450.16", "3,450.17", "10,350.49"]
    text = said(letter)
    assert "in 3 instalments, €10,350.49 in total" in text
    assert "Tuesday 8 September 2026" in text


def test_the_agreement_writes_the_debt_in_words_and_figures() -> None:
    letter = write_letter("instalment-agreement", _with(STOPPED))
    text = body(letter)
    words = "dix mille trois cent cinquante euros et quarante-neuf centimes"
    assert f"la somme de 10 350,49 € ({words})" in text
    assert f"Je reconnais devoir la somme de 10 350,49 € ({words})" in text
    assert letter.document.layout == "deed"


def test_the_agreement_has_its_clauses_and_articles() -> None:
    text = body(write_letter("instalment-agreement", _with(STOPPED | {"remedy_days": 10})))
    assert (
        "dix jours après la première présentation de cette lettre, tout ce qui reste dû devient aussitôt exigible"
        in text
    )
    # the article says interest, then principal: the place of the compensation is what the parties agree
    assert "puis le principal (Code civil, article 1343-1). L'indemnité forfaitaire est réglée en dernier." in text
    assert "(Code civil, article 2240)" in text
    assert "l'indemnisation complémentaire prévue par l'article L441-10, II du Code de commerce" in text
    assert "le créancier ne demande aucune pénalité pour le temps qui suit le 31 août 2026" in text


def test_the_order_of_payments_is_the_claims() -> None:
    claim = _with(STOPPED, terms={"allocation": "principal-first"})
    text = body(write_letter("instalment-agreement", claim))
    assert "conviennent que chaque versement règle, pour une facture, d'abord le principal" in text


def test_a_consumer_bears_no_costs_and_no_compensation() -> None:
    claim = on_consumer(letter={"instalments": {"count": 2, "first_on": "2026-10-31"}})
    letter = write_letter("instalment-agreement", claim)
    text = body(letter)
    assert "article L111-8 du Code des procédures civiles d'exécution" in text
    assert "Indemnité" not in text
    assert "L441-10" not in text
    # 3 000 + 44,91
    assert "trois mille quarante-quatre euros et quatre-vingt-onze centimes" in text
    assert "letter-consumer-plan" in warned(letter)


def test_a_consumer_has_a_month_to_make_good_a_missed_instalment() -> None:
    plan = {"count": 2, "first_on": "2026-10-31"}
    assert "trente jours après la première présentation" in body(
        write_letter("instalment-agreement", on_consumer(letter={"instalments": plan}))
    )
    assert "huit jours après la première présentation" in body(write_letter("instalment-agreement", _with(STOPPED)))


def test_where_no_interest_runs_a_payment_settles_the_principal() -> None:
    claim = on_consumer(notice=None, letter={"instalments": {"count": 2, "first_on": "2026-10-31"}})
    text = body(write_letter("instalment-agreement", claim))
    assert "Aucun intérêt ne court sur ces sommes pendant le plan." in text
    assert "Chaque versement règle le principal." in text
    assert "d'abord les intérêts" not in text


def test_the_agreement_says_that_its_table_adds_up_only_where_it_does() -> None:
    """A consumer without a notice owes the principal alone: the table has one sum a row, and shows no shares."""
    claim = on_consumer(notice=None, letter={"instalments": {"count": 2, "first_on": "2026-10-31"}})
    plain, shared = (write_letter("instalment-agreement", each) for each in (claim, _with(STOPPED)))
    sentence = "Le tableau de l'article 2 montre ce que règle chaque versement."
    assert (_caption(plain), sentence in body(plain)) == ("En euros.", False)
    assert (_caption(shared), sentence in body(shared)) == (
        "En euros. Chaque ligne s’additionne de gauche à droite.",
        True,
    )


def test_an_agreement_without_a_plan_lets_both_sides_choose_what_becomes_of_the_interest() -> None:
    """A blank to fill in by hand: the guide advises to stop the penalties, the law lets them run."""
    text = body(write_letter("instalment-agreement", between_businesses(letter={"place": "Nantes"})))
    assert "Rayez la phrase qui ne convient pas." in text
    assert "Les pénalités de retard continuent de courir, jour par jour" in text
    assert "Tant que le plan est tenu, le créancier ne demande aucune pénalité pour le temps qui suit" in text
    assert "Rayez" not in body(write_letter("instalment-agreement", _with(STOPPED)))


def test_legal_interest_runs_from_a_formal_notice_only() -> None:
    """C. civ., art. 1231-6 and 1344-1: an agreement says so, and says from which notice where there was one."""
    assert "ne courent qu'à compter d'une mise en demeure" in body(
        write_letter("instalment-agreement", on_consumer(notice=None))
    )
    assert "au taux légal, qui courent depuis la mise en demeure reçue le" in body(
        write_letter("instalment-agreement", on_consumer())
    )


def test_without_a_plan_the_table_is_to_be_filled_in() -> None:
    letter = write_letter("instalment-agreement", between_businesses())
    assert [row[1:] for row in _rows(letter)] == [["………"] * 3] * 3
    assert {"letter.instalments.count", "letter.instalments.first_on"} <= {each.field for each in letter.missing}


def test_an_amount_stands_for_a_number() -> None:
    letter = write_letter(
        "instalment-offer", _with({"amount": "5000.00", "first_on": "2026-09-30", "interest": "stopped"})
    )
    assert [row[-2] for row in _rows(letter)][:3] == ["5 000,00", "5 000,00", "350,49"]
    assert "letter.instalments.count" not in {each.field for each in letter.missing}


def test_a_plan_that_cannot_be_is_refused_with_its_reason() -> None:
    found = refused("instalment-offer", _with(STOPPED | {"first_on": "2026-08-01"}))
    assert "vient avant la date du décompte" in found["letter-plan-impossible"]


def test_neither_public_buyers_nor_insolvent_debtors() -> None:
    assert "letter-regime" in refused("instalment-agreement", on_public_buyer(paid_on=None))
    debtor = {"name": "Société Durand", "insolvency_opened_on": "2026-08-01"}
    assert "letter-plan-in-proceedings" in refused("instalment-agreement", _with(STOPPED, debtor=debtor))


def test_the_deed_says_what_becomes_of_a_day_on_which_no_transfer_runs() -> None:
    """1 November 2026 is a Sunday and a holiday; 30 September, 30 October and 30 November are worked days."""
    one = said(write_letter("instalment-agreement", _with({"count": 1, "first_on": "2026-11-01"})))
    assert "en un seul versement" in one
    assert "Cette date n'est pas déplacée, bien qu'elle tombe un samedi, un dimanche ou un jour férié" in one
    several = said(write_letter("instalment-agreement", _with({"count": 3, "first_on": "2026-11-01"})))
    assert "Une date n'est pas déplacée quand elle tombe un samedi" in several
    assert "pas déplacée" not in said(write_letter("instalment-agreement", _with(STOPPED)))
