"""Opening something else than a saved claim says what it is and which file to open."""

import base64
import json
import re
from typing import Any

import pytest

from calculator.app import handle
from calculator.app.wording import place
from latepay_core import Claim, ClaimRefused, read_claim
from latepay_core.wording import say

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


def bytes_of(content: bytes) -> str:
    """A file as the page passes it on."""
    return base64.b64encode(content).decode()


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_the_page_and_the_command_line_read_the_same_text_in_a_file(coding: str) -> None:
    invoice = {"number": "F-1\n", "due_on": "2026-05-31", "amount": "10.00"}
    paid = [{"paid_on": "2026-06-30", "amount": "1.00", "invoice": "F-1"}]
    claim = {"as_of": "2026-08-31", "debtor": {"name": "Société Éclair"}, "invoices": [invoice], "payments": paid}
    content = json.dumps(claim, ensure_ascii=False).encode(coding)
    answer = ask(action="open", name="x.json", bytes=bytes_of(content))
    if coding == "utf-16-le":  # without its mark, it is no text that a claim is written in
        with pytest.raises(ClaimRefused) as refused:
            read_claim(content)
        assert answer["state"] == "refused"
        assert say(refused.value.refusals[0].message).lower() in answer["html"]["errors"].lower()
        return
    assert read_claim(content).debtor.name == "Société Éclair"
    assert "Société Éclair" in answer["html"]["form"]
    assert answer["state"] == "computed"


@pytest.mark.parametrize(
    "content",
    [
        b'{"letter":{"a":' + b"[" * 500 + b"]" * 500 + b"}}",
        b"[" * 100_000,
        b'{"invoices":[{"due_on":"2026-01-31","amount":' + b"1" * 5000 + b"}]}",
        b'{"invoices":[],"invoices":[]}',
        b'{"as_of":"2026-01-31","debtor":{"name":"Soci\xe9t\xe9"}}',
    ],
    ids=["letter", "deep", "digits", "twice", "latin-1"],
)
def test_the_page_refuses_a_hostile_file_with_the_sentence_of_the_command_line(content: bytes) -> None:
    with pytest.raises(ClaimRefused) as refused:
        read_claim(content)
    answer = ask(action="open", name="x.json", bytes=bytes_of(content))
    assert answer["state"] == "refused"
    assert say(refused.value.refusals[0].message).lower() in answer["html"]["errors"].lower()


def test_a_file_of_twenty_thousand_faults_is_answered_with_fifty_and_a_count() -> None:
    content = json.dumps({"as_of": "2026-08-31", "invoices": [{"due_on": "2026-05-31"}] * 20_000}).encode()
    answer = ask(action="open", name="x.json", bytes=bytes_of(content))
    assert "Et 19\u202f950 autres fautes" in answer["html"]["errors"]
    assert len(answer["html"]["errors"]) < 20_000


@pytest.mark.parametrize("coding", ["utf-8", "utf-16"])
def test_the_draft_of_a_long_form_opens(coding: str) -> None:
    fields = {f"invoices-{row}-{name}": "x" for row in range(600) for name in ("amount", "due_on", "number")}
    draft = json.dumps({"schema": "latepay.draft/1", "fields": fields}).encode(coding)
    answer = ask(action="open", name="x.json", bytes=bytes_of(draft))
    assert 'name="invoices-599-amount"' in answer["html"]["form"]


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ('{"invoices": [{"amount": "x", "due_on": "2026-01-01"}]}', "Facture 1, montant\u00a0: «\u00a0x\u00a0»"),
        (
            '{"invoices": [{"amount": "1", "due_on": "2026-01-01", "payments": [{"amount": "1", "paid_on": "x"}]}]}',
            "Facture 1, paiement 1, date du paiement\u00a0: «\u00a0x\u00a0»",
        ),
        ('{"invoices": [{"amount": "1", "due_on": "2026-01-01"}], "debtor": {"kind": "x"}}', "Client, genre\u00a0: "),
        ('{"invoices": [{"amount": "1", "due_on": "2026-01-01", "zz": 1}]}', "Facture 1\u00a0: «\u00a0zz\u00a0»"),
        ('{"a": 1}', "Ce fichier ne contient aucune facture"),
        ("{}", "Ce fichier ne contient aucune facture"),
        ('{"schema": "latepay.draft/1", "fields": {"A": 1}}', "brouillon abîmé"),
        ('{"schema": "latepay.draft/1", "fields": ["a"]}', "brouillon abîmé"),
        ('{"schema": "latepay.draft/1"}', "brouillon abîmé"),
    ],
)
def test_a_refused_file_is_told_about_in_the_pages_words(file: str, said: str) -> None:
    errors = ask(action="open", name="x.json", file=file)["html"]["errors"]
    assert said in errors
    assert "Rien n’a changé dans la page." in errors
    assert not re.search(r"\[\d\]|\w\.\w+\u00a0:|latepay\.|schema", errors)


def test_every_key_of_a_claim_has_its_words() -> None:
    """But for what the letters keep, which the page writes itself."""
    schema = Claim.model_json_schema()
    keys = {key for part in (schema, *schema["$defs"].values()) for key in part.get("properties", ())}
    assert "paid_on" in keys
    assert {key for key in keys if place(key) == f"«\u00a0{key}\u00a0»"} == set()


def test_both_kinds_of_saved_files_are_named() -> None:
    errors = ask(action="open", name="x.pdf", file="%PDF-1.7")["html"]["errors"]
    assert "creance-….json ou dossier-….json" in errors


@pytest.mark.parametrize("written", ["1e400", "-1E+999", "1.10", "12345678901234567890.5"])
def test_a_number_is_quoted_as_it_is_written(written: str) -> None:
    for key in ("amount", "due_on"):
        invoice = {"amount": '"1"', "due_on": '"2026-01-01"', key: written}
        file = f'{{"invoices": [{{"amount": {invoice["amount"]}, "due_on": {invoice["due_on"]}}}]}}'
        with pytest.raises(ClaimRefused) as refused:
            read_claim(file)
        assert f"«\u00a0{written}\u00a0»" in say(refused.value.refusals[0].message)
