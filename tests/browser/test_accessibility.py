"""For those who use a keyboard, a phone, a magnifier or a screen reader."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, OpenContext
from tests.browser.reader import Reader
from tests.support.axe import axe

#: What the snapshot of an element that has the focus begins with: its name; that of a fold is its text.
NAMED = r'- (?:[a-z]+ "(.+?)"(?: \[|:|$)|text: (\S.*))'

pytestmark = pytest.mark.browser


# Colours depend on the theme alone, and the layout on the size alone: two visits meet both of each.
@pytest.mark.parametrize(("size", "theme"), [(DESKTOP, "dark"), (PHONE, "light")], ids=["desktop", "phone"])
def test_axe_finds_nothing_in_any_state(window: OpenContext, base: str, size: tuple[int, int], theme: str) -> None:
    page = window(size, theme).new_page()
    reader = Reader(page, base).arrive().is_ready().sees_state("example")
    found = {"example": axe(page)}

    reader.invoice("10 000", "31/05/2026", as_of="15/03/2027").sees_state("computed")
    reader.button("Ajouter un paiement").click()
    reader.types("invoices-0-payments-0-paid_on", "30/06/2026").types("invoices-0-payments-0-amount", "4 000")
    expect(reader.part("#statement .movements")).to_have_count(1)
    page.evaluate(
        "() => document.querySelectorAll('#result details, #statement details').forEach(part => (part.open = true))"
    )
    for place in ("due", "now", "invoices"):
        found[f"computed, provisional, explained: {place}"] = axe(reader.goes_to(place).page)

    additions = ("invoice", "events", "situation", "claimant", "rate", "parties", "creditor-details", "debtor-details")
    for addition in (*additions, "insolvency", "judgment", "capitalisation", "supplied-rate", "conventions"):
        reader.unfolds(addition)
    reader.types("invoices-0-amount", "abc").types("invoices-0-payments-0-paid_on", "31/02/2026").presses_compute()
    expect(reader.part("#errors .error-summary")).to_be_focused()
    found["errors, everything unfolded"] = axe(page)

    reader.button("Retirer ce paiement").click()
    reader.button("Tout effacer", "#claim-form").click()
    found["removed row, dialog"] = axe(page)
    page.keyboard.press("Escape")

    reader.chooses("debtor-kind", "public-body").types("invoices-0-amount", "10 000")
    reader.button("Ajouter une facture").click()
    reader.invoice("500", "30/06/2026", row=1).unfolds("own-payments").picks("events-0-kind", "promise")
    reader.types("events-0-on", "20/07/2026").types("events-0-expected_on", "30/07/2026")
    reader.types("payments-0-paid_on", "15/07/2026").types("payments-0-amount", "11 000").sees_state("computed")
    expect(reader.part("#statement .allocation-table tbody tr")).not_to_have_count(0)
    found["a list, one of its invoices open"] = axe(reader.goes_where("invoices-1-").page)
    found["a list"] = axe(reader.leaves_row().page)
    found["events, payments for several invoices, a public buyer"] = axe(page)
    assert {state: problems for state, problems in found.items() if problems} == {}


@pytest.mark.parametrize("width", [320, 390, 640])
def test_nothing_is_wider_than_the_screen(window: OpenContext, base: str, width: int) -> None:
    page = window((width, 800)).new_page()
    reader = Reader(page, base).arrive()
    reader.invoice("123 456 789,12", "31/05/2020", as_of="15/03/2027").sees_state("computed")
    reader.button("Ajouter un paiement").click()
    reader.button("Ajouter une facture").click()
    reader.types("invoices-1-amount", "abc").presses_compute().sees_state("errors")
    reader.types("invoices-1-amount", "123").types("invoices-1-due_on", "31/05/2026").leaves_row()
    reader.goes_where("invoices-0-").button("Retirer ce paiement").click()
    reader.sees_state("computed")
    page.evaluate("() => document.querySelectorAll('#calculator details').forEach(part => { part.open = true; })")
    for place in ("invoices", "due", "now"):
        reader.leaves_row().goes_to(place)
        wider = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert (place, wider) == (place, 0)


def test_targets_are_large_enough(window: OpenContext, base: str) -> None:
    page = window(PHONE).new_page()
    Reader(page, base).arrive().invoice("10 000", "31/05/2026", as_of="31/08/2026").sees_state("computed")
    small = page.evaluate(
        """() => [...document.querySelectorAll("#calculator :is(button, summary, select, .radio, input[type=text])")]
          .filter(target => target.checkVisibility())
          .map(target => [target.textContent.trim() || target.name, target.getBoundingClientRect()])
          .filter(([, { width, height }]) => width < 24 || height < 24)
          .map(([name]) => name)"""
    )
    assert small == []


def test_the_total_stays_in_sight_on_a_phone(window: OpenContext, base: str) -> None:
    page = window(PHONE).new_page()
    reader = Reader(page, base).arrive().invoice("10 000", "31/05/2026", as_of="31/08/2026").sees_total("10350.49")
    page.evaluate("() => scrollTo(0, 0)")
    bar = page.locator("#total-bar")
    expect(bar).to_be_in_viewport()
    expect(bar).to_contain_text("Dû au 31/08/2026")
    bar.get_by_role("link").click()
    expect(reader.part('#result [data-figure="total"]')).to_be_in_viewport()
    expect(bar).to_be_in_viewport()


def test_the_result_stays_in_sight_beside_the_form(reader: Reader) -> None:
    reader.invoice("10 000", "31/05/2026", as_of="31/08/2026").sees_total("10350.49")
    reader.part("#claim-form .form-actions").evaluate("actions => actions.scrollIntoView({ block: 'end' })")
    expect(reader.part('#result [data-figure="total"]')).to_be_in_viewport()


def test_focus_is_never_hidden_on_a_phone(window: OpenContext, base: str) -> None:
    page = window(PHONE).new_page()
    Reader(page, base).arrive().is_ready()
    page.locator('[name="side"]').first.focus()
    hidden = """() => {
      const { left, top, width, height } = document.activeElement.getBoundingClientRect();
      const seen = document.elementFromPoint(left + width / 2, top + height / 2);
      const covers = seen?.closest(".md-header, .foot");
      return covers && !covers.contains(document.activeElement) ? document.activeElement.outerHTML.slice(0, 80) : null;
    }"""
    covered = []
    for _ in range(25):
        page.keyboard.press("Tab")
        covered.append(page.evaluate(hidden))
    assert [element for element in covered if element] == []


def test_the_whole_journey_by_keyboard(reader: Reader) -> None:
    keyboard = reader.is_ready().page.keyboard
    reader.part('[name="side"]').first.focus()
    keyboard.press("Tab")
    reader.has_focus_on('[name="creditor-kind"][value="business"]')
    keyboard.press("Tab")
    reader.has_focus_on('[name="debtor-kind"][value="business"]')
    keyboard.press("Tab")
    reader.has_focus_on('[name="invoices-0-amount"]')
    keyboard.type("10000")
    keyboard.press("Tab")
    keyboard.type("31/05/2026")
    for _ in range(12):
        keyboard.press("Tab")
        if reader.page.evaluate("() => document.activeElement.name") == "as_of":
            break
    keyboard.press("Control+A")
    keyboard.type("31/08/2026")
    keyboard.press("Enter")
    reader.sees_total("10350.49").has_focus_on("#result")
    keyboard.press("Tab")
    reader.has_focus_on('[data-why="principal_due"] summary')
    keyboard.press("Enter")
    expect(reader.part('[data-why="principal_due"] .reason')).to_be_visible()
    reader.button("Tout effacer", "#claim-form").press("Enter")
    keyboard.press("Escape")
    reader.sees_total("10350.49")
    reader.button("Tout effacer", "#claim-form").press("Enter")
    keyboard.press("Tab")
    keyboard.press("Enter")
    reader.sees_state("example")


def test_the_route_that_the_statement_writes_down_is_followed_by_keyboard(newcomer: Reader) -> None:
    """docs/accessibilite.md, step by step: keys alone, each stop with the name that a screen reader gives it."""
    reader = newcomer.is_ready()
    keyboard = reader.page.keyboard
    nameless: list[str] = []

    def stops_at(name: str, most: int) -> None:
        heard: list[str] = []
        for _ in range(most):
            keyboard.press("Tab")
            read = reader.page.locator(":focus").aria_snapshot().splitlines()[0]
            heard.append(read)
            found = re.match(NAMED, read)
            if found is None:
                nameless.append(read)
            elif (found[1] or found[2]).replace("\u00a0", " ").endswith(name):
                return
        raise AssertionError(f"{name} is not reached in {most} keys: {heard}")

    reader.part(".md-skip").press("Enter")
    # the jump is the browser's own, and ends a little after its address: a key pressed before goes on from the top
    expect(reader.page).to_have_url(re.compile("#combien-vous-doit-on$"))
    reader.page.wait_for_timeout(1000)
    stops_at("Montant TTC de la facture", 12)
    keyboard.type("10 000")
    stops_at("Échéance", 1)
    keyboard.type("31/05/2026")
    reader.sees_state("computed")
    expect(reader.part("#announce-total")).to_contain_text("Total dû")
    reader.has_focus_on('[name="invoices-0-due_on"]')
    stops_at("Écrire la lettre", 40)
    keyboard.press("Enter")
    reader.has_focus_on("#letter-title")
    stops_at("Votre nom ou celui de votre entreprise", 3)
    keyboard.type("Atelier Martin")
    expect(reader.part("#letter-page")).to_contain_text("Atelier Martin")
    stops_at("Passer le texte de la lettre", 20)
    keyboard.press("Enter")
    stops_at("Word", 3)
    with reader.page.expect_download(timeout=60_000):
        keyboard.press("Enter")
    expect(reader.part("#writing")).to_contain_text("Le fichier est enregistré dans vos téléchargements.")
    # what the keys pass over in the letter has a name too
    letter = reader.part("#letter-page").aria_snapshot()
    assert re.findall(r"^ *- (?:group|textbox)(?::| \[|$)", letter, re.M) == []
    assert nameless == []


def test_the_page_grows_with_the_text(window: OpenContext, base: str) -> None:
    # 200 % on a screen of 1280 pixels is a screen of 640.
    page = window((640, 430)).new_page()
    reader = Reader(page, base).arrive().invoice("10 000", "31/05/2026", as_of="31/08/2026").sees_total("10350.49")
    expect(reader.part("#total-bar")).to_be_attached()
    assert page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


def test_nothing_that_was_there_moves_when_the_result_comes(reader: Reader) -> None:
    reader.is_ready()
    places = """() => ['#result', '#invoices-0-amount', '#as_of'].map(
      place => document.querySelector(place).getBoundingClientRect().top)"""
    before = reader.page.evaluate(places)
    reader.invoice("10 000", "31/05/2026", as_of="31/08/2026").sees_total("10350.49")
    reader.page.evaluate("() => scrollTo(0, 0)")
    assert reader.page.evaluate(places) == pytest.approx(before, abs=6)
