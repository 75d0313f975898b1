"""Why a letter is not written, what to know before it goes: values, with the same sentences in both languages."""

import re

import pytest

from latepay_core import Claim
from latepay_core.letters.writing import LetterRefused, write_letter
from latepay_core.wording import catalogue, say
from tests.core.wording.test_languages import figures, left_in_french

BESIDE = {key: text for key, text in catalogue("letters", "fr").items() if not key.startswith("to-private.")}
#: Figures that English leaves out: the name of a field, which is asked for beside it, and that of the interest.
LEFT_OUT = {"refusal.detail-missing": {"label"}, "caution.settles": {"interest"}}


def test_every_sentence_beside_a_letter_has_its_english() -> None:
    english = {key for key in catalogue("letters", "en") if not key.startswith("to-private.")}
    assert english == set(BESIDE)
    assert len(english) > 140


@pytest.mark.parametrize("key", BESIDE)
def test_a_sentence_beside_a_letter_has_the_figures_of_the_french_and_no_word_of_it(key: str) -> None:
    english = catalogue("letters", "en")[key]
    kept = [each for each in figures(BESIDE[key]) if each[0] not in LEFT_OUT.get(key, ())]
    assert figures(english) == kept
    told = re.sub(r"\{\w+(?::[^}]*)?\}", "X", english)
    # French terms stand beside their English, and courts and offices keep their names
    told = re.sub(r"\([^)]*\)|conciliateur de justice|commissaire de justice|tribunal de commerce", "", told)
    assert left_in_french(told) is None
    assert "customer" not in catalogue("letters", "en").get(f"to-private.{key}", "")


def test_what_is_told_beside_a_letter_is_said_in_the_language_of_whoever_reads_it() -> None:
    """A debtor in proceedings opened on 2 February 2026 is asked nothing: why is a value, said in any language."""
    claim = Claim.model_validate(
        {
            "as_of": "2026-03-15",
            "creditor": {"name": "Ruelle", "kind": "individual"},
            "debtor": {"name": "Martin", "kind": "business", "insolvency_opened_on": "2026-02-02"},
            "invoices": [{"number": "F-118", "issued_on": "2025-10-31", "due_on": "2025-11-30", "amount": "10000.00"}],
        }
    )
    with pytest.raises(LetterRefused) as refused:
        write_letter("first-reminder", claim)
    (found,) = refused.value.refusals
    assert say(found.message) == (
        "Une procédure collective est ouverte depuis le 2\u00a0février\u00a02026\u00a0: elle interdit de payer les "
        "dettes antérieures. Déclarez votre créance au lieu de la réclamer."
    )
    assert say(found.message, "en").startswith(
        "Insolvency proceedings (procédure collective) have been open since 2\u00a0February\u00a02026: they forbid"
    )
