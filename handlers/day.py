"""When something happened, and the calendar day at the edges: the turn carries UTC."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date

from knowledge.day import today, written

__all__ = ["EventTime", "today", "written"]


@dataclass(frozen=True, slots=True)
class EventTime:
    """When something happened, as exactly as it was told: a year, a month, or a day."""

    year: int
    month: int = 0
    day: int = 0

    @classmethod
    def of(cls, day: date) -> EventTime:
        """The time that is exactly this day."""
        return cls(day.year, day.month, day.day)

    @property
    def last(self) -> date:
        """Its last day, whose law is taken.

        Raises:
            ValueError: there is no such day.
        """
        month = self.month or 12
        if not 1 <= month <= 12:
            raise ValueError(month)
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.month or 1, self.day or 1)
