"""The catalogues of files, court file and their commands: typeset as French is, all asked for."""

import ast
import re
from functools import cache

import pytest

from latepay_core.data import catalogue
from tests.core.language.test_language import patterns
from tests.core.language.test_language import test_a_sentence_is_typeset_as_french_is as typeset
from tests.support.catalogue import CORE

#: Each catalogue, the files that may ask for its sentences, and what stands before a key there.
CATALOGUES = {
    ("latepay_core.letters", "transfer.toml"): (["letters/transfer.py"], {"_say": "", "_refused": "refusal."}),
    ("latepay_core.wording", "fr/outputs.toml"): (
        [
            f"outputs/{name}.py"
            for name in ("calendar", "follow_up", "formats", "qr", "sheets", "spreadsheet", "tables")
        ],
        {"say": "", "_say": "", "self._say": "", "refused": "refusal."},
    ),
    ("latepay_core.wording", "fr/outputs-court-file.toml"): (["outputs/court_file.py"], {"say": ""}),
    ("latepay_core.wording", "fr/cli-files.toml"): (
        ["cli/files.py"],
        {"say": "", "_option": "help.", "_faulty": "fault.", "metavar": "metavar."},
    ),
}
SENTENCES = [
    (package, file, key, text) for package, file in CATALOGUES for key, text in catalogue(package, file).items()
]
every_sentence = pytest.mark.parametrize(("package", "file", "key", "text"), SENTENCES, ids=lambda each: str(each)[:40])


@cache
def asked(package: str, file: str) -> list[str]:
    """The keys that the code asks for, as regular expressions; keys that come from a variable match by their ends."""
    globs, words = CATALOGUES[package, file]
    found = []
    for path in (path for each in globs for path in CORE.glob(each)):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = ast.unparse(node.func)
            # whose calendar it is stands before the key
            at = 1 if name == "_say" and path.name == "follow_up.py" else 0
            if name in words and len(node.args) > at:
                found += [re.escape(words[name]) + pattern for pattern in patterns(node.args[at])]
            found += [
                re.escape(f"{each.arg}.{each.value.value!s}")
                for each in node.keywords
                if each.arg in words and isinstance(each.value, ast.Constant)
            ]
    return found


@cache
def constants(package: str, file: str) -> set[str]:
    paths = [path for each in CATALOGUES[package, file][0] for path in CORE.glob(each)]
    nodes = [node for path in paths for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


@every_sentence
def test_a_sentence_is_typeset_as_french_is(package: str, file: str, key: str, text: str) -> None:
    del package, file
    # what stands in for a figure has no space of its own
    typeset(key, re.sub(r"(\{\w+):[\w|-]+\}", r"\1}", text))


@every_sentence
def test_a_sentence_is_asked_for(package: str, file: str, key: str, text: str) -> None:
    del text
    key = key.removeprefix("to-private.")
    patterns_ = [each for each in asked(package, file) if each != ".+"]
    assert key in constants(package, file) or any(re.fullmatch(each.replace("(?:)", ""), key) for each in patterns_)


@pytest.mark.parametrize(("package", "file"), CATALOGUES)
def test_a_sentence_asked_for_is_there(package: str, file: str) -> None:
    keys = catalogue(package, file)
    for each in asked(package, file):
        assert any(re.fullmatch(each.replace("(?:)", ""), key) for key in keys), each
