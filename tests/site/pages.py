"""Read a built page: its elements, its words, and what it makes a browser fetch."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from tools.guide import redirects

# An address on a link element is fetched for these relations; the others (canonical, prev, next) only name a page.
FETCHED_RELATIONS = {"stylesheet", "icon", "preload", "modulepreload", "manifest", "prefetch", "apple-touch-icon"}
SPOKEN_ATTRIBUTES = ("title", "aria-label", "placeholder", "alt", "aria-description")
UNREAD = {"script", "style", "code", "template"}
HOST = "https://site.invalid/"
CSS_ADDRESS = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)|@import\s+["']([^"']+)["']""")


@dataclass
class Element:
    """An element; `part` is 0 in the page itself, else the number of the `<template>` whose own document it is in."""

    tag: str
    attributes: dict[str, str]
    part: int = 0


@dataclass
class Page(HTMLParser):
    name: str
    html: str
    elements: list[Element] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    _unread: int = 0
    _templates: int = 0
    _part: int = 0

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}, self._part))
        if tag == "template":
            self._templates += 1
            self._part = self._templates
        if tag in UNREAD:
            self._unread += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}, self._part))

    def handle_endtag(self, tag: str) -> None:
        if tag == "template":
            self._part = 0
        if tag in UNREAD and self._unread:
            self._unread -= 1

    def handle_data(self, data: str) -> None:
        if not self._unread and data.strip():
            self.texts.append(" ".join(data.split()))

    @property
    def url(self) -> str:
        """Where the page stands on an imaginary host."""
        return urljoin(HOST, self.name.removesuffix("index.html"))

    def all(self, tag: str) -> list[dict[str, str]]:
        return [element.attributes for element in self.elements if element.tag == tag]

    def anchors(self) -> set[str]:
        return {element.attributes["id"] for element in self.elements if "id" in element.attributes}

    def spoken(self) -> list[str]:
        """Every text node, and every attribute that a browser shows or a screen reader speaks."""
        said = list(self.texts)
        for element in self.elements:
            said += [
                " ".join(element.attributes[name].split()) for name in SPOKEN_ATTRIBUTES if name in element.attributes
            ]
        return said

    def links(self) -> list[str]:
        return [urljoin(self.url, link["href"]) for link in self.all("a") if "href" in link]

    def fetched(self) -> list[str]:
        """The addresses that opening the page makes the browser fetch."""
        found = [item.attributes["src"] for item in self.elements if "src" in item.attributes]
        found += [link["href"] for link in self.all("link") if FETCHED_RELATIONS & set(link.get("rel", "").split())]
        for item in self.elements:
            found += [part.split()[0] for part in item.attributes.get("srcset", "").split(",") if part.strip()]
            found += css_addresses(item.attributes.get("style", ""))
            found += [
                item.attributes[name]
                for name in ("poster", "data")
                if name in item.attributes and item.tag in {"object", "video"}
            ]
        return [urljoin(self.url, address) for address in found if not address.startswith("data:")]


def css_addresses(css: str) -> list[str]:
    found = [first or second for first, second in CSS_ADDRESS.findall(css)]
    return [address for address in found if not address.startswith(("data:", "#"))]


def read_pages(site: Path) -> dict[str, Page]:
    """Every page of the site but those that only lead to a new address."""
    moved = {f"{address}index.html" for address in redirects.moved()}
    names = {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*.html"))}
    return {name: Page(name, path.read_text(encoding="utf-8")) for name, path in names.items() if name not in moved}


def is_internal(address: str) -> bool:
    return address.startswith(HOST)


def local_file(site: Path, address: str) -> Path:
    named = urlsplit(address).path
    path = site / unquote(named).lstrip("/")
    return path / "index.html" if named.endswith("/") else path
