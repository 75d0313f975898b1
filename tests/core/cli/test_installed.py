"""The README's install line in an empty environment, then each of its commands; and the same without `documents`.

The packages come from this very environment, so that what is tried is what was locked, and no network is asked.
"""

import os
import re
import shutil
import subprocess
import sys
import tomllib
import venv
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from typer.main import get_command

from latepay_core import read_claim
from latepay_core.cli.program import app
from latepay_core.letters.writing import write_letter
from latepay_core.outputs.letter_files import letter_file
from tests.conftest import ROOT
from tests.support.wheelhouse import gather

SECTION = (ROOT / "README.md").read_text(encoding="utf-8").split("## En ligne de commande")[1].split("\n## ")[0]
INSTALL, *BLOCKS = re.findall(r"```sh\n(.*?)```", SECTION, re.DOTALL)
#: A line, or a line and the text that it takes up to its mark.
COMMANDS = re.findall(r"^(\S.*<<'FIN'\n(?:.*\n)*?FIN|\S.*)$", "".join(BLOCKS), re.MULTILINE)
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
MISSING = 'lancez : pip install ".[documents]"'
#: What needs a part of its own, and how that part is called for.
OF_A_PART = dict.fromkeys(("ledger", "letters-batch"), 'lancez : pip install ".[ledger]"')
#: What the README says needs the documents.
OF_THE_DOCUMENTS = {"letters", "letter", "verify", "calendar", "transfer", "file", "export .xlsx", "export .pdf"}


class Machine:
    """A copy of the project, and an environment where nothing is installed yet but a `pip` that asks no network."""

    def __init__(self, folder: Path, wheels: Path) -> None:
        self.project, environment = folder / "projet", folder / "env"
        shutil.copytree(ROOT / "src", self.project / "src", ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("pyproject.toml", "README.md", "LICENSE"):
            shutil.copy(ROOT / name, self.project)
        venv.create(environment, symlinks=True)
        pip = environment / "bin" / "pip"
        pip.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m pip --python "{environment}" "$@"\n')
        pip.chmod(0o755)
        self.settings = {
            "PATH": f"{environment / 'bin'}{os.pathsep}{os.defpath}",
            "HOME": str(folder),
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": str(wheels),
            "PIP_NO_COMPILE": "1",
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        }

    def run(self, line: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["/bin/sh", "-c", line],
            capture_output=True,
            check=False,
            cwd=self.project,
            env=self.settings,
            encoding="utf-8",
        )


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    folder = tmp_path_factory.mktemp("installed")
    project, build = PROJECT["project"], PROJECT["build-system"]
    parts = project["optional-dependencies"]
    wanted = [*build["requires"], *project["dependencies"]]
    gather([*wanted, *parts["documents"], *parts["imports"], *parts["ledger"]], folder / "w")
    yield Machine(folder, folder / "w")
    shutil.rmtree(folder)


def part(command: str) -> str:
    """The command's name; for an export, with its ending."""
    name = command.split()[1]
    return f"{name} .{command.split()[4].rpartition('.')[2]}" if name == "export" else name


def test_the_readme_shows_every_command() -> None:
    shown = {each.split()[1] for each in COMMANDS if each.startswith("latepay ")}
    assert shown == set(get_command(app).commands)  # type: ignore[attr-defined]


def written_by(command: str) -> str | None:
    found = re.search(r" -o (\S+)", command)
    return found[1] if found else None


def played(machine: Machine, commands: list[str]) -> dict[str, subprocess.CompletedProcess[str]]:
    """Each command, two at a time; those that read what another one writes after it."""
    files = {written_by(each) for each in commands} - {None}
    second = [each for each in commands if files & (set(each.split("#")[0].split()) - {written_by(each)})]
    done: dict[str, subprocess.CompletedProcess[str]] = {}
    with ThreadPoolExecutor(2) as pool:
        first = [each for each in commands if each not in second]
        done |= zip(first, pool.map(machine.run, first), strict=True)
        letter = machine.project / "lettre.pdf"
        if not letter.exists():
            claim = read_claim((machine.project / "creance.json").read_bytes())
            letter.write_bytes(letter_file(write_letter("formal-notice", claim), "pdf"))
        return done | dict(zip(second, pool.map(machine.run, second), strict=True))


def test_every_command_of_the_readme_works_after_its_install_line(machine: Machine) -> None:
    """First without the documents, where what needs them says so in one sentence; then as the README says."""
    installed = machine.run("pip install .")
    assert installed.returncode == 0, installed.stderr
    commands = [each for each in COMMANDS if each.startswith("latepay ")]
    for written in COMMANDS:
        if written not in commands:
            assert machine.run(written).returncode == 0
    there = set(machine.project.iterdir())
    for command, done in played(machine, commands).items():
        missing = OF_A_PART.get(part(command), MISSING if part(command) in OF_THE_DOCUMENTS else None)
        if missing is not None:
            assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1), (command, done.stderr)
            assert missing in done.stderr
        else:
            assert done.returncode == 0, (command, done.stderr)

    for each in set(machine.project.iterdir()) - there:
        each.unlink()
    installed = machine.run(INSTALL)
    assert installed.returncode == 0, installed.stderr
    for command, done in played(machine, commands).items():
        assert done.returncode == 0, (command, done.stderr)
        assert done.stdout or "Écrit : " in done.stderr
    names = {"lettre.docx", "lettre.pdf", "suivi.ics", "decompte.xlsx", "decompte.csv", "decompte.pdf", "virement.svg"}
    assert names | {"dossier.zip", "exemple.json", "dossier.json"} <= {each.name for each in machine.project.iterdir()}
