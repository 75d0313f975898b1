"""Divides what the browser may need into the archives it fetches: at once, for a letter, for a PDF, or hardly ever.

Nobody writes the division down: a rehearsal plays what readers do, and tells which modules each part of it took.
"""

from collections.abc import Iterable, Iterator, Mapping

from calculator.bundle.own_code import LATER

Files = Mapping[str, bytes]
MAIN, REMAINDER = "main", "remainder"
#: Texts and tables are no modules, and nothing fetches them when they are asked for; nor what a letter's folder is
#: looked through for. Those of all letters and files come with the first letter, which the others build on.
DATA_OF = {"letter": "letter", "letters": "letter"}
UNASKED = ("latepay_core/letters/kinds/",)
#: The templates that a first letter has no need of: a quarter of its weight.
FIRST, OTHERS, TEMPLATES = "letter", "others", "latepay_core/letters/compiled_templates/"
#: Modules that hold nothing: importing them is what fetches their part. Whatever part of the rehearsal imported one
#: first, it lies beside the data that it is asked for.
BRINGS = {"calculator/app/english.pyc": "english"}
#: What several uses take, of which none takes the others: in a part of its own, which is all that each of them brings.
SHARED = {
    # a list, a workbook, a PDF
    "days": ("calendar.pyc",),
    # a list, a workbook
    "common": (
        *("csv.pyc", "mimetypes.pyc", "pydantic/_internal/_serializers.pyc"),
        *("defusedxml/", "xml/etree/", "xml/parsers/"),
    ),
    # a PDF and a Word file; the module that reads the fonts lies beside them
    "faces": tuple(f"latepay_core/documents/{each}" for each in ("columns", "faces", "fonts/", "logo", "qr", "styles")),
}
#: Packages whose data are many, and of which the rehearsal opens what serves: the others stay where nobody looks.
DATA_BY_USE = ("dateutil/zoneinfo/", "stdnum/", "tzdata/zoneinfo/")
#: Our own files that no rehearsal may have met, by the part they belong to; all others come at once.
OWN = {
    TEMPLATES: OTHERS,
    **dict.fromkeys(("latepay_fpdf_sign", "latepay_fpdf_svg", "latepay_unicodedata"), "pdf"),
    **{start: part for part, starts in LATER.items() for start in starts},
}


def divided(known: Files, own: Iterable[str], origins: Mapping[str, set[str]]) -> dict[str, dict[str, bytes]]:
    """The files of each part, `origins` being those that each part of the rehearsal had loaded or read, in order."""
    part_of: dict[str, str] = {}
    for part, names in origins.items():
        for name in names:
            part_of.setdefault(name, part)
    for name in own:
        part = next((part for start, part in OWN.items() if name.startswith(start)), MAIN)
        unasked = part in DATA_OF and (not name.endswith(".pyc") or name.startswith(UNASKED))
        if unasked and part_of.get(name) != MAIN:
            part_of[name] = DATA_OF[part]
        # a table of a room that comes at once is read by a module that nothing fetches, whichever part met it first
        if part == MAIN and not name.endswith(".pyc"):
            part_of[name] = MAIN
        part_of.setdefault(name, part)
    part_of |= {name: part for name, part in BRINGS.items() if name in part_of}
    part_of |= {name: OTHERS for name, part in part_of.items() if name.startswith(TEMPLATES) and part != FIRST}
    for shared, starts in SHARED.items():
        part_of |= {name: shared for name, part in part_of.items() if name.startswith(starts) and part != MAIN}
    part_of |= dict.fromkeys(_shared(part_of), MAIN)
    parts: dict[str, dict[str, bytes]] = {part: {} for part in (*origins, OTHERS, *SHARED, REMAINDER)}
    for name, content in known.items():
        parts[part_of.get(name) or _beside(name, part_of)][name] = content
    return parts


def _shared(part_of: Mapping[str, str]) -> Iterator[str]:
    """The beginnings of packages that several parts hold: without its own, Python takes a folder for another thing.

    Whichever part comes first, the package is then whole, and what it lacks is fetched.
    """
    found: dict[str, set[str]] = {}
    for name, part in part_of.items():
        for folder in _folders(name):
            found.setdefault(folder, set()).add(part)
    for folder, parts in found.items():
        begins = f"{folder}/__init__.pyc"
        if len(parts) > 1 and begins in part_of:
            yield begins


def _folders(name: str) -> Iterator[str]:
    while "/" in name:
        name = name.rpartition("/")[0]
        yield name


def _beside(name: str, part_of: Mapping[str, str]) -> str:
    """Data lie in the part of the package they belong to; a module that nothing loaded is in the remainder."""
    if name.endswith(".pyc") or name.startswith(DATA_BY_USE):
        return REMAINDER
    found = (part_of.get(f"{folder}/__init__.pyc") for folder in _folders(name))
    return next(filter(None, found), REMAINDER)


def modules(files: Iterable[str]) -> list[str]:
    """The names under which Python imports the given files."""
    paths = (name.removesuffix(".pyc").removesuffix("/__init__") for name in files if name.endswith(".pyc"))
    return sorted(path.replace("/", ".") for path in paths)
