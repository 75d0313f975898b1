"""The list of what is served: every part that the licences' page names, once, with its version; nothing that moves."""

import json
import re
from pathlib import Path

from tools import licences_page, sbom


def test_every_part_is_listed_with_its_version(site: Path) -> None:
    found = json.loads((site / sbom.FILE).read_text(encoding="utf-8"))
    assert (found["bomFormat"], found["specVersion"]) == ("CycloneDX", "1.6")
    listed = {each["name"]: each for each in found["components"]}
    runtime = next(site.glob("assets/app/py.*"))
    parts = licences_page.parts(runtime)
    assert set(listed) == {part.name for part in parts}
    assert len(found["components"]) == len(listed)
    for part in parts:
        if part.package:
            assert listed[part.name]["purl"].startswith("pkg:pypi/")
            assert listed[part.name]["version"] == part.version
    assert listed["pypdf"]["licenses"]


def test_it_says_nothing_of_when_it_was_made(site: Path) -> None:
    text = (site / sbom.FILE).read_text(encoding="utf-8")
    assert "timestamp" not in text
    parts = licences_page.parts(next(site.glob("assets/app/py.*")))
    again = [sbom.bill(list(order), "1.0") for order in (parts, parts[::-1])]
    assert again[0] == again[1]
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", again[0]["serialNumber"])
    assert sbom.bill(parts, "1.1")["serialNumber"] != again[0]["serialNumber"]
