"""Material for MkDocs ends in 2027: its successor must be able to take over."""

from pathlib import Path

import pytest

from tools.compare_builders import build_with_zensical, pages


@pytest.mark.slow
def test_zensical_builds_the_same_pages(site: Path) -> None:
    assert pages(build_with_zensical()) == pages(site)
