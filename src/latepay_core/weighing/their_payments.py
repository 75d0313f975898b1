"""What a letter acknowledges as paid already, or credited: it comes off what is asked, and is no sum asked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from latepay_core.weighing.letter_rows import Money, days_in, folded, money_in

_PAYMENT = r"(?:versement|virement|reglement|paiement|cheque|acompte)s?"
_PAID = re.compile(
    rf"\ba deduire\b|\bdeduction faite\b|\bmoins (?:votre|vos|le|un) |(?<!facture d')(?<!facture d)\bacomptes?\b"
    rf"|\bdeja (?:regle|paye|verse|percu|recu)|\b(?:recu|encaisse|percu)e?s?\b.{{0,30}}\b(?:{_PAYMENT}|la somme)\b"
    rf"|\b{_PAYMENT}\b.{{0,30}}\b(?:recu|encaisse|percu|enregistre|effectue)s?\b"
    rf"|\b(?:votre|vos) {_PAYMENT}(?: partiels?)? (?:du|le|en date du) \d"
    rf"|^\W*(?:votre |vos )?{_PAYMENT}\b(?! (?:des? [a-z]|par\b|a\b|immediat|integral|comptant|exig))"
    r"|^\W*less\b|\bless (?:your|the|a) |\bpayments? (?:already )?(?:received|made)\b|\balready paid\b"
    r"|\bpaid on account\b|\breceived\b.{0,30}\bpayments?\b"
    r"|\byour (?:part(?:ial)? )?payments? (?:of|on|dated|received)\b"
    r"|\bcredit notes?\b"
)
#: A payment that is still asked for.
_DEMANDED = re.compile(
    r"\battend|\bsous\b|\bavant le\b|\bmerci\b|veuillez|proceder|\bprie|demeure|\binvit|demand|\ba verser\b|a defaut"
    r"|frais|penalit|interets?\b|retard|\bplease\b|\bwithin\b|\brequire|\brequest|\blate\b|overdue"
    r"|\bnot (?:yet )?(?:been )?(?:received|paid)|\bunpaid\b|\bno payment"
    r"|\bpas (?:encore )?(?:recu|encaisse|percu|ete)|\baucun"
    r"|\binterest\b|\bfees?\b|\bmust\b"
)
_MINUS = re.compile(r":\s*[-–−]\s?$|(?:^|\s)−\s?$")
#: A sign that touches its figures would hide them.
_STUCK = re.compile(r"(?<=[\s:])[-–−](?=\d[\d .]*(?:[.,]\d{2}\b|\s?€))")
_CREDIT = re.compile(r"\bavoirs?\b|\bcredit notes?\b")
_WORDS = re.compile(r"[\w/.-]+")


@dataclass(frozen=True, slots=True)
class TheirPayment:
    """A sum that a letter takes off, EUR: its day and its invoice where it says them; `credit`: a credit note."""

    amount: Decimal
    paid_on: date | None = None
    number: str = ""
    credit: bool = False


def without_payments(rows: Sequence[str]) -> tuple[list[str], list[tuple[str, Money]]]:
    """The rows without what they take off, and what that is: the words before each sum.

    >>> rows, taken = without_payments(["Facture F-1 : 900,00 €", "Votre versement du 3/3/2026 : - 200,00 €"])
    >>> rows, [str(money.value) for _, money in taken]
    (['Facture F-1 : 900,00 €'], ['200.00'])
    """
    kept: list[str] = []
    taken: list[tuple[str, Money]] = []
    for row in (_STUCK.sub("- ", each) for each in rows):
        start = 0
        rest = row
        for each in money_in(row):
            words = row[start : each.start]
            if _is_taken_off(words):
                rest = row[:start] if not taken or taken[-1][0] is not row else rest
                taken.append((row, each))
            start = each.end
        if rest:
            kept.append(rest)
    return kept, taken


def _is_taken_off(words: str) -> bool:
    told = folded(words)
    return bool(_MINUS.search(words) or (_PAID.search(told) and not _DEMANDED.search(told)))


def payments_in(taken: Sequence[tuple[str, Money]], numbers: Sequence[str]) -> Iterator[TheirPayment]:
    """The sums taken off, each with the last day that stands before it and the invoice that its row names."""
    for row, each in taken:
        days = list(days_in(row[: each.start])) or list(days_in(row))
        named = {word.rstrip(".-/") for word in _WORDS.findall(row)}
        number = next((one for one in numbers if one and one in named), "")
        yield TheirPayment(each.value, days[0] if days else None, number, bool(_CREDIT.search(folded(row))))
