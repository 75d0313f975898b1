"""The transfer's QR code: read back from its modules' text, refused where a bank would refuse it."""

from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

import pytest
import segno

from latepay_core import ClaimRefused
from latepay_core.claim.accounts import checked_bic, checked_iban
from latepay_core.letters.transfer import remittance, transfer
from latepay_core.wording import say
from latepay_core.wording.french import plain

IBAN = "FR76 3000 6000 0112 3456 7890 189"
EURO = Decimal("10350.49")


def refused(call: Any, *given: Any) -> tuple[str, str, str]:
    with pytest.raises(ClaimRefused) as caught:
        call(*given)
    (refusal,) = caught.value.refusals
    return refusal.code, refusal.path, plain(say(refusal.message))


def test_the_code_holds_what_the_standard_asks() -> None:
    found = transfer("Atelier Dupré & Fils", IBAN, "AGRIFRPP882", EURO, "Facture F-118")
    # EPC069-12, version 002: service tag, version, UTF-8, SCT, BIC, name, IBAN, amount, purpose, reference, text
    expected = "\n".join(
        ("BCD", "002", "1", "SCT", "AGRIFRPP882", "Atelier Dupre + Fils", "FR7630006000011234567890189", "EUR10350.49")
    )
    drawn = segno.make_qr(expected + "\n\n\nFacture F-118", error="m", boost_error=False, encoding="utf-8")
    assert found.modules == tuple(tuple(bool(dark) for dark in row) for row in drawn.matrix)
    assert (found.name, found.text, found.iban) == ("Atelier Dupre + Fils", "Facture F-118", IBAN)
    assert "10 350,49 €" in plain(found.alternative)


def test_the_drawing_is_plain_svg_without_style() -> None:
    found = transfer("Atelier", IBAN, "", EURO, "Facture F-118")
    root = ElementTree.fromstring(found.svg)
    assert root.tag.endswith("svg")
    assert "style" not in found.svg
    assert "<script" not in found.svg
    # the quiet zone of four modules on each side, white whatever the page's colour
    side = len(found.modules) + 8
    assert root.attrib["viewBox"] == f"0 0 {side} {side}"
    assert [path.attrib.get("fill") or path.attrib.get("stroke") for path in root] == ["#fff", "#000"]


def test_the_same_transfer_gives_the_same_drawing() -> None:
    assert transfer("A", IBAN, "", EURO, "x") == transfer("A", IBAN, "", EURO, "x")


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        ("", "iban-missing", "RIB"),
        ("   ", "iban-missing", "RIB"),
        ("FR76 3000 6000 0112 3456 7890 188", "iban-checksum", "un chiffre ou une lettre est faux"),
        ("FR76 3000 6000 0112 3456 7890 18", "iban-length", "compte 26 signes ; un IBAN français en compte 27"),
        ("30006 00001 12345678901 89", "iban-format", "deux lettres pour le pays"),
        ("=HYPERLINK(1)", "iban-format", "n'est pas un IBAN"),
        ("XX82 1234 5678 9012", "iban-checksum", "contrôle"),
        ("TR33 0006 1005 1978 6457 8413 26", "iban-country", "SEPA"),
        ("FR76\n3000", "iban-length", "compte 8 signes"),
        ("x" * 500, "iban-format", "…"),
    ],
)
def test_an_account_that_cannot_be_right_is_refused(typed: str, code: str, said: str) -> None:
    found = refused(checked_iban, typed)
    assert found[:2] == (code, "creditor.iban")
    assert said in found[2]


@pytest.mark.parametrize(
    "typed",
    [
        "FR7630006000011234567890189",
        "fr76 3000 6000 0112 3456 7890 189",
        "FR76\u00a03000\u202f6000 0112-3456-7890-189",
        "DE89 3704 0044 0532 0130 00",
        "BE68 5390 0754 7034",
        "MC58 1122 2000 0101 2345 6789 030",
        "GB29 NWBK 6016 1331 9268 19",
    ],
)
def test_accounts_written_in_any_way_are_understood(typed: str) -> None:
    assert checked_iban(typed).isalnum()


@pytest.mark.parametrize(
    ("typed", "account", "code"),
    [
        ("AGRI", "FR7630006000011234567890189", "bic-format"),
        ("AGRIFRPP88", "FR7630006000011234567890189", "bic-format"),
        ("DEUTDEFF", "FR7630006000011234567890189", "bic-country"),
        ("", "GB29NWBK60161331926819", "bic-missing"),
    ],
)
def test_a_bank_code_that_cannot_be_right_is_refused(typed: str, account: str, code: str) -> None:
    assert refused(checked_bic, typed, account)[:2] == (code, "creditor.bic")


def test_banks_overseas_keep_french_accounts() -> None:
    assert checked_bic("CEPAMCM1XXX", "FR7630006000011234567890189") == "CEPAMCM1XXX"
    assert checked_bic("", "FR7630006000011234567890189") == ""
    assert checked_bic("NWBKGB2L", "GB29NWBK60161331926819") == "NWBKGB2L"


@pytest.mark.parametrize("name", ["", "  ", "🧾💶", "\u202e", "株式会社"])
def test_a_name_that_no_bank_can_write_is_refused(name: str) -> None:
    assert refused(transfer, name, IBAN, "", EURO, "x")[:2] == ("transfer-name-missing", "creditor.name")


@pytest.mark.parametrize("euros", ["0.00", "-1.00", "1000000000.00"])
def test_amounts_outside_the_standard_are_refused(euros: str) -> None:
    assert refused(transfer, "A", IBAN, "", Decimal(euros), "x")[0] == "transfer-amount"


def test_hostile_names_stay_on_their_line() -> None:
    found = transfer("Dupont\nBCD\n002 <script>=1\u202e" + "é" * 500, IBAN, "", EURO, "a\nb\tc" + "x" * 500)
    assert found.name.startswith("Dupont BCD 002 script 1")
    assert len(found.name) <= 70
    assert len(found.text) <= 140
    assert "\n" not in found.name + found.text


def test_what_the_creditor_will_read_on_the_statement() -> None:
    assert remittance([]) == remittance([""]) == "Règlement de facture"
    assert remittance(["F-118"]) == "Facture F-118"
    many = remittance([f"F-2026-{rank:04}" for rank in range(40)])
    assert many.startswith("Factures F-2026-0000, F-2026-0001")
    assert many.endswith("de plus")
    assert len(many) <= 140
    shown = many.count("F-2026-")
    assert f"et {40 - shown} de plus" in many
    assert remittance(["x" * 500, "F-2"]) == "Règlement de facture"


def test_a_creditor_reference_goes_into_its_own_field() -> None:
    """ISO 11649: RF18 5390 0754 7034 has the right check digits, with 19 it is a text like another."""
    found = transfer("Atelier", IBAN, "", EURO, "RF18 5390 0754 7034")
    head = "BCD\n002\n1\nSCT\n\nAtelier\nFR7630006000011234567890189\nEUR10350.49\n\n"
    drawn = segno.make_qr(head + "RF18539007547034", error="m", boost_error=False, encoding="utf-8")
    assert found.modules == tuple(tuple(bool(dark) for dark in row) for row in drawn.matrix)
    wrong = transfer("Atelier", IBAN, "", EURO, "RF19 5390 0754 7034")
    text = segno.make_qr(head + "\nRF19 5390 0754 7034", error="m", boost_error=False, encoding="utf-8")
    assert wrong.modules == tuple(tuple(bool(dark) for dark in row) for row in text.matrix)
