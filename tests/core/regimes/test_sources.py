"""Where a value of the law was published, in each language."""

import pytest

from latepay_core.law import all_parameters
from latepay_core.regimes.rates import source_of
from latepay_core.said import Said
from latepay_core.wording import say
from latepay_core.wording.french import plain

VALUES = [value for each in all_parameters() for value in each.values]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: value.reference)
def test_a_source_reads_as_the_data_cite_it(value: object) -> None:
    # a date holds together in a sentence; the data's own file has ordinary spaces
    assert plain(say(source_of(value))) == plain(value.reference)  # type: ignore[arg-type,attr-defined]


def test_the_central_bank_is_named_in_the_reader_s_language() -> None:
    named = [source_of(value) for value in VALUES if value.sourced]
    assert len(named) == sum(value.reference.startswith("BCE") for value in VALUES)
    assert all(isinstance(each, Said) and say(each, "en").startswith("ECB, main refinancing") for each in named)
