"""The declaration of claim: interest to the eve of the judgment, two months from the publication."""

from datetime import date
from typing import Any

import pytest

from latepay_core.claim.model import Judgment
from latepay_core.documents.document import Table
from latepay_core.letters.writing import write_letter
from tests.support.said import INVOICE, between_businesses, body, refused, said, warned

PROCEEDINGS = {
    "kind": "liquidation",
    "court": "le tribunal de commerce de Lyon",
    "organ": "liquidateur",
    "organ_name": "Maître Noir",
    "organ_address": "2 rue Haute\n69003 Lyon",
}


def _claim(as_of: str = "2026-09-15", published: str | None = "2026-09-10", **letter: Any) -> Any:
    return between_businesses(
        as_of,
        debtor={"name": "Société Durand", "insolvency_opened_on": "2026-09-01"},
        situation={"bodacc_published_on": published} if published else {},
        letter={"proceedings": PROCEEDINGS, **letter},
    )


def test_it_goes_to_the_liquidator_with_interest_up_to_the_eve() -> None:
    text = body(write_letter("claim-declaration", _claim()))
    assert "Maître Noir\n2 rue Haute\n69003 LYON" in text
    assert (
        "Le tribunal de commerce de Lyon a ouvert, par jugement du 1er septembre 2026, la liquidation judiciaire "
        "de Société Durand ; ce jugement a été publié au Bodacc le 10 septembre 2026." in text
    )
    # to 31 August, eve of the judgment: 310,49, though the statement is of 15 September
    assert "Pénalités de retard arrêtées au 31 août 2026 | 310,49 €" in text
    assert "Total | 10 350,49 €" in text
    assert "article L622-28" in text


def test_the_court_takes_its_article_however_it_was_typed() -> None:
    for typed in ("tribunal de commerce de Lyon", "Tribunal de commerce de Lyon", "le tribunal de commerce de Lyon"):
        text = body(write_letter("claim-declaration", _claim(proceedings=PROCEEDINGS | {"court": typed})))
        assert "\nLe tribunal de commerce de Lyon a ouvert, par jugement du 1er septembre 2026" in text


def test_the_two_months_are_a_date() -> None:
    text = body(write_letter("claim-declaration", _claim()))
    assert "dans les deux mois de la publication au Bodacc, qui prennent fin le 10 novembre 2026" in text
    assert "article R622-24" in text


def test_a_last_day_on_a_sunday_goes_to_monday() -> None:
    # published on Tuesday 22 September: 22 November is a Sunday, so Monday 23 (CPC, art. 642; C. com., art. R662-1)
    text = body(write_letter("claim-declaration", _claim(published="2026-09-22", as_of="2026-09-30")))
    assert "qui prennent fin le 23 novembre 2026" in text


def test_too_late_it_says_nothing_of_time_and_warns() -> None:
    letter = write_letter("claim-declaration", _claim("2026-11-11"))
    assert "deux mois" not in body(letter)
    warning = warned(letter)["letter-declaration-late"]
    assert "10 novembre 2026" in warning
    # six months after the publication
    assert "10 mars 2027" in warning


def test_without_the_publication_it_asks_for_it() -> None:
    letter = write_letter("claim-declaration", _claim(published=None))
    assert "deux mois" not in body(letter)
    assert "letter-publication-unknown" in warned(letter)
    assert "situation.bodacc_published_on" in {each.field for each in letter.missing}


def test_a_security_is_declared_or_its_absence() -> None:
    assert "sans garantie (à titre chirographaire)" in body(write_letter("claim-declaration", _claim()))
    letter = write_letter("claim-declaration", _claim(proceedings=PROCEEDINGS | {"security": "réserve de propriété"}))
    assert "Garantie : réserve de propriété." in body(letter)
    assert "letter-security-unstated" not in warned(letter)


def test_a_claim_is_certified_sincere_unless_a_title_states_it() -> None:
    """C. com., art. L622-25: the claim is certified sincere, unless it rests on an enforceable title."""
    assert "Nous certifions cette créance sincère" in body(write_letter("claim-declaration", _claim()))
    judged = _claim().model_copy(update={"judgment": Judgment(enforceable_on=date(2026, 7, 1))})
    text = body(write_letter("claim-declaration", judged))
    assert "Une décision exécutoire depuis le 1er juillet 2026 la constate : elle n'a pas à être certifiée" in text
    assert "Nous certifions" not in text
    assert "Nous vous remercions de nous accuser réception" in text


def test_the_court_that_is_seized_of_the_claim_is_named() -> None:
    """C. com., art. R622-23."""
    seized = PROCEEDINGS | {"seized": "le tribunal de commerce de Nantes"}
    text = body(write_letter("claim-declaration", _claim(proceedings=seized)))
    assert "fait l'objet d'une instance en cours devant le tribunal de commerce de Nantes." in text
    assert "instance en cours" not in body(write_letter("claim-declaration", _claim()))


def test_no_compensation_for_what_fell_due_after_the_judgment() -> None:
    later = {"number": "F-200", "issued_on": "2026-08-20", "due_on": "2026-09-05", "amount": "500.00"}
    claim = _claim().model_copy(update={"invoices": between_businesses(invoices=[INVOICE, later]).invoices})
    text = said(write_letter("claim-declaration", claim))
    assert "Indemnité forfaitaire pour frais de recouvrement | 40,00 €" in text
    # 10 000 + 310,49 + 40 + 500
    assert "Total | 10 850,49 €" in text


def _with(**later: Any) -> Any:
    """The claim with a second invoice, F-201, of 500 EUR, due after the judgment of 1 September 2026."""
    second = {"number": "F-201", "due_on": "2026-09-10", "amount": "500.00", **later}
    return _claim().model_copy(update={"invoices": between_businesses(invoices=[INVOICE, second]).invoices})


def test_work_done_before_the_judgment_is_declared_though_it_was_invoiced_after() -> None:
    letter = write_letter("claim-declaration", _with(issued_on="2026-09-03", performed_on="2026-08-31"))
    # 10 000 + 310,49 + 40 + 500
    assert "Total | 10 850,49 €" in body(letter)
    assert "2 factures" in body(letter)
    assert not {"letter-after-judgment", "letter-work-day-unknown"} & set(warned(letter))


@pytest.mark.parametrize("issued", [{}, {"issued_on": "2026-08-20"}, {"issued_on": "2026-09-03"}])
def test_work_done_once_the_proceedings_were_open_is_left_out(issued: dict[str, str]) -> None:
    """Sum, count, schedule and reference are those of the other invoice alone (C. com., art. L622-17 and L622-24)."""
    letter = write_letter("claim-declaration", _with(performed_on="2026-09-01", **issued))
    assert "Total | 10 350,49 €" in body(letter)
    assert "étaient encore à échoir" not in body(letter)
    assert "F-201" not in said(letter)
    assert "F-201" in warned(letter)["letter-after-judgment"]


def test_as_long_as_the_day_of_the_work_is_not_known_it_is_declared_and_asked_for() -> None:
    """To declare too much costs nothing, to declare too little loses the right."""
    for issued in ({"issued_on": "2026-09-03"}, {}):
        letter = write_letter("claim-declaration", _with(**issued))
        assert "Total | 10 850,49 €" in body(letter)
        told = warned(letter)["letter-work-day-unknown"]
        assert "F-201" in told
        assert "le jour où le travail a été fait ou la marchandise livrée" in told
    before = write_letter("claim-declaration", _with(issued_on="2026-08-20"))
    assert "letter-work-day-unknown" not in warned(before)


def test_nothing_is_declared_where_all_of_it_was_done_after_the_judgment() -> None:
    only = {**INVOICE, "issued_on": "2026-09-03", "due_on": "2026-09-10", "performed_on": "2026-09-02"}
    claim = _claim().model_copy(update={"invoices": between_businesses(invoices=[only]).invoices})
    assert "après le jugement" in refused("claim-declaration", claim)["letter-born-after-judgment"]


def test_only_where_proceedings_are_open() -> None:
    assert "letter-no-insolvency" in refused("claim-declaration", between_businesses())


def test_the_account_stands_at_the_day_of_the_judgment() -> None:
    """What is declared is what was owed when the proceedings were opened (C. com., art. L622-25)."""
    letter = write_letter("claim-declaration", _claim())
    text = said(letter)
    # the statement is of 15 September, the judgment of the 1st
    assert "Décompte arrêté au 1er septembre 2026" in text
    assert "Décompte détaillé arrêté au 1er septembre 2026" in text
    captions = [each.caption for each in letter.document.blocks if isinstance(each, Table)]
    assert [each.replace("\u00a0", " ") for each in captions[:2]] == [
        "Le détail, au 1er septembre 2026",
        "Compte du débiteur, arrêté au 1er septembre 2026, en euros",
    ]
    assert "Total | 10 350,49 €" in text


def test_what_was_paid_since_the_judgment_is_counted_on_the_day_of_the_statement() -> None:
    paid = {**INVOICE, "payments": [{"paid_on": "2026-09-04", "amount": "500.00"}]}
    text = said(write_letter("claim-declaration", between_businesses(invoices=[paid], **_since())))
    assert "Décompte arrêté au 15 septembre 2026" in text


def _since() -> dict[str, Any]:
    claim = _claim().model_dump(exclude_unset=True, exclude={"invoices", "creditor", "schema_"}, mode="json")
    return {key: value for key, value in claim.items() if key != "schema"}
