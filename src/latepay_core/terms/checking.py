"""A clause is judged by the country's rules; terms of payment are written by the same."""

from collections.abc import Iterator
from datetime import date
from typing import Protocol, cast, get_args

from latepay_core.regimes import DEFAULT, country_named
from latepay_core.terms.folding import folded
from latepay_core.terms.languages import is_foreign
from latepay_core.terms.model import Answers, Checked, Found, Setting, Verdict, Written

_GRAVEST_FIRST: tuple[Verdict, ...] = get_args(Verdict)


class _Law(Protocol):
    """What a country with rules on clauses answers."""

    def clause_findings(self, text: str, setting: Setting) -> Iterator[Found]:
        """What its rules find in a clause."""

    def written_terms(self, answers: Answers, on: date) -> Written:
        """The terms that the answers make."""


def check(text: str, setting: Setting) -> Checked:
    """What the law says of a clause, standing in that setting; the gravest finding first.

    The text is read as it was typed, whatever its capitals, accents and figures in words. `unread` means that no rule
    recognised anything: neither good nor bad; `foreign`, that it is not in French, which alone is read. Rests on
    C. com., art. L441-9 to L441-16, and the articles of each rule.

    >>> checked = check("Intérêt de retard : 8 % l’an", Setting(on=date(2026, 9, 1)))
    >>> checked.verdict, checked.found[0].article
    ('below-floor', 'C. com., art. L441-10, II')
    """
    if is_foreign(folded(text)):
        return Checked(verdict="unread", found=(), setting=setting, foreign=True)
    found = sorted(
        _law().clause_findings(text, setting), key=lambda each: (_GRAVEST_FIRST.index(each.verdict), not each.advised)
    )
    return Checked(verdict=found[0].verdict if found else "unread", found=tuple(found), setting=setting)


def make_terms(answers: Answers, on: date) -> Written:
    """The terms of payment that five answers make, for papers written on a day.

    Raises ClaimRefused for a term beyond the law's maximum (C. com., art. L441-10, I, L441-11; CCP, art. R2192-10), a
    percentage or number of days that cannot be.

    >>> make_terms(Answers(days=60), date(2026, 11, 30)).aab
    said('terms/made.no-discount')
    """
    return _law().written_terms(answers, on)


def _law() -> _Law:
    return cast(_Law, country_named(DEFAULT))
