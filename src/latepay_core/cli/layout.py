"""What the views are made of: tables, headings, lists, sentences with their reference."""

from collections.abc import Iterable, Iterator, Sequence

from rich.text import Text

from latepay_core.cli.sheet import Column, Sheet
from latepay_core.said import Cited, Language, said
from latepay_core.wording import english, say, worded

View = Iterator[Sheet | Text | str]
#: What is laid out under a table, as said by another room.
Below = Sequence[Sheet | Text | str]
BULLET = "· "
_FIGURES = frozenset(
    {"days", "principal", "rate", "interest", "compensation", "total", "value", "excluding-vat", "including-vat"}
)
_FOLDED = frozenset(
    {"invoice", "source", "what", "reading", "maximum", "cost", "step", "letter", "confidence", "bearer"}
)


def new_table(*columns: str, language: Language = "fr") -> Sheet:
    """An empty table; figures stand on the right, and only words are folded."""
    made = []
    for name in columns:
        label = worded(f"cli/column.{name}", language)
        made.append(Column(label, words=name in _FOLDED, right=name in _FIGURES))
    return Sheet(tuple(made))


def heading(text: str) -> Text:
    """A line that stands out."""
    return Text(text, style="bold")


def listed(name: str, items: Iterable[Cited], language: Language = "fr") -> View:
    """A list under its heading; nothing where there is nothing to list."""
    found = [say(each, language) for each in items]
    if found:
        yield ""
        yield heading(worded(f"cli/statement.{name}", language))
        yield from (BULLET + item for item in found)


def referred(told: Cited, cited: Cited, language: Language = "fr") -> str:
    """What is told with its reference before its full stop, unless it names that reference itself."""
    text, reference = say(told, language), say(cited, language)
    reference = english.cited(reference) if language == "en" else reference
    if not reference or reference.casefold() in text.casefold():
        return text
    stop = "." if text.endswith(".") else ""
    return say(said("cli/statement.with-reference", text=text.removesuffix("."), reference=reference), language) + stop
