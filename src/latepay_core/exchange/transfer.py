"""A transfer to scan: the European Payments Council's QR code (EPC069-12), with its account numbers checked.

A code that a bank would refuse is worse than none: what is wrong with the IBAN or the BIC is said, and no code drawn.
"""

import pkgutil
import re
import tomllib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from io import BytesIO

from latepay_core.claim import Claim, ClaimRefused
from latepay_core.claim.refusals import shown_value
from latepay_core.claim.typed import Unread, bic_typed, iban_typed
from latepay_core.claim.typed.identifiers import account_shown
from latepay_core.claim.typed.signs import unread
from latepay_core.documents.cleaning import on_one_line, shortened
from latepay_core.exchange.words import refused, say
from latepay_core.language import amount, date_in_words
from latepay_core.statement import Statement

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
    from segno.helpers import make_epc_qr  # noqa: PLC0415 - only a transfer needs it

    account = checked_iban(iban)
    bank = checked_bic(bic, account)
    holder = _plain(name)[:_NAME_LENGTH].strip()
    if not re.search("[A-Za-z0-9]", holder):
        raise refused("transfer-name-missing", "creditor.name")
    if not Decimal("0.01") <= euros <= MOST:
        raise refused("transfer-amount", "", given=amount(euros), most=amount(MOST))
    said = _plain(shortened(text, _TEXT_LENGTH))[:_TEXT_LENGTH].strip() or _plain(say("transfer.unnamed"))
    code = make_epc_qr(holder, account, euros, text=said, bic=bank or None, encoding="utf-8")
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
        alternative=say("transfer.alternative", **figures),
        caption=say("transfer.caption"),
    )


def transfer_of(claim: Claim, statement: Statement, reference: str = "", *, not_due: bool = False) -> Transfer:
    """The transfer of what is due on the statement's day, and with `not_due` of what falls due later besides.

    `reference` is what to write on it; without one, the invoices it pays. Raises ClaimRefused where nothing is due, and
    for all that `transfer` refuses.

    >>> from latepay_core import draw_up
    >>> claim = Claim.model_validate({"as_of": "2026-04-30",
    ...     "creditor": {"name": "Atelier Dupré", "iban": "FR76 3000 6000 0112 3456 7890 189"},
    ...     "invoices": [{"number": "A", "due_on": "2026-03-31", "amount": "1000.00"},
    ...         {"number": "B", "due_on": "2026-05-31", "amount": "700.00"}]})
    >>> transfer_of(claim, draw_up(claim)).amount, transfer_of(claim, draw_up(claim), not_due=True).amount
    (Decimal('1049.99'), Decimal('1749.99'))
    """
    totals = statement.totals
    euros = totals.total_due if not_due else totals.due.total_due
    if not euros:
        later = totals.not_due.total_due if not not_due else euros
        key = "transfer-nothing-due" if later else "transfer-nothing-owed"
        raise refused(key, "", as_of=date_in_words(statement.as_of), later=amount(later))
    paid = [each for each in statement.invoices if each.total_due and (not_due or each.due_on < statement.as_of)]
    creditor = claim.creditor
    text = reference or remittance([each.number for each in paid])
    return transfer(creditor.name, creditor.iban, creditor.bic, euros, text)


def remittance(numbers: Sequence[str]) -> str:
    """What to write on a transfer that pays some invoices: as many numbers as fit, and how many others.

    >>> remittance(["F-118"]), remittance(["F-118", "F-119"])
    ('Facture F-118', 'Factures F-118, F-119')
    """
    named = [on_one_line(each) for each in numbers if each.strip()]
    if not named:
        return say("transfer.unnamed")
    if len(named) == 1 == len(numbers):
        return say("transfer.one", number=named[0])
    for count in range(len(named), 0, -1):
        shown = ", ".join(named[:count])
        left = len(numbers) - count
        text = say("transfer.many", numbers=say("transfer.cut", numbers=shown, count=left) if left else shown)
        if len(text) <= _TEXT_LENGTH:
            return text
    return say("transfer.unnamed")


def checked_iban(text: str) -> str:
    """An IBAN without spaces, once its country, length and check digits are right; raises ClaimRefused otherwise.

    >>> checked_iban("fr76 3000 6000 0112 3456 7890 189")
    'FR7630006000011234567890189'
    """
    from stdnum import iban  # noqa: PLC0415 - only a transfer needs it
    from stdnum.exceptions import ValidationError  # noqa: PLC0415

    path = "creditor.iban"
    given = shown_value(on_one_line(text))
    if not given:
        raise refused("iban-missing", path)
    account = iban_typed(text)
    if isinstance(account, Unread):
        raise ClaimRefused([account.refusal(path)])
    try:
        iban.validate(account, check_country=False)  # banks appear that a list of banks does not know
    except ValidationError:
        raise ClaimRefused([unread("iban-format", text).refusal(path)]) from None
    if account[:2] not in {*_sepa()["economic_area"], *_sepa()["others"]}:
        raise refused("iban-country", path, given=given)
    return account


def checked_bic(text: str, account: str) -> str:
    """A BIC without spaces, once it may go with the account; "" where none is given and none is needed.

    >>> checked_bic("agri fr pp 882", "FR7630006000011234567890189")
    'AGRIFRPP882'
    """
    path = "creditor.bic"
    given = shown_value(on_one_line(text))
    if not given:
        if account[:2] not in _sepa()["economic_area"]:
            raise refused("bic-missing", path)
        return ""
    found = bic_typed(text)
    if isinstance(found, Unread):
        raise ClaimRefused([found.refusal(path)])
    country, bank = account[:2], found[4:6]
    if bank != country and bank not in _sepa().get(f"banks_of_{country}", ()):
        raise refused("bic-country", path, given=given, iban=account)
    return found


def _plain(text: str) -> str:
    """The text in the signs that every bank takes: accents dropped, others spelt out or made spaces."""
    spelt = "".join(_SPELT_OUT.get(sign, sign) for sign in on_one_line(text))
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", spelt) if not unicodedata.combining(sign))
    return " ".join(_REFUSED_SIGNS.sub(" ", bare).split())


@cache
def _sepa() -> dict[str, list[str]]:
    data = pkgutil.get_data("latepay_core.exchange", "sepa.toml")
    if data is None:
        raise FileNotFoundError("sepa.toml")
    return tomllib.loads(data.decode())
