"""One HTTP exchange with Zalo: what came back as a dict, or an error that says what may be done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from http.cookiejar import DefaultCookiePolicy
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

from bot.zalo.errors import (
    DeliveryUnknown,
    RequestRejected,
    RetryLater,
    ServerFault,
    ZaloError,
    error_for,
)
from bot.zalo.hours import until_next_minute

TIMEOUT = (3.0, 15.0)
"""Seconds to connect, and to wait for each piece of the answer."""
MOST_CONNECTIONS = 32


@dataclass(frozen=True, slots=True)
class Allowance:
    """Requests a minute that Zalo grants the app, and how many of them are left in this one."""

    limit: int
    remaining: int


class Wire:
    """Keep-alive connections to one of Zalo's hosts. Threads may share it; processes may not."""

    def __init__(self, base_url: str, timeout: tuple[float, float] = TIMEOUT) -> None:
        self._base_url = base_url.rstrip("/")
        self._timeout = timeout
        self._session = _session(self._base_url)
        # Threads share the session: nothing in it may change with an answer.
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        adapter = HTTPAdapter(pool_maxsize=MOST_CONNECTIONS, max_retries=0)
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, adapter)

    def exchange(self, method: str, path: str, *, repeatable: bool, **options: Any) -> Answer:
        """Send a request; ``options`` are those of ``requests``.

        ``repeatable`` is false for what must not happen twice. Raises ``RetryLater`` when Zalo
        surely did nothing (or when doing it again is harmless), ``ServerFault`` when it most likely
        did nothing, ``DeliveryUnknown`` when it may have done it.
        """
        try:
            response = self._session.request(
                method,
                self._base_url + path,
                timeout=self._timeout,
                allow_redirects=False,  # the access token would go along
                **options,
            )
        except requests.RequestException as error:
            raise _broken(error, repeatable) from None
        return Answer(response, repeatable)

    def close(self) -> None:
        """Close all connections."""
        self._session.close()


def _session(base_url: str) -> requests.Session:
    """With the proxy and the certificates that the environment names, read once: requests reads
    them anew for every message, which costs as much as half of the sending.
    """
    session = requests.Session()
    found = session.merge_environment_settings(base_url, {}, None, None, None)
    session.proxies, session.verify = found["proxies"], found["verify"]
    session.trust_env = False
    return session


class Answer:
    """What came back. Reading it raises ``RetryLater`` where it is not an answer of Zalo's API."""

    def __init__(self, response: requests.Response, repeatable: bool) -> None:
        self._response = response
        self._repeatable = repeatable

    @property
    def allowance(self) -> Allowance | None:
        """What the headers say of the app's minute; None where they do not."""
        headers = self._response.headers
        limit = number(headers.get("X-RateLimit-Limit"))
        remaining = number(headers.get("X-RateLimit-Remain"))
        return None if limit is None or remaining is None else Allowance(limit, remaining)

    def body(self) -> dict[str, Any]:
        """The JSON object in the answer, whatever it says."""
        status = self._response.status_code
        if status == 429:
            raise RetryLater(0, "http_429", wait=self._asked_to_wait())
        if status == 504 and not self._repeatable:
            raise DeliveryUnknown(0, "http_504")
        if status >= 500:
            raise ServerFault(0, f"http_{status}")
        try:
            body = self._response.json()
        except ValueError:
            body = None
        if not isinstance(body, dict):
            raise ServerFault(0, f"not_json_{status}")
        return body

    def data(self, *, article: bool = False) -> Any:
        """What stands under ``data`` in a successful answer. Raises the error that Zalo names."""
        body = self.body()
        if "error" not in body:
            if "data" in body:
                return body["data"]
            raise RequestRejected(0, "neither_error_nor_data", alert=True)
        code = number(body["error"])
        if code is None:
            raise RequestRejected(0, "error_is_no_number", alert=True)
        if code != 0:
            raise error_for(code, article=article)
        return body.get("data")

    def _asked_to_wait(self) -> timedelta:
        seconds = number(self._response.headers.get("Retry-After"))
        return timedelta(seconds=min(seconds, 3600)) if seconds else until_next_minute()


def number(written: object) -> int | None:
    """A whole number that Zalo writes bare or as a string; None when it is neither."""
    if isinstance(written, bool) or not isinstance(written, int | str):
        return None
    try:
        return int(written)
    except ValueError:
        return None


def _broken(error: requests.RequestException, repeatable: bool) -> ZaloError:
    if _never_sent(error):
        return RetryLater(0, "not_connected")
    kind = "timeout" if isinstance(error, requests.Timeout) else "connection_lost"
    return RetryLater(0, kind) if repeatable else DeliveryUnknown(0, kind)


def _never_sent(error: requests.RequestException) -> bool:
    inner = error.args[0] if error.args else None
    cause = getattr(inner, "reason", inner)
    if isinstance(error, requests.exceptions.ProxyError):
        return True
    return isinstance(cause, NewConnectionError | ConnectTimeoutError) or (
        "CERTIFICATE_VERIFY_FAILED" in str(cause)
    )
