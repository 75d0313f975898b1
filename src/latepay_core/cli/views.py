"""The answers as people read them in a terminal: tables, then sentences."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from latepay_core.claim import Claim
from latepay_core.cli import answers
from latepay_core.cli.layout import BULLET, Below, View, heading, listed, new_table, referred
from latepay_core.cli.sentences import sentence
from latepay_core.cli.sheet import Column, Sheet
from latepay_core.dates.term_words import length_told, payment_days_told
from latepay_core.law import DatedValue, Parameter, all_parameters
from latepay_core.law.freshness import Freshness
from latepay_core.regimes import DEFAULT, country_named
from latepay_core.said import Cited, Language, Said, in_a_row, said
from latepay_core.statement import InvoiceStatement, Statement, StatementLine, Totals
from latepay_core.wording import english, printed, say, worded
from latepay_core.wording.french import amount, date_in_numbers, date_in_words, day_count, number, percent

#: Beyond this many invoices, or lines and movements, the terminal shows the summary.
MOST_INVOICES, MOST_LINES = 200, 5_000
_MOST_WARNINGS = 50

# ---------------------------------------------------------------- statement


def statement_view(claim: Claim, drawn: Statement, left: Below = ()) -> View:
    """The statement: totals where there are several invoices, each invoice, warnings, why, conventions and edition.

    `left` says, under the totals, what of a list is not in them. A statement that nobody would read line by line is
    shown as its summary. It speaks the statement's own language.
    """
    if is_long(drawn):
        yield from summary_view(claim, drawn, left, shortened=True)
        return
    language, private = drawn.language, claim.creditor.kind == "individual"
    yield from _head(claim, drawn)
    if len(drawn.invoices) > 1:
        yield ""
        yield heading(worded("cli/statement.totals", language))
        yield _amounts(drawn.totals, drawn.regime, language)
        yield from _scopes(drawn)
        yield _per_day(drawn)
        yield from left
    for invoice in drawn.invoices:
        yield ""
        yield from _invoice(invoice, drawn.regime, language, private)
    for payment in drawn.allocated_payments:
        yield BULLET + referred(payment.sentence, payment.reference, language)
    if len(drawn.invoices) == 1:
        yield _per_day(drawn)
        yield from left
    yield from listed("warnings", (warning.message for warning in drawn.warnings), language)
    yield from _why(drawn, private)
    yield from listed("comparison", _comparison(drawn), language)
    yield from listed("conventions", _conventions(drawn), language)
    yield ""
    yield _edition(drawn)


def is_long(drawn: Statement) -> bool:
    """Whether nobody would read the statement line by line."""
    lines = sum(len(each.lines) + len(each.movements) for each in drawn.invoices)
    return len(drawn.invoices) > MOST_INVOICES or lines > MOST_LINES


def summary_view(claim: Claim, drawn: Statement, left: Below = (), *, shortened: bool = False) -> View:
    """One line an invoice and the totals; what is to know, without the reasons. `shortened` says what is left out."""
    language = drawn.language
    yield from _head(claim, drawn)
    if shortened:
        lines = sum(len(each.lines) for each in drawn.invoices)
        yield worded("cli/overview.note", language, invoices=len(drawn.invoices), lines=lines)
    columns = ("invoice", "due", "days", "principal", "interest", "compensation", "total")
    table = new_table(*columns, language=language)
    for position, invoice in enumerate(drawn.invoices, start=1):
        table.add(
            invoice.number or worded("cli/limitation.position", language, position=position),
            printed(invoice.due_on, "day", language),
            str(invoice.days_late),
            *_sums(invoice, language),
        )
    if len(drawn.invoices) > 1:
        table.rule()
        table.add(worded("cli/statement.totals", language), "", "", *_sums(drawn.totals, language), strong=True)
    yield table
    yield from _scopes(drawn)
    yield _per_day(drawn)
    yield from left
    yield from listed("warnings", _first_warnings(drawn), language)
    yield ""
    yield _edition(drawn)


def _first_warnings(drawn: Statement) -> Iterator[Cited]:
    """The gravest warnings, then how many others there are."""
    yield from (warning.message for warning in drawn.warnings[:_MOST_WARNINGS])
    if more := max(0, len(drawn.warnings) - _MOST_WARNINGS):
        yield said("cli/overview.more-warnings-one" if more == 1 else "cli/overview.more-warnings", count=more)


def _sums(figures: InvoiceStatement | Totals, language: Language) -> Iterator[str]:
    for euros in (figures.principal_due, figures.interest_due, figures.compensation_due, figures.total_due):
        yield printed(euros, "amount", language)


def _head(claim: Claim, drawn: Statement) -> View:
    language = drawn.language
    regime = said(f"word.regime.{drawn.regime}")
    yield heading(worded("cli/statement.title", language, day=drawn.as_of, regime=regime))
    for who, name in (("creditor", claim.creditor.name), ("debtor", claim.debtor.name)):
        if name:
            yield worded(f"cli/statement.{who}", language, name=name)
    if drawn.provisional:
        yield worded("cli/statement.provisional", language)


def _scopes(drawn: Statement) -> Iterator[str]:
    """The parts of what is owed that are told apart, where there are some."""
    scopes = drawn.totals.scopes
    if "due" in scopes:
        due, later = (part.total_due for part in scopes.values())
        yield worded("cli/statement.scopes", drawn.language, day=drawn.as_of, due=due, later=later)
        return
    for name, part in scopes.items():
        yield worded(f"cli/statement.{name}", drawn.language, amount=part.total_due)


def _per_day(drawn: Statement) -> str:
    return worded("cli/statement.per-day", drawn.language, amount=drawn.totals.per_day)


def _edition(drawn: Statement) -> str:
    edition = drawn.edition
    figures = {"program": edition.program, "hash": edition.hash[:12]}
    return worded("cli/statement.edition", drawn.language, checked=edition.verified_until, **figures)


def _lateness(invoice: InvoiceStatement) -> Said:
    """How late it is, or was when it was paid."""
    if invoice.settled_on is not None and invoice.days_until_settled and invoice.paid:
        return said("cli/statement.settled-late", settled=invoice.settled_on, days=invoice.days_until_settled)
    late = invoice.days_late if invoice.settled_on is None else invoice.days_until_settled
    return said("cli/statement.late", days=late) if late else said("cli/statement.not-late")


def _title(invoice: InvoiceStatement, language: Language, private: bool) -> str:
    key = "cli/statement.invoice" if invoice.number else "cli/statement.invoice-unnumbered"
    return worded(
        f"{key}-loan" if private else key,
        language,
        number=invoice.number,
        amount=invoice.amount + invoice.paid_undated,
        due=invoice.due_on,
        late=_lateness(invoice),
    )


def _invoice(invoice: InvoiceStatement, regime: str, language: Language, private: bool) -> View:
    yield heading(_title(invoice, language, private))
    if invoice.lines:
        table = new_table("from", "to", "days", "principal", "rate", "interest", language=language)
        for line in invoice.lines:
            table.add(
                printed(line.first, "day", language),
                printed(line.to, "day", language),
                str(line.days),
                _bearing(line, language),
                printed(line.annual_rate_percent, "percent", language),
                printed(line.interest, "amount", language),
            )
        yield table
        references = tuple(dict.fromkeys(_cited(line.reference, language) for line in invoice.lines))
        yield worded("cli/statement.references", language, references=references)
    for movement in invoice.movements:
        yield BULLET + say(movement.sentence, language)
    # Interest that is overdue is said among the warnings.
    paid = invoice.interest_payment
    for part in (invoice.public_term, None if paid is None or paid.overdue else paid):
        if part is not None:
            told = (referred(part.sentence, part.reference, language), say(part.to_check, language))
            yield BULLET + " ".join(filter(None, told))
    yield _amounts(invoice, regime, language)


def _bearing(line: StatementLine, language: Language) -> str:
    """What bears the interest of a line: the principal, or interest that was capitalised."""
    if line.capitalised:
        return worded("cli/statement.capitalised", language, amount=line.principal)
    return printed(line.principal, "amount", language)


def _amounts(figures: object, regime: str, language: Language) -> Sheet:
    """The same lines for an invoice and for the totals; those that are nil and need not be said are left out."""
    table = Sheet((Column("", words=True), Column("", right=True)))
    interest = said("cli/total.interest", interest=said(f"word.interest-title.{regime}"))
    for label, name, always in (
        (said("cli/total.paid"), "paid", False),
        (said("cli/total.credited"), "credited", False),
        (said("cli/total.overpaid"), "overpaid", False),
        (said("cli/total.overcredited"), "overcredited", False),
        (said("cli/total.principal"), "principal_due", True),
        (interest, "interest_due", True),
        (said("cli/total.compensation"), "compensation_due", True),
    ):
        value = getattr(figures, name)
        if value or always:
            table.add(say(label, language), printed(value, "amount", language))
    total: Decimal = figures.total_due  # type: ignore[attr-defined]
    table.add(worded("cli/total.total", language), printed(total, "amount", language), strong=True)
    return table


def _comparison(drawn: Statement) -> Iterator[Cited]:
    """The contract's rate in each half-year, then once what the law leaves open."""
    for row in drawn.rate_comparison:
        yield referred(row.sentence, row.reference, drawn.language)
    yield from dict.fromkeys(row.caution for row in drawn.rate_comparison)


def _why(drawn: Statement, private: bool) -> View:
    yield ""
    yield heading(worded("cli/statement.why", drawn.language))
    for invoice in drawn.invoices:
        if len(drawn.invoices) > 1:
            yield _title(invoice, drawn.language, private)
        yield from (BULLET + reason for reason in _reasons(invoice, drawn.language))


def _cited(reference: Cited, language: Language) -> str:
    return english.cited(say(reference, language)) if language == "en" else say(reference, language)


def _reasons(invoice: InvoiceStatement, language: Language) -> Iterator[str]:
    told = invoice.explanations
    for name in ("due_on", "first_day"):
        if name in told:
            yield referred(told[name].sentence, told[name].reference, language)
    for line in invoice.lines:
        yield referred(in_a_row(line.sentence, line.formula), line.source, language)
    if "compensation" in told:
        yield referred(told["compensation"].sentence, told["compensation"].reference, language)
    for name in ("interest", "principal_due", "overpaid", "overcredited"):
        if name in told:
            yield say(told[name].sentence, language)


def _conventions(drawn: Statement) -> Iterator[str]:
    for each in drawn.conventions.values():
        label = say(each.label, drawn.language)
        told = f"{label[:1].upper()}{label[1:]}. {referred(each.ground, each.reference, drawn.language)}"
        yield told if each.settled else f"{told} {worded('cli/statement.unsettled', drawn.language)}"


# ---------------------------------------------------------------- due date


def due_date_view(question: answers.DueDateQuestion) -> View:
    """The due date under each reading, beside the latest lawful one."""
    words = {"issued": date_in_words(question.issued)}
    if question.received is None:
        yield heading(sentence("cli.due-date.title", **words))
    else:
        words["received"] = date_in_words(question.received)
        yield heading(sentence("cli.due-date.title-received", **words))
    table = new_table("reading", "due", "maximum")
    found = answers.due_dates(question)
    for due in found:
        lawful = ""
        if due.maximum is not None:
            day = date_in_numbers(due.maximum.due_on)
            lawful = sentence("cli.due-date.maximum", due=day, rule=say(due.maximum.rule_told))
        table.add(_reading(due.reading, question), date_in_numbers(due.due_on), lawful)
    yield table
    if question.both:
        yield sentence("cli.due-date.both")
    yield from _sector(question, found)
    yield from listed("warnings", (due.warning() for due in found if due.too_late))


def _sector(question: answers.DueDateQuestion, found: list[answers.Due]) -> View:
    """Which sector's rule gives the maximum, on what it depends and how sure it is; or from when one is known."""
    latest = answers.latest_lawful(found)
    if latest is None:
        first = answers.longest_terms().starts_on
        if question.trade is not None:
            first = answers.longest_terms().term_of(question.trade, summary=question.summary).starts_on
        yield sentence("cli.due-date.no-maximum", first=date_in_words(first))
    elif latest.sector is not None:
        sector = latest.sector
        yield sentence("cli.due-date.sector", sector=say(sector.title), reference=sector.reference)
        yield from (BULLET + say(each) for each in (sector.note, latest.to_check) if each)


def _reading(reading: str, question: answers.DueDateQuestion) -> str:
    return sentence(
        f"cli.due-date.{reading}",
        days=say(length_told(question.term)),
        origin=worded("word.receipt" if question.received else "word.issue"),
        on_day=say(payment_days_told(question.term)),
    )


# ---------------------------------------------------------------- rates


def history_view() -> View:
    """The history of each series, with its sources, then the rules."""
    for each in all_parameters(*country_named(DEFAULT).law):
        if each.kind == "series":
            yield heading(_checked(each))
            table = new_table("since", "value", "status", "source")
            for value in each.values:
                table.add(date_in_numbers(value.starts_on), _worded(each, value), _status(value), value.reference)
            yield table
    yield heading(sentence("cli.rates.rules"))
    table = new_table("what", "since", "value", "status", "source")
    for each in all_parameters(*country_named(DEFAULT).law):
        if each.kind == "rule":
            for value in each.values:
                since = date_in_numbers(value.starts_on)
                table.add(each.title, since, _worded(each, value), _status(value), value.reference)
    yield table


def rates_on_view(day: date) -> View:
    """What every rate and every rule is on a day."""
    yield heading(sentence("cli.rates.on", day=date_in_words(day)))
    table = new_table("what", "value", "status", "source")
    provisional = False
    for rate in answers.derived_rates(day):
        provisional = provisional or rate.provisional
        if rate.percent is None:
            table.add(
                answers.title_of(rate),
                "",
                sentence("cli.rates.before", first=date_in_numbers(rate.first)),
                say(rate.reference),
            )
            continue
        status = "provisional" if rate.provisional else "verified" if rate.verified else "unconfirmed"
        table.add(answers.title_of(rate), percent(rate.percent), sentence(f"cli.rates.{status}"), say(rate.reference))
    table.rule()
    for each in all_parameters(*country_named(DEFAULT).law):
        value = answers.value_on(each, day)
        if value is None:
            first = date_in_numbers(each.values[0].starts_on)
            table.add(each.short_title, "", sentence("cli.rates.before", first=first), "")
            continue
        provisional = provisional or value.provisional
        table.add(each.short_title, _worded(each, value), _status(value), value.reference)
    yield table
    if provisional:
        yield sentence("cli.rates.provisional-note")


def freshness_view(found: Sequence[Freshness]) -> View:
    """One line for each series, what is wanting said in words; then what it comes to."""
    for each in found:
        key = "missing" if each.missing else "stale" if each.stale else "fresh"
        needed, checked = date_in_words(each.needed_on), date_in_words(each.series.checked_until)
        yield sentence(f"cli.rates.{key}", title=each.series.title, needed=needed, checked=checked)
    yield sentence("cli.rates.all-fresh" if all(each.fresh for each in found) else "cli.rates.some-old")


def _checked(each: Parameter) -> str:
    return sentence("cli.rates.checked", title=each.title, checked=date_in_words(each.checked_until))


def _status(value: DatedValue) -> str:
    return sentence(f"cli.rates.{'provisional' if value.provisional else value.status}")


def _worded(each: Parameter, value: DatedValue) -> str:
    if each.unit == "percent-a-year":
        return percent(value.value)
    if each.unit == "eur":
        return amount(value.value)
    if each.unit == "calendar-days":
        return day_count(int(value.value))
    key = {"percentage-points": "points", "times": "times", "months": "months"}[each.unit]
    return sentence(f"cli.rates.{key}", value=number(value.value, 0))
