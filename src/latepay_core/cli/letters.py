"""The letters on the command line: their list, and one of them in the format asked for.

Templates and document libraries are imported only when a command needs them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from latepay_core.case import Case
from latepay_core.claim import Claim, ClaimRefused
from latepay_core.claim.reading import read_json
from latepay_core.claim.refusals import shown_value
from latepay_core.cli.layout import BULLET, View, heading
from latepay_core.cli.output import STANDARD_STREAM, destination, format_of
from latepay_core.cli.reading import content_of, faulty
from latepay_core.cli.sentences import sentence
from latepay_core.outputs.formats import LETTER_FORMATS
from latepay_core.said import LANGUAGES
from latepay_core.wording import say
from latepay_core.wording.french import date_in_words

if TYPE_CHECKING:
    from latepay_core.letters.case import LetterCase
    from latepay_core.letters.details import Channel, LetterDetails
    from latepay_core.letters.writing import Letter, LetterOffer, Remark
    from latepay_core.said import Language

_FORMATS = tuple(LETTER_FORMATS)
_CHANNELS: tuple[Channel, ...] = ("email", "post", "registered")
_TEXT = tuple(form for form, kind in LETTER_FORMATS.items() if not kind.binary)
#: On paper unless the user says otherwise: these formats are not sent as the body of an e-mail.


def chosen[T: str](given: str | None, option: str, choices: tuple[T, ...]) -> T | None:
    """One of a few words, None for None; raises ClaimRefused for any other."""
    if given is None:
        return None
    found = next((each for each in choices if each == given), None)
    if found is None:
        raise faulty("choice", option, given=shown_value(given), choices=", ".join(choices))
    return found


def offers(claim: Claim | None) -> list[dict[str, Any]]:
    """The letters as JSON: those of a claim, the advised one first, or the catalogue's own entries."""
    from latepay_core.letters.catalogue import catalogue
    from latepay_core.letters.writing import letters_for

    if claim is None:
        return [entry.model_dump(mode="json", exclude={"order", "en"}) for entry in catalogue()]
    return [each.model_dump(mode="json") for each in letters_for(claim)]


def letters_view(claim: Claim | None) -> View:
    """The letters, for a person to read."""
    from latepay_core.documents.typography import french_spaces
    from latepay_core.letters.catalogue import catalogue
    from latepay_core.letters.writing import letters_for

    if claim is None:
        yield heading(sentence("cli.letters.title"))
        for entry in catalogue():
            said = sentence("cli.letters.one", kind=entry.kind, title=entry.title, when=entry.when)
            yield BULLET + french_spaces(said)
        return
    case = Case(claim)
    found = letters_for(case)
    yield heading(sentence("cli.letters.title-claim", day=date_in_words(case.statement.as_of)))
    waiting = {each.kind for each in found if held_back(each)}
    yield from _group("advised", [each for each in found if each.advised and each.available])
    possible = [each for each in found if not each.advised and each.available]
    yield from _group("available", [each for each in possible if each.kind not in waiting])
    yield from _held([each for each in possible if each.kind in waiting])
    yield from _group("others", [each for each in found if not each.available])


def held_back(offer: LetterOffer) -> Remark | None:
    """Why a letter that could be written waits: a promise runs, and asking sooner goes back on what was accepted."""
    from latepay_core.letters.conditions.promised import PROMISED

    return next((each for each in offer.cautions if each.code in PROMISED), None)


def _held(found: list[LetterOffer]) -> Iterator[Any]:
    """The letters that wait, with the promise said once where it is the same for all."""
    if not found:
        return
    yield ""
    yield heading(sentence("cli.letters.held"))
    reasons = dict.fromkeys(why.message for each in found if (why := held_back(each)))
    yield from reasons
    for each in found:
        yield BULLET + sentence("cli.letters.one", kind=each.kind, title=each.title, when=each.when)


def _group(title: str, found: list[LetterOffer]) -> Iterator[Any]:
    if found:
        yield ""
        yield heading(sentence(f"cli.letters.{title}"))
    for each in found:
        if each.available:
            yield BULLET + sentence("cli.letters.one", kind=each.kind, title=each.title, when=each.when)
        else:
            why = " ".join(say(refusal.message) for refusal in each.refusals)
            yield BULLET + sentence("cli.letters.refused", kind=each.kind, title=each.title, why=why)


def read_details_file(name: str) -> LetterDetails:
    """The details of a JSON file of their own; raises ClaimRefused."""
    from latepay_core.letters.details import read_details

    try:
        data = read_json(content_of(name))
    except ClaimRefused as refused:
        raise ClaimRefused(replace(each, path=each.path or name) for each in refused.refusals) from None
    if not isinstance(data, dict):
        raise faulty("details-not-an-object", name)
    return read_details(data)


def write(
    read_claim: Callable[[], Claim],
    claim_file: str,
    *,
    kind: str | None,
    form: str | None,
    language: str | None,
    channel: str | None,
    details: str | None,
    logo: str | None,
    output: str | None,
    force: bool,
) -> Iterator[str]:
    """Writes a letter to a file or to standard output, and yields what the user must know, for standard error."""
    from latepay_core.letters.case import LetterCase

    wanted = format_of(output, chosen(form, "--format", _FORMATS), _FORMATS, default="txt")
    if output is None and wanted not in _TEXT:
        raise faulty("output-missing", "--format")
    read = [each for each in (claim_file, details, logo) if each is not None]
    into = destination(output or STANDARD_STREAM, inputs=read, force=force, binary=wanted not in _TEXT)
    claim = read_claim()
    case = LetterCase.of(claim, None if details is None else read_details_file(details))
    letter = _written(case, kind, chosen(language, "--language", LANGUAGES), channel)
    into.write(LETTER_FORMATS[wanted].make(letter, None if logo is None else content_of(logo)))
    for warning in letter.warnings:
        yield sentence("cli.letters.warning", message=warning.message)
    for field in letter.missing:
        yield sentence("cli.letters.missing", label=field.label, hint=field.hint)


def _written(case: LetterCase, kind: str | None, language: Language | None, channel: str | None) -> Letter:
    from latepay_core.letters.writing import compose

    way = chosen(channel, "--channel", _CHANNELS) or case.details.channel
    return compose(kind or _advised(case), case, language or "fr", channel=way)


def _advised(case: LetterCase) -> str:
    if case.step.letter is None:
        raise faulty("no-letter-advised", "--kind", title=say(case.step.title))
    return case.step.letter
