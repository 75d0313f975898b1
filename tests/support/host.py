"""A host that can be cut off, can put another build in the place of the one it serves, and counts what it sends."""

from __future__ import annotations

import re
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http import HTTPStatus
from pathlib import Path
from threading import Thread

from calculator.bundle import offline
from tools.serve import Server, create_server


class Host:
    """Serves a folder at an address that stays the same."""

    def __init__(self, site: Path) -> None:
        self.site = site
        #: What was sent: the address asked for, and the bytes of the body.
        self.sent: list[tuple[str, int]] = []
        self._server: Server | None = None
        self._lines: list[socket.socket] = []
        self._port = 0
        self.up()

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self._port}/"

    def up(self) -> None:
        server = create_server(self.site, self._port)
        sent, lines = self.sent, self._lines

        class Counting(server.RequestHandlerClass):  # type: ignore[misc, name-defined]
            def _send(self, status: HTTPStatus, body: bytes, headers: dict[str, str], *, send_body: bool) -> None:
                sent.append((self.path, len(body) if send_body else 0))
                super()._send(status, body, headers, send_body=send_body)

            def setup(self) -> None:
                lines.append(self.request)
                super().setup()

        server.RequestHandlerClass = Counting
        self._port = server.server_address[1]
        self._server = server
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def down(self) -> None:
        """No request is answered any more: no cache of the server, nothing of the network behind it."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None
            # a browser keeps its lines open, and would be answered through them
            for line in self._lines:
                with suppress(OSError):
                    line.shutdown(socket.SHUT_RDWR)
            self._lines.clear()

    def deploys(self, site: Path) -> None:
        """Another build takes the place of the one served, whose files are gone."""
        self.down()
        self.site = site
        self.up()


@contextmanager
def hosting(site: Path) -> Iterator[Host]:
    host = Host(site)
    try:
        yield host
    finally:
        host.down()


def another_build(site: Path, into: Path, mark: str) -> Path:
    """The site as a later build would make it: its folders have other names, and its pages say `mark`."""
    shutil.copytree(site, into)
    names = {}
    for folder in (*into.glob("assets/app/py.*"), *into.glob("assets/app/ui.*")):
        kind, _, digest = folder.name.partition(".")
        names[folder.name] = f"{kind}.{digest[::-1]}"
        folder.rename(folder.with_name(names[folder.name]))
    for page in into.rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        for before, after in names.items():
            html = html.replace(before, after)
        page.write_text(re.sub("</h1>", f" {mark}</h1>", html, count=1), encoding="utf-8")
    offline.write(into)
    return into


__all__ = ["Host", "another_build", "hosting"]
