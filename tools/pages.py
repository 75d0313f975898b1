"""The templates of the pages that the site generates."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from latepay_core.said import Said
from latepay_core.wording import say

TEMPLATES = Path(__file__).resolve().parent / "templates"


def templates(*, escaped: bool = True, **filters: Callable[..., Any]) -> Environment:
    """The templates with some filters; what they print is `escaped`, and a name that is missing is a fault."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=escaped,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_in_words,
    )
    made.filters |= filters
    return made


def _in_words(value: object) -> object:
    """What the core says, as the guide's language says it."""
    return say(value) if isinstance(value, Said) else value
