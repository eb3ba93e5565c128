"""What people agreed to, as every turn needs it: read from the database, kept in Redis for less
than a minute.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from pydantic import TypeAdapter
from redis import Redis

from bot import keys
from bot.errors import StateUnavailable
from bot.store.consents import Consent, ConsentRepository
from handlers.people import Purpose

RETRY = timedelta(seconds=5)
"""So long the database is left alone after it did not answer."""

_agreed = TypeAdapter(dict[Purpose, bool] | None)


class Consents:
    """Raises ``RedisError`` when Redis is away."""

    def __init__(self, redis: Redis, records: ConsentRepository) -> None:
        self._redis = redis
        self._records = records

    def of(self, oa_id: str, user_id: str) -> Mapping[Purpose, bool] | None:
        """Purpose → whether she agrees now; None while the database is away."""
        key = keys.agreed(keys.mailbox_name(oa_id, user_id))
        stored = self._redis.get(key)
        if isinstance(stored, bytes):
            return _agreed.validate_json(stored)
        agreed, fresh = self._read(oa_id, user_id)
        self._redis.set(key, _agreed.dump_json(agreed), ex=fresh)
        return agreed

    def record(self, consent: Consent) -> None:
        """Write it down; it counts from her next message on. Raises ``StateUnavailable``."""
        self._records.add(consent)
        self._redis.delete(keys.agreed(keys.mailbox_name(consent.oa_id, consent.user_id)))

    def _read(self, oa_id: str, user_id: str) -> tuple[dict[Purpose, bool] | None, timedelta]:
        try:
            return self._records.latest(oa_id, user_id), keys.AGREED_EXPIRY
        except StateUnavailable:
            return None, RETRY
