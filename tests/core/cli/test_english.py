"""`--language en`: the statement and the limitation as an English reader gets them, as a table and as JSON."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from latepay_core import Claim, draw_up
from tests.core.wording.test_languages import ill_set, left_in_french, spoken_in

CALL = Callable[..., Any]
# 10,000 x 12.15% x 30 / 365 = 99.86 and 10,000 x 12.40% x 62 / 365 = 210.63, together 310.49 (the contract's examples)
CLAIM: dict[str, Any] = {
    "as_of": "2026-08-31",
    "creditor": {"name": "Atelier Martin"},
    "debtor": {"name": "Smith Ltd"},
    "invoices": [{"number": "F-118", "due_on": "2026-05-31", "amount": "10000.00"}],
}
# A fixed rate, interest on interest, a payment without an invoice, a credit note, and an invoice not yet due.
FULL = CLAIM | {
    "terms": {"rate": {"basis": "fixed", "percent": "9"}, "capitalise_from": "2025-06-01"},
    "invoices": [
        {
            "number": "F-1",
            "issued_on": "2024-03-01",
            "due_on": "2024-03-31",
            "amount": "10000.00",
            "payments": [{"paid_on": "2025-01-15", "amount": "2000.00"}],
            "credit_notes": [{"number": "A-1", "issued_on": "2025-02-01", "amount": "500.00"}],
        },
        {"issued_on": "2026-08-01", "due_on": "2026-09-30", "amount": "700.00"},
    ],
    "payments": [{"paid_on": "2026-05-15", "amount": "1000.00"}],
    "events": [{"on": "2024-05-02", "kind": "reminder"}],
}
_SOURCES = re.compile(r"\((?:BCE|Arrêté|Cass\.|C\. )[^)]*(?:\([^)]*\)[^)]*)*\)")


def told(latepay: CALL, *arguments: str, claim: dict[str, Any] = CLAIM) -> str:
    answer = latepay(*arguments, stdin=json.dumps(claim).encode())
    assert (answer.status, answer.err) == (0, "")
    return str(answer.out)


def test_the_statement_is_a_table_in_english(latepay: CALL) -> None:
    out = told(latepay, "statement", "-", "--language", "en")
    assert out.startswith(
        "Statement as of 31\u00a0August\u00a02026 · Between businesses\nCreditor: Atelier Martin\nDebtor: Smith Ltd"
    )
    assert re.search(r"From +To +Days +Principal +Rate +Interest\n", out)
    assert re.search(r"1\u00a0Jun\u00a02026 +30\u00a0Jun\u00a02026 +30 +€10,000\.00 +12\.15% +€99\.86\n", out)
    assert re.search(r"Late-payment penalties \(pénalités de retard\): still due +€310\.49\n", out)
    assert re.search(r"Total due +€10,350\.49\n", out)


def test_the_limitation_is_told_in_english(latepay: CALL) -> None:
    out = told(latepay, "limitation", "-", "--language", "en")
    # five years from 31 May 2026, the due date; five working days before Saturday 31 May 2031: Monday 26
    assert "Last day for action: 31\u00a0May\u00a02031. Act by 26\u00a0May\u00a02031 at the latest." in out
    assert out.startswith("Time limits for action, as of 31\u00a0August\u00a02026")


@pytest.mark.parametrize("command", [("statement",), ("statement", "--summary"), ("limitation",)])
def test_nothing_of_a_full_case_is_left_in_french(latepay: CALL, command: tuple[str, ...]) -> None:
    out = " ".join(told(latepay, command[0], "-", *command[1:], "--language", "en", claim=FULL).split())
    out = _SOURCES.sub("", out).replace("Atelier Martin", "")
    assert left_in_french(out) is None


@pytest.mark.parametrize("command", ["statement", "limitation"])
def test_the_claim_says_the_language_and_the_option_decides(latepay: CALL, command: str) -> None:
    english = told(latepay, command, "-", "--language", "en", "--json")
    french = told(latepay, command, "-", "--json")
    assert told(latepay, command, "-", "--json", claim=CLAIM | {"language": "en"}) == english
    assert told(latepay, command, "-", "--language", "fr", "--json", claim=CLAIM | {"language": "en"}) == french
    assert english != french
    for text in spoken_in(json.loads(english)):
        assert left_in_french(text) is None, text
        assert ill_set(text) is None, text


def test_the_library_answers_in_the_language_of_the_claim(latepay: CALL) -> None:
    drawn = draw_up(Claim.model_validate(FULL | {"language": "en"}))
    answer = drawn.model_dump(mode="json")
    assert answer["language"] == "en"
    assert answer["conventions"]["rate"]["label"] == "contract rate: 9.00%"
    assert json.loads(drawn.model_dump_json()) == answer
    assert json.loads(told(latepay, "statement", "-", "--json", claim=FULL | {"language": "en"})) == answer


def test_the_figures_are_the_same_in_both_languages() -> None:
    french, english = (
        draw_up(Claim.model_validate(FULL | {"language": language})).model_dump(mode="json")
        for language in ("fr", "en")
    )
    assert french["language"] == "fr"
    for name in ("as_of", "regime", "provisional", "edition"):
        assert french[name] == english[name]
    assert {key: value for key, value in french["totals"].items() if key != "explanations"} == {
        key: value for key, value in english["totals"].items() if key != "explanations"
    }


def test_another_language_is_refused(latepay: CALL) -> None:
    answer = latepay("statement", "-", "--language", "de", stdin=json.dumps(CLAIM).encode())
    assert (answer.status, answer.out) == (2, "")
    assert answer.err == "--language: « de » n'est pas possible ; choisissez parmi : fr, en\n"


def refused(latepay: CALL, claim: dict[str, Any], *arguments: str) -> str:
    answer = latepay(*arguments, stdin=json.dumps(claim).encode())
    assert (answer.status, answer.out) == (2, "")
    return str(answer.err)


@pytest.mark.parametrize("command", ["statement", "limitation"])
def test_a_refusal_is_told_in_the_language_asked_for(latepay: CALL, command: str) -> None:
    wrong = CLAIM | {"invoices": [{"number": "F-118", "due_on": "31/02/2026", "amount": 10.5}]}
    lines = refused(latepay, wrong, command, "-", "--language", "en").splitlines()
    assert lines == [
        "invoices[0].due_on: “31/02/2026” is not a date: that day does not exist; check the day and the month",
        "invoices[0].amount: “10.5” is a floating-point number, which does not keep exact cents; write it between "
        'quotation marks, for instance "1234.56"',
    ]


def test_what_a_statement_refuses_is_told_in_the_language_of_the_claim(latepay: CALL) -> None:
    before = {"number": "F-1", "issued_on": "2026-05-01", "due_on": "2026-05-31", "amount": "100.00"}
    claim = CLAIM | {"invoices": [before | {"payments": [{"paid_on": "2026-04-01", "amount": "10.00"}]}]}
    said = refused(latepay, claim | {"language": "en"}, "statement", "-")
    assert "the payment of 1 April 2026 precedes the issue of the invoice, on 1 May 2026;" in said
    assert "précède l'émission" in refused(latepay, claim, "statement", "-")


def test_references_are_cited_in_english(latepay: Callable[..., Any]) -> None:
    claim = b'{"as_of": "2026-11-29", "language": "en", "invoices": [{"due_on": "2026-06-30", "amount": "1000.00"}]}'
    out = " ".join(latepay("statement", "-", stdin=claim).out.split())
    assert "(Usage)" not in out
    assert "L441-10, II and D441-5 (decree (décret) no. 2012-1115 of 2 October 2012)" in out
    assert "décret n°" not in out
