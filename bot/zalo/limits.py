"""How fast we send: a moving window of one second an Official Account, shared by all processes."""

from __future__ import annotations

import time
from datetime import timedelta

import structlog
from limits import RateLimitItem, RateLimitItemPerSecond
from limits.errors import StorageError
from limits.storage import RedisStorage
from limits.strategies import MovingWindowRateLimiter
from redis import Redis

from bot import keys
from bot.zalo.errors import RetryLater

log = structlog.get_logger(__name__)

PATIENCE = timedelta(seconds=5)


class SendLimits:
    """Holds sends back to ``per_second``; while Redis is away it lets them through, and logs it."""

    def __init__(self, redis: Redis, per_second: float, patience: timedelta = PATIENCE) -> None:
        storage = RedisStorage(
            "redis://",
            connection_pool=redis.connection_pool,
            key_prefix=keys.rate_prefix(),
            wrap_exceptions=True,
        )
        self._limiter = MovingWindowRateLimiter(storage)
        self._rate = _rate(per_second)
        self._patience = patience.total_seconds()

    def wait(self, oa_id: str) -> None:
        """Return when one more message may go out for this account.

        Raises ``RetryLater`` when that takes longer than the patience of this object.
        """
        deadline = time.monotonic() + self._patience
        while (pause := self._pause(oa_id)) > 0:
            if time.monotonic() + pause > deadline:
                raise RetryLater(0, "own_rate_limit", wait=timedelta(seconds=pause))
            time.sleep(pause)

    def room(self, oa_id: str) -> int:
        """How many messages may go out now; a broadcast leaves some of it to answers."""
        try:
            return self._limiter.get_window_stats(self._rate, oa_id).remaining
        except StorageError:
            return self._rate.amount

    def _pause(self, oa_id: str) -> float:
        """0 when the message was counted and may go, else seconds to wait."""
        try:
            if self._limiter.hit(self._rate, oa_id):
                return 0
            reset = self._limiter.get_window_stats(self._rate, oa_id).reset_time
        except StorageError as error:
            log.warning("rate_limit_unavailable", kind=type(error).__name__)
            return 0
        return max(reset - time.time(), 0.01)


def _rate(per_second: float) -> RateLimitItem:
    if per_second >= 1:
        return RateLimitItemPerSecond(int(per_second))
    return RateLimitItemPerSecond(1, round(1 / per_second))
