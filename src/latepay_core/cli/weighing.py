"""The commands that weigh a claim: its conventions side by side, and what another claims of it."""

from collections.abc import Callable
from functools import partial
from typing import Annotated, Any

import typer
from pydantic import ValidationError

from latepay_core.claim import Claim, ClaimRefused, Refusal
from latepay_core.claim.reading import read_json
from latepay_core.claim.refusals import refusals_of
from latepay_core.cli import letters
from latepay_core.cli.layout import BULLET, View, heading, referred
from latepay_core.cli.options import AsJson, AsOf, ClaimFile, option
from latepay_core.cli.reading import content_of
from latepay_core.cli.terminal import show
from latepay_core.cli.usage import FrenchCommand
from latepay_core.imports.pdfs import text_within
from latepay_core.imports.refusals import FileRefused
from latepay_core.imports.wording import refusal_in_words
from latepay_core.said import LANGUAGES, Language, as_is, said
from latepay_core.weighing import Asked, Comparison, CounterCheck, check_claim, compare, read_letter
from latepay_core.weighing.compare import Row
from latepay_core.weighing.counter import CheckedLine
from latepay_core.wording import answer, worded, worded_in
from latepay_core.wording import say as sentence_of

PrintJson = Callable[[dict[str, Any]], None]
ReadClaim = Callable[[str, str | None], Claim]


#: The sentence of a key of this room's catalogue.
say = partial(worded_in, "cli-weighing")


AskedFile = Annotated[
    str | None, typer.Option("--asked", help=say("help.asked"), metavar=say("metavar.file"), show_default=False)
]
Spoken = Annotated[str | None, option("answer-language", "--language", metavar="language")]


def register(app: typer.Typer, read_claim: ReadClaim, print_json: PrintJson) -> None:
    """Adds the commands to the program."""

    @app.command("compare", cls=FrenchCommand, help=say("help.compare"))
    def compare_(
        claim_file: ClaimFile, *, as_of: AsOf = None, language: Spoken = None, as_json: AsJson = False
    ) -> None:
        """Compares the conventions of a claim."""
        claim = read_claim(claim_file, as_of)
        spoken = letters.chosen(language, "--language", LANGUAGES) or claim.language
        found = compare(claim)
        if as_json:
            day = claim.as_of.isoformat() if claim.as_of else None
            print_json({"schema": "latepay.comparison/1", "as_of": day} | answer(found, spoken))
        else:
            show(_comparison_view(found, spoken))

    @app.command("check-claim", cls=FrenchCommand, help=say("help.check-claim"))
    def check_claim_(
        claim_file: ClaimFile,
        *,
        asked: AskedFile = None,
        as_of: AsOf = None,
        language: Spoken = None,
        as_json: AsJson = False,
    ) -> None:
        """Takes a received claim apart."""
        claim = read_claim(claim_file, as_of)
        spoken = letters.chosen(language, "--language", LANGUAGES) or claim.language
        found = check_claim(claim, _asked(claim, asked))
        if as_json:
            day = claim.as_of.isoformat() if claim.as_of else None
            print_json({"schema": "latepay.counter-check/1", "as_of": day} | answer(found, spoken))
        else:
            show(_counter_view(found, spoken))


def _asked(claim: Claim, file: str | None) -> Asked:
    """What is asked: of the file, else the letter received that the claim holds."""
    data: Any
    if file is not None:
        content = content_of(file)
        if not content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
            return _letter(content)
        data = read_json(content)
    else:
        received = (claim.letter or {}).get("received")
        said = received if isinstance(received, dict) else {}
        data = said.get("asked") or {"total": said.get("amount")}
        if data == {"total": None}:
            raise ClaimRefused([Refusal("no-asked", "--asked", as_is(say("fault.no-asked")), {})])
    try:
        return Asked.model_validate(data)
    except ValidationError as error:
        raise ClaimRefused(refusals_of(error)) from None


def _letter(content: bytes) -> Asked:
    """What the letter itself asks, as text or as a PDF."""
    try:
        text = text_within(content) if content.startswith(b"%PDF") else content.decode("utf-8-sig")
    except FileRefused as refused:
        raise _faulty("letter-refused", why=refusal_in_words(refused.of(""))) from None
    except UnicodeDecodeError:
        raise _faulty("letter-not-text") from None
    asked = read_letter(text).asked
    if asked is None:
        raise _faulty("letter-without-sum")
    return asked


def _faulty(code: str, /, **figures: str) -> ClaimRefused:
    return ClaimRefused([Refusal(code, "--asked", as_is(say(f"fault.{code}", **figures)), figures)])


# ---------------------------------------------------------------- what is shown


def _comparison_view(found: Comparison, language: Language) -> View:
    yield heading(worded("weighing/view.heading-conventions", language))
    for row in found.rows:
        yield BULLET + _row(row, language)
    yield ""
    yield heading(worded("weighing/view.heading-half-years", language))
    for half in found.recap.half_years:
        yield BULLET + worded(
            "weighing/view.half-year",
            language,
            half=half.starts_on,
            born=half.interest_born,
            settled=half.interest_settled,
            remaining=half.interest_remaining,
            flat=half.compensation_born,
            paid=half.paid,
        )
    yield ""
    yield heading(worded("weighing/view.heading-rates", language))
    for rate in found.recap.rates:
        told = said("weighing/view.rate", percent=rate.percent, days=rate.days, interest=rate.interest)
        yield BULLET + sentence_of(told, language)


def _row(row: Row, language: Language) -> str:
    if row.current:
        told = said("weighing/view.convention-current", label=row.label, total=row.total)
    elif not row.gap:
        told = said("weighing/view.convention-same", label=row.label, total=row.total)
    else:
        more = "more" if row.gap > 0 else "less"
        told = said(f"weighing/view.convention-{more}", label=row.label, total=row.total, gap=abs(row.gap))
    return f"{sentence_of(told, language)}. {referred(row.ground, row.reference, language)}"


def _counter_view(found: CounterCheck, language: Language) -> View:
    key = "weighing/view.asked-less" if found.difference < 0 else "weighing/view.asked"
    last = {"less": -found.difference} if found.difference < 0 else {"difference": found.difference}
    yield heading(worded(key, language, asked=found.asked, owed=found.owed, **last))
    if found.unexplained:
        yield worded("weighing/view.unexplained", language, amount=found.unexplained)
    for way in found.right_under:
        yield sentence_of(said("weighing/view.right-under", label=way.label), language)
    yield ""
    yield heading(worded("weighing/view.heading-lines", language))
    for line in found.lines:
        yield BULLET + _line(line, language)
    for each in found.cautions:
        yield sentence_of(each, language)


def _line(line: CheckedLine, language: Language) -> str:
    kind = line.label or worded(f"weighing/line.{line.kind}", language)
    verdict = worded(f"weighing/verdict.{line.verdict}", language)
    if line.asked is None:
        told = worded("weighing/view.line-owed", language, kind=kind, owed=line.owed)
    else:
        told = worded("weighing/view.line", language, kind=kind, asked=line.asked, owed=line.owed, verdict=verdict)
    return " ".join((told, *(referred(each.sentence, each.article, language) for each in line.reasons)))
