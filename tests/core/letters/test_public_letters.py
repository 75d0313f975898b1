"""The letters to a public buyer and to the préfet: frozen rate, 45 days, 30 days, who can be asked."""

from typing import Any

import pytest

from latepay_core.letters.writing import write_letter
from tests.support.said import INVOICE, between_businesses, body, on_public_buyer, refused, said, warned


def test_the_claim_asks_for_principal_interest_and_compensation() -> None:
    letter = write_letter("public-claim", on_public_buyer("2026-08-31", paid_on=None))
    text = body(letter)
    # 92 days at 10,15 %, the rate of the first half-year, frozen: 255,84; no revision on 1 July
    assert "Principal restant dû | 10 000,00 €" in text
    assert "Intérêts moratoires arrêtés au 31 août 2026 | 255,84 €" in text
    assert "Total | 10 295,84 €" in text
    # 10 000 × 10,15 % / 365 = 2,78
    assert "chaque jour de plus ajoute 2,78 €" in text
    assert "articles L2192-12 et L2192-13" in text
    assert "interrompt la prescription de quatre ans (loi n° 68-1250" in text
    assert "L441-10" not in text


def test_a_public_enterprise_is_told_of_the_four_years_with_an_if() -> None:
    """Four years need a public accountant (loi n° 68-1250, art. 1), which a public enterprise may not have."""
    buyer = {"kind": "public-body", "public_kind": "public-enterprise", "name": "Régie des eaux"}
    for kind, paid_on in (("public-claim", None), ("public-interest-claim", "2026-08-31")):
        text = body(write_letter(kind, on_public_buyer(paid_on=paid_on, debtor=buyer)))
        assert "Si votre dette relève de la prescription de quatre ans, la présente réclamation l'interrompt" in text


def test_the_buyers_own_references_stand_in_the_head() -> None:
    public = {"commitment": "EJ-77", "accountant": "Trésorerie de Belleville", "deposited_on": "2026-05-01"}
    letter = write_letter("public-claim", on_public_buyer(paid_on=None, letter={"public": public}))
    text = said(letter)
    assert "Numéro d'engagement : EJ-77" in text
    assert text.index("EJ-77") < text.index("Madame, Monsieur")
    assert "Copie adressée au comptable public : Trésorerie de Belleville" in text
    assert "déposée le 1er mai 2026" in text


def test_the_interest_claim_counts_45_days_from_the_payment_of_the_principal() -> None:
    letter = write_letter("public-interest-claim", on_public_buyer())
    text = body(letter)
    assert "Vous avez payé le principal le 31 août 2026, avec 92 jours de retard." in text
    assert "Total | 295,84 €" in text
    assert "soit au plus tard le jeudi 15 octobre 2026" in text
    assert "jusqu'au 15 octobre 2026" in warned(letter)["letter-public-time-running"]


def test_each_request_has_its_own_45_days() -> None:
    """2 June plus 45 days is 17 July, 1 July plus 45 days is 15 August: on 20 July one is over, the other runs."""
    letter = write_letter("public-interest-claim", on_public_buyer("2026-07-20", invoices=PAID))
    text = body(letter)
    assert "F-1 (payée le 2 juin 2026) : délai fini le 17 juillet 2026" in text
    assert "F-2 (payée le 1er juillet 2026) : au plus tard le 15 août 2026" in text
    told = warned(letter)
    assert "15 août 2026 (F-2)" in told["letter-public-time-running"]
    assert "F-1" not in told["letter-public-time-running"]
    assert told["public-interest-overdue"].startswith("Demande de paiement F-1. Le principal")


def test_once_they_are_over_it_says_so() -> None:
    text = body(write_letter("public-interest-claim", on_public_buyer("2026-10-16")))
    assert "délai qui a pris fin le 15 octobre 2026" in text
    assert "295,84 € sans attendre" in text


def test_the_principal_first() -> None:
    assert "letter-principal-not-paid" in refused("public-interest-claim", on_public_buyer(paid_on=None))
    assert "letter-only-interest-left" in refused("public-claim", on_public_buyer())


def test_the_prefet_is_asked_from_the_thirty_first_day_on() -> None:
    too_early = refused("prefect-request", on_public_buyer("2026-09-30"))
    assert "à partir du 1er octobre 2026" in too_early["letter-prefect-too-early"]
    text = body(write_letter("prefect-request", on_public_buyer("2026-10-01")))
    assert "article L1612-18 du Code général des collectivités territoriales" in text
    assert "soit au plus tard le 30 septembre 2026" in text
    # the thirty days are those of the interest; the compensation has the forty-five of article R2192-36
    assert "comme eux, dans les quarante-cinq jours qui suivent le paiement du principal (article R2192-36)" in text
    assert "Intérêts moratoires arrêtés au 1er octobre 2026 | 255,84 €" in text


@pytest.mark.parametrize(
    "buyer",
    [
        {"situation": {"public_buyer": "state"}},
        {"debtor": {"name": "Hôpital", "kind": "public-body", "public_kind": "health"}},
        {"debtor": {"name": "Régie", "kind": "public-body", "public_kind": "public-enterprise"}},
    ],
    ids=["state", "hospital", "enterprise"],
)
def test_the_prefet_is_asked_about_local_authorities_only(buyer: dict[str, Any]) -> None:
    assert "letter-prefect-not-local" in refused("prefect-request", on_public_buyer(**buyer))


def test_whether_it_is_a_local_authority_is_to_be_checked_where_nobody_said() -> None:
    assert "letter-prefect-buyer-unknown" in warned(write_letter("prefect-request", on_public_buyer()))
    known = on_public_buyer(situation={"public_buyer": "local-authority"})
    assert "letter-prefect-buyer-unknown" not in warned(write_letter("prefect-request", known))


def test_a_remainder_that_stands_as_principal_is_not_for_the_prefet() -> None:
    # 10 000 exactly would be the principal; 10 100 goes to interest first, and leaves some
    paid = [{**INVOICE, "payments": [{"paid_on": "2026-08-31", "amount": "10100.00"}]}]
    claim = on_public_buyer(terms={"allocation": "interest-first"}, invoices=paid)
    assert "letter-left-as-principal" in refused("prefect-request", claim)
    letter = write_letter("public-interest-claim", claim)
    assert "article 1343-1" in body(letter)
    assert "letter-left-as-principal" in warned(letter)


def test_the_amount_of_the_invoice_paid_is_its_principal_without_any_setting() -> None:
    # the default allocation, and the préfet can be asked at once (CCP, art. R2192-32 and R2192-36)
    claim = on_public_buyer(terms={})
    assert "letter-left-as-principal" not in warned(write_letter("prefect-request", claim))


def test_none_of_them_between_businesses() -> None:
    for kind in ("public-claim", "public-interest-claim", "prefect-request"):
        assert "letter-regime" in refused(kind, between_businesses())


def test_the_prefect_is_asked_for_the_compensation_alone_where_the_interest_was_paid() -> None:
    """10 000 EUR paid late with 255,84 EUR of interest (F.3): the 40 EUR are left (CGCT, art. L1612-18)."""
    paid = {**INVOICE, "payments": [{"paid_on": "2026-08-31", "amount": "10255.84"}]}
    text = body(write_letter("prefect-request", on_public_buyer(invoices=[paid])))
    assert "Demande de mandatement d'office de l'indemnité forfaitaire – Commune de Belleville" in text
    assert "mandater d'office l'indemnité forfaitaire pour frais de recouvrement (40,00 €) que nous doit" in text
    assert "Elle devait être mandatée dans les trente jours" in text
    assert "elle ne nous a pas été payée." in text
    assert "une mise en demeure de mandater cette indemnité" in text
    assert "intérêts" not in text.partition("Le détail")[0].replace("intérêts de retard", "")


def test_the_claim_asks_for_what_lateness_cost_on_the_requests_paid_meanwhile() -> None:
    """10 000 EUR paid on 31 August: 255,84 EUR and 40 EUR are left (F.3), beside a request that is not paid at all.

    No other letter could ask for them as long as that one is unpaid.
    """
    paid = {**INVOICE, "payments": [{"paid_on": "2026-08-31", "amount": "10000.00"}]}
    unpaid = {"number": "F-131", "issued_on": "2026-08-01", "due_on": "2026-08-31", "amount": "2000.00"}
    letter = write_letter("public-claim", on_public_buyer(invoices=[paid, unpaid]))
    text = body(letter)
    assert "2 demandes de paiement impayées ou payées en retard – réclamation" in text
    assert "n'ont pas été payées en entier, ou l'ont été en retard." in text
    # 1 September to 5 October, frozen at 10,40 % (ECB 2,40 % on 1 July + 8): 35 days of 2 000 EUR make 19,95 EUR
    assert "Intérêts moratoires arrêtés au 5 octobre 2026 | 275,79 €" in text
    assert "Total | 2 355,79 €" in text


#: Requests received on 3 March and 10 April, thirty days each (2 April, 10 May), paid on 2 June and 1 July; a third
#: one, received on 10 August and due on 9 September, is not paid.
REQUESTS: list[dict[str, Any]] = [
    {"number": number, "received_on": received, "term": {"days": 30, "from": "payment-request"}, "amount": amount}
    for number, received, amount in (
        ("F-1", "2026-03-03", "4200.00"),
        ("F-2", "2026-04-10", "3900.00"),
        ("F-3", "2026-08-10", "5100.00"),
    )
]
PAID: list[dict[str, Any]] = [
    {**REQUESTS[0], "payments": [{"paid_on": "2026-06-02", "amount": "4200.00"}]},
    {**REQUESTS[1], "payments": [{"paid_on": "2026-07-01", "amount": "3900.00"}]},
]
CLAIMED = [{"on": "2026-07-06", "kind": "public-claim", "invoice": number} for number in ("F-1", "F-2")]
LOCAL = {"public_buyer": "local-authority"}


def test_the_prefet_is_asked_for_the_requests_that_are_paid_while_another_is_not() -> None:
    """CGCT, art. L1612-18 counts from the payment of each principal.

    4200 × 10.15 % × 61 / 365 = 71.24 and 3900 × 10.15 % × 52 / 365 = 56.40, with 40 EUR each: 207.64.
    """
    claim = on_public_buyer("2026-11-29", invoices=[*PAID, REQUESTS[2]], events=CLAIMED, situation=LOCAL)
    letter = write_letter("prefect-request", claim)
    text = said(letter)
    assert "Total | 207,64 €" in text
    assert "F-3" not in text
    assert "Demande F-1, de 4 200,00 € TTC, déposée le 3 mars 2026 : délai de paiement fini le 2 avril 2026" in text
    assert "Demande F-2, de 3 900,00 € TTC, déposée le 10 avril 2026 : délai de paiement fini le 10 mai 2026" in text
    assert "principal payé le 1er juillet 2026, avec 52 jours de retard" in text
    # thirty days from 1 July, the last of the two
    assert "pour la dernière payée, au plus tard le 31 juillet 2026" in text
    assert "réclamé les intérêts par écrit le 6 juillet 2026" in text
    assert "Réclamation du 6 juillet 2026" in text
    assert "Preuve du dépôt de la demande de paiement F-2, du 10 avril 2026" in text
    assert not {"letter.public.claimed_on", "invoices.received_on"} & {each.field for each in letter.missing}


def test_each_request_counts_its_own_thirty_days() -> None:
    """On 10 July the thirty days of F-1 are over (2 July), those of F-2 run until 31 July; on 2 July none is over."""
    claim = on_public_buyer("2026-07-10", invoices=PAID, situation=LOCAL)
    text = said(write_letter("prefect-request", claim))
    assert "demande de paiement F-1" in text and "F-2" not in text
    too_early = refused("prefect-request", on_public_buyer("2026-07-02", invoices=PAID, situation=LOCAL))
    assert "à partir du 3 juillet 2026" in too_early["letter-prefect-too-early"]


def test_the_prefet_is_not_asked_for_interest_where_nothing_is_paid() -> None:
    claim = on_public_buyer("2026-11-29", invoices=REQUESTS, situation=LOCAL)
    assert "letter-principal-not-paid" in refused("prefect-request", claim)


def test_the_town_is_told_the_day_it_received_each_request() -> None:
    for kind, invoices in (("public-claim", [*PAID, REQUESTS[2]]), ("public-interest-claim", PAID)):
        letter = write_letter(kind, on_public_buyer("2026-11-29", invoices=invoices))
        text = body(letter)
        assert "Facture | Déposée le | Échue le" in text
        for invoice in invoices:
            year, month, day = invoice["received_on"].split("-")
            assert f"{invoice['number']} | {day}/{month}/{year} |" in text
        assert "invoices.received_on" not in {each.field for each in letter.missing}
    asked = write_letter("public-claim", on_public_buyer(paid_on=None)).missing
    assert "invoices.received_on" in {each.field for each in asked}


def test_one_day_of_deposit_is_not_that_of_several_requests() -> None:
    bare = [{key: value for key, value in each.items() if key not in {"received_on", "term"}} for each in PAID]
    due = [{**each, "due_on": "2026-04-02"} for each in bare]
    letter = {"public": {"deposited_on": "2026-03-03"}}
    written = write_letter("public-interest-claim", on_public_buyer("2026-11-29", invoices=due, letter=letter))
    assert "3 mars 2026" not in said(written)
    assert "invoices.received_on" in {each.field for each in written.missing}


def test_the_box_comes_before_what_may_stand_on_the_next_page_and_the_copy_under_the_signature() -> None:
    for claim, kind in ((on_public_buyer(paid_on=None), "public-claim"), (on_public_buyer(), "public-interest-claim")):
        text = said(write_letter(kind, claim))
        box, signed, copy = (text.index(each) for each in ("\nÀ payer\n", "salutations distinguées", "Copie adressée"))
        assert (
            text.index("faire payer") < box < text.index("La présente réclamation interrompt") or kind != "public-claim"
        )
        assert box < signed < copy
