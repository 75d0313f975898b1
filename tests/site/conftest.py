"""The site as `tools.build_site` left it; `make test` builds it first."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.site.pages import Page, read_pages

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[str, Page]:
    return read_pages(site)


@pytest.fixture(scope="session")
def articles(pages: dict[str, Page]) -> dict[str, Page]:
    """Every page but the calculator."""
    return {name: page for name, page in pages.items() if not name.startswith("calculateur/")}
