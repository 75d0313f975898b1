"""Electronic invoices, hostile files, saved cases and letters that come back: each is opened as what it is."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from decimal import Decimal

import pytest

from calculator.app import handle
from latepay_core.outputs.verify import Outcome, verify
from latepay_core.wording.french import amount as in_euros
from tests.support.importing import BLANK, DATA, HT, NO_TERM, TYPED, Importing, entries, pasted, plain

# ---------------------------------------------------------------- electronic invoices, hostile files, memory


def invoice_file(name: str) -> tuple[str, bytes]:
    return name, (DATA / "invoices" / name).read_bytes()


def test_an_electronic_invoice_shows_the_field_of_each_value_and_its_credit_note_finds_it() -> None:
    work = Importing(invoice_file("Facture_FR_EN16931.pdf"))
    shown = work.text()
    assert "FA-2017-0010" in shown
    assert "13/12/2017 BT-9" in shown
    assert "671,15 BT-112" in shown
    fields = work.added()
    # BT-112 671.15 less BT-113 201.00, paid on a day that the file does not give
    assert (fields["invoices-0-amount"], fields["creditor-name"]) == ("470,15", "Au bon moulin")
    note = Importing(invoice_file("Avoir_FR_type381_BASIC.pdf"), fields=fields)
    assert note.ask()["add"] == "Ajouter un avoir"
    with_note = note.added()
    assert with_note["invoices-0-credit_notes-0-amount"] == "233,47"


LAUGHS = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]><a>&c;</a>'


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("piege.xml", LAUGHS),
        ("image.png", b"\x89PNG\r\n\x1a\n" + bytes(50)),
        ("abime.pdf", b"%PDF-1.7 rien"),
        ("abime.xlsx", b"PK\x03\x04" + bytes(40)),
        ("vide.csv", b""),
        ("recette.txt", "Deux œufs, du beurre.".encode()),
    ],
)
def test_a_file_that_holds_nothing_gets_one_sentence_and_the_case_stays(name: str, content: bytes) -> None:
    work = Importing((name, content), fields=TYPED)
    answer = work.ask()
    assert (answer["ready"], answer["add"]) == (0, "")
    assert answer["html"]["import"].count("<strong>") == 1
    assert work.added() == entries(
        json.loads(
            handle(json.dumps({"action": "open", "file": json.dumps({"schema": "latepay.draft/1", "fields": TYPED})}))
        )["html"]["form"]
    )


def test_another_python_asks_for_the_files_again() -> None:
    first, second = pasted(NO_TERM), pasted(HT)
    assert first.ask()["documents"] == 1
    assert second.ask()["ready"] == 0
    request = {"action": "import", "step": "read", "key": first.key, "fields": BLANK, "today": "2026-11-29"}
    assert json.loads(handle(json.dumps(request))) == {"state": "gone"}
    assert first.ask()["documents"] == 1


def test_columns_that_the_device_remembers_are_read_so_and_said() -> None:
    rows = "Facture;Livraison;Date butoir;Somme\nF-1;01/02/2026;03/03/2026;100,00\n"
    work = pasted(rows).says(tables=[{"file": "", "sheet": "", "roles": {"1": "issued", "2": "due", "3": "amount"}}])
    (signature,) = work.ask()["signatures"]
    later = pasted(rows.replace("F-1", "F-9"))
    later.remembered = {signature["signature"]: {"1": "issued", "2": "due", "3": "amount"}}
    assert "Colonnes lues comme vous l’avez retenu" in later.text()
    assert later.added()["invoices-0-due_on"] == "03/03/2026"


def test_a_saved_case_is_left_to_the_way_that_opens_it() -> None:
    claim = {"schema": "latepay.claim/1", "invoices": [{"amount": "10.00", "due_on": "2026-01-31"}]}
    assert Importing(("dossier.txt", json.dumps(claim).encode())).ask() == {"state": "case"}


def test_a_total_of_the_list_is_written_as_money() -> None:
    shown = pasted("Facture;Client;Échéance;TTC\nF-1;A;31/01/2026;1 234,50\nF-2;B;31/01/2026;1,00\n").text()
    assert f"A · une facture · {in_euros(Decimal('1234.50'))}".replace("\u202f", " ").replace("\u00a0", " ") in shown


def test_saved_cases_of_one_file_are_taken_whole() -> None:
    claims = [
        {
            "schema": "latepay.claim/1",
            "debtor": {"name": name},
            "invoices": [
                {"number": number, "amount": "1000.00", "issued_on": "2026-01-01", "term": {"days": 30}},
            ],
            "events": [{"kind": "reminder", "on": "2026-02-10"}],
        }
        for name, number in (("Durand", "F-1"), ("Lenoir", "F-2"))
    ]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for at, claim in enumerate(claims):
            archive.writestr(f"creance-{at}.json", json.dumps(claim))
        archive.writestr("abime.json", '{"schema": "latepay.claim/1", "invoices": [')
    together = json.dumps({"schema": "latepay.cases/1", "claims": claims}).encode()
    for name, content in (("dossiers.zip", packed.getvalue()), ("dossiers.json", together)):
        work = Importing((name, content))
        answer = work.ask()
        assert answer["state"] == "cases"
        said = plain(answer["html"]["import"])
        for words in ("2 dossiers enregistrés ici", "Durand", "Lenoir", "Garder ces 2 dossiers"):
            assert words in said
        assert ("abime.json" in said) == (name == "dossiers.zip")
        assert [each["name"] for each in work.ask("own-names")["others"]] == ["Durand", "Lenoir"]
        found = work.ask("own-cases", others=[{"at": 1}])["cases"]
        assert [each["at"] for each in found] == [1]
        fields = found[0]["fields"]
        assert fields["invoices-0-term-end_of_month"] == ""
        assert (fields["debtor-name"], fields["events-0-kind"], fields["events-0-on"]) == (
            "Lenoir",
            "reminder",
            "10/02/2026",
        )
    opened = {"action": "open", "file": together.decode(), "name": "dossiers.json", "today": "2026-11-29"}
    assert json.loads(handle(json.dumps(opened)))["state"] == "cases"


LETTERS = {
    "Durand": {"invoices-0-number": "F-1", "invoices-0-amount": "1 000", "invoices-0-due_on": "30/09/2026"},
    "Lenoir": {"invoices-0-number": "L-1", "invoices-0-amount": "250,50", "invoices-0-due_on": "15/10/2026"},
}
#: Five days after the due date: a first reminder, which has no statement annexed.
RECENT = {"invoices-0-number": "R-1", "invoices-0-amount": "80", "invoices-0-due_on": "24/11/2026"}


def letters_of_the_day(cases: dict[str, dict[str, str]], events: dict[str, str] | None = None) -> bytes:
    """The archive that « Vos clients » makes."""
    asked = {"action": "mailing", "today": "2026-11-29"}
    made = []
    for name, invoice in cases.items():
        fields = {"debtor-name": name, "creditor-name": "Atelier", **invoice, **(events or {})}
        made.append({"name": name, **json.loads(handle(json.dumps({**asked, "name": name, "fields": fields})))})
    packed = handle(json.dumps({**asked, "action": "mailings", "mailings": made}))
    return base64.b64decode(json.loads(packed)["content"])


#: After two reminders, the letter of the day is a notice, with its statement annexed.
REMINDED = {
    "events-0-kind": "reminder",
    "events-0-on": "02/11/2026",
    "events-1-kind": "reminder",
    "events-1-on": "10/11/2026",
}


def test_letters_of_the_day_that_come_back_are_told_in_one_sentence_and_open_with_their_invoices() -> None:
    work = Importing(("lettres.zip", letters_of_the_day(LETTERS, REMINDED)))
    answer = work.ask()
    shown = plain(answer["html"]["import"])
    assert answer["state"] == "cases"
    told = "2 lettres faites ici : chacune porte les factures de son dossier, sans ce que vous y aviez noté"
    assert told in shown
    assert "Durand · une facture" in shown
    assert "lettres.zip/" not in shown, "no refusal for each file"
    found = work.ask("own-names")
    assert (found["letters"], [each["name"] for each in found["others"]]) == (True, ["Durand", "Lenoir"])
    case = work.ask("own-cases", others=[{"at": 1}])["cases"][0]["fields"]
    assert (case["debtor-name"], case["invoices-0-amount"]) == ("Lenoir", "250,50")


#: Beside the late one: an invoice of 500 for which 600 came in on its day, one paid in full, one that is not due yet.
WHOLE = LETTERS["Durand"] | {
    "invoices-1-number": "F-2",
    "invoices-1-amount": "500",
    "invoices-1-due_on": "31/08/2026",
    "invoices-1-payments-0-paid_on": "31/08/2026",
    "invoices-1-payments-0-amount": "600",
    "invoices-2-number": "F-3",
    "invoices-2-amount": "80",
    "invoices-2-due_on": "31/08/2026",
    "invoices-2-payments-0-paid_on": "20/08/2026",
    "invoices-2-payments-0-amount": "80",
    "invoices-3-number": "F-4",
    "invoices-3-amount": "90",
    "invoices-3-due_on": "31/12/2026",
    "payments-0-paid_on": "02/10/2026",
    "payments-0-amount": "100",
}


@pytest.mark.parametrize("packed", [True, False])
def test_a_letter_that_comes_back_brings_every_invoice_of_its_case(packed: bool) -> None:
    """What was paid in full, too much, or is not due is in no notice, and in the case all the same."""
    content = letters_of_the_day({"Durand": WHOLE}, REMINDED)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        pdf = next(archive.read(each) for each in archive.namelist() if each.endswith(".pdf"))
    work = Importing(("lettres.zip", content) if packed else ("lettre.pdf", pdf))
    document = work.ask()["document"]
    assert [each["number"] for each in document["invoices"]] == ["F-1", "F-2", "F-3", "F-4"]
    assert document["invoices"][1]["payments"] == [{"paid_on": "2026-08-31", "amount": "600.00"}]
    assert document["payments"] == [{"paid_on": "2026-10-02", "amount": "100.00"}]
    assert "events" not in document, "what was noted of calls and reminders is for no debtor to read"
    assert verify(pdf).outcome is Outcome.AGREES


def test_letters_without_their_invoices_are_refused_in_one_sentence() -> None:
    work = Importing(("lettres.zip", letters_of_the_day({"Petit": RECENT, "Blanc": RECENT})))
    answer = work.ask()
    shown = plain(answer["html"]["import"])
    assert answer["state"] == "read"
    assert shown.count("lettres.zip") == 2, "once in what was read, once in the refusal"
    assert "lettres.zip : Des lettres faites ici n’y portent pas les factures dont elles parlent" in shown
    both = letters_of_the_day(LETTERS, REMINDED), letters_of_the_day({"Petit": RECENT})
    shown = Importing(("a.zip", both[0]), ("b.zip", both[1])).text()
    assert "2 lettres faites ici" in shown
    assert "b.zip : Des lettres faites ici n’y portent pas" in shown


def test_one_letter_is_the_case_that_it_carries() -> None:
    with zipfile.ZipFile(io.BytesIO(letters_of_the_day({"Durand": LETTERS["Durand"]}, REMINDED))) as archive:
        pdf = next(archive.read(each) for each in archive.namelist() if each.endswith(".pdf"))
        word = next(archive.read(each) for each in archive.namelist() if each.endswith(".docx"))
    answer = Importing(("lettre.pdf", pdf)).ask()
    assert (answer["state"], answer["document"]["invoices"][0]["number"]) == ("case", "F-1")
    assert "ouvrez plutôt son PDF" in Importing(("lettre.docx", word)).text()


def test_an_archive_of_one_case_is_that_case() -> None:
    claim = {"debtor": {"name": "Durand"}, "invoices": [{"number": "F-1", "amount": "10.00", "due_on": "2026-01-31"}]}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("creance.json", json.dumps(claim))
    assert Importing(("dossier.zip", packed.getvalue())).ask() == {"state": "case", "document": claim}
    with zipfile.ZipFile(packed, "a") as archive:
        archive.writestr("factures.csv", "Facture;Client;Échéance;TTC\nF-2;Martin;31/01/2026;20,00\n")
    assert Importing(("dossier.zip", packed.getvalue())).ask()["state"] == "mixed"
