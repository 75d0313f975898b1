"""What travels inside a PDF: the claim as it was typed and its statement, so that anyone can redo the reckoning."""

import json
from functools import partial

from latepay_core.claim import Claim
from latepay_core.documents.attached import Attached
from latepay_core.statement import Statement
from latepay_core.wording import answer, worded_in

CLAIM, STATEMENT = "creance.json", "decompte.json"
#: The case that a letter about some of its invoices was written from: what is opened again.
WHOLE = "dossier.json"


def attachments_of(claim: Claim, statement: Statement, whole: Claim | None = None) -> dict[str, Attached]:
    """The claim and its statement as the files that go with a letter, by name.

    `whole` is the case where the claim is a part of it: invoices settled, overpaid or not due come back with it.

    >>> from latepay_core.statement import draw_up
    >>> claim = Claim.model_validate({"as_of": "2026-03-15", "invoices": [{"due_on": "2025-11-30", "amount": "100"}]})
    >>> sorted(attachments_of(claim, draw_up(claim)))
    ['creance.json', 'decompte.json']
    """
    say = partial(worded_in, "outputs-attachments")
    return {
        CLAIM: Attached(_typed(claim), "Source", say(f"description.{CLAIM}")),
        STATEMENT: Attached(_written(answer(statement, statement.language)), "Data", say(f"description.{STATEMENT}")),
        **({WHOLE: Attached(_typed(whole), "Supplement", say(f"description.{WHOLE}"))} if whole else {}),
    }


def _typed(claim: Claim) -> bytes:
    # what was left out stays out: the file is then the one the user would save
    return _written(
        claim.model_dump(mode="json", exclude_unset=True) | {"schema": claim.schema_, "as_of": str(claim.as_of)}
    )


def _written(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
