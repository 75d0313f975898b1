"""What is typed belongs to the reader: it is never altered, and it is there again whatever happens to the document."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from calculator.app.fields import fields, is_asked
from tests.browser.conftest import PHONE, OpenContext, Watch
from tests.browser.reader import NO_BREAK, HeldBack, Reader, french

pytestmark = pytest.mark.browser

# 2 400 x 12.40 % x 90 / 365 = 73.38 from 1 September to 29 November 2026; and 40.
TOTAL = "2513.38"
DUE, AS_OF = "31/08/2026", "29/11/2026"
KEY = "payeatemps.case"
LETTER = "#letter-page"


@pytest.fixture
def visitor(window: OpenContext, base: str) -> Iterator[Reader]:
    """A reader in a tab of their own: what the tab keeps must not reach the next test."""
    page = window().new_page()
    yield Reader(page, base).arrive()


def computed(reader: Reader) -> Reader:
    return reader.invoice("2 400", DUE, as_of=AS_OF).sees_total(TOTAL)


def at_the_desk(reader: Reader) -> Reader:
    computed(reader)
    reader.button("Choisir une lettre").click()
    others = reader.part("#writing .offers-others")
    expect(others).to_be_visible()
    others.evaluate("others => { others.open = true; }")
    reader.part('#writing .letter-offer[data-kind="formal-notice"]').click()
    expect(reader.part(LETTER)).to_contain_text("Mise en demeure")
    return reader


def kept(page: Page) -> Any:
    return page.evaluate("key => JSON.parse(sessionStorage.getItem(key))", KEY)


# ---------------------------------------------------------------- what is typed stands as it is typed

NAME = "Éd. du Large"
ADDRESS = "2 r. B\nBât. C\nLyon"
IBAN = "FR76 3000 6000 0112 3456 7890 189"
PARAGRAPH = "Le 5 mai, promis.\nRien."
TEXTS = {"address": ADDRESS, "iban": IBAN, "long": PARAGRAPH, "lines": "Devis signé\nCourriel"}
PAUSE_MS = 700
# A slowed processor is a busy one: once is enough for each kind of field, and for those who type fastest.
SPEEDS = [(40, 4), (100, 1), (180, 1)]


def types_as_a_person_does(page: Page, text: str, key_ms: int) -> None:
    """At a steady pace, with a stop after the first space and after each end of a line, to look something up."""
    paused = False
    for sign in text:
        page.keyboard.press("Enter") if sign == "\n" else page.keyboard.type(sign)
        stops = sign == "\n" or (sign == " " and not paused)
        paused = paused or sign == " "
        page.wait_for_timeout(PAUSE_MS if stops else key_ms)


def text_for(name: str, kind: str) -> str:
    return next((text for end, text in TEXTS.items() if name.endswith(end) or kind == end), NAME)


@pytest.mark.slow
@pytest.mark.parametrize(("key_ms", "slower"), SPEEDS, ids=str)
def test_every_field_of_the_letter_holds_what_was_typed(visitor: Reader, key_ms: int, slower: int) -> None:
    at_the_desk(visitor)
    page = visitor.page
    visitor.part("details.letter-settings > summary").click()
    session = page.context.new_cdp_session(page)
    fields = page.locator("#writing-desk :is(input, textarea)[data-path]")
    paths = [fields.nth(at).get_attribute("data-path") or "" for at in range(fields.count())]
    assert len(paths) >= 8
    # Every speed meets every kind of field; all fields are met within the three speeds.
    mine = [
        path
        for at, path in enumerate(paths)
        if at % 3 == SPEEDS.index((key_ms, slower)) % 3 or path.endswith("address")
    ]
    typed: dict[str, str] = {}
    for path in mine:
        field = page.locator(f'#writing-desk [data-path="{path}"]').first
        if field.input_value():
            continue
        multiline = field.evaluate("field => field.localName === 'textarea'")
        text = text_for(path, "long" if multiline else "")
        session.send("Emulation.setCPUThrottlingRate", {"rate": 1 if text in typed.values() else slower})
        typed[path] = text
        field.click()
        types_as_a_person_does(page, typed[path], key_ms)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    expect(visitor.part("#writing-desk")).to_have_attribute("aria-busy", "false")
    page.wait_for_timeout(1500)
    found = {path: page.locator(f'#writing-desk [data-path="{path}"]').first.input_value() for path in typed}
    assert found == typed


@pytest.mark.slow
def test_every_text_field_of_the_form_holds_what_was_typed(visitor: Reader) -> None:
    """Each with a space at its end, where a program would trim it, while results and letters come in."""
    at_the_desk(visitor)
    page = visitor.goes_where("").page
    page.evaluate("() => document.querySelectorAll('#claim-form details').forEach(each => { each.open = true; })")
    names = page.evaluate(
        """() => [...document.querySelectorAll('#claim-form :is(input[type=text], textarea)')]
          .filter(field => field.checkVisibility() && !field.value).map(field => field.name)"""
    )
    assert len(names) > 25
    typed = {}
    for at, name in enumerate(names):
        typed[name] = f"{'Éd du' if at % 2 else 'Rue Le'} "
        field = visitor.part(f'[name="{name}"]')
        field.click()
        page.keyboard.type(typed[name], delay=30)
    page.wait_for_timeout(2000)
    found = {name: visitor.part(f'[name="{name}"]').input_value() for name in names}
    assert found == typed


def test_a_passage_that_is_being_rewritten_keeps_its_spaces(visitor: Reader) -> None:
    at_the_desk(visitor)
    paragraph = visitor.part(f"{LETTER} p[data-key][data-role=body]").last
    key = paragraph.get_attribute("data-key")
    passage = visitor.part(f'{LETTER} [data-key="{key}"]')
    passage.click()
    visitor.page.keyboard.press("Control+End")
    before = passage.inner_text()
    visitor.page.keyboard.type(" ")
    # a new result, and with it a new letter, arrives meanwhile
    visitor.page.evaluate("""() => {
      const field = document.querySelector('[name="creditor-name"]');
      field.value = 'Atelier Rémi';
      field.dispatchEvent(new Event('input', { bubbles: true }));
    }""")
    visitor.page.wait_for_timeout(1800)
    visitor.page.keyboard.type("et plus")
    assert passage.inner_text().replace(NO_BREAK, " ") == f"{before} et plus".replace(NO_BREAK, " ")


# ---------------------------------------------------------------- it is there again


def test_a_reload_loses_nothing(visitor: Reader) -> None:
    at_the_desk(visitor)
    page = visitor.page
    page.locator('#writing-desk [data-path="letter.place"]').fill("Rennes ")
    visitor.goes_where("").button("Ajouter une facture").click()
    visitor.types("invoices-1-amount", "1 234,5").types("invoices-1-due_on", "31 oct 2026")
    visitor.part('[data-row="invoices-1"]').get_by_role("button", name="Ajouter un paiement").click()
    visitor.types("invoices-1-payments-0-amount", "100").types("invoices-1-payments-0-paid_on", "3/11/26")
    visitor.unfolds("parties").types("creditor-name", " Atelier  Rémi ")
    page.wait_for_timeout(1200)
    entries = visitor.entries()
    scrolled = page.evaluate("() => { scrollTo(0, 700); return scrollY; }")
    page.reload()
    again = Reader(page, visitor.base)
    expect(again.part("#notice")).to_contain_text("Repris où vous en étiez")
    assert {**again.entries(), "letter": ""} == {**entries, "letter": ""}
    assert again.entries()["creditor-name"] == " Atelier  Rémi "
    expect(again.part('details[data-addition="parties"]').first).to_have_attribute("open", "")
    expect(again.part(LETTER)).to_contain_text("Rennes")
    expect(again.part('#writing-desk [data-path="letter.place"]')).to_have_value("Rennes ")
    page.wait_for_function("wanted => Math.abs(scrollY - wanted) < 80", arg=scrolled)


def test_the_example_never_stands_where_the_readers_figure_stood(visitor: Reader) -> None:
    computed(visitor)
    page = visitor.page
    page.wait_for_timeout(400)
    # Python is held back: what the reader sees meanwhile is what is looked at.
    python = HeldBack(page.context, "**/python.zip.gz")
    page.reload()
    visitor.sees_state("first").sees_figure("total", TOTAL)
    expect(visitor.part("#total-bar")).to_contain_text(french(TOTAL))
    # what the first figures do not know is waited for, beside what the reader saw before
    visitor.chooses("debtor-kind", "public-body").sees_state("waiting")
    expect(visitor.part("#result")).to_contain_text(f"Montant à votre départ{NO_BREAK}: {french(TOTAL)}")
    expect(visitor.part("#total-bar")).to_contain_text("Le calcul se prépare")
    visitor.chooses("debtor-kind", "business").sees_state("first")
    python.let_go()
    visitor.sees_total(TOTAL)


def test_leaving_for_another_document_and_coming_back(visitor: Reader) -> None:
    computed(visitor)
    visitor.page.wait_for_timeout(400)
    visitor.page.goto(visitor.base + "vos-donnees/")
    visitor.page.go_back()
    visitor.sees_total(TOTAL)
    assert visitor.entries()["invoices-0-amount"] == "2 400"


def test_fields_that_a_browser_empties_on_the_way_back_are_filled_again(visitor: Reader) -> None:
    """Safari's: the document comes from its store with its figures, and without what was typed."""
    computed(visitor)
    visitor.page.evaluate("""() => {
      dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
      for (const name of ['invoices-0-amount', 'invoices-0-due_on'])
        document.querySelector(`[name="${name}"]`).value = '';
      dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    }""")
    assert visitor.entries()["invoices-0-amount"] == "2 400"
    assert visitor.entries()["invoices-0-due_on"] == DUE
    visitor.sees_total(TOTAL)


def test_a_removed_row_can_still_come_back_after_a_reload(visitor: Reader) -> None:
    computed(visitor)
    visitor.button("Ajouter une facture").click()
    visitor.types("invoices-1-amount", "99")
    visitor.part('[data-row="invoices-1"]').get_by_role("button", name="Retirer cette facture").click()
    visitor.page.wait_for_timeout(400)
    visitor.page.reload()
    visitor.part('[data-row="invoices-1"]').get_by_role("button", name="Remettre").click()
    expect(visitor.part('[name="invoices-1-amount"]')).to_have_value("99")


def test_everything_is_erased_from_the_tab_too(visitor: Reader) -> None:
    computed(visitor)
    visitor.page.wait_for_timeout(400)
    assert kept(visitor.page)["fields"]["invoices-0-amount"] == "2 400"
    visitor.erases_everything()
    visitor.page.wait_for_timeout(400)
    assert kept(visitor.page) is None
    visitor.page.reload()
    visitor.sees_state("example")
    expect(visitor.part("#notice")).to_be_hidden()


def test_nothing_is_kept_of_a_form_that_nobody_touched(visitor: Reader) -> None:
    visitor.is_ready().part("h1").click()
    visitor.page.wait_for_timeout(400)
    assert visitor.page.evaluate("() => Object.keys(sessionStorage).filter(key => key.startsWith('payeatemps'))") == []


def test_a_later_day_says_up_to_when_the_figures_go(visitor: Reader) -> None:
    page = visitor.page
    page.clock.set_fixed_time(datetime(2026, 11, 29, 12))
    page.reload()
    computed(visitor)
    page.wait_for_timeout(400)
    page.clock.set_fixed_time(datetime(2026, 11, 30, 9))
    page.reload()
    expect(visitor.part("#notice")).to_contain_text(f"arrêtées au 29{NO_BREAK}novembre{NO_BREAK}2026")
    visitor.button(f"Recalculer au 30{NO_BREAK}novembre{NO_BREAK}2026").click()
    expect(visitor.part('[name="as_of"]')).to_have_value("30/11/2026")
    # one day more: 91 x 2 400 x 12.40 % / 365 = 74.20
    visitor.sees_total("2514.20")
    expect(visitor.part("#notice")).to_be_hidden()


def test_a_browser_that_keeps_nothing_is_said(visitor: Reader) -> None:
    visitor.page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('full'); }; }")
    computed(visitor)
    expect(visitor.part("#notice")).to_contain_text("enregistrez le dossier avant de le quitter")


# ---------------------------------------------------------------- files


def test_a_file_asks_before_it_takes_the_place_of_what_was_typed(visitor: Reader, tmp_path: Path) -> None:
    other = tmp_path / "autre.json"
    other.write_text(json.dumps({"invoices": [{"amount": "1.00", "due_on": "2026-08-31"}], "as_of": "2026-11-29"}))
    computed(visitor)
    dialog = visitor.part("#replace-dialog")
    visitor.chooses_file(other)
    expect(dialog).to_contain_text("autre.json")
    dialog.get_by_role("button", name="Garder ma saisie").click()
    assert visitor.entries()["invoices-0-amount"] == "2 400"
    visitor.chooses_file(other)
    with visitor.page.expect_download() as download:
        dialog.get_by_role("button", name="L’enregistrer, puis ouvrir le fichier").click()
    assert json.loads(Path(download.value.path()).read_text())["invoices"][0]["amount"] == "2400.00"
    expect(visitor.part('[name="invoices-0-amount"]')).to_have_value("1,00")
    expect(visitor.part("#notice")).to_contain_text("autre.json")
    # What a file holds already is replaced without a question.
    visitor.chooses_file(other)
    expect(dialog).to_be_hidden()


def test_a_second_file_opens_without_a_question_where_nothing_was_touched(visitor: Reader, tmp_path: Path) -> None:
    """Two invoices, an event that may name one, a letter's details, no day: all that the page completes by itself."""
    invoices = [{"number": number, "amount": "10.00", "due_on": "2026-08-31"} for number in ("F-1", "F-2")]
    more = {"events": [{"on": "2026-09-15", "kind": "reminder"}], "letter": {"place": "Nantes"}}
    first, second = tmp_path / "un.json", tmp_path / "deux.json"
    first.write_text(json.dumps({"invoices": invoices, **more}))
    second.write_text(json.dumps({"invoices": invoices[:1], "as_of": "2026-11-29"}))
    visitor.is_ready().chooses_file(first)
    expect(visitor.part("#notice")).to_contain_text("un.json")
    visitor.sees_state("computed")
    visitor.chooses_file(second)
    expect(visitor.part("#notice")).to_contain_text("deux.json")
    expect(visitor.part("#replace-dialog")).to_be_hidden()


def saved(reader: Reader) -> tuple[str, Any]:
    with reader.page.expect_download() as download:
        reader.part("#claim-form [data-action=save-claim]").click()
    return download.value.suggested_filename, json.loads(Path(download.value.path()).read_text())


def test_an_unfinished_and_faulty_form_is_saved_and_opened_as_it_was(visitor: Reader, tmp_path: Path) -> None:
    visitor.is_ready().types("invoices-0-amount", "douze cents").unfolds("parties").types(
        "debtor-name", "Société Durand"
    )
    name, document = saved(visitor)
    assert re.fullmatch(r"dossier-societe-durand-\d{4}-\d{2}-\d{2}\.json", name)
    expect(visitor.part("#claim-form ~ .said, #claim-form .said")).to_contain_text("points restant à compléter")
    assert document["schema"] == "latepay.draft/1"
    file = tmp_path / name
    file.write_text(json.dumps(document))
    visitor.erases_everything()
    visitor.chooses_file(file)
    expect(visitor.part('[name="invoices-0-amount"]')).to_have_value("douze cents")
    expect(visitor.part('[name="debtor-name"]')).to_have_value("Société Durand")
    visitor.sees_error("invoices-0-amount", re.compile("n’est pas un montant"))


def test_a_wrong_entry_is_not_dropped_by_a_quick_save(visitor: Reader) -> None:
    computed(visitor).unfolds("insolvency").types("debtor-insolvency_opened_on", "01/10/2026")
    expect(visitor.part("#result")).to_have_attribute("data-state", "computed")
    with visitor.page.expect_download() as download:
        visitor.page.evaluate("""() => {
          const field = document.querySelector('[name="debtor-insolvency_opened_on"]');
          field.value = '31/02/2026';
          field.dispatchEvent(new Event('input', { bubbles: true }));
          document.querySelector('#claim-form [data-action=save-claim]').click();
        }""")
    assert "31/02/2026" in Path(download.value.path()).read_text()


def test_saving_does_not_wait_for_python(visitor: Reader) -> None:
    visitor.page.context.route("**/python.zip.gz", lambda route: None)
    visitor.page.reload()
    visitor.types("invoices-0-amount", "2 400")
    _, document = saved(visitor)
    assert document["fields"]["invoices-0-amount"] == "2 400"


def test_a_file_dropped_beside_the_calculator_does_not_take_the_page_away(visitor: Reader) -> None:
    prevented = visitor.is_ready().page.evaluate("""() => {
      const files = new DataTransfer();
      files.items.add(new File(['{"invoices": [{"amount": "5.00", "due_on": "2026-08-31"}]}'], 'a.json'));
      const drop = new DragEvent('drop', { dataTransfer: files, bubbles: true, cancelable: true });
      document.querySelector('header').dispatchEvent(drop);
      return drop.defaultPrevented;
    }""")
    assert prevented
    expect(visitor.part('[name="invoices-0-amount"]')).to_have_value("5,00")


# ---------------------------------------------------------------- figures that do not follow


def test_a_dead_worker_is_not_shown_as_current(visitor: Reader, watch: Watch) -> None:
    computed(visitor)
    # it comes back by itself, in less than a second where nothing holds it back
    python = HeldBack(visitor.page.context, "**/python.zip.gz")
    for worker in visitor.page.workers:
        if worker.url.startswith("blob:"):
            worker.evaluate("() => setTimeout(() => self.close())")
    visitor.page.wait_for_timeout(200)
    visitor.types("invoices-0-amount", "9 999")
    expect(visitor.part("#progress")).to_contain_text("ne suit pas encore votre saisie")
    expect(visitor.part("#engine-status")).not_to_contain_text("Prêt", timeout=1)
    python.let_go()
    # 9 999 x 12.40 % x 90 / 365 = 305.72; and 40
    visitor.sees_total("10344.72")
    expect(visitor.part("#progress")).to_be_empty()


def test_a_long_reckoning_can_be_stopped_and_resumed(visitor: Reader) -> None:
    computed(visitor)
    python = next(worker for worker in visitor.page.workers if worker.url.startswith("blob:"))
    python.evaluate("() => { setTimeout(() => { for (;;); }); }")
    visitor.types("invoices-0-amount", "9 999")
    visitor.part("#progress").get_by_role("button", name="Arrêter le calcul").click(timeout=20_000)
    expect(visitor.part("#progress")).to_contain_text("ne suit pas votre saisie")
    expect(visitor.part("#engine-status")).to_contain_text("arrêté")
    visitor.types("invoices-0-amount", "2 400")
    expect(visitor.part("#progress")).to_contain_text("arrêté")
    visitor.part("#progress").get_by_role("button", name="Reprendre le calcul").click()
    visitor.sees_total(TOTAL)


def test_the_bar_says_at_once_that_the_figure_is_on_its_way(window: OpenContext, base: str) -> None:
    page = window(PHONE).new_page()
    page.context.route("**/python.zip.gz", lambda route: None)
    reader = Reader(page, base).arrive()
    reader.invoice("2 400", "30 jours fin de mois")
    expect(reader.part("#total-bar")).to_have_text(re.compile("^Le calcul se prépare"))
    expect(reader.part("#calculator")).not_to_contain_text("10\u202f632,46")


def test_the_total_is_read_aloud_once_the_typing_pauses(visitor: Reader) -> None:
    visitor.is_ready()
    computed(visitor)
    expect(visitor.part("#announce-total")).to_have_text(f"Total dû{NO_BREAK}: {french(TOTAL)}")
    visitor.types("invoices-0-amount", "abc")
    expect(visitor.part("#announce-total")).to_contain_text("un point à corriger")


# ---------------------------------------------------------------- parts that are fetched later


def test_a_letter_that_could_not_be_fetched_is_said_and_fetched_again(visitor: Reader, watch: Watch) -> None:
    watch.expected = ("Failed to load resource", "letter.zip.gz")
    page = visitor.page
    page.context.route("**/letter.zip.gz", lambda route: route.abort())
    computed(visitor)
    visitor.button("Choisir une lettre").click()
    expect(visitor.part("#writing-waiting")).to_be_visible()
    expect(visitor.part("#writing-waiting")).to_contain_text("n’a pas pu être téléchargé")
    page.context.unroute("**/letter.zip.gz")
    visitor.part("#writing-waiting").get_by_role("button", name="Réessayer").click()
    expect(visitor.part("#writing-desk .letter-offer").first).to_be_visible()
    expect(visitor.part("#writing-waiting")).to_be_hidden()
    assert visitor.entries()["invoices-0-amount"] == "2 400"


def test_a_tap_on_a_letter_is_answered_at_once(visitor: Reader) -> None:
    page = visitor.page
    letters = HeldBack(page.context, "**/letter.zip.gz")
    computed(visitor)
    visitor.button("Choisir une lettre").click()
    expect(visitor.part("#writing-waiting")).to_have_text("Les lettres se préparent…", timeout=1000)
    expect(visitor.part("#writing-title")).to_be_in_viewport(timeout=1000)
    letters.let_go()
    expect(visitor.part("#writing-desk .letter-offer").first).to_be_visible()


def test_what_letters_need_comes_while_the_result_is_read(visitor: Reader, watch: Watch) -> None:
    with visitor.page.expect_request("**/letter.zip.gz"):
        computed(visitor)
    visitor.page.wait_for_timeout(3000)
    watch.asked.clear()
    visitor.button("Choisir une lettre").click()
    expect(visitor.part("#writing-desk .letter-offer").first).to_be_visible()
    # the conventions beside it come when they are scrolled to, for themselves
    assert [url for url in watch.asked if ".zip" in url and "/weighing." not in url] == []


# ---------------------------------------------------------------- one rule, read by two


#: Of each choice that another question depends on, what it may be.
CHOICES = {
    "side": ["creditor", "debtor"],
    "debtor-kind": ["business", "public-body", "consumer"],
    "creditor-kind": ["business", "individual"],
    "debtor-country": ["", "FR", "BE"],
    "situation-claimant-kind": ["company", "person"],
    "terms-rate-basis": ["statutory", "fixed", "ecb-plus", "legal-times"],
    "invoices-0-due_mode": ["due", "term"],
    "invoices-0-term-from": ["issue", "receipt"],
    "invoices-0-rate-basis": ["", "fixed", "ecb-plus", "legal-times"],
    "invoices-0-trade": ["", "alcohol", "transport", "toys"],
}


def test_what_is_shown_and_counts_is_what_the_table_of_fields_says(visitor: Reader) -> None:
    """The page reads the table's conditions as data: it shows the questions, and sends the answers, that it says."""
    seed = random.Random(12)
    answers = [{name: seed.choice(each) for name, each in CHOICES.items()} for _ in range(150)]
    conditional = [name.replace("*", "0") for name, field in fields().items() if field.when]
    found = visitor.page.evaluate(
        """async ([answers, names]) => {
      const form = document.querySelector('#claim-form');
      form.querySelectorAll('details').forEach(each => { each.open = true; });
      const { notAsked, showAnswers } = await import(new URL(form.dataset.shell, document.baseURI).href);
      const shown = part => getComputedStyle(part).display !== 'none';
      const counting = '[data-when]:not([data-sent])';
      const counts = part => !part || shown(part) && counts(part.parentElement.closest(counting));
      return answers.map(said => {
        for (const [name, value] of Object.entries(said)) form.elements.namedItem(name).value = value;
        showAnswers(form);
        const away = notAsked(form);
        return names.filter(name => form.elements.namedItem(name)).map(name => {
          const field = form.elements.namedItem(name), part = (field[0] ?? field).closest('[data-when]');
          return [name, shown(part), counts((field[0] ?? field).closest(counting)), away.has(name)];
        });
      });
    }""",
        [answers, conditional],
    )
    assert min(map(len, found)) > 20
    for said, shown in zip(answers, found, strict=True):
        for name, itself, counts, away in shown:
            assert itself == is_asked(said, name), (name, said)
            assert counts != away, (name, said)


SHAPES = {
    "letter": ("letter", None),
    "fields": ("fields", None),
    "fields-list": ("fields", [1]),
    "rows": ("rows", [None]),
    "rows-unknown": ("rows", [{"into": "<b>", "name": "<b>"}]),
    "total": ("total", {"a": 1}),
}


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_what_another_hand_wrote_into_the_tab_is_not_taken_up(visitor: Reader, shape: str) -> None:
    computed(visitor)
    visitor.page.wait_for_timeout(400)
    state = kept(visitor.page)
    key, value = SHAPES[shape]
    visitor.page.goto(visitor.base + "vos-donnees/")
    visitor.page.evaluate("([key, text]) => sessionStorage.setItem(key, text)", [KEY, json.dumps(state | {key: value})])
    visitor.arrive().is_ready().sees_state("example")
    expect(visitor.part("#notice")).to_be_hidden()
    computed(visitor)


def test_a_damaged_note_of_a_call_does_not_stop_the_letters(visitor: Reader) -> None:
    visitor.page.evaluate('() => sessionStorage.setItem(\'payeatemps.letter\', \'{"chosen": "<b>", "x": 1}\')')
    computed(visitor)
    expect(visitor.part("#letter-title")).to_have_text("Confirmation d’un appel téléphonique")
