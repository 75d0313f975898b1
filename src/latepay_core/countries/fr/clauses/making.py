"""Terms of payment from five answers: general terms, a quote's and an invoice's lines, the notes of an e-invoice.

What is written passes `check`: the rate always carries its floor (C. com., art. L441-10, II), « fin de mois » its way
of counting, the discount its condition (L441-9, I); a consumer is asked for neither penalties nor the 40 EUR.
"""

from datetime import date

from latepay_core.claim import ClaimRefused, Trade
from latepay_core.claim.refusals import refuse
from latepay_core.countries.fr.clauses.measures import Read, most_days, over_maximum
from latepay_core.countries.fr.regimes.rates import floor_on
from latepay_core.days import half_year_start
from latepay_core.law import parameter
from latepay_core.said import NOTHING, Said, in_a_row, said
from latepay_core.terms.lengths import Length
from latepay_core.terms.model import Answers, Setting, Written


def make_terms(answers: Answers, on: date) -> Written:
    """The terms of payment that the answers make, for papers written on a day.

    Raises ClaimRefused for a term beyond the law's maximum (C. com., art. L441-10, I, L441-11; CCP, art. R2192-10), a
    percentage or number of days that cannot be, a fixed rate under three times the legal one (C. com., art. L441-10,
    II).

    >>> make_terms(Answers(days=60), date(2026, 11, 30)).aab
    said('terms/made.no-discount')
    """
    _check(answers, on)
    discount = _discount(answers)
    paid = _paid(answers)
    if answers.customer == "consumer":
        late, owner = said("terms/made.consumer-late"), _owner(answers)
        return Written(
            terms=in_a_row(paid, discount, late, owner),
            quote=in_a_row(paid, discount, late, owner),
            invoice=in_a_row(said("terms/made.pay-by"), discount),
            discount=discount,
            pmd=NOTHING,
            pmt=NOTHING,
            aab=NOTHING,
        )
    rate, flat = _rate(answers), _flat(on)
    late = said("terms/made.late", rate=rate)
    owner = _owner(answers)
    return Written(
        terms=in_a_row(paid, discount, late, flat, said("terms/made.further-costs"), owner),
        quote=in_a_row(paid, late, flat, discount, owner),
        invoice=in_a_row(said("terms/made.pay-by"), said("terms/made.late-short", rate=rate), flat, discount),
        discount=discount,
        pmd=said("terms/made.pmd", rate=rate),
        pmt=flat,
        aab=discount,
    )


def _check(answers: Answers, on: date) -> None:
    read = Read("", Setting(on=on, customer=answers.customer, public_kind=answers.public_kind, trade=answers.trade))
    length = Length(answers.days, None, answers.end_of_month)
    found = []
    if answers.customer == "business" and over_maximum(read, length):
        found.append(refuse("terms-too-long", "days", days=answers.days))
    if answers.customer == "public-body" and (answers.days > most_days(read) or answers.end_of_month):
        found.append(refuse("terms-too-long-public", "days", most=most_days(read)))
    if answers.rate == "fixed" and not (answers.percent is not None and 0 < answers.percent <= 40):  # noqa: PLR2004
        found.append(refuse("terms-rate", "percent"))
    elif answers.rate == "fixed" and answers.customer == "business" and answers.percent is not None:
        floor = floor_on(half_year_start(on), ()).percent
        if answers.percent < floor:
            found.append(refuse("terms-rate-low", "percent", percent=answers.percent, floor=floor))
    if answers.discount is not None and not (0 < answers.discount < 100 and answers.discount_days < answers.days):  # noqa: PLR2004
        found.append(refuse("terms-discount", "discount", days=answers.days))
    if found:
        raise ClaimRefused(found)


def _paid(answers: Answers) -> Said:
    if answers.days == 0:
        return said("terms/made.paid-at-once")
    name = answers.end_of_month or ("delivery" if answers.trade and _from_delivery(answers.trade) else "net")
    return said(f"terms/made.paid-{name}", days=answers.days)


def _from_delivery(trade: Trade) -> bool:
    from latepay_core.countries.fr.sector_terms import sector_term  # noqa: PLC0415 - asked for by few

    return sector_term(trade).counted_from == "delivery"


def _rate(answers: Answers) -> Said:
    if answers.customer == "public-body":
        return said("terms/made.rate-public", points=parameter("public.points-over-ecb").values[-1].value)
    if answers.rate == "fixed" and answers.percent is not None:
        return said("terms/made.rate-fixed", percent=answers.percent)
    return said(f"terms/made.rate-{answers.rate}")


def _flat(on: date) -> Said:
    return said("terms/made.flat", amount=parameter("b2b.compensation").on(on).value)


def _discount(answers: Answers) -> Said:
    if answers.discount is None:
        return said("terms/made.no-discount")
    return said("terms/made.discount", percent=answers.discount, days=answers.discount_days)


def _owner(answers: Answers) -> Said:
    return said("terms/made.retention") if answers.retention_of_title else NOTHING
