"""Why a letter may not be written, or only with a warning. The catalogue names the conditions, small functions each.

Those that several letters share stand here, by what they are about; a letter's own, in its folder. The sentence is
`refusal.<name>` of the letters' catalogues when a sheet lists it under `conditions`, `caution.<name>` under `cautions`;
a letter that has another reason says `refusal.<name>-of.<letter>`, one that does not go to the debtor may say
`refusal.<name>-of.others`.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module

from latepay_core.claim import Refusal
from latepay_core.letters.case import LetterCase
from latepay_core.letters.catalogue import Entry
from latepay_core.letters.conditions.registry import REGISTERED, Condition
from latepay_core.letters.folders import modules
from latepay_core.letters.missing import missing_of
from latepay_core.letters.wording import known, told_beside
from latepay_core.said import Said, Value

_SHARED = ("owed", "contested", "promised", "standing", "sending")
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
    "settles",
)


@cache
def _conditions() -> Mapping[str, Condition]:
    """Every condition, by its name: to import their modules is to register them."""
    for name in _SHARED:
        import_module(f"{__name__}.{name}")
    for _ in modules("conditions"):
        pass
    return REGISTERED


def names() -> frozenset[str]:
    """The names a catalogue entry may use."""
    return frozenset(_conditions())


def refusals(entry: Entry, case: LetterCase) -> tuple[Refusal, ...]:
    """What keeps the letter from being written: another side or regime, a condition, a field that the law requires."""
    if case.claim.side not in entry.sides:
        return (Refusal("letter-other-side", "", told_beside("refusal.other-side"), {"side": case.claim.side}),)
    if case.statement.regime not in entry.regimes:
        return (_wrong_regime(entry, case),)
    found = tuple(_bitten(entry.conditions, "refusal", entry, case))
    if found:
        return found
    return tuple(
        Refusal("letter-detail-missing", each.field, told_beside("refusal.detail-missing", label=each.label), {})
        for each in missing_of(entry, case)
        if each.required
    )


def cautions(entry: Entry, case: LetterCase) -> tuple[Refusal, ...]:
    """What the user must know before sending the letter; it is written all the same."""
    return tuple(_bitten((*entry.cautions, *_ALWAYS), "caution", entry, case))


def _bitten(listed: tuple[str, ...], kind: str, entry: Entry, case: LetterCase) -> Iterator[Refusal]:
    for name in dict.fromkeys(listed):
        condition = _conditions()[name]
        figures = condition.test(case, entry)
        if figures is not None:
            key = next(filter(known, _keys_of(f"{kind}.{name}", entry, case)))
            field = condition.asks if kind == "refusal" else ""
            yield Refusal(f"letter-{name}", field, _to(case, key, **figures), figures)


def _keys_of(key: str, entry: Entry, case: LetterCase) -> Iterator[str]:
    """The sentences of a condition, the nearest first: the letter's own, its regime's, the one for every letter."""
    yield f"{key}-of.{entry.kind}"
    if entry.to != "debtor":
        yield f"{key}-of.others"
    yield f"{key}.{case.statement.regime}"
    yield key


def _wrong_regime(entry: Entry, case: LetterCase) -> Refusal:
    own = case.statement.regime
    key = f"refusal.regime.{entry.kind}.{own}"
    told = _to(case, key if known(key) else f"refusal.regime.{own}")
    return Refusal("letter-regime", "", told, {"regime": own, "allowed": entry.regimes})


def _to(case: LetterCase, key: str, **figures: Value) -> Said:
    return told_beside(key, case.claim.creditor.kind == "individual", **figures)
