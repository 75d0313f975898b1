"""What search engines and previews are told of a page, in their own vocabulary (schema.org): only what the page says.

An article says its title and the day it was checked; a page whose front matter names a numbered list (`how_to`) gives
its steps; the page of questions gives its answers.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

_HEADING = re.compile(r"^(#{1,6}) +(.*?) *(?:\{ *#([\w-]+)[^}]*\})? *$")
_ITEM = re.compile(r"^\d+\. +(.*)$")
_MARKS = (
    (re.compile(r"!?\[([^\]]*)\]\([^)]*\)(?:\{[^}]*\})?"), r"\1"),
    (re.compile(r"<[^>]+>"), ""),
    (re.compile(r"(\*\*|__|`)(.*?)\1"), r"\2"),
    (re.compile(r"(?<!\w)\*([^*]+)\*(?!\w)"), r"\1"),
    (re.compile(r"\\(?=[*_#])"), ""),
)


def plain(markdown: str) -> str:
    """A line of Markdown as plain text.

    >>> plain("**Lisez** [la page](x.md#y), *vite*, puis <br>`payez`.")
    'Lisez la page, vite, puis payez.'
    """
    for pattern, put in _MARKS:
        markdown = pattern.sub(put, markdown)
    return " ".join(markdown.split(" ")).strip()


def parts(body: str) -> Iterator[tuple[str, str, list[str]]]:
    """The parts of a page: title, anchor, lines; without the lines that only style what stands above them."""
    title, anchor, lines = "", "", list[str]()
    for line in body.splitlines():
        found = _HEADING.match(line)
        if found:
            yield title, anchor, lines
            title, anchor, lines = plain(found[2]), found[3] or "", []
        elif not line.startswith("{"):
            lines.append(line)
    yield title, anchor, lines


def steps(body: str, anchor: str) -> list[str]:
    """The numbered list of the part that bears this anchor, item by item.

    >>> steps("## Que faire { #que-faire }\\n\\n1. **Lisez**\\n2. Payez", "que-faire")
    ['Lisez', 'Payez']
    """
    for _, found, lines in parts(body):
        if found == anchor:
            return [plain(item[1]) for item in map(_ITEM.match, lines) if item]
    return []


def questions(body: str) -> list[tuple[str, str]]:
    """The parts whose title is a question, with their answer."""
    found = []
    for title, _, lines in parts(body):
        answer = plain(" ".join(line.strip() for line in lines if line.strip()))
        if title.endswith("?") and answer:
            found.append((title, answer))
    return found


def structured_data(meta: Mapping[str, Any], body: str) -> str:
    """JSON-LD for a page, fit to stand in a script element; empty for a page that says none of this."""
    if "checked_on" not in meta:
        return ""
    title = str(meta.get("title") or next((title for title, _, _ in parts(body) if title), ""))
    about = {"inLanguage": "fr", "name": title, "description": meta["description"]}
    graph: list[dict[str, Any]] = [
        {"@type": "Article", "headline": title, "dateModified": str(meta["checked_on"]), **about}
    ]
    listed = steps(body, str(meta["how_to"])) if "how_to" in meta else []
    if listed:
        ordered = [{"@type": "HowToStep", "position": at, "text": text} for at, text in enumerate(listed, start=1)]
        graph.append({"@type": "HowTo", **about, "step": ordered})
    asked = questions(body) if meta.get("faq") else []
    if asked:
        answers = [
            {"@type": "Question", "name": asked_, "acceptedAnswer": {"@type": "Answer", "text": answer}}
            for asked_, answer in asked
        ]
        graph.append({"@type": "FAQPage", **about, "mainEntity": answers})
    text = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")
