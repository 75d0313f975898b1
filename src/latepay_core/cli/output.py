"""Where a command writes: one way for all of them, and one that never destroys a file.

The content goes to a new file of the same folder, which then takes the name asked for: a disk that fills up, or an
interruption, leaves what was there whole. A file that exists is replaced only with `--force`, or by the word of
whoever sits at the terminal; a file that the command reads, never.
"""

import errno
import os
import secrets
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from latepay_core.claim import ClaimRefused
from latepay_core.claim.refusals import shown_value
from latepay_core.cli.sentences import fault_in
from latepay_core.cli.terminal import complain, on_one_line
from latepay_core.said import Value
from latepay_core.wording import worded_in

STANDARD_STREAM = "-"
_KILOBYTE = 1000
_OPTION = "--output"
#: What a system says where there is no room left: the disk, the user's share of it, the size a file may have.
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_READ_ONLY = 0o222


class Unwritten(ClaimRefused):
    """Raised where the machine, and nothing that the user typed, keeps a file from being written."""


#: The sentence of a key of this room's catalogue.
say = partial(worded_in, "cli-output")


def _faulty(code: str, path: str = _OPTION, /, **figures: Value) -> ClaimRefused:
    return fault_in("cli-output", code, path, **figures)


def format_of(output: str | None, asked: str | None, accepted: tuple[str, ...], *, default: str | None = None) -> str:
    """The format to write: what `--format` says, else the ending of the name, else `default` on standard output.

    Raises ClaimRefused, with the endings that are accepted, where neither tells, or where they contradict each other.
    `asked` is one of `accepted` or None.

    >>> format_of("Lettre.PDF", None, ("docx", "pdf")), format_of("-", None, ("txt",), default="txt")
    ('pdf', 'txt')
    """
    if output == "":
        raise _faulty("no-name")
    named = "" if output in (None, STANDARD_STREAM) else Path(str(output)).suffix.removeprefix(".").lower()
    shown = shown_value(output or STANDARD_STREAM)
    if asked is not None:
        if named in accepted and named != asked:
            raise _faulty("two-formats", "--format", name=shown, ending=f".{named}", form=asked)
        return asked
    if named in accepted:
        return named
    if default is not None and output in (None, STANDARD_STREAM):
        return default
    endings = _either([f".{each}" for each in accepted])
    if len(accepted) == 1:
        raise _faulty("ending", name=shown, endings=endings)
    formats = _either([f"--format {each}" for each in accepted])
    raise _faulty("ending-or-format", name=shown, endings=endings, formats=formats)


def _either(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} ou {names[-1]}"


@dataclass(frozen=True)
class Destination:
    """Where the content goes: `path` is None for standard output; `mode` is that of the file to be replaced."""

    name: str
    path: Path | None
    #: A device or a pipe: it is written to, and never replaced.
    special: bool = False
    mode: int | None = None
    agreed: bool = False
    asks: bool = False

    @property
    def on_standard_output(self) -> bool:
        """Whether the content itself is the answer."""
        return self.path is None

    def write(self, content: bytes) -> None:
        """Writes all of it or nothing, and says so on standard error; raises Unwritten or ClaimRefused."""
        if self.path is None:
            sys.stdout.flush()
            sys.stdout.buffer.write(content)
            return
        if self.special:
            self._check_replaced()
            with self._told_apart():
                self.path.write_bytes(content)
            self._tell(len(content))
            return
        with self.unfinished() as path, path.open("wb") as stream:
            stream.write(content)

    @contextmanager
    def unfinished(self) -> Iterator[Path]:
        """A new file of the same folder, to be written in any number of pieces; it takes the name once it is whole.

        An error leaves what was there as it was, and nothing beside it. Raises Unwritten or ClaimRefused.
        """
        assert self.path is not None
        self._check_replaced()
        unfinished = self.path.with_name(f".latepay-{secrets.token_hex(8)}")
        with self._told_apart():
            try:
                unfinished.open("xb").close()
                yield unfinished
                size = self._finish(unfinished, self.path)
            finally:
                unfinished.unlink(missing_ok=True)
        self._tell(size)

    def _finish(self, unfinished: Path, path: Path) -> int:
        with unfinished.open("rb+") as stream:
            # a disk may take the bytes and find no room for them later
            os.fsync(stream.fileno())
            size = stream.seek(0, os.SEEK_END)
        if self.mode is not None:
            unfinished.chmod(self.mode)
        elif path.exists():
            raise _faulty("exists", name=shown_value(self.name))
        unfinished.replace(path)
        return size

    def _check_replaced(self) -> None:
        if self.mode is not None and not self.agreed and not (self.asks and _agreed(self.name)):
            raise _faulty("exists", name=shown_value(self.name))

    @contextmanager
    def _told_apart(self) -> Iterator[None]:
        """A full disk is the machine's, a name that cannot be written to the user's."""
        try:
            yield
        except OSError as error:
            if error.errno in NO_ROOM:
                raise Unwritten(_faulty("disk-full", name=shown_value(self.name)).refusals) from None
            raise _faulty("unwritable", name=shown_value(self.name)) from None

    def _tell(self, size: int) -> None:
        size = max(1, round(size / _KILOBYTE))
        complain(say("written.new" if self.mode is None else "written.replaced", name=self.name, size=size))


def destination(output: str, *, inputs: Iterable[str], force: bool, binary: bool = True) -> Destination:
    """Where to write, once it is seen that nothing would be lost; raises ClaimRefused otherwise.

    `inputs` are the names of the files that the command reads (`-` for standard input). `binary` content does not go
    to a terminal. Called before the work, so that a name that cannot serve is refused at once.
    """
    if not output:
        raise _faulty("no-name")
    read = list(inputs)
    if output == STANDARD_STREAM:
        if binary and sys.stdout.isatty():
            raise _faulty("terminal")
        return Destination(output, None)
    shown = shown_value(output)
    try:
        # a link stays a link: what it points to is written
        path = Path(output).resolve()
        there = path.stat() if path.exists() else None
    except (OSError, RuntimeError, ValueError):
        raise _faulty("unwritable", name=shown) from None
    if there is None:
        if not path.parent.is_dir():
            raise _faulty("no-folder", name=shown, folder=shown_value(str(Path(output).parent)))
        return Destination(output, path)
    if any(os.path.samestat(there, each) for each in _identities(read)):
        raise _faulty("own-input", name=shown)
    return _over(output, path, there, force=force, asks=STANDARD_STREAM not in read)


def _over(output: str, path: Path, there: os.stat_result, *, force: bool, asks: bool) -> Destination:
    """Where something of that name exists."""
    shown = shown_value(output)
    if stat.S_ISDIR(there.st_mode):
        raise _faulty("folder", name=shown)
    if not stat.S_ISREG(there.st_mode):
        return Destination(output, path, special=True)
    if not there.st_mode & _READ_ONLY:
        raise _faulty("protected", name=shown)
    asks = asks and sys.stdin.isatty() and sys.stderr.isatty()
    if not force and not asks:
        raise _faulty("exists", name=shown)
    return Destination(output, path, mode=stat.S_IMODE(there.st_mode), agreed=force, asks=asks)


def _identities(inputs: Iterable[str]) -> Iterator[os.stat_result]:
    """Which files are read, whatever their names: links lead to the same one."""
    for name in inputs:
        try:
            yield os.fstat(sys.stdin.fileno()) if name == STANDARD_STREAM else Path(name).stat()
        except (OSError, ValueError):
            continue  # what cannot be read will be refused by whoever reads it


def _agreed(name: str) -> bool:
    """Asks whoever sits at the terminal; no answer is a no."""
    print(say("ask.replace", name=on_one_line(name)) + " ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in say("ask.yes").split()
