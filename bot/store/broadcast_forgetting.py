"""What is erased of broadcasts and subscriptions when a person is forgotten."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from bot.store.broadcast_models import (
    RecipientKind,
    RecipientRow,
    RecipientState,
    SubscriptionRow,
)


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
    unnamed = {"recipient_id": None, "message_id": None, "try_after": None}
    session.execute(update(RecipientRow).where(*mine).values(unnamed))


def forget_subscriptions(session: Session, oa_id: str, user_id: str) -> None:
    """Within a transaction of the caller's."""
    mine = (SubscriptionRow.oa_id == oa_id, SubscriptionRow.user_id == user_id)
    session.execute(delete(SubscriptionRow).where(*mine))
