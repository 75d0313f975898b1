"""The catalogue: faultless French typography, every sentence used, every key used present."""

import ast
import re
import string
from collections.abc import Iterator
from functools import cache

import pytest

from latepay_core import Claim, draw_up
from latepay_core.cli.sentences import sentence
from latepay_core.wording import catalogue, say
from latepay_core.wording.french import plain
from tests.cases.loading import all_cases
from tests.support.catalogue import CORE, sentences

ROOT = CORE.parents[1]
NARROW, NO_BREAK = "\u202f", "\u00a0"
#: What a key's figures stand for, when a sentence is only looked at.
WORDING = {"sentence": "", "faulty": "cli.fault."}

every_sentence = pytest.mark.parametrize(("key", "text"), sentences().items(), ids=sentences().keys())


@every_sentence
def test_a_sentence_is_typeset_as_french_is(key: str, text: str) -> None:
    # a unit alone in the head of a column has no figure to hold to
    text = re.sub(r" \([€%]\)", "", text)
    assert "'" not in text, "a straight apostrophe"
    assert "..." not in text
    assert "  " not in text
    assert text == text.strip() or key in {"reference.and-insolvency"} or text.startswith(","), "stray spaces"
    for sign in ";!?":
        for found in re.finditer(re.escape(sign), text):
            assert text[found.start() - 1] == NARROW, f"a narrow no-break space before {sign}"
    for found in re.finditer("[:%€»]", text):
        before = text[found.start() - 1]
        address = text[found.start() :].startswith("://")
        assert address or before == NO_BREAK, f"a no-break space before {found[0]}"
    for found in re.finditer("«", text):
        assert text[found.end()] == NO_BREAK, "a no-break space after «"
    assert not re.search(r"\d \d", text), "a narrow no-break space within numbers"
    assert not re.search(r"\d (?:jours?|Mo)\b", text), "a number and its unit hold together"
    assert not re.search(r"\b1er [a-zé]+ \d{4}", text), "a date holds together"
    assert text.count("«") == text.count("»")


@every_sentence
def test_a_sentence_names_its_figures(key: str, text: str) -> None:
    names = [name for _, name, form, conversion in string.Formatter().parse(text) if name is not None]
    assert all(re.fullmatch(r"[a-z_0-9]+", name) for name in names), "named, never numbered nor nested"
    assert sentence(key, **dict.fromkeys(names, "x"))


def called_keys() -> Iterator[tuple[str, str]]:
    """Each key the core asks for, as a regular expression, with the file that asks."""
    for path in CORE.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        asking = WORDING.keys() - names_of_a_room(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in asking and node.args:
                for pattern in patterns(node.args[0]):
                    yield re.escape(WORDING[node.func.id]) + pattern, path.name


def names_of_a_room(tree: ast.Module) -> set[str]:
    """What a file imports from the words of its own room, or defines as such: that room has a catalogue of its own."""
    found = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and str(node.module).endswith((".words", ".wording"))
        for alias in node.names
    }
    says = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    return found | (says if "say" in says else set())


def patterns(node: ast.expr) -> list[str]:
    """The strings an expression may stand for; what is only known at run time matches anything but nothing."""
    match node:
        case ast.Constant(value=str(text)):
            return [re.escape(text)]
        case ast.JoinedStr(values=parts):
            return ["".join(patterns(part)[0] for part in parts)]
        case ast.IfExp(body=yes, orelse=no):
            return patterns(yes) + patterns(no)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return [one + other for one in patterns(left) for other in patterns(right)]
    return [".+"]


CALLED = sorted({pattern for pattern, _ in called_keys()})


@pytest.mark.parametrize("pattern", CALLED)
def test_a_key_the_core_asks_for_is_in_the_catalogue(pattern: str) -> None:
    assert any(re.fullmatch(pattern.replace("(?:)", ""), key) for key in sentences())


def string_constants() -> set[str]:
    """Every piece of text in the code, f-strings' fixed parts included, and what templates have between quotes."""
    found = set()
    for folder in (CORE, ROOT / "calculator", ROOT / "tools"):
        for path in folder.rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    found.add(node.value)
        for path in folder.rglob("*.html"):
            found |= set(re.findall(r"[\"']([a-z0-9.-]+)[\"']", path.read_text(encoding="utf-8")))
    return found


CONSTANTS = string_constants()


@every_sentence
def test_a_sentence_of_the_catalogue_is_asked_for(key: str, text: str) -> None:
    del text
    constants = CONSTANTS
    # « to-debtor.warning.overpaid » is asked for by `sentence_to(side, "warning.overpaid")`.
    key = key.removeprefix("to-debtor.")
    named = key in constants or any(key.removeprefix(prefix) in constants for prefix in WORDING.values())
    built = [pattern for pattern in CALLED if pattern not in (".+", r"cli\.fault\..+")]
    # « explain.term » + « -after »: a key put together in a variable begins with a constant of the code.
    begun = any("." in constant and len(constant) > 8 and key.startswith(constant) for constant in constants)
    assert named or begun or any(re.fullmatch(pattern, key) for pattern in built)


@cache
def warning_texts() -> set[str]:
    return {
        say(warning.message) for case in all_cases() for warning in draw_up(Claim.model_validate(case.claim)).warnings
    }


WARNINGS = {key.removeprefix("warning.") for key in catalogue("core", "fr") if key.startswith("warning.")}


@pytest.mark.parametrize("key", sorted(WARNINGS - {"floor-item"}))
def test_a_warning_of_the_catalogue_is_given_in_some_case(key: str) -> None:
    template = catalogue("core", "fr")[f"warning.{key}"]
    pattern = "".join(
        re.escape(text) + (".+" if name is not None else "") for text, name, *_ in string.Formatter().parse(template)
    )
    assert any(re.fullmatch(pattern, message) for message in warning_texts())


def test_what_a_statement_says_is_typeset_as_french_is() -> None:
    """Filled-in sentences too: figures bring their own no-break spaces."""
    for case in all_cases():
        statement = draw_up(Claim.model_validate(case.claim))
        said = [say(warning.message) for warning in statement.warnings]
        said += [say(part.sentence) for part in statement.totals.explanations.values()]
        said += [text for row in statement.rate_comparison for text in (say(row.sentence), say(row.caution))]
        for invoice in statement.invoices:
            said += [say(line.sentence) for line in invoice.lines] + [say(line.formula) for line in invoice.lines]
            said += [say(movement.sentence) for movement in invoice.movements]
            said += [say(part.sentence) for part in invoice.explanations.values()]
            said += [say(part.sentence) for part in (invoice.public_term, invoice.interest_payment) if part]
        for text in said:
            assert not re.search(r"[^\u202f][;!?]|[^\u00a0][:%€»]|«[^\u00a0]|'|\{|  |\.\.", text), (case.id, text)
            assert text[:1].isupper() or text[:1].isdigit(), (case.id, text)


def test_plain_text_is_for_terminals_only() -> None:
    assert plain("l’échéance\u202f: 10\u00a0€") == "l'échéance : 10 €"
