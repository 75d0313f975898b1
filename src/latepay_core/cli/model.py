"""The commands that show how a claim is written: a filled example, and every key there may be."""

import pkgutil

import typer

from latepay_core.claim.schema import as_text
from latepay_core.cli.options import Force, OutputIfAny
from latepay_core.cli.output import STANDARD_STREAM, destination, format_of
from latepay_core.cli.sentences import sentence
from latepay_core.cli.usage import FrenchCommand


def register(app: typer.Typer) -> None:
    """Adds the commands to the program."""

    @app.command(cls=FrenchCommand, help=sentence("cli.help.example"))
    def example(output: OutputIfAny = None, force: Force = False) -> None:
        """Writes a claim to begin from."""
        _write(pkgutil.get_data("latepay_core.cli", "example.json"), output, force=force)

    @app.command(cls=FrenchCommand, help=sentence("cli.help.schema"))
    def schema(output: OutputIfAny = None, force: Force = False) -> None:
        """Writes the JSON Schema of a claim."""
        _write(as_text().encode(), output, force=force)


def _write(content: bytes | None, output: str | None, *, force: bool) -> None:
    format_of(output, None, ("json",), default="json")
    destination(output or STANDARD_STREAM, inputs=(), force=force, binary=False).write(content or b"")
