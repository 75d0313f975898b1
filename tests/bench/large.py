"""Large claims through the command line: time, peak memory, and whether both grow in line.

Payments divided among invoices of one rank, and invoices late for up to seventeen years. Each measure has a process,
and a peak, of its own; what it prints goes nowhere.
"""

import json
import resource
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

from calculator.bundle.places import ROOT

#: Invoices due on one day, payments without an invoice: as many shares as their product.
PAID = ((100, 250), (100, 500), (100, 1_000), (500, 500))
LATE = (2_500, 5_000, 10_000)
TARGETS = {"payments_seconds": 2.0, "invoices_seconds": 5.0, "invoices_mb": 300.0}
AS_OF, FIRST = date(2026, 11, 29), date(2009, 1, 31)


def measure() -> dict[str, object]:
    paid = [{"invoices": n, "payments": p, **_measured(_paid(n, p), "draw")} for n, p in PAID]
    table = [{"invoices": n, **_measured(_late(n), "table")} for n in LATE]
    as_json = [{"invoices": n, **_measured(_late(n), "json")} for n in LATE]
    return {"paid": paid, "table": table, "json": as_json, **TARGETS}


def _paid(invoices: int, payments: int) -> dict[str, object]:
    days = [str(date(2023, 2, 1) + timedelta(days=each)) for each in range(payments)]
    return {
        "as_of": str(AS_OF),
        "invoices": [{"due_on": "2023-01-31", "amount": "1000.00"}] * invoices,
        "payments": [{"paid_on": day, "amount": "7.00"} for day in days],
    }


def _late(invoices: int) -> dict[str, object]:
    """Due dates spread evenly from January 2009 to the statement's day."""
    span = (AS_OF - FIRST).days
    due = [str(FIRST + timedelta(days=span * each // invoices)) for each in range(invoices)]
    return {"as_of": str(AS_OF), "invoices": [{"due_on": day, "amount": "1234.56"} for day in due]}


def _measured(claim: dict[str, object], what: str) -> dict[str, float]:
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump(claim, file)
        file.flush()
        command = [sys.executable, "-m", "tests.bench.large", what, file.name]
        outcome = subprocess.run(command, cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, check=True)
    found: dict[str, float] = json.loads(outcome.stderr.splitlines()[-1])
    return found


def _one(what: str, name: str) -> None:
    if what == "draw":
        from latepay_core import draw_up, read_claim

        draw_up(read_claim(Path(name).read_bytes()))
        return
    from latepay_core.cli.program import run

    run(["statement", name, *(["--json"] if what == "json" else [])])


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "src"))
    _one(*sys.argv[1:3])
    used = resource.getrusage(resource.RUSAGE_SELF)
    figures = {"seconds": used.ru_utime + used.ru_stime, "peak_mb": used.ru_maxrss / 1024}
    print(json.dumps(figures), file=sys.stderr)
