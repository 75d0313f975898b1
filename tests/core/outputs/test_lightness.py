"""Nothing heavy is loaded before it is needed: a statement needs no calendar, no spreadsheet, no QR code, no PDF."""

import subprocess
import sys

import pytest

from tests.support.processes import environment

HEAVY = ("dateutil", "fpdf", "icalendar", "num2words", "pypdf", "segno", "stdnum", "xlsxwriter")


def loaded_after(statement: str) -> set[str]:
    command = [sys.executable, "-c", f"import sys; {statement}; print(*sys.modules)"]
    done = subprocess.run(command, capture_output=True, check=True, env=environment())
    return set(done.stdout.decode().split())


@pytest.mark.parametrize(
    "statement",
    [
        "import latepay_core",
        "import latepay_core.cli.program",
        "import latepay_core.instalments",
        "import latepay_core.outputs.calendar, latepay_core.outputs.spreadsheet, latepay_core.letters.transfer",
        "import latepay_core.outputs.follow_up, latepay_core.outputs.court_file",
    ],
)
def test_libraries_wait_until_they_are_asked_for(statement: str) -> None:
    assert not loaded_after(statement) & set(HEAVY)


def test_the_core_alone_loads_no_other_room() -> None:
    rooms = {name for name in loaded_after("import latepay_core") if name.startswith("latepay_core.")}
    assert not [
        name for name in rooms if name.split(".")[1] in ("documents", "instalments", "letters", "outputs", "cli")
    ]
