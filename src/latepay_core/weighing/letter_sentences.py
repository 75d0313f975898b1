"""The sentences of a letter that name several sums, taken apart: a row for each sum, with the words that are its own.

« 1 200 € pour F-1 et 800 € pour F-2, plus 40 € chacune » becomes three rows. A table's row, or a multiplication set
out, stays as it is.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from latepay_core.weighing.letter_rows import Money, columns_of, folded, kind_of, money_in

#: Where one sum's words end and the next one's begin.
#: What adds to the sum before it: it is then no total, where the others do not make it.
_ADDED = r"(?:major[ée]e?s?|augment[ée]e?s?|outre|increased by|in addition to|together with)(?: d(?:e|u|es)| d'| d’)?"
_AND = rf"(?:et|plus|ainsi que|and|as well as|soit|{_ADDED})"
_BREAK = re.compile(rf"[,;]\s+(?:{_AND}\s+)?|\s+{_AND}\s+|\s+[+&]\s+", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<!\bn)(?<!\bM)(?<!\bart)[.!?]\s+(?=[A-ZÀ-ÖØ-Þ«“0-9€])")
#: What announces the outcome of what stands before it, and no other sum.
_OUTCOME = re.compile(
    r"(?:\bsoit\b|\bi\.?e\.?(?=[\s,])|\bthat is\b|\bmaking\b|\bcoming to\b)(?: \d+ \w+)?"
    r"(?P<all> (?:un total|au total|en tout|ensemble|a total|together|in total|in all))?[\s:,]*(?:de |d[’']|of )?$",
    re.IGNORECASE,
)
_IN_ALL = re.compile(r"[\s,]*(?:en tout|au total|in all|in total|altogether)", re.IGNORECASE)
_RECKONED = re.compile(r"[=×]|\d\s?[x*]\s?\d|%\s?[x*]")
#: « 40 € chacune », « €40 per invoice »: once for each invoice of the letter.
_EACH = re.compile(
    r"[^.;,:\d€]{0,45}?\b(?:chacune?s?|(?:par|pour|chaque) (?:chaque )?facture"
    r"|each(?! (?:month|reminder|day|week))|apiece|(?:per|an|every) invoice)\b",
    re.IGNORECASE,
)
_NUMBERS = {
    name: at
    for at, names in enumerate(
        ("deux two", "trois three", "quatre four", "cinq five", "six six", "sept seven", "huit eight", "neuf nine"), 2
    )
    for name in names.split()
}
#: « trois indemnités de 40 € », « 2 reminders at €12 ».
_TIMES = re.compile(
    rf"\b(\d{{1,2}}|{'|'.join(_NUMBERS)}) (?:fois |x )?(?:[a-z'’-]+s (?:[a-z'’-]+s )?(?:de|d'|a|of|at|for) )?(?:€ ?)?$"
)
#: « 40 € pour chacune des trois factures », « €40 for each of the 3 invoices ».
_OF_SO_MANY = re.compile(
    rf"[^.;,:\d€]{{0,45}}?\b(?:chacune (?:des|de ces|de vos|de nos)|each of (?:the|these|your|our)) "
    rf"(\d{{1,2}}|{'|'.join(_NUMBERS)}) (?:factures|invoices|bills)",
    re.IGNORECASE,
)
_MORE = re.compile(rf"[\s,;]*{_ADDED}\b", re.IGNORECASE)
#: A group in brackets, with none inside.
_BRACKETED = re.compile(r"\(([^()]*)\)")
_SEVERAL = 2
_MOST_TIMES = 30


def in_the_open(rows: Sequence[str]) -> list[str]:
    """The rows, the sums that brackets detail set in the open: « 100 € (F-1 : 60 €, F-2 : 40 €) ».

    Invoices that make up the sum before them leave it alone; parts of other kinds stand beside it; where they make it
    up with what follows, they are its principal. Anything else stays as it is.

    >>> in_the_open(["la somme de 4 240 € (facture A-1 : 4 200 € ; indemnité : 40 €)"])
    ['la somme de 4 240 €, facture A-1 : 4 200 €, indemnité : 40 €,']
    >>> in_the_open(["6 000 € en principal (F-1 : 2 000 €, F-2 : 4 000 €), 40 € d'indemnité"])
    ["6 000 € en principal, 40 € d'indemnité"]
    >>> in_the_open(["140 € au titre de vos factures (F-1 : 60 €, F-2 : 40 €), majorés de 40 € d'indemnité"])
    ["140 € au titre de vos factures, 100,00 € en principal, majorés de 40 € d'indemnité"]
    """
    return [_opened(row) if "(" in row else row for row in rows]


def _opened(row: str) -> str:
    groups = [(each, list(money_in(each[1]))) for each in _BRACKETED.finditer(row)]
    groups = [(each, sums) for each, sums in groups if sums]
    first = groups[0][0].start() if groups else 0
    before = [each for each in money_in(row[:first]) if row.count("(", 0, each.start) == row.count(")", 0, each.start)]
    if not groups or not before:
        return row
    whole = before[-1]
    for count in range(len(groups), 0, -1):
        chosen = groups[:count]
        details = [each.value for _, sums in chosen for each in sums]
        rest = row[chosen[-1][0].end() :]
        others = [each.value for each in money_in(_SENTENCE.split(rest)[0]) if each.value != whole.value]
        named = all(_is_of_principal(group[1]) for group, _ in chosen)
        if sum(details) == whole.value and not named:
            return _replaced(row, chosen, [f", {re.sub(' ?;', ',', group[1])}," for group, _ in chosen])
        if sum(details) == whole.value and (len(details) >= _SEVERAL or len(groups) > 1):
            return _replaced(row, chosen, [""] * count)
        if named and sum(details) + sum(others) == whole.value:
            principal = f"{sum(details):.2f}".replace(".", ",")
            return _replaced(row, chosen, [""] * (count - 1) + [f", {principal} € en principal"])
    return row


def _is_of_principal(words: str) -> bool:
    """Whether what stands in brackets is of invoices alone, and not of interest, compensation, fees."""
    return all(kind_of(folded(each)) in {None, "principal"} for each in re.split(r"[,;] | et ", words))


def _replaced(row: str, groups: Sequence[tuple[re.Match[str], list[Money]]], told: Sequence[str]) -> str:
    for (group, _), words in reversed(list(zip(groups, told, strict=True))):
        row = row[: group.start()].rstrip() + words + row[group.end() :]
    return row


def apart(rows: Sequence[str]) -> list[str]:
    """The rows, those that name several sums in a sentence taken apart.

    >>> apart(["Vous nous devez 1 200 € pour F-1 et 800 € pour F-2, plus 40 € chacune."])
    ['Vous nous devez 1 200 € pour F-1', '800 € pour F-2', '40 € chacune']
    >>> apart(["3 150,00 x 12,15 % x 97 / 365 = 101,71 €"])
    ['3 150,00 x 12,15 % x 97 / 365 = 101,71 €']
    """
    found: list[str] = []
    columns: tuple[str, ...] = ()
    for row in rows:
        columns = columns_of(row) or columns
        money = list(money_in(row))
        tabled = len(money) < _SEVERAL or len(money) == len(columns) or _RECKONED.search(row)
        found.extend([row] if tabled else _pieces(row, money))
    return found


def _pieces(row: str, money: Sequence[Money]) -> Iterator[str]:
    ends = [each for one, following in pairwise(money) if (each := _end(row, one, following))]
    if len(ends) < len(money) - 1:
        yield row
        return
    starts, stops = [0, *(each[1] for each in ends)], [*(each[0] for each in ends), len(row)]
    told = ""
    for at, one in enumerate(money):
        value = row[one.start : one.end]
        outcome = _OUTCOME.search(row[: one.start]) if at else None
        if outcome is None:
            told = f"{row[starts[at] : one.start]}{value}{row[one.end : stops[at]]}".strip(" ,;").rstrip(".")
            if not at and _is_added_to(row, money, stops[0]):
                told = f"{told} en principal"
            if at + 1 == len(money) or not _is_unit(row, one, money[at + 1]):
                yield told
        elif _is_unit(row, money[at - 1], one):
            # « 40 € par facture, soit 120 € »: the sum is the second one, its words are the first one's
            yield f"{told} : {value}"
        else:
            yield f"Total : {value}"


def _is_added_to(row: str, money: Sequence[Money], end: int) -> bool:
    """Whether the first sum is one that the others are added to, and not what they make."""
    one, others = money[0], [each.value for each in money[1:]]
    return bool(_MORE.match(row, end)) and one.value != sum(others)


def _is_unit(row: str, one: Money, following: Money) -> bool:
    """Whether the sum that follows is so many times this one, and no total of the letter."""
    outcome = _OUTCOME.search(row[: following.start])
    if not outcome or outcome["all"] or _IN_ALL.match(row, following.end):
        return False
    times = following.value / one.value
    return times == times.to_integral_value() and 1 < times <= _MOST_TIMES


def _end(row: str, one: Money, following: Money) -> tuple[int, int] | None:
    """Where the words of a sum end and those of the next one begin; None where nothing parts them."""
    between = row[one.end : following.start]
    if ended := _SENTENCE.search(between):
        return one.end + ended.start() + 1, one.end + ended.end()
    depth = row[: one.end].count("(") - row[: one.end].count(")")
    breaks = []
    for each in _BREAK.finditer(between):
        inside = depth + between[: each.start()].count("(") - between[: each.start()].count(")")
        if inside <= 0:
            breaks.append(each)
    if not breaks:
        return None
    # « 1 200 € pour F-1, échue le 31 mars, et 800 € »: what comes last stands right before the next sum
    chosen = breaks[-1] if breaks[-1].end() == len(between) else breaks[0]
    return one.end + chosen.start(), one.end + chosen.end()


def multiplied(rows: Sequence[str], invoices: int) -> dict[int, Decimal]:
    """By row, the whole of a sum that is said to be due several times: « 40 € chacune » of two invoices is 80.

    >>> multiplied(["Facture F-1 : 900 €", "40 € chacune", "trois indemnités de 40 €"], 2)
    {1: Decimal('80.00'), 2: Decimal('120.00')}
    """
    found = {}
    for at, row in enumerate(rows):
        money = list(money_in(row))
        if len(money) == 1 and _SEVERAL <= (times := _times(row, money[0], invoices)) <= _MOST_TIMES:
            found[at] = money[0].value * times
    return found


def _times(row: str, one: Money, invoices: int) -> int:
    said = _TIMES.search(folded(row[: one.start]))
    said = said or _OF_SO_MANY.match(folded(row[one.end :]))
    if said:
        return _NUMBERS.get(said[1]) or int(said[1])
    return invoices if _EACH.match(row, one.end) else 1
