"""« Sécurité et vie privée » says what was tested and nothing else: each line has its tests, and they exist."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import yaml

from tests.site.pages import Page

ROOT = Path(__file__).resolve().parents[2]
TOLD: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_name("security_told.yaml").read_text(encoding="utf-8"))


def test_every_line_of_the_page_has_its_tests(pages: dict[str, Page]) -> None:
    rows = re.findall(r"<tr>\s*<td>(.*?)</td>", pages["securite/index.html"].html, flags=re.S)
    lines = [" ".join(unescape(re.sub(r"<[^>]+>", "", row)).split()) for row in rows]
    assert len(lines) == len(TOLD)
    for line, begun in zip(lines, TOLD, strict=True):
        assert line.startswith(begun), line


def test_the_tests_exist() -> None:
    for tests in TOLD.values():
        for test in tests:
            path, _, name = test.partition("::")
            text = (ROOT / path).read_text(encoding="utf-8")
            assert f"def {name}(" in text or f'test("{name}"' in text, test
