"""What each invoice of a table owes, on Spark: `python sur_spark.py FACTURES.parquet DUS --as-of 2026-11-30`.

No invoice needs another: `mapInArrow` hands each worker the record batches of its part, and `compute` answers them one
by one. `latepay-core[ledger]` has to be installed on every worker, the same version on all: the law's rates come with
it, nothing is sent around. docs/format/moteurs.md says how to cut the table.
"""

import argparse
import os
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.functions import count_distinct
from pyspark.sql.pandas.types import from_arrow_schema

from latepay_core.ledger import OUTPUT, compute


def reckoned(invoices: DataFrame, as_of: date) -> DataFrame:
    """One row for each invoice: `latepay_core.ledger.OUTPUT`. `invoices` holds columns of `INPUT`."""

    def each(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        return map(partial(compute, as_of=as_of), batches)

    # Spark takes an answer's columns by their position: both sides have the same schema.
    return invoices.mapInArrow(each, from_arrow_schema(OUTPUT))


def session(master: str) -> SparkSession:
    """A session that runs Python workers with this very Python; dates have no zone, but nothing else may have one."""
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    settings = {
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "65536",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    builder = SparkSession.builder.master(master).appName("latepay")
    for name, value in settings.items():
        builder = builder.config(name, value)
    found: SparkSession = builder.getOrCreate()
    return found


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("invoices", help="a Parquet file, or a folder of them")
    parser.add_argument("answers", help="the folder to write, in Parquet")
    parser.add_argument("--as-of", type=date.fromisoformat, required=True, help="the day of rows that have none")
    parser.add_argument("--master", default="local[*]")
    options = parser.parse_args()
    spark = session(options.master)
    spark.sparkContext.setLogLevel("ERROR")
    reckoned(spark.read.parquet(options.invoices), options.as_of).write.mode("errorifexists").parquet(options.answers)
    written = spark.read.parquet(options.answers)
    mixed = written.where("edition is not null").groupBy("regime").agg(count_distinct("edition").alias("editions"))
    mixes = [row["regime"] for row in mixed.where("editions > 1").collect()]
    refused = written.where("refused is not null").count()
    print(f"{written.count()} factures, {refused} refusées")
    spark.stop()
    if mixes:
        print(f"Plusieurs éditions du programme ont répondu : {', '.join(mixes)}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
