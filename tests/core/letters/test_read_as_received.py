"""Letters read as the person who receives them: what each sentence says has to be true of the case."""

from typing import Any

import pytest

from latepay_core import Claim, draw_up
from latepay_core.documents.document import PaymentBox, Table
from latepay_core.letters.writing import Letter, write_letter
from latepay_core.outputs.follow_up import follow_up_calendar
from latepay_core.procedure import next_step
from latepay_core.wording import say
from latepay_core.wording.french import plain
from tests.support.said import body, refused, warned

LENDER = {"kind": "individual", "name": "Claire Morel", "address": "7 rue Pasteur\n69003 Lyon"}
BORROWER = {"kind": "consumer", "name": "Paul Girard", "address": "2 place du Marché\n71000 Mâcon"}
BUSINESS = {"name": "Atelier Morvan", "address": "12 rue des Lices\n35000 Rennes"}
CUSTOMER = {"name": "Brasseries du Nord", "address": "5 quai Vauban\n59000 Lille"}
COMMUNE = {"kind": "public-body", "name": "Commune de Lambersart", "public_kind": "state-or-local"}
INVOICE = {"number": "F-118", "issued_on": "2026-06-30", "due_on": "2026-07-30", "amount": "4800.00"}
DETAILS = {
    "supply": "prêt remis le 3 mars 2025",
    "more_time": {"asked_on": "2026-11-26", "granted_until": "2026-12-18"},
    "instalments": {"count": 3, "first_on": "2026-12-15"},
    "received": {"amount": "9000.00", "dated": "2026-11-20"},
}


def _claim(creditor: dict[str, Any], debtor: dict[str, Any], *invoices: dict[str, Any], **more: Any) -> Claim:
    data = {"as_of": "2026-11-30", "creditor": creditor, "debtor": debtor, "invoices": invoices, "letter": DETAILS}
    return Claim.model_validate(data | more)


def loan(*amounts: str, **more: Any) -> Claim:
    sums = [{"due_on": "2026-03-31", "amount": each} for each in amounts or ("5000.00",)]
    return _claim(LENDER, BORROWER, *sums, **more)


def sold(invoice: dict[str, Any] = INVOICE, *others: dict[str, Any], **more: Any) -> Claim:
    return _claim(BUSINESS, CUSTOMER, invoice, *others, **more)


def subject(letter: Letter) -> str:
    return plain(letter.subject)


# ---------------------------------------------------------------- what it is about


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("first-reminder", "Somme de 5 000,00 €, échue le 31 mars 2026"),
        ("second-reminder", "Seconde relance – 5 000,00 € à payer"),
        ("formal-notice-consumer", "Mise en demeure de payer 5 000,00 €"),
        ("more-time-refused", "Somme de 5 000,00 € – votre demande de délai"),
        ("claim-reply", "Somme de 5 000,00 € – votre demande du 20 novembre 2026"),
    ],
)
def test_the_subject_of_a_loans_letter_says_the_sum(kind: str, expected: str) -> None:
    """« Mise en demeure de payer 5 000,00 € : créance » tells a borrower nothing."""
    assert subject(write_letter(kind, loan())) == expected


def test_a_plan_for_a_loan_does_not_say_its_sum_is_owed_for_itself() -> None:
    offer = body(write_letter("instalment-offer", loan()))
    assert "vous me devez 5 000,00 €, à payer depuis le 31 mars 2026, selon le décompte joint." in offer
    deed = body(write_letter("instalment-agreement", loan()))
    assert "la somme de 5 000,00 € (cinq mille euros), à payer depuis le 31 mars 2026. Cette dette est née" in deed
    assert "Il n'éteint pas la dette ainsi née et ne la remplace pas" in deed


def test_a_part_payment_of_a_loan_is_not_said_of_the_sum_twice() -> None:
    claim = loan(notice_received_on="2026-05-11", payments=[{"paid_on": "2026-08-01", "amount": "800.00"}])
    text = body(write_letter("formal-notice-consumer", claim))
    assert "n'est pas entièrement payée : j'ai reçu 800,00 €." in text
    assert "sur 5 000,00 €" not in text


def test_a_refusal_names_no_invoice_where_there_is_none() -> None:
    """« Le principal n’est pas encore payé () »"""
    assert refused("penalties-request", loan()) == {
        "letter-principal-not-paid": "Le principal n'est pas encore payé : "
        "réclamez le tout par une relance ou une mise en demeure."
    }
    two = refused("penalties-request", loan("3000.00", "2000.00"))["letter-principal-not-paid"]
    assert "()" not in two


def test_a_private_person_asked_for_a_loan_gives_no_invoice_number() -> None:
    assert [each.field for each in write_letter("claim-reply", loan()).missing if "invoices" in each.field] == []


@pytest.mark.parametrize("kind", ["more-time-granted", "more-time-refused", "instalment-offer", "instalment-agreement"])
def test_what_is_left_of_a_paid_invoice_is_not_the_invoice(kind: str) -> None:
    """4 800 EUR paid on 30 September: 62 days at 12,40 % make 101,10 EUR, and the 40 EUR; nobody asks for F-118."""
    paid = sold(INVOICE | {"payments": [{"paid_on": "2026-09-30", "amount": "4800.00"}]})
    claim = paid.model_copy(update={"terms": paid.terms.model_copy(update={"allocation": "principal-first"})})
    late = "coût du retard de la facture F-118 du 30 juin 2026, échue le 30 juillet 2026 et payée depuis"
    assert late in body(write_letter(kind, claim))


# ---------------------------------------------------------------- what was done, what comes next


def test_a_reminder_after_the_formal_notice_announces_no_other_one() -> None:
    notified = [{"on": "2026-10-01", "kind": "formal-notice"}]
    text = body(write_letter("second-reminder", sold(events=notified)))
    assert "mise en demeure par lettre" not in text
    assert "Sans paiement à cette date, nous saisirons le tribunal compétent sans autre rappel." in text
    private = loan(notice_received_on="2026-10-05", events=notified)
    said = body(write_letter("second-reminder", private))
    assert "je vous adresserai une mise en demeure" not in said
    assert "Sans paiement à cette date, je saisirai le tribunal compétent sans autre rappel." in said


def test_what_came_in_after_a_promise_is_said() -> None:
    """« Il n’est pas arrivé » is false once part of it has."""
    promised = [{"on": "2026-09-14", "kind": "promise", "expected_on": "2026-09-30"}]
    paid = INVOICE | {"payments": [{"paid_on": "2026-09-25", "amount": "1000.00"}]}
    said = body(write_letter("formal-notice", sold(paid, events=promised)))
    assert (
        "Le 14 septembre 2026, vous nous avez annoncé un paiement au plus tard le 30 septembre 2026 ; à cette date, "
        "nous n'avions reçu que 1 000,00 €. Le 25 septembre 2026, nous avons reçu 1 000,00 €." in said
    )
    assert "il n'est pas arrivé." not in said
    assert "il n'est pas arrivé." in body(write_letter("formal-notice", sold(events=promised)))


@pytest.mark.parametrize(("debtor", "kind"), [(CUSTOMER, "payment-order-request"), (COMMUNE, "public-claim")])
def test_where_a_payment_went_to_interest_the_letter_says_so(debtor: dict[str, Any], kind: str) -> None:
    """4 800 less 1 000 is not the principal that is left: the reader would find another sum."""
    claim = _claim(BUSINESS, debtor, INVOICE | {"payments": [{"paid_on": "2026-09-10", "amount": "1000.00"}]})
    assert "article 1343-1" in body(write_letter(kind, claim)).replace("art. 1343-1", "article 1343-1")


# ---------------------------------------------------------------- what it may not ask


def test_nothing_older_than_the_insolvency_is_asked_for_in_advance() -> None:
    opened = CUSTOMER | {"insolvency_opened_on": "2026-10-20"}
    older = {"number": "F-119", "issued_on": "2026-09-30", "due_on": "2026-12-20", "amount": "1200.00"}
    later = {"number": "F-140", "issued_on": "2026-11-10", "due_on": "2026-12-20", "amount": "900.00"}
    assert "letter-insolvency-before" in refused("before-due", _claim(BUSINESS, opened, older))
    assert refused("before-due", _claim(BUSINESS, opened, later)) == {}


def test_a_public_buyer_is_not_sent_a_formal_notice() -> None:
    claim = _claim(BUSINESS, COMMUNE, INVOICE)
    assert refused("public-interest-claim", claim)["letter-principal-not-paid"].endswith(
        "réclamez le tout par la réclamation à l'acheteur public."
    )


def test_a_private_person_who_lent_is_offered_no_clauses() -> None:
    """He has no general terms, no quotes and no invoices to write them on."""
    assert (
        "un particulier n'a ni conditions générales"
        in refused("payment-terms", loan())["letter-no-clauses-for-a-person"]
    )


def test_no_calendar_is_offered_to_a_public_buyer_through_the_mediator() -> None:
    """CCP, art. L2192-10: its time to pay cannot be made longer."""
    text = body(write_letter("mediation-referral", _claim(BUSINESS, COMMUNE, INVOICE)))
    assert "calendrier" not in text
    assert "article L2192-10" in text
    assert "examinerons un calendrier de paiement." in body(write_letter("mediation-referral", sold()))


def test_the_deed_of_what_lateness_cost_speaks_of_no_principal() -> None:
    paid = sold(INVOICE | {"payments": [{"paid_on": "2026-09-30", "amount": "4800.00"}]})
    claim = paid.model_copy(update={"terms": paid.terms.model_copy(update={"allocation": "principal-first"})})
    deed = body(write_letter("instalment-agreement", claim))
    assert "Chaque versement règle les pénalités de retard alors dues. L'indemnité forfaitaire est réglée" in deed
    assert "principal" not in deed.partition("Article 4")[2].partition("Article 5")[0]


def test_a_private_debtor_handed_over_has_a_name_and_no_corporate_one() -> None:
    assert "\nNom : Paul Girard" in body(write_letter("hand-over", loan()))
    assert "\nNom ou dénomination : Brasseries du Nord" in body(write_letter("hand-over", sold()))


# ---------------------------------------------------------------- days


@pytest.mark.parametrize("kind", ["second-reminder", "more-time-refused"])
def test_an_e_mail_asks_for_no_transfer_on_a_saturday(kind: str) -> None:
    """30 November 2026 is a Monday: five days with Saturdays end on Saturday the 5th, without on Monday the 7th."""
    assert "au plus tard le lundi 7 décembre 2026" in body(write_letter(kind, sold()))


@pytest.mark.parametrize(
    ("kind", "details", "day"),
    [
        ("formal-notice", {"reply": {"by": "2026-12-13"}}, "dimanche 13 décembre 2026"),
        ("more-time-granted", {"more_time": {"granted_until": "2026-12-25"}}, "vendredi 25 décembre 2026"),
        ("call-confirmation", {"call": {"debtor_step_by": "2026-12-12"}}, "samedi 12 décembre 2026"),
    ],
)
def test_a_day_typed_that_is_not_worked_is_said(kind: str, details: dict[str, Any], day: str) -> None:
    assert day in warned(write_letter(kind, sold(letter=details)))["letter-day-not-worked"]


# ---------------------------------------------------------------- what the first reminder asks for


def test_the_first_reminder_asks_for_the_principal_and_tells_the_rest_to_the_cent() -> None:
    """4 800 EUR from 31 July to 30 November 2026: 123 days at 12,40 % on 365 make 200,57 EUR; 1,63 EUR a day."""
    text = body(write_letter("first-reminder", sold()))
    assert (
        "Pour information, la loi y ajoute 200,57 € de pénalités de retard, courues du 31 juillet 2026 au "
        "30 novembre 2026, et 40,00 € d'indemnité forfaitaire de recouvrement (C. com., art. L441-10, II, et D441-5) : "
        "5 040,57 € en tout ce jour-là, et 1,63 € de plus par jour ensuite. "
        "Nous ne vous demandons ici que 4 800,00 €, sans renoncer au reste." in text
    )


def test_it_tells_what_a_notice_added_to_a_private_debt_and_nothing_without_one() -> None:
    """5 000 EUR, 12 May to 30 June at 6,67 %: 45,68 EUR (50 days); 1 July to 30 November at 6,84 %: 143,36 (153)."""
    text = body(write_letter("first-reminder", loan(notice_received_on="2026-05-11")))
    assert (
        "la loi y ajoute 189,04 € d'intérêts au taux légal, courus du 12 mai 2026 au 30 novembre 2026 "
        "(C. civ., art. 1231-6 et 1344-1) : 5 189,04 € en tout ce jour-là" in text
    )
    assert "Pour information" not in body(write_letter("first-reminder", loan()))


def test_it_does_not_date_interest_of_which_part_was_paid() -> None:
    paid = sold(INVOICE | {"payments": [{"paid_on": "2026-09-10", "amount": "1000.00"}]})
    assert "de pénalités de retard comptées jusqu'au 30 novembre 2026" in body(write_letter("first-reminder", paid))


def test_the_english_reminder_says_the_same() -> None:
    text = body(write_letter("first-reminder", sold(), language="en"))
    named = "late-payment interest (pénalités de retard)"
    assert f"For your information, the law adds €200.57 in {named} up to 30 November 2026" in text
    assert "€5,040.57 in all on that day" in text
    assert "we are only asking you for €4,800.00 here" in text.replace("We", "we")


def test_the_contract_is_named_where_it_sets_the_rate_of_an_invoice() -> None:
    """4 800 EUR for 123 days: 200,57 EUR at the 12,40 % of the law; at the 15 % agreed for F-121, 242,63 EUR."""
    other = INVOICE | {"number": "F-121", "terms": {"rate": {"basis": "fixed", "percent": "15"}}}
    claim = sold(INVOICE, other)
    both = "Pour information, la loi et le contrat y ajoutent 443,20 € de pénalités de retard"
    assert both in body(write_letter("first-reminder", claim))
    english = body(write_letter("first-reminder", claim, language="en"))
    assert "For your information, the law and the contract add €443.20 in late-payment interest" in english
    settled = other | {"payments": [{"paid_on": "2026-07-30", "amount": "4800.00"}]}
    assert "la loi y ajoute 200,57 €" in body(write_letter("first-reminder", sold(INVOICE, settled)))


#: 2 400 EUR from 31 July, settled on 30 September with all the penalties run since but not the compensation:
#: 62 days at 12,40 % on 365 make 50,55 EUR, and 2 450,55 EUR leave 40 EUR to pay.
SETTLED = {
    "number": "F-119",
    "issued_on": "2026-06-30",
    "due_on": "2026-07-30",
    "amount": "2400.00",
    "payments": [{"paid_on": "2026-09-30", "amount": "2450.55"}],
}


def test_the_first_reminder_leaves_out_nothing_of_the_total_of_the_statement() -> None:
    """F-118 costs 5 040,57 EUR as above; the 40 EUR of F-119, settled late, make the 5 080,57 EUR of the statement."""
    claim = sold(INVOICE, SETTLED)
    assert str(draw_up(claim).totals.total_due) == "5080.57"
    letter = write_letter("first-reminder", claim)
    assert (
        ": 5 040,57 € pour cette facture ce jour-là, et 1,63 € de plus par jour ensuite. Le retard de ce qui est déjà "
        "réglé y ajoute 40,00 €, soit 5 080,57 € en tout. Nous ne vous demandons ici que 4 800,00 €" in body(letter)
    )
    # 200,57 EUR of penalties, 40 EUR for each of the two invoices
    assert "280,57 €" in warned(letter)["letter-principal-alone"]
    english = body(write_letter("first-reminder", claim, language="en"))
    assert "€5,040.57 for this invoice on that day" in english
    assert "The delay of what has already been settled adds €40.00: €5,080.57 in all." in english


def test_the_step_before_the_first_reminder_names_the_same_total() -> None:
    """28 to 30 November 2026: 3 days of 2 400 EUR at 12,40 % make 2,45 EUR; 40 EUR, and 40 EUR of F-119."""
    fresh = {"number": "F-130", "issued_on": "2026-10-28", "due_on": "2026-11-27", "amount": "2400.00"}
    claim = sold(SETTLED, fresh)
    assert ": 2 482,45 € en tout." in plain(say(next_step(claim, draw_up(claim)).what))


def account(letter: Letter) -> list[list[str]]:
    """The rows of the first table of a letter that says what is owed."""
    table = next(each for each in letter.document.blocks if isinstance(each, Table) and each.due is not None)
    return [[cell.replace("\u202f", " ").replace("\u00a0", " ") for cell in row] for row in (table.header, *table.rows)]


def test_the_account_of_a_notice_adds_up_row_by_row_and_says_what_is_principal() -> None:
    """4 800,00 + 200,57 + 40,00 = 5 040,57; 2 400,00 + 50,55 + 40,00 − 2 450,55 = 40,00, of which no principal."""
    assert account(write_letter("formal-notice", sold(INVOICE, SETTLED))) == [
        ["Facture", "Échue le", "TTC", "+ pénalités", "+ 40 €", "− reçu", "= dû", "dont principal"],
        ["F-118", "30/07/2026", "4 800,00", "200,57", "40,00", "–", "5 040,57", "4 800,00"],
        ["F-119", "30/07/2026", "2 400,00", "50,55", "40,00", "2 450,55", "40,00", "–"],
        ["Ensemble", "", "7 200,00", "251,12", "80,00", "2 450,55", "5 080,57", "4 800,00"],
    ]
    head = account(write_letter("formal-notice", sold(INVOICE, SETTLED), language="en"))[0]
    assert head[2:] == ["Incl. VAT", "+ interest", "+ recovery costs", "− received", "= due", "of which principal"]


@pytest.mark.parametrize(
    ("kind", "events", "asked"),
    [
        # 4 800 EUR from 31 July to 18 December 2026: 141 days at 12,40 % make 229,93 EUR, and the 40 EUR
        ("more-time-granted", [], "5 069,93 €"),
        ("dispute-reasons", [{"on": "2026-11-02", "kind": "dispute"}], "3 000,00 €"),
    ],
)
def test_the_code_carries_the_sum_of_its_letter(kind: str, events: list[dict[str, str]], asked: str) -> None:
    """Not the whole debt on the day of the letter: whoever scans it pays what is asked, or what is not contested."""
    details = DETAILS | {"transfer_code": True, "dispute": {"undisputed": "3000.00"}}
    payee = BUSINESS | {"iban": "FR7630006000011234567890189"}
    letter = write_letter(kind, _claim(payee, CUSTOMER, INVOICE, events=events, letter=details))
    (box,) = [each for each in letter.document.blocks if isinstance(each, PaymentBox)]
    assert plain(box.amount) == asked
    assert box.picture is not None
    assert asked in plain(box.picture.alternative)


def test_an_earlier_notice_that_a_letter_names_goes_along_with_it() -> None:
    """« Malgré notre mise en demeure du 1er août » and the notice itself among the papers."""
    events = [{"on": "2026-08-02", "kind": "reminder"}, {"on": "2026-10-01", "kind": "formal-notice"}]
    told = body(write_letter("formal-notice", sold(events=events)))
    assert "notre mise en demeure du 1er octobre 2026" in told
    assert "Mise en demeure du 1er octobre 2026 et son avis de réception" in told
    assert told.index("Relance du 2 août 2026") < told.index("Mise en demeure du 1er octobre 2026 et")


def test_the_step_the_code_and_the_calendar_name_the_sums_of_the_reminder() -> None:
    """One sum asked for, one total: in the next step, its calendar entry, the code to scan, the caution."""
    fresh = {"number": "F-130", "issued_on": "2026-10-28", "due_on": "2026-11-27", "amount": "2400.00"}
    payee = BUSINESS | {"iban": "FR7630006000011234567890189"}
    claim = _claim(payee, CUSTOMER, fresh, letter={"transfer_code": True})
    # 28 to 30 November 2026: 3 days of 2 400 EUR at 12,40 % on 365 make 2,45 EUR
    more = "et rappelle ce que le retard y ajoute : 2 442,45 € en tout."
    asks = f"La relance ne demande que le principal, 2 400,00 €, {more}"
    step = next_step(claim, draw_up(claim))
    assert step.letter == "first-reminder"
    assert asks in plain(say(step.what))
    calendar = follow_up_calendar(claim).decode().replace("\r\n ", "").replace("\\,", ",")
    assert asks in plain(calendar)
    letter = write_letter("first-reminder", claim)
    (box,) = [each for each in letter.document.blocks if isinstance(each, PaymentBox)]
    assert plain(box.amount) == "2 400,00 €"
    assert box.picture is not None
    assert "2 400,00 €" in plain(box.picture.alternative)
    assert "2 400,00 €" in warned(letter)["letter-principal-alone"]
    assert "42,45 €" in warned(letter)["letter-principal-alone"]
