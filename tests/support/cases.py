"""Cases that the device keeps, as a reader types, keeps and finds them."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.reader import Reader

# 2 400 x 12.40 % x 90 / 365 = 73.38 from 1 September to 29 November 2026; and 40.
AMOUNT, DUE, AS_OF, TOTAL = "2 400", "31/08/2026", "29/11/2026", "2513.38"
TODAY = "2026-11-30T10:00:00+01:00"
KEEPING = "#keeping"


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


def opens_customers(reader: Reader) -> Reader:
    reader.page.locator('[data-action="cases"]:visible').first.click()
    expect(reader.part("#customers")).to_be_visible()
    return reader


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
