"""What the site keeps in a browser is named on the page « Vos données », whose list says it is whole."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
#: A name in the scripts: `"payeatemps.logo"`, or the start of several, `"payeatemps.liste."`; not that of a download.
NAME = re.compile(r'"(payeatemps[.-](?!\w+\.json")[\w.-]+)"')


def test_every_name_that_the_scripts_keep_is_on_the_page() -> None:
    scripts = [*(ROOT / "calculator/browser").rglob("*.mjs"), *(ROOT / "docs/assets/scripts").rglob("*.mjs")]
    written = {name for path in scripts for name in NAME.findall(path.read_text(encoding="utf-8"))}
    told = (ROOT / "docs/vos-donnees.md").read_text(encoding="utf-8")
    assert {"payeatemps.case", "payeatemps.columns", "payeatemps.liste."} <= written
    assert {name for name in written if f"`{name}`" not in told} == set()
