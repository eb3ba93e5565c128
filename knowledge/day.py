"""The calendar day in Vietnam, and how people write it. Times carry their zone everywhere else."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def today(now: datetime) -> date:
    """The Vietnamese calendar day of an aware time."""
    return now.astimezone(VIETNAM).date()


def local_day() -> date:
    """Today in Vietnam."""
    return today(datetime.now(UTC))


def written(day: date) -> str:
    """The day as people write it: ``01/07/2026``."""
    return f"{day:%d/%m/%Y}"
