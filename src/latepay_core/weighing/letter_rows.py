"""The rows of a letter as they are read: their amounts of money, their days, what each is for."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from typing import Literal, cast

from latepay_core.claim.asked import Kind
from latepay_core.claim.typed import date_typed
from latepay_core.data import table

_AMOUNT = re.compile(
    r"(?<![\w/.,-])(\d{1,3}(?:[ .]\d{3})+|\d+)(?:[.,](\d{2}))?(?!\d)(?![.,/]\d)\s?(€|eur(?:os?)?\b)?(?!\s?%)",
    re.IGNORECASE,
)
DAY = re.compile(
    r"\b(\d{1,2}(?:er)?\s+[a-zéûô]+\s+\d{4}|[a-z]{3,9}\s\d{1,2},\s\d{4}|\d{1,2}/\d{1,2}/\d{4})\b", re.IGNORECASE
)
#: « la somme due au 31 mars » names no due date.
_DUE_IN_ENGLISH = r"due(?=\s(?:date|on|by|since|\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\s\d))"
DUE = re.compile(
    r"(?:(?<!int[ée]r[êe]ts )(?<!p[ée]nalit[ée]s )[ée]chue?s?|[ée]ch[ée]ance|[ée]ch[ée]ant"
    # the day stands on the same row, or begins the next one
    rf"|exigible|payable|[àa] payer|[àa] r[ée]gler|{_DUE_IN_ENGLISH})\b[^.€\n]{{0,30}}?\s?{DAY.pattern}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of money, EUR, and where it stands in its row."""

    value: Decimal
    start: int
    end: int


#: What parts the cells of a row that comes from a file: no sentence has it without a space.
_CELLS = re.compile(r"(?<=[^\s;]);(?=\S)|;(?=;)")
_LEAST_COLUMNS = 2


def spaced(row: str) -> str:
    """A row with single spaces, its leaders and what parts its cells gone."""
    if len(_CELLS.findall(row)) >= _LEAST_COLUMNS:
        row = row.replace(";", " ")
    return re.sub(r"[\s.…]*\.{3,}|[\s\u00a0\u202f\u2009]+", " ", row).strip()


#: « 3,315.60 », « 1,234 »: the comma between thousands, as English writes it.
_COMMA_AND_POINT = re.compile(r"(?<![\w/.,-])\d{1,3}(?:,\d{3})+(?=\.\d{2}(?!\d|[.,/]\d))")
#: « 1'234.50 », as Switzerland writes it.
_APOSTROPHE = re.compile(r"(?<![\w/.,-])\d{1,3}(?:['’]\d{3})+(?!\d)")
_COMMA_ALONE = re.compile(r"(?<![\w/.,-])\d{1,3}(?:,\d{3})+(?!\d|[.,/]\d|\s?%)")
_POINT_CENTS = re.compile(r"\d\.\d{2}(?!\d|[.,/]\d|\s?%)")
_COMMA_CENTS = re.compile(r"\d,\d{2}(?!\d|[.,/]\d|\s?%)")
_SUM = r"(\d[\d ]*(?:[.,]\d{3})*(?:[.,]\d{2})?)(?![\d/]|[.,-]\d)"
#: The currency before its sum: it touches it, or nothing else can be its sum.
_CURRENCY_FIRST = re.compile(
    rf"€{_SUM}|(?:(?<!\d)(?<!\d )€|(?<![\w€])(?<!\d )eur) {_SUM}(?! ?(?:€|eur))", re.IGNORECASE
)
_CURRENCY_BEFORE = re.compile(rf"(?:€|(?<!\w)eur) {_SUM}(?! ?(?:€|eur))", re.IGNORECASE)


def in_one_notation(rows: Sequence[str]) -> list[str]:
    """The rows with their sums as French writes them: no comma between thousands, the currency after its sum.

    A lone « 1,234 » is a thousand and more where the other sums of the letter have a point before their cents, or
    where the currency stands before it.

    >>> in_one_notation(["Invoice HW-101: €3,315.60", "Fee: EUR 1,075", "Reste : 1 200,00 €"])
    ['Invoice HW-101: 3315.60 €', 'Fee: 1075 €', 'Reste : 1 200,00 €']
    """
    plain = (_APOSTROPHE.sub(_without_commas, each) for each in rows)
    whole = [_COMMA_AND_POINT.sub(_without_commas, each) for each in plain]
    told = "\n".join(whole)
    pointed = bool(_POINT_CENTS.search(told) and not _COMMA_CENTS.search(told))
    if pointed:
        whole = [_COMMA_ALONE.sub(_without_commas, each) for each in whole]
    first = _CURRENCY_BEFORE if pointed else _CURRENCY_FIRST
    return [_CURRENCY_FIRST.sub(_currency_last, first.sub(_currency_last, each)) for each in whole]


def _without_commas(found: re.Match[str]) -> str:
    return re.sub("[,'’]", "", found[0])


def _currency_last(found: re.Match[str]) -> str:
    value = next(filter(None, found.groups()))
    return f"{_COMMA_ALONE.sub(_without_commas, value.rstrip())} €{' ' if value.endswith(' ') else ''}"


def folded(text: str) -> str:
    """The text without capitals and accents."""
    plain = unicodedata.normalize("NFKD", text.lower().replace("’", "'"))
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def money_in(row: str) -> Iterator[Money]:
    """The amounts of money of a row: they have cents, or their currency beside them.

    >>> [str(each.value) for each in money_in("FA-12 du 03/03/2026 : 1 200,00 €, 30 jours")]
    ['1200.00']
    """
    for each in _AMOUNT.finditer(row):
        if each[2] or each[3]:
            value = Decimal(f"{re.sub(r'[ .]', '', each[1])}.{each[2] or '00'}")
            if value:
                yield Money(value, *each.span())


def days_in(text: str, pattern: re.Pattern[str] = DAY) -> Iterator[date]:
    """The days that a text names."""
    for found in pattern.finditer(text):
        day = date_typed(found[1])
        if isinstance(day, date):
            yield day


Column = Literal["principal", "interest", "compensation", "fees", "total", "aside"]
_COLUMNS: tuple[tuple[Column, str], ...] = (
    (
        "aside",
        r"(?:montant |total |base |prix )?(?:ht\b|hors taxes?)|(?:montant )?tva\b"
        r"|(?:deja )?(?:regle|paye|verse)\w*|acomptes?|vat\b|(?:already )?paid",
    ),
    (
        "principal",
        r"(?:montant|total|reste|solde) (?:ttc|du|a payer)|ttc|principal|montant|solde|amount|balance|outstanding",
    ),
    ("interest", r"penalites?(?: de retard)?|interets?(?: de retard)?|(?:late payment )?interest"),
    ("compensation", r"indemnites?(?: forfaitaires?)?|forfait|(?:fixed )?compensation"),
    ("fees", r"frais|fees?\b|charges?\b"),
    ("total", r"total"),
)
_COLUMN = re.compile("|".join(f"(?P<{name}>\\b(?:{pattern}))" for name, pattern in _COLUMNS))


@lru_cache(maxsize=1024)
def columns_of(row: str) -> tuple[Column, ...]:
    """What the sums under the head of a table are for, in their order; none where the row is no such head.

    >>> columns_of("Facture Échéance Principal Pénalités Indemnité Total")
    ('principal', 'interest', 'compensation', 'total')
    """
    if any(map(str.isdigit, row)) or row.endswith((".", ":", ",")):
        return ()
    found = tuple(cast(Column, each.lastgroup) for each in _COLUMN.finditer(folded(row)))
    return found if len(found) >= _LEAST_COLUMNS else ()


@cache
def _kinds() -> tuple[tuple[Kind, tuple[re.Pattern[str], ...]], ...]:
    rows = table(__package__, "letter.toml")["kinds"]
    return tuple((each["kind"], tuple(re.compile(pattern) for pattern in each["all"])) for each in rows)


def kind_of(words: str) -> Kind | None:
    """What folded words say that a sum is for; None where they do not."""
    return next((kind for kind, patterns in _kinds() if all(each.search(words) for each in patterns)), None)
