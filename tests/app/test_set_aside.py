"""What is wrong and enters no sum: the figures of the rest stand, the field and the page say what is wrong."""

import json
import re
from typing import Any

import pytest

from tests.support.asking import TWO, ask, compute

#: An event, or what is known of a party, that is wrong or incomplete; the field that says so, and its words.
WRONG: list[tuple[dict[str, str], str, str]] = [
    ({"events-0-kind": "claim-declared"}, "events-0-on", "Indiquez le jour"),
    ({"events-0-on": "10/06/2026"}, "events-0-kind", "Choisissez dans la liste"),
    ({"events-0-kind": "call", "events-0-on": "demain"}, "events-0-on", "n’est pas une date"),
    ({"events-0-kind": "call", "events-0-on": "10/06/1962"}, "events-0-on", "1962"),
    (
        {"events-0-kind": "promise", "events-0-on": "10/06/2026", "events-0-expected_on": "31/02/2062"},
        "events-0-expected_on",
        "2062",
    ),
    ({"events-0-kind": "call", "events-0-on": "10/06/2026", "events-0-invoice": "F-9"}, "events-0-invoice", "F-9"),
    ({"creditor-address": "a" * 100_000}, "creditor-address", "dépasse"),
    ({"debtor-email": "a" * 100_000}, "debtor-email", "dépasse"),
    ({"situation-bodacc_published_on": "bientôt"}, "situation-bodacc_published_on", "n’est pas une date"),
    ({"situation-claimant-employees": "une dizaine"}, "situation-claimant-employees", "dizaine"),
    ({"situation-claimant-turnover": "beaucoup"}, "situation-claimant-turnover", "beaucoup"),
    ({"invoices-0-performed_on": "au printemps"}, "invoices-0-performed_on", "printemps"),
    (
        {"payments-0-paid_on": "02/07/2026", "payments-0-amount": "1", "payments-0-reference": "r" * 100_000},
        "payments-0-reference",
        "dépasse",
    ),
]


def total(answer: dict[str, Any]) -> str:
    found: str = answer["texts"]["total"]
    return found


@pytest.mark.parametrize(("entries", "field", "said"), WRONG, ids=lambda each: each if isinstance(each, str) else "")
def test_the_total_stays_and_the_field_says_what_is_wrong(entries: dict[str, str], field: str, said: str) -> None:
    rest = {name: value for name, value in entries.items() if name.startswith("payments-") and name != field}
    answer = compute(TWO, entries)
    assert answer["state"] == "computed"
    assert total(answer) == total(compute(TWO, rest))
    assert said in answer["marks"][field]["error"]
    assert f'data-focus="{field}"' in answer["html"]["result"]


def test_one_plain_line_says_that_the_event_is_not_counted_yet() -> None:
    def line(kind: str) -> str:
        result = compute(TWO, {"events-3-kind": kind, "events-3-on": "" if kind else "10/06/2026"})["html"]["result"]
        found = re.search(r'<ul class="pending-list">\s*<li>(.*?)</li>', result, re.DOTALL)
        assert found
        return re.sub(r"<[^>]+>", "", found[1]).replace("\xa0", " ")

    assert line("promise") == (
        "L’événement « Promesse orale de payer » n’est pas encore compté : Indiquez le jour où cela s’est passé."
    )
    assert line("") == "Un événement n’est pas encore compté : Choisissez dans la liste ce qui s’est passé."
    assert "pending-list" not in compute(TWO)["html"]["result"]


def test_an_event_to_come_is_said_to_be_to_come() -> None:
    answer = compute(TWO, {"events-0-kind": "call", "events-0-on": "10/06/2062"})
    assert answer["state"] == "computed"
    assert "vient après celui du calcul" in answer["marks"]["events-0-on"]["warning"]
    assert "warning" not in compute(TWO, {"events-0-kind": "call", "events-0-on": "30/11/2026"})["marks"]["events-0-on"]


def test_the_other_events_still_count() -> None:
    late = {**TWO, "as_of": "05/06/2026", "invoices-1-due_on": "30/06/2026"}
    reminded = {"events-0-kind": "call"} | {"events-1-kind": "reminder", "events-1-on": "02/06/2026"}
    advice = ask(action="advise", fields={**late, **reminded})["html"]["advice"]
    assert re.search(r'data-figure="next-step">Appeler<', advice)
    assert 'data-open="events-1-on"' in advice


def test_one_wrong_event_after_another_is_found() -> None:
    # the order made before it was asked for is found once the call without a day is left aside
    events = {
        **{"events-0-kind": "call", "events-0-on": "12/06/2026", "events-0-invoice": "F-9"},
        **{"events-1-kind": "order-made", "events-1-on": "10/06/2026"},
        **{"events-2-kind": "order-requested", "events-2-on": "12/06/2026"},
    }
    answer = compute(TWO, events)
    assert answer["state"] == "computed"
    assert {name for name, mark in answer["marks"].items() if mark.get("error")} == {"events-0-invoice", "events-1-on"}


def test_what_follows_from_the_figures_is_still_made() -> None:
    fields = {**TWO, "events-0-kind": "promise"}
    assert ask(action="take", fields=fields)["state"] == "computed"
    assert ask(action="weigh", fields=fields)["state"] == "ready"
    assert ask(action="write", fields=fields, chosen="first-reminder")["state"] == "ready"
    row = ask(action="overview", today="2026-11-30", cases=[{"id": "1", "fields": fields}])["rows"][0]
    assert row["state"] == "ready"


def test_a_case_with_a_wrong_event_is_saved_as_it_was_typed() -> None:
    fields = {**TWO, "events-0-kind": "promise"}
    saved = ask(action="save", fields=fields, today="2026-11-30")
    assert (saved["state"], saved["faults"]) == ("draft", 1)
    opened = ask(action="open", file=json.dumps(saved["document"]), name="dossier.json")
    assert opened["state"] == "computed"
    assert "events-0-on" in opened["marks"]


@pytest.mark.parametrize(
    "entries",
    [
        {"debtor-insolvency_opened_on": "en juin"},
        {"invoices-0-due_on": "en juin"},
        {"debtor-kind": "public-body", "invoices-0-performed_on": "en juin"},
        {"debtor-kind": "public-body", "situation-principal_paid_on": "en juin"},
        {"payments-0-paid_on": "en juin", "payments-0-amount": "1"},
    ],
)
def test_what_enters_the_sum_still_holds_it_back(entries: dict[str, str]) -> None:
    answer = compute(TWO, entries, {"events-0-kind": "promise"})
    assert answer["state"] == "errors"
    assert answer["marks"]["events-0-on"]["missing"]


@pytest.mark.parametrize("kind", ["business", "consumer"])
def test_no_sum_depends_on_what_is_left_aside(kind: str) -> None:
    known = {
        **{"events-0-kind": "acknowledgement", "events-0-on": "01/10/2026", "events-0-expected_on": "15/10/2026"},
        **{"creditor-address": "1 rue du Pin", "debtor-email": "a@example.org", "creditor-iban": "FR76"},
        **{"situation-bodacc_published_on": "01/07/2026", "situation-claimant-employees": "3"},
        **{"situation-court_town": "Lyon", "situation-both_traders": "yes", "invoices-0-performed_on": "01/04/2026"},
    }
    assert total(compute(TWO, {"debtor-kind": kind}, known)) == total(compute(TWO, {"debtor-kind": kind}))
