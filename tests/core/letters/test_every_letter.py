"""Every letter of the catalogue, in every regime it allows, read as its recipient would: what must never be seen."""

from collections import Counter
from functools import cache
from html.parser import HTMLParser
from typing import cast

import pytest

from latepay_core import Claim
from latepay_core.documents import html, text
from latepay_core.documents.document import Document, Table
from latepay_core.letters.catalogue import Entry, catalogue
from latepay_core.letters.details import LetterDetails
from latepay_core.letters.edits import key_of, plain_text
from latepay_core.letters.writing import Letter, LetterRefused, write_letter
from latepay_core.said import Language
from tests.support.claims import SITUATIONS, claim_for, full_details
from tests.support.french import faults

HOSTILE = (
    "<script>alert('x')</script> & \"y\"",
    "{{ 7 * 7 }} {% for x in y %} {# z #}",
    '=HYPERLINK("http://x";"y") +1 -1 @x',
    "abc\u202edef\u202c\u200fghi\u2066jkl\u2069",
    "É" * 500,
    "facture 🧾 payée 👩‍💼",
    "]]><a xmlns='x'/>&#0;&lt;b&gt;\x00\x07\x1b[31m",
)


def _regimes(entry: Entry) -> list[str]:
    return [
        each
        for regime in entry.regimes
        for each in ([regime, "fr-civil-private"] if regime == "fr-civil" else [regime])
    ]


@cache
def _written(
    kind: str, regime: str, situation: str, invoices: int, full: bool, language: Language
) -> Letter | tuple[str, ...]:
    """The letter, or the codes of its refusals."""
    claim = claim_for(regime, situation, invoices=invoices, full=full)
    try:
        return write_letter(kind, claim, full_details() if full else LetterDetails(), language)
    except LetterRefused as refused:
        return tuple(each.code for each in refused.refusals)


def _situations(entry: Entry, regime: str) -> list[str]:
    """The situations in which this letter is written for this regime."""
    return [each for each in SITUATIONS if isinstance(_written(entry.kind, regime, each, 1, True, "fr"), Letter)]


def _cases() -> list[tuple[str, str]]:
    return [(entry.kind, regime) for entry in catalogue() for regime in _regimes(entry)]


def _entry(kind: str) -> Entry:
    return next(each for each in catalogue() if each.kind == kind)


@pytest.mark.parametrize("kind", [entry.kind for entry in catalogue()])
def test_some_situation_calls_for_it_in_each_regime(kind: str) -> None:
    entry = _entry(kind)
    written = {regime: _situations(entry, regime) for regime in _regimes(entry)}
    # of the two kinds of civil debt a letter may be meant for one only
    civil = [regime for regime in written if regime.startswith("fr-civil")]
    assert not civil or any(written[regime] for regime in civil)
    assert all(found for regime, found in written.items() if regime not in civil), written


@pytest.mark.parametrize("invoices", [1, 40])
@pytest.mark.parametrize("full", [True, False], ids=["full", "bare"])
@pytest.mark.parametrize(("kind", "regime"), _cases())
def test_it_reads_well(kind: str, regime: str, full: bool, invoices: int) -> None:
    entry = _entry(kind)
    found = _situations(entry, regime)
    for situation in found if invoices == 1 else found[:2]:
        for language in entry.languages:
            letter = _written(kind, regime, situation, invoices, full, language)
            if invoices > 1 and letter == ("letter-petition-closed",):
                # forty invoices are no small sum: that petition has its own test with three
                continue
            if not full and not isinstance(letter, Letter):
                assert set(letter) == {"letter-detail-missing"}
                continue
            if invoices > 1 and not isinstance(letter, Letter) and situation == "some-disputed":
                continue
            assert isinstance(letter, Letter), (situation, language, letter)
            assert faults(letter.document) == [], (situation, language)
            _check_structure(letter, entry)


def _check_structure(letter: Letter, entry: Entry) -> None:
    document = letter.document
    keys = [key_of(block) for block in document.blocks if key_of(block)]
    assert [key for key, count in Counter(keys).items() if count > 1] == []
    roles = Counter(getattr(block, "role", "") for block in document.blocks)
    if document.layout != "deed":
        assert (roles["subject"], roles["salutation"], roles["signature"]) == (1, 1, 1)
    if document.layout == "letter":
        assert (roles["sender"], roles["recipient"], roles["place-date"]) == (1, 1, 1)
        assert (roles["channel"] == 1) == (letter.channel == "registered")
    for table in (block for block in document.blocks if isinstance(block, Table)):
        assert {len(row) for row in table.rows} == {len(table.header)} == {len(table.align)}
    assert letter.title
    assert letter.subject
    assert letter.file_stem.isascii()
    assert letter.missing == () or all(each.label and each.hint for each in letter.missing)


class _Reader(HTMLParser):
    """Reads the preview back: its text, its tags, its keys."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said, self.tags, self.keys = "", set[str](), list[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.keys += [str(value) for name, value in attrs if name == "data-key"]

    def handle_data(self, data: str) -> None:
        self.said += data


_TEXT = {
    "article",
    "p",
    "h2",
    "h3",
    "h4",
    "ul",
    "ol",
    "li",
    "strong",
    "em",
    "br",
    "hr",
    "div",
    "dl",
    "sup",
    "dt",
    "dd",
    "section",
    "i",
}
_TABLE = {"table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"}
ALLOWED = _TEXT | _TABLE | {"figure", "figcaption", "svg", "path"}


def _read(document: Document) -> _Reader:
    reader = _Reader()
    reader.feed(html.render(document))
    reader.close()
    return reader


@pytest.mark.parametrize(("kind", "regime"), _cases())
def test_the_preview_holds_the_same_text_and_every_key(kind: str, regime: str) -> None:
    for situation in _situations(_entry(kind), regime)[:2]:
        letter = cast(Letter, _written(kind, regime, situation, 1, True, "fr"))
        reader = _read(letter.document)
        assert reader.tags <= ALLOWED
        keys = [key_of(block) for block in letter.document.blocks if key_of(block)]
        assert reader.keys == keys
        for block in letter.document.blocks:
            assert plain_text(block).replace("\n", "") in reader.said


@pytest.mark.parametrize("hostile", HOSTILE, ids=["markup", "template", "formula", "direction", "long", "emoji", "xml"])
@pytest.mark.parametrize("kind", [entry.kind for entry in catalogue()])
def test_what_people_type_stays_text(kind: str, hostile: str) -> None:
    entry = _entry(kind)
    for regime in _regimes(entry):
        for situation in _situations(entry, regime)[:1]:
            data = claim_for(regime, situation).model_dump(mode="json", exclude_unset=True)
            for party in ("creditor", "debtor"):
                data[party] |= {"name": hostile, "address": hostile, "reference": hostile, "phone": hostile}
            data["invoices"][0]["number"] = hostile
            for event in data["events"]:
                event.pop("invoice", None)
            letter = write_letter(kind, Claim.model_validate(data), full_details(hostile))
            _check_hostile(letter, hostile)


def _check_hostile(letter: Letter, hostile: str) -> None:
    reader = _read(letter.document)
    plain = text.render(letter.document)
    assert reader.tags <= ALLOWED
    shown = "".join(sign for sign in hostile if sign not in "\u202e\u202c\u200f\u2066\u2069\x00\x07\x1b")
    start = shown[:12].strip()
    assert start in plain
    assert start in reader.said
    assert not set(plain) & set("\u202e\u202c\u200f\u2066\u2069\x00\x07\x1b")
    assert letter.file_stem.isascii()
    assert len(letter.file_stem) < 140
