"""Everything a claim may hold can be typed, stands beside its own mistakes, and comes back from a file as it was."""

import json
import re
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from calculator.app import handle
from calculator.app.addressing import Reader
from calculator.app.countries import country_groups
from calculator.app.filling import fields_of
from calculator.app.form import claim_of, read_form
from calculator.app.happened import EVENT_GROUPS, event_choices
from calculator.app.view import form_html
from latepay_core import Claim, draw_up
from latepay_core.claim import Event
from latepay_core.claim.countries import COUNTRIES, FRENCH
from latepay_core.wording.french import plain

TWO = {
    "invoices-0-number": "F-1",
    "invoices-0-amount": "10 000",
    "invoices-0-due_on": "31/05/2026",
    "invoices-1-number": "F-2",
    "invoices-1-amount": "5 000",
    "invoices-1-due_on": "30/06/2026",
    "as_of": "30/11/2026",
}
RECEIVED = {"payments-0-paid_on": "15/07/2026", "payments-0-amount": "12 000"}
REMINDED = {"events-0-kind": "reminder", "events-0-on": "10/06/2026"}


def ask(**request: Any) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(handle(json.dumps(request)))
    assert "fault" not in answer, answer
    return answer


def compute(*fields: dict[str, str]) -> dict[str, Any]:
    return ask(action="compute", fields={key: value for each in fields for key, value in each.items()})


# ------------------------------------------------------------------------------------- payments for several invoices


def test_a_payment_for_all_is_allocated_by_the_law_and_shown() -> None:
    answer = compute(TWO, RECEIVED)
    assert answer["state"] == "computed"
    shown = answer["html"]["statement"]
    # by 15 July 10 000 EUR had borne 30 days at 12.15 % (99.86) and 15 at 12.40 % (50.96): 10 150.82 to the older
    # invoice, the rest to the other
    assert re.search(r"F-1</td>\s*<td[^>]*>10\u202f150,82\u00a0€", shown)
    assert re.search(r"F-2</td>\s*<td[^>]*>1\u202f849,18\u00a0€", shown)
    assert "C. civ., art. 1342-10" in shown
    assert 'data-open="own-payments"' in shown


def test_the_invoice_the_debtor_named_takes_the_payment() -> None:
    answer = compute(TWO, RECEIVED, {"payments-0-invoice": "F-2", "payments-0-amount": "5 000"})
    shown = answer["html"]["statement"]
    assert "que le débiteur a désignée" in shown
    assert re.search(r"F-2</td>\s*<td[^>]*>5\u202f000,00\u00a0€", shown)


def test_a_claim_without_such_payments_shows_no_allocation() -> None:
    shown = compute(TWO)["html"]["statement"]
    assert "allocation" not in shown
    assert "rate-comparison" not in shown


@pytest.mark.parametrize(
    ("changed", "field", "said", "missing"),
    [
        ({"payments-0-amount": ""}, "payments-0-amount", "Indiquez le montant", True),
        ({"payments-0-paid_on": ""}, "payments-0-paid_on", "Indiquez le jour", True),
        ({"payments-0-paid_on": "31/02/2026"}, "payments-0-paid_on", "n’existe pas", False),
        ({"payments-0-invoice": "F-9"}, "payments-0-invoice", "aucune facture ne porte le numéro", False),
        (
            {"invoices-0-issued_on": "01/05/2026", "invoices-1-issued_on": "02/05/2026"}
            | {"payments-0-paid_on": "30/04/2026"},
            "payments-0-paid_on",
            "précède l’émission",
            False,
        ),
    ],
)
def test_what_is_wrong_with_a_payment_stands_beside_it(
    changed: dict[str, str], field: str, said: str, missing: bool
) -> None:
    answer = compute(TWO, RECEIVED, changed)
    mark = answer["marks"][field]
    assert said.lower() in mark["error"].lower()
    assert mark.get("missing", False) is missing
    assert f'href="#{field}"' in answer["html"]["errors"]


def test_blank_rows_do_not_count_and_gaps_do_not_matter() -> None:
    blank = {"payments-3-paid_on": "", "payments-3-invoice": "", "events-0-kind": "", "events-0-on": " "}
    form = read_form({**TWO, **blank, "payments-7-paid_on": "15/07/2026", "payments-7-amount": "5"})
    assert not form.faulty
    assert form.data["payments"] == [{"paid_on": "2026-07-15", "amount": "5"}]
    assert "events" not in form.data
    assert form.field_of_path["payments[0].amount"] == "payments-7-amount"


# --------------------------------------------------------------------------------------------------- what happened


def test_every_kind_of_event_is_offered_once_under_a_french_name() -> None:
    kinds = [kind for _, within in EVENT_GROUPS for kind in within]
    assert sorted(kinds) == sorted(get_args(Event.model_fields["kind"].annotation))
    for reader in (Reader(), Reader(debtor=True), Reader(private=True), Reader(debtor=True, private=True)):
        names = [reader.pick(*said) for _, options in event_choices() for _, said in options]
        assert len(set(names)) == len(names)
    form = ask(action="open", file=json.dumps({**FULL, "as_of": "2026-09-30"}), name="x.json")["html"]["form"]
    assert form.count("<optgroup label=") >= len(EVENT_GROUPS)


@pytest.mark.parametrize("kind", ["reminder", "formal-notice", "promise", "order-requested"])
def test_what_does_not_stop_the_clock_says_so_beside_its_row(kind: str) -> None:
    marks = compute(TWO, {"events-0-kind": kind, "events-0-on": "10/06/2026"})["marks"]
    assert "n’interrompt pas le délai pour agir" in marks["events-0-kind"]["warning"]


def test_a_reminder_to_a_public_buyer_does_stop_the_clock() -> None:
    later = {"debtor-kind": "public-body", "events-0-on": "10/02/2027", "as_of": "31/03/2027"}
    mark = compute(TWO, REMINDED, later)["marks"]["events-0-kind"]
    # a whole new period from the 1 January that follows
    assert "1er\u00a0janvier\u00a02028" in mark["echo"]
    assert "warning" not in mark
    early = compute(TWO, REMINDED, {"debtor-kind": "public-body"})["marks"]["events-0-kind"]
    assert "ne change rien" in early["echo"]
    assert "warning" not in early


def test_an_acknowledgement_says_from_when_the_clock_runs_again() -> None:
    admitted = {"events-4-kind": "acknowledgement", "events-4-on": "20/07/2026", "events-4-invoice": "F-2"}
    answer = compute(TWO, REMINDED, admitted)
    assert "20\u00a0juillet\u00a02026" in answer["marks"]["events-4-kind"]["echo"]
    advice = ask(action="advise", fields={**TWO, **REMINDED, **admitted})["html"]["advice"]
    # five years from the due date of the first invoice, from the acknowledgement of the second
    assert "31\u00a0mai\u00a02031" in advice
    assert "20\u00a0juillet\u00a02031" in advice
    assert 'data-code="limitation-letter-no-effect"' in advice


def test_what_was_done_changes_the_next_step() -> None:
    late = {**TWO, "as_of": "05/06/2026", "invoices-1-due_on": "30/06/2026"}
    before = ask(action="advise", fields=late)["html"]["advice"]
    after = ask(action="advise", fields={**late, "events-0-kind": "reminder", "events-0-on": "02/06/2026"})
    assert re.search(r'data-figure="next-step">Relancer<', before)
    assert re.search(r'data-figure="next-step">Appeler<', after["html"]["advice"])


@pytest.mark.parametrize(
    ("events", "field", "said"),
    [
        ({"events-0-on": "10/06/2026"}, "events-0-kind", "Choisissez dans la liste"),
        ({"events-0-kind": "call"}, "events-0-on", "Indiquez le jour"),
        ({"events-0-kind": "call", "events-0-on": "demain"}, "events-0-on", "n’est pas une date"),
        ({**REMINDED, "events-0-invoice": "F-9"}, "events-0-invoice", "d’aucune facture"),
        # the five years had run out on 31 May 2031
        ({"events-0-kind": "court-action", "events-0-on": "02/07/2031"}, "events-0-on", "qui avait pris fin le"),
        (
            {"events-0-kind": "promise", "events-0-on": "10/06/2026", "events-0-expected_on": "01/06/2026"},
            "events-0-expected_on",
            "un jour déjà passé",
        ),
        (
            {"events-0-kind": "order-made", "events-0-on": "10/06/2026"}
            | {"events-1-kind": "order-requested", "events-1-on": "12/06/2026"},
            "events-0-on",
            "précède",
        ),
    ],
)
def test_an_impossible_timeline_is_refused_beside_its_field(events: dict[str, str], field: str, said: str) -> None:
    answer = compute(TWO, {"as_of": "30/09/2031"}, events)
    assert answer["state"] in {"errors", "incomplete"}
    assert said in answer["marks"][field]["error"]


def test_the_day_promised_is_asked_of_a_promise_only() -> None:
    stray = {"events-0-kind": "call", "events-0-on": "10/06/2026", "events-0-expected_on": "nonsense"}
    assert compute(TWO, stray)["state"] == "computed"
    assert compute(TWO, {**stray, "events-0-kind": "promise"})["marks"]["events-0-expected_on"]["error"]


# --------------------------------------------------------------------------------------------------- circumstances


def test_what_is_not_answered_stays_unknown() -> None:
    form = read_form({**TWO, "situation-both_traders": "", "situation-claimant-kind": "company", "debtor-country": ""})
    assert "situation" not in form.data
    assert form.data["debtor"] == {}


@pytest.mark.parametrize(("answer", "kept"), [("yes", True), ("no", False)])
def test_a_yes_or_a_no_is_kept_as_such(answer: str, kept: bool) -> None:
    assert read_form({**TWO, "situation-both_traders": answer}).data["situation"] == {"both_traders": kept}


def test_the_answers_decide_which_routes_are_open() -> None:
    small = {"invoices-0-amount": "900", "invoices-0-due_on": "31/05/2026", "as_of": "30/11/2026"}
    unknown = ask(action="advise", fields=small)["html"]["routes"]
    traders = ask(action="advise", fields={**small, "situation-both_traders": "yes"})["html"]["routes"]
    abroad = ask(action="advise", fields={**small, "debtor-country": "DE"})["html"]["routes"]
    assert _status(unknown, "small-claims") == "to-check"
    assert _status(traders, "small-claims") == "closed"
    assert _status(unknown, "european-order") == "closed"
    assert _status(abroad, "european-order") == "open"
    assert _status(abroad, "payment-order") == "closed"


def _status(routes: str, code: str) -> str:
    found = re.search(rf'class="route route-([a-z-]+)" aria-labelledby="route-{code}"', routes)
    assert found is not None
    return found[1]


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"situation-claimant-employees": "beaucoup"}, "situation-claimant-employees", "n’est pas un nombre entier"),
        ({"situation-claimant-turnover": "12,34,56"}, "situation-claimant-turnover", "n’est pas un montant"),
        ({"situation-principal_paid_on": "hier"}, "situation-principal_paid_on", "n’est pas une date"),
        ({"debtor-country": "XX"}, "debtor-country", "n’est pas un code de pays"),
        (
            {"debtor-insolvency_opened_on": "01/09/2026", "situation-bodacc_published_on": "30/08/2026"},
            "situation-bodacc_published_on",
            "précède le jugement d’ouverture",
        ),
    ],
)
def test_a_wrong_answer_is_said_beside_it(typed: dict[str, str], field: str, said: str) -> None:
    assert said in compute(TWO, typed)["marks"][field]["error"]


def test_every_country_is_offered_once_and_france_first() -> None:
    groups = country_groups()
    codes = [code for _, options in groups for code, _ in options]
    assert codes[0] == ""
    assert sorted(codes[1:]) == sorted(COUNTRIES - FRENCH)
    assert {"DE", "DK", "SE"} <= {code for code, _ in groups[1][1]}
    assert country_groups("FR")[0][1] == [("FR", "France")]


# ---------------------------------------------------------------------------------------------------- public buyers

PAID = {
    "debtor-kind": "public-body",
    "invoices-0-amount": "10 000",
    "invoices-0-due_on": "31/05/2026",
    "invoices-0-payments-0-paid_on": "31/08/2026",
    "invoices-0-payments-0-amount": "10 000",
    "as_of": "30/09/2026",
}


def test_the_day_by_which_a_public_buyer_owes_its_interest_is_shown() -> None:
    result = compute(PAID)["html"]["result"]
    # 31 August + 45 days
    assert re.search(r'data-figure="interest-payment">15\u00a0octobre\u00a02026<', result)
    assert "délai passé" not in result
    assert "délai passé" in compute(PAID, {"as_of": "16/10/2026"})["html"]["result"]
    # the accountant's own day, where it is another: 28 August + 45 days
    sooner = compute(PAID, {"situation-principal_paid_on": "28/08/2026"})["html"]["result"]
    assert re.search(r'data-figure="interest-payment">12\u00a0octobre\u00a02026<', sooner)
    unpaid = {"invoices-0-payments-0-paid_on": "", "invoices-0-payments-0-amount": ""}
    assert "interest-payment" not in compute(PAID, unpaid)["html"]["result"]


def test_a_public_buyers_term_runs_from_the_request_and_may_be_suspended_once() -> None:
    fields = {
        "debtor-kind": "public-body",
        "debtor-public_kind": "state-or-local",
        "invoices-0-amount": "10 000",
        "invoices-0-due_mode": "term",
        "invoices-0-term-days": "30",
        "invoices-0-term-from": "payment-request",
        "invoices-0-term-end_of_month": "after",
        "invoices-0-received_on": "04/05/2026",
        "as_of": "31/08/2026",
    }
    plain = compute(fields)["html"]["statement"]
    assert "échue le 03/06/2026" in plain
    held = {"invoices-0-suspension-notified_on": "18/05/2026", "invoices-0-suspension-completed_on": "27/05/2026"}
    # thirty days from the complete file
    assert "échue le 26/06/2026" in compute(fields, held)["html"]["statement"]
    half = compute(fields, {**held, "invoices-0-suspension-notified_on": ""})
    assert half["marks"]["invoices-0-suspension-notified_on"]["missing"] is True
    backwards = compute(fields, {**held, "invoices-0-suspension-completed_on": "11/05/2026"})
    assert backwards["state"] == "errors"
    assert any(name.startswith("invoices-0-suspension") for name, mark in backwards["marks"].items() if "error" in mark)


def test_a_contract_rate_is_compared_half_year_by_half_year() -> None:
    answer = compute(TWO, {"terms-rate-basis": "fixed", "terms-rate-percent": "8"})
    table = re.search(r'<div class="rate-comparison">.*?</table>', answer["html"]["statement"], re.DOTALL)
    assert table is not None
    # three times 2.62 % then 2.75 %; the ECB's 2.15 % then 2.40 %, plus ten points
    rows = re.findall(r'data-label="(Minimum légal|Taux de la loi)" class="number">([\d,]+)', table[0])
    assert rows == [
        ("Minimum légal", "7,86"),
        ("Taux de la loi", "12,15"),
        ("Minimum légal", "8,25"),
        ("Taux de la loi", "12,40"),
    ]
    assert table[0].count("clause irrégulière") == 1


def test_no_key_of_a_file_is_named_on_the_page() -> None:
    answer = compute(TWO, {"debtor-kind": "consumer", "terms-rate-basis": "fixed", "terms-rate-percent": "8"})
    fields = {**TWO, "debtor-kind": "consumer", "notice_received_on": "10/06/2026"}
    advice = ask(action="advise", fields=fields)["html"]["advice"]
    public = compute(PAID)["html"]["statement"]
    for shown in (answer["html"]["errors"], advice, public):
        said = re.sub(r"<[^>]*>", "", shown)
        assert not re.search(r"\b(performed_on|fr-civil|completed_on|public_kind|due_on\))", said)


def test_the_five_years_start_when_the_work_was_done_and_the_day_is_asked_for() -> None:
    # issued 31 March 2021, due 30 May 2021: 31 March 2026 is the prudent day, 30 May 2026 the other reading
    fields = {**TWO, "as_of": "10/01/2025", "invoices-0-issued_on": "31/03/2021", "invoices-0-due_on": "30/05/2021"}
    fields = {name: typed for name, typed in fields.items() if not name.startswith("invoices-1-")}
    advice = re.sub(r"\s+", " ", ask(action="advise", fields=fields)["html"]["advice"])
    assert '<strong data-figure="last-day">31 mars 2026</strong>' in advice
    assert "ou 30 mai 2026, compté depuis l’échéance" in advice
    assert "Indiquez le jour où le travail était fini, ou la marchandise livrée" in advice
    fields["invoices-0-performed_on"] = "10/03/2021"
    known = re.sub(r"\s+", " ", ask(action="advise", fields=fields)["html"]["advice"])
    assert '<strong data-figure="last-day">10 mars 2026</strong>' in known
    assert "Indiquez le jour où le travail" not in known
    assert "Jour où le travail était fini, ou la marchandise livrée" in form_html(fields)


def test_a_last_day_among_several_invoices_names_its_own_in_a_whole_sentence() -> None:
    advice = re.sub(r"\s+", " ", ask(action="advise", fields={**TWO, "side": "debtor"})["html"]["advice"])
    titles = re.findall(r"<dt>([^<]*réclamée? en justice[^<]*)</dt>", advice)
    assert len(titles) == 2
    assert all(
        re.fullmatch(r"Dernier jour où la somme peut vous être réclamée en justice, facture \S+", t) for t in titles
    )


def test_the_first_limit_that_lapses_is_the_one_shown() -> None:
    # published on 14 October 2026: two months, 14 December; the five years say nothing here
    fields = {
        "invoices-0-amount": "6 000",
        "invoices-0-due_on": "31/07/2026",
        "as_of": "29/11/2026",
        "debtor-insolvency_opened_on": "05/10/2026",
        "situation-bodacc_published_on": "14/10/2026",
    }
    advice = re.sub(r"\s+", " ", ask(action="advise", fields=fields)["html"]["advice"])
    assert re.search(r"<dt>Dernier jour pour déclarer</dt> <dd><strong[^>]*>14 décembre 2026</strong>", advice)
    assert "Dernier jour pour agir" not in advice
    unpublished = {**fields, "situation-bodacc_published_on": ""}
    advice = re.sub(r"\s+", " ", ask(action="advise", fields=unpublished)["html"]["advice"])
    assert re.search(r"<dt>Dernier jour pour déclarer</dt> <dd><strong[^>]*>5 décembre 2026</strong>", advice)


def test_an_invoice_paid_late_says_how_late_it_was_paid() -> None:
    # 11 April to 15 December 2024
    fields = {
        "invoices-0-amount": "1 000",
        "invoices-0-due_on": "11/04/2024",
        "invoices-0-payments-0-paid_on": "15/12/2024",
        "invoices-0-payments-0-amount": "1 000",
        "terms-allocation": "principal-first",
        "as_of": "29/11/2026",
    }
    shown = re.sub(r"\s+", " ", compute(fields)["html"]["statement"])
    assert "payée le 15/12/2024 avec 248 jours de retard" in shown
    assert "962" not in shown


# -------------------------------------------------------------------------------------------------- there and back

FULL: dict[str, Any] = {
    "schema": "latepay.claim/1",
    "side": "debtor",
    "as_of": "2026-09-30",
    "regime": "fr-b2b",
    "creditor": {
        "kind": "individual",
        "country": "BE",
        "name": "Atelier du Pin",
        "address": "1 rue du Pin\n75011 Paris",
        "siren": "732829320",
        "vat_number": "FR44732829320",
        "email": "atelier@example.org",
        "phone": "01 23 45 67 89",
        "reference": "D-2026-1",
        "iban": "FR76 3000",
        "bic": "AGRIFRPP",
    },
    "debtor": {
        "kind": "business",
        "name": "Client & Fils",
        "address": "2 rue <du> Port",
        "siren": "552100554",
        "vat_number": "FR96552100554",
        "email": "client@example.org",
        "phone": "02",
        "reference": "C-7",
        "public_kind": "health",
        "insolvency_opened_on": "2026-09-01",
        "country": "RE",
    },
    "terms": {
        "rate": {"basis": "legal-times", "times": "3.125"},
        "semester": "frozen",
        "year": "actual",
        "allocation": "principal-first",
        "rounding": "total",
        "surplus": "oldest",
        "capitalise_from": "2026-05-01",
        "supplied_rates": [{"series": "ecb-mro", "from": "2027-01-01", "percent": "2.5"}],
    },
    "notice_received_on": "2026-04-02",
    "judgment": {"enforceable_on": "2026-08-01"},
    "payments": [
        {"paid_on": "2026-07-02", "amount": "7.00", "invoice": "F-2"},
        {"paid_on": "2026-07-03", "amount": "8.10"},
    ],
    "events": [
        {"on": "2026-06-01", "kind": "promise", "expected_on": "2026-06-20", "invoice": "F-1"},
        {"on": "2026-06-21", "kind": "call", "expected_on": "2026-06-25"},
        {"on": "2026-06-22", "kind": "formal-notice", "expected_on": "2026-07-06", "delay_days": 15},
    ],
    "situation": {
        "debtor_country": "RE",
        "debtor_place": "overseas",
        "court_town": "Lyon",
        "both_traders": False,
        "public_buyer": "other",
        "housing_or_consumer_credit": True,
        "amicable_attempt": True,
        "bodacc_published_on": "2026-09-04",
        "principal_paid_on": "2026-09-05",
        "claimant": {"kind": "person", "employees": 12, "turnover": "800000", "profit": "-1500.50", "income": "0"},
    },
    "letter": {"place": "Lyon"},
    "credit_notes": [{"number": "A-9", "issued_on": "2026-07-01", "amount": "20.00"}],
    "invoices": [
        {
            "number": "F-1",
            "issued_on": "2026-01-15",
            "received_on": "2026-01-16",
            "term": {"days": 45, "end_of_month": "before", "on_day": 10},
            "amount": "1234.50",
            "payments": [{"paid_on": "2026-07-01", "amount": "100.00"}],
            "credit_notes": [{"number": "A-1", "issued_on": "2026-02-01", "amount": "10.00"}],
        },
        {
            "number": "F-2",
            "due_on": "2026-03-31",
            "performed_on": "2026-02-03",
            "delivered_on": "2026-02-02",
            "trade": "transport",
            "summary": True,
            "compensated": True,
            "terms": {"year": "365"},
            "suspension": {"notified_on": "2026-02-10", "completed_on": "2026-02-20"},
            "amount": "99.99",
        },
        {"due_on": "2026-03-31", "trade": "alcohol", "delivered_on": "2026-02-02", "amount": "12.00"},
        {"term": {"months": 1, "days": 15, "on_days": [10, 25]}, "issued_on": "2026-02-02", "amount": "12.00"},
        {"term": {"days": 30, "from": "payment-request"}, "received_on": "2026-02-02", "amount": "12.00"},
        {
            "number": "F-6",
            "issued_on": "2026-01-05",
            "amount": "1000.00",
            "terms": {
                "rate": {"basis": "fixed", "percent": "9.5"},
                "semester": "revised",
                "year": "365",
                "allocation": "interest-first",
            },
            "instalments": [{"due_on": "2026-03-31", "amount": "400.00"}, {"due_on": "2026-02-28", "amount": "600.00"}],
            "credit_notes": [{"number": "A-6", "issued_on": "2026-03-01", "amount": "15.00"}],
        },
    ],
    "language": "en",
}


def test_a_claim_with_everything_in_it_comes_back_as_it_was() -> None:
    claim = Claim.model_validate(FULL)
    form = read_form(fields_of(claim))
    assert not form.faulty
    assert claim_of(form) == claim


def test_what_the_page_has_no_field_for_comes_back_to_the_file() -> None:
    own = {"rate": {"basis": "fixed", "percent": "9.5"}, "semester": "frozen"}
    parts = [{"due_on": "2026-03-31", "amount": "400.00"}, {"due_on": "2026-02-28", "amount": "600.00"}]
    claim = {
        "schema": "latepay.claim/1",
        "as_of": "2026-09-30",
        "creditor": {"country": "BE"},
        "debtor": {"country": "DE"},
        "invoices": [
            {"number": "F-1", "amount": "1000.00", "instalments": parts, "terms": own},
            {"number": "F-2", "due_on": "2026-03-31", "amount": "50.00", "terms": {"allocation": "principal-first"}},
        ],
        "credit_notes": [{"number": "AV-1", "issued_on": "2026-04-01", "amount": "20.00"}],
        "language": "en",
    }
    assert ask(action="open", file=json.dumps(claim), name="x.json")["state"] == "computed"
    fields = fields_of(Claim.model_validate(claim))
    assert ask(action="take", fields=fields)["statement"] == draw_up(Claim.model_validate(claim)).model_dump(
        mode="json"
    )
    saved = ask(action="save", fields=fields, today="2026-11-29")
    assert saved["document"] == claim
    # and where a row is typed in, the rest of the file stays: 1 000.00 becomes 1 100.00 in all
    fields["invoices-0-amount"] = "500"
    typed = ask(action="save", fields=fields, today="2026-11-29")["document"]
    assert typed["invoices"][0]["amount"] == "1100.00"
    assert typed["invoices"][0]["terms"] == own
    # rows that no longer say the same are rows: no due date twice, no payment that loses its row
    for changed in ({"invoices-1-due_on": "31/03/2026"}, {"invoices-0-number": "F-9"}):
        again = ask(action="save", fields={**fields, **changed}, today="2026-11-29")["document"]
        assert len(again["invoices"]) == 3
        assert draw_up(Claim.model_validate(again)).totals.amount == 1150


def test_a_draft_keeps_it_too() -> None:
    claim = {"invoices": [{"number": "F-1", "amount": "10.00", "due_on": "2026-03-31", "terms": {"year": "actual"}}]}
    fields = fields_of(Claim.model_validate(claim)) | {"invoices-0-amount": "dix"}
    draft = ask(action="save", fields=fields, today="2026-11-29")
    assert draft["state"] == "draft"
    opened = ask(action="open", file=json.dumps(draft["document"]), name="x.json")["html"]["form"]
    assert "&#34;year&#34;: &#34;actual&#34;" in opened


def test_a_fault_of_an_instalment_stands_beside_its_row() -> None:
    parts = [{"due_on": "2026-03-31", "amount": "400.00"}, {"due_on": "2026-02-28", "amount": "600.00"}]
    claim = {
        "invoices": [
            {"number": "F-1", "amount": "1000.00", "instalments": parts},
            {"due_on": "2026-03-31", "amount": "1.00"},
        ]
    }
    fields = fields_of(Claim.model_validate(claim)) | {"as_of": "30/09/2026"}
    marks = compute(fields, {"invoices-1-due_on": "31/12/2008"})["marks"]
    assert "error" in marks["invoices-1-due_on"]
    later = compute(fields, {"invoices-2-due_on": "31/12/2008"})["marks"]
    assert "error" in later["invoices-2-due_on"]


def test_that_claim_leaves_out_nothing_that_a_claim_may_hold() -> None:
    # a key added to the claim has to be added to the form, and here
    given = set(_keys(Claim.model_validate(FULL)))
    left_out = {"StatutoryRate.basis", "FixedRate.basis", "EcbPlusRate.basis"}
    # a claim holds its instalments as rows, and writes them again as they were
    left_out |= {"Invoice.instalments", "Instalment.due_on", "Instalment.amount"}
    assert {key for part in _parts(Claim) for key in _named(part)} - given <= left_out | {
        "FixedRate.percent",
        "EcbPlusRate.points",
    }


def _keys(part: BaseModel) -> Iterator[str]:
    for name in part.model_fields_set:
        yield f"{type(part).__name__}.{name}"
        value = getattr(part, name)
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, BaseModel):
                yield from _keys(each)


def _named(part: type[BaseModel]) -> set[str]:
    return {f"{part.__name__}.{name}" for name in part.model_fields}


def _parts(part: type[BaseModel]) -> set[type[BaseModel]]:
    found = {part}
    for field in part.model_fields.values():
        for inner in _models(field.annotation):
            found |= _parts(inner)
    return found


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)


@pytest.mark.parametrize(
    "situation",
    [
        {"debtor": {"country": "DE"}},
        {"debtor": {"country": "FR"}},
        {"situation": {"debtor_country": "DE"}},
        {"debtor": {"country": "NC"}, "situation": {"debtor_country": "NC"}},
        {"debtor": {"kind": "consumer"}, "terms": {"supplied_rates": [LEGAL := {"series": "legal-interest"}]}},
    ],
)
def test_whichever_way_a_file_says_it(situation: dict[str, Any]) -> None:
    LEGAL.update({"from": "2027-01-01", "percent": "2.5"})
    claim = Claim.model_validate({"invoices": [{"due_on": "2026-05-31", "amount": "10.00"}], **situation})
    assert Claim.model_validate(read_form(fields_of(claim)).data) == claim


def test_a_file_opens_with_all_it_holds_in_sight() -> None:
    claim = {key: value for key, value in FULL.items() if key not in {"regime", "letter", "language", "side"}}
    claim["invoices"] = [each for each in FULL["invoices"] if "suspension" not in each and each.get("number") == "F-1"]
    claim["payments"], claim["debtor"] = [{"paid_on": "2026-07-03", "amount": "8.10"}], {"country": "BE"}
    claim["situation"] = {"debtor_place": "unknown", "claimant": {"employees": 300}}
    del claim["notice_received_on"], claim["judgment"]
    opened = ask(action="open", file=json.dumps(claim), name="x.json")
    form = opened["html"]["form"]
    for addition in ("events", "own-payments", "situation", "claimant", "creditor-details", "capitalisation"):
        assert re.search(rf'<details class="addition[^>]* data-addition="{addition}"[^>]* open', form), addition
    assert "1 rue du Pin\n75011 Paris</textarea>" in form
    assert '<option value="BE" selected>Belgique</option>' in form
    assert '<option value="promise" selected>' in form
    assert 'name="kept" value=""' in form


def test_nothing_is_open_in_a_blank_form() -> None:
    page = ask(action="open", file='{"invoices": [{"due_on": "2026-05-31", "amount": "10.00"}]}', name="x.json")
    # who owes whom is asked first, and folded once a list needs the room
    assert re.findall(r"<details[^>]* open", page["html"]["form"]) == ['<details class="who" id="who" open']


def test_the_browser_answers_for_a_whole_claim_what_the_core_does() -> None:
    claim = {**FULL, "regime": None, "creditor": {"name": "Atelier"}, "judgment": None, "notice_received_on": None}
    claim["debtor"] = {"name": "Client", "country": "DE"}
    claim["situation"] = {"both_traders": True}
    claim["invoices"] = [FULL["invoices"][0], {"number": "F-2", "due_on": "2026-03-31", "amount": "99.99"}]
    claim["terms"] = {}
    fields = fields_of(Claim.model_validate(claim))
    taken = ask(action="take", fields=fields)
    assert taken["statement"] == draw_up(Claim.model_validate(claim)).model_dump(mode="json")
    saved = ask(action="save", fields=fields, today="2026-11-29")
    assert Claim.model_validate(saved["document"]) == Claim.model_validate(claim)


def test_a_promise_that_runs_is_said_beside_the_step() -> None:
    """Promised on 10/11 for 15/12/2026: by the 22nd there is nothing to write; the notice is the next day's."""
    fields = {
        "as_of": "22/11/2026",
        "invoices-0-amount": "10000",
        "invoices-0-due_on": "31/05/2026",
        "events-0-kind": "promise",
        "events-0-on": "10/11/2026",
        "events-0-expected_on": "15/12/2026",
    }
    html = plain(ask(action="advise", fields=fields)["html"]["advice"])
    assert "Vérifier que la promesse est tenue</strong>, le 16 décembre 2026" in html
    assert "Paiement promis au plus tard le 15 décembre 2026." in html
    assert "S'il ne paie pas : Envoyer la mise en demeure, le 16 décembre 2026." in html
    assert 'data-action="write"' not in html


def test_a_written_promise_keeps_the_day_it_names() -> None:
    fields = {
        "as_of": "22/11/2026",
        "invoices-0-amount": "10000",
        "invoices-0-due_on": "31/05/2026",
        "events-0-kind": "acknowledgement",
        "events-0-on": "10/11/2026",
        "events-0-expected_on": "15/12/2026",
    }
    html = plain(ask(action="advise", fields=fields)["html"]["advice"])
    assert "Vérifier que la promesse est tenue</strong>, le 16 décembre 2026" in html
