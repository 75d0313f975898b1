"""The step « Écrire » across the bridge: the list, a letter, its questions, what is rewritten in it, its files."""

import base64
import io
import json
import re
import zipfile
from typing import Any

import openpyxl
import pypdf
import pytest

from calculator.app import handle
from calculator.app.details import choices_of, kind_of, words
from latepay_core.letters.catalogue import catalogue
from latepay_core.letters.wording import known

# 10 000 x 12.15 % x 30 / 365 = 99.86; x 12.40 % x 145 / 365 = 492.60; and 40: 10 632.46 on 22 November 2026.
FIELDS = {"invoices-0-amount": "10 000", "invoices-0-due_on": "31/05/2026", "as_of": "22/11/2026"}
TOTAL = "10\u202f632,46\u00a0€"


def ask(**request: Any) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(handle(json.dumps({"today": "2026-11-22", **request})))
    assert "fault" not in answer, answer
    return answer


def write(chosen: str = "formal-notice", fields: dict[str, str] | None = None, **more: Any) -> dict[str, Any]:
    return ask(action="write", fields={**FIELDS, **(fields or {})}, chosen=chosen, **more)


def after(answer: dict[str, Any], **fields: str) -> dict[str, str]:
    """The form as the page keeps it once an answer has come."""
    return {**fields, "letter": answer["letter"]}


def taken(form: str, chosen: str = "formal-notice", fields: dict[str, str] | None = None, **more: Any) -> bytes:
    answer = ask(action="document", format=form, chosen=chosen, fields={**FIELDS, **(fields or {})}, **more)
    assert answer["state"] == "ready", answer
    return base64.b64decode(answer["content"])


#: Work of before the judgment is declared; what was done after it is paid when due.
INSOLVENT = {
    "debtor-insolvency_opened_on": "12/10/2026",
    "invoices-0-number": "R-1",
    "invoices-0-amount": "4 200",
    "invoices-0-performed_on": "06/10/2026",
    "invoices-1-number": "R-2",
    "invoices-1-amount": "1 560",
    "invoices-1-due_on": "20/11/2026",
    "invoices-1-performed_on": "06/11/2026",
}


def test_the_account_beside_a_letter_about_some_of_the_invoices_is_theirs() -> None:
    """4 200 × 12.15 % × 30 / 365 = 41.94, × 12.40 % × 103 / 365 = 146.97; with 40: 4 428.91, and 1 560 beyond it."""
    beside = taken("csv", "claim-declaration", INSOLVENT, beside=True).decode()
    assert "Total dû au 22/11/2026;;;;;;;4428,91;" in beside
    assert "Total dû au 22/11/2026;;;;;;;5988,91;" in taken("csv", "claim-declaration", INSOLVENT).decode()
    book = openpyxl.load_workbook(io.BytesIO(taken("xlsx", "claim-declaration", INSOLVENT, beside=True)))
    said = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert any("R-1" in each for each in said)
    assert not any("R-2" in each for each in said)


def test_the_advised_letter_comes_first_and_says_the_statements_total() -> None:
    answer = write()
    assert answer["advised"] == "formal-notice"
    assert TOTAL in answer["html"]["writing"]
    assert answer["html"]["writing"].index("Étape conseillée") < answer["html"]["writing"].index("Les autres lettres")


def test_without_figures_there_is_no_letter() -> None:
    answer = ask(action="write", fields={"invoices-0-amount": "10 000"}, chosen="formal-notice")
    assert answer["state"] == "refused"
    assert "letter-page" not in answer["html"]["writing"]


def test_what_is_typed_beside_the_letter_goes_into_it_and_into_the_file() -> None:
    answer = write(changes={"letter.place": "Rennes", "letter.written_on": "20/11/26"})
    assert json.loads(answer["letter"]) == {"place": "Rennes", "written_on": "2026-11-20"}
    assert "Rennes, le 20\u00a0novembre\u00a02026" in answer["html"]["writing"]
    claim = ask(action="save", fields={**FIELDS, **after(answer)}, today="2026-11-29")["document"]
    assert claim["letter"] == {"place": "Rennes", "written_on": "2026-11-20"}
    opened = ask(action="open", file=json.dumps(claim), name="creance.json")
    assert "Rennes" in opened["html"]["form"]


def test_an_emptied_answer_leaves_nothing_behind() -> None:
    first = write(changes={"letter.court.town": "Rennes"})
    assert write(fields=after(first), changes={"letter.court.town": ""})["letter"] == ""


@pytest.mark.parametrize(
    ("path", "typed", "sentence"),
    [
        ("letter.written_on", "31/02/2026", "Vouliez-vous dire le 28"),
        ("letter.reply.days", "0", "La plus petite valeur possible est 1."),
        ("letter.reply.days", "huit", "n’est pas un nombre"),
    ],
)
def test_a_wrong_answer_is_said_beside_it_and_changes_nothing(path: str, typed: str, sentence: str) -> None:
    answer = write(changes={path: typed})
    html = answer["html"]["writing"]
    assert answer["letter"] == ""
    assert sentence in html
    assert f'value="{typed}"' in html


def test_a_question_stays_where_it_was_while_it_is_answered() -> None:
    first = write()
    assert "letter.place" in first["asked"]
    second = write(fields=after(first), changes={"letter.place": "R"}, asked=first["asked"])
    assert second["asked"] == first["asked"]
    fresh = write(fields=after(second))
    assert "letter.place" not in fresh["asked"]


def _in_sight(answer: dict[str, Any]) -> list[str]:
    """What is asked before the letter's settings unfold."""
    return re.findall(r'data-question="([^"]+)"', answer["html"]["writing"].partition('class="letter-settings')[0])


def test_how_a_letter_speaks_is_asked_in_plain_sight_and_once_for_all() -> None:
    first = write("first-reminder")
    assert _in_sight(first)[:2] == ["letter.tone", "letter.voice"]
    assert "letter.salutation" not in _in_sight(first)
    answered = write("first-reminder", after(first), changes={"letter.voice": "i", "letter.attention": "Claude Petit"})
    assert "je n’ai reçu aucun paiement" in answered["html"]["writing"]
    assert "letter.salutation" in _in_sight(answered), "whether Claude Petit is a woman or a man"
    other = write("formal-notice", after(answered), changes={"letter.salutation": "madam"})
    assert not {"letter.tone", "letter.voice"} & set(_in_sight(other))
    assert "Madame Petit," in other["html"]["writing"]


def test_a_rewritten_paragraph_is_kept_until_its_own_text_is_back() -> None:
    answer = write(edit={"key": "reason", "text": "x"})
    assert answer["letter"] == "", "a paragraph that is not there is not kept"
    first = write()
    key, own = _some_paragraph(first)
    edited = write(edit={"key": key, "text": "Je vous écris <b>une dernière fois</b>."})
    assert "Je vous écris &lt;b&gt;une dernière fois&lt;/b&gt;." in edited["html"]["writing"]
    again = write(fields=after(edited), edit={"key": key, "text": own})
    assert again["letter"] == ""


def _some_paragraph(answer: dict[str, Any]) -> tuple[str, str]:
    from latepay_core import Claim
    from latepay_core.documents.document import Paragraph
    from latepay_core.letters.edits import plain_text
    from latepay_core.letters.writing import write_letter

    claim = Claim.model_validate({"as_of": "2026-11-22", "invoices": [{"amount": "10000.00", "due_on": "2026-05-31"}]})
    blocks = write_letter(answer["chosen"], claim).document.blocks
    found = next(each for each in blocks if isinstance(each, Paragraph) and each.key and each.role == "body")
    return found.key, plain_text(found)


def test_a_refused_letter_says_why_and_offers_no_file() -> None:
    fields = {"debtor-kind": "consumer", "notice_received_on": "10/06/2026"}
    answer = write("formal-notice", fields)
    html = answer["html"]["writing"]
    assert "ne peut pas être écrite" in html
    assert "letter-file" not in html
    refused = ask(action="document", format="docx", chosen="formal-notice", fields={**FIELDS, **fields})
    assert refused["state"] == "refused"
    assert refused["messages"]


def test_the_files_carry_the_same_total() -> None:
    letter = zipfile.ZipFile(io.BytesIO(taken("docx"))).read("word/document.xml").decode()
    assert TOTAL in letter
    pdf = pypdf.PdfReader(io.BytesIO(taken("pdf")))
    assert "10 632,46" in " ".join(page.extract_text() for page in pdf.pages).replace("\u202f", " ").replace(
        "\u00a0", " "
    )
    assert sorted(pdf.attachments) == ["creance.json", "decompte.json"]
    book = openpyxl.load_workbook(io.BytesIO(taken("xlsx")))
    assert book.sheetnames
    assert taken("ics").startswith(b"BEGIN:VCALENDAR")
    assert "10632,46" in taken("csv").decode("utf-8-sig").replace("\u202f", "")
    assert TOTAL in ask(action="text", chosen="formal-notice", fields=FIELDS)["text"]


def test_the_courts_file_is_offered_with_the_request() -> None:
    assert 'data-format="zip"' in write("payment-order-request")["html"]["writing"]
    assert 'data-format="zip"' not in write("formal-notice")["html"]["writing"]
    names = zipfile.ZipFile(io.BytesIO(taken("zip", "payment-order-request"))).namelist()
    assert any(name.endswith(".pdf") for name in names)


def test_hostile_words_stay_words() -> None:
    hostile = "<script>alert(1)</script>{{ 7*7 }}"
    answer = write(
        fields={"debtor-name": hostile, "creditor-name": hostile},
        changes={"letter.remark": hostile, "letter.place": hostile},
    )
    assert "<script" not in answer["html"]["writing"]
    assert "{{ 7*7 }}" in answer["html"]["writing"]


@pytest.mark.parametrize("entry", catalogue(), ids=lambda entry: entry.kind)
def test_every_question_of_every_letter_can_be_asked(entry: Any) -> None:
    """Each has its words, and each choice its labels."""
    paths = [*entry.must, *entry.needs, *entry.settings, *words()["settings"]["all"]]
    for path in paths:
        if path.startswith("letter.") and kind_of(path) == "choice":
            assert all(known(f"choice.{path}.{code}") or code in words()["choice"][path] for code in choices_of(path))


def test_every_letter_of_the_catalogue_shows_on_the_desk() -> None:
    for entry in catalogue():
        answer = write(entry.kind)
        assert answer["chosen"] == entry.kind
        assert "None" not in answer["html"]["writing"], entry.kind


def test_the_transfers_code_is_drawn_unless_declined_and_only_with_an_account() -> None:
    declined = {"letter.transfer_code": ""}
    iban = {"creditor-name": "Atelier Martin", "creditor-iban": "FR76 3000 6000 0112 3456 7890 189"}
    assert "<svg" in write("first-reminder", iban)["html"]["writing"]
    assert "<svg" not in write("first-reminder", iban, changes=declined)["html"]["writing"]
    assert "<svg" not in write("first-reminder")["html"]["writing"]


def _noted(form: str = "docx", chosen: str = "formal-notice", **fields: str) -> str:
    named = {name.replace("_", "-", 1): value for name, value in fields.items()}
    note = ask(action="document", format=form, chosen=chosen, fields={**FIELDS, **named})["note"]
    return str(note).replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize("form", ["docx", "pdf", "eml", "txt"])
def test_a_file_names_the_numbers_that_look_wrong_in_it(form: str) -> None:
    # The last digit of each is one too many: the right ones are 732 829 320 and FR76 3000 6000 0112 3456 7890 189.
    note = _noted(form, creditor_siren="732 829 321", creditor_iban="FR76 3000 6000 0112 3456 7890 188")
    assert note.startswith("Il reste ")
    assert "Ces numéros semblent faux, et le fichier les écrit tels que vous les avez saisis :" in note
    assert "SIREN « 732 829 321 » ; IBAN « FR76 3000 6000 0112 3456 7890 188 »" in note
    one = _noted(form, creditor_iban="fr7630006000011234567890188")
    assert "Ce numéro semble faux, et le fichier l’écrit tel que vous l’avez saisi :" in one


def test_right_numbers_and_those_a_file_does_not_write_are_not_named() -> None:
    assert "faux" not in _noted(creditor_siren="732 829 320", creditor_iban="FR76 3000 6000 0112 3456 7890 189")
    # A first reminder writes no SIREN of the debtor's.
    assert "faux" not in _noted(chosen="first-reminder", debtor_siren="552 100 555")
    assert "faux" not in _noted("xlsx", creditor_siren="732 829 321")


def test_the_courts_file_names_the_number_that_looks_wrong() -> None:
    assert "SIREN « 552 100 555 »" in _noted("zip", chosen="payment-order-request", debtor_siren="552 100 555")


def test_a_rate_that_cannot_be_is_named_where_the_letters_stand_and_by_each_download() -> None:
    """A letter was open when 150 was typed as a rate: it is a refusal of what was typed, no fault of the program."""
    fields = {"invoices-0-amount": "3 000", "invoices-0-due_on": "30/06/2026", "as_of": "29/11/2026"}
    fields |= {"terms-rate-basis": "fixed", "terms-rate-percent": "150"}
    asked = {"fields": fields, "today": "2026-11-29", "chosen": "formal-notice"}
    written = json.loads(handle(json.dumps({"action": "write", **asked})))
    assert "le taux va de 0 à 100" in written["html"]["writing"]
    for form in ("pdf", "txt", "xlsx", "ics"):
        answer = json.loads(handle(json.dumps({"action": "document", "format": form, **asked})))
        assert answer["state"] == "refused"
        assert "le taux va de 0 à 100" in answer["messages"][0]
    empty = json.loads(handle(json.dumps({"action": "write", **asked, "fields": {"as_of": "29/11/2026"}})))
    assert "Remplissez d’abord le montant" in empty["html"]["writing"]


def test_the_creditors_letter_is_put_away_when_the_side_changes() -> None:
    fields = {"invoices-0-amount": "3 000", "invoices-0-due_on": "30/06/2026", "as_of": "29/11/2026"}
    asked = {"action": "write", "today": "2026-11-29", "chosen": "formal-notice"}
    mine = json.loads(handle(json.dumps({**asked, "fields": fields})))
    assert mine["chosen"] == "formal-notice"
    his = json.loads(handle(json.dumps({**asked, "fields": {**fields, "side": "debtor"}})))
    assert his["chosen"] == ""
    assert "Mise en demeure" not in his["html"]["writing"]
    assert "claim-reply" in his["html"]["writing"]


def test_before_a_court_a_person_is_asked_what_a_company_is_not() -> None:
    """CPC, art. 57: a person's birth, nationality and occupation; a company's form stands in their place."""
    lender = {"creditor-kind": "individual", "notice_received_on": "10/06/2026"}
    asked = {
        kind: set(
            re.findall(
                r'data-question="letter\.creditor_identity\.(\w+)"',
                write("payment-order-request", fields)["html"]["writing"],
            )
        )
        for kind, fields in {"person": lender, "company": {}}.items()
    }
    assert {"born_on", "born_in", "nationality", "occupation"} <= asked["person"]
    assert not {"born_on", "born_in", "nationality", "occupation"} & asked["company"]
