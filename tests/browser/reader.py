"""What a reader does on the calculator's page, in the reader's words."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Self

from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

NARROW, NO_BREAK = "\u202f", "\u00a0"


def french(amount: str) -> str:
    """`10350.49` as the page writes it.

    >>> french("10350.49")
    '10\\u202f350,49\\xa0€'
    """
    whole, cents = amount.split(".")
    return f"{int(whole):,}".replace(",", NARROW) + f",{cents}{NO_BREAK}€"


class HeldBack:
    """Requests for one address, held until they are let go; one that is made later goes through at once."""

    def __init__(self, where: Page | BrowserContext, address: str) -> None:
        self._held: list[Route] = []
        self._open = False

        def meet(route: Route) -> None:
            if self._open:
                route.continue_()
            else:
                self._held.append(route)

        where.route(address, meet)

    def __len__(self) -> int:
        return len(self._held)

    def let_go(self) -> None:
        self._open = True
        for route in self._held:
            route.continue_()


class Reader:
    """Drives one page; every act waits for what it needs, by what the page shows."""

    def __init__(self, page: Page, base: str) -> None:
        self.page, self.base = page, base

    def arrive(self) -> Self:
        self.page.goto(self.base + "calculateur/")
        return self

    def part(self, selector: str) -> Locator:
        return self.page.locator(selector)

    def button(self, name: str, within: str = "#calculator") -> Locator:
        return self.page.locator(within).get_by_role("button", name=name, exact=True)

    def goes_to(self, place: str) -> Self:
        """One of the three places: on a desktop they are all there."""
        name = self.page.locator(f'[data-action="place"][data-to="{place}"]')
        if name.is_visible() and not name.get_attribute("aria-current"):
            name.click()
        return self

    def goes_where(self, name: str) -> Self:
        """Where a field can be seen: out of the letter, in its place, in the open invoice of the list."""
        back = self.page.locator(".case-back")
        if back.is_visible():
            back.click()
        self.goes_to("now" if name.startswith("events-") else "invoices")
        row = re.match(r"invoices-\d+", name)
        line = self.page.locator(f"#{row[0]}-line" if row else "#none")
        if line.is_visible() and line.get_attribute("aria-expanded") == "false":
            line.click()
        return self

    def types(self, name: str, text: str) -> Self:
        self.goes_where(name).page.locator(f'[name="{name}"]').fill(text)
        return self

    def chooses(self, name: str, value: str) -> Self:
        who = self.goes_where(name).page.locator("#who > summary")
        if name in ("side", "creditor-kind", "debtor-kind") and self.page.locator("#who").get_attribute("open") != "":
            who.click()
        self.page.locator(f'[name="{name}"][value="{value}"]').check()
        return self

    def unfolds(self, addition: str) -> Self:
        self.goes_where("events-" if addition == "events" else "")
        if addition != "invoice":
            self.leaves_row()
        special = self.page.locator("#special-cases")
        if special.locator(f'details[data-addition="{addition}"]').count() and special.get_attribute("open") is None:
            special.locator("> summary").click()
        self.page.locator(f'details[data-addition="{addition}"]').first.locator("> summary").click()
        return self

    def picks(self, name: str, value: str) -> Self:
        self.goes_where(name).page.locator(f'select[name="{name}"]').select_option(value)
        return self

    def invoice(self, amount: str, due_on: str, as_of: str | None = None, row: int = 0) -> Self:
        """An unpaid invoice, in three entries."""
        if as_of:
            self.types("as_of", as_of)
        return self.types(f"invoices-{row}-amount", amount).types(f"invoices-{row}-due_on", due_on)

    def presses_compute(self) -> Self:
        self.goes_where("").leaves_row()
        self.page.locator("button[type=submit][data-action=compute]").click()
        return self

    def chooses_file(self, path: str | Path) -> Self:
        self.page.set_input_files("#claim-file", path)
        return self

    def leaves_row(self) -> Self:
        """On a phone the open invoice is a page of its own."""
        back = self.page.locator(".row-invoice[data-open] [data-action=close-row]")
        if back.is_visible():
            back.click()
        return self

    def erases_everything(self) -> Self:
        self.page.mouse.move(0, 0)
        self.goes_where("").leaves_row()
        self.button("Tout effacer", "#claim-form").click()
        self.part("#clear-dialog").get_by_role("button", name="Tout effacer").click()
        expect(self.part("#announce")).to_have_text(re.compile(r"^(Tout est effacé\.|La page est vide\.)"))
        self.sees_state("example")
        self.page.evaluate("() => { document.activeElement.blur(); scrollTo(0, 0); }")
        return self

    def sees_state(self, state: str) -> Self:
        expect(self.part("#result")).to_have_attribute("data-state", state)
        return self

    def sees_total(self, amount: str) -> Self:
        expect(self.part('#result [data-figure="total"]')).to_have_text(french(amount))
        return self.sees_state("computed")

    def sees_figure(self, name: str, amount: str) -> Self:
        expect(self.part(f'#result [data-figure="{name}"]')).to_have_text(french(amount))
        return self

    def sees_error(self, name: str, text: str | re.Pattern[str]) -> Self:
        expect(self.part(f'[id="{name}-error"]')).to_have_text(text)
        expect(self.part(f':is(input, select, textarea)[name="{name}"]')).to_have_attribute("aria-invalid", "true")
        return self

    def sees_no_error(self, name: str) -> Self:
        expect(self.part(f'[id="{name}-error"]')).to_be_empty()
        return self

    def is_ready(self) -> Self:
        """Python is there; it comes at the first sign of interest."""
        if self.part("#engine-status").get_attribute("data-stage") == "idle":
            self.page.keyboard.press("Shift")
        expect(self.part("#engine-status")).to_have_attribute("data-stage", "ready")
        return self

    def has_focus_on(self, selector: str) -> Self:
        expect(self.part(selector)).to_be_focused()
        return self

    def entries(self) -> dict[str, str]:
        """Everything that stands in the form."""
        found: dict[str, str] = self.page.evaluate(
            "() => Object.fromEntries(new FormData(document.querySelector('#claim-form')))"
        )
        return found
