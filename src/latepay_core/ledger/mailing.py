"""A letter for each customer of a list: the rows of a customer become one claim, and its letter one file.

A customer of whom one row cannot be read gets no letter: it would ask for less than is owed. A file takes its name once
it is whole, so that a run that was stopped goes on where it stood.
"""

import hashlib
import json
import multiprocessing
import os
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from latepay_core.claim import Claim, ClaimRefused, Refusal
from latepay_core.claim.naming import slug
from latepay_core.claim.typed import Unread
from latepay_core.imports.rows import names_a_sum
from latepay_core.law import NotCovered
from latepay_core.ledger.columns import Column, kernels
from latepay_core.ledger.schema import INPUT
from latepay_core.ledger.single import claim_of, validated
from latepay_core.ledger.sources import Source, Unusable
from latepay_core.letters.case import LetterCase
from latepay_core.letters.catalogue import catalogue
from latepay_core.letters.writing import compose
from latepay_core.outputs.formats import LETTER_FORMATS

#: What a run leaves in its folder, so that another one is not taken for it.
MARK = ".latepay.json"
#: Columns that only sums have: what they were reckoned from is not among them.
_OF_A_RESULT = frozenset({"total_due", "interest_due", "edition"})
#: Below so many letters a second process would take longer to start than to write.
_WORTH_SHARING = 40


@dataclass(frozen=True, slots=True)
class Order:
    """One run: the letter, its format, its folder, the day, and what the claims have of their creditor."""

    kind: str
    form: str
    folder: Path
    as_of: date
    #: `creditor` and `letter`, as a claim holds them.
    common: Mapping[str, Any]
    #: The logo of the letterhead, a PNG or a JPEG.
    logo: bytes | None = None


@dataclass(frozen=True, slots=True)
class Debt:
    """A customer's rows, its number in the run, and the first fault among them."""

    number: int
    customer: str
    rows: list[dict[str, Any]]
    fault: Refusal | None

    def file_in(self, order: Order) -> Path:
        """Where its letter goes."""
        stem = "-".join(filter(None, (f"{self.number:05d}", slug(self.customer))))
        return order.folder / f"{stem}.{order.form}"


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of a customer: a file, new or `kept` from before, or why there is none; the words left to fill in."""

    number: int
    customer: str
    invoices: int
    file: str = ""
    kept: bool = False
    gaps: int = 0
    refusal: Refusal | None = None


@dataclass(slots=True)
class _Rows:
    """The rows of a list, and by their place among them what could not be read."""

    batches: list[pa.RecordBatch] = field(default_factory=list)
    faults: dict[int, Refusal] = field(default_factory=dict)


def debts_of(source: Source) -> list[Debt]:
    """The customers of a list in the order of their names. Raises Unusable for a list that holds results, or none."""
    if len(_OF_A_RESULT & set(source.unread)) > 1:
        raise Unusable("a-result")
    read = _read(source)
    if not read.batches or "customer" not in source.columns.values():
        raise Unusable("no-customer", headings=[*source.columns, *source.unread])
    if source.ragged:
        raise Unusable("row-cells", row=source.ragged[0])
    table: Any = pa.Table.from_batches(read.batches)
    table = table.append_column("at", pa.array(range(table.num_rows)))
    names: Column = kernels.fill_null(kernels.utf8_trim_whitespace(table["customer"]), "")
    table = table.set_column(table.schema.get_field_index("customer"), "customer", names)
    return [Debt(number, *each) for number, each in enumerate(_by_customer(table, read.faults), start=1)]


def _read(source: Source) -> _Rows:
    read, before = _Rows(), 0
    whole = pa.schema(INPUT)
    for part in source.parts():
        for fault in part.faults:
            read.faults[before + fault.row] = fault.why.refusal(fault.column)
        columns = [
            part.batch.column(each.name).cast(each.type)
            if each.name in part.batch.schema.names
            else pa.nulls(part.batch.num_rows, each.type)
            for each in whole
        ]
        read.batches.append(pa.RecordBatch.from_arrays(columns, schema=whole))
        before += part.batch.num_rows
    return read


type _Customer = tuple[str, list[dict[str, Any]], Refusal | None]


def _by_customer(table: Any, faults: Mapping[int, Refusal]) -> Iterator[_Customer]:
    ordered = table.sort_by([("customer", "ascending"), ("at", "ascending")])
    runs: Any = kernels.run_end_encode(ordered["customer"].combine_chunks())
    start = 0
    for name, end in zip(runs.values.to_pylist(), runs.run_ends.to_pylist(), strict=True):
        rows = [row for row in ordered.slice(start, end - start).to_pylist() if not _empty(row)]
        start = end
        found = [faults[row["at"]] for row in rows if row["at"] in faults]
        kept = [{key: value for key, value in row.items() if key not in ("at", "customer")} for row in rows]
        if kept:
            yield name, kept, found[0] if found else None


def _empty(row: Mapping[str, Any]) -> bool:
    """A line of nothing, or of a sum."""
    told = [value for name, value in row.items() if name != "at" and value not in (None, "", [])]
    return not told or (row["due_on"] is None and names_a_sum(row["number"] or row["customer"]))


def claim_of_rows(debt: Debt, order: Order) -> Claim:
    """The claim of a customer's rows; raises ClaimRefused, where they are not of one contract too."""
    if debt.fault is not None:
        raise ClaimRefused([debt.fault])
    if not debt.customer:
        raise ClaimRefused([Unread("customer-missing").refusal("customer")])
    claims = [claim_of(row, order.as_of) for row in debt.rows]
    invoices = [each for claim in claims for each in claim.pop("invoices")]
    if any(claim != claims[0] for claim in claims):
        raise ClaimRefused([Unread("customer-rows-differ").refusal("customer")])
    whole = claims[0]
    whole["creditor"] = {**order.common.get("creditor", {}), **whole.get("creditor", {})}
    whole["debtor"] = {"name": debt.customer, **whole.get("debtor", {})}
    letter = {"letter": order.common["letter"]} if "letter" in order.common else {}
    return validated({**whole, **letter, "invoices": invoices})


def written(debt: Debt, order: Order) -> Sent:
    """Writes the letter of a customer, where it is not there yet."""
    file = debt.file_in(order)
    told = Sent(debt.number, debt.customer, len(debt.rows))
    try:
        case = LetterCase.of(claim_of_rows(debt, order))
        told = replace(told, invoices=_asked_for(order.kind, case))
        if file.exists():
            return replace(told, file=file.name, kept=True)
        letter = compose(order.kind, case)
        content = LETTER_FORMATS[order.form].make(letter, order.logo)
    except ClaimRefused as refused:
        return replace(told, refusal=refused.refusals[0])
    except NotCovered as missing:
        return replace(told, refusal=missing.refusal)
    unfinished = file.with_suffix(".unfinished")
    unfinished.write_bytes(content)
    unfinished.replace(file)
    return replace(told, file=file.name, gaps=letter.gaps)


def _asked_for(kind: str, case: LetterCase) -> int:
    """How many invoices a letter is about: those that owe nothing, or are not due yet, may be none of its own."""
    scope = next(each.scope for each in catalogue() if each.kind == kind)
    return len({each.number or at for at, each in enumerate(case.about(scope)[1].invoices)})


def write_all(debts: Iterable[Debt], order: Order) -> Iterator[Sent]:
    """Writes every letter, in the order of the customers; large runs on every core."""
    debts = list(debts)
    waiting = sum(not debt.file_in(order).exists() for debt in debts)
    if waiting < _WORTH_SHARING:
        yield from (written(debt, order) for debt in debts)
        return
    # Arrow has threads of its own: a process that is forked from this one would wait for them.
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count(), mp_context=fresh) as pool:
        yield from pool.map(written, debts, [order] * len(debts), chunksize=8)


def mark_of(source: Path, order: Order, edition: str) -> dict[str, str]:
    """What a run was made from: the same again goes on, anything else is another run."""
    with source.open("rb") as stream:
        list_ = hashlib.file_digest(stream, "sha256").hexdigest()
    common = hashlib.sha256(json.dumps(order.common, sort_keys=True).encode()).hexdigest()
    return {
        "list": list_,
        "letter": order.kind,
        "format": order.form,
        "as_of": order.as_of.isoformat(),
        "common": common,
        **({"logo": hashlib.sha256(order.logo).hexdigest()} if order.logo else {}),
        "edition": edition,
    }


def begin(folder: Path, mark: Mapping[str, str]) -> bool:
    """Makes the folder ready; True where the same run goes on. Raises Unusable where it holds anything else."""
    folder.mkdir(parents=True, exist_ok=True)
    there = folder / MARK
    if there.exists():
        if json.loads(there.read_text(encoding="utf-8")) != mark:
            raise Unusable("another-run", folder=str(folder))
        return True
    if any(folder.iterdir()):
        raise Unusable("folder-not-empty", folder=str(folder))
    there.write_text(json.dumps(dict(mark), indent=1), encoding="utf-8")
    return False
