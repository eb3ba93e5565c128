"""Trouble on demand: slow answers, error codes, connections cut after the work was done."""

from __future__ import annotations

import threading
from dataclasses import dataclass


@dataclass(slots=True)
class Fault:
    """What befalls the next ``count`` calls whose path ends in ``endpoint`` (``*`` = any).

    ``code`` refuses with that error number, ``http_status`` other than 200 answers with that
    status and no JSON, ``drop`` carries the call out and then cuts the connection. ``user_id``
    narrows it to one person.
    """

    endpoint: str = "*"
    code: int = 0
    http_status: int = 200
    count: int = 1
    drop: bool = False
    user_id: str = ""

    def fits(self, path: str, user_id: str) -> bool:
        """Whether this call is struck."""
        here = self.endpoint == "*" or path.endswith(self.endpoint)
        return here and self.user_id in {"", user_id}


class Faults:
    """The faults that are still to come, and how slow every answer is."""

    def __init__(self, latency_ms: int = 0) -> None:
        self._first_latency = latency_ms
        self._lock = threading.Lock()
        self._waiting: list[Fault] = []
        self.latency_ms = latency_ms

    def add(self, fault: Fault) -> None:
        """Set a fault; faults strike in the order they were set."""
        with self._lock:
            self._waiting.append(fault)

    def take(self, path: str, user_id: str = "") -> Fault | None:
        """The fault that strikes this call, if any; counts it down."""
        with self._lock:
            for fault in self._waiting:
                if fault.fits(path, user_id):
                    self._count_down(fault)
                    return fault
        return None

    def waiting(self) -> list[Fault]:
        """The faults that have not yet struck."""
        with self._lock:
            return list(self._waiting)

    def clear(self) -> None:
        """Take back all faults; answers are as slow as at the start."""
        with self._lock:
            self._waiting.clear()
        self.latency_ms = self._first_latency

    def _count_down(self, fault: Fault) -> None:
        fault.count -= 1
        if fault.count <= 0:
            self._waiting.remove(fault)
