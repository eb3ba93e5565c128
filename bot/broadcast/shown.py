"""Which broadcast an officer was shown last on her phone, so that her "1" means that one and her
approval the words that she saw.
"""

from __future__ import annotations

from datetime import datetime

from redis import Redis

from bot import keys
from bot.broadcast.versions import version_of
from bot.store.broadcast_records import Broadcast

_SEPARATOR = "|"


class ShownBroadcasts:
    """Kept in Redis by mailbox. Raises ``RedisError``."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    def note(self, mailbox: str, broadcast: Broadcast) -> None:
        """She saw it as it is now."""
        pipe = self._redis.pipeline()
        pipe.hset(keys.broadcast_shown(mailbox), broadcast.code, version_of(broadcast))
        pipe.expire(keys.broadcast_shown(mailbox), keys.BROADCAST_SHOWN_EXPIRY)
        pipe.execute()

    def version(self, mailbox: str, broadcast: Broadcast) -> str:
        """The version of it that she saw last; '' where she saw none."""
        known = self._redis.hget(keys.broadcast_shown(mailbox), broadcast.code)
        return known.decode() if isinstance(known, bytes) else ""

    def ask(self, mailbox: str, broadcast: Broadcast, at: datetime) -> None:
        """She is asked whether it may go out."""
        words = f"{broadcast.code}{_SEPARATOR}{at.isoformat()}"
        self._redis.set(keys.broadcast_asked(mailbox), words, ex=keys.BROADCAST_ASKED_EXPIRY)

    def asked(self, mailbox: str) -> tuple[str, datetime] | None:
        """The code of what she was asked about last, and when."""
        stored = self._redis.get(keys.broadcast_asked(mailbox))
        if not isinstance(stored, bytes):
            return None
        code, _, at = stored.decode().partition(_SEPARATOR)
        return code, datetime.fromisoformat(at)
