"""The answers to a request for more time."""

from latepay_core.letters.writing import write_letter
from tests.support.said import between_businesses, body, on_consumer, on_public_buyer, refused

ASKED = {"asked_on": "2026-08-27", "granted_until": "2026-09-30"}


def test_yes_says_what_the_wait_will_cost() -> None:
    text = body(write_letter("more-time-granted", between_businesses(letter={"more_time": ASKED})))
    assert "Vous nous avez demandé, le 27 août 2026, un délai" in text
    assert "au plus tard le mercredi 30 septembre 2026" in text
    # 30 days at 12,15 % (99,86) and 92 at 12,40 % (312,55) on 10 000, and 40
    assert "elle sera de 10 452,41 € le 30 septembre 2026" in text
    assert "que vous devez cette somme" in text


def test_yes_may_waive_what_accrues_meanwhile() -> None:
    claim = between_businesses(letter={"more_time": ASKED, "interest_waived": True})
    text = body(write_letter("more-time-granted", claim))
    assert "nous ne réclamerons pas les pénalités de retard qui courent entre-temps" in text
    assert "10 452,41" not in text


def test_a_day_already_past_is_refused() -> None:
    claim = between_businesses(letter={"more_time": {"granted_until": "2026-08-31"}})
    assert "letter-granted-too-early" in refused("more-time-granted", claim)


def test_no_gives_the_reason_and_leaves_the_door_open() -> None:
    more_time = {"asked_on": "2026-08-27", "asked_until": "2026-12-31", "reason": "la date est trop lointaine."}
    text = body(write_letter("more-time-refused", between_businesses(letter={"more_time": more_time})))
    assert "jusqu'au 31 décembre 2026, pour régler" in text
    assert "Nous ne pouvons pas vous l'accorder : la date est trop lointaine." in text
    # five jours ouvrables after Monday 31 August, by e-mail; 10 000 × 12,40 % / 365 = 3,40
    assert "au plus tard le lundi 7 septembre 2026" in text
    assert "3,40 € par jour" in text
    assert "ce que vous versez dès maintenant" in text


def test_a_public_buyer_gets_no_longer_term() -> None:
    claim = on_public_buyer(paid_on=None)
    assert "letter-regime" in refused("more-time-granted", claim)
    text = body(write_letter("more-time-refused", claim))
    assert "article L2192-10" in text
    assert "ce que vous versez" not in text


def test_a_consumer_hears_of_legal_interest_only() -> None:
    text = body(write_letter("more-time-granted", on_consumer(letter={"more_time": {"granted_until": "2026-10-30"}})))
    assert "intérêts au taux légal continuent de courir" in text
    assert "pénalités" not in text
    assert "40,00" not in text


def test_no_private_arrangement_once_proceedings_are_open() -> None:
    debtor = {"name": "Société Durand", "insolvency_opened_on": "2026-08-01"}
    assert "letter-plan-in-proceedings" in refused("more-time-granted", between_businesses(debtor=debtor))
