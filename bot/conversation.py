"""Conversation state in Redis: what is remembered between turns, and who may speak in a
conversation right now.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import structlog
from pydantic import TypeAdapter, ValidationError
from redis import Redis
from redis.lock import Lock

from bot import keys
from bot.lease import Leases
from handlers.memory import WAY_BACK
from handlers.turn import Conversation, Fragment

log = structlog.get_logger(__name__)

SHORT_MEMORY = timedelta(hours=24)
"""So long a conversation is remembered unless she agreed to more."""
PAUSE_KEPT_AFTER = timedelta(days=7)
"""So long after an officer's pause its end can still be told to her."""

_conversation = TypeAdapter(Conversation)
_fragment = TypeAdapter(Fragment)

_DELETE_THIS = """
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0
"""


def dump(conversation: Conversation) -> bytes:
    """The conversation as JSON bytes."""
    return _conversation.dump_json(conversation, exclude_defaults=True)


def restore(stored: bytes | None) -> Conversation:
    """The conversation from JSON bytes; a fresh one for nothing, or for a shape of an older
    release.
    """
    if not stored:
        return Conversation()
    try:
        return _conversation.validate_json(stored)
    except ValidationError as error:
        log.warning("conversation_unreadable", count=error.error_count())
        return Conversation()


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


def _moment(written: bytes | None) -> datetime | None:
    return datetime.fromisoformat(written.decode()) if written else None


class ConversationStore:
    """Conversations by mailbox. Each expires a day after the last turn (sliding), or ``ttl`` where
    she agreed to that; the wish for easy reading and that she was greeted stay.
    """

    def __init__(self, redis: Redis, ttl: timedelta) -> None:
        self._redis = redis
        self._ttl = ttl
        self._leases = Leases(redis, keys.READER_LEASE)
        self._unless_changed = redis.register_script(_DELETE_THIS)

    def load(self, mailbox: str) -> Conversation:
        """What is remembered; a fresh conversation when nothing is."""
        pipe = self._redis.pipeline(transaction=False)
        pipe.get(keys.conversation(mailbox))
        pipe.exists(keys.easy_reading(mailbox))
        pipe.get(keys.officer_pause(mailbox))
        pipe.exists(keys.greeted(mailbox))
        pipe.get(keys.way_back(mailbox))
        stored, easy_reading, pause, greeted, doubted = pipe.execute()
        known = restore(stored)
        return replace(
            known,
            greeted=known.greeted or bool(greeted),
            easy_reading=bool(easy_reading),
            officer_until=_moment(pause),
            doubted=_fragment.validate_json(doubted) if doubted else None,
        )

    def save(self, mailbox: str, conversation: Conversation) -> None:
        """Remember this conversation and start its expiry anew; an officer's pause is not its."""
        pipe = self._redis.pipeline()
        stored = dump(replace(conversation, officer_until=None, doubted=None))
        ttl = self._ttl if conversation.history else min(self._ttl, SHORT_MEMORY)
        pipe.set(keys.conversation(mailbox), stored, ex=ttl)
        if conversation.doubted:
            words = _fragment.dump_json(conversation.doubted)
            pipe.set(keys.way_back(mailbox), words, exat=conversation.doubted.at + WAY_BACK)
        else:
            pipe.delete(keys.way_back(mailbox))
        if conversation.greeted:
            pipe.set(keys.greeted(mailbox), b"1", ex=keys.GREETED_EXPIRY)
        if conversation.easy_reading:
            pipe.set(keys.easy_reading(mailbox), b"1")
        else:
            pipe.delete(keys.easy_reading(mailbox))
        pipe.execute()

    def forget(self, mailbox: str) -> None:
        """Erase the conversation and everything else that is kept under its name."""
        self._redis.delete(*keys.of_person(mailbox))

    def pause_for_officer(self, mailbox: str, until: datetime) -> None:
        """An officer is talking: the assistant is silent until then; from a time that has come on
        it speaks again and says so. No lock is needed.
        """
        self._redis.set(keys.officer_pause(mailbox), _written(until), exat=until + PAUSE_KEPT_AFTER)

    def end_pause(self, mailbox: str, until: datetime) -> None:
        """The pause that ends at ``until`` is over; one that began meanwhile stays."""
        self._unless_changed(keys=[keys.officer_pause(mailbox)], args=[_written(until)])

    def answer_waits(self, mailbox: str) -> bool:
        """Whether an officer's answer waits for this person's next message."""
        return bool(self._redis.exists(keys.answer_waits(mailbox)))

    def note_answer(self, mailbox: str, *, waits: bool) -> None:
        """An officer's answer waits for this person's next message, or none does any longer."""
        key = keys.answer_waits(mailbox)
        if waits:
            self._redis.set(key, b"1", ex=keys.ANSWER_SIGN_EXPIRY)
        else:
            self._redis.delete(key)

    def sole_reader(self, mailbox: str) -> AbstractContextManager[Lock | None]:
        """The conversation's lease, or None when another reader has it.

        It is renewed while the block runs, and ends by itself after a crash.
        """
        return self._leases.taken(keys.lock(mailbox))
