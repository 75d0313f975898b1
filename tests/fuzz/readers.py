"""The readers, each with what it is fed to begin with and what it may answer with."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from latepay_core import ClaimRefused, draw_up, read_claim
from latepay_core.claim.typed import date_typed, number_typed, sum_typed
from latepay_core.imports import Source, import_files
from latepay_core.imports.terms import term_within
from latepay_core.law import NotCovered
from tests.cases.loading import all_cases
from tests.fuzz import fragments

DATA = Path(__file__).parent.parent / "data"
ENDINGS = {
    "csv": (".csv", ".txt"),
    "fec": ("FEC20251231.txt",),
    "xlsx": (".xlsx",),
    "ods": (".ods",),
    "xml": (".xml",),
    "ofx": (".ofx",),
    "pdf": (".pdf",),
}


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader and its seeds. It returns, or raises a refusal of ours; anything else is a fault."""

    name: str
    read: Callable[[bytes], object]
    seeds: Callable[[], tuple[bytes, ...]]


def _claim(content: bytes) -> None:
    try:
        draw_up(read_claim(content))
    except (ClaimRefused, NotCovered):
        return


def _typed(content: bytes) -> None:
    text = content.decode("utf-8", errors="surrogateescape")
    for reader in (date_typed, sum_typed, number_typed, term_within):
        reader(text)


def _file(ending: str) -> Callable[[bytes], object]:
    return lambda content: import_files([Source(f"fichier.{ending}", content)]).report


def _of_files(*endings: str) -> Callable[[], tuple[bytes, ...]]:
    @cache
    def found() -> tuple[bytes, ...]:
        paths = [path for path in sorted(DATA.glob("*/*")) if path.name.endswith(endings)]
        contents = [path.read_bytes() for path in paths if not path.name.startswith("grande")]
        return tuple(sorted(contents, key=len)[:12])

    return found


@cache
def _claims() -> tuple[bytes, ...]:
    return tuple(json.dumps(case.claim).encode() for case in all_cases()[::7])


def _words() -> tuple[bytes, ...]:
    days = ("31/01/2026", "1er mars 2026", "2026-02-28", "46053")
    sums = ("1 234,56 €", "12.5", "(5,00)", "1.234,56", "1e400", "-0")
    terms = ("45 jours fin de mois", "net 30", "30 jours fin de mois le 10")
    return tuple(each.encode() for each in (*days, *sums, *terms))


def readers() -> tuple[Reader, ...]:
    """Every reader, the smallest first."""
    files = [Reader(kind, _file(kind), _of_files(*endings)) for kind, endings in ENDINGS.items()]
    links = [
        Reader("link", fragments.read_link, fragments.links),
        Reader("link-content", fragments.read_content, fragments.contents),
    ]
    return (Reader("typed", _typed, _words), Reader("claim", _claim, _claims), *links, *files)
