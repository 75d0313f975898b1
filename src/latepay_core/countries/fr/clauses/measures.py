"""What the rules measure in a clause: a rate beside the floor, a term beside the maximum, what an invoice lacks.

A rule of `rules.toml` names one of these; the measure answers with the figures that the rule's
sentence tells, or with None where the clause is not of that kind. Rates are percent a year, sums EUR.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property, lru_cache
from types import MappingProxyType

from latepay_core.claim import Term, Trade
from latepay_core.countries.fr.maximum import legal_maximum
from latepay_core.countries.fr.regimes.rates import BUSINESS_SERIES, floor_on, public_quote
from latepay_core.dates.due_dates import due_date
from latepay_core.days import half_year_start
from latepay_core.law import parameter
from latepay_core.regimes.rates import series_value
from latepay_core.said import Value
from latepay_core.terms.folding import folded
from latepay_core.terms.lengths import Length, lengths_in, limitation_months
from latepay_core.terms.model import Note, Setting
from latepay_core.terms.rates import Rate, Rates, rates_in

Figures = dict[str, Value]
#: Beyond this a yearly rate of penalties looks like a slip; no text has a ceiling.
_UNUSUAL = Decimal(40)
_UNUSUAL_CLAUSE = Decimal(25)
_MOST_RETENTION = Decimal(5)
_YEAR_MONTHS, _TEN_YEARS, _YEAR_DAYS, _LONGEST_MONTH = 12, 120, 365, 31
_HUNDREDTH = Decimal("0.01")
_MONTHS = "janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre"
_DATE = re.compile(
    rf"\b\d{{1,2}} ?[/-] ?\d{{1,2}} ?[/-] ?\d{{2,4}}\b|\b\d{{1,2}},\d{{1,2}},\d{{4}}\b"
    r"|\b\d{1,2}\.\d{1,2}\.\d{4}\b"
    rf"|\b\d{{1,2}}(?:er)? (?:{_MONTHS})\b|\b\d{{4}}-\d{{2}}-\d{{2}}\b"
)
_INDEMNITY = r"(?:indemnit\w+|forfait\w*|recouvrement|pmt\b|d441-5|d 441-5)"
_SUM = r"(\d+(?: \d{3})*(?:,\d+)?) €"
_INDEMNITY_SUM = re.compile(rf"{_INDEMNITY}[^.;€%]{{0,90}}?{_SUM}|{_SUM}[^.;,€%]{{0,50}}{_INDEMNITY}")
_FEE_WORDS = re.compile(
    r"frais (?:de |d'|d |administratifs? de )?(?:relance|rappel|dossier|gestion|mise|courrier|lettre)"
)
#: A field of an electronic invoice pasted alone, without its notes.
_FIELDS_ONLY = re.compile(r"^bt-\d+\b(?!.*\b(?:pmd|pmt|aab)\b)", re.DOTALL)
_AT_ONCE = re.compile(r"\bpayables?\b[^.;]{0,8}(?:comptant|reception|livraison|commande|avance)")
_DISCOUNT = re.compile(r"escompte|\baab ?:")


@dataclass(frozen=True)
class Read:
    """A clause as it was typed, folded, with its setting and what was read in it."""

    typed: str
    setting: Setting

    @cached_property
    def text(self) -> str:
        """The clause as the rules read it."""
        return folded(self.typed)

    @cached_property
    def rates(self) -> Rates:
        """Its rates."""
        return rates_in(self.text)

    @cached_property
    def lengths(self) -> tuple[Length, ...]:
        """Its payment terms."""
        return tuple(lengths_in(self.text))

    @cached_property
    def indemnities(self) -> tuple[Decimal, ...]:
        """The sums that it names as the flat indemnity, EUR; reminders' and file's fees are none."""
        found = _INDEMNITY_SUM.finditer(_FEE_WORDS.sub("frais", self.text))
        return tuple(Decimal((each[1] or each[2]).replace(" ", "").replace(",", ".")) for each in found)

    @property
    def half(self) -> date:
        """The half-year of the clause."""
        return half_year_start(self.setting.on)

    def percent(self, rate: Rate) -> Decimal:
        """A rate of the clause in percent a year, in its own half-year."""
        match rate.kind:
            case "fixed":
                return rate.figure
            case "ecb-plus":
                return series_value("ecb-mro", self.half, ()).value + rate.figure
            case "legal-times":
                return series_value(BUSINESS_SERIES, self.half, ()).value * rate.figure
            case "legal-plus":
                return series_value(BUSINESS_SERIES, self.half, ()).value + rate.figure


Measure = Callable[[Read], Figures | None]


def _rate_said(read: Read, *, said: bool) -> Figures | None:
    return {} if bool(read.rates.penalties) is said else None


def _contradict(read: Read) -> Figures | None:
    percents = {read.percent(each).quantize(_HUNDREDTH): each for each in read.rates.penalties}
    if len(percents) <= 1:
        return None
    return {"rates": tuple(sorted(percents))}


def _below_floor(read: Read, kinds: frozenset[str], *, read_in_text: bool | None = None) -> Figures | None:
    """The first rate under three times the legal rate (C. com., art. L441-10, II)."""
    if _contradict(read):
        return None
    floor = floor_on(read.half, ())
    if read_in_text is not None and floor.legal.confirmed is not read_in_text:
        return None
    for each in read.rates.penalties:
        if each.kind in kinds and not (each.kind in _FIGURED and read.rates.floor):
            rate = read.percent(each)
            if rate < floor.percent:
                return {
                    "rate": rate,
                    "floor": floor.percent,
                    "legal": floor.legal.value,
                }
    return None


def _lawful(read: Read, kinds: frozenset[str], *, floor_said: bool | None = None) -> Figures | None:
    """The first rate of those kinds that reaches the floor."""
    floor = floor_on(read.half, ())
    for each in read.rates.penalties:
        rate = read.percent(each)
        reaches = rate >= floor.percent or (each.kind in _FIGURED - {"fixed"} and read.rates.floor)
        if each.kind in kinds and reaches and floor_said in (None, read.rates.floor):
            return {"rate": rate, "floor": floor.percent}
    return None


def _fixed(read: Read, *, yearly: bool) -> Figures | None:
    found = any(each.kind == "fixed" and each.yearly is yearly for each in read.rates.penalties)
    return _lawful(read, frozenset({"fixed"})) if found else None


def _under_its_floor(read: Read) -> Figures | None:
    """A fixed rate that three times the legal rate, which the clause itself says is its least, exceeds."""
    floor = floor_on(read.half, ()).percent
    low = [each.figure for each in read.rates.penalties if each.kind == "fixed" and each.figure < floor]
    return {"rate": low[0], "floor": floor} if low and read.rates.floor else None


def _lump(read: Read) -> Figures | None:
    """A penalty of so many per cent of the sum, whatever the delay: the day from which it is under the floor."""
    found = read.rates.other("penalty-clause")
    if not found or read.rates.penalties:
        return None
    floor = floor_on(read.half, ()).percent
    return {"percent": found[0], "floor": floor, "days": int(found[0] * _YEAR_DAYS / floor) + 1}


def _unusual(read: Read) -> Figures | None:
    high = [rate for each in read.rates.penalties if (rate := read.percent(each)) > _UNUSUAL]
    return {"rate": high[0]} if high else None


def _business_penalties(read: Read) -> Figures | None:
    """Penalties by the commercial code's own formulas; once the legal rate is anyone's."""
    own = any(
        each.kind in {"ecb-plus", "legal-plus"} or (each.kind == "legal-times" and each.figure > 1)
        for each in read.rates.penalties
    )
    return {} if own or re.search(r"l ?441-(?:6|10)", read.text) else None


def _consumer_rate(read: Read) -> Figures | None:
    fixed = [each.figure for each in read.rates.penalties if each.kind == "fixed"]
    return {"rate": fixed[0]} if fixed else None


def _public_rate(read: Read, *, low: bool) -> Figures | None:
    """A rate other than the decree's for a public buyer (CCP, art. R2192-31)."""
    due = public_quote(read.half).percent
    found = [rate for each in read.rates.penalties if (rate := read.percent(each)) != due]
    chosen = [rate for rate in found if (rate < due) is low]
    return {"rate": chosen[0], "due": due} if chosen else None


def _public_rate_fine(read: Read) -> Figures | None:
    due = public_quote(read.half).percent
    return {"rate": due} if any(read.percent(each) == due for each in read.rates.penalties) else None


# ---------------------------------------------------------------- what an invoice has to print


def _printed(read: Read, note: Note) -> bool:
    """Whether this mention has to stand in the text: an invoice has them all, a note of an electronic one its own."""
    setting = read.setting
    if setting.document == "invoice":
        return True
    if setting.document != "e-invoice" or (not setting.notes and _FIELDS_ONLY.search(read.text)):
        return False
    return not setting.notes or note in setting.notes or len(setting.notes) > 1


def _rate_missing(read: Read) -> Figures | None:
    return {} if _printed(read, "PMD") and not read.rates.penalties else None


def _indemnity_missing(read: Read) -> Figures | None:
    return {} if _printed(read, "PMT") and not read.indemnities else None


def _discount_missing(read: Read) -> Figures | None:
    return {} if _printed(read, "AAB") and not _DISCOUNT.search(read.text) else None


def _terms_lack(read: Read, *, rate: bool) -> Figures | None:
    """What general terms of payment leave out: the rate, or the 40 EUR; one clause alone is no such terms."""
    others = (bool(read.lengths), bool(_DISCOUNT.search(read.text)), bool(_AT_ONCE.search(read.text)))
    named = bool(read.indemnities) or bool(re.search(r"d ?441-5\b", read.text))
    if not any(others) or (rate and not named) or (not rate and not read.rates.penalties):
        return None
    return {} if (not read.rates.penalties if rate else not named) else None


def _date_missing(read: Read) -> Figures | None:
    setting = read.setting
    asked = setting.document == "invoice" or (setting.document == "e-invoice" and not setting.notes)
    return {} if asked and not setting.due_printed and not _DATE.search(read.text) else None


# ---------------------------------------------------------------- the flat indemnity, fees


def _legal_indemnity(read: Read) -> Decimal:
    return parameter("b2b.compensation").on(max(read.setting.on, date(2013, 1, 1))).value


def _indemnity(read: Read, fits: Callable[[Decimal, Decimal], bool]) -> Figures | None:
    legal = _legal_indemnity(read)
    found = [each for each in read.indemnities if fits(each, legal)]
    return {"amount": found[0], "legal": legal} if found else None


def _penalty_clause(read: Read, *, high: bool) -> Figures | None:
    found = [each for each in read.rates.other("penalty-clause") if (each > _UNUSUAL_CLAUSE) is high]
    return {"percent": found[0]} if found else None


# ---------------------------------------------------------------- payment terms


def _terms(length: Length) -> Iterator[Term]:
    """The ways in which a payment term can be counted."""
    if length.end_of_month is None:
        yield Term(days=length.days, months=length.months, on_day=length.on_day)
        return
    for each in ("after", "before") if length.end_of_month == "unknown" else (length.end_of_month,):
        yield Term(days=length.days, months=length.months, end_of_month=each, on_day=length.on_day)


def _over(read: Read, term: Term, trade: Trade | None) -> bool:
    """Whether a way of counting passes the law's maximum of a trade for some invoice of the year."""
    return _passes(term, read.setting.on.year, trade, summary=_summary(read))


def _trade(read: Read, length: Length) -> Trade | None:
    """The trade whose maximum a term has: what the clause itself says is perishable, or sold abroad, has its own."""
    return read.setting.trade or ("export" if length.export else "perishable-food" if length.perishable else None)


@lru_cache(maxsize=256)
def _passes(term: Term, year: int, trade: Trade | None, *, summary: bool) -> bool:
    reading = None if term.end_of_month == "unknown" else term.end_of_month
    for issued in (date(year, 1, 1) + timedelta(days=each) for each in range(_YEAR_DAYS)):
        most = legal_maximum(issued, reading, summary=summary, trade=trade, delivered=issued)
        if most is not None and due_date(term, issued) > most.due_on:
            return True
    return False


def _summary(read: Read) -> bool:
    return read.setting.summary or bool(re.search(r"recapitulativ|periodique|releve mensuel", read.text))


def _longest(length: Length) -> int:
    return (length.days or 0) + _LONGEST_MONTH * (length.months or 0)


def _term_over(read: Read, *, kind: str) -> Figures | None:
    """A payment term that passes the maximum however it is counted (C. com., art. L441-10, I, L441-11)."""
    found = [each for each in read.lengths if over_maximum(read, each) and _kind(read, each) == kind]
    worst = max(found, key=_longest, default=None)
    return {"days": _longest(worst), "reached": _reached(read, worst)} if worst else None


def _reached(read: Read, length: Length) -> int:
    """The most days after its issue that an invoice of the year would be paid, however the term is counted."""
    return max((due_date(term, issued) - issued).days for term in _terms(length) for issued in _days_of(read))


def _kind(read: Read, length: Length) -> str:
    if read.setting.trade or length.perishable:
        return "trade"
    if length.end_of_month and length.on_day:
        return "day-of-month"
    if _summary(read):
        return "summary"
    return "end-of-month" if length.end_of_month else "net"


def over_maximum(read: Read, length: Length) -> bool:
    """Whether a payment term passes the law's maximum, however it is counted."""
    return all(_over(read, term, _trade(read, length)) for term in _terms(length))


def most_days(read: Read) -> int:
    """The calendar days that a public buyer has to pay (CCP, art. R2192-10, R2192-11)."""
    return int(parameter(f"public.term-{read.setting.public_kind}").on(read.setting.on).value)


def _public_over(read: Read) -> Figures | None:
    most = most_days(read)
    found = [_longest(each) for each in read.lengths if _longest(each) > most or each.end_of_month]
    return {"days": max(found), "most": most} if found else None


def _public_fine(read: Read) -> Figures | None:
    return {} if read.lengths and not _public_over(read) else None


def _from_receipt(read: Read, *, at_most: bool) -> Figures | None:
    """A term that runs from the customer's receipt or check: the maximum runs from the issue (CEPC, avis 17-5)."""
    for each in read.lengths:
        name = "b2b.max-term-end-of-month" if each.end_of_month else "b2b.max-term-invoice"
        most = int(parameter(name).on(read.setting.on).value)
        if each.said_from != "issue" and (_longest(each) >= most) is at_most:
            return {"days": _longest(each), "most": most}
    return None


def _two_readings(read: Read) -> Figures | None:
    for each in read.lengths:
        if each.end_of_month == "unknown" and _longest(each) > 0 and not over_maximum(read, each):
            return {"days": _longest(each), "apart": _apart(read, each)}
    return None


def _apart(read: Read, length: Length) -> int:
    """The most days between the dates that two ways of counting give to an invoice of the year."""
    dates = [[due_date(term, issued) for term in _terms(length)] for issued in _days_of(read)]
    return max((max(each) - min(each)).days for each in dates)


def _days_of(read: Read) -> Iterator[date]:
    return (date(read.setting.on.year, 1, 1) + timedelta(days=each) for each in range(_YEAR_DAYS))


def _export(read: Read) -> Figures | None:
    """A term that exports alone may have (C. com., art. L441-12): its conditions have to be said."""
    for each in read.lengths:
        if _trade(read, each) != "export" or over_maximum(read, each):
            continue
        if any(_over(read, term, None) for term in _terms(each)):
            return {"days": _longest(each)}
    return None


def _unclear_order(read: Read) -> Figures | None:
    for each in read.lengths:
        if (
            each.on_day is not None
            and each.end_of_month is None
            and not _over(read, next(_terms(each)), _trade(read, each))
        ):
            return {"days": _longest(each), "day": each.on_day}
    return None


def _term_fine(read: Read) -> Figures | None:
    """The terms within the maximum, each of them told: what is excepted has its own, and so has « fin de mois »."""
    fine = []
    for each in read.lengths:
        trade = None if _trade(read, each) == "export" else _trade(read, each)
        two_readings = each.end_of_month == "unknown" and _longest(each) > 0
        if each.said_from == "issue" and not two_readings and not any(_over(read, one, trade) for one in _terms(each)):
            fine.append(str(_longest(each)))
    return {"days": tuple(dict.fromkeys(fine))} if fine else None


def _within(read: Read, *, own: bool) -> Figures | None:
    """The same, where each of them has its trade's own maximum (C. com., art. L441-11, II), or where one has not."""
    trades = [_trade(read, each) not in (None, "export") for each in read.lengths]
    return _term_fine(read) if all(trades) is own else None


# ---------------------------------------------------------------- the rest


def _limitation(read: Read, *, lawful: bool) -> Figures | None:
    """A limitation period that the parties set (C. civ., art. 2254): from one year to ten."""
    months = limitation_months(read.text)
    return None if months is None or (_YEAR_MONTHS <= months <= _TEN_YEARS) is not lawful else {"months": months}


def _retention(read: Read, *, high: bool) -> Figures | None:
    found = [each for each in read.rates.other("retention") if (each > _MOST_RETENTION) is high]
    return {"percent": found[0], "most": _MOST_RETENTION} if found else None


_FORMULAS, _TIMES = frozenset({"ecb-plus"}), frozenset({"legal-times"})
_FIGURED = frozenset({"fixed", "ecb-plus", "legal-plus"})
#: By the name that a rule asks for.
MEASURES: Mapping[str, Measure] = MappingProxyType(
    {
        "rate-said": lambda read: _rate_said(read, said=True),
        "rate-unsaid": lambda read: _rate_said(read, said=False),
        "rates-contradict": _contradict,
        "times-below-floor": lambda read: _below_floor(read, _TIMES),
        "rate-below-read-floor": lambda read: _below_floor(read, _FIGURED, read_in_text=True),
        "rate-below-reported-floor": lambda read: _below_floor(read, _FIGURED, read_in_text=False),
        "rate-unusual": _unusual,
        "fixed-under-its-floor": _under_its_floor,
        "penalty-lump": _lump,
        "terms-indemnity-missing": lambda read: _terms_lack(read, rate=False),
        "terms-rate-missing": lambda read: _terms_lack(read, rate=True),
        "ecb-with-floor": lambda read: _lawful(read, _FORMULAS, floor_said=True),
        "ecb-without-floor": lambda read: _lawful(read, _FORMULAS, floor_said=False),
        "times-lawful": lambda read: _lawful(read, _TIMES | {"legal-plus"}),
        "fixed-lawful": lambda read: _fixed(read, yearly=True),
        "fixed-lawful-converted": lambda read: _fixed(read, yearly=False),
        "business-penalties": _business_penalties,
        "consumer-rate": _consumer_rate,
        "public-rate-low": lambda read: _public_rate(read, low=True),
        "public-rate-other": lambda read: _public_rate(read, low=False),
        "public-rate-lawful": _public_rate_fine,
        "rate-missing": _rate_missing,
        "indemnity-missing": _indemnity_missing,
        "discount-missing": _discount_missing,
        "date-missing": _date_missing,
        "indemnity-below": lambda read: _indemnity(read, lambda found, legal: found < legal),
        "indemnity-above": lambda read: _indemnity(read, lambda found, legal: found > legal),
        "indemnity-lawful": lambda read: _indemnity(read, lambda found, legal: found == legal),
        "penalty-clause": lambda read: _penalty_clause(read, high=False),
        "penalty-clause-high": lambda read: _penalty_clause(read, high=True),
        "term-over": lambda read: _term_over(read, kind="net"),
        "term-over-end-of-month": lambda read: _term_over(read, kind="end-of-month"),
        "term-over-day-of-month": lambda read: _term_over(read, kind="day-of-month"),
        "term-over-summary": lambda read: _term_over(read, kind="summary"),
        "term-over-trade": lambda read: _term_over(read, kind="trade"),
        "term-public-over": _public_over,
        "term-public-lawful": _public_fine,
        "term-from-receipt": lambda read: _from_receipt(read, at_most=True),
        "term-from-receipt-short": lambda read: _from_receipt(read, at_most=False),
        "term-two-readings": _two_readings,
        "term-unclear-order": _unclear_order,
        "term-export": _export,
        "term-within": _term_fine,
        "term-of-trade-lawful": lambda read: _within(read, own=True),
        "term-lawful": lambda read: _within(read, own=False),
        "limitation-other": lambda read: _limitation(read, lawful=False),
        "limitation-lawful": lambda read: _limitation(read, lawful=True),
        "retention-over": lambda read: _retention(read, high=True),
        "retention-lawful": lambda read: _retention(read, high=False),
    }
)
