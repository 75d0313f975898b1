"""What recovering a sum costs, before choosing how: fees by bracket, acts, contributions, and who bears them.

Every figure is an indication: the officers' tariffs known here ran to 28 February 2026; past that day each item says
that its tariff is out of date. C. com., art. A444-31, A444-32, R444-55; CPCE, art. L111-8; CGI, art. 1635 bis Q.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from latepay_core.claim import Claimant
from latepay_core.countries.fr.procedure import tariffs
from latepay_core.countries.fr.procedure.tariffs import Band, Fee, Origin, round_to_cent
from latepay_core.countries.fr.procedure.words import point, told
from latepay_core.law.certainty import label
from latepay_core.procedure.faults import OutOfRange
from latepay_core.procedure.model import BracketLine, CostItem, Costs, Validity
from latepay_core.said import NOTHING, Said

_HUNDRED = Decimal(100)


def costs(amount: Decimal, on: date, *, title: bool = True) -> Costs:
    """The cost of recovering `amount` (EUR, principal received) through a commissaire de justice on a day.

    `title` says whether there is an enforceable title (judgment, order): without one, what recovery costs stays with
    the creditor (CPCE, art. L111-8), and the debtor's part cannot be asked of him. OutOfRange for a sum of 0 or less.

    >>> found = costs(Decimal("5000"), date(2026, 1, 15))
    >>> str(found.debtor_part.excluding_vat), str(found.debtor_part.including_vat), found.debtor_part.validity
    ('84.29', '101.15', 'current')
    >>> costs(Decimal("5000"), date(2026, 11, 22)).debtor_part.validity
    'expired'
    """
    if amount <= 0:
        raise OutOfRange("amount-not-positive")
    debtor = _fee_item("recovery-debtor", amount, on, "debtor" if title else "nobody", title=title)
    creditor = _fee_item("recovery-creditor", amount, on, "creditor", title=title)
    parts = [creditor, debtor] if title else [creditor]
    without = sum((each.excluding_vat or Decimal(0) for each in parts), Decimal(0))
    with_vat = sum((each.including_vat or Decimal(0) for each in parts), Decimal(0))
    return Costs(
        amount=amount,
        on=on,
        debtor_part=debtor,
        creditor_part=creditor,
        recovery_excluding_vat=without,
        recovery_including_vat=with_vat,
        left_to_creditor=round_to_cent(amount - (creditor.including_vat or Decimal(0))),
        others=(service_of_order(amount, on), summons(amount, on), engagement(amount, on), registry(on)),
        notes=(
            point("costs-cumulative"),
            point("costs-without-title"),
            point("costs-court"),
            point("costs-vat"),
            point("costs-overseas"),
            point("costs-letter"),
        ),
        indication=told("cost.indication", checked=tariffs.checked_until()),
    )


def _fee_item(
    code: str, amount: Decimal, on: date, borne_by: Literal["debtor", "creditor", "nobody"], *, title: bool = True
) -> CostItem:
    fee = tariffs.fee(code)
    bearer = told(f"cost.{code}.bearer" if title else f"cost.{code}.bearer-no-title")
    return _Draft(
        code,
        fee.origin,
        _basis(fee, amount),
        borne_by,
        excluding=fee.on(amount),
        lines=fee.lines(amount),
        approximate=fee.is_approximate(amount),
        bearer=bearer,
    ).item(on)


def _basis(fee: Fee, amount: Decimal) -> Said:
    if amount <= fee.flat_up_to:
        return told("cost.flat", up_to=fee.flat_up_to, flat=fee.flat)
    parts = tuple(told("cost.bracket", base=line.base, rate=line.percent) for line in fee.lines(amount))
    if fee.on(amount) == fee.cap:
        return told("cost.brackets-capped", parts=parts, cap=fee.cap)
    return told("cost.brackets", parts=parts, total=fee.on(amount))


def service_of_order(amount: Decimal, on: date) -> CostItem:
    """The service (signification) of an order or a decision: act times coefficient, plus travel; postage comes on top.

    >>> str(service_of_order(Decimal("1000"), date(2026, 1, 15)).excluding_vat)
    '35.19'
    """
    return _act_item("service", amount, on)


def summons(amount: Decimal, on: date) -> CostItem:
    """The summons (assignation) that opens an action."""
    return _act_item("summons", amount, on)


def _act_item(code: str, amount: Decimal, on: date) -> CostItem:
    act = tariffs.act(code)
    travel, _ = tariffs.travel()
    basis = told(
        "cost.act",
        base=act.base,
        times=act.times(amount),
        own=act.on(amount),
        travel=travel,
        electronic=tariffs.electronic_travel(),
    )
    excluding = act.on(amount) + travel
    return _Draft(code, act.origin, basis, "creditor", excluding=excluding, approximate=True).item(on)


def engagement(amount: Decimal, on: date) -> CostItem:
    """The duty for undertaking proceedings; its period was not verified (C. com., art. A444-15)."""
    return _fee_item("engagement", amount, on, "creditor")


def registry(on: date) -> CostItem:
    """The commercial court's registry fee for an order for payment: a range, VAT included."""
    least, most, origin = tariffs.registry()
    basis = told("cost.range", least=least, most=most)
    return _Draft("registry", origin, basis, "claimant", including=least, most=most, approximate=True).item(on)


def legal_aid_contribution(on: date, *, court: Literal["judicial", "commercial"], order: bool = False) -> CostItem:
    """The 50 EUR legal-aid contribution of a case before the judicial court (CGI, art. 1635 bis Q).

    Its first day is 1 March 2026 in most sources, 1 May 2026 in one: between the two, both are said.

    >>> legal_aid_contribution(date(2026, 4, 1), court="judicial").code
    'legal-aid-disputed'
    >>> legal_aid_contribution(date(2026, 11, 22), court="judicial", order=True).code
    'legal-aid-exempt'
    """
    amount, disputed_until, origin = tariffs.legal_aid()
    starts = origin.starts_on or date.min
    figures = {"start": starts, "other": date(2026, 5, 1)}
    if court == "commercial" or order:
        code, due = "legal-aid-exempt", Decimal(0)
    elif on < starts:
        code, due = "legal-aid-before", Decimal(0)
    else:
        code, due = ("legal-aid-disputed" if on <= disputed_until else "legal-aid"), amount
    return _Draft(
        code,
        origin,
        told(f"cost.{code}.basis", **figures),
        "claimant" if due else "nobody",
        including=round_to_cent(due),
        bearer=told("cost.legal-aid.bearer" if due else "cost.legal-aid-exempt.bearer"),
        current=True,
    ).item(on)


def economic_justice_contribution(amount: Decimal, on: date, claimant: Claimant) -> CostItem:
    """The contribution owed when opening a case before a court of economic activities (loi n° 2023-1059).

    `amount` is the whole claim in EUR: above 50 000 EUR only, and only from 250 employees on. A figure the claimant
    did not give makes the answer `economic-justice-to-check`.

    >>> big = Claimant(employees=300, turnover=Decimal("60000000"), profit=Decimal("4000000"))
    >>> str(economic_justice_contribution(Decimal("100000"), date(2026, 11, 22), big).including_vat)
    '3000.00'
    """
    rules = tariffs.economic_justice()
    code, due, basis = _economic_justice(amount, claimant)
    if rules.origin.validity(on) != "current":
        code, due, basis = "economic-justice-none", Decimal(0), told("cost.economic-justice.not-in-force")
    return _Draft(
        code,
        rules.origin,
        basis,
        "nobody" if due == 0 else "claimant",
        including=None if due is None else round_to_cent(due),
        bearer=told("cost.economic-justice.bearer"),
        current=True,
    ).item(on)


def _economic_justice(amount: Decimal, claimant: Claimant) -> tuple[str, Decimal | None, Said]:
    rules = tariffs.economic_justice()
    none, check = "economic-justice-none", "economic-justice-to-check"
    if amount <= rules.claims_above:
        return none, Decimal(0), told("cost.economic-justice.small", limit=rules.claims_above)
    if claimant.employees is None:
        return check, None, told("cost.economic-justice.employees-unknown", employees=rules.employees_from)
    if claimant.employees < rules.employees_from:
        return none, Decimal(0), told("cost.economic-justice.few-employees", employees=rules.employees_from)
    company = claimant.kind == "company"
    measure = claimant.turnover if company else claimant.income
    if measure is None or (company and claimant.profit is None):
        return check, None, told(f"cost.economic-justice.{claimant.kind}-unknown")
    band = _band(rules.companies if company else rules.people, measure, claimant.profit or Decimal(0))
    if band is None:
        return none, Decimal(0), told(f"cost.economic-justice.{claimant.kind}-below")
    due = min(amount * band.percent / _HUNDRED, band.cap)
    figures = {"rate": band.percent, "claims": amount, "cap": band.cap}
    return "economic-justice", due, told("cost.economic-justice.due", **figures)


def _band(bands: tuple[Band, ...], measure: Decimal, profit: Decimal) -> Band | None:
    for band in bands:
        inside = measure > band.above and (band.up_to is None or measure <= band.up_to)
        if inside and (band.profit_above is None or profit > band.profit_above):
            return band
    return None


@dataclass(frozen=True)
class _Draft:
    """An item before its words; `current` for one whose own sentence says from when to when it is owed."""

    code: str
    origin: Origin
    basis: Said
    borne_by: Literal["debtor", "creditor", "claimant", "nobody"]
    excluding: Decimal | None = None
    including: Decimal | None = None
    most: Decimal | None = None
    lines: tuple[BracketLine, ...] = ()
    approximate: bool = False
    bearer: Said = NOTHING
    current: bool = False

    @property
    def family(self) -> str:
        """The code without the variant that says why the item is or is not owed."""
        return re.sub(r"-(disputed|before|exempt|none|to-check)$", "", self.code)

    def item(self, on: date) -> CostItem:
        """The item on a day, VAT worked out on the rounded fee."""
        including = self.including
        if self.excluding is not None:
            including = round_to_cent(self.excluding * (1 + tariffs.vat_percent() / _HUNDRED))
        validity: Validity = "current" if self.current else self.origin.validity(on)
        return CostItem(
            code=self.code,
            label=told(f"cost.{self.family}.label"),
            basis=self.basis,
            excluding_vat=self.excluding,
            vat=None if self.excluding is None or including is None else including - self.excluding,
            including_vat=including,
            most=self.most,
            approximate=self.approximate,
            lines=self.lines,
            borne_by=self.borne_by,
            bearer=self.bearer or told(f"cost.{self.family}.bearer"),
            valid_from=self.origin.starts_on,
            valid_to=self.origin.ends_on,
            validity=validity,
            warning=_warning(validity, self.origin, on),
            reference=self.origin.reference,
            source=self.origin.source,
            confidence=self.origin.confidence,
            confidence_label=label(self.origin.confidence),
        )


def _warning(validity: Validity, origin: Origin, on: date) -> Said:
    if validity == "current":
        return NOTHING
    return told(
        f"cost.validity.{validity}",
        day=on,
        **({"start": origin.starts_on} if origin.starts_on else {}),
        **({"end": origin.ends_on} if origin.ends_on else {}),
    )
