"""Word files: styles, tables, page numbers, and any text as text. Reopened with python-docx and with LibreOffice."""

import dataclasses
import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.dom import minidom

import pytest
from docx import Document as Reopened
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from latepay_core.documents import docx
from latepay_core.documents.document import Block, Document, Heading, ItemList, PageBreak, Paragraph, Run, Table
from latepay_core.documents.plain import cleaned
from tests.support import documents
from tests.support.documents import runs, said
from tests.support.office import as_pdf, flat, pages_of


def reopened(document: Document) -> Any:
    return Reopened(io.BytesIO(docx.render(document)))


def everything(document: Document) -> list[WordParagraph]:
    """Every paragraph, those of tables too, in order; first those of the first page's head."""
    word = reopened(document)

    def walk(parent: Any) -> Iterator[WordParagraph]:
        for each in parent.iter_inner_content():
            if isinstance(each, WordTable):
                for row in each.rows:
                    for cell in row.cells:
                        yield from walk(cell)
            else:
                yield each

    return [*walk(word.sections[0].first_page_header), *walk(word)]


def paragraph_of(document: Document, start: str) -> Any:
    return next(each for each in everything(document) if each.text.startswith(start))


def data_table(document: Document) -> WordTable:
    tables: list[WordTable] = reopened(document).tables
    return next(table for table in tables if table.style and table.style.name == "Décompte")


def test_the_parts_are_xml_and_the_same_twice() -> None:
    first, again = docx.render(documents.formal_notice(40)), docx.render(documents.formal_notice(40))
    assert first == again
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert archive.testzip() is None
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                minidom.parseString(archive.read(name))


def test_title_author_and_language() -> None:
    word = reopened(documents.formal_notice())
    assert word.core_properties.title == "Mise en demeure"
    assert word.core_properties.author == "Atelier Martin"
    assert word.core_properties.language == "fr-FR"
    defaults = word.styles.element.find(qn("w:docDefaults"))
    assert defaults.find(f".//{qn('w:lang')}").get(qn("w:val")) == "fr-FR"


def test_an_english_document_says_so() -> None:
    document = Document("en", "Reminder", (said("Dear Sir or Madam,", "salutation"),))
    word = reopened(document)
    assert word.core_properties.language == "en-GB"
    assert "Page " in word.sections[0].footer.paragraphs[0].text


@pytest.mark.parametrize(("passages", "broken"), [(8, True), (50, False)])
def test_an_annex_follows_the_end_of_a_letter_that_runs_over(passages: int, broken: bool) -> None:
    letter = [said(f"Passage {number} de la lettre.") for number in range(passages)]
    blocks: tuple[Block, ...] = (said("Atelier Martin", "sender"), *letter, PageBreak(), said("Annexe."))
    annex = paragraph_of(Document("fr", "x", blocks), "Annexe.")
    assert (annex._p.pPr.find(qn("w:pageBreakBefore")) is not None) is broken


def test_a4_and_french_margins() -> None:
    section = reopened(documents.formal_notice()).sections[0]
    assert abs(section.page_width - Mm(210)) < Mm(0.1)
    assert abs(section.page_height - Mm(297)) < Mm(0.1)
    assert abs(section.left_margin - Mm(22)) < Mm(0.1)
    assert abs(section.right_margin - Mm(20)) < Mm(0.1)


def test_styles_have_french_names_and_headings_are_word_s_own() -> None:
    used = {each.style.name for each in everything(documents.formal_notice()) if each.style}
    assert {"Nom de l’expéditeur", "Destinataire", "Lieu et date", "Objet de la lettre", "Formule d’appel"} <= used
    assert {"Formule de politesse", "Signature d’une partie", "Pièces jointes", "Corps de lettre"} <= used
    assert paragraph_of(documents.formal_notice(), "Annexe").style.name == "Heading 2"


def test_no_name_of_a_style_has_a_comma_which_would_part_two_names() -> None:
    names = [each.name for each in reopened(documents.paid_by()).styles]
    assert "À payer somme" in names
    assert not [name for name in names if "," in name]


@pytest.mark.parametrize(("use", "style"), [("regular", "Regular"), ("bold", "Bold")])
def test_it_carries_its_own_faces(use: str, style: str) -> None:
    """As ECMA-376 mixes them: the first 32 bytes with the key, read backwards."""
    with zipfile.ZipFile(io.BytesIO(docx.render(documents.formal_notice()))) as archive:
        table = archive.read("word/fontTable.xml").decode()
        assert "embedTrueTypeFonts" in archive.read("word/settings.xml").decode()
        mixed = archive.read(f"word/fonts/{use}.odttf")
    found = re.search(rf'w:embed{use.title()} r:id="{use}" w:fontKey="{{([0-9A-F-]{{36}})}}"', table)
    assert found
    key = bytes.fromhex(found[1].replace("-", ""))[::-1]
    plain = bytes(sign ^ key[at % 16] for at, sign in enumerate(mixed[:32])) + mixed[32:]
    names = TTFont(io.BytesIO(plain))["name"]
    assert (names.getDebugName(1), names.getDebugName(2)) == ("Latepay Serif", style)
    assert 'w:name="Latepay Serif"' in table


def test_what_is_a_little_long_stands_closer_and_what_gains_no_page_does_not() -> None:
    """The room below a paragraph is 5.4 points, 108 twentieths; 183 mm are 36 lines of 5 mm without any room."""

    def room(lines: int) -> int:
        end = said("Claire Martin", "signature")
        passages = tuple(said(f"Passage {number}.") for number in range(lines))
        document = Document("fr", "x", (*documents.addresses(), *passages, end))
        below: float = paragraph_of(document, "Passage 0.").style.paragraph_format.space_after.pt
        return round(below * 20)

    # each line takes 5.01 mm, and 1.9 mm of room; the end 21.2 mm with what follows it
    assert room(20) == 108
    assert room(26) in (round(108 * share) for share in (0.7, 0.55, 0.4, 0.3))
    assert room(50) == 108
    # 26 on the first page, and 34 × 6.91 + 21.2 = 256.1 mm on a second one of 255; at 0.85, 6.63 mm each
    assert room(60) == round(108 * 0.85)


def test_an_annex_stands_closer_than_its_letter_where_that_is_a_page_less() -> None:
    """A letter of a page keeps its room; 38 passages of 5.01 and 1.9 mm do not stand on the 255 mm of another one."""
    annexed = tuple(said(f"Annexe {number}.") for number in range(38))
    document = Document("fr", "x", (*documents.addresses(), said("Lettre."), PageBreak(), *annexed))
    assert paragraph_of(document, "Lettre.").style.paragraph_format.space_after.pt == pytest.approx(5.4)
    assert paragraph_of(document, "Lettre.").paragraph_format.space_after is None
    # 38 × 5.01 = 190.4, and 37 × 1.905 = 70.5: (255 − 3.1 − 190.4) ÷ 70.5 = 0.87
    room = paragraph_of(document, "Annexe 1.").paragraph_format.space_after
    assert room is not None and room.pt == pytest.approx(5.4 * 0.85, abs=0.05)


def test_of_two_rooms_that_meet_the_larger_parts_them() -> None:
    """A heading of 4.94 mm under 12 points, over 5, and a passage of 5.01 over 5.4: 12.06 mm a pair, not 13.97."""
    pairs = tuple(each for number in range(20) for each in (Heading(runs("Titre")), said(f"Passage {number}.")))
    document = Document("fr", "x", pairs, layout="message")
    # 20 × 9.95 = 199; 20 × 1.76 + 19 × 4.23 = 115.6, then 60.1 to spare on one page of 262: half of it
    below: float = paragraph_of(document, "Passage 0.").style.paragraph_format.space_after.pt
    assert below == pytest.approx(5.4 * 0.4, abs=0.05)


def test_a_message_is_as_many_lines_long_in_word_as_in_pdf() -> None:
    """297 − 17 − 18 = 262 mm: 37 passages of 5.01 and 1.9 mm are 255.7; 41 stand closer."""
    message = Document("fr", "x", tuple(said(f"Passage {number}.") for number in range(41)), layout="message")
    word = reopened(message)
    assert abs(word.sections[0].top_margin - Mm(18)) < Mm(0.1)
    below: float = paragraph_of(message, "Passage 0.").style.paragraph_format.space_after.pt
    # 41 × 5.01 = 205.4; 41 × 1.9 = 78: (260.5 − 205.4) / 78 = 0.7
    assert round(below * 20) == round(108 * 0.7)


def test_what_stands_raised_is_raised_and_an_article_or_a_number_is_not() -> None:
    document = Document("fr", "x", (said("Le 1er juin, Mme Petit, 2e étage, F-2e, article L441-10, 1erbis"),))
    runs_ = paragraph_of(document, "Le 1er").runs
    assert [each.text for each in runs_ if each.font.superscript] == ["er", "me", "e"]


def test_the_footer_counts_pages_by_fields() -> None:
    footer = reopened(documents.formal_notice()).sections[0].footer._element
    fields = [each.get(qn("w:instr")).strip() for each in footer.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert "".join(each.text or "" for each in footer.iter(qn("w:t"))) == "F-2025-118Page 1 / 1"


def test_the_recipient_stands_in_the_window_of_the_envelope() -> None:
    """110 mm from the left, 54 mm from the top: the letterhead ends at 50 mm, the cell has 4 mm of room above."""
    word = reopened(documents.formal_notice())
    section = word.sections[0]
    assert section.different_first_page_header_footer
    head = section.first_page_header.tables[0]
    assert head.rows[0].cells[0].text.startswith("Atelier Martin")
    # the head begins 12 mm down, and Word wants a paragraph after the table: 1,8 mm
    assert abs(section.header_distance + head.rows[0].height + Mm(1.8) - Mm(50)) < Mm(0.2)
    table = word.tables[0]
    beside, recipient = table.rows[0].cells
    assert beside.text.startswith("Lettre recommandée")
    assert recipient.text.startswith("Société Durand")
    assert abs(section.left_margin + beside.width - Mm(110)) < Mm(0.2)
    assert recipient._tc.tcPr.find(qn("w:tcMar")).find(qn("w:top")).get(qn("w:w")) == str(round(4 * 1440 / 25.4))
    assert table.rows[1].cells[1].text.startswith("Lyon, le 15")


def test_the_next_pages_say_whose_letter_it_is() -> None:
    document = dataclasses.replace(documents.formal_notice(), running="Atelier Martin · Société Durand")
    section = reopened(document).sections[0]
    assert section.header.paragraphs[0].text == "Atelier Martin · Société Durand"
    assert "Atelier Martin · Société Durand" not in section.first_page_header.tables[0].rows[0].cells[0].text


def test_the_box_is_one_row_with_its_code_beside_the_account() -> None:
    table = next(each for each in reopened(documents.paid_by()).tables if "À payer" in each.rows[0].cells[0].text)
    assert len(table.rows) == 1
    assert table.rows[0]._tr.trPr.find(qn("w:cantSplit")) is not None
    account, code = table.rows[0].cells
    assert "10\u202f389,52\u00a0€" in account.text
    assert "IBAN\tFR76 3000 6000 0112 3456 7890 189" in account.text
    assert len(list(code._tc.iter(qn("w:drawing")))) == 1
    # the thick rule above: 1,1 mm in eighths of a point
    assert account._tc.tcPr.find(qn("w:tcBorders")).find(qn("w:top")).get(qn("w:sz")) == "25"


def test_the_table_repeats_its_header_and_never_cuts_a_row() -> None:
    table = data_table(documents.formal_notice(40))
    assert len(table.rows) == 42
    header, *rows = table.rows
    assert header._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    assert all(row._tr.trPr.find(qn("w:tblHeader")) is None for row in rows)


def test_totals_are_bold_stay_with_the_account_and_amounts_are_on_the_right() -> None:
    table = data_table(documents.formal_notice(40))
    last, total = table.rows[-2], table.rows[-1]
    assert all(run.bold for cell in total.cells for each in cell.paragraphs for run in each.runs)
    assert not any(run.bold for cell in last.cells for each in cell.paragraphs for run in each.runs)
    assert all(each.paragraph_format.keep_with_next for cell in last.cells for each in cell.paragraphs)
    amounts = [cell.paragraphs[0] for cell in total.cells[4:]]
    assert {each.alignment for each in amounts} == {WD_ALIGN_PARAGRAPH.RIGHT}
    # forty invoices of 1 000,00 € with 34,95 € and 40,00 € each, added up by hand
    assert [each.text for each in amounts] == [
        "40\u202f000,00\u00a0€",
        "1\u202f398,00\u00a0€",
        "1\u202f600,00\u00a0€",
        "42\u202f998,00\u00a0€",
    ]


def test_columns_fill_the_width_of_the_text() -> None:
    table = data_table(documents.formal_notice())
    assert abs(sum(cell.width for cell in table.rows[0].cells) - Mm(168)) < Mm(0.3)


def test_nothing_that_ends_a_letter_begins_a_page_alone() -> None:
    document = documents.formal_notice()
    for start in (
        "La présente vaut",
        "Nous vous prions",
        "Objet",
        "Madame",
        "En conséquence",
    ):
        assert paragraph_of(document, start).paragraph_format.keep_with_next, start
    assert paragraph_of(document, "Annexe").style.paragraph_format.keep_with_next
    assert not paragraph_of(document, "Sauf erreur").paragraph_format.keep_with_next


def test_in_a_message_the_name_stands_under_the_closing_formula() -> None:
    """On paper it stands on the right, under a line with 15 mm of room above it to sign by hand."""
    message = Document("fr", "x", (said("Cordialement,", "closing"), said("Camille", "signature")), layout="message")
    letter = Document("fr", "x", message.blocks)
    look = paragraph_of(message, "Camille").style.paragraph_format
    assert (look.left_indent, look.space_before) == (None, 0)
    cells = reopened(letter).tables[0].rows[0].cells
    signed = cells[2].paragraphs
    assert [each.text for each in signed] == ["", "Camille"]
    assert abs(signed[0].paragraph_format.line_spacing - Mm(15)) < Mm(0.1)
    assert signed[0]._p.pPr.find(qn("w:pBdr")) is not None


def test_a_row_with_too_many_cells_is_a_fault_of_the_program() -> None:
    with pytest.raises(ValueError, match="more than 1 cells"):
        docx.render(Document("fr", "x", (Table("t", ("a",), (("1", "2"),), ("left",)),)))


def test_the_annexe_begins_a_page() -> None:
    assert paragraph_of(documents.formal_notice(), "Annexe").paragraph_format.page_break_before


def test_a_page_break_holds_before_a_table_too() -> None:
    document = Document("fr", "x", (said("a"), PageBreak(), documents.statement_table(1)), layout="message")
    broken = [each for each in everything(document) if each.paragraph_format.page_break_before]
    assert len(broken) == 1


def test_each_list_counts_from_one() -> None:
    items = tuple(map(runs, ("un", "deux")))
    listed = ItemList(items, ordered=True)
    document = Document("fr", "x", (listed, said("puis"), listed, ItemList(items)), layout="message")
    properties: list[Any] = [each._p.pPr for each in everything(document)]
    numbers = [each.numPr.numId.val for each in properties if each.numPr is not None]
    assert numbers == [1, 1, 2, 2, 3, 3]
    with zipfile.ZipFile(io.BytesIO(docx.render(document))) as archive:
        numbering = archive.read("word/numbering.xml").decode()
    assert re.findall(r'w:numFmt w:val="(\w+)"', numbering) == ["decimal", "decimal", "bullet"]


def test_line_breaks_and_styles_within_a_line() -> None:
    document = Document("fr", "x", (Paragraph((Run("a\nb "), Run("c", strong=True), Run("d", emphasis=True))),))
    found = everything(document)[-1]
    assert found.text == "a\nb cd"
    assert [(run.text, bool(run.bold), bool(run.italic)) for run in found.runs] == [
        ("a\nb ", False, False),
        ("c", True, False),
        ("d", False, True),
    ]


def test_an_article_is_not_cut_at_its_hyphen_and_an_invoice_number_keeps_a_plain_one() -> None:
    document = Document("fr", "x", (said("article L441-10, facture F-2025-118"),))
    element = everything(document)[-1]._p
    assert len(list(element.iter(qn("w:noBreakHyphen")))) == 1
    assert everything(document)[-1].text == "article L441-10, facture F-2025-118"


def test_the_qr_code_is_a_picture_that_says_what_it_is() -> None:
    word = reopened(documents.formal_notice())
    shape = word.inline_shapes[0]
    assert shape.width == shape.height == Mm(31)
    assert shape._inline.docPr.get("descr") == "Code de virement : 10 389,52 € à Atelier Martin"
    with zipfile.ZipFile(io.BytesIO(docx.render(documents.formal_notice()))) as archive:
        content = archive.read("word/media/image1.png")
    from PIL import Image

    picture = Image.open(io.BytesIO(content))
    modules = documents.checkered(25)
    side = picture.width // (25 + 8)
    assert picture.size == (33 * side, 33 * side)
    for row in (0, 7, 24):
        for column in (0, 3, 24):
            dot = picture.getpixel(((column + 4) * side + side // 2, (row + 4) * side + side // 2))
            assert (dot == 0) == modules[row][column]


def test_a_deed_has_its_title_first_and_its_signatures_side_by_side() -> None:
    word = reopened(documents.deed())
    title = word.paragraphs[0]
    assert title.style.name == "Heading 1"
    left, _, right = word.tables[-1].rows[0].cells
    assert left.text.startswith("Le créancier")
    assert right.text.startswith("Le débiteur")


def test_an_empty_document_opens() -> None:
    assert reopened(Document("fr", "Vide", ())).paragraphs[0].text == ""


@pytest.mark.parametrize("text", documents.HOSTILE)
def test_hostile_text_comes_out_as_text(text: str) -> None:
    document = documents.holding(text)
    texts = [each.text for each in everything(document)]
    # sender, paragraph, heading, item, table caption, three cells with it, caption of the picture
    assert texts.count(cleaned(text)) == 9
    assert "\u202e" not in "".join(texts)


def test_hostile_text_adds_no_element_and_no_relation() -> None:
    with zipfile.ZipFile(io.BytesIO(docx.render(documents.hostile()))) as archive:
        body = archive.read("word/document.xml").decode()
        relations = archive.read("word/_rels/document.xml.rels").decode()
    assert 'TargetMode="External"' not in relations
    assert "<script" not in body
    assert "hyperlink" not in body
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", body)


def test_neither_lxml_nor_pillow_is_needed() -> None:
    """The browser's Python has neither."""
    program = (
        "import sys\n"
        "for name in ('lxml', 'PIL', 'docx', 'fpdf'): sys.modules[name] = None\n"
        "from tests.support import documents\n"
        "from latepay_core.documents import docx\n"
        "print(len(docx.render(documents.formal_notice(40))))\n"
    )
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        cwd=root,
        env={"PYTHONPATH": f"{root}/src:{root}"},
    )
    assert int(done.stdout) == len(docx.render(documents.formal_notice(40)))


@pytest.mark.slow
def test_libreoffice_lays_it_out_as_meant(tmp_path: Path) -> None:
    file = tmp_path / "lettre.docx"
    file.write_bytes(docx.render(documents.formal_notice(90)))
    pages = list(map(flat, pages_of(as_pdf(file))))
    # the letter on one page, ninety invoices on two or three
    assert "Camille Martin" in pages[0]
    assert "3. décompte" in pages[0]
    assert pages[0].endswith(f"F-2025-118 Page 1 / {len(pages)}")
    account = [page for page in pages if "F-2025-0" in page.replace("F-2025-118", "")]
    assert len(account) >= 2
    assert all("Facture Émise le Échéance Retard" in page for page in account)
    # 90 × 1 074,95 €
    assert "96 745,50 €" in account[-1]
    assert "F-2025-090" in account[-1]
