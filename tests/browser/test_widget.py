"""`<paye-a-temps>` on somebody else's page, under a policy that allows its file and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import REPORT_REFUSALS

pytestmark = pytest.mark.browser

SHOP = "https://boutique.example"
POLICY = (
    "default-src 'none'; script-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
)
PAGE = """<!doctype html><html lang="fr"><meta charset="utf-8"><title>Boutique</title><link rel="icon" href="data:,">
<script type="module" src="paye-a-temps.js"></script>
<h1>Nos conseils</h1><paye-a-temps au="2026-08-31" calculateur="/calculer/"></paye-a-temps></html>"""


@pytest.fixture
def shop(browser: Browser, site: Path) -> Page:
    """The shop's page; any other request than the page's and its file's fails the test."""
    context = browser.new_context(locale="fr-FR")
    context.add_init_script(REPORT_REFUSALS)
    page = context.new_page()
    module = (site / "widget" / "paye-a-temps.js").read_bytes()

    def serve(route: Route) -> None:
        if route.request.url == f"{SHOP}/":
            policy = {
                "Content-Security-Policy": POLICY.replace("default-src 'none'", "default-src 'none'; img-src data:")
            }
            route.fulfill(body=PAGE, headers={"Content-Type": "text/html", **policy})
        elif route.request.url == f"{SHOP}/paye-a-temps.js":
            route.fulfill(body=module, headers={"Content-Type": "text/javascript"})
        else:
            route.abort()

    context.route("**/*", serve)
    return page


def test_the_first_figure_on_a_foreign_page_under_a_strict_policy_and_offline(shop: Page) -> None:
    asked: list[str] = []
    complaints: list[str] = []
    shop.on("request", lambda request: asked.append(request.url))
    shop.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    shop.on("pageerror", lambda problem: complaints.append(str(problem)))
    shop.goto(f"{SHOP}/")
    result = shop.get_by_role("status")
    expect(result).to_have_text("Donnez le montant et l’échéance.")
    shop.context.set_offline(True)
    shop.get_by_label("Montant TTC").fill("10 000,00")
    shop.get_by_label("Échéance").fill("2026-05-31")
    # 10 000 x 12.15 % x 30 / 365 = 99.86; 10 000 x 12.40 % x 62 / 365 = 210.63; 40.00; a day more: 3.40
    for part, sum_ in {"total": "10 350,49", "interest": "310,49", "compensation": "40,00", "per-day": "3,40"}.items():
        expect(shop.locator(f"paye-a-temps dd.{part}")).to_have_text(f"{sum_} €")
    link = shop.get_by_role("link", name="Le détail, les paiements, la lettre")
    expect(link).to_have_attribute("href", f"{SHOP}/calculer/#montant=10+000%2C00&echeance=2026-05-31")
    shop.get_by_label("Montant TTC").fill("dix mille")
    expect(result).to_contain_text("par exemple 1 234,56")
    expect(shop.get_by_label("Montant TTC")).to_have_attribute("aria-invalid", "true")
    shop.get_by_label("Montant TTC").fill("10 000")
    shop.get_by_label("Compté jusqu’au").fill("2026-05-31")
    expect(result).to_contain_text("L’échéance n’est pas passée")
    # the sheet is there, and the element's colours are the page's own
    assert shop.locator("paye-a-temps").evaluate("each => getComputedStyle(each).display") == "block"
    kept = shop.evaluate("[document.cookie, Object.keys(localStorage).length, Object.keys(sessionStorage).length]")
    assert kept == ["", 0, 0]
    assert asked == [f"{SHOP}/", f"{SHOP}/paye-a-temps.js"]
    assert complaints == []
    shop.context.close()
