"""Any run of gestures is the same case, and the same cents: undone, redone, reloaded, shared, kept, in two engines."""

from __future__ import annotations

import random
import re

import pytest
from playwright.sync_api import Playwright, expect

from tests.browser.conftest import OpenContext, Watch
from tests.browser.reader import Reader
from tests.browser.test_importing import AMOUNTS, Import
from tests.browser.test_sheet import NO_CLIPBOARD
from tests.support.browser import firefox

pytestmark = pytest.mark.browser

TYPED = {
    "amount": ("10 000", "1200,50", "3 456,78 €", "douze", ""),
    "due_on": ("31/05/2026", "15.03.26", "2026-07-01", "45 jours fin de mois", ""),
    "number": ("F-1", "F-2", "2026/114", ""),
}
GESTURES = 36
#: A tenth more is what a garbage collector leaves; 270 answers kept would be several times as much.
MOST_GROWTH = 1.1


def answered(reader: Reader) -> dict[str, str]:
    return {name: value for name, value in reader.entries().items() if value}


def total(reader: Reader) -> str:
    """The sum that stands there once it follows, or what is missing."""
    expect(reader.part("#progress")).to_be_empty()
    if reader.part("#result").get_attribute("data-state") == "computed":
        # what to do next is asked once the sum is there
        expect(reader.part("#advice")).not_to_be_empty()
    return re.sub(r"\s+", " ", reader.part("#result").inner_text())


class Hands:
    """A reader who does anything; what they do can be had again by its seed."""

    def __init__(self, reader: Reader, seed: int) -> None:
        self.reader, self.page, self.chance = reader, reader.page, random.Random(seed)

    @property
    def rows(self) -> list[str]:
        rows = self.page.locator("#invoices > .row-invoice").evaluate_all("rows => rows.map(row => row.dataset.row)")
        return [str(each) for each in rows]

    def gesture(self) -> None:
        getattr(
            self, self.chance.choice(("types", "types", "types", "adds", "pays", "removes", "restores", "goes_back"))
        )()

    def types(self) -> None:
        field = self.chance.choice(list(TYPED))
        name = f"{self.chance.choice(self.rows)}-{field}" if self.rows else "as_of"
        self.reader.goes_where(name)
        entry = self.page.locator(f'[name="{name}"]')
        fold = self.page.locator(f'details:has([name="{name}"])').last
        # the page may open the fold in the same moment (a term in words counts from a day in it): again then
        for _ in range(3):
            if field == "number" and not entry.is_visible():
                fold.locator("> summary").click()
        entry.fill(self.chance.choice(TYPED.get(field, ("29/11/2026",))))

    def adds(self) -> None:
        if len(self.rows) < 5:
            self.reader.button("Ajouter une facture").click()

    def pays(self) -> None:
        if not self.rows:
            return
        row = self.chance.choice(self.rows)
        self.reader.goes_where(f"{row}-amount")
        self.page.locator(f'[data-into="{row}-payments"]').click()
        paid = self.page.locator(f'[data-list="{row}-payments"] [name$="-amount"]')
        paid.last.fill(self.chance.choice(("100", "2 000,00")))
        self.page.locator(f'[data-list="{row}-payments"] [name$="-paid_on"]').last.fill("30/06/2026")

    def removes(self) -> None:
        if len(self.rows) < 2:
            return
        row = self.chance.choice(self.rows)
        self.reader.goes_where(f"{row}-amount")
        self.page.locator(f'.remove-invoice[data-target="{row}"]').click()

    def restores(self) -> None:
        lines = self.page.locator("#invoices > .row-removed button")
        if lines.count():
            lines.first.click()

    def goes_back(self) -> None:
        self.page.wait_for_timeout(700)
        before, seen = answered(self.reader), total(self.reader)
        undo, redo = (self.reader.button(name, "#case-bar") for name in ("Annuler", "Rétablir"))
        if not undo.is_enabled():
            return
        undo.click()
        redo.click()
        assert answered(self.reader) == before
        assert total(self.reader) == seen


def undone_and_redone(reader: Reader) -> None:
    """Everything is taken back, then done again."""
    reader.page.wait_for_timeout(700)
    end = answered(reader)
    steps = 0
    for name in ("Annuler", "Rétablir"):
        button, pressed = reader.button(name, "#case-bar"), 0
        while button.is_enabled():
            button.click()
            pressed += 1
        if name == "Annuler":
            steps = pressed
            assert [key for key in answered(reader) if key.endswith(("-amount", "-due_on", "-number"))] == []
        else:
            assert pressed == steps > 10
    assert answered(reader) == end


@pytest.mark.parametrize("seed", [13, 29])
def test_any_run_of_gestures_is_the_same_case(window: OpenContext, base: str, seed: int) -> None:
    context = window()
    context.add_init_script(NO_CLIPBOARD)
    reader = Reader(context.new_page(), base).arrive().is_ready()
    reader.types("as_of", "29/11/2026")
    hands = Hands(reader, seed)
    for _ in range(GESTURES):
        hands.gesture()
    undone_and_redone(reader)
    # a figure to compare at the end, whatever the hands have left
    reader.invoice("10 000", "31/05/2026", row=int(hands.rows[0].removeprefix("invoices-")))
    for row in hands.rows[1:]:
        reader.goes_where(f"{row}-amount")
        reader.page.locator(f'.remove-invoice[data-target="{row}"]').click()
    reader.sees_state("computed")
    end, sum_ = answered(reader), total(reader)
    reader.page.reload()
    expect(reader.part("#result .grand-total")).to_be_visible()
    reader.sees_state("computed")
    assert answered(reader) == end
    assert total(reader) == sum_
    reader.part('[data-action="share"]:visible').first.click()
    reader.part('[data-action="share-copy"]').click()
    link = reader.part("#share-link")
    expect(link).not_to_have_value("")
    other = Reader(window().new_page(), base)
    other.page.goto(link.input_value())
    other.sees_state("computed")
    assert answered(other) == end
    # who opens a link has come for the sum, and finds no fold that the sender left closed
    expect(other.part("#result")).to_be_focused()
    expect(other.part("#special-cases")).not_to_have_attribute("open", "")


def test_an_undo_leaves_the_reader_where_they_are(reader: Reader) -> None:
    page = reader.is_ready().page
    reader.invoice("10 000", "31/05/2026", as_of="31/08/2026").sees_total("10350.49")
    reader.part('[data-addition="parties"] > summary').click()
    page.wait_for_timeout(700)
    field = reader.part('[name="as_of"]')
    field.fill("30/09/2026")
    field.scroll_into_view_if_needed()
    page.wait_for_timeout(700)
    field.blur()
    field.focus()
    page.evaluate("() => scrollTo(0, 300)")
    top = field.evaluate("field => field.getBoundingClientRect().top")
    page.keyboard.press("Control+z")
    expect(reader.part('[name="as_of"]')).to_have_value("31/08/2026")
    assert abs(reader.part('[name="as_of"]').evaluate("field => field.getBoundingClientRect().top") - top) < 3
    expect(reader.part('[name="as_of"]')).to_be_focused()
    expect(reader.part('[data-addition="parties"]')).to_have_attribute("open", "")
    expect(reader.part("#special-cases")).not_to_have_attribute("open", "")


def test_fields_typed_quickly_are_undone_one_by_one(reader: Reader) -> None:
    page = reader.is_ready().page
    reader.part('[name="invoices-0-amount"]').focus()
    page.keyboard.type("10 000")
    page.keyboard.press("Tab")
    page.keyboard.type("31/05/2026")
    reader.button("Annuler", "#case-bar").click()
    assert reader.entries()["invoices-0-amount"] == "10 000"
    assert reader.entries()["invoices-0-due_on"] == ""


def steps(reader: Reader, name: str, count: int) -> list[dict[str, str]]:
    """The case after each press, at the pace of a reader: what the page does by itself in between has been done."""
    seen = []
    for _ in range(count):
        expect(reader.button(name, "#case-bar")).to_be_enabled()
        reader.button(name, "#case-bar").click()
        reader.page.wait_for_timeout(700)
        seen.append(answered(reader))
    return seen


@pytest.mark.parametrize(
    ("added", "row", "day"),
    [("Ajouter un avoir pour l’ensemble", "credit_notes-0", "issued_on"), ("", "payments-0", "paid_on")],
)
def test_what_counts_for_the_whole_case_is_undone_and_redone(reader: Reader, added: str, row: str, day: str) -> None:
    page = reader.is_ready().page
    reader.invoice("3 120,80", "14/03/2026", as_of="30/11/2026")
    reader.button("Ajouter une facture").click()
    reader.invoice("870", "02/05/2026", row=1).sees_state("computed")
    page.wait_for_timeout(700)
    before = answered(reader)
    reader.unfolds("own-payments")
    expect(reader.part('[name="payments-0-amount"]')).to_be_visible()
    if added:
        reader.button(added).click()
    reader.types(f"{row}-{day}", "20/06/2026")
    reader.types(f"{row}-amount", "250")
    reader.sees_state("computed")
    page.wait_for_timeout(700)
    end, seen = answered(reader), reader.part('#result [data-figure="total"]').inner_text()
    dated = before | {f"{row}-{day}": "20/06/2026"}
    assert end == dated | {f"{row}-amount": "250"}
    undone = {key: value for key, value in before.items() if key != "invoices-1-due_on"}
    # the credit note's row was added by the reader, the payment's was drawn by the page: only the first is a step
    back = [dated, before, before, undone] if added else [dated, before, undone]
    assert steps(reader, "Annuler", len(back)) == back
    expect(reader.part('[data-addition="own-payments"]')).to_have_attribute("open", "")
    expect(reader.part('[data-list="credit_notes"] > *')).to_have_count(0)
    assert steps(reader, "Rétablir", len(back)) == [*reversed(back[:-1]), end]
    expect(reader.button("Rétablir", "#case-bar")).to_be_disabled()
    expect(reader.part('#result [data-figure="total"]')).to_have_text(seen)


def test_a_fold_that_is_opened_to_look_at_is_no_step(reader: Reader) -> None:
    page = reader.is_ready().page
    reader.invoice("3 120,80", "14/03/2026", as_of="30/11/2026")
    reader.button("Ajouter une facture").click()
    reader.invoice("870", "02/05/2026", row=1).sees_state("computed")
    page.wait_for_timeout(700)
    end = answered(reader)
    steps(reader, "Annuler", 2)
    for addition, name in (("own-payments", "payments-0-amount"), ("events", "events-0-on")):
        reader.unfolds(addition)
        expect(reader.part(f'[name="{name}"]')).to_be_visible()
    page.wait_for_timeout(700)
    assert steps(reader, "Rétablir", 2)[-1] == end
    # a reload, and the first row is there again, to be written in
    page.reload()
    reader.sees_state("computed")
    expect(reader.part('[name="payments-0-amount"]')).to_be_visible()
    expect(reader.button("Annuler", "#case-bar")).to_be_disabled()


def test_an_imported_credit_note_for_the_whole_case_is_taken_back(reader: Reader) -> None:
    page = reader.is_ready().page
    reader.types("as_of", "29/11/2026")
    page.wait_for_timeout(700)
    before = answered(reader)
    rows = ["F-1\tLenoir\t12/02/26\t14/03/26\t3120,80", "F-2\tLenoir\t02/04/26\t02/05/26\t870"]
    note = "AV-9\tLenoir\t20/06/26\t\t-250,00"
    table = "\n".join(["N° pièce\tClient\tDate\tÉch.\tMontant", *rows, note])
    coming = Import(reader).pastes(table).is_understood()
    coming.add.click()
    reader.sees_state("computed")
    expect(reader.part('[name="credit_notes-0-amount"]')).to_have_count(1)
    page.wait_for_timeout(700)
    end = answered(reader)
    reader.part("[data-action=import-undo]").click()
    page.wait_for_timeout(700)
    assert answered(reader) == before
    assert steps(reader, "Rétablir", 1) == [end]
    expect(reader.button("Rétablir", "#case-bar")).to_be_disabled()
    assert steps(reader, "Annuler", 1) == [before]


def test_an_invoice_of_a_long_list_that_is_opened_is_no_step(reader: Reader) -> None:
    page = reader.is_ready().page
    reader.types("as_of", "29/11/2026")
    page.wait_for_timeout(700)
    rows = [f"F-{at}\tLenoir\t12/02/26\t14/03/26\t{at}00" for at in range(1, 46)]
    Import(reader).pastes("\n".join(["N° pièce\tClient\tDate\tÉch.\tMontant", *rows])).is_understood().add.click()
    reader.sees_state("computed")
    page.wait_for_timeout(700)
    reader.types("as_of", "28/11/2026")
    page.wait_for_timeout(700)
    steps(reader, "Annuler", 1)
    reader.goes_where("invoices-40-amount")
    expect(reader.part('[name="invoices-40-amount"]')).to_be_visible()
    page.wait_for_timeout(700)
    assert steps(reader, "Rétablir", 1)[0]["as_of"] == "28/11/2026"


def test_a_term_opens_the_day_that_it_counts_from(reader: Reader) -> None:
    reader.is_ready()
    reader.types("invoices-0-amount", "10 000").types("invoices-0-due_on", "45 jours fin de mois")
    expect(reader.part('[name="invoices-0-issued_on"]')).to_be_visible()
    expect(reader.part('[data-field="invoices-0-issued_on"] .optional')).to_be_hidden()
    field = reader.part('[name="invoices-0-due_on"]')
    assert field.evaluate("field => field.scrollWidth <= field.clientWidth")


def test_an_invoice_in_two_due_dates_bears_one_compensation(reader: Reader) -> None:
    """6 000 due 31 May and 4 000 due 30 June: 6 000 x 12.15 % x 30 / 365 = 59.92, 6 000 x 12.40 % x 62 / 365 = 126.38,
    4 000 x 12.40 % x 62 / 365 = 84.25, and 40 once."""
    reader.is_ready()
    reader.unfolds("invoice").invoice("6 000", "31/05/2026", as_of="31/08/2026")
    reader.button("Ajouter une autre échéance").click()
    reader.has_focus_on('[name="invoices-0-number"]')
    reader.types("invoices-0-number", "F-1")
    reader.button("Ajouter une autre échéance").click()
    reader.has_focus_on('[name="invoices-1-amount"]')
    assert reader.entries()["invoices-1-number"] == "F-1"
    reader.invoice("4 000", "30/06/2026", row=1).sees_total("10310.55")


def test_the_other_customers_of_a_list_are_kept(window: OpenContext, base: str) -> None:
    context = window()
    reader = Reader(context.new_page(), base).arrive().is_ready()
    rows = [
        f"F-{at}\t{name}\t29/10/26\t29/11/26\t{AMOUNTS[at]}" for at, name in enumerate(("Durand", "Lenoir", "Martin"))
    ]
    coming = Import(reader).pastes("\n".join(["N° pièce\tClient\tDate\tÉch.\tMontant", *rows])).is_understood()
    coming.dialog.get_by_role("button", name="Garder les autres dans « Vos clients »").click()
    expect(coming.dialog.locator("#import-said")).to_contain_text("2 nouveaux dossiers")
    # seen under the button too, not heard alone
    expect(coming.dialog.locator(".import-actions + [data-came]")).to_contain_text("2 nouveaux dossiers")
    reader.part('[data-action="import-add"]').click()
    reader.sees_state("computed")
    expect(reader.part("#keeping")).to_contain_text("Gardé sur cet appareil")
    reader.page.locator('[data-action="cases"]:visible').first.click()
    for name in ("Durand", "Lenoir", "Martin"):
        expect(reader.part("#customers")).to_contain_text(name)
    # the same list again: each in its own case, which has it already
    again = Reader(context.new_page(), base).arrive().is_ready()
    coming = Import(again).pastes("\n".join(["N° pièce\tClient\tDate\tÉch.\tMontant", *rows])).is_understood()
    coming.dialog.get_by_role("button", name="Garder les autres dans « Vos clients »").click()
    expect(coming.dialog.locator("#import-said")).to_contain_text("Rien de nouveau : 2 dossiers avaient déjà tout")
    kept = again.page.evaluate(
        """async () => {
          const base = await new Promise(done => {
            const opening = indexedDB.open("payeatemps");
            opening.onsuccess = () => done(opening.result);
          });
          return await new Promise(done => {
            const asked = base.transaction("cases").objectStore("cases").getAll();
            asked.onsuccess = () => done(asked.result.map(each => each.fields["invoices-1-amount"] ?? ""));
          });
        }"""
    )
    assert kept == ["", "", ""]


@pytest.mark.engines
def test_firefox_keeps_a_case_for_the_next_tab(playwright: Playwright, base: str, watch: Watch) -> None:
    with firefox(playwright) as browser:
        context = browser.new_context(
            viewport={"width": 1280, "height": 860}, locale="fr-FR", timezone_id="Europe/Paris"
        )
        try:
            reader = Reader(context.new_page(), base).arrive().is_ready()
            reader.invoice("10 000", "31/05/2026", as_of="31/08/2026").sees_total("10350.49")
            reader.button("Garder ce dossier sur cet appareil").click()
            expect(reader.part("#keeping")).to_contain_text("Gardé sur cet appareil")
            reader.page.close()
            other = Reader(context.new_page(), base).arrive().sees_total("10350.49")
            assert other.entries()["invoices-0-amount"] == "10 000"
            other.page.locator('[data-action="cases"]:visible').first.click()
            expect(other.part("#customers")).to_be_visible()
        finally:
            context.close()
    assert watch.asked == []


#: Each change is answered before the next is made.
CHANGES = """async edits => {
  const [field, result] = [document.querySelector('[name="invoices-0-amount"]'), document.getElementById("result")];
  for (let edit = 1; edit <= edits; edit += 1) {
    const { revision } = result.dataset;
    field.value = String(1000 + edit);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    while (result.dataset.revision === revision) await new Promise(done => setTimeout(done));
  }
}"""


def test_three_hundred_changes_leave_nothing_in_the_page(reader: Reader) -> None:
    reader.invoice("1000", "31/05/2026", as_of="31/08/2026").sees_state("computed")
    tools = reader.page.context.new_cdp_session(reader.page)

    def held_after(edits: int) -> dict[str, int]:
        reader.page.evaluate(CHANGES, edits)
        tools.send("HeapProfiler.collectGarbage")
        counted: dict[str, int] = tools.send("Memory.getDOMCounters")
        return {**counted, "heap": int(tools.send("Runtime.getHeapUsage")["usedSize"])}

    early, late = held_after(30), held_after(300)
    tools.detach()
    more = {name: late[name] / held for name, held in early.items()}
    assert {name: share for name, share in more.items() if share > MOST_GROWTH} == {}
