"""At every width, piped or not, each figure and each date stands whole on its line, and none is lost."""

import json
import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from latepay_core.cli.sheet import Column, Sheet
from latepay_core.wording.french import MONTHS, amount, date_in_numbers

CALL = Callable[..., Any]
#: The largest sums that are accepted; together they have thirteen digits before the comma.
CLAIM: dict[str, Any] = {
    "as_of": "2026-08-31",
    "creditor": {"name": "Atelier Martin", "iban": "FR76 3000 6000 0112 3456 7890 189"},
    "debtor": {"name": "Société Durand", "address": "4 La Canebière, 13001 Marseille"},
    "invoices": [
        {"number": f"F-2026-{number}", "due_on": "2026-05-31", "amount": "999999999999.99"} for number in (118, 119)
    ],
    "payments": [{"paid_on": "2026-07-15", "amount": "999999999.99"}],
}
COMMANDS = {
    "statement": ("statement", "{}"),
    "summary": ("statement", "{}", "--summary"),
    "instalments": ("instalments", "{}", "--number", "12", "--first", "2026-09-30"),
    "limitation": ("limitation", "{}"),
    "next": ("next", "{}"),
    "routes": ("routes", "{}"),
    "letters": ("letters", "{}"),
    "costs": (
        "costs",
        "999999999999.99",
        "--on",
        "2026-08-31",
        "--receivables",
        "999999999999",
        "--turnover",
        "9999999",
    ),
    "rates": ("rates",),
    "rates-on": ("rates", "--on", "2026-03-15"),
    "due-date": ("due-date", "--issued", "2025-03-10", "--days", "45", "--end-of-month", "both"),
}
WIDTHS = (40, 60, 80, 120, None)
FIGURE = re.compile(r"\d[\d\u202f]*(?:,\d+)?\u00a0[€%]|\d\d/\d\d/\d{4}")
DATE = re.compile(rf"\d+(?:er)?[ \u00a0](?:{'|'.join(MONTHS)})[ \u00a0]\d{{4}}")


def seen(out: str) -> Counter[str]:
    return Counter(found for line in out.splitlines() for each in (FIGURE, DATE) for found in each.findall(line))


@pytest.mark.parametrize("command", COMMANDS)
def test_no_figure_and_no_date_is_ever_cut(
    command: str, latepay: CALL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "c.json"
    file.write_text(json.dumps(CLAIM), encoding="utf-8")
    call = [each.format(file) for each in COMMANDS[command]]
    monkeypatch.setenv("COLUMNS", "200")
    widest = latepay(*call)
    assert widest.status == 0
    assert seen(widest.out)
    for width in WIDTHS:
        if width is None:
            monkeypatch.delenv("COLUMNS")  # in a pipe, where nothing tells the width
        else:
            monkeypatch.setenv("COLUMNS", str(width))
        out = latepay(*call).out
        assert "…" not in out
        assert seen(out) == seen(widest.out), width
        assert max(map(len, out.splitlines())) <= max(width or 80, 60), width


def test_the_plan_shows_each_sum_and_each_day(latepay: CALL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is asked of a plan: when, and how much. The figures are those of the JSON, each whole on a line."""
    file = tmp_path / "c.json"
    file.write_text(json.dumps(CLAIM), encoding="utf-8")
    call = [each.format(file) for each in COMMANDS["instalments"]]
    rows = json.loads(latepay(*call, "--json").out)["instalments"]
    for width in (40, 60, 80, 120):
        monkeypatch.setenv("COLUMNS", str(width))
        lines = latepay(*call).out.splitlines()
        for row in rows:
            for said in (date_in_numbers(date.fromisoformat(row["on"])), amount(Decimal(row["amount"]))):
                assert any(said in line for line in lines), (width, said)


def test_a_table_folds_its_headings_then_its_words_then_stacks() -> None:
    sheet = Sheet((Column("Numéro", words=True), Column("Reste à payer ce jour", right=True)))
    sheet.add("F-118 de la première commande", "10\u202f350,49\u00a0€")

    def shown(width: int) -> list[str]:
        return [part for line in sheet.lines(width) for part in line.plain.splitlines()]

    # 29 signs, a gap of three, and 11 for the sum, under which its heading folds
    assert shown(80)[-2:] == ["─" * 43, "F-118 de la première commande   10\u202f350,49\u00a0€"]
    assert [line.split() for line in shown(80)[:-2]] == [["Numéro", "Reste", "à"], ["payer", "ce"], ["jour"]]
    assert shown(34)[-2:] == ["F-118 de la première   10\u202f350,49\u00a0€", "commande"]
    assert shown(24) == [
        "· Numéro\u00a0: F-118 de la",
        "  première commande",
        "  Reste à payer ce",
        "  jour\u00a0: 10\u202f350,49\u00a0€",
    ]


def test_a_word_without_end_is_broken_and_takes_no_figure_along() -> None:
    sheet = Sheet((Column("Facture", words=True), Column("Dû", right=True)))
    sheet.add("F" * 300, "1,00\u00a0€")
    lines = [line.plain for line in sheet.lines(60)]
    assert max(map(len, lines)) <= 60
    assert "".join(lines[2:]).count("F") == 300
    assert sum("1,00\u00a0€" in line for line in lines) == 1
