"""When broadcasts may go out: the hours an account chose, within the hours that Zalo allows."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from bot.staff.account_settings import AccountSettings
from knowledge.day import VIETNAM

ZALO_OPENS, ZALO_CLOSES = time(6, 5), time(21, 55)
"""Zalo lets broadcasts out from 06:00 to 21:59; five minutes inside, for clocks that differ."""
_ANY_DAY = date(2026, 1, 5)
"""Vietnam's clock is never moved: one day is like the other."""


def is_open(settings: AccountSettings, now: datetime) -> bool:
    """Whether a broadcast may go out now."""
    opens, closes = _hours(settings)
    return opens <= now.astimezone(VIETNAM).time() < closes


def opens_next(settings: AccountSettings, now: datetime) -> datetime:
    """``now`` if it is open, else when it opens next, aware UTC."""
    if is_open(settings, now):
        return now
    local = now.astimezone(VIETNAM)
    opens = datetime.combine(local.date(), _hours(settings)[0], VIETNAM)
    return (opens if local < opens else opens + timedelta(days=1)).astimezone(UTC)


def reaches(settings: AccountSettings, clock: time, lasts: timedelta) -> bool:
    """Whether anything may go out within so long after that time of a day (Vietnam's clock)."""
    at = datetime.combine(_ANY_DAY, clock, VIETNAM)
    begins = opens_next(settings, at)
    return is_open(settings, begins) and begins < at + lasts


def written(settings: AccountSettings) -> str:
    """The hours as people write them: "từ 7:00 đến 21:00"."""
    opens, closes = _hours(settings)
    return f"từ {opens.hour}:{opens:%M} đến {closes.hour}:{closes:%M}"


def _hours(settings: AccountSettings) -> tuple[time, time]:
    return max(settings.broadcast_opens, ZALO_OPENS), min(settings.broadcast_closes, ZALO_CLOSES)
