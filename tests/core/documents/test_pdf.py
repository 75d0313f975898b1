"""PDF/A-3: the standard, the look, the tags, the attachments, any text as text. Read back with pikepdf and pypdf."""

import io
import itertools
import logging
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pikepdf
import pypdf
import pytest

from latepay_core.documents import pdf
from latepay_core.documents.attached import Attached, media_type
from latepay_core.documents.document import (
    Block,
    Document,
    Heading,
    ItemList,
    PageBreak,
    Paragraph,
    Picture,
    Run,
    Table,
)
from latepay_core.documents.typography import without_raised_signs
from tests.support import documents
from tests.support.documents import runs, said
from tests.support.office import flat

DAY = date(2026, 3, 15)
FILES = {
    "creance.json": Attached(b'{"a": 1}', "Source", "La créance"),
    "decompte.json": Attached(b'{"b": 2}', "Data", "Le décompte"),
    "suivi.ics": Attached(b"BEGIN:VCALENDAR"),
}
EACH = {
    "notice": documents.formal_notice(),
    "forty": documents.formal_notice(40),
    "deed": documents.deed(),
    "hostile": documents.hostile(),
}


def opened(document: Document, **settings: Any) -> Any:
    return pikepdf.open(io.BytesIO(pdf.render(document, created=DAY, **settings)))


def pages(document: Document) -> list[str]:
    reader = pypdf.PdfReader(io.BytesIO(pdf.render(document, created=DAY)))
    return [page.extract_text() for page in reader.pages]


def fonts(document: Document) -> Iterator[Any]:
    # an object lives as long as its file: the generator holds it
    file = opened(document)
    for page in file.pages:
        yield from page.Resources.get("/Font", {}).values()


def places(document: Document) -> list[tuple[int, float, float, str]]:
    """Each text with its page, and its distance in millimetres from the left and from the top of the sheet."""
    found: list[tuple[int, float, float, str]] = []
    reader = pypdf.PdfReader(io.BytesIO(pdf.render(document, created=DAY)))
    for number, page in enumerate(reader.pages):

        def visit(text: str, _: Any, matrix: Any, _font: Any, _size: Any, number: int = number) -> None:
            if text.strip():
                found.append((number, matrix[4] * 25.4 / 72, 297 - matrix[5] * 25.4 / 72, text.strip()))

        page.extract_text(visitor_text=visit)
    return found


# ---------------------------------------------------------------- the standard


@pytest.mark.parametrize("name", EACH)
def test_it_says_which_standard_it_follows_and_keeps_to_it(name: str) -> None:
    """What veraPDF would look at first: ISO 19005-3, 6.2.2, 6.2.3, 6.2.11, 6.6, 6.7, 6.8, 6.1.3."""
    file = opened(EACH[name], attachments=FILES)
    assert "/Info" not in file.trailer
    with file.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "U")
        assert metadata.pdfa_status == "3U"
        assert metadata["pdfuaid:part"] == "1"
    intent = file.Root.OutputIntents[0]
    assert intent.S == "/GTS_PDFA1"
    assert intent.DestOutputProfile.N == 3
    assert b"acsp" in intent.DestOutputProfile.read_bytes()[:128]
    assert len(file.trailer.ID) == 2
    assert "/Encrypt" not in file.trailer
    for page in file.pages:
        assert "/ExtGState" not in page.Resources
        assert "/XObject" not in page.Resources


@pytest.mark.parametrize("name", EACH)
def test_fonts_are_embedded_and_every_sign_can_be_read_back(name: str) -> None:
    for font in fonts(EACH[name]):
        descendant = font.DescendantFonts[0]
        assert len(descendant.FontDescriptor.FontFile2.read_bytes()) > 500
        assert "+" in str(font.BaseFont)
        assert b"beginbfchar" in font.ToUnicode.read_bytes()


@pytest.mark.parametrize("name", EACH)
def test_the_width_of_each_sign_is_the_font_s(name: str) -> None:
    """ISO 19005-3, 6.2.11.5: widths in the file and in the embedded font are the same; no sign is the missing one."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    for font in fonts(EACH[name]):
        descendant = font.DescendantFonts[0]
        program = TTFont(io.BytesIO(descendant.FontDescriptor.FontFile2.read_bytes()))
        glyphs = descendant.CIDToGIDMap.read_bytes()
        declared = dict(widths(descendant.W))
        codes = [int(code, 16) for code in re.findall(rb"<(\w{4})> <\w+>", font.ToUnicode.read_bytes())]
        assert len(codes) > 3
        for code in codes:
            glyph = int.from_bytes(glyphs[2 * code : 2 * code + 2])
            assert glyph != 0 or code == 0
            if code:
                assert declared[code] == program["hmtx"].metrics[program.getGlyphName(glyph)][0]


def widths(declared: pikepdf.Array) -> Iterator[tuple[int, int]]:
    entries = list(declared)
    while entries:
        first = int(entries.pop(0))
        if isinstance(entries[0], pikepdf.Array):
            yield from enumerate(map(int, entries.pop(0)), start=first)
        else:
            last, width = int(entries.pop(0)), int(entries.pop(0))
            yield from ((code, width) for code in range(first, last + 1))


def test_nothing_in_it_can_act() -> None:
    content = pdf.render(documents.hostile(), created=DAY, attachments=FILES)
    for name in (b"/JavaScript", b"/JS", b"/Launch", b"/SubmitForm", b"/AcroForm", b"/RichMedia", b"/URI", b"/AA"):
        assert not re.search(name + rb"\b", content), name


def test_title_author_language_and_day() -> None:
    file = opened(documents.formal_notice())
    assert file.Root.Lang == "fr-FR"
    assert file.Root.ViewerPreferences.DisplayDocTitle == True  # noqa: E712 - pikepdf's own boolean
    with file.open_metadata() as metadata:
        assert metadata["dc:title"] == "Mise en demeure"
        assert metadata["dc:creator"] == ["Atelier Martin"]
        assert metadata["dc:language"] == {"fr-FR"}
        assert metadata["xmp:CreateDate"] == "2026-03-15T00:00:00+00:00"
    assert opened(Document("en", "x", (said("y"),))).Root.Lang == "en-GB"


def test_the_same_input_gives_the_same_bytes_and_another_day_does_not() -> None:
    first, again = (pdf.render(documents.formal_notice(), created=DAY, attachments=FILES) for _ in range(2))
    assert first == again
    assert first != pdf.render(documents.formal_notice(), created=date(2026, 3, 16), attachments=FILES)
    moment = datetime(2026, 3, 15, tzinfo=UTC)
    assert first == pdf.render(documents.formal_notice(), created=moment, attachments=FILES)


# ---------------------------------------------------------------- attachments


def test_attachments_say_what_they_are() -> None:
    file = opened(documents.formal_notice(), attachments=FILES)
    specifications = {str(each.UF): each for each in file.Root.AF}
    assert set(specifications) == set(FILES) == set(file.attachments)
    relations = {name: str(each.AFRelationship) for name, each in specifications.items()}
    assert relations == {"creance.json": "/Source", "decompte.json": "/Data", "suivi.ics": "/Supplement"}
    for name, given in FILES.items():
        attached = file.attachments[name].get_file()
        assert attached.read_bytes() == given.content
        assert attached.mime_type == media_type(name)
        assert str(specifications[name].F) == name
        assert str(specifications[name].Desc) == (given.description or name)


def test_without_attachments_there_are_none() -> None:
    assert "/AF" not in opened(documents.formal_notice()).Root


# ---------------------------------------------------------------- tags


def tree(element: Any) -> tuple[str, list[Any]]:
    kids: Any = element.get("/K", [])
    return str(element.S)[1:], [tree(kid) for kid in kids if "/S" in kid]


def test_the_structure_is_that_of_the_document() -> None:
    document = Document(
        "fr",
        "x",
        (
            said("Une phrase."),
            Heading(runs("Un titre"), 2),
            ItemList((runs("un"), runs("deux"))),
            Table("Une table", ("A", "B"), (("1", "2"),), ("left", "right")),
            Picture("Un code", modules=((True, False), (False, True)), caption="Sa légende"),
        ),
        layout="message",
    )
    file = opened(document)
    root = file.Root.StructTreeRoot
    item: Any = ("LI", [("Lbl", []), ("LBody", [])])
    row: Any = [("TR", [("TH", []), ("TH", [])]), ("TR", [("TD", []), ("TD", [])])]
    table = ("Table", [("Caption", []), *row])
    expected = [("P", []), ("H1", []), ("L", [item, item]), table, ("Figure", []), ("P", [])]
    assert tree(root.K[0]) == ("Document", expected)
    figure = root.K[0].K[4]
    assert str(figure.Alt) == "Un code"
    assert root.K[0].K[3].K[1].K[0].A.Scope == "/Column"
    assert file.Root.MarkInfo.Marked == True  # noqa: E712 - pikepdf's own boolean


PDFA_EXTENSION, PDFA_SCHEMA, PDFA_PROPERTY = (
    f"{{http://www.aiim.org/pdfa/ns/{name}}}" for name in ("extension/", "schema#", "property#")
)


def test_the_property_that_pdf_a_does_not_know_is_described() -> None:
    """ISO 19005-3, 6.6.2.3: a property of no schema of its own has its schema described in the file."""
    file = opened(documents.formal_notice())
    root = ElementTree.fromstring(file.Root.Metadata.read_bytes())
    (described,) = root.iter(f"{PDFA_EXTENSION}schemas")
    assert [each.text for each in described.iter(f"{PDFA_SCHEMA}prefix")] == ["pdfuaid"]
    assert [each.text for each in described.iter(f"{PDFA_SCHEMA}namespaceURI")] == ["http://www.aiim.org/pdfua/ns/id/"]
    told = {name: described.find(f".//{PDFA_PROPERTY}{name}") for name in ("name", "valueType", "category")}
    assert {name: None if each is None else each.text for name, each in told.items()} == {
        "name": "part",
        "valueType": "Integer",
        "category": "internal",
    }


@pytest.mark.parametrize("name", [name for name in EACH if name != "hostile"])
def test_headings_begin_with_the_first_and_leave_none_out(name: str) -> None:
    """ISO 14289-1, 7.4.2: H1 comes first, and no level is left out on the way down."""
    file = opened(EACH[name])
    kinds = [kind for kind, _ in flattened(tree(file.Root.StructTreeRoot.K[0]))]
    levels = [int(kind[1]) for kind in kinds if re.fullmatch(r"H\d", kind)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def flattened(element: tuple[str, list[Any]]) -> Iterator[tuple[str, list[Any]]]:
    yield element
    for kid in element[1]:
        yield from flattened(kid)


@pytest.mark.parametrize("name", EACH)
def test_a_screen_reader_has_what_it_needs_of_every_page(name: str) -> None:
    """ISO 14289-1, 7.1 to 7.7 and 7.18: tagged, in order, its title shown, no figure without words."""
    file = opened(EACH[name], attachments=FILES)
    assert file.Root.MarkInfo.Marked == True  # noqa: E712 - pikepdf's own boolean
    assert file.Root.MarkInfo.get("/Suspects", False) == False  # noqa: E712
    assert file.Root.ViewerPreferences.DisplayDocTitle == True  # noqa: E712
    assert str(file.Root.Lang) == "fr-FR"
    for each in file.objects:
        if isinstance(each, pikepdf.Dictionary) and each.get("/S") in ("/Figure", "/TH"):
            assert str(each.get("/Alt", "")).strip() if each.S == "/Figure" else each.A.Scope == "/Column"
    for page in file.pages:
        assert "/Annots" not in page or page.Tabs == "/S"


@pytest.mark.parametrize("name", EACH)
def test_every_mark_on_a_page_belongs_to_an_element_and_the_rest_is_decoration(name: str) -> None:
    file = opened(EACH[name])
    parents = numbers(file.Root.StructTreeRoot.ParentTree)
    for page in file.pages:
        elements = list(parents[int(page.StructParents)])
        marks, depth = [], 0
        for instruction in pikepdf.parse_content_stream(page):
            operator = str(instruction.operator)
            if operator == "BDC":
                depth += 1
                kind, properties = instruction.operands
                if str(kind) != "/Artifact":
                    marks.append(int(properties.MCID))
                    assert kind == elements[int(properties.MCID)].S
            elif operator == "EMC":
                depth -= 1
            elif operator in ("Tj", "f"):
                assert depth == 1, "something is drawn outside any mark"
        assert depth == 0
        assert marks == list(range(len(elements)))


def numbers(number_tree: Any) -> dict[int, Any]:
    flat_pairs = list(number_tree.Nums)
    return {int(key): value for key, value in zip(flat_pairs[::2], flat_pairs[1::2], strict=True)}


# ---------------------------------------------------------------- the look


def test_the_recipient_stands_in_the_window_of_the_envelope() -> None:
    """A DL window shows, wherever the sheet slides in it, what stands 55 to 79 mm down and 100 to 190 mm across."""
    found = places(documents.formal_notice())
    lines = {text: (left, top) for page, left, top, text in found if page == 0}
    for line in ("Société Durand", "Service comptabilité", "4 avenue de la Gare", "Bâtiment C", "75012 Paris"):
        left, top = lines[line]
        assert abs(left - 110) < 0.1, line
        assert 55 < top < 79, line
    assert abs(lines["Atelier Martin"][0] - 22) < 0.1


def test_the_head_is_that_of_the_drawing() -> None:
    """Letterhead 13 mm down, references left of the window, date at 88 mm, text from 97 mm; baselines lie below."""
    lines = {text: (left, top) for page, left, top, text in places(documents.formal_notice()) if page == 0}
    assert 13 < lines["Atelier Martin"][1] < 20
    assert lines["Lettre recommandée avec avis de réception"][0] < 23
    assert 54 < lines["Lettre recommandée avec avis de réception"][1] < 60
    left, top = next(place for text, place in lines.items() if text.startswith("Lyon, le"))
    assert abs(left - 110) < 0.1
    assert 88 < top < 93
    assert 97 < next(place for text, place in lines.items() if text.startswith("Objet"))[1] < 103
    for text, (left, top) in lines.items():
        assert not (left > 105 and 50 < top < 84) or left == pytest.approx(110, abs=0.1), text


@pytest.mark.parametrize("filler", range(12, 30, 3))
def test_the_box_is_never_cut_nor_the_end_of_the_letter(filler: int) -> None:
    texts = list(map(flat, pages(documents.paid_by(*[said(f"Ligne {number}.") for number in range(filler)]))))
    for page in texts:
        assert ("À payer" in page) == ("F-2025-118" in page) == ("FR76 3000" in page) == ("À scanner" in page)
        assert ("Nous vous prions" in page) == ("Camille Martin" in page)
    assert all(page.startswith("Atelier Martin") or "Atelier Martin" in page for page in texts[1:])


def test_a_short_table_stands_on_one_page() -> None:
    for filler in range(20, 40, 4):
        document = Document(
            "fr", "x", (*[said("Ligne.")] * filler, documents.statement_table(8), said("= 1,00", "sum")), "message"
        )
        page = next(page for page in map(flat, pages(document)) if "F-2025-001" in page)
        assert "F-2025-008" in page
        assert "= 1,00" in page


def test_thirty_invoices_stand_on_one_page_ninety_on_more_with_their_header() -> None:
    one = documents.formal_notice(30)
    assert sum("Facture Émise le" in flat(page) for page in pages(one)) == 1
    texts = [flat(page) for page in pages(documents.formal_notice(90))]
    account = [page for page in texts if "F-2025-0" in page.replace("F-2025-118", "")]
    assert len(account) >= 2
    assert all("Facture Émise le Échéance Retard Principal" in page for page in account)
    # 90 × 1 074,95 €; the last invoice stands with the totals
    assert "96 745,50 €" in account[-1]
    assert "F-2025-090" in account[-1]


def test_totals_never_stand_without_an_invoice() -> None:
    """Whatever the number of invoices, the page that has the total has an invoice above it."""
    for count in range(39, 44):
        texts = [flat(page) for page in pages(documents.formal_notice(count))]
        last = next(page for page in texts if "Total 4" in page or "Total 39" in page)
        assert f"F-2025-{count:03}" in last


def test_pages_are_counted_and_the_signature_is_not_left_alone() -> None:
    texts = [flat(page) for page in pages(documents.formal_notice())]
    assert [re.findall(r"Page (\d) / (\d)", page) for page in texts] == [[("1", "2")], [("2", "2")]]
    for filler in (5, 8, 10, 11, 12, 13, 14, 15, 16, 20):
        head, *rest = documents.formal_notice().blocks
        longer = Document("fr", "x", (head, *rest[:8], *(said("Une ligne de plus."),) * filler, *rest[8:17]))
        for page in map(flat, pages(longer)):
            if "Camille Martin" in page:
                assert "Nous vous prions" in page
                assert "La présente vaut" in page


def test_the_closing_takes_two_paragraphs_along() -> None:
    """Where the end of a letter goes to another page, it never goes alone."""
    for filler in range(30, 60):
        before = [said(f"Passage {number}.") for number in range(filler)]
        end = [said("L’avant-dernier passage."), said("Le dernier passage."), said("Nos salutations.", "closing")]
        found = pages(Document("fr", "x", (*before, *end, said("Claire Martin", "signature"))))
        if "Nos salutations." in found[-1]:
            assert "L’avant-dernier passage." in found[-1], filler


@pytest.mark.parametrize(
    ("passages", "annexed", "expected"),
    [
        # a letter of one page: its annex stands apart; one that runs over: what fits below its end does
        (8, 4, [("letter",), ("annex",)]),
        (50, 4, [("letter",), ("letter", "annex")]),
        # an annex of a whole page gains nothing by beginning lower
        (50, 36, [("letter",), ("letter",), ("annex",)]),
    ],
)
def test_an_annex_follows_the_end_of_a_letter_where_that_is_a_page_less(
    passages: int, annexed: int, expected: list[tuple[str, ...]]
) -> None:
    letter = [said(f"Passage {number} de la lettre.") for number in range(passages)]
    annex: list[Block] = [Heading(runs("Annexe")), *(said(f"Ligne {number} de l’annexe.") for number in range(annexed))]
    head, closing = said("Atelier Martin", "sender"), said("Salutations.", "closing")
    blocks: tuple[Block, ...] = (head, *letter, closing, PageBreak(), *annex)
    found = [
        tuple(part for part, word in (("letter", "de la lettre"), ("annex", "de l’annexe")) if word in page)
        for page in map(flat, pages(Document("fr", "x", blocks)))
    ]
    assert found == expected
    # a deed's annex is a paper of its own
    deed = pages(Document("fr", "x", blocks, layout="deed"))
    assert "Annexe" in flat(deed[-1])
    assert "de la lettre" not in flat(deed[-1])


def test_a_running_head_that_is_too_long_ends_in_a_word() -> None:
    names = " · ".join(("Société générale des menuiseries de l’Ouest et du Centre", "Mise en demeure", "Durand " * 9))
    document = Document("fr", "x", (said("Un"), PageBreak(), said("Deux")), running=f"{names} · 15 mars 2026")
    (head,) = (line for line in pages(document)[1].split("\n") if line.startswith("Société générale"))
    assert re.search(r"\w…$", head)


def test_what_stands_raised_is_read_back_as_it_is_typed() -> None:
    (page,) = pages(Document("fr", "x", (said("Du 1er juin 2026, Mme Petit."),)))
    assert "Du 1ᵉʳ juin 2026, Mᵐᵉ Petit." in page
    assert without_raised_signs(page).strip().startswith("Du 1er juin 2026, Mme Petit.")


def test_no_line_of_a_paragraph_stands_alone_on_a_page() -> None:
    paragraph = said(" ".join(f"mot{number}" for number in range(160)))
    lines = len([each for each in places(Document("fr", "x", (paragraph,))) if "mot" in each[3]])
    assert lines > 8
    for filler in range(31, 43):
        document = Document("fr", "x", (*(said("Ligne."),) * filler, paragraph), layout="message")
        counts = [0, 0, 0]
        for page, _, _, text in places(document):
            counts[page] += "mot" in text
        assert 1 not in counts, filler


def test_a_heading_is_never_the_last_line_of_a_page() -> None:
    for filler in range(34, 43):
        document = Document("fr", "x", (*(said("Ligne."),) * filler, Heading(runs("Titre")), said("Suite.")), "message")
        for page in pages(document):
            assert ("Titre" in page) == ("Suite." in page)


def test_columns_of_figures_end_at_the_same_place() -> None:
    found = [each for each in places(documents.formal_notice(3)) if each[0] == 1 and each[3].startswith("34,95")]
    assert len(found) == 3
    assert max(left for _, left, _, _ in found) - min(left for _, left, _, _ in found) < 0.01


def test_an_amount_copied_from_the_page_is_whole(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(pdf.render(Document("fr", "x", (said("Total : 11\u202f111,11\u00a0€"),)), created=DAY))
    text = subprocess.run(["pdftotext", str(file), "-"], check=True, capture_output=True, text=True).stdout
    assert "Total : 11 111,11 €" in flat(text)
    assert "11\u202f111,11\u00a0€" in pages(Document("fr", "x", (said("11\u202f111,11\u00a0€"),)))[0]


def test_nothing_is_written_outside_the_margins() -> None:
    for document in EACH.values():
        for _, left, top, text in places(document):
            assert left > 21.9, text
            assert 12 < top < 290, text


def test_the_qr_code_is_drawn_module_by_module() -> None:
    modules = documents.checkered(25)
    file = opened(Document("fr", "x", (Picture("code", modules=modules),), layout="message"))
    boxes = [
        tuple(map(float, instruction.operands))
        for instruction in pikepdf.parse_content_stream(file.pages[0])
        if str(instruction.operator) == "re"
    ]
    # 31 mm for 25 modules and twice four of white; the area drawn is that of the dark modules
    side = 31 / 33 * 72 / 25.4
    drawn = sum(abs(width * height) for _, _, width, height in boxes if abs(width) < 31 * 72 / 25.4) / side**2
    assert round(drawn) == sum(map(sum, modules))


def test_a_page_break_begins_a_page_and_leaves_none_empty() -> None:
    document = Document("fr", "x", (said("a"), PageBreak(), PageBreak(), said("b"), PageBreak()), layout="message")
    assert [flat(page).split(" Page")[0] for page in pages(document)] == ["a", "b"]


def test_a_row_taller_than_a_page_is_carried_over() -> None:
    text = " ".join(["mot"] * 6000)
    document = Document("fr", "x", (Table("", ("A", "B"), ((text, "b"),), ("left", "left")),), layout="message")
    assert sum(page.count("mot") for page in pages(document)) == 6000


# ---------------------------------------------------------------- hostile text


@pytest.mark.parametrize("text", documents.HOSTILE)
def test_hostile_text_comes_out_as_text(text: str) -> None:
    document = documents.holding(text)
    shown = "".join(pages(document)).replace("\n", "")
    kept = re.sub(r"[^A-Za-z0-9{}%<>=&/]", "", text)
    assert re.sub(r"[^A-Za-z0-9{}%<>=&/]", "", shown).count(kept) >= 8
    assert "\u202e" not in shown
    assert pikepdf.open(io.BytesIO(pdf.render(document, created=DAY))).check_pdf_syntax() == []


def test_signs_the_font_lacks_are_shown_as_unknown_and_accents_it_lacks_are_left_out(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.WARNING):
        text = pages(Document("fr", "x", (said("Ṽĩ Nguyễn 🧾 Жук 北京 Ελλάδα e\u0301 Łódź"),)))[0]
    assert "Vĩ Nguyễn" in text
    assert "Жук \ufffd\ufffd Ελλάδα" in text
    assert text.count("\ufffd") == 3
    assert " é " in text
    assert "Łódź" in text
    assert not caplog.records


def test_pillow_is_not_needed() -> None:
    """The browser's Python goes without; fpdf2 warns of it, and nothing of that is shown."""
    program = (
        "import sys, datetime, hashlib\n"
        "for name in ('PIL', 'PIL.Image', 'cryptography', 'uharfbuzz'): sys.modules[name] = None\n"
        "from tests.support import documents\n"
        "from latepay_core.documents import pdf\n"
        "content = pdf.render(documents.formal_notice(40), created=datetime.date(2026, 3, 15))\n"
        "print(hashlib.sha256(content).hexdigest())\n"
    )
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        capture_output=True,
        text=True,
        check=True,
        cwd=root,
        env={"PYTHONPATH": f"{root}/src:{root}"},
    )
    import hashlib

    expected = pdf.render(documents.formal_notice(40), created=DAY)
    assert done.stdout.strip() == hashlib.sha256(expected).hexdigest()
    assert done.stderr == ""


def test_fpdf2_is_imported_only_with_the_pdf_renderer() -> None:
    program = (
        "import sys, latepay_core.documents.docx, latepay_core.documents.eml, latepay_core.outputs.verify\n"
        "print(sorted({'fpdf', 'fontTools', 'pypdf'} & set(sys.modules)))"
    )
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env={"PYTHONPATH": f"{root}/src"}
    )
    assert done.stdout.strip() == "[]"


def test_runs_of_several_styles_stand_on_one_line() -> None:
    document = Document(
        "fr",
        "x",
        (
            Paragraph(
                (Run("un "), Run("deux", strong=True), Run(", trois")),
            ),
        ),
    )
    assert flat(pages(document)[0]).startswith("un deux, trois")


def test_what_the_law_wants_at_the_foot_is_never_cut_short() -> None:
    """It takes a second line, inside the sheet; a name of three lines alone ends in « … »."""
    legal = "Menuiserie Kervella · SARL, share capital €12,000 · Registered in France, RCS Brest 732 829 320 · VAT FR1"
    document = Document("en", "x", (said("Text."),), legal=legal)
    assert "VAT FR1" in " ".join(pages(document)[0].split())
    long = " ".join(pages(Document("en", "x", (said("Text."),), legal=f"{legal} · {legal} · {legal}"))[0].split())
    assert "…" in long
