"""The statement as a document that needs no letter: the sums of the case, for every body of rules."""

import io
import zipfile
from typing import Any

import pypdf
import pytest

from latepay_core import Claim, draw_up
from latepay_core.documents.document import Heading, PageBreak, Paragraph, Table, text_of
from latepay_core.letters.case import LetterCase
from latepay_core.letters.forms import figure
from latepay_core.outputs.account import account_of
from latepay_core.outputs.attachments import CLAIM
from latepay_core.outputs.formats import CASE_FORMATS, FORMATS
from latepay_core.outputs.verify import Outcome, verify
from tests.support.claims import SITUATIONS, claim_for
from tests.support.french import faults
from tests.support.office import flat

REGIMES = ("fr-b2b", "fr-public", "fr-civil", "fr-civil-private", "be-b2b")


def claim(**more: Any) -> Claim:
    data: dict[str, Any] = {
        "as_of": "2026-11-22",
        "creditor": {"name": "Atelier Martin"},
        "debtor": {"name": "Durand SAS"},
        "invoices": [{"number": "F-118", "due_on": "2026-05-31", "amount": "10000.00"}],
    }
    return Claim.model_validate(data | more)


def summary(drawn: Claim) -> str:
    blocks = account_of(drawn).document.blocks
    return flat(next(text_of(each.runs) for each in blocks if isinstance(each, Paragraph) and each.key == "owed"))


@pytest.mark.parametrize("regime", REGIMES)
@pytest.mark.parametrize("situation", SITUATIONS)
def test_it_is_written_in_every_situation_and_its_total_is_the_statement_s(regime: str, situation: str) -> None:
    drawn = claim_for(regime, situation, invoices=3)
    account = account_of(drawn)
    assert faults(account.document) == []
    assert not any(isinstance(each, PageBreak) for each in account.document.blocks)
    # under the letterhead
    first = next(each for each in account.document.blocks if getattr(each, "role", "") not in ("sender", "contact"))
    assert isinstance(first, Heading)
    assert first.level == 1
    invoices = next(each for each in account.document.blocks if isinstance(each, Table))
    total = draw_up(drawn).totals.total_due
    assert invoices.due is not None
    assert invoices.rows[-1][invoices.due] == (figure(total) if total else "–")
    assert len(invoices.rows) == len(drawn.invoices) + 1


def test_what_falls_due_later_is_told_apart() -> None:
    # 10 000 x 12.15 % x 30 / 365 = 99.86; x 12.40 % x 145 / 365 = 492.60; and 40: 10 632.46
    later = {"number": "F-119", "due_on": "2026-12-31", "amount": "300.00"}
    said = summary(claim(invoices=[claim().invoices[0].model_dump(mode="json", exclude_unset=True), later]))
    assert said == "Exigible au 22 novembre 2026 : 10 632,46 €. À échoir après ce jour : 300,00 €."
    assert summary(claim()) == "Exigible au 22 novembre 2026 : 10 632,46 €."
    assert summary(claim(invoices=[later])) == "À échoir après ce jour : 300,00 €."


def test_an_account_that_is_settled_says_so_and_what_came_in_too_much() -> None:
    # paid a day before it was due: nothing is added; 10 100 - 10 000 = 100
    paid = {"due_on": "2026-05-31", "amount": "10000.00", "payments": [{"paid_on": "2026-05-30", "amount": "10100.00"}]}
    said = summary(claim(invoices=[paid]))
    assert said == (
        "Il ne reste rien à payer au 22 novembre 2026. Payé en trop, et non déduit de ce qui précède : 100,00 €."
    )


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_it_leaves_as_a_file_named_after_the_customer_and_the_day(form: str) -> None:
    case = LetterCase.of(claim())
    kind = CASE_FORMATS[f"statement-{form}"]
    content = kind.make(case)
    assert kind.named(case) == f"decompte-durand-sas-2026-11-22.{form}"
    assert kind.media_type == FORMATS[form].media_type
    if form == "pdf":
        said = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
        assert verify(content).outcome is Outcome.AGREES
    else:
        said = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()
    assert "10 632,46 €" in flat(said)
    assert "Durand SAS" in said


def test_what_the_user_alone_should_see_does_not_travel_in_it() -> None:
    private = claim(
        letter={"remark": "à ne pas montrer"},
        events=[{"kind": "call", "on": "2026-06-15"}],
    )
    content = CASE_FORMATS["statement-pdf"].make(LetterCase.of(private))
    attached = pypdf.PdfReader(io.BytesIO(content)).attachments[CLAIM][0].decode()
    assert "Durand" in attached
    assert '"events"' not in attached
    assert "montrer" not in attached
