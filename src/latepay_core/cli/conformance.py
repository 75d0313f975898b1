"""`latepay conformance`: the worked cases, put to any program that reads a claim and answers with sums.

The program is called once a case: it gets the claim on its standard input, and answers on its standard output with one
JSON object. What the case expects is looked for there by name; whatever else it says is left alone.
"""

import json
import shlex
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import typer

from latepay_core.claim.reading import read_json
from latepay_core.claim.refusals import shown_value
from latepay_core.cli.options import AsJson
from latepay_core.cli.reading import content_of
from latepay_core.cli.sentences import fault_in
from latepay_core.cli.terminal import show
from latepay_core.cli.usage import FrenchCommand
from latepay_core.wording import worded_in
from latepay_core.wording.french import number_of

SCHEMA = "latepay.worked-cases/1"
#: The exit status where a case came out otherwise.
DIFFERS = 1
_PATIENCE = 30
_LEVELS = (1, 2, 3)


def say(key: str, **figures: Any) -> str:
    """The sentence of a key of this command's catalogue."""
    return worded_in("cli-conformance", key, **figures)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A case and what differs; nothing where it came out right."""

    case: str
    level: int
    differences: tuple[str, ...]


Cases = Annotated[str, typer.Argument(metavar="CAS.json", help=say("help.cases"), show_default=False)]
Command = Annotated[str, typer.Option("--command", help=say("help.command"), metavar="COMMANDE", show_default=False)]
Level = Annotated[int, typer.Option("--level", help=say("help.level"), min=1, max=3)]
Lines = Annotated[bool, typer.Option("--lines", help=say("help.lines"), show_default=False)]


def register(app: typer.Typer, print_json: Any) -> None:
    """Adds the command to the program."""

    @app.command("conformance", cls=FrenchCommand, help=say("help.conformance"))
    def conformance(
        cases: Cases, command: Command, *, level: Level = 3, lines: Lines = False, as_json: AsJson = False
    ) -> None:
        """Puts the worked cases to a program."""
        found = list(outcomes(_cases(cases), shlex.split(command), level, lines=lines))
        if as_json:
            print_json(_answer(found))
        else:
            show(_view(found))
        if any(each.differences for each in found):
            raise typer.Exit(DIFFERS)


def _cases(name: str) -> list[dict[str, Any]]:
    data = read_json(content_of(name))
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise fault_in("cli-conformance", "not-cases", name, schema=SCHEMA)
    cases: list[dict[str, Any]] = data["cases"]
    return cases


def outcomes(
    cases: Sequence[dict[str, Any]], command: Sequence[str], level: int, *, lines: bool = False
) -> Iterator[Outcome]:
    """What a program says of each case up to a level; raises ClaimRefused where it cannot be started."""
    for case in cases:
        if case["level"] <= level:
            said = _said(command, case["claim"])
            wrong = [said] if isinstance(said, str) else list(_differences(case["expect"], said, lines=lines))
            yield Outcome(case["id"], case["level"], tuple(wrong))


def _said(command: Sequence[str], claim: Any) -> dict[str, Any] | str:
    """The program's answer, or why there is none."""
    import subprocess

    try:
        done = subprocess.run(
            command, input=json.dumps(claim).encode(), capture_output=True, timeout=_PATIENCE, check=False
        )
    except OSError:
        name = shown_value(command[0] if command else "")
        raise fault_in("cli-conformance", "not-started", "--command", name=name) from None
    except subprocess.TimeoutExpired:
        return say("said.too-long")
    try:
        found = json.loads(done.stdout)
    except ValueError:
        return say("said.no-json")
    return found if isinstance(found, dict) else say("said.no-json")


def _differences(expect: dict[str, Any], said: dict[str, Any], *, lines: bool) -> Iterator[str]:
    yield from _sums("totals", expect["totals"], said.get("totals"))
    if not lines:
        return
    invoices = said.get("invoices")
    for at, wanted in enumerate(expect["invoices"]):
        given = invoices[at] if isinstance(invoices, list) and at < len(invoices) else None
        yield from _sums(f"invoices[{at}]", wanted, given)


def _sums(path: str, wanted: dict[str, Any], given: Any) -> Iterator[str]:
    for name, value in wanted.items():
        found = given.get(name) if isinstance(given, dict) else None
        if name == "lines" and isinstance(found, list):
            names = ("days", "annual_rate_percent", "interest")
            found = [[each.get(key) for key in names] if isinstance(each, dict) else each for each in found]
        if isinstance(value, dict):
            yield from _sums(f"{path}.{name}", value, found)
        elif found != value:
            yield say("said.differs", path=f"{path}.{name}", found=json.dumps(found), wanted=json.dumps(value))


def _answer(found: Sequence[Outcome]) -> dict[str, Any]:
    """The outcomes as `latepay.conformance/1` (docs/format)."""
    return {
        "schema": "latepay.conformance/1",
        "levels": [{"level": level, "cases": all_, "right": right} for level, all_, right in _levels(found)],
        "differences": {each.case: list(each.differences) for each in found if each.differences},
    }


def _levels(found: Sequence[Outcome]) -> Iterator[tuple[int, int, int]]:
    whole = Counter(each.level for each in found)
    right = Counter(each.level for each in found if not each.differences)
    yield from ((level, whole[level], right[level]) for level in _LEVELS if whole[level])


def _view(found: Sequence[Outcome]) -> Iterator[str]:
    for each in found:
        if each.differences:
            yield say("said.case", case=each.case, level=each.level)
            yield from (f"  {difference}" for difference in each.differences)
    for level, whole, right in _levels(found):
        yield say("said.level", level=level, right=number_of(right), whole=number_of(whole))
