"""What to check before any letter goes: its account number, its dates, the signs of its PDF, what was paid too much."""

from datetime import date

from latepay_core.claim import ClaimRefused
from latepay_core.claim.accounts import checked_bic, checked_iban
from latepay_core.letters.case import LetterCase
from latepay_core.letters.catalogue import Entry
from latepay_core.letters.conditions.registry import Figures, condition, numbers, when
from latepay_core.letters.context import Context, channel_of
from latepay_core.letters.missing import value_at
from latepay_core.letters.wording import told_beside
from latepay_core.statement import InvoiceStatement


@condition("not-in-the-pdf")
def _not_in_the_pdf(case: LetterCase, entry: Entry) -> Figures | None:
    """Signs that the fonts of the PDF do not have."""
    return {"signs": case.unprintable} if case.unprintable else None


@condition("overpaid")
def _overpaid(case: LetterCase, entry: Entry) -> Figures | None:
    """Some invoices were paid too much, and the excess was set against no other."""
    found = _in_excess(case, "overpaid")
    return None if case.claim.terms.surplus == "oldest" else found


@condition("overpaid-kept")
def _overpaid_kept(case: LetterCase, entry: Entry) -> Figures | None:
    """The same, though the excess was to be set against the others: they owed nothing yet when it came in."""
    found = _in_excess(case, "overpaid")
    return found if case.claim.terms.surplus == "oldest" else None


@condition("overcredited")
def _overcredited(case: LetterCase, entry: Entry) -> Figures | None:
    """Credit notes hold more than any principal could take on their day."""
    return _in_excess(case, "overcredited")


@condition("wrong-iban")
def _wrong_iban(case: LetterCase, entry: Entry) -> Figures | None:
    """The account number that the letter prints cannot be right."""
    typed = case.claim.creditor.iban
    if not typed.strip():
        return None
    try:
        checked_bic(case.claim.creditor.bic, checked_iban(typed))
    except ClaimRefused as refused:
        return {"why": refused.refusals[0].message}
    return None


@condition("other-day")
def _other_day(case: LetterCase, entry: Entry) -> Figures | None:
    """The letter is dated on another day than its statement."""
    written, counted = case.written_on, case.statement.as_of
    return when(written != counted, written=written, counted=counted)


@condition("no-post-today")
def _no_post_today(case: LetterCase, entry: Entry) -> Figures | None:
    """A registered letter dated on a day when it cannot be posted: the time it leaves is counted from the next one."""
    if entry.channels != ("registered",):
        return None
    written = case.written_on
    posted = case.facts.next_worked_day(written)
    return when(posted != written, written=written, posted=posted)


@condition("reply-too-early")
def _reply_too_early(case: LetterCase, entry: Entry) -> Figures | None:
    """The last day to answer, chosen by the user, has come before the letter can."""
    by = case.details.reply.by
    if by is None or by > case.written_on:
        return None
    return {"by": by, "written": case.written_on}


@condition("day-not-worked")
def _day_not_worked(case: LetterCase, entry: Entry) -> Figures | None:
    """The last day to pay that this letter gives, typed or counted, is a Saturday, a Sunday or a holiday."""
    given = [_reply_by(case, entry), *(value_at(case, path) for path in entry.last_days)]
    idle = [each for each in given if isinstance(each, date) and case.facts.next_worked_day(each) != each]
    return {"day": idle[0]} if idle else None


def _reply_by(case: LetterCase, entry: Entry) -> date | None:
    if entry.reply is None or not case.positions(entry.scope):
        return None
    return _seen(case, entry).reply.by


def _seen(case: LetterCase, entry: Entry) -> Context:
    return Context(case, entry, *case.about(entry.scope), "fr", channel_of(entry, case.details))


@condition("settles")
def _settles(case: LetterCase, entry: Entry) -> Figures | None:
    """The letter says that its sum settles the account: what runs until that day, and other costs, are given up."""
    if "letter.settles" not in entry.settings or not case.details.settles or not case.positions(entry.scope):
        return None
    seen = _seen(case, entry)
    if not seen.totals.per_day:
        return None
    return {
        "amount": seen.totals.total_due,
        "by": seen.reply.by,
        "interest": seen.interest_name,
        "since": seen.day_after,
        "per_day": seen.totals.per_day,
    }


def _in_excess(case: LetterCase, name: str) -> Figures | None:
    totals = case.statement.totals
    excess = getattr(totals, name)
    if not excess or not totals.total_due:
        return None
    found = [each.number or told_beside("unnumbered", position=at) for at, each in _exceeded(case, name)]
    return {"amount": excess, "numbers": numbers(found)}


def _exceeded(case: LetterCase, name: str) -> list[tuple[int, InvoiceStatement]]:
    return [(at, each) for at, each in enumerate(case.statement.invoices, 1) if getattr(each, name)]
