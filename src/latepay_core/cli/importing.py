"""The command that makes a case of files made by others, and those files where a claim is asked for."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from latepay_core.case import Case
from latepay_core.case.portfolio import paid_late_in
from latepay_core.claim import Claim, ClaimRefused, Invoice, Refusal, read_claim
from latepay_core.claim.other_files import other_file
from latepay_core.claim.reading import FILE_LIMIT, read_json
from latepay_core.claim.refusals import refuse, shown_value
from latepay_core.claim.typed.terms import term_typed
from latepay_core.cli.layout import BULLET, View, heading
from latepay_core.cli.options import AsJson, Force
from latepay_core.cli.output import STANDARD_STREAM, destination, format_of
from latepay_core.cli.reading import STANDARD_INPUT, content_of, more_than, standard_input, too_large
from latepay_core.cli.sentences import fault_in
from latepay_core.cli.sheet import Column, Sheet
from latepay_core.cli.terminal import complain, show
from latepay_core.cli.usage import FrenchCommand
from latepay_core.dates.due_dates import due_on
from latepay_core.law import NotCovered
from latepay_core.said import Language, as_is
from latepay_core.wording import say as in_words
from latepay_core.wording import worded, worded_in
from latepay_core.wording.french import amount, date_in_numbers, number_of

if TYPE_CHECKING:
    from latepay_core.imports.answer import Import
    from latepay_core.imports.assembling import Assembled
    from latepay_core.imports.model import Answers, Found, Place, Question, Refused
    from latepay_core.statement.model import InvoiceStatement

PrintJson = Callable[[dict[str, Any]], None]
REFUSED = 2
#: Kinds of files that hold claims of ours; any other is for the room of imports.
_OURS = frozenset({"", "statement"})
_OPTIONAL = frozenset({"openpyxl", "defusedxml", "pypdf"})
_ANSWERED_BY = {"term": "--term", "dates": "--day-first / --month-first", "columns": "--columns"}
_MOST_LINES, _MOST_NAMED = 30, 12
_ROLES = (
    "number", "customer", "issued", "received", "due", "term", "amount", "open", "paid_amount", "paid_on", "status",
    "corrects",
)  # fmt: skip


#: The sentence of a key of this room's catalogue.
say = partial(worded_in, "cli-importing")


def _option(name: str, *flags: str, metavar: str | None = None) -> Any:
    shown = say(f"metavar.{metavar}") if metavar else None
    return typer.Option(*flags, help=say(f"help.{name}"), metavar=shown, show_default=False)


Files = Annotated[list[str], typer.Argument(metavar=say("metavar.files"), help=say("help.files"), show_default=False)]
Into = Annotated[str | None, _option("output", "--output", "-o")]
TermWords = Annotated[str | None, _option("term", "--term", metavar="term")]
Settled = Annotated[bool, _option("settled", "--settled")]
SettledToo = Annotated[bool, _option("settled-too", "--settled")]
MonthFirst = Annotated[bool | None, _option("month-first", "--month-first/--day-first")]
CustomerName = Annotated[str | None, _option("customer", "--customer", metavar="customer")]
ColumnNames = Annotated[str | None, _option("columns", "--columns", metavar="columns")]


def register(app: typer.Typer, today: Callable[[], date], print_json: PrintJson) -> None:
    """Adds the command to the program."""

    @app.command("import", cls=FrenchCommand, help=say("help.import"))
    def import_(
        files: Files,
        output: Into = None,
        *,
        term: TermWords = None,
        settled: Settled = False,
        month_first: MonthFirst = None,
        columns: ColumnNames = None,
        customer: CustomerName = None,
        force: Force = False,
        as_json: AsJson = False,
    ) -> None:
        """Makes a case of lists, ledgers, statements and electronic invoices."""
        into = None
        if output is not None:
            format_of(output, "json" if output == STANDARD_STREAM else None, ("json",))
            into = destination(output, inputs=files, force=force, binary=False)
        answers = _answers(term, columns, month_first=month_first)
        done = _imported(((name, _content(name)) for name in files), answers, settled=settled, day=today())
        if customer is not None:
            done = _of_customer(done, customer)
        found, case = done.found, done.made.case
        if into is not None and case is not None:
            into.write(_text_of(case))
        if as_json and not (into is not None and into.on_standard_output):
            print_json(done.report)
        elif into is None or not into.on_standard_output:
            show(_view(found, done.made, today()))
        if into is not None and case is None:
            complain(say("said.no-file"))
        if not (found.documents or found.receipts or found.claims):
            raise ClaimRefused([Refusal("nothing", "", as_is(say("fault.nothing")))])


def _of_customer(done: "Import", customer: str) -> "Import":
    """What was imported, with that customer's claim alone."""
    made, asked = done.made, _folded(customer)
    names = [(_folded(_customer_of(each, made.claims)), each) for each in made.claims]
    chosen = [claim for name, claim in names if asked == name] or [claim for name, claim in names if asked in name]
    if len(chosen) != 1:
        key = "customers" if chosen else "customer"
        raise _faulty(key, "--customer", given=shown_value(customer), choices=_choices(chosen or made.claims))
    return replace(done, made=replace(made, claims=(chosen[0],)))


def _folded(name: str) -> str:
    """A customer's name as it is asked for: accents, capitals and apostrophes told apart by nobody."""
    from latepay_core.imports.headings import unaccented

    return " ".join(unaccented(name).replace("’", "'").split())


def _choices(claims: Sequence[dict[str, Any]]) -> str:
    """The customers' names, the first ones of many."""
    names = ", ".join(_customer_of(each, claims) for each in claims[:_MOST_NAMED])
    more = len(claims) - _MOST_NAMED
    if more <= 0:
        return names
    return say("said.choices-more-one" if more == 1 else "said.choices-more", names=names, count=number_of(more))


def _customer_of(claim: dict[str, Any], among: Sequence[dict[str, Any]] = ()) -> str:
    """A customer's name, with its company number where others bear the name."""
    from latepay_core.imports.parties import name_among

    return name_among(claim, among) or say("said.unnamed")


def _text_of(case: dict[str, Any]) -> bytes:
    import json

    return (json.dumps(case, ensure_ascii=False, indent=2) + "\n").encode()


_faulty = partial(fault_in, "cli-importing")


def _answers(term: str | None, columns: str | None, *, month_first: bool | None) -> "Answers":
    from latepay_core.imports.model import Answers

    given = None if term is None else term_typed(term)
    if term is not None and given is None:
        raise _faulty("term", "--term", given=shown_value(term))
    return Answers(given, None if columns is None else _named_columns(columns), month_first)


def _named_columns(said: str) -> dict[int, str]:
    """The roles that `--columns` gives, by column."""
    found: dict[int, str] = {}
    for at, name in enumerate(each.strip().replace("-", "_") for each in said.split(",")):
        if name in _ROLES:
            found[at] = name
        elif name.strip("_"):
            choices = ", ".join(each.replace("_", "-") for each in _ROLES)
            raise _faulty("columns", "--columns", given=shown_value(name), choices=choices)
    return found


def _imported(
    files: Iterable[tuple[str, bytes]], answers: "Answers", *, settled: bool = False, day: date | None = None
) -> "Import":
    """What files hold, each with its name; raises ClaimRefused where a library for one of them is not installed."""
    from latepay_core.imports.answer import import_files
    from latepay_core.imports.reading import Source

    sources = [Source(_shown_name(name), content) for name, content in files]
    try:
        return import_files(sources, answers, settled=settled, day=day)
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] not in _OPTIONAL:
            raise
        raise _faulty("imports-missing", "") from None


def _shown_name(name: str) -> str:
    """A file as it is named in what is said of it; pasted rows have no name."""
    return "" if name == STANDARD_INPUT else Path(name).name


def _content(name: str) -> bytes:
    """A file's content, one sign more than the largest at the most: what is larger is refused where it is read."""
    from latepay_core.imports.limits import LARGEST_FILE

    if name == STANDARD_INPUT:
        return standard_input(lambda stream: stream.read(LARGEST_FILE + 1))
    try:
        with Path(name).open("rb") as stream:
            return stream.read(LARGEST_FILE + 1)
    except (OSError, ValueError):
        raise ClaimRefused([refuse("file-unreadable", "", name=shown_value(name))]) from None


def _view(found: "Found", made: "Assembled", day: date) -> View:
    from latepay_core.imports.told import remark_told

    if made.claims:
        yield heading(say("title.claims"))
        yield _claims_sheet(made.claims, day)
    yield from totals_told(found.ignored.get("total", 0), "fr")
    if made.settled:
        yield settled_told(made.settled, *_left_of(found, made, day).paid_late(day), "fr")
    if made.waiting:
        yield say("said.waiting", count=number_of(made.waiting))
    yield from _listed("questions", map(_asked, found.questions))
    yield from _listed("refused", _told(found.refused))
    yield from _listed("unread", _unread(found))
    yield from _listed("remarks", (_placed(each.place, in_words(remark_told(each))) for each in made.remarks))
    yield from _listed("payments", _left(made))


def _asked(question: "Question", *, options: bool = True) -> str:
    """A question, with the option that answers it."""
    from latepay_core.imports.told import question_told

    message = in_words(question_told(question))
    option = _ANSWERED_BY.get(question.about) if options and question.need else None
    said = say("said.option", message=message, option=option) if option else message
    return _placed(question.place, said)


def _told(refused: Iterable["Refused"]) -> Iterable[str]:
    """What did not go in and why; the rows of one reason together, unless one cell of each is to be looked at."""
    from latepay_core.imports.told import refusal_told

    grouped: dict[tuple[str, str, str, str], Place] = {}
    for each in refused:
        key = (each.place.file, each.place.sheet, each.place.cell, in_words(refusal_told(each)))
        before = grouped.get(key)
        grouped[key] = each.place if before is None else replace(before, rows=before.rows + each.place.rows)
    for (*_, message), place in grouped.items():
        yield _placed(place, message)


def _unread(found: "Found") -> Iterable[str]:
    """The columns of each table that hold something and are not read."""
    from latepay_core.imports.grid import column_letter

    for table in found.tables:
        unread = [each for each in table.columns if not each.role and each.samples and not each.remarks_read]
        names = (say("said.column", letter=column_letter(each.at), heading=each.heading).strip() for each in unread)
        if unread:
            yield _placed(table.place, ", ".join(names))


def _where(place: "Place") -> str:
    from latepay_core.imports.told import place_told

    return in_words(place_told(place))


def _placed(place: "Place", message: str) -> str:
    where = _where(place)
    said = message if message.endswith(("?", "…", ".")) else say("said.stop", message=message)
    return say("said.placed", place=where, message=said) if where else said


def _left(made: "Assembled") -> Iterable[str]:
    for receipt in made.receipts:
        figures = {"amount": amount(receipt.amount), "day": date_in_numbers(receipt.paid_on)}
        payer = receipt.payer or receipt.reference or say("said.unnamed")
        yield say("said.payment", place=_where(receipt.place), payer=payer, **figures)
    for note in made.credit_notes:
        figures = {"number": note.number, "amount": amount(note.amount)}
        yield say("said.credit-note", place=_where(note.place), **figures)


def _listed(name: str, items: Iterable[str]) -> View:
    """A list under its heading, its first lines and how many others there are."""
    found = list(items)
    if found:
        yield ""
        yield heading(say(f"title.{name}"))
        yield from (BULLET + item for item in found[:_MOST_LINES])
        if len(found) > _MOST_LINES:
            yield BULLET + _and_more(len(found) - _MOST_LINES)


def _and_more(count: int) -> str:
    return say("said.more-one" if count == 1 else "said.more", count=number_of(count))


def _claims_sheet(claims: Sequence[dict[str, Any]], day: date) -> Sheet:
    from latepay_core.imports.matching import left_on

    columns = (
        Column(say("column.customer"), words=True),
        Column(say("column.invoices"), right=True),
        Column(say("column.open"), right=True),
        Column(say("column.oldest")),
    )
    sheet = Sheet(columns)
    for claim in claims:
        due = min((day for each in claim["invoices"] for day in _due_days(each)), default=None)
        oldest = date_in_numbers(due) if due else say("said.term-unknown")
        sheet.add(_customer_of(claim, claims), number_of(len(claim["invoices"])), amount(left_on(claim, day)), oldest)
    return sheet


def _due_days(invoice: dict[str, Any]) -> list[date]:
    """The days on which an invoice is to be paid, by its term where it has one; none that are unknown."""
    if parts := invoice.get("instalments"):
        return [date.fromisoformat(each["due_on"]) for each in parts]
    found = due_on(Invoice.model_validate(invoice))
    return [] if found is None else [found]


class Left(NamedTuple):
    """What of a file went into no claim: the rows and how each is told, the settled invoices, those that wait."""

    rows: int = 0
    told: tuple[str, ...] = ()
    settled: int = 0
    waiting: int = 0
    #: The settled invoices whose days are known, as claims: paid late, they still owe what that cost.
    paid: tuple[Claim, ...] = ()
    #: The rows that sum others up.
    totals: int = 0

    def paid_late(self, day: date) -> tuple[int, Decimal]:
        """How many of the settled invoices were paid late, and what they still owe on a day."""
        found = [each for claim in self.paid for each in _paid_late(claim.model_copy(update={"as_of": day}))]
        return len(found), sum((each.total_due for each in found), Decimal(0))


def _paid_late(claim: Claim) -> "Iterable[InvoiceStatement]":
    """Those of a claim; none where it cannot be reckoned."""
    try:
        return paid_late_in(Case(claim))
    except (ClaimRefused, NotCovered):
        return ()


class Read(NamedTuple):
    """The claims of a file, and what went into none."""

    claims: list[Claim]
    left: Left = Left()


def left_view(left: Left, language: Language, day: date) -> View:
    """What a statement's totals leave out of the list: how many rows and which, how many settled invoices.

    Of those that were paid late, it says what they still owe on that day.
    """
    if left.rows:
        yield worded("cli/left.rows", language, count=left.rows)
        yield from (BULLET + each for each in left.told[:_MOST_LINES])
        if more := max(0, len(left.told) - _MOST_LINES):
            yield BULLET + worded("cli/left.more-one" if more == 1 else "cli/left.more", language, count=more)
    yield from totals_told(left.totals, language)
    if left.settled:
        yield settled_told(left.settled, *left.paid_late(day), language)
    if left.waiting:
        yield worded("cli/left.waiting", language, count=left.waiting)


def totals_told(count: int, language: Language) -> View:
    """How many rows of a list sum others up, and were left aside."""
    if count:
        yield worded("cli/left.totals-one" if count == 1 else "cli/left.totals", language, count=count)


def settled_told(count: int, late: int, owed: Decimal, language: Language) -> str:
    """How many settled invoices stand apart, how many of them were paid late, and what these still owe."""
    key = "settled" if not late else "settled-late-one" if late == 1 else "settled-late"
    return worded(f"cli/left.{key}", language, count=count, late=late, owed=owed)


def _left_of(found: "Found", made: "Assembled", day: date | None) -> Left:
    rows = sum(max(1, len(each.place.rows)) for each in found.refused)
    paid = _settled_in(found, day or date.max) if made.settled else ()
    told, totals = tuple(map(_left_row, found.refused)), found.ignored.get("total", 0)
    return Left(rows, told, made.settled, made.waiting, paid, totals)


def _settled_in(found: "Found", day: date) -> tuple[Claim, ...]:
    """The invoices of what was found that were settled up to a day, alone, as claims."""
    from latepay_core.imports.assembling import assembled

    settled = tuple(
        each
        for each in found.invoices
        if each.open == 0 and not any(paid.paid_on is not None and paid.paid_on > day for paid in each.paid)
    )
    made = assembled(replace(found, documents=settled, receipts=()), settled=True)
    return tuple(_validated(list(made.claims))) if made.claims else ()


def _left_row(refused: "Refused") -> str:
    """A row left out: where it stands and why, its invoice and its amount where known."""
    number, said = refused.figures.get("number"), next(iter(_told([refused])))
    if refused.amount is None:
        return say("said.left-invoice", said=said, number=number) if number else said
    key = "said.left-both" if number else "said.left-amount"
    return say(key, said=said, number=number or "", amount=amount(refused.amount))


def claims_of_file(name: str, *, told_below: bool = False, settled: bool = False, day: date | None = None) -> Read:
    """The claims of a file: a saved claim, several of them, or a list or an electronic invoice read at once.

    Raises ClaimRefused; what of a list did not go in, and what is asked, is said on standard error. `told_below`: the
    rows left out stand under the totals of the answer (`left_view`), and are not said twice. With `settled`, a list's
    invoices that were paid in full on known days count too; a list that has no other gives no claim without it.
    """
    content = content_of(name) if _is_json_name(name) else _content(name)
    if len(content) > FILE_LIMIT and _is_json(content):
        raise too_large(more_than(FILE_LIMIT))
    if len(content) <= FILE_LIMIT and other_file(content) in _OURS and _is_json(content):
        data = read_json(content)
        if isinstance(data, dict) and data.get("schema") == "latepay.cases/1":
            return Read(_validated(data.get("claims")))
        return Read([read_claim(content)])
    return _claims_in(name, content, told_below, settled=settled, day=day)


def some_of_file(name: str, *, told_below: bool = False, settled: bool = False, day: date | None = None) -> Read:
    """The same; raises ClaimRefused for a file whose invoices are all settled, too."""
    read = claims_of_file(name, told_below=told_below, settled=settled, day=day)
    if not read.claims:
        key = "all-settled-one" if read.left.settled == 1 else "all-settled"
        raise _faulty(key, "", count=number_of(read.left.settled))
    return read


def claim_of_file(name: str, day: date | None = None) -> Claim:
    """The one claim of a file; raises ClaimRefused for a file of several."""
    claims = some_of_file(name, day=day).claims
    if len(claims) > 1:
        named = [{"debtor": {"name": each.debtor.name, "siren": each.debtor.siren}} for each in claims]
        raise _faulty("several", "", count=number_of(len(claims)), choices=_choices(named))
    return claims[0]


def _is_json_name(name: str) -> bool:
    return Path(name).suffix.lower() == ".json"


def _is_json(content: bytes) -> bool:
    start = content.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00")[:1]
    return start in (b"{", b"[", b"")


def _validated(claims: object) -> list[Claim]:
    import json

    if not isinstance(claims, list) or not claims:
        raise ClaimRefused([refuse("file-not-a-claim", "")])
    return [read_claim(json.dumps(each, ensure_ascii=False)) for each in claims]


def _claims_in(name: str, content: bytes, told_below: bool, *, settled: bool, day: date | None) -> Read:
    """The claims that a list or an electronic invoice makes; what did not go in is said on standard error."""
    from latepay_core.imports.told import remark_told

    done = _imported([(name, content)], _answers(None, None, month_first=None), settled=settled, day=day)
    found, made = done.found, done.made
    if _is_json_name(name) and not (found.documents or found.receipts):
        # It was to be a claim: what is wrong with it as one is what its user has to know.
        return Read([read_claim(content)])
    for question in found.questions:
        complain(_asked(question, options=False))
    if not told_below or not made.claims:
        for refused in _told(found.refused):
            complain(refused)
    for unread in _unread(found):
        complain(say("said.unread", columns=unread))
    for remark in made.remarks[:_MOST_LINES]:
        complain(_placed(remark.place, in_words(remark_told(remark))))
    if len(made.remarks) > _MOST_LINES:
        complain(_and_more(len(made.remarks) - _MOST_LINES))
    left = _left_of(found, made, day)
    if not made.claims and left.paid:
        return Read([], left)
    if not made.claims:
        raise _faulty("no-claim" if not made.waiting else "no-answer", "", name=shown_value(Path(name).name))
    return Read(_validated(list(made.claims)), left)
