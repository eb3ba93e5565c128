"""A webhook of our own: keeps every event the stand-in posts and answers as told."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

PATIENCE = 15.0


@dataclass(frozen=True)
class Received:
    raw: bytes
    headers: dict[str, str]
    connection: tuple[str, int]

    @property
    def event(self) -> dict[str, Any]:
        return json.loads(self.raw)

    @property
    def name(self) -> str:
        return self.event.get("event_name", "")


class Receiver:
    def __init__(self) -> None:
        self.status = 200
        self._received: list[Received] = []
        self._changed = threading.Condition()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/zalo/webhook"

    def _handler(receiver) -> type[BaseHTTPRequestHandler]:  # noqa: N805
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                raw = self.rfile.read(int(self.headers["Content-Length"]))
                headers = {name.lower(): value for name, value in self.headers.items()}
                receiver.keep(Received(raw, headers, self.client_address))
                self.send_response(receiver.status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        return Handler

    def keep(self, received: Received) -> None:
        with self._changed:
            self._received.append(received)
            self._changed.notify_all()

    def all(self, name: str = "") -> list[Received]:
        with self._changed:
            return [item for item in self._received if name in {"", item.name}]

    def wait(self, name: str = "", count: int = 1) -> list[Received]:
        """The events of that name, as soon as there are ``count``."""
        return self.wait_until(lambda: self.all(name)[:count], lambda found: len(found) == count)

    def wait_until(
        self, read: Callable[[], list[Received]], good: Callable[[list[Received]], bool]
    ) -> list[Received]:
        with self._changed:
            if not self._changed.wait_for(lambda: good(read()), PATIENCE):
                names = [item.name for item in self._received]
                raise AssertionError(f"the events waited for did not come; came: {names}")
            return read()

    def clear(self) -> None:
        with self._changed:
            self.status = 200
            self._received.clear()

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
