"""Writes the JSON Schema of a claim beside the page of the format: `docs/format/claim-1.schema.json`."""

from pathlib import Path

from latepay_core.claim.schema import as_text

PLACE = Path(__file__).resolve().parents[1] / "docs" / "format" / "claim-1.schema.json"

if __name__ == "__main__":
    PLACE.write_text(as_text(), encoding="utf-8")
