"""The letters that the next step and the routes name are in the catalogue, and offered first when the step comes."""

import re
from pathlib import Path

import pytest

from latepay_core import Claim
from latepay_core.countries.fr import procedure
from latepay_core.countries.fr.procedure import friendly
from latepay_core.letters.catalogue import catalogue, kinds
from latepay_core.letters.writing import letters_for
from latepay_core.wording import say as in_words
from tests.support.catalogue import sentences
from tests.support.said import between_businesses, on_consumer, on_public_buyer

ROOM = Path(procedure.__file__).parent


def test_every_letter_that_the_procedure_names_exists() -> None:
    sources = "\n".join(path.read_text("utf-8") for path in ROOM.rglob("*.py"))
    named = set(re.findall(r"letter=\"([a-z-]+)\"", sources)) | set(friendly.LETTERS.values())
    assert named
    assert named <= set(kinds())


def test_the_command_line_names_every_letter_that_a_step_may_advise() -> None:
    """The reply in the debtor's own file as well: `latepay next` had no name for it, and failed."""
    quoted = {word for path in ROOM.rglob("*.py") for word in re.findall(r"\"([a-z-]+)\"", path.read_text("utf-8"))}
    advised = quoted & set(kinds())
    assert {"claim-reply", "formal-notice", "hand-over"} <= advised
    assert advised <= {key.removeprefix("cli.letter.") for key in sentences() if key.startswith("cli.letter.")}


PAID = [{"number": "F", "due_on": "2026-05-31", "amount": "9", "payments": [{"paid_on": "2026-06-30", "amount": "9"}]}]


@pytest.mark.parametrize(
    ("claim", "kind"),
    [
        (between_businesses("2026-06-08", events=[{"on": "2026-06-05", "kind": "call"}]), "call-confirmation"),
        (between_businesses(events=[{"on": "2026-08-28", "kind": "dispute"}]), "dispute-reasons"),
        (between_businesses(invoices=PAID, terms={"allocation": "principal-first"}), "penalties-request"),
        (between_businesses(judgment={"enforceable_on": "2026-08-03"}), "hand-over"),
        (
            between_businesses(debtor={"name": "Durand", "insolvency_opened_on": "2026-08-03"}),
            "claim-declaration",
        ),
        (between_businesses("2031-05-02"), "payment-order-request"),
        (on_consumer("2026-04-20", events=[{"on": "2026-03-09", "kind": "formal-notice"}]), "payment-order-request"),
        (on_public_buyer("2026-08-31", paid_on=None), "public-claim"),
        (on_public_buyer(), "public-interest-claim"),
        (on_public_buyer("2026-10-20", events=[{"on": "2026-09-03", "kind": "public-claim"}]), "prefect-request"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_step_that_has_come_offers_its_letter_first(claim: Claim, kind: str) -> None:
    first = letters_for(claim)[0]
    assert (first.kind, first.advised, first.available) == (kind, True, True)


def test_each_says_when_and_when_not_in_one_line() -> None:
    for entry in catalogue():
        assert entry.when.endswith(".")
        assert entry.when_not.endswith(".")
        assert max(len(entry.when), len(entry.when_not)) <= 130


@pytest.mark.parametrize(
    "claim",
    [between_businesses(), on_public_buyer(paid_on=None), on_consumer()],
    ids=["business", "public", "consumer"],
)
def test_a_letter_of_other_rules_says_which_one_to_take(claim: Claim) -> None:
    general = "Cette lettre ne vaut pas"
    wrong = [each for each in letters_for(claim) for why in each.refusals if why.code == "letter-regime"]
    assert wrong
    assert [each.kind for each in wrong if in_words(each.refusals[0].message).startswith(general)] == []
