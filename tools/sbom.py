"""Write the list of what the site is made of (CycloneDX 1.6): each part, its version, its licence."""

from __future__ import annotations

import json
import uuid
from pathlib import Path
from typing import Any

from tools.licences_page import Part, parts

FILE = "sbom.cdx.json"
#: The same list has the same number.
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "sbom.latepay-core")


def bill(found: list[Part], version: str) -> dict[str, Any]:
    """The bill of materials of some parts."""
    components = [_component(part) for part in sorted(found, key=lambda each: (each.name.lower(), each.version))]
    told = json.dumps(components, sort_keys=True) + version
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(_NAMESPACE, told)}",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "latepay-core", "version": version}},
        "components": components,
    }


def _component(part: Part) -> dict[str, Any]:
    component: dict[str, Any] = {"type": "library", "bom-ref": part.file.removesuffix(".txt"), "name": part.name}
    if part.version:
        component["version"] = part.version
    component["licenses"] = [{"license": {"name": part.licence}}]
    if part.package:
        component["purl"] = f"pkg:pypi/{part.name.lower().replace('_', '-')}@{part.version}"
    component["externalReferences"] = [{"type": "website", "url": part.url}]
    return component


def write(site: Path, version: str) -> None:
    """Writes the file at the site's root."""
    found = bill(parts(next(site.glob("assets/app/py.*"))), version)
    (site / FILE).write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
