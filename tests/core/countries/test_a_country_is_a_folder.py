"""A country is named in its folder and nowhere else; what still names France is listed, and the list only shrinks."""

import re
from pathlib import Path

from latepay_core.regimes import COUNTRIES
from latepay_core.statement.country import countries

CORE = Path(__file__).parents[3] / "src" / "latepay_core"
NAMED = re.compile(r"""["'](?:fr|be)-(?:b2b|public|civil)["']|latepay_core\.countries\.(?:fr|be)\b""")

#: Modules that name a country's regime or import its law, and why. A room in the list is wholly so.
REMAINING = {
    "claim/model.py": "the codes of the regimes are part of the file's public schema",
    "letters": "the conditions and templates of the French letters, to be moved under countries/fr",
}


#: An article, an act or a decree of France.
CITED = re.compile(
    r"\b(?:C\. (?:com|civ|conso|ass|trav)\.|CPC|CPCE|CGCT|CCP|CMF|CJA|CGI)(?: \([^)]*\))?, (?:ancien )?art\."
    r"|\b(?:loi|décret|ordonnance) n° "
)
#: Modules outside `countries` that still cite one, nearly all of them beside a rule that other countries share.
CITING = {
    *(f"claim/{name}.py" for name in ("asked", "buyer", "contract", "invoices", "model")),
    *(f"dates/{name}.py" for name in ("due_dates", "limitation_model", "public_terms")),
    *(f"instalments/{name}.py" for name in ("model", "planning")),
    *(f"statement/{name}.py" for name in ("allocation", "capitalisation", "conventions", "drawing")),
    *(f"statement/{name}.py" for name in ("explain", "model", "reckoning", "timeline_checks")),
    *(f"terms/{name}.py" for name in ("checking", "model")),
    *(f"weighing/{name}.py" for name in ("compare", "counter")),
    *(f"wording/{name}.py" for name in ("english", "statement")),
    *("days.py", "interest/account.py", "letters", "outputs/court_file.py", "procedure/model.py"),
}


def naming() -> set[str]:
    """The modules outside `countries` that name one."""
    return {
        path.relative_to(CORE).as_posix()
        for path in CORE.rglob("*.py")
        if "countries" not in path.relative_to(CORE).parts and NAMED.search(path.read_text(encoding="utf-8"))
    }


def place(path: str) -> str:
    """The entry of the list that a module falls under: itself, or its room."""
    return path if path in REMAINING else path.partition("/")[0]


def test_no_other_module_names_a_country() -> None:
    assert {path for path in naming() if place(path) not in REMAINING} == set()


def test_what_no_longer_names_one_leaves_the_list() -> None:
    assert set(REMAINING) == {place(path) for path in naming()}


def test_no_other_module_cites_french_law() -> None:
    found = {
        path.relative_to(CORE).as_posix()
        for path in CORE.rglob("*.py")
        if "countries" not in path.relative_to(CORE).parts and CITED.search(path.read_text(encoding="utf-8"))
    }
    assert {"letters" if each.startswith("letters/") else each for each in found} == CITING


def test_a_country_is_registered_by_its_folder_s_name() -> None:
    assert [each.code.lower() for each in countries()] == list(COUNTRIES)
    folders = {path.name for path in (CORE / "countries").iterdir() if (path / "__init__.py").exists()}
    assert folders == {*COUNTRIES, "eu"}  # what several share is no country


def test_no_country_s_folder_imports_another_s() -> None:
    for name in COUNTRIES:
        for path in (CORE / "countries" / name).rglob("*.py"):
            others = {each for each in COUNTRIES if each != name}
            found = set(re.findall(r"latepay_core\.countries\.(\w+)", path.read_text(encoding="utf-8")))
            assert not found & others, path
