"""The texts the program rests on, in our words, and the list of rules: applied, or left to the reader and why."""

from latepay_core.countries.fr.texts.citations import citations
from latepay_core.countries.fr.texts.reading import (
    Article,
    Rule,
    articles,
    codes,
    parts,
    rules,
    sections,
    texts_checked_on,
    texts_checked_until,
)

__all__ = [
    "Article",
    "Rule",
    "articles",
    "citations",
    "codes",
    "parts",
    "rules",
    "sections",
    "texts_checked_on",
    "texts_checked_until",
]
