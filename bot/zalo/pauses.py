"""Who must wait: everybody in a pause that Zalo asked for, a broadcast while answers wait."""

from __future__ import annotations

import time
from contextlib import suppress
from datetime import timedelta
from typing import cast

from redis import Redis, RedisError

from bot import keys

QUEUED = timedelta(seconds=1)
"""So long after an answer had to wait, broadcasts stand back."""
LOOK_AGAIN = 0.5
"""Seconds after which a process looks again whether another one was told to pause."""


class Pauses:
    """Of one account, or of the whole app ('' as the account), shared by all processes.

    While Redis is away, or without one, a process knows only its own.
    """

    def __init__(self, redis: Redis | None) -> None:
        self._redis = redis
        self._until: dict[str, float] = {}
        self._looked: dict[str, float] = {}

    def begin(self, oa_id: str, length: timedelta) -> None:
        """Pause for this long, or longer if a longer pause runs already in this process."""
        until = time.monotonic() + length.total_seconds()
        self._until[oa_id] = max(until, self._until.get(oa_id, 0.0))
        if self._redis is None:
            return
        try:
            self._redis.set(keys.send_pause(oa_id), b"1", px=length)
        except RedisError:
            return

    def left(self, oa_id: str) -> timedelta:
        """How long the account, or the app, still pauses; 0 when neither does."""
        now = time.monotonic()
        if now - self._looked.get(oa_id, -LOOK_AGAIN) >= LOOK_AGAIN:
            self._looked[oa_id] = now
            self._look(oa_id, now)
        until = max(self._until.get(oa_id, 0.0), self._until.get("", 0.0))
        return timedelta(seconds=max(0.0, until - now))

    def _look(self, oa_id: str, now: float) -> None:
        if self._redis is None:
            return
        names = (oa_id, "")
        pipe = self._redis.pipeline(transaction=False)
        for name in names:
            pipe.pttl(keys.send_pause(name))
        try:
            found = cast(list[int], pipe.execute())
        except RedisError:
            return
        for name, milliseconds in zip(names, found, strict=True):
            if milliseconds > 0:
                self._until[name] = now + milliseconds / 1000


class AnswersQueue:
    """Whether answers of an account wait for their turn, known to all processes.

    While Redis is away, or without one, a process knows only its own.
    """

    def __init__(self, redis: Redis | None) -> None:
        self._redis = redis
        self._until: dict[str, float] = {}

    def grows(self, oa_id: str) -> None:
        """One more answer waits; told to the others a few times a second at most."""
        now, length = time.monotonic(), QUEUED.total_seconds()
        if self._until.get(oa_id, 0.0) - now > length * 0.7:
            return
        self._until[oa_id] = now + length
        if self._redis is None:
            return
        with suppress(RedisError):
            self._redis.set(keys.answers_wait(oa_id), b"1", px=QUEUED)

    def waits(self, oa_id: str) -> bool:
        """Whether one waited within the last second."""
        if self._until.get(oa_id, 0.0) > time.monotonic():
            return True
        if self._redis is None:
            return False
        try:
            return bool(self._redis.exists(keys.answers_wait(oa_id)))
        except RedisError:
            return False
