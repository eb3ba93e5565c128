"""Files are fetched from Zalo's hosts only, and only so large."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from bot.zalo.downloads import Downloads
from bot.zalo.errors import RequestRejected, RetryLater, ServerFault

HOSTS = ("zdn.vn", "zalo.me")


class _Files(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        status = {"/moved": 302, "/gone": 404, "/broken": 500}.get(self.path, 200)
        self.send_response(status)
        self.send_header("Location", "http://127.0.0.1:9/")
        self.end_headers()
        self.wfile.write(b"x" * 1_000)

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture
def stand_in() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), _Files)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("https://f1.zdn.vn/a.xlsx", True),
        ("https://zalo.me/a.xlsx", True),
        ("http://f1.zdn.vn/a.xlsx", False),
        ("https://zdn.vn.evil.example/a", False),
        ("https://evilzdn.vn/a", False),
        ("https://f1.zdn.vn:8443/a", False),
        ("https://zalo.me@evil.example/a", False),
        ("https://user@zalo.me/a", False),
        ("http://127.0.0.1/a", False),
        ("file:///etc/passwd", False),
        ("https://[::1/a", False),
        ("", False),
    ],
)
def test_which_addresses_are_zalos(url: str, allowed: bool) -> None:
    downloads = Downloads(HOSTS)

    assert downloads.allowed(url) is allowed
    if not allowed:
        with pytest.raises(RequestRejected):
            downloads.fetch(url, 10)


def test_a_file_of_the_stand_in(stand_in: str) -> None:
    assert Downloads(HOSTS, stand_in).fetch(f"{stand_in}/a.csv", 1_000) == b"x" * 1_000


@pytest.mark.parametrize("path", ["/a.csv", "/moved", "/gone"])
def test_too_large_elsewhere_or_gone(stand_in: str, path: str) -> None:
    with pytest.raises(RequestRejected):
        Downloads(HOSTS, stand_in).fetch(f"{stand_in}{path}", 999)


def test_what_may_work_later(stand_in: str) -> None:
    with pytest.raises(ServerFault):
        Downloads(HOSTS, stand_in).fetch(f"{stand_in}/broken", 1_000)
    with pytest.raises(RetryLater):
        Downloads(HOSTS, "http://127.0.0.1:9").fetch("http://127.0.0.1:9/a", 1_000)
