"""``POST /zalo/webhook``: an event is checked, kept, rung for and acknowledged, nothing else."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Protocol

import structlog
from flask import Blueprint, Response, request
from werkzeug.exceptions import RequestEntityTooLarge

from bot import metrics
from bot.errors import BotError, StateUnavailable
from bot.settings import SignatureFallback
from bot.zalo import strict_json
from bot.zalo.events import Event, parse
from bot.zalo.oa_secrets import Secrets
from bot.zalo.signature import verify

log = structlog.get_logger(__name__)

NAME = "webhook"
MAX_BODY = 512 * 1024
OLDEST = timedelta(hours=24)
"""Older events are replays: Zalo's last retry comes after two hours; dedupe keys live for 48."""
SKEW = timedelta(minutes=10)
"""A timestamp that far ahead means that a clock is wrong; the event is still answered."""
TEST_MSG_ID = "This is message id"
"""The message id of the event that the console's Test button sends."""
LARGEST_READ_PAST = 8 * 1024 * 1024
"""A refused body up to this size is read to its end, so that the connection can be kept."""
LARGEST_WITHOUT_ACCOUNT = 16 * 1024
"""An event that names no account is checked against every secret; a larger one is not worth it."""


class Outcome(StrEnum):
    """What became of a delivery; all of these are acknowledged with 200."""

    ACCEPTED = "accepted"
    DUPLICATE = "duplicate"
    PROBE = "probe"
    UNKNOWN_ACCOUNT = "unknown_account"
    STALE = "stale"


class WrongSignature(BotError):
    """The event is not signed, or not with this account's secret, or it is for another app."""

    http_status = 403


class InboxLike(Protocol):
    """Where accepted events are kept."""

    def accept(self, event_key: str, mailbox: str, raw: bytes) -> bool:
        """Keep it; False if it was kept before."""


class AlarmLike(Protocol):
    """Who helps at once where an event tells of danger; ``Alarm`` is one."""

    def before(self, event: Event) -> None:
        """Raises ``StateUnavailable`` when the event cannot be accepted now."""

    def accepted(self, event: Event) -> None:
        """The event is in its mailbox."""

    def not_accepted(self, event: Event, raw: bytes) -> None:
        """The event could not be kept."""


class NoAlarm:
    """In the place of an alarm where there is none: the workers answer all events."""

    def before(self, event: Event) -> None:
        """Nothing."""

    def accepted(self, event: Event) -> None:
        """Nothing."""

    def not_accepted(self, event: Event, raw: bytes) -> None:
        """Nothing."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One request: the bytes and the two headers that matter."""

    raw: bytes
    signature: str = ""
    timestamp: str = ""


@dataclass(frozen=True, slots=True)
class Gate:
    """Decides about a delivery.

    ``secrets`` knows the accounts, ``ring`` tells the workers, ``now`` is aware UTC; ``fallbacks``
    are further ways to compute the signature, with ``app_secret`` for one of them. ``alarm`` hears
    every event after it was kept, or could not be.
    """

    app_id: str
    secrets: Secrets
    inbox: InboxLike
    ring: Callable[[str], None]
    fallbacks: tuple[SignatureFallback, ...] = ()
    app_secret: str = ""
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    alarm: AlarmLike = NoAlarm()

    def receive(self, delivery: Delivery) -> Outcome:
        """What became of it. Raises ``InvalidEvent``, ``WrongSignature``, ``StateUnavailable``.

        After ``ACCEPTED`` the event is safe in Redis.
        """
        if is_probe(delivery.raw):
            metrics.count_event("none", Outcome.PROBE)
            return Outcome.PROBE
        event = _parsed(delivery.raw)
        with _counting_errors(event.kind):
            outcome = self._decide(event, delivery)
        metrics.count_event(event.kind, outcome)
        return outcome

    def _decide(self, event: Event, delivery: Delivery) -> Outcome:
        secrets = self._secrets_for(event, delivery.raw)
        if not secrets:
            log.warning("event_for_unknown_account", event_name=event.name)
            return Outcome.UNKNOWN_ACCOUNT
        self._verify(event, delivery, secrets)
        if self._is_stale(event):
            return Outcome.STALE
        return self._keep(event, delivery.raw)

    def _keep(self, event: Event, raw: bytes) -> Outcome:
        try:
            self.alarm.before(event)
            fresh = self.inbox.accept(event.key, event.mailbox, raw)
        except StateUnavailable:  # 503: Zalo brings it again
            self.alarm.not_accepted(event, raw)
            raise
        if not fresh:
            return Outcome.DUPLICATE
        self.ring(event.mailbox)
        self.alarm.accepted(event)
        return Outcome.ACCEPTED

    def _secrets_for(self, event: Event, raw: bytes) -> frozenset[str]:
        if event.oa_id:
            secret = self.secrets.secret_of(event.oa_id)
            return frozenset([secret]) if secret else frozenset()
        return self.secrets.all() if len(raw) <= LARGEST_WITHOUT_ACCOUNT else frozenset()

    def _verify(self, event: Event, delivery: Delivery, secrets: frozenset[str]) -> None:
        if (event.app_id or self.app_id) == self.app_id:
            for secret in secrets:
                if self._matches(event, delivery, secret):
                    return
        raise WrongSignature(log_fields={"oa_id": event.oa_id, "event_name": event.name})

    def _matches(self, event: Event, delivery: Delivery, secret: str) -> bool:
        for way, app_id, key, timestamp in self._ways(event, delivery, secret):
            if verify(delivery.raw, delivery.signature, app_id, key, timestamp):
                if way != "official":
                    log.warning("signature_fallback", way=way, oa_id=event.oa_id)
                return True
        return False

    def _ways(
        self, event: Event, delivery: Delivery, secret: str
    ) -> Iterator[tuple[str, str, str, str]]:
        """Name, first part, secret and timestamp of each way to sign that is allowed."""
        stamp = event.signed_timestamp
        yield "official", self.app_id, secret, stamp
        if delivery.timestamp not in ("", stamp):
            yield "timestamp_header", self.app_id, secret, delivery.timestamp
        if "oa_id" in self.fallbacks:
            yield "oa_id", event.oa_id, secret, stamp
        if "app_secret" in self.fallbacks:
            yield "app_secret", self.app_id, self.app_secret, stamp

    def _is_stale(self, event: Event) -> bool:
        age = self.now() - event.timestamp
        if age < -SKEW or age > OLDEST:
            log.warning(
                "event_time_is_off", event_name=event.name, seconds=int(age.total_seconds())
            )
        return not -OLDEST <= age <= OLDEST


def is_probe(raw: bytes) -> bool:
    """Whether the console only tries the address: nothing, ``{}``, or its sample event."""
    if len(raw) < 100 and raw.strip() in (b"", b"{}"):
        return True
    return TEST_MSG_ID.encode() in raw and _msg_id(raw) == TEST_MSG_ID


def _msg_id(raw: bytes) -> object:
    with contextlib.suppress(strict_json.InvalidJson, AttributeError):
        return strict_json.loads(raw).get("message").get("msg_id")
    return None


def _parsed(raw: bytes) -> Event:
    with _counting_errors("none"):
        return parse(raw)


@contextlib.contextmanager
def _counting_errors(kind: str) -> Iterator[None]:
    try:
        yield
    except BotError as error:
        metrics.count_event(kind, type(error).__name__)
        raise


def make_blueprint(gate: Gate) -> Blueprint:
    """The route. Errors go to the app's error handler; every other end is an empty 200."""
    blueprint = Blueprint(NAME, __name__)

    @blueprint.post("/zalo/webhook")
    def receive() -> Response:
        headers = request.headers
        gate.receive(
            Delivery(
                _body(),
                headers.get("X-ZEvent-Signature", ""),
                headers.get("X-ZEvent-Timestamp", ""),
            )
        )
        return Response(status=200)

    return blueprint


def _body() -> bytes:
    length = request.content_length
    if length is None:
        # Chunked. One byte more than allowed: the body is silently cut at the limit, not refused.
        request.max_content_length = MAX_BODY + 1
    elif length > MAX_BODY:
        _read_past(length)
        raise RequestEntityTooLarge
    raw = request.get_data(cache=False)
    if len(raw) > MAX_BODY:
        raise RequestEntityTooLarge
    return raw


def _read_past(length: int) -> None:
    """An unread body would cost the next event that comes over this connection."""
    if length <= LARGEST_READ_PAST:
        while request.stream.read(64 * 1024):
            pass
