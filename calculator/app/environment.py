"""The templates, and the French forms they use."""

from collections.abc import Callable
from functools import cache, lru_cache, partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any, get_args

from jinja2 import BaseLoader, Environment, FileSystemLoader, ModuleLoader, StrictUndefined
from markupsafe import Markup, escape

from calculator.app.addressing import either, wordings
from calculator.app.countries import country_groups
from calculator.app.fields import IN_TEMPLATES
from calculator.app.happened import event_choices
from calculator.app.sectors import sector_choices
from calculator.app.wording import LANGUAGES, cited, shown, without_keys, worded
from latepay_core.said import Language, Said
from latepay_core.wording import printed, say

FOLDER = Path(__file__).parent
#: Where the browser's bundle keeps the templates of each language as byte code, so that none is compiled in the page.
#: It is a folder of an archive there, which Python can import from but the file system does not know.
COMPILED: dict[Language, str] = {each: f"compiled_templates_{each}" for each in LANGUAGES}
#: The forms of figures that the templates use, by the core's names.
_FORMS = {
    "amount": "amount",
    "count": "count",
    "figure": "number",
    "percent": "percent",
    "in_numbers": "day",
    "in_words": "date",
}


def asked_kinds() -> list[tuple[str, str]]:
    """The kinds of lines that a claim received may hold, with their words."""
    from latepay_core.claim.asked import Kind

    return [(kind, worded(f"weighing/line.{kind}")) for kind in get_args(Kind)]


@cache
def environment(language: Language = "fr") -> Environment:
    """The one environment of the calculator's templates in a language, with autoescape on."""
    compiled = find_spec(f"{__package__}.{COMPILED[language]}")
    loader = ModuleLoader(FOLDER / COMPILED[language]) if compiled else FileSystemLoader(FOLDER / "templates")
    return make_environment(loader, language)


def _plain(form: str, language: Language) -> Callable[[Any], Markup]:
    """A form of figures as HTML: digits, units and spaces need no escaping, and a page has thousands of them."""

    @lru_cache(maxsize=4096)
    def safe(value: Any) -> Markup:
        return Markup(printed(value, form, language))

    return safe


@lru_cache(maxsize=8192)
def _escaped(text: str) -> Markup:
    return escape(text)


def _finalize(language: Language, value: object) -> object:
    """Plain text is escaped here, from memory when it was met before: without its C code, escaping is slow."""
    if isinstance(value, Said):
        value = say(value, language)
    return _escaped(value) if type(value) is str else value


def make_environment(loader: BaseLoader | None = None, language: Language = "fr") -> Environment:
    """An environment over the given loader, or over the template files; what these say is French, and is translated."""
    made = Environment(
        loader=loader or FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        auto_reload=False,
        finalize=partial(_finalize, language),
    )
    made.filters.update({name: _plain(form, language) for name, form in _FORMS.items()})
    made.filters.update(as_shown=shown, cited=cited, without_keys=without_keys)
    if language != "fr" and not isinstance(made.loader, ModuleLoader):
        from calculator.translation import English

        made.add_extension(English)
    made.globals.update(
        asked_kinds=asked_kinds,
        country_groups=country_groups,
        either=either,
        wordings=wordings,
        event_choices=event_choices,
        sector_choices=sector_choices,
        **IN_TEMPLATES,
    )
    return made
