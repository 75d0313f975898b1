"""The letters' own folders: one each, in the folder of its family (`kinds/court/claim_declaration/`).

A letter's folder has its sheet (`sheet.toml`, see `catalogue.Entry`), its text (`fr.html`, and `en.html` where it has
one) and, as far as it needs them, its sentences (`fr.toml`, `en.toml`), the conditions that are its own
(`conditions.py`), what its text sees beside the shared context, as `c.own` (`view.py`: a function `view(context)`), the
answers that it alone asks for (`details.py`: `DETAILS`, its models by key), those it finds elsewhere (`answers.py`:
`answered(case, entry, path)`) and its own tables (`tables.py`: `INSERTS`, by name). What letters of one family share
stands in the family's folder under the same names.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

from latepay_core.said import Language

KINDS = "latepay_core.letters.kinds"
SHEET = "sheet.toml"
_PLACE = Path(__file__).parent / "kinds"


@dataclass(frozen=True)
class Folder:
    """A folder of `kinds`: a letter's where it has a sheet, else a family's; `path` is « court/claim_declaration »."""

    path: str
    place: Path
    names: frozenset[str]

    @property
    def family(self) -> str:
        """The family it belongs to."""
        return self.path.partition("/")[0]

    @property
    def kind(self) -> str:
        """The code of its letter: « claim-declaration »; empty for a family."""
        return self.path.partition("/")[2].replace("_", "-")

    def read(self, name: str) -> str:
        """One of its texts."""
        return (self.place / name).read_text("utf-8")

    def module(self, name: str) -> ModuleType | None:
        """One of its modules; None where it has none of that name."""
        if not {f"{name}.py", f"{name}.pyc"} & self.names:
            return None
        return import_module(f"{KINDS}.{self.path.replace('/', '.')}.{name}")


@cache
def folders() -> tuple[Folder, ...]:
    """Every folder, a family's before those of its letters.

    >>> folder_of("claim-declaration").path
    'court/claim_declaration'
    """
    return tuple(_folders())


def _folders() -> Iterator[Folder]:
    for family in _inside(_PLACE):
        yield _folder(family.name, family)
        for each in _inside(family):
            yield _folder(f"{family.name}/{each.name}", each)


def _inside(place: Path) -> list[Path]:
    found = [each for each in place.iterdir() if each.is_dir() and not each.name.startswith((".", "_"))]
    return sorted(found, key=lambda each: each.name)


def _folder(path: str, place: Path) -> Folder:
    return Folder(path, place, frozenset(each.name for each in place.iterdir()))


@cache
def letter_folders() -> dict[str, Folder]:
    """The folder of each letter, by the letter's code."""
    return {each.kind: each for each in folders() if each.kind and SHEET in each.names}


def folder_of(kind: str) -> Folder:
    """The folder of a letter; KeyError where there is no such letter."""
    return letter_folders()[kind]


def modules(name: str) -> Iterator[ModuleType]:
    """The modules of a name, of every folder that has one."""
    return (found for each in folders() if (found := each.module(name)) is not None)


def module_for(kind: str, name: str) -> ModuleType | None:
    """A letter's module of a name: its own, else its family's; None where neither has one."""
    own = letter_folders().get(kind)
    if own is None:
        return None
    family = next(each for each in folders() if each.path == own.family)
    return own.module(name) or family.module(name)


def texts(language: Language) -> Iterator[str]:
    """The sentences of a language that stand in the letters' own folders, as TOML."""
    name = f"{language}.toml"
    return (each.read(name) for each in folders() if name in each.names)
