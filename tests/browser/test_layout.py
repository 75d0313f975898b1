"""The calculator at every width, in every state it is brought to: nothing leaves the window, nothing is covered."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenContext
from tests.browser.reader import NO_BREAK, Reader
from tests.support.layout import HEIGHT, WIDTHS, faults_of, settled

pytestmark = pytest.mark.browser

UNFOLDED = "() => document.querySelectorAll('#calculator details').forEach(part => (part.open = true))"
#: The largest amount an invoice may have; forty of them make a sum of sixteen digits.
LARGEST = "999 999 999 999,99"


@pytest.fixture
def reader(window: OpenContext, base: str) -> Reader:
    return Reader(window((1280, HEIGHT)).new_page(), base).arrive().is_ready()


def claim_of(number: int, amount: str = "1234.56") -> dict[str, object]:
    """A claim of so many numbered invoices, due month after month, some of them paid in part."""
    invoices = []
    for i in range(number):
        invoice: dict[str, object] = {
            "number": f"F2026-{i + 1:03}",
            "due_on": f"{2024 + i // 20}-{i % 12 + 1:02}-28",
            "amount": amount,
        }
        if i % 5 == 0:
            invoice["payments"] = [{"paid_on": "2026-01-15", "amount": "100.00"}]
        invoices.append(invoice)
    return {
        "schema": "latepay.claim/1",
        "as_of": "2026-11-22",
        "creditor": {"name": "Atelier Roux"},
        "debtor": {"name": "Bâti-Sud SAS"},
        "invoices": invoices,
    }


def opens(reader: Reader, claim: dict[str, object], folder: Path) -> Reader:
    file = folder / "claim.json"
    file.write_text(json.dumps(claim), encoding="utf-8")
    return reader.chooses_file(file).sees_state("computed")


def test_the_example(reader: Reader) -> None:
    assert faults_of(reader.page) == {}


def test_a_result_with_every_reason_open(reader: Reader) -> None:
    reader.invoice("10 000", "31/05/2026", as_of="22/11/2026").sees_total("10632.46")
    reader.button("Ajouter un paiement").click()
    reader.types("invoices-0-payments-0-paid_on", "30/06/2026").types("invoices-0-payments-0-amount", "4 000")
    expect(reader.part("#statement .movements")).to_have_count(1)
    reader.page.evaluate(UNFOLDED)
    assert faults_of(reader.page) == {}


def test_errors(reader: Reader) -> None:
    reader.invoice("abc", "31/02/2026").presses_compute()
    expect(reader.part("#errors .error-summary")).to_be_focused()
    assert faults_of(reader.page) == {}


def test_the_question_before_erasing(reader: Reader) -> None:
    reader.invoice("10 000", "31/05/2026", as_of="22/11/2026").sees_total("10632.46")
    reader.button("Tout effacer", "#claim-form").click()
    expect(reader.part("#clear-dialog")).to_be_visible()
    assert faults_of(reader.page, "#clear-dialog") == {}


def test_the_question_before_a_file_takes_the_place_of_what_is_typed(reader: Reader, tmp_path: Path) -> None:
    reader.invoice("10 000", "31/05/2026", as_of="22/11/2026").sees_total("10632.46")
    file = tmp_path / "un dossier dont le nom est très long et que personne n’a raccourci.json"
    file.write_text(json.dumps(claim_of(2)), encoding="utf-8")
    reader.chooses_file(file)
    expect(reader.part("#replace-dialog")).to_be_visible()
    assert faults_of(reader.page, "#replace-dialog") == {}


def test_a_letter(reader: Reader) -> None:
    reader.invoice("10 000", "31/05/2026", as_of="22/11/2026").sees_total("10632.46")
    reader.goes_to("now").part("#advice").get_by_role("button", name="Écrire la lettre").click()
    expect(reader.part("#letter-page")).to_be_visible()
    reader.page.evaluate("() => document.querySelectorAll('#writing details').forEach(part => (part.open = true))")
    assert faults_of(reader.page, "#writing") == {}


def test_forty_invoices(reader: Reader, tmp_path: Path) -> None:
    opens(reader, claim_of(40), tmp_path)
    expect(reader.part("#statement .invoice-statement")).to_have_count(40)
    assert faults_of(reader.page) == {}


def test_sums_of_sixteen_digits(reader: Reader, tmp_path: Path) -> None:
    opens(reader, claim_of(40, "999999999999.99"), tmp_path)
    reader.page.evaluate(UNFOLDED)
    assert faults_of(reader.page, "#result, #statement, #total-bar") == {}
    reader.page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})
    words = "() => [...document.querySelectorAll('#total-bar span')].map(word => word.getClientRects().length)"
    assert reader.page.evaluate(words) == [1], "« Total dû » stands on one line"


def test_one_sum_of_fourteen_digits(reader: Reader) -> None:
    reader.invoice(LARGEST, "31/05/2020", as_of="22/11/2026").sees_state("computed")
    reader.page.evaluate(UNFOLDED)
    assert faults_of(reader.page) == {}


def broken_words(page: Page, selector: str) -> list[str]:
    """What stands on two lines though nothing in it may be parted: its parts are joined by spaces that hold."""
    found: list[str] = page.evaluate(
        """selector => [...document.querySelectorAll(selector)].flatMap(part => {
          const text = part.firstChild;
          return [...(text?.data ?? "").matchAll(/[^ ]+/g)].filter(word => {
            const range = document.createRange();
            range.setStart(text, word.index);
            range.setEnd(text, word.index + word[0].length);
            return new Set([...range.getClientRects()].map(box => Math.round(box.top))).size > 1;
          }).map(([word]) => word);
        })""",
        selector,
    )
    return found


def test_what_was_understood_never_breaks_inside_a_date_or_a_sum(reader: Reader) -> None:
    reader.button("Ajouter une facture").click()
    reader.invoice(LARGEST, "30/09/2026", as_of="22/11/2026").unfolds("own-payments")
    reader.types("payments-0-paid_on", "15/12/2024").types("payments-0-amount", LARGEST)
    reader.button("Ajouter un paiement").first.click()
    reader.types("invoices-0-payments-0-paid_on", "30/09/2026").types("invoices-0-payments-0-amount", LARGEST)
    echo = reader.part('[id="payments-0-paid_on-echo"]')
    expect(echo).to_contain_text(f"15{NO_BREAK}décembre{NO_BREAK}2024")
    expect(reader.part('[id="invoices-0-payments-0-amount-echo"]')).to_contain_text("999")
    for width in WIDTHS:
        reader.page.set_viewport_size({"width": width, "height": HEIGHT})
        settled(reader.page)
        assert broken_words(reader.page, "#claim-form .echo") == [], width
        assert faults_of(reader.page, "#claim-form", [width]) == {}


CUT_RINGS = """async () => {
  const cut = [];
  for (const control of document.querySelectorAll("#calculator :is(input, textarea, select, button, summary)")) {
    if (!control.checkVisibility() || control.closest("dialog, template")) continue;
    control.scrollIntoView({ block: "center", behavior: "instant" });
    control.focus({ preventScroll: true });
    if (control !== document.activeElement) continue;
    const { outlineStyle, outlineWidth, outlineOffset } = getComputedStyle(control);
    const ring = outlineStyle === "none" ? 0 : parseFloat(outlineWidth) + parseFloat(outlineOffset);
    const box = control.getBoundingClientRect();
    for (let around = control.parentElement; around; around = around.parentElement) {
      const { overflowX, contentVisibility } = getComputedStyle(around);
      if (overflowX === "visible" && contentVisibility !== "auto") continue;
      const edge = around.getBoundingClientRect();
      if (box.left - ring < edge.left || box.right + ring > edge.right) {
        cut.push(`${control.name || control.textContent.trim()} in ${around.id || around.className}`);
      }
    }
  }
  return cut;
}"""


def test_the_ring_around_what_has_focus_is_whole(reader: Reader) -> None:
    reader.invoice("10 000", "31/05/2026", as_of="22/11/2026").sees_total("10632.46")
    reader.goes_to("now").part("#advice").get_by_role("button", name="Écrire la lettre").click()
    expect(reader.part("#letter-page")).to_be_visible()
    reader.page.evaluate(UNFOLDED)
    for width in (320, 390, 768, 1366):
        reader.page.set_viewport_size({"width": width, "height": HEIGHT})
        settled(reader.page)
        # the ring shows for whoever uses the keyboard
        reader.page.keyboard.press("Tab")
        assert reader.page.evaluate(CUT_RINGS) == [], width


def test_the_number_of_an_invoice_is_never_parted_in_a_letter(reader: Reader, tmp_path: Path) -> None:
    opens(reader, claim_of(3), tmp_path)
    reader.goes_to("now").part("#advice").get_by_role("button", name="Écrire la lettre").click()
    expect(reader.part("#letter-page table").first).to_be_visible()
    numbers = "#letter-page tbody th"
    expect(reader.part(numbers).filter(has_text="F2026")).not_to_have_count(0)
    for width in WIDTHS:
        reader.page.set_viewport_size({"width": width, "height": HEIGHT})
        settled(reader.page)
        assert [word for word in broken_words(reader.page, numbers) if "F2026" in word] == [], width


@pytest.mark.parametrize("width", [390, 1366])
def test_the_page_is_about_as_long_as_its_scroll_bar_says(reader: Reader, width: int) -> None:
    reader.page.set_viewport_size({"width": width, "height": HEIGHT})
    settled(reader.page)
    height = "() => document.documentElement.scrollHeight"
    said = reader.page.evaluate(height)
    for _ in range(12):
        reader.page.mouse.wheel(0, 600)
        settled(reader.page)
    assert abs(reader.page.evaluate(height) - said) < 400
