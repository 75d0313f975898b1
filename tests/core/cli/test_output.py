"""`-o`, the same for every command that writes: nothing that exists is lost, the ending decides, a fault is said."""

import io
import json
import os
import pty
import resource
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from latepay_core.cli import run
from latepay_core.wording.french import plain
from tests.support.processes import environment

CALL = Callable[..., Any]
CLAIM: dict[str, Any] = {
    "as_of": "2026-08-31",
    "creditor": {"name": "Atelier Martin", "iban": "FR76 3000 6000 0112 3456 7890 189"},
    "debtor": {"name": "Société Durand"},
    "invoices": [{"number": "F-118", "due_on": "2026-05-31", "amount": "10000.00"}],
}
#: Each command that writes, and the endings it accepts.
ENDINGS = {
    "letter": ("docx", "pdf", "eml", "txt", "html"),
    "export": ("xlsx", "csv", "pdf", "docx"),
    "calendar": ("ics",),
    "transfer": ("svg",),
    "file": ("zip",),
}
BINARY = {"docx", "pdf", "xlsx", "zip"}
EACH = pytest.mark.parametrize("command", ENDINGS)
KEPT = "ce que l'on ne veut pas perdre"


@pytest.fixture
def claim_file(tmp_path: Path) -> Path:
    file = tmp_path / "créance.json"
    file.write_text(json.dumps(CLAIM), encoding="utf-8")
    return file


def left(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def started(*arguments: str | Path, **settings: Any) -> subprocess.CompletedProcess[bytes]:
    """The program in a process of its own, for what only a process has: limits, streams, a terminal."""
    command = [sys.executable, "-m", "latepay_core.cli", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False, env=os.environ | environment(), **settings)


def at_a_terminal(*arguments: str | Path, typed: str = "") -> tuple[int, str]:
    """The program before somebody at a terminal: its exit status, and what they see."""
    command = [sys.executable, "-m", "latepay_core.cli", *map(str, arguments)]
    ours, theirs = pty.openpty()
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=os.environ | environment()) as run:
        os.close(theirs)
        os.write(ours, f"{typed}\n".encode())
        seen = b""
        # a terminal whose program has ended answers with an error (EIO)
        with suppress(OSError):
            while part := os.read(ours, 10_000):
                seen += part
    os.close(ours)
    return run.returncode, seen.decode().replace("\r\n", "\n").removeprefix(f"{typed}\n")


# ---------------------------------------------------------------- its own input


@EACH
def test_the_file_that_is_read_is_never_written(command: str, latepay: CALL, tmp_path: Path) -> None:
    """By its own name, another spelling, a symbolic link, a hard link; `--force` or not."""
    ending = ENDINGS[command][0]
    claim = tmp_path / f"claim.{ending}"
    claim.write_text(json.dumps(CLAIM), encoding="utf-8")
    (tmp_path / f"symbolic.{ending}").symlink_to(claim)
    (tmp_path / f"hard.{ending}").hardlink_to(claim)
    for name in (f"claim.{ending}", f"./../{tmp_path.name}/claim.{ending}", f"symbolic.{ending}", f"hard.{ending}"):
        for options in ((), ("--force",)):
            answer = latepay(command, claim, "-o", tmp_path / name, *options)
            assert (answer.status, answer.out) == (2, "")
            assert answer.faults[0].startswith("--output: ")
            assert "est le fichier que cette commande lit" in answer.err
            assert json.loads(claim.read_text(encoding="utf-8")) == CLAIM


def test_the_details_of_a_letter_are_its_input_too(latepay: CALL, claim_file: Path, tmp_path: Path) -> None:
    details = tmp_path / "details.txt"
    details.write_text('{"place": "Nantes"}', encoding="utf-8")
    answer = latepay("letter", claim_file, "--details", details, "-o", details, "--force")
    assert answer.status == 2
    assert "est le fichier que cette commande lit" in answer.err
    assert details.read_text(encoding="utf-8") == '{"place": "Nantes"}'


def test_what_is_read_from_standard_input_is_known_too(tmp_path: Path) -> None:
    claim = tmp_path / "claim.txt"
    claim.write_text(json.dumps(CLAIM), encoding="utf-8")
    with claim.open("rb") as stream:
        done = started("letter", "-", "-o", claim, "--force", stdin=stream)
    assert done.returncode == 2
    assert "est le fichier que cette commande lit" in done.stderr.decode()
    assert json.loads(claim.read_text(encoding="utf-8")) == CLAIM


@EACH
def test_an_empty_name_is_said_to_be_empty(command: str, latepay: CALL, claim_file: Path) -> None:
    answer = latepay(command, claim_file, "-o", "")
    assert (answer.status, answer.out) == (2, "")
    assert "le nom du fichier à écrire est vide" in answer.err


# ---------------------------------------------------------------- what exists


@EACH
def test_an_existing_file_is_replaced_only_by_force(
    command: str, latepay: CALL, claim_file: Path, tmp_path: Path
) -> None:
    target = tmp_path / f"sortie.{ENDINGS[command][0]}"
    target.write_text(KEPT, encoding="utf-8")
    target.chmod(0o640)
    answer = latepay(command, claim_file, "-o", target)
    assert (answer.status, answer.out) == (2, "")
    assert "existe déjà et n'a pas été touché ; ajoutez --force" in answer.err
    assert target.read_text(encoding="utf-8") == KEPT
    answer = latepay(command, claim_file, "-o", target, "--force")
    assert answer.status == 0
    assert answer.faults[0].startswith(f"Remplacé : {target} (")
    assert target.read_bytes() != KEPT.encode()
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert left(tmp_path) == ["créance.json", target.name]


def test_a_new_file_has_the_rights_of_any_new_file(latepay: CALL, claim_file: Path, tmp_path: Path) -> None:
    assert latepay("export", claim_file, "-o", tmp_path / "a.csv").status == 0
    (tmp_path / "other").touch()
    assert (tmp_path / "a.csv").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_a_link_stays_a_link(latepay: CALL, claim_file: Path, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    target, link = tmp_path / "real" / "a.csv", tmp_path / "a.csv"
    target.write_text(KEPT, encoding="utf-8")
    link.symlink_to(target)
    assert latepay("export", claim_file, "-o", link, "--force").status == 0
    assert link.is_symlink()
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_file_protected_against_writing_is_left_alone(latepay: CALL, claim_file: Path, tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    target.write_text(KEPT, encoding="utf-8")
    target.chmod(0o444)
    answer = latepay("export", claim_file, "-o", target, "--force")
    assert answer.status == 2
    assert "est protégé en écriture" in answer.err
    assert target.read_text(encoding="utf-8") == KEPT


@pytest.mark.parametrize(("typed", "replaced"), [("o", True), ("Oui ", True), ("n", False), ("", False)])
def test_whoever_sits_at_the_terminal_is_asked(typed: str, replaced: bool, claim_file: Path, tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    target.write_text(KEPT, encoding="utf-8")
    status, seen = at_a_terminal("export", claim_file, "-o", target, typed=typed)
    assert f"« {target} » existe déjà. Le remplacer ? [o/N]" in plain(seen)
    assert status == (0 if replaced else 2)
    assert (target.read_bytes() != KEPT.encode()) is replaced


def test_a_claim_from_standard_input_leaves_nobody_to_ask(tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    target.write_text(KEPT, encoding="utf-8")
    status, seen = at_a_terminal("export", "-", "-o", target, typed="o")
    assert status == 2
    assert "[o/N]" not in seen
    assert "--force" in seen


# ---------------------------------------------------------------- the machine


@EACH
def test_a_full_disk_leaves_the_old_file_whole(command: str, latepay: CALL, claim_file: Path, tmp_path: Path) -> None:
    """A limit on the size of files stands for the disk: the write stops in its middle either way."""
    target = tmp_path / f"sortie.{ENDINGS[command][0]}"
    for old in (None, KEPT):
        if old is not None:
            target.write_text(old, encoding="utf-8")
        _, hard = before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (200, hard))
        try:
            answer = latepay(command, claim_file, "-o", target, "--force")
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        assert (answer.status, answer.out, len(answer.faults)) == (74, "", 1)
        assert answer.err.startswith("--output: le disque est plein : ")
        assert left(tmp_path) == ["créance.json", *([] if old is None else [target.name])]
        assert old is None or target.read_text(encoding="utf-8") == old


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("absent/a.csv", "n'existe pas ; créez-le"),
        ("folder.csv", "est un dossier"),
        (f"{'é' * 200}.csv", "ne peut pas être écrit"),
        ("créance.json/a.csv", "n'existe pas"),
    ],
)
def test_a_name_that_cannot_serve_is_refused(
    name: str, said: str, latepay: CALL, claim_file: Path, tmp_path: Path
) -> None:
    (tmp_path / "folder.csv").mkdir()
    answer = latepay("export", claim_file, "-o", tmp_path / name)
    assert (answer.status, len(answer.faults)) == (2, 1)
    assert answer.err.startswith("--output: ")
    assert said in answer.err
    assert left(tmp_path) == ["créance.json", "folder.csv"]


def test_a_device_is_written_to_and_not_replaced(latepay: CALL, claim_file: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert latepay("export", claim_file, "-o", pipe).status == 0
        assert os.read(reader, 10).startswith(b"\xef\xbb\xbf")
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


# ---------------------------------------------------------------- endings


@pytest.mark.parametrize(("command", "ending"), [(each, one) for each, endings in ENDINGS.items() for one in endings])
def test_standard_output_gets_the_very_file(
    command: str, ending: str, latepay: CALL, claim_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert latepay(command, claim_file, "-o", tmp_path / f"a.{ending}").status == 0
    form = ("--format", ending) if len(ENDINGS[command]) > 1 else ()
    output = io.TextIOWrapper(io.BytesIO())
    monkeypatch.setattr(sys, "stdout", output)
    monkeypatch.chdir(tmp_path)
    assert run([command, str(claim_file), "-o", "-", *form]) == 0
    assert output.buffer.getvalue() == (tmp_path / f"a.{ending}").read_bytes()
    assert left(tmp_path) == [f"a.{ending}", "créance.json"]


@pytest.mark.parametrize(
    "call", ["letter --format docx", "letter --format pdf", "export --format xlsx", "export --format pdf", "file"]
)
def test_a_terminal_is_spared_what_is_not_text(call: str, claim_file: Path) -> None:
    command, *form = call.split()
    status, seen = at_a_terminal(command, claim_file, "-o", "-", *form)
    assert status == 2
    assert "--output: ce format n'est pas du texte" in seen
    assert len(seen.splitlines()) == 1


@EACH
@pytest.mark.parametrize("name", ["a", "a.exe", "a.", "a.JSON", ".docx"])
def test_an_unknown_ending_is_refused_with_those_accepted(
    command: str, name: str, latepay: CALL, claim_file: Path, tmp_path: Path
) -> None:
    answer = latepay(command, claim_file, "-o", tmp_path / name)
    assert (answer.status, answer.out, len(answer.faults)) == (2, "", 1)
    assert all(f".{each}" in answer.err for each in ENDINGS[command])
    assert left(tmp_path) == ["créance.json"]


@pytest.mark.parametrize("command", ["letter", "export"])
def test_a_format_that_contradicts_the_ending_is_refused(
    command: str, latepay: CALL, claim_file: Path, tmp_path: Path
) -> None:
    first, second = ENDINGS[command][:2]
    answer = latepay(command, claim_file, "-o", tmp_path / f"a.{first}", "--format", second)
    assert answer.status == 2
    assert f"finit par .{first}, mais --format demande {second}" in answer.err
    assert latepay(command, claim_file, "-o", tmp_path / "sans-fin", "--format", second).status == 0
    assert left(tmp_path) == ["créance.json", "sans-fin"]


def test_standard_output_has_no_ending_so_a_spreadsheet_asks_which(latepay: CALL, claim_file: Path) -> None:
    answer = latepay("export", claim_file, "-o", "-")
    assert answer.status == 2
    assert "--format xlsx, --format csv, --format pdf ou --format docx" in answer.err
