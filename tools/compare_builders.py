"""Build the site with MkDocs and with Zensical, its successor, and compare the pages they write."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "site"
# Zensical only writes inside the project.
OTHER = Path("build") / "zensical"


def pages(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in site.rglob("*.html")}


def build_with_zensical() -> Path:
    target = ROOT / OTHER
    shutil.rmtree(target, ignore_errors=True)
    subprocess.run(
        (sys.executable, "-m", "zensical", "build", "--clean", "--strict", "--config-file", "mkdocs.yml"),
        cwd=ROOT,
        env={**os.environ, "SITE_DIR": OTHER.as_posix()},
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return target


def main() -> int:
    if not (SITE / "index.html").is_file():
        print("Construisez d'abord le site : python -m tools.build_site", file=sys.stderr)
        return 2
    mkdocs, zensical = pages(SITE), pages(build_with_zensical())
    for name in sorted(mkdocs - zensical):
        print(f"absente de Zensical : {name}")
    for name in sorted(zensical - mkdocs):
        print(f"absente de MkDocs : {name}")
    if mkdocs != zensical:
        return 1
    print(f"MkDocs et Zensical construisent les mêmes {len(mkdocs)} pages.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
