"""The command that writes one letter for each customer of a list."""

import csv
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args

import typer

from latepay_core.claim.reading import read_json
from latepay_core.claim.refusals import shown_value
from latepay_core.cli.ledger import harmless, missing_library, shown_figures
from latepay_core.cli.letters import chosen
from latepay_core.cli.options import AsJson, Logo
from latepay_core.cli.reading import content_of, read_day
from latepay_core.cli.sentences import fault_in
from latepay_core.cli.terminal import complain, show
from latepay_core.cli.usage import FrenchCommand
from latepay_core.wording import say as sentence_of
from latepay_core.wording import worded_in
from latepay_core.wording.french import number_of

if TYPE_CHECKING:
    from latepay_core.ledger.mailing import Debt, Order, Sent

PrintJson = Callable[[dict[str, Any]], None]
LetterBatchFormat = Literal["pdf", "docx"]
#: The exit status of a run of which a customer was refused.
REFUSED = 2
_WRITTEN = ("number", "customer", "file", "invoices")
_REFUSED = ("number", "customer", "field", "code", "reason")
_COMMON = ("creditor", "letter")

#: The sentence of a key of this command's catalogue.
say = partial(worded_in, "cli-letters-batch")
_faulty = partial(fault_in, "cli-letters-batch")


def _option(name: str, *flags: str, metavar: str | None = None) -> Any:
    return typer.Option(*flags, help=say(f"help.{name}"), metavar=metavar, show_default=False)


List = Annotated[str, typer.Argument(metavar=say("metavar.file"), help=say("help.file"), show_default=False)]
Template = Annotated[str, _option("template", "--template", metavar="LETTRE")]
Folder = Annotated[str, _option("output", "--output", "-o", metavar="DOSSIER")]
Form = Annotated[str | None, _option("format", "--format", metavar="pdf|docx")]
Common = Annotated[str | None, _option("creditor", "--creditor", metavar="FICHIER")]
AsOf = Annotated[str | None, _option("as-of", "--as-of", metavar="DATE")]


def register(app: typer.Typer, today: Callable[[], date], print_json: PrintJson) -> None:
    """Adds the command to the program."""

    @app.command("letters-batch", cls=FrenchCommand, help=say("help.letters-batch"))
    def letters_batch(
        file: List,
        template: Template,
        output: Folder,
        *,
        form: Form = None,
        creditor: Common = None,
        logo: Logo = None,
        as_of: AsOf = None,
        as_json: AsJson = False,
    ) -> None:
        """Writes a letter for each customer of a list."""
        day = today() if as_of is None else read_day(as_of, "--as-of")
        wanted = chosen(form, "--format", get_args(LetterBatchFormat)) or "pdf"
        sent = _sent(file, template, Path(output), wanted, _common(creditor), day, logo)
        answer = _answer(sent, template, wanted, day)
        if as_json:
            print_json(answer)
        else:
            written = answer["written"]
            show([say("said.written-one" if written == 1 else "said.written", count=number_of(written), folder=output)])
        _tell(sent)
        if not any(each.file for each in sent):
            raise _faulty("nothing-written", "")
        if answer["refused"]:
            raise typer.Exit(REFUSED)


def _common(name: str | None) -> dict[str, Any]:
    """Who is owed, and what the letters need beside, from a claim of theirs or a file of these two keys alone."""
    if name is None:
        return {}
    data = read_json(content_of(name))
    if not isinstance(data, dict) or not isinstance(data.get("creditor"), dict):
        raise _faulty("no-creditor", name)
    return {key: data[key] for key in _COMMON if key in data}


def _picture(logo: str | None) -> bytes | None:
    """The logo's file, read once to know that it is one."""
    if logo is None:
        return None
    from latepay_core.outputs.letter_files import logo_of

    content = content_of(logo)
    logo_of(content)
    return content


def _sent(
    file: str, template: str, folder: Path, form: str, common: dict[str, Any], day: date, logo: str | None
) -> list["Sent"]:
    with missing_library():
        from latepay_core.ledger.mailing import Order, begin, debts_of, mark_of
        from latepay_core.ledger.sources import Unusable, opened
    from latepay_core.letters.catalogue import kinds
    from latepay_core.statement.edition import edition

    chosen(template, "--template", tuple(kinds()))
    order = Order(template, form, folder, day, common, _picture(logo))
    try:
        debts = debts_of(opened(Path(file)))
        if begin(folder, mark_of(Path(file), order, edition().hash)):
            complain(say("said.goes-on", folder=str(folder)))
        sent = _written(debts, order)
    except Unusable as unusable:
        # A fault of the list itself is told as `latepay ledger` tells it.
        own = unusable.code in ("a-result", "no-customer", "row-cells", "another-run", "folder-not-empty")
        fault = _faulty if own else partial(fault_in, "cli-ledger")
        raise fault(unusable.code, file, **shown_figures(unusable.figures)) from None
    except FileNotFoundError:
        raise fault_in("cli-ledger", "unreadable-file", file, name=shown_value(file)) from None
    except OSError:
        raise _faulty("unwritable", "--output", folder=shown_value(str(folder))) from None
    _list(folder, sent)
    return sent


def _written(debts: list["Debt"], order: "Order") -> list["Sent"]:
    from latepay_core.ledger.mailing import write_all

    sent: list[Sent] = []
    try:
        with _progress(len(debts)) as advance:
            for each in write_all(debts, order):
                sent.append(each)
                advance()
    except KeyboardInterrupt:
        done = sum(bool(each.file) for each in sent)
        complain(say("said.interrupted-one" if done == 1 else "said.interrupted", count=number_of(done)))
        raise
    return sent


@contextmanager
def _progress(count: int) -> Iterator[Callable[[], None]]:
    """A bar on standard error, where somebody sits there."""
    import sys

    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=count)
        yield lambda: bar.advance(task)


def _list(folder: Path, sent: list["Sent"]) -> None:
    """The letters of the folder, and the customers who have none."""
    letters = [(each.number, each.customer, each.file, each.invoices) for each in sent if each.file]
    refused = [
        (each.number, each.customer, each.refusal.path, each.refusal.code, sentence_of(each.refusal.message))
        for each in sent
        if each.refusal
    ]
    _table(folder / say("file.written"), _WRITTEN, letters)
    if refused:
        _table(folder / say("file.refused"), _REFUSED, refused)
    else:
        (folder / say("file.refused")).unlink(missing_ok=True)


def _table(path: Path, columns: tuple[str, ...], rows: list[Any]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(say(f"column.{name}") for name in columns)
        writer.writerows([harmless(cell) for cell in row] for row in rows)


def _answer(sent: list["Sent"], template: str, form: str, day: date) -> dict[str, Any]:
    """What was done as `latepay.letters-batch/1` (docs/format)."""
    return {
        "schema": "latepay.letters-batch/1",
        "as_of": day.isoformat(),
        "template": template,
        "format": form,
        "written": sum(bool(each.file) and not each.kept for each in sent),
        "kept": sum(each.kept for each in sent),
        "to_complete": sum(bool(each.gaps) for each in sent),
        "refused": dict(sorted(Counter(each.refusal.code for each in sent if each.refusal).items())),
    }


def _tell(sent: list["Sent"]) -> None:
    kept, gaps = sum(each.kept for each in sent), sum(bool(each.gaps) for each in sent)
    refused = sum(each.refusal is not None for each in sent)
    for key, count in (("kept", kept), ("gaps", gaps), ("refused", refused)):
        if count:
            complain(say(f"said.{key}", count=number_of(count), file=say("file.refused")))
