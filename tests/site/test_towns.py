"""The towns of the letters against INSEE's: the rule for every commune of France, and the table that is committed."""

from latepay_core.letters.towns import town_after
from tools import towns

#: INSEE's « types de liaison » as the words before the name, the article being a part of it.
LIAISON = {
    0: "de ",
    1: "d’",
    2: "du ",
    3: "de La ",
    4: "des ",
    5: "de L’",
    6: "d’Aux ",
    7: "de Las ",
    8: "de Los ",
}
#: Of these INSEE says something else: a name of two communes, or a slip of the table.
APART = {"Hayange", "Le Vernet-Chaméane"}


def test_every_commune_of_france_follows_the_rule() -> None:
    liaisons: dict[str, set[int]] = {}
    for each in towns.communes():
        liaisons.setdefault(each["nom"].replace("'", "’"), set()).add(each["typeLiaison"])
    assert len(liaisons) > 34_000
    wrong = [
        (name, town_after("de", name))
        for name, found in liaisons.items()
        if name not in APART and not town_after("de", name).startswith(tuple(LIAISON[each] for each in found))
    ]
    assert wrong == []


def test_the_table_is_what_the_tool_writes() -> None:
    assert towns.TABLE.read_text("utf-8") == towns.table()
