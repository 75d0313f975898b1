"""To whom the page speaks: a debtor is never told to chase himself, a lender is told of no customer and no invoice."""

import json
import re
from typing import Any

import pytest

from calculator.app import handle
from calculator.app.filling import fields_of
from calculator.app.form import read_form
from calculator.app.view import form_html
from latepay_core import Claim
from latepay_core.documents import text as plain_text
from latepay_core.letters.writing import write_letter

FIELDS = {"invoices-0-amount": "3 000", "invoices-0-due_on": "30/06/2026", "as_of": "10/11/2026"}
TO_A_CREDITOR = re.compile(
    r"votre client|\bclient|relance[rz]\b|votre créance|vous réclamez|vous est dû|vous doit"
    r"|mettez en demeure|vos factures",
    re.I,
)
OF_AN_INVOICE = re.compile(r"\bTTC\b|TVA comprise|votre client|\bfacture", re.I)

#: What may be true of a debt, and changes what is advised.
STATES: dict[str, dict[str, str]] = {
    "plain": {},
    "reminded": {"events-0-kind": "reminder", "events-0-on": "02/11/2026"},
    "promised": {"events-0-kind": "promise", "events-0-on": "02/11/2026"},
    "noticed": {
        "events-0-kind": "formal-notice",
        "events-0-on": "02/11/2026",
        "events-0-delay_days": "8 jours",
        "events-1-kind": "answer",
        "events-1-on": "05/11/2026",
    },
    "order served": {"events-0-kind": "order-served", "events-0-on": "02/11/2026"},
    "summoned": {"events-0-kind": "court-action", "events-0-on": "02/11/2026"},
    "judged": {"judgment-enforceable_on": "01/10/2026"},
    "time-barred": {"as_of": "10/01/2033"},
    "not due": {"as_of": "15/06/2026"},
    "consumer": {"debtor-kind": "consumer"},
    "public": {"debtor-kind": "public-body"},
    "lender": {"creditor-kind": "individual"},
    "two invoices": {
        "invoices-1-amount": "700",
        "invoices-1-due_on": "31/07/2026",
        "payments-0-paid_on": "05/08/2026",
        "payments-0-amount": "100",
    },
    "paid": {"invoices-0-payments-0-paid_on": "30/06/2026", "invoices-0-payments-0-amount": "3 000"},
}


def ask(action: str, fields: dict[str, str], **more: Any) -> dict[str, Any]:
    request = {"action": action, "fields": fields, "today": "2026-11-10", **more}
    answer: dict[str, Any] = json.loads(handle(json.dumps(request)))
    assert "fault" not in answer, answer
    return answer


def text(html: str) -> str:
    """What a reader reads of it."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


def around(unwanted: re.Pattern[str], said: str) -> list[str]:
    """Where it stands, with some words around it."""
    return [said[max(0, each.start() - 60) : each.end() + 60] for each in unwanted.finditer(said)]


def everything_said(fields: dict[str, str]) -> str:
    """The result, the statement, the bar, the marks, the advice, the routes, the list of letters."""
    computed, advised = ask("compute", fields), ask("advise", fields)
    written = ask("write", fields, chosen="")
    marks = " ".join(str(each) for mark in computed["marks"].values() for each in mark.values())
    pages = [*computed["html"].values(), *advised["html"].values(), written["html"]["writing"]]
    return text(" ".join(pages)) + marks


@pytest.mark.parametrize("state", STATES)
def test_nothing_that_the_debtor_reads_speaks_to_a_creditor(state: str) -> None:
    said = everything_said({**FIELDS, **STATES[state], "side": "debtor"})
    assert not TO_A_CREDITOR.search(said), [
        said[each.start() - 60 : each.end() + 60] for each in TO_A_CREDITOR.finditer(said)
    ]
    assert "Ce que vous devez" in said or "à échoir" in said


@pytest.mark.parametrize("state", STATES)
def test_the_total_is_the_same_for_both(state: str) -> None:
    fields = {**FIELDS, **STATES[state]}
    mine, theirs = ask("compute", {**fields, "side": "debtor"}), ask("compute", fields)
    assert mine["texts"]["total"] == theirs["texts"]["total"]


def test_the_debtors_own_last_day_stands_beside_his_result() -> None:
    """Served on 2 November 2026: one month to oppose, 2 December (CPC, art. 1416)."""
    advice = text(ask("advise", {**FIELDS, **STATES["order served"], "side": "debtor"})["html"]["advice"])
    assert "Dernier jour pour former opposition 2 décembre 2026" in advice
    assert ask("advise", {**FIELDS, "side": "debtor"})["html"]["routes"] == ""


def test_his_letters_are_those_that_he_writes_or_signs() -> None:
    html = ask("write", {**FIELDS, "side": "debtor"}, chosen="")["html"]["writing"]
    assert set(re.findall(r'data-kind="([a-z-]+)"', html)) == {"claim-reply", "instalment-agreement"}
    creditors = ask("write", FIELDS, chosen="")["html"]["writing"]
    assert "claim-reply" not in creditors
    assert "claim-reply" in ask("write", FIELDS, chosen="claim-reply")["html"]["writing"], "whoever came for it has it"


@pytest.mark.parametrize("kind", ["claim-reply", "instalment-agreement"])
def test_the_questions_beside_his_letter_are_his(kind: str) -> None:
    html = ask("write", {**FIELDS, "side": "debtor"}, chosen=kind)["html"]["writing"]
    beside = text(html[: html.index('id="letter-page"')])
    assert not TO_A_CREDITOR.search(beside.replace("celui qui vous réclame", "")), beside
    name = re.search(r'data-name="debtor-name".*?', html, re.S)
    assert name
    label = re.findall(r"<label[^>]*>(.*?)</label>", html, re.S)
    assert any("Votre nom" in each for each in label)
    assert any("qui vous réclame" in each for each in label)
    assert "Votre capital social" not in beside or kind == "instalment-agreement"


def test_the_side_is_kept_in_the_file_and_comes_back() -> None:
    saved = ask("save", {**FIELDS, "side": "debtor", "creditor-name": "Durand SARL"})
    assert saved["document"]["side"] == "debtor"
    assert saved["name"] == "creance-durand-sarl-2026-11-10.json", "named after the other party"
    opened = ask("open", {}, file=json.dumps(saved["document"]), name="x.json")["html"]
    assert re.search(r'name="side" value="debtor" checked', opened["form"])
    assert "Ce que vous devez" in opened["result"]
    draft = ask("save", {"side": "debtor", "creditor-name": "Durand SARL", "invoices-0-amount": "douze"})
    assert draft["state"] == "draft"
    assert draft["name"] == "dossier-durand-sarl-2026-11-10.json"
    again = ask("open", {}, file=json.dumps(draft["document"]), name="x.json")["html"]["form"]
    assert re.search(r'name="side" value="debtor" checked', again)


def test_a_file_without_a_side_is_the_creditors() -> None:
    claim = Claim.model_validate({"as_of": "2026-11-10", "invoices": [{"due_on": "2026-06-30", "amount": "3000.00"}]})
    fields = fields_of(claim)
    assert fields["side"] == "creditor"
    assert Claim.model_validate(read_form(fields).data) == claim
    assert "side" not in ask("save", fields)["document"]


LENDING = {**FIELDS, "creditor-kind": "individual", "debtor-kind": "consumer", "notice_received_on": "01/09/2026"}


@pytest.mark.parametrize("side", ["creditor", "debtor"])
@pytest.mark.parametrize("debtor", ["consumer", "business"])
def test_a_private_loan_is_no_invoice(debtor: str, side: str) -> None:
    fields = {**LENDING, "debtor-kind": debtor, "side": side}
    computed = ask("compute", fields)["html"]
    said = text(computed["result"] + computed["statement"])
    assert not OF_AN_INVOICE.search(said), [
        said[each.start() - 60 : each.end() + 60] for each in OF_AN_INVOICE.finditer(said)
    ]


def test_what_has_no_tax_is_not_said_to_include_it() -> None:
    """The contribution for legal aid is a tax of its own: 50 EUR, and no VAT on it."""
    routes = text(ask("advise", LENDING)["html"]["routes"])
    assert not re.search(r"[Cc]ontribution[^.]*TTC", routes)
    assert "TTC" in routes, "a fee bears VAT"


def test_the_form_holds_the_words_for_both() -> None:
    form = form_html({})
    assert 'data-say-base="Montant TTC de la facture" data-say-private="Somme prêtée ou due"' in form
    assert 'data-say-debtor="Votre nom ou celui de votre entreprise"' in form


@pytest.mark.parametrize("waited", ["01/02/2026", "25/09/2026", "15/10/2026"])
@pytest.mark.parametrize("event", ["", "reminder", "promise", "call"])
@pytest.mark.parametrize("debtor", ["consumer", "business"])
def test_a_lender_has_no_customer(debtor: str, event: str, waited: str) -> None:
    fields = {**LENDING, "as_of": "30/09/2026", "debtor-kind": debtor, "invoices-0-due_on": waited}
    fields |= {"notice_received_on": "", **({"events-0-kind": event, "events-0-on": "28/09/2026"} if event else {})}
    said = ask("advise", fields)["html"]
    assert around(re.compile(r"\bclients?\b", re.I), text(said["advice"] + said["routes"])) == []
    assert around(re.compile(r"\bfactures?\b", re.I), text(said["advice"].split("Dernier jour pour agir")[0])) == []
    business = ask("advise", {**fields, "creditor-kind": "business"})["html"]
    assert "client" in text(business["advice"] + business["routes"])


@pytest.mark.parametrize(
    ("side", "asked"), [("creditor", "Avez-vous déjà relancé"), ("debtor", "On vous a déjà relancé")]
)
def test_what_already_happened_is_asked_beside_the_step_that_depends_on_it(side: str, asked: str) -> None:
    advice = ask("advise", {**FIELDS, "side": side})["html"]["advice"]
    assert asked in advice
    last = "promise" if side == "creditor" else "formal-notice"
    assert re.findall(r'data-action="happened" data-kind="([a-z-]+)"', advice) == ["reminder", "call", last]
    assert 'id="events-choice"' in form_html({})
    told = ask("advise", {**FIELDS, **STATES["reminded"], "side": side})["html"]["advice"]
    assert asked not in told
    noted = text(told).split("Noté")[1].split("changer")[0]
    assert "2 novembre 2026" in noted.replace(chr(160), " ")
    assert 'data-open="events-0-on"' in told
    assert asked not in ask("advise", {**FIELDS, **STATES["not due"], "side": side})["html"]["advice"]


def test_why_less_than_what_was_paid_comes_off_the_principal_is_said_where_it_is_asked() -> None:
    """2 400 due 31 August 2026, 800 on 20 October: 50 days x 12.40 % x 2 400 / 365 = 40.77, and 759.23 of principal."""
    paid = {"invoices-0-payments-0-paid_on": "20/10/2026", "invoices-0-payments-0-amount": "800"}
    fields = {"invoices-0-amount": "2 400", "invoices-0-due_on": "31/08/2026", "as_of": "29/11/2026", **paid}
    result = ask("compute", fields)["html"]["result"]
    principal = text(result[result.index('data-why="principal_due"') : result.index('data-why="interest"')])
    assert "Sur 800,00 € payés, 40,77 € ont d’abord réglé les intérêts" in principal
    assert "759,23 € le principal" in principal
    assert "C. civ., art. 1343-1" in principal
    other = ask("compute", {**fields, "terms-allocation": "principal-first"})["html"]["result"]
    assert "ont d’abord réglé" not in text(other)


#: 4 200 € due on 30 June 2025; a notice of 2 October 2026 bears the private creditor's rate from the 3rd.
NOTICED = {
    "invoices-0-amount": "4 200",
    "invoices-0-due_on": "30/06/2025",
    "as_of": "30/11/2026",
    "creditor-kind": "individual",
    "debtor-kind": "consumer",
    "events-0-kind": "formal-notice",
    "events-0-on": "02/10/2026",
}


def test_a_notice_that_the_debtor_noted_came_that_day() -> None:
    """59 days, from 3 October to 30 November: 4 200.00 × 6.84 % × 59/365 = 46.44."""
    shown = text(ask("compute", {**NOTICED, "side": "debtor"})["html"]["result"]).replace("\u202f", " ")
    assert "46,44" in shown
    assert "aucune mise en demeure" not in shown


def test_a_notice_without_its_day_of_receipt_is_asked_for_that_day() -> None:
    shown = json.dumps(ask("compute", NOTICED), ensure_ascii=False)
    assert "Une mise en demeure est notée au 2\u00a0octobre\u00a02026" in shown
    assert "Sans mise en demeure, un particulier" not in shown


def test_the_reply_never_denies_a_notice() -> None:
    for noticed in ({}, {"notice_received_on": "2026-10-02"}):
        claim = Claim.model_validate(
            {
                "as_of": "2026-11-30",
                "side": "debtor",
                "creditor": {"kind": "individual", "name": "Luc Petit", "address": "1 rue Haute, 44000 Nantes"},
                "debtor": {"kind": "consumer", "name": "Ana Roux", "address": "2 rue Basse, 44000 Nantes"},
                "invoices": [{"due_on": "2025-06-30", "amount": "4200.00"}],
                "letter": {"place": "Nantes", "received": {"amount": "4500.00", "dated": "2026-11-20"}},
                **noticed,
            }
        )
        written = plain_text.render(write_letter("claim-reply", claim).document)
        assert "reçu aucune" not in written
        assert ("reçue le 2\u00a0octobre\u00a02026" in written) == bool(noticed)


def test_a_debtor_reads_until_when_the_formal_notice_and_his_own_letter_leave_time() -> None:
    """Received on 2 November, eight days: the 10th. Posted on the 4th, there on the 7th, a Saturday; then six
    working days without the 11th: the 17th."""
    noticed = {"events-0-kind": "formal-notice", "events-0-on": "02/11/2026", "events-0-delay_days": "8 jours"}
    fields = {**FIELDS, **noticed, "side": "debtor", "as_of": "04/11/2026"}
    advice = text(ask("advise", fields)["html"]["advice"])
    assert "La mise en demeure vous laisse jusqu’au 10 novembre 2026" in advice
    assert "Votre réponse, postée le 4 novembre 2026, laisserait jusqu’au 17 novembre 2026" in advice
    named = {**fields, "events-0-delay_days": "", "events-0-until": "12/11/2026"}
    assert "vous laisse jusqu’au 12 novembre 2026" in text(ask("advise", named)["html"]["advice"])
    over = text(ask("advise", {**fields, "as_of": "11/11/2026"})["html"]["advice"])
    assert "vous laisse jusqu’au 10 novembre 2026 délai passé" in over
    wrong = ask("compute", {**fields, "events-0-delay_days": "une semaine"})
    assert "n’est pas un nombre de jours" in wrong["marks"]["events-0-delay_days"]["error"]


def test_a_last_day_that_rests_on_a_part_payment_says_so_beside_it() -> None:
    """From the due date of 30 June; five years from the payment of 10 September 2026 if it counts (C. civ., 2224)."""
    paid = {"invoices-0-payments-0-paid_on": "10/09/2026", "invoices-0-payments-0-amount": "500"}
    advice = text(ask("advise", {**FIELDS, **paid, "creditor-kind": "individual"})["html"]["advice"])
    headline = advice.split("Dernier jour pour agir")[1].split("pourquoi")[0]
    assert headline.strip().startswith("30 juin 2031")
    assert "ou 10 septembre 2031, moins sûr, si le paiement du 10 septembre 2026 vaut reconnaissance" in headline
    admitted = {"events-0-kind": "acknowledgement", "events-0-on": "11/09/2026"}
    both = text(ask("advise", {**FIELDS, **paid, **admitted, "creditor-kind": "individual"})["html"]["advice"])
    assert "moins sûr, si le paiement" not in both
