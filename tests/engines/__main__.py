"""Throughput, start-up and writing included: `PYTHONPATH=src .venv-engines/bin/python -m tests.engines 1000000`."""

import os
import random
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from latepay_core.ledger import INPUT, OUTPUT, compute

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "docs" / "examples" / "moteurs"
DAY = date(2026, 11, 30)
FILES = 4
_DRAWN = 50_000
ENGINES = {
    "Spark, local[1]": ("sur_spark.py", "--master", "local[1]"),
    "Spark, local[2]": ("sur_spark.py", "--master", "local[2]"),
    "Ray, 1 cœur": ("sur_ray.py", "--cpus", "1"),
    "Ray, 2 cœurs": ("sur_ray.py", "--cpus", "2"),
}


def invoices(rows: int, folder: Path) -> None:
    """Plain invoices due over five years, one in five paid in part, in as many files of one size."""
    dice = random.Random(20261130)
    drawn: list[dict[str, Any]] = []
    for number in range(_DRAWN):
        due = DAY - timedelta(days=dice.randrange(1, 1826))
        row: dict[str, Any] = {
            "number": f"F-{number}",
            "amount": Decimal(dice.randrange(100, 10**7)).scaleb(-2),
            "due_on": due,
        }
        if number % 5 == 0:
            row["payments"] = [{"paid_on": due + timedelta(days=30), "amount": row["amount"] / 2 // 1 + 1}]
        drawn.append(row)
    names = [INPUT.field(name) for name in ("number", "amount", "due_on", "payments")]
    table = pa.Table.from_pylist(drawn, schema=pa.schema(names))
    parts = [table] * -(-rows // FILES // _DRAWN)
    for number in range(FILES):
        whole = pa.concat_tables(parts).slice(0, rows // FILES)
        pq.write_table(whole, folder / f"part-{number}.parquet", row_group_size=65_536)


def alone(paths: list[str], answers: str) -> None:
    """One process, no engine: file by file, batch by batch."""
    with pq.ParquetWriter(answers, OUTPUT) as writer:
        for path in paths:
            for answer in map(partial(compute, as_of=DAY), pq.ParquetFile(path).iter_batches(65_536)):
                writer.write_batch(answer)


def seconds(*commands: list[str]) -> float:
    """How long these commands take together, from their start to the end of the last."""
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}", "SPARK_LOCAL_IP": "127.0.0.1"}
    start = time.monotonic()
    running = [
        subprocess.Popen(each, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for each in commands
    ]
    if any(each.wait() for each in running):
        raise RuntimeError(f"{commands}")
    return time.monotonic() - start


def main(rows: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder, out = Path(name) / "factures", Path(name)
        folder.mkdir()
        invoices(rows, folder)
        paths = [str(path) for path in sorted(folder.iterdir())]
        ours = [sys.executable, "-m", "tests.engines", "alone"]
        found = {"un processus": seconds([*ours, str(out / "a"), *paths])}
        halves = (paths[::2], paths[1::2])
        found["deux processus"] = seconds(*([*ours, str(out / f"b{at}"), *half] for at, half in enumerate(halves)))
        for engine, (script, *options) in ENGINES.items():
            command = [sys.executable, str(EXAMPLES / script), str(folder), str(out / f"c{len(found)}")]
            found[engine] = seconds([*command, "--as-of", str(DAY), *options])
        print(f"{rows} factures, charge de la machine {os.getloadavg()[0]:.1f}")
        for engine, took in found.items():
            rate = f"{rows / took:,.0f}".replace(",", "\u202f")
            print(f"| {engine} | {took:.1f} s | {rate} lignes/s |")


if __name__ == "__main__":
    if sys.argv[1] == "alone":
        alone(sys.argv[3:], sys.argv[2])
    else:
        main(int(sys.argv[1]))
