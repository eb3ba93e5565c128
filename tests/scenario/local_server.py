"""A real HTTP server in this process whose application can be exchanged between two stories."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from typing import Any, Self
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from werkzeug.serving import WSGIRequestHandler, make_server


class _Handler(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"

    def make_environ(self) -> WSGIEnvironment:
        # Zalo's header names have underscores, which werkzeug leaves out.
        zalos = {name: value for name, value in self.headers.items() if "_" in name}
        return super().make_environ() | {
            f"HTTP_{name.upper()}": value for name, value in zalos.items()
        }

    def log(self, type: str, message: str, *args: Any) -> None:
        """Nothing: a failing story shows its dialogue."""


def _nobody(_environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    start_response("503 Service Unavailable", [("Content-Length", "0")])
    return [b""]


class LocalServer:
    """Listens from the beginning on a port of its own; ``app`` answers."""

    def __init__(self) -> None:
        self.app: WSGIApplication = _nobody
        self._server = make_server(
            "127.0.0.1", 0, self._answer, threaded=True, request_handler=_Handler
        )
        self._server.daemon_threads = True  # type: ignore[attr-defined]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))

    @property
    def port(self) -> int:
        """Where it listens."""
        return self._server.server_port

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _answer(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        return self.app(environ, start_response)
