"""What a letter says once and in one order: an invoice in instalments, a plan, a petition with several rates."""

import re
from collections.abc import Callable
from typing import Any

from latepay_core import Claim
from latepay_core.letters.writing import texts_of, write_letter
from tests.support.said import PARTIES, refused, said

PARTS = [{"due_on": f"2026-{month}", "amount": "300.00"} for month in ("08-31", "09-30", "10-31")]
IN_PARTS = {"as_of": "2026-11-29", **PARTIES, "invoices": [{"number": "F-1", "amount": "900.00", "instalments": PARTS}]}


def test_an_invoice_in_instalments_is_one_invoice(latepay: Callable[..., Any]) -> None:
    claim = Claim.model_validate(IN_PARTS)
    assert "(F-1)" in refused("penalties-request", claim)["letter-principal-not-paid"]
    assert "Échéances de la facture et sommes dues au" in said_of("formal-notice", claim)
    written = claim.model_dump_json(exclude_unset=True).encode()
    assert "Factures : F-1\n" in latepay("next", "-", stdin=written).out.replace("\u00a0", " ")


def said_of(kind: str, claim: Claim) -> str:
    letter = write_letter(kind, claim)
    return said(letter) + " ".join(getattr(block, "caption", "") for block in letter.document.blocks)


def test_the_name_of_a_court_is_followed_by_its_place(latepay: Callable[..., Any]) -> None:
    claim = {**IN_PARTS, "situation": {"both_traders": True}}
    out = re.sub(r"\s+", " ", latepay("routes", "-", stdin=Claim.model_validate(claim).model_dump_json().encode()).out)
    assert (
        "Tribunal : Tribunal des activités économiques de Lyon, si le siège de votre client est dans son ressort."
        in out
    )


def test_a_plan_says_what_each_payment_settles_in_one_table() -> None:
    instalments = {"count": 3, "first_on": "2026-12-15"}
    claim = Claim.model_validate({**IN_PARTS, "letter": {"instalments": instalments}})
    text = said_of("instalment-agreement", claim).replace("\u00a0", " ")
    assert text.count("= à verser") == 1
    assert "N° | Au plus tard le | pénalités | + principal | + indemnité | = à verser | reste ensuite" in text


def test_the_rates_of_several_invoices_stand_in_brackets_in_the_claims_of_a_petition() -> None:
    """An item that ends with a semicolon holds others in its brackets; since when is said before at what rate."""
    invoices = [
        {"number": "F-1", "issued_on": "2026-03-01", "due_on": "2026-04-30", "amount": "900.00"},
        {"number": "F-2", "issued_on": "2026-03-01", "due_on": "2026-04-30", "amount": "700.00"},
    ]
    invoices[0]["terms"] = {"rate": {"basis": "fixed", "percent": "12"}}  # type: ignore[assignment]
    claim = Claim.model_validate({"as_of": "2026-11-29", **PARTIES, "invoices": invoices})
    text = said(write_letter("payment-order-request", claim))
    item = next(line for line in text.split("\n") if line.startswith("les pénalités de retard qui courent"))
    start = "les pénalités de retard qui courent sur le principal du 30 novembre 2026 jusqu'au paiement"
    assert item.startswith(f"{start} (pour la facture F-1, ")
    assert item.endswith(") ;")


_CUT = re.compile(
    r"\d(?:er)?(?: (?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)\b"
    r"|\u00a0[a-zéû]+ \d{4}\b)"
)


def test_no_date_can_be_cut_at_the_end_of_a_line() -> None:
    """« décret n° 2012-1115 du 2 octobre 2012 » stood in the account with the plain spaces of its reference."""
    letter = write_letter("formal-notice", Claim.model_validate(IN_PARTS))
    written = " | ".join(texts_of(letter.document))
    assert "du 2\u00a0octobre\u00a02012" in written
    assert not _CUT.findall(written)
