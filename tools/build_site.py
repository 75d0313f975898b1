"""Build the whole site: the calculator's runtime, the staged pages, MkDocs, then the security policy."""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from calculator.bundle import offline
from latepay_core.law import verified_until
from latepay_core.wording import english
from tools import conformance_cases, csp, installing, open_data, sbom

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
STAGED = ROOT / "build" / "docs"
SITE = ROOT / "site"
CARDS = ROOT / "build" / "cards"
CONFIGURATION = ROOT / "mkdocs.yml"
GENERATED = STAGED / "assets" / "app"
ASSETS = ROOT / "build" / "assets.json"
STYLES = "all.css"
ESBUILD = ROOT / "node_modules" / ".bin" / "esbuild"
FONTS = ROOT / "node_modules" / "@fontsource-variable" / "source-sans-3"
FONT_FILES = (
    "source-sans-3-latin-wght-normal.woff2",
    "source-sans-3-latin-wght-italic.woff2",
)
LUNR_FOLDER = Path("assets/javascripts/lunr")
LUNR = LUNR_FOLDER / "min" / "lunr.fr.min.js"
#: What the search of a French site fetches of all the languages that the theme brings.
LUNR_FILES = (LUNR, LUNR.with_name("lunr.stemmer.support.min.js"))
SOURCE_MAP = re.compile(r"\s*(?://|/\*)# sourceMappingURL=\S+(?: ?\*/)?\s*$")
SEARCH_WORKERS = Path("assets/javascripts/workers")
SEARCH = Path("search/search_index.json")
# What tools/search_waiting.js fetches in its stead.
SEARCHED = Path("search/index.json")
#: What is looked for by its name alone: forms, and lists of what stands elsewhere.
FOUND_BY_NAME = {"calculateur/", "calculateur/en/", "toutes-les-pages/", "guide/edition/"}
#: Parts that only lead to others, or name the fields of a letter.
ONLY_LINKS = {"sources", "plus-loin", "outil", "loutil", "a-completer"}
MARKUP = re.compile(r"</?(?!p>)[^>]+>")
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip


class BuildError(Exception):
    """The site cannot be built; the message says why."""


def french_date(day: date) -> str:
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number} {MONTHS[day.month - 1]} {day.year}"


def version() -> str:
    with (ROOT / "pyproject.toml").open("rb") as file:
        return str(tomllib.load(file)["project"]["version"])


def sources_read_until() -> date:
    """The day up to which every parameter is known to hold: the earliest of their dates."""
    return verified_until("eu", "fr")


def copy_fonts() -> None:
    target = GENERATED / "fonts"
    target.mkdir(parents=True, exist_ok=True)
    for name, source in [(name, FONTS / "files" / name) for name in FONT_FILES] + [("LICENSE.txt", FONTS / "LICENSE")]:
        if not source.is_file():
            raise BuildError(f"font file missing: {source.name}; run « npm ci » first")
        shutil.copyfile(source, target / name)


def gather_styles() -> None:
    """One style sheet in place of ten: each one holds the page back, and costs a request."""
    folder = STAGED / "assets" / "styles"
    gathered = folder / STYLES
    run(
        str(ESBUILD),
        str(gathered),
        "--bundle",
        "--minify",
        "--charset=utf8",
        "--external:*.woff",
        "--external:*.woff2",
        "--log-level=warning",
        "--allow-overwrite",
        f"--outfile={gathered}",
    )
    for part in folder.glob("*.css"):
        if part != gathered:
            part.unlink()


def run(*command: str, **environment: str) -> None:
    outcome = subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=False)
    if outcome.returncode != 0:
        raise BuildError(f"« {' '.join(command[:4])} » failed with status {outcome.returncode}")


def bundle() -> dict[str, Any]:
    run(sys.executable, "-m", "calculator.bundle", "--out", str(GENERATED))
    if not ASSETS.is_file():
        raise BuildError(f"the bundle wrote no {ASSETS.name}")
    assets: dict[str, Any] = json.loads(ASSETS.read_text(encoding="utf-8"))
    return assets


def public_address(asked: str | None) -> str:
    """Where the site will be read: as asked, as the environment says, or as `mkdocs.yml` does."""
    default = re.search(r'^site_url: !ENV \[SITE_URL, "([^"]+)"\]$', CONFIGURATION.read_text(encoding="utf-8"), re.M)
    if default is None:
        raise BuildError("no site_url in mkdocs.yml")
    return (asked or os.environ.get("SITE_URL") or default[1]).rstrip("/") + "/"


def write_pages(assets: dict[str, Any], site_url: str) -> None:
    """Stage the pages of `docs/` and those that the core's own data make."""
    # Imported here: these modules need the core, which the rest of this file does not.
    from tools import calculator_page, licences_page, measures_page, prevention_pages, rates_page, texts_page, widget
    from tools.guide import all_pages, edition, feeds, glossary, letter_pages, redirects, staging

    try:
        staging.stage(DOCS, STAGED)
        rates_page.write(STAGED)
        texts_page.write(STAGED)
        calculator_page.write(STAGED, assets)
        prevention_pages.write(STAGED, assets)
        licences_page.write(STAGED)
        measures_page.write(STAGED)
        # before the pages are built: their links to these files are checked like any other
        conformance_cases.write(STAGED)
        open_data.write(STAGED, site_url)
        widget.write(STAGED, site_url)
        letter_pages.write(DOCS, STAGED)
        edition.write(STAGED, all_pages.navigation(CONFIGURATION))
        all_pages.write(STAGED, CONFIGURATION)
        redirects.write(STAGED)
        feeds.write(STAGED, site_url)
        staging.complete(STAGED, CARDS)
        glossary.write(STAGED)
    except (staging.StagingError, glossary.UnknownTerm) as problem:
        raise BuildError(f"des pages sont à corriger.\n{problem}") from None
    except licences_page.UnknownPart as problem:
        raise BuildError(f"une licence n'est pas nommée : {problem}") from None


def leave_out_what_nobody_fetches(site: Path) -> None:
    """The theme's source maps, and its search in other languages."""
    for path in site.rglob("*.map"):
        path.unlink()
    for path in [*site.glob("assets/**/*.js"), *site.glob("assets/**/*.css")]:
        text = path.read_text(encoding="utf-8")
        if "sourceMappingURL" in text:
            path.write_text(SOURCE_MAP.sub("", text), encoding="utf-8")
    for path in (site / LUNR_FOLDER).rglob("*.js"):
        if path.relative_to(site) not in LUNR_FILES:
            path.unlink()


def read_questions_in_search(site: Path) -> None:
    """What readers type is read as they mean it (tools/search_folding.js), in the index and in the question alike."""
    language = site / LUNR
    rules = ROOT / "tools" / "search_folding.js"
    minified = subprocess.run((str(ESBUILD), str(rules), "--minify", "--charset=utf8"), capture_output=True, check=True)
    text = minified.stdout.decode()
    if text not in language.read_text(encoding="utf-8"):
        with language.open("a", encoding="utf-8") as file:
            file.write(f"\n{text}")


def index_at_first_search(site: Path) -> None:
    """The theme fetches and builds its search index on every page; here it gets an empty one until someone searches."""
    index = json.loads((site / SEARCH).read_text(encoding="utf-8"))
    (site / SEARCH).rename(site / SEARCHED)
    (site / SEARCH).write_text(json.dumps({**index, "docs": []}), encoding="utf-8")
    waiting = (ROOT / "tools" / "search_waiting.js").read_text(encoding="utf-8")
    for worker in (site / SEARCH_WORKERS).glob("search.*.min.js"):
        text = worker.read_text(encoding="utf-8")
        if 'addEventListener("message"' not in text:
            raise BuildError(f"{worker.name} no longer listens as it did: see tools/search_waiting.js")
        worker.write_text(f"{waiting}{text}", encoding="utf-8")


def lighten_search(site: Path) -> None:
    """Readers fetch the whole index: keywords stay with their page alone; forms and lists by their name."""
    path = site / SEARCH
    index = json.loads(path.read_text(encoding="utf-8"))
    kept = []
    for entry in index["docs"]:
        page, _, part = entry["location"].partition("#")
        if part:
            entry.pop("tags", None)
        by_name = page in FOUND_BY_NAME
        # results show paragraphs, and nothing else of the page's markup
        entry["text"] = "" if by_name else " ".join(MARKUP.sub("", entry["text"]).split())
        if part not in ONLY_LINKS and not (part and by_name):
            kept.append(entry)
    index["docs"] = kept
    path.write_text(json.dumps(index, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def day_of_the_pages(staged: Path) -> dict[str, str]:
    """The day that the builder writes into the site's map: the last on which a page was read again, not today's."""
    from tools.guide import feeds

    midnight = datetime.combine(feeds.page_items(staged)[0].on, time(), UTC)
    return {"SOURCE_DATE_EPOCH": str(int(midnight.timestamp()))}


def build(site_url: str | None = None) -> int:
    """Build into `site/`; gives the number of pages."""
    assets = bundle()
    copy_fonts()
    write_pages(assets, public_address(site_url))
    gather_styles()
    environment = {
        "SITE_VERSION": version(),
        "SOURCES_READ_UNTIL": french_date(sources_read_until()),
        "SOURCES_READ_UNTIL_ENGLISH": english.date_in_words(sources_read_until()),
        "NO_MKDOCS_2_WARNING": "1",
        **day_of_the_pages(STAGED),
    }
    if site_url is not None:
        environment["SITE_URL"] = site_url
    run(sys.executable, "-m", "mkdocs", "build", "--strict", "--clean", **environment)
    leave_out_what_nobody_fetches(SITE)
    read_questions_in_search(SITE)
    lighten_search(SITE)
    index_at_first_search(SITE)
    installing.write(SITE)
    pages = csp.apply(SITE)
    sbom.write(SITE, version())
    # last: it names every file by its content
    offline.write(SITE)
    return pages


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Construit le site dans site/.")
    parser.add_argument("--site-url", help="adresse publique du site, avec sa barre finale")
    options = parser.parse_args(arguments)
    try:
        pages = build(options.site_url)
    except BuildError as problem:
        print(f"Le site n'a pas pu être construit : {problem}", file=sys.stderr)
        return 1
    print(f"Site construit : {pages} pages dans {SITE.relative_to(ROOT)}/")
    return 0


if __name__ == "__main__":
    sys.exit(main())
