"""Divides what the browser may need into the archives it fetches: at once, for letters, for their PDF, or hardly ever.

Nobody writes the division down: a rehearsal plays what readers do, and tells which modules each part of it took.
"""

from collections.abc import Iterable, Mapping

from calculator.bundle.own_code import LATER

Files = Mapping[str, bytes]
MAIN, REMAINDER = "main", "remainder"
#: Our own files that no rehearsal may have met, by the part they belong to; all others come at once.
OWN = {
    "latepay_core/documents/fonts/": "pdf",
    "latepay_fpdf_sign": "pdf",
    "latepay_core/imports/": REMAINDER,
    **dict.fromkeys(LATER, "letters"),
}


def divided(known: Files, own: Iterable[str], origins: Mapping[str, set[str]]) -> dict[str, dict[str, bytes]]:
    """The files of each part, `origins` being those that each part of the rehearsal had loaded, in its order."""
    part_of: dict[str, str] = {}
    for part, names in origins.items():
        for name in names:
            part_of.setdefault(name, part)
    for name in own:
        part_of.setdefault(name, next((part for start, part in OWN.items() if name.startswith(start)), MAIN))
    parts: dict[str, dict[str, bytes]] = {part: {} for part in (*origins, REMAINDER)}
    for name, content in known.items():
        parts[part_of.get(name) or _beside(name, part_of)][name] = content
    return parts


def _beside(name: str, part_of: Mapping[str, str]) -> str:
    """Data lie in the part of the package they belong to; a module that nothing loaded is in the remainder."""
    if name.endswith(".pyc"):
        return REMAINDER
    folder = name
    while "/" in folder:
        folder = folder.rpartition("/")[0]
        if part := part_of.get(f"{folder}/__init__.pyc"):
            return part
    return REMAINDER


def modules(files: Iterable[str]) -> list[str]:
    """The names under which Python imports the given files."""
    paths = (name.removesuffix(".pyc").removesuffix("/__init__") for name in files if name.endswith(".pyc"))
    return sorted(path.replace("/", ".") for path in paths)
