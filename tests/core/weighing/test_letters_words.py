"""What was understood of a letter is said: the words of its sums, whole; its days side by side; its subject's sum."""

from datetime import date
from decimal import Decimal

import pytest

from latepay_core.terms.folding import folded
from latepay_core.terms.lengths import lengths_in
from latepay_core.weighing import Letter, laid_out, read_letter
from latepay_core.wording import say

#: Its rows, and the words that each of its sums is to bear.
LABELS = [
    ("Frais de relance (3 x 15 €) : 45,00 €", "Frais de relance"),
    ("- Frais de relance (3 × 15,00 €) = 45,00 €", "Frais de relance"),
    ("Reminder fees (3 x €15): €45.00", "Reminder fees"),
    ("Indemnité forfaitaire de recouvrement (1 x 40,00 €) : 40,00 €", "Indemnité forfaitaire de recouvrement"),
    ("3 relances à 15 € soit 45 €", "3 relances"),
    ("Our invoice INV-7 of 1 March 2026 for €2,400.00", "Our invoice INV-7 of 1 March 2026"),
    ("Notre facture n° 7 pour un montant TTC de 2 400,00 €", "Notre facture n° 7"),
    ("Frais de dossier s’élevant à 45,00 €", "Frais de dossier"),
    ("Pénalités de retard sur 76 jours (du 01/04/2026 au 15/06/2026) = 60,72 €",
     "Pénalités de retard sur 76 jours (du 01/04/2026 au 15/06/2026)"),
    ("Nous vous réclamons la somme de 2 400 € au titre de notre facture n° 12",
     "au titre de notre facture n° 12"),
    ("12/03/2026 Facture 5 impayée 2 400,00 €", "12/03/2026 Facture 5 impayée"),
    ("1) Solde de la facture F-5 : 2 400,00 €", "Solde de la facture F-5"),
    ("a handling fee of 45.00 EUR", "a handling fee"),
    ("Nous vous mettons en demeure de payer la somme de 2 400 € (deux mille quatre cents euros) pour la facture n° 5",
     "la facture n° 5"),
]  # fmt: skip


@pytest.mark.parametrize(("row", "words"), LABELS)
def test_the_words_of_a_sum_are_never_cut_in_a_phrase(row: str, words: str) -> None:
    asked = read_letter(f"Lyon, le 15 juin 2026\n{row}\nMerci.").asked
    assert asked is not None
    assert asked.lines[-1].label == words


def test_long_words_end_at_a_word_and_say_that_they_go_on() -> None:
    asked = read_letter(f"Frais de {'traitement administratif, ' * 12}45,00 €").asked
    assert asked is not None
    label = asked.lines[0].label
    assert len(label) <= 201
    assert label.endswith(("traitement…", "administratif…"))


def understood(letter: Letter) -> str:
    return " ".join(map(say, laid_out(letter))).replace("\u202f", " ").replace("\u00a0", " ")


SIDE_BY_SIDE = """                  au 31/05/2026   au 15/06/2026
Principal             2 400,00        2 400,00
Pénalités                48,74           60,72
Indemnité                40,00           40,00
Total                 2 488,74        2 500,72"""


def test_of_two_days_side_by_side_the_last_column_is_read_and_said() -> None:
    letter = read_letter(SIDE_BY_SIDE)
    assert letter.dated == date(2026, 6, 15)
    assert letter.asked is not None
    assert str(letter.asked.total) == "2500.72"
    assert "La lettre met 2 jours côte à côte : ses sommes au 15 juin 2026 ont été lues." in understood(letter)
    # in whichever order they stand, the day is that of the sums which were read
    swapped = SIDE_BY_SIDE.replace("31/05", "x").replace("15/06", "31/05").replace("x", "15/06")
    assert read_letter(swapped).dated == date(2026, 5, 31)
    # the days of an invoice, or of a period, are no such columns
    one = "Facture F-1 du 01/03/2026, échéance 31/03/2026 : 2 400,00 €\nPénalités du 01/04/2026 au 15/06/2026 : 60,72 €"
    assert understood(read_letter(f"{one}\nTotal 2 460,72 €")) == ""


@pytest.mark.parametrize(
    ("subject", "sum_"),
    [
        ("Objet : somme due de 2 500,00 €", Decimal("2500.00")),
        ("Re: outstanding balance of €2,500.00", Decimal("2500.00")),
        ("Objet : facture F-1 impayée, 2 400,00 €", None),
        ("Objet : mise en demeure de payer 2 475,00 €", None),
        ("Objet : mise en demeure", None),
    ],
)
def test_a_subject_that_says_another_sum_than_the_total_is_pointed_out(subject: str, sum_: Decimal | None) -> None:
    letter = read_letter(f"{subject}\nFacture F-1 : 2 400,00 €\nFrais : 75,00 €\nTotal à payer : 2 475,00 €")
    assert letter.in_subject == sum_
    told = understood(letter)
    assert ("L’objet de la lettre dit 2 500,00 €, et son total 2 475,00 €" in told) is (sum_ is not None)


@pytest.mark.parametrize(
    ("clause", "days"),
    [
        ("Facture payable à 30 jours, 45 jours de retard à ce jour.", [30]),
        ("Paiement à 30 jours. Après 90 jours de retard, le dossier est transmis.", [30]),
        ("Tout retard de plus de 60 jours de paiement suspend les livraisons.", []),
        ("Au-delà de 60 jours de retard, paiement d’avance.", []),
        ("Règlement à 45 jours date de facture.", [45]),
    ],
)
def test_how_late_it_is_is_no_time_to_pay(clause: str, days: list[int]) -> None:
    assert [each.days for each in lengths_in(folded(clause))] == days


@pytest.mark.parametrize(
    ("text", "dated", "due"),
    [
        # the day alone on its row, though it ends the letter
        ("Please pay invoice 2026-55 (EUR 2,000.00, due 31 July 2026).\n30 September 2026", "2026-09-30", "2026-07-31"),
        # the only days are an invoice's
        ("Facture F-12 du 01/03/2026, éch. 31/03/2026 | 2 400,00\nTOTAL | 2 400,00", None, None),
        # capitals without their accents
        ("PARIS, LE 1ER OCTOBRE 2026\nFACTURE 889 ECHUE LE 31 JUILLET 2026 : 780,00 EUROS", "2026-10-01", "2026-07-31"),
        # what is announced is no day of the first invoice of the list
        ("Le 31/08/2026\nVos factures échues :\n2026-101 05/05/2026 1 440,00 €\nTotal 1 440,00 €", "2026-08-31", None),
        # up to when they count; interest that has run is no due date
        ("Principal : 2 400,00 €\nIntérêts échus au 15/10/2026 : 60,72 €\nTotal : 2 460,72 €", "2026-10-15", None),
    ],
)
def test_the_day_of_the_letter_is_not_that_of_an_invoice(text: str, dated: str | None, due: str | None) -> None:
    letter = read_letter(text)
    assert (letter.dated and letter.dated.isoformat()) == dated
    assert (letter.due_on and letter.due_on.isoformat()) == due


def test_the_rows_of_a_file_are_read_by_their_cells() -> None:
    text = (
        "Pièce;Date pièce;Échéance;Montant;Solde\n1900045;01/06/2026;30/06/2026;1 200,00;1 200,00\n"
        "1900052;15/06/2026;15/07/2026;600,00;350,00\nIntérêts de retard;;;;48,12\nTotal;;;;1 598,12"
    )
    letter = read_letter(text)
    assert letter.asked is not None
    assert [(each.kind, str(each.amount)) for each in letter.asked.lines] == [
        ("principal", "1200.00"),
        ("principal", "350.00"),
        ("interest", "48.12"),
    ]
    assert [(each.number, str(each.due_on)) for each in letter.invoices] == [
        ("1900045", "2026-06-30"),
        ("1900052", "2026-07-15"),
    ]


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ("Lettre recommandée avec AR : 6,80 €", "fees"),
        ("Frais (art. L441-10 C. com.) : 40,00 €", "compensation"),
        ("Indemnité forfaitaire de 40 € par facture : 120,00 €", "compensation"),
    ],
)
def test_what_a_sum_is_for(row: str, kind: str) -> None:
    asked = read_letter(f"Facture F-1 échue le 31/05/2026 : 2 400,00 €\n{row}").asked
    assert asked is not None
    assert [each.kind for each in asked.lines] == ["principal", kind]
