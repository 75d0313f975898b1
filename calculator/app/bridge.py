"""The one call across the bridge: a JSON request in, a JSON answer out. Between two calls, the last case is kept."""

import json
from binascii import a2b_base64
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from pydantic import ValidationError

from calculator.app import drafts
from calculator.app.aside import Sound, drawn, sound, wrong_beside
from calculator.app.changes import changes
from calculator.app.filling import fields_of
from calculator.app.form import Form, asks_language, read_form
from calculator.app.lines import lines_of
from calculator.app.view import (
    LATER_FROM,
    Pieces,
    errors_html,
    file_names,
    form_html,
    incomplete_html,
    pieces_of,
    proposal_html,
    render,
    result_html,
    statement_frame,
    statement_html,
    table_as_text,
    total_as_text,
)
from calculator.app.wording import in_words, place, say, shown, speaking, without_keys
from latepay_core import Claim, ClaimRefused, draw_up, read_claim
from latepay_core.case import Case
from latepay_core.claim import Refusal, refusals_of
from latepay_core.claim.reading import read_json

if TYPE_CHECKING:
    from calculator.app.answers import Answer, Fault, Mark, Saved

#: What an action answers; the types of those that the page reads stand in `answers`.
Given = Mapping[str, Any]
_CASES = "latepay.cases/1"
#: The actions whose answer follows from the figures of the case.
_FOLLOWING = frozenset({"advise", "counter", "document", "paid-on", "take-away", "text", "weigh", "write"})
_CLAIM_FILES, _DRAFT_FILES = "creance-….json", "dossier-….json"


def handle(request: str) -> str:
    """Answers a request of the page; a fault of the program is answered too, with a code, never raised.

    >>> answer = json.loads(handle('{"action": "compute", "fields": {"invoices-0-amount": "10 000",'
    ...                            '"invoices-0-due_on": "30/11/2025", "as_of": "15/03/2026"}}'))
    >>> answer["state"], answer["files"]["statement"]
    ('computed', 'decompte-2026-03-15.json')
    """
    try:
        asked = json.loads(request)
        with speaking(asked.get("page", "fr")):
            answer = _ACTIONS[asked["action"]](_soundly(asked))
    except Exception as fault:  # whatever failed here is ours, and must not take the page down
        answer = _fault(fault)
    return json.dumps(answer, ensure_ascii=False)


def _soundly(asked: Mapping[str, Any]) -> Given:
    """What follows from the figures is asked of the entries that these rest on."""
    return {**asked, "fields": sound(asked["fields"])} if asked["action"] in _FOLLOWING else asked


def _fault(fault: Exception) -> "Fault":
    return {"fault": {"code": type(fault).__name__, "detail": str(fault)[:500]}}


def _compute(asked: Mapping[str, Any]) -> "Answer":
    return _answer(read_form(asked["fields"]), asked.get("since"))


def _answer(form: Form, since: int | None = None, *, later: bool = False) -> "Answer":
    """The answer to a form; to a page that holds answer `since`, what is new of it, without the pieces if `later`."""
    found = drawn(form)
    case = found.made if isinstance(found, Sound) else None
    answer = _computed(found, form.fields) if isinstance(found, Sound) else _uncomputed(form, found)
    if since is None:
        if case:
            answer["html"]["statement"] = statement_html(case.claim, case.statement)
        return answer
    pieces: Pieces | None = None
    if case:
        pieces = None if later else pieces_of(case.claim, case.statement)
        answer["html"]["statement"] = statement_frame(case.claim, case.statement, {})
    return {**answer, **changes(since, answer["marks"], answer["lines"], pieces), "later": later and case is not None}


def _uncomputed(form: Form, general: list[str]) -> "Answer":
    state: Literal["incomplete", "errors"] = "incomplete" if form.only_incomplete and not general else "errors"
    return {
        "state": state,
        "html": {
            "result": incomplete_html(form, general),
            "statement": "",
            "bar": render("bar.html", statement=None, state=state),
            "errors": errors_html(form, general),
        },
        "marks": _marks(form),
        "lines": {},
    }


def _computed(found: Sound[Case], entries: Mapping[str, str]) -> "Answer":
    form, case = found.form, found.made
    claim, statement = case.claim, case.statement
    for warning in statement.warnings:
        if warning.path:
            form_field = form.field_of_path.get(warning.path)
            if form_field:
                mark = form.mark(form_field)
                mark.warning = f"{mark.warning} {in_words(warning.message)}".strip()
    if claim.events:
        from calculator.app.effects import note_effects

        note_effects(form, case)
    return {
        "state": "computed",
        "html": {
            "result": result_html(claim, statement, wrong_beside(form, entries)),
            "bar": render("bar.html", statement=statement, state="computed"),
            "errors": "",
            "proposal": proposal_html(claim, statement),
        },
        "marks": _marks(form),
        "lines": lines_of(form, statement),
        "texts": {"total": total_as_text(statement)},
        "files": file_names(claim, statement.as_of),
        "as_of": statement.as_of.isoformat(),
    }


def _take(asked: Mapping[str, Any]) -> Given:
    """What the reader takes away, made when it is asked for: most keystrokes are not followed by a download."""
    found = drawn(read_form(asked["fields"]))
    if not isinstance(found, Sound):
        return {"state": "refused", "html": {}}
    claim, statement = found.made.claim, found.made.statement
    return {
        "state": "computed",
        "statement": statement.model_dump(mode="json"),
        "texts": {"total": total_as_text(statement), "table_tsv": table_as_text(statement)},
        "files": file_names(claim, statement.as_of),
    }


def _save(asked: Mapping[str, Any]) -> "Saved":
    """The case as a file: a claim, or what was typed so far where it is none yet, faults and gaps included."""
    form = read_form(asked["fields"])
    found = drawn(form)
    # what is wrong goes along as it was typed: a claim cannot hold it, a draft does
    if isinstance(found, Sound) and found.form is form:
        claim, statement = found.made.claim, found.made.statement
        # a page's language is not the case's: opened on another page, the file speaks that one's
        beside = set() if asks_language(form) else {"language"}
        document = {"schema": claim.schema_} | claim.model_dump(mode="json", exclude_defaults=True, exclude=beside)
        return {"state": "claim", "name": file_names(claim, statement.as_of)["claim"], "document": document}
    general = found if isinstance(found, list) else []
    faults = len(general) + sum(1 for mark in form.marks.values() if mark.error)
    return {
        "state": "draft",
        "name": drafts.file_name(asked["fields"], asked["today"]),
        "document": drafts.document(asked["fields"]),
        "faults": faults,
    }


def _marks(form: Form) -> "dict[str, Mark]":
    return {name: mark.as_json() for name, mark in (form.marks | form.aside).items()}


def _open(asked: Mapping[str, Any]) -> "Answer":
    """Opens a claim file or a draft; a refused file leaves the page as it is."""
    # A page gives the file's bytes, in base 64: the reader of claim files says which text they are.
    content = a2b_base64(asked["bytes"]) if "bytes" in asked else asked["file"]
    if (typed := drafts.fields_of(content)) is not None:
        return _filled(typed, asked)
    if _holds_several(content):
        return {"state": "cases", "html": {}}
    try:
        claim = read_claim(content)
    except ClaimRefused as refused:
        lines = _lines(content, refused.refusals)
        heading = say("file.refused", name=asked.get("name", ""))
        return {"state": "refused", "html": {"errors": render("refused_file.html", heading=heading, lines=lines)}}
    return _filled(fields_of(claim), asked)


def _holds_several(content: str | bytes) -> bool:
    """Whether a file is of several customers: its cases go where the device keeps them."""
    text = content if isinstance(content, str) else content.decode("utf-8", "replace")
    if _CASES not in text:
        return False
    try:
        data = read_json(content)
    except ClaimRefused:
        return False
    return isinstance(data, dict) and data.get("schema") == _CASES


def _filled(fields: Mapping[str, str], asked: Mapping[str, Any]) -> "Answer":
    """The answer to a form with these entries, and the form itself; of a long file the figures come first."""
    form = read_form(fields)
    answer = _answer(form, asked.get("since"), later=len(form.data["invoices"]) >= LATER_FROM)
    answer["html"]["form"] = form_html(fields)
    return answer


def _lines(content: str | bytes, refusals: Sequence[Refusal]) -> list[str]:
    """What is wrong with a file, in the page's words."""
    if drafts.is_damaged(content):
        return [say("file.draft-damaged")]
    if any(each.code == "missing" and each.path == "invoices" for each in refusals):
        return [say("file.no-invoice")]
    return [_as_line(each) for each in refusals]


def _as_line(refusal: Refusal) -> str:
    if not refusal.path:
        # the core knows the files of claims alone; the page saves drafts too
        return shown(refusal.message).replace(_CLAIM_FILES, say("file.or", one=_CLAIM_FILES, other=_DRAFT_FILES))
    # an unknown key is quoted by its own sentence: the place is what it stands in
    unknown = refusal.code in ("unknown-key", "unknown-key-close", "key-out-of-place")
    words = place(refusal.path.rpartition(".")[0] if unknown else refusal.path)
    if not words:
        return shown(refusal.message)
    return say("file.fields-of-place", place=words[:1].upper() + words[1:], said=without_keys(refusal.message))


def _advise(asked: Mapping[str, Any]) -> Given:
    """The next step, the last day to act and the routes: after the figures, so that these never wait for them."""
    from calculator.app.advice import advise

    return {"html": advise(asked["fields"])}


def _write(asked: Mapping[str, Any]) -> Given:
    """The letters, and one of them; all that writing takes is fetched at the first of these calls."""
    from calculator.app.writing import write

    return write(asked)


def _document(asked: Mapping[str, Any]) -> Given:
    """A file made of the letter or of the claim."""
    from calculator.app.writing import letter_document

    return letter_document(asked)


def _text(asked: Mapping[str, Any]) -> Given:
    """The letter as text."""
    from calculator.app.writing import letter_text

    return letter_text(asked)


def _customers(action: str) -> Callable[[Mapping[str, Any]], Given]:
    """An action of the customers' screen; all that it takes is fetched at the first of them."""

    def act(asked: Mapping[str, Any]) -> Given:
        from calculator.app import customers

        answer: Given = getattr(customers, action)(asked)
        return answer

    return act


def _late(module: str, action: str) -> Callable[[Mapping[str, Any]], Given]:
    """An action of a module that is fetched at the first of them."""

    def act(asked: Mapping[str, Any]) -> Given:
        from importlib import import_module

        answer: Given = getattr(import_module(f"calculator.app.{module}"), action)(asked)
        return answer

    return act


def _take_away(asked: Mapping[str, Any]) -> Given:
    """The list of files that the case can leave in."""
    from calculator.app.taking_away import take_away

    return take_away(asked)


def _qr(asked: Mapping[str, Any]) -> Given:
    """A text as a QR code."""
    from calculator.app.qr import qr

    return qr(asked)


def _import(asked: Mapping[str, Any]) -> Given:
    """A step of an import; what is added comes back as an opened file does."""
    from calculator.app.importing import import_

    answer = dict(import_(asked))
    return {**_filled(answer.pop("fields"), asked), **answer} if "fields" in answer else answer


def _statement(asked: Mapping[str, Any]) -> Given:
    """The bare statement of a claim, as the command line gives it."""
    try:
        claim = Claim.model_validate(asked["claim"])
        return {"statement": draw_up(claim).model_dump(mode="json")}
    except ValidationError as error:
        refusals = refusals_of(error)
    except ClaimRefused as refused:
        refusals = refused.refusals
    return {
        "refusals": [{"code": each.code, "path": each.path, "message": in_words(each.message)} for each in refusals]
    }


_ACTIONS: dict[str, Callable[[Mapping[str, Any]], Given]] = {
    "clause": _late("prevention", "clause"),
    "compute": _compute,
    "advise": _advise,
    "counter": _late("counter", "counter"),
    "counter-read": _late("counter", "read_received"),
    "counter-rows": _late("counter", "rows_of"),
    "document": _document,
    "import": _import,
    "lateness": _late("prevention", "lateness"),
    "mailing": _customers("mailing"),
    "mailings": _customers("mailings"),
    "open": _open,
    "overview": _customers("overview"),
    "paid-on": _late("weighing", "paid_on"),
    "qr": _qr,
    "save": _save,
    "statement": _statement,
    "take": _take,
    "take-away": _take_away,
    "terms": _late("prevention", "terms"),
    "text": _text,
    "weigh": _late("weighing", "weigh"),
    "write": _write,
}
