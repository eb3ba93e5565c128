"""Conversations that were handed to an officer, and are open until she closes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Case, Select, SQLColumnExpression, case, select

from bot.store.database import Database
from bot.store.models import HandoverRow
from bot.store.times import utc_now
from bot.store.upsert import insert


@dataclass(frozen=True, slots=True)
class Handover:
    """A hand-over, open while ``closed_at`` is None; ``severity`` as in ``handlers.turn``."""

    id: int
    oa_id: str
    user_id: str
    reason: str
    severity: str
    opened_at: datetime
    closed_at: datetime | None


class HandoverRepository:
    """The hand-overs. Raises ``StateUnavailable`` when the database is away."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def open(self, oa_id: str, user_id: str, reason: str, severity: str) -> Handover:
        """Open a hand-over. One that is already open stays, and takes on the graver of the two."""
        with self._database.writing() as session:
            statement = insert(session, HandoverRow).values(
                oa_id=oa_id,
                user_id=user_id,
                reason=reason,
                severity=severity,
                opened_at=utc_now(),
            )
            graver = _gravity(statement.excluded.severity) > _gravity(HandoverRow.severity)
            session.execute(
                statement.on_conflict_do_update(
                    index_elements=["oa_id", "user_id"],
                    index_where=HandoverRow.closed_at.is_(None),
                    set_={"severity": severity, "reason": reason},
                    where=graver,
                )
            )
            return _handover(session.scalars(_open_for(oa_id, user_id)).one())

    def close(self, oa_id: str, user_id: str) -> bool:
        """Close the open hand-over of this person; False if there is none."""
        with self._database.writing() as session:
            row = session.scalars(_open_for(oa_id, user_id).with_for_update()).one_or_none()
            if row is None:
                return False
            row.closed_at = utc_now()
            return True

    def list_open(self, oa_id: str) -> list[Handover]:
        """The open hand-overs of an account, gravest first, then oldest first."""
        order = (_gravity(HandoverRow.severity).desc(), HandoverRow.opened_at, HandoverRow.id)
        chosen = select(HandoverRow).where(
            HandoverRow.oa_id == oa_id, HandoverRow.closed_at.is_(None)
        )
        with self._database.reading() as session:
            return [_handover(row) for row in session.scalars(chosen.order_by(*order))]


def _gravity(severity: SQLColumnExpression[str]) -> Case[str]:
    """Sorts N before C1, C2, C3."""
    return case((severity == "N", ""), else_=severity)


def _open_for(oa_id: str, user_id: str) -> Select[HandoverRow]:
    return select(HandoverRow).where(
        HandoverRow.oa_id == oa_id,
        HandoverRow.user_id == user_id,
        HandoverRow.closed_at.is_(None),
    )


def _handover(row: HandoverRow) -> Handover:
    return Handover(
        row.id,
        row.oa_id,
        row.user_id,
        row.reason,
        row.severity,
        row.opened_at,
        row.closed_at,
    )
