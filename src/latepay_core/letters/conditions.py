"""Why a letter may not be written, or only with a warning. The catalogue names them; each is one small function here.

A condition answers with the figures of its sentence where it bites, and with None where it does not. The sentence is
`refusal.<name>` of `fr.toml` when the catalogue lists it under `conditions`, `caution.<name>` under `cautions`.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from latepay_core.claim import ClaimRefused, Refusal
from latepay_core.claim.accounts import checked_bic, checked_iban
from latepay_core.claim.countries import FRENCH
from latepay_core.countries.fr.procedure.situation import country_of, place_of
from latepay_core.letters.case import LetterCase
from latepay_core.letters.catalogue import Entry
from latepay_core.letters.clauses import clauses_view
from latepay_core.letters.court import court_of
from latepay_core.letters.forms import in_full, joined
from latepay_core.letters.missing import missing_of
from latepay_core.letters.proceedings import proceedings_view
from latepay_core.letters.public_buyer import not_local, public_view
from latepay_core.letters.wording import known, of_the_party, say
from latepay_core.said import as_is
from latepay_core.statement import InvoiceStatement
from latepay_core.wording import say as told
from latepay_core.wording.french import amount, date_in_words, half_year, percent

Figures = Mapping[str, object]
Condition = Callable[[LetterCase, Entry], Figures | None]

_CONDITIONS: dict[str, Condition] = {}
#: The fact that a refused letter lacks, and where it is told: asked there, it lets the letter be written.
_FIELD = {
    "paid-day-unknown": "situation.principal_paid_on",
    "left-as-principal": "terms.allocation",
    "no-insolvency": "debtor.insolvency_opened_on",
}


def condition(name: str) -> Callable[[Condition], Condition]:
    """Registers a condition under the name the catalogue uses."""

    def register(found: Condition) -> Condition:
        _CONDITIONS[name] = found
        return found

    return register


def names() -> frozenset[str]:
    """The names a catalogue entry may use."""
    return frozenset(_CONDITIONS)


def refusals(entry: Entry, case: LetterCase) -> tuple[Refusal, ...]:
    """What keeps the letter from being written: another side or regime, a condition, a field that the law requires."""
    if case.claim.side not in entry.sides:
        return (Refusal("letter-other-side", "", as_is(say("refusal.other-side")), {"side": case.claim.side}),)
    if case.statement.regime not in entry.regimes:
        return (_wrong_regime(entry, case),)
    found = tuple(_bitten(entry.conditions, "refusal", entry, case))
    if found:
        return found
    return tuple(
        Refusal("letter-detail-missing", each.field, as_is(say("refusal.detail-missing", label=each.label)), {})
        for each in missing_of(entry, case)
        if each.required
    )


def cautions(entry: Entry, case: LetterCase) -> tuple[Refusal, ...]:
    """What the user must know before sending the letter; it is written all the same."""
    return tuple(_bitten((*entry.cautions, *_ALWAYS), "caution", entry, case))


def _bitten(listed: tuple[str, ...], kind: str, entry: Entry, case: LetterCase) -> Iterator[Refusal]:
    for name in dict.fromkeys(listed):
        figures = _CONDITIONS[name](case, entry)
        if figures is not None:
            key = f"{kind}.{name}.{case.statement.regime}"
            key = key if known(key) else f"{kind}.{name}"
            field = _FIELD.get(name, "") if kind == "refusal" else ""
            yield Refusal(f"letter-{name}", field, as_is(_to(case, say(key, **figures))), figures)


def _wrong_regime(entry: Entry, case: LetterCase) -> Refusal:
    own = case.statement.regime
    key = f"refusal.regime.{entry.kind}"
    sentence = say(f"{key}.{own}") if known(f"{key}.{own}") else say(f"refusal.regime.{own}")
    return Refusal("letter-regime", "", as_is(_to(case, sentence)), {"regime": own, "allowed": entry.regimes})


def _to(case: LetterCase, sentence: str) -> str:
    return of_the_party(sentence, private=case.claim.creditor.kind == "individual")


def _when(applies: bool, **figures: object) -> Figures | None:
    return figures if applies else None


def _opened(case: LetterCase) -> date | None:
    opened = case.claim.debtor.insolvency_opened_on
    return opened if opened is not None and opened <= case.statement.as_of else None


@condition("nothing-owed")
def _nothing_owed(case: LetterCase, entry: Entry) -> Figures | None:
    return _when(not case.facts.owed, day=date_in_words(case.statement.as_of))


@condition("nothing-overdue")
def _nothing_overdue(case: LetterCase, entry: Entry) -> Figures | None:
    """The principal is not late, or has been paid."""
    facts = case.facts
    if facts.overdue or not facts.owed:
        return None
    upcoming = [each.due_on for each in facts.owed if each.days_late == 0]
    if not upcoming:
        return None
    return {"due": date_in_words(min(upcoming)), "day": date_in_words(case.statement.as_of)}


@condition("nothing-late")
def _nothing_late(case: LetterCase, entry: Entry) -> Figures | None:
    """Nothing that is owed is past its due date."""
    facts = case.facts
    if not facts.owed or any(each.days_late > 0 for each in facts.owed):
        return None
    return {"due": date_in_words(min(each.due_on for each in facts.owed)), "day": date_in_words(case.statement.as_of)}


@condition("only-interest-left")
def _only_interest_left(case: LetterCase, entry: Entry) -> Figures | None:
    """The invoices have been paid, late: only what lateness costs is left."""
    facts = case.facts
    return _when(bool(facts.owed) and not facts.overdue and all(each.days_late > 0 for each in facts.owed))


@condition("principal-not-paid")
def _principal_not_paid(case: LetterCase, entry: Entry) -> Figures | None:
    """The principal is owed; each request whose interest the préfet is asked for stands for itself."""
    overdue = () if entry.scope == "for-the-prefect" and case.facts.paid_late else case.facts.overdue
    return _when(bool(overdue), **_named([each.number for each in overdue]))


@condition("already-due")
def _already_due(case: LetterCase, entry: Entry) -> Figures | None:
    """Nothing is left that falls due later."""
    owed = case.facts.owed
    if not owed or any(each.days_late == 0 for each in owed):
        return None
    return {"due": date_in_words(max(each.due_on for each in owed))}


@condition("disputed")
def _disputed(case: LetterCase, entry: Entry) -> Figures | None:
    """Everything overdue is contested."""
    facts = case.facts
    return _when(bool(facts.overdue) and not facts.pursued, **_named([each.number for each in facts.disputed]))


@condition("some-disputed")
def _some_disputed(case: LetterCase, entry: Entry) -> Figures | None:
    """Some invoices are contested: they are set aside."""
    facts = case.facts
    disputed = [each.number for each in facts.disputed]
    return _when(bool(disputed) and bool(facts.pursued), invoices=_numbers(disputed))


@condition("some-disputed-kept")
def _some_disputed_kept(case: LetterCase, entry: Entry) -> Figures | None:
    """Some invoices are contested, in a letter that goes with everything owed."""
    return _some_disputed(case, entry)


@condition("legal-rate-unconfirmed")
def _legal_rate_unconfirmed(case: LetterCase, entry: Entry) -> Figures | None:
    """The notice gives the legal rate of its day, whose text was not read; a statement that counts it warns itself."""
    found = case.legal_rate
    if found is None or found.confirmed or case.statement.totals.interest_due:
        return None
    return {"rate": percent(found.value), "half": half_year(case.written_on)}


@condition("not-disputed")
def _not_disputed(case: LetterCase, entry: Entry) -> Figures | None:
    return _when(not case.facts.disputed)


@condition("insolvency")
def _insolvency(case: LetterCase, entry: Entry) -> Figures | None:
    opened = _opened(case)
    return None if opened is None else {"opened": date_in_words(opened)}


@condition("insolvency-before")
def _insolvency_before(case: LetterCase, entry: Entry) -> Figures | None:
    """All the letter is about is older than the proceedings: it may not be paid (C. com., art. L622-7)."""
    opened = _opened(case)
    if opened is None:
        return None
    about = [case.claim.invoices[at] for at in case.positions(entry.scope)]
    later = any(each.issued_on is not None and each.issued_on >= opened for each in about)
    return None if later else {"opened": date_in_words(opened)}


@condition("no-insolvency")
def _no_insolvency(case: LetterCase, entry: Entry) -> Figures | None:
    return _when(_opened(case) is None)


@condition("judged")
def _judged(case: LetterCase, entry: Entry) -> Figures | None:
    decision = case.claim.judgment
    if decision is None or decision.enforceable_on > case.statement.as_of:
        return None
    return {"decided": date_in_words(decision.enforceable_on)}


@condition("time-barred")
def _time_barred(case: LetterCase, entry: Entry) -> Figures | None:
    if case.limitation is None:
        return None
    about = case.positions(entry.scope)
    lost = [each for each in case.limitation.invoices if each.invoice in about and each.barred]
    if not lost:
        return None
    return {**_named([each.number for each in lost]), "last": date_in_words(max(each.last_day for each in lost))}


@condition("not-a-consumer")
def _not_a_consumer(case: LetterCase, entry: Entry) -> Figures | None:
    return _when(case.claim.debtor.kind != "consumer")


@condition("consumer")
def _consumer(case: LetterCase, entry: Entry) -> Figures | None:
    return _when(case.claim.debtor.kind == "consumer")


@condition("abroad")
def _abroad(case: LetterCase, entry: Entry) -> Figures | None:
    country = country_of(case.claim, case.claim.situation)
    return _when(country not in FRENCH, country=country)


@condition("own-law-overseas")
def _own_law(case: LetterCase, entry: Entry) -> Figures | None:
    return _when(place_of(case.claim, case.claim.situation) == "own-law-overseas")


@condition("wrong-iban")
def _wrong_iban(case: LetterCase, entry: Entry) -> Figures | None:
    """The account number that the letter prints cannot be right."""
    typed = case.claim.creditor.iban
    if not typed.strip():
        return None
    try:
        checked_bic(case.claim.creditor.bic, checked_iban(typed))
    except ClaimRefused as refused:
        return {"why": told(refused.refusals[0].message).rstrip(".")}
    return None


@condition("other-day")
def _other_day(case: LetterCase, entry: Entry) -> Figures | None:
    """The letter is dated on another day than its statement."""
    written, counted = case.written_on, case.statement.as_of
    return _when(written != counted, written=date_in_words(written), counted=date_in_words(counted))


@condition("no-post-today")
def _no_post_today(case: LetterCase, entry: Entry) -> Figures | None:
    """A registered letter dated on a day when it cannot be posted: the time it leaves is counted from the next one."""
    if entry.channels != ("registered",):
        return None
    written = case.written_on
    posted = case.facts.next_worked_day(written)
    return _when(posted != written, written=in_full(written), posted=in_full(posted))


@condition("reply-too-early")
def _reply_too_early(case: LetterCase, entry: Entry) -> Figures | None:
    """The last day to answer, chosen by the user, has come before the letter can."""
    by = case.details.reply.by
    if by is None or by > case.written_on:
        return None
    return {"by": date_in_words(by), "written": date_in_words(case.written_on)}


@condition("day-not-worked")
def _day_not_worked(case: LetterCase, entry: Entry) -> Figures | None:
    """The last day to pay that the user typed for this letter is a Saturday, a Sunday or a holiday."""
    details, facts = case.details, case.facts
    typed = [details.reply.by] if entry.reply else []
    typed += [details.more_time.granted_until] if "letter.more_time.granted_until" in entry.needs else []
    typed += [details.call.debtor_step_by] if "letter.call.debtor_step_by" in entry.needs else []
    idle = [each for each in typed if each is not None and facts.next_worked_day(each) != each]
    return {"day": in_full(idle[0])} if idle else None


@condition("plan-impossible")
def _plan_impossible(case: LetterCase, entry: Entry) -> Figures | None:
    """The instalment plan that was chosen cannot be reckoned."""
    if not case.facts.owed:
        return None
    try:
        _ = case.plan
    except ClaimRefused as refused:
        return {"why": told(refused.refusals[0].message)}
    return None


@condition("plan-in-proceedings")
def _plan_in_proceedings(case: LetterCase, entry: Entry) -> Figures | None:
    opened = _opened(case)
    return None if opened is None else {"opened": date_in_words(opened)}


@condition("granted-too-early")
def _granted_too_early(case: LetterCase, entry: Entry) -> Figures | None:
    """More time is granted until a day that is not after the letter's."""
    until = case.details.more_time.granted_until
    if until is None or until > case.written_on:
        return None
    return {"until": date_in_words(until), "written": date_in_words(case.written_on)}


@condition("order-closed")
def _order_closed(case: LetterCase, entry: Entry) -> Figures | None:
    """An order for payment cannot be asked for: abroad, insolvency, nothing owed or late, judged already…"""
    route = case.routes["payment-order"]
    return _when(route.status == "closed", why=" ".join(told(each.text) for each in route.why[:1]))


@condition("court-uncertain")
def _court_uncertain(case: LetterCase, entry: Entry) -> Figures | None:
    """Another court may be the right one: whether both sides are traders is not known."""
    court = court_of(case)
    if court is None or not court.others or case.details.court.code or case.details.court.name:
        return None
    return {"court": court.name, "other": joined(list(court.others), "ou")}


@condition("form-version")
def _form_version(case: LetterCase, entry: Entry) -> Figures | None:
    """The form goes with the request; its number changes with its versions."""
    court = court_of(case)
    if court is None:
        return None
    return {"number": court.form.number, "caveat": told(court.form.caveat)} if court.form else None


@condition("form-unknown")
def _form_unknown(case: LetterCase, entry: Entry) -> Figures | None:
    """No form number is known for this court."""
    court = court_of(case)
    return _when(court is not None and court.form is None)


@condition("request-no-interruption")
def _request_no_interruption(case: LetterCase, entry: Entry) -> Figures | None:
    """The request leaves limitation running: it is told when the last day is near or known."""
    days = [each.last_day for each in case.limitation.invoices if not each.barred] if case.limitation else []
    return {"last": date_in_words(min(days))} if days else None


@condition("paid-day-unknown")
def _paid_day_unknown(case: LetterCase, entry: Entry) -> Figures | None:
    return _when(not case.facts.overdue and case.facts.principal_paid_on is None)


@condition("public-time-running")
def _public_time_running(case: LetterCase, entry: Entry) -> Figures | None:
    """The 45 days a public buyer has to pay the interest are not over."""
    view = public_view(case, entry)
    return None if view is None or view.overdue else {"end": date_in_words(view.interest_due_by)}


@condition("prefect-too-early")
def _prefect_too_early(case: LetterCase, entry: Entry) -> Figures | None:
    """The 30 days a local authority has to order the payment of the interest are not over (CGCT, art. L1612-18)."""
    view = public_view(case, entry)
    if view is None or view.may_ask_prefect:
        return None
    return {"paid": date_in_words(view.paid_on), "first": date_in_words(view.ask_from)}


@condition("prefect-not-local")
def _prefect_not_local(case: LetterCase, entry: Entry) -> Figures | None:
    """The buyer is not a local authority."""
    found = not_local(case)
    return None if found is None else {"why": told(found.text)}


@condition("prefect-buyer-unknown")
def _prefect_buyer_unknown(case: LetterCase, entry: Entry) -> Figures | None:
    return _when(case.claim.situation.public_buyer is None)


@condition("declaration-late")
def _declaration_late(case: LetterCase, entry: Entry) -> Figures | None:
    """The two months after the publication are over."""
    view = proceedings_view(case)
    if view is None or not view.late or view.declare_by is None or view.relief_by is None:
        return None
    return {"last": date_in_words(view.declare_by), "relief": date_in_words(view.relief_by)}


@condition("publication-unknown")
def _publication_unknown(case: LetterCase, entry: Entry) -> Figures | None:
    view = proceedings_view(case)
    return _when(view is not None and view.published_on is None)


@condition("security-unstated")
def _security_unstated(case: LetterCase, entry: Entry) -> Figures | None:
    return _when(not case.details.proceedings.security)


@condition("left-as-principal")
def _left_as_principal(case: LetterCase, entry: Entry) -> Figures | None:
    """The invoices are paid, but interest was paid first: what is left of them stands as principal."""
    others = entry.scope == "for-the-prefect" and bool(case.facts.for_the_prefect)
    return _when(case.facts.left_as_principal and not others)


@condition("mediation-to-check")
def _mediation_to_check(case: LetterCase, entry: Entry) -> Figures | None:
    return _when(True)


@condition("no-notice-yet")
def _no_notice_yet(case: LetterCase, entry: Entry) -> Figures | None:
    """A civil debt without a formal notice: no interest has run (C. civ., art. 1231-6)."""
    return _when(case.statement.regime == "fr-civil" and case.claim.notice_received_on is None)


@condition("after-judgment")
def _after_judgment(case: LetterCase, entry: Entry) -> Figures | None:
    """Some invoices were issued once the proceedings were open."""
    opened = _opened(case)
    late = [each.number for each in case.facts.owed if opened and each.issued_on and each.issued_on >= opened]
    return _when(bool(late), invoices=_numbers(late))


@condition("consumer-plan")
def _consumer_plan(case: LetterCase, entry: Entry) -> Figures | None:
    return _when(case.claim.debtor.kind == "consumer")


@condition("clause-below-floor")
def _clause_below_floor(case: LetterCase, entry: Entry) -> Figures | None:
    """The rate clause gives less than the floor in the half-year of the statement's day (C. com., art. L441-10, II)."""
    view = clauses_view(case.claim, case.statement.as_of, case.details.clauses)
    if not view.below_floor:
        return None
    return {"rate": percent(view.rate_today), "floor": percent(view.floor), "half": view.half_year}


@condition("term-too-long")
def _term_too_long(case: LetterCase, entry: Entry) -> Figures | None:
    warned = case.statement.warnings
    found = [told(each.message) for each in warned if each.code == "term-over-legal-maximum"]
    return {"why": found[0]} if found else None


@condition("term-unknown")
def _term_unknown(case: LetterCase, entry: Entry) -> Figures | None:
    """Neither a term nor the dates that give one are known for the first invoice; only these clauses take one up."""
    if case.statement.regime != "fr-b2b":
        return None
    invoice = case.claim.invoices[0]
    return _when(invoice.term is None and (invoice.issued_on is None or invoice.due_on is None))


@condition("not-due-yet")
def _not_due_yet(case: LetterCase, entry: Entry) -> Figures | None:
    """What is claimed of the reader falls due later: there is nothing to reckon again."""
    return _nothing_late(case, entry)


@condition("claimed-less")
def _claimed_less(case: LetterCase, entry: Entry) -> Figures | None:
    """What is claimed does not exceed what the statement finds."""
    claimed, found = case.details.received.amount, case.statement.totals.total_due
    if claimed is None or claimed > found:
        return None
    return {"claimed": amount(claimed), "found": amount(found)}


@condition("offer-acknowledges")
def _offer_acknowledges(case: LetterCase, entry: Entry) -> Figures | None:
    """The letter offers to settle for a sum: a debtor who acknowledges the debt interrupts the limitation period.

    Where he says which part he does not contest, it offers nothing else.
    """
    found = case.statement.totals.total_due
    return {"found": amount(found)} if found and not case.details.dispute.undisputed else None


@condition("undisputed-acknowledges")
def _undisputed_acknowledges(case: LetterCase, entry: Entry) -> Figures | None:
    """The debtor writes which part he does not contest: he may acknowledge the debt for it."""
    undisputed = case.details.dispute.undisputed
    return {"undisputed": amount(undisputed)} if undisputed else None


@condition("undisputed-too-high")
def _undisputed_too_high(case: LetterCase, entry: Entry) -> Figures | None:
    """The part not contested is more than what is claimed."""
    undisputed, claimed = case.details.dispute.undisputed, case.details.received.amount
    if not undisputed or not claimed or undisputed <= claimed:
        return None
    return {"undisputed": amount(undisputed), "claimed": amount(claimed)}


@condition("signed-by-debtor")
def _signed_by_debtor(case: LetterCase, entry: Entry) -> Figures | None:
    """The reader answers as the debtor: who writes to whom is said, for whoever filled the names in as a creditor."""
    if case.claim.side == "debtor":
        return None
    debtor, creditor = case.claim.debtor.name.strip(), case.claim.creditor.name.strip()
    return {"debtor": debtor, "creditor": creditor} if debtor and creditor else None


@condition("not-in-the-pdf")
def _not_in_the_pdf(case: LetterCase, entry: Entry) -> Figures | None:
    """Signs that the fonts of the PDF do not have."""
    return {"signs": case.unprintable} if case.unprintable else None


@condition("principal-alone")
def _principal_alone(case: LetterCase, entry: Entry) -> Figures | None:
    """The letter asks for the principal alone: the rest stays owed, and is told to the user."""
    _, statement = case.about(entry.scope)
    totals = statement.totals
    if totals.total_due == totals.principal_due:
        return None
    left = totals.total_due - totals.principal_due + case.facts.settled_late
    return {"asked": amount(totals.principal_due), "left": amount(left)}


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


def _in_excess(case: LetterCase, name: str) -> Figures | None:
    totals = case.statement.totals
    excess = getattr(totals, name)
    if not excess or not totals.total_due:
        return None
    numbers = [each.number or say("unnumbered", position=at) for at, each in _exceeded(case, name)]
    return {"amount": amount(excess), "numbers": _numbers(numbers)}


def _exceeded(case: LetterCase, name: str) -> list[tuple[int, InvoiceStatement]]:
    return [(at, each) for at, each in enumerate(case.statement.invoices, 1) if getattr(each, name)]


#: Cautions that go for every letter.
_ALWAYS = (
    "not-in-the-pdf",
    "overpaid",
    "overpaid-kept",
    "overcredited",
    "wrong-iban",
    "other-day",
    "no-post-today",
    "own-law-overseas",
    "reply-too-early",
    "day-not-worked",
)


def _named(found: list[str]) -> dict[str, object]:
    """The invoices of a sentence, and the same in brackets; nothing where none has a number, as for a loan."""
    numbers = _numbers(list(dict.fromkeys(found)))
    return {"invoices": numbers, "which": f" ({numbers})" if any(found) else ""}


def _numbers(found: list[str]) -> str:
    shown = [each for each in found if each]
    return joined(shown[:5]) if len(shown) <= 5 else say("several-invoices", count=len(found))  # noqa: PLR2004
