"""The open data are what the calculator reads: the same values in every format, described as they are."""

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pyarrow.parquet as pq
import pytest

from latepay_core.law import all_parameters, parameter
from tools import open_data

ADDRESS = "https://example.org/"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("site")
    open_data.write(place, ADDRESS)
    return place / "donnees"


@pytest.fixture(scope="module")
def data(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "parametres.json").read_text(encoding="utf-8"))
    return found


def test_every_parameter_is_there_to_the_cent(data: dict[str, Any]) -> None:
    assert [each["id"] for each in data["parameters"]] == [each.id for each in all_parameters()]
    rate = next(each for each in data["parameters"] if each["id"] == "ecb-mro")
    # The decision of 11 June 2026.
    found = next(each for each in rate["values"] if each["from"] == "2026-06-17")
    assert (found["value"], found["published_on"], found["status"]) == ("2.40", "2026-06-11", "verified")
    assert len(rate["values"]) == len(parameter("ecb-mro").values)


def test_the_schema_holds_and_refuses(folder: Path, data: dict[str, Any]) -> None:
    schema = json.loads((folder / "parametres.schema.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    validator.validate(data)
    data = json.loads(json.dumps(data))
    data["parameters"][0]["values"][0]["value"] = 2.4
    assert not validator.is_valid(data)


def test_the_tables_say_the_same(folder: Path, data: dict[str, Any]) -> None:
    values = [
        (each["id"], value["from"], value["value"], value["reference"])
        for each in data["parameters"]
        for value in each["values"]
    ]
    text = (folder / "parametres.csv").read_text(encoding="utf-8")
    table = list(csv.DictReader(io.StringIO(text)))
    assert [(row["parameter"], row["from"], row["value"], row["reference"]) for row in table] == values
    columns = pq.read_table(folder / "parametres.parquet").to_pylist()
    assert [(row["parameter"], row["from"], row["value"], row["reference"]) for row in columns] == values


def test_what_changed_is_told_newest_first(folder: Path) -> None:
    found = json.loads((folder / "changements.json").read_text(encoding="utf-8"))["changes"]
    days = [date.fromisoformat(each["from"]) for each in found]
    assert days == sorted(days, reverse=True)
    june = next(each for each in found if each["parameter"] == "ecb-mro" and each["from"] == "2026-06-17")
    assert (june["before"], june["value"]) == ("2.15", "2.40")


def test_the_record_names_what_is_there(folder: Path) -> None:
    record = json.loads((folder / "catalogue.jsonld").read_text(encoding="utf-8"))
    assert record["@type"] == "dcat:Dataset"
    for each in record["dcat:distribution"]:
        address = each["dcat:downloadURL"]["@id"]
        assert address.startswith(f"{ADDRESS}donnees/")
        assert (folder / address.rpartition("/")[2]).is_file()


def test_the_same_data_give_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    open_data.write(tmp_path, ADDRESS)
    for path in folder.iterdir():
        assert (tmp_path / "donnees" / path.name).read_bytes() == path.read_bytes(), path.name
