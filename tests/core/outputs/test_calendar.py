"""The calendar: whole days, alarms, names that stay, text that cannot break out; read back with its own library."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from latepay_core import Claim, ClaimRefused, complaints
from latepay_core.claim import Event
from latepay_core.instalments import plan_instalments, read_choice
from latepay_core.outputs.calendar import Entry, calendar, read_exported, uid_of
from latepay_core.outputs.follow_up import follow_up_calendar, kept_calendar
from latepay_core.wording.french import plain
from tests.core.outputs.test_spreadsheet import HOSTILE

BASE: dict[str, Any] = {
    "as_of": "2026-11-03",
    "creditor": {"name": "Atelier Martin"},
    "debtor": {"name": "Société Durand"},
    "invoices": [{"number": "F-118", "due_on": "2026-10-30", "amount": "2400.00"}],
}


def made(**more: Any) -> dict[str, Any]:
    """The calendar's entries by their title without the debtor's name; the whole component for each."""
    content = follow_up_calendar(Claim.model_validate({**BASE, **more}))
    return {title(event): event for event in Calendar.from_ical(content).walk("VEVENT")}


def title(event: Any) -> str:
    return plain(str(event["summary"]).split(" · ")[0])


def day(event: Any) -> date:
    found: date = event.decoded("dtstart")
    return found


def alarms(event: Any) -> list[timedelta]:
    return [each.decoded("trigger") for each in event.walk("VALARM")]


def test_the_follow_up_stands_on_its_days() -> None:
    # « Relancez dans les trois jours », call four days later, a week between two letters: procedure's own calendar
    found = {name: day(event) for name, event in made().items()}
    assert found["Relancer"] == date(2026, 11, 3)
    assert found["Appeler"] == date(2026, 11, 9)
    assert found["Envoyer la mise en demeure"] == date(2026, 11, 23)
    # five years from the due date (C. com., art. L110-4)
    assert found["Dernier jour pour agir : facture F-118"] == date(2031, 10, 30)


def test_the_last_day_is_the_one_that_holds_without_a_part_payment() -> None:
    """Five years from 3 January 2022, when the work was done at the latest; from 1 June 2023 if the payment admits."""
    paid = [{"paid_on": "2023-06-01", "amount": "100.00"}]
    invoice: dict[str, Any] = {"number": "F-1", "issued_on": "2022-01-03", "due_on": "2022-01-31", "amount": "1000.00"}
    invoice |= {"payments": paid}
    name = "Dernier jour pour agir : facture F-1"
    event = made(as_of="2026-03-15", invoices=[invoice])[name]
    assert day(event) == date(2027, 1, 3)
    said = plain(str(event["description"]))
    assert "au plus tard le 26 décembre 2026" in said
    assert "jusqu'au 1er juin 2028" in said
    # that day is past: the other one is what is left
    assert day(made(as_of="2027-02-01", invoices=[invoice])[name]) == date(2028, 6, 1)


def test_entries_are_whole_days_that_float_and_leave_the_reader_free() -> None:
    for event in made().values():
        assert type(day(event)) is date
        assert event.decoded("dtend") - day(event) == timedelta(days=1)
        assert str(event["transp"]) == "TRANSPARENT"
        assert "TZID" not in event.to_ical().decode()
        assert event.decoded("dtstamp") == datetime(2026, 11, 3, tzinfo=UTC)


def test_alarms_ring_at_nine_in_the_morning_and_early_for_what_is_lost() -> None:
    found = made()
    assert alarms(found["Appeler"]) == [timedelta(hours=9)]
    last = alarms(found["Dernier jour pour agir : facture F-118"])
    assert last == [timedelta(hours=9) - timedelta(days=days) for days in (180, 30, 7, 0)]


def test_no_alarm_rings_for_a_day_already_past() -> None:
    found = made(as_of="2031-10-20", invoices=[{**BASE["invoices"][0]}])
    # seven days before the 30th is the 23rd; thirty days before is past
    assert alarms(found["Dernier jour pour agir : facture F-118"]) == [
        timedelta(hours=9) - timedelta(days=7),
        timedelta(hours=9),
    ]


def test_a_second_import_updates_the_first() -> None:
    before, after = made(), made(as_of="2026-11-05", events=[{"on": "2026-11-03", "kind": "reminder"}])
    for name in ("Appeler", "Dernier jour pour agir : facture F-118"):
        assert str(before[name]["uid"]) == str(after[name]["uid"])
        assert int(after[name]["sequence"]) == int(before[name]["sequence"]) + 2
        assert after[name].decoded("dtstamp") > before[name].decoded("dtstamp")
    uids = [str(event["uid"]) for event in after.values()]
    assert len(set(uids)) == len(uids)


def test_another_claim_has_other_names() -> None:
    other = made(invoices=[{"number": "F-119", "due_on": "2026-10-30", "amount": "2400.00"}])
    assert not {str(each["uid"]) for each in made().values()} & {str(each["uid"]) for each in other.values()}


def test_an_invoice_keeps_its_name_when_another_comes_before_it() -> None:
    earlier = {"number": "F-100", "due_on": "2026-10-30", "amount": "10.00"}
    claim = Claim.model_validate(BASE)
    both = Claim.model_validate({**BASE, "invoices": [*BASE["invoices"], earlier]})
    assert uid_of("x", "limitation.F-118") == uid_of("x", "limitation.F-118")
    found = {str(event["uid"]) for event in Calendar.from_ical(follow_up_calendar(claim)).walk("VEVENT")}
    more = {str(event["uid"]) for event in Calendar.from_ical(follow_up_calendar(both)).walk("VEVENT")}
    assert found <= more


def test_the_deadline_of_a_formal_notice_already_sent() -> None:
    # sent on Tuesday 3 November: three jours ouvrables for the post (6th), five to answer, the 11th a holiday: the 13th
    found = made(events=[{"on": "2026-11-03", "kind": "formal-notice"}])
    assert day(found["Fin du délai laissé à votre client"]) == date(2026, 11, 13)
    received = made(events=[{"on": "2026-11-03", "kind": "formal-notice"}], notice_received_on="2026-11-04")
    assert day(received["Fin du délai laissé à votre client"]) == date(2026, 11, 10)


def test_the_day_a_letter_prints_is_the_day_the_calendar_keeps() -> None:
    from latepay_core.letters.writing import write_letter

    claim = Claim.model_validate(
        {
            **BASE,
            "invoices": [{"number": "F-1", "due_on": "2026-05-31", "amount": "900.00"}],
            "letter": {"reply": {"days": 8}},
        }
    )
    letter = write_letter("formal-notice", claim)
    text = plain(repr(letter.document))
    event = made(
        invoices=[{"number": "F-1", "due_on": "2026-05-31", "amount": "900.00"}], letter={"reply": {"days": 8}}
    )
    kept = day(event["Fin du délai laissé à votre client"])
    # three jours ouvrables to arrive, on the 6th; eight more, without the 8th, the 11th and the 15th
    assert kept == date(2026, 11, 17)
    assert "17 novembre 2026" in text.replace("\\xa0", " ").replace("\\u202f", " ")


def test_time_limits_that_run_are_kept_and_those_that_might_are_not() -> None:
    found = made(events=[{"on": "2026-10-20", "kind": "order-made"}])
    # three months for an order made since 1 September 2026 (CPC, art. 1411)
    assert day(found["Dernier jour pour faire signifier l'ordonnance"]) == date(2027, 1, 20)
    assert not [name for name in found if "petites créances" in name or name.startswith("Dernier jour : ")]
    served = made(events=[{"on": "2026-10-20", "kind": "order-made"}, {"on": "2026-11-02", "kind": "order-served"}])
    assert day(served["Fin du délai d'opposition de votre client"]) == date(2026, 12, 2)
    # one month to oppose, until 2 December, and one more: 2 January 2027 is a Saturday, so Monday the 4th
    assert day(served["Fin de l'attente avant d'exécuter l'ordonnance"]) == date(2027, 1, 4)


def test_a_claim_to_declare() -> None:
    found = made(
        debtor={"name": "Société Durand", "insolvency_opened_on": "2026-10-20"},
        situation={"bodacc_published_on": "2026-10-28"},
    )
    # two months from the publication; the 28th of December 2026 is a Monday
    assert day(found["Dernier jour pour déclarer la créance"]) == date(2026, 12, 28)
    assert day(found["Dernier jour pour demander le relevé de forclusion"]) == date(2027, 4, 28)


def test_a_public_buyer_that_paid_late() -> None:
    found = made(
        debtor={"name": "Commune", "kind": "public-body"},
        as_of="2026-11-20",
        invoices=[{**BASE["invoices"][0], "payments": [{"paid_on": "2026-11-16", "amount": "2400.00"}]}],
    )
    # 45 days from the 16th of November (CCP, art. R2192-36)
    assert day(found["Fin du délai de l'acheteur pour payer les intérêts et l'indemnité"]) == date(2026, 12, 31)


def test_promises_and_dues_to_come() -> None:
    later = {"number": "F-200", "due_on": "2026-12-15", "amount": "500.00"}
    promise = {"on": "2026-11-02", "kind": "promise", "expected_on": "2026-11-12"}
    found = made(invoices=[*BASE["invoices"], later], events=[promise])
    # promised for Thursday 12: the account is looked at once, on Friday 13
    assert day(found["Vérifier que la promesse est tenue"]) == date(2026, 11, 13)
    assert not any("Paiement promis" in title for title in found)
    assert day(found["Échéance de la facture F-200 : 500,00 €"]) == date(2026, 12, 15)


def test_a_promise_holds_the_letters_back_in_the_calendar_too() -> None:
    """Promised for Thursday 12 November: the account is looked at, and the notice written, on Friday 13."""
    promise = {"on": "2026-11-02", "kind": "promise", "expected_on": "2026-11-12"}
    confirmed = {"on": "2026-11-02", "kind": "confirmation"}
    found = made(events=[promise, confirmed])
    assert day(found["Vérifier que la promesse est tenue"]) == date(2026, 11, 13)
    assert day(found["Envoyer la mise en demeure"]) == date(2026, 11, 13)
    assert not [name for name in found if "elance" in name]


def test_instalments_are_those_of_the_plan_and_do_not_move_with_time() -> None:
    letter = {"instalments": {"count": 3, "first_on": "2026-12-05", "signed_on": "2026-11-03"}}
    plan = plan_instalments(Claim.model_validate(BASE), read_choice({"number": 3, "first_on": "2026-12-05"}))
    found = made(letter=letter)
    kept = {name: event for name, event in found.items() if name.startswith("Versement")}
    assert [day(event) for event in kept.values()] == [row.on for row in plan.instalments]
    sums = [re.search(r": ([\d ]+,\d\d) €", name)[1].replace(" ", "").replace(",", ".") for name in kept]  # type: ignore[index]
    assert sums == [str(row.amount) for row in plan.instalments]
    later = made(letter=letter, as_of="2026-12-20")
    assert {name for name in later if name.startswith("Versement")} == set(list(kept)[1:])


def test_an_impossible_plan_is_refused_and_not_left_out() -> None:
    with pytest.raises(ClaimRefused) as refused:
        made(letter={"instalments": {"count": 3, "first_on": "2026-10-05"}})
    assert "avant la date du décompte" in complaints(refused.value.refusals)[0]


def test_nothing_owed_leaves_nothing_to_do() -> None:
    paid = {**BASE["invoices"][0], "payments": [{"paid_on": "2026-10-30", "amount": "2400.00"}]}
    assert made(invoices=[paid]) == {}


ONE_LINE = re.compile(r"[A-Z][A-Z0-9-]*[;:]")


@pytest.mark.parametrize(
    "name", [*HOSTILE, "x\r\nEND:VEVENT\r\nBEGIN:VEVENT", "a\nATTACH:http://attaque.example", "a;b,c\\n\\"]
)
def test_what_was_typed_cannot_leave_its_line(name: str) -> None:
    claim = Claim.model_validate(
        {
            **BASE,
            "creditor": {"name": name},
            "debtor": {"name": name},
            "invoices": [{**BASE["invoices"][0], "number": name}],
        }
    )
    content = follow_up_calendar(claim)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")
    unfolded = content.decode().replace("\r\n ", "").split("\r\n")
    assert unfolded[-1] == ""
    assert all(ONE_LINE.match(line) for line in unfolded[:-1])
    assert not [line for line in unfolded if line.startswith(("ATTACH", "URL", "ORGANIZER", "ATTENDEE"))]
    events = Calendar.from_ical(content).walk("VEVENT")
    assert unfolded.count("BEGIN:VEVENT") == unfolded.count("END:VEVENT") == len(events) == 7
    assert all(len(str(event["summary"])) <= 120 for event in events)


def test_the_same_claim_gives_the_same_bytes() -> None:
    claim = Claim.model_validate(BASE)
    assert follow_up_calendar(claim) == follow_up_calendar(claim)


def test_text_is_read_back_as_it_was_written() -> None:
    claim = Claim.model_validate(BASE)
    text = "Première ligne ; virgule, « guillemets »\nSeconde : 1\u202f234,50\u00a0€ \\ fin"
    content = calendar(claim, date(2026, 11, 3), [Entry("x", date(2026, 11, 4), "Titre, avec ; et \\", text)])
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert str(event["summary"]) == "Titre, avec ; et \\"
    assert str(event["description"]).startswith(text)
    assert plain(str(Calendar.from_ical(content)["x-wr-calname"])) == "Payé à temps : Société Durand"


def _events(content: bytes) -> dict[str, Any]:
    return {str(each["x-latepay-key"]): each for each in Calendar.from_ical(content).walk("VEVENT")}


def test_a_date_that_moves_takes_the_place_of_the_one_exported_before() -> None:
    """The same day, a promise moves from 10 to 12 November: its version rises; the last day to act keeps its own."""
    promised = {"on": "2026-11-03", "kind": "promise", "expected_on": "2026-11-10"}
    first = follow_up_calendar(Claim.model_validate({**BASE, "events": [promised]}))
    moved = Claim.model_validate({**BASE, "events": [promised | {"expected_on": "2026-11-12"}]})
    before, after = _events(first), _events(follow_up_calendar(moved, before=read_exported(first)))
    assert str(before["step.await-promise"]["uid"]) == str(after["step.await-promise"]["uid"])
    assert int(after["step.await-promise"]["sequence"]) == int(before["step.await-promise"]["sequence"]) + 1
    assert after["step.await-promise"].decoded("dtstamp") > before["step.await-promise"].decoded("dtstamp")
    assert after["step.await-promise"].decoded("last-modified") == after["step.await-promise"].decoded("dtstamp")
    last = "limitation.F-118"
    assert (str(after[last]["uid"]), int(after[last]["sequence"])) == (
        str(before[last]["uid"]),
        int(before[last]["sequence"]),
    )


def test_what_no_longer_stands_is_called_off() -> None:
    first = follow_up_calendar(Claim.model_validate(BASE))
    paid = [BASE["invoices"][0] | {"payments": [{"paid_on": "2026-11-04", "amount": "3000.00"}]}]
    settled = Claim.model_validate({**BASE, "as_of": "2026-11-05", "invoices": paid})
    after = _events(follow_up_calendar(settled, before=read_exported(first)))
    off = {key for key, each in after.items() if str(each.get("status", "")) == "CANCELLED"}
    # the call of 9 November and all that was to follow; the reminder of the 3rd is past
    assert {"step.call", "step.formal-notice", "limitation.F-118"} <= off
    assert "step.first-reminder" not in after
    assert all(
        int(after[key]["sequence"]) > int(each["sequence"]) for key, each in _events(first).items() if key in off
    )
    assert not any(after[key].walk("VALARM") for key in off)
    # and without what was exported before there is nothing to call off
    assert not _events(follow_up_calendar(settled))


def test_an_older_invoice_and_a_spaced_siren_change_no_name() -> None:
    party = {"name": "Société Durand", "siren": "552100554"}
    first = follow_up_calendar(Claim.model_validate({**BASE, "debtor": party}))
    older = {"number": "F-100", "due_on": "2026-09-30", "amount": "10.00"}
    spaced = party | {"siren": "552 100 554"}
    more = Claim.model_validate({**BASE, "debtor": spaced, "invoices": [older, *BASE["invoices"]]})
    before, after = _events(first), _events(follow_up_calendar(more, before=read_exported(first)))
    assert str(after["limitation.F-118"]["uid"]) == str(before["limitation.F-118"]["uid"])
    alone = _events(follow_up_calendar(Claim.model_validate({**BASE, "debtor": spaced})))
    assert {key: str(each["uid"]) for key, each in alone.items()} == {
        key: str(each["uid"]) for key, each in before.items()
    }


def test_the_claim_file_keeps_what_was_exported() -> None:
    claim = Claim.model_validate(BASE)
    kept = kept_calendar(claim).model_dump(mode="json", exclude_defaults=True)
    again = Claim.model_validate({**BASE, "as_of": "2026-11-05", "letter": {"calendar": kept}})
    disputed = again.model_copy(update={"events": (Event.model_validate({"on": "2026-11-04", "kind": "dispute"}),)})
    after = _events(follow_up_calendar(disputed))
    assert str(after["step.call"].get("status")) == "CANCELLED"
    assert str(after["limitation.F-118"]["uid"]) == str(_events(follow_up_calendar(claim))["limitation.F-118"]["uid"])


def test_each_step_says_what_is_due_and_what_to_choose_from() -> None:
    events = _events(follow_up_calendar(Claim.model_validate(BASE)))
    # 4 days at 12,40 % on 2 400 €: 3,26; with 40 €
    assert "Exigible au 3 novembre 2026 : 2 443,26 €." in _told(events["step.first-reminder"])
    choice = events["step.choose-route"]
    assert "Choisir la voie" not in str(choice["summary"])
    assert "Toujours pas payé" in str(choice["summary"])
    assert "– Injonction de payer" in _told(choice)
    assert "calculateur de Payé à temps" in _told(choice)


def _told(event: Any) -> str:
    return str(event["description"]).replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize("content", [b"", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", b"\xff\x00", b"PK\x03\x04"])
def test_a_file_that_is_no_calendar_of_ours_tells_nothing(content: bytes) -> None:
    assert read_exported(content) is None


def test_what_falls_on_one_day_is_one_entry_with_one_set_of_alarms() -> None:
    """Three invoices due on 30 October 2026, two to come on 30 November: 1 000,00 + 250,50 = 1 250,50 €."""
    late = [{"number": f"F-{at}", "due_on": "2026-10-30", "amount": "100.00"} for at in (1, 2, 3)]
    soon = [
        {"number": "F-4", "due_on": "2026-11-30", "amount": "1000.00"},
        {"number": "F-5", "due_on": "2026-11-30", "amount": "250.50"},
    ]
    found = made(invoices=[*late, *soon])
    assert [name for name in found if name.startswith("Échéance")] == ["Échéance de 2 factures : 1 250,50 €"]
    said = plain(str(found["Échéance de 2 factures : 1 250,50 €"]["description"]))
    assert "– F-4 : 1 000,00 €\n– F-5 : 250,50 €" in said
    last = [name for name in found if name.startswith("Dernier jour pour agir")]
    assert last == ["Dernier jour pour agir : 3 factures", "Dernier jour pour agir : 2 factures"]
    assert len(alarms(found[last[0]])) == 4
    assert "– F-1\n– F-2\n– F-3\nPassé ce jour" in plain(str(found[last[0]]["description"]))


def test_the_debtor_pays_what_falls_due_on_one_day_together() -> None:
    rows = [{"number": name, "due_on": "2026-11-30", "amount": "10.00"} for name in ("A", "B")]
    found = made(side="debtor", invoices=rows)
    assert "quelles factures" in str(found["Payer 2 factures : 20,00 €"]["description"])
