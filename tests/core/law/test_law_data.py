"""The law as data: on every day one value and only one, each with its source, and the values that were published."""

import csv
import hashlib
import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from latepay_core.countries.fr.regimes.rates import business_quote, floor_on, public_quote
from latepay_core.law import NotCovered, all_parameters, law_hash, parameter, verified_until
from latepay_core.law.parameters import files_of
from latepay_core.statement.edition import hash_sources
from latepay_core.wording import say

ROOT = Path(__file__).parents[3]
LAW = ROOT / "src" / "latepay_core" / "countries"
FACTS = ROOT / "tests" / "facts" / "rates"
DAY = timedelta(days=1)
PARAMETERS, OTHER_DATA = tuple(files_of("parameters")), tuple(files_of("tables"))
SERIES = ("ecb-mro", "legal-interest.other", "legal-interest.private")

#: Typed from the published tables: first day and value.
SPOTS = {
    "ecb-mro": """1999-01-01 3.00, 2000-06-28 4.25, 2001-09-17 4.25, 2001-09-18 3.75, 2003-06-06 2.00, 2008-10-15 3.75,
        2009-01-20 2.50, 2009-01-21 2.00, 2011-07-12 1.25, 2011-07-13 1.50, 2013-01-01 0.75, 2014-06-11 0.15,
        2016-03-15 0.05, 2016-03-16 0.00, 2022-07-26 0.00, 2022-07-27 0.50, 2023-07-01 4.00, 2023-09-20 4.50,
        2024-01-01 4.50, 2024-07-01 4.25, 2025-01-01 3.15, 2025-07-01 2.15, 2026-06-16 2.15, 2026-06-17 2.40,
        2026-09-15 2.40, 2026-09-16 2.65""",
    "legal-interest.other": """1975-07-15 9.50, 1989-07-14 9.50, 1989-07-15 7.82, 1993-06-01 10.40, 2009-12-31 3.79,
        2013-05-05 0.04, 2014-12-31 0.04, 2015-01-01 0.93, 2023-06-30 2.06, 2023-07-01 4.22, 2024-01-01 5.07,
        2024-07-01 4.92, 2025-01-01 3.71, 2025-07-01 2.76, 2026-06-30 2.62, 2026-07-01 2.75, 2026-12-31 2.75""",
    "legal-interest.private": """1975-07-15 9.50, 2014-12-31 0.04, 2015-01-01 4.06, 2023-07-01 6.82, 2024-01-01 8.01,
        2024-07-01 8.16, 2025-01-01 7.21, 2025-07-01 6.65, 2026-01-01 6.67, 2026-07-01 6.84""",
    "b2b.points-over-ecb": "2001-05-16 7, 2008-12-31 7, 2009-01-01 10, 2026-10-12 10",
    "b2b.floor-multiplier": "2001-05-16 1.5, 2008-12-31 1.5, 2009-01-01 3, 2026-10-12 3",
    "b2b.compensation": "2013-01-01 40, 2026-10-12 40",
    "b2b.default-term": "2019-04-26 30",
    "b2b.max-term-invoice": "2009-01-01 60",
    "b2b.max-term-end-of-month": "2009-01-01 45",
    "b2b.max-term-summary": "2014-03-19 45",
    "public.points-over-ecb": "2013-05-01 8",
    "public.compensation": "2013-05-01 40",
    "public.term-state-or-local": "2013-05-01 30",
    "public.term-health": "2013-05-01 50",
    "public.term-public-enterprise": "2013-05-01 60",
    "civil.increase-points": "1975-07-15 5",
    "civil.increase-delay": "1975-07-15 2",
}

#: Published half-yearly rates: default between businesses, floor, public buyers (fr_penalty_by_semester).
PENALTIES = {
    "2013-01-01": ("10.75", "0.12", "8.75"),
    "2016-07-01": ("10.00", "2.79", "8.00"),
    "2023-01-01": ("12.50", "6.18", "10.50"),
    "2024-01-01": ("14.50", "15.21", "12.50"),
    "2024-07-01": ("14.25", "14.76", "12.25"),
    "2025-01-01": ("13.15", "11.13", "11.15"),
    "2025-07-01": ("12.15", "8.28", "10.15"),
    "2026-01-01": ("12.15", "7.86", "10.15"),
    "2026-07-01": ("12.40", "8.25", "10.40"),
}


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a researched table (tests/facts/README.md says where each comes from)."""
    with (FACTS / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def expected_values() -> Iterator[tuple[str, date, str]]:
    """Parameter, day, value: those typed above, then those of the researched tables."""
    for identifier, text in SPOTS.items():
        for spot in text.replace("\n", " ").split(","):
            day, value = spot.split()
            yield identifier, date.fromisoformat(day), value
    for row in rows("ecb_mro.csv"):
        yield "ecb-mro", date.fromisoformat(row["valid_from"]), row["rate_percent"]
    for row in rows("fr_legal_interest.csv"):
        kinds = {"particulier": ["private"], "professionnel": ["other"], "all": ["private", "other"]}[row["category"]]
        for kind in kinds:
            for end in ("valid_from", "valid_to"):
                yield f"legal-interest.{kind}", date.fromisoformat(row[end]), row["rate_percent"]
    names = {
        "indemnity": "compensation",
        "max_term_eom": "max-term-end-of-month",
        "max_term_periodic": "max-term-summary",
        "term.state_local": "term-state-or-local",
    }
    for row in rows("fr_parameters.csv"):
        room, _, rest = row["key"].partition(".")
        identifier = f"{room}.{names.get(rest, rest.replace('.', '-').replace('_', '-'))}"
        if identifier in PARAMETERS:
            yield identifier, date.fromisoformat(row["valid_from"]), row["value"]


def expected_penalties() -> Iterator[tuple[date, str, str, str]]:
    """Half-year, default, floor, public rate."""
    for day, (default, floor, public) in PENALTIES.items():
        yield date.fromisoformat(day), default, floor, public
    for row in rows("fr_penalty_by_semester.csv"):
        yield (
            date.fromisoformat(row["valid_from"]),
            row["b2b_default_rate_percent"],
            row["b2b_floor_3x_legal_percent"],
            row["public_rate_percent"],
        )


def path_of(identifier: str) -> Path:
    """The file of a parameter or a table: its name is its path, in whichever country's folder."""
    found = [each for each in LAW.rglob("*.toml") if "/".join(identifier.split(".")) + ".toml" in each.as_posix()]
    return next(each for each in found if each.as_posix().endswith("/" + identifier.replace(".", "/") + ".toml"))


def table(identifier: str) -> dict[str, Any]:
    """The parameter's file, read without the core."""
    return tomllib.loads(path_of(identifier).read_text(encoding="utf-8"))


def intervals(identifier: str) -> list[tuple[date, date, Decimal]]:
    """First and last day of each value; without a last day it holds until the next begins."""
    data = table(identifier)
    values = data["values"]
    found = []
    for index, entry in enumerate(values):
        following = values[index + 1]["from"] - DAY if index + 1 < len(values) else data["checked_until"]
        found.append((entry["from"], entry.get("to", following), Decimal(entry["value"])))
    return found


@pytest.mark.parametrize("identifier", PARAMETERS)
def test_every_day_has_one_value_and_only_one(identifier: str) -> None:
    """From 2009-01-01, or from the parameter's first day, whichever is earlier, to the last day checked."""
    spans, found = intervals(identifier), parameter(identifier)
    day, last = min(date(2009, 1, 1), spans[0][0]), found.checked_until
    assert last >= (date(2026, 10, 1) if identifier in files_of("parameters", "be") else date(2026, 10, 12))
    while day <= last:
        covering = [value for first, end, value in spans if first <= day <= end]
        if day < spans[0][0]:
            assert covering == []
        else:
            assert len(covering) == 1, day
            given = found.on(day)
            assert (given.value, given.provisional) == (covering[0], False), day
            assert given.starts_on <= day <= (given.ends_on or day)
        day += DAY


@pytest.mark.parametrize("identifier", PARAMETERS)
def test_the_day_before_the_first_is_refused_with_the_first(identifier: str) -> None:
    first = intervals(identifier)[0][0]
    with pytest.raises(NotCovered) as refused:
        parameter(identifier).on(first - DAY)
    assert refused.value.first == first
    assert str(first.year) in say(refused.value.refusal.message)


@pytest.mark.parametrize("identifier", SERIES)
def test_past_the_last_check_a_series_is_provisional_and_a_rule_is_not(identifier: str) -> None:
    last = parameter(identifier).checked_until
    assert not parameter(identifier).on(last).provisional
    after = parameter(identifier).on(last + DAY)
    assert after.provisional
    assert not after.confirmed
    assert after.value == parameter(identifier).on(last).value
    assert not parameter("b2b.compensation").on(last + DAY).provisional


@pytest.mark.parametrize(("identifier", "day", "value"), list(dict.fromkeys(expected_values())), ids=str)
def test_values_are_those_that_were_published(identifier: str, day: date, value: str) -> None:
    assert parameter(identifier).on(day).value == Decimal(value)


@pytest.mark.parametrize(("half", "default", "floor", "public"), list(dict.fromkeys(expected_penalties())), ids=str)
def test_derived_rates_are_those_that_were_published(half: date, default: str, floor: str, public: str) -> None:
    assert business_quote(half).percent == Decimal(default)
    assert floor_on(half, ())[0] == Decimal(floor)
    if public:
        assert public_quote(half).percent == Decimal(public)


@pytest.mark.parametrize("identifier", SERIES)
def test_a_series_has_no_other_changes_than_those_researched(identifier: str) -> None:
    name = "ecb_mro.csv" if identifier == "ecb-mro" else "fr_legal_interest.csv"
    category = {"legal-interest.private": "particulier", "legal-interest.other": "professionnel"}.get(identifier)
    researched = {
        (row["valid_from"], row["rate_percent"]) for row in rows(name) if row.get("category") in (category, "all", None)
    }
    own = {(first.isoformat(), format(value, "f")) for first, _, value in intervals(identifier)}
    assert own == researched
    assert len(own) >= {"ecb-mro": 56}.get(identifier, 50)


def test_every_value_says_where_it_comes_from_and_how_sure_it_is() -> None:
    for each in all_parameters():
        data = table(each.id)
        assert each.id == data["id"]
        assert each.title and each.short_title
        for entry in data["values"]:
            assert entry["reference"].strip(), each.id
            assert entry["status"] in ("verified", "unconfirmed"), each.id
            assert entry["confidence"], each.id
            assert entry.get("url", "https://").startswith("https://"), each.id
            assert isinstance(entry["value"], str), "a rate in a file is a decimal string, never a float"
            assert "to" not in entry or entry["to"] >= entry["from"]


def test_every_file_of_the_law_is_read() -> None:
    names = (*PARAMETERS, *OTHER_DATA)
    kept = [*LAW.glob("*/parameters/**/*.toml"), *LAW.glob("*/tables/**/*.toml")]
    assert sorted(kept) == sorted(map(path_of, names))  # one file a name, whatever the country
    assert verified_until() == min(table(name)["checked_until"] for name in names)
    assert len(law_hash()) == 64


def of_words(name: str) -> set[str]:
    """The room whose words a catalogue has: `wording/fr/cli-files.toml` has those of the command line."""
    return {Path(name).stem.partition("-")[0]} if name.startswith("wording/") and name.endswith(".toml") else set()


def test_the_hashes_cover_every_source_and_every_table_once() -> None:
    core = LAW.parent
    files = {path.relative_to(core).as_posix(): path for path in core.rglob("*") if path.suffix in (".py", ".toml")}
    above = {"case", "cli", "documents", "instalments", "ledger", "letters", "outputs", "procedure", "texts"}
    ours = sorted(
        name
        for name, path in files.items()
        if not above & {*Path(name).parent.parts, *of_words(name)}
        and (path.suffix == ".py" or not {"parameters", "tables"} & set(path.parts))
    )
    assert {"countries/fr/public_holidays.toml", "wording/fr/core.toml", "statement/drawing.py"} <= set(ours)
    digest = hashlib.sha256()
    for name in ours:
        digest.update(name.encode() + b"\0" + files[name].read_bytes() + b"\0")
    assert hash_sources() == digest.hexdigest()
    law = hashlib.sha256()
    for name in (*PARAMETERS, *OTHER_DATA):
        content = path_of(name).read_bytes()
        law.update(name.encode() + b"\0" + content + b"\0")
    assert law_hash() == law.hexdigest()


def test_rates_still_to_be_confirmed_are_marked() -> None:
    """The order of 26 June 2026 was not read, nor the ECB's decision of 10 September 2026."""
    for identifier in ("legal-interest.other", "legal-interest.private"):
        assert parameter(identifier).on(date(2026, 1, 1)).confirmed
        assert not parameter(identifier).on(date(2026, 7, 1)).confirmed
    assert parameter("ecb-mro").on(date(2026, 7, 1)).confirmed
    assert not parameter("ecb-mro").on(date(2026, 9, 16)).confirmed


def test_a_name_the_law_does_not_have_is_a_fault_of_ours() -> None:
    with pytest.raises(KeyError):
        parameter("b2b.no-such-thing")
