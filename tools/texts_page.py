"""Write « Les textes » and « Ce que le calculateur vous laisse » from the law's list of texts and of rules."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment

from latepay_core.countries.fr.texts import (
    Article,
    Rule,
    articles,
    codes,
    parts,
    rules,
    sections,
    texts_checked_on,
    texts_checked_until,
)
from latepay_core.wording.french import MONTHS, date_in_words
from tools.guide.marks import MARKS, Name, PageMarks, word_of
from tools.guide.parts import official
from tools.pages import templates
from tools.rates_page import spaced

PAGE = Path("comprendre") / "textes.md"
LEFT = Path("comprendre") / "non-automatise.md"
DOCS = Path(__file__).resolve().parents[1] / "docs"
#: What the guide cites and the program does not apply, and the part of the page that holds it.
GUIDE_TEXTS, GUIDE_PART = Path(__file__).parent / "guide" / "guide_texts.toml", "guide-seul"
LAWS, DECISIONS = "Lois, décrets et règlements", "Décisions de justice"
#: Pages that are generated too, and so stand in no file of `docs`.
GENERATED = {"comprendre/taux.md": "Les taux"}


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the guide, as the link says it and as it is reached from this page."""

    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Text:
    """An article as the page shows it."""

    anchor: str
    references: tuple[str, ...]
    article: Article
    guide: tuple[Place, ...]
    validity: str


@dataclass(frozen=True, slots=True)
class Section:
    """The rules of one section that are left to the reader, and how many are applied."""

    title: str
    applied: int
    left: tuple[Rule, ...]

    @property
    def counted(self) -> tuple[Rule, ...]:
        """Those that may change what is owed."""
        return tuple(rule for rule in self.left if rule.owed)

    @property
    def without_effect(self) -> tuple[Rule, ...]:
        """Those that change no sum."""
        return tuple(rule for rule in self.left if not rule.owed)


@dataclass(frozen=True, slots=True)
class GuideText:
    """A text, or several that say one thing, which the guide alone cites; `mark` is that of its sources."""

    code: str
    numbers: tuple[str, ...]
    says: str
    mark: Name
    guide: str

    @property
    def reference(self) -> str:
        """« Code civil, articles 1857 et 1858 », or a decision as it is cited."""
        listed = " et ".join(filter(None, (", ".join(self.numbers[:-1]), self.numbers[-1])))
        return listed if self.code == DECISIONS else f"{self.code}, article{'s' * (len(self.numbers) > 1)} {listed}"

    @property
    def place(self) -> str:
        """Where the guide makes use of it, as it is reached from this page."""
        return _guide(self.guide).href


@cache
def guide_texts() -> tuple[GuideText, ...]:
    """The texts that the guide alone cites, in the order of their list."""
    found = tomllib.loads(GUIDE_TEXTS.read_text(encoding="utf-8"))["texts"]
    return tuple(GuideText(**{**each, "numbers": tuple(each["numbers"])}) for each in found)


def typeset(text: str) -> str:
    """Text of the list with the spaces of French print, in numbers, before their units and within dates too.

    >>> typeset("jusqu’à 5 000 € : 30 jours"), typeset("au 1er mars 2026")
    ('jusqu’à 5\u202f000\u00a0€\u00a0: 30\u00a0jours', 'au 1er\u00a0mars\u00a02026')
    """
    dated = re.sub(rf"(\d|1er) ({'|'.join(MONTHS)}) (\d{{4}})", "\\1\u00a0\\2\u00a0\\3", spaced(text))
    grouped = re.sub(r"(?<=\d) (?=\d{3}\b)", "\u202f", dated)
    return re.sub(r"(?<=\d) (?=(?:jours?|mois|ans?|points?)\b)", "\u00a0", grouped)


@cache
def plainly_valid() -> re.Pattern[str]:
    """What the head of the page says once for all: in force on the last day of the search, read, a decision's own day.

    >>> [bool(plainly_valid().fullmatch(each)) for each in ("Texte lu.", "Depuis le 19 juin 2008.")]
    [True, False]
    """
    day = date_in_words(texts_checked_until()).replace("\u00a0", " ")
    return re.compile(rf"(?:Version en|En) vigueur au {day}\.|Textes? lus?\.|(?:Décision|Avis) du [^.;,]*\.")


def anchor_of(article: Article) -> str:
    """The anchor of a text on the page.

    >>> anchor_of(articles()[0])
    'c-com-art-l441-10'
    """
    plain = article.cites[0].lower().translate(str.maketrans("éèêàç°", "eeeac "))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


@cache
def title_of(target: str) -> str:
    """What a place of the guide is called: the heading that has its anchor, or the page where that has figures in it.

    ValueError for a page or an anchor that is not there.

    >>> title_of("comprendre/comment-nous-calculons.md"), title_of("comprendre/comment-nous-calculons.md#base")
    ('Comment nous calculons', 'La base\u00a0: ce qui reste dû, TVA comprise')
    """
    page, _, anchor = target.partition("#")
    text = (DOCS / page).read_text(encoding="utf-8")
    heading = re.search(rf"^#+ (.+?) \{{ #{anchor} \}}$", text, re.MULTILINE) if anchor else None
    title = re.search(r"^title: (.+)$", text, re.MULTILINE)
    if title is None or (anchor and heading is None):
        raise ValueError(f"no such place in the guide: {target}")
    return heading[1] if heading and "{{" not in heading[1] else title[1].strip("\"'")


def _guide(target: str) -> Place:
    title = GENERATED.get(target.partition("#")[0]) or title_of(target)
    return Place(title, target.removeprefix("comprendre/") if target.startswith("comprendre/") else f"../{target}")


def text_of(article: Article) -> Text:
    """What the page shows of an article."""
    return Text(
        anchor=anchor_of(article),
        references=tuple(map(_in_full, article.cites)),
        article=article,
        guide=tuple(map(_guide, article.guide)),
        validity="" if plainly_valid().fullmatch(article.validity) or _said_by_mark(article) else article.validity,
    )


def _said_by_mark(article: Article) -> bool:
    """Whether « recoupé » says it already: no text was read, several sources agree."""
    unread = re.fullmatch(r"(?:Rapporté ; t|T)extes? non lus?\.", article.validity)
    return article.confidence == "secondary" and unread is not None


def numbers() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every reference with the anchor of its text: code by code and in the order of their numbers, then the others.

    >>> numbers()[0][0], numbers()[0][1][:2]
    ('Code de commerce', [('L110-3', 'guide-seul'), ('L110-4', 'c-com-art-l110-4')])
    """
    found: dict[str, list[tuple[str, str]]] = {name: [] for name in (*codes().values(), LAWS, DECISIONS)}
    for article in articles():
        for cite in article.cites:
            code, sign, number = cite.partition(", art. ")
            family = codes()[code] if sign else LAWS if cite.startswith(("Loi", "Décret", "Règlement")) else DECISIONS
            found[family].append((number if sign else cite, anchor_of(article)))
    for text in guide_texts():
        found.setdefault(text.code, []).extend((number, GUIDE_PART) for number in text.numbers)
    return [(family, sorted(cited, key=_in_order)) for family, cited in found.items() if cited]


def _in_order(cited: tuple[str, str]) -> tuple[int, str, list[int]]:
    """« L441-9 » before « L441-10 », the articles of the law before those of decrees and orders.

    >>> sorted([("R1-2", ""), ("L441-10", ""), ("L441-9", "")], key=_in_order)[0]
    ('L441-9', '')
    """
    kind = re.sub(r"\d.*", "", cited[0])
    return "LRDA".find(kind), kind, [int(each) for each in re.findall(r"\d+", cited[0])]


def _in_full(cite: str) -> str:
    """« C. com., art. L441-10 » with the code's whole name, for readers who do not know its abbreviation."""
    code, sign, number = cite.partition(", art. ")
    return f"{codes()[code]}, article {number}" if sign else cite


def section_of(letter: str) -> Section:
    """What a section of the rules leaves to the reader."""
    own = [each for each in rules() if each.section == letter]
    return Section(sections()[letter], sum(1 for each in own if each.applied), tuple(e for e in own if e.reason))


def _environment() -> Environment:
    environment = templates()
    environment.filters |= {"spaced": typeset, "in_words": date_in_words}
    environment.globals |= {
        "applied": sum(1 for each in rules() if each.applied),
        "left": sum(1 for each in rules() if each.reason),
        "without_effect": sum(1 for each in rules() if each.reason and not each.owed),
        "checked_on": texts_checked_on(),
    }
    return environment


def page() -> str:
    """« Les textes », in Markdown."""
    shown = [text_of(each) for each in articles()]
    return (
        _environment()
        .get_template("texts.md.j2")
        .render(
            parts=[
                (title, code, [each for each in shown if each.article.part == code]) for code, title in parts().items()
            ],
            cited=[each for each in shown if each.article.asked],
            numbers=numbers(),
            guide_texts=guide_texts(),
            texts=len(shown) + len(guide_texts()),
            checked_until=texts_checked_until(),
            mark=PageMarks(PAGE.as_posix()),
            word_of=word_of,
            mark_word=lambda name: MARKS[name].word.capitalize(),
            official=official,
        )
    )


def left_page() -> str:
    """« Ce que le calculateur vous laisse », in Markdown."""
    return _environment().get_template("left_rules.md.j2").render(sections=[section_of(each) for each in sections()])


def write(docs: Path) -> None:
    """Write both pages under `docs`."""
    for path, text in ((docs / PAGE, page()), (docs / LEFT, left_page())):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
