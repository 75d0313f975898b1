"""A machine's packages: the lists are refreshed before the first is installed, and what is too old is said or replaced.

Each test makes a machine of its own: a folder of commands, where `apt-get` writes down what it is asked for.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
REAL = ("sh", "cat", "chmod", "dirname", "env", "grep", "head", "id", "readlink", "sed", "tail", "tr")
FOUND = {
    "chromium": "Chromium 156.0.8078.108 built on Debian",
    "chromium-headless-shell": "Chromium 156.0.8078.108",
    "firefox-esr": "Mozilla Firefox 153.8.0esr",
    "WebKitWebDriver": "",
    "Xvfb": "",
    "pdftotext": "",
    "soffice": "",
    "hunspell": "",
}


class Machine:
    """Commands that say what they are told to say."""

    def __init__(self, folder: Path) -> None:
        self.bin, self.log = folder / "bin", folder / "log"
        self.bin.mkdir()
        self.log.touch()
        for name in REAL:
            (self.bin / name).symlink_to(str(shutil.which(name)))
        self.command("id", "echo 0")
        self.command("playwright", "exit 1")

    def command(self, name: str, body: str) -> None:
        path = self.bin / name
        path.unlink(missing_ok=True)
        path.write_text(f"#!{shutil.which('sh')}\n{body}\n", encoding="utf-8")
        path.chmod(0o755)

    def program(self, name: str, version: str = "") -> None:
        self.command(name, f"echo '{version}'")

    def packages(self, *, fails: tuple[str, ...] = (), brings: dict[str, tuple[str, str]] | None = None) -> None:
        """A package manager that knows every package and notes each order; `brings`: package to command, version."""
        brought = ""
        for package, (name, version) in (brings or {}).items():
            path = self.bin / name
            made = f"""printf '#!/bin/sh\\necho "{version}"\\n' > '{path}'; chmod +x '{path}'"""
            brought += f'*" {package} "*) {made} ;;\n'
        failing = "\n".join(f'*" {word} "*) echo "E: {word}"; exit 100 ;;' for word in fails)
        orders = f"""echo "$*" >> '{self.log}'\ncase " $* " in\n{failing}\n{brought}\nesac"""
        self.command("apt-get", orders)
        self.command("apt-cache", "exit 0")

    def run(self, script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {"PATH": str(self.bin), "PLAYWRIGHT": str(self.bin / "playwright"), "HOME": str(self.bin)}
        command = ["sh", str(ROOT / "tools" / script), *arguments]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, cwd=self.bin)

    @property
    def orders(self) -> list[str]:
        """What apt-get was asked for: `update`, or the package that was to be installed."""
        lines = self.log.read_text(encoding="utf-8").splitlines()
        return ["update" if line.endswith("update") else line.split()[-1] for line in lines]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


@pytest.fixture
def complete(machine: Machine) -> Machine:
    """A machine that has everything."""
    for name, version in FOUND.items():
        machine.program(name, version)
    machine.packages()
    return machine


def test_a_machine_that_has_everything_is_left_alone(complete: Machine) -> None:
    done = complete.run("install_browsers.sh")
    assert (done.returncode, done.stdout, done.stderr, complete.orders) == (0, "", "", [])


def test_the_lists_are_refreshed_once_and_before_the_first_package(machine: Machine) -> None:
    machine.program("hunspell", "")
    brings = {
        "chromium": ("chromium", "Chromium 156.0.1"),
        "firefox-esr": ("firefox-esr", "Mozilla Firefox 153.8.0esr"),
        "webkit2gtk-driver": ("WebKitWebDriver", ""),
        "xvfb": ("Xvfb", ""),
        "poppler-utils": ("pdftotext", ""),
        "libreoffice-writer-nogui": ("soffice", ""),
    }
    machine.packages(brings=brings)
    done = machine.run("install_browsers.sh")
    assert done.returncode == 0, done.stderr
    assert machine.orders == ["update", *brings, "libreoffice-calc-nogui", "chromium-headless-shell"]
    # each step is said
    assert "mise à jour des listes" in done.stderr
    assert all(f"installation de {package}" in done.stderr for package in brings)


def test_a_chromium_without_its_window_is_taken_where_there_is_one(complete: Machine) -> None:
    (complete.bin / "chromium-headless-shell").unlink()
    assert complete.run("install_browsers.sh").returncode == 0
    assert complete.orders == ["update", "chromium-headless-shell"]


def test_a_system_that_has_no_chromium_without_its_window_is_left_alone(complete: Machine) -> None:
    (complete.bin / "chromium-headless-shell").unlink()
    complete.command("apt-cache", "exit 1")
    assert complete.run("install_browsers.sh").returncode == 0
    assert complete.orders == []


def test_a_browser_that_is_too_old_is_brought_up_to_date(complete: Machine) -> None:
    """Lists a year old had left Firefox 140, whose protocol lacks what the tests ask for."""
    complete.program("firefox-esr", "Mozilla Firefox 140.12.0esr")
    complete.packages(brings={"firefox-esr": ("firefox-esr", "Mozilla Firefox 153.8.0esr")})
    done = complete.run("install_browsers.sh")
    assert (done.returncode, complete.orders) == (0, ["update", "firefox-esr"]), done.stderr


def test_the_newest_of_two_browsers_counts(complete: Machine) -> None:
    complete.program("firefox-esr", "Mozilla Firefox 140.12.0esr")
    complete.program("firefox", "Mozilla Firefox 155.0")
    assert complete.run("install_browsers.sh").returncode == 0
    assert complete.orders == []


@pytest.mark.parametrize(
    ("name", "version", "said"),
    [
        ("firefox-esr", "Mozilla Firefox 140.12.0esr", "Firefox 140 a été trouvé, les tests demandent Firefox 153"),
        ("chromium", "Chromium 120.0.6099.224", "Chromium 120 a été trouvé, les tests demandent Chromium 150"),
    ],
)
def test_what_stays_too_old_is_said_in_one_sentence(complete: Machine, name: str, version: str, said: str) -> None:
    complete.program(name, version)
    done = complete.run("install_browsers.sh")
    assert done.returncode == 2
    last = done.stderr.splitlines()[-1]
    assert said in last
    assert re.search(rf"mettez à jour le paquet {name} ; puis relancez\.$", last)


@pytest.mark.parametrize(
    ("missing", "package"),
    [
        ("chromium", "chromium"),
        ("firefox-esr", "firefox-esr"),
        ("WebKitWebDriver", "webkit2gtk-driver"),
        ("Xvfb", "xvfb"),
        ("pdftotext", "poppler-utils"),
        ("soffice", "libreoffice-calc-nogui"),
    ],
)
def test_what_cannot_be_installed_stops_the_run_and_is_named(complete: Machine, missing: str, package: str) -> None:
    (complete.bin / missing).unlink()
    complete.packages(fails=("install",))
    done = complete.run("install_browsers.sh")
    assert done.returncode == 2
    assert package in done.stderr.splitlines()[-1]


def test_what_apt_says_is_shown_when_it_fails(complete: Machine) -> None:
    (complete.bin / "pdftotext").unlink()
    complete.packages(fails=("poppler-utils",))
    done = complete.run("install_browsers.sh")
    assert done.returncode == 2
    assert "E: poppler-utils" in done.stderr


def test_half_a_libreoffice_is_completed(complete: Machine, tmp_path: Path) -> None:
    program = tmp_path / "program"
    program.mkdir()
    for name in ("libmergedlo.so", "libswlo.so", "soffice"):
        (program / name).touch()
    (program / "soffice").chmod(0o755)
    (complete.bin / "soffice").unlink()
    (complete.bin / "soffice").symlink_to(program / "soffice")
    done = complete.run("install_browsers.sh")
    assert (done.returncode, complete.orders) == (2, ["update", "libreoffice-writer-nogui", "libreoffice-calc-nogui"])
    (program / "libsclo.so").touch()
    assert complete.run("install_browsers.sh").returncode == 0


def test_lists_that_cannot_be_refreshed_do_not_stop_what_they_still_allow(complete: Machine) -> None:
    (complete.bin / "pdftotext").unlink()
    complete.packages(fails=("update",), brings={"poppler-utils": ("pdftotext", "")})
    done = complete.run("install_browsers.sh")
    assert done.returncode == 0, done.stderr
    assert "celles de la machine serviront" in done.stderr


def test_the_first_package_that_exists_is_taken(machine: Machine) -> None:
    machine.packages()
    machine.command("apt-cache", '[ "$3" = python3-venv ]')
    assert machine.run("apt_install.sh", "python3.99-venv|python3-venv").returncode == 0
    assert machine.orders == ["update", "python3-venv"]


def test_a_version_that_pyenv_keeps_but_did_not_select_is_found(machine: Machine) -> None:
    """`.python-version` names one that is not installed: pyenv's own commands then refuse the one that is."""
    kept = machine.bin / ".pyenv" / "versions" / "3.12.1" / "bin"
    kept.mkdir(parents=True)
    (kept / "python3").symlink_to(os.path.realpath(sys.executable))
    for name in ("python", "python3", "python3.12", "python3.13"):
        machine.command(name, "echo 'pyenv: not selected' >&2; exit 127")
    done = machine.run("find_python.sh")
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


def test_no_python_is_said_in_one_sentence(machine: Machine) -> None:
    done = machine.run("find_python.sh")
    assert done.returncode == 2
    assert "Aucun Python 3.12" in done.stderr
