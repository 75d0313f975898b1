"""`latepay verify`: whether the reckoning of a PDF can be redone to the cent."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from latepay_core.claim import ClaimRefused
from latepay_core.claim.reading import megabytes
from latepay_core.claim.refusals import refuse, shown_value
from latepay_core.cli.layout import View, listed
from latepay_core.cli.reading import STANDARD_INPUT, standard_input
from latepay_core.cli.sentences import sentence
from latepay_core.cli.terminal import show
from latepay_core.said import said

if TYPE_CHECKING:
    from latepay_core.outputs.verify import Verification

PdfFile = Annotated[
    str, typer.Argument(metavar=sentence("cli.metavar.pdf"), help=sentence("cli.help.pdf"), show_default=False)
]
AsJson = Annotated[bool, typer.Option("--json", help=sentence("cli.help.json"), show_default=False)]


def verify(pdf_file: PdfFile, as_json: AsJson = False) -> int:
    """Redoes the reckoning of a PDF. The status is 0 where it agrees, 1 where it differs, 2 where it cannot be."""
    from latepay_core.outputs.verify import verify as verified

    found = verified(_content(pdf_file))
    if as_json:
        print(json.dumps(found.model_dump(mode="json"), ensure_ascii=False, indent=2))
    else:
        show(_view(found))
    return int(found.outcome)


def _content(name: str) -> bytes:
    """The file, unless it is too large: then it is not read whole, and its true size is said."""
    from latepay_core.outputs.verify import FILE_LIMIT, too_large

    def limited(stream: BinaryIO) -> bytes:
        content = stream.read(FILE_LIMIT + 1)
        if len(content) > FILE_LIMIT:
            raise too_large(said("refusals/more-than", size=megabytes(FILE_LIMIT)))
        return content

    if name == STANDARD_INPUT:
        return standard_input(limited)
    try:
        with Path(name).open("rb") as stream:
            size = Path(name).stat().st_size
            if size > FILE_LIMIT:
                raise too_large(megabytes(size))
            return limited(stream)
    except (OSError, ValueError) as error:
        if isinstance(error, ClaimRefused):
            raise
        raise ClaimRefused([refuse("file-unreadable", "", name=shown_value(name))]) from None


def _view(found: "Verification") -> View:
    yield found.message
    yield from listed("differences", (each.message for each in found.differences))
    yield from listed("remarks", found.remarks)
