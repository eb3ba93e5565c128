"""A real HTTP server that plays the answers a test wrote down, and keeps what it was asked."""

import json
import socket
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from werkzeug.datastructures import FileStorage
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response

Play = Callable[[Request], Response]


@dataclass
class Asked:
    method: str
    path: str
    headers: dict[str, str]
    query: dict[str, str]
    form: dict[str, str]
    json: Any
    files: dict[str, tuple[str, str, bytes]]


class _Handler(WSGIRequestHandler):
    """Keeps header names as they came: WSGI loses those with an underscore, which Zalo likes."""

    def make_environ(self) -> dict[str, Any]:
        sent = {name.lower(): value for name, value in self.headers.items()}
        return super().make_environ() | {"sent_headers": sent}

    def log_request(self, *_: object) -> None:
        """Says nothing."""


@dataclass
class StandIn:
    """``answers`` are played in turn; when none is left, ``always`` answers."""

    answers: deque[Play] = field(default_factory=deque)
    asked: list[Asked] = field(default_factory=list)
    always: Play | None = None
    url: str = ""
    released: threading.Event = field(default_factory=threading.Event)

    def play(self, *answers: Any) -> None:
        """Each is a JSON body, a (status, text) pair, or a function of the request."""
        self.answers.extend(_play(answer) for answer in answers)

    def silence(self, request: Request) -> Response:
        """Answers only when the test is over."""
        self.released.wait(30)
        return Response(status=500)

    @staticmethod
    def hang_up(request: Request) -> Response:
        """Cuts the connection after the whole request was read."""
        request.environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
        return Response()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        request = Request(environ)
        self.asked.append(_asked(request))
        if self.answers:
            answer = self.answers.popleft()
        else:
            assert self.always is not None, f"no answer is left for {request.path}"
            answer = self.always
        return answer(request)(environ, start_response)


def serve(stand_in: StandIn) -> Any:
    """The running server; ``shutdown`` ends it."""
    server = make_server("127.0.0.1", 0, stand_in, threaded=True, request_handler=_Handler)
    stand_in.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}).start()
    return server


def ok(data: Any = None) -> dict[str, Any]:
    return {"error": 0, "message": "Success", "data": data}


def failed(code: int) -> dict[str, Any]:
    return {"error": code, "message": "words that must not be logged"}


def _play(answer: Any) -> Play:
    if callable(answer):
        return answer
    if isinstance(answer, tuple):
        status, text = answer
        return lambda request: Response(text, status=status)
    return lambda request: Response(json.dumps(answer), content_type="application/json")


def _asked(request: Request) -> Asked:
    return Asked(
        request.method,
        request.path,
        request.environ["sent_headers"],
        request.args.to_dict(),
        request.form.to_dict(),
        request.get_json() if request.is_json else None,
        {name: _file(part) for name, part in request.files.items()},
    )


def _file(part: FileStorage) -> tuple[str, str, bytes]:
    with part.stream:
        return part.filename or "", part.mimetype, part.read()
