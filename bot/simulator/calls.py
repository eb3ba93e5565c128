"""A log of the calls the bot made, for tests to count."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass

KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Call:
    """One API call: its path, the error number it was answered with, and whether it was cut off."""

    method: str
    path: str
    error: int
    dropped: bool
    user_id: str
    at: float


class CallLog:
    """The newest calls, oldest first."""

    def __init__(self) -> None:
        self._calls: deque[Call] = deque(maxlen=KEPT)
        self._lock = threading.Lock()

    def add(self, call: Call) -> None:
        """Write a call down."""
        with self._lock:
            self._calls.append(call)

    def of(self, endpoint: str) -> list[Call]:
        """The calls whose path ends in ``endpoint``; all for an empty one."""
        with self._lock:
            return [call for call in self._calls if call.path.endswith(endpoint)]

    def clear(self) -> None:
        """Forget all calls."""
        with self._lock:
            self._calls.clear()
