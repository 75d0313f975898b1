"""The templates of the letters, and the forms they use: what letters share, `fr/parts.html`; a letter's own, by its
folder, `court/claim_declaration/fr.html`.

The browser gets them compiled: a bundle calls `make_environment().compile_templates(…)` and puts what comes out into
`compiled_templates`, which is then used in place of the files.
"""

from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from jinja2 import BaseLoader, Environment, FileSystemLoader, ModuleLoader, StrictUndefined

from latepay_core.letters.forms import filters
from latepay_core.said import Language, Said
from latepay_core.wording import say

FOLDER = Path(__file__).parent
COMPILED = FOLDER / "compiled_templates"
PLACES = (FOLDER / "templates", FOLDER / "kinds")


@cache
def environment(language: Language = "fr") -> Environment:
    """The one environment of a language."""
    compiled = find_spec(f"{__package__}.{COMPILED.name}")
    return make_environment(ModuleLoader(COMPILED) if compiled else None, language)


def is_of(language: Language, name: str) -> bool:
    """Whether a template is one of a language's.

    >>> is_of("fr", "fr/parts.html"), is_of("en", "chase/first_reminder/en.html"), is_of("fr", "court/fr.toml")
    (True, True, False)
    """
    return name.endswith(".html") and (name.startswith(f"{language}/") or name.endswith(f"/{language}.html"))


def _in_words(language: Language) -> Callable[[object], object]:
    """What a template prints: a missing value is a fault, what is to be said is put into the letter's language."""

    def finalize(value: object) -> object:
        if value is None:
            raise ValueError("a template prints a value that is missing")
        return say(value, language) if isinstance(value, Said) else value

    return finalize


def make_environment(loader: BaseLoader | None = None, language: Language = "fr") -> Environment:
    """An environment over the given loader, or over the template files; a missing value is a fault, never « None »."""
    made = Environment(
        loader=loader or FileSystemLoader(PLACES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        auto_reload=False,
        finalize=_in_words(language),
        # what compiled templates are made with, they need no more
        extensions=[] if isinstance(loader, ModuleLoader) else ["jinja2.ext.do"],
    )
    made.filters.update(filters(language))
    return made
