"""The step « Écrire »: the letters for a claim, one of them as a page that can be edited, and the files to leave with.

What only a letter needs travels as the claim's key `letter`, in one of the form's fields.
"""

import base64
import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from markupsafe import Markup
from pydantic import ValidationError

from calculator.app.details import Details, question_of, questions, words
from calculator.app.entries import Form
from calculator.app.form import read_form
from calculator.app.identifiers import IDENTIFIERS, looked_at
from calculator.app.kept import Letters, letters_of
from calculator.app.letter_words import offered, titled, why
from calculator.app.letter_words import when_not as not_when
from calculator.app.view import file_names, render
from calculator.app.wording import language, shown
from latepay_core import Claim, ClaimRefused
from latepay_core.claim import refusals_of
from latepay_core.documents.attached import media_type
from latepay_core.documents.document import Document
from latepay_core.documents.typography import french_spaces
from latepay_core.letters.catalogue import Entry, entry_of
from latepay_core.letters.edits import plain_text
from latepay_core.letters.wording import of_the_party
from latepay_core.letters.writing import Letter, LetterOffer
from latepay_core.outputs.account import account_of
from latepay_core.outputs.formats import BESIDE_FORMATS, CASE_FORMATS, FORMATS, LETTER_FORMATS

if TYPE_CHECKING:
    from calculator.app.answers import LetterFile, Written

#: The letter that a court's file is gathered around.
COURT = "payment-order-request"


def write(asked: Mapping[str, Any]) -> "Written":
    """The list of letters for the form's claim and, where one is chosen, that letter.

    `chosen` is the letter's kind; `changes` what was typed beside it, by path; `edit` a paragraph rewritten in place,
    by its key; `asked` the paths that the page shows as to be completed, which stay there while they are filled in.
    """
    details = Details(asked["fields"].get("letter", ""), asked.get("changes") or {})
    try:
        letters = letters_of(asked["fields"], details.data)
        offers = letters.offers
    except (ClaimRefused, ValidationError) as error:
        html = render("letters.html", offers=None, letter=None, faults=_faults(asked["fields"], error))
        return {"state": "refused", "html": {"writing": html}}
    entry = _of_the_side(entry_of(asked.get("chosen") or ""), letters.case.claim)
    view = _view(asked, letters, details, entry) if entry else None
    listed = _listed(letters.case.claim, offers, entry)
    html = render("letters.html", offers=listed, chosen=entry.kind if entry else "", letter=view)
    return {
        "state": "ready",
        "html": {"writing": html},
        "letter": details.text,
        "advised": next((each.kind for each in offers if each.advised and each.available), ""),
        "chosen": entry.kind if entry else "",
        "asked": view["asked"] if view else [],
    }


def _faults(fields: Mapping[str, str], error: ClaimRefused | ValidationError) -> list[str]:
    """What has to be put right before a letter can be written; nothing where the form is only not filled in yet."""
    form = read_form(fields)
    general = form.refused(refusals_of(error) if isinstance(error, ValidationError) else error.refusals)
    return [*general, *(mark.error for mark in form.marks.values() if mark.error and not mark.missing)]


def _of_the_side(entry: Entry | None, claim: Claim) -> Entry | None:
    """The letter that was open, unless the file is now of the side that does not write it."""
    return entry if entry and claim.side in entry.sides else None


def _listed(claim: Claim, offers: tuple[LetterOffer, ...], chosen: Entry | None) -> dict[str, list[Any]]:
    """The letters of whoever keeps the file; one of the other side's only where it was come for."""
    mine = [each for each in offers if _is_own(claim, each.kind) or (chosen and chosen.kind == each.kind)]
    return {
        "advised": [offered(each) for each in mine if each.advised and each.available],
        "others": [offered(each) for each in mine if each.available and not each.advised and not _is_rare(each.kind)],
        "rare": [offered(each) for each in mine if each.available and not each.advised and _is_rare(each.kind)],
        "refused": [offered(each) for each in mine if not each.available and not _is_rare(each.kind)],
    }


def _is_own(claim: Claim, kind: str) -> bool:
    entry = entry_of(kind)
    return entry is not None and claim.side in entry.sides and (claim.side == "debtor" or entry.to != "creditor")


def _is_rare(kind: str) -> bool:
    """Whether a letter answers a case that few files are: it is listed apart, so that the others are found."""
    entry = entry_of(kind)
    return entry is not None and entry.rare


def _view(asked: Mapping[str, Any], letters: Letters, details: Details, entry: Entry) -> dict[str, Any]:
    """Everything about one letter; where it may not be written, why."""
    spoken, channel = manner_of(asked, entry)
    shown_before = frozenset(asked.get("asked") or ())
    lists = questions(letters.case, details, entry, shown_before, {"language": spoken, "channel": channel})
    when_not = (entry.debtors_when_not if letters.case.claim.side == "debtor" else "") or entry.when_not
    view: dict[str, Any] = {
        "entry": entry,
        "title": titled(entry.kind, entry.title),
        "when_not": not_when(entry, _to_the_party(when_not, letters.case.claim)),
        "language": spoken,
        "channel": channel,
        **lists,
    }
    try:
        if edit := asked.get("edit"):
            bare = letters_of(asked["fields"], {**details.data, "edits": []})
            _keep_edit(details, bare.written(entry.kind, spoken, channel), edit)
            letters = letters_of(asked["fields"], details.data)
        letter = letters.written(entry.kind, spoken, channel)
    except ClaimRefused as refused:
        return view | {"warnings": (), "refusals": _refused(letters.case.claim, details, entry, refused)}
    from latepay_core.documents import html

    return view | {
        "refusals": [],
        "title": titled(entry.kind, letter.title),
        "subject": letter.subject,
        "warnings": [{"code": each.code, "message": why(each)} for each in letter.warnings],
        "lost": [each.edit for each in letter.edits if each.outcome in {"lost", "unknown"}],
        "edited": any(each.outcome in {"kept", "refreshed"} for each in letter.edits),
        "preview": Markup(html.render(letter.document)),
        "court": entry.kind == COURT,
        "mailto": _mailto(letter),
    }


def _to_the_party(text: str, claim: Claim) -> str:
    return of_the_party(french_spaces(text), private=claim.creditor.kind == "individual")


def _refused(claim: Claim, details: Details, entry: Entry, refused: ClaimRefused) -> list[dict[str, Any]]:
    """Why the letter is not written, each with the question whose answer lets it be, where one does."""
    found = []
    for each in refused.refusals:
        asked = question_of(claim, details, entry, each.path) if each.path else None
        found.append({"message": why(each), "path": each.path, "question": asked})
    return found


def manner_of(asked: Mapping[str, Any], entry: Entry) -> tuple[Any, Any]:
    """The language and the way of sending, where the letter allows what the reader chose."""
    chosen, channel = asked.get("language"), asked.get("channel")
    usual = language() if language() in entry.languages else entry.languages[0]
    return (
        chosen if chosen in entry.languages else usual,
        channel if channel in entry.channels else entry.channels[0],
    )


def _keep_edit(details: Details, letter: Letter, edit: Mapping[str, str]) -> None:
    """Keeps a rewritten paragraph beside the text it replaces; the letter's own text typed again undoes it."""
    original = _texts(letter.document).get(edit["key"])
    if original is not None:
        details.edit(letter.kind, letter.language, edit["key"], original, edit["text"])


def _texts(document: Document) -> dict[str, str]:
    return {key: plain_text(block) for block in document.blocks if (key := getattr(block, "key", ""))}


def _mailto(letter: Letter) -> str:
    """The address that opens a message; empty for a letter that goes on paper, or is too long for one."""
    if letter.channel != "email":
        return ""
    from latepay_core.documents import mail_address, mail_link, text

    try:
        return mail_link.mailto(letter.recipient, letter.subject, text.render(letter.body)) or ""
    except mail_address.NoAddress:
        return ""


def letter_document(asked: Mapping[str, Any]) -> "LetterFile":
    """A file to take away: the letter in a format, the statement as a spreadsheet, the calendar, the court's file."""
    form = asked["format"]
    try:
        name, content, gaps, text = _file(asked, form)
    except ClaimRefused as refused:
        return {"state": "refused", "messages": [shown(each.message) for each in refused.refusals]}
    except ValidationError as error:
        # what was typed since the letter was made gives no claim any more
        return {"state": "refused", "messages": [shown(each.message) for each in refusals_of(error)]}
    return {
        "state": "ready",
        "name": name,
        "media": _media_type(form),
        "content": base64.b64encode(content).decode(),
        "letter": _kept(asked) if form == "ics" else "",
        "gaps": gaps,
        "note": " ".join(filter(None, (_gaps_in_words(gaps), _doubts_in_words(asked, text), _lost(asked, form)))),
    }


def _lost(asked: Mapping[str, Any], form: str) -> str:
    """The signs that the statement's PDF cannot write; a letter's own are said beside it."""
    if form != "statement-pdf":
        return ""
    return account_of(letters_of(asked["fields"], Details(asked["fields"].get("letter", ""), {}).data).case).lost


def _media_type(form: str) -> str:
    return media_type("json") if form == "statement-json" else FORMATS[form].media_type


def _kept(asked: Mapping[str, Any]) -> str:
    """The letter's details with what the calendar just exported holds: the next export updates it."""
    from latepay_core.outputs.follow_up import kept_calendar

    details = Details(asked["fields"].get("letter", ""), {})
    kept = kept_calendar(letters_of(asked["fields"], details.data).case).model_dump(mode="json", exclude_defaults=True)
    details.data = {**details.data, "calendar": kept}
    return details.text


def _gaps_in_words(gaps: int) -> str:
    """What a download says of the dotted lines it still holds; nothing where it holds none."""
    said = words()["say"]
    return str(said["gap"] if gaps == 1 else said["gaps"].format(count=gaps)) if gaps else ""


def _doubts_in_words(asked: Mapping[str, Any], text: str) -> str:
    """Which numbers of the parties look wrong and stand in the file all the same; nothing where none does."""
    form, written = Form(asked["fields"]), _signs(text)
    found = []
    for party in ("creditor", "debtor"):
        for key in IDENTIFIERS:
            said = form.typed(f"{party}-{key}")
            if _signs(said) and _signs(said) in written and looked_at(form, party, key, said)[1]:
                found.append(words()["doubt"][key].format(typed=said))
    told = words()["say"]
    return shown(told["doubt" if len(found) == 1 else "doubts"].format(numbers=" ; ".join(found))) if found else ""


def _signs(text: str) -> str:
    """The letters and digits alone: a number is typed and written with various spaces and signs."""
    return re.sub(r"[\W_]", "", text).casefold()


def _statement_json(letters: Letters) -> bytes:
    """The statement for other programs, as the button beside the result saves it."""
    return (json.dumps(letters.case.statement.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n").encode()


def _file(asked: Mapping[str, Any], form: str) -> tuple[str, bytes, int, str]:
    """The file's name, its content, how many dotted lines are still to be filled in, and the text of its letter."""
    details = Details(asked["fields"].get("letter", ""), {})
    letters, logo = letters_of(asked["fields"], details.data), _logo(asked)
    if form == "statement-json":
        return (
            file_names(letters.case.claim, letters.case.statement.as_of)["statement"],
            _statement_json(letters),
            0,
            "",
        )
    if form in BESIDE_FORMATS and asked.get("beside"):
        letter = _letter_on_desk(asked, letters)
        if len(letter.claim.invoices) < len(letters.case.claim.invoices):
            return BESIDE_FORMATS[form].named(letter), BESIDE_FORMATS[form].make(letter), 0, ""
    if form in CASE_FORMATS:
        kind = CASE_FORMATS[form]
        return kind.named(letters.case), kind.make(letters.case, logo), *_said_in(letters, form)
    letter, made = _letter_on_desk(asked, letters), LETTER_FORMATS[form]
    return made.named(letter), made.make(letter, logo), letter.gaps, _whole_text(letter)


def _letter_on_desk(asked: Mapping[str, Any], letters: Letters) -> Letter:
    entry = entry_of(asked["chosen"])
    spoken, channel = manner_of(asked, entry) if entry else (None, None)
    return letters.written(asked["chosen"], spoken or "fr", channel)


def _logo(asked: Mapping[str, Any]) -> bytes | None:
    return base64.b64decode(asked["logo"]) if asked.get("logo") else None


def _said_in(letters: Letters, form: str) -> tuple[int, str]:
    """The dotted lines and the text of what people read in a file of the case."""
    if form == "zip":
        return 0, _whole_text(letters.written(COURT, "fr", None))
    if form not in ("statement-pdf", "statement-docx"):
        return 0, ""
    from latepay_core.documents import text

    account = account_of(letters.case)
    return account.gaps, text.render(account.document)


def _whole_text(letter: Letter) -> str:
    from latepay_core.documents import text

    return text.render(letter.document)


def letter_text(asked: Mapping[str, Any]) -> "LetterFile":
    """The letter as plain text, to copy."""
    answer = letter_document({**asked, "format": "txt"})
    if answer["state"] == "ready":
        answer["text"] = base64.b64decode(answer.pop("content")).decode()
    return answer
