"""Letters for cases that few claims are: what each asks for, when it is refused, and the days it reckons."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from latepay_core import Claim
from latepay_core.claim import Event
from latepay_core.documents import text
from latepay_core.letters.catalogue import Entry, catalogue
from latepay_core.letters.details import LetterDetails
from latepay_core.letters.kinds.court.vat_duplicate.view import parted
from latepay_core.letters.writing import Letter, LetterRefused, letters_for, write_letter
from latepay_core.wording import say
from tests.support.claims import claim_for
from tests.support.french import faults

RARE = {
    "bounced-cheque",
    "guarantor-call",
    "subcontractor-notice",
    "payment-guarantee",
    "retention-release",
    "title-reclaim",
    "vat-duplicate",
    "court-petition",
}


def _said(kind: str, claim: Claim, **details: Any) -> str:
    return _plain(write_letter(kind, claim, LetterDetails.model_validate(details)))


def _plain(letter: Letter) -> str:
    return text.render(letter.body).replace("\u00a0", " ").replace("\u202f", " ")


def _refusal(kind: str, claim: Claim, **details: Any) -> tuple[str, str]:
    with pytest.raises(LetterRefused) as refused:
        write_letter(kind, claim, LetterDetails.model_validate(details))
    first = refused.value.refusals[0]
    return first.code, say(first.message).replace("\u00a0", " ").replace("\u202f", " ")


def _cautions(kind: str, claim: Claim, **details: Any) -> list[str]:
    return [each.code for each in write_letter(kind, claim, LetterDetails.model_validate(details)).warnings]


def test_those_that_few_claims_call_for_are_listed_apart() -> None:
    assert {entry.kind for entry in catalogue() if entry.rare} == RARE


# ---------------------------------------------------------------- suspension


def test_a_suspension_starts_after_the_last_day_to_pay() -> None:
    """Sent Monday 16 March 2026, arrived Thursday 19; eight days: Friday 27 March. It begins on the 28th."""
    said = _said("suspension-notice", claim_for("fr-b2b"), suspension={"what": "la livraison de la commande n° 41"})
    assert "À compter du samedi 28 mars 2026, nous suspendrons ce qui suit : la livraison de la commande n° 41" in said
    # the last day that is named is the last day to pay: « ce jour-là » is that one
    assert "au plus tard le vendredi 27 mars 2026. Reçue ce jour-là ou avant, cette somme soldera" in said
    assert "ne rompt pas nos relations : elle prendra fin dès le paiement" in said
    chosen = {"what": "nos livraisons", "from_on": "2026-04-01"}
    assert "À compter du mercredi 1er avril 2026" in _said("suspension-notice", claim_for("fr-b2b"), suspension=chosen)


def test_a_suspension_is_announced_before_it_starts_and_never_to_a_public_buyer() -> None:
    code, said = _refusal("suspension-notice", claim_for("fr-b2b"), suspension={"from_on": "2026-03-16"})
    assert code == "letter-suspension-too-early"
    assert "annoncez-la pour un jour plus tardif" in said
    assert _refusal("suspension-notice", claim_for("fr-public"))[0] == "letter-regime"
    assert "continue en principe de s’exécuter" in _refusal("suspension-notice", claim_for("fr-public"))[1]
    assert _refusal("suspension-notice", claim_for("fr-b2b", "insolvent"))[0] == "letter-insolvency"
    assert _refusal("suspension-notice", claim_for("fr-b2b", "disputed"))[0] == "letter-disputed"
    assert {"letter-suspension-grave", "letter-text-not-read"} <= set(
        _cautions("suspension-notice", claim_for("fr-b2b"))
    )


# ---------------------------------------------------------------- cheque


def test_a_cheque_gives_a_title_thirty_and_fifteen_days_later() -> None:
    """Refused on 10 March 2026: thirty days later is 9 April (10 + 21 days left in March = 31, then 9)."""
    cheque = {"number": "0001234", "amount": "1200.00", "bank": "Banque du Port", "refused_on": "2026-03-10"}
    said = _said("bounced-cheque", claim_for("fr-b2b"), cheque=cheque)
    assert "Votre chèque n° 0001234 de 1 200,00 €, tiré sur Banque du Port, a été rejeté le 10 mars 2026" in said
    assert "certificat de non-paiement, à partir du 9 avril 2026" in said
    assert "payé quinze jours après, il délivrera un titre exécutoire" in said
    # the certificate can be had already: no day is announced
    early = {**cheque, "refused_on": "2026-02-02"}
    assert "certificat de non-paiement. Un commissaire" in _said("bounced-cheque", claim_for("fr-b2b"), cheque=early)
    assert "taux légal" in _said("bounced-cheque", claim_for("fr-civil"), cheque=cheque)


def test_the_letter_about_a_cheque_tells_the_reminder_before_the_invoice() -> None:
    claim = claim_for("fr-b2b")
    claim = claim.model_copy(update={"events": [Event(on=date(2026, 1, 5), kind="reminder")]})
    cheque = {"number": "0001234", "amount": "1200.00", "bank": "Banque du Port", "refused_on": "2026-03-10"}
    said = _said("bounced-cheque", claim, cheque=cheque)
    assert "\nMalgré notre relance du 5 janvier 2026, la facture F-2025-001" in said


def test_the_drawer_of_a_cheque_is_told_what_his_thirty_days_are() -> None:
    """Refused on 10 March 2026: they end on 9 April. Refused on 2 February (26 days left, then 4): on 4 March, past."""
    cheque = {"number": "0001234", "amount": "1200.00", "bank": "Banque du Port", "refused_on": "2026-03-10"}
    said = _said("bounced-cheque", claim_for("fr-b2b"), cheque=cheque)
    assert (
        "Après ce rejet, la loi vous laisse trente jours, jusqu’au 9 avril 2026, pour approvisionner votre compte ou "
        "payer autrement, avant qu’un certificat de non-paiement puisse être délivré. Ce délai ne retarde pas "
        "l’échéance de la facture, qui est passée." in said
    )
    past = _said("bounced-cheque", claim_for("fr-b2b"), cheque={**cheque, "refused_on": "2026-02-02"})
    assert "Les trente jours que la loi vous laissait après ce rejet" in past
    assert "ont pris fin le 4 mars 2026" in past
    undated = _said("bounced-cheque", claim_for("fr-b2b"), cheque={**cheque, "refused_on": None})
    assert "trente jours" in undated


def test_a_cheque_is_refused_before_the_letter() -> None:
    code, said = _refusal("bounced-cheque", claim_for("fr-b2b"), cheque={"refused_on": "2026-03-17"})
    assert (code, "17 mars 2026" in said) == ("letter-cheque-refused-later", True)


# ---------------------------------------------------------------- guarantor


def test_a_guarantor_is_asked_for_no_more_than_he_guaranteed() -> None:
    """1 037,00 + 35,90 + 40 = 1 112,90: a limit of 1 000 is asked for instead, one of 5 000 changes nothing."""
    guarantor = {"name": "Paul Orain", "address": "2 rue Haute\n69001 Lyon", "signed_on": "2025-01-05", "kind": "joint"}
    said = _said("guarantor-call", claim_for("fr-b2b"), guarantor={**guarantor, "limit": "1000.00"})
    assert "en votre qualité de caution, de payer 1 000,00 € au plus tard le vendredi 27 mars 2026" in said
    assert "Cette somme est la limite de votre engagement." in said
    assert "À payer : 1 000,00 €" in said
    assert "Paul Orain" in said.split("Objet")[0]
    wider = _said("guarantor-call", claim_for("fr-b2b"), guarantor={**guarantor, "limit": "5000.00"})
    assert "de payer 1 112,90 €" in wider
    assert "limite de votre engagement" not in wider


#: Whoever reads of an account that is not his own, in the file of the creditor.
OTHERS = [each for each in catalogue() if each.to not in {"debtor", "reader", "creditor"}]


@pytest.mark.parametrize("entry", OTHERS, ids=lambda each: each.kind)
def test_the_account_of_the_debtor_is_not_said_to_be_the_readers(entry: Entry) -> None:
    """« Votre compte » is the debtor's: a guarantor, a court, a mediator, a bailiff reads of somebody else's."""
    written = []
    for regime in ("fr-b2b", "fr-public", "fr-civil-private"):
        for situation in ("overdue", "insolvent", "local-interest"):
            try:
                letter = write_letter(entry.kind, claim_for(regime, situation, invoices=2))
            except LetterRefused:
                continue
            written.append(text.render(letter.document).replace("\u00a0", " "))
    assert written
    assert not [said for said in written if "Votre compte, arrêté" in said]


def test_what_a_guarantor_may_answer_is_told() -> None:
    simple = {"kind": "simple"}
    assert "letter-guarantor-simple" in _cautions("guarantor-call", claim_for("fr-b2b"), guarantor=simple)
    assert "letter-guarantor-simple" not in _cautions("guarantor-call", claim_for("fr-b2b"))
    assert "letter-guarantor-proceedings" in _cautions("guarantor-call", claim_for("fr-b2b", "insolvent"))
    # a private creditor has no such duty
    assert "letter-guarantor-informed" not in _cautions("guarantor-call", claim_for("fr-civil-private"))
    late = _refusal("guarantor-call", claim_for("fr-b2b"), guarantor={"signed_on": "2026-03-17"})
    assert late[0] == "letter-guarantee-later"


# ---------------------------------------------------------------- works


def test_a_subcontractor_gives_a_month_and_copies_the_owner() -> None:
    """Arrived Thursday 19 March 2026: one month later is Sunday 19 April."""
    works = {"owner_name": "SCI des Lilas", "owner_address": "5 rue Haute\n44000 Nantes", "site": "rue Haute, à Nantes"}
    said = _said("subcontractor-notice", claim_for("fr-b2b"), works={**works, "contract_on": "2025-09-01"})
    # received on 19 March, the month ends on Sunday 19 April: money can come on the Monday
    assert "en demeure de payer 1 112,90 € au plus tard le lundi 20 avril 2026" in said
    assert "au plus tard le lundi 20 avril 2026" in said.split("À payer")[1]
    assert "Copie adressée le même jour au maître d’ouvrage" in said
    assert "SCI des Lilas, 5 rue Haute, 44000 Nantes" in said
    insolvent = _cautions("subcontractor-notice", claim_for("fr-b2b", "insolvent"))
    assert "letter-subcontractor-proceedings" in insolvent


def test_the_guarantee_of_payment_is_owed_above_a_threshold_only() -> None:
    """Fifteen days after Thursday 19 March 2026: Friday 3 April."""
    works = {"contract_amount": "48000.00", "contract_on": "2025-09-01"}
    said = _said("payment-guarantee", claim_for("fr-b2b"), works=works)
    assert "d’un montant de 48 000,00 € hors taxes" in said
    assert "dès que le marché dépasse 12 000 € hors taxes" in said
    assert "Si, le vendredi 3 avril 2026, la garantie n’a pas été fournie" in said
    # nothing is late: the guarantee is asked for, and no stop is announced
    quiet = _said("payment-guarantee", claim_for("fr-b2b", "upcoming"), works=works)
    assert "surseoir" not in quiet
    code, why = _refusal("payment-guarantee", claim_for("fr-b2b"), works={"contract_amount": "12000.00"})
    assert code == "letter-guarantee-below"
    assert "12 000,00 €" in why
    assert (
        "n’a pas" in _refusal("payment-guarantee", claim_for("fr-civil"))[1]
        or "ne doit pas" in (_refusal("payment-guarantee", claim_for("fr-civil"))[1])
    )


def test_money_retained_is_free_the_day_after_a_year() -> None:
    works = {"accepted_on": "2025-03-15", "retention": "500.00"}
    said = _said("retention-release", claim_for("fr-b2b"), works=works)
    assert "un an après la réception, soit le 15 mars 2026" in said
    assert "en demeure de nous payer 500,00 €" in said
    assert "À payer : 500,00 €" in said
    code, why = _refusal("retention-release", claim_for("fr-b2b"), works={**works, "accepted_on": "2025-03-16"})
    assert (code, "16 mars 2026" in why) == ("letter-retention-too-early", True)
    more = _refusal("retention-release", claim_for("fr-b2b"), works={**works, "retention": "1037.01"})
    assert (more[0], "1 037,01 €" in more[1]) == ("letter-retention-more", True)
    assert _refusal("retention-release", claim_for("fr-civil-private"))[0] == "letter-no-works-for-a-person"
    assert "letter-retention-unknown" in _cautions("retention-release", claim_for("fr-b2b"))


# ---------------------------------------------------------------- proceedings


def test_goods_are_claimed_back_within_three_months_of_the_publication() -> None:
    """Published on 20 February 2026: the last day is 20 May. Answer within a month of Thursday 19 March: 19 April."""
    claim = claim_for("fr-b2b", "insolvent")
    reclaim = {"goods": "12 fenêtres", "clause": "devis signé le 12 octobre 2025", "delivered_on": "2025-11-03"}
    letter = write_letter("title-reclaim", claim, LetterDetails.model_validate({"reclaim": reclaim}))
    said = _plain(letter)
    assert "Sans votre accord d’ici au dimanche 19 avril 2026" in said
    # nobody is named as administrator: it goes to the debtor, with a copy to the organ
    assert "Établissements Orain" in said.split("Objet")[0]
    assert "Madame, Monsieur," in said
    told = next(each.message for each in letter.warnings if each.code == "letter-reclaim-by")
    assert "20\u00a0mai\u00a02026" in told
    named = _said("title-reclaim", claim, reclaim={**reclaim, "administrator": "Maître Roy"})
    assert "Maître Roy" in named.split("Objet")[0]
    over = {"kind": "liquidation", "organ": "liquidateur", "organ_name": "Maître Vial"}
    wound_up = _said("title-reclaim", claim, reclaim=reclaim, proceedings=over)
    assert "Maître Vial" in wound_up.split("Objet")[0] and "Établissements Orain" not in wound_up.split("Objet")[0]
    assert "Copie adressée" not in wound_up
    late = claim.model_copy(update={"as_of": date(2026, 5, 21)})
    assert _refusal("title-reclaim", late, reclaim=reclaim)[0] == "letter-reclaim-late"
    last = write_letter("title-reclaim", claim.model_copy(update={"as_of": date(2026, 5, 20)}))
    assert last.kind == "title-reclaim"
    assert _refusal("title-reclaim", claim_for("fr-b2b"))[0] == "letter-no-insolvency"


def test_without_proceedings_goods_are_not_refused_for_a_claim_that_nobody_declares() -> None:
    """The two letters of a collective procedure are refused each for its own reason."""
    why = _refusal("title-reclaim", claim_for("fr-b2b"))[1]
    assert "créance à déclarer" not in why
    assert "la revendication n’a pas lieu d’être" in why
    assert "créance à déclarer" in _refusal("claim-declaration", claim_for("fr-b2b"))[1]
    paid = claim_for("fr-b2b", "paid-late")
    debtor = paid.debtor.model_copy(update={"insolvency_opened_on": date(2026, 2, 10)})
    code, why = _refusal("title-reclaim", paid.model_copy(update={"debtor": debtor}))
    assert code == "letter-only-interest-left"
    assert "elles sont à votre client" in why


def test_before_its_due_date_no_word_is_sent_to_whom_it_would_make_no_sense() -> None:
    """« Envoyez plutôt un mot avant l’échéance » is for the debtor: neither for a guarantor nor for a court."""
    upcoming = claim_for("fr-b2b", "upcoming")
    for entry in catalogue():
        if entry.to != "debtor" and {"nothing-late", "nothing-overdue"} & set(entry.conditions):
            offer = next(each for each in letters_for(upcoming) if each.kind == entry.kind)
            told = " ".join(each.message for each in offer.refusals)
            assert "un mot avant l’échéance" not in told, entry.kind


# ---------------------------------------------------------------- VAT


@pytest.mark.parametrize(
    ("unpaid", "rate", "net", "vat"),
    [
        ("12000.00", "20", "10000.00", "2000.00"),  # 12 000 / 1,2
        ("1037.00", "20", "864.17", "172.83"),  # 1 037 × 20 / 120 = 172,8333…
        ("105.50", "5.5", "100.00", "5.50"),
        ("0.03", "20", "0.02", "0.01"),  # 0,03 × 20 / 120 = 0,005, rounded up
        ("50.00", "0", "50.00", "0.00"),
    ],
)
def test_what_is_unpaid_is_parted_to_the_cent(unpaid: str, rate: str, net: str, vat: str) -> None:
    assert parted(Decimal(unpaid), Decimal(rate)) == (Decimal(net), Decimal(vat))


def test_a_duplicate_says_the_words_that_the_tax_code_asks_for() -> None:
    """Article 272, 1 gives the sentence; of a part payment, only what is left counts: see the statement's principal."""
    vat = {"rate_percent": "20", "reason": "vain"}
    said = _said("vat-duplicate", claim_for("fr-b2b"), vat=vat)
    assert (
        "Facture demeurée impayée pour la somme de 864,17 euros (prix net) et pour la somme de 172,83 euros (TVA "
        "correspondante) qui ne peut faire l’objet d’une déduction (article 272 du CGI)." in said
    )
    assert "la dette reste due" in said
    many = _said("vat-duplicate", claim_for("fr-b2b", invoices=3), vat=vat)
    assert many.count("Facture demeurée impayée") == 3
    assert "Duplicata de 3 factures impayées" in many
    # 1 037 + 1 074 + 1 111: 172,83 + 179,00 + 185,17 = 537,00
    assert "soit 537,00 € en tout" in many


def test_a_duplicate_speaks_to_its_reader_and_of_the_customer_to_another() -> None:
    vat = {"rate_percent": "20", "reason": "liquidation"}
    insolvent = claim_for("fr-b2b", "insolvent")
    customer = _said("vat-duplicate", insolvent, vat=vat)
    assert "que nous vous avons adressée" in customer and "la liquidation judiciaire de votre entreprise" in customer
    liquidator = _said("vat-duplicate", insolvent, vat=vat, addressee={"name": "Maître Leroy"})
    assert "que nous vous avons" not in liquidator and "votre entreprise" not in liquidator
    assert "la liquidation judiciaire de cette entreprise" in liquidator


def test_vat_comes_back_only_for_who_paid_it_and_once_it_is_lost() -> None:
    vat = {"rate_percent": "20", "reason": "liquidation"}
    assert _refusal("vat-duplicate", claim_for("fr-b2b"), vat=vat)[0] == "letter-vat-no-liquidation"
    insolvent = claim_for("fr-b2b", "insolvent")
    assert "le jugement qui a prononcé la liquidation" in _said("vat-duplicate", insolvent, vat=vat)
    assert "letter-vat-liquidator" in _cautions("vat-duplicate", insolvent, vat=vat)
    assert _refusal("vat-duplicate", claim_for("fr-civil-private"))[0] == "letter-no-vat-for-a-person"
    assert _refusal("vat-duplicate", claim_for("fr-b2b", "disputed"))[0] == "letter-disputed"
    assert _refusal("vat-duplicate", claim_for("fr-public"))[0] == "letter-regime"


# ---------------------------------------------------------------- petition


def test_a_petition_asks_the_judicial_court_for_a_small_sum() -> None:
    attempt = {"attempt": "constat d’échec du conciliateur, du 3 mars 2026"}
    said = _said("court-petition", claim_for("fr-civil"), petition=attempt, court={"town": "Le Mans"})
    assert "Tribunal judiciaire du Mans" in said
    assert "a tenté un accord : constat d’échec du conciliateur, du 3 mars 2026 (article 750-1)." in said
    assert "1 037,00 € en principal ;" in said
    # no notice was received: legal interest runs from the judgment
    assert "les intérêts au taux légal sur cette somme, du jugement jusqu’au paiement" in said
    assert "ordonnance" not in said
    assert "letter-petition-attempt" in _cautions("court-petition", claim_for("fr-civil"))
    assert "letter-petition-attempt" not in _cautions("court-petition", claim_for("fr-civil"), petition=attempt)
    letter = write_letter("court-petition", claim_for("fr-b2b", invoices=3))
    assert faults(letter.document) == []
    assert "les 3 factures du tableau ci-dessous, d’un montant total de 3 222,00 € TTC" in _plain(letter)
    contested = _said("court-petition", claim_for("fr-civil", "disputed"), dispute={"reasons": "Deux vitres rayées."})
    assert "Le débiteur conteste la somme : Deux vitres rayées." in contested
    assert "aucune contestation" not in contested
    told = _said("court-petition", claim_for("fr-civil"), dispute={"reasons": "Deux vitres rayées."})
    assert "Le débiteur conteste la somme : Deux vitres rayées." in told
    assert "aucune contestation" not in told


def test_a_petition_without_a_debtor_leaves_the_choice_of_the_dispute() -> None:
    said = _said("court-petition", _named(claim_for("fr-civil"), ("SARL Anselme", "")))
    assert "[Le débiteur n’a rien contesté. / Le débiteur conteste la somme : ………" in said
    assert "aucune contestation" not in said


def test_a_person_has_no_representative_in_a_petition() -> None:
    said = _said("court-petition", claim_for("fr-civil"), debtor_identity={"represented_by": "Paul Durand, président"})
    assert "Représentant : Paul Durand" not in said


def test_a_petition_stops_at_five_thousand_euros_and_at_the_door_of_traders() -> None:
    """40 invoices of 1 000 euros and more; two traders have another court (C. com., art. L721-3)."""
    code, why = _refusal("court-petition", claim_for("fr-civil", invoices=40))
    assert (code, "5 000,00 €" in why) == ("letter-petition-closed", True)
    claim = claim_for("fr-b2b")
    situation = claim.situation.model_copy(update={"both_traders": True})
    assert _refusal("court-petition", claim.model_copy(update={"situation": situation}))[0] == "letter-petition-closed"
    assert "letter-petition-unsure" in _cautions("court-petition", claim)
    assert _refusal("court-petition", claim_for("fr-public"))[0] == "letter-regime"


@pytest.mark.parametrize(
    ("ours", "theirs", "names"),
    [
        ("SARL", "SAS", ("Anselme", "Orain")),
        ("société à responsabilité limitée", "S.A.S.U.", ("Anselme", "Orain")),
        ("", "", ("SARL Anselme", "Orain SAS")),
    ],
)
def test_two_commercial_companies_are_shown_to_their_own_court(ours: str, theirs: str, names: tuple[str, str]) -> None:
    """A company of these forms is a trader by its form: nobody need say so (C. com., art. L721-3)."""
    claim = _named(claim_for("fr-b2b"), names)
    forms = {"creditor_identity": {"legal_form": ours}, "debtor_identity": {"legal_form": theirs}}
    code, why = _refusal("court-petition", claim, **forms)
    assert code == "letter-petition-companies"
    assert "tribunal de commerce" in why
    assert "L721-3" in why
    # the order for payment is asked of that court, and no other is named
    order = write_letter("payment-order-request", claim, LetterDetails.model_validate({**forms, "court": TOWN}))
    assert "letter-court-uncertain" not in [each.code for each in order.warnings]
    assert "des commerçants, des artisans ou des sociétés commerciales (Code de commerce, article L721-3)" in _plain(
        order
    )


TOWN = {"town": "Nantes"}


def _named(claim: Claim, names: tuple[str, str]) -> Claim:
    creditor, debtor = (
        each.model_copy(update={"name": name}) for each, name in zip((claim.creditor, claim.debtor), names, strict=True)
    )
    return claim.model_copy(update={"creditor": creditor, "debtor": debtor})


@pytest.mark.parametrize("theirs", ["SELARL", "SCI", "association", "entrepreneur individuel", "SCP", ""])
def test_a_civil_company_keeps_the_judicial_court_which_says_why(theirs: str) -> None:
    forms = {"creditor_identity": {"legal_form": "SARL"}, "debtor_identity": {"legal_form": theirs}}
    claim = _named(claim_for("fr-b2b"), ("SARL Anselme", "Cabinet Orain"))
    situation = claim.situation.model_copy(update={"both_traders": False})
    said = _said("court-petition", claim.model_copy(update={"situation": situation}), court=TOWN, **forms)
    assert (
        "L’une des parties au moins n’est ni commerçant, ni artisan, ni société commerciale : le tribunal de commerce "
        "n’est pas compétent (Code de commerce, article L721-3)." in said
    )
    assert "demeure ou a son siège dans le ressort de ce tribunal" in said
    consumer = _said("court-petition", claim_for("fr-civil"), court=TOWN)
    assert "Le débiteur est un particulier" in consumer
    lender = _said("court-petition", claim_for("fr-civil-private"), court=TOWN)
    assert "Le demandeur est un particulier" in lender


def test_none_of_them_is_advised_nor_written_for_a_belgian_claim() -> None:
    offers = {each.kind: each for each in letters_for(claim_for("be-b2b"))}
    assert all(not offers[kind].available and not offers[kind].advised for kind in RARE | {"suspension-notice"})
