"""What only a letter needs, as the reader types it: read into the claim's key `letter`, and asked for by the letter."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Literal, get_args, get_origin

from calculator.app import reading
from calculator.app.entries import Form
from calculator.app.filling import day_typed, number_typed
from calculator.app.identifiers import IDENTIFIERS, looked_at
from calculator.app.letter_words import asked
from calculator.app.wording import shown, table
from latepay_core import Claim, ClaimRefused, data
from latepay_core.claim.places import debtor_country, is_abroad
from latepay_core.claim.reading import read_json
from latepay_core.letters.case import LetterCase
from latepay_core.letters.catalogue import Entry
from latepay_core.letters.context.parties import civility_unsaid
from latepay_core.letters.details import LetterDetails, read_details
from latepay_core.letters.missing import filled, not_asked
from latepay_core.letters.wording import known, say

Kind = Literal["text", "long", "lines", "date", "number", "whole", "choice", "flag"]
_KINDS: dict[Kind, type] = {"date": date, "number": Decimal, "flag": bool, "whole": int}
_PREFIX = "letter."
_LONG = 10_000
#: Texts that need room though they are short.
_TALL = ("address", "_step", "if_broken", "supply", "accountant")


@dataclass(frozen=True)
class Question:
    """A field beside a letter. `name` is the form's own field where the claim's form already asks it."""

    path: str
    label: str
    hint: str
    kind: Kind
    value: str
    name: str = ""
    required: bool = False
    unit: str = ""
    options: tuple[tuple[str, str], ...] = ()
    error: str = ""
    note: str = ""


def words() -> dict[str, Any]:
    """The labels, choices and settings that the letters share; a letter's own stand in its folder."""
    return table("letters")


class Details:
    """The details of a letter with what was just typed; what cannot be read keeps its error and changes nothing."""

    def __init__(self, text: str, changes: Mapping[str, str]) -> None:
        self.data: dict[str, Any] = _object(text)
        self.errors: dict[str, str] = {}
        self.typed = dict(changes)
        for path, typed in changes.items():
            if path.startswith(_PREFIX) and _is_known(path):
                self._change(path, typed)

    @property
    def text(self) -> str:
        """The details as one field of the form; empty where there are none."""
        return json.dumps(self.data, ensure_ascii=False) if self.data else ""

    def _change(self, path: str, typed: str) -> None:
        value, error = _read(path, typed)
        if not error:
            changed = _with(self.data, path.removeprefix(_PREFIX).split("."), value)
            try:
                read_details(changed)
                self.data = changed
            except ClaimRefused as refused:
                error = shown(refused.refusals[0].message)
        if error:
            self.errors[path] = error

    def edit(self, letter: str, language: str, key: str, original: str, text: str) -> None:
        """Keeps a rewritten paragraph, or forgets it where it was emptied or the letter's own text is back."""
        place = {"letter": letter, "language": language, "key": key}
        kept = [each for each in self.data.get("edits", []) if any(each.get(k, "fr") != v for k, v in place.items())]
        if _squeezed(text) not in ("", _squeezed(original)):
            kept.append({**place, "original": original, "text": text[:_LONG]})
        self.data = {name: value for name, value in self.data.items() if name != "edits"}
        if kept:
            self.data["edits"] = kept


def _is_known(path: str) -> bool:
    """Whether a letter can hold it: what a page kept before may name what there is no longer."""
    try:
        _field(path)
    except (KeyError, AttributeError):
        return False
    return True


def _object(text: str) -> dict[str, Any]:
    try:
        found = read_json(text) if text.strip() else {}
    except ClaimRefused:
        return {}
    return found if isinstance(found, dict) else {}


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _with(data: Mapping[str, Any], keys: list[str], value: Any) -> dict[str, Any]:
    """The data with one value set, or taken away where it is None; no empty part is left behind."""
    first, *rest = keys
    inner = data.get(first)
    changed = _with(inner if isinstance(inner, dict) else {}, rest, value) if rest else value
    kept = {name: each for name, each in data.items() if name != first}
    return kept if changed is None or changed == {} else {**kept, first: changed}


def _read(path: str, typed: str) -> tuple[Any, str]:
    """What a typed text means for a path, and what is wrong with it; nothing typed takes the value away."""
    kind = kind_of(path)
    if kind == "flag":
        # what is so unless it is said otherwise is kept as « no »
        wanted = bool(typed.strip())
        return (None if wanted is _unless_said(path) else wanted), ""
    if not typed.strip():
        return None, ""
    if kind == "lines":
        return [line.strip() for line in typed.splitlines() if line.strip()], ""
    form, data = Form({path: typed}), dict[str, Any]()
    {"date": reading.day, "number": reading.euros, "whole": reading.whole}.get(kind, reading.text)(
        form, data, "value", path, ""
    )
    return data.get("value"), form.marks[path].error if path in form.marks else ""


def kind_of(path: str) -> Kind:
    """How a detail is typed, from its place in the model."""
    annotation, metadata = _field(path)
    types = set(_types(annotation))
    for kind, of_that_kind in _KINDS.items():
        if of_that_kind in types:
            return kind
    if choices_of(path) or get_origin(annotation) is tuple:
        return "choice" if choices_of(path) else "lines"
    long = any(getattr(each, "max_length", 0) == _LONG for each in metadata) or path.endswith(_TALL)
    return "long" if long else "text"


def _unless_said(path: str) -> bool:
    """What a detail that is so or not is where nobody said it."""
    owner: Any = LetterDetails
    *parts, last = path.removeprefix(_PREFIX).split(".")
    for name in parts:
        owner = owner.model_fields[name].annotation
    return bool(owner.model_fields[last].default)


@cache
def _field(path: str) -> tuple[Any, tuple[Any, ...]]:
    annotation: Any = LetterDetails
    metadata: tuple[Any, ...] = ()
    for name in path.removeprefix(_PREFIX).split("."):
        field = annotation.model_fields[name]
        annotation, metadata = field.annotation, tuple(field.metadata)
    return annotation, metadata


def _types(annotation: Any) -> Iterator[Any]:
    """The types inside an annotation, one that is `Annotated` or a union included."""
    if get_origin(annotation) is Literal:
        return
    inside = get_args(annotation)
    if not inside:
        yield annotation
    for each in inside:
        yield from _types(each)


def choices_of(path: str) -> tuple[str, ...]:
    """The words a detail can take; none for one that is typed freely."""
    if not path.startswith(_PREFIX):
        return tuple(words()["choice"].get(path, ()))
    annotation, _ = _field(path)
    found = [each for each in (annotation, *get_args(annotation)) if get_origin(each) is Literal]
    return tuple(get_args(found[0])) if found else ()


# ---------------------------------------------------------------- questions


def questions(
    case: LetterCase, details: Details, entry: Entry, shown_before: frozenset[str], manner: Mapping[str, str]
) -> dict[str, Any]:
    """What to complete for a letter, what is already known, and what can be set; `asked` are the paths to complete."""
    claim = case.claim
    needed = [path for path in (*entry.must, *entry.needs) if not not_asked(case, entry, path)]
    asked = [path for path in needed if path in shown_before or path in details.errors or not filled(case, entry, path)]
    known = [path for path in needed if path not in asked]
    open_to_choice = [path for path in _settings(entry) if path not in needed and not not_asked(case, entry, path)]
    in_sight = [path for path in open_to_choice if _in_sight(case, details, entry, path, path in shown_before)]
    settings = [path for path in open_to_choice if path not in in_sight]
    return {
        "asked": [*asked, *in_sight],
        "voice": [_question(claim, details, entry, path) for path in in_sight],
        "missing": [_question(claim, details, entry, path) for path in asked],
        "known": [_question(claim, details, entry, path) for path in known],
        "settings": [*_manners(entry, manner), *(_question(claim, details, entry, path) for path in settings)],
    }


def _in_sight(case: LetterCase, details: Details, entry: Entry, path: str, shown: bool) -> bool:
    """Whether how the letter speaks is asked in plain sight: its tone where it has several; « nous » or « je », once
    for all letters; how to address somebody who is named without « Mme » or « M. ».
    """
    known = path.removeprefix(_PREFIX) in details.data
    match path:
        case "letter.tone":
            return True
        case "letter.voice":
            return shown or not known
        case "letter.salutation":
            return shown or (not known and civility_unsaid(entry, case.claim, case.details))
        case _:
            return False


def _settings(entry: Entry) -> list[str]:
    reply = ["letter.reply.days", "letter.reply.kind"] if entry.reply else []
    common = data.table("calculator.app", "letters.toml")["settings"]["all"] if entry.group != "terms" else []
    if entry.to == "creditor":
        # what stands at the foot of a company's letter is the sender's: a debtor's letter has none of the creditor's
        common = [path for path in common if not path.startswith("letter.creditor_identity")]
    return [*entry.settings, *reply, *common]


def _manners(entry: Entry, manner: Mapping[str, str]) -> Iterator[Question]:
    """The way of sending and the language, where there is a choice."""
    for path, offered in (("channel", entry.channels), ("language", entry.languages)):
        if len(offered) > 1:
            options = tuple((code, words()["choice"][path][code]) for code in offered)
            yield Question(path, words()["label"][path], "", "choice", manner[path], options=options)


def _question(claim: Claim, details: Details, entry: Entry, path: str) -> Question:
    if not path.startswith(_PREFIX):
        return _of_the_form(claim, entry, path)
    kind = kind_of(path)
    return Question(
        path,
        _label(claim, entry, path),
        _hint(claim, entry, path),
        kind,
        details.typed[path] if path in details.errors else _shown(details.data, path, kind),
        required=path in entry.must,
        unit=words()["unit"].get(path) or (say(f"unit.{path}") if known(f"unit.{path}") else ""),
        options=_options(path) if kind == "choice" else (),
        error=details.errors.get(path, ""),
    )


def _of_the_form(claim: Claim, entry: Entry, path: str) -> Question:
    """A question that the claim's own form asks already: typed here, it is typed there."""
    kind: Kind = "long" if path.endswith("address") else "date" if path.endswith("_on") else "text"
    label, hint = _label(claim, entry, path), _hint(claim, entry, path)
    if not path.startswith("invoices."):
        value: Any = claim
        for name in path.split("."):
            value = getattr(value, name)
        text = day_typed(value) if isinstance(value, date) else value or ""
        return Question(path, label, hint, kind, text, name=path.replace(".", "-"), error=_doubt(claim, path, text))
    if len(claim.invoices) > 1:
        of_path = {"invoices.number": "needs-number", "invoices.received_on": "needs-receipt"}
        note = words()["say"][of_path.get(path, "needs-day")]
        return Question(path, label, hint, kind, "", note=note)
    value = getattr(claim.invoices[0], path.removeprefix("invoices."))
    text = day_typed(value) if isinstance(value, date) else value or ""
    return Question(path, label, hint, kind, text, name=path.replace(".", "-*-"))


def _doubt(claim: Claim, path: str, text: str) -> str:
    """What is wrong with a number of a party, as the claim's own form says it beside its field."""
    party, _, key = path.partition(".")
    if not text or key not in IDENTIFIERS:
        return ""
    country = debtor_country(claim)
    said = country if is_abroad(country) else claim.debtor.country or ""
    form = Form({"debtor-country": said, "debtor-siren": claim.debtor.siren})
    return looked_at(form, party, key, text)[1]


def question_of(claim: Claim, details: Details, entry: Entry, path: str) -> Question | None:
    """The question for a fact that a refused letter lacks; None for one that is chosen elsewhere in the form."""
    return None if path == "terms.allocation" else _question(claim, details, entry, path)


def _label(claim: Claim, entry: Entry, path: str) -> str:
    # what stays French on another page is marked: as a plain text, its mark would be read as words
    own: str | None = words()["label"].get(path)
    return own or asked(path, entry, claim)[0]


def _hint(claim: Claim, entry: Entry, path: str) -> str:
    if path in words()["label"]:
        return str(words()["hint"].get(path, ""))
    return asked(path, entry, claim)[1]


def _options(path: str) -> tuple[tuple[str, str], ...]:
    labels = words()["choice"].get(path) or {code: say(f"choice.{path}.{code}") for code in choices_of(path)}
    unset = words()["unset"].get(path, words()["say"]["unset"])
    return (("", unset), *((code, labels[code]) for code in choices_of(path)))


def _shown(data: Mapping[str, Any], path: str, kind: Kind) -> str:
    """A detail as a person would have typed it."""
    value: Any = data
    for name in path.removeprefix(_PREFIX).split("."):
        value = value.get(name) if isinstance(value, dict) else None
    if kind == "flag":
        return "oui" if (_unless_said(path) if value is None else value) else ""
    if value is None:
        return ""
    if kind == "date":
        return day_typed(date.fromisoformat(value))
    if kind == "number":
        return number_typed(Decimal(value))
    if kind == "lines":
        return "\n".join(value)
    return str(value)
