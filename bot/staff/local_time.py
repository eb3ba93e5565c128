"""Times as officers write them, Vietnam's clock: "2026-11-23 17:00", "23/11/2026 17h30"."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time

from bot.errors import BotError
from knowledge.day import VIETNAM

_DAY = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})|"
                  r"(?P<day2>\d{1,2})/(?P<month2>\d{1,2})/(?P<year2>\d{4})")  # fmt: skip
_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})\s*(?::|giờ|h|g)\s*(?P<minute>\d{2})?(?::00)?(?:\s*phút)?", re.IGNORECASE
)


class UnreadableTime(BotError):
    """This is no day and time."""

    def __init__(self, written: str) -> None:
        super().__init__(
            public_message=(
                f"Không đọc được ngày giờ “{written}”. Hãy viết như: 2026-11-23 17:00 hoặc "
                "23/11/2026 17:00."
            )
        )


def read_time(written: str) -> datetime:
    """The time, aware UTC; day and clock in any order. Raises ``UnreadableTime``."""
    text = written.strip().replace("T", " ")
    clock = _CLOCK.search(text)
    if clock is None:
        raise UnreadableTime(written)
    try:
        day = read_day(text[: clock.start()] + text[clock.end() :])
        at = time(int(clock["hour"]), int(clock["minute"] or 0))
    except (UnreadableTime, ValueError):
        raise UnreadableTime(written) from None
    return datetime.combine(day, at, VIETNAM).astimezone(UTC)


def read_day(written: str) -> date:
    """The calendar day. Raises ``UnreadableTime``."""
    found = _DAY.fullmatch(written.strip())
    if found is None:
        raise UnreadableTime(written)
    parts = [found[name] or found[f"{name}2"] for name in ("year", "month", "day")]
    try:
        return date(*map(int, parts))
    except ValueError:
        raise UnreadableTime(written) from None


def show_time(at: datetime) -> str:
    """A time as it is shown and can be typed again: "2026-11-23 17:00"."""
    return f"{at.astimezone(VIETNAM):%Y-%m-%d %H:%M}"
