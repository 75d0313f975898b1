"""The file for the court: request, statement, numbered exhibits, calendar, and the list of what is left to do by hand.

It follows CPC, art. 1407: the request comes with a detailed statement of the sum and a list of the exhibits. The
exhibits are those that the request itself lists, under the same numbers.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from latepay_core.case import Case
from latepay_core.claim import Claim, ClaimRefused, Event
from latepay_core.claim.naming import slug
from latepay_core.dates.limitation_model import InvoiceLimitation
from latepay_core.documents.document import (
    Alignment,
    Block,
    Document,
    Heading,
    ItemList,
    PageBreak,
    Paragraph,
    Run,
    Runs,
    Table,
    text_of,
)
from latepay_core.documents.typography import capital, french_spaces, uncapital
from latepay_core.letters.case import LetterCase
from latepay_core.letters.details import LetterDetails
from latepay_core.letters.kinds.court.court import court_of
from latepay_core.letters.wording import say as letters_say
from latepay_core.letters.writing import Letter, compose, write_letter
from latepay_core.outputs.archive import zipped
from latepay_core.outputs.attachments import CLAIM, STATEMENT, attachments_of
from latepay_core.outputs.follow_up import calendar_of
from latepay_core.procedure import CostItem, procedure_of
from latepay_core.procedure.facts import Facts
from latepay_core.said import Value
from latepay_core.wording import say as told
from latepay_core.wording import worded_in
from latepay_core.wording.french import amount, date_in_words

if TYPE_CHECKING:
    from latepay_core.documents.logo import Logo

REQUEST = "payment-order-request"
_EXHIBITS = "exhibits"
_LONGEST_NAME = 36
#: How many last days are named, and how many invoices for each; the calendar has them all.
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One numbered exhibit. `file` is where it stands in the archive, "" where the user has to add it.

    `redrawn`: a letter written again from the claim, to be compared with the one that was sent.
    """

    number: int
    title: str
    file: str = ""
    redrawn: bool = False


def say(key: str, /, **figures: Value) -> str:
    """The sentence of the court file for a key."""
    return french_spaces(worded_in("outputs-court-file", key, **figures))


def court_file(
    claim: Claim | Case | LetterCase, details: LetterDetails | None = None, *, logo: "Logo | None" = None
) -> bytes:
    """The court file of a claim, as a ZIP archive; the same bytes for the same claim.

    The statement, the list of exhibits and the letters have the creditor's letterhead, with `logo` where one is given.

    Raises LetterRefused where an order for payment cannot be asked for, with the reason in French, and ClaimRefused for
    a claim that cannot be reckoned (CPC, art. 1405 to 1407).
    """
    case = LetterCase.of(claim, details)
    request = _with(compose(REQUEST, case), logo)
    letters = {title: _with(letter, logo) for title, letter in _letters(case)}
    exhibits = exhibits_of(request, letters)
    return zipped(dict(_files(case, request, exhibits, letters)), case.statement.as_of)


def _with(letter: Letter, logo: "Logo | None") -> Letter:
    return replace(letter, document=replace(letter.document, logo=logo))


def exhibits_of(request: Letter, letters: dict[str, Letter]) -> tuple[Exhibit, ...]:
    """The exhibits that a request lists, with their numbers; `letters` are those that can be drawn again, by title."""
    statement = letters_say("enclosure.statement", on=date_in_words(request.statement.as_of))
    found = []
    for number, title in enumerate(_listed(request.document), start=1):
        if title == statement:
            found.append(Exhibit(number, title, f"{say('name.statement')}.pdf"))
        elif title in letters:
            name = say("name.redrawn", number=f"{number:02}", what=slug(title, _LONGEST_NAME))
            found.append(Exhibit(number, title, f"{name}.pdf", redrawn=True))
        else:
            found.append(Exhibit(number, title))
    return tuple(found)


def _listed(document: Document) -> list[str]:
    lists = [each for each in document.blocks if isinstance(each, ItemList) and each.key == _EXHIBITS]
    return [text_of(item) for block in lists for item in block.items]


def _letters(case: LetterCase) -> Iterator[tuple[str, Letter]]:
    """The reminders and the formal notice, written again as of their day, by their title in the list of exhibits."""
    reminders = 0
    for event in case.facts.events("reminder", "formal-notice"):
        reminders += event.kind == "reminder"
        kind = _kind(event.kind, reminders, case.facts)
        title = letters_say(f"enclosure.{event.kind}", on=date_in_words(event.on))
        letter = _as_sent(case, kind, event) if kind else None
        if letter is not None:
            yield title, letter


def _kind(event: str, rank: int, facts: Facts) -> str | None:
    if event == "formal-notice":
        return procedure_of(facts.regime).letter_for("formal-notice", facts)
    return "first-reminder" if rank == 1 else "second-reminder"


def _as_sent(case: LetterCase, kind: str, sent: Event) -> Letter | None:
    """The letter as the claim gives it on its day, when it was not sent yet; None where its conditions are not met."""
    before = tuple(each for each in case.claim.events if (each.on, each.kind) != (sent.on, sent.kind))
    then = case.claim.model_copy(update={"as_of": sent.on, "notice_received_on": None, "events": before})
    try:
        return write_letter(kind, then, case.details.model_copy(update={"written_on": sent.on}))
    except ClaimRefused:
        return None


# ---------------------------------------------------------------- files


def _files(
    case: LetterCase, request: Letter, exhibits: tuple[Exhibit, ...], letters: dict[str, Letter]
) -> Iterator[tuple[str, bytes]]:
    from latepay_core.documents import docx, pdf  # noqa: PLC0415
    from latepay_core.outputs.spreadsheet import statement_workbook  # noqa: PLC0415 - only a court file needs them

    as_of = case.statement.as_of
    attached = attachments_of(request.claim, request.statement)
    statement, listed = _statement(request), _exhibits(request, exhibits)
    yield f"{say('name.check')}.pdf", pdf.render(_check(case, request, exhibits), created=as_of)
    yield f"{say('name.request')}.docx", docx.render(request.document)
    yield f"{say('name.request')}.pdf", pdf.render(request.document, created=request.written_on, attachments=attached)
    yield f"{say('name.statement')}.pdf", pdf.render(statement, created=as_of, attachments=attached)
    # this one stays with the reader: it says what the papers for the court leave out
    yield f"{say('name.workbook')}.xlsx", statement_workbook(request.claim, Case(request.claim).statement)
    yield f"{say('name.exhibits')}.docx", docx.render(listed)
    yield f"{say('name.exhibits')}.pdf", pdf.render(listed, created=as_of)
    for exhibit in exhibits:
        if exhibit.redrawn:
            letter = letters[exhibit.title]
            yield exhibit.file, pdf.render(letter.document, created=letter.written_on)
    yield f"{say('name.calendar')}.ics", calendar_of(case)
    for name, file in attachments_of(case.claim, case.statement).items():
        yield say("name.data", name=name), file.content


# ---------------------------------------------------------------- documents


def _statement(request: Letter) -> Document:
    """The statement annexed to the request, as a document of its own."""
    blocks = request.document.blocks
    start = next((at for at, each in enumerate(blocks) if isinstance(each, PageBreak)), len(blocks) - 1)
    title = say("statement.title", on=date_in_words(request.statement.as_of))
    kept = [each for each in blocks[start + 1 :] if not isinstance(each, PageBreak)]
    if kept and isinstance(kept[0], Heading):
        kept[0] = replace(kept[0], level=1)
    return replace(request.document, title=title, blocks=(*request.document.letterhead, *kept), layout="deed")


def _exhibits(request: Letter, exhibits: tuple[Exhibit, ...]) -> Document:
    parties = {
        "creditor": request.claim.creditor.name or say("check.blank"),
        "debtor": request.claim.debtor.name or say("check.blank"),
    }
    table = Table(
        caption=say("exhibits.caption"),
        header=(say("exhibits.number"), say("exhibits.what")),
        rows=tuple((str(each.number), each.title) for each in exhibits),
        align=("left", "left"),
        widths=(1, 10),
    )
    blocks = (
        *request.document.letterhead,
        _heading(say("exhibits.title"), 1),
        _paragraph(say("exhibits.parties", **parties)),
        *((table,) if exhibits else ()),
    )
    return replace(_document(request, say("exhibits.title"), blocks), logo=request.document.logo)


def _where(each: Exhibit) -> str:
    if each.redrawn:
        return say("where.redrawn", file=each.file)
    return say("where.ready", file=each.file) if each.file else say("where.add")


def _check(case: LetterCase, request: Letter, exhibits: tuple[Exhibit, ...]) -> Document:
    """What is left to do by hand: first what this very claim lacks, then the guide's own list for a court file."""
    parts: list[tuple[str, list[str]]] = [
        ("missing", [_asked(each.label, each.hint) for each in request.missing]),
        ("warnings", [each.message for each in request.warnings]),
        ("court", list(_court(case))),
        ("deadlines", list(_deadlines(case))),
        ("costs", [_cost(each) for each in case.routes["payment-order"].costs]),
    ]
    blocks: list[Block] = [
        _heading(say("check.title"), 1),
        _paragraph(say("check.intro", as_of=date_in_words(case.statement.as_of))),
    ]
    for name, texts in parts:
        if texts:
            blocks += [_heading(say(f"check.part.{name}"), 2), _list(texts)]
    if exhibits:
        blocks += [_heading(say("check.part.exhibits"), 2), _to_gather(exhibits)]
    blocks.append(_heading(say("check.part.list"), 2))
    for section in procedure_of(case.statement.regime).checklist("court-file").sections:
        rows = tuple(
            (say("check.box"), *(french_spaces(told(each)) for each in (item.text, item.why))) for item in section.items
        )
        header = (say("check.done"), say("check.what"), say("check.why"))
        blocks.append(_table(french_spaces(told(section.title)), header, rows, (1, 5, 4)))
    blocks += [_heading(say("check.part.contents"), 2), _contents(exhibits)]
    return _document(request, say("check.title"), tuple(blocks))


def _asked(label: str, hint: str) -> str:
    return say("check.missing", label=label, hint=uncapital(hint)) if hint else label


def _court(case: LetterCase) -> Iterator[str]:
    found = court_of(case)
    if found is None:
        yield say("check.court.unknown")
        return
    yield say("check.court.name", name=capital(found.name), judge=found.judge)
    if found.others:
        yield say("check.court.others", others=", ".join(found.others))
    if found.form is not None:
        form = found.form
        yield say("check.court.form", number=form.number, title=told(form.title), caveat=told(form.caveat))


def _deadlines(case: LetterCase) -> Iterator[str]:
    limits = case.limitation.invoices if case.limitation else ()
    owed = sorted(
        (each for each in limits if case.statement.invoices[each.invoice].total_due), key=lambda each: each.safe_day
    )
    days = [(last, list(group)) for last, group in groupby(owed, key=lambda each: each.safe_day)]
    for last, group in days[:_NAMED]:
        key = "barred" if group[0].barred else "limitation"
        yield say(f"check.deadline.{key}", what=_which(group), last=date_in_words(last))
        resting = group[0].resting_payment
        if len(group) == 1 and resting and resting.last_day == last:
            figures = {"on": date_in_words(resting.on), "last": date_in_words(group[0].last_day)}
            yield say("check.deadline.without-payment", **figures)
    if len(days) > _NAMED:
        yield say("check.deadline.others", file=f"{say('name.calendar')}.ics")
    service = procedure_of(case.statement.regime).point("order-service")
    yield say(
        "check.deadline.service",
        text=told(service.text).removesuffix("."),
        reference=service.reference,
        confidence=told(service.confidence_label),
    )


def _which(group: list[InvoiceLimitation]) -> str:
    """The invoices of a group by their number where there are few, by their count otherwise."""
    if len(group) > _NAMED:
        return say("check.deadline.many", count=len(group))
    names = [each.number or f"n° {each.invoice + 1}" for each in group]
    return say("check.deadline.one" if len(names) == 1 else "check.deadline.some", names=", ".join(names))


def _cost(item: CostItem) -> str:
    most = amount(item.most) if item.most is not None else ""
    sum_ = item.including_vat
    key = "unknown" if sum_ is None else "range" if most else "amount"
    text = say(f"check.cost.{key}", label=told(item.label), amount="" if sum_ is None else amount(sum_), most=most)
    return say("check.cost.warning", text=text, warning=told(item.warning)) if item.warning else text


def _to_gather(exhibits: tuple[Exhibit, ...]) -> Table:
    rows = tuple((say("check.box"), f"{each.number}. {each.title}", _where(each)) for each in exhibits)
    header = (say("check.done"), say("exhibits.what"), say("exhibits.where"))
    return _table(say("exhibits.caption"), header, rows, (1, 5, 5))


def _table(
    caption: str, header: tuple[str, ...], rows: tuple[tuple[str, ...], ...], widths: tuple[float, ...]
) -> Table:
    left: Alignment = "left"
    return Table(caption, header, rows, (left,) * len(header), widths=widths)


def _contents(exhibits: tuple[Exhibit, ...]) -> Table:
    files = (
        ("request", f"{say('name.request')}.docx"),
        ("request-pdf", f"{say('name.request')}.pdf"),
        ("statement", f"{say('name.statement')}.pdf"),
        ("exhibits", f"{say('name.exhibits')}.docx"),
        ("check", f"{say('name.check')}.pdf"),
        ("workbook", f"{say('name.workbook')}.xlsx"),
        ("calendar", f"{say('name.calendar')}.ics"),
        ("claim", say("name.data", name=CLAIM)),
        ("statement-data", say("name.data", name=STATEMENT)),
    )
    rows = tuple((name, say(f"check.contents.{key}")) for key, name in files)
    redrawn = tuple((each.file, say("check.contents.exhibit", number=each.number)) for each in exhibits if each.redrawn)
    header = (say("check.contents.file"), say("check.contents.what"))
    return _table(say("check.contents.caption"), header, (*rows[:4], *redrawn, *rows[4:]), (6, 5))


def _document(request: Letter, title: str, blocks: tuple[Block, ...]) -> Document:
    told = request.document
    return Document(
        "fr", title, blocks, layout="deed", author=told.author, reference=told.reference, letterhead=told.letterhead
    )


def _runs(text: str) -> Runs:
    return (Run(text),)


def _heading(text: str, level: int) -> Heading:
    return Heading(_runs(text), level)


def _paragraph(text: str) -> Paragraph:
    return Paragraph(_runs(text))


def _list(texts: list[str]) -> ItemList:
    return ItemList(tuple(_runs(text) for text in texts))
