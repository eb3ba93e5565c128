"""When Zalo lets an account write to a person: counted from what she last sent.

Answers are free for 48 hours and possible for seven days after a person's last interaction; past
that Zalo refuses them (-230, -232).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

FREE = timedelta(hours=48)
REACHABLE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Windows:
    """The ends of the two windows, aware UTC; None for somebody who never wrote."""

    free_until: datetime | None = None
    reachable_until: datetime | None = None

    def free(self, now: datetime) -> bool:
        """Whether an answer costs nothing now."""
        return self.free_until is not None and now < self.free_until

    def open(self, now: datetime) -> bool:
        """Whether an answer reaches her now at all."""
        return self.reachable_until is not None and now < self.reachable_until


def windows(last_inbound_at: datetime | None) -> Windows:
    """The windows of a person who last wrote at that time; None when she never did."""
    if last_inbound_at is None:
        return Windows()
    return Windows(last_inbound_at + FREE, last_inbound_at + REACHABLE)
