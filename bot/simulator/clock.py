"""The stand-in's clock: real time plus whatever a test has wound it forward."""

from __future__ import annotations

import time
from datetime import UTC, datetime

DAY_MS = 24 * 60 * 60 * 1000


class VirtualClock:
    """Time that only runs forward, and jumps when asked to."""

    def __init__(self) -> None:
        self._ahead = 0.0

    def seconds(self) -> float:
        """Seconds since 1970."""
        return time.time() + self._ahead

    def now_ms(self) -> int:
        """Milliseconds since 1970, the unit of Zalo's timestamps."""
        return int(self.seconds() * 1000)

    def now(self) -> datetime:
        """The present, aware UTC."""
        return datetime.fromtimestamp(self.seconds(), UTC)

    def advance(self, seconds: float) -> None:
        """Jump forward; a negative number is refused with ValueError."""
        if seconds < 0:
            raise ValueError("the clock only runs forward")
        self._ahead += seconds
