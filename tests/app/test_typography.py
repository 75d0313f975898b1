"""What the calculator says has the spaces of French print: they hold before `: ; ! ?` and inside quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APP, BROWSER = ROOT / "calculator" / "app", ROOT / "calculator" / "browser"
PLAIN_SPACE = re.compile(r".{0,30}(?<=[\w»)}>’]) [;:!?%€»](?=[\s.,)<]|$).{0,10}|« \w.{0,12}")


def sentences(path: Path) -> Iterator[str]:
    """What a file says to the reader, without its code."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        yield from re.sub(r"\{#.*?#\}|\{%.*?%\}", "", text, flags=re.DOTALL).splitlines()
    elif path.suffix == ".toml":
        yield from (line for line in text.splitlines() if not line.startswith("#"))
    else:
        code = re.sub(r"/\*.*?\*/|^\s*//.*?$", "", text, flags=re.DOTALL | re.MULTILINE)
        for literal in re.findall(r'"[^"\n]*"|`[^`]*`', code):
            if "${" not in literal:
                yield literal.strip('"`')


@pytest.mark.parametrize(
    "path",
    [*sorted(APP.glob("templates/*.html")), *sorted(APP.glob("*.toml")), *sorted(BROWSER.glob("*.mjs"))],
    ids=lambda path: path.name,
)
def test_no_plain_space_stands_where_a_line_could_break(path: Path) -> None:
    assert [found for line in sentences(path) for found in PLAIN_SPACE.findall(line)] == []


def test_the_search_for_plain_spaces_sees_them() -> None:
    assert PLAIN_SPACE.findall("Prêt : le résultat") == ["Prêt : le résult"]
    assert PLAIN_SPACE.findall("dites « oui\u00a0»") == ["« oui\u00a0»"]
    assert PLAIN_SPACE.findall("Vraiment\u202f? Oui\u00a0: non\u202f; « ».") == []
