"""What the wording of a payment or of an entry names: an invoice's number, and who paid."""

import re
from collections.abc import Container

from latepay_core.imports.limits import LONGEST_WORDING
from latepay_core.imports.model import Receipt

#: A number as firms give them: letters and figures in any order, cut by hyphens, slashes and points.
_TOKEN = re.compile(r"(?<![\w/.-])#?[A-Za-z0-9][A-Za-z0-9]*(?:[-/_.][A-Za-z0-9]+)*")
_LETTERS_THEN_FIGURES = re.compile(r"[A-Za-z]{1,6}[-/_.]?\d{2,}(?:[-/_.]?[A-Za-z0-9]+)*")
_FIGURES_CUT = re.compile(r"\d{2,4}[-_]\d{2,6}[A-Za-z]?")
_AFTER_WORD = re.compile(
    r"(?:fact(?:ure)?s?|fac|fa|invoices?|inv|avoirs?)\.?\s*(?:client\s*)?(?:n[°o]?\.?\s*)?[:#]?\s*"
    r"([A-Za-z]{0,6}[-/]?\d[\w/.-]*)",
    re.IGNORECASE,
)
#: Tokens with letters and figures that banks write and that number nothing.
_NO_NUMBER = re.compile(
    r"(?:CB|CHQ?|VIR|PRLV|REF|NOTPROVIDED|SEPA|TVA|IBAN|BIC|FR)\d*|FR\d{2}\w{10,}|[A-Z]{2}\d{14,}", re.IGNORECASE
)
_DATE = re.compile(r"\d{1,2}[-/.]\d{1,2}(?:[-/.]\d{2,4})?")
_AT_LEAST, _AT_LEAST_FIGURES = 3, 4

_PART = "(?:MOTIF|REF|DATE|ID|LIB|RUM)"
_FROM = re.compile(rf"(?:\bDE ?: ?|/DE )(.+?)(?= {_PART}\b ?:| ?/{_PART}\b|$)", re.IGNORECASE)
_TRANSFER = re.compile(
    r"^(?:\d+ )?(?:VIR(?:EMENT|T)?S?\.?|VRT)"
    r"(?: (?:SEPA|INST(?:ANTANE)?|RECUS?|REÇUS?|EMIS|DE|EN VOTRE FAVEUR|PERM(?:ANENT)?))*(?: DE)?[ :]+",
    re.IGNORECASE,
)
_ENGLISH = re.compile(r"^(?:received )?(?:payment|transfer|money|deposit) (?:received )?from ", re.IGNORECASE)
_NOT_A_PAYER = re.compile(
    r"\b(?:rem(?:ise)?s?|ch[eè]ques?|chq|esp[eè]ces|versement|carte|cb|prlv|pr[eé]l[eè]vement)\b", re.IGNORECASE
)
_TAIL = re.compile(
    r"[ /,;:-]*\b(?:r[eè]gl(?:ement|t)?\.?|rglt|paiement|payment|facture|fact?\.?|invoice|inv|motif|acompte|solde|"
    r"n[°o]|ref\.?)\b.*$",
    re.IGNORECASE,
)


def number_named(text: str) -> str:
    """The invoice number that a wording names, empty where it names none, or none surely.

    >>> number_named("VIR SEPA RECU DURAND SA FA26-164"), number_named("Fact FA260001 Plomberie"), number_named("LOYER")
    ('FA26-164', 'FA260001', '')
    >>> number_named("VIR RECU 9282210S DE: X MOTIF: FA26-783 REF: NOTPROVIDED"), number_named("CARTE 12/09 STATION")
    ('FA26-783', '')
    """
    text = text[:LONGEST_WORDING]
    found = [token for token in tokens(text) if _is_number(token)]
    if not found and (match := _AFTER_WORD.search(text)) and not _DATE.fullmatch(match[1]):
        return match[1].rstrip(".-/")
    return found[0] if found else ""


_OWN = re.compile(
    r"\s*(?:notre |votre )?(?:facture|fact|fac|avoir|invoice|credit note)\b(?:\s|[.:#])\s*"
    r"(?:client\s+)?(?:n[°º]|n[o.]\s)?\s*:?\s*"
    r"(?P<number>[A-Za-z]{0,6}[-/_.]?\d[\w/.-]*)(?P<after>.*)",
    re.IGNORECASE | re.DOTALL,
)
#: What follows a number made of figures alone, so that it is no count and no term: « Facture 118 du 12/03 ».
_AFTER_FIGURES = re.compile(r"\s*(?:$|[,;:(–-]|(?:du|of|dated)\b)", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")


def own_number(text: str) -> str:
    """The number of the very invoice or credit note that a wording begins by naming; empty where it names none surely.

    >>> own_number("Facture F-1 du 12/03"), own_number("Fact. n° 2026-031 - pose"), own_number("Facture 118 du 12/03")
    ('F-1', '2026-031', '118')
    >>> own_number("Facture 30 jours"), own_number("Facture 12/03/2026"), own_number("Avoir sur facture F-1")
    ('', '', '')
    >>> own_number("Acompte sur facture F-1"), own_number("Factures F-1 et F-2"), own_number("Facture 2026")
    ('', '', '')
    """
    found = _OWN.match(text[:LONGEST_WORDING])
    if found is None:
        return ""
    number = found["number"].rstrip(".-/")
    if _DATE.fullmatch(number) or _YEAR.fullmatch(number):
        return ""
    return number if not number.isdigit() or _AFTER_FIGURES.match(found["after"]) else ""


_NOTE_ABOUT = re.compile(
    r"\bavoirs?\b[^\d]{0,30}?\b(?:sur|de|pour|relatif à|concernant|annulant|annule)\s+(?:la |notre |votre )?"
    r"(?:fact(?:ure)?\.?\s+|fac\.?\s+)?(?:n[°o]\.?\s*)?(?P<number>#?[A-Za-z]{0,8}[-/_.]?\d[\w/.-]*)",
    re.IGNORECASE,
)


def note_about(text: str) -> str:
    """The invoice that a remark says a credit note is about; empty where it names none.

    >>> note_about("Avoir sur F-118"), note_about("avoir partiel de la facture n° 2026-31."), note_about("Avoir FAC-9")
    ('F-118', '2026-31', '')
    >>> note_about("Avoir pour FAC-12"), note_about("Avoir de mars"), note_about("Avoir de 200,00 €")
    ('FAC-12', '', '')
    """
    found = _NOTE_ABOUT.search(text[:LONGEST_WORDING])
    number = found["number"].rstrip(".-/") if found else ""
    after = text[found.end("number") :].lstrip() if found else ""
    is_sum = after.startswith(("€", ",", "EUR", "%", "euro"))
    return "" if is_sum or _DATE.fullmatch(number) else number


def bare(number: str) -> str:
    """A number as a bank may leave it, without what cuts it.

    >>> bare("F-2025/118") == bare("f2025118")
    True
    """
    return "".join(filter(str.isalnum, number.casefold()))


def invoice_named(receipt: Receipt, known: Container[str]) -> str:
    """The one of the `known` bare numbers that a payment names; empty where it names none of them, or several."""
    if bare(receipt.invoice) in known:
        return bare(receipt.invoice)
    said = {bare(token) for token in tokens(receipt.reference)}
    found = {each for each in said if each in known and (len(each) >= _AT_LEAST_FIGURES or not each.isdigit())}
    return found.pop() if len(found) == 1 else ""


def tokens(text: str) -> list[str]:
    """The words of a wording that may be numbers."""
    return [match[0] for match in _TOKEN.finditer(text[:LONGEST_WORDING]) if any(map(str.isdigit, match[0]))]


def _is_number(token: str) -> bool:
    if len(token) < _AT_LEAST or _NO_NUMBER.fullmatch(token) or _DATE.fullmatch(token):
        return False
    return bool(_LETTERS_THEN_FIGURES.fullmatch(token) or _FIGURES_CUT.fullmatch(token))


def payer_named(text: str) -> str:
    """Who paid, as the wording of a bank line says it; empty where it does not.

    >>> payer_named("VIR SEPA RECU MENUISERIE DUPONT SA FA26-164"), payer_named("REMISE CHEQUES 2 CHQ")
    ('MENUISERIE DUPONT SA', '')
    >>> payer_named("VIR RECU 9282210S DE: SERRURERIE SA MOTIF: FA26-783"), payer_named("Garage & Fils - F-2026-210")
    ('SERRURERIE SA', 'Garage & Fils')
    """
    text = text[:LONGEST_WORDING]
    if match := _FROM.search(text):
        return match[1].strip(" -/,;:")
    named = _ENGLISH.sub("", _TRANSFER.sub("", text))
    if named == text and _NOT_A_PAYER.search(text):
        return ""
    number = number_named(named)
    if number:
        named = named.partition(number)[0]
    named = _TAIL.sub("", named).strip(" -/,;:")
    return named if sum(map(str.isalpha, named)) >= _AT_LEAST else ""
