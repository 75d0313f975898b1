"""Nothing comes from elsewhere, and nothing could."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.site.pages import Page, css_addresses, is_internal, local_file
from tools import csp

META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">')


def policy_of(page: Page) -> dict[str, list[str]]:
    (text,) = META.findall(page.html)
    parts = [directive.split() for directive in text.split("; ")]
    return {name: sources for name, *sources in parts}


def test_every_page_carries_the_same_strict_policy(pages: dict[str, Page]) -> None:
    policies = [policy_of(page) for page in pages.values()]
    assert all(policy == policies[0] for policy in policies)
    policy = policies[0]
    assert policy["default-src"] == ["'none'"]
    assert policy["script-src"][:2] == ["'self'", "'wasm-unsafe-eval'"]
    assert all(re.fullmatch(r"'sha256-[A-Za-z0-9+/]{43}='", source) for source in policy["script-src"][2:])
    assert policy["connect-src"] == ["'self'"]
    assert policy["worker-src"] == ["'self'", "blob:"]
    assert policy["form-action"] == ["'none'"]
    assert not [source for sources in policy.values() for source in sources if source.startswith(("http", "*", "//"))]


def test_the_policy_comes_before_anything_that_loads(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        head = page.html[page.html.index("<head>") : META.search(page.html).start()]  # type: ignore[union-attr]
        assert re.fullmatch(r'<head>\s*<meta charset="utf-8">\s*', head), name
        assert page.html.encode().index(b'<meta charset="utf-8">') < 1024, name
        assert '<meta name="referrer" content="no-referrer">' in page.html, name


def test_the_policy_allows_exactly_the_inline_scripts_of_the_site(pages: dict[str, Page]) -> None:
    present = {csp.source_hash(script) for page in pages.values() for script in csp.inline_scripts(page.html)}
    assert set(policy_of(pages["index.html"])["script-src"][2:]) == present


def test_no_event_handler_and_no_script_address(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        assert [key for element in page.elements for key in element.attributes if key.startswith("on")] == [], name
        assert [link for link in page.links() if link.startswith("javascript:")] == [], name


def test_pages_load_only_files_of_the_site(site: Path, pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        assert [address for address in page.fetched() if not is_internal(address)] == [], name
        if name != "404.html":
            assert [address for address in page.fetched() if not local_file(site, address).is_file()] == [], name


def test_style_sheets_load_only_files_of_the_site(site: Path) -> None:
    for sheet in site.rglob("*.css"):
        for address in css_addresses(sheet.read_text(encoding="utf-8")):
            assert not re.match(r"(?:[a-z]+:)?//", address), f"{sheet.name}: {address}"
            assert (sheet.parent / address.split("?")[0].split("#")[0]).resolve().is_file(), f"{sheet.name}: {address}"


def test_inline_scripts_are_found_and_hashed() -> None:
    html = '<script>a<b</script><script src="x.js"></script>'
    html += '<script type="application/json">{}</script><script type="module">m</script>'
    assert csp.inline_scripts(html) == ["a<b", "m"]
    # printf 'm' | openssl dgst -sha256 -binary | base64
    assert csp.source_hash("m") == "'sha256-YsZqel3XDDFGYYBjw0TlMebUtZ43mAhEPOlis6vWPFo='"


def test_a_policy_is_replaced_not_repeated() -> None:
    once = csp.inject('<head><meta charset="utf-8"><title>x</title></head>', "default-src 'none'")
    twice = csp.inject(once, "default-src 'self'")
    assert META.findall(twice) == ["default-src 'self'"]
    assert twice.count("no-referrer") == 1


def test_a_page_without_charset_is_refused() -> None:
    with pytest.raises(ValueError, match="charset"):
        csp.inject("<head></head>", "default-src 'none'")
