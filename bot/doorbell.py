"""The doorbell: tells the workers which mailboxes have something new, without making the web wait.

A ring may get lost. The event is in its mailbox by then, and the sweeper reads it.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue

import structlog

from bot import metrics

log = structlog.get_logger(__name__)

BATCH = 64
"""Mailboxes a task at most: under load a task costs the web more than all the rest of an event.
The worker shares a large batch out among its threads.
"""
GATHERING = 0.02
"""Seconds between two batches that are not full; the first ring after a pause never waits."""
MOST_WAITING = 10_000
"""Rings kept while the broker is slow; more are left to the sweeper."""


class Doorbell:
    """Hands mailbox names to ``send`` from one background thread a process, in small batches.

    An idle doorbell rings at once; while one batch is on its way the next one gathers.
    """

    def __init__(self, send: Callable[[Sequence[str]], None], batch: int = BATCH) -> None:
        self._send = send
        self._batch = batch
        self._names: SimpleQueue[str] = SimpleQueue()
        self._starting = threading.Lock()
        self._process = 0

    def ring(self, mailbox: str) -> None:
        """Say that this mailbox has something new. Never waits, never fails."""
        if self._process != os.getpid():
            self._start()
        if self._names.qsize() < MOST_WAITING:
            self._names.put(mailbox)
        else:
            metrics.count_ring("dropped")

    @property
    def waiting(self) -> int:
        """About how many rings the broker has not been told of yet."""
        return self._names.qsize()

    def _start(self) -> None:
        with self._starting:
            if self._process == os.getpid():
                return
            self._names = SimpleQueue()
            threading.Thread(target=self._run, name="doorbell", daemon=True).start()
            self._process = os.getpid()

    def _run(self) -> None:
        rested_at = 0.0
        while True:
            batch = self._gather(rested_at)
            rested_at = time.monotonic() + GATHERING
            try:
                self._send(batch)
                metrics.count_ring("sent", len(batch))
            except Exception as error:
                metrics.count_ring("failed", len(batch))
                log.warning("doorbell_failed", count=len(batch), error=type(error).__name__)

    def _gather(self, rested_at: float) -> list[str]:
        """What has been rung, each name once, at least one and at most a batch."""
        batch = [self._names.get()]
        if self._names.qsize() < self._batch:
            time.sleep(max(0.0, rested_at - time.monotonic()))
        while len(batch) < self._batch:
            try:
                name = self._names.get_nowait()
            except Empty:
                break
            if name not in batch:
                batch.append(name)
        return batch
