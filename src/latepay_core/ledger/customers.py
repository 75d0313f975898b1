"""One customer under one name, by its company number where a list has it, as `latepay import` takes it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import pyarrow as pa

from latepay_core.claim.naming import name_key
from latepay_core.ledger.columns import Column

_LENGTH = 9
type _Pair = tuple[str | None, str | None]


class Names(NamedTuple):
    """The headings of the customers and of their company numbers, and the name of each pair that is another."""

    customer: str
    number: str
    others: Mapping[_Pair, str]

    def put_into(self, rows: pa.RecordBatch) -> pa.RecordBatch:
        """The rows of texts, in which each customer bears one name."""
        if not self.others:
            return rows
        names, numbers = rows.column(self.customer).to_pylist(), rows.column(self.number).to_pylist()
        found = [self.others.get((name, number), name) for name, number in zip(names, numbers, strict=True)]
        column: Column = pa.array(found, rows.schema.field(self.customer).type)
        return rows.set_column(rows.schema.get_field_index(self.customer), self.customer, column)


def names_of(batches: Iterable[pa.RecordBatch], customer: str, number: str) -> Names:
    """The first name of each company number; two numbers of one name are told apart by the number."""
    pairs = dict.fromkeys(_pairs(batches, customer, number))
    numbers: dict[str, dict[str, None]] = defaultdict(dict)
    first: dict[str, str] = {}
    for name, said in pairs:
        if name and (siren := siren_of(said)):
            numbers[_key(name)][siren] = None
            first.setdefault(siren, name)
    others: dict[_Pair, str] = {}
    for name, said in pairs:
        known = numbers.get(_key(name), {})
        siren = siren_of(said) or (next(iter(known)) if len(known) == 1 else "")
        if not siren or siren not in first:
            continue
        shown = first[siren]
        if len(numbers[_key(shown)]) > 1:
            shown = f"{shown} ({siren})"
        if shown != name:
            others[name, said] = shown
    return Names(customer, number, others)


def _pairs(batches: Iterable[pa.RecordBatch], customer: str, number: str) -> Iterator[_Pair]:
    for batch in batches:
        yield from zip(batch.column(customer).to_pylist(), batch.column(number).to_pylist(), strict=True)


def siren_of(said: str | None) -> str:
    """The company number that a cell says, a SIRET's first nine figures; empty for any other text.

    >>> siren_of("732 829 320 00074"), siren_of("n.c."), siren_of(None)
    ('732829320', '', '')
    """
    figures = "".join(filter(str.isdigit, said or ""))[:_LENGTH]
    return figures if len(figures) == _LENGTH else ""


def _key(name: str | None) -> str:
    return name_key(name or "")
