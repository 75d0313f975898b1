"""A letter that claims money, read as text: its lines, their kinds, its total, its day. A proposal, to be looked over.

An amount is kept for each line; the total is the largest one that some of the others add up to, and that no other
total goes beyond; these are the lines. Where nothing adds up, every line that is no total is proposed, and the reader
says. What the letter acknowledges as paid comes off its principal.
"""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import cast

from latepay_core.claim.asked import MOST_LINES, Asked, AskedLine, Kind
from latepay_core.said import Said, said
from latepay_core.weighing.letter_labels import label_of
from latepay_core.weighing.letter_layout import days_side_by_side, subject_sums
from latepay_core.weighing.letter_rows import (
    DUE,
    Column,
    Money,
    columns_of,
    days_in,
    folded,
    in_one_notation,
    kind_of,
    money_in,
    spaced,
)
from latepay_core.weighing.letter_sentences import apart, in_the_open, multiplied
from latepay_core.weighing.their_invoices import TheirInvoice, invoices_in
from latepay_core.weighing.their_payments import TheirPayment, payments_in, without_payments

#: Up to so many, every sum of lines is tried. Among more, some lines add up to any total by chance: only what stands
#: together, or all but a few, is a sum then.
_MOST_ADDED = 16
_MOST_SIGNS = 20_000
_PERCENT = re.compile(r"(\d{1,2}(?:[.,]\d{1,3})?)\s?%")
#: After a percentage: it is for a month, and twelve of them make a year.
_MONTHLY = re.compile(r"\s?(?:(?:d'interets? |interest )?(?:par|/|a|per|a|each|every) ?(?:mois|month)|mensuel|monthly)")
_MONTHS = 12
_WHOLE = 100
_ANNOUNCED = re.compile(
    r"(?:p[ée]nalit[ée]s?|int[ée]r[êe]ts?|agios|retard|taux|interest|late|rate)\b[^%.;€]{0,60}?(\d{1,2}(?:[.,]\d{1,3})?)\s?%(?!\s?d[eu]\b)",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"\btotal\b|\bensemble\b|somme (?:a|due|totale)|\ba (?:nous |me )?(?:payer|regler|solder|verser)\b|net a|reclam"
    r"|\bsolde (?:restant |qui reste )?(?:du|a)\b|\b(?:balance|amount|sum) (?:now )?(?:due|payable|outstanding|owed)\b"
    r"|\bto pay\b|\bnow due\b|\bin all\b|\ben tout\b|\bplease (?:pay|remit)\b"
    r"|(?:merci de|veuillez|prions de) (?:bien vouloir )?(?:nous |me )?(?:payer|regler|verser|virer)"
)
_REMAINS = re.compile(r"principal|\breste|\brestant|\bsolde\b|\bbalance\b|outstanding")
#: « 6 616,15 € en principal » is what the total begins with, whatever asks for it.
_IN_PRINCIPAL = re.compile(r"\b(?:en|au|in) principal\b")
_SO = re.compile(r"\bsoit\b|\bmaking\b|\bi\.?e\b")
_VAT = re.compile(r"\b(?:tva|vat)\b")
_UNIT = re.compile(r"\s*(?:/|x\b|par\b|pour chaqu|pour chacun|chaqu|chacun|per\b|each\b|for each)")
#: A row that ends in its sum is a line of an account; another is a sentence.
_ENDS = re.compile(r"\)?\s*(?:ttc|ht|euros?)?\s*;?$", re.IGNORECASE)
_HEAD, _HEAD_LENGTH, _END = 15, 70, 5
#: « pénalités arrêtées au 15 juin »: the day up to which their account goes.
_UP_TO = re.compile(
    r"\b(?:arret\w+ (?:au|a la date du)|(?:dus?|dues?|solde|total|interets|penalites)(?: \w+)? au|as (?:at|of))\b"
)
_SEVERAL = 2
_WORDS = re.compile(r"[\w/.-]+")
_TAXED: Mapping[Kind, Kind] = {"interest": "vat-on-interest", "compensation": "vat-on-compensation"}


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter was understood to ask, the day it bears, the first due date that it names, and its invoices.

    `payments` is what it acknowledges as paid or credited; the principal asked is what remains after them.
    `monthly_percent` is the rate as the letter has it, where it is for a month: the one asked is twelve times that.
    `days` are those of accounts that it sets side by side: the last one's was read, and is the day of the letter.
    `in_subject` is a sum of its subject that is neither its total nor any part of it.
    `unread` are the sums of a letter that could not be taken apart, EUR: `asked` is then None, and the reader types it.
    """

    asked: Asked | None
    dated: date | None
    due_on: date | None
    invoices: tuple[TheirInvoice, ...] = ()
    payments: tuple[TheirPayment, ...] = ()
    monthly_percent: Decimal | None = None
    unread: tuple[Decimal, ...] = ()
    days: tuple[date, ...] = ()
    in_subject: Decimal | None = None


@dataclass(frozen=True, slots=True)
class _Rate:
    """A rate as it is written, percent, and whether it is for a month."""

    percent: Decimal
    monthly: bool

    @property
    def yearly(self) -> Decimal:
        """The percentage of a year, without any zero after its comma that nobody wrote."""
        if not self.monthly:
            return self.percent
        year = self.percent * _MONTHS
        whole = year.to_integral_value()
        return whole if year == whole else year


@dataclass(frozen=True, slots=True)
class _Line:
    kind: Kind
    amount: Decimal
    label: str
    total: bool
    rates: tuple[_Rate, ...]
    plain: bool = False
    numbered: bool = False


def read_letter(text: str) -> Letter:
    """What a letter asks; `asked` is None where no amount was found in it.

    >>> text = "Lyon, le 31 août 2026\\nFacture : 5 760,00 €\\nTVA sur pénalités 47,66 €\\nTotal 5 807,66 €"
    >>> found = read_letter(text)
    >>> [(each.kind, str(each.amount)) for each in found.asked.lines], str(found.asked.total), found.dated.isoformat()
    ([('principal', '5760.00'), ('vat-on-interest', '47.66')], '5807.66', '2026-08-31')
    """
    written = in_one_notation([spaced(each) for each in text[:_MOST_SIGNS].splitlines()])
    rows = apart(in_the_open(written))
    told, taken = without_payments([each for each in rows if each])
    # what brackets say of each invoice is theirs, though their sum alone is a line
    named = invoices_in(without_payments([each for each in apart(written) if each])[0])
    wholes = multiplied(told, len([each for each in named if each.number or each.amount]))
    beside = days_side_by_side(rows)
    # the head of a table names no due date: the day that follows is of its first column
    plain_rows = [each for at, each in enumerate(rows) if not columns_of(each) and not (beside and at == beside[0])]
    dated = _dated(rows) if beside is None else beside[1][-1]
    whole = _Whole(told, taken, named, dated, next(days_in("\n".join(plain_rows), DUE), None))
    found = _understood(whole, wholes)
    if wholes and not _adds_up(found):
        plain = _understood(whole, {})
        # « 40 € par facture » may be all that they ask: their total says whether it is asked several times
        found = plain if _adds_up(plain) or (found.asked and found.asked.total is not None) else found
    if _is_doubtful(found, rows):
        return replace(found, asked=None, unread=_sums(rows))
    return replace(found, days=beside[1] if beside else (), in_subject=_apart_in_subject(found, rows))


def _apart_in_subject(letter: Letter, rows: Sequence[str]) -> Decimal | None:
    """A sum of the letter's subject that is neither its total, nor a line, an invoice or a sum of them."""
    asked = letter.asked
    if asked is None or asked.total is None:
        return None
    kinds = {each.kind for each in asked.lines}
    known = {asked.total, *(each.amount for each in asked.lines), *(each.amount for each in letter.invoices)}
    known |= {sum((each.amount for each in asked.lines if each.kind == kind), Decimal(0)) for kind in kinds}
    known.add(sum((each.amount or Decimal(0) for each in letter.invoices), Decimal(0)))
    return next((each for each in subject_sums(rows) if each not in known), None)


def laid_out(letter: Letter) -> Iterator[Said]:
    """What was understood of a letter that could be read otherwise: its days side by side, its subject's own sum."""
    if letter.days:
        yield said("weighing/view.several-days", count=len(letter.days), day=letter.days[-1])
    if letter.in_subject is not None and letter.asked and letter.asked.total is not None:
        yield said("weighing/view.subject-apart", subject=letter.in_subject, total=letter.asked.total)


def _sums(rows: Sequence[str]) -> tuple[Decimal, ...]:
    return tuple(dict.fromkeys(each.value for row in rows for each in money_in(row)))


def _is_doubtful(letter: Letter, rows: Sequence[str]) -> bool:
    """Whether what was read cannot be what they ask: a line beyond their total, or a sum beyond all that was read.

    A wrong proposal would be taken for their claim, and « nothing to contest » said of it.
    """
    asked = letter.asked
    if asked is None or _adds_up(letter):
        return False
    lines = [each.amount for each in asked.lines]
    if asked.total is not None:
        # of more lines than a claim may have, one stands for many: it is no sum of the letter
        return max(set(lines) & set(_sums(rows)), default=asked.total) > asked.total
    placed = {*lines, *(each.amount for each in letter.payments), *(each.amount for each in letter.invoices)}
    others = [each.amount for each in asked.lines if each.kind == "other"]
    principals = [each.amount for each in asked.lines if each.kind == "principal"]
    left = [each for each in _sums(rows) if each not in placed]
    return max(left, default=Decimal(0)) > sum(lines) or (
        bool(principals) and max(others, default=Decimal(0)) > max(principals)
    )


def _adds_up(letter: Letter) -> bool:
    """Whether the lines that were read make the total that the letter announces."""
    asked = letter.asked
    paid = sum((each.amount for each in letter.payments), Decimal(0))
    lines = sum((each.amount for each in asked.lines), Decimal(0)) if asked else Decimal(0)
    return asked is not None and asked.total in {lines, lines - paid}


@dataclass(frozen=True, slots=True)
class _Whole:
    """A letter's rows, what they acknowledge as paid (`taken` from them), the invoices and the days that they name."""

    rows: Sequence[str]
    taken: Sequence[tuple[str, Money]]
    named: Sequence[TheirInvoice]
    dated: date | None
    due: date | None


def _understood(letter: _Whole, wholes: Mapping[int, Decimal]) -> Letter:
    """What the rows ask; `wholes` as `multiplied` has them."""
    told, named, dated, due = letter.rows, letter.named, letter.dated, letter.due
    numbers = [each.number for each in named if each.number]
    payments = tuple(payments_in(letter.taken, numbers))
    paid = sum((each.amount for each in payments), Decimal(0))
    found = list(_lines(told, set(numbers), wholes))
    total, gross, kept = _added_up(found, paid)
    if not kept:
        return Letter(None, dated, due, _invoices(named, due, ()), payments)
    whole = tuple(_each_invoice(list(_with_principal(kept)), named, gross))
    left = _after(whole, payments if gross != total or total is None else ())
    lines = tuple(AskedLine(kind=each.kind, amount=each.amount, label=each.label) for each in left)
    rate = _rate(told, found)
    yearly = rate.yearly if rate else None
    asked = Asked(total=total, lines=_bounded(lines), rate_percent=yearly) if lines or total else None
    monthly = rate.percent if rate and rate.monthly else None
    return Letter(asked, dated, due, _invoices(named, due, whole), payments, monthly)


def _after(lines: Sequence[_Line], payments: Sequence[TheirPayment]) -> list[_Line]:
    """The lines, each payment off the principal of its invoice, then off the others in their order."""
    left = list(lines)
    for paid in payments:
        rest = paid.amount
        places = [at for at, each in enumerate(left) if each.kind == "principal"]
        for at in sorted(places, key=lambda at: not (paid.number and paid.number in _WORDS.findall(left[at].label))):
            off = min(rest, left[at].amount)
            left[at] = replace(left[at], amount=left[at].amount - off)
            rest -= off
    return [each for each in left if each.amount]


def _bounded(lines: tuple[AskedLine, ...]) -> tuple[AskedLine, ...]:
    """The lines; of more than a claim received may have, one a kind."""
    if len(lines) <= MOST_LINES:
        return lines
    sums: dict[Kind, Decimal] = {}
    for each in lines:
        sums[each.kind] = sums.get(each.kind, Decimal(0)) + each.amount
    return tuple(AskedLine(kind=kind, amount=amount) for kind, amount in sums.items())


def _rate(rows: Sequence[str], found: Sequence[_Line]) -> _Rate | None:
    """The rate they say they applied: that of their lines of interest, else the one announced without any sum."""
    beside = {rate for each in found if each.kind == "interest" for rate in each.rates}
    announced = {
        _as_written(row, match) for row in rows if not next(money_in(row), None) for match in _ANNOUNCED.finditer(row)
    }
    rates = {each for each in beside or announced if each.yearly <= _WHOLE}
    # the same rate, by the month in one place and by the year in another, is one
    return min(rates, key=lambda each: each.monthly) if len({each.yearly for each in rates}) == 1 else None


def _as_written(row: str, found: re.Match[str]) -> _Rate:
    after = folded(row[found.end() :])
    return _Rate(Decimal(found[1].replace(",", ".")), bool(_MONTHLY.match(after)))


def _each_invoice(lines: Sequence[_Line], named: Sequence[TheirInvoice], total: Decimal | None) -> Iterator[_Line]:
    """The lines; one that is the sum of all the invoices, or the last of a sentence’s, gives its place to theirs."""
    summed = [(each.number, each.amount) for each in named if each.amount]
    whole = sum((amount for _, amount in summed), Decimal(0))
    principals = [each.amount for each in lines if each.kind == "principal"]
    others = sum((each.amount for each in lines if each.kind != "principal"), Decimal(0))
    all_of_them = len(principals) == 1 and total == whole + others
    for each in lines:
        if each.kind == "principal" and len(summed) >= _SEVERAL and (each.amount == whole or all_of_them):
            for number, amount in summed:
                yield _Line("principal", amount, number, False, ())
        else:
            yield each


def _invoices(named: Sequence[TheirInvoice], due: date | None, lines: Sequence[_Line]) -> tuple[TheirInvoice, ...]:
    """The invoices; the principal and the due date of the letter are those of the only one it is about."""
    found = [each for each in named if each.amount or each.due_on or each.issued_on]
    principals = [each.amount for each in lines if each.kind == "principal"]
    summed = [each for each in found if each.amount]
    if len(summed) >= _SEVERAL:
        return tuple(summed)
    if len(principals) >= _SEVERAL and len(found) == len(principals):
        return tuple(replace(each, amount=amount) for each, amount in zip(found, principals, strict=True))
    if len(principals) >= _SEVERAL:
        return tuple(TheirInvoice(amount=each) for each in principals)
    if len(found) > 1 or not (found or principals or due):
        return tuple(found)
    one = found[0] if found else TheirInvoice()
    return (replace(one, amount=principals[0] if principals else one.amount, due_on=one.due_on or due),)


def _lines(rows: Sequence[str], numbers: Container[str], wholes: Mapping[int, Decimal]) -> Iterator[_Line]:
    """The rows that end in an amount of money; what a row does not say, an invoice's number or the two above it may."""
    columns: tuple[Column, ...] = ()
    for at, row in enumerate(rows):
        columns = columns_of(row) or columns
        amounts = list(money_in(row))
        if not amounts:
            continue
        if len(amounts) == len(columns) and not _is_total(folded(row)):
            yield from _cells(row, amounts, columns)
            continue
        own = folded(row)
        if at in wholes:
            amounts = [replace(amounts[0], value=wholes[at])]
        told = _told(row, amounts)
        if len(set(told)) > 1 and all(told):
            for amount, own_kind in zip(amounts, told, strict=True):
                yield _Line(own_kind or "other", amount.value, label_of(row[: amounts[0].start]), False, ())
            continue
        numbered = any(each.rstrip(".-/") in numbers for each in _WORDS.findall(row))
        kind = kind_of(own) or ("principal" if numbered else _by_place(rows, at, label_of(row[: amounts[0].start])))
        rates = tuple(_as_written(row, each) for each in _PERCENT.finditer(row))
        plain = kind_of(own) is not None and bool(_ENDS.match(row, amounts[-1].end))
        after = row[amounts[0].end : amounts[1].start if len(amounts) > 1 else None]
        label = label_of(row[: amounts[0].start], after)
        yield _Line(kind, amounts[-1].value, label, _is_total(own), rates, plain, numbered)


def _by_place(rows: Sequence[str], at: int, label: str) -> Kind:
    """What a row that does not say it is for: tax goes with the sum above it, words of its own only with a head."""
    above = [folded(" ".join(rows[max(0, at - back) : at])) for back in (1, 2)]
    if _VAT.search(folded(rows[at])):
        taxed = kind_of(above[0]) or kind_of(above[1])
        return _TAXED.get(taxed, taxed) if taxed else "other"
    heads = [
        each for back, each in zip((1, 2), above, strict=True) if not label or not _has_money(rows[at - back : at])
    ]
    return next(filter(None, map(kind_of, heads)), "other")


def _has_money(rows: Sequence[str]) -> bool:
    return any(next(money_in(each), None) for each in rows)


def _is_total(own: str) -> bool:
    """Whether a folded row sums others up; « 40 € par relance, soit 4 relances : 160 € » is a line by itself."""
    if _IN_PRINCIPAL.search(own) and "total" not in own:
        return False
    return bool(_TOTAL.search(own) or (_SO.search(own) and kind_of(own) in {None, "principal"}))


def _told(row: str, amounts: Sequence[Money]) -> list[Kind | None]:
    """What each sum of a row is for, by the words before it: « 1 000,00 € TTC, pénalités 13,60 € »."""
    starts = (0, *(each.end for each in amounts))
    kinds: list[Kind | None] = []
    for start, each in zip(starts, amounts, strict=False):
        words = folded(row[start : each.start])
        # « 40 € par facture : 120 € »: the second sum is so many times the first, for the same thing
        kinds.append(kinds[-1] if kinds and _UNIT.match(words) else kind_of(words))
    return kinds


def _cells(row: str, amounts: Sequence[Money], columns: Sequence[Column]) -> Iterator[_Line]:
    """The sums of a table's row, each for what its column says; where there are others, its total is none of them."""
    label = label_of(row[: amounts[0].start])
    for amount, column in zip(amounts, columns, strict=True):
        if column == "total" and set(columns) <= {"aside", "total"}:
            yield _Line("principal", amount.value, label, False, ())
        elif column not in {"aside", "total"}:
            yield _Line(cast(Kind, column), amount.value, label, False, ())


def _added_up(found: Sequence[_Line], paid: Decimal) -> tuple[Decimal | None, Decimal | None, list[_Line]]:
    """The total, the same before what was paid, its lines: a total that is not a part of a further account."""
    sums = _explained(found, paid)
    parts = {each.amount for total, (_, chosen) in sums.items() for each in chosen if each.amount != total}
    inner = {total for total in sums if total in parts or _goes_on(total, found, sums)}
    if last := next((total for total in sums if total not in inner), None):
        gross, chosen = sums[last]
        return last, gross, chosen
    # of many sums, one that those before it add up to is no line beside them, whatever it is called
    summed = inner if len(found) > _MOST_ADDED else frozenset[Decimal]()
    lines = [each for each in _without_subtotals(found, paid) if not each.total and each.amount not in summed]
    totals = [each.amount for each in found if each.total and each.amount not in inner]
    asked = totals[-1] if totals else None
    before = None if asked is None else asked + paid
    return (asked, before, lines) if lines else (asked, asked, list(found))


def _without_subtotals(found: Sequence[_Line], paid: Decimal) -> Iterator[_Line]:
    """The lines; a principal without a number that those above it make, less what was paid, is none beside them."""
    above: list[Decimal] = []
    for each in found:
        if each.kind == "principal" and not each.total:
            whole = sum(above, Decimal(0))
            remains = len(above) >= _SEVERAL or (above and (paid or _REMAINS.search(folded(each.label))))
            if remains and not each.numbered and each.amount in {whole, whole - paid}:
                continue
            above.append(each.amount)
        yield each


def _explained(found: Sequence[_Line], paid: Decimal) -> dict[Decimal, tuple[Decimal, list[_Line]]]:
    """The amounts that others add up to, those said to be totals first, with what was paid or without it."""
    said = sorted({each.amount for each in found if each.total}, reverse=True)
    sums: dict[Decimal, tuple[Decimal, list[_Line]]] = {}
    for total in (*said, *sorted({each.amount for each in found} - set(said), reverse=True)):
        if sums and total not in said:
            break
        for gross in dict.fromkeys((total + paid, total)):
            others = [each for each in found if each.amount != total and (each.amount < gross or gross > total)]
            least = 1 if gross > total else _SEVERAL
            if total not in said and len(others) > _MOST_ADDED:
                # nothing calls it a total: it is one where most of what is said adds up to it
                least = len(others) // 2
            if chosen := _sum_up(gross, others, least):
                sums[total] = gross, chosen
                break
    return sums


def _goes_on(total: Decimal, found: Sequence[_Line], sums: dict[Decimal, tuple[Decimal, list[_Line]]]) -> bool:
    """Whether lines of the account that a total does not hold follow it: it is then a subtotal."""
    chosen = sums[total][1]
    held = {total, *(each.amount for each in chosen)}
    held |= {each.amount for one in chosen if one.amount in sums for each in sums[one.amount][1]}
    at = max(place for place, each in enumerate(found) if each.amount == total)
    return any(each.plain and not each.total and each.amount not in held for each in found[at + 1 :])


def _sum_up(total: Decimal, others: Sequence[_Line], least: int) -> list[_Line]:
    smallest = sorted(each.amount for each in others)
    if len(others) < least or sum(smallest[:least]) > total:
        return []
    if len(others) > _MOST_ADDED:
        return _of_many(total, others, least)
    for count in range(least, len(others) + 1):
        if sum(smallest[:count]) > total:
            break
        for chosen in combinations(others, count):
            if sum(each.amount for each in chosen) == total:
                return list(chosen)
    return []


def _of_many(total: Decimal, others: Sequence[_Line], least: int) -> list[_Line]:
    """Of many lines, those that add up to a total: some that follow one another, all that sum up no others, or two."""
    lines = [each for each in others if not each.total]
    for candidates in (others, lines) if len(lines) < len(others) else (others,):
        if found := _following(total, candidates, least):
            return found
    return _two_of(total, others) if least <= _SEVERAL else []


def _following(total: Decimal, lines: Sequence[_Line], least: int) -> list[_Line]:
    """The shortest run of lines, one after the other, that adds up to the total."""
    shortest: tuple[int, int] | None = None
    ends = {Decimal(0): 0}
    so_far = Decimal(0)
    for end, each in enumerate(lines, 1):
        so_far += each.amount
        start = ends.get(so_far - total)
        if start is not None and end - start >= least and (shortest is None or end - start < shortest[1] - shortest[0]):
            shortest = start, end
        ends[so_far] = end
    return list(lines[slice(*shortest)]) if shortest else []


def _two_of(total: Decimal, lines: Sequence[_Line]) -> list[_Line]:
    """Two sums that were announced as totals, wherever they stand."""
    said = [each for each in lines if each.total]
    return next(([one, other] for one, other in combinations(said, 2) if one.amount + other.amount == total), [])


def _with_principal(lines: Sequence[_Line]) -> Iterator[_Line]:
    """The lines; where none is the principal, the largest that says nothing of itself is."""
    unsaid = [each for each in lines if each.kind == "other"]
    largest = max(lines, key=lambda each: each.amount)
    for each in lines:
        is_it = each is largest and (each in unsaid) and all(one.kind != "principal" for one in lines)
        yield _Line("principal", each.amount, each.label, each.total, each.rates) if is_it else each


def _dated(rows: Sequence[str]) -> date | None:
    """The day of the letter: a short row of its head, else of its end, with a whole date; else that of its account.

    A row that names a sum or a due date has the day of an invoice, unless it says up to when it counts.
    """
    short = [each for each in rows if len(each) <= _HEAD_LENGTH]
    bare = [each for each in short if not next(money_in(each), None) and not DUE.search(each)]
    head = [each for each in rows[:_HEAD] if each in bare]
    counted = [each for each in rows if _UP_TO.search(folded(each))]
    return next((day for row in (*head, *bare[-_END:], *counted) for day in days_in(row)), None)
