"""Answers a message of danger at once: beside the workers, and without Redis and SQL if need be.

The event stays in its mailbox. The worker that reads it later finds the plan and what was sent,
and does the rest: the case, the officers, what is remembered of her.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from typing import Never, cast

import structlog
from redis import RedisError

from bot import metrics
from bot.conversation import ConversationStore
from bot.delivery import Delivery
from bot.errors import StateUnavailable
from bot.outbox import Outbox, Plan
from bot.recipients import Recipient, recipient_of
from bot.reply import plan_for
from bot.store.times import utc_now
from bot.told import ToldNotes
from bot.turns import TurnMaker, message_of
from bot.zalo.client import ZaloClient
from bot.zalo.errors import RetryLater
from bot.zalo.events import Event
from handlers import crisis
from handlers.actions import Say
from handlers.severity import Severity
from handlers.turn import Conversation, Turn
from knowledge.errors import KnowledgeError
from knowledge.search import Library

log = structlog.get_logger(__name__)

LEASE_TRIES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.5)
"""Seconds to wait before each try for the conversation. Whoever has it longer hangs in something
that does not concern this message.
"""
SEND_TRIES = (0.0, 1.0, 3.0, 10.0)
"""Seconds to wait before each try to send while no mailbox keeps the message."""


class _NoLibrary:
    def __getattr__(self, name: str) -> Never:
        raise KnowledgeError("no library here")


def no_library() -> Library:
    """In the place of the library, which help in danger does not need: using it raises
    ``KnowledgeError``, and so what is no such help is left to the workers.
    """
    return cast(Library, _NoLibrary())


class Rescue:
    """The way of an event that tells of danger and is safe in its mailbox."""

    def __init__(
        self,
        conversations: ConversationStore,
        outbox: Outbox,
        turns: TurnMaker,
        delivery: Delivery,
    ) -> None:
        self._conversations = conversations
        self._outbox = outbox
        self._turns = turns
        self._delivery = delivery

    def answer(self, event: Event) -> bool:
        """Send the card, unless a worker has done so. False: it is no matter of danger after all,
        and is left to the worker.

        Raises ``RedisError``, ``StateUnavailable`` and ``ZaloError``; what was not sent then is
        left to the worker too.
        """
        for pause in LEASE_TRIES:
            time.sleep(pause)
            with self._conversations.sole_reader(event.mailbox) as lease:
                if lease is not None:
                    return self._deliver(event, lease.reacquire)
        return self._deliver(event, None)

    def _deliver(self, event: Event, still_ours: Callable[[], object] | None) -> bool:
        """Without a lease only what nobody has begun to send."""
        known = self._outbox.plan(event.key)
        plan = known or self._plan(event)
        if plan is None:
            return False
        recipient = recipient_of(event)
        if still_ours is None:
            self._delivery.deliver_untouched(event.key, plan, recipient)
            return True
        self._delivery.deliver(event.key, plan, recipient, still_ours)
        if known is None:  # whatever she wrote before is answered knowing of her danger
            self._conversations.save(event.mailbox, plan.conversation)
        return True

    def _plan(self, event: Event) -> Plan | None:
        turn = self._turns.turn(event, self._conversations.load(event.mailbox))
        try:
            plan = plan_for(turn)
        except KnowledgeError:
            return None
        if plan.severity is Severity.N or _asks_of_law(plan):
            return None
        return self._outbox.write(event.key, plan)


def _asks_of_law(plan: Plan) -> bool:
    """Whether unclear distress came with a question, which workers answer: they have the law."""
    return plan.severity is Severity.C1 and plan.conversation.doubted is not None


class Alone:
    """The way of an event that could not be kept: the fixed card, once, straight to Zalo."""

    def __init__(
        self, client: ZaloClient, notes: ToldNotes, now: Callable[[], datetime] = utc_now
    ) -> None:
        self._client = client
        self._notes = notes
        self._now = now

    def answer(self, event: Event) -> bool:
        """Tell her the card; False when it was told before or does not belong here.

        Raises ``ZaloError`` and ``StateUnavailable`` when nothing could be sent: Zalo brings the
        event again, and then it is tried again.
        """
        card = self._card(event)
        if not card or not self._notes.begin(event.key):
            return False
        told: tuple[str, ...] = ()
        try:
            self._send(recipient_of(event), card)
            told = (card,)
        finally:
            self._notes.end(event.key, told)
        metrics.count_send("alone")
        return True

    def hand_over(self, outbox: Outbox, event: Event) -> None:
        """Note in Redis what was told without it, before the event is accepted.

        Raises ``StateUnavailable`` while Redis is away.
        """
        told = self._notes.told(event.key)
        if not told:
            return
        try:
            outbox.told_already(event.key, told)
        except RedisError as error:
            fields = {"error": type(error).__name__}
            raise StateUnavailable("Redis", log_fields=fields) from error

    def _card(self, event: Event) -> str:
        """The first bubble only. What comes after it speaks of a case and of officers, and nothing
        of that can be done now; it follows when Redis is back.
        """
        # What is known of her, and of the officers, is not to be had now.
        turn = Turn(message_of(event), Conversation(), no_library(), self._now())
        try:
            actions = crisis.handle(turn)
        except KnowledgeError:
            return ""
        return next((each.text.strip() for each in actions if isinstance(each, Say)), "")

    def _send(self, recipient: Recipient, text: str) -> None:
        last = len(SEND_TRIES) - 1
        for number, pause in enumerate(SEND_TRIES):
            time.sleep(pause)
            try:
                recipient.send(self._client, text)
            except RetryLater as error:
                if number == last:
                    raise
                log.warning("card_not_sent_yet", attempt=number + 1, **error.log_fields)
            else:
                return
