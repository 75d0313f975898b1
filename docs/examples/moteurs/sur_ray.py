"""What each invoice of a table owes, on Ray: `python sur_ray.py FACTURES.parquet DUS --as-of 2026-11-30`.

No invoice needs another: `map_batches` hands each worker a table of some thousand rows, and `compute` answers it.
`latepay-core[ledger]` has to be installed on every worker, the same version on all: the law's rates come with it,
nothing is sent around. docs/format/moteurs.md says how to cut the table.
"""

import argparse
import os
import sys
from datetime import date
from functools import partial

import pyarrow as pa
import ray
from ray.data import DataContext, Dataset

from latepay_core.ledger import OUTPUT, compute

#: Rows handed over at once; without it Ray gives a whole block, a million of them if it likes.
BATCH = 65_536


def reckoned(invoices: Dataset, as_of: date) -> Dataset:
    """One row for each invoice: `latepay_core.ledger.OUTPUT`. `invoices` holds columns of `INPUT`."""

    def each(table: pa.Table) -> pa.Table:
        answers = map(partial(compute, as_of=as_of), table.combine_chunks().to_batches())
        # Ray wants a table back, never a record batch
        return pa.Table.from_batches(list(answers), OUTPUT)

    return invoices.map_batches(each, batch_format="pyarrow", batch_size=BATCH)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("invoices", help="a Parquet file, or a folder of them")
    parser.add_argument("answers", help="the folder to write, in Parquet")
    parser.add_argument("--as-of", type=date.fromisoformat, required=True, help="the day of rows that have none")
    parser.add_argument("--cpus", type=int, default=os.cpu_count())
    options = parser.parse_args()
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    ray.init(num_cpus=options.cpus, include_dashboard=False, log_to_driver=False)
    DataContext.get_current().enable_progress_bars = False
    reckoned(ray.data.read_parquet(options.invoices), options.as_of).write_parquet(options.answers, mode="error")
    written = ray.data.read_parquet(options.answers).select_columns(["regime", "edition", "refused"]).to_pandas()
    ray.shutdown()
    print(f"{len(written)} factures, {written['refused'].notna().sum()} refusées")
    mixed = written.dropna(subset="edition").groupby("regime")["edition"].nunique()
    mixes = [str(regime) for regime, editions in mixed.items() if editions > 1]
    if mixes:
        print(f"Plusieurs éditions du programme ont répondu : {', '.join(mixes)}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
