"""The screen of all the customers: its sums, search, letters of the day, and how it is driven."""

from __future__ import annotations

import io
import re
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import expect

from latepay_core import Claim, draw_up
from tests.browser.conftest import DESKTOP, PHONE, OpenContext
from tests.browser.reader import NARROW, NO_BREAK, Reader
from tests.support.axe import axe
from tests.support.cases import KEEPING, accepts, kept, opens_customers, record, typed, visit, write

pytestmark = pytest.mark.browser


CUSTOMERS = {
    "Bâti-Sud SAS": [("8 250", "31/05/2026"), ("1 250", "15/12/2026")],
    "Durand SAS": [("2 400", "31/08/2026")],
    "Lenoir": [("365", "22/10/2026")],
    "Boulangerie Petit": [("1 176", "14/12/2026")],
}


def seeded(reader: Reader) -> Reader:
    """The store of somebody with four customers, and one who asks money of them."""
    accepts(reader)
    records = []
    for at, (name, invoices) in enumerate(CUSTOMERS.items()):
        fields = {"debtor-name": name}
        for row, (amount, due) in enumerate(invoices):
            fields |= {
                f"invoices-{row}-amount": amount,
                f"invoices-{row}-due_on": due,
                f"invoices-{row}-number": f"F-{at}{row}",
            }
        records.append(record(f"case-{at}", fields))
    mine = {"side": "debtor", "creditor-name": "Roux", "invoices-0-amount": "500", "invoices-0-due_on": "22/10/2026"}
    records.append(record("mine", mine, party="Roux"))
    (own,) = kept(reader.page)
    reader.page.evaluate(
        """id => new Promise(done => {
          const opening = indexedDB.open("payeatemps");
          opening.onsuccess = () => {
            const writing = opening.result.transaction("cases", "readwrite");
            writing.objectStore("cases").delete(id);
            writing.oncomplete = () => { opening.result.close(); done(); };
          };
        })""",
        own["id"],
    )
    write(reader.page, *records)
    opens_customers(reader)
    expect(reader.part("#customers-rows tr")).to_have_count(len(CUSTOMERS))
    expect(reader.part("#customers-foot-count")).to_have_text(f"{len(CUSTOMERS)} clients")
    return reader


def cents(text: str) -> Decimal:
    digits = re.sub(rf"[{NARROW}{NO_BREAK}\s€]", "", text).replace(",", ".")
    return Decimal("0.00" if digits == "–" else digits)


def test_the_sums_are_those_of_the_statements(window: OpenContext, base: str) -> None:
    reader = seeded(visit(window(), base))
    due = later = Decimal(0)
    for name, invoices in CUSTOMERS.items():
        rows = [
            {"amount": amount.replace(" ", ""), "due_on": "-".join(reversed(day.split("/")))}
            for amount, day in invoices
        ]
        totals = draw_up(Claim.model_validate({"as_of": "2026-11-30", "invoices": rows})).totals
        line = reader.part(
            "#customers-rows tr",
        ).filter(has_text=name)
        assert cents(line.locator(".due").inner_text()) == totals.due.total_due, name
        assert cents(line.locator(".later").inner_text()) == totals.not_due.total_due, name
        due, later = due + totals.due.total_due, later + totals.not_due.total_due
    assert cents(reader.part("#customers-foot-due").inner_text()) == due
    assert cents(reader.part("#customers-foot-not_due").inner_text()) == later
    assert cents(reader.part('[data-figure="customers-due"]').inner_text()) == due
    ages = [cents(reader.part(f'[data-figure="age-{at}"]').inner_text()) for at in range(5)]
    assert ages[0] == later
    assert sum(ages[1:]) == due
    # what is asked of the reader is not among them
    expect(reader.part("#claimed")).to_contain_text("Roux")
    assert "Roux" not in reader.part("#customers-table").inner_text()


def test_the_list_is_searched_sorted_and_filtered(window: OpenContext, base: str) -> None:
    reader = seeded(visit(window(), base))

    def names() -> list[str]:
        return reader.part("#customers-rows .case-open").all_inner_texts()

    assert names() == ["Bâti-Sud SAS", "Durand SAS", "Lenoir", "Boulangerie Petit"]
    reader.part("#customers-order").select_option("name")
    expect(reader.part("#customers-rows .case-open").nth(1)).to_have_text("Boulangerie Petit")
    reader.part("#customers-filter").select_option("upcoming")
    expect(reader.part("#customers-foot-count")).to_have_text("2 clients")
    assert names() == ["Bâti-Sud SAS", "Boulangerie Petit"]
    reader.part("#customers-filter").select_option("all")
    reader.part("#customers-search").fill("bati")
    expect(reader.part("#customers-foot-count")).to_have_text("1 client")
    reader.part("#customers-search").fill("F-20")
    expect(reader.part("#customers-rows .case-open")).to_have_text("Lenoir")
    reader.part("#customers-search").fill("personne")
    expect(reader.part("#customers-empty")).to_be_visible()
    # what all of them owe is still said above
    assert cents(reader.part('[data-figure="customers-due"]').inner_text()) > 0


def test_a_case_is_opened_renamed_and_left_for_another(window: OpenContext, base: str) -> None:
    reader = seeded(visit(window(), base))
    reader.button(f"Renommer «{NO_BREAK}Lenoir{NO_BREAK}»").click()
    expect(reader.part("#rename-typed")).to_be_focused()
    # a name that another one bears is refused, and nothing is lost
    reader.part("#rename-typed").fill("durand sas")
    reader.page.keyboard.press("Enter")
    expect(reader.part("#customers-said")).to_contain_text("est déjà le nom d’un autre dossier gardé")
    expect(reader.button("Lenoir")).to_be_focused()
    reader.button(f"Renommer «{NO_BREAK}Lenoir{NO_BREAK}»").click()
    reader.part("#rename-typed").fill("Lenoir, chantier nord")
    reader.page.keyboard.press("Enter")
    expect(reader.part("#customers-said")).to_contain_text("s’appelle maintenant")
    expect(reader.button("Lenoir, chantier nord")).to_be_focused()
    reader.page.keyboard.press("Enter")
    expect(reader.part("#customers")).to_be_hidden()
    expect(reader.part(".case-cases")).to_be_focused()
    expect(reader.part('[name="invoices-0-amount"]')).to_have_value("365")
    reader.types("invoices-0-amount", "366")
    # nothing typed is lost on the way, however fast the reader goes
    opens_customers(reader)
    reader.button("Boulangerie Petit").click()
    expect(reader.part('[name="invoices-0-amount"]')).to_have_value("1 176")
    opens_customers(reader)
    reader.button("Lenoir, chantier nord").click()
    expect(reader.part('[name="invoices-0-amount"]')).to_have_value("366")
    assert {each["fields"].get("debtor-name") for each in kept(reader.page)} == {*CUSTOMERS, None}


def test_a_new_customer_starts_empty_and_the_old_one_stays(window: OpenContext, base: str) -> None:
    reader = seeded(visit(window(), base))
    reader.button("Lenoir").click()
    expect(reader.part('[name="invoices-0-amount"]')).to_have_value("365")
    opens_customers(reader)
    reader.button("Nouveau client").click()
    expect(reader.part("#customers")).to_be_hidden()
    expect(reader.part('[name="invoices-0-amount"]')).to_have_value("")
    assert len(kept(reader.page)) == len(CUSTOMERS) + 1


def test_the_letters_of_the_day_are_one_archive(window: OpenContext, base: str) -> None:
    reader = seeded(visit(window(), base))
    button = reader.part("#customers-letters")
    expect(button).to_have_text(re.compile(r"Lettres du jour \(\d\)"))
    count = int(re.sub(r"\D", "", button.inner_text()))
    with reader.page.expect_download(timeout=120_000) as started:
        button.click()
    path = started.value.path()
    assert started.value.suggested_filename == "lettres-2026-11-30.zip"
    names = zipfile.ZipFile(io.BytesIO(Path(path).read_bytes())).namelist()
    assert len({name.partition("/")[0] for name in names}) == count + 1
    assert {name.rpartition(".")[2] for name in names} == {"docx", "pdf", "xlsx", "txt"}
    expect(reader.part("#customers-said")).to_contain_text("lettres-2026-11-30.zip")


def test_days_of_sales_are_kept_with_the_list(window: OpenContext, base: str) -> None:
    reader = seeded(visit(window(), base))
    reader.part("#customers-sales-typed").fill("beaucoup")
    reader.button("Calculer mon délai").click()
    expect(reader.part("#customers-sales-error")).to_contain_text("n’est pas un montant de ventes")
    # principal: 8 250 + 1 250 + 2 400 + 365 + 1 176 = 13 441; ÷ 134 410 × 365 = 36,5
    reader.part("#customers-sales-typed").fill("134 410")
    reader.button("Calculer mon délai").click()
    expect(reader.part("#customers-dso")).to_contain_text(f"37{NO_BREAK}jours")
    reader.button("Revenir au dossier").click()
    opens_customers(reader)
    expect(reader.part("#customers-sales-typed")).to_have_value("134 410")
    expect(reader.part("#customers-dso")).to_contain_text(f"37{NO_BREAK}jours")


@pytest.mark.parametrize(("size", "theme"), [(DESKTOP, "dark"), (PHONE, "light"), ((320, 700), "light")])
def test_the_screen_fits_and_axe_finds_nothing(
    window: OpenContext, base: str, size: tuple[int, int], theme: str
) -> None:
    page_context = window(size, theme)
    reader = typed(visit(page_context, base))
    expect(reader.part(KEEPING)).to_be_visible()
    found = {"asked": axe(reader.page)}
    seeded(reader)
    found["customers"] = axe(reader.page)
    width = reader.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert width <= 0
    reader.button("Effacer mes données de cet appareil").click()
    found["dialog"] = axe(reader.page)
    assert found == {name: [] for name in found}


def test_the_screen_is_driven_by_keyboard(window: OpenContext, base: str) -> None:
    reader = accepts(visit(window(), base))
    reader.part(f'{KEEPING} [data-action="cases"]').focus()
    reader.page.keyboard.press("Enter")
    expect(reader.part("#customers-title")).to_be_focused()
    expect(reader.part("#customers-rows .case-open")).to_have_count(1)
    reader.button("Revenir au dossier").focus()
    reader.page.keyboard.press("Enter")
    expect(reader.part(f'{KEEPING} [data-action="cases"]')).to_be_focused()
