"""The French catalogues of the wording room: each key is asked for and there; nothing below has sentences."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from latepay_core.letters import wording as letters
from latepay_core.wording import catalogue
from tests.core.language.test_language import patterns
from tests.support.catalogue import CORE

NAMES = sorted(path.stem for path in (CORE / "wording" / "fr").glob("*.toml"))
#: How a key is named in full: `rate.b2b` stands in the core's own catalogue.
SENTENCES = {
    (key if name == "core" else f"{name}/{key}"): text
    # a letter's sentences stand in its folder, and are said like the others
    for name in (*NAMES, letters.OWN)
    for key, text in catalogue(name, "fr").items()
}
#: A catalogue is one test: ten thousand of one sentence each took a minute to hand round.
by_catalogue = pytest.mark.parametrize("name", (*NAMES, letters.OWN))

#: The rooms that stand below: none of them may make a sentence.
BELOW = (
    *("claim", "law", "countries", "interest", "dates", "regimes", "statement", "instalments", "procedure", "terms"),
    *("weighing", "ledger", "imports", "data.py", "said.py"),
)
#: What answers with JSON, in a room below: it has its sentences made at that edge.
AT_THE_EDGE = {"imports/answer.py"}
#: Who else has sentences made, above the rooms that hold none: what is written or printed, and the public face. The
#: list can only shorten.
SPEAKING = {
    *("__init__.py", "case/case.py"),
    *(f"letters/{each}.py" for each in ("environment", "forms", "transfer", "wording", "writing")),
    *("letters/context/invoices.py", "letters/context/sums.py"),
    *(
        f"letters/kinds/{each}.py"
        for each in ("agree/view", "chase/chasing_plan/tables", "terms/payment_terms/clauses")
    ),
    *(f"outputs/{each}.py" for each in ("attachments", "calendar", "court_file", "follow_up", "models", "page")),
    *(f"outputs/{each}.py" for each in ("spreadsheet", "tables", "verify", "words")),
}
#: Words that are looked for in what people type, and the names of codes of law: read, not said.
READ = ("claim/typed/", "claim/countries.py", "countries/fr/texts/citations.py", "imports/matching.py")
#: Who asks for a sentence, with what stands before the key that it is given, and where it is given it.
SAYS = {
    "said": ("", 0),
    "said_to": ("", 1),
    "worded": ("", 0),
    "refuse": ("refusals/", 0),
    "fault": ("refusals/", 0),
    "_refused": ("refusals/", 0),
    "keyed_fault": ("", 1),
    "unread": ("refusals/typed.", 0),
    "Unread": ("refusals/typed.", 0),
}
_FUNCTION_WORD = re.compile(
    r"(?i)(?<!\w)(?:le|la|les|des|du|une?|est|sont|pour|avec|par|sur|dans|aux?|ou|ne|pas|vous|votre|depuis|puis)(?!\w)"
)
_LEAST_WORDS = 4


#: The modules outside the room that read texts of a catalogue, and why. The list can only shorten; an entry that ends
#: with a stroke is a room.
WITH_TEXTS = {
    "wording/": "the room itself",
    "data.py": "reads the files",
    "letters/": "a letter's template and folder hold its words",
    "documents/plain.py": "the few words of a layout: it stands below every sentence",
    "claim/places.py": "the names of countries, read as they are typed",
}


def modules_below() -> Iterator[Path]:
    for room in BELOW:
        place = CORE / room
        yield from [place] if place.suffix else sorted(place.rglob("*.py"))


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def constants(tree: ast.Module) -> Iterator[str]:
    """The texts of a module, docstrings aside."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    firsts = [node.body[0] for node in ast.walk(tree) if isinstance(node, documented) and node.body]
    told = {id(first.value) for first in firsts if isinstance(first, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


def is_a_sentence(text: str) -> bool:
    """Several words of French, one of them of those that hold a sentence together.

    A citation of articles is none, nor is a pattern by which what people write is read.

    >>> is_a_sentence("le montant est nul"), is_a_sentence("C. civ., art. 2240, 2241 et 2244")
    (True, False)
    """
    words = re.findall(r"[^\W\d_]{2,}", text)
    read = re.search(r"art\.|[<|\\]|\(\?", text)
    return len(words) >= _LEAST_WORDS and not read and bool(_FUNCTION_WORD.search(text))


@pytest.mark.parametrize("path", list(modules_below()), ids=lambda path: path.relative_to(CORE).as_posix())
def test_no_sentence_is_made_below_the_wording_room(path: Path) -> None:
    tree = parsed(path)
    asked = {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    spoken = {each for each in asked if each.startswith("latepay_core.wording")}
    assert bool(spoken) == (path.relative_to(CORE).as_posix() in AT_THE_EDGE)
    if not path.relative_to(CORE).as_posix().startswith(READ):
        assert [text for text in constants(tree) if is_a_sentence(text)] == []


def test_nobody_else_has_sentences_made() -> None:
    """Outside the room itself and the command line, whose business is to print."""
    speaking = {
        path.relative_to(CORE).as_posix()
        for path in CORE.rglob("*.py")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ImportFrom) and f"{node.module}.".startswith("latepay_core.wording.")
    }
    assert {each for each in speaking if not each.startswith(("wording/", "cli/"))} == SPEAKING | AT_THE_EDGE


def holder(path: Path) -> str:
    """The entry of the list that a module falls under; itself where there is none."""
    name = path.relative_to(CORE).as_posix()
    return next((each for each in WITH_TEXTS if name == each or (each.endswith("/") and name.startswith(each))), name)


def test_no_other_room_has_sentences_of_its_own() -> None:
    """Who reads a catalogue of texts, by importing what reads one: nobody beside the list, and all of the list."""
    reading = {
        holder(path)
        for path in CORE.rglob("*.py")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.ImportFrom)
        and "catalogue" in ({node.name} if isinstance(node, ast.FunctionDef) else {each.name for each in node.names})
        and getattr(node, "module", "latepay_core.data") in {"latepay_core.data", "latepay_core.wording"}
    }
    assert reading - {"letters/catalogue.py"} == WITH_TEXTS.keys()


@cache
def asked() -> tuple[str, ...]:
    """The keys that the code asks for, as regular expressions."""
    found = set()
    for path in CORE.rglob("*.py"):
        tree = parsed(path)
        own = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)} - {"_refused"}
        for node in ast.walk(tree):
            name = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
            if not isinstance(node, ast.Call) or name not in SAYS or name in own:
                continue
            before, at = SAYS[name]
            if name == "_refused" and "claim" not in path.parts:
                continue
            if len(node.args) > at:
                found |= {re.escape(before) + pattern for pattern in patterns(node.args[at])}
    return tuple(sorted(each.replace("(?:)", "") for each in found))


def test_a_key_that_is_said_has_its_sentence() -> None:
    assert [each for each in asked() if not any(re.fullmatch(each, key) for key in SENTENCES)] == []


@cache
def texts() -> frozenset[str]:
    return frozenset(text for path in CORE.rglob("*.py") for text in constants(parsed(path)))


def is_asked_for(key: str) -> bool:
    said = [re.sub(r"^((?:[a-z-]+/)?)to-debtor\.", r"\1", key), key]
    vague = {".+", r"refusals/.+", r"refusals/typed\..+"}
    built = [each for each in asked() if each not in vague]
    # a key put together elsewhere ends, or begins, with a constant of the code
    ends = [each.rpartition("/")[2] for each in said]
    parts = {part for end in ends for part in (end, end.partition(".")[2], end.rpartition(".")[2]) if part}
    begun = any("." in each and len(each) > 8 and end.startswith(each) for each in texts() for end in ends)
    return bool(parts & texts() or begun or any(re.fullmatch(each, one) for each in built for one in said))


@by_catalogue
def test_a_sentence_is_asked_for(name: str) -> None:
    whole = {key for key in SENTENCES if (name == "core" and "/" not in key) or key.startswith(f"{name}/")}
    assert whole
    assert [key for key in sorted(whole) if not is_asked_for(key)] == []
