"""A file that the debtor keeps (`side`): the same sums, his own next date, his own letters, never « relancez »."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from latepay_core import Claim, draw_up
from latepay_core.countries.fr.procedure.timeline import pace
from latepay_core.letters.catalogue import catalogue, entry_of
from latepay_core.letters.writing import LetterRefused, letters_for, write_letter
from latepay_core.outputs.follow_up import follow_up_calendar
from latepay_core.procedure import next_step
from latepay_core.wording import say
from tests.support.said import said as say_all

DATA: dict[str, Any] = {
    "as_of": "2026-11-10",
    "side": "debtor",
    "creditor": {"name": "Durand SARL"},
    "debtor": {"name": "Martin SAS"},
    "invoices": [{"number": "F-204", "due_on": "2026-06-30", "amount": "3000.00"}],
}
#: What only a creditor is told.
TO_A_CREDITOR = re.compile(
    r"votre client|relance[rz]\b|votre créance|vous réclamez|on vous doit|mettez en demeure", re.I
)


def claim(**more: Any) -> Claim:
    return Claim.model_validate({**DATA, **more})


def event(kind: str, on: str = "2026-11-02") -> dict[str, str]:
    return {"on": on, "kind": kind}


CASES: dict[str, tuple[str, dict[str, Any]]] = {
    "nothing done": ("debtor-answer", {}),
    "reminded": ("debtor-answer", {"events": [event("reminder")]}),
    "formal notice": ("debtor-answer", {"events": [event("formal-notice")]}),
    "consumer": ("debtor-answer", {"debtor": {"kind": "consumer"}}),
    "lender": ("debtor-answer", {"creditor": {"kind": "individual"}}),
    "public buyer": ("debtor-answer", {"debtor": {"kind": "public-body"}}),
    "order served": ("debtor-oppose", {"events": [event("order-served")]}),
    "order opposed": ("debtor-hearing", {"events": [event("order-served"), event("opposition", "2026-11-05")]}),
    "order final": ("debtor-order-final", {"events": [event("order-served", "2026-09-02")]}),
    "summoned": ("debtor-summoned", {"events": [event("court-action")]}),
    "seized": ("debtor-seized", {"events": [event("enforcement")]}),
    "judged": ("debtor-judged", {"judgment": {"enforceable_on": "2026-10-01"}}),
    "proceedings": ("debtor-proceedings", {"debtor": {"insolvency_opened_on": "2026-10-01"}}),
    "time-barred": ("debtor-barred", {"as_of": "2033-01-10"}),
    "not due": ("debtor-pay", {"as_of": "2026-06-15"}),
    "paid": (
        "debtor-settled",
        {"invoices": [{**DATA["invoices"][0], "payments": [{"paid_on": "2026-06-30", "amount": "3000.00"}]}]},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_debtors_next_step_is_never_to_chase_himself(name: str) -> None:
    code, more = CASES[name]
    mine = claim(**more)
    statement = draw_up(mine)
    step = next_step(mine, statement)
    assert step.code == code
    said = " ".join(map(say, [step.title, step.what, step.why, *(each.text for each in step.points), *step.attach]))
    said += " ".join(say(each.message) for each in statement.warnings)
    said += follow_up_calendar(mine).decode().replace("\r\n ", "")
    assert not TO_A_CREDITOR.search(said), TO_A_CREDITOR.findall(said)
    assert {each.code for each in step.limits} <= {"opposition"}


@pytest.mark.parametrize("name", CASES)
def test_the_sums_are_the_same_for_both_sides(name: str) -> None:
    mine = claim(**CASES[name][1])
    theirs = mine.model_copy(update={"side": "creditor"})
    assert draw_up(mine).totals == draw_up(theirs).totals


def test_his_date_is_the_end_of_the_month_to_oppose() -> None:
    """Served on Monday 2 November 2026: one month, Wednesday 2 December (CPC, art. 1416)."""
    mine = claim(events=[event("order-served")])
    step = next_step(mine, draw_up(mine))
    assert step.last_day == date(2026, 12, 2)
    assert [(each.code, each.last_day, each.passed) for each in step.limits] == [
        ("opposition", date(2026, 12, 2), False)
    ]
    calendar = follow_up_calendar(mine).decode().replace("\r\n ", "")
    assert "DTSTART;VALUE=DATE:20261202" in calendar
    assert "former opposition" in calendar
    assert "Durand SARL" in calendar, "the other side names the entry"


def test_the_due_date_is_not_moved_to_a_day_on_which_it_would_be_late() -> None:
    """31 May 2026 is a Sunday: paying on Monday is paying late."""
    mine = claim(as_of="2026-05-20", invoices=[{"due_on": "2026-05-31", "amount": "3000.00"}])
    assert next_step(mine, draw_up(mine)).on == date(2026, 5, 31)


def test_only_the_letters_that_a_debtor_writes_or_signs_can_be_written() -> None:
    offers = letters_for(claim())
    assert {each.kind for each in offers if each.available} == {"claim-reply", "instalment-agreement"}
    assert (offers[0].kind, offers[0].advised) == ("claim-reply", True)
    other = next(each for each in offers if each.kind == "formal-notice")
    assert [each.code for each in other.refusals] == ["letter-other-side"]
    for entry in catalogue():
        if "debtor" not in entry.sides:
            with pytest.raises(LetterRefused):
                write_letter(entry.kind, claim())


def test_the_reply_is_signed_by_whoever_keeps_the_file_and_says_nothing_of_sides() -> None:
    letter = write_letter("claim-reply", claim())
    assert "signed-by-debtor" not in {each.code.removeprefix("letter-") for each in letter.warnings}
    assert letter.document.author == "Martin SAS"
    assert letter.claim.side == "creditor", "what the other side reads says nothing of whose file it was"


NOTICE = {"on": "2026-11-02", "kind": "formal-notice"}


def kept(mine: Claim) -> str:
    return follow_up_calendar(mine).decode().replace("\r\n ", "")


@pytest.mark.parametrize(
    ("left", "until"),
    [
        # eight days from Monday 2 November, which is not counted
        ({"delay_days": 8}, date(2026, 11, 10)),
        ({"expected_on": "2026-11-12"}, date(2026, 11, 12)),
        # the day it names goes before its days
        ({"expected_on": "2026-11-12", "delay_days": 8}, date(2026, 11, 12)),
    ],
)
def test_he_is_told_until_when_the_formal_notice_leaves_him(left: dict[str, Any], until: date) -> None:
    mine = claim(as_of="2026-11-04", events=[NOTICE | left])
    step = next_step(mine, draw_up(mine))
    assert (step.code, step.on, step.last_day, step.late) == ("debtor-answer", date(2026, 11, 4), until, False)
    assert f"vous laisse jusqu’au {until.day}" in say(step.why)
    calendar = kept(mine)
    assert f"DTSTART;VALUE=DATE:{until:%Y%m%d}" in calendar
    assert "Fin du délai que vous laisse la mise en demeure · Durand SARL" in calendar


def test_his_own_letter_leaves_a_day_too_before_and_after_it_went() -> None:
    """Sent on Wednesday 4 November, there on Saturday 7; six jours ouvrés more, the 11th a holiday: Tuesday 17."""
    mine = claim(as_of="2026-11-04", events=[NOTICE | {"delay_days": 8}])
    assert next_step(mine, draw_up(mine)).answer_by == date(2026, 11, 17)
    assert "DTSTART;VALUE=DATE:20261117" in kept(mine)
    letter = write_letter("claim-reply", mine)
    assert "mardi 17 novembre 2026" in say_all(letter)


def test_once_he_has_answered_he_waits_for_the_day_that_his_letter_leaves() -> None:
    """Sent on Thursday 5, there on Monday 9, six jours ouvrés more: Wednesday 18; the next day is his next one."""
    mine = claim(as_of="2026-11-06", events=[NOTICE | {"delay_days": 8}, event("answer", "2026-11-05")])
    step = next_step(mine, draw_up(mine))
    assert (step.code, step.on, step.last_day) == ("debtor-await", date(2026, 11, 19), date(2026, 11, 10))
    assert "jusqu’au 18 novembre 2026" in say(step.why).replace("\u00a0", " ")
    assert {"DTSTART;VALUE=DATE:20261110", "DTSTART;VALUE=DATE:20261118"} <= set(kept(mine).split("\r\n"))
    noted = claim(as_of="2026-11-06", events=[event("answer", "2026-11-05") | {"expected_on": "2026-11-20"}])
    assert "DTSTART;VALUE=DATE:20261120" in kept(noted)
    silent = claim(as_of="2026-11-19", events=[NOTICE, event("answer", "2026-11-05")])
    assert "aucune réponse" in say(next_step(silent, draw_up(silent)).why)


def test_a_notice_that_comes_after_his_answer_is_to_be_answered_again() -> None:
    mine = claim(events=[event("answer", "2026-10-20"), NOTICE | {"delay_days": 8}])
    assert next_step(mine, draw_up(mine)).code == "debtor-answer"


def test_a_notice_whose_day_is_over_says_so_even_where_it_came_after_it() -> None:
    late = claim(as_of="2026-11-11", events=[NOTICE | {"delay_days": 8}])
    step = next_step(late, draw_up(late))
    assert (step.last_day, step.late) == (date(2026, 11, 10), True)
    assert "vous laissait jusqu’au 10" in say(step.why)
    collected = claim(as_of="2026-11-04", events=[NOTICE | {"expected_on": "2026-10-30"}])
    assert next_step(collected, draw_up(collected)).last_day == date(2026, 10, 30)


def test_on_a_last_day_that_is_a_sunday_nothing_waits_for_the_monday() -> None:
    mine = claim(as_of="2026-11-08", events=[NOTICE | {"expected_on": "2026-11-08"}])
    assert next_step(mine, draw_up(mine)).on == date(2026, 11, 8)


def test_the_day_a_civil_debtor_received_the_notice_is_a_notice() -> None:
    mine = claim(debtor={"kind": "consumer"}, notice_received_on="2026-11-02")
    assert "mise en demeure le 2" in say(next_step(mine, draw_up(mine)).why)


def test_the_procedure_and_the_catalogue_leave_the_same_time_to_whoever_claims() -> None:
    reply = entry_of("claim-reply").reply  # type: ignore[union-attr]
    assert reply is not None
    assert (reply.days, reply.kind) == (pace()["claim_reply_days"], "ouvre")


def test_a_letter_of_the_creditor_may_leave_days_too() -> None:
    """Sent on Monday 2 November, there on Thursday 5, fifteen days more: Friday 20; then Monday 23."""
    theirs = claim(as_of="2026-11-10", side="creditor", events=[NOTICE | {"delay_days": 15}])
    step = next_step(theirs, draw_up(theirs))
    assert (step.code, step.on) == ("await-notice", date(2026, 11, 23))


def test_the_ways_to_be_paid_are_told_to_a_debtor_as_those_of_whoever_claims(latepay: Callable[..., Any]) -> None:
    written = {side: claim(side=side).model_dump_json(exclude_unset=True).encode() for side in ("debtor", "creditor")}
    said = {side: " ".join(latepay("routes", "-", stdin=data).out.split()) for side, data in written.items()}
    assert "voici ce que peut faire celui qui réclame" in said["debtor"]
    assert "celui qui réclame." not in said["creditor"]
