"""What puts the site among the programs of a device, and what it keeps there."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from pathlib import Path

import pytest
from PIL import Image

from calculator.bundle import offline
from tests.site.pages import Page

SCOPES = ("sw.js", "manifest.webmanifest")


@pytest.fixture(scope="module")
def manifest(site: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads((site / "manifest.webmanifest").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def told(site: Path) -> dict[str, object]:
    """What the service worker keeps."""
    first = (site / "sw.js").read_text(encoding="utf-8").splitlines()[0]
    found: dict[str, object] = json.loads(first.removeprefix("self.SITE=").removesuffix(";"))
    return found


def test_every_page_names_the_manifest(pages: dict[str, Page], site: Path) -> None:
    for name, page in pages.items():
        (link,) = re.findall(r'<link rel="manifest" href="([^"]+)">', page.html)
        # the page of what is not found is shown at any address
        if name != "404.html":
            assert ((site / name).parent / link).resolve() == (site / "manifest.webmanifest").resolve(), name


def test_the_manifest_starts_at_the_calculator_wherever_the_site_lies(manifest: dict[str, object], site: Path) -> None:
    assert manifest["start_url"] == "./calculateur/"
    assert (site / "calculateur" / "index.html").is_file()
    assert manifest["scope"] == "./"
    assert (manifest["name"], manifest["lang"], manifest["display"]) == ("Payé à temps", "fr", "standalone")
    assert "http" not in json.dumps(manifest)


def test_its_icons_are_what_it_says(manifest: dict[str, object], site: Path) -> None:
    icons = manifest["icons"]
    assert isinstance(icons, list)
    assert {(icon["sizes"], icon["purpose"]) for icon in icons} == {
        (size, purpose) for size in ("192x192", "512x512") for purpose in ("any", "maskable")
    }
    for icon in icons:
        with Image.open(site / icon["src"]) as image:
            assert f"{image.width}x{image.height}" == icon["sizes"]
            # a mask may cut the corners: they are part of the ground
            alpha = image.convert("RGBA").getpixel((0, 0))[3]  # type: ignore[index]
            assert alpha == (255 if icon["purpose"] == "maskable" else 0)
    with Image.open(site / "assets/images/apple-touch-icon.png") as image:
        assert image.size == (180, 180)


def test_what_is_shared_goes_where_the_service_worker_answers(
    manifest: dict[str, object], told: dict[str, object]
) -> None:
    target = manifest["share_target"]
    assert isinstance(target, dict)
    assert target["action"] == f"./{told['share']}"
    assert target["method"] == "POST"
    assert ".pdf" in target["params"]["files"][0]["accept"]
    assert ".xml" in target["params"]["files"][0]["accept"]


def test_the_whole_guide_and_the_calculator_are_kept(
    told: dict[str, object], pages: dict[str, Page], site: Path
) -> None:
    files = told["files"]
    assert isinstance(files, dict)
    for name in pages:
        assert (name.removesuffix("index.html") or "./") in files, name
    needed = ["search/index.json", "sitemap.xml", "assets/styles/all.css", "assets/scripts/updating.mjs"]
    needed += [path.relative_to(site).as_posix() for path in site.glob("assets/app/py.*/py*") if path.is_file()]
    needed += [path.relative_to(site).as_posix() for path in site.glob("assets/app/ui.*/*")]
    assert [name for name in needed if name not in files] == []
    # as they are: whatever changes a page after its hash was taken makes it impossible to keep
    assert isinstance(told["parts"], dict)
    for name, digest in {**files, **told["parts"]}.items():
        path = site / (f"{name}index.html" if name.endswith("/") else name)
        assert base64.b64encode(hashlib.sha256(path.read_bytes()).digest()).decode() == digest, name


def test_letters_wait_until_they_are_wanted(told: dict[str, object], site: Path) -> None:
    archives = {path.relative_to(site).as_posix() for path in site.glob("assets/app/py.*/*.zip.gz")}
    (always,) = (name for name in archives if name.endswith("/python.zip.gz"))
    parts = told["parts"]
    assert isinstance(parts, dict)
    large = {name for name in archives if (site / name).stat().st_size > offline.LITTLE}
    assert set(parts) == large - {always}
    assert {name.rpartition("/")[2] for name in parts} >= {"letters.zip.gz", "pdf.zip.gz", "remainder.zip.gz"}


def test_the_reader_is_told_the_true_size(told: dict[str, object], site: Path) -> None:
    sizes = json.loads((site / offline.SIZES).read_text(encoding="utf-8"))
    files = told["files"]
    assert isinstance(files, dict)
    paths = [site / (f"{name}index.html" if name.endswith("/") else name) for name in files if name != offline.SIZES]
    assert sizes["kept"] == sum(path.stat().st_size for path in paths)
    assert sizes["count"] == len(files)
    # what shrinks comes pressed, whoever presses it; the rest (documents, faces, pictures) is pressed already
    pressed = sum(min(path.stat().st_size, len(gzip.compress(path.read_bytes()))) for path in paths)
    assert pressed <= sizes["fetched"] < 1.03 * pressed


@pytest.mark.parametrize("name", SCOPES)
def test_they_lie_at_the_root(site: Path, name: str) -> None:
    assert (site / name).is_file()


def test_the_service_worker_reaches_nowhere_else(site: Path) -> None:
    program = (site / "sw.js").read_text(encoding="utf-8")
    assert "importScripts" not in program
    # the address in Workbox's console messages is a name, and nothing is fetched from it
    assert set(re.findall(r"https?://[\w.-]+", program)) <= {"https://bit.ly"}
