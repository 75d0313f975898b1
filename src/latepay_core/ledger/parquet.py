"""A small table of texts as a Parquet file."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq


def parquet_of(rows: Sequence[Mapping[str, str | None]]) -> bytes:
    """The rows, all with the same columns, as a Parquet file; the same rows give the same bytes.

    >>> parquet_of([{"parameter": "ecb-mro", "value": "2.40"}])[:4]
    b'PAR1'
    """
    schema = pa.schema([(name, pa.string()) for name in rows[0]])
    out: Any = io.BytesIO()
    pq.write_table(pa.Table.from_pylist([dict(each) for each in rows], schema=schema), out, compression="zstd")
    content: bytes = out.getvalue()
    return content
