"""Every key that the core says has its sentence, and what the procedure's data say of its sentences is true."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any

import pytest

from latepay_core.countries.fr.procedure.checklists import checklists
from latepay_core.countries.fr.procedure.law_figures import law_figures
from latepay_core.data import table
from latepay_core.said import TO
from latepay_core.wording import catalogue
from tests.core.language.test_language import patterns
from tests.core.language.test_language import test_a_sentence_is_typeset_as_french_is as typeset
from tests.support.catalogue import CORE

#: The functions that say something, and how the keys begin that they are given, in the file or room that has them.
SAYING = {"said": "", "worded": ""}
OF_THE_PROCEDURE = {
    "told": "procedure/",
    "point": "procedure/point.",
    "points": "procedure/point.",
    "no_counsel": "procedure/point.",
    "counsel_to_check": "procedure/point.",
    "title_of": "procedure/step.",
    "OutOfRange": "procedure/fault.",
}
ROOM = CORE / "procedure"


#: What follows another sentence, where there is anything to add, begins with the space between them.
CLAUSES = {"sector.doubt", "procedure/step.first-reminder.asks"}


def sentences() -> Iterator[tuple[str, str]]:
    """Every French sentence by its whole key: `rate.fixed`, `procedure/step.call.what`."""
    for file in files("latepay_core.wording").joinpath("fr").iterdir():
        name = file.name.removesuffix(".toml")
        for key, text in catalogue(name, "fr").items():
            yield key if name == "core" else f"{name}/{key}", text


FRENCH = dict(sentences())


def figures(text: str) -> dict[str, str]:
    """The figures that a sentence takes, with their forms."""
    return {name: form or "" for _, name, form, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("name", sorted({key.rpartition("/")[0] for key in FRENCH}))
def test_a_sentence_is_typeset_as_french_is(name: str) -> None:
    for key, said in FRENCH.items():
        if key.rpartition("/")[0] == name:
            # what stands in for a figure has no space of its own
            text = re.sub(r"\{\w+:?[\w|-]*\}", "x", said)
            typeset(key, text.removeprefix(" ") if key in CLAUSES else text)


@cache
def asked() -> frozenset[str]:
    """The keys that the core asks for, as regular expressions."""
    found = set()
    for path in CORE.rglob("*.py"):
        words = SAYING | OF_THE_PROCEDURE if ROOM in path.parents else SAYING
        for call in _calls(path.read_text(encoding="utf-8")):
            if isinstance(call.func, ast.Name) and call.func.id in words:
                keys = call.args if call.func.id == "points" else call.args[:1]
                found |= {re.escape(words[call.func.id]) + each for key in keys for each in patterns(key)}
    return frozenset(found)


def _calls(source: str) -> Iterator[ast.Call]:
    return (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))


def test_a_key_that_the_core_says_has_its_sentence() -> None:
    assert [each for each in sorted(asked()) if not any(re.fullmatch(each, key) for key in FRENCH)] == []


def test_the_test_sees_a_key_without_a_sentence() -> None:
    assert len(asked()) > 250
    assert not any(re.fullmatch(r"procedure/point\.nobody\-says\-this", key) for key in FRENCH)


def test_what_is_said_otherwise_to_one_side_is_no_repetition() -> None:
    for key, text in FRENCH.items():
        name, slash, rest = key.rpartition("/")
        if rest.startswith(TO):
            assert FRENCH.get(f"{name}{slash}{rest.partition('.')[2]}") != text, key


# ---------------------------------------------------------------- what the procedure's data say of its sentences


def law_of(*keys: str) -> set[str]:
    """The figures of the law that sentences take."""
    return {name for key in keys for name in figures(FRENCH[f"procedure/{key}"]) if name in law_figures()}


def data(name: str) -> dict[str, Any]:
    return table("latepay_core.countries.fr.procedure", f"{name}.toml")


def keys_below(start: str) -> set[str]:
    return {key.removeprefix("procedure/") for key in FRENCH if key.startswith(f"procedure/{start}")}


def test_a_point_has_its_sentence_and_names_the_figures_of_the_law_that_it_takes() -> None:
    assert {f"point.{key}" for key in data("points")} == keys_below("point.")
    for key, ground in data("points").items():
        assert set(ground.get("law", ())) == law_of(f"point.{key}"), key


def test_a_step_names_the_figures_of_the_law_and_papers_that_have_a_name() -> None:
    codes = {key.split(".")[1] for key in keys_below("step.")}
    assert data("steps").keys() <= codes
    for code in codes:
        step = data("steps").get(code, {})
        told = keys_below(f"step.{code}.") | keys_below(f"to-private.step.{code}.")
        assert set(step.get("law", ())) == law_of(*told), code
        assert {"title", "what"} <= {key.split(".")[2] for key in keys_below(f"step.{code}.")}
    papers = {
        f"paper.{paper}" for step in data("steps").values() for name in step if "papers" in name for paper in step[name]
    }
    assert papers == keys_below("paper.")


def test_a_route_has_the_sentences_that_its_data_count_on() -> None:
    assert data("routes").keys() == {key.split(".")[1] for key in keys_below("route.")}
    for code, route in data("routes").items():
        told = {f"route.{code}.{name}" for name in ("title", "summary", "cost", "timing")}
        for number, step in enumerate(route["steps"], 1):
            start = f"route.{code}.steps.{number}"
            told |= {f"{start}.text"} | ({f"{start}.deadline"} if step.get("deadline") else set())
            if "judicial" in step:
                told |= {f"{start}.text-judicial"}
                told |= {f"{start}.deadline-judicial"} if step["judicial"]["deadline"] else set()
        assert told == keys_below(f"route.{code}."), code
        assert set(route.get("law", ())) == law_of(*told), code


def test_a_check_list_has_the_sentences_that_its_data_count_on() -> None:
    told = set()
    for each in checklists():
        told |= {each.title, each.purpose, each.when, each.done, *(section.title for section in each.sections)}
        told |= {sentence for section in each.sections for item in section.items for sentence in (item.text, item.why)}
        told |= {sentence for field in each.fields for sentence in (field.label, field.hint) if sentence}
    assert {each.key for each in told} == {key for key in FRENCH if key.startswith("checklists/")}


def test_the_procedure_holds_no_sentence_and_makes_none() -> None:
    for path in ROOM.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        documentation = {
            node.value for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in documentation:
                assert len(node.value.split()) < 3, (path.name, node.value)
            if isinstance(node, ast.ImportFrom):
                assert not str(node.module).startswith("latepay_core.wording"), path.name
