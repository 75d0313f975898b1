"""Files that mean harm, are damaged, or hold nothing: one sentence each, and what stands beside them is read."""

import io
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pikepdf
import pypdf
import pytest

from latepay_core.imports import Found, Source, limits, read_files
from latepay_core.imports.pdfs import invoice_within, text_within
from latepay_core.imports.told import refusal_told
from latepay_core.wording import say

INVOICES = Path(__file__).parents[2] / "data" / "invoices"
GOOD = Source("bonne.csv", "N°;Client;Échéance;Montant TTC\nF-1;Durand;31/01/2026;1 200,00\n".encode())


def read(content: bytes, name: str = "fichier") -> Found:
    """The file between two others that are good."""
    found = read_files(
        [GOOD, Source(name, content), GOOD._replace(name="autre.csv", content=GOOD.content.replace(b"F-1", b"F-2"))]
    )
    assert [each.number for each in found.invoices] == ["F-1", "F-2"]
    return found


def refused_as(content: bytes, name: str = "fichier") -> str:
    """The code by which a file is refused; its sentence is one line of French."""
    (refused,) = read(content, name).refused
    said = say(refusal_told(refused))
    assert "\n" not in said
    assert "{" not in said
    assert len(said) < 250
    assert refused.place.file == name
    return refused.code


def zipped(*members: tuple[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return content.getvalue()


LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha">'
    + b"".join(b'<!ENTITY c%d "%s">' % (at, b"&b;" * 10 if at == 0 else b"&c%d;" % (at - 1) * 10) for at in range(9))
    + b"]><a>&c8;</a>"
)
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
DEEP = b"<a>" * 5_000 + b"</a>" * 5_000


@pytest.mark.parametrize("content", [LAUGHS, OUTSIDE, DEEP, b'<!DOCTYPE a SYSTEM "http://x.invalid/a"><a/>'])
def test_xml_that_means_harm(content: bytes) -> None:
    assert refused_as(content) == "xml-hostile"


def test_xml_that_means_harm_within_an_invoice_or_a_workbook() -> None:
    attached = pikepdf.new()
    attached.add_blank_page()
    attached.attachments["factur-x.xml"] = LAUGHS
    pdf = io.BytesIO()
    attached.save(pdf)
    assert refused_as(pdf.getvalue()) == "xml-hostile"
    assert refused_as(zipped(("content.xml", LAUGHS), ("mimetype", b"x"))) == "xml-hostile"
    book = zipped(("[Content_Types].xml", LAUGHS), ("xl/workbook.xml", LAUGHS))
    assert refused_as(book) == "workbook-damaged"


@pytest.mark.parametrize("content", [b"<Invoice><ID>1", b"<a></b>", b"<?xml version='1.0' encoding='klingon'?><a/>"])
def test_xml_that_is_damaged(content: bytes) -> None:
    assert refused_as(content) == "xml-damaged"


def test_an_archive_that_unpacks_without_end() -> None:
    # 60 MB of zeros take up 60 kB: a thousand times as much, and five of them more than all that may be unpacked
    assert refused_as(zipped(("a.csv", bytes(60_000_000)))) == "zip-too-large"
    assert refused_as(zipped(*((f"{at}.csv", bytes(30_000_000)) for at in range(5)))) == "zip-too-large"
    assert (
        refused_as(zipped(("xl/workbook.xml", b"<a/>"), ("xl/worksheets/sheet1.xml", bytes(50_000_000))))
        == "zip-too-large"
    )


def test_an_archive_of_too_many_files() -> None:
    assert refused_as(zipped(*((f"{at}.csv", b"a") for at in range(limits.MOST_MEMBERS + 1)))) == "zip-too-many"


def test_an_archive_within_an_archive_is_not_opened_but_its_neighbours_are() -> None:
    inner = zipped(("f.csv", GOOD.content))
    found = read_files([Source("a.zip", zipped(("b.zip", inner), ("c.csv", GOOD.content)))])
    assert [each.code for each in found.refused] == ["zip-nested"]
    assert found.refused[0].place.file == "a.zip/b.zip"
    assert [each.place.file for each in found.invoices] == ["a.zip/c.csv"]


def test_an_archive_that_lies_about_its_members() -> None:
    content = bytearray(zipped(("a.csv", GOOD.content * 50)))
    at = content.rindex(b"PK\x01\x02")
    content[at + 24 : at + 28] = (10).to_bytes(4, "little")
    assert refused_as(bytes(content)) in {"zip-damaged", "not-text", "nothing-found"}


def test_an_encrypted_archive() -> None:
    content = bytearray(zipped(("a.csv", GOOD.content)))
    for mark, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.rindex(mark) + flag] |= 1
    assert refused_as(bytes(content)) == "encrypted"


@pytest.mark.parametrize("cut", [30, 300, 3_000])
def test_a_damaged_archive_or_workbook(cut: int) -> None:
    book = io.BytesIO()
    openpyxl.Workbook().save(book)
    assert refused_as(book.getvalue()[:cut]) in {"zip-damaged", "not-text"}
    assert refused_as(zipped(("xl/workbook.xml", b"<not-a-workbook/>"))) == "workbook-damaged"


def test_an_encrypted_pdf() -> None:
    pdf = pikepdf.open(INVOICES / "Facture_FR_BASICWL.pdf")
    content = io.BytesIO()
    pdf.save(content, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    assert refused_as(content.getvalue()) == "encrypted"


def test_a_pdf_without_an_invoice() -> None:
    empty = pikepdf.new()
    empty.add_blank_page()
    content = io.BytesIO()
    empty.save(content)
    assert refused_as(content.getvalue()) == "pdf-without-invoice"


@pytest.mark.parametrize("cut", [9, 400, 20_000, 80_000])
def test_a_pdf_cut_short(cut: int) -> None:
    content = (INVOICES / "Facture_FR_BASICWL.pdf").read_bytes()[:cut]
    assert refused_as(content) in {"pdf-damaged", "pdf-without-invoice"}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        (bytes(1_000), "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "file-is-image"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "file-is-office"),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR", "file-is-calendar"),
        (b"<!doctype html><html><body>F-1</body></html>", "file-is-page"),
        (b"From: a@b.invalid\nSubject: x\n\nF-1", "file-is-mail"),
        (b"{\\rtf1 F-1}", "file-is-word"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "file-is-xml"),
        (b"\x00\x01\x02\x03binary\x07" * 40, "not-text"),
        ("Cher client, merci de régler votre facture F-1.".encode(), "nothing-found"),
        (b'{"a": 1}', "nothing-found"),
        (b"a,b\n1,2\n", "nothing-found"),
        (b"<OFX>", "nothing-found"),
    ],
)
def test_another_kind_of_file(content: bytes, code: str) -> None:
    assert refused_as(content) == code


def test_a_word_document() -> None:
    assert refused_as(zipped(("word/document.xml", b"<a/>"), ("[Content_Types].xml", b"<a/>"))) == "file-is-word"


def test_a_file_too_large_is_not_looked_at() -> None:
    assert refused_as(b"N;" * (limits.LARGEST_FILE // 2 + 1)) == "too-large"


def test_too_many_rows() -> None:
    rows = "N°;Client;Échéance;Montant TTC\n" + "F;D;31/01/2026;1,00\n" * (limits.MOST_ROWS + 1)
    assert refused_as(rows.encode()) == "too-many-rows"


def test_too_many_files() -> None:
    found = read_files([Source(f"{at}", b"") for at in range(limits.MOST_FILES + 5)])
    assert found.refused[-1].code == "too-many-files"
    assert len(found.refused) == limits.MOST_FILES + 1


@pytest.mark.parametrize("repeated", ["1048576", "99999999999", "-5", "x"])
def test_an_ods_that_repeats_itself_without_end(repeated: str) -> None:
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    table, text = office.replace("office:1", "table:1"), office.replace("office:1", "text:1")
    cell = f'<t:table-cell t:number-columns-repeated="{repeated}"><x:p>F-1</x:p></t:table-cell>'
    content = (
        f'<o:document-content xmlns:o="{office}" xmlns:t="{table}" xmlns:x="{text}"><o:body><o:spreadsheet>'
        f'<t:table t:name="a"><t:table-row t:number-rows-repeated="{repeated}">{cell}</t:table-row></t:table>'
        "</o:spreadsheet></o:body></o:document-content>"
    )
    assert refused_as(zipped(("content.xml", content.encode()))) in {"too-many-rows", "nothing-found"}


def test_a_quote_that_nothing_closes_does_not_swallow_the_list() -> None:
    rows = ['F-%d;"Chez Paul;31/01/2026;%d,00' % (at, at + 1) for at in range(200)]  # noqa: UP031 - quotes inside
    found = read_files([Source("a.csv", ("N°;Client;Échéance;Montant TTC\n" + "\n".join(rows)).encode())])
    assert len(found.invoices) == 200


@pytest.mark.parametrize("make", [lambda cell: cell * 3_000, lambda cell: cell], ids=["long", "as-is"])
@pytest.mark.parametrize(
    "cell", ["=cmd|' /C calc'!A0", "<script>alert(1)</script>", "\u202e\u200b", "𝟙𝟚", "1e400", "NaN"]
)
def test_cells_that_mean_harm_stay_text(cell: str, make: Callable[[str], str]) -> None:
    good, bad = f"F-1\t{make(cell)}\t31/01/2026\t1 200,00", f"F-2\tX\t31/01/2026\t{make(cell)}"
    rows = f"N°\tClient\tÉchéance\tMontant TTC\n{good}\n{bad}\n"
    found = read_files([Source("a.txt", rows.encode())])
    assert [each.number for each in found.invoices] == ["F-1"]
    assert [each.place.row for each in found.refused] == [3]
    assert len(found.invoices[0].customer.name) <= limits.LONGEST_CELL


@pytest.mark.parametrize("signs", ["- ", "DE: a ", "facture ", "1/"])
def test_a_long_wording_does_not_hold_the_program_up(signs: str) -> None:
    line = f"12/03/2026;12/03/2026;;40,00;{(signs * 1_000)[:1_990]}\n"
    rows = "Date;Date de valeur;Débit;Crédit;Libellé\n" + line * 100
    started = time.process_time()
    assert len(read_files([Source("b.csv", rows.encode())]).receipts) == 100
    assert time.process_time() - started < 5


@pytest.mark.parametrize("failure", [ImportError, ConnectionError])
@pytest.mark.parametrize("reading", [text_within, invoice_within])
def test_what_the_reader_lacks_is_never_told_as_a_damaged_file(
    reading: Callable[[bytes], object], failure: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def lacking(*_: object) -> None:
        raise failure

    monkeypatch.setattr(pypdf, "PdfReader", lacking)
    with pytest.raises(failure):
        reading(b"%PDF-1.7")
