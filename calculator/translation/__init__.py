"""The templates in another language: the French source, each piece of its text replaced by the catalogue's.

A template is written in French and marked nowhere. A piece is what a reader sees in one go: a run of text with the
links and figures inside it, an attribute that is read aloud, or a text that stands in an expression. `en/form.toml`
holds the English of `form.html`, `en/common.toml` that of what several templates say; a piece that neither holds is a
`MissingText`, whoever compiles the template. This runs when the page is built, never in the browser.
"""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from jinja2 import Environment
from jinja2.ext import Extension

from calculator.translation.pieces import Piece, is_words, pieces_of, rewritten

FOLDER = Path(__file__).parent
COMMON = "common"


class MissingText(KeyError):
    """A template says something that the language has no words for."""

    def __init__(self, template: str, language: str, text: str) -> None:
        super().__init__(f"{template}: « {text} » n’est pas dans {language}/{catalogue_of(template)}.toml")


@cache
def texts(name: str, language: str) -> dict[str, str]:
    """The texts of one catalogue, by their French; none where there is no such file.

    >>> texts("common", "en")["Facture"]
    'Invoice'
    """
    path = FOLDER / language / f"{name}.toml"
    return dict(tomllib.loads(path.read_text(encoding="utf-8"))) if path.is_file() else {}


def catalogue_of(template: str) -> str:
    """The catalogue of a template's own texts.

    >>> catalogue_of("form.html")
    'form'
    """
    return template.rpartition("/")[2].partition(".")[0]


def text_of(piece: Piece, template: str, language: str) -> str | None:
    """What a piece says in a language; None for a lone word of an expression that no catalogue holds: it is a code."""
    for name in (catalogue_of(template), COMMON):
        if piece.key in (known := texts(name, language)):
            return known[piece.key]
    if piece.certain:
        raise MissingText(template, language, piece.key)
    return None


def translated(environment: Environment, source: str, template: str, language: str) -> str:
    """A template's source in that language.

    Raises MissingText.
    """
    return rewritten(environment, source, lambda piece: text_of(piece, template, language))


def missing(environment: Environment, source: str, template: str, language: str) -> Iterator[str]:
    """What a template says and the language does not, each once."""
    known = texts(catalogue_of(template), language) | texts(COMMON, language)
    yield from dict.fromkeys(p.key for p in pieces_of(environment, source) if p.certain and p.key not in known)


class English(Extension):
    """For an environment of the templates: each is turned into English as it is compiled."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        # pieces are cut by an environment without this extension, which would otherwise be asked again
        return translated(_plain(), source, name or "", "en") if name else source


@cache
def _plain() -> Environment:
    return Environment(trim_blocks=True, lstrip_blocks=True, autoescape=True)


__all__ = ["COMMON", "FOLDER", "English", "MissingText", "catalogue_of", "is_words", "missing", "texts", "translated"]
