"""Wheels of what is installed here, for an installation that asks no network: what was locked, and nothing else."""

import zipfile
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

#: What an installer writes beside a wheel's own files.
_OF_THE_INSTALLER = {"INSTALLER", "REQUESTED", "direct_url.json", "RECORD"}


def gather(requirements: list[str], into: Path) -> None:
    """Writes a wheel for each of the requirements and all that they require in turn."""
    into.mkdir()
    for found in _closure(requirements):
        _pack(found, into)


def _closure(requirements: list[str]) -> Iterator[Distribution]:
    """Each distribution once, with what the extras asked for bring."""
    waiting = list(map(Requirement, requirements))
    met: dict[str, set[str]] = {}
    while waiting:
        asked = waiting.pop()
        name, extras = canonicalize_name(asked.name), {"", *asked.extras}
        new = extras - met.get(name, set())
        if not new:
            continue
        found = distribution(name)
        if name not in met:
            yield found
        met[name] = met.get(name, set()) | extras
        for each in map(Requirement, found.requires or []):
            if each.marker is None or any(each.marker.evaluate({"extra": extra}) for extra in new):
                waiting.append(each)


def _pack(found: Distribution, into: Path) -> None:
    tags = [
        line.removeprefix("Tag: ").split("-")
        for line in (found.read_text("WHEEL") or "").splitlines()
        if "Tag: " in line
    ]
    python, abi, platform = (".".join(dict.fromkeys(part)) for part in zip(*tags, strict=True))
    name = canonicalize_name(found.metadata["Name"]).replace("-", "_")
    record: list[str] = []
    with zipfile.ZipFile(into / f"{name}-{found.version}-{python}-{abi}-{platform}.whl", "w") as wheel:
        for each in found.files or []:
            if each.parts[0] == ".." or "__pycache__" in each.parts:
                continue
            if each.parts[0].endswith(".dist-info"):
                folder = each.parts[0]
                if each.name in _OF_THE_INSTALLER:
                    continue
            wheel.write(str(each.locate()), each.as_posix())
            record.append(f"{each.as_posix()},,")
        wheel.writestr(f"{folder}/RECORD", "\n".join([*record, f"{folder}/RECORD,,", ""]))
