"""`latepay rates update`: what the central bank published since, proposed for the law's data, or why it is not."""

import difflib
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from latepay_core.cli.layout import View
from latepay_core.cli.rates_feed import Bounds, Entry, FeedRefused, Proposal, edited, joined, observed, proposed
from latepay_core.cli.sentences import fault_in
from latepay_core.data import table
from latepay_core.law import parameter
from latepay_core.law.freshness import freshness
from latepay_core.law.parameters import files_of
from latepay_core.regimes import DEFAULT
from latepay_core.wording import worded_in
from latepay_core.wording.french import date_in_words

Fetch = Callable[[str], str]
_SERIES = "ecb-mro"
_LONGEST_ANSWER, _PATIENCE = 5_000_000, 30

#: The sentence of a key of this command's catalogue.
say = partial(worded_in, "cli-rates")


@dataclass(frozen=True, slots=True)
class Update:
    """What a run comes to: the file of the series as it is and as it would be, and what it gains."""

    path: Path
    before: str
    after: str
    proposal: Proposal
    on: date

    @property
    def changes(self) -> bool:
        """Whether anything but the day of the check is new."""
        return bool(self.proposal.new or self.proposal.confirmed)


def fetched(address: str) -> str:
    """What is published at an address, as text."""
    if not address.startswith("https://"):
        raise FeedRefused("unreachable", address=address)
    request = urllib.request.Request(address, headers={"Accept": "text/csv"})
    try:
        with urllib.request.urlopen(request, timeout=_PATIENCE) as answer:
            content: bytes = answer.read(_LONGEST_ANSWER)
    except (urllib.error.URLError, TimeoutError, ConnectionError):
        raise FeedRefused("unreachable", address=address) from None
    return content.decode("utf-8", errors="replace")


def update(on: date, fetch: Fetch = fetched) -> Update:
    """What the feed of the ECB's key rate adds on a day; raises ClaimRefused, with the reason."""
    feed = table("latepay_core.countries.eu", "feeds.toml")[_SERIES]
    bounds = Bounds(Decimal(feed["largest_step"]), feed["compared_from"], timedelta(days=feed["announced_days"]))
    series = parameter(_SERIES)
    try:
        if on < series.checked_until:
            raise FeedRefused("earlier", day=series.checked_until.isoformat())
        answers = [observed(fetch(address)) for address in feed["addresses"]]
        found = proposed(series, joined(answers), on, bounds)
    except FeedRefused as refused:
        raise fault_in("cli-rates", refused.code, _SERIES, **refused.figures) from None
    path = files_of("parameters")[_SERIES]
    before = path.read_text(encoding="utf-8")
    entries = [Entry(each, say("reference.ecb", day=date_in_words(each.day)), feed["source"]) for each in found.new]
    return Update(path, before, edited(before, entries, found.confirmed, on), found, on)


def answer(found: Update, *, written: bool) -> dict[str, Any]:
    """The proposal as `latepay.rates-update/1` (docs/format)."""
    return {
        "schema": "latepay.rates-update/1",
        "on": found.on.isoformat(),
        "series": _SERIES,
        "new": [{"from": each.day.isoformat(), "percent": format(each.value, "f")} for each in found.proposal.new],
        "confirmed": [day.isoformat() for day in found.proposal.confirmed],
        "by_hand": by_hand(found.on),
        "written": written,
    }


def view(found: Update, *, written: bool) -> View:
    """What is new, what is confirmed, the change of the file, and what is left to read by hand."""
    for each in found.proposal.new:
        yield say("said.new", day=date_in_words(each.day), value=format(each.value, "f").replace(".", ","))
    for day in found.proposal.confirmed:
        yield say("said.confirmed", day=date_in_words(day))
    if not found.changes:
        yield say("said.nothing-new", day=date_in_words(found.on))
    yield from _difference(found)
    yield say("said.written" if written else "said.not-written")
    addresses = table(f"latepay_core.countries.{DEFAULT}", "feeds.toml")["legal-interest"]["addresses"]
    for identifier in by_hand(found.on):
        yield say("said.by-hand", title=parameter(identifier).title, address=addresses[0])


def _difference(found: Update) -> Iterator[str]:
    lines = difflib.unified_diff(
        found.before.splitlines(), found.after.splitlines(), found.path.name, found.path.name, lineterm="", n=1
    )
    yield from lines


def by_hand(on: date) -> list[str]:
    """The series that no program can read, and that are missing or stale on a day."""
    return [each.series.id for each in freshness(on) if not each.fresh and each.series.id != _SERIES]


def write(found: Update) -> None:
    """Writes the series' file; it takes its name once it is whole."""
    unfinished = found.path.with_suffix(".unfinished")
    try:
        unfinished.write_text(found.after, encoding="utf-8")
        unfinished.replace(found.path)
    except OSError:
        raise fault_in("cli-rates", "unwritable", _SERIES, name=str(found.path)) from None
