"""The rules on clauses, applied: each says what it found."""

from collections.abc import Iterator
from typing import cast

from latepay_core.countries.fr.clauses import Rule, rules
from latepay_core.countries.fr.clauses.measures import MEASURES, Read
from latepay_core.said import said
from latepay_core.terms.model import Found, Mark, Setting, Verdict


def findings(text: str, setting: Setting) -> Iterator[Found]:
    """What each rule finds in a clause that stands in that setting, in the order of the table."""
    found = list(_all(text, setting))
    codes = {each.code for _, each in found}
    return (each for rule, each in found if not rule.unless_found & codes)


def _all(text: str, setting: Setting) -> Iterator[tuple[Rule, Found]]:
    read = Read(text, setting)
    for rule in rules():
        if not _concerns(rule, read.setting) or not rule.matches(read.text):
            continue
        figures = MEASURES[rule.measure](read) if rule.measure else {}
        if figures is not None:
            yield (
                rule,
                Found(
                    code=rule.code,
                    verdict=cast(Verdict, rule.verdict),
                    reason=said(f"terms/clause.{rule.code}", **figures),
                    article=rule.article,
                    mark=cast(Mark, rule.mark),
                    advised=rule.advice,
                ),
            )


def _concerns(rule: Rule, setting: Setting) -> bool:
    return (
        (not rule.documents or setting.document in rule.documents)
        and (not rule.customers or setting.customer in rule.customers)
        and all(getattr(setting, name) == value for name, value in rule.when)
    )
