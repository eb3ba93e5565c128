"""Time that a story can wind forward: for the product and the stand-in, which run in this process,
and for what Redis lets expire.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import time_machine
from redis import Redis

from knowledge.day import VIETNAM

_SPAN = re.compile(r"(?P<count>\d+) (?P<unit>second|minute|hour|day)s?")

# Redis keeps a clock of its own: what would have expired meanwhile goes, the rest lives on for
# what is left to it.
_AGE = """
for _, key in ipairs(redis.call('KEYS', '*')) do
  local left = redis.call('PTTL', key)
  if left >= 0 then
    if left > tonumber(ARGV[1]) then redis.call('PEXPIRE', key, left - ARGV[1])
    else redis.call('DEL', key) end
  end
end
"""


def span(written: str) -> timedelta:
    """ "5 minutes", "1 day"."""
    found = _SPAN.fullmatch(written)
    if found is None:
        raise ValueError(f"not a span of time: {written!r}")
    return timedelta(**{f"{found['unit']}s": int(found["count"])})


def moment(written: str) -> datetime:
    """ "2026-11-23 09:00", Vietnam's clock."""
    return datetime.strptime(written, "%Y-%m-%d %H:%M").replace(tzinfo=VIETNAM)


class VirtualTime:
    """The clock of one story; it ticks like any other between two jumps."""

    def __init__(self, traveller: time_machine.Traveller, redis: Redis) -> None:
        self._traveller = traveller
        self._redis = redis

    def now(self) -> datetime:
        """The time in the story, Vietnam's clock."""
        return datetime.now(UTC).astimezone(VIETNAM)

    def jump(self, ahead: timedelta) -> None:
        """Wind the clock forward."""
        self._traveller.shift(ahead)
        self._redis.eval(_AGE, 0, int(ahead.total_seconds() * 1000))


@contextmanager
def beginning(at: datetime, redis: Redis) -> Iterator[VirtualTime]:
    """Virtual time from ``at`` on, until the block ends."""
    with time_machine.travel(at, tick=True) as traveller:
        yield VirtualTime(traveller, redis)
