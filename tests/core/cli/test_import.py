"""`latepay import`: a case from files made by others, said in French, with the contract's answer and exit statuses."""

import json
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from latepay_core.claim import read_claim

DATA = Path(__file__).parents[2] / "data"
LISTS, INVOICES = DATA / "lists", DATA / "invoices"
CALL = Callable[..., Any]
ROWS = "N°;Client;Date;Échéance;Montant TTC\n"
ONE = ROWS + "F-1;Durand;31/10/2025;30/11/2025;10 000,00\n"
TWO = ONE + "F-2;Lenoir;31/10/2025;30/11/2025;1 200,00\n"


@pytest.fixture
def listed(tmp_path: Path) -> Callable[[str], Path]:
    def written(rows: str) -> Path:
        path = tmp_path / "factures.csv"
        path.write_text(rows, encoding="utf-8")
        return path

    return written


def test_one_customer_is_a_claim(latepay: CALL, listed: Callable[[str], Path], tmp_path: Path) -> None:
    case = tmp_path / "case.json"
    answer = latepay("import", listed(ONE), "-o", case, "--json")
    assert answer.status == 0
    assert json.loads(answer.out) == {
        "read": 1,
        "settled": 0,
        "credit_notes": 0,
        "claims": 1,
        "questions": [],
        "refused": [],
        "payments": [],
        "remarks": [],
    }
    claim = read_claim(case.read_bytes())
    assert claim.debtor.name == "Durand"
    assert [(each.number, str(each.amount)) for each in claim.invoices] == [("F-1", "10000.00")]
    # 105 days at 12.15 % and 12.40 %: the contract's first example
    drawn = latepay("statement", case, "--as-of", "2026-03-15", "--json")
    assert json.loads(drawn.out)["totals"]["interest"] == "349.52"


def test_several_customers_are_cases(latepay: CALL, listed: Callable[[str], Path], tmp_path: Path) -> None:
    case = tmp_path / "cases.json"
    assert latepay("import", listed(TWO), "-o", case).status == 0
    saved = json.loads(case.read_text(encoding="utf-8"))
    assert saved["schema"] == "latepay.cases/1"
    assert [each["debtor"]["name"] for each in saved["claims"]] == ["Durand", "Lenoir"]
    drawn = json.loads(latepay("statement", case, "--as-of", "2026-03-15", "--json").out)
    assert drawn["schema"] == "latepay.statements/1"
    assert [each["totals"]["interest"] for each in drawn["statements"]] == ["349.52", "41.94"]
    refused = latepay("next", case)
    assert refused.status == 2
    assert "2 clients" in refused.err


def test_one_customer_of_several_by_a_part_of_its_name(
    latepay: CALL, listed: Callable[[str], Path], tmp_path: Path
) -> None:
    case = tmp_path / "lenoir.json"
    assert latepay("import", listed(TWO), "-o", case, "--customer", "leno").status == 0
    assert read_claim(case.read_bytes()).debtor.name == "Lenoir"
    unknown = latepay("import", listed(TWO), "--customer", "Martin")
    assert unknown.status == 2
    assert "Durand, Lenoir" in unknown.err


def test_a_list_gives_its_statement_at_once(latepay: CALL, listed: Callable[[str], Path]) -> None:
    answer = latepay("statement", listed(ONE), "--as-of", "2026-03-15", "--json")
    assert answer.status == 0
    assert json.loads(answer.out)["totals"]["total_due"] == "10389.52"
    workbook = latepay("statement", LISTS / "excel-mac-1904.xlsx", "--as-of", "2026-06-30", "--summary")
    assert workbook.status == 0
    assert "M042" in workbook.out
    invoice = latepay("statement", INVOICES / "Facture_FR_EN16931.pdf", "--as-of", "2018-01-31", "--json")
    assert json.loads(invoice.out)["invoices"][0]["number"] == "FA-2017-0010"


def test_pasted_rows_come_in_on_standard_input(latepay: CALL) -> None:
    answer = latepay("import", "-", "-o", "-", stdin=ONE.replace(";", "\t").encode())
    assert answer.status == 0
    assert json.loads(answer.out)["invoices"][0]["number"] == "F-1"


def test_what_has_no_due_date_waits_for_its_term(latepay: CALL, listed: Callable[[str], Path], tmp_path: Path) -> None:
    rows = listed("N°;Client;Date;Montant TTC\nF-1;Durand;31/10/2025;10 000,00\n")
    case = tmp_path / "case.json"
    asked = latepay("import", rows, "-o", case, "--json")
    assert asked.status == 0
    report = json.loads(asked.out)
    assert (report["read"], report["claims"]) == (1, 0)
    assert [(each["about"], each["need"]) for each in report["questions"]] == [("term", True)]
    assert not case.exists()
    assert "Aucun dossier" in asked.err
    assert latepay("import", rows, "-o", case, "--term", "30 jours").status == 0
    assert json.loads(case.read_text(encoding="utf-8"))["invoices"][0]["term"] == {"days": 30}
    wrong = latepay("import", rows, "--term", "bientôt")
    assert wrong.status == 2
    assert "délai" in wrong.err


def test_settled_invoices_come_in_where_the_day_is_known(latepay: CALL) -> None:
    name = LISTS / "excel-mac-1904.xlsx"
    report = json.loads(latepay("import", name, "--json").out)
    assert (report["read"], report["settled"], report["claims"]) == (9, 2, 3)
    # M043 and M046 were settled late, on days that the list gives
    report = json.loads(latepay("import", name, "--settled", "--json").out)
    assert (report["read"], report["settled"], report["claims"]) == (9, 2, 4)


def test_the_bad_file_is_told_and_the_good_one_goes_in(
    latepay: CALL, listed: Callable[[str], Path], tmp_path: Path
) -> None:
    damaged = tmp_path / "facture.pdf"
    damaged.write_bytes(b"%PDF-1.7 nothing more")
    answer = latepay("import", listed(ONE), damaged, "--json")
    assert answer.status == 0
    report = json.loads(answer.out)
    assert report["read"] == 1
    assert [(each["file"], each["code"]) for each in report["refused"]] == [("facture.pdf", "pdf-damaged")]


def test_nothing_read_is_exit_status_2_and_leaves_the_case(latepay: CALL, tmp_path: Path) -> None:
    case, other = tmp_path / "case.json", tmp_path / "photo.png"
    case.write_text("{}", encoding="utf-8")
    other.write_bytes(b"\x89PNG\r\n\x1a\n")
    answer = latepay("import", other, "-o", case, "--force", "--json")
    assert answer.status == 2
    assert [each["code"] for each in json.loads(answer.out)["refused"]] == ["file-is-image"]
    assert case.read_text(encoding="utf-8") == "{}"


def test_what_was_left_out_is_said_to_a_person(latepay: CALL) -> None:
    out = " ".join(latepay("import", LISTS / "artisan-suivi.xlsx").out.split())
    assert "feuille « Factures », ligne 21, cellule F21" in out
    assert "ce numéro a déjà été lu plus haut" in out
    assert "Paiements sans facture" in out
    assert "02/09/2026" in out


def test_columns_can_be_named(latepay: CALL, listed: Callable[[str], Path]) -> None:
    rows = listed("F-1;31/10/2025;Durand;10 000,00\nF-2;30/11/2025;Durand;1 200,00\n")
    report = json.loads(latepay("import", rows, "--json").out)
    assert [(each["about"], each["need"]) for each in report["questions"]] == [("columns", True)]
    answer = latepay("import", rows, "--columns", "number,due,customer,amount", "-o", "-")
    assert [each["due_on"] for each in json.loads(answer.out)["invoices"]] == ["2025-10-31", "2025-11-30"]
    wrong = latepay("import", rows, "--columns", "number,when")
    assert wrong.status == 2
    assert "when" in wrong.err


@pytest.mark.parametrize("name", [path.name for path in sorted(LISTS.iterdir()) if path.suffix not in {".md", ""}])
def test_every_list_makes_a_case_that_can_be_reckoned(latepay: CALL, name: str, tmp_path: Path) -> None:
    case = tmp_path / "case.json"
    answer = latepay("import", LISTS / name, "--term", "30 jours", "-o", case, "--json")
    report = json.loads(answer.out)
    assert answer.status == (0 if report["read"] or report["payments"] else 2)
    if report["claims"] and name != "grande-liste-10000.csv":
        drawn = latepay("statement", case, "--as-of", "2026-11-29", "--json")
        assert drawn.status == 0, drawn.err


def test_next_week_the_bank_goes_into_the_case_that_was_kept(
    latepay: CALL, listed: Callable[[str], Path], tmp_path: Path
) -> None:
    case, bank, later = tmp_path / "case.json", tmp_path / "banque.csv", tmp_path / "case-2.json"
    latepay("import", listed(TWO.replace("F-1", "F-2025-118")), "-o", case)
    bank.write_text(
        "Date;Date de valeur;Débit;Crédit;Libellé\n15/01/2026;15/01/2026;;4000,00;VIR DURAND F-2025-118\n"
        "16/01/2026;16/01/2026;;1200,00;VIR LENOIR\n",
        encoding="utf-8",
    )
    answer = latepay("import", case, bank, "-o", later, "--json")
    assert answer.status == 0
    report = json.loads(answer.out)
    # the one that names its invoice is in; the other is proposed, for its sum is one invoice's
    assert [each["proposal"] for each in report["payments"]] == [
        {
            "ground": "amount",
            "invoices": [{"number": "F-2", "customer": "Lenoir", "amount": "1200.00"}],
            "excess": "0.00",
        }
    ]
    first, _ = json.loads(later.read_text(encoding="utf-8"))["claims"]
    assert first["invoices"][0]["payments"] == [{"paid_on": "2026-01-15", "amount": "4000.00"}]
    again = latepay("import", later, bank, "-o", tmp_path / "case-3.json", "--json")
    assert [each["code"] for each in json.loads(again.out)["remarks"]] == ["payment-known"]
    assert json.loads((tmp_path / "case-3.json").read_text(encoding="utf-8"))["claims"][0] == first


def test_a_list_read_again_leaves_the_kept_invoices_as_they_are(
    latepay: CALL, listed: Callable[[str], Path], tmp_path: Path
) -> None:
    case, later = tmp_path / "case.json", tmp_path / "later.json"
    latepay("import", listed(ONE), "-o", case)
    kept = json.loads(case.read_text(encoding="utf-8"))
    kept["terms"] = {"rate": {"basis": "fixed", "percent": "15"}}
    case.write_text(json.dumps(kept), encoding="utf-8")
    rows = ONE + "F-9;Durand;31/01/2026;02/03/2026;50,00\n"
    answer = latepay("import", case, listed(rows), "-o", later, "--json")
    assert [each["code"] for each in json.loads(answer.out)["remarks"]] == ["already-there"]
    saved = json.loads(later.read_text(encoding="utf-8"))
    assert saved["terms"] == kept["terms"]
    assert [each["number"] for each in saved["invoices"]] == ["F-1", "F-9"]


def test_a_case_is_known_wherever_its_schema_stands(
    latepay: CALL, listed: Callable[[str], Path], tmp_path: Path
) -> None:
    """The calculator saved it last: behind sixty invoices it was taken for a list, and refused."""
    case, later = tmp_path / "creance-durand.json", tmp_path / "later.json"
    invoices = [
        {"number": f"A-{each}", "issued_on": "2025-10-31", "due_on": "2025-11-30", "amount": "100.00"}
        for each in range(60)
    ]
    whole = {"debtor": {"name": "Durand"}, "invoices": invoices}
    for said in ({**whole, "schema": "latepay.claim/1"}, whole):
        case.write_text(json.dumps(said), encoding="utf-8")
        answer = latepay("import", case, listed(ONE), "-o", later, "--force", "--json")
        assert json.loads(answer.out)["refused"] == []
        assert len(json.loads(later.read_text(encoding="utf-8"))["invoices"]) == 61


def test_a_draft_of_the_calculator_is_named_as_such(
    latepay: CALL, listed: Callable[[str], Path], tmp_path: Path
) -> None:
    draft = tmp_path / "dossier.json"
    draft.write_text('{"schema": "latepay.draft/1", "fields": {"debtor-name": "Durand"}}', encoding="utf-8")
    answer = latepay("import", draft, listed(ONE), "--json")
    assert [each["code"] for each in json.loads(answer.out)["refused"]] == ["file-is-draft"]


PAID = "N°;Client;Date;Échéance;Montant TTC;Réglé le;Montant réglé\nF-1;Durand;31/10/2025;30/11/2025;10 000,00;"


def test_a_newer_list_brings_the_payments_of_kept_invoices(
    latepay: CALL, listed: Callable[[str], Path], tmp_path: Path
) -> None:
    case, later = tmp_path / "case.json", tmp_path / "later.json"
    latepay("import", listed(ONE), "-o", case)
    answer = latepay("import", case, listed(PAID + "15/01/2026;4 000,00\n"), "-o", later, "--json")
    assert [each["code"] for each in json.loads(answer.out)["remarks"]] == ["payment-added"]
    paid = [{"paid_on": "2026-01-15", "amount": "4000.00"}]
    assert json.loads(later.read_text(encoding="utf-8"))["invoices"][0]["payments"] == paid
    # the same list again: the payment is there
    latepay("import", later, listed(PAID + "15/01/2026;4 000,00\n"), "-o", case, "--force")
    assert json.loads(case.read_text(encoding="utf-8"))["invoices"][0]["payments"] == paid
    # settled since: the whole of it, where the case had nothing yet
    latepay("import", listed(ONE), "-o", case, "--force")
    latepay("import", case, listed(PAID + "15/01/2026;10 000,00\n"), "-o", later, "--force")
    whole = [{"paid_on": "2026-01-15", "amount": "10000.00"}]
    assert json.loads(later.read_text(encoding="utf-8"))["invoices"][0]["payments"] == whole


def test_a_sum_of_payments_is_not_added_to_those_it_is_the_sum_of(
    latepay: CALL, listed: Callable[[str], Path], tmp_path: Path
) -> None:
    case, later = tmp_path / "case.json", tmp_path / "later.json"
    latepay("import", listed(PAID + "15/01/2026;4 000,00\n"), "-o", case)
    answer = latepay("import", case, listed(PAID + "01/03/2026;6 000,00\n"), "-o", later, "--json")
    assert "payment-differs" in [each["code"] for each in json.loads(answer.out)["remarks"]]
    paid = [{"paid_on": "2026-01-15", "amount": "4000.00"}]
    assert json.loads(later.read_text(encoding="utf-8"))["invoices"][0]["payments"] == paid


def test_a_kept_invoice_that_was_settled_on_no_known_day_is_said(
    latepay: CALL, listed: Callable[[str], Path], tmp_path: Path
) -> None:
    case = tmp_path / "case.json"
    latepay("import", listed(ONE), "-o", case)
    answer = latepay("import", case, listed(PAID + ";10 000,00\n"), "--json")
    assert [each["code"] for each in json.loads(answer.out)["remarks"]] == ["settled-undated"]


@pytest.mark.parametrize(
    "row",
    ["Solde;;;;10 000,00", "TOTAL TTC;;;30/11/2025;10 000,00", ";Total;30/11/2025;;10 000,00", "Solde dû :;;;;10 000"],
)
def test_a_sum_at_the_foot_is_no_invoice(latepay: CALL, listed: Callable[[str], Path], row: str) -> None:
    report = json.loads(latepay("import", listed(ONE + row + "\n"), "--json").out)
    assert (report["read"], report["refused"], report["questions"]) == (1, [], [])


def test_a_firm_may_be_called_total(latepay: CALL, listed: Callable[[str], Path]) -> None:
    report = json.loads(latepay("import", listed(TWO.replace("Lenoir", "Total")), "--json").out)
    assert (report["read"], report["claims"]) == (2, 2)


def test_a_column_that_is_not_read_is_told(latepay: CALL, listed: Callable[[str], Path]) -> None:
    rows = listed("N°;Client;Échéance;Montant TTC;Chantier\nF-1;Durand;30/11/2025;10 000,00;Gare de Lyon\n")
    said = " ".join(latepay("import", rows).out.split())
    assert "Colonnes qui ne sont pas lues · factures.csv : E Chantier." in said.replace("\u00a0", " ")
    assert "E Chantier" in latepay("statement", rows).err


def test_a_damaged_case_is_said_and_nothing_is_written(latepay: CALL, tmp_path: Path) -> None:
    case = tmp_path / "case.json"
    case.write_text('{"schema": "latepay.claim/1", "invoices": [{"amount": "1"}]}', encoding="utf-8")
    answer = latepay("import", case, "--json")
    assert answer.status == 2
    assert [each["code"] for each in json.loads(answer.out)["refused"]] == ["case-refused"]


def test_rows_refused_for_one_reason_are_told_together(latepay: CALL) -> None:
    answer = latepay("import", LISTS / "sage-balance-agee.csv")
    assert answer.status == 2
    said = " ".join(answer.out.split())
    assert "lignes 5 à 13" in said
    assert said.count("balance âgée détaillée") == 1


def test_a_question_ends_with_one_mark(latepay: CALL) -> None:
    out = " ".join(latepay("import", LISTS / "artisan-suivi.xlsx").out.split())
    assert "28 février 2026 ?" in out
    assert "?." not in out


def test_a_list_whose_invoices_wait_says_how_to_answer(latepay: CALL) -> None:
    answer = latepay("statement", LISTS / "shopify-orders.csv")
    assert answer.status == 2
    assert "latepay import shopify-orders.csv" in answer.err
    assert "--term" not in answer.err.splitlines()[0]


@pytest.mark.parametrize(
    ("missing", "path"),
    [
        ("openpyxl", LISTS / "odoo-factures.xlsx"),
        ("defusedxml", INVOICES / "CII_example1.xml"),
        ("pypdf", INVOICES / "Facture_FR_EN16931.pdf"),
    ],
)
def test_a_library_that_is_not_installed_is_named_with_its_line(
    latepay: CALL, monkeypatch: pytest.MonkeyPatch, missing: str, path: Path
) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == missing]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, missing, None)
    answer = latepay("import", path)
    assert (answer.status, answer.out) == (2, "")
    assert 'pip install ".[imports]"' in answer.err
    assert len(answer.err.splitlines()) == 1


LEFT = (
    ROWS.replace("Montant TTC", "Montant TTC;Réglé le")
    + "F-1;Durand;31/10/2025;30/11/2025;10 000,00;\n"
    + "F-2;Durand;31/10/2025;30/11/2025;2 856,0O;\n"
    + "F-3;Durand;31/10/2025;31/02/2026;1 200,00;\n"
    + "F-4;Durand;31/10/2025;30/11/2025;500,00;15/12/2025\n"
)


@pytest.mark.parametrize("options", [(), ("--summary",)])
def test_the_statement_of_a_list_says_what_its_totals_leave_out(
    latepay: CALL, listed: Callable[[str], Path], options: tuple[str, ...]
) -> None:
    answer = latepay("statement", listed(LEFT), "--as-of", "2026-03-15", *options)
    shown = " ".join(answer.out.replace("\u00a0", " ").replace("\u202f", " ").split())
    # F-2's amount has a letter O, F-3 falls due on no day, F-4 was paid
    assert "Lignes de la liste laissées hors de ce décompte : 2 ·" in shown
    assert "factures.csv, ligne 3, cellule E3 : colonne « Montant TTC » : « 2 856,0O » n’est pas un montant" in shown
    assert "Facture F-2." in shown
    assert "factures.csv, ligne 4, cellule D4" in shown
    assert "Facture F-3 : 1 200,00 €." in shown
    assert "Factures soldées, laissées de côté : 1" in shown
    assert shown.index("Chaque jour de plus") < shown.index("Lignes de la liste laissées")
    # 105 days at 12.15 % and 12.40 %: F-1 alone, as in the contract's first example
    assert "349,52 €" in shown


def test_what_a_list_leaves_out_stays_out_of_the_answer_to_programs(
    latepay: CALL, listed: Callable[[str], Path]
) -> None:
    answer = latepay("statement", listed(LEFT), "--as-of", "2026-03-15", "--json")
    assert json.loads(answer.out)["totals"]["interest"] == "349.52"
    assert "ligne 3, cellule E3" in answer.err


def test_the_statements_of_several_customers_say_once_what_is_left_out(
    latepay: CALL, listed: Callable[[str], Path]
) -> None:
    rows = TWO + "F-3;Lenoir;31/10/2025;30/11/2025;1O,00\n"
    answer = latepay("statement", listed(rows), "--as-of", "2026-03-15", "--summary")
    assert answer.out.count("laissées hors de ce décompte") == 1
    assert answer.out.index("Lenoir") < answer.out.index("laissées hors de ce décompte")


def test_a_whole_list_says_nothing_of_what_is_left_out(latepay: CALL, listed: Callable[[str], Path]) -> None:
    answer = latepay("statement", listed(ONE), "--as-of", "2026-03-15")
    assert "laissées" not in answer.out


def test_a_row_left_out_is_told_once(latepay: CALL, listed: Callable[[str], Path]) -> None:
    """Under the totals of the statement; on standard error where the answer has no such place."""
    path = listed(ONE + "F-2;Durand;31/10/2025;31/02/2026;800,00\n")
    for command in (("statement", path), ("statement", path, "--summary"), ("import", path)):
        answer = latepay(*command)
        assert " ".join((answer.out + answer.err).split()).count("le 31 février n’existe pas") == 1, command
    for command in (("statement", path, "--json"), ("next", path)):
        assert "31 février" in latepay(*command).err.replace("\u00a0", " "), command


def test_the_oldest_due_date_counts_terms_in_words(latepay: CALL, listed: Callable[[str], Path]) -> None:
    # of the two readings the later: 45 days after the end of November, 14/01/2026, and not the end of December;
    # the other invoice's term is of a later month
    rows = listed(
        "N°;Client;Date;Échéance;Montant TTC\n"
        "F-1;Durand;15/12/2025;45 jours fin de mois;2 400,00\n"
        "F-2;Durand;15/11/2025;45 jours fin de mois;2 400,00\n"
    )
    shown = latepay("import", rows).out
    assert "14/01/2026" in shown
    assert "selon délai" not in shown.replace("\u00a0", " ")


def test_a_customer_is_named_without_its_accents(latepay: CALL, listed: Callable[[str], Path], tmp_path: Path) -> None:
    rows = "N°;Client;Date;Échéance;Montant TTC\n" + "".join(
        f"F-{at};{name};31/10/2025;30/11/2025;100,00\n"
        for at, name in enumerate(("Société Générale d’Électricité", "ÉLECTRO Œuvre", "Électro Oeuvres"))
    )
    for said, found in (
        ("societe GENERALE d'electricite", "Société"),
        ("electro  oeuvres", "Électro"),
        ("SOCI", "Soc"),
    ):
        case = tmp_path / f"{found}.json"
        assert latepay("import", listed(rows), "-o", case, "--customer", said, "--force").status == 0, said
        assert str(read_claim(case.read_bytes()).debtor.name).startswith(found)
    several = latepay("import", listed(rows), "--customer", "electro")
    assert several.status == 2
    assert "plusieurs clients" in several.err.replace("\u00a0", " ")
    assert "ÉLECTRO Œuvre" in several.err
    assert "Électro Oeuvres" in several.err
    assert "Société" not in several.err


def test_two_customers_of_one_name_are_not_one_of_them(latepay: CALL, tmp_path: Path) -> None:
    case = tmp_path / "deux.json"
    claims = [
        {"debtor": {"name": name}, "invoices": [{"number": number, "amount": "10", "due_on": "2025-11-30"}]}
        for name, number in (("Durand", "F-1"), ("DURAND", "F-2"))
    ]
    case.write_text(json.dumps({"schema": "latepay.cases/1", "claims": claims}), encoding="utf-8")
    answer = latepay("import", case, "--customer", "durand")
    assert answer.status == 2
    assert "Durand, DURAND" in answer.err


def test_the_archive_of_several_cases_is_read_again(
    latepay: CALL, listed: Callable[[str], Path], tmp_path: Path
) -> None:
    case, again, packed = tmp_path / "cases.json", tmp_path / "again.json", tmp_path / "dossiers.zip"
    latepay("import", listed(TWO), "-o", case)
    claims = json.loads(case.read_text(encoding="utf-8"))["claims"]
    with zipfile.ZipFile(packed, "w") as archive:
        for at, claim in enumerate(claims):
            archive.writestr(f"creance-{at}.json", json.dumps(claim))
    assert latepay("import", packed, "-o", again).status == 0
    assert json.loads(again.read_text(encoding="utf-8")) == json.loads(case.read_text(encoding="utf-8"))
    one = latepay("next", packed)
    assert one.status == 2
    for words in ("Durand, Lenoir", "latepay import", "--customer"):
        assert words in one.err


def test_a_payment_of_a_day_to_come_is_owed_until_then(latepay: Callable[..., Any], tmp_path: Path) -> None:
    source = tmp_path / "liste.csv"
    head = "Nature;N°;Client;Date;Échéance;Montant TTC;Réglé le;Montant réglé\n"
    source.write_text(
        head + "Facture;F-1;Durand;01/09/2025;30/09/2025;1000,00;31/12/2090;1000,00\n"
        "Règlement;R-7;Durand;31/12/2090;;400,00;;\n",
        encoding="utf-8",
    )
    told = " ".join(latepay("import", source).out.split())
    assert "1 1 000,00 €" in told.replace("\u202f", " ")
    assert told.count("il n’est pas encore déduit") == 2
    assert "le numéro R-7, qui n’est celui d’aucune facture" in told
    drawn = json.loads(latepay("statement", source, "--as-of", "2025-12-31", "--json").out)
    assert drawn["totals"]["principal_due"] == "1000.00"
