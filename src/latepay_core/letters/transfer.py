"""A transfer to scan: the European Payments Council's QR code (EPC069-12), with its account numbers checked.

A code that a bank would refuse is worse than none: what is wrong with the IBAN or the BIC is said, and no code drawn.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO

from latepay_core.claim import ClaimRefused, Refusal
from latepay_core.claim.accounts import checked_bic, checked_iban
from latepay_core.claim.typed.identifiers import account_shown
from latepay_core.data import catalogue
from latepay_core.documents.cleaning import on_one_line, shortened
from latepay_core.said import as_is
from latepay_core.wording.french import amount

#: The limits of the standard: signs of the name and of the remittance text, and EUR.
_NAME_LENGTH, _TEXT_LENGTH = 70, 140
MOST = Decimal("999999999.99")
_QUIET_ZONE = 4
#: What every bank of the SEPA takes in a name or a text.
_REFUSED_SIGNS = re.compile(r"[^A-Za-z0-9/\-?:().,'+ ]+")
_SPELT_OUT = {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "TH"}
_SPELT_OUT |= {"ı": "i", "ŧ": "t", "ħ": "h", "Ħ": "H"}
_SPELT_OUT |= {
    "œ": "oe",
    "Œ": "OE",
    "æ": "ae",
    "Æ": "AE",
    "ß": "ss",
    "’": "'",
    "–": "-",
    "—": "-",
    "€": "EUR",
    "&": "+",
}


@dataclass(frozen=True, slots=True)
class Transfer:
    """A transfer and its code: `modules` are its dark squares; `svg` the same as a drawing, with its quiet zone.

    `alternative` says in words what the code holds; `caption` what to do with it.
    """

    name: str
    iban: str
    bic: str
    amount: Decimal
    text: str
    modules: tuple[tuple[bool, ...], ...]
    svg: str
    alternative: str
    caption: str


def transfer(name: str, iban: str, bic: str, euros: Decimal, text: str) -> Transfer:
    """The transfer of some EUR to an account, as a QR code that banking applications read.

    `name` is the account holder's; `text` what the holder will see on the statement. Signs that banks refuse are
    spelt out or left out. Raises ClaimRefused, with French sentences, for an IBAN or a BIC that cannot be right, a
    country outside SEPA, a name without letters, an amount the standard does not allow.

    >>> found = transfer("Atelier Dupré", "FR76 3000 6000 0112 3456 7890 189", "", Decimal("12.30"), "Facture F-118")
    >>> found.name, found.iban, len(found.modules), found.svg[:4]
    ('Atelier Dupre', 'FR76 3000 6000 0112 3456 7890 189', 37, '<svg')
    """
    account = checked_iban(iban)
    bank = checked_bic(bic, account)
    holder = _plain(name)[:_NAME_LENGTH].strip()
    if not re.search("[A-Za-z0-9]", holder):
        raise _refused("transfer-name-missing", "creditor.name")
    if not Decimal("0.01") <= euros <= MOST:
        raise _refused("transfer-amount", "", given=amount(euros), most=amount(MOST))
    said = _plain(shortened(text, _TEXT_LENGTH))[:_TEXT_LENGTH].strip() or _plain(_say("transfer.unnamed"))
    # a creditor reference has a field of its own, which the bank checks (ISO 11649)
    creditor_reference = _creditor_reference(text)
    told = {"reference": creditor_reference} if creditor_reference else {"text": said}
    # a letter without an account to pay to is written without it
    from segno.helpers import make_epc_qr  # noqa: PLC0415

    code = make_epc_qr(holder, account, euros, bic=bank or None, encoding="utf-8", **told)
    drawing = BytesIO()
    look = {"border": _QUIET_ZONE, "light": "#fff", "omitsize": True, "svgclass": None, "lineclass": None}
    code.save(drawing, kind="svg", xmldecl=False, nl=False, **look)
    grouped = account_shown(account)
    figures = {"amount": amount(euros), "name": holder, "iban": grouped, "text": said}
    return Transfer(
        name=holder,
        iban=grouped,
        bic=bank,
        amount=euros,
        text=said,
        modules=tuple(tuple(bool(dark) for dark in row) for row in code.matrix_iter(border=0)),
        svg=drawing.getvalue().decode(),
        alternative=_say("transfer.alternative", **figures),
        caption=_say("transfer.caption"),
    )


def _creditor_reference(text: str) -> str:
    """The creditor reference (ISO 11649) that a text is, without its spaces; empty for any other text.

    >>> _creditor_reference("RF18 5390 0754 7034"), _creditor_reference("RF19 5390 0754 7034")
    ('RF18539007547034', '')
    """
    bare = "".join(text.split()).upper()
    if not _REFERENCE.fullmatch(bare):
        return ""
    figures = "".join(str(int(sign, 36)) for sign in bare[4:] + bare[:4])
    return bare if int(figures) % 97 == 1 else ""


#: « RF », its two check digits, at most twenty-one signs of the creditor's own.
_REFERENCE = re.compile(r"RF\d{2}[A-Z0-9]{1,21}", re.ASCII)


def _refused(code: str, path: str, /, **figures: object) -> ClaimRefused:
    return ClaimRefused([Refusal(code, path, as_is(_say(f"refusal.{code}", **figures)), figures)])


def _say(key: str, /, **figures: object) -> str:
    return catalogue("latepay_core.letters", "transfer.toml")[key].format(**figures)


def remittance(numbers: Sequence[str]) -> str:
    """What to write on a transfer that pays some invoices: as many numbers as fit, and how many others.

    >>> remittance(["F-118"]), remittance(["F-118", "F-119"])
    ('Facture F-118', 'Factures F-118, F-119')
    >>> remittance(["F-118", "F-118"])
    'Facture F-118'
    """
    # An invoice that is paid on several due dates is named once.
    numbers = [*dict.fromkeys(filter(None, map(str.strip, numbers))), *(each for each in numbers if not each.strip())]
    named = [on_one_line(each) for each in numbers if each.strip()]
    if not named:
        return _say("transfer.unnamed")
    if len(named) == 1 == len(numbers):
        return _say("transfer.one", number=named[0])
    for count in range(len(named), 0, -1):
        shown = ", ".join(named[:count])
        left = len(numbers) - count
        text = _say("transfer.many", numbers=_say("transfer.cut", numbers=shown, count=left) if left else shown)
        if len(text) <= _TEXT_LENGTH:
            return text
    return _say("transfer.unnamed")


def _plain(text: str) -> str:
    """The text in the signs that every bank takes: accents dropped, others spelt out or made spaces."""
    spelt = "".join(_SPELT_OUT.get(sign, sign) for sign in on_one_line(text))
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", spelt) if not unicodedata.combining(sign))
    return " ".join(_REFUSED_SIGNS.sub(" ", bare).split())
