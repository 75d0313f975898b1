"""Claims received and taken apart: the facts as a claim, what they ask, what is owed, line by line."""

import json
import time
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from latepay_core import Claim
from latepay_core.claim import ClaimRefused
from latepay_core.letters.writing import write_letter
from latepay_core.weighing import Asked, answers, check_claim, contested, read_letter
from latepay_core.wording import say
from tests.support.said import body

CASES: list[dict[str, Any]] = json.loads(Path(__file__).with_name("received.json").read_text(encoding="utf-8"))
every_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])


def checked(case: dict[str, Any]) -> Any:
    return check_claim(Claim.model_validate(case["claim"]), Asked.model_validate(case["asked"]))


@every_case
def test_what_is_owed_and_what_is_not(case: dict[str, Any]) -> None:
    found = checked(case)
    assert str(found.asked) == case["total"]["asked"]
    assert str(found.owed) == case["total"]["owed"]
    lines = [[each.kind, str(each.asked), str(each.owed), each.verdict] for each in found.lines]
    assert lines == case["lines"]


@every_case
def test_why(case: dict[str, Any]) -> None:
    found = checked(case)
    codes = {reason.code for line in found.lines for reason in line.reasons if not reason.code.startswith("owed-")}
    codes |= {each.key.rpartition(".")[2] for each in found.cautions}
    assert codes == set(case["codes"])
    for line in found.lines:
        assert line.reasons
        for reason in line.reasons:
            assert reason.article
            assert say(reason.sentence)


MORE: list[dict[str, Any]] = [
    case
    for name in ("received-more.yaml", "received-real.yaml", "received-later.yaml")
    for case in yaml.safe_load(Path(__file__).with_name(name).read_text("utf-8"))
]


@pytest.mark.parametrize("case", MORE, ids=lambda case: case["id"])
def test_a_letter_is_read_then_weighed(case: dict[str, Any]) -> None:
    letter = read_letter(case["text"])
    assert letter.asked is not None
    invoices = [
        {"number": each.number, "issued_on": each.issued_on, "due_on": each.due_on, "amount": str(each.amount)}
        for each in letter.invoices
    ]
    claim = {"as_of": letter.dated, "side": "debtor", "invoices": invoices, **case.get("claim", {})}
    found = check_claim(Claim.model_validate(claim), letter.asked)
    assert [[each.kind, str(each.asked), str(each.owed), each.verdict] for each in found.lines] == case["lines"]
    codes = {reason.code for line in found.lines for reason in line.reasons if not reason.code.startswith("owed-")}
    assert codes == set(case["codes"])
    assert found.unexplained == 0


def base(**asked: Any) -> Any:
    # 2400.00 x 12.15 % x 76 / 365 = 60.72
    claim = {"as_of": "2026-06-15", "invoices": [{"due_on": "2026-03-31", "amount": "2400"}]}
    return check_claim(Claim.model_validate(claim), Asked.model_validate(asked))


@every_case
def test_the_letter_itself_is_read(case: dict[str, Any]) -> None:
    """What is not in the letter stays said beside it: whether fees are proved, a clause agreed, the contract theirs."""
    read = read_letter(case["text"])
    assert read.asked is not None
    assert read.dated == date.fromisoformat(case["claim"]["as_of"])
    assert read.due_on is None or read.due_on == date.fromisoformat(case["claim"]["invoices"][0]["due_on"])
    beside = {name: said for name, said in case["asked"].items() if name not in {"total", "lines"}}
    found = check_claim(Claim.model_validate(case["claim"]), read.asked.model_copy(update=beside))
    lines = [[each.kind, str(each.asked), str(each.owed), each.verdict] for each in found.lines]
    assert sorted(lines) == sorted(case["lines"])
    codes = {reason.code for line in found.lines for reason in line.reasons if not reason.code.startswith("owed-")}
    assert codes | {each.key.rpartition(".")[2] for each in found.cautions} == set(case["codes"])


def test_a_letter_whose_lines_do_not_add_up_is_proposed_whole() -> None:
    text = "Facture 12 : 1 000,00 €\nFrais de dossier : 50,00 €\nTotal à payer : 1 100,00 €"
    asked = read_letter(text).asked
    assert asked is not None
    assert [(each.kind, str(each.amount)) for each in asked.lines] == [("principal", "1000.00"), ("fees", "50.00")]
    assert str(asked.total) == "1100.00"


#: Twenty invoices of 101, 102, … 120 euros: 20 x 100 + (1 + … + 20) = 2 000 + 210 = 2 210.
TWENTY = "\n".join(f"Facture F-{at} échue le {at}/03/2026 : {100 + at},00 €" for at in range(1, 21))


def many(total: str, subtotal: str = "Total des factures : 2 210,00 €") -> Any:
    text = f"Lyon, le 15 juin 2026\n{TWENTY}\n{subtotal}\nPénalités de retard : 61,10 €\nIndemnités : 800,00 €\n"
    found = read_letter(f"{text}Frais de dossier : 150,00 €\nTotal à payer : {total} €")
    assert found.asked is not None
    return found


SUBTOTALS = ("Total des factures : 2 210,00 €", "Factures restant à régler : 2 210,00 €")


@pytest.mark.parametrize("subtotal", ["", *SUBTOTALS])
def test_a_letter_of_many_sums_is_held_against_its_total(subtotal: str) -> None:
    # 2 210 + 61.10 + 800 + 150 = 3 221.10
    found = many("3 221,10", subtotal)
    assert str(found.asked.total) == "3221.10"
    principal = [each.amount for each in found.asked.lines if each.kind == "principal"]
    assert sum(principal) == Decimal("2210.00")
    assert sum(each.amount for each in found.asked.lines) == Decimal("3221.10")
    assert len(found.invoices) == 20


@pytest.mark.parametrize("subtotal", SUBTOTALS)
def test_a_total_that_many_sums_do_not_make_is_told(subtotal: str) -> None:
    # 100 euros more than the lines, the subtotal left out of them
    found = many("3 321,10", subtotal)
    assert str(found.asked.total) == "3321.10"
    lines = [each.amount for each in found.asked.lines]
    assert (sum(lines), Decimal("2210.00") in lines) == (Decimal("3221.10"), False)
    claim = {"as_of": "2026-06-15", "invoices": [{"due_on": "2026-03-31", "amount": "2210"}]}
    assert str(check_claim(Claim.model_validate(claim), found.asked).unexplained) == "100.00"


def test_a_letter_of_hundreds_of_sums_is_read_at_once() -> None:
    rows = "\n".join(f"Facture F-{at} : {at},37 €" for at in range(1000, 1500))
    started = time.perf_counter()
    found = read_letter(f"{rows}\nTotal : 99 999,99 €")
    assert found.asked is not None
    assert time.perf_counter() - started < 3


@pytest.mark.parametrize("text", ["", "Bonjour,", "Rappel : 12,15 % l’an, 30 jours", "x" * 50_000])
def test_a_letter_without_a_sum_asks_nothing(text: str) -> None:
    assert read_letter(text).asked is None


def test_a_total_alone_is_compared_with_the_sums_owed() -> None:
    found = base(total="2600")
    assert (str(found.owed), str(found.difference)) == ("2500.72", "99.28")
    assert [str(each.owed) for each in found.lines] == ["2400.00", "60.72", "40.00"]


def test_what_is_owed_and_not_asked_is_told() -> None:
    found = base(lines=[{"kind": "principal", "amount": "2400"}])
    assert [(each.kind, each.verdict) for each in found.lines][1:] == [
        ("interest", "left-out"),
        ("compensation", "left-out"),
    ]


def test_a_figure_that_another_convention_gives_is_open_to_discussion() -> None:
    # over two half-years, frozen: 5760 x 12.15 % x 123 / 365 = 235.84 instead of 116.96 + 121.32 = 238.28
    claim = {"as_of": "2026-08-31", "invoices": [{"due_on": "2026-04-30", "amount": "5760"}]}
    lines = [("principal", "5760"), ("interest", "235.84"), ("compensation", "40")]
    asked = {"lines": [{"kind": kind, "amount": amount} for kind, amount in lines]}
    found = check_claim(Claim.model_validate(claim), Asked.model_validate(asked))
    assert found.lines[1].verdict == "unsettled"
    assert [(each.switch, each.value) for each in found.right_under] == [("semester", "frozen")]


def _two_late_invoices(interest: str) -> Any:
    # on 30 October 2026: 1 875.60 x 12.15 % x 50 / 365 = 31.22, x 12.40 % x 122 / 365 = 77.74;
    # 912.30 x 12.40 % x 116 / 365 = 35.95: 144.91
    invoices = [{"due_on": "2026-05-11", "amount": "1875.60"}, {"due_on": "2026-07-06", "amount": "912.30"}]
    claim = Claim.model_validate({"as_of": "2026-10-30", "invoices": invoices})
    lines = [("principal", "2787.90"), ("interest", interest), ("compensation", "80.00")]
    asked = {"lines": [{"kind": kind, "amount": amount} for kind, amount in lines]}
    return check_claim(claim, Asked.model_validate(asked))


def test_a_cent_of_rounding_is_no_slip_and_never_a_payment_that_nobody_made() -> None:
    less, found = _two_late_invoices("144.90").lines[1], _two_late_invoices("144.92")
    more = found.lines[1]
    assert (less.verdict, [each.code for each in less.reasons]) == ("less", ["interest-less"])
    assert (more.verdict, [each.code for each in more.reasons]) == ("unsettled", ["rounding"])
    # told, and contested only by whoever chooses to: then for its cent
    assert contested(found) == ()
    assert {each.choice for each in answers(found)} == {"accepted"}
    chosen = found.model_copy(update={"lines": (more.model_copy(update={"choice": "contested"}),)})
    assert [str(each.amount) for each in answers(chosen)] == ["0.01"]


def test_a_total_that_is_right_has_no_theory() -> None:
    found = _two_late_invoices("144.91")
    assert (str(found.difference), found.right_under) == ("0.00", ())


def test_no_order_of_payments_is_told_where_nothing_was_paid() -> None:
    # 2 400 x 15 % x 76 / 365 = 74.96: 2 514.96 with the 40
    terms = {"allocation": "principal-first"}
    invoices = [{"due_on": "2026-03-31", "amount": "2400"}]
    claim = Claim.model_validate({"as_of": "2026-06-15", "terms": terms, "invoices": invoices})
    [way] = check_claim(claim, Asked.model_validate({"total": "2514.96", "rate_percent": "15"})).right_under
    assert "imput" not in say(way.label)


def test_a_total_that_does_not_follow_from_its_lines_is_told() -> None:
    assert str(base(total="2500", lines=[{"kind": "principal", "amount": "2400"}]).unexplained) == "100.00"


def test_proved_fees_count_beyond_forty_euros() -> None:
    found = base(lines=[{"kind": "fees", "amount": "75"}], fees_proved=True)
    assert (str(found.lines[0].owed), found.lines[0].verdict) == ("35.00", "unsettled")


def test_a_figure_that_no_way_of_counting_gives_is_not_guessed_at() -> None:
    found = base(lines=[{"kind": "interest", "amount": "77.77"}])
    assert [each.code for each in found.lines[0].reasons] == ["interest-unexplained"]


def test_a_public_buyer_owes_the_decrees_rate() -> None:
    # 10 000.00 x 12.15 % x 31 / 365 = 103.19 asked in place of 10.15 %: 86.21 (1 to 31 May 2026)
    claim = {
        "as_of": "2026-05-31",
        "debtor": {"kind": "public-body", "public_kind": "state-or-local"},
        "invoices": [{"issued_on": "2026-03-31", "due_on": "2026-04-30", "amount": "10000"}],
    }
    asked = Asked.model_validate({"lines": [{"kind": "interest", "amount": "103.19"}]})
    line = check_claim(Claim.model_validate(claim), asked).lines[0]
    assert (str(line.owed), [each.code for each in line.reasons]) == ("86.21", ["public-b2b-rate"])


def test_legal_interest_does_not_run_before_the_notice() -> None:
    # 1 380.00 x 2.62 % x 110 / 365 = 10.90 from 13 March; asked from 21 February: 130 days, 12.88
    claim = {
        "as_of": "2026-06-30",
        "debtor": {"kind": "consumer"},
        "notice_received_on": "2026-03-12",
        "invoices": [{"due_on": "2026-02-20", "amount": "1380"}],
    }
    asked = Asked.model_validate({"lines": [{"kind": "interest", "amount": "12.88"}]})
    line = check_claim(Claim.model_validate(claim), asked).lines[0]
    assert (str(line.owed), [each.code for each in line.reasons]) == ("10.90", ["interest-before-notice"])


def test_one_invoice_of_two_is_time_barred() -> None:
    old = {"number": "A", "issued_on": "2020-02-28", "due_on": "2020-03-30", "amount": "1000"}
    new = {"number": "B", "issued_on": "2026-03-01", "due_on": "2026-03-31", "amount": "2400"}
    lines = [{"kind": "principal", "amount": "3400"}, {"kind": "compensation", "amount": "80"}]
    claim = Claim.model_validate({"as_of": "2026-06-15", "invoices": [old, new]})
    found = check_claim(claim, Asked.model_validate({"lines": lines}))
    assert [str(each.owed) for each in found.lines] == ["2400.00", "40.00", "60.72"]
    assert {each.code for line in found.lines[:2] for each in line.reasons} == {"time-barred"}


def test_what_was_paid_in_time_bears_nothing() -> None:
    paid = {"due_on": "2026-03-31", "amount": "2400", "payments": [{"paid_on": "2026-03-30", "amount": "2400"}]}
    claim = Claim.model_validate({"as_of": "2026-06-15", "invoices": [paid]})
    lines = [{"kind": "interest", "amount": "12"}, {"kind": "compensation", "amount": "40"}]
    found = check_claim(claim, Asked.model_validate({"lines": lines}))
    assert str(found.owed) == "0.00"
    assert {each.code for line in found.lines for each in line.reasons} == {"not-late"}


def test_the_letter_that_answers_gives_the_same_sums() -> None:
    # 5 760.00 + 238.28 + 40.00 = 6 038.28; 6 093.94 asked: 55.66 beyond
    data = CASES[1]["claim"] | {
        "debtor": {"name": "SAS Éditions du Palan", "address": "2 quai Sud\n69002 Lyon"},
        "creditor": {"name": "Studio Quatrième Rue", "address": "14 quai Lamy\n69002 Lyon"},
        "letter": {"received": {"amount": "6093.94", "dated": "2026-08-31"}},
    }
    found = check_claim(Claim.model_validate(data), Asked.model_validate(CASES[1]["asked"]))
    text = body(write_letter("claim-reply", Claim.model_validate(data)))
    assert (str(found.owed), str(found.difference)) == ("6038.28", "55.66")
    assert "il donne 6 038,28 €, soit 55,66 € de moins" in text


#: A slip beside a convention that the law leaves open: the figure is theirs by both, and never « unexplained ».
COMBINED = [
    # both ends counted and the rate frozen at its first day: 5 760 x 12.15 % x 124 / 365 = 237.75
    ({}, "237.75", {"convention-frozen", "both-ends-counted"}),
    # before VAT and frozen: 4 800 x 12.15 % x 123 / 365 = 196.53
    ({}, "196.53", {"convention-frozen", "base-before-vat"}),
    # a statement with a frozen rate, and a claim that revises it on a year of 360 days:
    # 5 760 x 12.15 % x 61 / 360 = 118.58; x 12.40 % x 62 / 360 = 123.01
    ({"semester": "frozen"}, "241.59", {"convention-revised", "year-360"}),
]


@pytest.mark.parametrize(("terms", "interest", "codes"), COMBINED, ids=("both-ends", "before-vat", "year-360"))
def test_a_slip_with_a_convention_is_recognised(terms: dict[str, Any], interest: str, codes: set[str]) -> None:
    invoice = {"issued_on": "2026-03-31", "due_on": "2026-04-30", "amount": "5760"}
    claim = Claim.model_validate({"as_of": "2026-08-31", "terms": terms, "invoices": [invoice]})
    asked = Asked.model_validate({"lines": [{"kind": "interest", "amount": interest}]})
    assert {each.code for each in check_claim(claim, asked).lines[0].reasons} == codes


def test_a_leap_year_counted_whole_beside_both_ends() -> None:
    # 9 000 x 14.50 % = 1 305.00 a year; from 30 April to 30 June 2024, 62 days of 366: 221.07 (owed: 61 of 365, 218.10)
    invoice = {"issued_on": "2024-03-31", "due_on": "2024-04-30", "amount": "9000"}
    claim = Claim.model_validate({"as_of": "2024-06-30", "invoices": [invoice]})
    asked = Asked.model_validate({"lines": [{"kind": "interest", "amount": "221.07"}]})
    assert {each.code for each in check_claim(claim, asked).lines[0].reasons} == {
        "convention-actual",
        "both-ends-counted",
    }


def test_a_public_buyers_rate_does_not_change() -> None:
    # from 1 May 2026 at 10.15 % to the end: 10 000 x 10.15 % x 123 / 365 = 342.04; revised in July to 10.40 %:
    # 10 000 x 10.15 % x 61 / 365 = 169.63, x 10.40 % x 62 / 365 = 176.66
    claim = Claim.model_validate(
        {
            "as_of": "2026-08-31",
            "debtor": {"kind": "public-body", "public_kind": "state-or-local"},
            "invoices": [{"issued_on": "2026-03-31", "due_on": "2026-04-30", "amount": "10000"}],
        }
    )
    asked = Asked.model_validate({"lines": [{"kind": "interest", "amount": "346.29"}]})
    line = check_claim(claim, asked).lines[0]
    assert (str(line.owed), [each.code for each in line.reasons]) == ("342.04", ["rate-revised"])


#: 10 000 due on 31 January 2026, 4 000 paid on 31 March: 59 days on the whole, then 91 days up to 30 June.
PART_PAID = {
    "due_on": "2026-01-31",
    "amount": "10000",
    "payments": [{"paid_on": "2026-03-31", "amount": "4000"}],
}
IMPUTED = [
    # on the principal at 15 %: 10 000 x 15 % x 59 / 365 = 242.47, 6 000 x 15 % x 91 / 365 = 224.38
    ({}, "15", "6000", "466.85", {"rate-other", "convention-principal-first"}, "too-high"),
    ({"allocation": "principal-first"}, "15", "6000", "466.85", {"rate-other"}, "too-high"),
    # on the interest at 15 %: 242.47 settled, 6 242.47 x 15 % x 91 / 365 = 233.45
    ({}, "15", "6242.47", "233.45", {"rate-other"}, "too-high"),
    # on the principal at the law's 12.15 %: 196.40 + 6 000 x 12.15 % x 91 / 365 = 181.75
    ({}, None, "6000", "378.15", {"convention-principal-first"}, "imputed-otherwise"),
    # the other way round: 196.40 settled, 6 196.40 x 12.15 % x 91 / 365 = 187.70
    ({"allocation": "principal-first"}, None, "6196.40", "187.70", {"convention-interest-first"}, "imputed-otherwise"),
    # on the principal at 15 %, a year of 360 days: 245.83 + 227.50
    ({}, "15", "6000", "473.33", {"rate-other", "convention-principal-first", "year-360"}, "too-high"),
]


@pytest.mark.parametrize(("terms", "rate", "principal", "interest", "codes", "verdict"), IMPUTED)
def test_where_their_calculation_puts_the_payments(
    terms: dict[str, Any], rate: str | None, principal: str, interest: str, codes: set[str], verdict: str
) -> None:
    claim = Claim.model_validate({"as_of": "2026-06-30", "terms": terms, "invoices": [PART_PAID]})
    lines = [{"kind": "principal", "amount": principal}, {"kind": "interest", "amount": interest}]
    asked = Asked.model_validate({"lines": lines} | ({"rate_percent": rate} if rate else {}))
    line = check_claim(claim, asked).lines[1]
    assert {each.code for each in line.reasons} == codes
    assert line.verdict == verdict


def test_a_total_at_the_rate_they_announce_is_recognised() -> None:
    # 6 000 + 466.85 + 40, the payment on the principal; 6 242.47 + 233.45 + 40, on the interest
    claim = Claim.model_validate({"as_of": "2026-06-30", "invoices": [PART_PAID]})
    for total, other in (("6506.85", True), ("6515.92", False)):
        found = check_claim(claim, Asked.model_validate({"total": total, "rate_percent": "15"}))
        [way] = found.right_under
        assert (way.switch, way.value) == ("rate", "15")
        assert ("principal" in say(way.label)) is other


@pytest.mark.parametrize(
    ("row", "rate"),
    [
        ("Nos conditions prévoient des pénalités de retard au taux de 15 % l’an.", "15"),
        ("Taux d’intérêt appliqué : 14,5 %", "14.5"),
        ("Clause pénale de 15 % du principal", None),
        ("Pénalités au taux de 15 %, puis taux de 12 %", None),
        # twelve months: 12 x 1.5 = 18; 12 x 1.25 = 15; 12 x 1.1 = 13.2
        ("Les pénalités de retard sont de 1,5 % par mois de retard.", "18"),
        ("Pénalités : 1,25 % mensuel", "15"),
        ("Late payment interest: 1.1% per month", "13.2"),
        ("Taux d’intérêt : 1,5 % par mois, soit un taux de 18 % l’an", "18"),
    ],
)
def test_the_rate_announced_apart_from_any_sum_is_read(row: str, rate: str | None) -> None:
    text = f"Le 30 juin 2026\n{row}\nFacture F-1 : 6 000,00 €\nPénalités de retard : 466,85 €\nTotal : 6 466,85 €"
    asked = read_letter(text).asked
    assert asked is not None
    assert (asked.rate_percent and str(asked.rate_percent)) == rate


def test_the_rate_they_announce_is_answered_even_where_their_figure_is_not_found() -> None:
    found = base(lines=[{"kind": "interest", "amount": "77.77"}], rate_percent="15")
    assert [each.code for each in found.lines[0].reasons] == ["rate-announced", "interest-unexplained"]
    # the law's own rate, said beside a figure that it does not give, is no other rate
    found = base(lines=[{"kind": "interest", "amount": "77.77"}], rate_percent="12.15")
    assert [each.code for each in found.lines[0].reasons] == ["interest-unexplained"]


def test_nothing_asked_is_refused() -> None:

    with pytest.raises((ValidationError, ClaimRefused)):
        Asked.model_validate({"total": None})


def test_no_line_is_owed_beyond_the_statement() -> None:
    for case in CASES:
        found = checked(case)
        assert sum((each.owed for each in found.lines), Decimal(0)) == found.owed


def test_a_claim_received_without_a_sum_is_no_claim() -> None:
    with pytest.raises(ValidationError, match="asked-nothing"):
        Asked.model_validate({"schema": "latepay.asked/1", "lines": []})


#: 6 616.15 + 577.43 + 120.00 + 75.00 = 7 388.58, told in one sentence, whatever its turn.
ONE_SENTENCE = {
    "soit": "vous restez nous devoir la somme de 7 388,58 €, soit 6 616,15 € en principal, 577,43 € d'intérêts "
    "de retard au taux de 15 % l'an, 40 € d'indemnité forfaitaire pour chacune des trois factures, "
    "et 75 € de frais de dossier.",
    "sum-last": "Nous vous réclamons 6 616,15 € en principal, 577,43 € d'intérêts, 120 € d'indemnités de recouvrement, "
    "75 € de frais de dossier, soit un total de 7 388,58 €.",
    "no-total": "Nous vous réclamons 6 616,15 € en principal, 577,43 € d'intérêts, 120 € d'indemnités de recouvrement, "
    "75 € de frais de dossier.",
    "english": "you still owe us €7,388.58, made up of principal of €6,616.15, late-payment interest of €577.43, "
    "a fixed sum of €40 for each of the three invoices and a file fee of €75.",
}

IN_BRACKETS = {
    "invoices": "la somme de 7 388,58 € au titre de vos factures (F-12 : 3 000 €, F-14 : 3 616,15 €), majorée de "
    "577,43 € d'intérêts de retard, de 120 € d'indemnités forfaitaires et de 75 € de frais de dossier.",
    "each-its-own": "la somme de 7 388,58 €, soit 6 616,15 € au titre des factures F-12 (3 000,00 €) et F-14 "
    "(3 616,15 €), 577,43 € d'intérêts, 120 € d'indemnités et 75 € de frais de dossier.",
    "all-in": "la somme de 7 388,58 € (facture F-12 : 3 000 € ; facture F-14 : 3 616,15 € ; intérêts de retard : "
    "577,43 € ; indemnités : 120 € ; frais de dossier : 75 €).",
    "english": "us EUR 7,388.58 in respect of invoices F-12 (EUR 3,000.00) and F-14 (EUR 3,616.15), plus EUR 577.43 in "
    "late payment interest, EUR 120.00 in statutory compensation and a EUR 75.00 administration fee.",
}


@pytest.mark.parametrize("turn", IN_BRACKETS)
def test_what_brackets_detail_is_read(turn: str) -> None:
    # 3 000 + 3 616.15 = 6 616.15; 6 616.15 + 577.43 + 120 + 75 = 7 388.58
    found = read_letter(f"Lyon, le 12 octobre 2026\nMalgré nos relances, vous nous devez {IN_BRACKETS[turn]}")
    assert found.asked is not None
    assert [(each.kind, str(each.amount)) for each in found.asked.lines] == [
        ("principal", "3000.00"),
        ("principal", "3616.15"),
        ("interest", "577.43"),
        ("compensation", "120.00"),
        ("fees", "75.00"),
    ]
    assert str(found.asked.total) == "7388.58"
    assert [(each.number, str(each.amount)) for each in found.invoices] == [("F-12", "3000.00"), ("F-14", "3616.15")]


@pytest.mark.parametrize("added", ["majorée de", "augmentée de", "outre", "increased by"])
def test_a_sum_that_others_are_added_to_is_no_total(added: str) -> None:
    text = (
        f"Nous vous réclamons la somme de 2 400,00 € (facture n° 512), {added} 60,72 € d'intérêts et 40 € d'indemnité."
    )
    asked = read_letter(text).asked
    assert asked is not None
    assert [(each.kind, str(each.amount)) for each in asked.lines] == [
        ("principal", "2400.00"),
        ("interest", "60.72"),
        ("compensation", "40.00"),
    ]
    assert asked.total is None


@pytest.mark.parametrize("turn", ONE_SENTENCE)
def test_a_total_and_its_parts_in_one_sentence_are_its_lines(turn: str) -> None:
    asked = read_letter(f"Lyon, le 12 octobre 2026\nMalgré nos relances, {ONE_SENTENCE[turn]}").asked
    assert asked is not None
    assert [(each.kind, str(each.amount)) for each in asked.lines] == [
        ("principal", "6616.15"),
        ("interest", "577.43"),
        ("compensation", "120.00"),
        ("fees", "75.00"),
    ]
    assert str(asked.total) == ("None" if turn == "no-total" else "7388.58")


def test_a_letter_that_cannot_be_taken_apart_proposes_nothing() -> None:
    """Not a part of it, of which nothing would be contested: its sums, for the reader to sort."""
    found = read_letter(
        "Malgré nos relances, vous restez nous devoir la somme de 7 388,58 €, soit 6 616,15 € en principal (facture "
        "n° 1207 de 2 860,40 € échue le 15 février 2026, sous déduction de votre virement de 1 500,00 € du 20 juin "
        "2026 imputé sur le principal, facture n° 1219 de 1 945,00 € échue le 31 mars 2026 et facture n° 1231 de "
        "3 310,75 € échue le 10 mai 2026), 577,43 € d'intérêts de retard, 40 € d'indemnité forfaitaire pour chacune "
        "des trois factures, et 75 € de frais de dossier."
    )
    assert found.asked is None
    assert {Decimal("7388.58"), Decimal("6616.15"), Decimal("577.43")} <= set(found.unread)


def test_one_invoice_of_several_is_contested_and_the_others_stay_owed() -> None:
    # 2 400 x 12.15 % x 76 / 365 = 60.72, the same of 1 000: 25.30; 3 400 of principal owed
    invoices = [{"due_on": "2026-03-31", "amount": "2400"}, {"due_on": "2026-03-31", "amount": "1000"}]
    claim = Claim.model_validate({"as_of": "2026-06-15", "invoices": invoices})
    lines = [
        {"kind": "principal", "amount": "2400", "label": "FA 1"},
        {"kind": "principal", "amount": "1000", "label": "FA 2", "choice": "contested"},
        {"kind": "fees", "amount": "75", "choice": "accepted"},
    ]
    found = check_claim(claim, Asked.model_validate({"lines": lines}))
    asked = [each for each in found.lines if each.verdict != "left-out"]
    assert [(each.label, str(each.owed), each.verdict, each.places) for each in asked] == [
        ("FA 1", "2400.00", "owed", (0,)),
        ("FA 2", "1000.00", "owed", (1,)),
        ("", "0.00", "not-owed", (2,)),
    ]
    assert [(each.choice, each.reckoned, str(each.amount)) for each in answers(found)] == [
        ("accepted", "accepted", "0.00"),
        ("contested", "accepted", "1000.00"),
        ("accepted", "contested", "0.00"),
    ]
    # where only one of them is owed, the one that nobody contests is
    one = check_claim(claim.model_copy(update={"invoices": claim.invoices[:1]}), Asked.model_validate({"lines": lines}))
    assert [str(each.owed) for each in one.lines[:2]] == ["2400.00", "0.00"]
    assert sum((each.owed for each in one.lines), Decimal(0)) == one.owed


def test_a_payment_that_their_letter_leaves_out_is_contested() -> None:
    # 4 000 paid on 31 March, 196.40 of interest: 6 196.40 left; they ask the 10 000 again, 3 803.60 beyond
    claim = Claim.model_validate({"as_of": "2026-06-30", "invoices": [PART_PAID]})
    found = check_claim(claim, Asked.model_validate({"lines": [{"kind": "principal", "amount": "10000"}]}))
    [line] = contested(found)
    assert (line.line.verdict, str(line.amount)) == ("too-high", "3803.60")
    assert [each.code for each in line.line.reasons] == ["payment-left-out"]


def test_fees_with_their_proofs_are_to_be_justified_whole() -> None:
    # 75 of fees, the 40 of the compensation come off what may be owed: each proof is still to be looked at
    [answer] = answers(base(lines=[{"kind": "fees", "amount": "75"}], fees_proved=True))
    assert (answer.choice, str(answer.amount)) == ("to-justify", "75.00")


def test_two_days_side_by_side_are_read_at_the_last_and_their_words_kept() -> None:
    # 5 000 + 190.25 + 40 = 5 230.25 on 20 October; 5 196.27 on 30 September is another day's
    found = read_letter(
        "Lille, le 20 octobre 2026\nFacture A-77 échue le 30/06/2026\nau 30/09/2026   au 20/10/2026\n"
        "Principal   5 000,00 €   5 000,00 €\nPénalités de retard   156,27 €   190,25 €\n"
        "| Indemnité forfaitaire | 40,00 € | 40,00 € |\nTotal   5 196,27 €   5 230,25 €"
    )
    assert found.asked is not None
    assert [(each.kind, str(each.amount), each.label) for each in found.asked.lines] == [
        ("principal", "5000.00", ""),
        ("interest", "190.25", "Pénalités de retard"),
        ("compensation", "40.00", "Indemnité forfaitaire"),
    ]
    assert str(found.asked.total) == "5230.25"
