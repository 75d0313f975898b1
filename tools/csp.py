"""Write the Content-Security-Policy into every built page, since a static host may send no header of its own."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path

# An executable inline script has one of these types, or none; a JSON island is data and needs no permission.
EXECUTABLE_TYPES = frozenset({"", "module", "text/javascript", "application/javascript"})
POLICY_TAG = re.compile(r'\s*<meta http-equiv="Content-Security-Policy"[^>]*>\s*<meta name="referrer"[^>]*>')
CHARSET_TAG = re.compile(r'<meta charset="utf-8"\s*/?>', re.IGNORECASE)


class _InlineScripts(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.scripts: list[str] = []
        self._open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "script" and "src" not in given and (given.get("type") or "").lower() in EXECUTABLE_TYPES:
            self._open = True
            self.scripts.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._open = False

    def handle_data(self, data: str) -> None:
        if self._open:
            self.scripts[-1] += data


def inline_scripts(html: str) -> list[str]:
    parser = _InlineScripts()
    parser.feed(html)
    parser.close()
    return [script for script in parser.scripts if script.strip()]


def source_hash(script: str) -> str:
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def policy(hashes: set[str]) -> str:
    """`'unsafe-inline'` is granted to styles alone: the theme sets a few of its sizes through the style attribute."""
    return "; ".join(
        (
            "default-src 'none'",
            " ".join(("script-src 'self' 'wasm-unsafe-eval'", *sorted(hashes))),
            "worker-src 'self' blob:",
            "connect-src 'self'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "font-src 'self'",
            "manifest-src 'self'",
            "base-uri 'self'",
            "form-action 'none'",
        )
    )


def inject(html: str, text: str) -> str:
    """Right after the charset, which must stand in the first 1,024 bytes, and before anything that loads."""
    bare = POLICY_TAG.sub("", html)
    tags = (
        f'\n<meta http-equiv="Content-Security-Policy" content="{text}">\n<meta name="referrer" content="no-referrer">'
    )
    written, count = CHARSET_TAG.subn(lambda match: match.group(0) + tags, bare, count=1)
    if count != 1:
        raise ValueError('page without <meta charset="utf-8">')
    return written


def apply(site: Path) -> int:
    """Protect every page of `site`; gives their number.

    All pages get the same policy, with the scripts of all: instant navigation keeps the policy of the page
    the reader entered by, and runs the inline scripts of the pages that follow.
    """
    pages = {path: path.read_text(encoding="utf-8") for path in sorted(site.rglob("*.html"))}
    hashes = {source_hash(script) for html in pages.values() for script in inline_scripts(html)}
    text = policy(hashes)
    for path, html in pages.items():
        try:
            path.write_text(inject(html, text), encoding="utf-8")
        except ValueError as problem:
            raise ValueError(f"{path.relative_to(site)}: {problem}") from problem
    return len(pages)
