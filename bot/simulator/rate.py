"""The one published limit: so many requests a minute for each app."""

from __future__ import annotations

import threading

from bot.simulator.clock import VirtualClock


class MinuteLimit:
    """Counts requests within each minute of the virtual clock."""

    def __init__(self, clock: VirtualClock, limit: int) -> None:
        self.limit = limit
        self._clock = clock
        self._lock = threading.Lock()
        self._minute = 0
        self._used = 0

    def take(self) -> int:
        """Count one request; returns how many are left this minute, -1 when it was one too many."""
        minute = int(self._clock.seconds() // 60)
        with self._lock:
            if minute != self._minute:
                self._minute, self._used = minute, 0
            self._used += 1
            return max(self.limit - self._used, -1)

    def forget(self) -> None:
        """Start the minute anew."""
        with self._lock:
            self._used = 0
