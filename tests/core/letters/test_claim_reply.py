"""The answer of one who is asked to pay too much: his own reckoning, the difference, the rules that bind the other."""

import re
from decimal import Decimal
from typing import Any, get_args

import pytest

from latepay_core import Claim
from latepay_core.claim.asked import Kind
from latepay_core.data import table
from latepay_core.documents.document import Table
from latepay_core.letters.case import LetterCase
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
    # both accounts of one day: 99.86 in June, 10 000 x 12.40 % x 55 / 365 = 186.85 up to 24 August, 40: 10 326.71
    assert "Au 24 août 2026, jour de votre lettre, il donne 10 326,71 €, soit 673,29 € de moins." in text
    assert "Au 31 août 2026, il donne 10 350,49 €, dont voici le détail." in text
    assert text.rstrip().split("Pièce jointe")[0].rstrip().endswith("Société Durand")


def test_between_businesses_it_recalls_what_does_not_add_up() -> None:
    text = body(write_letter("claim-reply", between_businesses(**_received())))
    assert "ne s'ajoute pas aux pénalités pour la même période" in text
    assert "n° 22-24.275" in text
    assert "ne se demandent que sur justificatifs" in text


def test_a_consumer_owes_neither_penalty_nor_fee() -> None:
    text = body(write_letter("claim-reply", on_consumer(**_received("3200.00"))))
    assert "J'ai refait le calcul d'après les textes" in text
    # up to 24 August: 3 000 x 2.62 % x 112 / 365 = 24.12, x 2.75 % x 55 / 365 = 12.43: 3 200 less 3 036.55
    assert "soit 163,45 € de moins" in text
    assert "article L111-8" in text


def test_a_public_buyer_recalls_the_frozen_rate() -> None:
    text = body(write_letter("claim-reply", on_public_buyer("2026-08-31", paid_on=None, **_received())))
    assert "sans révision ensuite" in text
    # 10 000 x 10.15 % x 85 / 365 = 236.37, and 40, on 24 August: 11 000 less 10 276.37
    assert "soit 723,63 € de moins" in text


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
    # of their day, 24 August: 10 326.71; of 31 August, 10 350.49
    assert "letter-claimed-less" in refused("claim-reply", between_businesses(**_received("10326.71")))
    # what was too much on its day is not made right by the days that have run since
    text = said(write_letter("claim-reply", between_businesses(**_received("10350.49"))))
    assert "Au 24 août 2026, jour de votre lettre, il donne 10 326,71 €, soit 23,78 € de moins." in text
    assert "Au 31 août 2026, il donne 10 350,49 €" in text


def test_what_is_not_due_yet_is_not_a_matter_of_reckoning() -> None:
    assert "letter-not-due-yet" in refused("claim-reply", _before_its_due_date())


def _before_its_due_date() -> Claim:
    return between_businesses("2026-05-20", letter={"received": {"amount": "11000.00", "dated": "2026-05-18"}})


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


def test_the_part_not_contested_is_never_beyond_what_is_owed() -> None:
    received = _received()
    received["letter"]["dispute"] = {"undisputed": "12000.00"}
    letter = write_letter("claim-reply", between_businesses(**received))
    assert "La part que nous ne contestons pas s'élève à 10 350,49 €." in body(letter)
    assert "12 000,00" not in body(letter)
    told = warned(letter)["letter-undisputed-bounded"]
    assert "12 000,00 €" in told
    assert "la lettre n'écrit que 10 350,49 €" in told
    assert "10 350,49 €" in warned(letter)["letter-undisputed-acknowledges"]


def test_what_is_paid_already_is_not_offered_again() -> None:
    # 10 000 due on 31 May, 9 500 paid on 30 June, 30 days late: 10 000 x 12.15 % x 30 / 365 = 99.86, 9 400.14 of
    # principal; 599.86 left, x 12.40 % x 62 / 365 = 12.63 up to 31 August, and 40: 652.49
    paid = [{**INVOICE, "payments": [{"paid_on": "2026-06-30", "amount": "9500.00"}]}]
    letter = write_letter("claim-reply", between_businesses(invoices=paid, **_received(dispute={"undisputed": "9500"})))
    part = "La part que nous ne contestons pas, déduction faite de ce que nous avons déjà payé, s'élève à 652,49 €."
    assert part in body(letter)
    assert "9 500,00 €" in warned(letter)["letter-undisputed-bounded"]
    # all of it paid in time: nothing is left to offer
    paid = [{**INVOICE, "payments": [{"paid_on": "2026-05-29", "amount": "10000.00"}]}]
    letter = write_letter("claim-reply", between_businesses(invoices=paid, **_received(dispute={"undisputed": "9500"})))
    assert "9 500,00" not in body(letter)
    assert "ne contestons pas" not in body(letter)
    assert "9 500,00 €" in warned(letter)["letter-undisputed-nothing"]
    assert "letter-undisputed-acknowledges" not in warned(letter)


def test_a_letter_later_than_the_case_is_answered_on_its_own_day() -> None:
    # the case stands on 31 July: 99.86 + 10 000 x 12.40 % x 31 / 365 = 105.32 and 40; the letter is of 24 August
    letter = write_letter("claim-reply", between_businesses("2026-07-31", **_received()))
    assert "Au 24 août 2026, il donne 10 326,71 €, soit 673,29 € de moins." in body(letter)
    assert "10 245,18" not in said(letter)


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
    told = "Les lignes reprises ici font 10 515,49 €, et le total que vous annoncez est de 10 610,49 €."
    assert told in announced.rows[-1][3].replace("\u202f", " ").replace("\u00a0", " ")
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
    assert "s'élève à 10 000,00 €" in body(letter)
    assert "10 010,00 €" in warned(letter)["letter-undisputed-bounded"]


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


#: 10 000 + 310.49 + 40 + 75 + 50 = 10 475.49; 10 350.49 of it is owed on 31 August.
CHOICES = (
    ("principal", "10000.00", "", None),
    ("interest", "310.49", "", None),
    ("compensation", "40.00", "", None),
    ("fees", "75.00", "frais de dossier", None),
    ("fees", "50.00", "frais de relance", None),
)


def _answered(*choices: str | None, lines: tuple[tuple[str, str, str, Any], ...] = CHOICES, **more: Any) -> Claim:
    told = [
        {"kind": kind, "amount": amount, "label": label} | ({"choice": choice} if choice else {})
        for (kind, amount, label, _), choice in zip(lines, choices, strict=True)
    ]
    received = {"amount": more.pop("amount", "10475.49"), "dated": "2026-08-31", "asked": {"lines": told}}
    if "total" in more:
        received["asked"]["total"] = received["amount"] = more.pop("total")
    return between_businesses(letter={"received": received, **more})


def _answers(claim: Claim) -> list[tuple[str, ...]]:
    letter = write_letter("claim-reply", claim)
    [table] = [block for block in letter.document.blocks if isinstance(block, Table) and "Contesté" in block.header]
    return list(table.rows)


def test_only_the_lines_that_the_reader_contests_are() -> None:
    """He lets the file fees go: the letter contests the others alone, and says nothing of how their total is made."""
    claim = _answered(None, None, None, "accepted", None)
    rows = _answers(claim)
    assert [row[1:3] for row in rows] == [
        ("10\u202f000,00", "–"),
        ("310,49", "–"),
        ("40,00", "–"),
        ("75,00", "–"),
        ("50,00", "50,00"),
        ("10\u202f475,49", "50,00"),
    ]
    assert rows[3][3] == "Pas d’objection."
    letter = write_letter("claim-reply", claim)
    text = body(letter)
    assert "Voici notre réponse, ligne par ligne" in text
    assert "Nous vous demandons de retirer les sommes contestées : 50,00 € en moins sur votre demande." in text
    assert "total que vous annoncez" not in said(letter)
    # 10 000 + 310.49 + 40 + 75: what he says he accepts, 75 more than is owed
    assert "10 425,49 €" in warned(letter)["letter-accepted-acknowledges"]
    assert "75,00 €" in warned(letter)["letter-accepted-not-owed"]
    assert "arrêter le compte" not in text
    assert not letter.annexed


def test_a_line_that_is_owed_is_contested_or_justified_where_the_reader_says_so() -> None:
    rows = _answers(_answered("contested", "to-justify", None, None, "accepted"))
    assert rows[0][2] == "10\u202f000,00"
    assert "art.\u00a01353" in rows[0][3]
    assert rows[1][2:] == ("–", "À justifier\u00a0: 310,49\u00a0€. Merci d’en donner le détail et la preuve.")
    assert "L111-8" in rows[3][3]
    assert rows[-1][1:3] == ("10\u202f475,49", "10\u202f075,00")
    letter = write_letter("claim-reply", _answered("contested", "to-justify", None, None, "accepted"))
    assert "Nous vous demandons aussi de justifier 310,49 €" in body(letter)


def test_what_the_reader_accepts_bounds_what_he_may_offer() -> None:
    # 10 475.49 less the 50 contested: 10 425.49, the 75 he accepts with it
    claim = _answered(None, None, None, "accepted", None, dispute={"undisputed": "10475.49"})
    assert "s'élève à 10 425,49 €" in body(write_letter("claim-reply", claim))


def test_where_all_is_accepted_there_is_nothing_to_answer() -> None:
    assert "letter-all-accepted" in refused("claim-reply", _answered(None, None, None, "accepted", "accepted"))


def test_a_line_removed_here_is_not_said_to_be_missing_from_their_letter() -> None:
    # the total is theirs, 10 475.49; the 75 of file fees were removed from the page
    lines = tuple(each for each in CHOICES if each[1] != "75.00")
    claim = _answered(None, None, None, None, lines=lines, total="10475.49")
    letter = write_letter("claim-reply", claim)
    whole = said(letter)
    assert "n’est pas la somme" not in whole.replace("'", "’")
    assert "Les lignes reprises ici font 10 400,49 €, et le total que vous annoncez est de 10 475,49 €." in whole
    assert "75,00 €" in warned(letter)["letter-total-apart"]
    # of lines contested alone, what is beyond them is asked about and not contested
    claim = _answered("contested", None, None, None, lines=lines, total="10475.49")
    rows = _answers(claim)
    assert rows[-2][:3] == ("Au-delà des lignes reprises ici", "75,00", "–")
    assert "À justifier\u00a0: 75,00" in rows[-2][3]
    assert rows[-1][1:3] == ("10\u202f475,49", "10\u202f050,00")


def test_what_is_contested_and_owed_is_never_said_to_be_enough() -> None:
    # 10 350.49 is owed and asked; the reader contests the 310.49 of interest: 10 040 is left
    lines = CHOICES[:3]
    told = warned(write_letter("claim-reply", _answered(None, "contested", None, lines=lines, amount="10350.49")))
    assert "letter-could-ask-more" not in told
    caution = told["letter-contested-owed"]
    assert "310,49 €" in caution
    assert "10 350,49 €" in caution
    assert "Payer 10 040,00 € ne solderait pas le compte" in caution
    # what the reckoning itself contests is no such line
    assert "letter-contested-owed" not in warned(write_letter("claim-reply", _answered(None, None, None, None, None)))


#: 40.00 is owed of the 80.00: 10 000 + 310.49 + 80 = 10 390.49.
PARTLY = (*CHOICES[:2], ("compensation", "80.00", "", None))


def _partly(choice: str | None) -> Claim:
    return _answered(None, None, choice, lines=PARTLY, amount="10390.49")


@pytest.mark.parametrize(
    ("choice", "contested", "justified", "withheld", "left"),
    [
        (None, "40.00", "0", "0", "10350.49"),
        ("contested-whole", "80.00", "0", "40.00", "10310.49"),
        ("to-justify", "0", "40.00", "0", "10350.49"),
        ("accepted", "0", "0", "0", "10390.49"),
    ],
)
def test_a_line_owed_in_part_is_contested_for_its_excess_or_whole(
    choice: str | None, contested: str, justified: str, withheld: str, left: str
) -> None:
    case = LetterCase.of(_partly(choice))
    found = (case.withdrawn, case.to_justify, case.withheld, case.left)
    assert found == tuple(map(Decimal, (contested, justified, withheld, left)))


def test_the_letter_and_its_notes_tell_of_the_whole_line_the_same_sums() -> None:
    letter = write_letter("claim-reply", _partly("contested-whole"))
    rows = _answers(_partly("contested-whole"))
    assert rows[2][1:3] == ("80,00", "80,00")
    # why the excess is not owed, then what the reader says of the rest
    assert "L441-10" in rows[2][3]
    assert "Le reste de cette ligne est contesté aussi\u00a0: il vous revient de prouver qu’il est dû" in rows[2][3]
    assert rows[-1][1:3] == ("10\u202f390,49", "80,00")
    assert "retirer les sommes contestées : 80,00 € en moins" in body(letter)
    caution = warned(letter)["letter-contested-owed"]
    assert "Vous mettez en cause 40,00 €" in caution
    assert "Payer 10 310,49 € ne solderait pas" in caution


@pytest.mark.parametrize("fees", [None, "accepted"])
@pytest.mark.parametrize("compensation", [None, "accepted", "contested-whole", "to-justify"])
@pytest.mark.parametrize("interest", [None, "contested", "to-justify"])
def test_every_answer_has_the_same_sums_in_the_letter_as_in_its_notes(
    interest: str | None, compensation: str | None, fees: str | None
) -> None:
    """10 000 + 310.49 + 80 + 75 are asked, 40.00 of the 80 and the 75 in excess."""
    lines = (*PARTLY, ("fees", "75.00", "frais de dossier", None))
    claim = _answered(None, interest, compensation, fees, lines=lines, amount="10465.49")
    contested = {"contested": Decimal("310.49")}.get(interest or "", Decimal(0))
    contested += {None: Decimal(40), "contested-whole": Decimal(80)}.get(compensation, Decimal(0))
    contested += Decimal(75) if fees is None else Decimal(0)
    justified = Decimal("310.49") if interest == "to-justify" else Decimal(0)
    justified += Decimal(40) if compensation == "to-justify" else Decimal(0)
    withheld = Decimal("310.49") if interest else Decimal(0)
    withheld += Decimal(40) if compensation == "contested-whole" else Decimal(0)
    case = LetterCase.of(claim)
    assert (case.withdrawn, case.to_justify, case.withheld) == (contested, justified, withheld)
    assert case.left == Decimal("10465.49") - contested - justified
    if case.chosen and not contested and not justified:
        assert "letter-all-accepted" in refused("claim-reply", claim)
        return
    letter = write_letter("claim-reply", claim)
    if case.chosen:
        figures = f"{contested:,.2f}".replace(",", "\u202f").replace(".", ",")
        assert _answers(claim)[-1][2] == (figures if contested else "0,00")
        if contested:
            assert f"retirer les sommes contestées : {figures.replace('\u202f', ' ')} € en moins" in body(letter)
    owed = warned(letter).get("letter-contested-owed", "")
    assert bool(owed) is bool(withheld)


def test_a_line_that_is_owed_or_not_owed_at_all_is_contested_in_one_way() -> None:
    """What facts that changed since have made the same is no choice of the reader's any more."""
    case = LetterCase.of(_answered(None, None, None, "contested-whole", None))
    assert not case.chosen
    case = LetterCase.of(_answered(None, "contested-whole", None, None, None))
    assert [each.choice for each in case.answers][1] == "contested"


def test_where_nothing_is_left_no_payment_of_nothing_is_spoken_of() -> None:
    # all of it is contested, though it is owed
    told = warned(write_letter("claim-reply", _answered(*["contested"] * 5)))
    assert "Payer 0,00" not in str(told)
    assert "il ne reste rien" in told["letter-contested-owed-all"]
    assert "10 350,49 €" in told["letter-contested-owed-all"]
    # fees alone are asked: nothing is left of that, and much is owed
    told = warned(write_letter("claim-reply", _lines_alone("125.00", *((k, a) for k, a, *_ in CHOICES[3:]))))
    assert "letter-could-ask-more" not in told
    assert "0,00 €" not in told["letter-could-ask-all"].replace("10 350,49 €", "")
    assert "10 350,49 €" in told["letter-could-ask-all"]


def test_two_days_are_never_set_against_each_other() -> None:
    # on 24 August 10 326.71 is owed; 10 000 + 286.71 + 40 + 30 of fees: 10 326.71 is left, right on that day, and
    # 10 350.49 is owed on the 31st
    lines = [("principal", "10000"), ("interest", "286.71"), ("compensation", "40"), ("fees", "30")]
    asked: Any = {"lines": [{"kind": kind, "amount": amount} for kind, amount in lines]}
    received = {"amount": "10356.71", "dated": "2026-08-24", "asked": asked}
    # the account is of both days, and the gap of theirs
    text = said(write_letter("claim-reply", between_businesses(letter={"received": received})))
    assert "il donne 10 326,71 €, soit 30,00 € de moins. Au 31 août 2026, il donne 10 350,49 €" in text
    # where the lines alone are answered, no account is given
    asked["lines"][3]["choice"] = "to-justify"
    told = warned(write_letter("claim-reply", between_businesses(letter={"received": received})))
    assert "letter-could-ask-more" not in told
    caution = told["letter-run-since-their-letter"]
    assert "est de 10 326,71 €, au 24 août 2026" in caution
    assert "au 31 août 2026, le calcul donne 10 350,49 €" in caution


def test_a_rate_is_not_said_to_be_outside_a_contract_that_nobody_told_of() -> None:
    # 10 000 x 18 % x 92 / 365 = 453.70, their rate, from 1 June to 31 August
    lines = [{"kind": "principal", "amount": "10000"}, {"kind": "interest", "amount": "453.70"}]
    asked = {"lines": lines, "rate_percent": "18"}
    received = {"amount": "10453.70", "dated": "2026-08-31", "asked": asked}
    text = said(write_letter("claim-reply", between_businesses(letter={"received": received})))
    assert "ni, sauf preuve de votre part, celui d'une clause acceptée avant la commande" in text.replace("’", "'")
    assert "ni celui du contrat" not in text


def test_fees_of_an_agent_are_not_called_a_percentage_that_nobody_told_of() -> None:
    lines = [*((kind, amount) for kind, amount, *_ in CHOICES[:3]), ("agency-fees", "391.17")]
    text = said(write_letter("claim-reply", _lines_alone("10741.66", *lines)))
    assert "prix convenu entre vous et votre mandataire" in text
    assert "pourcentage" not in text.casefold()


def test_a_payment_left_out_is_named_and_its_proof_goes_along() -> None:
    # 4 000 paid on 30 June of the 10 000 that they still ask whole
    paid = [{**INVOICE, "payments": [{"paid_on": "2026-06-30", "amount": "4000.00"}]}]
    lines = [{"kind": "principal", "amount": "10000"}, {"kind": "compensation", "amount": "40"}]
    received = {"amount": "10040.00", "dated": "2026-08-31", "asked": {"lines": lines}}
    letter = write_letter("claim-reply", between_businesses(invoices=paid, letter={"received": received}))
    text = said(letter)
    assert "ne déduit pas tout ce qui a déjà été payé : 4 000,00 € le 30 juin 2026 (" in text
    assert "Preuve des paiements" in text
    # and none where nothing was left out
    assert "Preuve des paiements" not in said(write_letter("claim-reply", between_businesses(**_taken_apart())))


@pytest.mark.parametrize("written", [f"2026-{month:02d}-{day:02d}" for month in (8, 10, 12) for day in range(1, 15)])
def test_the_day_that_it_gives_is_a_worked_one(written: str) -> None:
    received = {"amount": "11000.00", "dated": "2026-07-24"}
    text = said(write_letter("claim-reply", between_businesses(as_of=written, letter={"received": received})))
    given = re.search(r"au plus tard le (samedi|dimanche|lundi|mardi|mercredi|jeudi|vendredi) (\d+(?:er)? \w+)", text)
    assert given is not None
    assert given[1] not in {"samedi", "dimanche"}
    assert given[2] not in {"15 août", "25 décembre", "1er janvier", "11 novembre"}
