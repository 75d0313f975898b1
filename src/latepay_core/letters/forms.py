"""The forms that figures, dates and words take inside a letter: the filters of the templates, by language."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from markupsafe import Markup, escape

from latepay_core.claim.typed import Unread, bic_typed, iban_typed
from latepay_core.claim.typed.identifiers import account_shown, siren_shown
from latepay_core.documents.typography import capital, uncapital
from latepay_core.letters.towns import town_after
from latepay_core.letters.wording import say
from latepay_core.said import Cited, Language
from latepay_core.wording import english
from latepay_core.wording import say as in_words
from latepay_core.wording.french import NARROW, SPACE, amount, date_in_numbers, date_in_words, half_year, percent, spelt

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_ENGLISH_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_POSTCODE = re.compile(r"\d{5}\s")
_VOWELS = "aàâäæeéèêëiîïoôöœuùûü"
#: Names that begin with an aspirated h, before which French does not elide.
_ASPIRATED = ("hall", "hameau", "hangar", "hardi", "harley", "haut", "havre", "hibou", "hollan", "hongr", "huit")


def in_full(day: date) -> str:
    """A date with its weekday: what a deadline looks like.

    >>> in_full(date(2026, 11, 30)), in_full(date(2026, 12, 1))
    ('lundi 30\\xa0novembre\\xa02026', 'mardi 1er\\xa0décembre\\xa02026')
    """
    return f"{WEEKDAYS[day.weekday()]} {date_in_words(day)}"


def elided(word: str, following: str) -> str:
    """« de », « le », « que »… before a word: with an apostrophe before a vowel or a mute h.

    >>> elided("de", "Atelier Martin"), elided("de", "Durand"), elided("de", "Hôtel du Parc"), elided("que", "il")
    ('d’Atelier Martin', 'de Durand', 'd’Hôtel du Parc', 'qu’il')
    """
    start = following.lstrip("«\u00a0 ").lower()
    mute = start.startswith("h") and not start.startswith(_ASPIRATED)
    if mute or (start and start[0] in _VOWELS):
        return word[:-1] + "’" + following
    return f"{word} {following}"


def agreed(count: int, one: str, many: str) -> str:
    """The word that agrees with a number; French keeps the singular below two.

    >>> agreed(1, "facture échue", "factures échues"), agreed(0, "jour", "jours"), agreed(40, "facture", "factures")
    ('facture échue', 'jour', 'factures')
    """
    return one if count < 2 else many  # noqa: PLR2004 - two is where the plural begins


def counted(count: int, one: str, many: str) -> str:
    """The number and its word, which stay on one line.

    >>> counted(1, "facture", "factures"), counted(1200, "facture", "factures")
    ('1\\xa0facture', '1\\u202f200\\xa0factures')
    """
    return f"{count:,}".replace(",", NARROW) + SPACE + agreed(count, one, many)


def joined(items: Sequence[str], last: str = "et") -> str:
    """A list in a sentence.

    >>> joined(["a"]), joined(["a", "b"]), joined(["a", "b", "c"])
    ('a', 'a et b', 'a, b et c')
    """
    if len(items) < 2:  # noqa: PLR2004 - nothing to join
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def number_in_words(value: int) -> str:
    """A whole number in French words, masculine.

    >>> number_in_words(5), number_in_words(71), number_in_words(280)
    ('cinq', 'soixante et onze', 'deux cent quatre-vingts')
    """
    if not (short := spelt(value))[-1].isdigit():
        return short
    from num2words import num2words  # type: ignore[import-untyped]  # noqa: PLC0415 - a deed only needs it

    return str(num2words(value, lang="fr"))


def amount_in_words(euros: Decimal) -> str:
    """An amount as deeds write it out.

    >>> amount_in_words(Decimal("10389.52"))
    'dix mille trois cent quatre-vingt-neuf euros et cinquante-deux centimes'
    >>> amount_in_words(Decimal("1.01")), amount_in_words(Decimal("2000000"))
    ('un euro et un centime', 'deux millions d’euros')
    >>> amount_in_words(Decimal("0.50")), amount_in_words(Decimal("0.01")), amount_in_words(Decimal(0))
    ('cinquante centimes', 'un centime', 'zéro euro')
    """
    whole, cents = divmod(int(euros.scaleb(2)), 100)
    words = number_in_words(whole)
    unit = agreed(whole, "euro", "euros")
    said = f"{words} d’{unit}" if re.search(r"(million|milliard)s?$", words) else f"{words} {unit}"
    if not cents:
        return said
    of_cents = f"{number_in_words(cents)} {agreed(cents, 'centime', 'centimes')}"
    return f"{said} et {of_cents}" if whole else of_cents


def english_date_in_full(day: date) -> str:
    """A date in English with its weekday.

    >>> english_date_in_full(date(2026, 11, 30))
    'Monday 30\\xa0November\\xa02026'
    """
    return f"{_ENGLISH_WEEKDAYS[day.weekday()]} {english.date_in_words(day)}"


def english_joined(items: Sequence[str]) -> str:
    """A list in an English sentence.

    >>> english_joined(["a", "b", "c"])
    'a, b and c'
    """
    return joined(items, "and")


def account(text: str) -> str:
    """An IBAN as people read it, without the label it was pasted with.

    >>> account("IBAN fr7630006000011234567890189")
    'FR76 3000 6000 0112 3456 7890 189'
    """
    found = iban_typed(text)
    return account_shown(re.sub(r"\s", "", text).upper() if isinstance(found, Unread) else found)


def bank(text: str) -> str:
    """A BIC without the label it was pasted with.

    >>> bank("BIC : AGRIFRPP882")
    'AGRIFRPP882'
    """
    found = bic_typed(text)
    return text if isinstance(found, Unread) else found


def lines(text: str) -> Markup:
    """A text of several lines, one after the other; empty ones are left out.

    >>> lines("3 rue du Port\\n\\n 44000 Nantes")
    Markup('3 rue du Port<br>44000 Nantes')
    """
    return Markup("<br>").join(escape(line.strip()) for line in text.splitlines() if line.strip())


def one_line(text: str) -> str:
    """A text of several lines on one, its lines set apart by commas.

    >>> one_line("3 rue du Port\\n44000 Nantes")
    '3 rue du Port, 44000 Nantes'
    """
    return ", ".join(line.strip().rstrip(",") for line in text.splitlines() if line.strip())


def without_stop(text: str) -> str:
    """A typed sentence without its full stop, so that the letter's own may follow.

    >>> without_stop("la date est trop lointaine. "), without_stop("et cetera…")
    ('la date est trop lointaine', 'et cetera…')
    """
    return text.strip().rstrip(".").rstrip()


def or_blank(value: object) -> object:
    """What is there, or the dots that stand for what has to be written by hand: the one place that decides them.

    >>> or_blank(""), or_blank("Nantes")
    ('………', 'Nantes')
    """
    return value if value not in (None, "") else say("blank")


def figure(euros: Decimal) -> str:
    """An amount without its unit, which a column's heading says.

    >>> figure(Decimal("10632.46"))
    '10\\u202f632,46'
    """
    return amount(euros).removesuffix(SPACE + "€")


def round_amount(euros: Decimal) -> str:
    """An amount without cents where it has none: a share capital.

    >>> round_amount(Decimal("8000.00")), round_amount(Decimal("7622.45"))
    ('8\\u202f000\\xa0€', '7\\u202f622,45\\xa0€')
    """
    return amount(euros).replace(",00", "")


def window(address: str) -> str:
    """An address as the post reads it (NF Z 10-011): the town, after its postcode, in capitals.

    >>> window("8, rue de la Soif\\n44000 Nantes")
    '8, rue de la Soif\\n44000 NANTES'
    """
    return "\n".join(line.upper() if _POSTCODE.match(line.strip()) else line for line in address.splitlines())


def as_said(title: str) -> str:
    """What somebody is, after his name: « gérante », « DAF ».

    >>> as_said("Gérante"), as_said("DAF")
    ('gérante', 'DAF')
    """
    return title if title[1:2].isupper() else uncapital(title)


def _capital(language: Language) -> Callable[[Cited], str]:
    return lambda told: capital(in_words(told, language))


def _uncapital(language: Language) -> Callable[[Cited], str]:
    return lambda told: uncapital(in_words(told, language))


_COMMON: Mapping[str, Callable[..., Any]] = {
    "lines": lines,
    "one_line": one_line,
    "without_stop": without_stop,
    "iban": account,
    "bic": bank,
    "identifier": siren_shown,
    "or_blank": or_blank,
    "window": window,
    "unbroken": lambda text: text.replace(" ", SPACE),
    "as_said": as_said,
}
_BY_LANGUAGE: Mapping[Language, Mapping[str, Callable[..., Any]]] = {
    "fr": {
        "amount": amount,
        "percent": percent,
        "in_words": date_in_words,
        "in_numbers": date_in_numbers,
        "figure": figure,
        "round_amount": round_amount,
        "in_full": in_full,
        "half_year": half_year,
        "spelt": amount_in_words,
        "number_spelt": number_in_words,
        "joined": joined,
        "agreed": agreed,
        "counted": counted,
        "de": lambda following: elided("de", following),
        "at_town": lambda town: f"à {town}" if town == say("blank") else town_after("à", town),
        "que": lambda following: elided("que", following),
    },
    "en": {
        "amount": english.amount,
        "percent": english.percent,
        "in_words": english.date_in_words,
        "in_numbers": english.date_in_numbers,
        "round_amount": lambda euros: english.amount(euros).removesuffix(".00"),
        "figure": lambda euros: english.amount(euros).replace("€", ""),
        "in_full": english_date_in_full,
        "joined": english_joined,
        "agreed": lambda count, one, many: one if count == 1 else many,
        "counted": lambda count, one, many: f"{count:,} {one if count == 1 else many}",
    },
}


def _cited(language: Language) -> Callable[[Cited], str]:
    """How a reference is cited: as it is in French, its code and its linking words in English."""
    return lambda told: english.cited(in_words(told, "en")) if language == "en" else in_words(told, language)


def filters(language: Language) -> dict[str, Callable[..., Any]]:
    """The filters of the templates of a language."""
    own = {"capital": _capital(language), "uncapital": _uncapital(language), "cited": _cited(language)}
    return {**_COMMON, **own, **_BY_LANGUAGE[language]}
