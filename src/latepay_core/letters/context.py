"""What a template sees: the parties, the invoices with their figures, the dates, and the words that depend on them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from typing import Any, Literal

from latepay_core.claim import Claim, Creditor, Debtor, Event
from latepay_core.claim.agreed import agreed_by, invoices_told
from latepay_core.countries.fr.procedure.timeline import pace
from latepay_core.dates.limitation_model import InvoiceLimitation
from latepay_core.days import DAY
from latepay_core.documents.document import Language
from latepay_core.instalments import InstalmentPlan, PlanRate
from latepay_core.law import DatedValue
from latepay_core.letters.case import LetterCase
from latepay_core.letters.catalogue import Entry, Layout, ReplyTime
from latepay_core.letters.clauses import ClausesView, clauses_view
from latepay_core.letters.court import CourtView, court_of
from latepay_core.letters.details import Channel, LetterDetails
from latepay_core.letters.enclosures import enclosures, reference_in_words
from latepay_core.letters.forms import filters
from latepay_core.letters.proceedings import ProceedingsView, proceedings_view
from latepay_core.letters.public_buyer import PublicView, public_view
from latepay_core.letters.story import story_of
from latepay_core.letters.wording import known, law_words, say
from latepay_core.procedure import NextStep, Route
from latepay_core.procedure.facts import buyer_paid_on
from latepay_core.said import Said
from latepay_core.statement import InvoiceStatement, Movement, Statement, StatementLine, Totals
from latepay_core.statement.capitalisation import next_rise
from latepay_core.wording import say as told
from latepay_core.wording.statement import draw_up

_MOST_IN_A_LETTER = 6


@dataclass(frozen=True)
class InvoiceView:
    """An invoice as a letter names it, with its figures.

    `number` is a dotted line, or its place, where it has none (`numbered`): what a private creditor is owed may well
    have none. `deposited_on` is the day a public buyer received it as a request for payment, `paid_on` the day that
    buyer paid its principal late. `paid` is the money received for it, `settled` without what was too much, `credited`
    what its credit notes took off. `accrued` and `charged` are all the interest and compensation that lateness added,
    `interest` and `compensation` what is left of them: amount − credited + accrued + charged − settled is the total.
    EUR.
    """

    number: str
    numbered: bool
    issued_on: date | None
    deposited_on: date | None
    due_on: date
    paid_on: date | None
    first_day: date | None
    days_late: int
    amount: Decimal
    paid: Decimal
    settled: Decimal
    credited: Decimal
    accrued: Decimal
    charged: Decimal
    principal: Decimal
    interest: Decimal
    compensation: Decimal
    total: Decimal
    lines: Sequence[StatementLine]
    movements: Sequence[Movement]


@dataclass(frozen=True)
class ReplyView:
    """The last day to answer or to pay, and the time it leaves: `days` of a `kind`, 0 where the user chose the day."""

    by: date
    days: int
    kind: str


@dataclass(frozen=True)
class Context:
    """Everything a template may print. Attributes that cost something are worked out when a template asks for them.

    `us("nous vous écrivons", "je vous écris")` chooses the creditor's own voice.
    """

    case: LetterCase
    entry: Entry
    claim: Claim
    statement: Statement
    language: Language
    channel: Channel

    # ------------------------------------------------------------ the letter itself

    @property
    def details(self) -> LetterDetails:
        """What only the letters need."""
        return self.case.details

    @property
    def layout(self) -> Layout:
        """An e-mail has no address blocks, whatever the letter is on paper; a deed stays a deed."""
        if self.entry.layout == "deed":
            return "deed"
        return "message" if self.channel == "email" else "letter"

    @property
    def written_on(self) -> date:
        """The letter's date."""
        return self.case.written_on

    @property
    def as_of(self) -> date:
        """The day up to which everything is counted."""
        return self.statement.as_of

    @property
    def regime(self) -> str:
        """The body of rules: `fr-b2b`, `fr-public`, `fr-civil`."""
        return self.statement.regime

    @property
    def blank(self) -> str:
        """What stands for something to write by hand."""
        return say("blank")

    @property
    def ruled(self) -> str:
        """A line to write or sign on."""
        return say("ruled")

    @property
    def voice(self) -> Literal["we", "i"]:
        """« nous », or « je » for a private person who signs, or whoever chose so; the debtor signs his own answer."""
        alone = self.claim.creditor.kind == "individual"
        if self.entry.to == "creditor":
            alone = self.claim.debtor.kind == "consumer"
        return self.details.voice or ("i" if alone else "we")

    def us(self, we: str, i: str) -> str:
        """The words in the voice of whoever signs."""
        return we if self.voice == "we" else i

    # ------------------------------------------------------------ the parties

    @property
    def creditor(self) -> Creditor:
        """Who is owed."""
        return self.claim.creditor

    @property
    def debtor(self) -> Debtor:
        """Who owes."""
        return self.claim.debtor

    @property
    def salutation(self) -> str:
        """How the letter begins, without its comma: « Madame, Monsieur », « Madame » where the name tells."""
        chosen = self.details.salutation
        if chosen == "both":
            addressed = self.creditor.name if self.entry.to == "creditor" else self.debtor.name
            chosen = civility_of(self.details.attention) or civility_of(addressed) or chosen
        return say(f"salutation.{chosen}", self.language)

    @property
    def loan(self) -> bool:
        """Whether a private person is owed a sum for which there is no invoice."""
        return self.case.loan

    @property
    def origin(self) -> str:
        """Where the sum comes from, in the user's words."""
        return self.case.origin

    @property
    def most_in_a_letter(self) -> int:
        """How many invoices a letter lists itself; more stand in the account annexed to it alone."""
        return _MOST_IN_A_LETTER

    @property
    def whole(self) -> bool:
        """Whether the letter is about all that is owed or to come."""
        totals = self.case.statement.totals
        return (self.totals.total_due, self.totals.principal_due) == (totals.total_due, totals.principal_due)

    @cached_property
    def in_parts(self) -> str:
        """The number of the only invoice this letter is about, where it is paid on several due dates; else empty."""
        numbers = {each.number for each in self.statement.invoices}
        return numbers.pop() if len(numbers) == 1 < len(self.statement.invoices) else ""

    @property
    def noun(self) -> str:
        """What is owed, in a word: « facture », « créance »; « échéance », of one invoice that has several."""
        return self.word("noun.loan" if self.loan else "noun.part" if self.in_parts else "noun.invoice")

    @property
    def nouns(self) -> str:
        """The same for several."""
        return self.word("noun.loans" if self.loan else "noun.parts" if self.in_parts else "noun.invoices")

    @property
    def registered_as(self) -> tuple[str, ...]:
        """What a company must write on its letters, as far as it is known (C. com., art. R123-237 and R123-238).

        « SARL au capital de 10 000,00 € », « 732 829 320 RCS Nantes ».
        """
        who, siren = self.details.creditor_identity, self.creditor.siren
        if self.claim.creditor.kind == "individual":
            return ()
        found = []
        if who.legal_form:
            capital = self._form("round_amount", who.share_capital) if who.share_capital else ""
            key = "registered.capital" if capital else "registered.form"
            found.append(say(key, self.language, form=who.legal_form, capital=capital))
        if siren:
            found.append(self.registration(siren, who.registry))
        return tuple(found)

    def registration(self, siren: str, registry: str) -> str:
        """« 732 829 320 RCS Nantes », « SIREN 732 829 320 » where the town is not known; empty without number."""
        town = registry_town(registry)
        key = "registered.registry" if town else "registered.siren"
        return say(key, self.language, siren=self._form("identifier", siren), town=town) if siren else ""

    @property
    def legal(self) -> str:
        """What stands at the foot of each page: who writes, in what form, registered where."""
        if self.entry.plans and self.layout == "deed":
            names = {"creditor": self.creditor.name or self.blank, "debtor": self.debtor.name or self.blank}
            return say("legal.agreement", self.language, **names)
        if self.entry.to == "creditor":
            return ""
        vat = self.creditor.vat_number
        parts = [
            self.creditor.name,
            *self.registered_as,
            say("registered.vat", self.language, number=vat) if vat else "",
        ]
        return " · ".join(part for part in parts if part)

    @property
    def running(self) -> str:
        """What stands at the head of the following pages: who writes what to whom, and when."""
        ours, theirs = self.creditor.name, self.debtor.name
        first, other = (theirs, ours) if self.entry.to == "creditor" else (ours, theirs)
        day = "" if self.layout == "deed" else self._form("in_words", self.written_on)
        parts = (first, self.entry.title_in(self.language), other, day)
        return " · ".join(part for part in parts if part)

    @property
    def capitalised_from(self) -> date | None:
        """The day from which interest on a whole year's interest was asked for; None where it was not."""
        return self.claim.terms.capitalise_from

    @cached_property
    def payment_reference(self) -> str:
        """What the debtor should write on his transfer."""
        numbers = list(dict.fromkeys(each.number for each in self.statement.invoices if each.number))
        few = 3
        if self.details.payment_reference or len(numbers) <= few:
            return self.details.payment_reference or ", ".join(numbers)
        others = say("payment-reference", self.language, number=numbers[0], count=len(numbers) - 1)
        return self.claim.creditor.reference or others

    # ------------------------------------------------------------ the invoices and their figures

    @cached_property
    def invoices(self) -> tuple[InvoiceView, ...]:
        """The invoices this letter is about."""
        return tuple(
            _view(each, self.word("unnumbered", position=at + 1) if self.loan else self.blank, self._deposited(at))
            for at, each in enumerate(self.statement.invoices)
        )

    def _deposited(self, at: int) -> date | None:
        """The day a public buyer received a request: its own; the letter's, where it is about this one alone."""
        alone = len(self.statement.invoices) == 1
        return self.claim.invoices[at].received_on or (self.details.public.deposited_on if alone else None)

    @property
    def invoice(self) -> InvoiceView:
        """The first of them: the only one where `many` is false."""
        return self.invoices[0]

    @property
    def count(self) -> int:
        """How many there are: rows of one number are one invoice; where it is the only one, its due dates count."""
        if self.in_parts:
            return len(self.statement.invoices)
        return len({each.number or at for at, each in enumerate(self.statement.invoices)})

    @property
    def left(self) -> int:
        """On how many of them principal is left to pay, counted as `count` does."""
        rows = [(each.number or at) for at, each in enumerate(self.statement.invoices) if each.principal_due]
        return len(rows) if self.in_parts else len(set(rows))

    @property
    def settled_late(self) -> Decimal:
        """What lateness left to pay on the claim's other invoices, settled since, in EUR."""
        return self.case.facts.settled_late

    @property
    def many(self) -> bool:
        """Whether there are several."""
        return self.count > 1

    @cached_property
    def some_paid_late(self) -> bool:
        """Whether some of them have been paid since, and only what lateness costs is left on them."""
        unpaid = set(map(id, self.case.facts.overdue))
        invoices = self.case.statement.invoices
        return any(id(invoices[at]) not in unpaid for at in self.case.positions(self.entry.scope))

    @cached_property
    def lateness_only(self) -> bool:
        """Whether all of them have been paid since: only what lateness costs is left."""
        unpaid = set(map(id, self.case.facts.overdue))
        invoices = self.case.statement.invoices
        late = [at for at in self.case.positions(self.entry.scope) if invoices[at].days_late > 0]
        return bool(late) and not any(id(invoices[at]) in unpaid for at in late)

    def received_since(self, day: date) -> Decimal:
        """The money received for them from a day on, in EUR; a credit note is none."""
        moves = (move for each in self.statement.invoices for move in each.movements)
        return sum((move.received for move in moves if move.on >= day), Decimal(0))

    @property
    def totals(self) -> Totals:
        """Their sums, in EUR."""
        return self.statement.totals

    @property
    def received(self) -> Decimal:
        """The money received, in EUR; a credit note is none."""
        return self.totals.paid

    @property
    def credited(self) -> Decimal:
        """What credit notes took off, in EUR."""
        return self.totals.credited - self.totals.overcredited

    @property
    def reduced(self) -> Decimal:
        """All that lowered what is owed, payments and credit notes, in EUR."""
        return self.received + self.credited

    @cached_property
    def credit_notes(self) -> int:
        """How many credit notes there are."""
        notes = [note for each in self.claim.invoices for note in each.credit_notes] + list(self.claim.credit_notes)
        # One that went to several invoices stands on each of them, under its number.
        known = {(each.issued_on, each.number or at) for at, each in enumerate(notes) if each.issued_on <= self.as_of}
        return len(known)

    @cached_property
    def notes_carried(self) -> tuple[str, ...]:
        """Where the credit notes went that hold more than their invoice's principal, a sentence for each day."""
        found = (each for each in self.case.statement.warnings if each.code == "credit-note-set-off")
        return tuple(told(each.message, self.language) for each in found)

    @property
    def overcredited(self) -> Decimal:
        """What credit notes hold beyond all principal, in EUR: it is no money."""
        return self.case.statement.totals.overcredited

    @cached_property
    def overcredited_numbers(self) -> tuple[str, ...]:
        """The numbers of the invoices whose credit notes are too large, as far as they have any."""
        return tuple(each.number for each in self.case.statement.invoices if each.overcredited and each.number)

    @property
    def beside(self) -> Decimal:
        """What lateness costs besides the principal, in EUR."""
        return self.totals.interest_due + self.totals.compensation_due

    def falling_due_from(self, day: date) -> tuple[InvoiceView, ...]:
        """The invoices not yet due on a day and still unpaid."""
        return tuple(each for each in self.invoices if each.due_on >= day and each.principal)

    @property
    def moved(self) -> bool:
        """Whether anything came in, or was taken off."""
        return any(each.movements for each in self.statement.invoices)

    @property
    def overpaid(self) -> Decimal:
        """What came in beyond what some of the claim's invoices owed, and was set against no other, in EUR."""
        return self.case.statement.totals.overpaid

    @cached_property
    def overpaid_numbers(self) -> tuple[str, ...]:
        """The numbers of the invoices paid too much, as far as they have any."""
        return tuple(each.number for each in self.case.statement.invoices if each.overpaid and each.number)

    @property
    def imputed(self) -> bool:
        """Whether part of what came in paid interest or compensation: the amounts alone do not tell the rest."""
        return self.totals.amount - self.reduced != self.totals.principal_due and self.totals.overpaid == 0

    def whole_payment(self, position: int, on: date) -> Decimal | None:
        """The payment for several invoices, in EUR, of which an invoice had a part on a day; None where there is none.

        Two payments of one day are not told apart: nothing is then said of either.
        """
        found = [
            payment.amount
            for payment in self.statement.allocated_payments
            if payment.paid_on == on and any(each.invoice == position for each in payment.shares)
            if payment.amount != next(each.amount for each in payment.shares if each.invoice == position)
        ]
        return found[0] if len(found) == 1 else None

    @property
    def ttc(self) -> str:
        """« TTC », where the creditor invoices with VAT."""
        return self.word("ttc") if self.claim.creditor.kind == "business" else ""

    @cached_property
    def rates(self) -> tuple[Decimal, ...]:
        """The yearly rates applied, each once, in the order of the days; percent."""
        lines = sorted((line for each in self.statement.invoices for line in each.lines), key=lambda line: line.first)
        return tuple(dict.fromkeys(line.annual_rate_percent for line in lines))

    @property
    def rate_provisional(self) -> bool:
        """Whether the last of these rates is not published yet."""
        lines = [line for each in self.statement.invoices for line in each.lines]
        return any(line.provisional for line in lines)

    @cached_property
    def rate_lines(self) -> Sequence[StatementLine]:
        """One line of the statement for each rate and each period's source, in the order of the days."""
        lines = sorted((line for each in self.statement.invoices for line in each.lines), key=lambda line: line.first)
        return tuple({(line.annual_rate_percent, line.source, line.basis): line for line in reversed(lines)}.values())[
            ::-1
        ]

    @property
    def rate_agreed(self) -> bool:
        """Whether the rate of some of them is one that the contract sets, and not the law alone."""
        clauses = agreed_by(self.claim, lambda terms: terms.rate)
        return self.regime in {"fr-b2b", "be-b2b"} and any(each.value.basis != "statutory" for each in clauses)

    @property
    def rates_apart(self) -> bool:
        """Whether the rate is not agreed alike for all of them: one series of rates would not be true of each."""
        return self.regime in {"fr-b2b", "be-b2b"} and len(agreed_by(self.claim, lambda terms: terms.rate)) > 1

    @property
    def rate_moves(self) -> bool:
        """Whether the rate is one that a half-year may change: one that the contract fixes never does."""
        clauses = agreed_by(self.claim, lambda terms: terms.rate)
        return self.regime != "fr-b2b" or any(each.value.basis != "fixed" for each in clauses)

    @property
    def allocations(self) -> tuple[tuple[str, Said], ...]:
        """The order in which payments are set off, with the invoices it is agreed for; empty where they agree."""
        found = agreed_by(self.claim, lambda terms: terms.allocation)
        said = tuple((each.value, invoices_told(self.claim, each, article=True)) for each in found)
        return said if len(said) > 1 else ()

    @cached_property
    def legal_rate(self) -> DatedValue | None:
        """The legal interest rate on the letter's day, percent a year, for this creditor; None where not known yet."""
        return self.case.legal_rate

    @property
    def law(self) -> Mapping[str, str]:
        """The law's own figures on the letter's day, in words: « quarante-cinq », « 40 € »."""
        return law_words(self.as_of)

    @property
    def compensation_each(self) -> Decimal:
        """The flat recovery compensation of one invoice, in EUR; 0 where none is owed."""
        return max(each.compensation for each in self.statement.invoices)

    @property
    def compensation_reference(self) -> str:
        """Its article."""
        invoices = self.statement.invoices
        return next(told(each.explanations["compensation"].reference) for each in invoices if each.compensation)

    @property
    def compensated(self) -> int:
        """On how many invoices it is still owed."""
        return sum(1 for each in self.statement.invoices if each.compensation_due)

    @property
    def conventions(self) -> dict[str, Any]:
        """The conventions of the reckoning, by name."""
        return dict(self.statement.conventions)

    @cached_property
    def limitation(self) -> tuple[Any, ...]:
        """Until when each of the claim's invoices can be acted upon."""
        return self.case.limitation.invoices if self.case.limitation else ()

    # ------------------------------------------------------------ what is said about time

    @cached_property
    def reply(self) -> ReplyView:
        """The last day the letter leaves, as a date.

        The user's own day or time first, then the catalogue's. A time is counted from the day the letter arrives.
        """
        chosen, usual = self.details.reply, self._usual_time
        if chosen.by is not None:
            return ReplyView(chosen.by, 0, "calendar")
        days, kind = (chosen.days, chosen.kind_or(usual.kind)) if chosen.days else (usual.days, usual.kind)
        return ReplyView(self.case.facts.add_days(self.arrives_on, days, kind), days, kind)

    @property
    def _usual_time(self) -> ReplyTime:
        """The catalogue's time; a consumer has the same for every letter that puts him in default."""
        if self.case.facts.consumer and self.entry.group == "notice":
            return ReplyTime(days=pace()["consumer_answer_days"], kind="calendar")
        return self.entry.reply or ReplyTime(days=5)

    @property
    def reply_unit(self) -> str:
        """The days of that time, in words: « jours ouvrables »."""
        return say(f"days.{self.reply.kind}-{'one' if self.reply.days == 1 else 'many'}", self.language)

    @property
    def sent_on(self) -> date:
        """The day the letter goes: the one its step advises where it is the next step's, else its own date."""
        today = self.written_on == self.case.statement.as_of
        if not today or self.case.case.advised_letter != self.entry.kind:
            return self.written_on
        return self.case.step.on if self.case.step.answer_by is not None else self.written_on

    @cached_property
    def arrives_on(self) -> date:
        """The day the debtor should have the letter: an e-mail at once, by post once it can be posted."""
        return self.sent_on if self.channel == "email" else self.case.facts.arrives_on(self.sent_on)

    @property
    def day_after(self) -> date:
        """The day after the statement's: from then on each day adds `totals.per_day`."""
        return self.as_of + DAY

    @cached_property
    def dearer_from(self) -> date | None:
        """The day from which each day adds more than `totals.per_day`, as more interest then bears interest."""
        return next_rise(self.claim) if self.totals.per_day else None

    @cached_property
    def history(self) -> tuple[str, ...]:
        """What was done since the due date, in words: « notre relance du 3 décembre 2025 », in order, kind by kind."""
        found = []
        for kind in ("reminder", "call", "confirmation", "formal-notice", "public-claim"):
            days = [each.on for each in self.case.facts.events(kind, after=self.first_due)]
            if days:
                found.append((min(days), self._recalled(kind, days)))
        return tuple(said for _, said in sorted(found, key=lambda each: each[0]))

    @cached_property
    def story(self) -> tuple[str, ...]:
        """What happened since the due date, a sentence each, in order; empty where there were only letters of ours."""
        return story_of(self)

    def _recalled(self, kind: str, days: list[date]) -> str:
        said = [say("history.day", self.language, on=self._form("in_words", day)) for day in dict.fromkeys(days)]
        voice = self.us("we", "i") if self.language == "fr" else "we"
        number = "one" if len(said) == 1 else "many"
        return say(f"history.{kind}.{voice}-{number}", self.language, days=self._form("joined", said))

    @cached_property
    def promise(self) -> Any:
        """The debtor's last promise to pay, an event of the claim; None where there is none."""
        return self.case.facts.last("promise")

    # ------------------------------------------------------------ what the other rooms say

    @property
    def step(self) -> NextStep:
        """What to do next."""
        return self.case.step

    @property
    def routes(self) -> dict[str, Route]:
        """Every way to be paid, by its code; `routes["payment-order"].courts` and `.forms` for a request."""
        return self.case.routes

    @property
    def interest_name(self) -> str:
        """What the regime calls its interest: « pénalités de retard »."""
        return say(f"interest.{self.regime}", self.language)

    # ------------------------------------------------------------ what some letters alone need

    @property
    def interest_until(self) -> date:
        """The last day that interest was counted for: the statement's, or the eve of the judgment that stopped it."""
        view = self.proceedings
        return view.eve if view and view.eve < self.as_of else self.as_of

    @cached_property
    def plan(self) -> InstalmentPlan | None:
        """The case's instalment plan; None as long as it is not chosen."""
        return self.case.plan

    @property
    def plan_rates(self) -> str:
        """The rates that the plan's own time is reckoned at, after « au taux de »; empty where no interest runs."""
        return self.word("plan-rate.and").join(self._plan_rates)

    @property
    def plan_rates_listed(self) -> str:
        """The same rates in a note, each group of invoices apart from the others."""
        return self.word("plan-rate.apart").join(self._plan_rates)

    @cached_property
    def _plan_rates(self) -> tuple[str, ...]:
        """The rates of the plan for each group of invoices, with their names where there are several."""
        found = []
        for invoices, group in groupby(self.plan.rates if self.plan else (), key=lambda each: each.invoices):
            rates = self._rates_in_a_row(group)
            named = told(invoices, self.language) if invoices else ""
            found.append(self.word("plan-rate.for", rates=rates, invoices=named) if named else rates)
        return tuple(found)

    def _rates_in_a_row(self, rates: Iterable[PlanRate]) -> str:
        said = []
        for number, each in enumerate(rates):
            figures = {"percent": self._form("percent", each.percent), "since": self._form("in_words", each.starts_on)}
            text = self.word(f"plan-rate.{'next' if number else 'first'}", **figures)
            said.append(self.word("plan-rate.provisional", rate=text) if each.provisional else text)
        return self.word("plan-rate.then").join(said)

    @cached_property
    def court(self) -> CourtView | None:
        """The court of a request for an order for payment."""
        return court_of(self.case)

    @cached_property
    def public(self) -> PublicView | None:
        """The dates that follow from the payment of the principal by a public buyer."""
        return public_view(self.case, self.entry)

    @cached_property
    def proceedings(self) -> ProceedingsView | None:
        """The collective proceedings opened against the debtor."""
        return proceedings_view(self.case)

    @cached_property
    def clauses(self) -> ClausesView:
        """The claim's payment terms, as clauses."""
        return clauses_view(self.claim, self.as_of, self.details.clauses)

    @cached_property
    def done(self) -> tuple[str, ...]:
        """What was done before, as a deed says it: « relance du 3 décembre 2025 »; kinds in their order."""
        found = []
        for kind in ("reminder", "call", "confirmation", "formal-notice", "public-claim"):
            days = list(dict.fromkeys(each.on for each in self.case.facts.events(kind)))
            said = [say("history.day", self.language, on=self._form("in_words", day)) for day in days]
            if said:
                number = "one" if len(said) == 1 else "many"
                found.append(say(f"done.{kind}-{number}", self.language, days=self._form("joined", said)))
        return tuple(found)

    @property
    def first_due(self) -> date:
        """The oldest due date."""
        return min(each.due_on for each in self.statement.invoices)

    @property
    def last_due(self) -> date:
        """The latest due date."""
        return max(each.due_on for each in self.statement.invoices)

    @property
    def paid_on(self) -> date | None:
        """The day the last payment came in: a credit note is the creditor's own."""
        moves = (move for each in self.statement.invoices for move in each.movements)
        return max((move.on for move in moves if move.received), default=None)

    @staticmethod
    def town_of_registry(typed: str) -> str:
        """The town of a registration, however it was typed."""
        return registry_town(typed)

    @staticmethod
    def days_to(start: date, end: date) -> int:
        """The days from one day to another."""
        return (end - start).days

    @property
    def enforceable_on(self) -> date | None:
        """The day a decision became enforceable, if there is one by now."""
        decision = self.claim.judgment
        return decision.enforceable_on if decision and decision.enforceable_on <= self.as_of else None

    @cached_property
    def first_limit(self) -> InvoiceLimitation | None:
        """The limitation that ends first among the letter's invoices that are not time-barred."""
        about = self.case.positions(self.entry.scope)
        alive = [each for each in self.limitation if each.invoice in about and not each.barred]
        return min(alive, key=lambda each: each.last_day, default=None)

    def last(self, *kinds: str) -> Event | None:
        """The latest event of these kinds; None where there is none."""
        return self.case.facts.last(*kinds)

    def total_on(self, day: date) -> Decimal:
        """What will be owed on a later day if nothing comes in, in EUR."""
        return draw_up(self.claim.model_copy(update={"as_of": day})).totals.total_due

    # ------------------------------------------------------------ papers

    @cached_property
    def enclosures(self) -> tuple[str, ...]:
        """What is sent along."""
        return self._papers(self._brought)

    @cached_property
    def at_hand(self) -> tuple[str, ...]:
        """What the letter rests on and does not bring: an e-mail to which nothing was attached."""
        brought = set(self.enclosures)
        return tuple(each for each in self._papers(self.entry.attach) if each not in brought)

    @property
    def _brought(self) -> tuple[str, ...]:
        """The names of what goes along: by e-mail the account alone, unless the user attaches the rest himself."""
        named = self.entry.attach
        if self.entry.kind == "second-reminder" and not self.beside:
            # Nothing is reckoned there beyond the invoices: no account follows.
            named = tuple(each for each in named if each != "statement")
        if self.channel == "email" and not self.details.attached:
            named = tuple(each for each in named if each == "statement" and self.entry.annexed)
        return named

    def _papers(self, named: tuple[str, ...]) -> tuple[str, ...]:
        each_invoice = self.entry.to == "court" or self.entry.group == "public"
        return enclosures(named, self.case, self.statement, self.language, each_invoice=each_invoice)

    @cached_property
    def references(self) -> tuple[str, ...]:
        """The papers the user named: « Bon de commande n° 12 du 3 mars 2026 »."""
        named = [reference_in_words(each, self.language) for each in self.details.references]
        if self.regime == "fr-public" and self.language == "fr":
            file = self.details.public
            known_as = {"contract": file.contract, "commitment": file.commitment, "service": file.service_code}
            named += [say(f"public-reference.{key}", number=number) for key, number in known_as.items() if number]
        return tuple(named)

    def word(self, key: str, /, **figures: object) -> str:
        """A sentence of the letters' catalogue in the letter's language, for macros that several letters share."""
        return say(key, self.language, **figures)

    def has_word(self, key: str) -> bool:
        """Whether the catalogue has it."""
        return known(key, self.language)

    def _form(self, name: str, value: object) -> str:
        return str(filters(self.language)[name](value))


def civility_of(name: str) -> Literal["madam", "sir"] | None:
    """How to begin a letter to a person whose name tells: « Mme Durand », « Monsieur Paul Petit »; None otherwise.

    >>> civility_of("Mme Claire Durand"), civility_of("M. Petit"), civility_of("Mairie d'Angers")
    ('madam', 'sir', None)
    """
    first = name.strip().partition(" ")[0].casefold().rstrip(".")
    if " et " in name:
        return None
    return "madam" if first in {"mme", "madame", "mlle"} else "sir" if first in {"m", "mr", "monsieur"} else None


def registry_town(typed: str) -> str:
    """The town of a registration, however it was typed.

    >>> registry_town("RCS Nantes"), registry_town("732 829 320 R.C.S. Nantes"), registry_town("Nantes")
    ('Nantes', 'Nantes', 'Nantes')
    """
    return re.sub(r"^[\d\s]*|\bR\.?\s?C\.?\s?S\.?(?=\s|$)", "", typed).strip(" :,-")


def _view(each: InvoiceStatement, unnumbered: str, deposited_on: date | None) -> InvoiceView:
    return InvoiceView(
        number=each.number or unnumbered,
        numbered=bool(each.number),
        issued_on=each.issued_on,
        deposited_on=deposited_on,
        due_on=each.due_on,
        paid_on=buyer_paid_on(each),
        first_day=each.first_day,
        days_late=each.days_late,
        amount=each.amount,
        paid=each.paid,
        settled=each.paid - each.overpaid,
        credited=each.credited - each.overcredited,
        accrued=each.interest,
        charged=each.compensation,
        principal=each.principal_due,
        interest=each.interest_due,
        compensation=each.compensation_due,
        total=each.total_due,
        lines=each.lines,
        movements=each.movements,
    )


def channel_of(entry: Entry, details: LetterDetails, wanted: Channel | None = None) -> Channel:
    """How the letter is sent: as asked where the letter allows it, else its usual way."""
    asked: Iterable[Channel | None] = (wanted, details.channel)
    return next((each for each in asked if each in entry.channels), None) or entry.channels[0]
