"""Writes the table of towns that a letter's grammar needs, from INSEE's names (@etalab/decoupage-administratif).

`python -m tools.towns` after `npm ci`. INSEE gives each commune the word that goes before it (« type de liaison »):
nothing says which h is aspirated but such a list. The spellings are those of the towns where a court may sit: chief
towns of an arrondissement, and communes of 10 000 inhabitants or more.
"""

import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
DATA = ROOT / "node_modules/@etalab/decoupage-administratif/data"
TABLE = ROOT / "src/latepay_core/letters/towns.toml"
_LARGE = 10_000
#: INSEE's « type de liaison » where French neither elides nor contracts.
_PLAIN = 0
#: Towns whose own name and whose court's differ from INSEE's word: « tribunal de proximité de Hayange ».
_OWN_USAGE = ("Hayange",)
_HEAD = """\
# Towns of France, for « de », « à » and the article: written by tools/towns.py from INSEE's official geographic code
# (@etalab/decoupage-administratif {version}, licence ouverte).

# Names whose h is aspirated: « de Haguenau ».
aspirated = [
"""


def communes() -> list[dict[str, Any]]:
    """INSEE's communes, the former ones that now are a part of another included."""
    found: list[dict[str, Any]] = json.loads((DATA / "communes.json").read_text("utf-8"))
    return [each for each in found if "typeLiaison" in each]


def table() -> str:
    """The table's text."""
    version = json.loads((DATA.parent / "package.json").read_text("utf-8"))["version"]
    h = {each["nom"] for each in communes() if each["nom"].startswith("H") and each["typeLiaison"] == _PLAIN}
    chief = {each["chefLieu"] for each in json.loads((DATA / "arrondissements.json").read_text("utf-8"))}
    courts = {
        each["nom"]
        for each in communes()
        if each["type"] == "commune-actuelle" and (each["code"] in chief or each.get("population", 0) >= _LARGE)
    }
    parts = [_HEAD.format(version=version), *_listed(h | set(_OWN_USAGE))]
    parts += [
        "]\n\n# Spellings, for what is typed in capitals or without accents.\nspelt = [\n",
        *_listed(courts),
        "]\n",
    ]
    return "".join(parts)


def _listed(names: set[str]) -> list[str]:
    return [f"  {json.dumps(name.replace("'", '’'), ensure_ascii=False)},\n" for name in sorted(names)]


if __name__ == "__main__":
    TABLE.write_text(table(), "utf-8")
