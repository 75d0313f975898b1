"""`python -m tests.bench`: a table on the screen, and every figure in `build/bench.json`."""

import argparse
import json
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright
from rich.console import Console
from rich.table import Table

from calculator.bundle.places import BUILD, ROOT
from tests.bench import core, customers, edits, large, lines, recalculation, startup
from tools.serve import serving

SITE = ROOT / "site"
PARTS = ("startup", "lines", "recalculation", "edits", "customers", "core", "large")
OUTPUT = BUILD / "bench.json"
#: The run that the site shows (tools/measures_page.py).
KEPT = Path(__file__).with_name("kept.json")
Figures = dict[str, dict[str, Any]]


def measure(parts: list[str], runs: int, keystrokes: int) -> Figures:
    figures: Figures = {"machine": {"load_before": os.getloadavg()[0], "cores": os.cpu_count(), "runs": runs}}
    if {"startup", "lines", "recalculation", "edits", "customers"} & set(parts):
        with sync_playwright() as playwright, _served_copy() as site:
            if "startup" in parts:
                figures["startup"] = startup.measure(playwright.chromium, site, runs)
                figures["article"] = startup.measure_article(playwright.chromium, site)
            if "lines" in parts:
                figures["lines"] = lines.measure(playwright.chromium, site, max(1, runs // 2))
            if "edits" in parts:
                figures["edits"] = edits.measure(playwright.chromium, site)
            if "recalculation" in parts:
                figures["recalculation"] = recalculation.measure(playwright.chromium, site, keystrokes)
            if "customers" in parts:
                figures["customers"] = customers.measure(playwright.chromium, site)
    if "core" in parts:
        figures["core"] = core.measure()
    if "large" in parts:
        figures["large"] = large.measure()
    figures["machine"]["load_after"] = os.getloadavg()[0]
    return figures


@contextmanager
def _served_copy() -> Iterator[str]:
    """The site as it stands now: a build that starts meanwhile must not pull it away."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = shutil.copytree(SITE, Path(scratch) / "site")
        with serving(copy) as address:
            yield address


def rows_of(figures: Figures) -> list[tuple[str, str, str]]:
    """What was measured, what was found, what is aimed at, as French writes figures."""
    found = [row for part, rows in ROWS.items() if part in figures for row in rows(figures[part])]
    return [(_french(told), _french(value), _french(aim)) for told, value, aim in found]


def _french(text: str) -> str:
    """A decimal comma; a number holds to its unit.

    >>> _french("0.13 × Pyodide : 1.5 s")
    '0,13\\xa0× Pyodide\\xa0: 1,5\\xa0s'
    """
    return re.sub(
        r"(?<=\d) (?=[^\W\d]|[×%])|(?<=[≤<×≈]) (?=\d)| (?=:)", "\u00a0", re.sub(r"(?<=\d)\.(?=\d)", ",", text)
    )


def table(figures: Figures) -> Table:
    shown = Table(title="Mesures", title_justify="left")
    for heading in ("Mesure", "Valeur", "Objectif"):
        shown.add_column(heading, justify="left" if heading == "Mesure" else "right")
    for row in rows_of(figures):
        shown.add_row(*row)
    return shown


def keep(figures: Figures) -> None:
    """Leave a run in the sources, for the site to show."""
    cores = figures["machine"]["cores"]
    kept = {"on": date.today().isoformat(), "machine": f"{cores} cœurs, Linux, Chromium", "rows": rows_of(figures)}
    KEPT.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _startup(found: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [
        ("Pyodide d’origine jusqu’à 1+1 (médiane)", f"{found['stock_median_ms']:.0f} ms", ""),
        ("Notre page jusqu’au premier résultat (médiane)", f"{found['ours_median_ms']:.0f} ms", ""),
        ("Rapport des médianes", f"{found['ratio_of_medians']:.2f}", f"≤ {found['target_ratio']}"),
        ("Médiane des rapports", f"{found['median_of_ratios']:.2f}", ""),
        ("Rapport des plus rapides", f"{found['ratio_of_fastest']:.2f}", ""),
        (
            f"Première visite ({found['visit_requests']} requêtes)",
            f"{found['visit_bytes'] / 1e6:.2f} Mo",
            f"< {found['target_visit_bytes'] / 1e6:.0f} Mo",
        ),
    ]


def _lines(found: dict[str, Any]) -> list[tuple[str, str, str]]:
    rows = []
    for entry in found["lines"]:
        ratio, most = entry["target_figure_ratio"], entry["target_figure_ms"]
        asked = f"≤ {ratio:.2f} ×" if ratio else f"≤ {most / 1000:.0f} s"
        told = f"{entry['figure_ms'] / 1000:.2f} s ({entry['figure_over_stock']:.2f} × Pyodide seul)"
        line = f"Ligne {entry['line']}"
        rows.append((f"{line} : premier chiffre", told, asked))
        rows.append((f"{line} : calcul complet", f"{entry['statement_ms'] / 1000:.1f} s", ""))
        most = entry["target_letter_ms"]
        rows.append(
            (
                f"{line} : lettre, dès qu’elle est demandée",
                _seconds(entry["letter_ms"]),
                f"≤ {most / 1000:.0f} s" if most else "",
            )
        )
        rows.append((f"{line} : son PDF", _seconds(entry["pdf_ms"]), ""))
    last = found["lines"][-1]
    for told, name in (("Première lettre", "letter"), ("PDF, sans la lettre", "pdf")):
        most = found[f"target_{name}_bytes"]
        rows.append((told, f"{last[f'{name}_bytes'] / 1e6:.2f} Mo", f"≤ {most / 1e6:.1f} Mo"))
    return rows


def _seconds(ms: float) -> str:
    return f"{ms / 1000:.1f} s"


def _edits(found: dict[str, Any]) -> list[tuple[str, str, str]]:
    told = f"Mémoire après {found['edits']} modifications, sur celle d’après {found['first']}"
    return [(told, f"× {found['page_ratio']:.2f} (page), × {found['process_ratio']:.2f} (page et Python)", "≈ 1")]


def _article(found: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [
        ("Page d’article", f"{found['article_bytes'] / 1e3:.0f} ko", f"< {found['target_article_bytes'] / 1e3:.0f} ko"),
        ("Python demandé par un article", "oui" if found["python_requested"] else "non", "non"),
    ]


def _recalculation(found: dict[str, Any]) -> list[tuple[str, str, str]]:
    rows = []
    for entry in found["sizes"]:
        paid = entry["payments"] * entry["invoices"]
        told = f"D’une frappe à la peinture, {entry['invoices']} factures et {paid} paiements"
        rows.append((f"{told}, 95e centile", f"{entry['p95_ms']:.0f} ms", f"≤ {entry['target_ms']:.0f} ms"))
        rows.append((f"{told}, médiane", f"{entry['median_ms']:.0f} ms", ""))
        rows.append(
            (
                f"{entry['invoices']} factures : tâches de plus de 50 ms, la plus longue",
                f"{entry['longest_task_ms']:.0f} ms",
                "0 ms",
            )
        )
    return rows


def _customers(found: dict[str, Any]) -> list[tuple[str, str, str]]:
    told = {
        "reopened": "rouvrir la liste",
        "sorted": "trier",
        "filtered": "choisir",
        "more": "montrer la suite",
        "searched": "chercher, pause de frappe comprise",
        "opened": "ouvrir un dossier",
    }
    count = f"{found['customers']:,} clients".replace(",", "\u202f")
    target = f"< {found['target_ms']:.0f} ms"
    return [
        (f"{count} : la liste paraît, la première fois", f"{found['first_list_ms']:.0f} ms", ""),
        (f"{count} : tous calculés, la première fois", f"{found['all_reckoned_s']:.0f} s", ""),
        *((f"{count} : {told[name]}", f"{ms:.0f} ms", target) for name, ms in found["gestures"].items()),
    ]


def _core(found: dict[str, Any]) -> list[tuple[str, str, str]]:
    rows = [
        (f"{entry['claims']:,} créances sous CPython".replace(",", "\u202f"), _cost(entry), "")
        for entry in found["sizes"]
    ]
    spread = f"× {found['slowest_over_fastest_per_claim']:.2f}"
    return [*rows, ("Coût d’une créance : la plus chère des tailles sur la moins chère", spread, "≈ 1")]


def _large(found: dict[str, Any]) -> list[tuple[str, str, str]]:
    rows = []
    for entry in found["paid"]:
        told = f"{entry['invoices']} factures de même rang, {entry['payments']} paiements"
        asked = f"≤ {found['payments_seconds']:.0f} s" if (entry["invoices"], entry["payments"]) == (100, 1000) else ""
        rows.append((told, _cost(entry), asked))
    for name, told in (("table", "au terminal"), ("json", "en JSON")):
        for entry in found[name]:
            most = entry["invoices"] == max(large.LATE)
            asked = f"≤ {found['invoices_seconds']:.0f} s, {found['invoices_mb']:.0f} Mo" if most else ""
            rows.append((f"{entry['invoices']} factures depuis 2009, {told}", _cost(entry), asked))
    return rows


def _cost(entry: dict[str, float]) -> str:
    return f"{entry['seconds']:.1f} s, {entry['peak_mb']:.0f} Mo au plus"


ROWS: dict[str, Callable[[dict[str, Any]], list[tuple[str, str, str]]]] = {
    "startup": _startup,
    "lines": _lines,
    "article": _article,
    "edits": _edits,
    "recalculation": _recalculation,
    "customers": _customers,
    "core": _core,
    "large": _large,
}


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Mesure le calculateur.")
    parser.add_argument("--runs", type=int, default=7, help="démarrages de chaque sorte (7)")
    parser.add_argument("--keystrokes", type=int, default=60, help="frappes mesurées (60)")
    parser.add_argument("--keep", action="store_true", help="garder ce passage pour la page « Mesures »")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS), help="parties à mesurer")
    options = parser.parse_args(arguments)
    if not (SITE / "index.html").is_file():
        print("Le site n’est pas construit : make site", file=sys.stderr)
        return 2
    figures = measure(options.only, options.runs, options.keystrokes)
    OUTPUT.parent.mkdir(parents=True, exist_ok=True)
    OUTPUT.write_text(json.dumps(figures, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    if options.keep:
        keep(figures)
    Console(width=100).print(table(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
