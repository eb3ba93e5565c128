"""The calendar day at the edges: people live by Vietnamese time, the turn carries UTC."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def today(now: datetime) -> date:
    """The Vietnamese calendar day of an aware time."""
    return now.astimezone(VIETNAM).date()


def written(day: date) -> str:
    """The day as people write it: ``01/07/2026``."""
    return day.strftime("%d/%m/%Y")
