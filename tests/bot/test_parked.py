"""A calculation that was left outlives days in Redis, for whoever agreed to that."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from redis import Redis

from bot.conversation import SHORT_MEMORY, ConversationStore
from handlers.turn import Conversation, Form, Parked
from tests.scenario.virtual_time import beginning

DAYS = timedelta(days=30)
START = datetime(2026, 11, 21, 5, tzinfo=UTC)
MAILBOX = "1:u:2"
LEFT = Parked(Form("retirement", (("sex", "woman"),), "born"), START)


@pytest.mark.parametrize("agreed", [True, False])
def test_it_is_kept_as_long_as_she_agreed_to(redis: Redis, agreed: bool):
    store = ConversationStore(redis, DAYS)
    with beginning(START, redis) as time:
        store.save(MAILBOX, Conversation(greeted=True, history=agreed, parked=LEFT))
        time.jump(SHORT_MEMORY * 5)
        assert store.load(MAILBOX).parked == (LEFT if agreed else None)


def test_every_turn_keeps_it_for_another_while(redis: Redis):
    store = ConversationStore(redis, DAYS)
    with beginning(START, redis) as time:
        store.save(MAILBOX, Conversation(greeted=True, history=True, parked=LEFT))
        for _ in range(3):
            time.jump(DAYS - timedelta(days=1))
            store.save(MAILBOX, replace(store.load(MAILBOX), question="ly hôn"))
        assert store.load(MAILBOX).parked == LEFT
        time.jump(DAYS + timedelta(days=1))
        assert store.load(MAILBOX).parked is None
