"""How sure a claim is: one scale, one page that explains it, and no doubt left where the reader is told what to do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from latepay_core.countries.fr.procedure.words import point
from latepay_core.countries.fr.texts import articles
from latepay_core.data import table
from latepay_core.law.certainty import certainty_of
from tests.site.articles import Article
from tests.site.pages import Page
from tools.guide import staging
from tools.guide.marks import MARKS, OF_CERTAINTY, PAGE, PageMarks
from tools.texts_page import guide_texts

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
#: The words that said doubt before, each in its own way.
OLD = re.compile(
    r"à confirmer|rapportée?s?\b|\*\*Vérifié|non vérifié|sources? secondaires?|à vérifier|non tranché|notre convention"
    r"|tarif périmé|d’après ce que nous savons|selon nos sources|(?:pas|non) (?:été )?(?:lus?\b|trouvés?\b)"
    r"|n’avons pas (?:lu|vérifié|trouvé)",
    re.IGNORECASE,
)
DAY_READ = r"Sources lues jusqu’au (1er|\d\d?) \w+"
#: Where the law's own notes are shown as they stand in the core, and the page that says what the marks mean.
OF_THE_CORE = {
    *(f"comprendre/{name}/index.html" for name in ("non-automatise", "taux", "textes")),
    "calculateur/index.html",
}
EXPLAINING = {"comprendre/nos-sources/index.html"}


def test_no_page_says_a_doubt_in_other_words_than_the_marks(pages: dict[str, Page]) -> None:
    found = {
        name: [doubt[0] for doubt in OLD.finditer(Article(page.html).text)]
        for name, page in pages.items()
        if name not in OF_THE_CORE | EXPLAINING
    }
    assert {name: doubts for name, doubts in found.items() if doubts} == {}


@pytest.mark.parametrize(
    "sentence", ["Gratuit (à confirmer).", "Fondement : article 1344. **Rapporté.**", "Tarif non vérifié", "pas été lu"]
)
def test_the_test_sees_the_old_words(sentence: str) -> None:
    assert OLD.search(sentence)


def test_a_numbered_step_bears_no_doubt_at_all() -> None:
    """An instruction is done or not: at most it says that the reading is the prudent one."""
    steps = [
        (path.relative_to(DOCS).as_posix(), line)
        for path in staging.published(DOCS)
        if path.suffix == ".md"
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.match(r"\d+\. ", line)
    ]
    assert len(steps) > 200
    assert [step for step in steps if re.search(r"à confirmer|sans doute|nous ne savons", step[1])] == []


def test_every_mark_leads_to_its_meaning(pages: dict[str, Page]) -> None:
    explained = pages["comprendre/nos-sources/index.html"]
    headings = {item.attributes.get("id") for item in explained.elements if item.tag == "h3"}
    assert {mark.anchor for mark in MARKS.values()} <= headings
    words = {mark.word: mark for mark in MARKS.values()}
    seen = set()
    for name, page in pages.items():
        for link in re.finditer(r'<a aria-label="([^"]*)" class="source-mark" href="([^"]*)">([^<]*)</a>', page.html):
            said, target, word = link.groups()
            mark = words[word]
            seen.add(word)
            assert said == f"{word}\u00a0: {mark.meaning}", name
            assert target.endswith(f"nos-sources/#{mark.anchor}"), name
        assert page.html.count('class="source-mark"') == len(
            re.findall(r'<a aria-label="[^"]*" class="source-mark"', page.html)
        ), name
    assert seen == set(words)


def test_the_marks_of_a_page_lead_from_where_it_stands() -> None:
    assert PAGE == "comprendre/nos-sources.md"
    assert "](comprendre/nos-sources.md#lu)" in PageMarks("index.md").read
    assert "](nos-sources.md#recoupe)" in PageMarks("comprendre/faq.md").agreed
    assert "](../comprendre/nos-sources.md#notre-lecture)" in PageMarks("agir/refere.md").ours


def test_every_word_of_the_core_has_its_mark() -> None:
    said = {
        found
        for folder in ("law", "countries")
        for path in (ROOT / "src" / "latepay_core" / folder).rglob("*.toml")
        for found in re.findall(r'^confidence = "([\w-]+)"$', path.read_text(encoding="utf-8"), flags=re.M)
    }
    assert {"high", "secondary", "own-knowledge"} <= said
    assert {certainty_of("verified", each) for each in said} <= set(OF_CERTAINTY)


#: An article as a page names it, and what was read of a part of one alone: « L442-1, II » was not, its I was.
CITED = re.compile(r"(?<![\w/-])(?:[LRDA]\d{3,4}(?:-\d+)*|\d\d-\d\d\.\d{3}|\d{4}(?:-\d)?)(?![\w-])")
IN_PART = {("L442-1", "ours")}
#: A year, the number of a regulation, an article of a code that « bis » follows: no number of this list.
NO_ARTICLE = re.compile(r"(?:19|20)\d\d|1896|1635")


def _marked(line: str) -> list[tuple[str, str]]:
    """Each article of a line with the mark that follows it.

    >>> _marked("Code civil, articles 2240 et 2241 {{ mark.read }} ; article 2242 {{ mark.ours }}.")
    [('2240', 'read'), ('2241', 'read'), ('2242', 'ours')]
    """
    parts = re.split(r"\{\{ mark\.(\w+) \}\}", line)
    return [(found, mark) for text, mark in zip(parts[::2], parts[1::2], strict=False) for found in CITED.findall(text)]


def test_an_article_bears_one_mark_on_the_whole_site() -> None:
    """The page of the texts says what was read of each: no page says it otherwise."""
    table: dict[str, set[str]] = {}
    for article in articles():
        for cite in article.cites:
            number = cite.partition(", art. ")[2] or cite.partition("n° ")[2]
            table.setdefault(number, set()).add(OF_CERTAINTY[certainty_of("verified", article.confidence)])
    for text in guide_texts():
        for number in text.numbers:
            table.setdefault(number.partition("n° ")[2] or number, set()).add(text.mark)
    said = [
        (path.relative_to(DOCS).as_posix(), number, mark)
        for path in staging.published(DOCS)
        if path.suffix == ".md"
        for line in path.read_text(encoding="utf-8").splitlines()
        for number, mark in _marked(line)
        if (number, mark) not in IN_PART and not NO_ARTICLE.fullmatch(number)
    ]
    assert len(said) > 200
    assert [each for each in said if each[2] not in table.get(each[1], set())] == []


def test_the_raised_rate_bears_one_mark_in_the_guide_and_in_the_core() -> None:
    """CMF, art. L313-3: read in a copy of 2015 alone, and agreed by judgments and practice: « recoupé »."""
    cited = re.compile(r"L313-3(?:(?!\{\{|L\d{3}).)*\{\{ mark\.(\w+) \}\}")
    grounds = [
        line
        for path in staging.published(DOCS)
        if path.suffix == ".md"
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith(("Fondement", "- "))
    ]
    told = [mark for line in grounds for mark in cited.findall(line)]
    core = [each.confidence for each in articles() if "CMF, art. L313-3" in each.cites]
    judged = table("latepay_core.countries.fr.procedure", "routes.toml")["full-action"]["steps"][3]
    said = [point("five-points").confidence, judged["confidence"]]
    assert len(told) == 3
    assert {*told, *(OF_CERTAINTY[certainty_of("verified", each)] for each in (*core, *said))} == {"agreed"}


def test_the_foot_says_until_when_sources_were_read(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        foot = page.html[page.html.index('<footer class="site-footer">') :]
        said = r"Sources read up to \d\d?\s\w+" if name.startswith("calculateur/en/") else DAY_READ
        assert re.search(rf">{said}\s\d{{4}}</a>\.", foot), name
        assert "vérifiés le" not in foot, name
