"""The answer of one who is asked to pay too much: his own reckoning, the difference, the rules that bind the other."""

from typing import Any, get_args

from latepay_core import Claim
from latepay_core.claim.asked import Kind
from latepay_core.data import table
from latepay_core.documents.document import Table
from latepay_core.letters.wording import sentences
from latepay_core.letters.writing import write_letter
from tests.support.said import (
    INVOICE,
    between_businesses,
    body,
    on_consumer,
    on_public_buyer,
    refused,
    said,
    warned,
)


def _received(amount: str = "11000.00", **more: Any) -> dict[str, Any]:
    return {"letter": {"received": {"amount": amount, "dated": "2026-08-24"}, **more}}


def test_the_debtor_writes_and_gives_the_difference() -> None:
    letter = write_letter("claim-reply", between_businesses(**_received()))
    text = body(letter)
    assert text.startswith("Société Durand")
    assert "Par votre lettre du 24 août 2026, vous nous réclamez 11 000,00 €." in text
    # 11 000 less 10 350,49
    assert "Au 31 août 2026, il donne 10 350,49 €, soit 649,51 € de moins." in text
    assert text.rstrip().split("Pièce jointe")[0].rstrip().endswith("Société Durand")


def test_between_businesses_it_recalls_what_does_not_add_up() -> None:
    text = body(write_letter("claim-reply", between_businesses(**_received())))
    assert "ne s'ajoute pas aux pénalités pour la même période" in text
    assert "n° 22-24.275" in text
    assert "ne se demandent que sur justificatifs" in text


def test_a_consumer_owes_neither_penalty_nor_fee() -> None:
    text = body(write_letter("claim-reply", on_consumer(**_received("3200.00"))))
    # 3 200 less 3 044,91
    assert "J'ai refait le calcul d'après les textes" in text
    assert "soit 155,09 € de moins" in text
    assert "article L111-8" in text


def test_a_public_buyer_recalls_the_frozen_rate() -> None:
    text = body(write_letter("claim-reply", on_public_buyer("2026-08-31", paid_on=None, **_received())))
    assert "sans révision ensuite" in text
    assert "soit 704,16 € de moins" in text  # 11 000 less 10 295,84


def test_it_owns_no_debt_and_says_what_is_time_barred() -> None:
    invoice = {"number": "F-3", "issued_on": "2020-01-01", "due_on": "2020-01-31", "amount": "1000.00"}
    text = said(write_letter("claim-reply", between_businesses(invoices=[invoice], **_received())))
    assert "Cette lettre ne vaut pas reconnaissance de dette." in text
    assert "facture F-3 : le 31 janvier 2025 (C. com., art. L110-4)" in text


def test_an_offer_is_flagged_for_what_it_may_acknowledge() -> None:
    caution = warned(write_letter("claim-reply", between_businesses(**_received())))["letter-offer-acknowledges"]
    assert "10 350,49 €" in caution
    assert "article 2240" in caution
    paid = [{**INVOICE, "payments": [{"paid_on": "2026-05-29", "amount": "10000.00"}]}]
    owes_nothing = write_letter("claim-reply", between_businesses(invoices=paid, **_received()))
    assert "letter-offer-acknowledges" not in warned(owes_nothing)


def test_nothing_to_answer_where_no_more_is_claimed_than_found() -> None:
    assert "letter-claimed-less" in refused("claim-reply", between_businesses(**_received("10350.49")))


def test_what_is_not_due_yet_is_not_a_matter_of_reckoning() -> None:
    assert "letter-not-due-yet" in refused("claim-reply", between_businesses("2026-05-20", **_received()))


def test_where_everything_was_paid_in_time_it_asks_to_confirm_that_nothing_is_owed() -> None:
    paid = [{**INVOICE, "payments": [{"paid_on": "2026-05-29", "amount": "10000.00"}]}]
    text = body(write_letter("claim-reply", between_businesses(invoices=paid, **_received())))
    assert "il donne 0,00 €, soit 11 000,00 € de moins" in text
    assert "merci de nous confirmer que rien ne reste dû" in text


def test_the_debtor_s_own_answer_stands_in_the_letter() -> None:
    received = _received()
    received["letter"]["dispute"] = {"answer": "Deux colis sur dix manquaient.\nLe bon de livraison le note."}
    text = body(write_letter("claim-reply", between_businesses(**received)))
    assert "Voici en outre ce que nous répondons à votre demande :" in text
    assert "Deux colis sur dix manquaient.\nLe bon de livraison le note." in text
    assert "Cette lettre ne vaut pas reconnaissance de dette." in text
    alone = _received("3200.00")
    alone["letter"]["dispute"] = {"answer": "Le produit est défectueux."}
    text = body(write_letter("claim-reply", on_consumer(**alone)))
    assert "Voici en outre ce que je réponds à votre demande :" in text


def test_the_part_not_contested_is_said_and_what_it_may_acknowledge() -> None:
    received = _received()
    received["letter"]["dispute"] = {"undisputed": "8000.00"}
    letter = write_letter("claim-reply", between_businesses(**received))
    text = body(letter)
    assert "La part que nous ne contestons pas s'élève à 8 000,00 €." in text
    assert "Pour le surplus, cette lettre ne vaut pas reconnaissance de dette." in text
    caution = warned(letter)["letter-undisputed-acknowledges"]
    assert "8 000,00 €" in caution
    assert "article 2240" in caution
    untold = write_letter("claim-reply", between_businesses(**_received()))
    assert "letter-undisputed-acknowledges" not in warned(untold)
    assert "ne contest" not in body(untold)


def test_the_part_not_contested_is_never_beyond_what_is_claimed_without_a_word() -> None:
    received = _received()
    received["letter"]["dispute"] = {"undisputed": "12000.00"}
    # 12 000 is more than the 11 000 that the letter received claims.
    told = warned(write_letter("claim-reply", between_businesses(**received)))["letter-undisputed-too-high"]
    assert "12 000,00 €" in told
    assert "11 000,00 €" in told


def test_he_who_says_which_part_he_owes_offers_nothing_more() -> None:
    plain = between_businesses(**_received())
    said_apart = between_businesses(**_received(dispute={"undisputed": "2900.00"}))
    assert "nous vous proposons d'arrêter le compte à 10 350,49 €" in body(write_letter("claim-reply", plain))
    text = body(write_letter("claim-reply", said_apart))
    assert "La part que nous ne contestons pas s'élève à 2 900,00 €." in text
    assert "arrêter le compte" not in text
    assert "arrive à 10 350,49 € ; nous n'en reconnaissons que la part indiquée ci-dessus" in text


def test_a_credit_note_is_not_the_last_payment() -> None:
    """1 900 received on 5 May, the rest of 2 640 taken back by a credit note of 20 May."""
    invoice = {
        "amount": "2640.00",
        "due_on": "2026-04-10",
        "payments": [{"paid_on": "2026-05-05", "amount": "1900.00"}],
        "credit_notes": [{"number": "AV-1", "issued_on": "2026-05-20", "amount": "1100.00"}],
    }
    text = body(write_letter("penalties-request", between_businesses(invoices=[{**INVOICE, **invoice}])))
    assert "le dernier paiement est arrivé le 5 mai 2026" in text
    assert "20 mai 2026, 1" not in text


def _taken_apart(**total: str) -> dict[str, Any]:
    lines = [
        {"kind": "principal", "amount": "10000.00"},
        {"kind": "interest", "amount": "310.49"},
        {"kind": "compensation", "amount": "80.00"},
        {"kind": "vat-on-interest", "amount": "50.00", "label": "TVA 20 %"},
        {"kind": "fees", "amount": "75.00", "label": "frais de dossier"},
    ]
    return {
        "letter": {
            "received": {
                "amount": total.get("total", "10515.49"),
                "dated": "2026-08-31",
                "asked": {"lines": lines, **total},
            }
        }
    }


def _their_lines(claim: Claim) -> Table:
    tables = (block for block in write_letter("claim-reply", claim).document.blocks if isinstance(block, Table))
    return next(block for block in tables if block.header[:1] == ("Demandé au titre de",))


def test_each_line_asked_is_answered() -> None:
    lines = _their_lines(between_businesses(**_taken_apart()))
    rows = {row[0].partition(" (")[0]: row[1:] for row in lines.rows}
    assert rows["Principal"] == ("10\u202f000,00", "10\u202f000,00", "Pas d’objection.")
    # 40 € for the one invoice paid late, and 40 € asked twice
    assert rows["Indemnité de recouvrement"][:2] == ("80,00", "40,00")
    assert "une fois par facture" in rows["Indemnité de recouvrement"][2]
    assert rows["TVA sur les pénalités"][:2] == ("50,00", "–")
    assert "pas de TVA" in rows["TVA sur les pénalités"][2]
    assert "L111-8" in rows["Frais"][2]
    assert set(rows) == {
        "Principal",
        "Pénalités ou intérêts",
        "Indemnité de recouvrement",
        "TVA sur les pénalités",
        "Frais",
        "Ensemble",
    }


def test_the_columns_of_the_table_add_up_and_the_difference_is_told() -> None:
    # 10 000 + 310.49 + 80 + 50 + 75 = 10 515.49 asked, 10 000 + 310.49 + 40 = 10 350.49 owed
    lines = _their_lines(between_businesses(**_taken_apart()))
    gap = "Écart\u00a0: 165,00\u00a0€ de moins que demandé."
    assert (lines.totals, lines.rows[-1]) == (1, ("Ensemble", "10\u202f515,49", "10\u202f350,49", gap))
    # they announce 10 610.49: 260 more than what is owed, and not what their lines make
    announced = _their_lines(between_businesses(**_taken_apart(total="10610.49")))
    assert announced.rows[-1][:3] == lines.rows[-1][:3]
    assert "10\u202f610,49\u00a0€, n’est pas la somme de vos lignes." in announced.rows[-1][3]
    assert "260,00\u00a0€ de moins" in announced.rows[-1][3]


def test_a_total_alone_has_no_table_of_lines() -> None:
    assert "ligne par ligne" not in said(write_letter("claim-reply", between_businesses(**_received())))


def test_the_debtor_tells_what_he_has_paid() -> None:
    paid = [{**INVOICE, "payments": [{"paid_on": "2026-07-15", "amount": "4000.00"}]}]
    text = said(write_letter("claim-reply", between_businesses(invoices=paid, **_received())))
    assert "Ce que nous avons payé" in text
    for of_the_creditor in ("avons reçu", "Reçu le", "− reçu", "= reçu", "Votre compte"):
        assert of_the_creditor not in text


def test_every_reason_of_the_screen_has_its_words_in_the_letter() -> None:
    reasons, kinds = table("latepay_core.weighing", "reasons.toml"), get_args(Kind)
    assert {f"their.why.{code}" for code in reasons} | {f"their.line.{kind}" for kind in kinds} <= set(sentences())


def _lines_alone(claimed: str, *lines: tuple[str, str], **more: Any) -> Claim:
    asked = {"lines": [{"kind": kind, "amount": amount} for kind, amount in lines]}
    received = {"amount": claimed, "dated": "2026-08-31", "asked": asked}
    return between_businesses(letter={"received": received, **more})


def test_a_line_is_contested_though_the_total_is_no_more_than_is_owed() -> None:
    # 10 350.49 is owed; 10 000 + 40 + 30 of fees are asked, without any interest: 30 less leaves 10 040
    letter = write_letter("claim-reply", _lines_alone("10070.00", ("principal", "10000"), ("fees", "30")))
    text = body(letter)
    assert "vous nous réclamez 10 070,00 €. Nous contestons ce qui suit" in text
    assert "Nous vous demandons de retirer ces sommes" in text
    assert "ne vaut pas reconnaissance de dette" in text
    # nothing tells whoever claims that he could ask more: no account, no offer, no sum beyond his own
    whole = said(letter)
    assert "10 350,49" not in whole
    assert "arrêter le compte" not in whole
    assert "310,49" not in whole
    assert not letter.annexed
    assert "Pièce jointe" not in whole
    assert "letter-offer-acknowledges" not in warned(letter)
    assert "10 350,49 €" in warned(letter)["letter-could-ask-more"]


def test_he_offers_no_more_than_what_they_ask_without_the_lines_contested() -> None:
    # 10 000 + 800 of fees: more than the 10 350.49 owed, yet without the fees they ask only 10 000
    letter = write_letter("claim-reply", _lines_alone("10800.00", ("principal", "10000"), ("fees", "800")))
    assert "10 350,49" not in said(letter)
    [table] = [block for block in letter.document.blocks if isinstance(block, Table) and "Contesté" in block.header]
    assert [row[1:3] for row in table.rows] == [("800,00", "800,00"), ("800,00", "800,00")]


def test_the_part_he_owns_is_his_own_where_lines_alone_are_contested() -> None:
    lines = (("principal", "10000"), ("fees", "30"))
    letter = write_letter("claim-reply", _lines_alone("10030.00", *lines, dispute={"undisputed": "9000.00"}))
    assert "La part que nous ne contestons pas s'élève à 9 000,00 €." in body(letter)
    # 10 030 less 30 leaves 10 000: he would own 10 010
    letter = write_letter("claim-reply", _lines_alone("10030.00", *lines, dispute={"undisputed": "10010.00"}))
    assert "10 000,00 €" in warned(letter)["letter-undisputed-contested"]


def test_nothing_to_answer_where_no_line_is_wrong() -> None:
    right = _lines_alone("10040.00", ("principal", "10000"), ("compensation", "40"))
    assert "letter-claimed-less" in refused("claim-reply", right)


def test_a_payment_that_they_put_on_the_principal_stays_there() -> None:
    # 4 000 paid on 31 March of 10 000 due on 31 January: 10 000 x 12.15 % x 59 / 365 = 196.40; on the principal,
    # 6 000 x 12.15 % x 91 / 365 = 181.75: 378.15. On the interest first, 6 196.40 + 187.70 + 40 = 6 424.10
    paid = {
        "issued_on": "2026-01-01",
        "due_on": "2026-01-31",
        "payments": [{"paid_on": "2026-03-31", "amount": "4000"}],
    }
    lines = [("principal", "6000"), ("interest", "378.15"), ("compensation", "40"), ("fees", "100")]
    received = {
        "amount": "6518.15",
        "dated": "2026-06-30",
        "asked": {"lines": [{"kind": kind, "amount": amount} for kind, amount in lines]},
    }
    claim = between_businesses("2026-06-30", invoices=[{**INVOICE, **paid}], letter={"received": received})
    text = said(write_letter("claim-reply", claim))
    assert "il donne 6 418,15 €, soit 100,00 € de moins" in text
    assert "arrêter le compte à 6 418,15 €" in text
    assert "6 424,10" not in text
    assert "article 1343-1" in text
    # their own order is kept only where they follow it: 6 196.40 left is the law's
    received["asked"] = {"lines": [{"kind": "principal", "amount": "6196.40"}, {"kind": "fees", "amount": "500"}]}
    received["amount"] = "6936.40"
    claim = between_businesses("2026-06-30", invoices=[{**INVOICE, **paid}], letter={"received": received})
    assert "1343-1) : nous nous en tenons" not in said(write_letter("claim-reply", claim))
