"""What the guide tells, the core applies: each rule of `rules_told.yaml` is looked up on both sides."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from latepay_core.countries.fr.procedure import tariffs
from latepay_core.countries.fr.procedure.words import point
from latepay_core.letters.catalogue import entry_of
from latepay_core.procedure import Situation, routes
from latepay_core.wording import say
from latepay_core.wording.french import amount, date_in_words
from tests.site.articles import Article
from tests.site.pages import Page
from tools.guide.figures import Figures, spelled

Rule = dict[str, Any]
RULES: list[Rule] = yaml.safe_load(Path(__file__).with_name("rules_told.yaml").read_text(encoding="utf-8"))
FIGURES = Figures(Path(__file__).resolve().parents[2] / "docs" / "examples")


def plain(text: str) -> str:
    """One kind of space, and none before a stop: a mark of confidence may have stood there."""
    return re.sub(r" (?=[,.;:?)])", "", re.sub(r"\s+", " ", text))


def _owed(given: Mapping[str, Any]) -> Any:
    more = {key: value for key, value in given.items() if key not in ("amount", "due_on", "as_of")}
    return FIGURES.owed(given["amount"], given["due_on"], given["as_of"], **more)


def _law(core: Mapping[str, Any]) -> str:
    figure = FIGURES.law(core["law"], core.get("on"))
    return spelled(figure) if core.get("spelled") else str(figure)


def _last_day(core: Mapping[str, Any]) -> str:
    more = {key: value for key, value in core["last_day"].items() if key not in ("rule", "start", "unextended")}
    limit = FIGURES.time_limit(core["last_day"]["rule"], core["last_day"]["start"], **more)
    return date_in_words(limit.unextended if core["last_day"].get("unextended") else limit.last_day)


#: By the key that names where the core gives the value; what is answered is written as the guide writes it.
VALUES: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "law": _law,
    "last_day": _last_day,
    "limitation": lambda core: date_in_words(_owed(core["limitation"]).last_day),
    "interest": lambda core: amount(_owed(core["interest"]).interest),
    "registry": lambda _: amount(min(tariffs.registry()[:2])),
}


def _route(asked: Mapping[str, Any]) -> None:
    claim = FIGURES.owed(asked["amount"], "2026-05-31", "2026-11-22")
    situation = Situation(both_traders=asked["both_traders"])
    route = next(each for each in routes(claim.claim, claim.statement, situation) if each.code == asked["code"])
    found = {"court": [court.code for court in route.courts], "lawyer": route.lawyer, "status": route.status}
    for key in set(asked) & set(found):
        assert found[key] == ([asked[key]] if key == "court" else asked[key])


def _point(core: Mapping[str, Any]) -> None:
    assert plain(core["contains"]) in plain(say(point(core["point"]).text))


def _sector(asked: Mapping[str, Any]) -> None:
    """What is billed on the day it is delivered falls due at most so many days later."""
    day = date.fromisoformat(asked["delivered"])
    assert (FIGURES.latest_lawful(day, trade=asked["code"], delivered=day).due_on - day).days == asked["days"]


def _reply(asked: Mapping[str, Any]) -> None:
    entry = entry_of(asked["letter"])
    assert entry is not None and entry.reply is not None
    assert entry.reply.days == asked["days"]


#: Where the core's answer is no value that a sentence could repeat.
FACTS: dict[str, Callable[[Mapping[str, Any]], None]] = {
    "route": lambda core: _route(core["route"]),
    "point": _point,
    "sector": lambda core: _sector(core["sector"]),
    "reply": lambda core: _reply(core["reply"]),
}

KNOWN = [rule for rule in RULES if "core" in rule]


@pytest.fixture(scope="module")
def told(pages: dict[str, Page]) -> dict[str, str]:
    """The text of every page of the guide, without its marks of confidence."""
    marks = re.compile(r'<a aria-label="[^"]*" class="source-mark"[^>]*>[^<]*</a>')
    return {
        name.removesuffix("index.html"): plain(Article(marks.sub("", page.html)).text)
        for name, page in pages.items()
        if name != "404.html"
    }


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["rule"])
def test_the_guide_tells_the_rule(told: dict[str, str], rule: Rule) -> None:
    for page, sentence in rule["told"]:
        assert plain(sentence.replace("{}", rule["value"])) in told[page], page


@pytest.mark.parametrize("rule", KNOWN, ids=lambda rule: rule["rule"])
def test_the_core_applies_the_rule(rule: Rule) -> None:
    core = rule["core"]
    (kind,) = set(core) & (set(VALUES) | set(FACTS))
    if kind in FACTS:
        FACTS[kind](core)
    elif "raw" in core:
        assert FIGURES.law(core["law"]).value == Decimal(core["raw"])
    else:
        assert plain(VALUES[kind](core)) == plain(rule["value"])


@pytest.mark.parametrize("rule", [rule for rule in RULES if "never" in rule], ids=lambda rule: rule["rule"])
def test_no_page_tells_the_old_rule(told: dict[str, str], rule: Rule) -> None:
    for pattern in map(re.compile, map(plain, rule["never"])):
        assert {name: found[0] for name, text in told.items() if (found := pattern.search(text))} == {}


def test_most_rules_are_the_core_s() -> None:
    assert len(KNOWN) >= 45
    assert len({rule["rule"] for rule in RULES}) == len(RULES)
