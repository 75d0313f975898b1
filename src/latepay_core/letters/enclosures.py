"""What is sent along with a letter: named in the catalogue, written out from the claim."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from latepay_core.claim.agreed import agreed_by
from latepay_core.claim.invoices import CreditNote
from latepay_core.letters.case import LetterCase
from latepay_core.letters.details import Reference
from latepay_core.letters.forms import filters
from latepay_core.letters.wording import known, say
from latepay_core.said import Language
from latepay_core.statement import InvoiceStatement, Statement

#: Beyond this many, invoices are counted and no longer named: the letter's own table names them.
_NAMED = 6

Enclosure = Callable[[LetterCase, Statement, Language], Iterator[str]]


def enclosures(
    names: tuple[str, ...], case: LetterCase, statement: Statement, language: Language, *, account_day: date, each: bool
) -> tuple[str, ...]:
    """The papers that go with a letter, then the user's own, without repeating any.

    `account_day` is the one that the account stands at. With `each`, as a court or a public buyer wants its exhibits,
    every invoice that has a number, and every credit note, is a paper of its own.
    """
    own = {"invoices": _every_invoice, "credit-notes": _every_credit_note} if each else {}
    made = {**_ENCLOSURES, **own, "statement": _statement_of(account_day)}
    found = [line for name in names for line in (made.get(name) or _own(name))(case, statement, language)]
    return tuple(dict.fromkeys([*found, *(paper for paper in case.details.enclosures if paper.strip())]))


def _own(name: str) -> Enclosure:
    """A paper that one letter alone has: its own sentences name it."""
    return lambda case, statement, language: iter([say(f"enclosure.{name}", language)])


def _every_invoice(case: LetterCase, statement: Statement, language: Language) -> Iterator[str]:
    if case.loan:
        yield from _proof_of_loan(case, language)
        return
    if all(each.number for each in statement.invoices):
        yield from (_invoice(each, language) for each in statement.invoices)
    else:
        yield from _invoices(case, statement, language)


def _proof_of_loan(case: LetterCase, language: Language) -> Iterator[str]:
    """What a judge reads a loan in, as its lender named it; nothing where another exhibit is that writing."""
    acknowledged = case.facts.events("acknowledgement") or say("acknowledgement") in case.origin.casefold()
    if language == "fr" and case.origin and not acknowledged and not case.details.references:
        yield say("enclosure.proof-of-loan", origin=case.origin)


def _invoice(each: InvoiceStatement, language: Language) -> str:
    key = "invoice-dated" if each.issued_on else "invoice"
    return say(f"enclosure.{key}", language, number=each.number, on=_day(each.issued_on, language))


def _invoices(case: LetterCase, statement: Statement, language: Language) -> Iterator[str]:
    named = [each for each in statement.invoices if each.number]
    if case.loan:
        # There is no invoice: the papers of a loan are the acknowledgment of debt and what the reader names.
        return
    count = len({each.number or at for at, each in enumerate(statement.invoices)})
    if len(named) < len(statement.invoices) or count > _NAMED:
        yield say(f"enclosure.invoices-{_number(count)}", language, count=count)
        return
    yield from (_invoice(each, language) for each in named)


def _statement_of(day: date) -> Enclosure:
    return lambda case, statement, language: iter([say("enclosure.statement", language, on=_day(day, language))])


def _references(case: LetterCase, statement: Statement, language: Language) -> Iterator[str]:
    """The contract, the order, the quote, the delivery note, as far as they are named."""
    for each in case.details.references:
        yield reference_in_words(each, language)


def reference_in_words(each: Reference, language: Language = "fr") -> str:
    """A paper by its name, its number and its date: « Bon de commande n° 12 du 3 mars 2026 »."""
    title = each.title if each.kind == "other" and each.title else say(f"paper.{each.kind}", language)
    if each.number:
        title = say("paper.numbered", language, title=title, number=each.number)
    return say("paper.dated", language, title=title, on=_day(each.on, language)) if each.on else title


def _terms(case: LetterCase, statement: Statement, language: Language) -> Iterator[str]:
    """What the rate of a clause is read in, where no contract is named among the references."""
    clauses = agreed_by(case.claim, lambda terms: terms.rate)
    agreed = case.rules.agreed_rate and any(each.value.basis != "statutory" for each in clauses)
    if agreed and not any(each.kind == "contract" for each in case.details.references):
        yield say("enclosure.terms", language)


def _credit_notes(case: LetterCase, statement: Statement, language: Language) -> Iterator[str]:
    """The credit notes that were taken off what is asked, counted where they are many."""
    named = list(_every_credit_note(case, statement, language))
    yield from named if len(named) <= _NAMED else [say("enclosure.credit-notes", language, count=len(named))]


def _every_credit_note(case: LetterCase, statement: Statement, language: Language) -> Iterator[str]:
    """Every credit note that was taken off what is asked."""
    about = {(each.number, each.due_on, each.amount) for each in statement.invoices}
    for invoice, drawn in zip(case.claim.invoices, case.statement.invoices, strict=True):
        if (drawn.number, drawn.due_on, drawn.amount) in about:
            yield from (_credit_note(each, language) for each in _taken_off(invoice.credit_notes, statement))
    if statement.totals.credited:
        yield from (_credit_note(each, language) for each in _taken_off(case.claim.credit_notes, statement))


def _payments(case: LetterCase, statement: Statement, language: Language) -> Iterator[str]:
    """The proof of what the reader paid, where the letter that he answers leaves it out."""
    contested = (each.line for each in case.answers if each.contests)
    if any(reason.code == "payment-left-out" for line in contested for reason in line.reasons):
        yield say("enclosure.payments", language)


def _taken_off(notes: Iterable[CreditNote], statement: Statement) -> Iterator[CreditNote]:
    return (each for each in notes if each.issued_on <= statement.as_of)


def _credit_note(note: CreditNote, language: Language) -> str:
    key = "credit-note" if note.number else "credit-note-unnumbered"
    return say(f"enclosure.{key}", language, number=note.number, on=_day(note.issued_on, language))


def _events(kind: str) -> Enclosure:
    def listed(case: LetterCase, statement: Statement, language: Language) -> Iterator[str]:
        due = min(each.due_on for each in statement.invoices)
        for each in case.facts.events(kind, after=due):
            yield say(f"enclosure.{kind}", language, on=_day(each.on, language))

    return listed


def _notices(case: LetterCase, statement: Statement, language: Language) -> Iterator[str]:
    """The formal notices, each with its receipt; where only the day it was received is known, that one."""
    sent = list(_events("formal-notice")(case, statement, language))
    received = case.claim.notice_received_on
    if not sent and received is not None and received <= statement.as_of and language == "fr":
        sent = [say("enclosure.notice-received", language, on=_day(received, language))]
    yield from sent


def _acknowledgements(case: LetterCase, statement: Statement, language: Language) -> Iterator[str]:
    """The acknowledgments of debt, noted with their day, signed before the sum fell due or after; else as typed."""
    dated = [each.on for each in case.facts.events("acknowledgement")]
    yield from (say("enclosure.acknowledgement", language, on=_day(each, language)) for each in dated)
    if not dated and language == "fr" and say("acknowledgement") in case.origin.casefold():
        yield say("enclosure.acknowledgement-undated")


def _bank_details(case: LetterCase, statement: Statement, language: Language) -> Iterator[str]:
    yield say("enclosure.bank-details", language)


def _number(count: int) -> str:
    return "one" if count == 1 else "many"


def _day(day: object, language: Language) -> str:
    return str(filters(language)["in_words"](day)) if day is not None else ""


def _deposit(case: LetterCase, statement: Statement, language: Language) -> Iterator[str]:
    """The proof that a public buyer received each payment request; of the only one, as the letter's details say it."""
    own = {each.number: each.received_on for each in case.claim.invoices if each.number}
    received = {each.number: day for each in statement.invoices if (day := own.get(each.number))}
    alone = len(statement.invoices) == 1
    for number, day in received.items():
        key = "enclosure.deposit" if alone else "enclosure.deposit-of"
        yield say(key, language, on=_day(day, language), number=number)
    if case.details.public.deposited_on and alone and not received:
        yield say("enclosure.deposit", language, on=_day(case.details.public.deposited_on, language))


def _public_claims(case: LetterCase, statement: Statement, language: Language) -> Iterator[str]:
    """The written claims about the requests that the letter is about: each stands for itself."""
    due = min(each.due_on for each in statement.invoices)
    days = dict.fromkeys(each.on for each in case.facts.events("public-claim", after=due, of=statement.invoices))
    yield from (say("enclosure.public-claim", language, on=_day(each, language)) for each in days)


def _enforceable(case: LetterCase, statement: Statement, language: Language) -> Iterator[str]:
    """The decision that can be enforced."""
    decision = case.claim.judgment
    if decision is not None and decision.enforceable_on <= statement.as_of:
        yield say("enclosure.enforceable", language, on=_day(decision.enforceable_on, language))


_ENCLOSURES: dict[str, Enclosure] = {
    "deposit": _deposit,
    "enforceable": _enforceable,
    "invoices": _invoices,
    "references": _references,
    "terms": _terms,
    "credit-notes": _credit_notes,
    "reminders": _events("reminder"),
    "confirmations": _events("confirmation"),
    "notice": _notices,
    "bank-details": _bank_details,
    "public-claim": _public_claims,
    "acknowledgement": _acknowledgements,
    "payments": _payments,
}


def is_paper(name: str) -> bool:
    """Whether a sheet may use a name: a paper made from the claim, or one that the letter's own sentences name."""
    return name == "statement" or name in _ENCLOSURES or known(f"enclosure.{name}")
