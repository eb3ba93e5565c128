"""How fast we send: a moving window of one second an Official Account, shared by all processes,
pauses that Zalo asked for, and how many threads one account may hold at a time.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cached_property
from typing import TypeVar

import structlog
from limits import RateLimitItem, RateLimitItemPerSecond
from limits.errors import StorageError
from limits.storage import MemoryStorage, RedisStorage
from limits.strategies import FixedWindowRateLimiter, MovingWindowRateLimiter, RateLimiter
from redis import Redis

from bot import keys
from bot.zalo.bulk_share import BulkShare
from bot.zalo.errors import HeldBack, RetryLater
from bot.zalo.hours import until_next_minute
from bot.zalo.pauses import AnswersQueue, Pauses
from bot.zalo.wire import Allowance

log = structlog.get_logger(__name__)

Answer = TypeVar("Answer")

PATIENCE = timedelta(seconds=0.2)
"""A thread sleeps no longer for its turn; who must wait longer comes back instead."""
LONGEST_PROMISE = 30.0
"""Seconds: nobody is sent away for longer by our own limits."""
SHARE = 8
"""Messages of one account that may be on their way at a time, in one process."""
ANSWERS_FIRST = timedelta(seconds=0.5)
"""So long a broadcast stands back at a time."""
KEPT_FOR_DANGER = 0.05
"""When no more of the app's minute is left, only help in danger goes out until the next one."""
_TOO_FAST = frozenset(("rate_limit", "http_429"))


class SendLimits:
    """Holds sends back to ``per_second``; ``share`` is how many may be on their way at a time.

    While Redis is away, or without one, each process keeps a window of its own.
    """

    def __init__(
        self,
        redis: Redis | None,
        per_second: float,
        patience: timedelta = PATIENCE,
        share: int = SHARE,
    ) -> None:
        self._shared = _Windows(_storage(redis)) if redis else None
        self._rate = _rate(per_second)
        self._bulk = BulkShare(self._rate)
        self._patience = patience.total_seconds()
        self._pauses = Pauses(redis)
        self._queue = AnswersQueue(redis)
        self._shares = _Shares(share)
        self._promises = _Promises(1 / per_second)

    @contextmanager
    def sending(self, oa_id: str) -> Iterator[None]:
        """Hold this while one message of the account goes out.

        Raises ``HeldBack`` when it must wait longer than a thread should. When Zalo says that we
        are too fast, the whole account pauses.
        """
        with self._one_of(oa_id):
            self.wait(oa_id)
            with self._learning(oa_id):
                yield

    @contextmanager
    def sending_in_bulk(self, oa_id: str) -> Iterator[None]:
        """As ``sending``, for a broadcast: it goes only where no answer waits, and no more of it
        than its share of the rate. It never waits in here.
        """
        with self._one_of(oa_id):
            self._after_answers(oa_id)
            with self._learning(oa_id):
                yield

    @contextmanager
    def sending_in_danger(self, oa_id: str) -> Iterator[None]:
        """As ``sending``, for help in danger: it is counted, and never held back."""
        with self._learning(oa_id):
            yield
        self._hit(oa_id)

    def wait(self, oa_id: str) -> None:
        """Return when one more message may go out for this account.

        Raises ``HeldBack`` when that takes longer than the patience of this object.
        """
        deadline = time.monotonic() + self._patience
        while (pause := self._pause(oa_id)) > 0:
            self._queue.grows(oa_id)
            if time.monotonic() + pause > deadline:
                wait = timedelta(seconds=self._promises.next_after(oa_id, pause))
                raise HeldBack(0, "own_rate_limit", wait=wait)
            time.sleep(pause)

    def room(self, oa_id: str) -> int:
        """How many messages may go out now; a broadcast leaves some of it to answers."""
        return self._asked(lambda w: w.moving.get_window_stats(self._rate, oa_id).remaining)

    def noted(self, allowance: Allowance | None) -> None:
        """What Zalo says is left of the app's minute: the last of it is kept for danger."""
        if allowance is None or allowance.remaining > allowance.limit * KEPT_FOR_DANGER:
            return
        if not self._pauses.left(""):
            log.warning("app_limit_near", limit=allowance.limit, count=allowance.remaining)
            self._pauses.begin("", until_next_minute())

    @contextmanager
    def _one_of(self, oa_id: str) -> Iterator[None]:
        paused = self._pauses.left(oa_id)
        if paused:
            raise HeldBack(0, "account_pauses", wait=paused)
        with self._shares.one_of(oa_id):
            yield

    def _after_answers(self, oa_id: str) -> None:
        """Count one message of a broadcast; raises ``HeldBack`` where it must not go now."""
        if self._queue.waits(oa_id):
            raise HeldBack(0, "answers_first", wait=ANSWERS_FIRST)
        crowded = HeldBack(0, "kept_for_answers", wait=timedelta(seconds=self._bulk.turn()))
        if self._bulk.crowded(self.room(oa_id)):
            raise crowded
        now = time.time()
        if not self._asked(lambda windows: self._bulk.take(windows.fixed, oa_id, now)):
            raise HeldBack(0, "share_used_up", wait=timedelta(seconds=self._bulk.left(now)))
        if not self._hit(oa_id):
            raise crowded

    @contextmanager
    def _learning(self, oa_id: str) -> Iterator[None]:
        try:
            yield
        except RetryLater as error:
            if error.reason in _TOO_FAST:
                self._pauses.begin(oa_id, error.wait or until_next_minute())
            raise

    def _pause(self, oa_id: str) -> float:
        """0 when the message was counted and may go, else seconds to wait."""
        if self._hit(oa_id):
            return 0
        reset = self._asked(lambda w: w.moving.get_window_stats(self._rate, oa_id).reset_time)
        return max(reset - time.time(), 0.01)

    def _hit(self, oa_id: str) -> bool:
        return self._asked(lambda windows: windows.moving.hit(self._rate, oa_id))

    def _asked(self, question: Callable[[_Windows], Answer]) -> Answer:
        """The answer for the windows that all share, else for this process's own."""
        if self._shared is not None:
            try:
                return question(self._shared)
            except StorageError as error:
                log.warning("rate_limit_unavailable", kind=type(error).__name__)
        return question(self._alone)

    @cached_property
    def _alone(self) -> _Windows:
        # Its storage starts a thread: not before it is needed, and never before a fork.
        return _Windows(MemoryStorage())


class DangerLimits:
    """The side of ``SendLimits`` for help in danger."""

    def __init__(self, limits: SendLimits) -> None:
        self.sending = limits.sending_in_danger
        self.noted = limits.noted


class BulkLimits:
    """The side of ``SendLimits`` for broadcasts."""

    def __init__(self, limits: SendLimits) -> None:
        self.sending = limits.sending_in_bulk
        self.noted = limits.noted


class _Windows:
    """The window that moves with every message, and the spans of broadcasts, in one storage."""

    def __init__(self, storage: MemoryStorage | RedisStorage) -> None:
        self.moving = MovingWindowRateLimiter(storage)
        self.fixed: RateLimiter = FixedWindowRateLimiter(storage)


class _Shares:
    """Counts what each account has on its way; one at most has ``share``."""

    def __init__(self, share: int) -> None:
        self._share = share
        self._under_way: Counter[str] = Counter()
        self._counting = threading.Lock()

    @contextmanager
    def one_of(self, oa_id: str) -> Iterator[None]:
        with self._counting:
            if self._under_way[oa_id] >= self._share:
                raise HeldBack(0, "account_share", wait=timedelta(seconds=1))
            self._under_way[oa_id] += 1
        try:
            yield
        finally:
            with self._counting:
                self._under_way[oa_id] -= 1
                if not self._under_way[oa_id]:
                    del self._under_way[oa_id]


class _Promises:
    """When those who were sent away should come back: one after the other, not all at once."""

    def __init__(self, apart: float) -> None:
        self._apart = apart
        self._promised: dict[str, float] = {}
        self._promising = threading.Lock()

    def next_after(self, oa_id: str, seconds: float) -> float:
        """Seconds until the first moment after these that was promised to nobody yet."""
        now = time.monotonic()
        with self._promising:
            free = self._promised.get(oa_id, 0.0) + self._apart
            moment = min(max(now + seconds, free), max(now + LONGEST_PROMISE, now + seconds))
            self._promised[oa_id] = moment
        return moment - now


def _storage(redis: Redis) -> RedisStorage:
    return RedisStorage(
        "redis://",
        connection_pool=redis.connection_pool,
        key_prefix=keys.rate_prefix(),
        wrap_exceptions=True,
    )


def _rate(per_second: float) -> RateLimitItem:
    if per_second >= 1:
        return RateLimitItemPerSecond(int(per_second))
    return RateLimitItemPerSecond(1, round(1 / per_second))
