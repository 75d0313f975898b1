"""`latepay letters` and `latepay letter`: every format, the choices, what is refused and how it is said."""

import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from latepay_core.letters.catalogue import catalogue

CALL = Callable[..., Any]
CLAIM: dict[str, Any] = {
    "as_of": "2026-03-16",
    "creditor": {"name": "Atelier Martin", "email": "compta@martin.example"},
    "debtor": {"name": "Société Durand", "email": "compta@durand.example"},
    "invoices": [{"number": "F-118", "issued_on": "2025-10-31", "due_on": "2025-11-30", "amount": "10000.00"}],
}


@pytest.fixture
def claim_file(tmp_path: Path) -> Path:
    path = tmp_path / "créance.json"
    path.write_text(json.dumps(CLAIM), encoding="utf-8")
    return path


def test_the_catalogue_is_listed_without_a_claim(latepay: CALL) -> None:
    answer = latepay("letters")
    assert (answer.status, answer.err) == (0, "")
    for entry in catalogue():
        assert f"{entry.kind}\u00a0:" in answer.out
    said = json.loads(latepay("letters", "--json").out)["letters"]
    assert [each["kind"] for each in said] == [entry.kind for entry in catalogue()]


def test_a_claims_letters_start_with_the_advised_one(latepay: CALL, claim_file: Path) -> None:
    said = json.loads(latepay("letters", claim_file, "--json").out)["letters"]
    assert (said[0]["kind"], said[0]["advised"], said[0]["available"]) == ("formal-notice", True, True)
    assert {each["kind"] for each in said} == {entry.kind for entry in catalogue()}
    out = re.sub(r"\s+", " ", latepay("letters", claim_file).out)
    assert out.index("Conseillée maintenant") < out.index("formal-notice") < out.index("Pas maintenant")


def test_letters_that_a_promise_holds_back_are_not_called_possible(latepay: CALL, tmp_path: Path) -> None:
    promise = {"on": "2026-03-13", "kind": "promise", "expected_on": "2026-03-20"}
    path = tmp_path / "promesse.json"
    path.write_text(json.dumps({**CLAIM, "events": [promise]}), encoding="utf-8")
    out = re.sub(r"\s+", " ", latepay("letters", path).out)
    possible, held = out.split("À retenir jusqu")
    assert "formal-notice :" in held
    assert "first-reminder :" in held
    assert "formal-notice :" not in possible
    # once for all of them
    assert held.count("Votre client a promis le 13 mars 2026 de payer au plus tard le 20 mars 2026") == 1
    assert "instalment-offer :" in possible


def test_without_a_choice_the_advised_letter_is_written_as_text(latepay: CALL, claim_file: Path) -> None:
    answer = latepay("letter", claim_file)
    assert answer.status == 0
    assert "Mise en demeure de payer 10\u202f392,85\u00a0€" in answer.out
    assert all(line.startswith(("À savoir", "Manque encore")) for line in answer.faults)


@pytest.mark.parametrize(
    ("suffix", "start"),
    [("docx", b"PK"), ("pdf", b"%PDF-"), ("eml", b"X-Unsent"), ("txt", b"Ateli"), ("html", b"<!doc")],
)
def test_each_format_is_written_by_the_files_name(latepay: CALL, claim_file: Path, suffix: str, start: bytes) -> None:
    target = claim_file.parent / f"lettre.{suffix}"
    answer = latepay("letter", claim_file, "--kind", "formal-notice", "-o", target)
    assert (answer.status, answer.out) == (0, "")
    assert re.fullmatch(rf"Écrit : {re.escape(str(target))} \(\d+ ko\)\.", answer.faults[0])
    assert target.read_bytes().startswith(start)
    again = target.read_bytes()
    latepay("letter", claim_file, "--kind", "formal-notice", "-o", target, "--force")
    assert target.read_bytes() == again


def test_what_is_written_as_pdf_can_be_verified(latepay: CALL, claim_file: Path) -> None:
    target = claim_file.parent / "lettre.pdf"
    latepay("letter", claim_file, "-o", target)
    answer = latepay("verify", target)
    assert answer.status == 0, answer.out
    assert "10\u202f392,85\u00a0€" in answer.out


def test_options_choose_language_channel_and_details(latepay: CALL, claim_file: Path) -> None:
    details = claim_file.parent / "lettre.json"
    details.write_text(json.dumps({"place": "Nantes", "signatory_name": "Anne Martin"}), encoding="utf-8")
    ask = ("letter", claim_file, "--kind", "first-reminder")
    assert "Dear Sir or Madam" in latepay(*ask, "--language", "en").out
    assert "Nantes" not in latepay(*ask, "--details", details).out
    assert "Nantes, le 16\u00a0mars\u00a02026" in latepay(*ask, "--details", details, "--channel", "post").out
    assert "<article" in latepay(*ask, "--format", "html").out
    assert "2\u00a0avril\u00a02026" in latepay(*ask, "--as-of", "2026-04-02").out


@pytest.mark.parametrize(
    ("options", "path", "said"),
    [
        (["--kind", "sonnet"], "--kind", "n'est pas une lettre du catalogue"),
        (["--format", "odt"], "--format", "docx, pdf, eml, txt, html"),
        (["--format", "pdf"], "--format", "ajoutez --output"),
        (["--language", "de"], "--language", "fr, en"),
        (["--channel", "pigeon"], "--channel", "email, post, registered"),
        (["--kind", "formal-notice-consumer"], "", "prenez la mise en demeure entre professionnels"),
        (["--details", "/nowhere/x.json"], "", "ne peut pas être lu"),
        (["-o", "/nowhere/x.txt"], "--output", "ne peut pas être écrit"),
    ],
)
def test_what_is_refused_is_said_in_french(
    latepay: CALL, claim_file: Path, options: list[str], path: str, said: str
) -> None:
    answer = latepay("letter", claim_file, *options)
    assert (answer.status, answer.out) == (2, "")
    assert answer.faults[0].startswith(f"{path}: " if path else "")
    assert said in answer.err


def test_details_of_the_wrong_shape_are_refused(latepay: CALL, claim_file: Path) -> None:
    details = claim_file.parent / "lettre.json"
    for content, said in (("[1]", "objet JSON"), ("{", "ligne 1"), ('{"plase": 1}', "« place »")):
        details.write_text(content, encoding="utf-8")
        answer = latepay("letter", claim_file, "--details", details)
        assert answer.status == 2
        assert said in answer.err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            b'{"place": "Lyon", "place": "Nantes"}',
            "place: la clé « place » figure deux fois au même endroit ; gardez-en une",
        ),
        (b'{"place": NaN}', "« NaN » n'est pas un nombre ; écrivez par exemple 1234.56"),
        (b'{"reply": {"days": ' + b"1" * 5000 + b"}}", "compte 5 000 chiffres"),
        (b'{"reply":' * 100_000, "le fichier imbrique plus de 50 listes ou objets"),
        (b"\xff\xfe{", "le fichier n'est pas un texte lisible"),
        (json.dumps({f"k{number}": 1 for number in range(900)}).encode(), "et 850 autres fautes"),
        (json.dumps({"enclosures": ["x"] * 501}).encode(), "letter.enclosures: la liste dépasse 500 éléments"),
    ],
    ids=["twice", "nan", "digits", "deep", "coding", "keys", "list"],
)
def test_a_details_file_is_read_as_strictly_as_a_claim(
    latepay: CALL, claim_file: Path, content: bytes, said: str
) -> None:
    details = claim_file.parent / "lettre.json"
    details.write_bytes(content)
    answer = latepay("letter", claim_file, "--details", details)
    assert (answer.status, answer.out) == (2, "")
    assert said in answer.err
    assert len(answer.faults) <= 51


def test_details_in_utf_16_are_read(latepay: CALL, claim_file: Path) -> None:
    details = claim_file.parent / "lettre.json"
    details.write_bytes(json.dumps({"place": "Angoulême"}, ensure_ascii=False).encode("utf-16"))
    answer = latepay("letter", claim_file, "--details", details, "--format", "txt")
    assert answer.status == 0
    assert "Angoulême" in answer.out


def test_nothing_is_written_where_no_letter_is_called_for(latepay: CALL) -> None:
    paid = CLAIM | {
        "invoices": [
            {"due_on": "2026-03-01", "amount": "5.00", "payments": [{"paid_on": "2026-03-01", "amount": "5.00"}]}
        ]
    }
    answer = latepay("letter", "-", stdin=json.dumps(paid).encode())
    assert answer.status == 2
    assert "choisissez-en une avec --kind" in answer.err


def test_the_core_and_the_other_commands_load_no_template() -> None:
    """Documents are a thing apart: nothing of them is imported until a letter is written."""
    code = (
        "import sys, latepay_core, latepay_core.cli.program;"
        "print([m for m in ('jinja2', 'fpdf', 'num2words', 'latepay_core.letters.writing') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_logo_goes_into_the_letterhead_and_what_is_none_gets_one_sentence(
    latepay: Any, claim_file: Path, tmp_path: Path
) -> None:
    """A PNG of one grey pixel, written out."""
    logo, target = tmp_path / "logo.png", tmp_path / "lettre.docx"
    logo.write_bytes(
        bytes.fromhex(
            "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
            "0000000a49444154789c636800000082008177cd72b60000000049454e44ae426082"
        )
    )
    ask = ("letter", claim_file, "--kind", "formal-notice", "--logo", logo, "-o", target)
    assert latepay(*ask).status == 0
    with zipfile.ZipFile(target) as word:
        assert "word/media/logo.png" in word.namelist()
    logo.write_bytes(b"<svg/>")
    answer = latepay(*ask, "--force")
    assert answer.status == 2
    assert "Cette image ne convient pas à un en-tête" in answer.err
    assert "Traceback" not in answer.err
