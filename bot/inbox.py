"""The inbox: an accepted event stays in Redis, in its conversation's mailbox, until answered."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, cast

from redis import Redis
from redis.exceptions import RedisError

from bot import keys
from bot.errors import StateUnavailable

_ACCEPT = """
if not redis.call('SET', KEYS[1], '1', 'NX', 'EX', ARGV[1]) then return 0 end
redis.call('RPUSH', KEYS[2], ARGV[3])
redis.call('ZADD', KEYS[3], 'NX', redis.call('TIME')[1], ARGV[2])
return 1
"""

_DONE = """
local removed = redis.call('LREM', KEYS[1], 1, ARGV[2])
if redis.call('EXISTS', KEYS[1]) == 0 then
  redis.call('ZREM', KEYS[2], ARGV[1])
elseif removed > 0 then
  redis.call('ZADD', KEYS[2], 'XX', redis.call('TIME')[1], ARGV[1])
end
return removed
"""

_POSTPONE = """
return redis.call('ZADD', KEYS[1], 'XX', 'CH', redis.call('TIME')[1] + ARGV[2], ARGV[1])
"""

_WAITING = """
local latest = redis.call('TIME')[1] - ARGV[1]
return redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', latest, 'LIMIT', 0, ARGV[2])
"""

_BACKLOG = """
local oldest = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')
local age = oldest[2] and math.max(0, redis.call('TIME')[1] - oldest[2]) or 0
return {redis.call('ZCARD', KEYS[1]), age}
"""


class Inbox:
    """Mailboxes by name (``Event.mailbox``). All times are Redis's clock, in whole seconds.

    Every method raises ``StateUnavailable`` when Redis does not answer.
    """

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._accept = redis.register_script(_ACCEPT)
        self._done = redis.register_script(_DONE)
        self._postpone = redis.register_script(_POSTPONE)
        self._waiting = redis.register_script(_WAITING)
        self._backlog = redis.register_script(_BACKLOG)

    def accept(self, event_key: str, mailbox: str, raw: bytes) -> bool:
        """Keep the event unless it was accepted before; one round trip. False: a duplicate."""
        with _translated():
            return bool(
                self._accept(
                    keys=[keys.dedupe(event_key), keys.mailbox(mailbox), keys.waiting()],
                    args=[int(keys.DEDUPE_EXPIRY.total_seconds()), mailbox, raw],
                )
            )

    def peek(self, mailbox: str, limit: int = 100) -> list[bytes]:
        """The mailbox's oldest events, oldest first; they stay in it."""
        with _translated():
            return cast(list[bytes], self._redis.lrange(keys.mailbox(mailbox), 0, limit - 1))

    def done(self, mailbox: str, raw: bytes) -> bool:
        """Remove this one event, worked off. False: it was not there any more."""
        with _translated():
            return bool(
                self._done(keys=[keys.mailbox(mailbox), keys.waiting()], args=[mailbox, raw])
            )

    def owe(self, event_key: str, mailbox: str, raw: bytes) -> None:
        """Move the event to the conversation's second mailbox; after a crash on the way the same
        call ends it.
        """
        self.accept(f"{event_key}:owed", keys.owed_name(mailbox), raw)
        self.done(mailbox, raw)

    def postpone(self, mailbox: str, pause: timedelta) -> None:
        """Let the sweeper leave the mailbox alone until the pause is over."""
        with _translated():
            self._postpone(keys=[keys.waiting()], args=[mailbox, int(pause.total_seconds())])

    def waiting(
        self, older_than: timedelta = timedelta(seconds=30), limit: int = 1000
    ) -> list[str]:
        """Mailboxes in which nothing has moved for that long, the longest wait first."""
        with _translated():
            args = [int(older_than.total_seconds()), limit]
            names: list[bytes] = self._waiting(keys=[keys.waiting()], args=args)
        return [name.decode() for name in names]

    def backlog(self) -> tuple[int, int]:
        """How many mailboxes hold events, and for how many seconds the first of them has waited."""
        with _translated():
            depth, age = cast(list[Any], self._backlog(keys=[keys.waiting()]))
        return int(depth), int(age)


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except RedisError as error:
        raise StateUnavailable("Redis", log_fields={"error": type(error).__name__}) from error
