"""The letters that have an English text, read as the debtor who gets them: in English but for the names of the law."""

import io
import re
import zipfile
from collections.abc import Iterator
from email import message_from_bytes, policy
from typing import Any, Literal

import pytest
from pypdf import PdfReader

from latepay_core import Claim
from latepay_core.letters.catalogue import catalogue
from latepay_core.letters.writing import Letter, texts_of, write_letter
from latepay_core.outputs.formats import LETTER_FORMATS
from latepay_core.wording.french import plain
from tests.core.wording.test_languages import ill_set, left_in_french

KINDS = [entry.kind for entry in catalogue() if "en" in entry.languages]
SELLER = {
    "name": "Atelier Martin",
    "address": "3 quai Vauban\n44000 Nantes",
    "siren": "404833048",
    "iban": "FR7630006000011234567890189",
    "bic": "AGRIFRPP882",
    "reference": "AM-7",
}
BUYER = {"name": "Smith Ltd", "address": "1 High Street\nLondon", "country": "GB", "reference": "PO-9"}
OLD = {
    "number": "F-1",
    "issued_on": "2024-03-01",
    "due_on": "2024-03-31",
    "amount": "10000.00",
    "payments": [{"paid_on": "2025-01-15", "amount": "2000.00"}],
    "credit_notes": [{"number": "A-1", "issued_on": "2025-02-01", "amount": "500.00"}],
}
OWN_TERMS = {
    "number": "F-5",
    "issued_on": "2026-03-01",
    "due_on": "2026-05-15",
    "amount": "800.00",
    "terms": {
        "rate": {"basis": "ecb-plus", "points": "10"},
        "semester": "frozen",
        "year": "actual",
        "allocation": "principal-first",
    },
    "payments": [{"paid_on": "2026-07-15", "amount": "100.00"}],
}
#: Paid and credited, at a fixed rate, with interest on interest, on invoices of different terms; a promise broken.
FULL: dict[str, Any] = {
    "as_of": "2026-08-31",
    "creditor": SELLER,
    "debtor": BUYER,
    "terms": {"rate": {"basis": "fixed", "percent": "12"}, "capitalise_from": "2025-06-01"},
    "invoices": [
        OLD,
        {"number": "F-2", "issued_on": "2026-03-01", "due_on": "2026-04-30", "amount": "1200.00"},
        {
            "number": "F-3",
            "issued_on": "2026-01-01",
            "due_on": "2026-01-31",
            "amount": "300.00",
            "credit_notes": [{"number": "A-2", "issued_on": "2026-02-20", "amount": "350.00"}],
        },
        {
            "number": "F-4",
            "issued_on": "2026-01-01",
            "due_on": "2026-01-31",
            "amount": "100.00",
            "payments": [{"paid_on": "2026-02-15", "amount": "400.00"}],
        },
        OWN_TERMS,
    ],
    "payments": [{"paid_on": "2026-05-15", "amount": "1000.00"}],
    "credit_notes": [{"number": "A-9", "issued_on": "2026-06-01", "amount": "50.00"}],
    "events": [
        {"on": "2026-06-02", "kind": "reminder"},
        {"on": "2026-06-20", "kind": "call"},
        {"on": "2026-07-01", "kind": "promise", "expected_on": "2026-07-20"},
    ],
    "letter": {
        "place": "Nantes",
        "signatory_name": "Anne Martin",
        "signatory_title": "Manager",
        "transfer_code": True,
        "references": [{"kind": "order", "number": "12", "on": "2024-02-01"}],
        "instalments": {"first_on": "2026-10-01", "count": 3},
    },
}
ONE = FULL | {"invoices": [OLD], "payments": [], "credit_notes": []}
PRIVATE = {"kind": "individual", "name": "Claire Morel", "address": "7 quai Vauban\n69003 Lyon"}
CASES = {
    "several invoices": FULL,
    "one invoice": ONE,
    "the statutory rate": FULL | {"terms": {}},
    "a multiple of the legal rate": FULL | {"terms": {"rate": {"basis": "legal-times", "times": "3"}}},
    "credited beyond its principal": {
        **ONE,
        "invoices": [
            {
                "number": "F-1",
                "issued_on": "2026-01-01",
                "due_on": "2026-01-31",
                "amount": "300.00",
                "credit_notes": [{"number": "A-2", "issued_on": "2026-02-20", "amount": "350.00"}],
            },
            {"number": "F-7", "issued_on": "2026-04-01", "due_on": "2026-04-30", "amount": "800.00"},
        ],
    },
    "a public buyer": {
        **ONE,
        "terms": {},
        "debtor": {"name": "Town of Angers", "kind": "public-body", "public_kind": "state-or-local"},
        "invoices": [{"number": "F-1", "due_on": "2026-05-31", "amount": "10000.00"}],
    },
    "a private person who is owed a sum": {
        **ONE,
        "terms": {},
        "creditor": PRIVATE,
        "notice_received_on": "2026-04-10",
        "invoices": [{"due_on": "2026-03-31", "amount": "5000.00"}],
    },
}


#: A private debt and a public buyer have notices of their own; a public buyer's time to pay is not lengthened.
UNWRITTEN = {
    "formal-notice": ("a public buyer", "a private person who is owed a sum"),
    "instalment-offer": ("a public buyer",),
}


def letters(kind: str) -> Iterator[tuple[str, Letter]]:
    """The letter of every case that may be written."""
    for name, data in CASES.items():
        if name in UNWRITTEN.get(kind, ()):
            continue
        yield name, write_letter(kind, Claim.model_validate(data), language="en")


def in_text(letter: Letter) -> str:
    return LETTER_FORMATS["txt"].make(letter).decode()


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_french_but_the_names_of_the_law(kind: str) -> None:
    for name, letter in letters(kind):
        for line in in_text(letter).splitlines():
            # an order that sets the legal rate is cited as it is
            said = re.sub(r"Source: Arrêté [^.]*", "", line)
            assert left_in_french(said) is None, (name, line)
            table = re.search(r"\S  +\S", line) is not None or "---" in line
            assert table or ill_set(line.strip()) is None, (name, line)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", LETTER_FORMATS)
def test_every_format_is_made_in_english(kind: str, form: str) -> None:
    letter = write_letter(kind, Claim.model_validate(FULL), language="en")
    found = re.sub(r"\s+", " ", text_of(form, LETTER_FORMATS[form].make(letter)))
    assert "Dear Sir or Madam," in found
    assert "How the amounts are counted" in found or kind == "first-reminder" or form == "eml"
    assert not re.search(r"\b(?:Objet|Facture|Décompte|pénalités comptées|Veuillez)\b", found)


def text_of(form: str, content: bytes) -> str:
    match form:
        case "pdf":
            return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
        case "docx":
            parts = zipfile.ZipFile(io.BytesIO(content))
            return re.sub(r"<[^>]+>", " ", parts.read("word/document.xml").decode())
        case "eml":
            part = message_from_bytes(content, policy=policy.default).get_body(("plain",))
            assert part is not None
            return str(part.get_content())
    return re.sub(r"<[^>]+>", " ", content.decode())


def said_in(kind: str, data: dict[str, Any]) -> str:
    return plain(in_text(write_letter(kind, Claim.model_validate(data), language="en")))


def test_the_annex_says_what_came_in_and_where_it_went() -> None:
    text = said_in("formal-notice", ONE)
    # 10,000.00 x 12% / 365: 91 days 299.18, 184 days 604.93, 15 days 49.32, together 953.43;
    # 2,000.00 - 953.43 = 1,046.57
    assert "15 Jan 2025       Received €2,000.00: €953.43 to the interest, €1,046.57 to the principal\n" in text
    assert "1 Feb 2025        Credit note of €500.00: €500.00 to the principal\n" in text
    several = said_in("formal-notice", FULL)
    assert re.search(r"15 Jan 2025 +F-1 +953\.43 +1,046\.57 .* 2,000\.00\n", several)
    assert "- On 15 May 2026, €1,000.00 received without an invoice being named: €1,000.00 to invoice F-1." in several
    assert "- On 1 June 2026, €50.00 of credit for the whole file (credit note A-9): €50.00 to invoice F-1." in several


def test_the_notice_says_its_rate_above_the_signature_as_the_french_one_does() -> None:
    def body(data: dict[str, Any]) -> str:
        return plain(" ".join(texts_of(write_letter("formal-notice", Claim.model_validate(data), language="en").body)))

    assert "without any reminder, at 12.00% a year" in body(ONE)
    # due on 31 March 2024, reckoned until 31 August 2026: more half-years than a sentence can hold
    assert re.search(r"without any reminder, at the rate of each half-year, today 1\d\.\d\d% a year", body(STATUTORY))
    # F-5 has a clause of its own
    assert "at the rate that the contract of each invoice sets or, failing that, the law, as the" in body(FULL)


STATUTORY = ONE | {"terms": {}}


def test_the_annex_says_the_rates_and_how_they_are_counted() -> None:
    one = said_in("formal-notice", ONE)
    assert "- 12.00% a year: the rate of 12.00% set by the contract (Commercial Code, art. L441-10, II).\n" in one
    assert "- Payments applied first to interest (Civil Code, art. 1343-1).\n" in one
    assert "- Interest on interest from 1 June 2025 (Civil Code, art. 1343-2).\n" in one
    assert "- Actual days over 365 (practice).\n" in one
    assert "Rate of each half-year" not in one, "a rate that the contract fixes does not change"
    several = said_in("formal-notice", FULL)
    assert "- Invoice F-5, rate fixed when the delay begins (Commercial Code, art. L441-10, II).\n" in several
    assert (
        "plus 10 percentage points (Contract (Commercial Code, art. L441-10, II)). Source: ECB, main refinancing"
        in several
    )


def test_the_debtor_reads_the_french_name_of_what_is_asked() -> None:
    notice = said_in("formal-notice", FULL)
    assert (
        "of late-payment interest (pénalités de retard)" in notice
        or "late-payment interest (pénalités de retard) is due" in notice
    )
    assert "compensation for recovery costs (indemnité forfaitaire pour frais de recouvrement)" in notice
    assert "formal notice (mise en demeure)" in notice


def test_a_sum_credited_beyond_the_principal_is_told() -> None:
    text = said_in("second-reminder", CASES["credited beyond its principal"])
    # 350.00 - 300.00 = 50.00
    assert "Credit notes exceed the principal that was left by €50.00 (invoice F-1)." in text


def test_a_private_creditor_is_not_said_to_charge_vat() -> None:
    text = said_in("first-reminder", CASES["a private person who is owed a sum"])
    assert "Our claim No. 1, for €5,000.00, was due on 31 March 2026." in text
    assert "VAT" not in text
    assert "attached" not in text


def test_what_will_be_dearer_is_said_once() -> None:
    # every day of 2027 bears more once the interest of a whole year does
    assert "for each further day (more from " in said_in("first-reminder", ONE)


@pytest.mark.parametrize(
    ("channel", "attached", "case", "expected"),
    [
        ("email", False, "several invoices", "If you do not have one of these invoices, please tell us"),
        ("email", False, "one invoice", "If you do not have this invoice, please tell us"),
        ("email", True, "several invoices", "The invoices are attached, even if you already have them."),
        ("post", False, "one invoice", "The invoice is attached, even if you already have it."),
    ],
)
def test_invoices_are_said_to_be_attached_only_where_they_are(
    channel: Literal["email", "post"], attached: bool, case: str, expected: str
) -> None:
    data = CASES[case] | {"letter": FULL["letter"] | {"attached": attached}}
    letter = write_letter("first-reminder", Claim.model_validate(data), language="en", channel=channel)
    text = plain(in_text(letter))
    assert expected in text
    assert ("attached, even" in text) is (channel == "post" or attached)


@pytest.mark.parametrize(
    ("case", "articles"),
    [
        ("one invoice", ", under the French Commercial Code, Articles L441-10, II, and D441-5: "),
        ("a public buyer", ", under the French Public Procurement Code, Articles L2192-13 and D2192-35: "),
        ("a private person who is owed a sum", ", under the French Civil Code, Articles 1231-6 and 1344-1: "),
    ],
)
def test_what_lateness_adds_comes_with_its_articles(case: str, articles: str) -> None:
    assert articles in said_in("first-reminder", CASES[case])


def test_between_belgian_businesses_no_french_code_is_cited() -> None:
    """The payment of 1 000 EUR went to interest first: the reminder says so without an article of the French code."""
    data = {
        "as_of": "2026-08-31",
        "regime": "be-b2b",
        "creditor": {"name": "Atelier Dupont", "country": "BE"},
        "debtor": {"name": "Brouwerij Peeters", "country": "BE"},
        "invoices": [
            {
                "number": "F-1",
                "issued_on": "2026-01-01",
                "due_on": "2026-01-31",
                "amount": "5000.00",
                "payments": [{"paid_on": "2026-05-15", "amount": "1000.00"}],
            }
        ],
    }
    text = said_in("first-reminder", data)
    assert "Belgian Act of 2 August 2002 on combating late payment in commercial transactions, Articles 5 and 6" in text
    assert "A part payment is set first against the interest for late payment." in text
    assert "French" not in text


@pytest.mark.parametrize(
    ("paid_on", "expected"),
    [
        ("2026-07-15", "by that day we had received only €100.00."),
        ("2026-06-15", "it has not arrived."),
    ],
)
def test_a_promise_kept_in_part_is_not_said_to_be_broken_whole(paid_on: str, expected: str) -> None:
    """Promised on 1 July, 100 EUR came on the 15th: neither the promise nor the money is passed over."""
    invoice = OWN_TERMS | {"payments": [{"paid_on": paid_on, "amount": "100.00"}]}
    data = FULL | {"invoices": [invoice], "payments": [], "credit_notes": []}
    assert expected in said_in("second-reminder", data)
