"""Requests about data as the console counts them and lists those that are over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, case, func, select, tuple_

from bot.store.data_requests import DataRequest, past_due, request_of
from bot.store.database import Database
from bot.store.rights_models import DataRequestRow

PAGE = 25


@dataclass(frozen=True, slots=True)
class RequestCounts:
    """How many requests are open, how many of them overdue; and when the next clock runs out."""

    open: int
    overdue: int
    next_at: datetime | None


class RequestLists:
    """The lists. Raises ``StateUnavailable`` when the database is away."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def counts(self, oa_id: str, now: datetime) -> RequestCounts:
        """How many requests of the account wait for an officer."""
        late = func.coalesce(func.sum(case((past_due(now), 1), else_=0)), 0)
        answered = DataRequestRow.replied_at.is_not(None)
        clock = case((answered, DataRequestRow.finish_by), else_=DataRequestRow.reply_by)
        mine = and_(DataRequestRow.oa_id == oa_id, DataRequestRow.finished_at.is_(None))
        with self._database.reading() as session:
            chosen = select(func.count(), late, func.min(clock)).where(mine)
            return RequestCounts(*session.execute(chosen).one())

    def finished(
        self, oa_id: str, before: tuple[int, int] | None = None, limit: int = PAGE
    ) -> list[DataRequest]:
        """Those that are over, the newest first, from the one behind the year and number of
        ``before``.
        """
        place = tuple_(DataRequestRow.year, DataRequestRow.number)
        chosen = select(DataRequestRow).where(
            DataRequestRow.oa_id == oa_id, DataRequestRow.finished_at.is_not(None)
        )
        if before is not None:
            chosen = chosen.where(place < before)
        order = (DataRequestRow.year.desc(), DataRequestRow.number.desc())
        with self._database.reading() as session:
            return [
                request_of(row) for row in session.scalars(chosen.order_by(*order).limit(limit))
            ]
