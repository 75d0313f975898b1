"""What the central bank published since: taken where it follows what is known, refused by name where it does not.

The answers have the shape of the ECB's data portal (SDMX in CSV); the network is never asked.
"""

import json
import tomllib
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from latepay_core.cli import rates_update
from latepay_core.cli.rates_feed import FeedRefused, observed
from latepay_core.law import parameter
from latepay_core.law.parameters import files_of

HEAD = "KEY,FREQ,REF_AREA,CURRENCY,PROVIDER_FM,INSTRUMENT_FM,PROVIDER_FM_ID,DATA_TYPE_FM,TIME_PERIOD,OBS_VALUE,STATUS\n"
#: The main refinancing operations, as decided from September 2024 to September 2026.
DECIDED = [
    "2024-10-23,3.4",
    "2024-12-18,3.15",
    "2025-02-05,2.9",
    "2025-03-12,2.65",
    "2025-04-23,2.4",
    "2025-06-11,2.15",
]
DECIDED += ["2026-06-17,2.4", "2026-09-16,2.65"]
BID = ["2008-07-09,4.25"]

Run = Callable[..., Any]


def series(kind: str, lines: list[str]) -> str:
    return HEAD + "".join(f"FM.B.U2.EUR.4F.KR.{kind}.LEV,B,U2,EUR,4F,KR,{kind},LEV,{line},A\n" for line in lines)


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the series' file, to be written."""
    copy = tmp_path / "ecb-mro.toml"
    copy.write_bytes(files_of("parameters")["ecb-mro"].read_bytes())
    monkeypatch.setattr(rates_update, "files_of", lambda _: {"ecb-mro": copy})
    return copy


@pytest.fixture
def run(latepay: Run, file: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    def command(*words: object, more: tuple[str, ...] = (), fixed: list[str] | None = None) -> Any:
        asked: list[str] = []

        def fetch(address: str) -> str:
            asked.append(address)
            return series("MRR_MBR", BID) if "MRR_MBR" in address else series("MRR_FR", [*(fixed or DECIDED), *more])

        monkeypatch.setattr(rates_update, "fetched", fetch)
        answer = latepay("rates", "update", "--on", "2026-11-30", *words)
        assert 1 <= len(asked) <= 2
        assert all(address.startswith("https://data-api.ecb.europa.eu/service/data/FM/") for address in asked)
        return answer

    return command


def test_a_new_rate_is_proposed_and_written_on_demand(run: Run, file: Path) -> None:
    before = file.read_text(encoding="utf-8")
    answer = json.loads(run("--json", more=("2026-12-23,2.9",)).out)
    assert answer["new"] == [{"from": "2026-12-23", "percent": "2.90"}]
    assert answer["confirmed"] == ["2026-09-16"]
    assert file.read_text(encoding="utf-8") == before
    run("--write", more=("2026-12-23,2.9",))
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    old = tomllib.loads(before)
    assert data["checked_until"] == date(2026, 11, 30)
    last = data["values"][-1]
    assert (last["from"], last["value"], last["status"]) == (date(2026, 12, 23), "2.90", "verified")
    assert "applicable depuis le 23" in last["reference"]
    assert last["url"].startswith("https://data.ecb.europa.eu/")
    # Only the value that was waiting to be confirmed has changed, and only in how sure it is.
    assert data["values"][:-2] == old["values"][:-1]
    assert data["values"][-2] == old["values"][-1] | {"status": "verified", "confidence": "high"}


def test_nothing_new_moves_the_day_of_the_check_alone(run: Run, file: Path) -> None:
    fixed = ["2008-10-01,9.99", *DECIDED[:-1], "2026-07-23,2.4", "2026-09-16,2.65", "2026-10-29,2.65"]
    answer = json.loads(run("--json", "--write", fixed=fixed).out)
    assert (answer["new"], answer["written"]) == ([], True)
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    assert data["checked_until"] == date(2026, 11, 30)
    assert len(data["values"]) == len(parameter("ecb-mro").values)


@pytest.mark.parametrize(
    ("more", "fixed", "code"),
    [
        (("2026-12-23,4.65",), None, "bond jamais vu"),
        (("2027-06-30,2.9",), None, "bien trop tôt"),
        ((), [*DECIDED[:-1], "2026-09-16,2.5"], "disent autre chose"),
        ((), [*DECIDED[:-1], "2026-09-17,2.65"], "disent autre chose"),
        ((), [*DECIDED, "2026-10-29,2.9", "2026-10-29,3.15"], "deux taux"),
        ((), DECIDED[:-1], "s'arrête avant"),
        (("2026-12-23,abc",), None, "ni un jour ni un taux"),
        (("2026-12-23,2.655",), None, "ni un jour ni un taux"),
        (("2026-02-30,2.65",), None, "ni un jour ni un taux"),
    ],
)
def test_what_jumps_overlaps_or_is_late_is_refused(
    run: Run, file: Path, more: tuple[str, ...], fixed: list[str] | None, code: str
) -> None:
    before = file.read_bytes()
    answer = run("--write", more=more, fixed=fixed)
    assert (answer.status, answer.out) == (2, "")
    assert code in answer.err.replace("\u2019", "'"), answer.err
    assert file.read_bytes() == before


def test_what_is_no_series_or_does_not_answer_is_refused(
    latepay: Run, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rates_update, "fetched", lambda _: "<html>Service unavailable</html>")
    assert latepay("rates", "update", "--on", "2026-11-30").status == 2
    monkeypatch.undo()
    with pytest.raises(FeedRefused) as refused:
        rates_update.fetched("http://data-api.ecb.europa.eu/")
    assert refused.value.code == "unreachable"


def test_a_day_before_the_last_check_is_refused(latepay: Run) -> None:
    answer = latepay("rates", "update", "--on", "2026-10-01")
    assert (answer.status, "plus récent" in answer.err) == (2, True)


def test_to_write_goes_with_update(latepay: Run) -> None:
    assert latepay("rates", "check", "--write").status == 2


def test_what_no_program_can_read_is_named(run: Run) -> None:
    # On 30 November 2026 the legal rate of the half-year is known; its last check reaches the end of it.
    assert json.loads(run("--json").out)["by_hand"] == []
    assert rates_update.by_hand(date(2027, 1, 4)) == ["legal-interest.other", "legal-interest.private"]


def test_observations_are_exact() -> None:
    assert [each.value for each in observed(series("MRR_FR", ["2025-02-05,2.9"]))] == [Decimal("2.90")]
    with pytest.raises(FeedRefused):
        observed(HEAD)
