"""What Zalo's events tell about messages of broadcasts: that they went out, arrived, were seen."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from sqlalchemy import Select, select

from bot.broadcast.states import may_follow
from bot.store.broadcast_models import BroadcastRow, RecipientKind, RecipientRow, RecipientState
from bot.store.broadcast_records import Broadcast, broadcast_of
from bot.store.database import Database

_OPEN_ENDED = (RecipientState.CLAIMED, RecipientState.UNKNOWN)


class ReceiptRepository:
    """Raises ``StateUnavailable`` when the database is away."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def echoed(
        self,
        oa_id: str,
        kind: RecipientKind,
        recipient_id: str,
        message_id: str,
        at: datetime,
        is_it: Callable[[Broadcast], bool],
    ) -> bool:
        """A message of ours to this recipient is known to Zalo: if it is one whose end is open, it
        went out. Whether it was one.
        """
        chosen = _open_ended(oa_id, kind, recipient_id)
        with self._database.reading() as session:
            if not session.scalars(chosen.limit(1)).all():
                return False
        with self._database.writing() as session:
            for row in session.scalars(chosen.with_for_update()):
                if not is_it(broadcast_of(session.get_one(BroadcastRow, row.broadcast_id))):
                    continue
                row.state, row.reason, row.message_id = RecipientState.SENT, "", message_id
                row.sent_at, row.changed_at = row.claimed_at or at, at
                row.claim, row.claimed_until, row.try_after = None, None, None
                return True
        return False

    def reached(
        self, oa_id: str, message_ids: Iterable[str], state: RecipientState, at: datetime
    ) -> int:
        """These messages were delivered or seen; how many of them are a broadcast's."""
        wanted = [each for each in message_ids if each]
        chosen = select(RecipientRow).where(
            RecipientRow.message_id.in_(wanted), RecipientRow.oa_id == oa_id
        )
        with self._database.reading() as session:
            if not wanted or not session.scalars(chosen.limit(1)).all():
                return 0
        with self._database.writing() as session:
            rows = session.scalars(chosen.with_for_update()).all()
            for row in rows:
                if may_follow(row.state, state):
                    row.state, row.changed_at = state, at
            return len(rows)

    def under_way(self, oa_id: str, user_id: str, since: datetime) -> bool:
        """Whether a message to this person is just going out, claimed after ``since``, so that its
        id is not known yet.
        """
        chosen = _open_ended(oa_id, RecipientKind.PERSON, user_id)
        with self._database.reading() as session:
            claimed = chosen.where(
                RecipientRow.state == RecipientState.CLAIMED, RecipientRow.claimed_at > since
            )
            return session.scalars(claimed.limit(1)).first() is not None


def _open_ended(oa_id: str, kind: RecipientKind, recipient_id: str) -> Select[RecipientRow]:
    return (
        select(RecipientRow)
        .where(
            RecipientRow.oa_id == oa_id,
            RecipientRow.recipient_id == recipient_id,
            RecipientRow.kind == kind,
            RecipientRow.state.in_(_OPEN_ENDED),
        )
        .order_by(RecipientRow.id)
    )
