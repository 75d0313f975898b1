"""Write the page « Licences » and serve the texts: what the browser receives, as its makers name it and license it.

Python packages say it themselves, in the metadata that travel with them in the bundle; `tools/licences/parts.toml` says
it of the rest. Whatever the bundle or the theme's scripts hold and neither names stops the build.
"""

from __future__ import annotations

import gzip
import io
import json
import re
import tomllib
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from email.message import Message
from email.parser import Parser
from importlib import metadata
from pathlib import Path

from calculator.bundle.runtime import PYTHON, STAND_INS
from tools.pages import templates

ROOT = Path(__file__).resolve().parent.parent
PARTS = ROOT / "tools" / "licences" / "parts.toml"
PAGE = Path("licences.md")
#: Where the texts are served, from the site's root.
TEXTS = Path("assets") / "licences"
_LEGAL = re.compile(r"(^|/)(LICEN|COPYING)", re.IGNORECASE)
_SOURCES = ("source", "code", "repository", "github", "homepage", "home")
_IN_MAP = re.compile(r"node_modules/((?:@[^/]+/)?[^/]+)/")


class UnknownPart(Exception):
    """Something is served that nobody has named a licence for."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of what is served: its licence as its makers write it, and the text of it, for a file of that name."""

    name: str
    version: str
    licence: str
    url: str
    use: str
    text: str
    package: bool = False

    @property
    def file(self) -> str:
        """The name under which the text is served.

        >>> Part("Material for MkDocs", "", "MIT", "", "", "").file
        'material-for-mkdocs.txt'
        """
        return re.sub(r"[^a-z0-9]+", "-", self.name.lower()).strip("-") + ".txt"

    @property
    def lesser(self) -> bool:
        """Whether it is under the LGPL, which asks to say what was changed and where the source is."""
        return bool(re.search("LGPL|Lesser", self.licence))

    @property
    def replaced(self) -> list[str]:
        """The modules of this package in whose place the browser gets another."""
        return [place.replace(".pyc", ".py") for place in STAND_INS if place.split("/")[0] == _module(self.name)]


def _module(name: str) -> str:
    """The folder of a package whose name differs from it.

    >>> _module("fpdf2"), _module("python-stdnum")
    ('fpdf', 'stdnum')
    """
    return {"fpdf2": "fpdf"}.get(name, name.removeprefix("python-"))


def packages(runtime: Path) -> list[Part]:
    """The Python packages that the bundle holds, by name."""
    files: dict[str, bytes] = {}
    for archive in sorted(runtime.glob("*.zip.gz")):
        with zipfile.ZipFile(io.BytesIO(gzip.decompress(archive.read_bytes()))) as opened:
            files |= {name: opened.read(name) for name in opened.namelist() if ".dist-info/" in name}
    found = []
    for name in sorted(files):
        if name.endswith(".dist-info/METADATA"):
            folder = name.removesuffix("METADATA")
            texts = [files[each] for each in sorted(files) if each.startswith(folder) and _LEGAL.search(each)]
            found.append(_package(Parser().parsestr(files[name].decode()), texts))
    return sorted(found, key=lambda part: part.name.lower())


def _package(said: Message, texts: list[bytes]) -> Part:
    if not texts:
        raise UnknownPart(f"{said['Name']} comes without the text of its licence")
    text = "\n\n".join(each.decode("utf-8", "replace") for each in texts)
    if said["License-Expression"] == "LGPL-3.0-only":
        # It is the GPL with permissions added, and refers to its text.
        text += "\n\n" + (ROOT / "tools" / "licences" / "GPL-3.0.txt").read_text(encoding="utf-8")
    return Part(said["Name"], said["Version"], _licence(said), _source(said), "", text, package=True)


def _licence(said: Message) -> str:
    """As the package names it: by an expression, or in its list of classifiers, or in a word."""
    classified = [each.rsplit(" :: ", 1)[1] for each in said.get_all("Classifier", []) if each.startswith("License")]
    return str(said["License-Expression"] or ", ".join(classified) or said["License"] or "")


def _source(said: Message) -> str:
    links = dict(each.lower().split(", ", 1) for each in said.get_all("Project-URL", []))
    exact = dict(each.split(", ", 1) for each in said.get_all("Project-URL", []))
    for label in _SOURCES:
        if label in links:
            return next(address for name, address in exact.items() if name.lower() == label)
    return str(said["Home-page"] or "")


def others(theme_scripts: Iterable[Path]) -> list[Part]:
    """What is no Python package; UnknownPart if the theme's scripts hold something that is not listed."""
    listed: dict[str, dict[str, str]] = tomllib.loads(PARTS.read_text(encoding="utf-8"))
    named = {each["within"] for each in listed.values() if "within" in each}
    held = {
        match[1]
        for source_map in theme_scripts
        for source in json.loads(source_map.read_text(encoding="utf-8"))["sources"]
        if (match := _IN_MAP.search(source))
    }
    if held != named:
        raise UnknownPart(f"the theme's scripts hold {sorted(held)}; parts.toml names {sorted(named)}")
    return [_other(each) for each in listed.values()]


def _other(said: Mapping[str, str]) -> Part:
    version, licence = "", said.get("licence", "")
    if npm := said.get("npm"):
        about = json.loads((ROOT / "node_modules" / npm / "package.json").read_text(encoding="utf-8"))
        version, licence = about["version"], about["license"]
    if name := said.get("package"):
        about_theme = metadata.metadata(name)
        version, licence = about_theme["Version"], about_theme["License-Expression"] or _classified(name)
    if said["name"] == "Python":
        version = PYTHON
    text = _text(said).replace("{copyright}", said.get("copyright", ""))
    return Part(said["name"], version, licence, said["url"], said["use"], text)


def _classified(name: str) -> str:
    found = [each for each in metadata.metadata(name).get_all("Classifier", []) if each.startswith("License")]
    return str(found[0].rsplit(" :: ", 1)[1])


def _text(said: Mapping[str, str]) -> str:
    if name := said.get("package"):
        legal = [file for file in metadata.files(name) or [] if _LEGAL.search(str(file))]
        return str(legal[0].read_text(encoding="utf-8"))
    if said["text"].startswith(".icons/"):
        return (theme() / said["text"]).read_text(encoding="utf-8")
    return (ROOT / said["text"]).read_text(encoding="utf-8")


def theme() -> Path:
    """The folder of the theme's templates."""
    return Path(str(metadata.distribution("mkdocs-material").locate_file("material/templates")))


def parts(runtime: Path) -> list[Part]:
    """Everything that the browser receives and others made, what is no Python package first."""
    return [*others(sorted(theme().glob("assets/javascripts/**/*.map"))), *packages(runtime)]


def write(docs: Path) -> None:
    """Write the page and the texts among the staged pages; the bundle must be there already."""
    found = parts(next(docs.glob("assets/app/py.*")))
    environment = templates(escaped=False)
    page = environment.get_template("licences.md.j2").render(
        others=[part for part in found if not part.package],
        packages=[part for part in found if part.package],
        lesser=[part for part in found if part.lesser],
    )
    (docs / PAGE).write_text(page, encoding="utf-8")
    (docs / TEXTS).mkdir(parents=True, exist_ok=True)
    for part in found:
        (docs / TEXTS / part.file).write_text(part.text, encoding="utf-8", newline="\n")
