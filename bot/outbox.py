"""The plan of an answer, written down before its first bubble is sent.

A bubble is claimed before the send and marked after it. So a crash leaves at most one bubble of
which nobody knows whether it arrived; that one is looked up in Zalo's history and never repeated
blindly.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Annotated, cast

from pydantic import Field, TypeAdapter
from redis import Redis

from bot import keys
from handlers.actions import Request
from handlers.exchange import Exchange
from handlers.turn import Conversation, Severity

MOST_SAID = 20
"""Twice what Zalo's history shows at once."""


class BubbleState(StrEnum):
    """What is known of one bubble."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    DOUBTFUL = "doubtful"
    SENT = "sent"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything one turn leads to. ``conversation`` is what will be remembered once the bubbles
    are out.
    """

    bubbles: tuple[str, ...]
    conversation: Conversation
    planned_at: datetime
    requests: tuple[Annotated[Request, Field(discriminator="kind")], ...] = ()
    forget: bool = False
    intent: str = ""
    severity: Severity = Severity.N
    exchange: Exchange | None = None


_plan = TypeAdapter(Plan)

_CLAIM = """
local state = redis.call('HGET', KEYS[1], ARGV[1])
if not state then redis.call('HSET', KEYS[1], ARGV[1], 'claimed') return 'waiting' end
return state
"""


class Outbox:
    """Plans by event key, with the state of each bubble."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._claim = redis.register_script(_CLAIM)

    def plan(self, event_key: str) -> Plan | None:
        """The plan made for this event before, if any."""
        stored = self._redis.hget(keys.outbox(event_key), "plan")
        return _plan.validate_json(stored) if stored else None

    def write(self, event_key: str, plan: Plan) -> Plan:
        """Write the plan down unless one stands already; returns the one that holds.

        What was told already (see ``told_already``) stands in the place of its first bubbles.
        """
        key = keys.outbox(event_key)
        if plan.severity is not Severity.N and (told := self._redis.hget(key, "told")):
            before = tuple(json.loads(told))
            plan = replace(plan, bubbles=before + plan.bubbles[len(before) :])
        with self._redis.pipeline(transaction=True) as pipe:
            pipe.hsetnx(key, "plan", _plan.dump_json(plan))
            pipe.expire(key, keys.OUTBOX_EXPIRY)
            fresh, _ = pipe.execute()
        return plan if fresh else self.plan(event_key) or plan

    def told_already(self, event_key: str, bubbles: tuple[str, ...]) -> None:
        """Before there is a plan: these bubbles went out while Redis was away. The plan that is
        made will have them, as sent.
        """
        key = keys.outbox(event_key)
        with self._redis.pipeline(transaction=True) as pipe:
            pipe.hset(key, "told", json.dumps(bubbles, ensure_ascii=False))
            for number in range(len(bubbles)):
                pipe.hset(key, f"bubble:{number}", BubbleState.SENT.value)
            pipe.expire(key, keys.OUTBOX_EXPIRY)
            pipe.execute()

    def claim(self, event_key: str, bubble: int) -> BubbleState:
        """Take the bubble for sending. WAITING: it is yours to send; anything else is what became
        of it.
        """
        state = self._claim(keys=[keys.outbox(event_key)], args=[f"bubble:{bubble}"])
        return BubbleState(state.decode() if isinstance(state, bytes) else state)

    def mark(self, event_key: str, bubble: int, state: BubbleState) -> None:
        """Write down what became of a bubble; WAITING gives it back for another try.

        For one that went out there is ``sent``.
        """
        key, name = keys.outbox(event_key), f"bubble:{bubble}"
        if state is BubbleState.WAITING:
            self._redis.hdel(key, name)
        else:
            self._redis.hset(key, name, state.value)

    def sent(self, event_key: str, bubble: int, mailbox: str, message_id: str) -> None:
        """The bubble is out, as this message of the conversation ('' if Zalo did not say)."""
        said = keys.said(mailbox)
        with self._redis.pipeline(transaction=False) as pipe:
            pipe.hset(keys.outbox(event_key), f"bubble:{bubble}", BubbleState.SENT.value)
            if message_id:
                pipe.lpush(said, message_id)
                pipe.ltrim(said, 0, MOST_SAID - 1)
                pipe.expire(said, keys.OUTBOX_EXPIRY)
            pipe.execute()

    def said(self, mailbox: str) -> frozenset[str]:
        """Ids of the last messages known to have gone out: none of them is another bubble."""
        found = cast(list[bytes], self._redis.lrange(keys.said(mailbox), 0, -1))
        return frozenset(each.decode() for each in found)

    def close(self, event_key: str) -> None:
        """The event has left its mailbox: what was said need not be kept any longer.

        Not at once: a reader who lost the conversation may still ask what became of a bubble.
        """
        self._redis.expire(keys.outbox(event_key), keys.CLOSED_OUTBOX_EXPIRY)

    def not_tried(self, event_key: str) -> None:
        """The try that began did not reach Zalo, and does not count."""
        self._redis.hincrby(keys.outbox(event_key), "attempts", -1)

    def begin(self, event_key: str) -> tuple[int, Plan | None]:
        """How often this event has been tried, this time included, and the plan made before."""
        key = keys.outbox(event_key)
        with self._redis.pipeline(transaction=True) as pipe:
            pipe.hincrby(key, "attempts", 1)
            pipe.expire(key, keys.OUTBOX_EXPIRY)
            pipe.hget(key, "plan")
            attempts, _, stored = pipe.execute()
        return int(attempts), _plan.validate_json(stored) if stored else None
