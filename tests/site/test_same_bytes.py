"""What the site serves is made again to the byte: the parts that take seconds (`make reproducible`: the whole site)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tools.build_site import day_of_the_pages

ROOT = Path(__file__).resolve().parents[2]
#: Everything but Python's byte code, the pages and the letters' cards.
MAKES = """
import hashlib, json, sys
from pathlib import Path

from calculator.bundle import own_code, page
from calculator.bundle.archives import gzipped, zipped
from calculator.bundle.slimming import slimmed
from tools import conformance_cases, open_data, widget

made = Path(sys.argv[1])
# slimming takes a second for a hundred files: one in four of them
own = slimmed(dict(sorted(own_code.collect().items())[::4]))
(made / "own.zip.gz").write_bytes(gzipped(zipped(dict(sorted(own.items(), reverse=sys.argv[2] == "reversed")))))
page.build(made)
open_data.write(made, "https://example.org/")
conformance_cases.write(made)
widget.write(made, "https://example.org/")
files = sorted(path for path in made.rglob("*") if path.is_file())
print(json.dumps({str(path.relative_to(made)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}))
"""


def digests(folder: Path, order: str, **environment: str) -> dict[str, str]:
    """Makes these files in a process of its own, and gives the digest of each."""
    folder.mkdir()
    command = (sys.executable, "-c", MAKES, str(folder), order)
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, check=True
    )
    found: dict[str, str] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_the_sites_map_bears_the_pages_own_day(tmp_path: Path) -> None:
    for name, day in {"a": "2026-10-30", "b": "2026-11-02", "c": "2025-12-31"}.items():
        (tmp_path / f"{name}.md").write_text(
            f"---\ndescription: d\nchecked_on: {day}\n---\n\n# {name}\n", encoding="utf-8"
        )
    # midnight of 2 November 2026, in Greenwich: 20 759 days of 86 400 s
    assert day_of_the_pages(tmp_path) == {"SOURCE_DATE_EPOCH": "1793577600"}


def test_archives_and_data_are_made_again_to_the_byte(tmp_path: Path) -> None:
    one = digests(tmp_path / "one", "sorted", PYTHONHASHSEED="1", TZ="Europe/Paris", LC_ALL="C.UTF-8")
    other = digests(tmp_path / "another-place", "reversed", PYTHONHASHSEED="2", TZ="Pacific/Auckland", LC_ALL="C")
    assert {name: digest for name, digest in one.items() if other.get(name) != digest} == {}
    assert one.keys() == other.keys()
    assert {"own.zip.gz", "donnees/parametres.parquet", "conformite/cas.json", "widget/paye-a-temps.js"} <= one.keys()
