"""`python -m calculator.bundle --out build/docs/assets/app`; what has not changed is not built again."""

import argparse
import json
import sys
from pathlib import Path

from calculator.bundle import page, runtime
from calculator.bundle.places import CACHE, ROOT, BundleError

STAMP = CACHE / "stamp.json"


def build(out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    python = _runtime(out)
    ui, at_once = page.build(out)
    page.write_addresses(python, ui, at_once, out)
    size = sum(path.stat().st_size for path in python.iterdir())
    print(f"{python.name} ({size / 1e6:.1f} Mo sur le disque), {ui.name}")


def _runtime(out: Path) -> Path:
    """The runtime's folder, built only if it is not there already for the same inputs."""
    inputs = runtime.digest_of_inputs()
    done = json.loads(STAMP.read_text(encoding="utf-8")) if STAMP.is_file() else {}
    if done.get("inputs") == inputs and _still_there(out / str(done["folder"]), done["sizes"]):
        return out / str(done["folder"])
    folder = runtime.build(out)
    sizes = {path.name: path.stat().st_size for path in sorted(folder.iterdir())}
    STAMP.parent.mkdir(parents=True, exist_ok=True)
    STAMP.write_text(json.dumps({"inputs": inputs, "folder": folder.name, "sizes": sizes}), encoding="utf-8")
    return folder


def _still_there(folder: Path, sizes: dict[str, int]) -> bool:
    return folder.is_dir() and sizes == {path.name: path.stat().st_size for path in folder.iterdir()}


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m calculator.bundle", description="Prépare le calculateur servi.")
    parser.add_argument(
        "--out", type=Path, default=ROOT / "build" / "docs" / "assets" / "app", help="dossier à remplir"
    )
    options = parser.parse_args(arguments)
    try:
        build(options.out.resolve())
    except BundleError as problem:
        print(f"Le calculateur n'a pas pu être préparé : {problem}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
