"""Whether a text is in another language than French: the rules on clauses read no other."""

import re

_WORD = re.compile(r"[a-z]+")
_FRENCH = frozenset(
    _WORD.findall(
        "le la les des du et un une jours mois paiement paiements payable payables facture factures retard taux "
        "penalites interets sous sur par pour est sont sera seront indemnite reglement echeance toute tout aux ou nos "
        "notre"
    )
)
#: Words that English, German, Spanish, Italian, Portuguese and Dutch write and French does not.
_FOREIGN = frozenset(
    _WORD.findall(
        "the of from within days day payment payments terms invoice invoices shall is are late due and be buyer seller "
        "until month months goods title remains with per annum overdue any not all "
        "und der das von innerhalb tage tagen zahlbar zahlung rechnung rechnungsdatum ab ohne mit nach ist wird "
        "el los dias pago factura fecha se efectuara plazo del intereses con "
        "il pagamento giorni fattura entro dalla della interessi pagare "
        "fatura prazo juros betaling dagen binnen factuur het na een"
    )
)
_LEAST = 2


def is_foreign(text: str) -> bool:
    """Whether a folded text is in another language than French; a text without any word of one is not.

    >>> is_foreign("payment within 60 days of invoice date"), is_foreign("paiement a 60 jours, net"), is_foreign("30 j")
    (True, False, False)
    """
    words = _WORD.findall(text)
    other = sum(each in _FOREIGN for each in words)
    return other >= _LEAST and other > sum(each in _FRENCH for each in words)
