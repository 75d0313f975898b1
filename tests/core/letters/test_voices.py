"""How a letter speaks: to whom by name, and a reminder courteously, firmly, or for the last time."""

from typing import Any

import pytest

from latepay_core import Claim
from latepay_core.letters.writing import Letter, write_letter
from tests.support.said import body, on_consumer

CASE: dict[str, Any] = {
    "as_of": "2026-08-31",
    "creditor": {"name": "Atelier Martin"},
    "debtor": {"name": "Société Durand"},
    "invoices": [{"number": "F-118", "issued_on": "2026-05-01", "due_on": "2026-05-31", "amount": "10000.00"}],
}


def _letter(kind: str, details: dict[str, Any], language: Any = "fr", **more: Any) -> Letter:
    return write_letter(kind, Claim.model_validate({**CASE, **more, "letter": details}), None, language)


@pytest.mark.parametrize(
    ("details", "salutation"),
    [
        ({}, "Madame, Monsieur,"),
        ({"attention": "Mme Durand, comptabilité"}, "Madame Durand,"),
        ({"attention": "Mme Paule Durand"}, "Madame Durand,"),
        ({"attention": "M. Jean-Marc LE GOFF – achats"}, "Monsieur Le Goff,"),
        ({"attention": "M. de La Tour"}, "Monsieur de La Tour,"),
        ({"attention": "Mme Anne Marie Garcia Lopez"}, "Madame,"),
        ({"attention": "Mme la Trésorière"}, "Madame,"),
        ({"attention": "M. et Mme Petit"}, "Madame, Monsieur,"),
        ({"attention": "Service comptabilité"}, "Madame, Monsieur,"),
        # a civility is asked for: without it, nobody guesses whether Claude Petit is a woman or a man
        ({"attention": "Claude Petit"}, "Madame, Monsieur,"),
        ({"attention": "Claude Petit", "salutation": "madam"}, "Madame Petit,"),
        ({"attention": "Service comptabilité", "salutation": "sir"}, "Monsieur,"),
        ({"salutation": "madam"}, "Madame,"),
    ],
)
def test_a_letter_to_somebody_says_the_name_where_it_is_sure(details: dict[str, Any], salutation: str) -> None:
    letter = body(_letter("formal-notice", details))
    assert salutation in letter.split("\n")
    assert f"agréer, {salutation} nos salutations distinguées." in letter


def test_a_person_who_owes_is_addressed_by_name() -> None:
    debtor = {"kind": "consumer", "name": "Mme Claire Durand"}
    assert "Madame Durand," in body(write_letter("formal-notice-consumer", on_consumer(debtor=debtor))).split("\n")


def test_the_answer_to_a_claim_does_not_greet_the_writers_own_people() -> None:
    details = {"attention": "Mme Durand", "received": {"amount": "20000.00", "dated": "2026-08-24"}}
    assert "Madame, Monsieur," in body(_letter("claim-reply", details)).split("\n")


def test_english_letters_name_the_person_and_close_accordingly() -> None:
    named = body(_letter("formal-notice", {"attention": "Ms Durand"}, "en"))
    assert "Dear Ms Durand," in named
    assert "Yours sincerely," in named
    assert "Yours faithfully," in body(_letter("formal-notice", {}, "en"))


TONES = ("courteous", "firm", "last")


@pytest.mark.parametrize("kind", ["first-reminder", "second-reminder"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_reminder_has_three_voices_and_the_same_sums(kind: str, language: str) -> None:
    said = {tone: body(_letter(kind, {"tone": tone}, language)) for tone in TONES}
    assert len(set(said.values())) == 3
    notice, last = ("mise en demeure", "dernière") if language == "fr" else ("formal notice", "last")
    assert notice not in said["courteous"]
    assert notice in said["last"]
    assert last in said["last"].split("\n")[0].lower(), "the subject says that it is the last"
    sum_ = {"fr": {"first-reminder": "10 000,00 €", "second-reminder": "10 350,49 €"}}
    # 10 000 at 12,15 % for 30 days and at 12,40 % for 62: 99,86 and 210,63; and 40
    figure = sum_["fr"][kind] if language == "fr" else {"first-reminder": "€10,000.00"}.get(kind, "€10,350.49")
    assert all(figure in each for each in said.values())


def test_without_a_choice_the_first_is_courteous_and_the_second_firm() -> None:
    assert body(_letter("first-reminder", {})) == body(_letter("first-reminder", {"tone": "courteous"}))
    second, firm = body(_letter("second-reminder", {})), body(_letter("second-reminder", {"tone": "firm"}))
    assert second.replace("Bien cordialement,", "Cordialement,") == firm


def test_the_last_reminder_announces_what_the_law_opens() -> None:
    public = {"kind": "public-body", "public_kind": "state-or-local", "name": "Commune d’Angers"}
    said = body(_letter("second-reminder", {"tone": "last"}, debtor=public))
    assert "Dernière relance avant réclamation" in said
    assert "mise en demeure" not in said
    after = body(_letter("second-reminder", {"tone": "last"}, events=[{"on": "2026-07-01", "kind": "formal-notice"}]))
    assert "saisirons le tribunal compétent sans autre rappel" in after
    assert "avant mise en demeure" not in after


def test_no_subject_has_a_second_colon() -> None:
    many = [CASE["invoices"][0] | {"number": f"F-{at}"} for at in range(3)]
    for kind in ("first-reminder", "second-reminder"):
        for tone in TONES:
            assert ":" not in _letter(kind, {"tone": tone}, invoices=many).subject
