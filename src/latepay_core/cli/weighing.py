"""The commands that weigh a claim: its conventions side by side, and what another claims of it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import chain
from typing import Annotated, Any, cast

import typer
from pydantic import ValidationError

from latepay_core.claim import Claim, ClaimRefused, Refusal
from latepay_core.claim.reading import read_json
from latepay_core.claim.refusals import refusals_of
from latepay_core.cli import letters
from latepay_core.cli.layout import BULLET, View, heading, referred
from latepay_core.cli.options import AsJson, AsOf, ClaimFile, option
from latepay_core.cli.reading import STANDARD_INPUT, content_of, read_day
from latepay_core.cli.terminal import show
from latepay_core.cli.usage import FrenchCommand
from latepay_core.imports.pdfs import text_within
from latepay_core.imports.refusals import FileRefused
from latepay_core.imports.told import refusal_told
from latepay_core.said import LANGUAGES, Language, as_is, said
from latepay_core.weighing import (
    Asked,
    Comparison,
    CounterCheck,
    Letter,
    TheirInvoice,
    as_they_allocate,
    check_claim,
    compare,
    laid_out,
    read_letter,
)
from latepay_core.weighing.compare import Row
from latepay_core.weighing.counter import CheckedLine
from latepay_core.wording import answer, worded, worded_in
from latepay_core.wording import say as sentence_of

PrintJson = Callable[[dict[str, Any]], None]
ReadClaim = Callable[[str, str | None], Claim]
OnItsDay = Callable[[Claim, date | None], Claim]


#: The sentence of a key of this room's catalogue.
say = partial(worded_in, "cli-weighing")


AskedFile = Annotated[
    str | None, typer.Option("--asked", help=say("help.asked"), metavar=say("metavar.file"), show_default=False)
]
Spoken = Annotated[str | None, option("answer-language", "--language", metavar="language")]


def register(app: typer.Typer, read_claim: ReadClaim, on_its_day: OnItsDay, print_json: PrintJson) -> None:
    """Adds the commands to the program; `on_its_day` is the claim on the day asked for, else its own, else today."""

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
            show(_comparison_view(found, claim.as_of or date.max, spoken))

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
        alone = _letter_alone(claim_file) if asked is None else None
        if alone:
            claim = on_its_day(_claim_of(alone), read_day(as_of, "--as-of") if as_of is not None else None)
        else:
            claim = read_claim(claim_file, as_of)
        spoken = letters.chosen(language, "--language", LANGUAGES) or claim.language
        said, letter = (alone.asked, alone) if alone and alone.asked else _asked(claim, asked)
        own = claim.as_of
        if as_of is None:
            # what they ask on the day of their letter is weighed on that day
            claim = claim.model_copy(update={"as_of": _their_day(claim, letter) or own})
        found = check_claim(claim, said)
        theirs = as_they_allocate(claim, said)
        allocated = None if theirs is None else check_claim(theirs, said).owed
        named = [] if letter is None else list(_named(letter, claim))
        if as_json:
            told = {"schema": "latepay.counter-check/1"} | answer(found, spoken)
            print_json(
                told
                | {"by_their_allocation": allocated and str(allocated)}
                | {"invoices": named, "payments": list(_acknowledged(letter))}
            )
        else:
            paid = _payments_view(letter, spoken)
            show(
                chain(
                    _counter_view(found, spoken),
                    _days_view(found, letter, own, spoken),
                    _allocated_view(allocated, spoken),
                    _invoices_view(named, spoken),
                    paid,
                )
            )


def _their_day(claim: Claim, letter: Letter | None) -> date | None:
    """The day of the letter received: as it bears it, else as the claim has it."""
    if letter is not None:
        return letter.dated
    received = (claim.letter or {}).get("received")
    dated = received.get("dated") if isinstance(received, dict) else None
    return date.fromisoformat(dated) if isinstance(dated, str) and dated else None


def _letter_alone(file: str) -> Letter | None:
    """The letter that stands where a claim would: text or PDF; None where the file is a claim, or anything else."""
    if file == STANDARD_INPUT:
        return None
    content = content_of(file)
    return None if _is_json(content) else _letter(content)


def _is_json(content: bytes) -> bool:
    return content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"["))


def _claim_of(letter: Letter) -> Claim:
    """The claim that a letter makes by itself: its invoices and what was paid of them, on its own day."""
    whole = sum((each.amount or Decimal(0) for each in letter.invoices), Decimal(0))
    lines = letter.asked.lines if letter.asked else ()
    # where the invoices are told at what remains of them, what was paid is off already
    is_off = whole <= sum((each.amount for each in lines if each.kind == "principal"), Decimal(0))
    invoices = [_fields(each) for each in letter.invoices]
    payments = [
        {"paid_on": str(each.paid_on), "amount": str(each.amount)} | ({"invoice": each.number} if each.number else {})
        for each in letter.payments
        if each.paid_on and not each.credit and not is_off
    ]
    try:
        return Claim.model_validate({"as_of": letter.dated, "invoices": invoices, "payments": payments})
    except ValidationError as error:
        raise ClaimRefused(refusals_of(error)) from None


def _fields(invoice: TheirInvoice) -> dict[str, str]:
    said = {
        "number": invoice.number,
        "issued_on": invoice.issued_on,
        "due_on": invoice.due_on,
        "amount": invoice.amount,
    }
    return {name: str(value) for name, value in said.items() if value}


def _named(letter: Letter, claim: Claim) -> Iterator[dict[str, Any]]:
    """The invoices that a letter names, each with whether the claim has it."""
    for each in letter.invoices:
        known = any(each.is_same(one.number, one.amount, one.due_on) for one in claim.invoices)
        yield {"number": "", "issued_on": None, "due_on": None, "amount": None} | _fields(each) | {"in_claim": known}


def _acknowledged(letter: Letter | None) -> Iterator[dict[str, Any]]:
    """What a letter acknowledges as paid or credited."""
    for each in letter.payments if letter else ():
        day = each.paid_on.isoformat() if each.paid_on else None
        yield {"amount": str(each.amount), "paid_on": day, "number": each.number, "credit": each.credit}


def _asked(claim: Claim, file: str | None) -> tuple[Asked, Letter | None]:
    """What is asked: of the file, else the letter received that the claim holds."""
    data: Any
    if file is not None:
        content = content_of(file)
        if not _is_json(content):
            letter = _letter(content)
            return cast(Asked, letter.asked), letter
        data = read_json(content)
    else:
        received = (claim.letter or {}).get("received")
        said = received if isinstance(received, dict) else {}
        data = said.get("asked") or {"total": said.get("amount")}
        if data == {"total": None}:
            raise ClaimRefused([Refusal("no-asked", "--asked", as_is(say("fault.no-asked")), {})])
    try:
        return Asked.model_validate(data), None
    except ValidationError as error:
        raise ClaimRefused(refusals_of(error)) from None


def _letter(content: bytes) -> Letter:
    """The letter itself, as text or as a PDF; it asks something."""
    try:
        text = text_within(content) if content.startswith(b"%PDF") else content.decode("utf-8-sig")
    except FileRefused as refused:
        raise _faulty("letter-refused", why=sentence_of(refusal_told(refused.of("")))) from None
    except UnicodeDecodeError:
        raise _faulty("letter-not-text") from None
    letter = read_letter(text)
    if letter.asked is None:
        raise _faulty("letter-not-apart" if letter.unread else "letter-without-sum")
    return letter


def _faulty(code: str, /, **figures: str) -> ClaimRefused:
    return ClaimRefused([Refusal(code, "--asked", as_is(say(f"fault.{code}", **figures)), figures)])


# ---------------------------------------------------------------- what is shown


def _allocated_view(owed: Decimal | None, language: Language) -> View:
    if owed is not None:
        yield sentence_of(said("weighing/view.by-their-allocation", owed=owed), language)


def _comparison_view(found: Comparison, day: date, language: Language) -> View:
    yield heading(worded("weighing/view.heading-conventions", language, day=day))
    for row in found.rows:
        yield BULLET + _row(row, language)
    yield ""
    yield heading(worded("weighing/view.heading-half-years", language))
    for half in found.recap.half_years:
        credited = {"credited": half.credited} if half.credited else {}
        yield BULLET + worded(
            "weighing/view.half-year-credited" if credited else "weighing/view.half-year",
            language,
            half=half.starts_on,
            born=half.interest_born,
            settled=half.interest_settled,
            remaining=half.interest_remaining,
            flat=half.compensation_born,
            paid=half.paid,
            **credited,
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


def _days_view(found: CounterCheck, letter: Letter | None, own: date | None, language: Language) -> View:
    """What was understood of the letter, whether it is of another day than the reckoning, or the claim is."""
    for each in laid_out(letter) if letter is not None else ():
        yield sentence_of(each, language)
    if letter is not None and letter.dated and letter.dated != found.as_of:
        yield worded("weighing/view.their-day", language, dated=letter.dated, day=found.as_of)
    elif own is not None and own != found.as_of:
        yield worded("weighing/view.own-day", language, own=own, day=found.as_of)


def _counter_view(found: CounterCheck, language: Language) -> View:
    key = "weighing/view.asked-less" if found.difference < 0 else "weighing/view.asked"
    last = {"less": -found.difference} if found.difference < 0 else {"difference": found.difference}
    yield heading(worded(key, language, day=found.as_of, asked=found.asked, owed=found.owed, **last))
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


def _invoices_view(named: Sequence[Mapping[str, Any]], language: Language) -> View:
    """The invoices of their letter, and which of them the claim has not."""
    if not named:
        return
    yield ""
    yield heading(worded("weighing/view.heading-invoices", language))
    for each in named:
        parts = [each["number"]]
        if each["amount"]:
            parts.append(worded("weighing/view.invoice-amount", language, amount=Decimal(each["amount"])))
        if each["due_on"]:
            parts.append(worded("weighing/view.invoice-due", language, due=date.fromisoformat(each["due_on"])))
        if not each["in_claim"]:
            parts.append(worded("weighing/view.invoice-missing", language))
        yield BULLET + ", ".join(filter(None, parts)) + "."


def _payments_view(letter: Letter | None, language: Language) -> View:
    """What their letter takes off, one row each."""
    for each in letter.payments if letter else ():
        if each.paid_on:
            yield worded("weighing/view.taken-off-on", language, amount=each.amount, day=each.paid_on)
        else:
            yield worded("weighing/view.taken-off", language, amount=each.amount)


def _line(line: CheckedLine, language: Language) -> str:
    kind = line.label or worded(f"weighing/line.{line.kind}", language)
    verdict = worded(f"weighing/verdict.{line.verdict}", language)
    if line.asked is None:
        told = worded("weighing/view.line-owed", language, kind=kind, owed=line.owed)
    else:
        told = worded("weighing/view.line", language, kind=kind, asked=line.asked, owed=line.owed, verdict=verdict)
    return " ".join((told, *(referred(each.sentence, each.article, language) for each in line.reasons)))
