"""List the addresses of other sites that the built pages lead to, for a weekly job that visits them."""

from __future__ import annotations

import sys
from collections import defaultdict
from html.parser import HTMLParser
from pathlib import Path


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        address = dict(attrs).get("href") or ""
        if tag == "a" and address.startswith("https://"):
            self.found.add(address.partition("#")[0])


def external_links(site: Path) -> dict[str, list[str]]:
    """Each address, without its fragment, and the pages that lead to it; both in order."""
    found: dict[str, list[str]] = defaultdict(list)
    for page in sorted(site.rglob("*.html")):
        parser = _Links()
        parser.feed(page.read_text(encoding="utf-8"))
        for address in parser.found:
            found[address].append(page.relative_to(site).as_posix())
    return dict(sorted(found.items()))


def main(arguments: list[str] | None = None) -> int:
    (folder,) = (sys.argv[1:] if arguments is None else arguments) or ["site"]
    if not (Path(folder) / "index.html").is_file():
        print("Construisez d'abord le site : make site", file=sys.stderr)
        return 2
    for address, pages in external_links(Path(folder)).items():
        print(address, *pages, sep="\t")
    return 0


if __name__ == "__main__":
    sys.exit(main())
