"""What is counted and timed, for Prometheus. No label holds an id or a word of a person.

Several processes count into one folder once ``share`` was called; before that a process counts for
itself. ``prometheus_client`` decides at its import, which is why that comes late.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry, Counter, Histogram
    from prometheus_client.metrics_core import Metric

FOLDER_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

_SEARCH_BUCKETS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2.0)
_ANSWER_BUCKETS = (0.01, 0.02, 0.04, 0.08, 0.15, 0.3, 0.6, 1.2, 2.5, 5.0, 15.0, 60.0)

Backlog = Callable[[], tuple[int, int]]


def share(folder: Path) -> None:
    """Count into this folder, together with other processes. Call before anything is counted."""
    folder.mkdir(parents=True, exist_ok=True)
    os.environ[FOLDER_VARIABLE] = str(folder)


def forget_dead_processes(folder: Path) -> None:
    """Remove what processes that are gone have counted; for the start of the web."""
    for file in folder.glob("*_*.db"):
        process = file.stem.rpartition("_")[2]
        if process.isdigit() and not Path("/proc", process).exists():
            file.unlink(missing_ok=True)


def count_event(kind: str, outcome: str) -> None:
    """A webhook event: its kind (``none`` if it was not read) and what became of it."""
    _metrics().events.labels(kind, outcome).inc()


def count_ring(outcome: str, mailboxes: int = 1) -> None:
    """Mailbox names handed to the queue: ``sent``, ``failed`` or ``dropped``."""
    _metrics().rings.labels(outcome).inc(mailboxes)


def count_alarm(outcome: str) -> None:
    """A message of danger that the web process heard, and what became of it: ``answered``,
    ``alone`` (without Redis), ``told_before``, ``left_to_worker``, ``failed``, ``crashed``; or
    ``dropped``, one that it had no time for.
    """
    _metrics().alarms.labels(outcome).inc()


def count_answer(intent: str, seconds: float) -> None:
    """An answer of this intent, and the seconds from the event's arrival to its last bubble."""
    _metrics().answers.labels(intent).inc()
    _metrics().answer_seconds.observe(seconds)


def count_send(result: str) -> None:
    """A message handed to Zalo: ``ok`` or the class of the error."""
    _metrics().sends.labels(result).inc()


def count_officer_message(result: str) -> None:
    """A message to an officer: ``ok`` or a slug of why it did not go out."""
    _metrics().officer_messages.labels(result).inc()


def time_search(seconds: float) -> None:
    """One search of the law library."""
    _metrics().search_seconds.observe(seconds)


def render(backlog: Backlog) -> bytes:
    """Everything counted, by all processes that share a folder, as Prometheus reads it.

    ``backlog`` tells mailboxes waiting and the longest wait in seconds; if it raises, the rest is
    rendered without it.
    """
    from prometheus_client import generate_latest

    return generate_latest(_registry_to_read()) + _backlog_lines(backlog)


@dataclass(frozen=True, slots=True)
class _Metrics:
    registry: CollectorRegistry
    events: Counter
    rings: Counter
    alarms: Counter
    answers: Counter
    sends: Counter
    officer_messages: Counter
    search_seconds: Histogram
    answer_seconds: Histogram


@lru_cache(maxsize=1)
def _metrics() -> _Metrics:
    from prometheus_client import CollectorRegistry, Counter, Histogram

    registry = CollectorRegistry()
    return _Metrics(
        registry,
        Counter("hieuluat_events", "Webhook events", ["kind", "outcome"], registry=registry),
        Counter("hieuluat_rings", "Mailboxes queued", ["outcome"], registry=registry),
        Counter("hieuluat_alarms", "Messages of danger heard", ["outcome"], registry=registry),
        Counter("hieuluat_answers", "Answers", ["intent"], registry=registry),
        Counter("hieuluat_sends", "Messages handed to Zalo", ["result"], registry=registry),
        Counter("hieuluat_officer_messages", "Messages to officers", ["result"], registry=registry),
        Histogram(
            "hieuluat_search_seconds", "One search", buckets=_SEARCH_BUCKETS, registry=registry
        ),
        Histogram(
            "hieuluat_answer_seconds",
            "Event to last bubble",
            buckets=_ANSWER_BUCKETS,
            registry=registry,
        ),
    )


def _registry_to_read() -> CollectorRegistry:
    if FOLDER_VARIABLE not in os.environ:
        return _metrics().registry
    from prometheus_client import CollectorRegistry
    from prometheus_client.multiprocess import MultiProcessCollector

    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return registry


def _backlog_lines(backlog: Backlog) -> bytes:
    from prometheus_client import CollectorRegistry, generate_latest

    registry = CollectorRegistry()
    registry.register(_BacklogCollector(backlog))
    return generate_latest(registry)


class _BacklogCollector:
    def __init__(self, backlog: Backlog) -> None:
        self._backlog = backlog

    def collect(self) -> Iterator[Metric]:
        from prometheus_client.core import GaugeMetricFamily

        try:
            depth, age = self._backlog()
        except Exception:
            return
        yield GaugeMetricFamily("hieuluat_mailboxes_waiting", "Mailboxes with events", value=depth)
        yield GaugeMetricFamily("hieuluat_longest_wait_seconds", "Of a mailbox", value=age)
