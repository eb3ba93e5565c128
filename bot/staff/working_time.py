"""When an account's officers work: arithmetic with working hours, lunch breaks and holidays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from bot.errors import BotError
from bot.staff.account_settings import WEEKDAYS, AccountSettings, Spans
from bot.staff.days import holiday, worked_in_exchange
from knowledge.day import VIETNAM, today

LONGEST_SEARCH = timedelta(days=400)


class NoWorkingTime(BotError):
    """The account's officers do not work within the next year."""

    public_message = "Lịch làm việc của OA này không có ngày làm việc nào trong một năm tới."


class WorkingTime:
    """The working time of one account. Times are aware; what is returned is UTC."""

    def __init__(self, settings: AccountSettings) -> None:
        self._week = settings.working_hours
        self._closed = {closed.day: closed.name for closed in settings.closed_days}

    def closed_for(self, day: date) -> str | None:
        """Why nobody works on that day, as people call it ('' where it has no name); None where it
        is no holiday and no closed day.
        """
        if day in self._closed:
            return self._closed[day]
        return holiday(day) or None

    def spans(self, day: date) -> list[tuple[datetime, datetime]]:
        """When they work on that day, in order; empty on a day of rest."""
        if self.closed_for(day) is not None:
            return []
        return [
            (
                _at(day, span.opens.hour, span.opens.minute),
                _at(day, span.closes.hour, span.closes.minute),
            )
            for span in self._spans_of(day)
        ]

    def is_open(self, at: datetime) -> bool:
        """Whether they work at that time."""
        return any(opens <= at < closes for opens, closes in self.spans(today(at)))

    def opens_next(self, at: datetime) -> datetime:
        """When they next begin to work, after ``at``. Raises ``NoWorkingTime``."""
        return next(opens for opens, _ in self._from(at) if opens > at)

    def deadline(self, start: datetime, hours: float) -> datetime:
        """``start`` and so many working hours: within working time, or at the end of a part of it.

        Raises ``NoWorkingTime``.
        """
        left = timedelta(hours=hours)
        for opens, closes in self._from(start):
            begin = max(opens, start)
            if begin + left <= closes:
                return (begin + left).astimezone(UTC)
            left -= closes - begin
        raise NoWorkingTime

    def _from(self, at: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Working time that ends after ``at``, in order. Raises ``NoWorkingTime`` at its end."""
        first = today(at)
        for number in range(LONGEST_SEARCH.days):
            for opens, closes in self.spans(first + timedelta(days=number)):
                if closes > at:
                    yield opens, closes
        raise NoWorkingTime

    def _spans_of(self, day: date) -> Spans:
        own = self._week.get(WEEKDAYS[day.weekday()], ())
        if own or not worked_in_exchange(day):
            return own
        return next(filter(None, (self._week.get(each, ()) for each in WEEKDAYS)), ())


def _at(day: date, hour: int, minute: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=VIETNAM).astimezone(UTC)
