"""The invoices that a letter claims: number, day of issue, due date, amount, whatever of these it says.

A number is looked for first, then what stands beside it, up to the next number or to a sum of another kind; then the
rows that ask a principal without a number. What is not said is left empty: nothing is guessed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import dropwhile, takewhile

from latepay_core.weighing.letter_rows import DAY, DUE, columns_of, days_in, folded, kind_of, money_in

#: As many rows after its number may still speak of an invoice: a table whose cells stand one under the other.
_MOST_ROWS = 5
#: As much of what stands before a number tells what it numbers.
_BEFORE = 80
_WORD = re.compile(
    r"\b(?:fact(?:ures?|\.)|invoices?)\s*(?:client\s+|impayées?\s+)?(?:n[°ºo]s?\.?\s*|num[ée]ros?\s+|numbers?\s+|r[ée]f(?:érence|erence|\.)?\s*)?:?\s*"
    r"(?P<number>[A-Za-z]{0,8}[-/_.]?\d[\w/.-]{0,30})",
    re.IGNORECASE,
)
#: A number as firms give them, without any word before it.
_TOKEN = re.compile(
    r"(?<![\w/.,-])(?P<number>[A-Za-z]{1,6}[-/_.]?\d{2,12}(?:[-/_.][A-Za-z0-9]{1,12}){0,4}|[A-Za-z]{1,6}(?:[-/_.]\d{1,12}){1,4}"
    r"|(?:19|20)\d{2}[-/_]\d{1,6}|\d{2}[-/_]\d{3,6})(?![\w%€])"
)
#: The first cell of a row whose next one is a day.
_CELL = re.compile(rf"^[-•*\s]*(?:n[°ºo]\s*)?(?P<number>(?=[\w/.-]{{0,30}}\d)\w[\w/.-]{{0,30}})\s+(?={DAY.pattern})")
_ONE = r"[A-Za-z]{0,8}[-/_.]?\d[\w/-]{0,30}"
#: « vos factures n° 1012, 1013 et 1017 ».
_LISTED = re.compile(
    rf"\b(?:factures|invoices)\s+(?:impayées?\s+)?(?:n[°ºo]s?\.?\s*|num[ée]ros?\s+|numbers?\s+)?(?P<numbers>{_ONE}(?:\s*(?:,|et|and|&)\s+(?:n[°ºo]\s*)?{_ONE})+)"
    r"(?![\d,.]*\s?€)",
    re.IGNORECASE,
)
_NOT_A_NUMBER = re.compile(
    r"\d{1,2}[-/.]\d{1,2}(?:[-/.]\d{2,4})?|[LRDA]\.?\d{3}-\d[\d-]*|\d{3}-\d{1,2}|(?:TVA|IBAN|BIC|FR|SIRET|SIREN|RCS|TEL|ART)\d*",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"(?:\b[LRDA]\s?\.\s?|\bart(?:icles?|\.)?\s+(?:[LRDA]\s?\.?\s?)?)$", re.IGNORECASE)
_OTHER_PAPER = re.compile(
    r"(?:\bdossier|\bcommande|\bdevis|\bbon|\bcontrat|\brecommandée?|\bavoir|\bclient|\bsiren|\bsiret|\brcs|\biban"
    r"|\border|\bquote|\bcontract|\bcredit note)\b"
    r"[^\d,;.()]{0,25}$",
    re.IGNORECASE,
)
_ISSUED = re.compile(
    rf"(?:\bdu|\bdatée? du|\bémise? le|\bdate\s*:?|\bof|\bdated|\bissued(?: on)?)\s+{DAY.pattern}", re.IGNORECASE
)
_SUM_FIRST = re.compile(
    r"(?:€|euros?|\d{2})\s*(?:TTC\s*)?"
    r"(?:(?:au titre de|pour|sur|de)\s+(?:la|votre|notre|sa)|(?:for|on|under) (?:our|your|the)?)\s*$",
    re.IGNORECASE,
)
#: « 1 200 € pour F-1 »: what a sum is said to be for is numbered, whatever else the letter says.
_SUM_FOR = re.compile(r"(?:€|euros?)\s*(?:TTC\s*)?(?:pour|for)\s+$", re.IGNORECASE)
#: A day that stands right after the number, or in the cell before it.
_BESIDE = re.compile(rf"[\s–|,(-]*{DAY.pattern}")
_FIRST_CELL = re.compile(rf"[-•*|\s]*{DAY.pattern}[\s|–-]*$")
_HEADS_DUE = re.compile(r"echeance|echue|exigib|\bdue (?:date|on)\b")
_HEADS_ISSUED = re.compile(r"(?<!due )\bdate\b(?! d'echeance)|emission|emise|\bdu\b|\bissued")
_HEADS = re.compile(r"n°|numero|\bfactures?\b|\binvoices?\b|reference|piece")
_SPEAKS = re.compile(r"factur|\binvoice|^\W*(?:n° |numero de )?piece\b(?=.*\bdate\b)")
_AMONG = 2


@dataclass(frozen=True, slots=True)
class TheirInvoice:
    """An invoice as a letter names it, EUR; `number` is empty and the rest None where it does not say."""

    number: str = ""
    issued_on: date | None = None
    due_on: date | None = None
    amount: Decimal | None = None

    def is_same(self, number: str, amount: Decimal | None, due_on: date | None) -> bool:
        """Whether another writing is of this invoice: by its number, else by what both say of amount and due date.

        >>> TheirInvoice("FA-12").is_same("fa 12", None, None), TheirInvoice("FA-12").is_same("", None, None)
        (True, False)
        """
        if number and self.number:
            return _bare(number) == _bare(self.number)
        both = [(mine, other) for mine, other in ((self.amount, amount), (self.due_on, due_on)) if mine and other]
        return bool(both) and all(mine == other for mine, other in both)


def _bare(number: str) -> str:
    return "".join(filter(str.isalnum, number.casefold()))


@dataclass(frozen=True, slots=True)
class _Named:
    """A number, where it stands, and where what is said of it ends."""

    number: str
    row: int
    start: int
    end: int


def invoices_in(rows: Sequence[str]) -> tuple[TheirInvoice, ...]:
    """The invoices that the rows of a letter name, in their order; what is said of one number in several places is one.

    >>> rows = ["Facture FA-1 du 3/3/2026, échue le 2/4/2026 : 1 200,00 €", "Facture FA-2, échue le 9/5/2026 : 800 €"]
    >>> [(each.number, str(each.due_on), str(each.amount)) for each in invoices_in(rows)]
    [('FA-1', '2026-04-02', '1200.00'), ('FA-2', '2026-05-09', '800.00')]
    """
    listed = {at: match for at, row in enumerate(rows) if (match := _LISTED.search(row))}
    found = {each.number: each for at, match in listed.items() for each in _of_a_list(rows, at, match)}
    named = [each for each in _numbers(rows) if each.row not in listed or not _within(each, listed[each.row])]
    taken = {each.row for each in named}
    for at, one in enumerate(named):
        following = named[at + 1] if at + 1 < len(named) else None
        read = _read(rows, one, following)
        before = found.get(one.number, TheirInvoice(one.number))
        found[one.number] = replace(
            before,
            issued_on=before.issued_on or read.issued_on,
            due_on=before.due_on or read.due_on,
            amount=before.amount or read.amount,
        )
    unnumbered = [] if any(each.amount for each in found.values()) else list(_unnumbered(rows, taken))
    numbered = list(found.values())
    if len(unnumbered) >= _AMONG:
        numbered = []
    return tuple(numbered or unnumbered)


def _within(one: _Named, listed: re.Match[str]) -> bool:
    return listed.start("numbers") <= one.start < listed.end("numbers")


def _of_a_list(rows: Sequence[str], at: int, listed: re.Match[str]) -> Iterator[TheirInvoice]:
    """The invoices of a list of numbers, with as many sums after them, and the due date that they share."""
    numbers = re.findall(_ONE, listed["numbers"])
    after = " ".join((rows[at][listed.end() :], *rows[at + 1 : at + _AMONG + 1]))
    sentence = re.split(r"[.:;](?:\s|$)", after)[0]
    sums = [each.value for each in money_in(sentence)]
    due = next(days_in(sentence, DUE), None)
    for place, number in enumerate(numbers):
        yield TheirInvoice(number, None, due, sums[place] if len(sums) == len(numbers) else None)


def _numbers(rows: Sequence[str]) -> Iterator[_Named]:
    told = False
    for at, row in enumerate(rows):
        plain = folded(row)
        near = told or bool(_SPEAKS.search(plain))
        money = [range(each.start, each.end) for each in money_in(row)]
        starts: set[int] = set()
        for pattern in (_WORD, _TOKEN, _CELL):
            for match in pattern.finditer(row):
                start, number = match.start("number"), match["number"].rstrip(".-/")
                if pattern is not _WORD and not near and not _SUM_FOR.search(row[:start]):
                    continue
                if start in starts or not _is_number(row, start, number, money):
                    continue
                starts.add(start)
        for start in sorted(starts):
            number = re.match(r"[\w/.-]+", row[start:])
            if number:
                yield _Named(number[0].rstrip(".-/"), at, start, start + len(number[0]))
        # what a row announces holds for those under it, until something else is spoken of
        if _SPEAKS.search(plain):
            told = True
        elif told and not starts and kind_of(plain) not in {None, "principal"}:
            told = False


def _is_number(row: str, start: int, number: str, money: Sequence[range]) -> bool:
    if not any(map(str.isdigit, number)) or any(start in each for each in money) or _NOT_A_NUMBER.fullmatch(number):
        return False
    before = row[max(0, start - _BEFORE) : start]
    return not _ARTICLE.search(before) and not _OTHER_PAPER.search(before)


def _read(rows: Sequence[str], one: _Named, following: _Named | None) -> TheirInvoice:
    """What is said beside a number."""
    text = _beside(rows, one, following)
    before = rows[one.row][max(0, one.start - _BEFORE) : one.start]
    sums = [each.value for each in money_in(text)]
    columns = next(filter(None, map(columns_of, reversed(rows[: one.row]))), ())
    money = sums[0] if sums else None
    if len(sums) == len(columns) and "principal" in columns:
        money = sums[len(columns) - 1 - columns[::-1].index("principal")]
    if (first := _sum_before(before)) is not None:
        money = first
    issued, due = _days(rows, one, text)
    return TheirInvoice(one.number, issued, due, money)


def _sum_before(before: str) -> Decimal | None:
    """The sum of « 1 200,00 € au titre de la facture FA-12 »."""
    ahead = re.sub(r"(?:fact(?:ures?|\.)|invoices?)\s*(?:n[°ºo]\.?\s*)?$", "", before, flags=re.IGNORECASE)
    if not _SUM_FOR.search(before) and (ahead == before or not _SUM_FIRST.search(ahead)):
        return None
    sums = [each.value for each in money_in(ahead)]
    return sums[-1] if sums else None


def _beside(rows: Sequence[str], one: _Named, following: _Named | None) -> str:
    """From a number to the next one, or to a row that asks a sum of another kind."""
    end = following.start if following and following.row == one.row else None
    parts = [rows[one.row][one.end : end]]
    if end is not None:
        return parts[0]
    for at in range(one.row + 1, min(len(rows), one.row + _MOST_ROWS)):
        told = " ".join(parts)
        summed = next(money_in(told), None)
        if following and following.row == at and not (summed and next(days_in(told), None)):
            parts.append(rows[at][: following.start])
            break
        if summed:
            break
        if kind_of(folded(rows[at])) not in {None, "principal"}:
            break
        parts.append(rows[at])
    return " ".join(parts)


def _days(rows: Sequence[str], one: _Named, text: str) -> tuple[date | None, date | None]:
    """The day of issue and the due date."""
    due = next(days_in(text, DUE), None)
    issued = next((day for day in days_in(text, _ISSUED) if day != due), None)
    if due and not issued:
        beside = _BESIDE.match(text)
        issued = next((day for day in days_in(beside[0]) if day < due), None) if beside else None
    if due or issued:
        return issued, due
    first = _FIRST_CELL.match(rows[one.row][: one.start])
    bare = [*(days_in(first[0]) if first else ()), *days_in(text)]
    if len(bare) >= _AMONG:
        return bare[0], bare[1]
    heads = _heads(rows[: one.row])
    if len(bare) == 1 and _HEADS_DUE.search(heads) and not _HEADS_ISSUED.search(heads):
        return None, bare[0]
    return (bare[0], None) if bare and _HEADS_ISSUED.search(heads) else (None, None)


def _heads(above: Sequence[str]) -> str:
    """The head of the table over a row, one row or a row for each of its cells; folded."""
    under = dropwhile(lambda row: any(map(str.isdigit, row)), reversed(above))
    found = takewhile(lambda row: not any(map(str.isdigit, row)) and not row.endswith((".", ":", ",")), under)
    heads = folded(" ".join(found))
    return heads if _HEADS.search(heads) else ""


def _unnumbered(rows: Sequence[str], taken: set[int]) -> Iterator[TheirInvoice]:
    """The rows that ask the principal of an invoice by its days alone."""
    for at, row in enumerate(rows):
        money = [each.value for each in money_in(row)]
        plain = folded(row)
        if at in taken or not money or kind_of(plain) != "principal" or not _SPEAKS.search(plain):
            continue
        issued = next(days_in(row, _ISSUED), None)
        due = next(days_in(row, DUE), None)
        if issued or due:
            yield TheirInvoice("", issued, due, money[-1])
