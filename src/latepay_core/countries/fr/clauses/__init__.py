"""The rules on clauses, as data: what each looks for, what it says, its article and how that article was read."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from latepay_core.data import table


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of `rules.toml`.

    It holds for a clause in one of its `documents`, for one of its `customers` (all where none is named), in a setting
    that has the values of `when`; whose folded text has one of `looks_for`, all of `beside` and none of `unless`; for
    which its `measure`, where it names one, answers; and where no rule of `unless_found` has found anything: what is
    waived is not praised beside. `advice`: what it says is right, and goes on to advise something.
    """

    code: str
    verdict: str
    article: str
    mark: str
    documents: frozenset[str]
    customers: frozenset[str]
    when: tuple[tuple[str, object], ...]
    looks_for: tuple[re.Pattern[str], ...]
    beside: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...]
    measure: str
    unless_found: frozenset[str]
    advice: bool

    def matches(self, text: str) -> bool:
        """Whether the folded text has what the rule looks for.

        >>> rule = next(each for each in rules() if each.code == "retention-of-title")
        >>> rule.matches("les marchandises restent notre propriete jusqu'au paiement")
        True
        """
        return (
            (not self.looks_for or any(each.search(text) for each in self.looks_for))
            and all(each.search(text) for each in self.beside)
            and not any(each.search(text) for each in self.unless)
        )


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, the gravest of each verdict first, as the table has them."""
    read = table(__name__, "rules.toml")
    words: dict[str, str] = read["words"]
    return tuple(_rule(each, words) for each in read["rules"])


def _rule(row: dict[str, Any], words: dict[str, str]) -> Rule:
    def patterns(name: str) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(_with(each, words)) for each in row.get(name, ()))

    return Rule(
        code=row["code"],
        verdict=row["verdict"],
        article=row["article"],
        mark=row["mark"],
        documents=frozenset(row.get("documents", ())),
        customers=frozenset(row.get("customers", ())),
        when=tuple(row.get("when", {}).items()),
        looks_for=patterns("looks_for"),
        beside=patterns("beside"),
        unless=patterns("unless"),
        measure=row.get("measure", ""),
        unless_found=frozenset(row.get("unless_found", ())),
        advice=row.get("advice", False),
    )


def _with(pattern: str, words: dict[str, str]) -> str:
    """A pattern with the table's own words put in: `<penalties>`; `…` stands for the rest of a sentence."""
    # a word of the table may be made of others
    while any(f"<{name}>" in pattern for name in words):
        for name, meant in words.items():
            pattern = pattern.replace(f"<{name}>", f"(?:{meant})")
    return pattern.replace("…", "[^.;]{0,90}?")
