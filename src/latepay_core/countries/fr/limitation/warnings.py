"""What the reader must know beside the limitation dates."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from latepay_core.claim import Claim
from latepay_core.claim.notice import Notice
from latepay_core.claim.part import made
from latepay_core.claim.places import SOMEWHERE, country_name, creditor_country, debtor_country, is_abroad
from latepay_core.claim.refusals import shown_value
from latepay_core.countries.fr.limitation.periods import invoice_limitation
from latepay_core.countries.fr.limitation.rules import LETTERS, decided_on, is_public
from latepay_core.dates.due_dates import due_on
from latepay_core.dates.limitation_model import NEAR_MONTHS, InvoiceLimitation
from latepay_core.days import add_months
from latepay_core.said import Said, Value, said


def warnings_of(claim: Claim, found: Sequence[InvoiceLimitation], as_of: date) -> Iterator[Notice]:
    """Every warning, the gravest kind first."""
    yield from _passed(found)
    yield from _near(claim, found, as_of)
    yield from _too_late(found)
    yield from _uncertain_start(found)
    yield from _public(claim, found, as_of)
    yield from _abroad(claim)
    yield from _unallocated(claim, as_of)
    yield from _letters(found)


def _label(each: InvoiceLimitation) -> Said:
    if each.number:
        return said("limitation.label", number=shown_value(each.number))
    return said("limitation.label-unnumbered", position=each.invoice + 1)


def _notice(
    code: str,
    each: InvoiceLimitation,
    key: str,
    figures: Mapping[str, object],
    path: str = "due_on",
    words: Mapping[str, Value] | None = None,
) -> Notice:
    message = said(f"limitation.warning.{key}", **{"invoice": _label(each), "last": each.last_day, **(words or {})})
    where = f"invoices[{each.invoice}].{path}"
    return made(Notice, code=code, message=message, figures=dict(figures), invoice=each.invoice, path=where)


def _figures(each: InvoiceLimitation) -> dict[str, object]:
    figures: dict[str, object] = {
        "number": each.number,
        "last_day": each.last_day.isoformat(),
        "act_before": each.act_before.isoformat(),
        "days_left": each.days_left,
    }
    if each.due_reading:
        figures["last_day_from_due"] = each.due_reading.last_day.isoformat()
    return figures


def _passed(found: Sequence[InvoiceLimitation]) -> Iterator[Notice]:
    for each in found:
        if each.barred:
            known_work = each.due_reading is not None and each.due_reading.last_day > each.last_day
            key = "passed-title" if each.kind == "title" else "passed-known-work" if known_work else "passed"
            yield _notice("limitation-passed", each, key, _figures(each), words=_other(each))


def _other(each: InvoiceLimitation) -> dict[str, Value]:
    return {"other": each.due_reading.last_day} if each.due_reading else {}


def _near(claim: Claim, found: Sequence[InvoiceLimitation], as_of: date) -> Iterator[Notice]:
    """Where the end is near; whoever may rely on it, the debtor, is told the later day."""
    for each in found:
        if each.last_day < as_of and not each.barred:
            yield _notice("limitation-near", each, "near-presumed", _figures(each), words=_other(each))
            continue
        late = claim.side == "debtor"
        last, act = (each.last_day, each.act_before) if late else (each.safe_day, each.safe_act_before)
        if add_months(last, -NEAR_MONTHS) <= as_of <= last:
            left = (last - as_of).days
            key = "near-today" if not left else "near" if as_of <= act else "near-urgent"
            words: dict[str, Value] = {"days": left, "act": act, "last": last}
            yield _notice("limitation-near", each, key, _figures(each), words=words)


def _too_late(found: Sequence[InvoiceLimitation]) -> Iterator[Notice]:
    for each in found:
        for event in each.events:
            if event.too_late and event.kind not in LETTERS:
                key = "payment-too-late" if event.kind == "part-payment" else "event-too-late"
                figures = {"on": event.on.isoformat(), "kind": event.kind, "last_day": each.last_day.isoformat()}
                yield _notice("limitation-event-too-late", each, key, figures, words={"on": event.on})


def _uncertain_start(found: Sequence[InvoiceLimitation]) -> Iterator[Notice]:
    for each in found:
        if each.start_uncertain and not each.barred:
            figures = {"starts_on": each.starts_on.isoformat(), "last_day": each.last_day.isoformat()}
            if each.due_reading:
                figures["last_day_from_due"] = each.due_reading.last_day.isoformat()
            work = "start-work-two" if each.due_reading else "start-work"
            key = f"start-{each.kind}" if each.kind in {"transport", "public-debtor"} else work
            yield _notice("limitation-start-uncertain", each, key, figures, path="performed_on", words=_other(each))


def _public(claim: Claim, found: Sequence[InvoiceLimitation], as_of: date) -> Iterator[Notice]:
    if not is_public(claim):
        return
    if claim.debtor.public_kind == "public-enterprise":
        message = said("limitation.warning.public-enterprise")
        yield made(Notice, code="limitation-public-enterprise", message=message, figures={}, path="debtor.public_kind")
    if decided_on(claim, as_of) is not None:
        message = said("limitation.warning.public-title")
        yield made(Notice, code="limitation-public-title", message=message, figures={}, path="judgment.enforceable_on")
    for each in found:
        due = due_on(claim.invoices[each.invoice])
        if due is None or not any(event.kind in LETTERS for event in each.interrupted_by):
            continue
        strict = invoice_limitation(claim, each.invoice, due, as_of, without=LETTERS)
        if strict.last_day < each.last_day:
            figures = {"last_day": each.last_day.isoformat(), "last_day_without": strict.last_day.isoformat()}
            yield _notice("limitation-written-proof", each, "written-proof", figures, words={"strict": strict.last_day})


def _abroad(claim: Claim) -> Iterator[Notice]:
    """A party outside France: another law may give another time."""
    for party, country in (("debtor", debtor_country(claim)), ("creditor", creditor_country(claim))):
        if is_abroad(country):
            key = f"{party}-country-asked" if country == SOMEWHERE else f"{party}-abroad"
            message = said(f"warning.{key}", country=country_name(country) or country)
            code = "country-asked" if country == SOMEWHERE else "party-abroad"
            figures = {"party": party, "country": country}
            yield made(Notice, code=code, message=message, figures=figures, path=f"{party}.country")


def _unallocated(claim: Claim, as_of: date) -> Iterator[Notice]:
    """Payments of the whole claim that are not known to be for one invoice or another."""
    for position, payment in enumerate(claim.payments):
        if payment.invoice is None and len(claim.invoices) > 1 and payment.paid_on <= as_of:
            message = said("limitation.warning.payment-unallocated", on=payment.paid_on)
            figures = {"on": payment.paid_on.isoformat()}
            path = f"payments[{position}]"
            yield made(Notice, code="limitation-payment-unallocated", message=message, figures=figures, path=path)


def _letters(found: Sequence[InvoiceLimitation]) -> Iterator[Notice]:
    """One warning for the first letter of the claim that people may believe to interrupt."""
    private = [each for each in found if each.kind != "public-debtor"]
    letters = [event for each in private for event in each.events if event.kind in LETTERS]
    if letters:
        first = min(letters, key=lambda event: event.on)
        figures = {"on": first.on.isoformat(), "kind": first.kind}
        message = said(f"limitation.warning.{first.kind}-no-effect", on=first.on)
        path = f"events[{first.position}].kind"
        yield made(Notice, code="limitation-letter-no-effect", message=message, figures=figures, path=path)
