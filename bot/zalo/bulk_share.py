"""How much of an account's rate broadcasts get: an average over a few seconds, so that what a busy
machine lost in one second is made up in the next, while no second goes over its ceiling.
"""

from __future__ import annotations

import math

from limits import RateLimitItem, RateLimitItemPerSecond
from limits.strategies import RateLimiter

KEPT_FOR_ANSWERS = 0.2
"""Of what may go out, a broadcast leaves so much on the average: an answer seldom has to wait."""
KEPT_WHILE_CATCHING_UP = 0.1
"""Of any one second it leaves at least so much, also where it makes up for lost time."""
SPAN = 5
"""Seconds over which the average is kept."""
TOO_NEAR = 0.02
"""Seconds: a span that ends sooner than this is waited for."""


class BulkShare:
    """The share at a rate. Spans begin where the clock says, so that every process has the same and
    none begins late.
    """

    def __init__(self, rate: RateLimitItem) -> None:
        self._rate = rate
        per_second = rate.amount / rate.get_expiry() * (1 - KEPT_FOR_ANSWERS)
        self._span = max(SPAN, math.ceil(1 / per_second))
        self._item = RateLimitItemPerSecond(math.floor(per_second * self._span + 1e-9), self._span)

    def crowded(self, room: int) -> bool:
        """Whether this second is so full that the rest of it is for answers."""
        return room <= self._rate.amount * KEPT_WHILE_CATCHING_UP

    def turn(self) -> float:
        """Seconds until a turn comes free in a crowded second, at the earliest."""
        return self._rate.get_expiry() / self._rate.amount

    def take(self, limiter: RateLimiter, oa_id: str, now: float) -> bool:
        """Count one message of the span in which ``now`` lies; False where its share is used up."""
        return limiter.hit(self._item, oa_id, str(int(now // self._span)))

    def left(self, now: float) -> float:
        """Seconds until the next span begins."""
        return max(self._span - now % self._span, TOO_NEAR)
