"""Counts for a report that other tables hold: who came, what was handed over, what officers did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, and_, case, func, select

from bot.store.database import Database
from bot.store.faq_models import FaqAct, FaqEventRow, FaqRow
from bot.store.feedback_models import FeedbackRow
from bot.store.models import HandoverRow, PersonRow


@dataclass(frozen=True, slots=True)
class Span:
    """From ``begins`` on, before ``ends``; aware UTC."""

    begins: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class HandoverCounts:
    """Hand-overs of a time: opened, of these answered, of these in the time that was promised."""

    opened: int = 0
    answered: int = 0
    in_time: int = 0


@dataclass(frozen=True, slots=True)
class OpinionCounts:
    """Opinions on a card ('' where none answered): how many, and how many that it was of use."""

    card: str
    count: int
    useful: int


class ActivityCounts:
    """Raises ``StateUnavailable`` when the database is away."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def newcomers(self, oa_id: str, span: Span) -> int:
        """How many people wrote or followed for the first time."""
        row = PersonRow
        chosen = select(func.count()).where(row.oa_id == oa_id, _in(row.first_inbound_at, span))
        return self._one(chosen)

    def handovers(self, oa_id: str, span: Span) -> HandoverCounts:
        """Conversations that were handed to officers."""
        row = HandoverRow
        in_time = (row.answered_at.is_not(None)) & (row.answered_at <= row.answer_by)
        chosen = select(
            func.count(), func.count(row.answered_at), func.sum(case((in_time, 1), else_=0))
        ).where(row.oa_id == oa_id, _in(row.opened_at, span))
        with self._database.reading() as session:
            opened, answered, timely = session.execute(chosen).one()
            return HandoverCounts(opened, answered, timely or 0)

    def published(self, oa_id: str, span: Span) -> int:
        """How many FAQs that this account shows went live."""
        row = FaqEventRow
        chosen = (
            select(func.count(row.faq_id.distinct()))
            .join(FaqRow, FaqRow.id == row.faq_id)
            .where(row.act == FaqAct.PUBLISHED, _in(row.at, span))
            .where((FaqRow.oa_id == oa_id) | FaqRow.oa_id.is_(None))
        )
        return self._one(chosen)

    def opinions(self, oa_id: str, span: Span) -> list[OpinionCounts]:
        """What people thought of answers, card by card, those with most opinions first."""
        row = FeedbackRow
        useful = func.sum(case((row.useful, 1), else_=0))
        chosen = (
            select(row.card, func.count(), useful)
            .where(row.oa_id == oa_id, _in(row.at, span))
            .group_by(row.card)
            .order_by(func.count().desc(), row.card)
        )
        with self._database.reading() as session:
            return [
                OpinionCounts(card, count, good) for card, count, good in session.execute(chosen)
            ]

    def _one(self, chosen: Select[int]) -> int:
        with self._database.reading() as session:
            return session.scalar(chosen) or 0


def _in(
    column: SQLColumnExpression[datetime] | SQLColumnExpression[datetime | None], span: Span
) -> ColumnElement[bool]:
    return and_(column >= span.begins, column < span.ends)
