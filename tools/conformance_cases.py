"""Write the worked cases as one plain JSON file, for whoever wants to try another calculator on them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

from latepay_core.law import verified_until

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "cases"
FOLDER, FILE = "conformite", "cas.json"
SCHEMA, CLAIM = "latepay.worked-cases/1", "latepay.claim/1"
LEVELS = {
    "1": "une facture entre entreprises, au taux de la loi",
    "2": "la même, avec des paiements, des avoirs ou un taux convenu",
    "3": "tout le reste : acheteurs publics, droit commun, conventions, plusieurs factures, décisions",
}
#: What is asked of any calculator; warnings and readings of the law are our own.
_EXPECTED = ("regime", "totals", "invoices")


def level_of(claim: dict[str, Any]) -> int:
    """How much of the law a case takes.

    >>> level_of({"as_of": "2026-03-15", "invoices": [{"due_on": "2026-01-31", "amount": "5.00"}]})
    1
    """
    terms, debtor = set(claim.get("terms", {})), claim.get("debtor", {})
    other = set(claim) - {"schema", "as_of", "invoices", "regime", "terms", "debtor"} or terms - {"rate"}
    law = claim.get("regime", "fr-b2b") != "fr-b2b" or debtor.get("kind", "business") != "business"
    extra = set(claim["invoices"][0]) - {"due_on", "amount", "number", "issued_on"}
    further = extra - {"payments", "credit_notes"} or set(debtor) - {"kind", "name"}
    if len(claim["invoices"]) > 1 or other or law or further:
        return 3
    return 2 if extra or terms else 1


def cases() -> dict[str, Any]:
    """Every worked case, with its level, in the order of their names."""
    found = []
    for path in sorted([*CASES.glob("*.yaml"), *(CASES / "official").glob("*.yaml")]):
        for each in yaml.safe_load(path.read_text(encoding="utf-8")):
            expect = {key: each["expect"][key] for key in _EXPECTED}
            told = {key: each[key] for key in ("id", "why", "source", "work")}
            found.append(
                {
                    **told,
                    "level": level_of(each["claim"]),
                    "claim": {"schema": CLAIM, **each["claim"]},
                    "expect": expect,
                }
            )
    return {
        "schema": SCHEMA,
        "law_read_until": verified_until("eu", "fr").isoformat(),
        "levels": LEVELS,
        "cases": sorted(found, key=lambda each: (each["level"], each["id"])),
    }


def write(site: Path) -> None:
    """Writes the file where it keeps its address."""
    folder = site / FOLDER
    folder.mkdir(exist_ok=True)
    text = json.dumps(cases(), ensure_ascii=False, indent=1) + "\n"
    (folder / FILE).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    import sys

    write(Path(sys.argv[1]))
