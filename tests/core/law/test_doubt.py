"""How sure a rule is stands beside it, as one of three marks: an instruction does not end on a doubt."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
WRITTEN = sorted(
    path
    for folder in ("src/latepay_core", "calculator", "tools", "docs")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in {".toml", ".html", ".md", ".mjs", ".j2"} and "decisions" not in path.parts
)
DOUBT = re.compile(r"à\s+confirmer|n’a pas été lu\)", re.IGNORECASE)


def test_there_is_something_to_read() -> None:
    assert len(WRITTEN) > 200


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_sentence_leaves_the_reader_to_confirm_it(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if DOUBT.search(line)] == []
