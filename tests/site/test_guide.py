"""The guide as a whole: what it must carry, where it stands, how it reads, how it is spelt."""

from __future__ import annotations

import csv
import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree

import pytest

from latepay_core.letters.catalogue import catalogue
from tests.site.articles import LETTER, Article, reading_ease, words
from tests.site.pages import Page, local_file
from tools.external_links import external_links
from tools.guide import redirects, staging
from tools.guide.all_pages import navigation

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
REPORT = ROOT / "build" / "lisibilite.csv"
POINTS = (
    *(f"C{number}" for number in range(1, 12)),
    *(f"A{number}" for number in range(1, 6)),
    *(f"K{number}" for number in range(1, 6)),
    *(f"P{number}" for number in range(1, 6)),
    *(f"F{number}" for number in range(1, 4)),
    *(f"M{number}" for number in range(1, 8)),
)
LONG = 1_200
#: Kandel and Moles: 60 is standard prose, 70 fairly easy; lists of links and of legal texts are no prose.
EASY_ENOUGH = 70
NO_PROSE = {"toutes-les-pages/index.html", "comprendre/textes/index.html"}


def sources() -> dict[str, list[str]]:
    """Each point of `docs/sources.md` and the addresses that carry it."""
    rows = re.findall(r"^\| ([A-Z]\d+) \|(.*)\|$", (DOCS / "sources.md").read_text(encoding="utf-8"), flags=re.M)
    return {point: re.findall(r"\]\(([^)]+)\)", cells) for point, cells in rows}


@pytest.fixture(scope="module")
def texts(pages: dict[str, Page]) -> dict[str, Article]:
    """Every page of the guide; the calculator is an application, with tests of its own."""
    apart = {"404.html", "calculateur/index.html", "calculateur/en/index.html"}
    return {name: Article(page.html) for name, page in pages.items() if name not in apart}


# ---------------------------------------------------------------- what it carries


def test_every_point_is_carried() -> None:
    assert sorted(sources()) == sorted(POINTS)
    assert [point for point, links in sources().items() if not links] == []


@pytest.mark.parametrize("point", POINTS)
def test_the_place_that_carries_a_point_exists(site: Path, pages: dict[str, Page], point: str) -> None:
    for link in sources()[point]:
        path, _, anchor = link.partition("#")
        assert path.endswith(".md") and anchor, f"{link} names no heading"
        name = path.removesuffix(".md").removesuffix("index").rstrip("/")
        page = pages[f"{name}/index.html" if name else "index.html"]
        headings = {item.attributes.get("id") for item in page.elements if re.fullmatch("h[1-6]", item.tag)}
        assert anchor in headings, link


def test_every_page_is_in_the_navigation_once(pages: dict[str, Page]) -> None:
    listed = navigation(ROOT / "mkdocs.yml")
    assert len(listed) == len(set(listed))
    # the calculator in English stands beside the French one, which leads to it
    built = {name.removesuffix("index.html") for name in pages if name not in ("404.html", "calculateur/en/index.html")}
    addressed = {path.removesuffix(".md").removesuffix("index") for path in listed}
    assert {path if not path or path.endswith("/") else f"{path}/" for path in addressed} == built


def test_the_list_of_all_pages_names_each_one_once_by_where_one_stands(site: Path, pages: dict[str, Page]) -> None:
    listing = pages["toutes-les-pages/index.html"]
    body = listing.html.partition("<h1")[2].partition("</article>")[0]
    under: list[tuple[str, str]] = []
    tab = ""
    for title, link in re.findall(r'<h2[^>]*>([^<]+)<|<li><a href="([^"]+)"', body):
        tab = title or tab
        if link:
            path = local_file(site, urljoin("/toutes-les-pages/", link)).relative_to(site).as_posix()
            under.append((path, tab))
    assert sorted(path for path, _ in under) == sorted(set(pages) - {"404.html", listing.name})
    # the answer to a claim stands with the letters, and what the site says of itself comes last
    assert ("modeles/claim-reply/index.html", "Modèles") in under
    assert ("vos-donnees/index.html", "Ce site") in under
    assert ("prevenir/delais-legaux/index.html", "Le jour de la facture, et jusqu’à l’échéance") in under


def test_every_letter_has_its_page_and_its_files(site: Path) -> None:
    # a working paper of the case, made of its own dates, is no model to copy
    for kind in (each.kind for each in catalogue() if each.guide.model):
        page, *files = sorted((site / "modeles" / kind).iterdir(), key=lambda path: (path.suffix != ".html", path))
        assert page.name == "index.html", kind
        stems = {path.stem for path in files}
        # a text for each kind of customer that it reads differently for, as Word and as plain text, each one offered
        assert {path.name for path in files} == {f"{stem}{ending}" for stem in stems for ending in (".docx", ".txt")}
        offered = page.read_text(encoding="utf-8")
        assert [path.name for path in files if f'href="{path.name}" download' not in offered] == [], kind


def test_a_blank_for_a_consumer_claims_nothing_that_he_does_not_owe(site: Path) -> None:
    """C. com., art. L441-10 binds businesses alone: neither penalties nor the 40 EUR stand in a consumer's blank."""
    blanks = [path for path in (site / "modeles").glob("*/*-particulier.txt") if path.parent.name != "claim-reply"]
    assert len(blanks) > 8
    claiming = [path.parent.name for path in blanks if "pénalités de retard" in path.read_text(encoding="utf-8")]
    assert claiming == []
    reminder = (site / "modeles" / "first-reminder" / "premiere-relance-particulier.txt").read_text(encoding="utf-8")
    assert "40,00" not in reminder and "L441-10" not in reminder


# ---------------------------------------------------------------- addresses


@pytest.mark.parametrize(("old", "new"), redirects.moved().items())
def test_a_page_that_moved_leads_to_its_new_place(site: Path, old: str, new: str) -> None:
    page = Page(f"{old}index.html", (site / old / "index.html").read_text(encoding="utf-8"))
    (link,) = page.all("a")
    target = local_file(site, page.links()[0])
    assert target == site / new / "index.html" and target.is_file()
    assert f'<noscript><meta http-equiv="refresh" content="0; url={link["href"]}"></noscript>' in page.html
    assert [item for item in page.fetched() if not local_file(site, item).is_file()] == []
    assert "Content-Security-Policy" in page.html
    assert page.all("html")[0]["lang"] == "fr"


def test_no_page_links_to_an_old_address(pages: dict[str, Page]) -> None:
    olds = tuple(f"/{old}" for old in redirects.moved())
    for name, page in pages.items():
        assert [link for link in page.links() if link.partition("#")[0].endswith(olds) and not _new(link)] == [], name


def _new(link: str) -> bool:
    return any(link.partition("#")[0].endswith(f"/{new}") for new in redirects.moved().values())


# ---------------------------------------------------------------- how it reads


def test_reading_ease_of_every_page(texts: dict[str, Article]) -> None:
    found = {name: (len(words(text.text)), reading_ease(text.prose)) for name, text in texts.items()}
    REPORT.parent.mkdir(exist_ok=True)
    with REPORT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(("page", "mots", "facilité de lecture"))
        for name, (count, ease) in sorted(found.items()):
            writer.writerow((name, count, f"{ease:.1f}".replace(".", ",")))
    assert {name: ease for name, (_, ease) in found.items() if ease < EASY_ENOUGH and name not in NO_PROSE} == {}


def test_the_syllables_and_the_scale_on_worked_values() -> None:
    # « Le chat dort. » : 3 words, 1 sentence, 3 syllables : 207 - 1.015*3 - 73.6*1 = 130.355
    assert reading_ease("Le chat dort.") == pytest.approx(130.355)
    # « La créance est échue. » : 4 words; la, cré-ance, est, é-chue: 6 syllables : 207 - 4.06 - 110.4 = 92.54
    assert reading_ease("La créance est échue.") == pytest.approx(92.54)


def test_no_page_that_is_written_by_hand_is_too_long(pages: dict[str, Page], texts: dict[str, Article]) -> None:
    """All that is read counts, tables and titles too; the letter to copy does not, nor do the generated pages."""
    generated = {
        *(f"comprendre/{name}" for name in ("non-automatise", "taux", "textes")),
        *("guide/edition", "licences", "toutes-les-pages"),
    }
    counts = {
        name: sum(len(words(block)) for kind, block in text.blocks if kind != LETTER)
        for name, text in texts.items()
        if name.removesuffix("/index.html") not in generated
    }
    assert len(counts) > 75
    assert {name: count for name, count in counts.items() if count > LONG} == {}


def test_a_long_page_has_a_summary_table(pages: dict[str, Page], texts: dict[str, Article]) -> None:
    counts = {name: len(words(text.prose)) for name, text in texts.items()}
    summed_up = {name for name, page in pages.items() if "resume" in {each.get("class") for each in page.all("div")}}
    assert {name: count for name, count in counts.items() if count > LONG and name not in summed_up} == {}


# ---------------------------------------------------------------- how it is written


def spelling(text: str) -> set[str]:
    """The words that neither the dictionary nor our list knows; what holds a figure or names a site is no word."""
    plain = re.sub(r"\S*\d\S*|[\w-]+(?:\.[\w-]+)+", " ", text.replace("’", "'"))
    plain = re.sub(r"[\u00a0\u202f]", " ", plain)
    command = ("hunspell", "-d", "fr", "-i", "utf-8", "-p", str(Path(__file__).with_name("words.txt")), "-l")
    outcome = subprocess.run(command, input=plain, capture_output=True, text=True, check=True)
    return {word.rstrip(".") for word in outcome.stdout.split()} - OUR_WORDS


OUR_WORDS = set(Path(__file__).with_name("words.txt").read_text(encoding="utf-8").split())


def test_every_page_is_well_spelt(texts: dict[str, Article]) -> None:
    faults = {name: sorted(found) for name, text in texts.items() if (found := spelling(text.text))}
    assert faults == {}


def test_the_spelling_test_sees_a_fault() -> None:
    assert spelling("Votre factture est écheue.") == {"factture", "écheue"}


def prose_lines() -> Iterator[tuple[str, int, str]]:
    for path in sorted(staging.published(DOCS)):
        if path.suffix == ".md":
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
                yield path.relative_to(DOCS).as_posix(), number, line


#: The compensation, a rate, an amount with cents: round amounts are the data of an example, the rest is an answer.
TYPED = re.compile(r"(?<![\d,\u202f\u00a0])40[\u00a0 ]€|\d,\d+[\u00a0\u202f ]%|\d,(?!00)\d\d[\u00a0\u202f ]€")
COMPUTED = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")


def test_no_figure_of_the_law_or_of_a_reckoning_is_typed() -> None:
    typed = [
        (page, number, found.group())
        for page, number, line in prose_lines()
        if (found := TYPED.search(COMPUTED.sub("", line)))
    ]
    assert typed == []


PLAIN_SPACE = re.compile(r".{0,20}(?<=[\w»)]) [;:!?%€»](?=[\s.,)]).{0,10}|« \w.{0,12}")
TYPEWRITER_APOSTROPHE = re.compile(r".{0,12}\w'\w.{0,12}")


def test_french_typography(pages: dict[str, Page]) -> None:
    faults = []
    for name, page in pages.items():
        if name.startswith("calculateur/"):
            continue
        _, _, rest = page.html.partition("<article")
        body = rest.partition("</article>")[0]
        body = re.sub(r"<(script|style|pre|code|svg)\b.*?</\1>|<[^>]+>", "", body, flags=re.S)
        faults += [(name, found) for found in PLAIN_SPACE.findall(body) + TYPEWRITER_APOSTROPHE.findall(body)]
    assert faults == []


def test_a_source_names_a_part_of_its_page() -> None:
    """« **Les dates.** Articles 1411… »: the reader looks for that title above."""
    missing = []
    for path in staging.published(DOCS):
        if path.suffix != ".md":
            continue
        body, _, cited = path.read_text(encoding="utf-8").partition("## Sources")
        parts = {titled(found) for found in re.findall(r"^#{2,4} ([^\n]*?)(?: \{ #|$)", body, flags=re.M)}
        named = re.findall(r"^- \*\*([^*]+)\*\*", cited, flags=re.M)
        missing += [(path.name, found) for found in named if titled(found) not in parts]
    assert missing == []


def titled(words: str) -> str:
    return words.rstrip(" .?\u202f")


# ---------------------------------------------------------------- what programs read


def test_structured_data_say_what_the_page_says(pages: dict[str, Page]) -> None:
    seen = set()
    for name, page in pages.items():
        for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.html, flags=re.S):
            shown = " ".join(" ".join(page.texts).split())
            for thing in json.loads(text)["@graph"]:
                seen.add(thing["@type"])
                for step in thing.get("step", []):
                    assert squeezed(step["text"]) in squeezed(shown), name
                for asked in thing.get("mainEntity", []):
                    assert squeezed(asked["name"]) in squeezed(shown), name
                    assert squeezed(asked["acceptedAnswer"]["text"])[:60] in squeezed(shown), name
    assert seen == {"Article", "HowTo", "FAQPage"}


def squeezed(text: str) -> str:
    """Without spaces nor list numbers, which the browser sets."""
    return re.sub(r"(?:(?<=\s)|^)\d+\.\s|\s|[-•]\s", "", text)


def test_a_shared_link_shows_a_card_of_the_page(site: Path, pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        if name == "404.html":
            continue
        said = {meta["property"]: meta["content"] for meta in page.all("meta") if "property" in meta}
        assert said["og:description"] and said["og:title"], name
        assert said["og:url"].endswith(f"/{name.removesuffix('index.html')}"), name
        card = site / "assets" / "cartes" / said["og:image"].rpartition("/")[2]
        assert card.read_bytes().startswith(b"\x89PNG"), name
        assert said["og:image"].startswith(said["og:url"].removesuffix(name.removesuffix("index.html"))), name


@pytest.mark.parametrize("name", ["taux.xml", "pages.xml"])
def test_a_feed_is_sound_and_leads_to_pages(site: Path, name: str) -> None:
    channel = ElementTree.parse(site / name).getroot().find("channel")
    assert channel is not None
    root = channel.findtext("link") or ""
    items = channel.findall("item")
    assert len(items) >= 10
    assert len({item.findtext("guid") for item in items}) == len(items)
    for item in items:
        path, _, anchor = (item.findtext("link") or "").removeprefix(root).partition("#")
        page = site / path / "index.html"
        assert page.is_file(), path
        assert not anchor or f'id="{anchor}"' in page.read_text(encoding="utf-8")


def test_the_feed_of_rates_gives_the_rate_of_the_half_year(site: Path) -> None:
    text = (site / "taux.xml").read_text(encoding="utf-8")
    assert "Taux du 2e\u00a0semestre\u00a02026\u00a0: 12,40\u00a0% entre professionnels" in text
    assert "<pubDate>Wed, 01 Jul 2026 06:00:00 +0000</pubDate>" in text


def test_an_article_says_how_fresh_it_is_and_how_to_report_a_mistake(pages: dict[str, Page]) -> None:
    articles = [name for name in pages if name.startswith(("prevenir/", "relancer/", "agir/", "modeles/"))]
    for name in articles:
        assert re.search(r'Relu le <time datetime="\d{4}-\d\d-\d\d">', pages[name].html), name
        assert any("signaler" in link or "issues" in link for link in pages[name].links()), name
        assert [button for button in pages[name].all("button") if "data-print" in button], name


def test_an_article_says_how_long_it_takes_to_read_and_a_list_to_look_things_up_in_does_not(
    pages: dict[str, Page],
) -> None:
    told = {name for name, page in pages.items() if re.search(r"<p>Lecture\s*:\s*\d+\s*min</p>", page.html)}
    assert {"agir/mise-en-demeure/index.html", "relancer/index.html"} <= told
    assert not {f"comprendre/{name}/index.html" for name in ("glossaire", "non-automatise", "taux", "textes")} & told


def test_links_to_other_sites_are_listed(site: Path, pages: dict[str, Page]) -> None:
    found = external_links(site)
    assert "https://www.legifrance.gouv.fr/" in found
    leading = {name for name, page in pages.items() if "https://www.legifrance.gouv.fr/" in page.links()}
    assert leading <= set(found["https://www.legifrance.gouv.fr/"])
    assert not [address for address in found if "#" in address or not address.startswith("https://")]


@pytest.mark.parametrize(
    ("letter", "said", "article"),
    [
        ("mediation-referral", "par le formulaire en ligne du Médiateur des entreprises", "agir/aide-exterieure/"),
        ("formal-notice-civil", "à un professionnel qui vous doit de l’argent", "agir/clients-particuliers/"),
        ("payment-order-request", "au tribunal de votre client", "agir/injonction-de-payer/"),
        ("claim-declaration", "part en recommandé avec avis de réception", "agir/procedure-collective/"),
        ("penalties-request", "à une entreprise ou un particulier", "agir/penalites-et-indemnite/"),
        ("claim-reply", "à celui qui vous réclame la somme", "comprendre/on-vous-reclame/"),
    ],
)
def test_a_letter_says_to_whom_it_goes_how_and_which_article_goes_with_it(
    pages: dict[str, Page], texts: dict[str, Article], letter: str, said: str, article: str
) -> None:
    name = f"modeles/{letter}/index.html"
    assert said in " ".join(texts[name].text.split())
    further = pages[name].html.partition('id="plus-loin"')[2].partition("</ul>")[0]
    assert f'href="../../{article}"' in further


def test_no_page_prints_a_quotient_as_it_comes_out_of_the_division(texts: dict[str, Article]) -> None:
    """« 18,55670103092783505154639175 % par an » helps nobody: a rate has three decimals at most, a sum two."""
    found = {name: re.findall(r"\d,\d{5,}", article.text) for name, article in texts.items()}
    assert len(found) > 60
    assert {name: numbers for name, numbers in found.items() if numbers} == {}
