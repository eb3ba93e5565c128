"""The postman: brings signed events to the bot's webhook, and comes again when nobody answers.

Each conversation has its own lane, so its events arrive in order unless shuffling was asked for.
"""

from __future__ import annotations

import heapq
import itertools
import random
import threading
import time
import zlib
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import requests

from bot.simulator.clock import VirtualClock
from bot.simulator.events import Event, encode, signature
from bot.simulator.options import Options

RETRY_SECONDS = (30, 5 * 60, 15 * 60, 30 * 60, 60 * 60)
ANSWER_WITHIN = 2.0
LANES = 8
KEPT = 1000


@dataclass(slots=True)
class Delivery:
    """One event on its way: posts made so far, and the last answer's status (0: none)."""

    id: int
    event_name: str
    conversation: str
    message_id: str
    body: bytes
    signature: str
    server: str = "OA OpenAPI"
    retry: int = 0
    attempts: int = 0
    status: int = 0
    milliseconds: float = 0.0
    state: str = "waiting"
    at_ms: int = 0

    def headers(self) -> dict[str, str]:
        """The headers that Zalo sends."""
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "ZaloWebhook",
            "X-ZEvent-Server": self.server,
            "X-ZEvent-Signature": self.signature,
        }
        return headers | ({"num_retry": str(self.retry)} if self.retry else {})


@dataclass(order=True, slots=True)
class _Due:
    at: float
    number: int
    delivery: Delivery = field(compare=False)


class _Lane:
    """A thread with its own connection, kept alive, and the deliveries it still has to make."""

    def __init__(self, clock: VirtualClock, attempt: Callable[..., None]) -> None:
        self._clock = clock
        self._attempt = attempt
        self._due: list[_Due] = []
        self._changed = threading.Condition()
        self._stopped = False
        self._thread = threading.Thread(target=self._run, daemon=True, name="webhook")
        self._thread.start()

    def put(self, due: _Due) -> None:
        with self._changed:
            heapq.heappush(self._due, due)
            self._changed.notify()

    def wake(self) -> None:
        with self._changed:
            self._changed.notify()

    def clear(self) -> None:
        with self._changed:
            self._due.clear()

    def stop(self) -> None:
        with self._changed:
            self._stopped = True
            self._changed.notify()

    def _run(self) -> None:
        with requests.Session() as session:
            session.trust_env = False
            for delivery in self._coming():
                self._attempt(session, delivery)

    def _coming(self) -> Iterator[Delivery]:
        while True:
            with self._changed:
                while not self._stopped and (wait := self._wait()) != 0:
                    self._changed.wait(wait)
                if self._stopped:
                    return
                delivery = heapq.heappop(self._due).delivery
            yield delivery

    def _wait(self) -> float | None:
        if not self._due:
            return None
        return max(self._due[0].at - self._clock.seconds(), 0)


class Postman:
    """Delivers events. ``told`` hears of every delivery whose state changed."""

    def __init__(
        self, options: Options, clock: VirtualClock, told: Callable[[Delivery], None]
    ) -> None:
        self._options = options
        self._clock = clock
        self._told = told
        self._numbers = itertools.count(1)
        self._dice = random.Random()  # noqa: S311 - shuffles deliveries, guards nothing
        self._quiet = threading.Condition()
        self._untried: set[int] = set()
        self.url = options.webhook
        self.log: deque[Delivery] = deque(maxlen=KEPT)
        self._lanes = [_Lane(clock, self._attempt) for _ in range(LANES)]
        self.resume()

    def resume(self) -> None:
        """Back to the start: webhook on, every event wanted, one copy each, in order."""
        self.enabled = True
        self.unwanted: set[str] = set()
        self.copies = 1
        self.shuffle_ms = 0

    def post(self, event: Event, conversation: str, message_id: str = "") -> None:
        """Sign an event and send it on its way; returns at once."""
        name = str(event["event_name"])
        if not self.enabled or name in self.unwanted:
            return
        stamp = str(self._clock.now_ms())
        body = encode({"app_id": self._options.app_id, **event, "timestamp": stamp})
        sign = signature(self._options.app_id, body, stamp, self._options.oa_secret)
        self.post_raw(name, body, sign, conversation, message_id)

    def post_raw(
        self, name: str, body: bytes, sign: str, conversation: str = "", message_id: str = ""
    ) -> None:
        """Send these very bytes with this very signature."""
        for copy in range(self.copies):
            delivery = Delivery(next(self._numbers), name, conversation, message_id, body, sign)
            delivery.retry, delivery.at_ms = copy, self._clock.now_ms()
            with self._quiet:
                self._untried.add(delivery.id)
                self.log.append(delivery)
            self._put(delivery, self._shuffled())

    def _shuffled(self) -> float:
        return self._dice.uniform(0, self.shuffle_ms) / 1000 if self.shuffle_ms else 0.0

    def _put(self, delivery: Delivery, after: float) -> None:
        key = zlib.crc32(delivery.conversation.encode())
        lane = self._dice.randrange(LANES) if self.shuffle_ms else key % LANES
        due = _Due(self._clock.seconds() + after, delivery.id, delivery)
        self._lanes[lane].put(due)

    def _attempt(self, session: requests.Session, delivery: Delivery) -> None:
        started = time.perf_counter()
        delivery.status = self._ask(session, delivery)
        delivery.milliseconds = round((time.perf_counter() - started) * 1000, 1)
        delivery.attempts += 1
        self._judge(delivery)
        self._told(delivery)
        with self._quiet:
            self._untried.discard(delivery.id)
            self._quiet.notify_all()

    def _ask(self, session: requests.Session, delivery: Delivery) -> int:
        try:
            answer = session.post(
                self.url,
                data=delivery.body,
                headers=delivery.headers(),
                timeout=ANSWER_WITHIN,
                allow_redirects=False,
            )
        except requests.RequestException:
            return 0
        return answer.status_code

    def _judge(self, delivery: Delivery) -> None:
        if delivery.status == 200:
            delivery.state = "delivered"
        elif delivery.attempts > len(RETRY_SECONDS):
            delivery.state = "given up"
            self.enabled = False
        else:
            delivery.state = "retrying"
            delay = RETRY_SECONDS[delivery.attempts - 1] * self._options.retry_scale
            delivery.retry += 1
            self._put(delivery, delay)

    def wait_until_quiet(self, timeout: float) -> bool:
        """Wait until every event has been tried at least once; False when that took too long."""
        with self._quiet:
            return self._quiet.wait_for(lambda: not self._untried, timeout)

    def wake(self) -> None:
        """Look at the clock again: it was wound forward."""
        for lane in self._lanes:
            lane.wake()

    def reset(self) -> None:
        """Forget every delivery and every fault of the post."""
        for lane in self._lanes:
            lane.clear()
        with self._quiet:
            self._untried.clear()
            self.log.clear()
            self._quiet.notify_all()
        self.resume()

    def stop(self) -> None:
        """End the lanes' threads."""
        for lane in self._lanes:
            lane.stop()
