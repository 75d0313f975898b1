"""Standard streams that are full, closed or left early: the right exit status, never « une erreur du programme »."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.core.cli.test_output import CLAIM
from tests.support.processes import environment

#: A table, JSON, a text, bytes, the help: each way in which something is written.
COMMANDS = (
    "statement c.json",
    "rates --json",
    "letter c.json",
    "letter c.json -o - --format pdf",
    "verify lettre.pdf",
    "--help",
    "--version",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("streams")
    (made / "c.json").write_text(json.dumps(CLAIM), encoding="utf-8")
    assert shell(made, "latepay letter c.json -o lettre.pdf").returncode == 0
    return made


def shell(folder: Path, line: str) -> subprocess.CompletedProcess[str]:
    """A line of the shell, where `latepay` is the program."""
    begun = f'latepay() {{ "{sys.executable}" -m latepay_core.cli "$@"; }}\n{line}'
    env = os.environ | environment()
    return subprocess.run(
        ["/bin/bash", "-c", begun], capture_output=True, check=False, cwd=folder, env=env, encoding="utf-8"
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_a_reader_that_has_seen_enough_is_no_error(command: str, folder: Path) -> None:
    """The reader is gone before the first line: every answer, even a short one, meets a broken pipe."""
    done = shell(folder, f"latepay {command} | (exec <&-); echo ${{PIPESTATUS[0]}}")
    assert done.stdout == "0\n"
    assert all(line.startswith(("Manque encore", "À savoir")) for line in done.stderr.splitlines())


@pytest.mark.parametrize("command", COMMANDS)
def test_a_full_disk_is_said_to_be_full(command: str, folder: Path) -> None:
    done = shell(folder, f"latepay {command} > /dev/full")
    assert (done.returncode, done.stderr.splitlines()[-1]) == (
        74,
        "le disque est plein : la réponse n'a pas pu être écrite en entier",
    )
    assert "rreur" not in done.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_a_closed_output_is_said_to_be_closed(command: str, folder: Path) -> None:
    done = shell(folder, f"latepay {command} >&-")
    assert (done.returncode, done.stderr.splitlines()[-1]) == (
        74,
        "la sortie est fermée : la réponse n'a pas pu être écrite",
    )


def test_a_file_needs_no_standard_output(folder: Path) -> None:
    done = shell(folder, "latepay export c.json -o closed.csv >&-")
    assert done.returncode == 0
    assert (folder / "closed.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    done = shell(folder, "latepay export c.json -o alone.csv <&- >&- 2>&-")
    assert done.returncode == 0
    assert (folder / "alone.csv").read_bytes() == (folder / "closed.csv").read_bytes()


@pytest.mark.parametrize("command", ["statement -", "verify -", "letter c.json --details -"])
def test_an_input_that_cannot_be_read_is_refused(command: str, folder: Path) -> None:
    done = shell(folder, f"latepay {command} <&-")
    assert (done.returncode, done.stdout) == (2, "")
    # the file of the details, even this one, is named before what is wrong with it
    assert done.stderr.removeprefix("-: ") == "l'entrée standard est fermée ou illisible ; donnez un nom de fichier\n"


@pytest.mark.parametrize("where", ["2> /dev/full", "2>&-"])
@pytest.mark.parametrize(("command", "status"), [("statement absent.json", 2), ("rates --on hier", 2), ("rates", 0)])
def test_faults_that_nobody_can_read_still_have_their_status(
    where: str, command: str, status: int, folder: Path
) -> None:
    done = shell(folder, f"latepay {command} {where}")
    assert done.returncode == status
    assert ("est pas une date" in done.stdout, "absent" in done.stdout) == (False, False)


def test_a_pdf_cut_short_is_refused_in_french_alone(folder: Path) -> None:
    """The library that reads PDF files has its own words for it, in English."""
    whole = (folder / "lettre.pdf").read_bytes()
    for kept in (len(whole) // 3, len(whole) - 700, len(whole) - 20):
        (folder / "cut.pdf").write_bytes(whole[:kept])
        done = shell(folder, "latepay verify cut.pdf")
        assert done.returncode == 2
        assert done.stderr.startswith("ce PDF "), done.stderr
        assert len(done.stderr.splitlines()) == 1
