"""The options and arguments that several commands share."""

from typing import Annotated, Any

import typer

from latepay_core.claim import Claim
from latepay_core.cli.output import say
from latepay_core.cli.sentences import sentence
from latepay_core.said import Language


def option(name: str, *flags: str, metavar: str | None = None, **settings: Any) -> Any:
    """An option whose help is the sentence `cli.help.<name>`, and whose value is shown as `cli.metavar.<metavar>`."""
    shown = sentence(f"cli.metavar.{metavar}") if metavar else None
    return typer.Option(*flags, help=sentence(f"cli.help.{name}"), metavar=shown, show_default=False, **settings)


ClaimFile = Annotated[
    str, typer.Argument(metavar=sentence("cli.metavar.claim"), help=sentence("cli.help.claim"), show_default=False)
]
AsOf = Annotated[str | None, option("as-of", "--as-of", metavar="date")]
AnswerLanguage = Annotated[str | None, option("answer-language", "--language", metavar="language")]
AsJson = Annotated[bool, option("json", "--json")]

#: Of the commands that write a file, and of those that may.
Output = Annotated[
    str, typer.Option("--output", "-o", help=say("help.output"), metavar=say("metavar.file"), show_default=False)
]
OutputIfAny = Annotated[
    str | None,
    typer.Option("--output", "-o", help=say("help.output-if-any"), metavar=say("metavar.file"), show_default=False),
]
Logo = Annotated[str | None, option("logo", "--logo", metavar="file")]
Force = Annotated[bool, typer.Option("--force", help=say("help.force"), show_default=False)]


def in_language(claim: Claim, language: Language | None) -> Claim:
    """The claim answered in that language, else in its own."""
    return claim.model_copy(update={"language": language}) if language else claim
