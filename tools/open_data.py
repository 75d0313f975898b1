"""Write the law's parameters as open data: JSON, CSV, Parquet, a schema, what changed when, a DCAT-AP record.

The addresses never change; what a file holds is what the calculator itself reads.
"""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

from latepay_core.law import DatedValue, Parameter, all_parameters, law_hash, verified_until
from latepay_core.ledger.parquet import parquet_of

FOLDER = "donnees"
SCHEMA = "latepay.parameters/1"
COLUMNS = (
    "parameter", "title", "unit", "kind", "from", "to", "value", "status", "confidence", "published_on", "reference",
    "url", "checked_until",
)  # fmt: skip
_LICENCE = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
_MEDIA = {"json": "application/json", "csv": "text/csv", "parquet": "application/vnd.apache.parquet"}
_FORMATS = "http://publications.europa.eu/resource/authority/file-type/"


def parameters() -> dict[str, Any]:
    """Every parameter with all its values."""
    return {
        "$schema": "parametres.schema.json",
        "schema": SCHEMA,
        "law_read_until": verified_until().isoformat(),
        "law_sha256": law_hash(),
        "parameters": [_parameter(each) for each in all_parameters()],
    }


def _parameter(each: Parameter) -> dict[str, Any]:
    return {
        "id": each.id,
        "title": each.title,
        "unit": each.unit,
        "kind": each.kind,
        "checked_until": each.checked_until.isoformat(),
        "values": [_value(value) for value in each.values],
    }


def _value(value: DatedValue) -> dict[str, Any]:
    return {
        "from": value.starts_on.isoformat(),
        "to": value.ends_on and value.ends_on.isoformat(),
        "value": format(value.value, "f"),
        "status": value.status,
        "confidence": value.confidence,
        "published_on": value.published_on and value.published_on.isoformat(),
        "reference": value.reference,
        "url": value.url or None,
    }


def rows() -> list[dict[str, str | None]]:
    """One row a value."""
    found = []
    for each in parameters()["parameters"]:
        head = {"parameter": each["id"], **{name: each[name] for name in ("title", "unit", "kind", "checked_until")}}
        found += [{name: (head | value)[name] for name in COLUMNS} for value in each["values"]]
    return found


def schema() -> dict[str, Any]:
    """The JSON Schema of the parameters."""
    day, text = {"type": "string", "format": "date"}, {"type": "string"}
    value = {
        "from": day,
        "to": {"type": ["string", "null"], "format": "date"},
        "value": {"type": "string", "pattern": r"^\d+(\.\d+)?$"},
        "status": {"enum": ["verified", "unconfirmed"]},
        "confidence": text,
        "published_on": {"type": ["string", "null"], "format": "date"},
        "reference": text,
        "url": {"type": ["string", "null"], "format": "uri"},
    }
    units = ["percent-a-year", "percentage-points", "times", "eur", "calendar-days", "months"]
    parameter = {
        "id": text,
        "title": text,
        "unit": {"enum": units},
        "kind": {"enum": ["series", "rule"]},
        "checked_until": day,
        "values": {"type": "array", "minItems": 1, "items": _object(value)},
    }
    whole = {
        "$schema": text,
        "schema": {"const": SCHEMA},
        "law_read_until": day,
        "law_sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        "parameters": {"type": "array", "items": _object(parameter)},
    }
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": SCHEMA, **_object(whole)}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def changes() -> list[dict[str, str | None]]:
    """Every value by the day from which it holds, newest first, with the one that it took the place of."""
    found: list[dict[str, str | None]] = []
    for each in parameters()["parameters"]:
        before: str | None = None
        for value in each["values"]:
            found.append({"from": value["from"], "parameter": each["id"], "value": value["value"], "before": before})
            before = value["value"]
    return sorted(found, key=lambda change: (change["from"] or "", change["parameter"] or ""), reverse=True)


def record(site_url: str) -> dict[str, Any]:
    """The description of the data set for catalogues (DCAT-AP, JSON-LD)."""
    base = f"{site_url}{FOLDER}/"
    title = "Paramètres du retard de paiement en France\u00a0: taux, indemnités, délais"
    files = [
        {
            "@id": f"{base}parametres.{form}",
            "@type": "dcat:Distribution",
            "dct:title": f"parametres.{form}",
            "dcat:accessURL": {"@id": f"{base}parametres.{form}"},
            "dcat:downloadURL": {"@id": f"{base}parametres.{form}"},
            "dcat:mediaType": media,
            "dct:format": {"@id": f"{_FORMATS}{form.upper()}"},
            "dct:license": {"@id": _LICENCE},
        }
        for form, media in _MEDIA.items()
    ]
    return {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@id": f"{base}catalogue.jsonld",
        "@type": "dcat:Dataset",
        "dct:title": {"@value": title, "@language": "fr"},
        "dct:description": {
            "@value": "Chaque taux et chaque règle que lit le calculateur, avec ses dates, sa source et sa solidité.",
            "@language": "fr",
        },
        "dct:modified": {"@value": verified_until().isoformat(), "@type": "xsd:date"},
        "dct:accrualPeriodicity": {"@id": "http://publications.europa.eu/resource/authority/frequency/IRREG"},
        "dct:language": {"@id": "http://publications.europa.eu/resource/authority/language/FRA"},
        "dct:spatial": {"@id": "http://publications.europa.eu/resource/authority/country/FRA"},
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": "Payé à temps", "foaf:homepage": {"@id": site_url}},
        "dcat:theme": {"@id": "http://publications.europa.eu/resource/authority/data-theme/ECON"},
        "dcat:keyword": ["retard de paiement", "taux d’intérêt légal", "indemnité forfaitaire", "BCE"],
        "dcat:landingPage": {"@id": f"{site_url}comprendre/taux/"},
        "dct:conformsTo": {"@id": f"{base}parametres.schema.json"},
        "dcat:distribution": files,
    }


def write(site: Path, site_url: str) -> None:
    """Writes every file where it keeps its address."""
    folder = site / FOLDER
    folder.mkdir(exist_ok=True)
    texts = {
        "parametres.json": parameters(),
        "parametres.schema.json": schema(),
        "changements.json": {"schema": "latepay.changes/1", "changes": changes()},
        "catalogue.jsonld": record(site_url),
    }
    for name, content in texts.items():
        (folder / name).write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    table = io.StringIO()
    writer = csv.DictWriter(table, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows())
    (folder / "parametres.csv").write_text(table.getvalue(), encoding="utf-8")
    (folder / "parametres.parquet").write_bytes(parquet_of(rows()))
