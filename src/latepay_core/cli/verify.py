"""`latepay verify`: whether the reckoning of a PDF can be redone to the cent."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from latepay_core.claim import ClaimRefused
from latepay_core.claim.refusals import refuse, shown_value
from latepay_core.cli.layout import View, listed
from latepay_core.cli.reading import STANDARD_INPUT, standard_input
from latepay_core.cli.terminal import show
from latepay_core.language import sentence

if TYPE_CHECKING:
    from latepay_core.letters.verify import Verification

PdfFile = Annotated[
    str, typer.Argument(metavar=sentence("cli.metavar.pdf"), help=sentence("cli.help.pdf"), show_default=False)
]
AsJson = Annotated[bool, typer.Option("--json", help=sentence("cli.help.json"), show_default=False)]


def verify(pdf_file: PdfFile, as_json: AsJson = False) -> int:
    """Redoes the reckoning of a PDF. The status is 0 where it agrees, 1 where it differs, 2 where it cannot be."""
    from latepay_core.letters.verify import FILE_LIMIT
    from latepay_core.letters.verify import verify as verified

    found = verified(_content(pdf_file, FILE_LIMIT + 1))
    if as_json:
        print(json.dumps(found.model_dump(mode="json"), ensure_ascii=False, indent=2))
    else:
        show(_view(found))
    return int(found.outcome)


def _content(name: str, most: int) -> bytes:
    """One byte more than is accepted at most, so that a file too large is refused without being read whole."""
    try:
        if name == STANDARD_INPUT:
            return standard_input(lambda stream: stream.read(most))
        with Path(name).open("rb") as stream:
            return stream.read(most)
    except (OSError, ValueError) as error:
        if isinstance(error, ClaimRefused):
            raise
        raise ClaimRefused([refuse("file-unreadable", "", name=shown_value(name))]) from None


def _view(found: "Verification") -> View:
    yield found.message
    yield from listed("differences", (each.message for each in found.differences))
    yield from listed("remarks", found.remarks)
