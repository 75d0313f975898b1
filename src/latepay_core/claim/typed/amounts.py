"""Amounts as people type and paste them: from bank sites, spreadsheets, e-mails, phones."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from latepay_core.claim.fields import AMOUNT_LIMIT
from latepay_core.claim.typed.signs import Unread, tidied, unread

#: No letter before, so that a word is not found inside another one; a figure or a sign may touch it.
_ALONE = r"(?<![^\W\d_])"
_WITHOUT_TAX = re.compile(rf"{_ALONE}(?:h\. ?t\.?|ht|hors[ -]taxes?)(?!\w)", re.IGNORECASE)
_OTHER_CURRENCY = re.compile(
    rf"[$£¥₣]|{_ALONE}(?:usd|chf|gbp|jpy|cad|xpf|xof|xaf|mad|dollars?|livres?|francs?|f\.? ?cfp|f\.? ?cfa)(?!\w)",
    re.IGNORECASE,
)
#: Words that say what the number is and change nothing to it: « Total TTC : », « net à payer ».
_LABEL = re.compile(r"^(?:[^\W\d_][\w.']*(?: [^\W\d_][\w.']*){0,5}) ?: ?")
_WORDS = re.compile(
    rf"\(? ?{_ALONE}(?:t\. ?t\. ?c\.?|ttc|toutes taxes comprises|tva comprise|net à payer|reste à payer|reste dû"
    r"|à payer|montant|total|solde|somme|net)(?!\w) ?\)?",
    re.IGNORECASE,
)
_EURO = r"(?<![^\W\d_kK])(?:€uros?|€|euros?|eur)"
_EURO_FIRST = re.compile(rf"^(?:\({_EURO}\)|{_EURO})(?![^\W\d_])", re.IGNORECASE)
_EURO_LAST = re.compile(rf"(?:\({_EURO}\)|{_EURO})$", re.IGNORECASE)
_CENTS_AFTER = re.compile(
    rf"(\d) ?{_EURO}(?: et)? ?(\d\d)(?: ?(?:c|cts?|cents?|centimes?))?(?!\w)(?! ?[\d.,])", re.IGNORECASE
)
_CENTS_ALONE = re.compile(r"(\d{1,2}) ?(?:centimes?|cents?|cts?)\.?", re.IGNORECASE)
#: A sign before or after, or the brackets in which accounts put what is negative.
_SIGNED = re.compile(r"[-+] ?([^-+()]+)|([^-+()]+?) ?-|\(([^-+()]+)\)")
#: « 10 000,- » is a round sum.
_NO_CENTS = re.compile(r"(?<=\d) ?[,.] ?-{1,2}$")
_MARK_IN_SPACES = re.compile(r" ?([.,]) ?")
_UNIT_OF_A_RATE = re.compile(r" ?(?:%(?: (?:l'an|par an))?|points?|pts?|fois|x)$", re.IGNORECASE)

_PLAIN = re.compile(r"\d{1,18}[.,]?\d{0,12}|[.,]\d{1,12}", re.ASCII)
_GROUPED = re.compile(r"(\d{1,3}(?:([ '.,])\d{3})(?:\2\d{3})*)(?:(?!\2)[.,](\d{1,12}))?", re.ASCII)
_IN_PIECES = re.compile(r"\d+(?:[ ']\d+)+(?:[.,]\d+)?", re.ASCII)
_TWO_WAYS = re.compile(r"([1-9]\d{0,2})[.,](\d{3})", re.ASCII)
_MOST_SIGNS = 80
_CENT_DIGITS = 2


class _Parts(NamedTuple):
    """What stands around the figures, told apart from them."""

    figures: str
    negative: bool
    thousands: bool


#: What most people type: figures, and at the most two after the mark, which therefore sets no thousands apart.
_BARE = re.compile(r"\d{1,12}(?:[.,]\d{1,2})?", re.ASCII)


@lru_cache(maxsize=4096)
def amount_typed(text: str) -> Decimal | Unread:
    """The amount in EUR that a person typed or pasted, or why there is none: never a guess between two readings.

    The currency, « TTC », spaces and apostrophes of every kind are understood, before or after.

    >>> amount_typed("1’234,56 € TTC"), amount_typed("12€50"), amount_typed("EUR 1,234.56")
    (Decimal('1234.56'), Decimal('12.50'), Decimal('1234.56'))
    >>> amount_typed("12 34,56").code, amount_typed("1.234").code, amount_typed("1 000 € HT").code
    ('amount-badly-grouped', 'amount-two-ways', 'amount-without-tax')
    """
    return Decimal(text.replace(",", ".")) if _BARE.fullmatch(text) else _amount_read(text)


def _amount_read(text: str) -> Decimal | Unread:
    said = tidied(text)
    if code := _foreign(said):
        return unread(code, text)
    if cents := _CENTS_ALONE.fullmatch(said):
        return Decimal(cents[1]) / 100
    parts = _parts(_CENTS_AFTER.sub(r"\1,\2", _WORDS.sub(" ", _LABEL.sub("", said))))
    if not parts.thousands and (two := _TWO_WAYS.fullmatch(parts.figures)):
        plain = two[1] + two[2]
        decimal = Decimal(f"{two[1]}.{two[2]}")
        return unread("amount-two-ways", text, plain=plain, thousands=Decimal(plain), decimal=decimal)
    value = _value(parts.figures)
    if value is not None:
        return (-value if parts.negative else value) * (1000 if parts.thousands else 1)
    if _IN_PIECES.fullmatch(parts.figures):
        return unread("amount-badly-grouped", text, readings=_readings(parts.figures))
    return unread("amount-unreadable", text)


def other_currency(text: str) -> str:
    """The currency other than the euro that a text names, as it is written there; empty where it names none.

    >>> other_currency("Total (GBP)"), other_currency("Amount £"), other_currency("Montant (€)")
    ('GBP', '£', '')
    """
    found = _OTHER_CURRENCY.search(text)
    return found[0] if found else ""


def _foreign(said: str) -> str:
    """Why a text cannot be an amount in EUR with VAT, whatever its figures; empty where it may be one."""
    if not re.search(r"\d", said, re.ASCII) or len(said) > _MOST_SIGNS:
        return "amount-unreadable"
    if _WITHOUT_TAX.search(said):
        return "amount-without-tax"
    return "amount-other-currency" if _OTHER_CURRENCY.search(said) else ""


@lru_cache(maxsize=4096)
def sum_typed(text: str) -> Decimal | Unread:
    """The same, as a sum that is owed or was received: above nil, in whole cents, within what is reckoned.

    >>> sum_typed("0,999").message
    said('refusals/typed.amount-below-cent', given='0,999')
    >>> sum_typed("-2400").code, sum_typed("0 €").code
    ('amount-negative', 'amount-zero')
    """
    euros = amount_typed(text)
    if isinstance(euros, Unread):
        return euros
    if euros == 0:
        return Unread("amount-zero")
    if euros < 0:
        return unread("amount-negative", text)
    if euros >= AMOUNT_LIMIT:
        return unread("amount-too-large", text, limit=AMOUNT_LIMIT)
    if euros != round(euros, _CENT_DIGITS):
        return unread("amount-below-cent", text)
    return euros


@lru_cache(maxsize=4096)
def number_typed(text: str) -> Decimal | None:
    """A number such as a rate, in which a point or a comma is the decimal mark even before three digits.

    >>> number_typed("12,150 %"), number_typed("1 234,5"), number_typed("douze") is None
    (Decimal('12.150'), Decimal('1234.5'), True)
    """
    said = tidied(text)
    parts = _parts(_UNIT_OF_A_RATE.sub("", said)) if len(said) <= _MOST_SIGNS else None
    value = None if parts is None or parts.thousands else _value(parts.figures)
    return None if value is None or parts is None else -value if parts.negative else value


def read_amount(text: str) -> Decimal | None:
    """The amount a person typed, or None when it is not one.

    >>> read_amount("1 234,56"), read_amount("1.234,56"), read_amount("12,34,56") is None, read_amount("douze") is None
    (Decimal('1234.56'), Decimal('1234.56'), True, True)
    """
    found = amount_typed(text)
    return None if isinstance(found, Unread) else found


def _parts(said: str) -> _Parts:
    """Takes away what stands around the figures, in whatever order it does: currency, sign, punctuation."""
    negative = signed = thousands = False
    before = ""
    while said != before:
        before = said
        said = _EURO_LAST.sub("", _EURO_FIRST.sub("", said.strip(" =:;'"))).strip()
        said = _NO_CENTS.sub("", said).rstrip("., ")
        if not thousands and said[-1:] in ("k", "K"):
            said, thousands = said[:-1].rstrip(), True
        if not signed and (sign := _SIGNED.fullmatch(said)):
            said, negative, signed = sign[sign.lastindex or 0], said[0] != "+", True
    return _Parts(_MARK_IN_SPACES.sub(r"\1", said), negative, thousands)


def _value(figures: str) -> Decimal | None:
    """The number that figures stand for, whatever sets their thousands apart."""
    if _PLAIN.fullmatch(figures):
        return Decimal(figures.replace(",", "."))
    if not (grouped := _GROUPED.fullmatch(figures)):
        return None
    whole = re.sub(r"\D", "", grouped[1])
    return Decimal(f"{whole}.{grouped[3]}" if grouped[3] else whole)


def _readings(figures: str) -> tuple[Decimal, ...]:
    """What figures in uneven groups may stand for."""
    whole, _, fraction = figures.replace(",", ".").partition(".")
    *first, last = re.split("[ ']", whole)
    readings = [Decimal(f"{''.join(first)}{last}.{fraction or 0}")]
    if not fraction and len(last) == _CENT_DIGITS:
        readings.append(Decimal(f"{''.join(first)}.{last}"))
    return tuple(readings)
