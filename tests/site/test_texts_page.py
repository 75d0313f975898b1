"""The page « Les textes »: every text and every rule left to the reader is there, its links lead somewhere."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from latepay_core.countries.fr.texts import articles, rules
from tools import texts_page
from tools.texts_page import typeset


@pytest.fixture(scope="module")
def text(tmp_path_factory: pytest.TempPathFactory) -> str:
    docs = tmp_path_factory.mktemp("docs")
    texts_page.write(docs)
    return (docs / "comprendre" / "textes.md").read_text(encoding="utf-8")


def test_every_text_is_there_with_what_it_says(text: str) -> None:
    for article in articles():
        assert typeset(article.says) in text
        assert f"{{ #{texts_page.anchor_of(article)} }}" in text
        assert article.url in text
    assert text.count("{ .text-facts }") == len(articles())


def test_a_validity_is_told_where_it_says_more_than_the_head_of_the_page(text: str) -> None:
    assert "sauf mention, le texte valait ce jour-là" in text
    parts = {part.partition(" }")[0]: part for part in text.split("{ #")[1:]}
    assert "**Lu**. Version du 26\u00a0avril\u00a02019" in parts["c-com-art-l441-10"]
    assert "Depuis le 1er\u00a0octobre\u00a02016" in parts["c-civ-art-1231-6"]
    # in force that day, read, reported alike, or a decision whose title bears its day: nothing to add
    for plain in ("c-com-art-l441-13", "cpce-art-l111-8", "cass-com-n-22-24-275", "c-civ-art-1353"):
        facts = parts[plain].partition("{ .text-facts }")[0].strip().splitlines()[-1]
        bare = r"\*\*(Lu|Recoupé)\*\*\. (\[La source lue\]\(\S+\)\. )?Dans le guide\u00a0: .*"
        assert re.fullmatch(bare, facts), plain


def test_a_number_is_found_code_by_code_in_its_order(text: str) -> None:
    found = text.split("{ #numeros }", maxsplit=1)[1].split("\n## ", maxsplit=1)[0]
    commerce = found.partition("**Code de commerce**")[2].partition("\n")[0]
    order = [commerce.index(f"[{number}](#") for number in ("L110-4", "L441-9", "L441-10", "L721-3", "A444-31")]
    assert order == sorted(order)
    for article in articles():
        assert found.count(f"](#{texts_page.anchor_of(article)})") >= 1


def test_a_text_that_the_guide_alone_cites_says_what_it_is_and_where_it_serves(text: str) -> None:
    part = text.split("{ #guide-seul }", maxsplit=1)[1].partition("\n## ")[0]
    assert "\n- [Code civil, articles 1857 et 1858](../agir/qui-est-mon-client.md#sci). Les associés" in part
    assert "des poursuites vaines contre elle. **Recoupé**.\n" in part
    assert part.count("\n- [") == len(texts_page.guide_texts()) > 25
    found = text.split("{ #numeros }", maxsplit=1)[1].split("\n## ", maxsplit=1)[0]
    assert "[L132-8](#guide-seul)" in found
    applied = {(cite.partition(", art. ")[2] or cite) for article in articles() for cite in article.cites}
    assert applied.isdisjoint(number for each in texts_page.guide_texts() for number in each.numbers)


def test_every_rule_left_to_the_reader_is_there_with_its_reason() -> None:
    text = texts_page.left_page()
    left = [rule for rule in rules() if rule.reason]
    assert len(left) > 30
    for rule in left:
        assert f"| {typeset(rule.says)} | {typeset(rule.reason)} |" in text
    applied = [rule for rule in rules() if rule.applied]
    counted = sum(rule.owed for rule in left)
    assert f"Voici {counted} règles qui peuvent changer votre somme" in text
    assert f"Les {len(applied)} autres sont appliquées" in text
    assert f"Les {len(left) - counted} règles qui ne changent rien" in text
    assert not [rule.id for rule in applied if f"| {typeset(rule.says)} |" in text]


def test_the_page_opens_on_what_is_asked_most_and_leads_to_the_text(text: str) -> None:
    cited = text.split("{ #les-plus-cites }", maxsplit=1)[1].split("\n## ", maxsplit=1)[0]
    asked = [article for article in articles() if article.asked]
    assert len(asked) > 9
    for article in asked:
        assert f"| {typeset(article.asked)} | [{typeset(article.title)}](#{texts_page.anchor_of(article)})" in cited


def test_anchors_are_there_once(text: str) -> None:
    anchors = re.findall(r"\{ #([\w-]+) \}$", text, flags=re.MULTILINE)
    assert len(anchors) == len(set(anchors)) > len(articles())
    assert {"c-com-art-l441-10", "cass-com-n-20-23-204", "non-automatise", "sources"} <= set(anchors)


def test_a_text_leads_to_a_page_that_names_it_where_there_is_one() -> None:
    """« C. conso., art. L214-1 » is named in « Acompte ou arrhes ? »: that is where its card leads."""
    docs = texts_page.DOCS
    pages = {
        path.relative_to(docs).as_posix(): path.read_text(encoding="utf-8")
        for folder in ("prevenir", "relancer", "agir", "comprendre", "guide")
        for path in (docs / folder).glob("*.md")
    }
    astray = {}
    for article in articles():
        # a bare number of three digits is a sum of money as often as an article
        numbers = [number for cite in article.cites if len(number := re.split(r", art\. |n° ", cite)[-1]) > 3]
        named = {
            name
            for name, text in pages.items()
            if any(re.search(rf"(?<![\w-]){re.escape(number)}(?![\w-])", text) for number in numbers)
        }
        led = {place.partition("#")[0] for place in article.guide}
        if named and not led & (named | set(texts_page.GENERATED)):
            astray[article.cites[0]] = sorted(named)
    assert astray == {}


def test_links_into_the_guide_name_the_part_they_lead_to(text: str) -> None:
    """`title_of` refuses a page or an anchor that is not there: the page was written, so all of them are."""
    assert "[La base\u00a0: ce qui reste dû, TVA comprise](comment-nous-calculons.md#base)" in text
    with pytest.raises(ValueError, match="no such place"):
        texts_page.title_of("comprendre/comment-nous-calculons.md#nulle-part")


def test_doubts_are_said_in_words(text: str) -> None:
    part = text.split("{ #c-com-art-l441-13 }", maxsplit=1)[1].split("###", maxsplit=1)[0]
    # up to when the texts were read is said once, at the head of the page
    assert "Nos recherches vont jusqu’au 12\u00a0octobre\u00a02026" in text
    assert "**Recoupé**." in part
    assert "**Notre lecture**." in text.split("{ #cja-art-r541-1 }", maxsplit=1)[1].split("###", maxsplit=1)[0]


@pytest.mark.parametrize("written", [texts_page.page, texts_page.left_page])
def test_french_typography(written: Callable[[], str]) -> None:
    text = written()
    body = re.sub(r"`[^`]*`|<[^>]*>|\{ .*? \}|\]\([^)]*\)", "", text.split("---\n", 2)[2])
    assert not re.findall(r".{0,12} [;:!?%€»]", body)
    assert not re.findall(r"« .{0,12}", body)
    assert "'" not in body
    assert not re.findall(r"\d \d", body)


def test_same_law_same_bytes(tmp_path: Path) -> None:
    for name in ("first", "second"):
        texts_page.write(tmp_path / name)
    for page in (texts_page.PAGE, texts_page.LEFT):
        assert (tmp_path / "first" / page).read_bytes() == (tmp_path / "second" / page).read_bytes()
