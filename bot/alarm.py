"""Hears danger in the events that come in, and has it answered at once.

The web process acknowledges an event and goes on. Behind it one thread judges the words of each
message, and a few others carry help to whoever needs it; they do nothing else. So nobody's
question, broadcast or slow account stands before a person in danger.
"""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from queue import Empty, SimpleQueue

import structlog
from redis import RedisError

from bot import metrics
from bot.danger import tells_of_danger
from bot.errors import BotError, StateUnavailable
from bot.zalo.events import Event

log = structlog.get_logger(__name__)

HELPERS = 8
"""Threads that carry help. With Zalo at its slowest (15 s a message) they still help 16 people a
minute in each process.
"""
MOST_HEARD = 2_000
"""Events that wait to be judged. More are left to the workers, which answer them in their order."""
MOST_HELPED = 200
"""People who wait for a helper."""
MOST_KEPT = 1_000
"""Events kept in memory while Redis is away; Zalo brings the others again."""
LOOK_AGAIN = 1.0
"""Seconds between two tries to bring the kept events into the inbox."""


@dataclass(frozen=True, slots=True)
class Ways:
    """Where the alarm leads. Each may raise ``BotError``, ``rescue`` ``RedisError`` too.

    ``rescue`` answers an event that is in its mailbox, ``alone`` one that is not; both say whether
    they did. ``hand_over`` notes in Redis what was told alone, ``keep`` brings an event into the
    inbox, ``ring`` tells the workers, ``remember`` keeps the account's token known.
    """

    rescue: Callable[[Event], bool]
    alone: Callable[[Event], bool]
    hand_over: Callable[[Event], None]
    keep: Callable[[Event, bytes], object]
    ring: Callable[[str], None]
    remember: Callable[[str], None]


class Alarm:
    """Never waits and never fails, whatever is away."""

    def __init__(self, ways: Ways) -> None:
        self._ways = ways
        self._starting = threading.Lock()
        self._process = 0
        self._open = 0
        self._resting = threading.Condition()

    def before(self, event: Event) -> None:
        """Call before the event is accepted, so that it is not told what it was told already.

        Raises ``StateUnavailable`` when that cannot be noted now.
        """
        self._ways.hand_over(event)

    def accepted(self, event: Event) -> None:
        """The event is in its mailbox."""
        self._hear(event, True)

    def not_accepted(self, event: Event, raw: bytes) -> None:
        """The event could not be kept, and Zalo was told so. It is brought in when Redis is back,
        in case Zalo does not bring it again.
        """
        self._hear(event, False)
        self._clerk.bring_in(event, raw)

    def wait_until_at_rest(self, seconds: float) -> bool:
        """Wait until all that was heard is dealt with; False if it is not after so many seconds."""
        with self._resting:
            return self._resting.wait_for(lambda: not self._open, seconds)

    def _begun(self) -> None:
        with self._resting:
            self._open += 1

    def _ended(self) -> None:
        with self._resting:
            self._open -= 1
            self._resting.notify_all()

    def _hear(self, event: Event, accepted: bool) -> None:
        if self._process != os.getpid():
            self._start()
        if self._heard.qsize() < MOST_HEARD:
            self._begun()
            self._heard.put((event, accepted))
        else:
            metrics.count_alarm("dropped")

    def _start(self) -> None:
        with self._starting:
            if self._process == os.getpid():
                return
            self._open, self._resting = 0, threading.Condition()
            self._heard: SimpleQueue[tuple[Event, bool]] = SimpleQueue()
            self._helped = threading.BoundedSemaphore(MOST_HELPED)
            self._helpers = ThreadPoolExecutor(HELPERS, thread_name_prefix="rescue")
            self._clerk = _Clerk(self._ways)
            threading.Thread(target=self._run, name="alarm", daemon=True).start()
            self._process = os.getpid()

    def _run(self) -> None:
        while True:
            event, accepted = self._heard.get()
            helped = False
            try:
                helped = self._judge(event, accepted)
            except Exception:
                log.exception("alarm_failed", oa_id=event.oa_id)
            if not helped:
                self._ended()

    def _judge(self, event: Event, accepted: bool) -> bool:
        """Whether a helper took it."""
        self._clerk.saw(event)
        if not tells_of_danger(event):
            return False
        if not self._helped.acquire(blocking=False):
            metrics.count_alarm("dropped")
            return False
        self._helpers.submit(self._help, event, accepted)
        return True

    def _help(self, event: Event, accepted: bool) -> None:
        try:
            metrics.count_alarm(self._rescued(event) if accepted else self._told(event))
        except BotError as error:
            log.warning("rescue_failed", oa_id=event.oa_id, kind=type(error).__name__)
            metrics.count_alarm("failed")
        except Exception:
            log.exception("rescue_crashed", oa_id=event.oa_id)
            metrics.count_alarm("crashed")
        finally:
            self._helped.release()
            if accepted:
                self._ways.ring(event.mailbox)
            self._ended()

    def _rescued(self, event: Event) -> str:
        try:
            return "answered" if self._ways.rescue(event) else "left_to_worker"
        except (RedisError, StateUnavailable) as error:
            log.warning("rescue_without_state", oa_id=event.oa_id, kind=type(error).__name__)
        outcome = self._told(event)
        self._clerk.bring_in(event, None)
        return outcome

    def _told(self, event: Event) -> str:
        return "alone" if self._ways.alone(event) else "told_before"


class _Clerk:
    """Does what may take its time, in a thread of its own: brings in what could not be kept, and
    keeps the tokens of the accounts known.
    """

    def __init__(self, ways: Ways) -> None:
        self._ways = ways
        self._accounts: SimpleQueue[str] = SimpleQueue()
        self._left: deque[tuple[Event, bytes | None]] = deque(maxlen=MOST_KEPT)
        threading.Thread(target=self._run, name="alarm-clerk", daemon=True).start()

    def saw(self, event: Event) -> None:
        """An event of this account came; most are not worth a look at its token."""
        if event.oa_id and self._accounts.empty():
            self._accounts.put(event.oa_id)

    def bring_in(self, event: Event, raw: bytes | None) -> None:
        """Bring it into the inbox when Redis is back; without ``raw`` it is there already, and only
        what was told is noted.
        """
        self._left.append((event, raw))
        self._accounts.put(event.oa_id)

    def _run(self) -> None:
        while True:
            try:
                self._ways.remember(self._accounts.get(timeout=LOOK_AGAIN if self._left else None))
            except Empty:
                self._bring_all()
            except Exception:
                log.exception("alarm_clerk_failed")

    def _bring_all(self) -> None:
        while self._left:
            event, raw = self._left[0]
            try:
                self._ways.hand_over(event)
                if raw is not None:
                    self._ways.keep(event, raw)
            except StateUnavailable:
                return
            self._left.popleft()
