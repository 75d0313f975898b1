"""The commands that write files for other programs: calendar, spreadsheet, court file, transfer; and instalments."""

from collections.abc import Callable
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from latepay_core.claim import Claim, ClaimRefused
from latepay_core.claim.refusals import shown_value
from latepay_core.cli.layout import View, heading, listed
from latepay_core.cli.letters import chosen
from latepay_core.cli.options import (
    AnswerLanguage,
    AsJson,
    AsOf,
    ClaimFile,
    Force,
    Logo,
    Output,
    OutputIfAny,
    in_language,
)
from latepay_core.cli.output import STANDARD_STREAM, Destination, destination, format_of
from latepay_core.cli.reading import content_of, read_day, read_euros, read_whole
from latepay_core.cli.sentences import fault_in
from latepay_core.cli.sheet import Column, Sheet
from latepay_core.cli.terminal import complain, show
from latepay_core.cli.usage import FrenchCommand
from latepay_core.instalments import InstalmentPlan, plan_instalments, read_choice
from latepay_core.instalments.model import MOST_INSTALMENTS
from latepay_core.outputs.formats import CASE_FORMATS
from latepay_core.said import LANGUAGES
from latepay_core.wording import answer as in_words
from latepay_core.wording import say as sentence_of
from latepay_core.wording import worded_in
from latepay_core.wording.french import amount, date_in_numbers, date_in_words

if TYPE_CHECKING:
    from latepay_core.letters.case import LetterCase
    from latepay_core.letters.transfer import Transfer

ClaimOf = Callable[[str, str | None], Claim]
PrintJson = Callable[[dict[str, Any]], None]
_FORMATS = ("xlsx", "csv", "pdf", "docx")
#: What a format is called where it is made, if not by its ending: a letter has these endings too.
_ON_PAPER = {"pdf": "statement-pdf", "docx": "statement-docx"}
_OPTIONS = {"number": "--number", "amount": "--amount", "first_on": "--first", "interest": "--interest"}


#: The sentence of a key of this room's catalogue.
say = partial(worded_in, "cli-files")


def _option(name: str, *flags: str, metavar: str | None = None) -> Any:
    shown = say(f"metavar.{metavar}") if metavar else None
    return typer.Option(*flags, help=say(f"help.{name}"), metavar=shown, show_default=False)


Format = Annotated[str | None, _option("format", "--format", metavar="format")]
Number = Annotated[str | None, _option("number", "--number")]
Amount = Annotated[str | None, _option("amount", "--amount")]
First = Annotated[str | None, _option("first", "--first")]
Interest = Annotated[str, _option("interest", "--interest", metavar="interest")]
NoCompensation = Annotated[bool, _option("no-compensation", "--no-compensation")]
Previous = Annotated[str | None, _option("previous", "--previous", metavar="calendar")]
NotDue = Annotated[bool, _option("not-due", "--not-due")]


def register(app: typer.Typer, claim_of: ClaimOf, print_json: PrintJson) -> None:
    """Adds the commands to the program; `claim_of` reads a claim file on a day, `print_json` prints an answer."""
    _register_files(app, claim_of)
    _register_instalments(app, claim_of, print_json)
    _register_transfer(app, claim_of, print_json)


def _register_files(app: typer.Typer, claim_of: ClaimOf) -> None:
    @app.command(cls=FrenchCommand, help=say("help.calendar"))
    def calendar(
        claim_file: ClaimFile,
        output: Output,
        *,
        previous: Previous = None,
        force: Force = False,
        as_of: AsOf = None,
        language: AnswerLanguage = None,
    ) -> None:
        """Writes the claim's calendar."""
        into = _into(output, "ics", claim_file, force=force)
        claim = in_language(claim_of(claim_file, as_of), chosen(language, "--language", LANGUAGES))
        from latepay_core.outputs.follow_up import follow_up_calendar

        into.write(follow_up_calendar(claim, before=None if previous is None else _exported_before(previous)))

    @app.command(cls=FrenchCommand, help=say("help.export"))
    def export(
        claim_file: ClaimFile,
        output: Output,
        *,
        format: Format = None,
        logo: Logo = None,
        force: Force = False,
        as_of: AsOf = None,
        language: AnswerLanguage = None,
    ) -> None:
        """Writes the statement for a spreadsheet, or on paper."""
        wanted = format_of(output, _statement_format(format), _FORMATS)
        kind = _ON_PAPER.get(wanted, wanted)
        read = [claim_file, *([logo] if logo else [])]
        into = destination(output, inputs=read, force=force, binary=CASE_FORMATS[kind].binary)
        claim = in_language(claim_of(claim_file, as_of), chosen(language, "--language", LANGUAGES))
        made = _made(claim, kind, logo)
        if kind == "statement-pdf":
            _say_what_is_lost(claim)
        into.write(made)

    @app.command(cls=FrenchCommand, help=say("help.file"))
    def file(
        claim_file: ClaimFile, output: Output, *, logo: Logo = None, force: Force = False, as_of: AsOf = None
    ) -> None:
        """Writes the file for the court."""
        into = _into(output, "zip", claim_file, force=force, binary=True)
        into.write(_made(claim_of(claim_file, as_of), "zip", logo))


def _register_instalments(app: typer.Typer, claim_of: ClaimOf, print_json: PrintJson) -> None:
    @app.command(cls=FrenchCommand, help=say("help.instalments"))
    def instalments(
        claim_file: ClaimFile,
        *,
        number: Number = None,
        euros: Amount = None,
        first: First = None,
        interest: Interest = "continues",
        no_compensation: NoCompensation = False,
        not_due: NotDue = False,
        as_of: AsOf = None,
        as_json: AsJson = False,
    ) -> None:
        """Works out an instalment plan."""
        from latepay_core.letters.case import LetterCase

        case = LetterCase.of(claim_of(claim_file, as_of))
        if number is None and euros is None and first is None:
            plan, said = _plan_of_the_letter(case)
        else:
            about, said = _about(case, not_due=not_due)
            plan = _plan(about, _asked(number, euros, first, interest, no_compensation=no_compensation))
        if as_json:
            print_json(in_words(plan))
        else:
            show(_plan_view(plan, said))


def _register_transfer(app: typer.Typer, claim_of: ClaimOf, print_json: PrintJson) -> None:
    @app.command(cls=FrenchCommand, help=say("help.transfer"))
    def transfer(
        claim_file: ClaimFile,
        output: OutputIfAny = None,
        *,
        force: Force = False,
        not_due: NotDue = False,
        as_of: AsOf = None,
        as_json: AsJson = False,
    ) -> None:
        """Prepares the transfer of what is due."""
        into = None if output is None else _into(output, "svg", claim_file, force=force)
        found = _transfer(claim_of(claim_file, as_of), not_due=not_due)
        if into is not None:
            into.write(found.svg.encode())
        if into is not None and into.on_standard_output:
            return
        if as_json:
            shown = {name: value for name, value in asdict(found).items() if name not in ("modules", "svg")}
            print_json(shown | {"amount": format(found.amount, "f")})
        else:
            show(_transfer_view(found, drawn=into is not None))


def _into(output: str, ending: str, claim_file: str, *, force: bool, binary: bool = False) -> Destination:
    """Where to write what has one format only."""
    format_of(output, ending if output == STANDARD_STREAM else None, (ending,))
    return destination(output, inputs=[claim_file], force=force, binary=binary)


def _exported_before(name: str) -> Any:
    """An earlier calendar of the same claim."""
    from latepay_core.outputs.calendar import read_exported

    try:
        found = read_exported(Path(name).read_bytes())
    except (OSError, ValueError):
        found = None
    if found is None:
        raise _faulty("previous", "--previous", given=shown_value(name))
    return found


_faulty = partial(fault_in, "cli-files")


def _statement_format(asked: str | None) -> str | None:
    """The format of the statement, as `--format` says it."""
    if asked is not None and asked not in _FORMATS:
        raise _faulty("format", "--format", given=shown_value(asked))
    return asked


def _made(claim: Claim, form: str, logo: str | None) -> bytes:
    from latepay_core.letters.case import LetterCase

    return CASE_FORMATS[form].make(LetterCase.of(claim), None if logo is None else content_of(logo))


def _say_what_is_lost(claim: Claim) -> None:
    """The signs that the statement's PDF cannot write, said before it is."""
    from latepay_core.outputs.account import account_of

    if lost := account_of(claim).lost:
        complain(lost)


def _plan_of_the_letter(case: "LetterCase") -> tuple[InstalmentPlan, str]:
    """The plan that the claim's own letter holds, and what it is about."""
    _, said = _about(case, not_due=False)
    if case.plan is None:
        raise _faulty("choice-missing", "--first")
    return case.plan, said


def _about(case: "LetterCase", *, not_due: bool) -> tuple[Claim, str]:
    """What a plan is about, as a claim and in words: what is due, as in its letters; with `not_due`, all that is owed.

    Where that is nothing, the plan itself is refused; where something falls due later and is left out, it is said.
    """
    totals, as_of = case.statement.totals, date_in_words(case.statement.as_of)
    if not_due or not totals.total_due:
        return case.claim, say("instalments.all") if totals.not_due.total_due else ""
    if not totals.due.total_due:
        raise _faulty("nothing-due", "--not-due", as_of=as_of, later=amount(totals.not_due.total_due))
    about, statement = case.about("late")
    left_out = totals.due.total_due - statement.totals.total_due
    said = [say("instalments.due", as_of=as_of)] if totals.not_due.total_due or left_out else []
    if totals.not_due.total_due:
        said.append(say("instalments.later", later=amount(totals.not_due.total_due)))
    if left_out > 0:
        said.append(say("instalments.disputed", disputed=amount(left_out)))
    return about, " ".join(said)


def _asked(
    number: str | None, euros: str | None, first: str | None, interest: str, *, no_compensation: bool
) -> dict[str, Any]:
    if first is None:
        raise _faulty("first-missing", "--first")
    if number is None and euros is None:
        raise _faulty("count-missing", "--number")
    return {
        "number": None if number is None else read_whole(number, "--number", 1, MOST_INSTALMENTS),
        "amount": None if euros is None else read_euros(euros, "--amount"),
        "first_on": read_day(first, "--first"),
        "interest": interest,
        "compensation": not no_compensation,
    }


def _plan(claim: Claim, asked: dict[str, Any]) -> InstalmentPlan:
    """The plan; what is refused is named by its option."""
    try:
        return plan_instalments(claim, read_choice(asked))
    except ClaimRefused as refused:
        raise ClaimRefused(
            replace(each, path=_OPTIONS.get(each.path, each.path)) for each in refused.refusals
        ) from None


def _plan_view(plan: InstalmentPlan, about: str) -> View:
    yield heading(say("instalments.title", as_of=date_in_words(plan.as_of)))
    if about:
        yield about
    sums = {name: amount(getattr(plan, name)) for name in ("principal", "interest", "compensation")}
    yield say("instalments.starts", **sums)
    yield sentence_of(plan.sentence)
    figures = ("amount", "to-interest", "to-principal", "to-compensation", "remaining")
    columns = (Column(say(f"instalments.{name}"), right=name != "on") for name in ("number", "on", *figures))
    table = Sheet(tuple(columns))
    for row in plan.instalments:
        cells = (amount(getattr(row, name.replace("-", "_"))) for name in figures)
        mark = "*" if row.provisional else ""
        table.add(f"{row.number}{mark}", date_in_numbers(row.on), *cells)
    yield table
    if plan.provisional:
        yield say("instalments.provisional")
    yield say("instalments.total", total=amount(plan.total), future=amount(plan.future_interest))
    yield from listed("conventions", plan.notes)


def _transfer(claim: Claim, *, not_due: bool) -> "Transfer":
    from latepay_core.letters.case import LetterCase
    from latepay_core.outputs.qr import transfer_of

    case = LetterCase.of(claim)
    return transfer_of(claim, case.statement, case.details.payment_reference, not_due=not_due)


def _transfer_view(found: "Transfer", *, drawn: bool) -> View:
    yield heading(say("transfer.title", name=found.name))
    yield say("transfer.iban", iban=found.iban)
    if found.bic:
        yield say("transfer.bic", bic=found.bic)
    yield say("transfer.amount", amount=amount(found.amount))
    yield say("transfer.text", text=found.text)
    if not drawn:
        yield say("transfer.hint")
