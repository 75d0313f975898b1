"""The reminders and the notices: what they say, with figures worked out by hand.

10 000 € VAT included, due 30 November 2025, counted to Sunday 15 March 2026: 31 days of 2025 and 74 of 2026 at
12,15 %: 10 000 × 0,1215 × 31 ÷ 365 = 103,19 and × 74 ÷ 365 = 246,33; 349,52 in all, and 40 €. One more day: 3,33.
"""

import re
from decimal import Decimal
from typing import Any

import pytest

from latepay_core import Claim
from latepay_core.documents import text
from latepay_core.documents.document import Document, ItemList, PageBreak, Paragraph, Table
from latepay_core.letters.edits import key_of, plain_text
from latepay_core.letters.writing import Letter, write_letter


def _claim(**changes: Any) -> Claim:
    data: dict[str, Any] = {
        "as_of": "2026-03-15",
        "creditor": {"name": "Atelier Martin", "address": "3 rue du Port\n44000 Nantes", "phone": "02 40 00 00 00"},
        "debtor": {"name": "Société Durand", "address": "1 quai Sud\n69002 Lyon"},
        "invoices": [{"number": "F-118", "issued_on": "2025-10-31", "due_on": "2025-11-30", "amount": "10000.00"}],
    }
    return Claim.model_validate({**data, **changes})


def _plain(letter: Letter) -> str:
    return text.render(letter.document).replace("\u00a0", " ").replace("\u202f", " ")


def _block(document: Document, key: str) -> str:
    found = next(block for block in document.blocks if key_of(block) == key)
    return plain_text(found).replace("\u00a0", " ").replace("\u202f", " ")


def _tables(letter: Letter) -> list[Table]:
    return [block for block in letter.document.blocks if isinstance(block, Table)]


# ---------------------------------------------------------------- reminders


def test_the_message_before_the_due_date_threatens_nothing() -> None:
    said = _plain(write_letter("before-due", _claim(as_of="2025-11-23")))
    assert "arrive à échéance le dimanche 30 novembre 2025" in said
    assert "10 000,00 € TTC" in said
    for word in ("pénalité", "intérêt", "retard ", "tribunal", "mise en demeure", "40"):
        assert word not in said.replace("02 40 00 00 00", "")


def test_the_first_reminder_has_its_six_elements() -> None:
    """The invoice's number and due date; no payment; when; questions and help; other reasons; the invoice itself."""
    letter = write_letter("first-reminder", _claim(as_of="2025-12-03", letter={"attached": True}))
    said = _plain(letter)
    assert "La facture F-118 du 31 octobre 2025" in said
    assert "à payer au plus tard le 30 novembre 2025" in said
    assert "nous n’avons reçu aucun paiement" in said
    assert "Quand pouvons-nous compter sur votre paiement ?" in said
    assert "question sur la facture ou sur ce qui vous a été fourni" in said
    assert "moyen de paiement pose-t-il une difficulté" in said
    assert "une autre raison à ce retard" in said
    assert "- Facture F-118 du 31 octobre 2025" in said
    # sent by e-mail on Wednesday 3 December: three worked days later is Monday 8
    assert "au plus tard le lundi 8 décembre 2025" in said
    assert (letter.channel, letter.document.layout) == ("email", "message")
    # 10 000 EUR, three days at 12,15 % on 365: 9,99 EUR are told, and not asked for
    assert "9,99 € de pénalités de retard" in said
    assert "Nous ne vous demandons ici que 10 000,00 €, sans renoncer au reste." in said


def test_on_paper_it_becomes_a_letter_and_waits_for_the_post() -> None:
    letter = write_letter("first-reminder", _claim(as_of="2025-12-03"), channel="post")
    # three jours ouvrables for the post, Saturday 6 December; three worked days, Wednesday 10
    assert "au plus tard le mercredi 10 décembre 2025" in _plain(letter)
    assert letter.document.layout == "letter"
    assert _block(letter.document, "recipient") == "Société Durand\n1 quai Sud\n69002 LYON"


def test_a_part_payment_is_explained() -> None:
    """4 000 € on 10 January 2026: 41 days, 103,19 + 33,29 = 136,48 of penalties paid first, 3 863,52 of principal."""
    said = _plain(write_letter("first-reminder", _claim(payments=[{"paid_on": "2026-01-10", "amount": "4000.00"}])))
    assert "nous avons reçu 4 000,00 € ; il reste 6 136,48 € à payer" in said
    assert "s’impute d’abord sur les intérêts du retard (C. civ., art. 1343-1)" in said
    lenient = _claim(payments=[{"paid_on": "2026-01-10", "amount": "4000.00"}], terms={"allocation": "principal-first"})
    said = _plain(write_letter("first-reminder", lenient))
    assert "il reste 6 000,00 € à payer" in said
    assert "1343-1" not in said


def test_the_second_reminder_counts_and_announces() -> None:
    events = [
        {"on": "2025-12-03", "kind": "reminder"},
        {"on": "2025-12-10", "kind": "call"},
        {"on": "2025-12-10", "kind": "promise", "expected_on": "2025-12-20"},
    ]
    said = _plain(write_letter("second-reminder", _claim(events=events)))
    assert (
        "Le 3 décembre 2025, nous vous avons adressé une relance. Le 10 décembre 2025, nous vous avons appelé. Le "
        "même jour, vous nous avez annoncé un paiement au plus tard le 20 décembre 2025 ; il n’est pas arrivé." in said
    )
    assert "vous nous devez 10 389,52 €" in said
    assert re.search(r"F-118 +30/11/2025 +10 000,00 +349,52 +40,00 +10 389,52 +10 000,00", said)
    # an e-mail of Sunday 15 March: five jours ouvrables later is Friday 20
    assert "au plus tard le vendredi 20 mars 2026" in said
    assert "Reçue ce jour-là ou avant, cette somme soldera votre compte." in said
    assert "resteront dues depuis le 16 mars 2026, à raison de 3,33 € par jour." in said
    assert "mise en demeure par lettre recommandée avec avis de réception" in said


def test_only_what_was_done_since_the_due_date_is_recalled() -> None:
    events = [{"on": "2025-11-24", "kind": "reminder"}, {"on": "2025-12-03", "kind": "reminder"}]
    said = _plain(write_letter("second-reminder", _claim(events=events)))
    assert "Malgré notre relance du 3 décembre 2025, la facture" in said
    assert "24 novembre" not in said


def test_a_consumer_is_reminded_without_penalties() -> None:
    said = _plain(write_letter("second-reminder", _claim(debtor={"kind": "consumer", "name": "Irène Aubert"})))
    assert "vous nous devez 10 000,00 €." in said
    assert "L441-10" not in said
    assert "40,00" not in said
    assert "À partir de sa réception, la somme due produira des intérêts au taux légal" in said


def test_a_public_buyer_is_reminded_by_his_own_rules() -> None:
    """10,15 % frozen: 105 days on 10 000 € give 10 000 × 0,1015 × 105 ÷ 365 = 291,99."""
    debtor = {"kind": "public-body", "public_kind": "state-or-local", "name": "Commune d’Angers"}
    said = _plain(write_letter("second-reminder", _claim(debtor=debtor)))
    assert re.search(r"F-118 +30/11/2025 +10 000,00 +291,99 +40,00 +10 331,99 +10 000,00", said)
    assert "CCP, art. L2192-13 et D2192-35" in said
    assert "échéancier" not in said
    assert "tribunal" not in said


# ---------------------------------------------------------------- formal notices


def test_the_formal_notice_has_all_it_needs() -> None:
    letter = write_letter("formal-notice", _claim())
    said = _plain(letter)
    assert (
        letter.subject.replace("\u00a0", " ").replace("\u202f", " ")
        == "Mise en demeure de payer 10 389,52 € – facture F-118"
    )
    assert "Lettre recommandée avec avis de réception" in said
    assert "10 389,52 €" in _block(letter.document, "total")
    assert re.search(r"F-118 +30/11/2025 +10 000,00 +349,52 +40,00 +10 389,52 +10 000,00", said)
    # advised for Monday 16 March: the post has it on Thursday 19, five jours ouvrables end on Wednesday 25
    assert "Nous vous mettons en demeure de payer 10 389,52 € au plus tard le mercredi 25 mars 2026." in said
    assert "resteront dues depuis le 16 mars 2026, à raison de 3,33 € par jour." in said
    assert "articles L441-10, II, et D441-5" in said
    assert "requête en injonction de payer" in said
    assert "vaut mise en demeure (Code civil, article 1344)" in said
    assert "2. Décompte détaillé arrêté au 15 mars 2026" in said


def test_costs_are_announced_only_where_the_law_allows() -> None:
    business = _block(write_letter("formal-notice", _claim()).document, "ground")
    assert "frais de recouvrement dépassent cette indemnité" in business
    assert "sur justificatifs" in business
    consumer = write_letter("formal-notice-consumer", _claim(debtor={"kind": "consumer", "name": "Irène Aubert"}))
    assert "aucuns frais de relance ou de recouvrement" in _block(consumer.document, "costs")
    assert "article L111-8" in _block(consumer.document, "costs")


def test_its_annex_is_the_statement() -> None:
    letter = write_letter("formal-notice", _claim())
    blocks = letter.document.blocks
    assert sum(isinstance(block, PageBreak) for block in blocks) == 1
    _, sums, lines = _tables(letter)
    assert sums.rows == (
        ("F-118", "30/11/2025", "10\u202f000,00", "349,52", "40,00", "10\u202f389,52", "10\u202f000,00"),
    )
    assert [row[-1] for row in lines.rows] == ["103,19", "246,33", "349,52"]
    assert [row[2] for row in lines.rows] == ["31", "74", ""]
    said = " ".join(plain_text(block) for block in blocks if isinstance(block, ItemList))
    assert "2,15\u00a0%" in said
    assert "BCE" in said


@pytest.mark.parametrize("count", [1, 2, 40])
def test_forty_invoices_add_up(count: int) -> None:
    invoices = [
        {"number": f"F-{number}", "issued_on": "2025-10-31", "due_on": "2025-11-30", "amount": "10000.00"}
        for number in range(count)
    ]
    letter = write_letter("formal-notice", _claim(invoices=invoices))
    total = Decimal("10389.52") * count
    assert letter.statement.totals.total_due == total
    assert f"{total:,.2f}".replace(",", " ").replace(".", ",") in _block(letter.document, "total")
    if count > 1:
        # beyond six invoices, the account stands in the annex alone; each has its two periods and their sum
        accounts = [each for each in _tables(letter) if "TTC" in each.header]
        periods = [each for each in _tables(letter) if "Jours" in each.header]
        assert [len(each.rows) for each in accounts] == [count + 1] * (2 if count <= 6 else 1)
        assert [len(each.rows) for each in periods] == [3] * count
        assert f"Les {count} factures {'énumérées ci-dessous' if count <= 6 else 'du compte annexé'}" in _plain(letter)


def test_a_notice_claims_what_lateness_left_on_invoices_since_paid() -> None:
    """The second invoice was paid on 15 December, 15 days late: 49,93 of penalties and 40 € remain on it."""
    invoices = [
        {"number": "F-1", "due_on": "2025-11-30", "amount": "10000.00"},
        {
            "number": "F-2",
            "due_on": "2025-11-30",
            "amount": "10000.00",
            "payments": [{"paid_on": "2025-12-15", "amount": "10000.00"}],
        },
    ]
    letter = write_letter("formal-notice", _claim(invoices=invoices, terms={"allocation": "principal-first"}))
    # 10 000 × 0,1215 × 15 ÷ 365 = 49,93
    assert [str(each.total_due) for each in letter.statement.invoices] == ["10389.52", "89.93"]
    assert "ne sont pas entièrement payées, ou l’ont été en retard." in _plain(letter)


def test_the_consumers_notice_makes_interest_run_and_says_the_rate() -> None:
    letter = write_letter("formal-notice-consumer", _claim(debtor={"kind": "consumer", "name": "Irène Aubert"}))
    said = _plain(letter)
    assert "vous nous devez 10 000,00 €." in said
    assert "intérêts au taux légal, 2,62 % l’an au 1er semestre 2026 et revu chaque semestre, jusqu’au" in said
    assert "L441-10" not in said
    assert "40,00" not in said
    assert "tribunal judiciaire du lieu où vous demeurez" in said
    assert not _tables(letter)
    # 15 March 2026 is a Sunday: nothing is posted that day.
    assert [each.code for each in letter.warnings] == ["letter-no-post-today"]


def test_a_rate_whose_text_was_not_read_is_told_even_where_no_interest_is_counted_yet() -> None:
    """The order of 26 June 2026 was not read: 2,75 % for a business, in the second half of 2026."""
    consumer = {"kind": "consumer", "name": "Irène Aubert"}
    letter = write_letter("formal-notice-consumer", _claim(as_of="2026-08-03", debtor=consumer))
    (warning,) = [each.message for each in letter.warnings if each.code == "letter-legal-rate-unconfirmed"]
    assert "2e\u00a0semestre\u00a02026, 2,75\u00a0%" in warning
    running = _claim(as_of="2026-08-03", debtor=consumer, notice_received_on="2026-07-01")
    codes = [each.code for each in write_letter("formal-notice-consumer", running).warnings]
    assert "rate-unconfirmed" in codes
    assert "letter-legal-rate-unconfirmed" not in codes


def test_a_second_notice_counts_the_interest_already_running() -> None:
    """Notice received 10 January 2026: from the 11th, 64 days at 2,62 %: 10 000 × 0,0262 × 64 ÷ 365 = 45,94."""
    claim = _claim(debtor={"kind": "consumer", "name": "Irène Aubert"}, notice_received_on="2026-01-10")
    letter = write_letter("formal-notice-consumer", claim)
    assert re.search(r"F-118 +30/11/2025 +10 000,00 +45,94 +10 045,94", _plain(letter))
    assert "reçue le 10 janvier 2026" in _block(letter.document, "interest")
    # interest bears none: it runs on the principal, not on the total the letter asks for
    assert "le principal impayé produit des intérêts au taux légal" in _plain(letter)
    assert any(isinstance(block, PageBreak) for block in letter.document.blocks)


def test_a_judge_of_protection_is_named_where_he_decides() -> None:
    situation = {"housing_or_consumer_credit": True}
    letter = write_letter(
        "formal-notice-consumer", _claim(debtor={"kind": "consumer", "name": "Irène Aubert"}, situation=situation)
    )
    assert "le juge des contentieux de la protection du lieu où vous demeurez" in _plain(letter)


def test_a_private_creditor_says_i_and_has_the_higher_rate() -> None:
    """6,67 % in the first half of 2026."""
    letter = write_letter("formal-notice-civil", _claim(creditor={"kind": "individual", "name": "Paul Roux"}))
    said = _plain(letter)
    assert "Je vous mets en demeure" in said
    assert "6,67 % l’an au 1er semestre 2026" in said
    assert "nous" not in said.replace("nous vous prions", "")


def test_a_private_creditor_may_have_no_invoice() -> None:
    invoices = [{"due_on": "2026-01-31", "amount": "3000.00"}]
    lent = {"supply": "prêt remis le 3 mars 2025"}
    claim = _claim(creditor={"kind": "individual", "name": "Paul Roux"}, invoices=invoices, letter=lent)
    said = _plain(write_letter("formal-notice-civil", claim))
    assert "La somme de 3 000,00 €, que vous deviez payer au plus tard le 31 janvier 2026, reste impayée." in said
    assert "acture" not in said
    assert "………" not in said.split("Objet")[1].replace("IBAN : ………", "")


def test_a_rate_not_known_yet_is_not_printed() -> None:
    consumer = {"kind": "consumer", "name": "Irène Aubert"}
    said = _plain(write_letter("formal-notice-consumer", _claim(as_of="2027-03-15", debtor=consumer)))
    assert "produit des intérêts au taux légal, jusqu’au paiement" in said
    business = write_letter("formal-notice", _claim(as_of="2027-03-15"))
    assert any("rovisoire" in each.message for each in business.warnings)


def test_english_letters_keep_the_french_law_and_the_same_cents() -> None:
    letter = write_letter("formal-notice", _claim(), language="en")
    said = _plain(letter)
    assert letter.document.language == "en"
    assert "you owe us €10,389.52" in said
    assert re.search(r"F-118 .* 10,000\.00 +349\.52 +40\.00 +10,389\.52 +10,000\.00", said)
    assert "late-payment interest (pénalités de retard) is due" in said
    assert "by Wednesday 25 March 2026" in said
    assert "Articles L441-10, II, and D441-5" in said
    assert "Article 1344 of the French Civil Code" in said
    assert [row[-1] for row in _tables(letter)[2].rows] == ["103.19", "246.33", "349.52"]


def test_a_customer_abroad_is_said_to_be_under_another_law_perhaps() -> None:
    letter = write_letter("formal-notice", _claim(debtor={"name": "Orain GmbH", "country": "DE"}), language="en")
    assert "letter-abroad" in [each.code for each in letter.warnings]
    french = write_letter("formal-notice", _claim(debtor={"name": "Orain GmbH", "country": "DE"}))
    # the French order for payment does not reach him: it is not announced
    assert "injonction de payer" not in _plain(french)


def test_the_annex_does_not_plead_against_its_creditor() -> None:
    """What the law leaves open is said on the creditor's own screen, not to the debtor."""
    said = _plain(write_letter("formal-notice", _claim()))
    assert "Taux de chaque semestre (C. com., art. L441-10, II)." in said
    assert "ouvert" not in said
    assert "open" not in _plain(write_letter("formal-notice", _claim(), language="en"))
    assert "Paiements imputés d’abord sur les intérêts (C. civ., art. 1343-1)." in said


def test_a_debt_older_than_the_compensation_does_not_mention_it() -> None:
    """The 40 € exist since 1 January 2013 (décret n° 2012-1115)."""
    old = [{"number": "F-1", "due_on": "2012-06-30", "amount": "100.00"}]
    letter = write_letter("formal-notice", _claim(as_of="2013-03-15", invoices=old))
    assert "indemnité" not in _plain(letter).replace("Indemnité", "")
    assert "(Code de commerce, article L441-10, II)." in _plain(letter)


def test_a_consumer_abroad_is_not_told_of_a_french_court() -> None:
    debtor = {"kind": "consumer", "name": "Irène Aubert", "country": "BE"}
    said = _plain(write_letter("formal-notice-consumer", _claim(debtor=debtor)))
    assert "nous saisirons la juridiction compétente." in said


def test_a_sole_trader_does_not_sign_for_another() -> None:
    for name, pours in (("Anne Martin, graphiste", 0), ("Atelier Martin", 1)):
        creditor = {"name": name, "address": "3 rue du Port\n44000 Nantes"}
        said = _plain(
            write_letter("formal-notice", _claim(creditor=creditor, letter={"signatory_name": "Anne Martin"}))
        )
        assert said.count(f"Pour {name}") == pours


def test_the_signature_and_the_references_are_the_users() -> None:
    details = {
        "place": "Nantes",
        "signatory_name": "Anne Martin",
        "signatory_title": "gérante",
        "registered_number": "1A 234 567 8901 2",
        "references": [{"kind": "order", "number": "BC-12", "on": "2025-09-01"}, {"kind": "contract"}],
        "enclosures": ["Bon de livraison signé"],
    }
    letter = write_letter("formal-notice", _claim(letter=details))
    assert _block(letter.document, "signature") == "Anne Martin, gérante"
    assert _block(letter.document, "place-date") == "Nantes, le 15 mars 2026"
    assert _block(letter.document, "channel").endswith("avis de réception n° 1A 234 567 8901 2")
    assert "Bon de commande n° BC-12 du 1er septembre 2025\nContrat" in _block(letter.document, "references")
    assert _block(letter.document, "enclosures").splitlines() == [
        "Facture F-118 du 31 octobre 2025",
        "Bon de commande n° BC-12 du 1er septembre 2025",
        "Contrat",
        "Décompte détaillé arrêté au 15 mars 2026",
        "Bon de livraison signé",
    ]


def test_the_letter_of_another_day_is_said() -> None:
    letter = write_letter("formal-notice", _claim(letter={"written_on": "2026-03-18"}))
    assert "letter-other-day" in [each.code for each in letter.warnings]
    assert _block(letter.document, "place-date") == "Le 18 mars 2026"
    assert next(block for block in letter.document.blocks if isinstance(block, Paragraph)).role == "sender"


def test_whoever_writes_that_a_sum_settles_the_account_is_told_what_he_gives_up() -> None:
    """Posted on Monday 16 March, arrived on Thursday 19, five worked days: Wednesday 25. 3,33 € a day from the 16th."""
    letter = write_letter("formal-notice", _claim())
    assert "cette somme soldera votre compte" in _plain(letter)
    told = next(each for each in letter.warnings if each.code == "letter-settles")
    assert told.message.replace("\u00a0", " ").replace("\u202f", " ") == (
        "Reçue au plus tard le mercredi 25 mars 2026, la somme de 10 389,52 € vaudra pour solde : vous renoncez aux "
        "pénalités de retard qui courent depuis le 16 mars 2026, 3,33 € par jour, et à tout autre frais. Pour les "
        "garder, retirez cette promesse de la lettre."
    )
    kept = write_letter("formal-notice", _claim(letter={"settles": False}))
    assert "letter-settles" not in [each.code for each in kept.warnings]
    # the first reminder asks for the invoice alone and settles nothing
    assert "letter-settles" not in [each.code for each in write_letter("first-reminder", _claim()).warnings]


def test_a_counted_day_on_which_no_transfer_runs_is_told_as_a_typed_one_is() -> None:
    """Posted on Wednesday 11 March 2026, there on Saturday 14, five jours ouvrables: Friday 20. Then Saturday."""
    codes = {
        day: [each.code for each in write_letter("formal-notice", _claim(as_of=f"2026-03-{day}")).warnings]
        for day in (11, 12)
    }
    assert "letter-day-not-worked" not in codes[11]
    assert "letter-day-not-worked" in codes[12]


NOTES = [{"number": f"AV-{number}", "issued_on": "2025-11-10", "amount": "10.00"} for number in range(1, 8)]


def _with_notes(notes: list[dict[str, str]]) -> Claim:
    invoice = {"number": "F-118", "issued_on": "2025-10-31", "due_on": "2025-11-30", "amount": "10000.00"}
    return _claim(invoices=[{**invoice, "credit_notes": notes}])


@pytest.mark.parametrize("kind", ["formal-notice", "second-reminder", "suspension-notice"])
def test_a_credit_note_that_was_taken_off_is_sent_along(kind: str) -> None:
    channel: Any = "post" if kind == "second-reminder" else "registered"
    assert "Avoir AV-1 du 10 novembre 2025" in _plain(write_letter(kind, _with_notes(NOTES[:1]), channel=channel))


def test_many_credit_notes_are_counted_as_invoices_are() -> None:
    said = _plain(write_letter("formal-notice", _with_notes(NOTES)))
    assert "Les 7 avoirs déduits" in said
    assert "Avoir AV-1" not in said
    assert "The 7 credit notes deducted" in _plain(write_letter("formal-notice", _with_notes(NOTES), language="en"))
    alone = write_letter("formal-notice", _with_notes(NOTES[:1]), language="en")
    assert "Credit note AV-1 of 10 November 2025" in _plain(alone)
