"""What a list says of the state and the kind of a row, in the words of the usual programs."""

import re
from collections.abc import Iterable
from typing import Literal

from latepay_core.imports.headings import plain_heading

_STATES = (
    (
        "draft",
        r"brouillon|draft|provisoire|a traiter|a valider|non valide|pro ?forma|devis|quote|estimate|en preparation",
    ),
    ("refunded", r"rembours|refunded"),
    ("cancelled", r"annul|\bvoid|cancel|abandon|supprim|deleted|written off|irrecouvrable"),
    ("failed", r"refus|rejet|rejected|echou|failed|declined|impaye|unpaid return|expire"),
    ("pending", r"en attente|en cours|pending|a venir|planifie|processing|programme|bloque"),
)
_NOT_SETTLED = re.compile(
    r"\b(non|not|un|partiel\w*|partial\w*|partly|part|a payer|a regler|en attente)\b|unpaid|impaye"
)
_SETTLED = re.compile(
    r"\b(paye|payee|payes|paid|regle|reglee|encaisse|encaissee|solde|soldee|closed|acquitte|acquittee|settled)\b"
)
_PARTLY = re.compile(r"\b(partiel\w*|partial\w*|partly|part)\b")
_UNPAID = re.compile(
    r"\b(non|not|no|pas|un|a payer|a regler|a encaisser|en attente|en cours|pending|awaiting|open|ouverte?s?"
    r"|outstanding|overdue|due|echue?s?|en retard|late|relancee?s?|litige|contentieux)\b|unpaid|impaye"
)
_NO = frozenset({"non", "no", "n", "0", "faux", "false"})
_YES = frozenset({"oui", "o", "yes", "y", "x", "1", "vrai", "true", "ok"})
_CREDIT = re.compile(
    r"\b(avoirs?|(credit|cr) (memo|note)s?|credit invoice|sales credits?|crn|note de credit|rectificative d avoir"
    r"|gutschrift|nota de (credito|abono)|(factura )?rectificativa|refund)\b"
)
_PAYMENT = re.compile(
    r"\b(payments?|paiements?|reglements?|encaissements?|versements?|virements?|cheques?|prelevements?|receipts?|pmt|zahlung(en)?"
    r"|pagos?|cobros?)\b"
)
_INVOICE = re.compile(
    r"\b(factures?|fact?|f|invoices?|inv|si|bills?|ventes?|sales?|rechnung|honoraires|decompte|situation)\b"
)
_NO_NUMBER = re.compile(r"/|-+|\(?PROV\d*\)?|brouillon|draft", re.IGNORECASE)
_EUROS = frozenset({"", "EUR", "€", "EURO", "EUROS"})
#: What a bank or a payment provider calls money that is no customer's payment.
_NO_CUSTOMER = re.compile(
    r"conversion|virement (standard|vers|bancaire)|transfer to|retrait|withdrawal|rembours|refund|frais|commission"
    r"|fee\b|payout|reserve|annulation|correction"
)
#: The number of a credit note: « AV-12 ».
NOTE_NUMBER = r"(?i)^(?:AVOIRS?|AVO?R?|CN|CM|NC)[\W_]*\d"
#: The states of what is owed by nobody: such a row is left out.
STATES_OUT = ("draft", "cancelled", "refunded")
#: The states of what is still owed: a day of payment without a sum does not settle it.
STATES_OWED = ("unpaid", "partly")
#: A column whose « yes » says that an invoice was paid.
_ASKS_WHETHER_PAID = re.compile(r"pay|paid|regl|régl|sold|acquitt|encaiss|settled|cleared", re.IGNORECASE)
_NUMBERED_STATES = {"0": "draft", "3": "cancelled"}


def state_of(said: str) -> str:
    """The state that words say: `draft`, `cancelled`, `refunded`, `failed`, `pending`, `settled`; empty for others.

    >>> state_of("Annulée"), state_of("Encaissée"), state_of("Partiellement réglé"), state_of("Non payées")
    ('cancelled', 'settled', '', '')
    """
    plain = plain_heading(said)
    for state, words in _STATES:
        if re.search(words, plain):
            return state
    return "settled" if _SETTLED.search(plain) and not _NOT_SETTLED.search(plain) else ""


def numbered_state(said: str) -> str:
    """The state that Dolibarr writes as a number: 0 a draft, 3 an abandoned invoice."""
    return _NUMBERED_STATES.get(said, "")


def state_under(heading: str, said: str) -> str:
    """The state that a cell says under its heading, which may ask yes or no, or count as Dolibarr does.

    Beside the states of `state_of`: `partly` and `unpaid`, for an invoice of which a part, or all, is still owed.

    >>> state_under("Payée", "oui"), state_under("Statut", "3"), state_under("Statut", "Annulée")
    ('settled', 'cancelled', 'cancelled')
    >>> state_under("Payée", "non"), state_under("Statut", "Impayée"), state_under("Statut", "Partiellement réglée")
    ('unpaid', 'unpaid', 'partly')
    """
    asks = bool(_ASKS_WHETHER_PAID.search(heading))
    if said.isdigit():
        if "statut" in heading.casefold() or "status" in heading.casefold():
            return numbered_state(said)
        return {"1": "settled", "0": "unpaid" if asks else ""}.get(said, "")
    if asks and is_yes(said):
        return "settled"
    if asks and plain_heading(said) in _NO:
        return "unpaid"
    found = state_of(said)
    return found if found in (*STATES_OUT, "settled") else _owed(plain_heading(said)) or found


def _owed(plain: str) -> str:
    """Whether words say that a part of an invoice is still owed, or all of it."""
    if _PARTLY.search(plain):
        return "partly"
    return "unpaid" if _UNPAID.search(plain) else ""


def is_yes(said: str) -> bool:
    """Whether a column that asks yes or no says yes."""
    return plain_heading(said) in _YES


def is_credit(said: str) -> bool:
    """Whether the kind of a row is a credit note's.

    >>> is_credit("Credit Memo"), is_credit("Facture")
    (True, False)
    """
    return bool(_CREDIT.search(plain_heading(said)))


def is_payment(said: str) -> bool:
    """Whether the kind of a row is a payment's."""
    return bool(_PAYMENT.search(plain_heading(said)))


Kind = Literal["invoice", "credit", "payment", "unknown", ""]


def kind_of(said: str) -> Kind:
    """What the kind of a row says that it is; empty where nothing is written.

    >>> kind_of("Facture d'acompte"), kind_of("Chèque"), kind_of("Compensation")
    ('invoice', 'payment', 'unknown')
    """
    if not said.strip():
        return ""
    if is_payment(said):
        return "payment"
    if is_credit(said):
        return "credit"
    return "invoice" if _INVOICE.search(plain_heading(said)) else "unknown"


def speaks_of_documents(kinds: Iterable[str]) -> bool:
    """Whether a column tells invoices from what is none: elsewhere « Nature » is that of the work, or a code."""
    return any(kind_of(each) in ("invoice", "credit", "payment") for each in kinds)


def below_zero_is_received(below: int, payments: int, *, named: bool) -> bool:
    """Whether a list writes below zero what was received: most of its payments are, or the one it has is.

    >>> below_zero_is_received(1, 1, named=True), below_zero_is_received(2, 2, named=True)
    (False, True)
    """
    return below * 2 > payments and not (payments == 1 and named)


def is_no_number(said: str) -> bool:
    """Whether what stands for a number is what programs write where there is none yet.

    >>> is_no_number("(PROV219)"), is_no_number("/"), is_no_number("F-219")
    (True, True, False)
    """
    return bool(_NO_NUMBER.fullmatch(said))


def in_euros(said: str) -> bool:
    """Whether a currency column says euros, or nothing."""
    return said.strip().upper() in _EUROS


def is_customers_payment(said: str) -> bool:
    """Whether an operation of this kind may be a customer's payment."""
    return not _NO_CUSTOMER.search(plain_heading(said))
