"""Drives the stand-in from tests and scripts: speak as people, wait for answers, make trouble.

Everything goes over HTTP. Waiting is done by the stand-in, so callers never sleep.
"""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import requests

Json = dict[str, Any]

WAIT = 10.0
START_WITHIN = 20.0


class TooFewMessagesError(AssertionError):
    """Fewer messages came than were waited for; the text lists what came."""


class NotStartedError(RuntimeError):
    """The stand-in did not come up; the text is what it said on stderr."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """A message that reached a phone. ``author`` is ``bot`` or ``officer``; ``raw`` is the rest."""

    id: str
    text: str
    kind: str
    author: str
    raw: Json


class Driver:
    """A stand-in that is already running at ``base_url``."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url.rstrip("/")
        self._session = requests.Session()
        self._session.trust_env = False

    def close(self) -> None:
        """Let go of the connection."""
        self._session.close()

    def call(self, method: str, path: str, *, read_within: float = 30.0, **parts: Any) -> Json:
        """A request to the controls; raises requests.HTTPError with the reason when refused."""
        url = f"{self.base_url}/simulator/api/{path}"
        answer = self._session.request(method, url, timeout=(3, read_within), **parts)
        if not answer.ok:
            raise requests.HTTPError(f"{method} {path}: {answer.text}", response=answer)
        body: Json = answer.json()
        return body

    # People

    def person(self, key: str, name: str = "", *, follower: bool = True, **known: str) -> Person:
        """The person with that key; she is made if there is none. ``known``: age, gender, city,
        platform, as a broadcast's filters say it.
        """
        body = {"key": key, "name": name or key, "follower": follower, **known}
        return Person(self, self.call("POST", "people", json=body))

    def someone(self, *, follower: bool = True) -> Person:
        """A person nobody has met before."""
        return self.person(f"p{uuid.uuid4().hex[:12]}", follower=follower)

    def visitor(self) -> Person:
        """An anonymous visitor of the chat widget."""
        body = {"key": f"v{uuid.uuid4().hex[:12]}", "anonymous": True}
        return Person(self, self.call("POST", "people", json=body))

    def groups(self) -> list[Json]:
        """The groups: ``key``, ``name``, ``group_id``, ``members``."""
        found: list[Json] = self.call("GET", "people")["groups"]
        return found

    # What came

    def messages(self, key: str, author: str = "") -> list[Arrived]:
        """What the account has sent to a person or group so far."""
        return self._arrived(key, 0, 0, author)[1]

    def wait_for_messages(
        self, key: str, count: int, timeout: float = WAIT, author: str = ""
    ) -> list[Arrived]:
        """Wait until ``count`` messages in all have come, else raise TooFewMessagesError."""
        complete, found = self._arrived(key, count, timeout, author)
        if not complete:
            texts = "\n".join(f"- {message.text}" for message in found)
            raise TooFewMessagesError(f"{key}: {len(found)} of {count} within {timeout} s\n{texts}")
        return found

    def _arrived(
        self, key: str, count: int, timeout: float, author: str
    ) -> tuple[bool, list[Arrived]]:
        query: Json = {"wait_for": count, "timeout": timeout}
        query |= {"author": author} if author else {}
        path = f"conversations/{key}/arrived"
        body = self.call("GET", path, params=query, read_within=timeout + 30)
        return body["complete"], [_arrived_from(row) for row in body["messages"]]

    def conversation(self, key: str) -> list[Json]:
        """Both sides of a conversation, oldest first."""
        found: list[Json] = self.call("GET", f"conversations/{key}")["messages"]
        return found

    def officer_says(self, key: str, text: str, admin: str = "officer") -> str:
        """An officer types in a conversation; returns the message's id."""
        body = {"text": text, "admin": admin}
        return str(self.call("POST", f"conversations/{key}/officer", json=body)["id"])

    # Trouble

    def fail_next(
        self,
        endpoint: str,
        code: int = 0,
        *,
        count: int = 1,
        http_status: int = 200,
        user_id: str = "",
    ) -> None:
        """The next ``count`` calls of an endpoint (end of its path) fail so."""
        body = {"endpoint": endpoint, "code": code, "count": count, "user_id": user_id}
        self.call("POST", "faults", json=body | {"http_status": http_status})

    def drop_next(self, endpoint: str, count: int = 1) -> None:
        """The next ``count`` calls are carried out, and the connection is cut before the answer."""
        self.call("POST", "faults", json={"endpoint": endpoint, "drop": True, "count": count})

    def clear_faults(self) -> None:
        """Take back all faults and the latency."""
        self.call("DELETE", "faults")

    def latency(self, milliseconds: int) -> None:
        """Hold every API answer back."""
        self.call("POST", "latency", json={"milliseconds": milliseconds})

    def expire_token(self) -> None:
        """The living access token expires now."""
        self.call("POST", "token/expire")

    def advance(self, seconds: float) -> None:
        """Wind the stand-in's clock forward."""
        self.call("POST", "clock", json={"seconds": seconds})

    def now(self) -> datetime:
        """The time that the stand-in's clock shows, aware UTC."""
        shown = self.call("GET", "changes")["account"]["now_ms"]
        return datetime.fromtimestamp(shown / 1000, UTC)

    def reset(self) -> None:
        """Everything as at the start."""
        self.call("POST", "reset")

    # Webhook

    def deliver(self, *, copies: int = 1, shuffle_ms: int = 0) -> None:
        """Deliver each event ``copies`` times, shuffled within ``shuffle_ms``."""
        self.webhook(copies=copies, shuffle_ms=shuffle_ms)

    def webhook(self, **settings: Any) -> Json:
        """Set ``enabled``, ``unwanted`` (event names not sent), ``copies``, ``shuffle_ms``."""
        return self.call("POST", "webhook", json=settings)

    def post_event(self, event: Json, conversation: str = "", signature: str | None = None) -> None:
        """Post any event to the webhook, signed unless ``signature`` is given."""
        body = {"event": event, "conversation": conversation, "signature": signature}
        self.call("POST", "events", json=body)

    def deliveries(self, event_name: str = "") -> list[Json]:
        """The newest webhook deliveries, oldest first."""
        rows = self.call("GET", "deliveries")["deliveries"]
        return [row for row in rows if event_name in {"", row["event_name"]}]

    def wait_until_quiet(self, timeout: float = WAIT) -> None:
        """Wait until every event was posted at least once; TimeoutError otherwise."""
        query = {"quiet_within": timeout}
        if not self.call("GET", "deliveries", params=query, read_within=timeout + 30)["quiet"]:
            raise TimeoutError(f"events were still waiting after {timeout} s")

    def calls(self, endpoint: str = "") -> list[Json]:
        """The API calls made so far: ``path``, ``error``, ``dropped``, ``user_id``, ``at``."""
        found: list[Json] = self.call("GET", "calls", params={"endpoint": endpoint})["calls"]
        return found


class Person:
    """Someone whose phone is in our hands."""

    def __init__(self, driver: Driver, view: Json) -> None:
        self._driver = driver
        self.key = str(view["key"])
        self.name = str(view["name"])
        self.user_id = str(view["user_id"])

    def sends(self, kind: str = "text", **fields: Any) -> str:
        """She sends a message of any kind; returns its id."""
        path = f"people/{self.key}/messages"
        return str(self._driver.call("POST", path, json={"kind": kind, **fields})["id"])

    def says(self, text: str, *, group: str = "", quote: str = "") -> str:
        """She writes a text, to the account or in a group."""
        return self.sends(text=text, group=group, quote=quote)

    def sends_sticker(self, sticker_id: str = "bfe458bf64fa8da4d4eb") -> str:
        """She sends a sticker."""
        return self.sends("sticker", sticker_id=sticker_id)

    def sends_location(self, latitude: str = "19.8067", longitude: str = "105.7852") -> str:
        """She sends where she is."""
        return self.sends("location", latitude=latitude, longitude=longitude)

    def sends_link(self, url: str, description: str = "") -> str:
        """She shares a link."""
        return self.sends("link", url=url, description=description)

    def sends_file(self, content: bytes, name: str, kind: str = "file", text: str = "") -> str:
        """She sends bytes as ``image``, ``gif``, ``audio``, ``video`` or ``file``."""
        path, form = f"people/{self.key}/files", {"kind": kind, "text": text}
        body = self._driver.call("POST", path, data=form, files={"file": (name, content)})
        return str(body["id"])

    def sends_picture(self, content: bytes, text: str = "") -> str:
        """She sends a picture, with a caption if given."""
        return self.sends_file(content, "anh.png", "image", text)

    def follows(self) -> None:
        """She follows the account."""
        self._acts("follow")

    def unfollows(self) -> None:
        """She stops following."""
        self._acts("unfollow")

    def opens_chat(self) -> None:
        """She presses the chat button."""
        self._acts("open-chat")

    def withdraws(self) -> None:
        """She takes back her consent."""
        self._acts("withdraw")

    def sees(self) -> None:
        """She looks at the chat."""
        self._acts("see")

    def reacts(self, message_id: str, icon: str = "/-heart") -> None:
        """She puts an icon on a message."""
        body = {"message_id": message_id, "icon": icon}
        self._driver.call("POST", f"people/{self.key}/reactions", json=body)

    def messages(self, author: str = "") -> list[Arrived]:
        """What she has received so far."""
        return self._driver.messages(self.key, author)

    def waits_for(self, count: int, timeout: float = WAIT) -> list[Arrived]:
        """Wait until she has received ``count`` messages in all."""
        return self._driver.wait_for_messages(self.key, count, timeout)

    def asks(self, text: str, bubbles: int = 1, timeout: float = WAIT) -> list[Arrived]:
        """She writes and waits for ``bubbles`` new messages; returns all that are new."""
        before = len(self.messages())
        self.says(text)
        return self.waits_for(before + bubbles, timeout)[before:]

    def _acts(self, act: str) -> None:
        self._driver.call("POST", f"people/{self.key}/{act}")


def _arrived_from(row: Json) -> Arrived:
    return Arrived(row["id"], row["text"], row["kind"], row["author"], row)


def free_port() -> int:
    """A TCP port on 127.0.0.1 that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@dataclass(frozen=True, slots=True)
class Credentials:
    """What bot and stand-in must agree on."""

    app_id: str = "2000000000000000001"
    app_secret: str = "app-secret-of-the-stand-in"  # noqa: S105 - opens nothing but the stand-in
    oa_id: str = "3000000000000000001"
    oa_secret: str = "oa-secret-of-the-stand-in"  # noqa: S105
    access_token: str = "first-access-token"  # noqa: S105
    refresh_token: str = "first-refresh-token"  # noqa: S105

    def arguments(self) -> list[str]:
        """As options of ``python -m bot.simulator``."""
        return [
            f"--app-id={self.app_id}",
            f"--app-secret={self.app_secret}",
            f"--oa-id={self.oa_id}",
            f"--oa-secret={self.oa_secret}",
            f"--access-token={self.access_token}",
            f"--refresh-token={self.refresh_token}",
        ]


@contextlib.contextmanager
def started(
    webhook: str,
    credentials: Credentials | None = None,
    *,
    port: int = 0,
    arguments: Sequence[str] = ("--retry-scale=0.01",),
) -> Iterator[Driver]:
    """Start a stand-in in its own process, wait until it answers, end it afterwards."""
    port = port or free_port()
    given = [f"--port={port}", f"--webhook={webhook}", "--development", *arguments]
    command = [sys.executable, "-m", "bot.simulator", *given]
    command += (credentials or Credentials()).arguments()
    root = Path(__file__).resolve().parents[2]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE)  # noqa: S603
    driver = Driver(f"http://127.0.0.1:{port}")
    try:
        _wait_until_up(driver, process)
        yield driver
    finally:
        driver.close()
        process.terminate()
        process.communicate(timeout=10)


def _wait_until_up(driver: Driver, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_WITHIN
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(requests.ConnectionError, requests.Timeout):
            driver.call("GET", "health", read_within=1.0)
            return
        time.sleep(0.02)
    process.kill()
    raise NotStartedError(process.communicate()[1].decode())
