"""Conversation state in Redis: what is remembered between turns, and who may speak in a
conversation right now.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime, timedelta

import structlog
from pydantic import TypeAdapter, ValidationError
from redis import Redis
from redis.lock import Lock

from bot import keys
from bot.lease import Leases
from handlers.turn import Conversation

log = structlog.get_logger(__name__)

_conversation = TypeAdapter(Conversation)


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


class ConversationStore:
    """Conversations by mailbox. Each expires ``ttl`` after the last turn (sliding); the wish for
    easy reading stays.
    """

    def __init__(self, redis: Redis, ttl: timedelta) -> None:
        self._redis = redis
        self._ttl = ttl
        self._leases = Leases(redis, keys.READER_LEASE)

    def load(self, mailbox: str) -> Conversation:
        """What is remembered; a fresh conversation when nothing is."""
        pipe = self._redis.pipeline(transaction=False)
        pipe.get(keys.conversation(mailbox))
        pipe.exists(keys.easy_reading(mailbox))
        stored, easy_reading = pipe.execute()
        return replace(restore(stored), easy_reading=bool(easy_reading))

    def save(self, mailbox: str, conversation: Conversation) -> None:
        """Remember this conversation and start its expiry anew."""
        pipe = self._redis.pipeline()
        pipe.set(keys.conversation(mailbox), dump(conversation), ex=self._ttl)
        if conversation.easy_reading:
            pipe.set(keys.easy_reading(mailbox), b"1")
        else:
            pipe.delete(keys.easy_reading(mailbox))
        pipe.execute()

    def forget(self, mailbox: str) -> None:
        """Erase the conversation."""
        mine = (keys.conversation, keys.said, keys.easy_reading)
        self._redis.delete(*(key(mailbox) for key in mine))

    def pause_for_officer(self, mailbox: str, until: datetime) -> None:
        """An officer is talking: the assistant is silent until then. Call with the conversation's
        lock held.
        """
        self.save(mailbox, replace(self.load(mailbox), officer_until=until))

    def sole_reader(self, mailbox: str) -> AbstractContextManager[Lock | None]:
        """The conversation's lease, or None when another reader has it.

        It is renewed while the block runs, and ends by itself after a crash.
        """
        return self._leases.taken(keys.lock(mailbox))
