"""Both engines give what one process gives, row by row, sums and refusals alike: the examples as they are run."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from latepay_core.ledger import INPUT, OUTPUT, compute
from tests.core.ledger.test_same_cents import SEED, rows_of

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "docs" / "examples" / "moteurs"
ROWS = int(os.environ.get("LATEPAY_LEDGER_ROWS", "6000"))
DAY = date(2026, 11, 30)
#: Parts of very unequal size, as a folder of files comes.
SHARES = (0.6, 0.3, 0.09, 0.01)
COMMANDS = {"spark": ("sur_spark.py", "--master", "local[2]"), "ray": ("sur_ray.py", "--cpus", "2")}


@pytest.fixture(scope="module")
def invoices() -> pa.RecordBatch:
    return pa.RecordBatch.from_pylist(rows_of(SEED, ROWS), schema=INPUT)


@pytest.fixture(scope="module")
def folder(invoices: pa.RecordBatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place, start = tmp_path_factory.mktemp("factures"), 0
    for number, share in enumerate(SHARES):
        size = round(ROWS * share)
        pq.write_table(pa.Table.from_batches([invoices.slice(start, size)]), place / f"part-{number}.parquet")
        start += size
    assert start == ROWS
    return place


def run(engine: str, source: Path, answers: Path) -> subprocess.CompletedProcess[str]:
    script, *options = COMMANDS[engine]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "SPARK_LOCAL_IP": "127.0.0.1"}
    command = [sys.executable, str(EXAMPLES / script), str(source), str(answers), "--as-of", str(DAY), *options]
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=300, check=False)


@pytest.mark.parametrize("engine", COMMANDS)
def test_the_same_cents_and_the_same_refused_rows(
    engine: str, invoices: pa.RecordBatch, folder: Path, tmp_path: Path
) -> None:
    answers = tmp_path / "dus"
    done = run(engine, folder, answers)
    assert done.returncode == 0, done.stderr
    wanted = pa.Table.from_batches([compute(invoices, DAY)]).sort_by("number")
    found = pq.read_table(answers).select(OUTPUT.names).cast(OUTPUT).sort_by("number")
    assert found.num_rows == ROWS
    assert [name for name in OUTPUT.names if not found[name].equals(wanted[name])] == []
    # rows that are reckoned and rows that are not, of many kinds: else the comparison would show little
    refused = ROWS - found["refused"].null_count
    assert 0 < refused < ROWS * 0.4
    assert len(found["refused"].unique()) > 4
    assert f"{ROWS} factures, {refused} refusées" in done.stdout
