"""What the cases cite can be looked up: a section or a table of tests/facts, a page of the guide or of the format."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[3]
FACTS = ROOT / "tests" / "facts"
HEADINGS = set(
    re.findall(r"^#{2,3} ([A-O](?:\.\d+)?)\.? ", (FACTS / "france.md").read_text(encoding="utf-8"), re.MULTILINE)
)
#: `tests/facts, B.6, C and H.5`, `tests/facts, fr_tariffs.csv`
FACT = re.compile(r"tests/facts, ((?:(?:, | and |; )?(?:[A-O](?:\.\d+)?\b|\w+\.csv))+)")


def sources() -> Iterator[tuple[str, str]]:
    """The file and the source of each case."""
    for path in sorted((ROOT / "tests").rglob("*.yaml")):
        for case in yaml.safe_load(path.read_text(encoding="utf-8")):
            if isinstance(case, dict) and "source" in case:
                yield path.relative_to(ROOT).as_posix(), str(case["source"])


CITED = sorted({(path, source) for path, source in sources()})


def test_every_section_and_table_of_the_facts_that_is_cited_is_there() -> None:
    cited = [(each, path) for path, source in CITED for found in FACT.findall(source) for each in split(found)]
    unknown = [(each, path) for each, path in cited if each not in HEADINGS and not (FACTS / "rates" / each).is_file()]
    assert unknown == []
    # were the search to find nothing, this test would prove nothing
    assert {"B.4", "G", "fr_tariffs.csv"} <= {each for each, _ in cited}
    assert all(FACT.search(source) for _, source in CITED if "tests/facts" in source)


def split(found: str) -> list[str]:
    """
    >>> split("B.6, C and H.5")
    ['B.6', 'C', 'H.5']
    """
    return [each for each in re.split(r", | and |; ", found) if each]


def test_every_page_that_is_cited_is_there() -> None:
    cited = {page for _, source in CITED for page in re.findall(r"docs/[\w/-]+(?:\.md)?", source)}
    assert {page for page in cited if not (ROOT / page).exists()} == set()
    assert "docs/format" in cited


@pytest.mark.parametrize("folder", ["calculator", "docs", "src", "tests", "tools"])
def test_nothing_refers_to_what_is_not_here(folder: str) -> None:
    kinds = (".py", ".md", ".yaml", ".toml", ".mjs", ".html", ".csv", ".j2", ".sh", ".ts")
    lost = re.compile(
        r"\.\./shared/|shared/facts|facts dossier|the public contract|source points|source: issue\b", re.IGNORECASE
    )
    texts = [path for path in (ROOT / folder).rglob("*") if path.suffix in kinds and path != Path(__file__).resolve()]
    assert texts
    assert [path.name for path in texts if lost.search(path.read_text("utf-8", errors="replace"))] == []
