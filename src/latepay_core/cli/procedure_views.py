"""Limitation, next step, routes and costs, as people read them in a terminal; each with how sure it is."""

from collections.abc import Iterable, Iterator

from latepay_core.cli.layout import BULLET, View, heading, listed, new_table, referred
from latepay_core.cli.sentences import sentence
from latepay_core.cli.sheet import Sheet
from latepay_core.dates.limitation_model import InvoiceLimitation, LimitationAnswer
from latepay_core.procedure import CostItem, Costs, Court, LateCost, NextStep, Point, Route, RouteStep
from latepay_core.procedure.model import LEFT_BY_A_NOTICE
from latepay_core.said import Cited, Language
from latepay_core.statement import Statement
from latepay_core.wording import say, worded
from latepay_core.wording.french import amount, date_in_numbers, date_in_words

# ---------------------------------------------------------------- limitation


def limitation_view(answer: LimitationAnswer, language: Language = "fr", *, private: bool = False) -> View:
    """For each invoice the last day to act, why, and what each event did; then warnings, and what is left out.

    `private`: whether a private person is owed the money, who writes no invoice.
    """
    yield heading(worded("cli/limitation.title", language, day=answer.as_of))
    for invoice in answer.invoices:
        yield ""
        yield from _limitation(invoice, language, private)
    yield from listed("warnings", (warning.message for warning in answer.warnings), language)
    yield from listed("limits", answer.notes, language)


def _limitation(invoice: InvoiceLimitation, language: Language, private: bool) -> View:
    number = invoice.number or worded("cli/limitation.position", language, position=invoice.invoice + 1)
    title = "cli/limitation.invoice-loan" if private else "cli/limitation.invoice"
    yield heading(worded(title, language, number=number, kind=invoice.title))
    key = "cli/limitation.barred" if invoice.barred else "cli/limitation.last-day"
    yield worded(key, language, last=invoice.safe_day, act=invoice.safe_act_before)
    resting = invoice.resting_payment
    if resting is not None and resting.last_day == invoice.safe_day:
        yield worded("cli/limitation.without-payment", language, on=resting.on, last=invoice.last_day)
    elif resting is not None:
        yield worded("cli/limitation.resting", language, on=resting.on, last=resting.last_day)
    if invoice.due_reading is not None:
        yield worded("cli/limitation.due-reading", language, last=invoice.due_reading.last_day)
    yield _joined(referred(invoice.explanation, invoice.article, language), say(invoice.to_check, language))
    for event in invoice.events:
        told = worded("cli/limitation.event", language, on=event.on, said=event.sentence)
        yield BULLET + _joined(referred(told, event.reference, language), say(event.to_check, language))


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)


# ---------------------------------------------------------------- next step


def next_view(step: NextStep, drawn: Statement, *, private: bool = False) -> View:
    """What to do, when, why, with what; then the points of law and the steps that follow.

    `private`: whether a private person is owed the money, who writes no invoice.
    """
    yield heading(sentence("cli.next.title", title=say(step.title), day=date_in_words(drawn.as_of)))
    yield from _days(step)
    yield ""
    yield say(step.what)
    yield say(step.why)
    yield from _papers(step, private)
    yield from listed("points", map(_point, step.points))
    if step.then:
        yield ""
        yield heading(sentence("cli.next.then"))
        table = new_table("on", "step", "letter")
        for later in step.then:
            table.add(date_in_numbers(later.on), say(later.title), _letter(later.letter))
        yield table


def _days(step: NextStep) -> View:
    late = step.late and step.planned_on < step.on
    key = "cli.next.on-late" if late else "cli.next.on"
    yield sentence(key, on=date_in_words(step.on), planned=date_in_words(step.planned_on))
    if step.limits:
        first = step.limits[0]
        yield sentence("cli.next.limit", title=say(first.title), last=date_in_words(first.last_day))
    elif step.last_day is not None:
        key = "cli.next.notice-until" if step.code in LEFT_BY_A_NOTICE else "cli.next.last-day"
        yield sentence(key, last=date_in_words(step.last_day))
    if step.promised_by is not None:
        yield sentence("cli.next.promised-by", day=date_in_words(step.promised_by))
    if step.answer_by is not None:
        yield sentence("cli.next.answer-by", day=date_in_words(step.answer_by))


def _papers(step: NextStep, private: bool) -> View:
    # An invoice on several due dates is one invoice.
    numbers, aside = (", ".join(dict.fromkeys(filter(None, each))) for each in (step.invoices, step.set_aside))
    if numbers:
        yield sentence("cli.next.invoices-loan" if private else "cli.next.invoices", numbers=numbers)
    if aside:
        yield sentence("cli.next.set-aside", numbers=aside)
    if step.letter:
        yield sentence("cli.next.letter", letter=_letter(step.letter))
    if step.attach:
        yield sentence("cli.next.attach")
        yield from (BULLET + say(paper) for paper in step.attach)


def _letter(code: str | None) -> str:
    return sentence(f"cli.letter.{code}") if code else ""


def _point(point: Point) -> str:
    return _graded(referred(point.text, point.reference), point.confidence_label)


def _graded(text: str, label: Cited) -> str:
    return sentence("cli.graded", text=text, confidence=say(label))


# ---------------------------------------------------------------- routes


def routes_view(found: list[Route], drawn: Statement, *, debtor: bool = False) -> View:
    """Every route, those that are closed with their reason alone.

    `debtor`: whether the file is the debtor's, who is told that these are the ways of whoever claims.
    """
    total = amount(drawn.totals.total_due)
    yield heading(sentence("cli.routes.title", day=date_in_words(drawn.as_of), amount=total))
    if debtor:
        yield sentence("cli.routes.of-the-other")
    for route in found:
        yield ""
        yield heading(sentence("cli.routes.route", title=say(route.title), status=say(route.status_label)))
        if route.status == "closed":
            yield from (BULLET + _point(point) for point in route.why)
        else:
            yield from _route(route)


def _route(route: Route) -> View:
    yield say(route.summary)
    yield from (BULLET + _point(point) for point in route.why)
    for court in route.courts:
        yield from _court(court)
    for form in route.forms:
        yield sentence("cli.routes.form", number=form.number, title=say(form.title), caveat=say(form.caveat))
    yield sentence(f"cli.routes.lawyer-{route.lawyer}", why=_point(route.lawyer_why))
    yield sentence("cli.routes.cost", note=say(route.cost_note))
    if route.costs:
        yield _cost_table(route.costs)
        yield from (BULLET + warning for warning in _cost_warnings(route.costs))
    if route.recovered:
        yield sentence("cli.routes.recovered")
        yield from (BULLET + _point(point) for point in route.recovered)
    yield sentence("cli.routes.steps")
    for number, step in enumerate(route.steps, start=1):
        yield sentence("cli.routes.step", number=number, step=_step(step))
    yield sentence("cli.routes.timing", timing=say(route.timing))
    if route.letter:
        yield sentence("cli.next.letter", letter=_letter(route.letter))
    yield _graded(sentence("cli.routes.reference", reference=route.reference), route.confidence_label)


def _court(court: Court) -> View:
    yield sentence("cli.routes.court", name=say(court.name), where=say(court.where))
    yield from (BULLET + _point(point) for point in court.points)


def _step(step: RouteStep) -> str:
    parts = [referred(step.text, step.reference)]
    if step.by is not None:
        parts.append(sentence("cli.routes.by", day=date_in_words(step.by), note=say(step.note)))
    elif step.deadline:
        parts.append(sentence("cli.routes.deadline", deadline=say(step.deadline)))
    return _graded(" ".join(parts).rstrip(), step.confidence_label)


# ---------------------------------------------------------------- costs


def costs_view(found: Costs, lateness: LateCost | None = None) -> View:
    """The fees of recovery and the other costs, what is left, what waiting costs, the warnings, the rules."""
    yield heading(sentence("cli.costs.title", amount=amount(found.amount), day=date_in_words(found.on)))
    parts = (found.debtor_part, found.creditor_part)
    yield _cost_table(parts)
    yield from map(_counted, parts)
    yield sentence(
        "cli.costs.recovery",
        without=amount(found.recovery_excluding_vat),
        including=amount(found.recovery_including_vat),
    )
    yield sentence("cli.costs.left", amount=amount(found.left_to_creditor))
    yield ""
    yield heading(sentence("cli.costs.others"))
    yield _cost_table(found.others)
    yield from map(_counted, found.others)
    if lateness is not None:
        yield from _lateness(lateness)
    yield from listed("warnings", [*_cost_warnings((*parts, *found.others)), found.indication])
    yield from listed("points", map(_point, found.notes))


def _lateness(found: LateCost) -> View:
    yield ""
    yield heading(sentence("cli.costs.late"))
    for name, said in found.sentences.items():
        if name not in {"credit", "financing"} or found.credit_per_year:
            formula = found.formulas[name]
            yield BULLET + sentence("cli.costs.late-line", said=say(said).removesuffix("."), formula=say(formula))


def _counted(item: CostItem) -> str:
    """How a cost was counted, and who bears it."""
    label, basis, bearer = map(say, (item.label, item.basis, item.bearer))
    said = sentence("cli.costs.counted", label=label, basis=basis.removesuffix("."), bearer=bearer)
    return BULLET + referred(said, item.reference)


def _cost_table(items: Iterable[CostItem]) -> Sheet:
    table = new_table("cost", "excluding-vat", "including-vat", "bearer", "confidence")
    for item in items:
        table.add(
            say(item.label),
            "" if item.excluding_vat is None else amount(item.excluding_vat),
            _including(item),
            sentence(f"cli.costs.bearer-{item.borne_by}"),
            say(item.confidence_label),
        )
    return table


def _including(item: CostItem) -> str:
    if item.including_vat is None:
        return sentence("cli.costs.unknown")
    said = amount(item.including_vat)
    if item.most is not None:
        return sentence("cli.costs.range", least=said, most=amount(item.most))
    return sentence("cli.costs.about", amount=said) if item.approximate else said


def _cost_warnings(items: Iterable[CostItem]) -> Iterator[str]:
    """Each warning once, with what it is about."""
    about: dict[str, list[str]] = {}
    for item in items:
        if item.warning:
            about.setdefault(say(item.warning), []).append(say(item.label))
    for warning, labels in about.items():
        yield sentence("cli.costs.warning", labels="\u202f; ".join(labels), warning=warning)
