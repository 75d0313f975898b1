"""A few seconds of damaged files for every reader: each says what it read or refuses, within two seconds of work."""

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.fuzz import __main__ as long_run
from tests.fuzz.mutating import damaged
from tests.fuzz.readers import Reader, readers

#: How many inputs take each reader half a second or so.
INPUTS = {
    "typed": 2000,
    "claim": 500,
    "link": 20,
    "link-content": 200,
    "csv": 20,
    "fec": 10,
    "xlsx": 15,
    "ods": 30,
    "xml": 200,
    "ofx": 100,
    "pdf": 20,
}


@pytest.mark.parametrize("reader", readers(), ids=lambda reader: reader.name)
def test_a_damaged_input_is_read_or_refused(reader: Reader) -> None:
    dice = random.Random(reader.name)
    seeds = reader.seeds()
    assert seeds
    for _ in range(INPUTS[reader.name]):
        content = damaged(dice.choice(seeds), dice)
        start = time.process_time()
        reader.read(content)
        assert time.process_time() - start < 2


def _raises(content: bytes) -> None:
    if b"\x00" in content:
        raise KeyError("nothing catches this")


def _hangs(_: bytes) -> None:
    while True:
        pass


@pytest.mark.parametrize("read", [_raises, _hangs])
def test_a_fault_is_found_and_kept(
    read: Callable[[bytes], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(long_run, "FOUND", tmp_path)
    monkeypatch.setattr(long_run, "LONGEST", 0.1)
    assert long_run.run(Reader("faulty", read, lambda: (b"F-1;10,00",)), 20, 1) == -1
    assert len(list(tmp_path.iterdir())) == 1
