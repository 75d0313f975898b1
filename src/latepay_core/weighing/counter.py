"""Another's claim taken apart: which line is owed, which is not and why, when their total would be right."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from latepay_core.claim import Claim, ClaimRefused, FixedRate
from latepay_core.claim.asked import Asked, AskedLine, Choice, Kind
from latepay_core.claim.fields import Plain
from latepay_core.data import table
from latepay_core.regimes import Regime, regime_of
from latepay_core.said import Said, Value, said
from latepay_core.statement import Statement, draw_up, limitation_of
from latepay_core.weighing.compare import compare, switched
from latepay_core.weighing.theories import ROUNDING, slips_behind

Verdict = Literal[
    "owed", "too-high", "not-owed", "less", "imputed-otherwise", "unsettled", "time-barred", "not-addressee", "left-out"
]
Mark = Literal["V", "S", "K"]
_NOTHING_OWED = Decimal("0.00")
_ALLOCATIONS = {"convention-principal-first", "convention-interest-first"}
_COUNTED: tuple[Kind, ...] = ("principal", "interest", "compensation")
#: Which lines of one kind have what is owed first, by what is answered to them.
_FIRST: dict[Choice | None, int] = {None: 0, "accepted": 1, "to-justify": 2, "contested": 3, "contested-whole": 4}


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class Reason(_Part):
    """One thing that is said of a line: its code, the sentence, the article, how the article was read."""

    code: str
    sentence: Said
    article: str
    mark: Mark


class CheckedLine(_Part):
    """A line of the other's account beside what is owed on it, EUR; `left-out`: owed, and not asked.

    `asked` is None where only a total is asked: nobody knows what it has for that line. `places` are those of the lines
    asked that it stands for, from 0; `choice` is what the one who is asked answers to them, None where he leaves it to
    the reckoning.
    """

    kind: Kind
    label: str
    asked: Plain | None
    owed: Plain
    verdict: Verdict
    reasons: tuple[Reason, ...]
    places: tuple[int, ...] = ()
    choice: Choice | None = None


class OtherWay(_Part):
    """A convention under which the other's total would be right; `settled` is false where the law leaves it open."""

    switch: str
    value: str
    total: Plain
    label: Said
    settled: bool


class CounterCheck(_Part):
    """What another claims beside what is owed on the day of the claim, EUR.

    `difference` is what they ask beyond it; `unexplained` what their total has beyond the lines that are known of it.
    Both are of the day `as_of`.
    """

    as_of: date
    asked: Plain
    owed: Plain
    difference: Plain
    unexplained: Plain
    lines: tuple[CheckedLine, ...]
    right_under: tuple[OtherWay, ...]
    cautions: tuple[Said, ...]


def check_claim(claim: Claim, asked: Asked) -> CounterCheck:
    """Takes a received claim apart: the claim holds the facts (invoices, payments, the day), `asked` what they ask.

    A line is never called owed beyond what `draw_up` gives. Raises ClaimRefused as `draw_up` does. C. com., art.
    L441-10, II, D441-5; CPCE, art. L111-8; C. civ., art. 1343-1.

    >>> claim = Claim.model_validate({"as_of": "2026-06-15", "invoices": [{"due_on": "2026-03-31", "amount": "2400"}]})
    >>> lines = [{"kind": "principal", "amount": "2400"}, {"kind": "fees", "amount": "75"}]
    >>> found = check_claim(claim, Asked.model_validate({"lines": lines}))
    >>> [(each.kind, each.verdict) for each in found.lines][:2]
    [('principal', 'owed'), ('fees', 'not-owed')]
    """
    regime, drawn = regime_of(claim), draw_up(claim)
    weighed = _Weighed(claim, regime, drawn, asked)
    lines = tuple(weighed.lines())
    listed = sum((each.amount for each in asked.lines), _NOTHING_OWED)
    total = listed if asked.total is None else asked.total
    owed = sum((each.owed for each in lines), _NOTHING_OWED)
    return CounterCheck(
        as_of=drawn.as_of,
        asked=total,
        owed=owed,
        difference=total - owed,
        unexplained=total - listed if asked.lines else _NOTHING_OWED,
        lines=lines,
        right_under=() if weighed.nothing else tuple(_right_under(claim, total, asked.rate_percent)),
        cautions=tuple(weighed.cautions()),
    )


def _right_under(claim: Claim, total: Decimal, rate: Decimal | None) -> Iterator[OtherWay]:
    found = compare(claim)
    if total == found.total:
        # their total is right as it stands: a convention that changes nothing explains nothing
        return
    for row in found.rows:
        if row.total == total and not row.current:
            yield OtherWay(switch=row.switch, value=row.value, total=row.total, label=row.label, settled=row.settled)
    if rate is None or regime_of(claim).points is None:
        return
    theirs = switched(claim, "rate", FixedRate(basis="fixed", percent=rate))
    # where nothing was paid both orders give the same: the claim's own is tried first, and nothing is said of it
    for allocation in sorted(("interest-first", "principal-first"), key=lambda each: each != claim.terms.allocation):
        drawn = draw_up(switched(theirs, "allocation", allocation))
        if drawn.totals.total_due == total:
            told = said("weighing/view.their-rate", percent=rate)
            if allocation != claim.terms.allocation:
                told = said("weighing/view.both", one=told, other=drawn.conventions["allocation"].label)
            yield OtherWay(switch="rate", value=str(rate), total=total, label=told, settled=True)
            return


@dataclass(frozen=True, slots=True)
class _Group:
    """Lines asked that are weighed as one, and their places among those asked."""

    places: tuple[int, ...]
    lines: tuple[AskedLine, ...]

    @property
    def kind(self) -> Kind:
        return self.lines[0].kind

    @property
    def choice(self) -> Choice | None:
        return self.lines[0].choice

    @property
    def label(self) -> str:
        return " + ".join(filter(None, (each.label for each in self.lines)))

    @property
    def amount(self) -> Decimal:
        return sum((each.amount for each in self.lines), _NOTHING_OWED)


class _Weighed:
    """One received claim while it is taken apart."""

    def __init__(self, claim: Claim, regime: Regime, drawn: Statement, asked: Asked) -> None:
        self.claim, self.regime, self.drawn, self.asked = claim, regime, drawn, asked
        late = {each.invoice for each in limitation_of(claim).invoices if each.barred}
        alive = [each for at, each in enumerate(drawn.invoices) if at not in late]
        self.barred, self.some_barred = not alive, bool(late)
        self.consumer = claim.debtor.kind == "consumer"
        # without points that the law adds to a reference rate, only the legal rate runs, from a notice
        self.civil = regime.points is None
        self.business = not self.civil and claim.debtor.kind == "business"
        self.sums: dict[Kind, Decimal] = {
            "principal": sum((each.principal_due for each in alive), _NOTHING_OWED),
            "interest": sum((each.interest_due for each in alive), _NOTHING_OWED),
            "compensation": sum((each.compensation_due for each in alive), _NOTHING_OWED),
        }

    @property
    def nothing(self) -> str:
        """Why nothing at all is owed: the contract names someone else, or the time to act is over."""
        if not self.asked.customer:
            return "wrong-addressee"
        if self.barred:
            return self._time_barred
        return ""

    @property
    def incomplete(self) -> bool:
        """Whether their letter asks for more principals than there are invoices: what is missing cannot be judged."""
        return sum(each.kind == "principal" for each in self.asked.lines) > len(self.claim.invoices)

    def lines(self) -> Iterator[CheckedLine]:
        """The lines asked, then those that are owed and were not asked."""
        asked = self._grouped()
        shares = self._shares(asked)
        for each in asked:
            if self.nothing:
                verdict: Verdict = "not-addressee" if self.nothing == "wrong-addressee" else "time-barred"
                found = _line(each.kind, each.label, each.amount, _NOTHING_OWED, verdict, _reason(self.nothing))
            else:
                found = self._weighed(each, shares.get(each.places, _NOTHING_OWED))
            yield found.model_copy(update={"places": each.places, "choice": each.choice})
        named = {each.kind for each in asked}
        for kind in _COUNTED:
            if asked and not self.nothing and kind not in named and self.sums[kind]:
                yield _line(kind, "", _NOTHING_OWED, self.sums[kind], "left-out", _reason(self._owed(kind)))
        if not asked and not self.nothing:
            for kind in _COUNTED:
                if self.sums[kind]:
                    yield _line(kind, "", None, self.sums[kind], "owed", _reason(self._owed(kind)))

    def _grouped(self) -> list["_Group"]:
        """The lines asked; those of one of the statement's sums that have one answer are one, for it is owed once."""
        found: dict[tuple[Kind, Choice | None, int], list[int]] = {}
        for at, each in enumerate(self.asked.lines):
            counted = each.kind in _COUNTED
            found.setdefault((each.kind, each.choice if counted else None, 0 if counted else at), []).append(at)
        return [_Group(tuple(places), tuple(self.asked.lines[at] for at in places)) for places in found.values()]

    def _shares(self, asked: Sequence["_Group"]) -> dict[tuple[int, ...], Decimal]:
        """What is owed of each group, by its places: a sum asked in several groups is owed once.

        Lines that nobody contests have it first; what is owed beyond all that is asked is the first one's.
        """
        found: dict[tuple[int, ...], Decimal] = {}
        for kind in _COUNTED:
            groups = sorted((each for each in asked if each.kind == kind), key=lambda each: _FIRST[each.choice])
            left = self.sums[kind]
            for each in groups:
                found[each.places] = min(each.amount, left)
                left -= found[each.places]
            if groups:
                found[groups[0].places] += left
        return found

    @property
    def asked_principal(self) -> Decimal:
        """All that their lines ask as principal."""
        return sum((each.amount for each in self.asked.lines if each.kind == "principal"), _NOTHING_OWED)

    @property
    def _time_barred(self) -> str:
        return "time-barred-consumer" if self.consumer else "time-barred"

    def _weighed(self, each: "_Group", owed: Decimal) -> CheckedLine:
        if each.kind == "principal":
            return self._principal(each.label, each.amount, owed)
        if each.kind == "interest":
            return self._interest(each.label, each.amount, owed)
        if each.kind == "compensation":
            return self._compensation(each.label, each.amount, owed)
        return self._added(each.kind, each.label, each.amount)

    def _owed(self, kind: Kind) -> str:
        if kind == "principal" and len(self.claim.invoices) > 1:
            return "owed-principals"
        return f"owed-{kind}-civil" if kind == "interest" and self.civil else f"owed-{kind}"

    def _principal(self, label: str, amount: Decimal, owed: Decimal) -> CheckedLine:
        if amount == owed:
            return _line("principal", label, amount, owed, "owed", _reason(self._owed("principal")))
        if self.some_barred and amount > owed:
            return _line("principal", label, amount, owed, "too-high", _reason(self._time_barred))
        if amount > owed and self.incomplete:
            return _line("principal", label, amount, owed, "unsettled", _reason("invoices-missing"))
        if self.drawn.totals.paid:
            return self._principal_paid(label, amount, owed)
        if amount > owed:
            return _line("principal", label, amount, owed, "too-high", _reason("principal-more", owed=owed))
        return _line("principal", label, amount, owed, "less", _reason("principal-less"))

    def _principal_paid(self, label: str, amount: Decimal, owed: Decimal) -> CheckedLine:
        """A principal of which a part was paid: it was left out, or set elsewhere than here."""
        if amount > self._most_principal:
            told = _reason("payment-left-out", paid=self.drawn.totals.paid, left=owed)
            return _line("principal", label, amount, owed, "too-high", told)
        moves = (each for one in self.drawn.invoices for each in one.movements)
        to_interest = sum((each.to_interest for each in moves), _NOTHING_OWED)
        told = _reason("part-payment-imputed", to_interest=to_interest, left=owed)
        return _line("principal", label, amount, owed, "imputed-otherwise", told)

    @property
    def _most_principal(self) -> Decimal:
        """The principal that is left where what was paid settles the interest first: no reading leaves more."""
        return draw_up(switched(self.claim, "allocation", "interest-first")).totals.principal_due

    def _interest(self, label: str, amount: Decimal, owed: Decimal) -> CheckedLine:
        if amount == owed:
            return _line("interest", label, amount, owed, "owed", _reason(self._owed("interest")))
        ways = [row for row in compare(self.claim).rows if not row.current and row.interest == amount]
        ways = [row for row in ways if row.switch in {"semester", "year"}]
        if ways:
            told = _reason("convention", label=ways[0].label)
            return _line("interest", label, amount, owed, "unsettled", told)
        reasons = tuple(self._why_interest(amount, owed))
        codes = {each.code for each in reasons}
        verdict: Verdict = "too-high" if amount > owed else "less"
        if codes <= _ALLOCATIONS:
            verdict = "imputed-otherwise"
        elif codes == {ROUNDING} or all(each.startswith("convention-") for each in codes):
            verdict = "unsettled"
        return _line("interest", label, amount, owed, verdict, *reasons)

    def _why_interest(self, amount: Decimal, owed: Decimal) -> Iterator[Reason]:
        if amount > owed and self.some_barred:
            yield _reason(self._time_barred)
            return
        if amount > owed and not self.business and self._as_business(amount):
            yield _reason("public-b2b-rate" if self.claim.debtor.kind == "public-body" else "consumer-b2b-rate")
            return
        if not owed and not self.drawn.totals.interest and self.business:
            yield _reason("not-late")
            return
        codes = slips_behind(amount, self.claim, self.regime, self.drawn, self.asked.rate_percent)
        if codes == (ROUNDING,) and amount < owed:
            codes = ()
        for code in codes:
            yield _reason(code)
        rate, known = (
            self.asked.rate_percent,
            {each.annual_rate_percent for one in self.drawn.invoices for each in one.lines},
        )
        if not codes and amount > owed and rate is not None and rate not in known and not self.civil:
            yield _reason("rate-announced", rate=rate)
        if not codes:
            civil = "-civil" if self.civil else ""
            yield _reason("interest-less" if amount < owed else f"interest-unexplained{civil}")

    def _as_business(self, amount: Decimal) -> bool:
        """Whether their figure is what a business would owe, or the rate they say is one's of those days."""
        debtor = self.claim.debtor.model_copy(update={"kind": "business"})
        try:
            drawn = draw_up(self.claim.model_copy(update={"debtor": debtor, "regime": None}))
        except ClaimRefused:
            return False
        rates = {each.annual_rate_percent for one in drawn.invoices for each in one.lines}
        own = {each.annual_rate_percent for one in self.drawn.invoices for each in one.lines}
        if self.asked.rate_percent in rates - own:
            return True
        return abs(drawn.totals.interest_due - amount) <= len(drawn.invoices) * Decimal("0.02")

    def _compensation(self, label: str, amount: Decimal, owed: Decimal) -> CheckedLine:
        if self.consumer:
            return _line("compensation", label, amount, owed, "not-owed", _reason("consumer-indemnity"))
        if amount == owed:
            return _line("compensation", label, amount, owed, "owed", _reason("owed-compensation"))
        if self.some_barred and amount > owed:
            return _line("compensation", label, amount, owed, "too-high", _reason(self._time_barred))
        if not owed and not self.drawn.totals.compensation:
            return _line("compensation", label, amount, owed, "not-owed", _reason("not-late"))
        if amount > owed:
            return _line("compensation", label, amount, owed, "too-high", _reason("indemnity-per-reminder"))
        return _line("compensation", label, amount, owed, "less", _reason("compensation-less"))

    def _added(self, kind: Kind, label: str, amount: Decimal) -> CheckedLine:
        """What is asked on top of what the statement has."""
        if kind in {"fees", "agency-fees"} and self.asked.fees_proved and not self.consumer:
            beyond = max(_NOTHING_OWED, amount - self.drawn.totals.compensation)
            return _line(kind, label, amount, beyond, "unsettled", _reason("fees-proved", beyond=beyond))
        if kind == "penalty-clause" and self.asked.penalty_clause_agreed and not self.consumer:
            return _line(kind, label, amount, amount, "unsettled", _reason("penalty-clause-agreed"))
        code = {
            "fees": "fees-consumer" if self.consumer else "fees",
            "agency-fees": "fees-consumer" if self.consumer else "fees-agency",
            "vat-on-interest": "vat-on-penalties",
            "vat-on-compensation": "vat-on-indemnity",
            "penalty-clause": "penalty-clause-not-agreed",
        }.get(kind, "other")
        return _line(kind, label, amount, _NOTHING_OWED, "not-owed", _reason(code))

    def cautions(self) -> Iterator[Said]:
        """What the one who is asked must not do without knowing."""
        if self.incomplete and not self.nothing and self.asked_principal > self.sums["principal"]:
            yield said("weighing/caution.invoices-missing")
        if self.some_barred and self.asked.customer:
            yield said("weighing/caution.time-barred")
        if any(each.kind in {"formal-notice", "reminder"} for each in self.claim.events) and self.some_barred:
            yield said("weighing/caution.notice-does-not-interrupt")


def _line(
    kind: Kind, label: str, asked: Decimal | None, owed: Decimal, verdict: Verdict, *reasons: Reason
) -> CheckedLine:
    return CheckedLine(kind=kind, label=label, asked=asked, owed=owed, verdict=verdict, reasons=reasons)


def _reason(code: str, **figures: Value) -> Reason:
    ground = _grounds()[code]
    sentence = said(f"weighing/reason.{code}", **figures)
    return Reason(code=code, sentence=sentence, article=ground["article"], mark=ground["mark"])


@cache
def _grounds() -> dict[str, Any]:
    return dict(table("latepay_core.weighing", "reasons.toml"))
