"""What is erased of broadcasts and subscriptions: of one person when she is forgotten, of everybody
when a broadcast is long over.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bot.store.broadcast_models import (
    BroadcastRow,
    RecipientKind,
    RecipientRow,
    RecipientState,
    SubscriptionRow,
)
from bot.store.database import Database
from bot.store.models import AuditRow

UNNAMED = {"recipient_id": None, "message_id": None, "try_after": None}
"""What a row of the ledger loses; its state, and what came back, stay and are counted."""
_CHUNK = 2000


def forget_recipient(session: Session, oa_id: str, user_id: str, now: datetime) -> None:
    """Her rows stay without her, so that the numbers add up; what waited for her is skipped."""
    mine = (
        RecipientRow.oa_id == oa_id,
        RecipientRow.recipient_id == user_id,
        RecipientRow.kind == RecipientKind.PERSON,
    )
    waiting = update(RecipientRow).where(*mine, RecipientRow.state == RecipientState.WAITING)
    gone = {"state": RecipientState.SKIPPED, "reason": "erased", "changed_at": now}
    session.execute(waiting.values(**gone, try_after=None))
    session.execute(update(RecipientRow).where(*mine).values(UNNAMED))


def forget_subscriptions(session: Session, oa_id: str, user_id: str) -> None:
    """Within a transaction of the caller's."""
    mine = (SubscriptionRow.oa_id == oa_id, SubscriptionRow.user_id == user_id)
    session.execute(delete(SubscriptionRow).where(*mine))


@dataclass(frozen=True, slots=True)
class Ended:
    """A broadcast that is over and whose ledger still names people."""

    id: int
    oa_id: str
    ended_at: datetime


class LedgerForgetting:
    """Takes people out of old ledgers. Raises ``StateUnavailable`` when the database is away."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ended(self, by: datetime) -> list[Ended]:
        """Those that ended by then, the oldest first."""
        chosen = (
            select(BroadcastRow.id, BroadcastRow.oa_id, BroadcastRow.ended_at)
            .where(BroadcastRow.forgotten_at.is_(None), BroadcastRow.ended_at <= by)
            .order_by(BroadcastRow.ended_at)
        )
        with self._database.reading() as session:
            return [Ended(number, oa_id, at) for number, oa_id, at in session.execute(chosen) if at]

    def forget(self, broadcast_id: int, now: datetime) -> int:
        """Name none of its people any more, in small transactions; how many they were. What was
        begun and broken off goes on at the next call.
        """
        count = 0
        while done := self._some(broadcast_id):
            count += done
        with self._database.writing() as session:
            row = session.get(BroadcastRow, broadcast_id, with_for_update=True)
            if row is not None and row.forgotten_at is None:
                row.forgotten_at = now
                session.add(_entry(broadcast_id, now))
        return count

    def _some(self, broadcast_id: int) -> int:
        named = (
            select(RecipientRow.id)
            .where(
                RecipientRow.broadcast_id == broadcast_id,
                RecipientRow.kind == RecipientKind.PERSON,
                RecipientRow.recipient_id.is_not(None),
            )
            .limit(_CHUNK)
        )
        with self._database.writing() as session:
            ids = session.scalars(named).all()
            session.execute(update(RecipientRow).where(RecipientRow.id.in_(ids)).values(UNNAMED))
            return len(ids)


def _entry(broadcast_id: int, now: datetime) -> AuditRow:
    return AuditRow(
        at=now,
        actor="service",
        action="broadcast_recipients_forgotten",
        subject=f"broadcast:{broadcast_id}",
    )
