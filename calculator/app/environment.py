"""The templates, and the French forms they use."""

from collections.abc import Callable
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from jinja2 import BaseLoader, Environment, FileSystemLoader, ModuleLoader, StrictUndefined
from markupsafe import Markup, escape

from calculator.app.addressing import either, wordings
from calculator.app.countries import country_groups
from calculator.app.happened import event_choices
from calculator.app.sectors import sector_choices, sectors_asking_delivery
from calculator.app.wording import shown, without_keys
from latepay_core.said import Said
from latepay_core.wording import say
from latepay_core.wording.french import amount, date_in_numbers, date_in_words, number, percent

FOLDER = Path(__file__).parent
#: Where the browser's bundle keeps the templates as byte code, so that none is compiled in the page. It is a folder of
#: an archive there, which Python can import from but the file system does not know.
COMPILED = FOLDER / "compiled_templates"


@cache
def environment() -> Environment:
    """The one environment of the calculator's templates, with autoescape on."""
    compiled = find_spec(f"{__package__}.{COMPILED.name}")
    return make_environment(ModuleLoader(COMPILED) if compiled else FileSystemLoader(FOLDER / "templates"))


def _plain[T](form: Callable[[T], str]) -> Callable[[T], Markup]:
    """A form of figures as HTML: digits, units and spaces need no escaping, and a page has thousands of them."""

    @lru_cache(maxsize=4096)
    def safe(value: T) -> Markup:
        return Markup(form(value))

    return safe


@lru_cache(maxsize=8192)
def _escaped(text: str) -> Markup:
    return escape(text)


def _finalize(value: object) -> object:
    """Plain text is escaped here, from memory when it was met before: without its C code, escaping is slow."""
    if isinstance(value, Said):
        value = say(value)
    return _escaped(value) if type(value) is str else value


def make_environment(loader: BaseLoader | None = None) -> Environment:
    """An environment over the given loader, or over the template files."""
    made = Environment(
        loader=loader or FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        auto_reload=False,
        finalize=_finalize,
    )
    made.filters.update(
        amount=_plain(amount),
        figure=_plain(number),
        percent=_plain(percent),
        in_numbers=_plain(date_in_numbers),
        in_words=_plain(date_in_words),
        as_shown=shown,
        without_keys=without_keys,
    )
    made.globals.update(
        country_groups=country_groups,
        either=either,
        wordings=wordings,
        event_choices=event_choices,
        sector_choices=sector_choices,
        sectors_asking_delivery=sectors_asking_delivery,
    )
    return made
