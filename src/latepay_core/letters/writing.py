"""From a claim to its letters: which there are, which one is advised, and the letter itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from latepay_core.case import Case
from latepay_core.claim import Claim, ClaimRefused, Refusal
from latepay_core.claim.naming import slug
from latepay_core.claim.refusals import shown_value
from latepay_core.documents.cleaning import on_one_line
from latepay_core.documents.document import (
    Document,
    Heading,
    ItemList,
    PageBreak,
    Paragraph,
    Table,
    arranged_texts,
    text_of,
)
from latepay_core.documents.reading import read_blocks
from latepay_core.documents.typography import french_spaces
from latepay_core.letters.case import LetterCase
from latepay_core.letters.catalogue import Entry, catalogue, entry_of, kinds
from latepay_core.letters.conditions import cautions, refusals
from latepay_core.letters.context import Context, channel_of
from latepay_core.letters.details import Channel, Edit, Instalments, LetterDetails, details_of
from latepay_core.letters.edits import Applied, apply_edits
from latepay_core.letters.environment import environment
from latepay_core.letters.folders import letter_folders
from latepay_core.letters.missing import Missing, missing_of, value_at
from latepay_core.letters.tables import inserts
from latepay_core.letters.wording import of_the_party, say, told_beside
from latepay_core.said import Language, Value
from latepay_core.statement import Statement
from latepay_core.wording import say as in_words


class LetterRefused(ClaimRefused):
    """Raised when a letter may not be written; `refusals` say why, in French."""


class Remark(BaseModel):
    """Something the user must know about a letter: a stable code and a sentence; `field` where it is about one."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    code: str
    message: str
    field: str = ""
    #: What it was worded from, for whoever words it otherwise.
    cause: Any = Field(default=None, exclude=True, repr=False)


class LetterOffer(BaseModel):
    """A letter of the catalogue for this claim: what it is for, whether it can be written, and why not otherwise."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    kind: str
    title: str
    when: str
    when_not: str
    group: str
    tone: str
    channels: tuple[Channel, ...]
    languages: tuple[Language, ...]
    #: Whether the next step calls for this letter.
    advised: bool
    available: bool
    refusals: tuple[Remark, ...]
    cautions: tuple[Remark, ...]
    missing: tuple[Missing, ...]


@dataclass(frozen=True)
class Letter:
    """A letter, ready for any renderer.

    `claim` and `statement` are those of the invoices it is about, as the recipient may see them: what is annexed and
    attached, without the user's notes, timeline and warnings. `warnings` say what to check before sending; `edits` what
    became of the user's own changes.
    """

    kind: str
    title: str
    subject: str
    language: Language
    channel: Channel
    document: Document
    missing: tuple[Missing, ...]
    warnings: tuple[Remark, ...]
    edits: tuple[Applied, ...]
    file_stem: str
    written_on: date
    #: Where an e-mail comes from and goes, empty where that is not known.
    sender: str
    recipient: str
    #: Whether whoever signs says « nous » or « je ».
    voice: Literal["we", "i"]
    claim: Claim
    statement: Statement
    #: The case, seen the same way, where the letter that goes to its debtor is about a part of it.
    whole: Claim | None = None

    @property
    def annexed(self) -> bool:
        """Whether a statement follows on pages of its own."""
        return any(isinstance(each, PageBreak) for each in self.document.blocks)

    @property
    def gaps(self) -> int:
        """How many dotted lines it holds, to be filled in before it is sent."""
        return sum(text.count(say("blank")) for text in texts_of(self.document))

    @property
    def message(self) -> Document:
        """What an e-mail says: the letter without its annexes and its subject, which the message has itself."""
        body = self.body
        said = (each for each in body.blocks if not (isinstance(each, Paragraph) and each.role == "subject"))
        return replace(body, blocks=tuple(said))

    @property
    def body(self) -> Document:
        """The letter without its annexes: what an e-mail says itself."""
        kept = takewhile(lambda each: not isinstance(each, PageBreak), self.document.blocks)
        return replace(self.document, blocks=tuple(kept))


def letters_for(claim: Claim | Case | LetterCase, details: LetterDetails | None = None) -> tuple[LetterOffer, ...]:
    """Every letter for a claim on its day: the advised one first, then those that can be written, then the others.

    A claim that was reckoned before is best given as its case. Raises ClaimRefused where no statement can be drawn up.

    >>> claim = Claim.model_validate({"as_of": "2026-11-22",
    ...     "invoices": [{"number": "F-118", "due_on": "2026-11-18", "amount": "2400.00"}]})
    >>> first = letters_for(claim)[0]
    >>> first.kind, first.advised, first.available
    ('first-reminder', True, True)
    """
    case = LetterCase.of(claim, details)
    offers = [
        _offer(entry, case.on_its_day(entry), advised=case.case.advised_letter == entry.kind) for entry in catalogue()
    ]
    return tuple(sorted(offers, key=lambda each: (not each.advised, not each.available)))


def _offer(entry: Entry, case: LetterCase, *, advised: bool) -> LetterOffer:
    refused, private = refusals(entry, case), case.claim.creditor.kind == "individual"
    return LetterOffer(
        kind=entry.kind,
        title=french_spaces(entry.title),
        when=of_the_party(french_spaces(entry.when), private=private),
        when_not=of_the_party(french_spaces(entry.when_not), private=private),
        group=entry.group,
        tone=entry.tone,
        channels=entry.channels,
        languages=entry.languages,
        advised=advised,
        available=not refused,
        refusals=_remarks(refused),
        cautions=() if refused else _remarks(cautions(entry, case)),
        missing=() if refused else missing_of(entry, case),
    )


def missing(kind: str, claim: Claim | Case | LetterCase, details: LetterDetails | None = None) -> tuple[Missing, ...]:
    """What a letter still needs; raises LetterRefused for an unknown kind.

    >>> claim = Claim.model_validate({"as_of": "2026-11-22", "creditor": {"name": "Martin"},
    ...     "invoices": [{"number": "F-118", "due_on": "2026-11-18", "amount": "2400.00"}]})
    >>> [each.field for each in missing("first-reminder", claim)][:2]
    ['debtor.name', 'creditor.iban']
    """
    entry = _entry(kind)
    return missing_of(entry, LetterCase.of(claim, details).on_its_day(entry))


def write_letter(
    kind: str,
    claim: Claim | Case | LetterCase,
    details: LetterDetails | None = None,
    language: Language = "fr",
    *,
    channel: Channel | None = None,
) -> Letter:
    """Writes a letter from a claim: its figures are the statement's, its dates are computed.

    `details` are the claim's own where they are left out; `channel` (e-mail, post, registered) is taken where the
    letter allows it. Raises LetterRefused, with French sentences, for an unknown kind or language, or a letter whose
    conditions are not met (C. civ., art. 1344; C. com., art. L441-10, II; CPCE, art. L111-8), ClaimRefused for a claim
    that cannot be reckoned.

    >>> claim = Claim.model_validate({"as_of": "2026-11-22",
    ...     "invoices": [{"number": "F-118", "due_on": "2026-11-18", "amount": "2400.00"}]})
    >>> letter = write_letter("first-reminder", claim)
    >>> letter.subject, letter.file_stem
    ('Facture F-118, échue le 18\\xa0novembre\\xa02026', 'premiere-relance-F-118')
    """
    return compose(kind, LetterCase.of(claim, details), language, channel=channel)


def compose(
    kind: str,
    whole: LetterCase,
    language: Language = "fr",
    *,
    channel: Channel | None = None,
    complete: bool = True,
) -> Letter:
    """What `write_letter` does; without `complete`, a detail that the law requires may be missing (a blank model)."""
    entry = _entry(kind)
    if language not in entry.languages:
        raise _refused("language", "--language", language=language, title=entry.title)
    case = whole.on_its_day(entry)
    refused = [each for each in refusals(entry, case) if complete or each.code != "letter-detail-missing"]
    if refused:
        raise LetterRefused(refused)
    about, statement = case.about(entry.scope)
    context = Context(case, entry, about, statement, language, channel_of(entry, case.details, channel))
    plan = _plan_of(case) if entry.plans else {}
    document, applied = apply_edits(document_of(context), _edits(case, kind, language))
    return Letter(
        kind=kind,
        title=french_spaces(entry.title_in(language)),
        subject=_subject(document),
        language=language,
        channel=context.channel,
        document=document,
        missing=missing_of(entry, case),
        warnings=(*_remarks(cautions(entry, case)), *_counted(entry, statement), *_lost(applied)),
        edits=applied,
        file_stem=_stem(context),
        written_on=case.written_on,
        sender=(case.claim.debtor if entry.to == "creditor" else case.claim.creditor).email,
        recipient=_recipient(entry, case),
        voice=context.voice,
        claim=for_the_recipient(about, plan),
        statement=statement.model_copy(update={"warnings": ()}),
        whole=for_the_recipient(case.claim, plan) if entry.to == "debtor" and about is not case.claim else None,
    )


def letter_of(entry: Entry, claim: Claim, language: Language) -> Document:
    """What a letter says of a claim by itself, with nothing typed for it but its plan; its conditions are not asked."""
    plan = details_of(claim).instalments if entry.plans else Instalments()
    case = LetterCase.of(claim, LetterDetails(instalments=plan)).on_its_day(entry)
    about, statement = case.about(entry.scope)
    return document_of(Context(case, entry, about, statement, language, channel_of(entry, case.details)))


def _recipient(entry: Entry, case: LetterCase) -> str:
    """The e-mail address of whoever the letter goes to, empty where it is not known."""
    path = {
        "debtor": "debtor.email",
        "creditor": "creditor.email",
        "addressee": "letter.addressee.email",
        "helper": "letter.helper.email",
    }.get(entry.to)
    return str(value_at(case, path) or "") if path else ""


def texts_of(document: Document) -> Iterable[str]:
    """Every text of a document: paragraphs, items, cells."""
    for block in document.blocks:
        match block:
            case Paragraph() | Heading():
                yield text_of(block.runs)
            case ItemList():
                yield from (text_of(item) for item in block.items)
            case Table():
                yield from (cell for row in (block.header, *block.rows) for cell in row)
            case _:
                yield from arranged_texts(block)


def _entry(kind: str) -> Entry:
    found = entry_of(kind)
    if found is None:
        raise _refused("kind", "--kind", given=shown_value(kind), choices=", ".join(kinds()))
    return found


def _refused(code: str, path: str, **figures: Value) -> LetterRefused:
    return LetterRefused([Refusal(f"letter-{code}", path, told_beside(f"refusal.{code}", **figures), figures)])


def template_of(kind: str, language: Language) -> str:
    """The name of a letter's template; the statement, which is no letter of the catalogue, has one beside the shared.

    >>> template_of("first-reminder", "en")
    'chase/first_reminder/en.html'
    """
    folder = letter_folders().get(kind)
    return f"{folder.path}/{language}.html" if folder else f"{language}/{kind}.html"


def document_of(context: Context) -> Document:
    """What the template of a letter says, as a document."""
    template = environment(context.language).get_template(template_of(context.entry.kind, context.language))
    blocks = read_blocks(template.render(c=context), inserts(context), context.language)
    return Document(
        language=context.language,
        title=french_spaces(context.entry.title_in(context.language)),
        blocks=blocks,
        layout=context.layout,
        author=(context.debtor if context.entry.to == "creditor" else context.creditor).name,
        reference=context.payment_reference,
        legal=french_spaces(on_one_line(context.legal)) if context.language == "fr" else on_one_line(context.legal),
        running=on_one_line(context.running),
        letterhead=_letterhead(context) if context.layout == "deed" else (),
    )


def _letterhead(context: Context) -> tuple[Paragraph, ...]:
    """Who writes, as at the head of a letter; nothing on what the debtor draws up."""
    if context.entry.to == "creditor" or context.claim.side == "debtor" or not context.creditor.name:
        return ()
    shared: Any = environment(context.language).get_template(f"{context.language}/parts.html").module
    blocks = read_blocks(str(shared.sender(context)), {}, context.language)
    return tuple(each for each in blocks if isinstance(each, Paragraph))


def _edits(case: LetterCase, kind: str, language: Language) -> list[Edit]:
    return [each for each in case.details.edits if (each.letter, each.language) == (kind, language)]


def _subject(document: Document) -> str:
    """The subject's text without the label that stands before it on paper."""
    found = next(
        (_text(each) for each in document.blocks if isinstance(each, Paragraph) and each.role == "subject"), ""
    )
    label = say("subject", document.language)
    return found.removeprefix(label).strip("\u00a0\n ") or document.title


def _text(block: Paragraph) -> str:
    return text_of(block.runs).replace("\n", " ")


def _remarks(found: Iterable[Refusal]) -> tuple[Remark, ...]:
    return tuple(map(_remark, found))


def _remark(refusal: Refusal) -> Remark:
    return Remark(code=refusal.code, message=in_words(refusal.message), field=refusal.path, cause=refusal)


def _counted(entry: Entry, statement: Statement) -> list[Remark]:
    """What the statement itself warns of: a provisional rate, a clause below the floor, a time limit that is near."""
    told = [each for each in statement.warnings if each.code not in entry.answers]
    return [Remark(code=each.code, message=in_words(each.message), field=each.path, cause=each) for each in told]


def _lost(applied: Iterable[Applied]) -> tuple[Remark, ...]:
    return _remarks(
        Refusal(f"edit-{each.outcome}", each.edit.key, told_beside(f"edit.{each.outcome}"), {})
        for each in applied
        if each.outcome in {"lost", "unknown"}
    )


def _plan_of(case: LetterCase) -> dict[str, Any]:
    """What was chosen of the plan, as a claim holds it."""
    return case.details.instalments.model_dump(mode="json", exclude_unset=True)


def for_the_recipient(claim: Claim, plan: Mapping[str, Any] | None = None) -> Claim:
    """The claim without what only the user should see; of the letter, the plan that it prints, so as to redo it."""
    private = {"letter", "events", "situation", "side"}
    told = claim.model_dump(exclude=private, exclude_unset=True)
    return Claim.model_validate(told | ({"letter": {"instalments": plan}} if plan else {}))


def _stem(context: Context) -> str:
    """A file name that says what the letter is: its title, the other party, and the invoice where there is only one."""
    title = context.entry.title_in(context.language)
    other = context.creditor if context.entry.to == "creditor" else context.debtor
    number = context.claim.invoices[0].number if not context.many else ""
    parts = (slug(title, _LONGEST_TITLE), slug(other.name, _LONGEST_PART), slug(number, _LONGEST_PART, keep_case=True))
    return "-".join(part for part in parts if part)


#: The parts of a file's name: the longest title of the catalogue stays whole.
_LONGEST_TITLE, _LONGEST_PART = 64, 30
