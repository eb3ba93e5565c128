"""How long something still has, in words that are read at a glance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
SOON = HOUR
"""What is due within this time is marked."""


@dataclass(frozen=True, slots=True)
class Clock:
    """What is left, and how it is marked: a kind of ``badge``."""

    text: str
    kind: str


def span(length: timedelta) -> str:
    """A length of time as people say it: "40 phút", "3 giờ 20 phút", "2 ngày"."""
    minutes = max(1, int(length.total_seconds() // 60))
    if length < HOUR:
        return f"{minutes} phút"
    if length < DAY:
        rest = f" {minutes % 60} phút" if minutes % 60 and length < 6 * HOUR else ""
        return f"{minutes // 60} giờ{rest}"
    return f"{length.days} ngày"


def due(until: datetime, now: datetime, soon: timedelta = SOON) -> Clock:
    """How long until then, or how long it has been over."""
    left = until - now
    if left <= timedelta():
        return Clock(f"quá hạn {span(-left)}", "bad")
    return Clock(f"còn {span(left)}", "waiting" if left <= soon else "quiet")


def ago(at: datetime, now: datetime) -> str:
    """How long it has been: "40 phút trước"."""
    return "vừa xong" if now - at < timedelta(minutes=1) else f"{span(now - at)} trước"


def sentence(words: str) -> str:
    """The words with a capital at the beginning; names within them keep theirs."""
    return f"{words[:1].upper()}{words[1:]}"
