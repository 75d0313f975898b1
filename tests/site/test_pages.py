"""Each page on its own: language, titles, words, links."""

from __future__ import annotations

import re
from importlib import resources
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.site.pages import Page, is_internal, local_file

EXPECTED = {
    "404.html",
    "accessibilite/index.html",
    "agir/acheteurs-publics/index.html",
    "agir/clients-particuliers/index.html",
    "agir/client-disparu/index.html",
    "agir/dossier-pour-le-tribunal/index.html",
    "agir/grand-compte/index.html",
    "agir/il-conteste/index.html",
    "agir/index.html",
    "agir/quelle-voie/index.html",
    "agir/qui-est-mon-client/index.html",
    "agir/reserve-de-propriete/index.html",
    "agir/transport/index.html",
    "calculateur/index.html",
    "comprendre/comment-nous-calculons/index.html",
    "comprendre/glossaire/index.html",
    "comprendre/index.html",
    "comprendre/non-automatise/index.html",
    "comprendre/taux/index.html",
    "comprendre/textes/index.html",
    "guide/index.html",
    "guide/micro-entrepreneur/index.html",
    "index.html",
    "modeles/formal-notice/index.html",
    "modeles/index.html",
    "prevenir/devis-particulier/index.html",
    "prevenir/index.html",
    "relancer/dix-commandements/index.html",
    "relancer/index.html",
    "signaler/index.html",
    "toutes-les-pages/index.html",
    "vos-donnees/index.html",
}
# Titles that Markdown extensions and themes give of themselves; none of these is a French word.
ENGLISH_TITLES = {
    "Abstract", "Attention!", "Back to top", "Bug", "Caution", "Copy to clipboard", "Danger", "Error", "Example",
    "Failure", "Home", "Important", "Info", "Jump back to footnote 1 in the text", "Made with", "Next", "Not found",
    "Permanent link", "Previous", "Quote", "Search", "Skip to content", "Success", "Summary", "Switch to dark mode",
    "Switch to light mode", "Table of contents", "Tip", "Warning",
}  # fmt: skip
ALSO_FRENCH = {"Important", "Danger", "Source", "Navigation"}
ENGLISH_WORDS = re.compile(r"\b(the|with|your|this|and|from|page not found|loading|powered by)\b", re.IGNORECASE)


def theme_sentences(language: str) -> set[str]:
    text = (
        resources.files("material")
        .joinpath(f"templates/partials/languages/{language}.html")
        .read_text(encoding="utf-8")
    )
    return set(re.findall(r'": "([^"#]{3,})"', text))


def test_the_site_has_the_pages_of_its_map(pages: dict[str, Page]) -> None:
    assert set(pages) >= EXPECTED
    unpublished = ("decisions/", "overrides/", "examples/", "assets/", "sources/")
    assert not [name for name in pages if name.startswith(unpublished)]


ENGLISH = "calculateur/en/index.html"


def test_every_page_says_its_language(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        assert [html.get("lang") for html in page.all("html")] == ["en" if name == ENGLISH else "fr"], name


def test_around_the_english_page_all_is_in_english_but_the_guide_s_own_contents(pages: dict[str, Page]) -> None:
    page = pages[ENGLISH]
    head = page.html[page.html.index("<body") : page.html.index("<main")]
    foot = page.html[page.html.index('<footer class="site-footer">') :]
    for said in ("Skip to content", ">Calculate<", "The guide, in French", "Search (in French)", "Switch to the dark"):
        assert said in head, said
    for said in ("Your data does not leave your device", "These pages are in French", "does not replace legal advice"):
        assert said in foot, said
    for french in ("Aller au contenu", "Rechercher", "Calculer<", "Sources lues", "Accessibilité", "Rubriques"):
        assert french not in head + foot, french
    assert re.search(r'<ul class="md-nav__list" lang="fr"', page.html)


def test_every_page_has_one_main_title(pages: dict[str, Page]) -> None:
    assert {name: len(page.all("h1")) for name, page in pages.items() if len(page.all("h1")) != 1} == {}


def test_headings_never_skip_a_level(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        levels = [int(element.tag[1]) for element in page.elements if re.fullmatch("h[1-6]", element.tag)]
        jumps = [(before, after) for before, after in pairwise(levels) if after > before + 1]
        assert jumps == [], name


def test_every_page_has_a_title_of_its_own(pages: dict[str, Page]) -> None:
    titles = [re.search(r"<title>([^<]+)</title>", page.html) for page in pages.values()]
    assert all(titles)
    assert len({title.group(1) for title in titles if title}) == len(pages)


def french(pages: dict[str, Page]) -> dict[str, Page]:
    """The pages of the guide and the calculator in French."""
    return {name: page for name, page in pages.items() if name != "calculateur/en/index.html"}


def test_no_english_reaches_the_reader(pages: dict[str, Page]) -> None:
    english = (theme_sentences("en") - theme_sentences("fr") | ENGLISH_TITLES) - ALSO_FRENCH
    for name, page in french(pages).items():
        assert english & set(page.spoken()) == set(), name


def test_no_english_word_in_what_the_theme_adds(pages: dict[str, Page]) -> None:
    # Attributes come from the templates more than from the prose, where English could be quoted.
    for name, page in french(pages).items():
        spoken = [text for text in page.spoken() if text not in page.texts]
        assert [text for text in spoken if ENGLISH_WORDS.search(text)] == [], name


def test_internal_links_and_anchors_lead_somewhere(site: Path, pages: dict[str, Page]) -> None:
    broken = []
    for name, page in pages.items():
        if name == "404.html":
            continue  # its links start from the site's public address, whatever that is
        for link in filter(is_internal, page.links()):
            target = local_file(site, link)
            anchor = unquote(urlsplit(link).fragment)
            if "=" in anchor:
                continue  # what the calculator is asked to show; no place in its page
            known = (
                pages[target.relative_to(site).as_posix()].anchors()
                if target.is_file() and target.suffix == ".html"
                else set()
            )
            if not target.is_file() or (anchor and anchor not in known):
                broken.append((name, link))
    assert broken == []


def test_identifiers_are_unique_in_their_page(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        # what a template holds is a document of its own until it is used
        found = [(each.part, each.attributes["id"]) for each in page.elements if "id" in each.attributes]
        assert len(found) == len(set(found)), name


def test_no_page_waits_for_the_theme_to_know_that_scripts_run(pages: dict[str, Page]) -> None:
    """Its heading is laid out otherwise without them: folded late, it would pull up all that is below it."""
    said = re.compile(r'classList\.(?:remove|replace)\("no-js"[^<]*</script>.*?rel="stylesheet"', re.S)
    assert [name for name, page in pages.items() if not said.search(page.html)] == []


def test_the_skip_link_comes_first(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        if name != "404.html":
            assert "md-skip" in page.all("a")[0].get("class", ""), name
            assert page.all("a")[0]["href"].removeprefix("#") in page.anchors(), name


def test_the_english_page_names_its_parts_in_english(pages: dict[str, Page]) -> None:
    html = pages["calculateur/en/index.html"].html
    assert '<html lang="en"' in html
    french = ("Sur cette page", "Lien vers cette partie", "Rubriques", "Effacer")
    assert [said for said in french if f'="{said}' in html] == []


@pytest.mark.parametrize("link", ["vos-donnees/", "accessibilite/"])
def test_the_foot_of_every_page_tells_of_data_and_accessibility(pages: dict[str, Page], link: str) -> None:
    for name, page in pages.items():
        foot = page.html[page.html.index('<footer class="site-footer">') :]
        assert any(urlsplit(target).path.endswith(f"/{link}") for target in page.links()), name
        said = "Sources read up to" if name == ENGLISH else "Sources lues jusqu’au"
        assert re.search(rf">{said} \d", foot), name
