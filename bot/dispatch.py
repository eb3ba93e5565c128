"""Reads a mailbox: event, turn, answer, effects; only then is the event removed. In the order the
events came, but danger first.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

import structlog
from redis.exceptions import LockError, RedisError

from bot import keys, metrics
from bot.conversation import ConversationStore
from bot.danger import tells_of_danger
from bot.delivery import Delivery
from bot.effects import Effects
from bot.errors import BotError, StateUnavailable
from bot.inbox import Inbox
from bot.outbox import Outbox, Plan
from bot.recipients import recipient_of
from bot.reply import plan_for
from bot.trial_mode import SILENT, always_answered
from bot.turns import TURN_KINDS, TurnMaker
from bot.zalo.errors import (
    AccountStopped,
    HeldBack,
    Reconnect,
    RequestRejected,
    UserUnreachable,
    ZaloError,
)
from bot.zalo.event_names import Content, EventKind
from bot.zalo.events import Event, InvalidEvent, parse
from handlers.hotlines import danger_line
from handlers.turn import Conversation

log = structlog.get_logger(__name__)

StillOurs = Callable[[], object]
"""Renews the conversation's lease; raises ``LockError`` when another reader has it."""

FIRST_PAUSE = timedelta(seconds=2)
LONGEST_PAUSE = timedelta(minutes=5)
LONGEST_DEBT_PAUSE = timedelta(seconds=15)
"""Officers should learn of a case soon after the database is back."""
ATTEMPTS = 60
"""With the pauses above about four hours; Zalo's free window is 48 hours, but an answer that late
helps nobody.
"""
A_FEW = 5
"""So many events of a mailbox are looked at for the rest of a question."""
_FROM_A_PERSON = frozenset((EventKind.MESSAGE, EventKind.ANONYMOUS_MESSAGE))
CRASHES = 3
"""After so many unexpected errors on one event the person is told, and the event is put aside."""


def pause_before(attempt: int) -> timedelta:
    """How long to wait before the next try: doubled each time, five minutes at most."""
    doublings = min(attempt - 1, 10)
    return min(FIRST_PAUSE * float(2**doublings), LONGEST_PAUSE)


def _worth_waiting(error: BotError) -> bool:
    """Whether the same call may succeed later, if need be after a person has acted."""
    return error.retryable or isinstance(error, (AccountStopped, Reconnect))


class _Owed(Exception):
    """The answer is out; what the database must learn of it waits until the database is back."""


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
        trial: Callable[[Event, Conversation], Plan | None] = always_answered,
    ) -> None:
        self._inbox = inbox
        self._outbox = outbox
        self._conversations = conversations
        self._turns = turns
        self._delivery = delivery
        self._effects = effects
        self._trial = trial
        self._debts: deque[str] = deque()

    def new_debts(self) -> list[str]:
        """Mailboxes of debts to read soon: those that came up since the last call."""
        found: list[str] = []
        with suppress(IndexError):
            while True:
                found.append(self._debts.popleft())
        return found

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
        judged: dict[bytes, bool] = {}
        try:
            while raws := self._inbox.peek(mailbox):
                pause = self._work_off(mailbox, _first(raws, judged), still_ours)
                if pause is not None:
                    return pause
        except LockError:  # the lease ran out, and another reader goes on
            log.warning("conversation_lease_lost")
        return None

    def _work_off(self, mailbox: str, raw: bytes, still_ours: StillOurs) -> timedelta | None:
        """None when the event is finished with, else how long to wait before it is tried again."""
        event = _readable(raw)
        if event is None:
            self._inbox.done(mailbox, raw)
            return None
        try:
            if keys.is_owed(mailbox):
                pause = self._pay(event)
            else:
                pause = self._try(mailbox, event, still_ours)
        except _Owed:
            self._inbox.owe(event.key, mailbox, raw)
            self._debts.append(keys.owed_name(mailbox))
            return None
        if pause is None:
            self._inbox.done(mailbox, raw)
            self._outbox.close(event.key)
        return pause

    def _try(self, mailbox: str, event: Event, still_ours: StillOurs) -> timedelta | None:
        attempt, plan = self._outbox.begin(event.key)
        try:
            self._handle(mailbox, event, plan, still_ours)
        except _Owed:
            raise
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
            with self._owing(mailbox):
                self._effects.of_event(mailbox, event)
            return
        plan = plan or self._make_plan(mailbox, event)
        if plan.intent == SILENT:
            self._stay_silent(mailbox, event, plan)
            return
        with suppress(StateUnavailable):  # what waits for her comes with her next message
            self._effects.before_answer(event, plan, still_ours)
        try:
            refusal = self._delivery.deliver(event.key, plan, recipient_of(event), still_ours)
        except BotError:  # a case of danger does not wait for Zalo
            with suppress(StateUnavailable):
                self._effects.at_once(event, plan)
            raise
        self._effects.remember(mailbox, plan)
        seconds = self._count(event, plan)
        with self._owing(mailbox):
            self._settle(event, plan, refusal)
            waited = None if refusal or not plan.bubbles else round(seconds * 1000)
            self._effects.of_exchange(event, plan, waited)

    def _stay_silent(self, mailbox: str, event: Event, plan: Plan) -> None:
        self._effects.remember(mailbox, plan)
        with self._owing(mailbox):
            self._effects.of_contact(event)
            self._effects.of_message(event, plan)

    def _settle(
        self, event: Event, plan: Plan, refusal: UserUnreachable | RequestRejected | None
    ) -> None:
        """What the database must learn of an answer that is out."""
        self._effects.at_once(event, plan)
        self._effects.of_contact(event)
        if refusal is not None:
            self._effects.of_refusal(event, refusal)
        elif plan.bubbles:
            self._effects.of_success(event)
        self._effects.of_message(event, plan)
        self._effects.of_plan(event, plan)

    @contextmanager
    def _owing(self, mailbox: str) -> Iterator[None]:
        """Without the database the conversation goes on, and what it must learn is owed; behind an
        older debt too, so that it learns everything in the order it happened.
        """
        if self._inbox.peek(keys.owed_name(mailbox), 1):
            raise _Owed
        try:
            yield
        except StateUnavailable as error:
            log.warning("database_owed", **error.log_fields)
            raise _Owed from error

    def _pay(self, event: Event) -> timedelta | None:
        """Let the database learn what it is owed. Nothing is sent."""
        attempt, plan = self._outbox.begin(event.key)
        try:
            if event.kind not in TURN_KINDS:
                self._effects.of_event(event.mailbox, event)
            elif plan is not None:
                self._settle(event, plan, None)
                self._effects.of_exchange(event, plan, None)
        except StateUnavailable:
            return min(pause_before(attempt), LONGEST_DEBT_PAUSE)
        except RedisError:
            raise
        except Exception:
            log.exception("debt_crashed", oa_id=event.oa_id, attempt=attempt)
            return pause_before(attempt) if attempt < ATTEMPTS else None
        return None

    def _make_plan(self, mailbox: str, event: Event) -> Plan:
        more = False
        with suppress(StateUnavailable):
            more = _text_follows(self._inbox.peek(mailbox, A_FEW), event)
        conversation = self._conversations.load(mailbox)
        instead = self._trial(event, conversation)
        if instead is not None:
            return self._outbox.write(event.key, instead)
        turn = self._turns.turn(event, conversation, more_waiting=more)
        return self._outbox.write(event.key, plan_for(turn))

    def _count(self, event: Event, plan: Plan) -> float:
        """Seconds from her message to the answer that is out."""
        seconds = max((self._turns.now() - event.timestamp).total_seconds(), 0.0)
        metrics.count_answer(plan.intent, seconds)
        log.info(
            "turn_answered",
            oa_id=event.oa_id,
            intent=plan.intent,
            severity=plan.severity.value,
            count=len(plan.bubbles),
        )
        return seconds

    def _after_error(self, event: Event, error: BotError, attempt: int) -> timedelta | None:
        """A foreseen error: later, if that helps; otherwise put aside, where an officer sees it."""
        log.warning(
            "event_failed",
            oa_id=event.oa_id,
            attempt=attempt,
            kind=type(error).__name__,
            **error.log_fields,
        )
        with suppress(StateUnavailable):
            self._effects.of_error(event, error)
        if attempt >= ATTEMPTS or not _worth_waiting(error):
            return self._give_up(event)
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
        return self._give_up(event)

    def _give_up(self, event: Event) -> timedelta | None:
        try:
            self._effects.given_up(event)
        except StateUnavailable:  # an officer must learn of it: it is not put aside before
            return LONGEST_PAUSE
        return None

    def _apologise(self, mailbox: str, event: Event) -> None:
        """Plan an apology with the emergency numbers instead of the answer."""
        conversation = self._conversations.load(mailbox)
        words = BotError.public_message
        if event.kind is not EventKind.GROUP_MESSAGE:
            words = f"{words}\n\n{danger_line()}"
        apology = Plan((words,), conversation, self._turns.now())
        self._outbox.write(event.key, apology)


def _first(raws: list[bytes], judged: dict[bytes, bool]) -> bytes:
    """The event to work off next: danger first, else the oldest. ``judged`` is filled."""
    if len(raws) > 1:
        for raw in raws:
            if raw not in judged:
                judged[raw] = _is_danger(raw)
            if judged[raw]:
                return raw
    return raws[0]


def _text_follows(raws: list[bytes], event: Event) -> bool:
    """Whether a text that the same person sent after this event waits among these."""
    waiting = (each for each in map(_readable, raws) if each and each.key != event.key)
    return any(
        each.kind in _FROM_A_PERSON
        and each.content is Content.TEXT
        and bool(each.text.strip())
        and each.timestamp >= event.timestamp
        for each in waiting
    )


def _is_danger(raw: bytes) -> bool:
    event = _readable(raw)
    return event is not None and tells_of_danger(event)


def _readable(raw: bytes) -> Event | None:
    try:
        return parse(raw)
    except InvalidEvent:  # accepted by an older release; nothing can be made of it
        log.error("event_unreadable")
        return None
