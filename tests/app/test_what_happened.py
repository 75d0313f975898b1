"""Events and circumstances of a claim: what each changes, and what is said beside its field."""

import json
import re
from typing import get_args

import pytest

from calculator.app.addressing import Reader
from calculator.app.countries import country_groups
from calculator.app.form import read_form
from calculator.app.happened import EVENT_GROUPS, event_choices
from latepay_core.claim import Event
from latepay_core.claim.countries import COUNTRIES, FRENCH
from latepay_core.wording.french import plain
from tests.support.asking import FULL, TWO, ask, compute

REMINDED = {"events-0-kind": "reminder", "events-0-on": "10/06/2026"}


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


@pytest.mark.parametrize(("promised", "far"), [("15/11/2062", True), ("15/11/2026", False)])
def test_a_promise_for_a_year_far_away_is_doubted(promised: str, far: bool) -> None:
    told = {"events-0-kind": "promise", "events-0-on": "10/06/2026", "events-0-expected_on": promised}
    marks = compute(TWO, told)["marks"]
    assert ("Vérifiez l’année" in marks["events-0-expected_on"].get("warning", "")) is far


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
    assert answer["state"] == "computed"
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


def test_beside_the_step_stands_the_last_reminder_and_nothing_of_a_later_day() -> None:
    days = {"reminder": "03/12/2025", "call": "05/01/2026", "answer": "12/01/2026", "promise": "20/01/2026"}
    kinds = [*days.items(), ("call", "20/04/2026")]
    typed = {
        f"events-{at}-{name}": said
        for at, (kind, day) in enumerate(kinds)
        for name, said in (("kind", kind), ("on", day))
    }
    # the figures stop on 15 March 2026: the call of April is still to come
    claim = {"as_of": "15/03/2026", "invoices-0-amount": "10000", "invoices-0-due_on": "30/11/2025"}
    html = ask(action="advise", fields={**claim, **typed})["html"]["advice"]
    shown = plain(re.sub(r"<[^>]+>", "", html))
    noted = re.findall(r"Noté : (.*?), le (.*?)\.", " ".join(shown.split()))
    assert [day for _, day in noted] == ["3 décembre 2025", "5 janvier 2026", "12 janvier 2026", "20 janvier 2026"]
    assert noted[0][0].lower().startswith("relance")
