"""How many pages a letter takes: a reminder one, a notice one and its account, forty invoices two and their account."""

import io
import re
from typing import Any

import pypdf
import pytest

from latepay_core import Claim
from latepay_core.letters.writing import write_letter
from latepay_core.outputs.letter_files import letter_file

CREDITOR = {
    "name": "Menuiserie Lafon SARL",
    "address": "14, rue des Lices\n35000 Rennes",
    "siren": "732829320",
    "email": "compta@lafon.example",
    "phone": "02 99 00 00 14",
    "iban": "FR7630006000011234567890189",
    "bic": "AGRIFRPP",
}
LETTER = {
    "place": "Rennes",
    "signatory_name": "Claire Lafon",
    "signatory_title": "Gérante",
    "attention": "M. Paul Durand",
    "creditor_identity": {"legal_form": "SARL", "share_capital": "8000.00", "registry": "Rennes"},
    "references": [
        {"kind": "quote", "on": "2026-04-09"},
        {"kind": "delivery", "number": "BL-44", "on": "2026-04-29"},
    ],
}


def pages(kind: str, count: int, channel: Any = None) -> list[str]:
    """The pages before the annexed statement."""
    claim = Claim.model_validate(
        {
            "as_of": "2026-10-12",
            "creditor": CREDITOR,
            "debtor": {"name": "Durand Constructions SAS", "address": "8, rue de la Soif\n44000 Nantes"},
            "invoices": [
                {"number": f"F-{118 + at}", "issued_on": "2026-04-30", "due_on": "2026-05-31", "amount": "10000.00"}
                for at in range(count)
            ],
            "events": [{"on": "2026-06-03", "kind": "reminder"}, {"on": "2026-06-10", "kind": "call"}],
            "situation": {"both_traders": True},
            "letter": LETTER,
        }
    )
    content = letter_file(write_letter(kind, claim, channel=channel), "pdf")
    texts = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]
    annexed = next((at for at, text in enumerate(texts) if re.search(r"^Décompte arrêté au", text, re.M)), len(texts))
    return texts[:annexed]


@pytest.mark.parametrize("kind", ["first-reminder", "second-reminder", "formal-notice"])
def test_a_letter_about_one_invoice_is_one_page(kind: str) -> None:
    (page,) = pages(kind, 1, "post" if kind != "formal-notice" else None)
    for part in (
        "Menuiserie Lafon SARL",
        "44000 NANTES",
        "À payer",
        "FR76 3000 6000",
        "Claire Lafon, gérante",
        "Pièce",
    ):
        assert part in page


def test_a_notice_about_forty_invoices_is_two_pages_at_most_and_its_end_is_not_alone() -> None:
    found = pages("formal-notice", 40)
    assert len(found) <= 2
    assert "À payer" in found[0]
    assert "Claire Lafon, gérante" in found[-1]
    assert "prions d’agréer" in found[-1]
