"""The sentences of the program, and the French forms of its figures.

Every sentence a reader meets comes from `fr.toml`, by a stable key; logic elsewhere only names the key and
gives the figures. Another language is another catalogue.
"""

from latepay_core.language.catalogue import catalogue, plain, sentence
from latepay_core.language.french import (
    amount,
    count_in_words,
    date_in_numbers,
    date_in_words,
    day_count,
    half_year,
    number,
    number_of,
    percent,
    round_amount,
    spelt,
)

__all__ = [
    "amount",
    "catalogue",
    "count_in_words",
    "date_in_numbers",
    "date_in_words",
    "day_count",
    "half_year",
    "number",
    "number_of",
    "percent",
    "plain",
    "round_amount",
    "sentence",
    "spelt",
]
