"""Leases: a lock in Redis that is renewed while its holder works, and ends by itself after a crash.

A single send can last longer than the lease: waiting for our turn, refreshing a token, trying
again. Without renewal another reader would take the conversation over and send the same bubble.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import structlog
from redis import Redis
from redis.exceptions import LockError, RedisError
from redis.lock import Lock

log = structlog.get_logger(__name__)

LONGEST_HOLD = timedelta(minutes=5)
"""A holder that takes longer hangs: its lease is renewed no more, and another one goes on."""


class Leases:
    """Leases of ``length`` on names of Redis keys; one thread a process renews those in use."""

    def __init__(
        self, redis: Redis, length: timedelta, longest_hold: timedelta = LONGEST_HOLD
    ) -> None:
        self._redis = redis
        self._length = length.total_seconds()
        self._longest_hold = longest_hold.total_seconds()
        self._held: dict[Lock, float] = {}
        self._changing = threading.Lock()
        self._process = 0

    @contextmanager
    def taken(self, key: str) -> Iterator[Lock | None]:
        """The lease, or None when somebody else has it.

        ``reacquire`` of the lock raises ``LockError`` once it is no longer ours.
        """
        lock = self._redis.lock(key, timeout=self._length, blocking=False, thread_local=False)
        if not lock.acquire():
            yield None
            return
        self._keep(lock)
        try:
            yield lock
        finally:
            self._let_go(lock)

    def _keep(self, lock: Lock) -> None:
        with self._changing:
            self._held[lock] = time.monotonic()
            if self._process != os.getpid():
                self._process = os.getpid()
                threading.Thread(target=self._renew_all, name="leases", daemon=True).start()

    def _let_go(self, lock: Lock) -> None:
        with self._changing:
            self._held.pop(lock, None)
        try:
            lock.release()
        except LockError:
            # It ran out; the outbox still keeps anything from being sent twice.
            log.warning("lease_lost")

    def _renew_all(self) -> None:
        while True:
            time.sleep(self._length / 3)
            with self._changing:
                held = list(self._held.items())
            for lock, since in held:
                if time.monotonic() - since < self._longest_hold:
                    self._renew(lock)

    def _renew(self, lock: Lock) -> None:
        try:
            lock.reacquire()
        except LockError:  # let go meanwhile, or lost: its holder notices before the next bubble
            with self._changing:
                self._held.pop(lock, None)
        except RedisError as error:
            log.warning("lease_not_renewed", error=type(error).__name__)
