"""The file handed to a professional: what he needs, what he must answer first, who bears his fees."""

from typing import Any

import pytest

from latepay_core.letters.writing import write_letter
from tests.support.said import INVOICE, between_businesses, body, on_consumer, refused, warned

AGENCY = {"kind": "agency", "name": "Recouvrement Ouest", "address": "5 quai Nord\n44000 Nantes"}
EVENTS = [
    {"on": "2026-06-03", "kind": "reminder"},
    {"on": "2026-06-17", "kind": "reminder"},
    {"on": "2026-07-06", "kind": "formal-notice"},
]


def _letter(**helper: Any) -> dict[str, Any]:
    return {"letter": {"helper": AGENCY | helper, "supply": "Un four, livré le 28 avril 2026."}}


def test_it_sums_the_file_up() -> None:
    text = body(write_letter("hand-over", between_businesses(events=EVENTS, **_letter())))
    assert "Total | 10 350,49 €" in text
    assert "Un four, livré le 28 avril 2026. Chaque jour de plus ajoute 3,40 €" in text
    assert "Relances du 3 juin 2026 et du 17 juin 2026 ;" in text
    assert "Mise en demeure du 6 juillet 2026." in text
    # five years after the invoice's date, which stands in for the day of the work (C. com., art. L110-4)
    assert "prend fin le 1er mai 2031 (C. com., art. L110-4)" in text
    assert "Mise en demeure du 6 juillet 2026 et son avis de réception" in text


def test_it_asks_for_cost_follow_up_and_payment_before_anything_is_done() -> None:
    text = body(write_letter("hand-over", between_businesses(**_letter()), channel="post"))
    # three jours ouvrables for the post (Thursday 3 September), then eight days
    assert "au plus tard le vendredi 11 septembre 2026" in text
    assert "ce qu'elle coûtera, si le recouvrement réussit et s'il échoue" in text
    assert "Cette lettre ne vaut pas mandat" in text


def test_without_a_title_the_fees_stay_with_the_creditor() -> None:
    text = body(write_letter("hand-over", between_businesses(**_letter(kind="lawyer"))))
    assert "vos frais restent à notre charge" in text
    assert "article L111-8" in text
    assert "l'indemnisation complémentaire de l'article L441-10, II" in text
    assert "ne vaut pas mandat" not in text
    assert "Maître," in text


def test_a_consumer_is_never_asked_for_the_complement() -> None:
    text = body(write_letter("hand-over", on_consumer(**_letter())))
    assert "article L111-8" in text
    assert "L441-10" not in text
    assert "Numéro SIREN" not in text.split("Le débiteur")[1].split("La somme due")[0]


def test_with_a_title_it_asks_to_enforce_it() -> None:
    claim = between_businesses(judgment={"enforceable_on": "2026-08-03"}, **_letter(kind="commissaire"))
    text = body(write_letter("hand-over", claim))
    assert "l'exécution d'une décision exécutoire depuis le 3 août 2026" in text
    # ten years (CPCE, art. L111-4)
    assert "prend fin le 3 août 2036 (CPCE, art. L111-4)" in text
    assert "L111-8" not in text
    assert "Décision exécutoire du 3 août 2026" in text


def test_a_contested_part_is_said_and_warned_of() -> None:
    invoices = [
        {"number": "A-1", "due_on": "2026-05-31", "amount": "100.00"},
        {"number": "A-2", "due_on": "2026-06-30", "amount": "200.00"},
    ]
    events = [{"on": "2026-08-10", "kind": "dispute", "invoice": "A-2"}]
    letter = write_letter("hand-over", between_businesses(invoices=invoices, events=events, **_letter()))
    assert "Le débiteur conteste une partie de la somme (facture A-2)." in body(letter)
    # it goes with the file: nothing says that it is set aside
    assert "restent dans le dossier remis : A-2." in warned(letter)["letter-some-disputed-kept"].replace("\u00a0", " ")
    assert "letter-some-disputed" not in warned(letter)
    every = [{"on": "2026-08-10", "kind": "dispute"}]
    assert "Le débiteur conteste la somme." in body(
        write_letter("hand-over", between_businesses(events=every, **_letter()))
    )


def test_an_invoice_that_is_not_due_yet_stays_out_of_what_is_due() -> None:
    later = {"number": "A-2", "due_on": "2026-09-30", "amount": "200.00"}
    for kind in ("hand-over", "mediation-referral"):
        text = body(write_letter(kind, between_businesses(invoices=[INVOICE, later], **_letter())))
        assert "A-2" not in text
        # 10 000 + 310,49 + 40
        assert "Total | 10 350,49 €" in text


def test_not_in_collective_proceedings() -> None:
    debtor = {"name": "Société Durand", "insolvency_opened_on": "2026-08-01"}
    assert "letter-insolvency" in refused("hand-over", between_businesses(debtor=debtor))


PROMISES = [
    {"on": "2026-06-10", "kind": "promise", "expected_on": "2026-06-20"},
    {"on": "2026-06-24", "kind": "promise", "expected_on": "2026-06-30"},
    # the 29th of August 2026 is a Saturday: the account is looked at on the Monday
    {"on": "2026-08-20", "kind": "promise", "expected_on": "2026-08-29"},
]


@pytest.mark.parametrize("kind", ["hand-over", "payment-order-request"])
def test_promises_that_were_not_kept_are_told_in_order_with_their_days(kind: str) -> None:
    text = body(write_letter(kind, between_businesses(events=[*EVENTS, *PROMISES], as_of="2026-08-30", **_letter())))
    told = (
        "Le 10 juin 2026, le débiteur a annoncé un paiement au plus tard le 20 juin 2026 ; il n'est pas arrivé.",
        "Le 24 juin 2026, le débiteur a annoncé un paiement au plus tard le 30 juin 2026 ; il n'est pas arrivé.",
        "Le 20 août 2026, le débiteur a annoncé un paiement au plus tard le 29 août 2026.",
    )
    places = [text.find(each) for each in told]
    assert -1 not in places
    assert places == sorted(places)
    text = body(write_letter(kind, between_businesses(events=[*EVENTS, *PROMISES], as_of="2026-08-31", **_letter())))
    assert "au plus tard le 29 août 2026 ; il n'est pas arrivé." in text
