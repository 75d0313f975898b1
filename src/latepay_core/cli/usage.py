"""typer in French: the help of each command, and what is wrong with the options and words given.

typer keeps the types of its contexts and parameters to itself; they are `Any` here.
"""

import difflib
import re
import textwrap
from collections.abc import Iterable
from typing import Any

from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from latepay_core.claim import ClaimRefused
from latepay_core.claim.refusals import shown_value
from latepay_core.cli.reading import faulty
from latepay_core.cli.sentences import sentence
from latepay_core.cli.terminal import width

_WIDEST = 96
_FIRST_COLUMN = 26


class FrenchCommand(TyperCommand):
    """A command whose help is in French, and which names the words that it has no use for."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        ctx.allow_extra_args = True
        left = super().parse_args(ctx, args)
        if ctx.args:
            words = shown_value(" ".join(ctx.args))
            raise faulty(
                "too-many" if len(ctx.args) == 1 else "too-many-words", "", words=words, command=ctx.command_path
            )
        return left

    def get_help(self, ctx: Any) -> str:
        return _help(self, ctx, [])


class FrenchGroup(TyperGroup):
    """The program itself: its help lists the commands, and a command that does not exist is refused in French."""

    def get_help(self, ctx: Any) -> str:
        return _help(self, ctx, [(name, command.help or "") for name, command in self.commands.items()])

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            choices = ", ".join(self.commands)
            raise faulty("unknown-command", "", given=shown_value(args[0]), choices=choices)
        return super().resolve_command(ctx, args)


def _help(command: TyperCommand | TyperGroup, ctx: Any, commands: list[tuple[str, str]]) -> str:
    arguments: list[Any] = []
    options: list[Any] = []
    for parameter in command.get_params(ctx):
        (arguments if parameter.param_type_name == "argument" else options).append(parameter)
    usage = [ctx.command_path, sentence("cli.help.options-word"), *(each.metavar or "" for each in arguments)]
    if commands:
        usage.append(sentence("cli.help.command-word"))
    parts = [
        sentence("cli.help.usage", usage=" ".join(usage)),
        textwrap.fill(command.help or "", _room()),
        *_section("arguments", ((each.metavar or "", _explained(each)) for each in arguments)),
        *_section("options", ((_spelt(each), _explained(each)) for each in options)),
        *_section("commands", commands),
    ]
    if any(each.metavar == sentence("cli.metavar.date") for each in options):
        parts.append(sentence("cli.help.dates"))
    return "\n\n".join(parts)


def _room() -> int:
    return min(width(), _WIDEST)


def _section(name: str, entries: Iterable[tuple[str, str]]) -> list[str]:
    lines = []
    for head, text in entries:
        body = textwrap.wrap(text, _room() - _FIRST_COLUMN) or [""]
        if len(head) + 4 > _FIRST_COLUMN:
            lines.append(f"  {head}")
        else:
            lines.append(f"  {head:<{_FIRST_COLUMN - 2}}{body.pop(0)}")
        lines += [" " * _FIRST_COLUMN + line for line in body]
    return ["\n".join([sentence(f"cli.help.{name}"), *lines])] if lines else []


def _spelt(parameter: Any) -> str:
    return f"{', '.join(parameter.opts)} {parameter.metavar or ''}".rstrip()


def _explained(parameter: Any) -> str:
    if "--help" in parameter.opts:
        return sentence("cli.help.help")
    required = parameter.required and parameter.param_type_name == "option"
    return f"{parameter.help} {sentence('cli.help.required') if required else ''}".rstrip()


def usage_refused(error: TyperException, program: str) -> ClaimRefused:
    """What typer refused, in French: it tells its errors apart by class, and their texts are English.

    `program` is the command that was called, for the errors that do not say it.
    """
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else program
    option = str(getattr(error, "option_name", ""))
    parameter = getattr(error, "param", None)
    match type(error).__name__:
        case "NoSuchOption":
            return _unknown_option(error, option, command)
        case "MissingParameter" if parameter is not None:
            return _missing(parameter, command)
        case "BadOptionUsage":
            unwanted = "does not take a value" in error.message
            return faulty("value-unwanted" if unwanted else "value-missing", option, command=command)
    return faulty("unreadable-call", "", command=command)


def _missing(parameter: Any, command: str) -> ClaimRefused:
    """What an argument is, or what an option is for: the first words of its help."""
    if parameter.param_type_name == "argument":
        return faulty("missing", parameter.metavar, what=_named(parameter), command=command)
    what = re.split(r"[.;:,\u202f\u00a0]", parameter.help)[0].strip()
    return faulty("missing-option", parameter.opts[0], what=what[:1].lower() + what[1:], command=command)


def _named(argument: Any) -> str:
    try:
        return sentence(f"cli.missing.{argument.name}")
    except KeyError:
        return str(argument.metavar)


def _unknown_option(error: TyperException, option: str, command: str) -> ClaimRefused:
    known = [name for each in getattr(error, "ctx").command.params for name in each.opts]  # noqa: B009
    close = difflib.get_close_matches(option, known, n=1)
    if close:
        return faulty("unknown-option-close", option, close=close[0])
    return faulty("unknown-option", option, command=command)
