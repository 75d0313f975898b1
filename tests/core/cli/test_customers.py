"""`latepay customers`: several files, one table; its sums are those of the statements."""

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

CALL = Callable[..., Any]
ROWS = "N°;Client;Date;Échéance;Montant TTC\n"
LIST = ROWS + "F-1;Durand;31/10/2026;18/11/2026;2 400,00\nF-2;Lenoir;22/09/2026;22/10/2026;365,00\n"
PETIT: dict[str, Any] = {
    "as_of": "2026-08-31",
    "debtor": {"name": "Petit"},
    "invoices": [{"amount": "1000", "due_on": "2026-11-22"}],
}


@pytest.fixture
def files(tmp_path: Path) -> Callable[..., list[Path]]:
    def written(*claims: dict[str, Any]) -> list[Path]:
        found = [tmp_path / "factures.csv"]
        found[0].write_text(LIST, encoding="utf-8")
        for at, claim in enumerate(claims):
            found.append(tmp_path / f"dossier-{at}.json")
            found[-1].write_text(json.dumps(claim), encoding="utf-8")
        return found

    return written


def test_the_table_in_json(latepay: CALL, files: Callable[..., list[Path]]) -> None:
    answer = latepay("customers", *files(PETIT), "--as-of", "22/11/2026", "--turnover", "37 650", "--json")
    assert (answer.status, answer.err) == (0, "")
    found = json.loads(answer.out)
    # 2 400 × 12,40 % × 4 / 365 = 3,26 and 365 × 12,40 % × 31 / 365 = 3,84, each with 40,00
    assert [(each["name"], each["due"], each["not_due"], each["oldest_days"]) for each in found["customers"]] == [
        ("Durand", "2443.26", "0.00", 4),
        ("Lenoir", "408.84", "0.00", 31),
        ("Petit", "0.00", "1000.00", 0),
    ]
    ages = {"not_due": "1000.00", "to_30": "2443.26", "to_60": "408.84", "to_90": "0.00", "over_90": "0.00"}
    sums = {"due": "2852.10", "not_due": "1000.00", "principal_due": "3765.00", "paid_late_due": "0.00"}
    sums["born_before_due"] = "0.00"
    assert found["totals"] == {**sums, "ageing": ages}
    # 3 765 ÷ 37 650 × 365 = 36,5
    assert found["days_sales_outstanding"] == "36.5"
    # what a list says of the work is its invoice's own day: five years from there (C. com., art. L110-4)
    durand = found["customers"][0]
    assert durand["next_step"] == {"code": "first-reminder", "title": "Relancer", "on": "2026-11-23"}
    assert (durand["letter_today"], durand["last_day"], durand["limit_passed"]) == (
        "first-reminder",
        "2031-10-31",
        False,
    )


def test_the_table_to_read_adds_up_to_the_statements(latepay: CALL, files: Callable[..., list[Path]]) -> None:
    paths = files(PETIT)
    shown = latepay("customers", *paths, "--as-of", "2026-11-22", "--turnover", "37650").out
    for words in (
        "Vos clients au 22 novembre 2026",
        "2 443,26 €",
        "3 clients",
        "2 852,10 €",
        "22/09/2031",
        "36,5 jours",
    ):
        assert words in shown.replace("\u202f", " ").replace("\u00a0", " ")
    table = json.loads(latepay("customers", *paths, "--as-of", "2026-11-22", "--json").out)
    drawn = [json.loads(latepay("statement", path, "--as-of", "2026-11-22", "--json").out) for path in paths]
    statements = drawn[0]["statements"] + drawn[1:]
    for sums, scope in (("due", "due"), ("not_due", "not_due")):
        expected = sum(Decimal(each["totals"][scope]["total_due"]) for each in statements)
        assert Decimal(table["totals"][sums]) == expected


def test_who_is_left_out_is_named(latepay: CALL, files: Callable[..., list[Path]]) -> None:
    mine = {"side": "debtor", "creditor": {"name": "Roux"}, "invoices": [{"amount": "5", "due_on": "2026-10-01"}]}
    old = {"debtor": {"name": "Vieux"}, "invoices": [{"amount": "5", "due_on": "1990-01-01"}]}
    answer = latepay("customers", *files(mine, old), "--as-of", "2026-11-22", "--json")
    assert answer.status == 0
    assert [each["name"] for each in json.loads(answer.out)["customers"]] == ["Durand", "Lenoir"]
    assert "Roux vous réclame cet argent" in answer.err
    assert "Vieux : laissé de côté." in answer.err.replace("\u00a0", " ")


def test_a_passed_limit_is_told(latepay: CALL, files: Callable[..., list[Path]]) -> None:
    # two years for a consumer (C. consom., art. L218-2), over since October 2026
    late = {
        "debtor": {"name": "Mme Roy", "kind": "consumer"},
        "invoices": [{"amount": "900", "due_on": "2024-10-10"}],
    }
    answer = latepay("customers", files(late)[1], "--as-of", "2026-11-22")
    assert "Mme Roy : un délai pour agir est passé" in answer.err.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--turnover", "beaucoup"), "n'est pas un montant de ventes"),
        (("--turnover", "0"), "n'est pas un montant de ventes"),
        (("--as-of", "31/02/2026"), "--as-of"),
    ],
)
def test_misuses_are_said(latepay: CALL, files: Callable[..., list[Path]], options: tuple[str, ...], said: str) -> None:
    answer = latepay("customers", *files(), *options)
    assert (answer.status, answer.out) == (2, "")
    assert said in answer.err


def test_no_customer_is_said(latepay: CALL, files: Callable[..., list[Path]]) -> None:
    mine = {"side": "debtor", "creditor": {"name": "Roux"}, "invoices": [{"amount": "5", "due_on": "2026-10-01"}]}
    answer = latepay("customers", files(mine)[1])
    assert answer.status == 2
    assert "aucune créance" in answer.err


PAID = (
    "N°;Client;Date;Échéance;Montant TTC;Réglé le\n"
    "F-1;Durand;31/10/2025;30/11/2025;10 000,00;\n"
    "F-4;Durand;31/10/2025;30/11/2025;500,00;15/12/2025\n"
    "F-5;Lenoir;31/10/2025;30/11/2025;500,00;15/12/2025\n"
    "F-6;Lenoir;31/10/2025;30/11/2025;500,00;28/11/2025\n"
)


def plain(shown: str) -> str:
    return " ".join(shown.replace("\u00a0", " ").replace("\u202f", " ").split())


@pytest.fixture
def paid(tmp_path: Path) -> Path:
    path = tmp_path / "soldees.csv"
    path.write_text(PAID, encoding="utf-8")
    return path


def test_what_was_paid_late_is_said_and_counted_where_asked(latepay: CALL, paid: Path) -> None:
    # 500 × 12,15 % × 15 / 365 = 2,50, which the payment settles first: 2,50 of principal is left; on it, at 12,15 %,
    # 16 days of 2025 are 0,01 and 74 of 2026 are 0,06; with the 40,00, 42,57 each for F-4 and F-5. F-6 was in time.
    shown = plain(latepay("customers", paid, "--as-of", "2026-03-15").out)
    assert "Factures soldées, laissées de côté : 3, dont 2 payées en retard, qui doivent encore 85,14 €" in shown
    assert "Lenoir" not in shown
    taken = plain(latepay("customers", paid, "--as-of", "2026-03-15", "--settled").out)
    assert "Lenoir 42,57 €" in taken
    assert "Dont, sur des factures payées en retard : 85,14 €" in taken
    assert "laissées de côté" not in taken


def test_the_list_and_the_statement_say_the_same_of_what_was_paid_late(latepay: CALL, paid: Path) -> None:
    for options, due in (((), "10389.52"), (("--settled",), "10474.66")):
        table = json.loads(latepay("customers", paid, "--as-of", "2026-03-15", "--json", *options).out)
        drawn = json.loads(latepay("statement", paid, "--as-of", "2026-03-15", "--json", *options).out)
        statements = drawn.get("statements", [drawn])
        assert sum(Decimal(each["totals"]["due"]["total_due"]) for each in statements) == Decimal(due)
        assert table["totals"]["due"] == due
    nothing = {"rows": 0, "settled": 0, "paid_late": 0, "paid_late_due": "0.00", "waiting": 0, "totals": 0}
    assert table["left_aside"] == nothing
    assert [each["paid_late_due"] for each in table["customers"]] == ["42.57", "42.57"]
    told = plain(latepay("statement", paid, "--as-of", "2026-03-15", "--summary").out)
    assert "dont 2 payées en retard, qui doivent encore 85,14 €" in told


def test_a_list_where_all_is_paid_keeps_no_other_from_being_shown(latepay: CALL, paid: Path, tmp_path: Path) -> None:
    settled = tmp_path / "tout.csv"
    settled.write_text("".join(PAID.splitlines(keepends=True)[:1] + PAID.splitlines(keepends=True)[2:]), "utf-8")
    both = json.loads(latepay("customers", settled, paid, "--as-of", "2026-03-15", "--json").out)
    assert [each["name"] for each in both["customers"]] == ["Durand"]
    # the settled invoices of both lists: three of each, two of which were paid late
    assert (both["left_aside"]["settled"], both["left_aside"]["paid_late_due"]) == (6, "170.28")
    alone = latepay("customers", settled, "--as-of", "2026-03-15")
    assert alone.status == 2
    assert "qui doivent encore 85,14 €" in plain(alone.err)
    refused = latepay("statement", settled, "--as-of", "2026-03-15")
    assert (refused.status, "--settled" in refused.err) == (2, True)


def test_a_due_date_of_two_readings_is_said(latepay: CALL, tmp_path: Path) -> None:
    source = tmp_path / "factures.csv"
    source.write_text("N°;Client;Date;Délai;Montant TTC\nF-1;Durand;10/03/2026;45 jours fin de mois;100,00\n")
    answer = latepay("customers", source, "--as-of", "2026-08-31")
    assert answer.status == 0
    assert "Durand" in answer.err
    assert "la plus tardive des deux lectures est retenue" in answer.err
