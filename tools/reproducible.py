"""Build the site twice and compare: the same state of the sources gives the same bytes. `make reproducible`."""

from __future__ import annotations

import hashlib
import shutil
import sys
from pathlib import Path

from calculator.bundle.places import CACHE
from tools.build_site import CARDS, GENERATED, SITE, BuildError, build


def digests(site: Path) -> dict[str, str]:
    """Every file of a site by its address, with its SHA-256."""
    files = sorted(path for path in site.rglob("*") if path.is_file() and path.name != ".built")
    return {path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def differences(one: dict[str, str], other: dict[str, str]) -> list[str]:
    """The addresses whose content differs, or that only one of them has.

    >>> differences({"a": "1", "b": "2"}, {"a": "1", "b": "3", "c": "4"})
    ['b', 'c']
    """
    return [name for name in sorted(one.keys() | other.keys()) if one.get(name) != other.get(name)]


def forget() -> None:
    """Removes what an earlier build kept for the next one: a build that copies it would prove nothing."""
    for kept in (CACHE, CARDS, GENERATED):
        shutil.rmtree(kept, ignore_errors=True)


def main() -> int:
    try:
        build()
        before = digests(SITE)
        forget()
        build()
    except BuildError as problem:
        print(f"Le site n'a pas pu être construit : {problem}", file=sys.stderr)
        return 1
    found = differences(before, digests(SITE))
    for name in found:
        print(name)
    print("Deux constructions, les mêmes octets." if not found else f"{len(found)} fichiers diffèrent.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
