"""The case weighed and the claim received, as the page asks for them."""

import json
import re
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from calculator.app import handle
from calculator.app.kept import case_of
from latepay_core import Claim, draw_up
from latepay_core.wording.french import amount, date_in_numbers, number

RECEIVED: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "core" / "weighing" / "received.json").read_text(encoding="utf-8")
)
#: A payment, an invoice paid late, one to come.
FIELDS = {
    "as_of": "31/08/2026",
    "invoices-0-number": "1190",
    "invoices-0-amount": "7 500",
    "invoices-0-due_on": "31/01/2026",
    "invoices-0-payments-0-paid_on": "20/04/2026",
    "invoices-0-payments-0-amount": "3 000",
    "invoices-1-number": "1201",
    "invoices-1-amount": "1 000",
    "invoices-1-due_on": "30/09/2026",
}
CLAIM = Claim.model_validate(
    {
        "as_of": "2026-08-31",
        "invoices": [
            {
                "number": "1190",
                "due_on": "2026-01-31",
                "amount": "7500",
                "payments": [{"paid_on": "2026-04-20", "amount": "3000"}],
            },
            {"number": "1201", "due_on": "2026-09-30", "amount": "1000"},
        ],
    }
)


def asked(**request: Any) -> Any:
    answer = json.loads(handle(json.dumps({"today": "2026-08-31"} | request)))
    assert "fault" not in answer, answer
    return answer


class Rows(HTMLParser):
    """The rows of the tables of a page, each with its attributes and the texts of its cells."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[tuple[dict[str, str | None], list[str]]] = []
        self._cell = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append((dict(attrs), []))
        elif tag in {"td", "th"} and self.rows:
            self.rows[-1][1].append("")
            self._cell = True

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th"}:
            self._cell = False

    def handle_data(self, data: str) -> None:
        if self._cell and self.rows:
            self.rows[-1][1][-1] += data


def test_the_table_of_the_curve_is_the_statement_of_each_day() -> None:
    html = asked(action="weigh", fields=FIELDS)["html"]["weighing"]
    rows = [(told, cells) for told, cells in Rows(html).rows if "data-day" in told]
    assert len(rows) > 5
    for told, (day, _, *sums) in rows:
        on = date.fromisoformat(str(told["data-day"]))
        due = draw_up(CLAIM.model_copy(update={"as_of": on})).totals.due
        assert day == date_in_numbers(on)
        assert sums == [
            number(each) for each in (due.principal_due, due.interest_due, due.compensation_due, due.total_due)
        ]
    days = [told["data-day"] for told, _ in rows]
    # the first day late, the payment, the end of the half-year, the day of the statement, the invoice to come
    assert {"2026-02-01", "2026-04-20", "2026-06-30", "2026-08-31", "2026-10-01"} <= set(days)


def test_the_curve_passes_through_the_points_of_its_table() -> None:
    html = asked(action="weigh", fields=FIELDS)["html"]["weighing"]
    said = re.search(r'<svg class="curve curve-wide".*?</svg>', html, re.DOTALL)
    assert said
    curve = said[0]
    named = dict(re.findall(r'data-(\w+)="([\d.]+)"', curve))
    top, bottom, highest = (Decimal(named[name]) for name in ("top", "bottom", "highest"))
    today = draw_up(CLAIM).totals.due.total_due
    height = bottom - today / highest * (bottom - top)
    assert f" {height:.1f}".removesuffix(".0") in curve
    assert "style=" not in html


@pytest.mark.parametrize("day", ["2026-09-15", "2026-10-01", "2027-01-15", "31/08/2026", "15 septembre 2026"])
def test_the_day_of_the_slider_is_the_statement_of_that_day(day: str) -> None:
    answer = asked(action="paid-on", fields=FIELDS, day=day)
    drawn = draw_up(CLAIM.model_copy(update={"as_of": date.fromisoformat(answer["on"])}))
    assert (answer["sum"], answer["total"]) == (str(drawn.totals.due.total_due), amount(drawn.totals.due.total_due))
    assert amount(drawn.totals.due.interest_due) in answer["html"]["paid"]


#: Cases as they come: payments and a promise, a private person after his notice, a public buyer, a debt nearly paid.
AS_THEY_COME: dict[str, dict[str, str]] = {
    "payments and a promise": FIELDS
    | {
        "events-0-kind": "promise",
        "events-0-on": "25/08/2026",
        "events-0-expected_on": "15/09/2026",
        "invoices-0-payments-1-paid_on": "10/07/2026",
        "invoices-0-payments-1-amount": "1 200,50",
    },
    "a private person": FIELDS
    | {"debtor-kind": "consumer", "notice_received_on": "02/03/2026", "events-0-kind": "promise"}
    | {"events-0-on": "25/08/2026"},
    "a public buyer": FIELDS | {"debtor-kind": "public-body", "debtor-public_kind": "state-or-local"},
    "nearly paid": FIELDS | {"invoices-0-payments-1-paid_on": "10/07/2026", "invoices-0-payments-1-amount": "4 500"},
    "the other conventions": FIELDS
    | {"terms-semester": "frozen", "terms-year": "actual", "terms-allocation": "principal-first"},
}
as_they_come = pytest.mark.parametrize("fields", AS_THEY_COME.values(), ids=AS_THEY_COME.keys())


@as_they_come
def test_the_curve_and_the_slider_are_statements_whatever_the_case(fields: dict[str, str]) -> None:
    """Each row of the curve's table is the statement of its day; each day of the slider too."""
    claim = case_of(fields).claim
    html = asked(action="weigh", fields=fields)["html"]["weighing"]
    rows = [(told, cells) for told, cells in Rows(html).rows if "data-day" in told]
    assert len(rows) > 4
    for told, (_, _, *sums) in rows:
        on = date.fromisoformat(str(told["data-day"]))
        due = draw_up(claim.model_copy(update={"as_of": on})).totals.due
        whole = (due.principal_due, due.interest_due, due.compensation_due, due.total_due)
        assert sums == [number(each) for each in whole if len(sums) == len(whole) or each != due.compensation_due]
    for day in ("2026-09-01", "2026-09-15", "2026-11-30"):
        answer = asked(action="paid-on", fields=fields, day=day)
        drawn = draw_up(claim.model_copy(update={"as_of": date.fromisoformat(day)}))
        assert answer["sum"] == str(drawn.totals.due.total_due)


@as_they_come
def test_the_table_of_the_curve_has_the_days_on_which_the_lines_of_the_statement_begin_or_end(
    fields: dict[str, str],
) -> None:
    drawn = draw_up(case_of(fields).claim)
    html = asked(action="weigh", fields=fields)["html"]["weighing"]
    days = {str(told["data-day"]) for told, _ in Rows(html).rows if "data-day" in told}
    ends = {line.to.isoformat() for each in drawn.invoices for line in each.lines if line.interest}
    assert ends <= days


def test_a_day_that_is_none_or_is_past_is_refused_in_a_sentence() -> None:
    for day, said in (("30/08/2026", "à partir du 31/08/2026"), ("demain soir", "«")):
        answer = asked(action="paid-on", fields=FIELDS, day=day)
        assert answer["state"] == "refused"
        assert said in answer["message"]


def test_each_convention_stands_beside_what_it_changes() -> None:
    html = asked(action="weigh", fields=FIELDS)["html"]["weighing"]
    rows = {told["data-switch"]: cells for told, cells in Rows(html).rows if "data-switch" in told}
    assert set(rows) == {"semester", "year", "allocation", "rate"}
    terms = CLAIM.terms.model_copy(update={"semester": "frozen"})
    frozen = draw_up(CLAIM.model_copy(update={"terms": terms})).totals.total_due
    gap = frozen - draw_up(CLAIM).totals.total_due
    assert rows["semester"][-2:] == [number(frozen), ("−" if gap < 0 else "+") + number(abs(gap))]
    assert "C. civ., art. 1343-1" in html


def test_the_dates_are_in_order_past_and_coming() -> None:
    html = asked(action="weigh", fields=FIELDS | {"events-0-kind": "reminder", "events-0-on": "15/02/2026"})["html"]
    days = re.findall(r'<li class="(\w+) date-([\w-]+)"[^>]*><time datetime="([\d-]+)"', html["timeline"])
    assert [each[2] for each in days] == sorted(each[2] for each in days)
    assert ("past", "due", "2026-01-31") in days
    assert ("past", "event", "2026-02-15") in days
    assert ("past", "payment", "2026-04-20") in days
    assert ("today", "today", "2026-08-31") in days
    assert ("coming", "due", "2026-09-30") in days
    assert any(kind == "limit" for _, kind, _ in days)


def test_what_gives_no_figures_is_not_weighed() -> None:
    assert asked(action="weigh", fields={"as_of": "31/08/2026"})["html"] == {"weighing": "", "timeline": ""}


# ---------------------------------------------------------------- a claim received


def typed(case: dict[str, Any]) -> dict[str, str]:
    """A received claim's facts as the form has them, and its letter as it was read."""
    claim = case["claim"]
    fields = {
        "side": "debtor",
        "debtor-kind": claim.get("debtor", {}).get("kind", "business"),
        "as_of": date_in_numbers(date.fromisoformat(claim["as_of"])),
    }
    for at, invoice in enumerate(claim["invoices"]):
        for name in ("number", "amount", "issued_on", "due_on", "performed_on"):
            if name in invoice:
                said = invoice[name]
                fields[f"invoices-{at}-{name}"] = "/".join(reversed(said.split("-"))) if name.endswith("_on") else said
        for row, paid in enumerate(invoice.get("payments", ())):
            fields[f"invoices-{at}-payments-{row}-paid_on"] = "/".join(reversed(paid["paid_on"].split("-")))
            fields[f"invoices-{at}-payments-{row}-amount"] = paid["amount"]
    if "notice_received_on" in claim:
        fields["notice_received_on"] = "/".join(reversed(claim["notice_received_on"].split("-")))
    for at, event in enumerate(claim.get("events", ())):
        fields[f"events-{at}-kind"], fields[f"events-{at}-on"] = (
            event["kind"],
            "/".join(reversed(event["on"].split("-"))),
        )
    read = asked(action="counter-read", text=case["text"])
    beside = {name: case["asked"][name] for name in ("fees_proved", "penalty_clause_agreed") if name in case["asked"]}
    elsewhere = {"elsewhere": True} if case["asked"].get("customer") is False else {}
    return fields | {"asked": json.dumps(read["typed"] | beside | elsewhere)}


@pytest.mark.parametrize("case", RECEIVED, ids=lambda case: case["id"])
def test_a_letter_received_is_taken_apart(case: dict[str, Any]) -> None:
    """The twelve letters, pasted: which sum is owed, which line is not, why."""
    answer = asked(action="counter", fields=typed(case))
    html = answer["html"]["counter"]
    assert (answer["state"], answer["errors"]) == ("ready", {})
    found = re.search(r'data-figure="counter-owed">([^<]+)<', html)
    assert found
    assert found[1] == amount(Decimal(case["total"]["owed"]))
    lines = [
        (told["data-kind"], cells[1], cells[2], told["data-verdict"])
        for told, cells in Rows(html).rows
        if "data-kind" in told
    ]
    expected = [
        (kind, number(Decimal(sum_)), number(Decimal(owed)), verdict) for kind, sum_, owed, verdict in case["lines"]
    ]
    assert sorted(map(str, lines)) == sorted(map(str, expected))


def test_the_answer_and_the_command_line_get_the_same_lines() -> None:
    answer = asked(action="counter", fields=typed(RECEIVED[0]))
    received = json.loads(answer["letter"])["received"]
    assert (received["amount"], received["dated"]) == ("2863.72", "2026-06-15")
    assert [each["kind"] for each in received["asked"]["lines"]][-2:] == ["fees", "agency-fees"]
    back = asked(action="counter-rows", fields={"letter": answer["letter"]})["typed"]
    assert back["lines"][3] == {
        "kind": "fees",
        "label": "frais d’ouverture et de gestion de dossier",
        "amount": "75,00",
    }
    assert (back["total"], back["dated"]) == ("2\u202f863,72", "15/06/2026")


def test_a_total_alone_is_compared() -> None:
    fields = typed(RECEIVED[0]) | {"asked": json.dumps({"total": "2 863,72"})}
    html = asked(action="counter", fields=fields)["html"]["counter"]
    assert "363,00\u00a0€ de moins" in html
    assert ["–", "2\u202f400,00"] in [cells[1:3] for told, cells in Rows(html).rows if "data-kind" in told]


def test_the_lines_are_weighed_on_the_day_of_their_letter() -> None:
    fields = typed(RECEIVED[0]) | {"as_of": "30/09/2026"}
    html = asked(action="counter", fields=fields)["html"]["counter"]
    assert "au 15\u00a0juin\u00a02026" in html
    assert amount(Decimal(RECEIVED[0]["total"]["owed"])) in html
    assert "Au 30\u00a0septembre\u00a02026" in html


def test_what_cannot_be_read_is_said_beside_its_line() -> None:
    rows = [{"kind": "principal", "amount": "2 400"}, {"kind": "fees", "label": "Dossier"}, {"amount": "abc"}]
    fields = typed(RECEIVED[0]) | {"asked": json.dumps({"lines": rows, "dated": "hier", "rate": "beaucoup"})}
    answer = asked(action="counter", fields=fields)
    assert set(answer["errors"]) == {"1", "2", "dated", "rate"}
    assert answer["state"] == "ready"


@pytest.mark.parametrize("kept", ["", "{", "[]", '{"lines": 3}', '{"lines": ["x"]}', '{"total": null}'])
def test_what_the_field_holds_may_be_anything(kept: str) -> None:
    assert asked(action="counter", fields=typed(RECEIVED[0]) | {"asked": kept})["state"] == "empty"


def test_a_claim_without_its_invoice_waits() -> None:
    fields = {"side": "debtor", "as_of": "31/08/2026", "asked": json.dumps({"total": "100"})}
    answer = asked(action="counter", fields=fields)
    assert answer["state"] == "incomplete"
    assert "Indiquez d’abord le montant" in answer["html"]["counter"]


@pytest.mark.parametrize(("content", "said"), [("Bonjour", "Aucune somme"), ("", "Aucune somme")])
def test_a_text_without_a_sum_is_refused(content: str, said: str) -> None:
    answer = asked(action="counter-read", text=content)
    assert answer["state"] == "refused"
    assert said in answer["message"]


TWO_INVOICES = (
    "Lyon, le 15 juin 2026\nFacture F-1 échue le 31/03/2026 : 2 400,00 €\n"
    "Facture F-2 échue le 30/04/2026 : 1 000,00 €\nTotal 3 400,00 €"
)


#: 2 400.00 x 12.15 % x 76 / 365 = 60.72; with 40.00, 2 500.72 is owed on 15 June 2026.
ONE = {
    "side": "debtor",
    "debtor-kind": "business",
    "as_of": "15/06/2026",
    "invoices-0-amount": "2 400",
    "invoices-0-due_on": "31/03/2026",
}


def lines_asked(**sums: str) -> str:
    return json.dumps({"lines": [{"kind": kind, "amount": amount_} for kind, amount_ in sums.items()]})


@pytest.mark.parametrize(
    ("fees", "beside"),
    [
        # 2 400 + 10 + 40 + 45 = 2 495, 5.72 less than is owed; without the fees, 2 450
        ("45", "5,72\u00a0€ de moins"),
        # 2 400 + 10 + 40 + 50.72 = 2 500.72, the sum that is owed
        ("50,72", "est celui de ce calcul, mais pas leurs lignes"),
    ],
)
def test_a_line_that_is_not_due_is_told_where_the_total_is_no_more_than_is_owed(fees: str, beside: str) -> None:
    fields = ONE | {"asked": lines_asked(principal="2400", interest="10", compensation="40", fees=fees)}
    answer = asked(action="counter", fields=fields)
    html = answer["html"]["counter"]
    assert ("fees", "not-owed") in [(told.get("data-kind"), told.get("data-verdict")) for told, _ in Rows(html).rows]
    assert "Rien à contester" not in html
    assert "Leur demande est exacte" not in html
    assert beside in re.sub(r"</?strong>", "", html)
    assert f"{number(Decimal(fees.replace(',', '.')))}\u00a0€ n’en sont pas dus" in html
    assert "payer <strong>2\u202f450,00\u00a0€</strong> suffit" in html
    # the letter contests that line alone
    assert 'data-kind="claim-reply"' in html
    advice = asked(action="advise", fields=fields | {"letter": answer["letter"]})["html"]["advice"]
    assert "claim-reply" not in advice
    assert "pas de lettre à écrire sur son montant" in advice
    assert 'href="#counter"' in advice


def test_no_answer_is_offered_that_cannot_be_written() -> None:
    # 2 400 + 60.72 + 40 + 20 = 2 520.72 on 15 June; on 31 August 62.53 more has run, above the 20 that is not owed:
    # 2 400 x 12.15 % x 15 / 365 = 11.98, 2 400 x 12.40 % x 62 / 365 = 50.55
    sums = lines_asked(principal="2400", interest="60,72", compensation="40", fees="20")
    there = json.dumps(json.loads(sums) | {"dated": "15/06/2026"})
    html = asked(action="counter", fields=ONE | {"asked": there})["html"]["counter"]
    assert 'data-kind="claim-reply"' in html
    later = ONE | {"as_of": "31/08/2026"}
    # the fees are contested alone, whatever has run since
    assert 'data-kind="claim-reply"' in asked(action="counter", fields=later | {"asked": there})["html"]["counter"]
    # a total is set against what was owed on its day, not against what has run since
    total = json.dumps({"total": "2 520,72", "dated": "15/06/2026"})
    html = asked(action="counter", fields=later | {"asked": total})["html"]["counter"]
    assert 'data-kind="claim-reply"' in html
    right = json.dumps({"total": "2 500,72", "dated": "15/06/2026"})
    assert 'data-kind="claim-reply"' not in asked(action="counter", fields=later | {"asked": right})["html"]["counter"]


def selects(html: str) -> dict[str, tuple[str, list[tuple[str, str]]]]:
    """The choices of the page, by the rows that they are of: what is chosen, and every choice with its words."""
    found = {}
    for places, inner in re.findall(r'<select data-choice="([^"]*)"[^>]*>(.*?)</select>', html):
        options = re.findall(r'<option value="([^"]*)"( selected)?>([^<]*)<', inner)
        [chosen] = [words for _, selected, words in options if selected]
        found[places] = (chosen, [(value, words) for value, _, words in options])
    return found


#: 2 400 + 60.72 + 40 are owed on 15 June 2026; two fees are asked beside.
FIVE = [("principal", "2400"), ("interest", "60,72"), ("compensation", "40"), ("fees", "75"), ("fees", "20")]


def answered(**choices: str) -> dict[str, str]:
    rows = [
        {"kind": kind, "amount": sum_} | ({"choice": choices[f"at{at}"]} if f"at{at}" in choices else {})
        for at, (kind, sum_) in enumerate(FIVE)
    ]
    return ONE | {"asked": json.dumps({"lines": rows, "total": "2 595,72", "dated": "15/06/2026"})}


def test_each_line_has_its_answer_the_reckoned_one_first() -> None:
    html = asked(action="counter", fields=answered())["html"]["counter"]
    found = selects(html)
    assert [found[str(at)][0] for at in range(5)] == [
        "Accepter (calcul)",
        "Accepter (calcul)",
        "Accepter (calcul)",
        "Contester (calcul)",
        "Contester (calcul)",
    ]
    assert found["3"][1] == [("accepted", "Accepter"), ("", "Contester (calcul)"), ("to-justify", "À justifier")]
    assert "Vous contestez <strong>95,00\u00a0€</strong>." in html


def test_a_line_owed_in_part_is_contested_for_its_excess_or_whole() -> None:
    # 120 of compensation is asked for one invoice: 40 is owed
    rows = [{"kind": kind, "amount": sum_} for kind, sum_ in (*FIVE[:2], ("compensation", "120"))]
    html = asked(action="counter", fields=ONE | {"asked": json.dumps({"lines": rows})})["html"]["counter"]
    assert selects(html)["2"] == (
        "Contester 80,00\u00a0€ (calcul)",
        [
            ("accepted", "Accepter toute la ligne"),
            ("", "Contester 80,00\u00a0€ (calcul)"),
            ("contested-whole", "Contester toute la ligne"),
            ("to-justify", "Faire justifier 80,00\u00a0€"),
        ],
    )
    assert "Vous contestez <strong>80,00\u00a0€</strong>." in html
    rows[2]["choice"] = "contested-whole"
    html = asked(action="counter", fields=ONE | {"asked": json.dumps({"lines": rows})})["html"]["counter"]
    assert selects(html)["2"][0] == "Contester toute la ligne"
    assert "Vous contestez <strong>120,00\u00a0€</strong>. Votre lettre répond ligne par ligne" in html


def test_where_nothing_is_left_of_their_claim_paying_nothing_is_not_called_enough() -> None:
    html = asked(action="counter", fields=ONE | {"asked": lines_asked(fees="75")})["html"]["counter"]
    assert "0,00\u00a0€</strong> suffit" not in html
    assert "Il ne reste alors rien de leur demande" in html


def test_what_the_reader_answers_to_a_line_is_kept_and_followed() -> None:
    fields = answered(at3="accepted")
    answer = asked(action="counter", fields=fields)
    html = answer["html"]["counter"]
    assert selects(html)["3"][0] == "Accepter"
    assert "Vous contestez <strong>20,00\u00a0€</strong>. Votre lettre répond ligne par ligne" in html
    assert "d’écart" not in html
    # with the case, then back from it
    lines = json.loads(answer["letter"])["received"]["asked"]["lines"]
    assert [each.get("choice") for each in lines] == [None, None, None, "accepted", None]
    back = asked(action="counter-rows", fields={"letter": answer["letter"]})["typed"]["lines"]
    assert [each.get("choice") for each in back] == [None, None, None, "accepted", None]
    # nothing left to contest: no answer to write
    html = asked(action="counter", fields=answered(at3="accepted", at4="accepted"))["html"]["counter"]
    assert 'data-kind="claim-reply"' not in html
    assert "Vous ne contestez aucune ligne." in html


def test_one_of_several_invoices_has_its_own_answer() -> None:
    two = {"invoices-0-amount": "1 400", "invoices-1-amount": "1 000", "invoices-1-due_on": "31/03/2026"}
    rows = [{"kind": "principal", "amount": "1400", "label": "FA 1"}, {"kind": "principal", "amount": "1000"}]
    html = asked(action="counter", fields=ONE | two | {"asked": json.dumps({"lines": rows})})["html"]["counter"]
    assert set(selects(html)) == {"0 1", "0", "1"}
    rows[1]["choice"] = "contested"
    html = asked(action="counter", fields=ONE | two | {"asked": json.dumps({"lines": rows})})["html"]["counter"]
    assert {places: chosen for places, (chosen, _) in selects(html).items()} == {
        "0": "Accepter (calcul)",
        "1": "Contester",
    }


def test_a_line_that_was_removed_is_not_said_to_be_their_mistake() -> None:
    rows = [{"kind": kind, "amount": sum_} for kind, sum_ in FIVE if sum_ != "75"]
    fields = ONE | {"asked": json.dumps({"lines": rows, "total": "2 595,72"})}
    html = asked(action="counter", fields=fields)["html"]["counter"].replace("\u202f", " ").replace("\u00a0", " ")
    assert "Les lignes que vous avez gardées font 2 520,72 €, et leur total 2 595,72 € : 75,00 € d’écart." in html
    assert "remettez-la" in html
    assert "ne suit pas" not in html


def test_both_sums_are_of_the_day_of_their_letter_even_after_the_reckoning() -> None:
    # 2 400 x 12.15 % x 91 / 365 = 72.70 on 30 June: 2 512.70
    fields = ONE | {"asked": json.dumps({"total": "2 600", "dated": "30/06/2026"})}
    html = asked(action="counter", fields=fields)["html"]["counter"].replace("\u202f", " ").replace("\u00a0", " ")
    assert ">2 512,70 €<" in html
    assert "au 30 juin 2026, jour de leur lettre. Au 15 juin 2026, jour de votre calcul, vous devez 2 500,72 €" in html
    # a day to come is no day of a letter
    later = ONE | {"asked": json.dumps({"total": "2 600", "dated": "01/09/2026"})}
    answer = asked(action="counter", fields=later)
    assert "n’est pas encore passée" in answer["errors"]["dated"]
    assert "dated" not in json.loads(answer["letter"])["received"]


def test_payments_put_on_the_principal_are_counted_so_where_that_is_less() -> None:
    # 10 000 due on 31 January, 4 000 paid on 31 March: on the principal, 196.40 + 181.75 = 378.15 of interest, 6 000
    # left and 40: 6 418.15, and 6 424.10 by the law's own order; asked with 100 of fees
    fields = ONE | {
        "as_of": "30/06/2026",
        "invoices-0-amount": "10 000",
        "invoices-0-due_on": "31/01/2026",
        "invoices-0-payments-0-paid_on": "31/03/2026",
        "invoices-0-payments-0-amount": "4 000",
    }
    sums = lines_asked(principal="6000", interest="378,15", compensation="40", fees="100")
    html = asked(action="counter", fields=fields | {"asked": sums})["html"]["counter"].replace("\u202f", " ")
    assert "Compté ainsi, vous devez <strong>6 418,15\u00a0€</strong>" in html
    assert 'data-kind="claim-reply"' in html


def test_the_lines_that_do_not_hold_are_counted_as_the_table_shows_them() -> None:
    # three invoices' worth of principal in one row, interest in one, two fees: four rows, of which two are not owed
    rows = [("principal", "1000"), ("principal", "1400"), ("interest", "30"), ("interest", "30,72"), ("fees", "90")]
    rows += [("agency-fees", "80")]
    told = json.dumps({"lines": [{"kind": kind, "amount": sum_} for kind, sum_ in rows]})
    two = {"invoices-0-amount": "1 000", "invoices-1-amount": "1 400", "invoices-1-due_on": "31/03/2026"}
    html = asked(action="counter", fields=ONE | two | {"asked": told})["html"]["counter"]
    shown_rows = [cells for row, cells in Rows(html).rows if row.get("data-verdict") not in {None, "left-out"}]
    assert len(shown_rows) == 4
    assert sum(cells[3].startswith("−") for cells in shown_rows) == 2
    assert "2 lignes sur 4 ne tiennent pas" in html.replace("\u00a0", " ")


def test_every_invoice_of_a_letter_comes_into_the_form() -> None:
    read = asked(action="counter-read", text=TWO_INVOICES, fields={"side": "debtor"})
    assert read["put"] == {
        "invoices-0-number": "F-1",
        "invoices-0-due_on": "31/03/2026",
        "invoices-0-amount": "2\u202f400,00",
        "invoices-1-number": "F-2",
        "invoices-1-due_on": "30/04/2026",
        "invoices-1-amount": "1\u202f000,00",
    }
    assert "F-2 (1\u202f000,00\u00a0€, échéance 30/04/2026)" in read["message"]
    fields = {"side": "debtor", "debtor-kind": "business", "as_of": "15/06/2026", **read["put"]}
    html = asked(action="counter", fields=fields | {"asked": json.dumps(read["typed"])})["html"]["counter"]
    assert ("principal", "owed") in [(told.get("data-kind"), told.get("data-verdict")) for told, _ in Rows(html).rows]


def test_what_was_typed_before_the_letter_stays() -> None:
    typed_ = {
        "invoices-0-number": "f1",
        "invoices-0-amount": "2 500",
        "invoices-1-amount": "77",
        "invoices-3-amount": "",
    }
    read = asked(action="counter-read", text=TWO_INVOICES, fields=typed_)
    assert read["put"] == {
        "invoices-0-due_on": "31/03/2026",
        "invoices-2-number": "F-2",
        "invoices-2-due_on": "30/04/2026",
        "invoices-2-amount": "1\u202f000,00",
    }
    assert "Une facture y était déjà" in read["message"]


def test_the_only_invoice_of_a_letter_is_not_put_beside_the_one_that_was_typed() -> None:
    text = "Le 15 juin 2026\nFacture F-1 échue le 31/03/2026 : 2 400,00 €\nPénalités : 60,72 €\nTotal 2 460,72 €"
    assert asked(action="counter-read", text=text, fields={"invoices-0-amount": "7 500"})["put"] == {}
    # the same by its sum: what it lacked is added
    read = asked(action="counter-read", text=text, fields={"invoices-0-amount": "2400", "invoices-0-due_on": "31/3/26"})
    assert read["put"] == {"invoices-0-number": "F-1"}


def test_a_due_date_that_the_letter_does_not_give_is_asked_for() -> None:
    text = "Le 15 juin 2026\nFacture F-1 : 2 400,00 €\nFacture F-2 : 100,00 €\nTotal 2 500,00 €"
    read = asked(action="counter-read", text=text, fields={})
    assert "l’échéance de 2\u00a0factures" in read["message"]
    assert "invoices-0-due_on" not in read["put"]


def test_what_was_paid_meanwhile_is_asked_for() -> None:
    text = "Facture A-1 (1 000,00 €) échue le 31 août 2026\nReste dû : 600,00 €\n"
    text += "Facture A-2 (2 000,00 €) échue le 15 septembre 2026\nTotal : 2 600,00 €"
    said = asked(action="counter-read", text=text, fields={})["message"]
    assert "Ces factures font 3\u202f000,00\u00a0€, et la lettre réclame 2\u202f600,00\u00a0€ de principal" in said


def test_a_payment_that_the_letter_acknowledges_is_told() -> None:
    # 3 400 - 400 = 3 000
    text = TWO_INVOICES.replace("Total 3 400", "Votre versement du 02/05/2026 : - 400,00 €\nTotal 3 000")
    read = asked(action="counter-read", text=text, fields={})
    assert "Ce que la lettre reconnaît comme réglé est entré avec\u00a0: 400,00\u00a0€ (02/05/2026)." in read["message"]
    # which invoice it was for, the letter does not say: it is for the account
    paid = {name: value for name, value in read["put"].items() if "payments" in name}
    assert paid == {"payments-0-paid_on": "02/05/2026", "payments-0-amount": "400,00"}
    assert [each["amount"] for each in read["typed"]["lines"]] == ["2\u202f000,00", "1\u202f000,00"]
    assert [read["put"][f"invoices-{at}-amount"] for at in (0, 1)] == ["2\u202f400,00", "1\u202f000,00"]


def test_what_the_letter_took_off_goes_to_the_invoice_that_it_names_and_only_once() -> None:
    row = "Votre versement du 02/05/2026 sur la facture F-2 : - 400,00 €\nAvoir du 05/05/2026 : - 100,00 €\nTotal 2 900"
    text = TWO_INVOICES.replace("Total 3 400", row)
    put = asked(action="counter-read", text=text, fields={})["put"]
    found = {name: value for name, value in put.items() if "payments" in name or "credit" in name}
    assert found == {
        "invoices-1-payments-0-paid_on": "02/05/2026",
        "invoices-1-payments-0-amount": "400,00",
        "credit_notes-0-issued_on": "05/05/2026",
        "credit_notes-0-amount": "100,00",
    }
    # read again, nothing is doubled; another payment stays in its own row
    other = {"invoices-1-payments-3-paid_on": "1/6/26", "invoices-1-payments-3-amount": "50"}
    assert asked(action="counter-read", text=text, fields=put | other)["put"] == {}
    put.pop("invoices-1-payments-0-paid_on")
    put.pop("invoices-1-payments-0-amount")
    again = asked(action="counter-read", text=text, fields=put | other)["put"]
    assert again == {"invoices-1-payments-4-paid_on": "02/05/2026", "invoices-1-payments-4-amount": "400,00"}


def test_a_payment_that_stands_elsewhere_in_the_form_is_not_entered_again() -> None:
    """The same letter, opened then pasted: one reading gave the payment to an invoice, the other to the account."""
    text = TWO_INVOICES.replace("Total 3 400", "Votre versement du 02/05/2026 : - 400,00 €\nTotal 3 000")
    there = {"invoices-1-payments-0-paid_on": "2 mai 2026", "invoices-1-payments-0-amount": "400"}
    put = asked(action="counter-read", text=text, fields=there)["put"]
    assert not [name for name in put if "payments" in name]
    # two payments of the same day and sum, of two invoices, are two: the form has one of them
    twice = "".join(f"Votre versement du 02/05/2026 sur la facture F-{at} : - 400,00 €\n" for at in (1, 2))
    text = TWO_INVOICES.replace("Total 3 400", f"{twice}Total 2 600")
    put = asked(action="counter-read", text=text, fields=there)["put"]
    assert [value for name, value in put.items() if name.endswith("paid_on")] == ["02/05/2026"]


def test_a_rate_by_the_month_is_said_by_the_year() -> None:
    text = "Le 15 juin 2026\nFacture F-1 : 2 400,00 €\nPénalités (1,5 % par mois) : 72,00 €\nTotal 2 472,00 €"
    read = asked(action="counter-read", text=text, fields={})
    assert read["typed"]["rate"] == "18,00"
    assert "1,50\u00a0% par mois\u00a0: c’est compté comme 18,00\u00a0% par an." in read["message"]


def test_a_payment_of_no_day_is_told_and_not_counted() -> None:
    text = TWO_INVOICES.replace("Total 3 400", "Votre versement : - 400,00 €\nTotal 3 000")
    read = asked(action="counter-read", text=text, fields={})
    assert not [name for name in read["put"] if "payments" in name]
    assert "400,00\u00a0€ déjà réglés, sans dire quel jour" in read["message"]


def test_a_letter_of_two_invoices_is_not_judged_on_the_first_alone() -> None:
    read = asked(action="counter-read", text=TWO_INVOICES)
    fields = {
        "side": "debtor",
        "debtor-kind": "business",
        "as_of": "15/06/2026",
        "invoices-0-amount": "2 400",
        "invoices-0-due_on": "31/03/2026",
        "asked": json.dumps(read["typed"]),
    }
    html = asked(action="counter", fields=fields)["html"]["counter"]
    assert "À compléter" in html
    assert "ajoutez les autres" in html
    assert "Le principal que vous avez saisi" not in html
    assert "Écrire ma réponse" not in html
    both = fields | {"invoices-1-amount": "1 000", "invoices-1-due_on": "30/04/2026"}
    html = asked(action="counter", fields=both)["html"]["counter"]
    assert "ajoutez les autres" not in html
    # the principal asked, 2 400 and 1 000, is the principal owed
    assert ("principal", "owed") in [(told.get("data-kind"), told.get("data-verdict")) for told, _ in Rows(html).rows]


def test_more_than_five_hundred_invoices_are_not_compared_and_the_page_says_so() -> None:
    def weighed(count: int) -> str:
        fields = {"as_of": "31/08/2026"}
        for at in range(count):
            fields |= {f"invoices-{at}-amount": "100", f"invoices-{at}-due_on": "31/05/2026"}
        answer = json.loads(handle(json.dumps({"action": "weigh", "fields": fields, "today": "2026-08-31"})))
        html: str = answer["html"]["weighing"]
        return html.replace("\u00a0", " ")

    said = "Au-delà de 500 factures, les sommes par semestre"
    assert said not in weighed(500)
    beyond = weighed(501)
    assert said in beyond
    assert "Ce que change chaque convention" not in beyond


CROSSING = {"invoices-0-amount": "5 760", "invoices-0-due_on": "30/04/2026", "as_of": "31/08/2026"}


def test_a_curve_that_passes_the_known_rates_says_what_it_assumes() -> None:
    # 183 days on: 2 March 2027; no rate of the first half of 2027 is published, the ECB's last known one is 2.65
    html = asked(action="weigh", fields=CROSSING)["html"]["weighing"]
    assert "À partir du 1er\u00a0janvier\u00a02027" in html
    assert "la courbe suppose 12,65\u00a0%" in html
    assert [told["data-day"] for told, cells in Rows(html).rows if any("taux supposé" in each for each in cells)] == [
        "2027-03-02"
    ]


def test_a_curve_within_the_known_rates_assumes_nothing() -> None:
    html = asked(action="weigh", fields=CROSSING | {"as_of": "30/06/2026"})["html"]["weighing"]
    assert "taux supposé" not in html
    assert "la courbe suppose" not in html


def test_what_remains_of_a_half_year_is_named() -> None:
    html = asked(action="weigh", fields=CROSSING)["html"]["weighing"]
    assert "Restent" not in html
    assert "Encore dues" in html
