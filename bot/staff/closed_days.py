"""The days on which an account's own officers do not work: added and taken away in periods."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from bot.errors import BotError
from bot.staff.account_settings import ClosedDay

LONGEST = timedelta(days=60)
NAME_LENGTH = 100


class InvalidPeriod(BotError):
    """The last day comes before the first, or so late that it must be a slip."""

    http_status = 400
    public_message = "Ngày cuối phải từ ngày đầu trở đi, và một đợt nghỉ không quá 60 ngày."


def period(first: date, last: date) -> set[date]:
    """All days from the first to the last. Raises ``InvalidPeriod``."""
    if not first <= last <= first + LONGEST:
        raise InvalidPeriod
    return {first + timedelta(days=number) for number in range((last - first).days + 1)}


def with_closed(
    known: Iterable[ClosedDay], days: Iterable[date], name: str
) -> tuple[ClosedDay, ...]:
    """The closed days with these, under this name, in order."""
    fresh = [ClosedDay(day=day, name=name.strip()[:NAME_LENGTH]) for day in days]
    kept = [each for each in known if each.day not in {new.day for new in fresh}]
    return tuple(sorted([*kept, *fresh], key=lambda each: each.day))


def without(known: Iterable[ClosedDay], days: Iterable[date]) -> tuple[ClosedDay, ...]:
    """The closed days but these."""
    gone = set(days)
    return tuple(each for each in known if each.day not in gone)
