"""Reads a mailbox in order: event, turn, answer, effects; only then is the event removed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import structlog
from redis.exceptions import LockError, RedisError

from bot import metrics
from bot.conversation import ConversationStore
from bot.delivery import Delivery
from bot.effects import Effects
from bot.errors import BotError
from bot.inbox import Inbox
from bot.outbox import Outbox, Plan
from bot.recipients import recipient_of
from bot.reply import reply_to
from bot.turns import TURN_KINDS, TurnMaker
from bot.zalo.errors import AccountStopped, HeldBack, Reconnect, ZaloError
from bot.zalo.event_names import EventKind
from bot.zalo.events import Event, InvalidEvent, parse
from handlers.hotlines import danger_line

log = structlog.get_logger(__name__)

StillOurs = Callable[[], object]
"""Renews the conversation's lease; raises ``LockError`` when another reader has it."""

FIRST_PAUSE = timedelta(seconds=2)
LONGEST_PAUSE = timedelta(minutes=5)
ATTEMPTS = 60
"""With the pauses above about four hours; Zalo's free window is 48 hours, but an answer that late
helps nobody.
"""
CRASHES = 3
"""After so many unexpected errors on one event the person is told, and the event is put aside."""


def pause_before(attempt: int) -> timedelta:
    """How long to wait before the next try: doubled each time, five minutes at most."""
    doublings = min(attempt - 1, 10)
    return min(FIRST_PAUSE * float(2**doublings), LONGEST_PAUSE)


def _worth_waiting(error: BotError) -> bool:
    """Whether the same call may succeed later, if need be after a person has acted."""
    return error.retryable or isinstance(error, (AccountStopped, Reconnect))


class Dispatcher:
    """Everything between an accepted event and the person's answer."""

    def __init__(
        self,
        inbox: Inbox,
        outbox: Outbox,
        conversations: ConversationStore,
        turns: TurnMaker,
        delivery: Delivery,
        effects: Effects,
    ) -> None:
        self._inbox = inbox
        self._outbox = outbox
        self._conversations = conversations
        self._turns = turns
        self._delivery = delivery
        self._effects = effects

    def read(self, mailbox: str) -> timedelta | None:
        """Work off the mailbox.

        Returns None when it is empty or another reader has it, else when to come back. An event
        that arrives while the last reader lets go is seen by the second look. Raises
        ``RedisError`` and ``StateUnavailable`` when Redis is away: the sweeper comes back.
        """
        while True:
            with self._conversations.sole_reader(mailbox) as lease:
                if lease is None:
                    return None
                pause = self._drain(mailbox, lease.reacquire)
            if pause is not None or not self._inbox.peek(mailbox):
                return pause

    def _drain(self, mailbox: str, still_ours: StillOurs) -> timedelta | None:
        try:
            for raw in self._inbox.peek(mailbox):
                pause = self._work_off(mailbox, raw, still_ours)
                if pause is not None:
                    return pause
        except LockError:  # the lease ran out, and another reader goes on
            log.warning("conversation_lease_lost")
        return None

    def _work_off(self, mailbox: str, raw: bytes, still_ours: StillOurs) -> timedelta | None:
        """None when the event is finished with, else how long to wait before it is tried again."""
        event = _readable(raw)
        pause = None if event is None else self._try(mailbox, event, still_ours)
        if pause is None:
            self._inbox.done(mailbox, raw)
            if event is not None:
                self._outbox.close(event.key)
        return pause

    def _try(self, mailbox: str, event: Event, still_ours: StillOurs) -> timedelta | None:
        attempt, plan = self._outbox.begin(event.key)
        try:
            self._handle(mailbox, event, plan, still_ours)
        except RedisError:  # without Redis there is nothing to go on with, least of all an apology
            raise
        except HeldBack as error:
            self._outbox.not_tried(event.key)
            return error.wait or FIRST_PAUSE
        except BotError as error:
            return self._after_error(event, error, attempt)
        except Exception:
            return self._after_crash(mailbox, event, attempt)
        return None

    def _handle(self, mailbox: str, event: Event, plan: Plan | None, still_ours: StillOurs) -> None:
        if event.kind not in TURN_KINDS:
            self._effects.of_event(mailbox, event)
            return
        plan = plan or self._make_plan(mailbox, event)
        recipient = recipient_of(event)
        try:
            refusal = self._delivery.deliver(event.key, plan, recipient, still_ours)
        finally:  # a case of danger does not wait for Zalo
            self._effects.at_once(event, plan)
        self._effects.of_contact(event)
        if refusal is not None:
            self._effects.of_refusal(event, refusal)
        elif plan.bubbles:
            self._effects.of_success(event)
        self._effects.of_plan(mailbox, event, plan)
        self._count(event, plan)

    def _make_plan(self, mailbox: str, event: Event) -> Plan:
        turn = self._turns.turn(event, self._conversations.load(mailbox))
        reply = reply_to(turn)
        plan = Plan(
            bubbles=reply.bubbles,
            conversation=reply.conversation,
            planned_at=turn.now,
            requests=reply.requests,
            forget=reply.forget,
            intent=reply.conclusion.intent,
            severity=reply.conclusion.severity,
        )
        return self._outbox.write(event.key, plan)

    def _count(self, event: Event, plan: Plan) -> None:
        seconds = (self._turns.now() - event.timestamp).total_seconds()
        metrics.count_answer(plan.intent, max(seconds, 0.0))
        log.info(
            "turn_answered",
            oa_id=event.oa_id,
            intent=plan.intent,
            severity=plan.severity.value,
            count=len(plan.bubbles),
        )

    def _after_error(self, event: Event, error: BotError, attempt: int) -> timedelta | None:
        """A foreseen error: later, if that helps; otherwise put aside, where an officer sees it."""
        log.warning(
            "event_failed",
            oa_id=event.oa_id,
            attempt=attempt,
            kind=type(error).__name__,
            **error.log_fields,
        )
        self._effects.of_error(event, error)
        if attempt >= ATTEMPTS or not _worth_waiting(error):
            self._effects.given_up(event)
            return None
        wait = error.wait if isinstance(error, ZaloError) else None
        return wait or pause_before(attempt)

    def _after_crash(self, mailbox: str, event: Event, attempt: int) -> timedelta | None:
        """A fault of ours: try again, then apologise instead of staying silent."""
        log.exception("event_crashed", oa_id=event.oa_id, attempt=attempt)
        if attempt < CRASHES:
            return pause_before(attempt)
        if attempt == CRASHES and event.kind in TURN_KINDS:
            self._apologise(mailbox, event)
            return pause_before(1)
        self._effects.given_up(event)
        return None

    def _apologise(self, mailbox: str, event: Event) -> None:
        """Plan an apology with the emergency numbers instead of the answer."""
        conversation = self._conversations.load(mailbox)
        words = BotError.public_message
        if event.kind is not EventKind.GROUP_MESSAGE:
            words = f"{words}\n\n{danger_line()}"
        apology = Plan((words,), conversation, self._turns.now())
        self._outbox.write(event.key, apology)


def _readable(raw: bytes) -> Event | None:
    try:
        return parse(raw)
    except InvalidEvent:  # accepted by an older release; nothing can be made of it
        log.error("event_unreadable")
        return None
