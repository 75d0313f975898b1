"""`latepay example` and `latepay schema`: what to write a claim from."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from latepay_core.claim.schema import claim_schema

CALL = Callable[..., Any]


def test_the_example_is_a_claim_and_its_sums_are_right(latepay: CALL, tmp_path: Path) -> None:
    """Worked by hand, at 12,15 % (BCE 2,15 + 10 points, both half-years).

    F-2025-118, 10 000 € due on 30 November 2025. To 15 January: 31 days, 103,19, and 15 days, 49,93; the 4 000 € paid
    leave 10 000 − (4 000 − 153,12) = 6 153,12. To 20 February: 36 days, 73,74; the 500 € that name no invoice go to the
    oldest and leave 6 153,12 − (500 − 73,74) = 5 726,86. To 15 March: 23 days, 43,85. With 40: 5 810,71.
    F-2025-131: 12 November + 45 days = 27 December, so 31 December; 2 400 − 240 = 2 160, 74 days, 53,21. With 40:
    2 253,21.
    """
    written = latepay("example", "-o", tmp_path / "exemple.json")
    assert (written.status, written.out) == (0, "")
    said = json.loads(latepay("statement", tmp_path / "exemple.json", "--json").out)
    assert [each["due_on"] for each in said["invoices"]] == ["2025-11-30", "2025-12-31"]
    assert [each["total_due"] for each in said["invoices"]] == ["5810.71", "2253.21"]
    assert said["totals"]["total_due"] == "8063.92"


def test_every_command_takes_the_example(latepay: CALL, tmp_path: Path) -> None:
    file = tmp_path / "exemple.json"
    file.write_text(latepay("example").out, encoding="utf-8")
    for command in ("statement", "limitation", "next", "routes", "letters", "letter", "transfer"):
        assert latepay(command, file).status == 0, command


def test_the_schema_knows_every_key_of_the_example(latepay: CALL) -> None:
    schema = json.loads(latepay("schema").out)
    assert schema == claim_schema()
    example = json.loads(latepay("example").out)
    assert set(example) <= set(schema["properties"])
    invoice = schema["$defs"]["Invoice"]["properties"]
    assert all(set(each) <= set(invoice) for each in example["invoices"])


def test_neither_takes_the_place_of_a_file(latepay: CALL, tmp_path: Path) -> None:
    mine = tmp_path / "creance.json"
    mine.write_text("{}", encoding="utf-8")
    for command in ("example", "schema"):
        answer = latepay(command, "-o", mine)
        assert answer.status == 2
        assert "--force" in answer.err
        assert ".json" in latepay(command, "-o", tmp_path / "a.txt").err
    assert mine.read_text(encoding="utf-8") == "{}"
