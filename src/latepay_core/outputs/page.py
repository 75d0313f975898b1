"""What the page of a PDF says, beside what the same letter would say of the claim attached to it.

The letter is written again from the claim. A sum or a rate of the page that comes from nowhere, while one that should
be there is not, was put in its place; the subject demands what the letter demands; an account is the claim's.
An instalment plan is in the claim and is reckoned again; what the user typed for the letter alone (a remark) is not:
its sums are listed.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from latepay_core.claim import Claim
from latepay_core.claim.fields import calendar_date
from latepay_core.claim.typed.dates import ENGLISH_MONTHS, ENGLISH_WEEKDAYS, WEEKDAYS
from latepay_core.documents.document import (
    Block,
    Document,
    Heading,
    ItemList,
    Paragraph,
    Picture,
    Table,
    arranged_texts,
    text_of,
)
from latepay_core.documents.typography import french_spaces
from latepay_core.letters.catalogue import Entry, catalogue
from latepay_core.letters.writing import letter_of
from latepay_core.said import Language
from latepay_core.wording.french import MONTHS

_SPACES = "[ \\u00a0\\u2009\\u202f]"
_NARROW = "[\\u00a0\\u2009\\u202f]"
_CENTS = r"(?:[.,]\d{1,2})?"
#: `10 389,52 €`, `10389.52 EUR`, `€10,389.52`, `EUR 10,389.52`. Every repetition is bounded: the text is anyone's.
_FIGURE = rf"(?<![\d.,])(?:\d{{1,3}}(?:{_SPACES}\d{{3}}){{1,5}}{_CENTS}|\d(?:[\d.,]{{0,18}}\d)?)"
#: A sum in a column whose unit is said above it: with its cents, its thousands parted as our tables part them.
_BARE = (
    rf"(?<![\d.,\u202f])(?P<bare>\d{{1,3}}(?:\u202f\d{{3}}){{0,5}},\d\d|\d{{1,3}}(?:,\d{{3}}){{0,5}}\.\d\d)"
    rf"(?![\d.,]|{_SPACES}?\n?(?:[%€]|EUR))"
)
_PRINTED = re.compile(
    rf"(?:€|EUR{_SPACES}?)(?P<after>{_FIGURE})|(?P<before>{_FIGURE}){_SPACES}?\n?(?:€|EUR)(?!\d)|{_BARE}"
)
#: Where an ordinary space stands before a figure, it may part two columns of a table: « 184 » days and « 628,84 € ».
_GLUED = re.compile(rf"\d{{1,3}} (?=\d{{1,3}}(?:{_NARROW}\d{{3}}){{0,5}}{_CENTS}$)")
_RATE = re.compile(rf"(?<![\d.,])(\d{{1,3}}(?:[.,]\d{{1,4}})?){_SPACES}?%")
_GAP = r"[\s\u00a0\u2009\u202f]{1,3}"
_EUROS = rf"{_FIGURE}{_SPACES}?\n?(?:€|EUR)"
#: Sums that a letter names without asking for them, and that no claim holds: a company's capital, what the other side
#: claims, what was paid for invoices that the letter is not about. Known by the words around them, wherever they stand.
_ASIDE = re.compile(
    "|".join(
        part.replace(" ", _GAP).replace("@", _EUROS).replace("#", _FIGURE)
        for part in (
            "au capital de @",
            "réclamez @",
            "soit @ de moins",
            "payé @ de trop",
            "paid (?:€|EUR)# too much",
            "dépassent de @",
            "Toutes factures comprises, il a payé @",
            "@ ont été payés de trop",
        )
    )
)
_DATED = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}})(?:er)?{_GAP}(?P<month>{'|'.join(MONTHS)}){_GAP}(?P<year>\d{{4}})(?!\d)"
)
_ENGLISH_MONTHS = tuple(name.capitalize() for name in ENGLISH_MONTHS)
_SHORT_MONTHS = tuple(name[:3] for name in _ENGLISH_MONTHS)
#: A day as our tables write it: `23/09/2026`, `23 Sep 2026`.
_TABLED = re.compile(
    rf"(?<![\d/])(?:(?P<d>\d\d)/(?P<m>\d\d)/(?P<y>\d{{4}})"
    rf"|(?P<day>\d{{1,2}}){_GAP}(?P<month>{'|'.join(_SHORT_MONTHS)}){_GAP}(?P<year>\d{{4}}))(?![\d/])"
)
#: The last day to pay, with its weekday, as a demand and the box write it.
_LAST_DAY = re.compile(
    rf"(?:plus tard le|[Dd]’ici au|\b[Bb]y){_GAP}(?P<weekday>[^\W\d]{{4,9}}){_GAP}"
    rf"(?P<day>\d{{1,2}})(?:er)?{_GAP}(?P<month>{'|'.join((*MONTHS, *_ENGLISH_MONTHS))}){_GAP}(?P<year>\d{{4}})(?!\d)"
)
#: The number of a page of ours, and how many there are.
_NUMBERED = re.compile(rf"\bPage{_GAP}(\d{{1,3}}){_GAP}/{_GAP}(\d{{1,3}})(?!\d)")
_SUBJECT = re.compile(rf"^(?:Objet|Subject){_SPACES}?:(.*(?:\n.*){{0,4}})", re.MULTILINE)
_SALUTATION = re.compile(r"\n[^\n]{1,80},\s*(?:\n|$)")
_IBAN = rf"[A-Z]{{2}}\d\d(?:{_SPACES}?[A-Z0-9]{{4}}){{2,7}}(?:{_SPACES}?[A-Z0-9]{{1,3}})?(?![A-Za-z0-9])"
_ACCOUNT = re.compile(rf"(?P<label>IBAN{_SPACES}?:?{_SPACES}?)?(?P<iban>{_IBAN})")
_LEAST_IBAN, _CHECKED, _MODULUS = 15, 1, 97


@dataclass(frozen=True)
class Page:
    """The text of a PDF's pages, and the title that it gives itself."""

    pages: tuple[str, ...]
    title: str = ""

    @property
    def text(self) -> str:
        """All its pages, one after the other."""
        return "\n".join(self.pages)


@dataclass(frozen=True)
class Expected:
    """What the letter says when it is written again: how often each sum and rate; nothing where it is not known."""

    amounts: Counter[Decimal] = field(default_factory=Counter)
    rates: Counter[Decimal] = field(default_factory=Counter)
    days: Counter[date] = field(default_factory=Counter)
    subject: frozenset[Decimal] | None = None


def expected(page: Page, claim: Claim) -> Expected:
    """What the letter of that title says of a claim."""
    for entry, language in _titled(page):
        try:
            return _said(letter_of(entry, claim, language))
        except Exception:
            # a file may call itself a letter that its claim cannot have: then nothing is expected of it
            return Expected()
    return Expected()


def is_titled(page: Page, kind: str) -> bool:
    """Whether a page calls itself the letter of that kind."""
    return any(entry.kind == kind for entry, _ in _titled(page))


def _titled(page: Page) -> Iterator[tuple[Entry, Language]]:
    """The letters of that title, each with its language."""
    languages: tuple[Language, ...] = ("fr", "en")
    for language in languages:
        for entry in catalogue():
            if language in entry.languages and french_spaces(entry.title_in(language)) == page.title:
                yield entry, language


def _said(document: Document) -> Expected:
    text, _ = set_aside("\n".join(each for block in document.blocks for each in _texts(block)))
    subject = next((each for each in document.blocks if isinstance(each, Paragraph) and each.role == "subject"), None)
    return Expected(
        amounts=Counter(amounts_in(text)),
        rates=Counter(rates_in(text)),
        days=Counter(tabled_days(text)),
        subject=None if subject is None else frozenset(amounts_in(text_of(subject.runs))),
    )


def _texts(block: Block) -> Iterator[str]:
    match block:
        case Paragraph() | Heading():
            yield text_of(block.runs)
        case ItemList():
            yield from map(text_of, block.items)
        case Table():
            yield block.caption
            for row in (block.header, *block.rows):
                yield from row
        case Picture():
            yield block.caption
        case _:
            yield from arranged_texts(block)


# ---------------------------------------------------------------- reading the page


def amounts_in(text: str, known: Iterable[Decimal] = ()) -> list[Decimal]:
    """The amounts in euros that a text shows, in French or in English, in order; those of a column too.

    Two columns of a table may touch: a figure that is `known` without the one before it is read so.

    >>> amounts_in("Total : 10\\u202f389,52\\u00a0€, soit €10,389.52, dont 40 € et 1 049,00 EUR")
    [Decimal('10389.52'), Decimal('10389.52'), Decimal('40'), Decimal('1049.00')]
    >>> amounts_in("184 628,84 €", [Decimal("628.84")]), amounts_in("184 628,84 €")
    ([Decimal('628.84')], [Decimal('184628.84')])
    """
    known = set(known)
    found = []
    for match in _PRINTED.finditer(text):
        written = match["before"] or match["after"] or match["bare"]
        value = _value(written)
        alone = _value(written[glued.end() :]) if match["before"] and (glued := _GLUED.match(written)) else None
        if value not in known and alone in known:
            value = alone
        if value is not None:
            found.append(value)
    return found


def set_aside(text: str) -> tuple[str, list[Decimal]]:
    """A text without the sums that it names beside what it asks for, and these sums, each once.

    >>> set_aside("SARL au capital de 10\u202f000,00\u00a0€. Total : 40,00\u00a0€")
    ('SARL . Total : 40,00\xa0€', [Decimal('10000.00')])
    """
    aside = [each for found in _ASIDE.finditer(text) for each in amounts_in(found[0])]
    return _ASIDE.sub("", text), list(dict.fromkeys(aside))


def days_in(text: str) -> list[date]:
    """The days that a text writes out in French, each once, in order.

    >>> days_in("le 18\u00a0décembre\u00a02026 et le 1er\u00a0janvier\u00a02027, non le 31 février 2027")
    [datetime.date(2026, 12, 18), datetime.date(2027, 1, 1)]
    """
    found = []
    for match in _DATED.finditer(text):
        try:
            found.append(date(int(match["year"]), MONTHS.index(match["month"]) + 1, int(match["day"])))
        except ValueError:
            continue
    return list(dict.fromkeys(found))


def tabled_days(text: str) -> list[date]:
    """The days that a text writes as our tables do, in French or in English, in order.

    >>> tabled_days("23/09/2026 et 30 Nov 2026, non 31/02/2027")
    [datetime.date(2026, 9, 23), datetime.date(2026, 11, 30)]
    """
    found = []
    for each in _TABLED.finditer(text):
        month = int(each["m"]) if each["m"] else _SHORT_MONTHS.index(each["month"]) + 1
        if day := calendar_date(int(each["y"] or each["year"]), month, int(each["d"] or each["day"])):
            found.append(day)
    return found


def false_last_days(text: str) -> list[str]:
    """The last days to pay whose weekday is another: a day was put in the place of theirs.

    >>> false_last_days("au plus tard le mercredi 9 décembre 2026, by Monday 9 December 2026")
    ['Monday 9 December 2026']
    """
    found = []
    for each in _LAST_DAY.finditer(text):
        months, weekdays = (MONTHS, WEEKDAYS) if each["month"] in MONTHS else (_ENGLISH_MONTHS, ENGLISH_WEEKDAYS)
        day = calendar_date(int(each["year"]), months.index(each["month"]) + 1, int(each["day"]))
        named = each["weekday"].casefold()
        if named in weekdays and (day is None or weekdays[day.weekday()] != named):
            found.append(" ".join(each[name] for name in ("weekday", "day", "month", "year")))
    return list(dict.fromkeys(found))


def unread_pages(pages: Sequence[str]) -> tuple[list[int], int]:
    """Which of our numbered pages are not found, and how many there should be; none where no page has a number.

    >>> unread_pages(["Un. Page 1 / 3", "", "Trois. Page 3 / 3"]), unread_pages(["Un autre papier"])
    (([2], 3), ([], 0))
    """
    numbers = [(int(each[1]), int(each[2])) for text in pages for each in _NUMBERED.finditer(text)]
    total = max((of for _, of in numbers), default=0)
    found = {number for number, of in numbers if of == total}
    return [number for number in range(1, total + 1) if number not in found], total


def rates_in(text: str) -> list[Decimal]:
    """The rates in percent that a text shows, in order.

    >>> rates_in("12,15 % puis 12.4%")
    [Decimal('12.15'), Decimal('12.4')]
    """
    return [Decimal(each.replace(",", ".")) for each in _RATE.findall(text)]


def subject_of(text: str) -> str:
    """The subject of a letter, down to its salutation; empty where there is none."""
    found = _SUBJECT.search(text)
    if found is None:
        return ""
    end = _SALUTATION.search(found[1])
    return found[1][: end.start()] if end else found[1]


def other_accounts(text: str, iban: str) -> list[str]:
    """The accounts that a text shows besides the one given, each once, as it is written without its spaces.

    What stands after « IBAN » is one; anything else is where its check digits are right.

    >>> other_accounts("IBAN : FR76 3000 6000 0112 3456 7890 189", "FR7630006000011234567890189")
    []
    >>> other_accounts("IBAN : DE89 3704 0044 0532 0130 00", "FR7630006000011234567890189")
    ['DE89370400440532013000']
    """
    ours = re.sub(r"\s", "", iban).upper()
    found = []
    for match in _ACCOUNT.finditer(text):
        groups = re.split(_SPACES, match["iban"])
        readings = ["".join(groups[:count]) for count in range(len(groups), 0, -1)]
        if ours and ours in readings:
            continue
        right = next((each for each in readings if _checks(each)), None)
        if right is not None or match["label"]:
            found.append(right or readings[0])
    return list(dict.fromkeys(found))


def _checks(iban: str) -> bool:
    """Whether the check digits are right (ISO 13616); « RF » begins a payment's reference, which has them too."""
    if len(iban) < _LEAST_IBAN or iban.startswith("RF"):
        return False
    return int("".join(str(int(each, 36)) for each in iban[4:] + iban[:4])) % _MODULUS == _CHECKED


def _value(written: str) -> Decimal | None:
    """The last separator is the decimal one where one or two digits follow it; every other parts thousands."""
    compact = re.sub(_SPACES, "", written)
    whole, separator, cents = compact, "", ""
    if match := re.fullmatch(r"(.*)([.,])(\d{1,2})", compact):
        whole, separator, cents = match[1], ".", match[3]
    digits = re.sub(r"[.,]", "", whole)
    return Decimal(f"{digits}{separator}{cents}") if digits.isascii() and digits.isdigit() else None
