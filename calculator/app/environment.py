"""The templates, and the French forms they use."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from jinja2 import BaseLoader, Environment, FileSystemLoader, ModuleLoader, StrictUndefined

from calculator.app.wording import shown
from latepay_core.language import amount, date_in_numbers, date_in_words, number, percent

FOLDER = Path(__file__).parent
#: Where the browser's bundle keeps the templates as byte code, so that none is compiled in the page. It is a folder of
#: an archive there, which Python can import from but the file system does not know.
COMPILED = FOLDER / "compiled_templates"


@cache
def environment() -> Environment:
    """The one environment of the calculator's templates, with autoescape on."""
    compiled = find_spec(f"{__package__}.{COMPILED.name}")
    return make_environment(ModuleLoader(COMPILED) if compiled else FileSystemLoader(FOLDER / "templates"))


def make_environment(loader: BaseLoader | None = None) -> Environment:
    """An environment over the given loader, or over the template files."""
    made = Environment(
        loader=loader or FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        auto_reload=False,
    )
    made.filters.update(
        amount=amount,
        number=number,
        percent=percent,
        in_numbers=date_in_numbers,
        in_words=date_in_words,
        shown=shown,
    )
    return made
