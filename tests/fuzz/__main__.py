"""A long run, one process a reader, each bound in time and memory: `make fuzz` (FUZZ_SECONDS=…).

A crash, a hang over two seconds or half a gigabyte ends the run with the input in `build/fuzz/`.
"""

import argparse
import itertools
import os
import random
import resource
import signal
import subprocess
import sys
import time
import traceback
from pathlib import Path
from types import FrameType

from tests.fuzz.mutating import damaged
from tests.fuzz.readers import Reader, readers

FOUND = Path("build/fuzz")
LONGEST = float(os.environ.get("FUZZ_LONGEST", "2"))
MOST_MEMORY = 500_000_000


class Hang(BaseException):
    """A reader took too long; nothing may catch it on the way."""


def _hang(_signal: int, _frame: FrameType | None) -> None:
    raise Hang


def run(reader: Reader, seconds: float, seed: int) -> int:
    """Feeds a reader for some seconds of its own; gives how many inputs, and writes down the first that is a fault."""
    dice, seeds, before = random.Random(seed), reader.seeds(), 0
    # the time that a process itself works: a busy machine is no hang
    signal.signal(signal.SIGPROF, _hang)
    end = time.monotonic() + seconds
    for count in itertools.count():
        if count == len(seeds):
            # what the libraries take to begin with is no growth
            before = _memory()
        if count >= len(seeds) and time.monotonic() >= end:
            return count
        content = seeds[count] if count < len(seeds) else damaged(dice.choice(seeds), dice)
        signal.setitimer(signal.ITIMER_PROF, LONGEST)
        try:
            reader.read(content)
            fault = ""
        except Hang:
            fault = traceback.format_exc()
        except Exception:
            fault = traceback.format_exc()
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        grown = _memory() - before if before else 0
        if grown > MOST_MEMORY:
            fault = fault or f"{grown // 1_000_000} MB"
        if fault:
            _keep(reader, count, content, fault)
            break
    return -1


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _keep(reader: Reader, count: int, content: bytes, fault: str) -> None:
    FOUND.mkdir(parents=True, exist_ok=True)
    path = FOUND / f"{reader.name}-{count}"
    path.write_bytes(content)
    print(f"{reader.name}: {path}\n{fault}", file=sys.stderr)


def _one(name: str, seconds: float, seed: int) -> int:
    reader = next(each for each in readers() if each.name == name)
    count = run(reader, seconds, seed)
    print(f"{name}: {count} inputs" if count >= 0 else f"{name}: FAULT", flush=True)
    return 0 if count >= 0 else 1


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--reader")
    options = parser.parse_args()
    if options.reader:
        return _one(options.reader, options.seconds, options.seed)
    names = [each.name for each in readers()]
    print(f"seed {options.seed}", flush=True)
    failed = 0
    for name in names:
        share = str(options.seconds / len(names))
        command = (
            sys.executable,
            "-m",
            "tests.fuzz",
            "--reader",
            name,
            "--seconds",
            share,
            "--seed",
            str(options.seed),
        )
        failed += subprocess.run(command, check=False).returncode != 0
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(main())
