"""A plain static host on the loopback, as a free one behaves: no custom headers, gzip for text and WebAssembly only.

Archives (`.zip`, `.whl`) and anything of unknown type go out as they lie on the disk. Compressed bodies are kept in
memory, because a real host serves them from a cache and the time to gzip ten megabytes would drown the measure.
"""

import gzip
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".xml": "application/xml",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".png": "image/png",
    ".woff2": "font/woff2",
    ".gz": "application/gzip",
    ".zip": "application/zip",
}
COMPRESSED = {".html", ".css", ".js", ".mjs", ".json", ".map", ".xml", ".svg", ".txt", ".wasm", ".webmanifest"}
GZIP_LEVEL = 6


@dataclass
class Host:
    """The folders served, each under its prefix, and what was asked of them."""

    folders: Mapping[str, Path]
    requests: list[str] = field(default_factory=list)
    bytes_sent: int = 0
    base: str = ""
    _bodies: dict[Path, bytes] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def find(self, url: str) -> Path | None:
        path = unquote(urlsplit(url).path)
        for prefix in sorted(self.folders, key=len, reverse=True):
            if path.startswith(prefix):
                return self._inside(self.folders[prefix].resolve(), path.removeprefix(prefix).lstrip("/"))
        return None

    @staticmethod
    def _inside(folder: Path, relative: str) -> Path | None:
        target = (folder / relative).resolve()
        if target.is_dir():
            target /= "index.html"
        return target if target.is_relative_to(folder) and target.is_file() else None

    def body(self, path: Path, *, compress: bool) -> bytes:
        if not compress:
            return path.read_bytes()
        with self._lock:
            if path not in self._bodies:
                self._bodies[path] = gzip.compress(path.read_bytes(), GZIP_LEVEL, mtime=0)
            return self._bodies[path]

    def record(self, path: str, size: int) -> None:
        with self._lock:
            self.requests.append(path)
            self.bytes_sent += size

    def forget(self) -> None:
        with self._lock:
            self.requests.clear()
            self.bytes_sent = 0


def _handler(host: Host) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            path = host.find(self.path)
            if path is None:
                self._send(HTTPStatus.NOT_FOUND, "text/plain; charset=utf-8", b"not found", compressed=False)
                return
            compress = path.suffix in COMPRESSED and "gzip" in self.headers.get("Accept-Encoding", "")
            content_type = TYPES.get(path.suffix, "application/octet-stream")
            self._send(HTTPStatus.OK, content_type, host.body(path, compress=compress), compressed=compress)

        def _send(self, status: HTTPStatus, content_type: str, body: bytes, *, compressed: bool) -> None:
            host.record(self.path, len(body))
            self.send_response(status)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(body)))
            if compressed:
                self.send_header("Content-Encoding", "gzip")
                self.send_header("Vary", "Accept-Encoding")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Keep the measure's output readable."""

    return Handler


@contextmanager
def serve(folders: Mapping[str, Path]) -> Iterator[Host]:
    """Serve `folders` ({url prefix: folder}) until the block ends; `Host.base` is the address."""
    host = Host(folders)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(host))
    server.daemon_threads = True
    host.base = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
