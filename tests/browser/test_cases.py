"""Cases kept on the device: asked once, found again, never overwritten, erased with proof."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, OpenContext
from tests.browser.reader import NO_BREAK, Reader
from tests.browser.test_importing import Import
from tests.support.cases import KEEPING, TOTAL, accepts, kept, opens_customers, record, typed, visit, write

pytestmark = pytest.mark.browser

REFUSED = "IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError'); };"
FULL = "IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); };"


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
    expect(reader.part("#announce")).to_contain_text(
        "Ce que vous avez gardé sur cet appareil reste dans «\u00a0Vos clients\u00a0»"
    )
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
