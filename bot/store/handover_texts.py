"""What was asked and answered in a hand-over: sealed, and gone soon after its end."""

from __future__ import annotations

import json
from datetime import datetime

from sqlalchemy import or_, select, update

from bot.store.database import Database
from bot.store.models import HandoverRow
from bot.store.takeover_models import WaitingAnswerRow
from bot.store.vault import Vault

MOST_QUESTIONS = 5
"""The last ones are kept."""
LONGEST_QUESTION = 1000


class HandoverTexts:
    """The sealed texts of hand-overs. Raises ``StateUnavailable`` when the database is away, and
    ``SealedWithAnotherKey``.
    """

    def __init__(self, database: Database, secret_key: str) -> None:
        self._database = database
        self._vault = Vault(secret_key)

    def add_question(self, handover_id: int, text: str, event_key: str) -> bool:
        """Keep what she asked; False if this event's question is kept already."""
        with self._database.writing() as session:
            row = session.get(HandoverRow, handover_id, with_for_update=True)
            kept = self._opened(row.questions_sealed) if row else []
            if row is None or any(key == event_key for key, _ in kept):
                return False
            kept = [*kept, (event_key, text[:LONGEST_QUESTION])][-MOST_QUESTIONS:]
            row.questions_sealed = self._vault.seal(json.dumps(kept, ensure_ascii=False))
            return True

    def questions(self, handover_id: int) -> list[str]:
        """What she asked, oldest first."""
        with self._database.reading() as session:
            row = session.get(HandoverRow, handover_id)
            return [text for _, text in self._opened(row.questions_sealed)] if row else []

    def keep_answer(self, handover_id: int, text: str) -> None:
        """Keep what the officer answered last."""
        with self._database.writing() as session:
            row = session.get(HandoverRow, handover_id, with_for_update=True)
            if row is not None:
                row.answer_sealed = self._vault.seal(text)

    def last_answer(self, handover_id: int) -> str:
        """What the officer answered last; '' if nothing is kept."""
        with self._database.reading() as session:
            row = session.get(HandoverRow, handover_id)
            return self._vault.open(row.answer_sealed) if row and row.answer_sealed else ""

    def erase_closed(self, closed_before: datetime) -> int:
        """Erase the texts of what was closed before that time. Returns of how many."""
        old = HandoverRow.closed_at < closed_before
        kept = or_(
            HandoverRow.questions_sealed.is_not(None), HandoverRow.answer_sealed.is_not(None)
        )
        with self._database.writing() as session:
            ids = select(HandoverRow.id).where(old)
            session.execute(
                update(WaitingAnswerRow)
                .where(WaitingAnswerRow.handover_id.in_(ids))
                .where(WaitingAnswerRow.text_sealed.is_not(None))
                .values(text_sealed=None)
            )
            rows = session.scalars(select(HandoverRow).where(old, kept).with_for_update()).all()
            for row in rows:
                row.questions_sealed = row.answer_sealed = None
            return len(rows)

    def _opened(self, sealed: str | None) -> list[tuple[str, str]]:
        return [(key, text) for key, text in json.loads(self._vault.open(sealed))] if sealed else []
