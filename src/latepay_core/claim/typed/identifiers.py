"""Numbers of companies and accounts as people type and paste them: SIREN, SIRET, VAT number, IBAN, BIC.

The check digits are computed here, since a form asks for them at every keystroke and python-stdnum loads half of the
standard library; the tests hold them against it.
"""

import re
from typing import NamedTuple

from latepay_core.claim.countries import COUNTRIES
from latepay_core.claim.typed.signs import Unread, tidied, unread

_REGISTER = r"(?:\b(?:siren|siret|rcs)\b|r\.c\.s\.)"
#: The figures among what registers and letterheads put around them: « RCS Paris B 732 829 320 ».
_COMPANY = re.compile(rf"(?:\D*{_REGISTER}\D*?)?([\d .\-]+)(?:[,;(/ ]*{_REGISTER}\D*)?", re.IGNORECASE | re.ASCII)
_VAT_LABEL = re.compile(
    r"^(?:n[°o]\.? ?|num[ée]ro (?:de )?|code )?(?:tva|vat|id)?(?: (?:intra(?:-?communautaire)?|number|no))?\.? ?:? ?",
    re.IGNORECASE,
)
_IBAN_LABEL = re.compile(r"^(?:n[°o]\.? ?|code )?(?:i\.?b\.?a\.?n\.?)(?: ?\([^)]*\))? ?:? ?", re.IGNORECASE)
_AFTER_IBAN = re.compile(r"[ ,;/]*\b(?:bic|swift)\b.*$", re.IGNORECASE)
_BIC_LABEL = re.compile(
    r"^(?:code )?(?:bic|swift)(?: ?\([^)]*\))?(?: ?[/-] ?(?:swift|bic))?(?: code)? ?:? ?", re.IGNORECASE
)
_SEPARATORS = re.compile(r"[ .\-]")
_IBAN = re.compile(r"([A-Z]{2})(\d{2})[A-Z0-9]{1,30}", re.ASCII)
_BIC = re.compile(r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?", re.ASCII)
_VAT = re.compile(r"[A-Z]{2}[A-Z0-9+*]{2,13}", re.ASCII)
_FRENCH_VAT = re.compile(r"FR[0-9A-HJ-NP-Z]{2}(\d{9})", re.ASCII)

SIREN_LENGTH, SIRET_LENGTH = 9, 14
FRENCH_IBAN_LENGTH = 27
#: La Poste has more establishments than Luhn's key allows: their digits add up to a multiple of five instead.
LA_POSTE, LA_POSTE_HEAD_OFFICE = "356000000", "35600000000048"
#: Prefixes of VAT numbers that are not the country's ISO code.
_VAT_PREFIXES = {"EL": "GR", "XI": "GB"}


class Company(NamedTuple):
    """A company's number: the nine figures of its SIREN, and of an establishment's SIRET all fourteen."""

    siren: str
    siret: str = ""


def company_typed(text: str) -> Company | Unread:
    """The SIREN that was typed, alone or inside a SIRET or a French VAT number, or why there is none.

    >>> company_typed("SIREN 356 000 000").siren, company_typed("356 000 000 09075")
    ('356000000', Company(siren='356000000', siret='35600000009075'))
    >>> company_typed("732 829 32").code
    'siren-length'
    """
    figures = _figures(text)
    if not figures.isascii() or not figures.isdigit():
        return unread("siren-unreadable", text)
    if len(figures) not in (SIREN_LENGTH, SIRET_LENGTH):
        return unread("siren-length", text, length=len(figures))
    if not _luhn(figures[:SIREN_LENGTH]) or not _siret_key(figures):
        return unread("siren-checksum" if len(figures) == SIREN_LENGTH else "siret-checksum", text)
    return Company(figures[:SIREN_LENGTH], figures if len(figures) == SIRET_LENGTH else "")


def country_of_vat(text: str) -> str | Unread:
    """The ISO code of the country whose VAT number was typed, or why it is none.

    >>> country_of_vat("TVA intracommunautaire : FR 83 404 833 048"), country_of_vat("EL 123456789")
    ('FR', 'GR')
    """
    number = vat_number(text)
    country = _VAT_PREFIXES.get(number[:2], number[:2])
    if not _VAT.fullmatch(number) or country not in COUNTRIES:
        return unread("vat-unreadable", text)
    if country == "FR" and not _french_vat_key(number):
        return unread("vat-checksum", text)
    return country


def vat_number(text: str) -> str:
    """A VAT number without its label, spaces and points.

    >>> vat_number("N° TVA : be 0403.019.261")
    'BE0403019261'
    """
    return _SEPARATORS.sub("", _VAT_LABEL.sub("", tidied(text))).upper()


def siren_of_vat(text: str) -> str:
    """The SIREN that a French VAT number holds; empty for any other.

    >>> siren_of_vat("FR 83 404 833 048")
    '404833048'
    """
    found = _FRENCH_VAT.fullmatch(vat_number(text))
    return found[1] if found else ""


def account_shown(account: str) -> str:
    """An account number in groups of four.

    >>> account_shown("FR7630006000011234567890189")
    'FR76 3000 6000 0112 3456 7890 189'
    """
    return " ".join(account[start : start + 4] for start in range(0, len(account), 4))


def iban_typed(text: str) -> str | Unread:
    """An IBAN without spaces nor label, once its country's form, its length and its check digits are right.

    >>> iban_typed("IBAN : fr76 3000 6000 0112 3456 7890 189")
    'FR7630006000011234567890189'
    >>> iban_typed("GB00 HLFX 1101 6111 4553 65").code
    'iban-checksum'
    """
    account = _SEPARATORS.sub("", _AFTER_IBAN.sub("", _IBAN_LABEL.sub("", tidied(text)))).upper()
    match = _IBAN.fullmatch(account)
    if not match:
        return unread("iban-format", text)
    if match[1] == "FR" and len(account) != FRENCH_IBAN_LENGTH:
        return unread("iban-length", text, length=len(account), expected=FRENCH_IBAN_LENGTH)
    # Only 02 to 98 are ever given (ISO 13616): 00, 01 and 99 leave the same remainder as 97, 98 and 02.
    if not 2 <= int(match[2]) <= 98 or _remainder(account[4:] + account[:4]) != 1:  # noqa: PLR2004
        return unread("iban-checksum", text)
    return account


def bic_typed(text: str) -> str | Unread:
    """A BIC without its label and spaces, or why it is none.

    >>> bic_typed("BIC/SWIFT : agri fr pp 882")
    'AGRIFRPP882'
    """
    found = _SEPARATORS.sub("", _BIC_LABEL.sub("", tidied(text))).upper()
    return found if _BIC.fullmatch(found) else unread("bic-format", text)


def siren_shown(text: str) -> str:
    """The SIREN in what was typed, as people read it, whatever its key; anything else as it was typed.

    >>> siren_shown("732829320"), siren_shown("SIRET 732 829 320 00074"), siren_shown("HRB 1234")
    ('732\\xa0829\\xa0320', '732\\xa0829\\xa0320', 'HRB 1234')
    """
    figures = _figures(text)
    if figures.isascii() and figures.isdigit() and len(figures) in (SIREN_LENGTH, SIRET_LENGTH):
        return grouped(figures[:SIREN_LENGTH])
    return text


def grouped(figures: str) -> str:
    """A SIREN or a SIRET as people read it.

    >>> grouped("732829320"), grouped("73282932000074")
    ('732\\xa0829\\xa0320', '732\\xa0829\\xa0320\\xa000074')
    """
    return "\u00a0".join(part for part in (figures[:3], figures[3:6], figures[6:9], figures[9:]) if part)


def _figures(text: str) -> str:
    """What stands in a field for a SIREN without label, spaces, points and hyphens; of a VAT number its SIREN."""
    said = tidied(text)
    found = _COMPANY.fullmatch(said)
    figures = _SEPARATORS.sub("", found[1] if found else said).upper()
    vat = _FRENCH_VAT.fullmatch(figures)
    return vat[1] if vat else figures


def _luhn(figures: str) -> bool:
    doubled = [int(figure) * (2 if at % 2 else 1) for at, figure in enumerate(reversed(figures))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0  # noqa: PLR2004 - two figures


def _siret_key(figures: str) -> bool:
    if len(figures) == SIRET_LENGTH and figures.startswith(LA_POSTE) and figures != LA_POSTE_HEAD_OFFICE:
        return sum(map(int, figures)) % 5 == 0
    return _luhn(figures)


def _french_vat_key(number: str) -> bool:
    """A French number holds the SIREN; where its key is in figures, they follow from it (12 + 3 × SIREN mod 97)."""
    match = _FRENCH_VAT.fullmatch(number)
    if not match or not _luhn(match[1]):
        return False
    key = number[2:4]
    return not key.isdigit() or int(key) == (12 + 3 * (int(match[1]) % 97)) % 97


def _remainder(account: str) -> int:
    """ISO 7064's remainder by 97, letters standing for 10 to 35."""
    return int("".join(str(int(sign, 36)) for sign in account)) % 97
