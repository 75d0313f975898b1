"""A letter that claims several invoices, however it lays them out: each with its number, its days and its amount."""

from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
import yaml

from latepay_core.weighing import read_letter

CASES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("their-invoices.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_every_invoice_of_the_letter_is_read(case: dict[str, Any]) -> None:
    letter = read_letter(case["text"])
    found = [(each.number, each.issued_on, each.due_on, each.amount) for each in letter.invoices]
    told = [[each if each is None else str(each) for each in one] for one in found]
    assert told == case["invoices"]
    if "asked" in case:
        assert letter.asked is not None
        lines = [[each.kind, str(each.amount)] for each in letter.asked.lines]
        assert sorted(lines) == sorted(case["asked"])
        assert str(letter.asked.total) == case["total"]
    taken = [
        [str(each.amount), each.paid_on.isoformat() if each.paid_on else None, each.number] for each in letter.payments
    ]
    assert taken == case.get("payments", [])


# 1 000 + 500 = 1 500 of invoices; 1 500 + 60 + 12 = 1 572
ACCOUNT = (
    "Facture F-1 échue le 31/03/2026 : 1 000,00 €\nFacture F-2 échue le 30/04/2026 : 500,00 €\n{subtotal}\n{paid}"
    "Pénalités de retard : 60,00 €\nTVA 20 % sur pénalités : 12,00 €\n{added}"
)
SUBTOTALS = (
    "Total des factures : 1 500,00 €",
    "Sous-total : 1 500,00 €",
    "Montant total des factures : 1 500,00 €",
    "Total principal : 1 500,00 €",
    "Soit un total de 1 500,00 €",
    "Soit un total de 1 500,00 € TTC.",
    "Total TTC : 1 500,00 €",
)
ADDED = [["interest", "60.00"], ["vat-on-interest", "12.00"]]
TWO = [["principal", "1000.00"], ["principal", "500.00"]]


def asked_in(text: str) -> tuple[list[list[str]], str]:
    asked = read_letter(text).asked
    assert asked is not None
    return [[each.kind, str(each.amount)] for each in asked.lines], str(asked.total)


@pytest.mark.parametrize("subtotal", SUBTOTALS)
def test_a_subtotal_does_not_end_the_letter(subtotal: str) -> None:
    text = ACCOUNT.format(subtotal=subtotal, paid="", added="Total à régler : 1 572,00 €")
    assert asked_in(text) == (TWO + ADDED, "1572.00")
    # they add up wrong: the lines stay whole, their total is theirs
    text = ACCOUNT.format(subtotal=subtotal, paid="", added="Total à régler : 1 600,00 €")
    assert asked_in(text) == (TWO + ADDED, "1600.00")
    # they do not add up at all
    assert asked_in(ACCOUNT.format(subtotal=subtotal, paid="", added="")) == (TWO + ADDED, "None")


@pytest.mark.parametrize("total", ["Montant à nous régler : 1 572,00 €", "Solde restant dû : 1 572,00 €"])
def test_what_is_left_to_pay_is_a_total(total: str) -> None:
    for said in (total, total.replace("572", "600")):
        text = ACCOUNT.format(subtotal=SUBTOTALS[0], paid="", added=said)
        assert asked_in(text) == (TWO + ADDED, said[-10:-2].replace(" ", "").replace(",", "."))


@pytest.mark.parametrize(
    "paid",
    [
        "Votre versement du 15/06/2026 : - 200,00 €",
        "Votre versement du 15/06/2026 sur la facture F-1 : – 200,00 €",
        "Votre versement du 15/06/2026 : − 200,00 €",
        "Votre versement du 15/06/2026 : −200,00 €",
        "Votre versement du 15/06/2026 (200,00 €)",
        "Votre versement du 15/06/2026 : 200,00 €",
        "Acompte reçu le 15/06/2026 : 200,00 €",
        "À déduire, votre règlement du 15/06/2026 : 200,00 €",
        "Moins votre versement du 15/06/2026 : 200,00 €",
        "Nous avons bien reçu votre virement de 200,00 € le 15/06/2026.",
        "Virement reçu le 15/06/2026 : -200,00 €",
        "Déduction faite de votre chèque du 15/06/2026 : 200,00 €",
        "Déjà réglé le 15/06/2026 : 200,00 €",
    ],
)
def test_a_payment_acknowledged_comes_off_and_is_no_sum_asked(paid: str) -> None:
    # 1 000 - 200 = 800; 800 + 500 + 60 + 12 = 1 372
    for total in ("1372.00", "1400.00"):
        written = f"Total à régler : {total[0]} {total[1:4]},00 €"
        text = ACCOUNT.format(subtotal=SUBTOTALS[0], paid=f"{paid}\n", added=written)
        assert asked_in(text) == ([["principal", "800.00"], TWO[1], *ADDED], total)
        letter = read_letter(text)
        assert [(str(each.amount), str(each.paid_on)) for each in letter.payments] == [("200.00", "2026-06-15")]
        assert [str(each.amount) for each in letter.invoices] == ["1000.00", "500.00"]


@pytest.mark.parametrize(
    "row",
    [
        "Nous attendons votre règlement de 1 572,00 € sous huit jours.",
        "Merci de procéder au virement de 1 572,00 € avant le 30/11/2026.",
        "Virement à effectuer : 1 572,00 €",
        "Règlement immédiat : 1 572,00 €",
        "Paiement par chèque ou virement : 1 572,00 €",
        "Règlement des factures et de leurs suites : 1 572,00 €",
    ],
)
def test_a_payment_that_is_asked_for_is_none(row: str) -> None:
    text = ACCOUNT.format(subtotal=SUBTOTALS[0], paid="", added=f"Total : 1 572,00 €\n{row}")
    assert asked_in(text) == (TWO + ADDED, "1572.00")
    assert read_letter(text).payments == ()


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ("4 relances à 40,00 € : 160,00 €", "fees"),
        ("Relances (04/05, 22/06, 07/09 et 12/10) 160,00 €", "fees"),
        ("Frais de relance : 4 relances x 40 € = 160,00 €", "fees"),
        ("40 € par relance, soit 4 relances : 160,00 €", "compensation"),
    ],
)
def test_what_they_ask_for_their_reminders_is_no_tax_and_is_not_lost(row: str, kind: str) -> None:
    # 1 572 + 160 = 1 732
    for total in ("1732.00", "1800.00"):
        added = f"{row}\nTotal à régler : {total[0]} {total[1:4]},00 €"
        text = ACCOUNT.format(subtotal=SUBTOTALS[0], paid="", added=added)
        assert asked_in(text) == ([*TWO, *ADDED, [kind, "160.00"]], total)


def test_a_letter_of_one_invoice_gives_its_number_and_its_principal() -> None:
    text = (
        "Brest, le 30 juillet 2026\nLa facture n° 26/0215 du 2 mars 2026, payable au 30 avril 2026, demeure impayée.\n"
    )
    text += "Intérêts de retard : 100,00 €\nPrincipal TTC : 9 840,00 €\nSomme à payer : 9 940,00 €"
    [one] = read_letter(text).invoices
    assert (one.number, one.issued_on, one.due_on) == ("26/0215", date(2026, 3, 2), date(2026, 4, 30))
    assert str(one.amount) == "9840.00"


HOSTILE = [
    "facture " + "1" * 19_000,
    "facture a11" + "_" * 5_000 + "€",
    "factures " + "a1, " * 4_000,
    "facture\n" + "F-1 " * 4_000,
    "n° facture\n" + ("1/" * 9_000),
    "facture " + "1 000,00 € " * 1_500,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_text_is_read_at_once(text: str) -> None:
    begun = perf_counter()
    read_letter(text)
    assert perf_counter() - begun < 5


def test_a_letter_of_more_lines_than_a_claim_has_keeps_their_sum_and_all_its_invoices() -> None:
    rows = [f"F-{at:04} {1 + at % 28:02}/03/2026 10/05/2026 1,00" for at in range(300)]
    text = "\n".join(("N° facture Date Échéance Montant", *rows, "Indemnités : 40,00 €", "Total : 340,00 €"))
    letter = read_letter(text)
    assert len(letter.invoices) == 300
    assert letter.asked is not None
    assert [(each.kind, str(each.amount)) for each in letter.asked.lines] == [
        ("principal", "300.00"),
        ("compensation", "40.00"),
    ]


# 3 315.60 + 6 120.25 + 1 203.00 + 75.00 + 80.00 = 10 793.85; less 2 000.00: 8 793.85
IN_ENGLISH = (
    "Lyon, 15 June 2026\nInvoice HW-101 dated 1 March 2026, due 31 March 2026: {0}\n"
    "Invoice HW-102 dated 15 March 2026, due 14 April 2026: {1}\nLate payment interest: {2}\n"
    "Administration fee: {3}\nFixed compensation 2 x €40: {4}\nLess your payment of {5}\nTotal: {6}"
)
SUMS = ("3,315.60", "6,120.25", "1,203.00", "75.00", "80.00", "2,000.00", "8,793.85")


@pytest.mark.parametrize("written", ["€{}", "€ {}", "{} €", "EUR {}", "{} EUR", "{}"])
def test_a_letter_in_english_is_read(written: str) -> None:
    letter = read_letter(IN_ENGLISH.format(*map(written.format, SUMS)))
    found = [(each.number, str(each.issued_on), str(each.due_on), str(each.amount)) for each in letter.invoices]
    assert found == [
        ("HW-101", "2026-03-01", "2026-03-31", "3315.60"),
        ("HW-102", "2026-03-15", "2026-04-14", "6120.25"),
    ]
    assert letter.asked is not None
    # what was paid comes off the first: 3 315.60 - 2 000.00 = 1 315.60
    assert [(each.kind, str(each.amount)) for each in letter.asked.lines] == [
        ("principal", "1315.60"),
        ("principal", "6120.25"),
        ("interest", "1203.00"),
        ("fees", "75.00"),
        ("compensation", "80.00"),
    ]
    assert (str(letter.asked.total), [str(each.amount) for each in letter.payments]) == ("8793.85", ["2000.00"])


@pytest.mark.parametrize(
    ("text", "total"),
    [
        # 1 234 + 12.50: the other sums have a point before their cents
        ("Invoice A-1 due on 31 March 2026: 1,234 €\nInterest: 12.50 €\nTotal: 1,246.50 €", "1246.50"),
        # 1 234 + 40: the currency stands before
        ("Invoice A-1 due on March 31, 2026: €1,234\nCompensation: €40\nTotal: €1,274", "1274.00"),
        # 1 234.50 + 12.50, with apostrophes
        ("Facture 12 échue le 31/03/2026 : 1'234.50 €\nPénalités : 12.50 €\nTotal : 1’247.00 €", "1247.00"),
        # 1 500,00 + 40,00, with the currency between two sums of a row
        ("Facture A-1 échue le 31/03/2026 : 1 500,00 €\nIndemnité : 1 x 40 € 40,00 €\nTotal : 1 540,00 €", "1540.00"),
    ],
)
def test_a_comma_between_thousands(text: str, total: str) -> None:
    asked = read_letter(text).asked
    assert asked is not None
    assert (str(asked.total), str(sum(each.amount for each in asked.lines))) == (total, total)


@pytest.mark.parametrize("remains", ["Principal restant dû", "Reste", "Principal"])
@pytest.mark.parametrize("paid", ["", "Votre versement du 12/05/2026 : - 300,00 €\n"])
def test_what_remains_of_the_invoices_is_no_line_beside_them(remains: str, paid: str) -> None:
    # 1 000 + 500 = 1 500, or 1 200 after 300; + 60 + 80 = 1 640, or 1 340: their total is 2 euros beside
    left, total = ("1 200,00", "1 342,00") if paid else ("1 500,00", "1 642,00")
    text = (
        "Le 15 juin 2026\nFacture F-1 échue le 31/03/2026 : 1 000,00 €\nFacture F-2 échue le 30/04/2026 : 500,00 €\n"
        f"{paid}{remains} : {left} €\nPénalités de retard : 60,00 €\nIndemnité forfaitaire : 80,00 €\n"
        f"Total à régler : {total} €"
    )
    lines, _ = asked_in(text)
    principal = [amount for kind, amount in lines if kind == "principal"]
    assert principal == (["700.00", "500.00"] if paid else ["1000.00", "500.00"])
    assert lines[2:] == [["interest", "60.00"], ["compensation", "80.00"]]


@pytest.mark.parametrize(
    "sentence",
    [
        "We have not received your payment of invoice F-1 of 1 March 2026 (€1,200.00), due on 31 March 2026.",
        "We have not yet received payment of invoice F-1 of 1 March 2026: €1,200.00, due on 31 March 2026",
        "Nous n’avons pas reçu votre règlement de la facture F-1 du 1er mars 2026 (1 200,00 €), échue le 31 mars 2026.",
        "Nous n’avons reçu aucun paiement de la facture F-1 du 1er mars 2026 (1 200,00 €), échue le 31 mars 2026.",
    ],
)
def test_a_payment_that_did_not_come_is_none(sentence: str) -> None:
    letter = read_letter(f"15 juin 2026\n{sentence}")
    assert letter.payments == ()
    found = [(each.number, str(each.due_on), str(each.amount)) for each in letter.invoices]
    assert found == [("F-1", "2026-03-31", "1200.00")]
