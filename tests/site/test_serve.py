"""The local server behaves like a plain static host, and keeps to its folder."""

from __future__ import annotations

import gzip
import http.client
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools import serve


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    (root / "guide").mkdir(parents=True)
    (root / "app" / "py.0123456789ab").mkdir(parents=True)
    (root / "index.html").write_text("<p>accueil</p>" * 100, encoding="utf-8")
    (root / "guide" / "index.html").write_text("<p>guide</p>", encoding="utf-8")
    (root / "404.html").write_text("<p>introuvable</p>", encoding="utf-8")
    (root / "app" / "py.0123456789ab" / "core.wasm").write_bytes(b"\0asm" * 500)
    (root / "app" / "py.0123456789ab" / "all.zip").write_bytes(b"PK" * 500)
    (root / "app" / "entry.mjs").write_text("export {}", encoding="utf-8")
    (root / "sitemap.xml").write_text(
        "<urlset><url><loc>https://exemple.fr/paye/</loc></url><url><loc>https://exemple.fr/paye/guide/</loc></url></urlset>",
        encoding="utf-8",
    )
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    return root


@pytest.fixture
def port(folder: Path) -> Iterator[int]:
    with serve.serving(folder) as address:
        yield int(address.rstrip("/").rpartition(":")[2])


def ask(port: int, path: str, method: str = "GET", **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response, body


@pytest.mark.parametrize(
    ("path", "media"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/app/entry.mjs", "text/javascript; charset=utf-8"),
        ("/app/py.0123456789ab/core.wasm", "application/wasm"),
        ("/app/py.0123456789ab/all.zip", "application/zip"),
    ],
)
def test_media_types(port: int, path: str, media: str) -> None:
    response, _ = ask(port, path)
    assert (response.status, response.getheader("Content-Type")) == (200, media)


def test_text_and_wasm_are_compressed_and_archives_are_not(port: int, folder: Path) -> None:
    for path in ("/", "/app/py.0123456789ab/core.wasm"):
        response, body = ask(port, path, Accept_Encoding="gzip, br")
        assert response.getheader("Content-Encoding") == "gzip"
        assert gzip.decompress(body) == serve.resolve(folder.resolve(), path).read_bytes()  # type: ignore[union-attr]
    archive, _ = ask(port, "/app/py.0123456789ab/all.zip", Accept_Encoding="gzip")
    assert archive.getheader("Content-Encoding") is None
    plain, _ = ask(port, "/")
    assert plain.getheader("Content-Encoding") is None


def test_hashed_files_are_kept_for_ever_and_others_checked_again(port: int) -> None:
    hashed, _ = ask(port, "/app/py.0123456789ab/core.wasm")
    assert "immutable" in (hashed.getheader("Cache-Control") or "")
    page, _ = ask(port, "/")
    assert page.getheader("Cache-Control") == "no-cache"
    again, body = ask(port, "/", If_None_Match=page.getheader("ETag") or "")
    assert (again.status, body) == (304, b"")


def test_a_missing_page_gets_the_site_s_own(port: int) -> None:
    response, body = ask(port, "/nulle-part/")
    assert (response.status, body) == (404, b"<p>introuvable</p>")


def test_a_folder_without_its_slash_is_redirected_within_the_site(port: int) -> None:
    response, _ = ask(port, "/guide")
    assert (response.status, response.getheader("Location")) == (301, "/guide/")
    response, _ = ask(port, "//guide")
    assert not (response.getheader("Location") or "/").startswith("//")


def test_head_sends_no_body(port: int) -> None:
    response, body = ask(port, "/", method="HEAD")
    assert (response.status, body) == (200, b"")
    assert int(response.getheader("Content-Length") or 0) == 1400


@pytest.mark.parametrize(
    "path", ["/../secret.txt", "/%2e%2e/secret.txt", "/guide/..%2f..%2fsecret.txt", "/..%5csecret.txt", "/%00"]
)
def test_nothing_outside_the_folder_is_reached(port: int, path: str) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=5) as wire:
        wire.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        answer = b""
        while part := wire.recv(65536):
            answer += part
    assert b" 404 " in answer.splitlines()[0]
    assert b"secret" not in answer


def test_a_link_out_of_the_folder_is_not_followed(port: int, folder: Path) -> None:
    (folder / "fuite.txt").symlink_to(folder.parent / "secret.txt")
    response, _ = ask(port, "/fuite.txt")
    assert response.status == 404


def test_the_sitemap_names_the_address_it_is_served_from(port: int) -> None:
    _, body = ask(port, "/sitemap.xml")
    origin = f"http://127.0.0.1:{port}"
    assert f"<loc>{origin}/</loc>" in body.decode()
    assert f"<loc>{origin}/guide/</loc>" in body.decode()


def test_a_folder_without_a_site_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert serve.main([str(tmp_path)]) == 2
    assert "make site" in capsys.readouterr().err
