"""Opening something else than a saved claim says what it is and which file to open."""

import base64
import json
from typing import Any

import pytest

from calculator.app import handle
from latepay_core import ClaimRefused, read_claim

FIELDS = {
    "invoices-0-amount": "10 000",
    "invoices-0-due_on": "31/05/2026",
    "invoices-0-number": "F-1",
    "invoices-0-issued_on": "01/05/2026",
    "as_of": "31/08/2026",
    "creditor-name": "Atelier",
    "debtor-name": "Dupont SARL",
}


def ask(**request: Any) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(handle(json.dumps(request)))
    return answer


@pytest.mark.parametrize(
    ("chosen", "form", "said"),
    [
        ("formal-notice", "docx", "document de traitement de texte"),
        ("formal-notice", "pdf", "C’est un PDF"),
        ("formal-notice", "xlsx", "classeur de tableur"),
        ("formal-notice", "csv", "tableau en texte"),
        ("formal-notice", "ics", "calendrier"),
        ("first-reminder", "eml", "courriel"),
        ("payment-order-request", "zip", "archive"),
    ],
)
def test_what_the_page_itself_gave_is_told_apart(chosen: str, form: str, said: str) -> None:
    made = ask(action="document", fields=FIELDS, chosen=chosen, format=form)
    content = base64.b64decode(made["content"])
    # a browser reads any file as text
    answer = ask(action="open", name=f"lettre.{form}", file=content.decode("utf-8", "replace"))
    assert answer["state"] == "refused"
    assert said in answer["html"]["errors"]
    assert "creance-….json" in answer["html"]["errors"]
    with pytest.raises(ClaimRefused) as refused:
        read_claim(content)
    assert refused.value.refusals[0].code.startswith("file-is-")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "file-is-office"),
        (b"{\\rtf1\\ansi}", "file-is-word"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 20, "file-is-image"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", "file-is-image"),
        (b"<!doctype html><html></html>", "file-is-page"),
        (b"<?xml version='1.0'?><Invoice/>", "file-is-xml"),
        (b"F-1;01/02/2026;120,00\r\nF-2;01/03/2026;80,00\r\n", "file-is-table"),
        (b"F-1\t01/02/2026\t120,00\nF-2\t01/03/2026\t80,00\n", "file-is-table"),
        (b'{"schema": "latepay.statement/1", "as_of": "2026-08-31"}', "file-is-statement"),
        (b"PK\x03\x04" + b"\0" * 26 + b"notes.txt", "file-is-archive"),
    ],
)
def test_other_files_are_told_apart(content: bytes, code: str) -> None:
    for given in (content, content.decode("utf-8", "replace")):
        with pytest.raises(ClaimRefused) as refused:
            read_claim(given)
        assert [each.code for each in refused.value.refusals] == [code]


@pytest.mark.parametrize("content", ['{"invoices": [', "not json", "", "[]", '{"invoices": [1, 2]}'])
def test_what_may_be_a_claim_is_read_as_one(content: str) -> None:
    with pytest.raises(ClaimRefused) as refused:
        read_claim(content)
    assert not refused.value.refusals[0].code.startswith("file-is-")
