"""A clause is judged by the rules: each says what it found, the gravest first."""

from collections.abc import Iterator
from typing import cast, get_args

from latepay_core.countries.fr.clauses import Rule, rules
from latepay_core.said import said
from latepay_core.terms.measures import MEASURES, Read
from latepay_core.terms.model import Checked, Found, Mark, Setting, Verdict

_GRAVEST_FIRST: tuple[Verdict, ...] = get_args(Verdict)


def check(text: str, setting: Setting) -> Checked:
    """What the law says of a clause, standing in that setting.

    The text is read as it was typed, whatever its capitals, accents and figures in words. `unread` means that no rule
    recognised anything: neither good nor bad. Rests on C. com., art. L441-9 to L441-16, and the articles of each rule.

    >>> from datetime import date
    >>> checked = check("Intérêt de retard : 8 % l’an", Setting(on=date(2026, 9, 1)))
    >>> checked.verdict, checked.found[0].article
    ('below-floor', 'C. com., art. L441-10, II')
    """
    read = Read(text, setting)
    found = sorted(_found(read), key=lambda each: _GRAVEST_FIRST.index(each.verdict))
    return Checked(verdict=found[0].verdict if found else "unread", found=tuple(found), setting=setting)


def _found(read: Read) -> Iterator[Found]:
    for rule in rules():
        if not _concerns(rule, read.setting) or not rule.matches(read.text):
            continue
        figures = MEASURES[rule.measure](read) if rule.measure else {}
        if figures is not None:
            yield Found(
                code=rule.code,
                verdict=cast(Verdict, rule.verdict),
                reason=said(f"terms/clause.{rule.code}", **figures),
                article=rule.article,
                mark=cast(Mark, rule.mark),
            )


def _concerns(rule: Rule, setting: Setting) -> bool:
    return (
        (not rule.documents or setting.document in rule.documents)
        and (not rule.customers or setting.customer in rule.customers)
        and all(getattr(setting, name) == value for name, value in rule.when)
    )
