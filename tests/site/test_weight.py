"""An article stays light, and never brings the calculator's runtime with it."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

from tests.site.pages import Page, css_addresses, local_file
from tools.serve import COMPRESSED

LIMIT = 300_000
#: The page that holds every article, to print: some fifty of them.
WHOLE, WHOLE_LIMIT = "guide/edition/index.html", 450_000
RUNTIME = re.compile(r"assets/app/py\.|\.wasm|pyodide", re.IGNORECASE)


def transferred(path: Path) -> int:
    body = path.read_bytes()
    return len(gzip.compress(body, 6)) if path.suffix in COMPRESSED else len(body)


def closure(site: Path, page: Page) -> set[Path]:
    """The page and all it can pull in: both fonts, the search worker, its index and its French rules included."""
    files = {site / page.name, site / "sitemap.xml"}
    files |= {local_file(site, address) for address in page.fetched()}
    for sheet in [path for path in files if path.suffix == ".css"]:
        files |= {(sheet.parent / address).resolve() for address in css_addresses(sheet.read_text(encoding="utf-8"))}
    files |= {*site.glob("assets/javascripts/workers/*.js"), *site.glob("search/*.json")}
    files |= {site / "assets/javascripts/lunr/min" / name for name in ("lunr.stemmer.support.min.js", "lunr.fr.min.js")}
    return files


def test_an_article_weighs_less_than_300_kb(site: Path, articles: dict[str, Page]) -> None:
    weights = {
        name: sum(transferred(path) for path in closure(site, page))
        for name, page in articles.items()
        if name != "404.html"
    }
    limits = {WHOLE: WHOLE_LIMIT}
    assert {name: weight for name, weight in weights.items() if weight >= limits.get(name, LIMIT)} == {}


def test_an_article_does_not_name_the_runtime(site: Path, articles: dict[str, Page]) -> None:
    entry = (site / "assets/scripts/entry.mjs").read_text(encoding="utf-8")
    assert not RUNTIME.search(entry)
    # the pages that ask a few questions of the calculator's Python name it, and fetch it at the first answer
    asking = {name for name, page in articles.items() if "data-tool-page" in page.html}
    assert asking == {"prevenir/vos-conditions/index.html", "prevenir/cout-du-retard/index.html"}
    for name, page in articles.items():
        assert [item for item in page.fetched() if RUNTIME.search(item)] == [], name
        if name in asking:
            continue
        assert not re.search(r"assets/app/(py|ui)\.", page.html), name


def test_the_fonts_travel_with_their_licence(site: Path) -> None:
    fonts = site / "assets" / "app" / "fonts"
    assert {path.suffix for path in fonts.iterdir()} == {".woff2", ".txt"}
    assert "SIL OPEN FONT LICENSE" in (fonts / "LICENSE.txt").read_text(encoding="utf-8").upper()


def test_nothing_is_published_that_nobody_fetches(site: Path) -> None:
    assert list(site.rglob("*.map")) == []
    naming = [
        path
        for end in ("js", "mjs", "css")
        for path in site.rglob(f"*.{end}")
        if b"sourceMappingURL" in path.read_bytes()
    ]
    assert naming == []
    languages = {path.name for path in site.glob("assets/javascripts/lunr/**/*.js")}
    assert languages == {"lunr.fr.min.js", "lunr.stemmer.support.min.js"}
