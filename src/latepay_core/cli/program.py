"""The commands. Only here is the clock read, the terminal known, and a fault turned into an exit status."""

import errno
import gc
import io
import logging
import os
import sys
import time
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from typer.exceptions import TyperException
from typer.main import get_command

from latepay_core.case import Case
from latepay_core.claim import Claim, ClaimRefused
from latepay_core.claim.refusals import first_of, shown_value
from latepay_core.cli import (
    answers,
    conformance,
    customers,
    files,
    importing,
    ledger,
    letters,
    letters_batch,
    model,
    procedure_views,
    terms,
    views,
    weighing,
)
from latepay_core.cli.json_output import print_json, statements_json
from latepay_core.cli.lateness import late_cost
from latepay_core.cli.options import AnswerLanguage, AsJson, AsOf, ClaimFile, Force, Logo, OutputIfAny, in_language
from latepay_core.cli.options import option as _option
from latepay_core.cli.output import NO_ROOM, Unwritten, say
from latepay_core.cli.reading import faulty, read_day, read_euros, read_whole
from latepay_core.cli.sentences import fault_in, sentence
from latepay_core.cli.terminal import complain, let_go, on_one_line, ready, show
from latepay_core.cli.usage import FrenchCommand, FrenchGroup, usage_refused
from latepay_core.cli.verify import verify
from latepay_core.law import NotCovered
from latepay_core.law.freshness import freshness
from latepay_core.procedure import costs as costs_of
from latepay_core.regimes import DEFAULT, country_named
from latepay_core.said import LANGUAGES, Language
from latepay_core.statement import limitation_of
from latepay_core.statement.edition import edition
from latepay_core.wording import answer as in_words
from latepay_core.wording import complaints, worded_in
from latepay_core.wording.french import date_in_words
from latepay_core.wording.statement import Statement, draw_up

REFUSED = 2
#: A rate is missing, or was not looked at lately.
NOT_FRESH = 1
OUR_FAULT = 70
#: The disk is full, or nobody can be written to (EX_IOERR).
OUTPUT_FAULT = 74
INTERRUPTED = 130
_MOST_DAYS, _MOST_MONTHS, _LAST_DAY = 365, 24, 31

app = typer.Typer(cls=FrenchGroup, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


Issued = Annotated[str, _option("issued", "--issued", metavar="date")]
Days = Annotated[str | None, _option("days", "--days", metavar="number")]
Months = Annotated[str | None, _option("months", "--months", metavar="number")]
EndOfMonth = Annotated[str | None, _option("end-of-month", "--end-of-month", metavar="reading")]
OnDay = Annotated[str | None, _option("on-day", "--on-day", metavar="number")]
Received = Annotated[str | None, _option("received", "--received", metavar="date")]
Summary = Annotated[bool, _option("summary", "--summary")]
SummaryOnly = Annotated[bool, _option("summary-only", "--summary")]
Trade = Annotated[str | None, _option("trade", "--trade", metavar="trade")]
Delivered = Annotated[str | None, _option("delivered", "--delivered", metavar="date")]
RatesAction = Annotated[
    str | None, typer.Argument(metavar="[check|update]", help=sentence("cli.help.rates-action"), show_default=False)
]
WriteRates = Annotated[bool, typer.Option("--write", help=worded_in("cli-rates", "help.write"), show_default=False)]
On = Annotated[str | None, _option("on", "--on", metavar="date")]
CostsOn = Annotated[str | None, _option("costs-on", "--on", metavar="date")]
NoTitle = Annotated[bool, _option("no-title", "--no-title")]
Receivables = Annotated[str | None, _option("receivables", "--receivables", metavar="amount")]
Turnover = Annotated[str | None, _option("turnover", "--turnover", metavar="amount")]
AgreedDays = Annotated[str | None, _option("agreed-days", "--agreed-days", metavar="number")]
Financing = Annotated[str | None, _option("financing", "--financing", metavar="percent")]
Margin = Annotated[str | None, _option("margin", "--margin", metavar="percent")]
LettersClaim = Annotated[
    str | None,
    typer.Argument(metavar=sentence("cli.metavar.claim"), help=sentence("cli.help.letters-claim"), show_default=False),
]
Kind = Annotated[str | None, _option("kind", "--kind", metavar="kind")]
Format = Annotated[str | None, _option("format", "--format", metavar="format")]
LetterLanguage = Annotated[str | None, _option("language", "--language", metavar="language")]
Channel = Annotated[str | None, _option("channel", "--channel", metavar="channel")]
Details = Annotated[str | None, _option("details", "--details", metavar="file")]
AmountText = Annotated[
    str, typer.Argument(metavar=sentence("cli.metavar.amount"), help=sentence("cli.help.amount"), show_default=False)
]


def today() -> date:
    """The day it is on this machine."""
    return date(*time.localtime()[:3])


def _version(asked: bool) -> None:
    if asked:
        drawn = edition(*country_named(DEFAULT).law)
        checked = date_in_words(drawn.verified_until)
        print(on_one_line(sentence("cli.version", program=drawn.program, checked=checked)))
        raise typer.Exit


Version = Annotated[bool, _option("version", "--version", callback=_version, is_eager=True)]


@app.callback(invoke_without_command=True, help=sentence("cli.help.program"))
def program(context: typer.Context, version: Version = False) -> None:
    """Without a command, says which there are."""
    if context.invoked_subcommand is None:
        print(context.get_help())


def _claim(claim_file: str, as_of: str | None) -> Claim:
    """The claim of a file on the day asked for: the option's, else the file's, else today."""
    until = read_day(as_of, "--as-of") if as_of is not None else None
    return _at(importing.claim_of_file(claim_file, until or today()), until)


def _at(claim: Claim, until: date | None) -> Claim:
    """The claim on that day, else on its own, else today."""
    return claim.model_copy(update={"as_of": until or claim.as_of or today()})


class _RefusedIn(Exception):
    """A refusal to be told in another language than the program's own."""

    def __init__(self, refused: ClaimRefused | NotCovered, language: Language) -> None:
        super().__init__(str(refused))
        self.refused, self.language = refused, language


@contextmanager
def _speaking(language: Language | None) -> Iterator[None]:
    """What is refused meanwhile is refused in that language."""
    try:
        yield
    except (ClaimRefused, NotCovered) as refused:
        raise _RefusedIn(refused, language or "fr") from refused


@app.command(cls=FrenchCommand, help=sentence("cli.help.statement"))
def statement(
    claim_file: ClaimFile,
    *,
    summary: SummaryOnly = False,
    as_of: AsOf = None,
    settled: importing.SettledToo = False,
    language: AnswerLanguage = None,
    as_json: AsJson = False,
) -> None:
    """Draws up the statement of a claim file."""
    spoken = letters.chosen(language, "--language", LANGUAGES)
    with _speaking(spoken):
        until = read_day(as_of, "--as-of") if as_of is not None else None
        read, left = importing.some_of_file(claim_file, told_below=not as_json, settled=settled, day=until or today())
        claims = [in_language(_at(claim, until), spoken) for claim in read]
    if as_json:
        for part in statements_json([_drawn_up(claim) for claim in claims]):
            sys.stdout.write(part)
        print()
        return
    told = tuple(importing.left_view(left, claims[0].language, claims[0].as_of or today()))
    for claim in claims:
        drawn = _drawn_up(claim)
        # What is left of a list of several customers is no one's: it stands once, below their statements.
        under = told if len(claims) == 1 else ()
        show(views.summary_view(claim, drawn, under) if summary else views.statement_view(claim, drawn, under))
    if len(claims) > 1:
        show(iter(told))


def _drawn_up(claim: Claim) -> Statement:
    with _speaking(claim.language):
        return draw_up(claim)


@app.command("due-date", cls=FrenchCommand, help=sentence("cli.help.due-date"))
def due_date(
    issued: Issued,
    *,
    days: Days = None,
    months: Months = None,
    end_of_month: EndOfMonth = None,
    on_day: OnDay = None,
    received: Received = None,
    summary: Summary = False,
    trade: Trade = None,
    delivered: Delivered = None,
    as_json: AsJson = False,
) -> None:
    """Works out when an invoice falls due."""
    question = answers.DueDateQuestion.of(
        issued=read_day(issued, "--issued"),
        received=read_day(received, "--received") if received is not None else None,
        days=read_whole(days, "--days", 0, _MOST_DAYS) if days is not None else None,
        months=read_whole(months, "--months", 0, _MOST_MONTHS) if months is not None else None,
        end_of_month=end_of_month,
        on_days=tuple(read_whole(each, "--on-day", 1, _LAST_DAY) for each in (on_day or "").split(",") if each.strip()),
        summary=summary,
        trade=trade,
        delivered=read_day(delivered, "--delivered") if delivered is not None else None,
    )
    if as_json:
        print_json(answers.due_date_answer(question))
    else:
        show(views.due_date_view(question))


@app.command(cls=FrenchCommand, help=sentence("cli.help.rates"))
def rates(action: RatesAction = None, on: On = None, *, write: WriteRates = False, as_json: AsJson = False) -> None:
    """Shows the law's data, says whether they are up to date, or brings them up to date."""
    day = read_day(on, "--on") if on is not None else None
    if write and action != "update":
        raise fault_in("cli-rates", "update-alone", "--write")
    if action == "update":
        _update_rates(day or today(), write=write, as_json=as_json)
    elif action is not None:
        _check_rates(action, day or today(), as_json=as_json)
    elif as_json:
        print_json(answers.rates_answer(day))
    else:
        show(views.history_view() if day is None else views.rates_on_view(day))


def _check_rates(action: str, day: date, *, as_json: bool) -> None:
    if action != "check":
        raise faulty("action", "", given=shown_value(action))
    found = list(freshness(day))
    if as_json:
        print_json(answers.freshness_answer(day, found))
    else:
        show(views.freshness_view(found))
    if not all(each.fresh for each in found):
        raise typer.Exit(NOT_FRESH)


def _update_rates(day: date, *, write: bool, as_json: bool) -> None:
    from latepay_core.cli import rates_update

    found = rates_update.update(day, rates_update.fetched)
    if write:
        rates_update.write(found)
    if as_json:
        print_json(rates_update.answer(found, written=write))
    else:
        show(rates_update.view(found, written=write))


@app.command(cls=FrenchCommand, help=sentence("cli.help.limitation"))
def limitation(
    claim_file: ClaimFile, as_of: AsOf = None, language: AnswerLanguage = None, as_json: AsJson = False
) -> None:
    """Says until when each invoice can be acted upon."""
    spoken = letters.chosen(language, "--language", LANGUAGES)
    with _speaking(spoken):
        claim = in_language(_claim(claim_file, as_of), spoken)
    with _speaking(claim.language):
        answer = limitation_of(claim)
    if as_json:
        print_json(in_words(answer, claim.language))
    else:
        show(procedure_views.limitation_view(answer, claim.language, private=_private(claim)))


def _private(claim: Claim) -> bool:
    """Whether a private person is owed the money: he writes no invoice."""
    return claim.creditor.kind == "individual"


@app.command("next", cls=FrenchCommand, help=sentence("cli.help.next"))
def next_(claim_file: ClaimFile, as_of: AsOf = None, as_json: AsJson = False) -> None:
    """Says what to do next."""
    case = Case(_claim(claim_file, as_of))
    if as_json:
        print_json({"as_of": case.statement.as_of.isoformat(), **in_words(case.step)})
    else:
        show(procedure_views.next_view(case.step, case.statement, private=_private(case.claim)))


@app.command(cls=FrenchCommand, help=sentence("cli.help.routes"))
def routes(claim_file: ClaimFile, as_of: AsOf = None, as_json: AsJson = False) -> None:
    """Shows the ways to be paid, side by side."""
    case = Case(_claim(claim_file, as_of))
    drawn, found = case.statement, list(case.routes.values())
    if as_json:
        each = [in_words(route) for route in found]
        print_json({"as_of": drawn.as_of.isoformat(), "regime": drawn.regime, "routes": each})
    else:
        show(procedure_views.routes_view(found, drawn, debtor=case.claim.side == "debtor"))


@app.command(cls=FrenchCommand, help=sentence("cli.help.costs"))
def costs(
    euros: AmountText,
    *,
    on: CostsOn = None,
    no_title: NoTitle = False,
    receivables: Receivables = None,
    turnover: Turnover = None,
    agreed_days: AgreedDays = None,
    financing: Financing = None,
    margin: Margin = None,
    as_json: AsJson = False,
) -> None:
    """Shows what recovering a sum costs, and what waiting for it does."""
    sum_due = read_euros(euros, sentence("cli.metavar.amount"))
    day = read_day(on, "--on") if on is not None else today()
    lateness = late_cost(
        sum_due,
        receivables=receivables,
        turnover=turnover,
        agreed_days=agreed_days,
        financing=financing,
        margin=margin,
    )
    found = costs_of(sum_due, day, title=not no_title)
    if as_json:
        late = {"late_payment": in_words(lateness)} if lateness else {}
        print_json(in_words(found) | late)
    else:
        show(procedure_views.costs_view(found, lateness))


app.command(cls=FrenchCommand, help=sentence("cli.help.verify"))(verify)


@app.command("letters", cls=FrenchCommand, help=sentence("cli.help.letters"))
def letters_(claim_file: LettersClaim = None, as_of: AsOf = None, as_json: AsJson = False) -> None:
    """Lists the letters."""
    claim = _claim(claim_file, as_of) if claim_file is not None else None
    if as_json:
        print_json({"letters": letters.offers(claim)})
    else:
        show(letters.letters_view(claim))


@app.command(cls=FrenchCommand, help=sentence("cli.help.letter"))
def letter(
    claim_file: ClaimFile,
    *,
    kind: Kind = None,
    form: Format = None,
    language: LetterLanguage = None,
    channel: Channel = None,
    details: Details = None,
    logo: Logo = None,
    output: OutputIfAny = None,
    force: Force = False,
    as_of: AsOf = None,
) -> None:
    """Writes a letter; what is left blank or needs care is said on standard error."""
    for said in letters.write(
        lambda: _claim(claim_file, as_of),
        claim_file,
        kind=kind,
        form=form,
        language=language,
        channel=channel,
        details=details,
        logo=logo,
        output=output,
        force=force,
    ):
        complain(said)


files.register(app, _claim, print_json)
importing.register(app, today, print_json)
customers.register(app, today, print_json)
ledger.register(app, today, print_json)
letters_batch.register(app, today, print_json)
model.register(app)
terms.register(app, today, print_json)
conformance.register(app, print_json)
weighing.register(app, _claim, _at, print_json)


def run(arguments: Sequence[str]) -> int:
    """Runs the program on its arguments and returns the exit status; whatever happens, the user reads French."""
    ready()
    try:
        status = _called(list(arguments))
        sys.stdout.flush()
    except (KeyboardInterrupt, EOFError, typer.Abort):
        return INTERRUPTED
    except Exception as error:
        return _failed(error, " ".join(("latepay", *arguments[:1])))
    return status if isinstance(status, int) else 0


def _failed(error: Exception, command: str, language: Language = "fr") -> int:
    match error:
        case _RefusedIn():
            return _failed(error.refused, command, error.language)
        case Unwritten():
            return _refused(error, command, OUTPUT_FAULT)
        case ClaimRefused() | NotCovered() | TyperException():
            return _refused(error, command, language=language)
        case ModuleNotFoundError():
            return _part_missing(error)
        case OSError():
            return _stream_fault(error)
    return _our_fault(error)


def _called(arguments: list[str]) -> object:
    """What typer's own `main` does, but for the exits that it makes itself when the reader of our output goes away."""
    command = get_command(app)
    try:
        with command.make_context("latepay", arguments) as context:
            return command.invoke(context)
    except typer.Exit as done:
        return done.exit_code


def _refused(
    refused: ClaimRefused | NotCovered | TyperException, command: str, status: int = REFUSED, language: Language = "fr"
) -> int:
    if isinstance(refused, TyperException):
        refused = usage_refused(refused, command)
    if isinstance(refused, NotCovered):
        refused = ClaimRefused([refused.refusal])
    for line in complaints(first_of(refused.refusals), language):
        complain(line)
    return status


def _part_missing(missing: ModuleNotFoundError) -> int:
    """Says what to install where a library is missing; our own modules are always there."""
    if not missing.name or missing.name.partition(".")[0] == "latepay_core":
        return _our_fault(missing)
    return _refused(faulty("documents-missing", ""), "")


def _stream_fault(error: OSError) -> int:
    """What keeps the answer from its reader. Files are answered for where they are read and written."""
    if error.errno == errno.EPIPE:
        # The reader had enough (`latepay rates | head`): nothing is left to say, not even on exit.
        let_go(sys.stdout)
        return 0
    if error.errno in NO_ROOM:
        said = "stream.disk-full"
    elif error.errno == errno.EBADF or isinstance(error, io.UnsupportedOperation):
        said = "stream.output-closed"
    else:
        return _our_fault(error)
    let_go(sys.stdout)
    complain(say(said))
    return OUTPUT_FAULT


def _our_fault(error: Exception) -> int:
    if os.environ.get("LATEPAY_DEBUG") == "1":
        traceback.print_exception(error)
    place = traceback.extract_tb(error.__traceback__)[-1]
    complain(sentence("cli.internal-fault", code=f"{type(error).__name__}-{Path(place.filename).stem}-{place.lineno}"))
    return OUR_FAULT


def main() -> None:
    """The entry point `latepay`."""
    # A command lives for a moment: looking for circles among two hundred thousand lines would take a quarter of it.
    gc.disable()
    # What a library has to say of a file, in English, is no answer to the user: ours says it in French.
    logging.getLogger().addHandler(logging.NullHandler())
    sys.exit(run(sys.argv[1:]))
