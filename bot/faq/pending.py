"""What an officer composes in chat, from the preview until she confirms; and what she did last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError
from redis import Redis

from bot import keys

Kind = TypeVar("Kind")


@dataclass(frozen=True, slots=True)
class Pending:
    """Words or a file (its bytes lie apart) that wait for her word. ``key`` is the event's that
    brought them; ``said``: somebody's own words, out of a conversation.
    """

    key: str
    question: str = ""
    answer: str = ""
    basis: str = ""
    file: str = ""
    said: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """An FAQ that she put in: number, its version then, and the version that was live before (0:
    none).
    """

    faq_id: int
    version: int
    live_before: int


_pending = TypeAdapter(Pending)
_done = TypeAdapter(list[Done])


class PendingFaqs:
    """Kept in Redis by mailbox. Raises ``RedisError``."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    def put(self, mailbox: str, pending: Pending, data: bytes = b"") -> None:
        """Keep it in the place of whatever was composed before."""
        pipe = self._redis.pipeline()
        pipe.set(
            keys.faq_composed(mailbox), _pending.dump_json(pending), ex=keys.FAQ_CONFIRM_WITHIN
        )
        if data:
            pipe.set(keys.faq_file(mailbox), data, ex=keys.FAQ_CONFIRM_WITHIN)
        pipe.execute()

    def get(self, mailbox: str) -> Pending | None:
        """What waits; None where nothing does."""
        return _read(_pending, self._redis.get(keys.faq_composed(mailbox)))

    def file(self, mailbox: str) -> bytes:
        """The bytes of the file that waits."""
        stored = self._redis.get(keys.faq_file(mailbox))
        return stored if isinstance(stored, bytes) else b""

    def drop(self, mailbox: str) -> None:
        """Nothing waits any more."""
        self._redis.delete(keys.faq_composed(mailbox), keys.faq_file(mailbox))

    def note_done(self, mailbox: str, done: list[Done]) -> None:
        """This is what she may take back within a day."""
        self._redis.set(keys.faq_done(mailbox), _done.dump_json(done), ex=keys.FAQ_UNDO_WITHIN)

    def last_done(self, mailbox: str) -> list[Done]:
        """What she may take back."""
        return _read(_done, self._redis.get(keys.faq_done(mailbox))) or []

    def forget_done(self, mailbox: str) -> None:
        """It was taken back."""
        self._redis.delete(keys.faq_done(mailbox))

    def begin_asking(self, faq_id: int, version: int) -> bool:
        """Whether nobody has been asked to approve this version yet; it counts as asked then."""
        key = keys.faq_asked(faq_id, version)
        return bool(self._redis.set(key, 1, nx=True, ex=keys.FAQ_ASKED_EXPIRY))

    def note_shown(self, mailbox: str, faq_id: int, version: int) -> None:
        """She saw this version."""
        pipe = self._redis.pipeline()
        pipe.hset(keys.faq_shown(mailbox), str(faq_id), version)
        pipe.expire(keys.faq_shown(mailbox), keys.FAQ_SHOWN_EXPIRY)
        pipe.execute()

    def shown(self, mailbox: str, faq_id: int) -> int:
        """The version that she saw last; 0 where she saw none."""
        return int(self._redis.hget(keys.faq_shown(mailbox), str(faq_id)) or 0)


def _read(adapter: TypeAdapter[Kind], stored: object) -> Kind | None:
    """None also for the shape of another release."""
    if not isinstance(stored, bytes):
        return None
    try:
        return adapter.validate_json(stored)
    except ValidationError:
        return None
