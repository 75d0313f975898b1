"""The worked cases about time, for the suites that run them."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class LimitationCase:
    """A claim, and what the answer about limitation must say; or the refusals, as `[code, path]`."""

    id: str
    why: str
    source: str
    work: str
    claim: dict[str, Any]
    expect: dict[str, Any] = field(default_factory=dict)
    refused: list[list[str]] = field(default_factory=list)


@dataclass(frozen=True)
class TimeLimitCase:
    """A call of a time limit; `expect` is a list where the answer is a timetable."""

    id: str
    why: str
    source: str
    work: str
    call: str
    given: dict[str, Any]
    expect: Any


@dataclass(frozen=True)
class DaysCase:
    """Days of a kind counted from a start, and the day reached."""

    id: str
    why: str
    source: str
    work: str
    start: str
    days: int
    kind: Any
    expect: str
    region: Any = "mainland"


@cache
def limitation_cases() -> tuple[LimitationCase, ...]:
    """The cases of `limitation.yaml`."""
    return tuple(LimitationCase(**entry) for entry in _read("limitation.yaml"))


@cache
def time_limit_cases() -> tuple[TimeLimitCase, ...]:
    """The cases of `time-limits.yaml`, here and among those copied from a published source."""
    entries = [*_read("time-limits.yaml"), *_read("../official/tables/time-limits.yaml")]
    return tuple(TimeLimitCase(**entry) for entry in entries)


@cache
def days_cases() -> tuple[DaysCase, ...]:
    """The cases of `days.yaml`."""
    return tuple(DaysCase(**entry) for entry in _read("days.yaml"))


def _read(name: str) -> list[dict[str, Any]]:
    entries = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    assert isinstance(entries, list)
    # YAML 1.1 reads a bare `on` as true
    return [_on(entry) for entry in entries]


def _on(value: Any) -> Any:
    if isinstance(value, dict):
        return {"on" if key is True else key: _on(each) for key, each in value.items()}
    return [_on(each) for each in value] if isinstance(value, list) else value


def differences(wanted: dict[str, Any], given: dict[str, Any], words: str = "") -> list[str]:
    """Where an answer, as JSON, differs from what a case expects. `says` and `not_said` are looked for in `words`."""
    found = []
    for key, value in wanted.items():
        if key in ("says", "not_said"):
            if (value in words) != (key == "says"):
                found.append(f"{key}: {value!r} in {words!r}")
            continue
        said = given[key]
        if key == "interrupted_by":
            said = [[event["on"], event["kind"]] for event in said]
        elif isinstance(value, dict) and isinstance(said, dict):
            said = {name: said[name] for name in value}
        elif isinstance(value, int) and isinstance(said, list):
            said = len(said)
        if said != value:
            found.append(f"{key}: {said!r} instead of {value!r}")
    return found
