"""A document as HTML: what a browser prints of it."""

from latepay_core.documents import html
from latepay_core.documents.document import Document, PageBreak
from tests.support.documents import said


def test_what_is_annexed_is_one_element_under_the_letter() -> None:
    shown = html.render(Document("fr", "x", (said("Lettre."), PageBreak(), said("Annexe.")), legal="Au pied"))
    letter, annexed = shown.split('<hr class="letter__page">\n<div class="letter__annex">')
    assert "Lettre." in letter
    assert annexed.index("Annexe.") < annexed.index("</div>") < annexed.index("Au pied")
    assert "letter__annex" not in html.render(Document("fr", "x", (said("Lettre."),)))


def test_the_sheets_after_the_first_say_whose_letter_it_is_whatever_its_name() -> None:
    hostile = 'A"; } </style><script>alert(1)</script> \\ Durand'
    page = html.page(Document("fr", "x", (said("Lettre."),), running=hostile))
    style = page.split("<style>")[-1].split("</style>")[0]
    assert page.count("</style>") == page.count("<style>") == 2
    assert "<script" not in page
    # a quote, a semicolon, a brace: as CSS escapes them
    assert r'content: "A\22 \3b  \7d  \3c \2f style' in style
    assert "content: counter(page)" in style
    assert html.page(Document("fr", "x", (said("Lettre."),))).count("<style>") == 1
