"""An account that can be paid by a SEPA transfer: its IBAN and its BIC, checked, or what is wrong with them."""

from latepay_core.claim.refusals import ClaimRefused, refuse
from latepay_core.claim.typed import Unread, bic_typed, iban_typed
from latepay_core.claim.typed.signs import quoted, unread
from latepay_core.data import table


def checked_iban(text: str) -> str:
    """An IBAN without spaces, once its country, length and check digits are right; raises ClaimRefused otherwise.

    >>> checked_iban("fr76 3000 6000 0112 3456 7890 189")
    'FR7630006000011234567890189'
    """
    from stdnum import iban  # noqa: PLC0415 - only an account needs it
    from stdnum.exceptions import ValidationError  # noqa: PLC0415

    path = "creditor.iban"
    given = quoted(text)
    if not given:
        raise _refused("iban-missing", path)
    account = iban_typed(text)
    if isinstance(account, Unread):
        raise ClaimRefused([account.refusal(path)])
    try:
        iban.validate(account, check_country=False)  # banks appear that a list of banks does not know
    except ValidationError:
        raise ClaimRefused([unread("iban-format", text).refusal(path)]) from None
    if account[:2] not in {
        *_sepa()["economic_area"],
        *_sepa()["others"],
    }:
        raise _refused("iban-country", path, given=given)
    return account


def checked_bic(text: str, account: str) -> str:
    """A BIC without spaces, once it may go with the account; "" where none is given and none is needed.

    >>> checked_bic("agri fr pp 882", "FR7630006000011234567890189")
    'AGRIFRPP882'
    """
    path = "creditor.bic"
    given = quoted(text)
    if not given:
        if account[:2] not in _sepa()["economic_area"]:
            raise _refused("bic-missing", path)
        return ""
    found = bic_typed(text)
    if isinstance(found, Unread):
        raise ClaimRefused([found.refusal(path)])
    country, bank = account[:2], found[4:6]
    if bank != country and bank not in _sepa().get(f"banks_of_{country}", ()):
        raise _refused("bic-country", path, given=given, iban=account)
    return found


def _refused(code: str, path: str, /, **figures: str) -> ClaimRefused:
    return ClaimRefused([refuse(code, path, **figures)])


def _sepa() -> dict[str, list[str]]:
    return table("latepay_core.claim", "sepa.toml")
