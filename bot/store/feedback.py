"""What people think of answers: one opinion an answer, nobody's name with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from bot.store.database import Database
from bot.store.feedback_models import FeedbackRow
from bot.store.upsert import insert
from knowledge.documents import Citation


@dataclass(frozen=True, slots=True)
class Opinion:
    """One opinion; ``reason`` and ``card`` are '' without one, ``library`` the version that was
    read when the answer was given, ``at`` aware UTC.
    """

    oa_id: str
    answer: str
    useful: bool
    reason: str
    card: str
    citations: tuple[Citation, ...]
    library: str
    at: datetime


class FeedbackRepository:
    """The opinions. Raises ``StateUnavailable`` when the database is away."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def rate(self, opinion: Opinion) -> None:
        """Keep the opinion; a later one on the same answer takes the place of the earlier."""
        values = {name: getattr(opinion, name) for name in Opinion.__slots__}
        values["citations"] = _as_lists(opinion.citations)
        changes = {"useful": opinion.useful, "reason": opinion.reason}
        with self._database.writing() as session:
            statement = insert(session, FeedbackRow).values(**values)
            session.execute(
                statement.on_conflict_do_update(index_elements=["answer"], set_=changes)
            )

    def since(self, at: datetime | None = None) -> list[Opinion]:
        """The opinions from a time on, or all; oldest first."""
        chosen = select(FeedbackRow).order_by(FeedbackRow.at, FeedbackRow.id)
        if at is not None:
            chosen = chosen.where(FeedbackRow.at >= at)
        with self._database.reading() as session:
            return [_opinion(row) for row in session.scalars(chosen)]


def _as_lists(citations: Sequence[Citation]) -> list[list[str]]:
    return [[each.document, each.article, each.clause, each.point] for each in citations]


def _opinion(row: FeedbackRow) -> Opinion:
    cited = tuple(Citation(*each) for each in row.citations)
    return Opinion(
        row.oa_id, row.answer, row.useful, row.reason, row.card, cited, row.library, row.at
    )
