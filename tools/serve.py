"""Serve a built site on this machine, the way a plain static host would."""

from __future__ import annotations

import argparse
import gzip
import hashlib
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar
from urllib.parse import unquote, urlsplit

MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".map": "application/json; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".csv": "text/csv; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json; charset=utf-8",
    ".whl": "application/zip",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xml": "application/xml; charset=utf-8",
    ".zip": "application/zip",
}
# A common static host compresses text and wasm, and leaves archives as they are.
COMPRESSED = frozenset(
    {".css", ".html", ".js", ".json", ".map", ".mjs", ".svg", ".txt", ".wasm", ".webmanifest", ".xml"}
)
# What carries a content hash, in its name or its folder's, never changes: `ui.3f9c2a71/shell.mjs`, `main.57a0d79d.css`.
HASHED = re.compile(r"\.[0-9a-f]{8,64}(?=[./])")
NOTHING_TO_PRESS = 512


@lru_cache(maxsize=256)
def _load(path: Path, modified_ns: int) -> tuple[bytes, bytes | None, str]:
    """Body, compressed body if that helps, and ETag; a changed file has another `modified_ns`, so another entry."""
    body = path.read_bytes()
    pressed = None
    if path.suffix in COMPRESSED and len(body) > NOTHING_TO_PRESS:
        pressed = gzip.compress(body, compresslevel=6, mtime=0)
    return body, pressed, f'"{hashlib.sha256(body).hexdigest()[:32]}"'


def resolve(root: Path, target: str) -> Path | None:
    """The file a request names, or None: nothing outside `root` is ever reached, links included."""
    relative = unquote(urlsplit(target).path).lstrip("/")
    if "\x00" in relative or "\\" in relative:
        return None
    candidate = (root / relative).resolve()
    if not candidate.is_relative_to(root):
        return None
    if candidate.is_dir():
        candidate /= "index.html"
    return candidate if candidate.is_file() else None


def rebase_sitemap(text: str, origin: str) -> str:
    """Name the pages under the address that serves them: instant navigation only follows what the sitemap lists."""
    locations = re.findall(r"<loc>([^<]+)</loc>", text)
    if not locations:
        return text
    home = min(locations, key=len)
    return text.replace(f"<loc>{home}", f"<loc>{origin}/")


class Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD from one folder."""

    protocol_version = "HTTP/1.1"
    # headers and body leave as two packets: without this the second waits 40 ms for the first to be acknowledged
    disable_nagle_algorithm = True
    root: ClassVar[Path]
    quiet: ClassVar[bool] = True

    def do_GET(self) -> None:
        self._answer(send_body=True)

    def do_HEAD(self) -> None:
        self._answer(send_body=False)

    def log_message(self, format: str, *args: object) -> None:
        if not self.quiet:
            super().log_message(format, *args)

    def _answer(self, *, send_body: bool) -> None:
        path = resolve(self.root, self.path)
        # A folder without its slash would break every relative link of the page.
        if (
            path is not None
            and path.name == "index.html"
            and not re.search(r"(/|index\.html)$", urlsplit(self.path).path)
        ):
            self._redirect(urlsplit(self.path).path + "/")
            return
        status = HTTPStatus.OK
        if path is None:
            status, path = HTTPStatus.NOT_FOUND, resolve(self.root, "/404.html")
        if path is None:
            self._send(status, b"404", {"Content-Type": "text/plain; charset=utf-8"}, send_body=send_body)
            return
        self._send_file(status, path, send_body=send_body)

    def _redirect(self, location: str) -> None:
        # Two leading slashes would name another host.
        self._send(HTTPStatus.MOVED_PERMANENTLY, b"", {"Location": "/" + location.lstrip("/")}, send_body=False)

    def _send_file(self, status: HTTPStatus, path: Path, *, send_body: bool) -> None:
        body, pressed, etag = _load(path, path.stat().st_mtime_ns)
        headers = {
            "Content-Type": MEDIA_TYPES.get(path.suffix, "application/octet-stream"),
            "X-Content-Type-Options": "nosniff",
            "Vary": "Accept-Encoding",
        }
        if path.name == "sitemap.xml":
            body, pressed = rebase_sitemap(body.decode(), self._origin()).encode(), None
            headers["Cache-Control"] = "no-store"
        elif status is HTTPStatus.OK:
            immutable = HASHED.search(path.relative_to(self.root).as_posix())
            headers["Cache-Control"] = "public, max-age=31536000, immutable" if immutable else "no-cache"
            headers["ETag"] = etag
            if etag in self.headers.get("If-None-Match", ""):
                self._send(HTTPStatus.NOT_MODIFIED, b"", headers, send_body=False)
                return
        if pressed is not None and "gzip" in self.headers.get("Accept-Encoding", ""):
            body, headers["Content-Encoding"] = pressed, "gzip"
        self._send(status, body, headers, send_body=send_body)

    def _origin(self) -> str:
        return f"http://{escape(self.headers.get('Host', '127.0.0.1'))}"

    def _send(self, status: HTTPStatus, body: bytes, headers: dict[str, str], *, send_body: bool) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status is not HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if send_body:
            self.wfile.write(body)


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        # A browser that leaves a page drops its connections: nothing went wrong.
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


def create_server(root: Path, port: int = 0, *, quiet: bool = True) -> Server:
    """A server bound to this machine only; port 0 takes any free one."""
    handler = type("SiteHandler", (Handler,), {"root": root.resolve(), "quiet": quiet})
    return Server(("127.0.0.1", port), handler)


@contextmanager
def serving(root: Path, port: int = 0) -> Iterator[str]:
    """Serve `root` from a thread; gives the address, with its final slash."""
    server = create_server(root, port)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Sert le site construit, sur cet ordinateur seulement.")
    parser.add_argument("folder", type=Path, nargs="?", default=Path("site"), help="dossier à servir (site)")
    parser.add_argument("--port", type=int, default=8000, help="port d'écoute (8000)")
    parser.add_argument("--verbose", action="store_true", help="écrit chaque requête")
    options = parser.parse_args(arguments)
    if not (options.folder / "index.html").is_file():
        print(
            f"Le dossier {options.folder} ne contient pas de site. Construisez-le d'abord : make site", file=sys.stderr
        )
        return 2
    try:
        server = create_server(options.folder, options.port, quiet=not options.verbose)
    except OSError as problem:
        print(f"Le port {options.port} n'est pas libre ({problem.strerror}). Essayez --port 8001.", file=sys.stderr)
        return 2
    print(f"Le site est à l'adresse http://127.0.0.1:{server.server_address[1]}/ (Ctrl+C pour arrêter)", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print("\nServeur arrêté.")
    finally:
        server.server_close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
