"""Until when a request about somebody's data is answered and done.

Two working days for the answer; fifteen days for the rest, twenty for erasure. These are the
Union's clocks under law 91/2025/QH15 and decree 356/2025/NĐ-CP: whoever answers for the account
compares them with the texts in force.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.staff.working_time import WorkingTime
from handlers.actions import Right
from knowledge.day import today

WORKING_DAYS_TO_REPLY = 2
TO_FINISH = {
    Right.SEE: timedelta(days=15),
    Right.WITHDRAW: timedelta(days=15),
    Right.CORRECT: timedelta(days=15),
    Right.ERASE: timedelta(days=20),
}
_LONGEST_REST = 60
"""Days; offices never rest for so long. Whoever never works answers within as many days."""


def reply_by(working: WorkingTime, received: datetime) -> datetime:
    """The end of the second working day after the day of receipt, aware UTC.

    Days are counted, not hours, so that a ward with short days has no longer time.
    """
    left = WORKING_DAYS_TO_REPLY
    for number in range(1, _LONGEST_REST):
        spans = working.spans(today(received) + timedelta(days=number))
        left -= bool(spans)
        if not left:
            return spans[-1][1]
    return received + timedelta(days=WORKING_DAYS_TO_REPLY)


def finish_by(right: Right, received: datetime) -> datetime:
    """When it must be done."""
    return received + TO_FINISH[right]
