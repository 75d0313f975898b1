"""Redoing the reckoning of a PDF: what agrees, what was changed, and what is not one of our files."""

import io
import json
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from latepay_core import Claim, draw_up
from latepay_core.documents import pdf
from latepay_core.documents.attached import Attached
from latepay_core.documents.document import Document
from latepay_core.outputs.attachments import CLAIM, STATEMENT, attachments_of
from latepay_core.outputs.page import amounts_in, other_accounts, rates_in, subject_of
from latepay_core.outputs.verify import FILE_LIMIT, NotOurs, Outcome, Verification, verify
from latepay_core.wording import say
from tests.support.documents import said

DAY = date(2026, 3, 15)
#: 10 000 € due on 30 November 2025, 105 days at 12,15 %: 349,52 € and 40 €, worked out in the README.
CLAIMED = Claim.model_validate(
    {
        "as_of": "2026-03-15",
        "creditor": {"name": "Atelier Martin"},
        "debtor": {"name": "Société Durand"},
        "invoices": [{"number": "F-2025-118", "issued_on": "2025-10-31", "due_on": "2025-11-30", "amount": "10000.00"}],
    }
)
TOTAL = "10\u202f389,52\u00a0€"


def files(claim: Claim = CLAIMED) -> dict[str, bytes]:
    return {name: file.content for name, file in attachments_of(claim, draw_up(claim)).items()}


def written(*texts: str, attached: dict[str, bytes] | None = None) -> bytes:
    document = Document("fr", "Mise en demeure", tuple(map(said, texts or (f"Vous devez {TOTAL}.",))))
    carried = files() if attached is None else attached
    return pdf.render(document, created=DAY, attachments={name: Attached(held) for name, held in carried.items()})


def changed(name: str, change: Callable[[Any], Any]) -> bytes:
    attached = files()
    attached[name] = json.dumps(change(json.loads(attached[name]))).encode()
    return written(attached=attached)


def refusal(content: bytes) -> tuple[str, str]:
    with pytest.raises(NotOurs) as refused:
        verify(content)
    (found,) = refused.value.refusals
    return found.code, say(found.message)


def differing(found: Verification) -> list[str]:
    assert found.outcome is Outcome.DIFFERS
    return [each.path for each in found.differences]


# ---------------------------------------------------------------- it agrees


def test_a_letter_of_ours_agrees() -> None:
    found = verify(written())
    assert found.outcome is Outcome.AGREES
    assert (found.as_of, found.total_due) == (DAY, Decimal("10389.52"))
    assert found.differences == ()
    assert found.message.startswith("Le calcul se retrouve au centime et au jour près.")
    assert TOTAL in found.message
    # two remarks, always: what was verified, and what was not
    assert [each[:26] for each in found.remarks] == [
        "Ce qui a été vérifié\u00a0: cha",
        "Ce qui ne l’a pas été\u00a0: le",
    ]


def test_forty_invoices_with_payments_agree() -> None:
    invoices = [
        {"number": f"F-{n}", "due_on": "2025-06-30", "amount": f"{100 * n}.37", "payments": [
            {"paid_on": "2025-09-10", "amount": "50.00"}]}
        for n in range(1, 41)
    ]  # fmt: skip
    claim = CLAIMED.model_validate({"as_of": "2026-03-15", "invoices": invoices})
    total = draw_up(claim).totals.total_due
    text = f"Vous devez {total} EUR."
    assert verify(written(text, attached=files(claim))).outcome is Outcome.AGREES


def test_a_letter_without_any_amount_is_compared_by_its_files() -> None:
    found = verify(written("Madame, Monsieur,"))
    assert found.outcome is Outcome.AGREES
    assert "ne montre aucun montant" in found.remarks[0]


def test_a_letter_that_shows_only_figures_of_the_statement_agrees() -> None:
    found = verify(written("La facture de 10\u202f000,00\u00a0€ porte 349,52\u00a0€ de pénalités."))
    assert found.outcome is Outcome.AGREES
    assert "ne montre pas le total dû" in found.remarks[0]


def test_amounts_from_elsewhere_are_pointed_out() -> None:
    found = verify(written(f"Vous devez {TOTAL}, en quatre fois 2\u202f597,38\u00a0€."))
    assert found.outcome is Outcome.AGREES
    assert "mais la page porte aussi des sommes qui n’en viennent pas" in found.message
    assert "2\u202f597,38\u00a0€" in found.remarks[0]
    assert TOTAL not in found.remarks[0]


def test_another_edition_is_said() -> None:
    found = verify(changed(STATEMENT, lambda data: data | {"edition": data["edition"] | {"hash": "0" * 64}}))
    assert found.outcome is Outcome.AGREES
    assert any("autre version" in each for each in found.remarks)


def test_a_claim_without_its_day_is_redone_on_the_statement_s() -> None:
    found = verify(changed(CLAIM, lambda data: {key: data[key] for key in data if key != "as_of"}))
    assert (found.outcome, found.as_of) == (Outcome.AGREES, DAY)


# ---------------------------------------------------------------- it differs


def test_a_changed_total_is_found() -> None:
    def raised(data: dict) -> dict:
        data["totals"]["total_due"] = "10389.53"
        return data

    found = verify(changed(STATEMENT, raised))
    assert differing(found) == ["totals.total_due"]
    (difference,) = found.differences
    other = "10\u202f389,53\u00a0€"
    expected = f"ensemble, total dû\u00a0: {TOTAL} d’après le calcul refait, {other} dans le décompte joint"
    assert difference.message == expected
    assert found.message.startswith("Le calcul ne se retrouve pas.")


def test_a_changed_day_is_found() -> None:
    def later(data: dict) -> dict:
        data["invoices"][0]["days_late"] = 106
        data["invoices"][0]["lines"][0]["days"] = 32
        return data

    assert differing(verify(changed(STATEMENT, later))) == ["invoices[0].days_late", "invoices[0].lines[0].days"]


def test_a_changed_claim_is_found() -> None:
    def raised(data: dict) -> dict:
        data["invoices"][0]["amount"] = "10000.01"
        return data

    found = differing(verify(changed(CLAIM, raised)))
    assert {"totals.amount", "totals.total_due", "invoices[0].principal_due"} <= set(found)


def test_an_invoice_left_out_or_renumbered_is_found() -> None:
    def twice(data: dict) -> dict:
        return data | {"invoices": data["invoices"] * 2}

    def renumbered(data: dict) -> dict:
        data["invoices"][0]["number"] = "F-2025-119"
        return data

    assert "invoices" in differing(verify(changed(STATEMENT, twice)))
    assert differing(verify(changed(STATEMENT, renumbered))) == ["invoices[0].number"]


def test_a_line_left_out_is_found() -> None:
    def shortened(data: dict) -> dict:
        data["invoices"][0]["lines"].pop()
        return data

    found = verify(changed(STATEMENT, shortened))
    assert "invoices[0].lines[1].interest" in differing(found)
    assert found.differences[0].attached == "absent"


@pytest.mark.parametrize("shown", ["11\u202f389,52\u00a0€", "€11,389.52", "11389.52 EUR"])
def test_another_total_printed_on_the_page_is_found(shown: str) -> None:
    found = verify(written(f"Vous devez {shown}."))
    assert differing(found) == ["text"]
    assert TOTAL in found.differences[0].message


def test_figures_beyond_measure_are_shown_as_they_are() -> None:
    def immense(data: dict) -> dict:
        data["totals"]["paid"] = "1E+999999"
        data["totals"]["overpaid"] = "9" * 5000
        return data

    found = verify(changed(STATEMENT, immense))
    assert differing(found) == ["totals.paid", "totals.overpaid"]
    assert all(len(each.message) < 250 for each in found.differences)


# ---------------------------------------------------------------- it is not one of ours


@pytest.mark.parametrize("content", [b"", b"bonjour", b"{}", b"PK\x03\x04" + b"\0" * 3000 + b"%PDF-1.7"])
def test_what_is_no_pdf_is_refused(content: bytes) -> None:
    code, message = refusal(content)
    assert code == "verify-not-a-pdf"
    assert "n’est pas un PDF" in message


def test_a_file_too_large_is_refused() -> None:
    code, message = refusal(b"%PDF-1.7" + b"\0" * FILE_LIMIT)
    assert code == "verify-too-large"
    assert "10,1" in message


def test_a_pdf_without_our_files_is_refused() -> None:
    assert refusal(written(attached={}))[0] == "verify-no-claim"
    assert refusal(written(attached={STATEMENT: files()[STATEMENT]}))[0] == "verify-no-claim"
    assert refusal(written(attached={CLAIM: files()[CLAIM]}))[0] == "verify-no-statement"


@pytest.mark.parametrize(
    ("content", "code", "said_"),
    [
        (b"{", "verify-claim-refused", "la créance jointe au PDF est refusée"),
        (b"[" * 100_000, "verify-claim-refused", "refusée"),
        (b'{"invoices": [{"due_on": "2025-11-30", "amount": 1.5}]}', "verify-claim-refused", "virgule flottante"),
        (b'{"schema": "autre/1", "invoices": []}', "verify-claim-refused", "refusée"),
        (b'{"as_of": "2026-03-15", "invoices": []}', "verify-claim-refused", "refusée"),
        (b"\xff\xfe", "verify-claim-refused", "refusée"),
    ],
)
def test_a_claim_that_cannot_be_read_is_refused(content: bytes, code: str, said_: str) -> None:
    found, message = refusal(written(attached=files() | {CLAIM: content}))
    assert found == code
    assert said_ in message


@pytest.mark.parametrize("content", [b"{", b"null", b"[]", b'{"totals": 1}', b"[" * 100_000, b"\xff"])
def test_a_statement_that_cannot_be_read_is_refused(content: bytes) -> None:
    assert refusal(written(attached=files() | {STATEMENT: content}))[0] == "verify-statement-refused"


def test_a_damaged_or_locked_pdf_is_refused() -> None:
    whole = written()
    assert refusal(b"%PDF-1.7\n" + b"\x00garbage\xff" * 200)[0] == "verify-unreadable"
    assert refusal(whole[: len(whole) // 3])[0].startswith("verify-")
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(whole)) as file:
        file.save(locked, encryption=pikepdf.Encryption(owner="a", user="b"))
    assert refusal(locked.getvalue())[0] == "verify-unreadable"


def test_two_files_of_one_name_are_refused() -> None:
    with pikepdf.open(io.BytesIO(written())) as file:
        names = file.Root.Names.EmbeddedFiles.Names
        specification = names[1]
        file.Root.Names.EmbeddedFiles.Names = pikepdf.Array([*names, pikepdf.String(CLAIM), specification])
        target = io.BytesIO()
        file.save(target)
    assert refusal(target.getvalue())[0] == "verify-twice"


def test_a_file_that_unpacks_to_a_flood_is_refused() -> None:
    with pikepdf.open(io.BytesIO(written())) as file:
        specification = file.Root.Names.EmbeddedFiles.Names[1]
        specification.EF.F = pikepdf.Stream(file, b" " * 60_000_000)
        target = io.BytesIO()
        file.save(target, compress_streams=True)
    assert len(target.getvalue()) < FILE_LIMIT
    assert refusal(target.getvalue())[0] == "verify-unreadable"


def test_a_page_tree_without_end_is_refused() -> None:
    with pikepdf.open(io.BytesIO(written())) as file:
        pages = file.Root.Pages
        pages.Kids = pikepdf.Array([pages, *pages.Kids])
        target = io.BytesIO()
        file.save(target)
    with pytest.raises(NotOurs):
        verify(target.getvalue())


# ---------------------------------------------------------------- the amounts of a text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1\u202f234,50\u00a0€", ["1234.50"]),
        ("1 234,50 €", ["1234.50"]),
        ("€1,234.50", ["1234.50"]),
        ("EUR 1,234.50", ["1234.50"]),
        ("1.234,50 EUR", ["1234.50"]),
        ("40 €", ["40"]),
        ("0,05 €", ["0.05"]),
        ("1\u202f000\u202f000,00\u00a0€", ["1000000.00"]),
        ("12,15\u00a0% de 100,00\u00a0€", ["100.00"]),
        ("40,00\u00a0€ 34,95\u00a0€ 40,00\u00a0€", ["40.00", "34.95", "40.00"]),
        ("1\u202f600,00\u00a0\n€", ["1600.00"]),
        ("le 15 mars 2026", []),
        ("€", []),
    ],
)
def test_amounts_are_read_in_french_and_in_english(text: str, expected: list[str]) -> None:
    assert list(map(str, amounts_in(text))) == expected


def test_a_hostile_text_is_read_in_no_time() -> None:
    """Half a million signs each, made so that every place could begin a figure, an account or a subject."""
    started = time.process_time()
    for text in ("1" * 500_000, "1 " * 250_000, "1.," * 200_000, "€ 1 234 " * 50_000):
        amounts_in(text)
        rates_in(text)
    for text in ("FR76" * 120_000, "IBAN FR76 3000 6000 " * 25_000, "A1" * 250_000, "Objet :\n" * 60_000):
        other_accounts(text, "FR7630006000011234567890189")
        subject_of(text)
    assert time.process_time() - started < 20


# ---------------------------------------------------------------- the command


def test_the_command_says_it_and_its_status_tells(latepay: Callable[..., Any], tmp_path: Path) -> None:
    ours, tampered = tmp_path / "ours.pdf", tmp_path / "tampered.pdf"
    ours.write_bytes(written())
    tampered.write_bytes(written("Vous devez 11\u202f389,52\u00a0€."))
    answer = latepay("verify", ours)
    assert (answer.status, answer.err) == (0, "")
    assert "au centime et au jour près" in answer.out
    answer = latepay("verify", tampered)
    assert answer.status == 1
    assert "Ce qui diffère" in answer.out
    answer = latepay("verify", Path(__file__))
    assert (answer.status, answer.out) == (2, "")
    assert "n'est pas un PDF" in answer.err
    answer = latepay("verify", "absent.pdf")
    assert answer.status == 2
    assert "absent.pdf" in answer.err


def test_the_size_that_is_said_is_the_files_own(latepay: Callable[..., Any], tmp_path: Path) -> None:
    file = tmp_path / "zeros.pdf"
    with file.open("wb") as stream:
        stream.write(b"%PDF-1.7")
        stream.truncate(200_000_000)
    answer = latepay("verify", file)
    assert answer.status == 2
    assert "ce fichier pèse 200 Mo" in answer.err
    answer = latepay("verify", "-", stdin=b"%PDF-1.7" + b"\0" * FILE_LIMIT)
    assert "ce fichier pèse plus de 10 Mo" in answer.err


def test_the_command_answers_in_json_and_reads_standard_input(latepay: Callable[..., Any]) -> None:
    answer = latepay("verify", "-", "--json", stdin=written())
    assert answer.status == 0
    data = json.loads(answer.out)
    assert (data["outcome"], data["total_due"], data["as_of"]) == (0, "10389.52", "2026-03-15")
    assert data["differences"] == []
