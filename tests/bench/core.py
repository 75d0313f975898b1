"""Random claims of one invoice through `draw_up`, on one core: time, peak memory, and whether both grow in line.

Run as a program, `python -m tests.bench.core 30000` does one size and prints what it found, so that each size has a
process, and a peak, of its own.
"""

import json
import random
import resource
import subprocess
import sys
import time
from datetime import date, timedelta
from decimal import Decimal

from calculator.bundle.places import ROOT
from latepay_core import Claim, draw_up

SIZES = (10_000, 30_000, 100_000)
FIRST, LAST = date(2013, 1, 1), date(2026, 6, 30)
SEED = 20261122


def measure() -> dict[str, object]:
    sizes = [_in_a_process(size) for size in SIZES]
    per_claim = [entry["seconds"] / entry["claims"] for entry in sizes]
    return {"sizes": sizes, "slowest_over_fastest_per_claim": max(per_claim) / min(per_claim)}


def _in_a_process(size: int) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.bench.core", str(size)]
    outcome = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(outcome.stdout)
    return found


def one_size(size: int) -> dict[str, float]:
    chance = random.Random(SEED)
    start, total = time.process_time(), Decimal(0)
    for _ in range(size):
        total += draw_up(Claim.model_validate(_claim(chance))).totals.total_due
    return {
        "claims": size,
        "seconds": time.process_time() - start,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "total_due": float(total),
    }


def _claim(chance: random.Random) -> dict[str, object]:
    due = FIRST + timedelta(days=chance.randrange((LAST - FIRST).days))
    late = chance.randrange(1, 1826)
    amount = Decimal(chance.randrange(1_00, 500_000_00)) / 100
    invoice: dict[str, object] = {"amount": f"{amount:.2f}", "due_on": str(due)}
    if chance.random() < 0.3:
        paid_on = due + timedelta(days=chance.randrange(late))
        invoice["payments"] = [{"paid_on": str(paid_on), "amount": f"{amount / 2:.2f}"}]
    as_of = min(due + timedelta(days=late), LAST)
    return {"schema": "latepay.claim/1", "as_of": str(max(as_of, due)), "invoices": [invoice]}


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "src"))
    print(json.dumps(one_size(int(sys.argv[1]))))
