"""`latepay limitation`, `next`, `routes`, `costs`: Python's answers, in French, and the statement's refusals."""

import json
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from latepay_core import Claim, draw_up
from latepay_core.cli import program
from latepay_core.procedure import Situation, costs, next_step, routes
from latepay_core.wording import answer as in_words

CALL = Callable[..., Any]
CLAIM: dict[str, Any] = {
    "as_of": "2026-11-22",
    "debtor": {"name": "Société Durand", "address": "4 La Canebière, 13001 Marseille"},
    "invoices": [{"number": "F-118", "due_on": "2026-09-30", "amount": "2400.00"}],
    "events": [{"on": "2026-10-05", "kind": "reminder"}],
}
CONTRACT = {"number", "kind", "starts_on", "last_day", "article", "interrupted_by"}
PER_CLAIM = ("limitation", "next", "routes")


def asked(latepay: CALL, command: str, claim: dict[str, Any], *options: str) -> Any:
    answer = latepay(command, "-", "--json", *options, stdin=json.dumps(claim).encode())
    assert (answer.status, answer.err) == (0, "")
    return json.loads(answer.out)


def shown(latepay: CALL, command: str, claim: dict[str, Any]) -> str:
    answer = latepay(command, "-", stdin=json.dumps(claim).encode())
    assert (answer.status, answer.err) == (0, "")
    assert max(map(len, answer.out.splitlines())) <= 110
    return re.sub(r"\s+", " ", answer.out)


# ---------------------------------------------------------------- limitation


def test_limitation_has_the_contracts_shape(latepay: CALL) -> None:
    said = asked(latepay, "limitation", CLAIM)
    (invoice,) = said["invoices"]
    assert set(invoice) >= CONTRACT
    # C. com., art. L110-4: five years from 30 September 2026; a reminder interrupts nothing
    assert (invoice["kind"], invoice["starts_on"], invoice["last_day"]) == ("b2b", "2026-09-30", "2031-09-30")
    assert invoice["interrupted_by"] == []
    # the day of the work is not given: it is asked for
    codes = [each["code"] for each in said["warnings"]]
    assert codes == ["limitation-start-uncertain", "limitation-letter-no-effect"]
    assert invoice["asks"] == "invoices[0].performed_on"


def test_a_payment_of_the_claim_interrupts_for_the_invoices_it_settles(latepay: CALL) -> None:
    claim = {
        "as_of": "2026-01-15",
        "invoices": [
            {"number": "A", "due_on": "2021-03-31", "amount": "10.00"},
            {"number": "B", "due_on": "2022-03-31", "amount": "10.00"},
        ],
        "payments": [{"paid_on": "2023-05-02", "amount": "5.00"}],
    }
    said = asked(latepay, "limitation", claim)
    # the oldest debt first (C. civ., art. 1342-10): only A starts again
    assert [each["last_day"] for each in said["invoices"]] == ["2028-05-02", "2027-03-31"]
    (event,) = said["invoices"][0]["interrupted_by"]
    assert (event["on"], event["kind"]) == ("2023-05-02", "part-payment")
    assert "limitation-payment-unallocated" not in {each["code"] for each in said["warnings"]}


def test_people_read_the_last_day_why_and_how_sure(latepay: CALL) -> None:
    out = shown(latepay, "limitation", CLAIM)
    for said in (
        "Délais pour agir, au 22 novembre 2026",
        "Facture F-118 · Entre entreprises",
        "Dernier jour pour agir : 30 septembre 2031. Agissez au plus tard le 23 septembre 2031.",
        "C. com., art. L110-4",
        "05/10/2026 : Une relance, même en recommandé, n’interrompt pas ce délai",
        "Recoupé",
        "À savoir",
        "Ce que le calcul laisse de côté",
    ):
        assert said in out, said
    late = shown(latepay, "limitation", CLAIM | {"as_of": "2032-01-01", "events": []})
    assert "Le délai pour agir a pris fin le 30 septembre 2031." in late
    unnumbered = shown(
        latepay, "limitation", {"as_of": "2026-11-22", "invoices": [CLAIM["invoices"][0] | {"number": ""}]}
    )
    assert "Facture n° 1 · Entre entreprises" in unnumbered


def test_an_interruption_after_the_end_is_refused(latepay: CALL) -> None:
    claim = CLAIM | {"as_of": "2032-06-01", "events": [{"on": "2032-01-05", "kind": "court-action"}]}
    for command in PER_CLAIM:
        answer = latepay(command, "-", stdin=json.dumps(claim).encode())
        assert (answer.status, answer.out) == (2, "")
        assert answer.err.startswith("events[0].on: l'événement du 5 janvier 2032 ne peut pas interrompre")


# ---------------------------------------------------------------- next, routes


def test_next_is_pythons_answer(latepay: CALL) -> None:
    claim = Claim.model_validate(CLAIM)
    said = asked(latepay, "next", CLAIM)
    assert said == {"as_of": "2026-11-22", **in_words(next_step(claim, draw_up(claim)))}
    assert (said["code"], said["on"]) == ("call", "2026-11-23")


def test_people_read_what_to_do_when_and_why(latepay: CALL) -> None:
    out = shown(latepay, "next", CLAIM)
    for said in (
        "Appeler · au 22 novembre 2026",
        "À faire le 23 novembre 2026 ; c’était prévu le",
        "Factures : F-118",
        "À joindre :",
        "[bonne pratique]",
        "Ensuite, si rien ne change",
        "confirmation de l’appel",
    ):
        assert said in out, said
    served = CLAIM | {"events": [{"on": "2026-11-10", "kind": "order-made"}]}
    assert "Dernier jour pour faire signifier l’ordonnance : 10 février 2027." in shown(latepay, "next", served)
    notice = CLAIM | {
        "events": [
            {"on": "2026-10-01", "kind": "invoice-checked"},
            {"on": "2026-10-02", "kind": "reminder"},
            {"on": "2026-10-05", "kind": "call"},
            {"on": "2026-10-05", "kind": "confirmation"},
            {"on": "2026-10-15", "kind": "reminder"},
        ]
    }
    out = shown(latepay, "next", notice)
    assert "Lettre : mise en demeure" in out
    assert "Réponse attendue, à écrire dans la lettre" in out


def test_next_counts_a_payment_of_the_claim_against_limitation(latepay: CALL) -> None:
    claim = {
        "as_of": "2026-01-15",
        "invoices": [
            {"number": "A", "due_on": "2021-03-31", "amount": "10.00"},
            {"number": "B", "due_on": "2022-03-31", "amount": "10.00"},
        ],
    }
    assert asked(latepay, "next", claim)["code"] == "act-now"
    paid = claim | {"payments": [{"paid_on": "2023-05-02", "amount": "5.00"}]}
    assert asked(latepay, "next", paid)["code"] != "act-now"


def test_routes_are_pythons_answer_and_read_the_claims_situation(latepay: CALL) -> None:
    situation = {"both_traders": True, "court_town": "Lyon"}
    told = CLAIM | {"situation": situation}
    claim = Claim.model_validate(told)
    said = asked(latepay, "routes", told)
    found = routes(claim, draw_up(claim))
    assert said["routes"] == [in_words(each) for each in found]
    assert (said["as_of"], said["regime"]) == ("2026-11-22", "fr-b2b")
    order = next(each for each in said["routes"] if each["code"] == "payment-order")
    assert [court["code"] for court in order["courts"]] == ["economic-court"]
    bare = Claim.model_validate(CLAIM)
    assert routes(bare, draw_up(bare), Situation.model_validate(situation)) == found
    assert routes(bare, draw_up(bare)) != found


@pytest.mark.parametrize(
    ("debtor", "status"),
    [
        ({"country": "BE"}, "open"),
        ({"country": "dk"}, "closed"),
        ({"country": "FR"}, "closed"),
        ({"country": "RE"}, "closed"),
        ({}, "closed"),
    ],
)
def test_the_debtors_country_opens_the_european_order(debtor: dict[str, str], status: str, latepay: CALL) -> None:
    said = asked(latepay, "routes", CLAIM | {"debtor": debtor})
    assert {each["code"]: each["status"] for each in said["routes"]}["european-order"] == status


def test_a_french_territorys_own_code_tells_the_place(latepay: CALL) -> None:
    for country, court in (("RE", "overseas-commercial"), ("NC", "overseas-commercial"), ("FR", "commercial-court")):
        said = asked(latepay, "routes", CLAIM | {"debtor": {"country": country}})
        order = next(each for each in said["routes"] if each["code"] == "payment-order")
        assert order["courts"][0]["code"] == court


def test_people_read_the_routes_side_by_side(latepay: CALL) -> None:
    out = shown(latepay, "routes", CLAIM)
    for said in (
        "Voies pour être payé, au 22 novembre 2026 · 2 483,21 € dus",
        "Injonction de payer · Ouverte",
        "Formulaire : Cerfa 12946*02",
        "Avocat : non.",
        "environ 73,18 €",
        "30,23 € à 33,47 €",
        "Tarif connu jusqu’au",
        "1. Déposez la requête",
        "[recoupé]",
        "[notre lecture]",
        "Lettre : requête en injonction de payer",
        "en vigueur depuis le 25 avril 2026",
        "· Fermée · Aucune procédure collective n’est indiquée.",
    ):
        assert said in out, said
    made = CLAIM | {"events": [{"on": "2026-11-10", "kind": "order-made"}]}
    assert "Au plus tard le 10 février 2027." in shown(latepay, "routes", made)


# ---------------------------------------------------------------- costs


@pytest.mark.parametrize("typed", ["5000", "5 000,00 €", "5\u202f000"])
def test_costs_of_an_amount_as_people_write_it(typed: str, latepay: CALL) -> None:
    answer = latepay("costs", typed, "--on", "15/01/2026", "--json")
    said = json.loads(answer.out)
    assert (answer.status, answer.err) == (0, "")
    assert said == in_words(costs(Decimal("5000.00"), date(2026, 1, 15)))
    # C. com., art. A444-31: 12.21 + 30.80 + 31.20 + 10.08
    assert said["debtor_part"]["excluding_vat"] == "84.29"


def test_costs_without_a_title_stay_with_the_creditor(latepay: CALL, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "today", lambda: date(2026, 11, 22))
    said = json.loads(latepay("costs", "5000", "--no-title", "--json").out)
    assert (said["on"], said["debtor_part"]["borne_by"]) == ("2026-11-22", "nobody")
    assert said["recovery_including_vat"] == said["creditor_part"]["including_vat"]


def test_people_read_who_pays_what_and_what_is_out_of_date(latepay: CALL) -> None:
    out = re.sub(r"\s+", " ", latepay("costs", "5000", "--on", "2026-11-22").out)
    for said in (
        "Recouvrer 5 000,00 € · au 22 novembre 2026",
        "84,29 € 101,15 €",
        "Il vous reste, votre part payée",
        "Qui paie : Votre client, s’il est poursuivi avec un titre exécutoire",
        "Tarif connu jusqu’au",
        "recoupé",
        "Chiffres donnés à titre d’indication.",
        "(CPCE, art. L111-8). [lu]",
    ):
        assert said in out, said


def test_costs_of_waiting_stand_beside_those_of_recovery(latepay: CALL) -> None:
    options = ("--receivables", "30 000", "--turnover", "240000", "--financing", "8 %", "--margin", "5")
    said = json.loads(latepay("costs", "5000", "--on", "2026-01-15", *options, "--json").out)
    late = said.pop("late_payment")
    # the guide's commandment 4: 30 000 × 365 / 240 000 = 45.625 days; 15.625 × 240 000 / 365; × 8 %; 5 000 / 5 %
    assert (late["days_sales_outstanding"], late["days_over_term"]) == ("45.6", "15.6")
    assert (late["cash_over_term"], late["financing_per_year"], late["extra_turnover"]) == (
        "10273.97",
        "821.92",
        "100000.00",
    )
    # all the credit given, the agreed 30 days included: 30 000 x 8 %
    assert late["credit_per_year"] == "2400.00"
    assert said == in_words(costs(Decimal("5000.00"), date(2026, 1, 15)))
    assert "late_payment" not in json.loads(latepay("costs", "5000", "--json").out)


def test_people_read_what_waiting_costs(latepay: CALL) -> None:
    question = ("costs", "5000", "--receivables", "30000", "--turnover", "240000")
    out = re.sub(r"\s+", " ", latepay(*question, "--agreed-days", "45", "--margin", "5").out)
    for said in (
        "Ce que coûte d’être payé en retard",
        "45,6 jours",
        "100 000,00 € de ventes en plus",
        "délai convenu de 45 jours",
    ):
        assert said in out, said
    assert "Financer ce retard" not in out
    assert "de ventes en plus" not in latepay(*question).out


# ---------------------------------------------------------------- what all share


@pytest.mark.parametrize("command", PER_CLAIM)
def test_the_day_is_the_options_then_the_files_then_today(
    command: str, latepay: CALL, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(program, "today", lambda: date(2026, 12, 1))
    bare = {"invoices": CLAIM["invoices"]}
    assert asked(latepay, command, CLAIM)["as_of"] == "2026-11-22"
    assert asked(latepay, command, bare)["as_of"] == "2026-12-01"
    assert asked(latepay, command, bare, "--as-of", "5 déc. 2026")["as_of"] == "2026-12-05"


@pytest.mark.parametrize("command", PER_CLAIM)
def test_refusals_are_those_of_the_statement(command: str, latepay: CALL) -> None:
    wrong = CLAIM | {"payments": [{"paid_on": "2026-10-01", "amount": "5.00", "invoice": "F-9"}]}
    refused: tuple[dict[str, Any], ...] = (wrong, CLAIM | {"as_of": "31/02/2026"}, {"invoices": []})
    for claim in refused:
        content = json.dumps(claim).encode()
        assert latepay(command, "-", stdin=content) == latepay("statement", "-", stdin=content)
        assert latepay(command, "-", "--json", stdin=content).status == 2


def test_every_letter_has_its_name(latepay: CALL) -> None:
    from latepay_core.cli.sentences import sentence
    from tests.core.procedure.test_procedure import answers, texts

    codes = set()
    for _, answer in answers():
        for part in (answer, *answer.get("then", ()), *answer.get("routes", ())):
            codes.add(part.get("letter"))
    assert len(codes) > 12
    assert all(next(texts(sentence(f"cli.letter.{code}"))) for code in codes if code)


def test_limitation_says_that_a_last_day_rests_on_a_part_payment(latepay: Callable[..., Any]) -> None:
    invoice = (
        '{"due_on": "2026-06-30", "amount": "3000.00", "payments": [{"paid_on": "2026-09-10", "amount": "500.00"}]}'
    )
    claim = f'{{"as_of": "2026-11-29", "creditor": {{"kind": "individual"}}, "invoices": [{invoice}]}}'
    out = " ".join(latepay("limitation", "-", stdin=claim.encode()).out.split())
    assert "Dernier jour pour agir : 30 juin 2031." in out
    assert "Ce jour ne compte pas le paiement partiel du 10 septembre 2026" in out
    assert "le délai va jusqu’au 10 septembre 2031." in out
