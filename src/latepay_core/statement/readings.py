"""How « 45 jours fin de mois » was read: the days and then the end of the month, the other way round, or unknown.

Contracts rarely say which, nor does the law that allows 45 days and an end of month: the documents that claim a due
date say how it was found.
"""

from dataclasses import dataclass

from latepay_core.claim import Claim
from latepay_core.dates.term_words import length_told, payment_days_told
from latepay_core.said import Cited, Said, said
from latepay_core.statement.model import Statement


@dataclass(frozen=True, slots=True)
class TermRead:
    """A term that ends with a month, as it was read; `invoices` are the places of those it is the term of."""

    sentence: Said
    reference: Cited
    invoices: tuple[int, ...]

    def names(self, statement: Statement, most: int = 6) -> tuple[str, ...]:
        """The numbers of its invoices, as far as they have any; none where it is the term of all, or of many."""
        numbers = dict.fromkeys(statement.invoices[at].number for at in self.invoices)
        every = len(self.invoices) == len(statement.invoices)
        return () if every or len(numbers) > most else tuple(filter(None, numbers))


def terms_read(claim: Claim, statement: Statement) -> tuple[TermRead, ...]:
    """The terms of a claim that end with a month, each reading once.

    >>> from latepay_core.statement import draw_up
    >>> invoice = {"issued_on": "2026-07-10", "term": {"days": 45, "end_of_month": "after"}, "amount": "100"}
    >>> claim = Claim.model_validate({"as_of": "2026-11-30", "invoices": [invoice, {**invoice, "number": "F-2"}]})
    >>> [(each.sentence.key, each.invoices) for each in terms_read(claim, draw_up(claim))]
    [('explain.read-after', (0, 1))]
    """
    found: dict[tuple[Said, Cited], list[int]] = {}
    for at, (invoice, shown) in enumerate(zip(claim.invoices, statement.invoices, strict=True)):
        term = invoice.term
        if term is None or not term.end_of_month or "due_on" not in shown.explanations:
            continue
        sentence = said(
            f"explain.read-{term.end_of_month}",
            length=length_told(term),
            origin=said("word.receipt" if term.counted_from == "receipt" else "word.issue"),
            on_day=payment_days_told(term),
        )
        found.setdefault((sentence, shown.explanations["due_on"].reference), []).append(at)
    return tuple(TermRead(sentence, reference, tuple(places)) for (sentence, reference), places in found.items())
