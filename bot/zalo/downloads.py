"""Files that people send: fetched from Zalo's own hosts only, at once, and only so large."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

import requests

from bot.zalo.errors import RequestRejected, RetryLater, ServerFault
from bot.zalo.wire import TIMEOUT

CHUNK = 64 * 1024


class Downloads:
    """Fetches what an event's attachment names. ``stand_in`` is the address of the stand-in Zalo in
    development, else ''.
    """

    def __init__(self, hosts: Sequence[str], stand_in: str = "") -> None:
        self._hosts = tuple(host.strip(".").lower() for host in hosts)
        self._stand_in = urlsplit(stand_in).netloc.lower()

    def fetch(self, url: str, most: int) -> bytes:
        """The bytes behind this address, at most so many.

        Raises ``RequestRejected`` for an address that is not Zalo's, a file that is too large or
        gone; ``RetryLater`` and ``ServerFault`` where it may work later.
        """
        if not self.allowed(url):
            raise RequestRejected(0, "strange_host")
        try:
            with requests.get(
                url, timeout=TIMEOUT, stream=True, allow_redirects=False,
                headers={"Accept-Encoding": "identity"},
            ) as response:  # fmt: skip
                return _body(response, most)
        except requests.RequestException:
            raise RetryLater(0, "not_fetched") from None

    def allowed(self, url: str) -> bool:
        """Whether the address is on one of Zalo's hosts, by https; or on the stand-in's."""
        try:
            parts = urlsplit(url)
            host, port = (parts.hostname or "").lower(), parts.port
        except ValueError:
            return False
        if self._stand_in and parts.netloc.lower() == self._stand_in:
            return parts.scheme in ("http", "https")
        zalos = any(host == known or host.endswith(f".{known}") for known in self._hosts)
        return zalos and parts.scheme == "https" and port in (None, 443) and not parts.username


def _body(response: requests.Response, most: int) -> bytes:
    if response.status_code >= 500:
        raise ServerFault(0, f"http_{response.status_code}")
    if response.status_code != 200:
        raise RequestRejected(0, f"http_{response.status_code}")
    found = bytearray()
    for chunk in response.iter_content(CHUNK):
        found += chunk
        if len(found) > most:
            raise RequestRejected(0, "too_large")
    return bytes(found)
