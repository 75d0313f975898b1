"""The list of texts and the list of rules: everything the program cites is listed, everything listed is used."""

import ast
import importlib
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from latepay_core.countries.fr.texts import Article, Rule, articles, citations, codes, parts, rules, sections

CORE = Path(__file__).parents[3] / "src" / "latepay_core"
TEXTS = CORE / "countries" / "fr" / "texts"
DOCS = CORE.parents[1] / "docs"
FACTS = Path(__file__).parents[2] / "facts" / "france.md"
#: Headings of the facts that hold rules, A to K; « .0 » stands for a section without parts. B.9 has only test vectors.
_PARTS = {"A": 5, "B": 8, "C": 0, "D": 4, "E": 0, "F": 4, "G": 0, "H": 7, "I": 3, "J": 0, "K": 0}
HEADINGS = [f"{letter}.{part}" for letter, last in _PARTS.items() for part in (range(1, last + 1) if last else (0,))]
WITHOUT_RULES = {"B.9"}


def texts_in(path: Path) -> Iterator[str]:
    """What a file of the core may print: the texts of tables and templates, the strings of code but its docstrings."""
    content = path.read_text(encoding="utf-8")
    if path.suffix == ".toml":
        yield from _leaves(tomllib.loads(content))
    elif path.suffix == ".html":
        yield content
    else:
        tree = ast.parse(content)
        documented = (ast.Module, ast.FunctionDef, ast.ClassDef)
        first = [node.body[0] for node in ast.walk(tree) if isinstance(node, documented) and node.body]
        docstrings = {id(each.value) for each in first if isinstance(each, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
                yield node.value


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _leaves(each)


def files() -> list[Path]:
    found = [path for path in CORE.rglob("*") if path.suffix in (".py", ".toml", ".html")]
    return sorted(path for path in found if TEXTS not in path.parents)


@cache
def cited() -> dict[str, set[str]]:
    """Each citation that the core may print, and the files that have it."""
    found: dict[str, set[str]] = {}
    for path in files():
        for text in texts_in(path):
            for each in citations(text):
                found.setdefault(each, set()).add(path.relative_to(CORE).as_posix())
    return found


@cache
def sources() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in files())


LISTED = {cite for article in articles() for cite in article.cites}


def test_everything_the_program_cites_is_on_the_list() -> None:
    assert {cite: where for cite, where in cited().items() if cite not in LISTED} == {}
    # Known to be cited; were the search to find nothing, this test would prove nothing.
    assert {"C. com., art. L441-10", "Cass. com., n° 20-23.204", "Loi n° 68-1250", "CPC, art. 1411"} <= cited().keys()


@pytest.mark.parametrize("cite", sorted(LISTED))
def test_every_text_on_the_list_is_used(cite: str) -> None:
    """Printed in a reference or a sentence, or named beside the code that applies it."""
    number = re.split(r", art\. |n° |, ", cite)[-1]
    assert cite in cited() or re.search(rf"(?<![\d-]){re.escape(number)}(?![\d-])", sources()), cite


def resolved(place: str) -> object:
    module, _, name = place.partition(":")
    found: object = importlib.import_module(module)
    for part in name.split("."):
        found = getattr(found, part)
    return found


@pytest.mark.parametrize("article", articles(), ids=lambda article: article.cites[0])
def test_a_text_says_all_that_the_page_shows(article: Article) -> None:
    assert article.title and article.validity.endswith(".") and article.says.endswith(".")
    assert article.part in parts()
    assert article.applied and article.guide
    assert all(callable(resolved(place)) for place in article.applied)
    assert all(cite.partition(", art. ")[0] in codes() for cite in article.cites if ", art. " in cite)
    assert article.url.startswith("https://") or not article.url


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_a_rule_is_applied_or_left_to_the_reader_with_a_reason(rule: Rule) -> None:
    assert bool(rule.applied) != bool(rule.reason)
    assert all(callable(resolved(place)) for place in rule.applied)
    assert rule.says.endswith(".") and (rule.reason.endswith(".") or rule.applied)
    assert rule.section in sections()


def test_no_rule_and_no_text_is_listed_twice() -> None:
    cites = [cite for article in articles() for cite in article.cites]
    assert len(cites) == len(set(cites))
    assert len(rules()) == len({rule.id for rule in rules()}) == len({rule.says for rule in rules()})
    assert set(codes()) == {cite.partition(", art. ")[0] for cite in LISTED if ", art. " in cite}


def test_every_heading_of_the_facts_has_its_rules() -> None:
    assert list(dict.fromkeys(rule.id.rpartition(".")[0] for rule in rules())) == HEADINGS
    assert list(sections()) == sorted({heading[0] for heading in HEADINGS})


def test_the_headings_are_those_of_the_researched_facts() -> None:
    text = FACTS.read_text(encoding="utf-8")
    divided = re.findall(r"^### ([A-K]\.\d+) ", text, re.MULTILINE)
    whole = [f"{letter}.0" for letter in re.findall(r"^## ([A-K])\. ", text, re.MULTILINE)]
    parted = {heading[0] for heading in divided}
    expected = {*divided, *(each for each in whole if each[0] not in parted)} - WITHOUT_RULES
    assert set(HEADINGS) == expected


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("C. com., art. L441-10, II et D441-5", ("C. com., art. D441-5", "C. com., art. L441-10")),
        ("C. com., ancien art. D441-5-1, IV", ("C. com., art. D441-5-1",)),
        ("CPC, art. 750-1, 761 et 853", ("CPC, art. 750-1", "CPC, art. 761", "CPC, art. 853")),
        ("C. com., art. A444-11 et suivants, A444-46", ("C. com., art. A444-11", "C. com., art. A444-46")),
        ("CGI, art. 1635 bis Q (loi n° 2026-103, art. 128)", ("CGI, art. 1635 bis Q", "Loi n° 2026-103")),
        ("C. conso., art. L218-2 (ancien art. L137-2)", ("C. conso., art. L137-2", "C. conso., art. L218-2")),
        ("Cass., avis, 25 septembre 2025, n°\u00a025-70.013", ("Cass., n° 25-70.013",)),
        ("Contrat (C. com., art. L441-10, II)", ("C. com., art. L441-10",)),
        ("l’article L441-10 du Code de commerce et l’indemnité", ("C. com., art. L441-10",)),
        ("Usage", ()),
    ],
)
def test_citations_are_found_as_references_write_them(text: str, found: tuple[str, ...]) -> None:
    assert citations(text) == found
