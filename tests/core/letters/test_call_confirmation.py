"""The written record of a call: the five points, in the user's own words, and a request to confirm."""

from latepay_core.letters.writing import write_letter
from tests.support.said import between_businesses, refused, said

CALL = {
    "held_on": "2026-08-28",
    "with_whom": "Mme Blanc, comptable",
    "debtor_step": "vous virez 5 000 € sur notre compte.",
    "debtor_step_by": "2026-09-04",
    "creditor_step": "nous renvoyons la facture avec votre numéro de commande",
    "check_on": "2026-09-07",
    "if_broken": "nous vous adresserons une mise en demeure",
}


def test_it_says_the_five_points_with_their_dates() -> None:
    text = said(write_letter("call-confirmation", between_businesses(letter={"call": CALL})))
    assert "du 28 août 2026 avec Mme Blanc, comptable, au sujet de la facture F-118 du 1er mai 2026" in text
    assert "Vous virez 5 000 € sur notre compte, au plus tard le vendredi 4 septembre 2026." in text
    assert "Nous renvoyons la facture avec votre numéro de commande." in text
    assert "Nous consulterons notre compte le lundi 7 septembre 2026." in text
    assert "Nous vous adresserons une mise en demeure." in text


def test_a_first_check_before_the_last_payment_is_followed_by_a_second() -> None:
    two = {**CALL, "debtor_step": "virement de 2 500 € le 28 août, puis de 2 500 €", "check_on": "2026-08-31"}
    text = said(write_letter("call-confirmation", between_businesses(letter={"call": two})))
    # the last payment is due on Friday 4 September: the account is looked at again on the Monday
    assert "Nous consulterons notre compte le lundi 31 août 2026, puis le lundi 7 septembre 2026." in text


def test_it_asks_for_a_written_answer_that_owns_the_debt() -> None:
    text = said(write_letter("call-confirmation", between_businesses(letter={"call": CALL})))
    # 10 000 + 310,49 + 40; two jours ouvrés after Monday 31 August
    assert "la somme due s'élève à 10 350,49 €" in text
    assert "au plus tard le mercredi 2 septembre 2026, que ce compte rendu est exact et que vous devez bien" in text


def test_what_was_not_noted_stands_as_dots_and_the_call_of_the_timeline_gives_its_day() -> None:
    claim = between_businesses(events=[{"on": "2026-08-27", "kind": "call"}])
    letter = write_letter("call-confirmation", claim)
    assert "notre entretien téléphonique du 27 août 2026, au sujet" in said(letter)
    assert "Ce que vous faites. ………, au plus tard le ………" in said(letter)
    assert {"letter.call.debtor_step", "letter.call.check_on"} <= {each.field for each in letter.missing}


def test_a_promise_gives_the_day_it_named() -> None:
    claim = between_businesses(events=[{"on": "2026-08-28", "kind": "promise", "expected_on": "2026-09-11"}])
    text = said(write_letter("call-confirmation", claim))
    assert "au plus tard le vendredi 11 septembre 2026" in text
    # the first worked day after that Friday, as the next step says
    assert "Nous consulterons notre compte le lundi 14 septembre 2026." in text


def test_not_before_the_due_date() -> None:
    assert "letter-nothing-overdue" in refused("call-confirmation", between_businesses("2026-05-20"))


def test_an_oral_promise_is_told_as_one_and_asks_for_nothing_that_it_tells() -> None:
    """Nobody said that it was made on the telephone, by whom, nor what else is to be done than to pay."""
    promise = {"on": "2026-08-28", "kind": "promise", "expected_on": "2026-09-11"}
    letter = write_letter("call-confirmation", between_businesses(events=[promise]))
    text = said(letter)
    assert "téléphon" not in text
    assert "Votre engagement de payer, pris le 28 août 2026" in text
    assert "Le 28 août 2026, vous vous êtes engagé à payer ce qui est dû pour la facture F-118" in text
    assert "Ce que vous faites. Vous payez cette somme, au plus tard le vendredi 11 septembre 2026." in text
    assert {each.field for each in letter.missing if each.field.startswith("letter.call.")} == {"letter.call.if_broken"}


def test_a_promise_made_in_a_call_that_is_noted_is_told_as_the_call() -> None:
    events = [{"on": "2026-08-28", "kind": "call"}, {"on": "2026-08-28", "kind": "promise"}]
    text = said(write_letter("call-confirmation", between_businesses(events=events)))
    assert "notre entretien téléphonique du 28 août 2026" in text
