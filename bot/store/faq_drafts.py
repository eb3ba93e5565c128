"""Drafts of FAQs: what an officer answered once, and may answer for everybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from bot.store.database import Database
from bot.store.takeover_models import DRAFT, FaqDraftRow


@dataclass(frozen=True, slots=True)
class FaqDraft:
    """A question and an answer; ``handover_id`` is where they came from, None if it is gone."""

    id: int
    oa_id: str
    question: str
    answer: str
    handover_id: int | None
    created_by: int | None
    state: str
    created_at: datetime
    updated_at: datetime


class FaqDraftRepository:
    """The drafts. Raises ``StateUnavailable`` when the database is away."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(
        self,
        oa_id: str,
        question: str,
        answer: str,
        handover_id: int,
        admin_id: int,
        now: datetime,
    ) -> FaqDraft:
        """Make a draft of a hand-over. One that is still a draft is written anew, one that went on
        in its life stays as it is.
        """
        chosen = select(FaqDraftRow).where(FaqDraftRow.handover_id == handover_id)
        with self._database.writing() as session:
            row = session.scalar(chosen.with_for_update())
            if row is None:
                row = FaqDraftRow(
                    oa_id=oa_id,
                    handover_id=handover_id,
                    created_by=admin_id,
                    state=DRAFT,
                    created_at=now,
                )
                session.add(row)
            if row.state == DRAFT:
                row.question, row.answer, row.updated_at = question, answer, now
            session.flush()
            return _draft(row)

    def list(self, oa_id: str = "", state: str = DRAFT) -> list[FaqDraft]:
        """The drafts in this state, oldest first; of one account or of all."""
        chosen = select(FaqDraftRow).where(FaqDraftRow.state == state).order_by(FaqDraftRow.id)
        if oa_id:
            chosen = chosen.where(FaqDraftRow.oa_id == oa_id)
        with self._database.reading() as session:
            return [_draft(row) for row in session.scalars(chosen)]


def _draft(row: FaqDraftRow) -> FaqDraft:
    return FaqDraft(
        row.id,
        row.oa_id,
        row.question,
        row.answer,
        row.handover_id,
        row.created_by,
        row.state,
        row.created_at,
        row.updated_at,
    )
