"""Times that Zalo's rules speak of; its day is Vietnam's."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from knowledge.day import VIETNAM

MORNING = time(6, 5)
"""Zalo opens at six; five minutes inside the edge, for clocks that differ."""


def until_next_minute() -> timedelta:
    """How long the minute that runs now still lasts, and a second more."""
    return timedelta(seconds=61 - datetime.now(UTC).second)


def until_morning() -> timedelta:
    """How long until messages that may not disturb at night go out again."""
    now = datetime.now(UTC)
    today = datetime.combine(now.astimezone(VIETNAM).date(), MORNING, VIETNAM)
    opens = today if now < today else today + timedelta(days=1)
    return opens.astimezone(UTC) - now


def tomorrow() -> datetime:
    """The next midnight in Vietnam, aware UTC."""
    midnight = datetime.combine(datetime.now(VIETNAM).date(), time(0), VIETNAM)
    return (midnight + timedelta(days=1)).astimezone(UTC)
