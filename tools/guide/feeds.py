"""Write two RSS feeds: the rates of each half-year, and the pages as they are checked again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from pathlib import Path
from xml.sax.saxutils import escape

from latepay_core.wording.french import half_year, percent
from tools.guide.staging import heading, split
from tools.rates_page import HalfYear, known_half_years

RATES, PAGES = "taux.xml", "pages.xml"
#: How many half-years and pages a feed remembers.
MOST_RATES, MOST_PAGES = 12, 40


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a feed; `link` starts from the root of the site, `key` never changes."""

    title: str
    text: str
    link: str
    key: str
    on: date


def rate_items() -> list[Item]:
    """A half-year's rates, newest first; dated on the first day they hold."""
    return [_rates(each) for each in known_half_years()[::-1][:MOST_RATES]]


def _rates(each: HalfYear) -> Item:
    name = half_year(each.starts_on)
    said = [
        f"Entre professionnels, sans taux au contrat\u00a0: {percent(each.default.value)}.",
        f"Plancher d’un contrat\u00a0: {percent(each.floor.value)}.",
        f"Intérêt légal\u00a0: {percent(each.other.value)} (professionnel créancier), "
        f"{percent(each.private.value)} (particulier créancier).",
    ]
    if each.public:
        said.insert(1, f"Acheteur public\u00a0: {percent(each.public.value)}.")
    number = 1 if each.starts_on.month == 1 else 2
    anchor = f"semestre-{each.starts_on.year}-{number}"
    title = f"Taux du {name}\u00a0: {percent(each.default.value)} entre professionnels"
    return Item(title, " ".join(said), f"comprendre/taux/#{anchor}", f"taux-{each.starts_on}", each.starts_on)


def page_items(target: Path) -> list[Item]:
    """The pages by the day they were last checked, newest first."""
    found = []
    for page in sorted(target.rglob("*.md")):
        path = page.relative_to(target).as_posix()
        meta, body = split(page.read_text(encoding="utf-8"), path)
        if "checked_on" in meta:
            on = date.fromisoformat(str(meta["checked_on"]))
            link = path.removesuffix(".md").removesuffix("index").rstrip("/") + "/"
            title = str(meta.get("title") or heading(body))
            found.append(Item(title, str(meta["description"]), link, f"page-{path}-{on}", on))
    return sorted(found, key=lambda item: (item.on, item.key), reverse=True)[:MOST_PAGES]


def feed(site_url: str, name: str, title: str, description: str, items: Iterable[Item]) -> str:
    """A feed, RSS 2.0; the same data give the same bytes."""
    entries = "".join(
        f"<item><title>{escape(item.title)}</title><link>{escape(site_url + item.link)}</link>"
        f"<description>{escape(item.text)}</description>"
        f'<guid isPermaLink="false">{escape(item.key)}</guid><pubDate>{_moment(item.on)}</pubDate></item>\n'
        for item in items
    )
    own = f'<atom:link href="{escape(site_url + name)}" rel="self" type="application/rss+xml"/>'
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>\n'
        f"<title>{escape(title)}</title><link>{escape(site_url)}</link>"
        f"<description>{escape(description)}</description><language>fr</language>{own}\n{entries}</channel></rss>\n"
    )


def _moment(day: date) -> str:
    return format_datetime(datetime.combine(day, time(6), UTC))


def write(target: Path, site_url: str) -> None:
    """Write both feeds among the staged files."""
    for name, title, description, items in (
        (RATES, "Payé à temps, les taux", "Les taux des intérêts de retard, chaque semestre", rate_items()),
        (PAGES, "Payé à temps, les pages", "Les pages du guide, quand elles sont vérifiées", page_items(target)),
    ):
        text = feed(site_url, name, title, description, items)
        (target / name).write_text(text, encoding="utf-8", newline="")
