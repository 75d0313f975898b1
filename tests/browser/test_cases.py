"""Cases kept on the device: asked once, found again, never overwritten, erased with proof; the customers' screen."""

from __future__ import annotations

import io
import re
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from latepay_core import Claim, draw_up
from tests.browser.conftest import DESKTOP, PHONE, OpenContext
from tests.browser.reader import NARROW, NO_BREAK, Reader
from tests.browser.test_importing import Import
from tests.support.axe import axe

pytestmark = pytest.mark.browser

# 2 400 x 12.40 % x 90 / 365 = 73.38 from 1 September to 29 November 2026; and 40.
AMOUNT, DUE, AS_OF, TOTAL = "2 400", "31/08/2026", "29/11/2026", "2513.38"
TODAY = "2026-11-30T10:00:00+01:00"
KEEPING = "#keeping"
REFUSED = "IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError'); };"
FULL = "IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); };"


def visit(context: BrowserContext, base: str) -> Reader:
    page = context.new_page()
    page.clock.install(time=TODAY)
    return Reader(page, base).arrive()


def kept(page: Page) -> list[dict[str, Any]]:
    """What lies on the device, the database being opened only where there is one."""
    found: list[dict[str, Any]] = page.evaluate(
        """async () => {
          if (!(await indexedDB.databases()).some(each => each.name === "payeatemps")) return [];
          const base = await new Promise((done, failed) => {
            const opening = indexedDB.open("payeatemps");
            opening.onsuccess = () => done(opening.result);
            opening.onerror = () => failed(opening.error);
          });
          const asked = base.transaction("cases").objectStore("cases").getAll();
          const all = await new Promise(done => asked.onsuccess = () => done(asked.result));
          base.close();
          return all;
        }"""
    )
    return found


def write(page: Page, *records: dict[str, Any]) -> None:
    """Puts records into the store as another program would have."""
    page.evaluate(
        """async records => {
          const base = await new Promise((done, failed) => {
            const opening = indexedDB.open("payeatemps");
            opening.onsuccess = () => done(opening.result);
            opening.onerror = () => failed(opening.error);
          });
          const writing = base.transaction("cases", "readwrite");
          for (const record of records) writing.objectStore("cases").put(record);
          await new Promise(done => writing.oncomplete = done);
          base.close();
        }""",
        list(records),
    )


def typed(reader: Reader, name: str = "Durand SAS", amount: str = AMOUNT) -> Reader:
    reader.part('[data-addition="parties"]').evaluate("part => { part.open = true; }")
    reader.types("debtor-name", name)
    return reader.invoice(amount, DUE, as_of=AS_OF).sees_state("computed")


def accepts(reader: Reader) -> Reader:
    typed(reader)
    reader.button("Garder ce dossier sur cet appareil").click()
    expect(reader.part(KEEPING)).to_contain_text("Gardé sur cet appareil")
    return reader


def signs(reader: Reader, name: str) -> Reader:
    """Types something that changes no figure."""
    reader.part('[data-addition="parties"]').evaluate("part => { part.open = true; }")
    return reader.types("creditor-name", name)


def keeps(reader: Reader, **expected: str) -> None:
    """Waits until the store has this entry."""
    ((name, value),) = expected.items()
    field = name.replace("__", "-")
    for _ in range(100):
        if any(each["fields"].get(field) == value for each in kept(reader.page)):
            return
        reader.page.wait_for_timeout(100)
    raise AssertionError(f"{field} is not kept as {value}: {kept(reader.page)}")


def opens_customers(reader: Reader) -> Reader:
    reader.page.locator('[data-action="cases"]:visible').first.click()
    expect(reader.part("#customers")).to_be_visible()
    return reader


# ---------------------------------------------------------------- the one question


def test_nothing_is_kept_before_the_question_is_answered(window: OpenContext, base: str) -> None:
    reader = visit(window(), base)
    expect(reader.part(KEEPING)).to_be_hidden()
    typed(reader)
    expect(reader.part(KEEPING)).to_contain_text("Garder ce dossier sur cet appareil")
    assert kept(reader.page) == []
    assert reader.page.evaluate("async () => (await indexedDB.databases()).length") == 0
    reader.button("Non merci").click()
    expect(reader.part(KEEPING)).to_be_hidden()
    reader.types("invoices-0-amount", "3 000").sees_state("computed")
    # it is asked once: neither at the next figure nor in the next tab
    again = typed(visit(reader.page.context, base))
    expect(again.part(KEEPING)).to_be_hidden()
    assert again.page.evaluate("async () => (await indexedDB.databases()).length") == 0


def test_a_case_is_found_again_in_a_new_tab(window: OpenContext, base: str) -> None:
    context = window()
    first = accepts(visit(context, base))
    signs(first, "Chantier 12").types("invoices-0-amount", "2 400,00")
    keeps(first, creditor__name="Chantier 12")
    entries = first.entries()
    first.page.close()
    second = visit(context, base)
    second.sees_total(TOTAL)
    assert second.entries() == entries
    expect(second.part("#notice")).to_contain_text(re.compile(r"Repris où vous en étiez, aujourd’hui à \d+.h.\d\d"))
    expect(second.part("#notice")).to_contain_text(f"arrêtées au 29{NO_BREAK}novembre")
    expect(second.button(f"Recalculer au 30{NO_BREAK}novembre{NO_BREAK}2026")).to_be_visible()


def test_what_is_answered_beside_the_letter_stays_in_the_one_case(window: OpenContext, base: str) -> None:
    reader = accepts(visit(window(), base))
    reader.goes_to("now").part("#advice").get_by_role("button", name="Écrire la lettre").click()
    place = reader.part('[data-path="letter.place"]')
    place.fill("Nantes")
    reader.page.wait_for_timeout(2_000)
    assert [each["letter"]["typed"] for each in kept(reader.page)] == [{"letter.place": "Nantes"}]
    for _ in range(2):
        place.press("End")
        place.press_sequentially("!")
        reader.page.reload()
        expect(place).to_have_value(re.compile("^Nantes!"))
        reader.sees_state("computed")
        reader.page.wait_for_timeout(1_500)
        expect(reader.part(KEEPING)).not_to_contain_text("autre onglet")
        assert len(kept(reader.page)) == 1


def test_a_kept_case_is_said_to_be_kept_when_its_page_is_loaded_again(window: OpenContext, base: str) -> None:
    reader = accepts(visit(window(), base))
    reader.page.reload()
    reader.sees_state("computed")
    # nothing is typed again
    expect(reader.part(KEEPING)).to_contain_text("Gardé sur cet appareil")
    expect(reader.page.locator("#calculator")).to_have_attribute("data-kept", "yes")


def test_a_kept_case_stays_when_the_list_of_another_customer_comes_in(window: OpenContext, base: str) -> None:
    reader = accepts(visit(window(), base))
    keeps(reader, debtor__name="Durand SAS")
    rows = "Numéro\tClient\tÉchéance\tMontant TTC\nF-9\tLenoir SARL\t31/05/2026\t1 200,00"
    coming = Import(reader)
    coming.pastes(rows).is_understood()
    expect(coming.dialog).to_contain_text("celui de Durand SAS reste dans")
    coming.adds("Ajouter la facture")
    keeps(reader, debtor__name="Lenoir SARL")
    assert sorted(each["party"] for each in kept(reader.page)) == ["Durand SAS", "Lenoir SARL"]


def test_erasing_the_page_leaves_the_case_on_the_device(window: OpenContext, base: str) -> None:
    reader = accepts(visit(window(), base))
    reader.button("Tout effacer", "#claim-form").click()
    expect(reader.part("#clear-dialog")).to_contain_text("reste gardé sur cet appareil")
    expect(reader.part("#clear-dialog .when-not-kept")).to_be_hidden()
    reader.button("Tout effacer", "#clear-dialog").click()
    expect(reader.part('[name="invoices-0-amount"]')).to_have_value("")
    assert [each["party"] for each in kept(reader.page)] == ["Durand SAS"]
    # the next one is another case
    typed(reader, "Lenoir", "500")
    keeps(reader, debtor__name="Lenoir")
    assert sorted(each["party"] for each in kept(reader.page)) == ["Durand SAS", "Lenoir"]


# ---------------------------------------------------------------- two tabs


def test_two_tabs_keep_both(window: OpenContext, base: str) -> None:
    context = window()
    one = accepts(visit(context, base))
    two = visit(context, base)
    # it is open in the first tab: the second says so, and stays empty
    expect(two.part(KEEPING)).to_contain_text("ouvert dans un autre onglet")
    opens_customers(two)
    two.part(".case-open").click()
    two.sees_total(TOTAL)
    signs(two, "onglet deux")
    keeps(two, creditor__name="onglet deux")
    expect(one.part(KEEPING)).to_contain_text("modifié dans un autre onglet")
    signs(one, "onglet un")
    keeps(one, creditor__name="onglet un")
    expect(one.part(KEEPING)).to_contain_text("Les deux versions sont gardées")
    found = {each["fields"]["creditor-name"]: each["name"] or each["party"] for each in kept(one.page)}
    assert found == {"onglet un": "Durand SAS (2)", "onglet deux": "Durand SAS"}
    assert two.entries()["creditor-name"] == "onglet deux"


def test_the_other_tabs_version_is_taken_at_a_gesture(window: OpenContext, base: str) -> None:
    context = window()
    one = accepts(visit(context, base))
    two = opens_customers(visit(context, base))
    two.part(".case-open").click()
    signs(two.sees_total(TOTAL), "du deuxième")
    expect(one.part(KEEPING)).to_contain_text("modifié dans un autre onglet")
    one.button("Prendre cette version").click()
    expect(one.part('[name="creditor-name"]')).to_have_value("du deuxième")
    assert len(kept(one.page)) == 1


def test_a_fold_that_is_opened_to_look_at_changes_no_case(window: OpenContext, base: str) -> None:
    context = window()
    one = accepts(visit(context, base))
    two = opens_customers(visit(context, base))
    two.part(".case-open").click()
    two.sees_total(TOTAL)
    two.page.wait_for_timeout(1000)
    two.unfolds("events")
    expect(two.part('[name="events-0-on"]')).to_be_visible()
    before = [each["revision"] for each in kept(one.page)]
    # whoever goes to another tab leaves the case as it is on the device
    two.page.evaluate("() => dispatchEvent(new PageTransitionEvent('pagehide'))")
    two.page.wait_for_timeout(1000)
    assert [each["revision"] for each in kept(one.page)] == before
    expect(one.part(KEEPING)).to_contain_text("Gardé sur cet appareil")
    # what is written in that row is kept as everything is
    two.types("events-0-on", "01/09/2026")
    keeps(two, events__0__on="01/09/2026")
    expect(one.part(KEEPING)).to_contain_text("modifié dans un autre onglet")


# ---------------------------------------------------------------- erasing

# From the gesture on, where what erases is seen, frame by frame, until the sums stand.
PLACES = """() => new Promise(resolve => {
  const erases = document.querySelector("#customers [data-action=cases-erase-all]");
  const sums = document.querySelector("#customers-summary");
  const places = new Set();
  const look = () => {
    if (getComputedStyle(erases).visibility === "visible") places.add(Math.round(erases.getBoundingClientRect().top));
    if (!sums.textContent.trim()) return requestAnimationFrame(look);
    requestAnimationFrame(() => resolve([...places]));
  };
  document.querySelector("#keeping [data-action=cases]").click();
  look();
})"""


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_what_erases_does_not_move_under_the_finger(window: OpenContext, base: str, size: tuple[int, int]) -> None:
    reader = accepts(visit(window(size), base))
    assert len(reader.page.evaluate(PLACES)) == 1


def test_everything_is_erased_and_proved(window: OpenContext, base: str) -> None:
    context = window()
    reader = accepts(visit(context, base))
    other = visit(context, base)
    opens_customers(reader)
    expect(reader.part("#customers-rows tr")).to_have_count(1)
    reader.part("#customers-sales-typed").fill("24 000")
    reader.button("Calculer mon délai").click()
    expect(reader.part("#customers-dso")).to_contain_text(f"37{NO_BREAK}jours")
    reader.button("Effacer mes données de cet appareil").click()
    reader.page.keyboard.press("Escape")
    assert len(kept(reader.page)) == 1
    reader.button("Effacer mes données de cet appareil").click()
    reader.button("Tout effacer de cet appareil").click()
    expect(reader.part("#customers-said")).to_contain_text("Un dossier effacé.")
    expect(reader.part("#customers-said")).to_contain_text("il ne reste rien")
    assert kept(reader.page) == []
    assert reader.page.evaluate("Object.keys(localStorage).filter(name => name.startsWith('payeatemps'))") == []
    # what the tab shows stays, and is not written again by itself
    reader.button("Revenir au dossier").click()
    signs(reader.sees_total(TOTAL), "après").page.wait_for_timeout(1500)
    assert kept(reader.page) == []
    expect(reader.part(KEEPING)).to_contain_text("reste dans cet onglet seulement")
    reader.button("Le garder de nouveau").click()
    keeps(reader, creditor__name="après")
    other.page.close()


def test_a_case_erased_in_another_tab_is_not_written_again(window: OpenContext, base: str) -> None:
    context = window()
    one = accepts(visit(context, base))
    two = opens_customers(visit(context, base))
    two.button("Effacer « Durand SAS »".replace("« ", f"«{NO_BREAK}").replace(" »", f"{NO_BREAK}»")).click()
    two.button("Effacer ce dossier").click()
    expect(two.part("#customers-said")).to_contain_text("est effacé de cet appareil")
    expect(one.part(KEEPING)).to_contain_text("effacé de cet appareil depuis un autre onglet")
    signs(one, "encore là").page.wait_for_timeout(1500)
    assert kept(one.page) == []
    assert one.entries()["creditor-name"] == "encore là"


# ---------------------------------------------------------------- a device that keeps nothing


@pytest.mark.parametrize(
    ("script", "said"), [(REFUSED, "ne garde rien"), (FULL, "plus de place")], ids=["refused", "full"]
)
def test_nothing_is_lost_where_the_device_keeps_nothing(window: OpenContext, base: str, script: str, said: str) -> None:
    context = window()
    context.add_init_script(script)
    reader = typed(visit(context, base))
    reader.button("Garder ce dossier sur cet appareil").click()
    expect(reader.part(KEEPING)).to_contain_text(said)
    expect(reader.part(KEEPING)).to_contain_text("Votre saisie reste dans cet onglet")
    reader.types("invoices-0-amount", "2 400,00").sees_total(TOTAL)
    reader.page.reload()
    reader.sees_total(TOTAL)
    assert reader.entries()["debtor-name"] == "Durand SAS"
    opens_customers(reader)
    expect(reader.part("#customers")).to_contain_text("Rien n’est gardé sur cet appareil")
    # the case of this tab is not in the list, which says so and whose it is, and does not say that there is none
    expect(reader.part("#customers-unkept")).to_contain_text("Durand SAS")
    expect(reader.part("#customers-empty")).to_be_hidden()
    expect(reader.button("Effacer mes données de cet appareil")).to_be_visible()
    reader.button("Revenir au dossier").click()
    reader.sees_total(TOTAL)


def test_room_that_runs_out_is_said_once_and_the_case_stays(window: OpenContext, base: str) -> None:
    reader = accepts(visit(window(), base))
    reader.page.evaluate(f"() => {{ {FULL} }}")
    reader.types("invoices-0-amount", "2 400,00")
    expect(reader.part(KEEPING)).to_contain_text("plus de place")
    reader.page.reload()
    reader.sees_total(TOTAL)
    assert reader.entries()["invoices-0-amount"] == "2 400,00"
    keeps(reader, invoices__0__amount="2 400,00")


# ---------------------------------------------------------------- what lies there already

LETTER = {"chosen": "", "open": False, "manner": {}, "asked": [], "changes": {}, "typed": {}}


def record(identifier: str, fields: dict[str, str], **more: Any) -> dict[str, Any]:
    """A case as the list of version 1 had it: its entries, and no rows."""
    return {
        "id": identifier,
        "version": 1,
        "revision": 1,
        "name": "",
        "party": fields.get("debtor-name", ""),
        "total": "",
        "as_of": "",
        "updated": "2026-11-29T09:00:00Z",
        "fields": fields,
        "letter": LETTER,
        **more,
    }


def test_older_cases_come_along_and_what_is_damaged_stays_as_it_is(window: OpenContext, base: str) -> None:
    reader = accepts(visit(window(), base))
    older = record(
        "old",
        {
            "debtor-name": "Lenoir",
            "invoices-2-amount": "365",
            "invoices-2-due_on": "22/10/2026",
            "invoices-5-amount": "100",
            "invoices-5-due_on": "31/12/2026",
            "invoices-5-payments-1-amount": "40",
            "invoices-5-payments-1-paid_on": "01/11/2026",
        },
    )
    damaged = record("damaged", {"debtor-name": "Abîmé"}) | {"fields": {"debtor-name": 5}}
    newer = record("newer", {"debtor-name": "Futur"}, version=99)
    write(reader.page, older, damaged, newer)
    opens_customers(reader)
    said = reader.part("#customers-said")
    for words in ("Un dossier abîmé est laissé de côté", "version plus récente", "format plus ancien a été repris"):
        expect(said).to_contain_text(words)
    expect(reader.part("#customers-rows tr")).to_have_count(2)
    reader.button("Lenoir").click()
    # 365 × 12,40 % × 39 / 365 = 4,84; and 40; and 60 that fall due on 31 December
    expect(reader.part('[name="invoices-5-payments-1-amount"]')).to_have_value("40")
    entries = reader.entries()
    assert {name: entries[name] for name in older["fields"]} == older["fields"]
    assert {each["id"]: each for each in kept(reader.page)}["newer"] == newer
    assert {each["id"]: each for each in kept(reader.page)}["damaged"] == damaged


# ---------------------------------------------------------------- the customers' screen

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
    reader.part("#rename-typed").fill("Lenoir, chantier nord")
    reader.page.keyboard.press("Enter")
    expect(reader.part("#customers-said")).to_contain_text("s’appelle maintenant")
    reader.button("Lenoir, chantier nord").click()
    expect(reader.part("#customers")).to_be_hidden()
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
