"""The audit log: who did what to what, and when. Rows can only be added."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from bot.store.database import Database
from bot.store.models import AuditRow
from bot.store.times import utc_now


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One act."""

    at: datetime
    actor: str
    action: str
    subject: str


class AuditRepository:
    """The audit log. Raises ``StateUnavailable`` when the database is away."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def append(self, actor: str, action: str, subject: str) -> None:
        """Add an act. It can never be removed, so it must hold no message and no phone number."""
        with self._database.writing() as session:
            session.add(AuditRow(at=utc_now(), actor=actor, action=action, subject=subject))

    def has(self, action: str, subject: str, since: datetime) -> bool:
        """Whether this was done since then to a subject that begins so."""
        about = AuditRow.subject.startswith(subject, autoescape=True)
        mine = (AuditRow.at >= since, AuditRow.action == action, about)
        with self._database.reading() as session:
            return session.scalar(select(AuditRow.id).where(*mine).limit(1)) is not None

    def latest(self, limit: int = 100) -> list[AuditEntry]:
        """The newest acts, newest first."""
        chosen = select(AuditRow).order_by(AuditRow.id.desc()).limit(limit)
        with self._database.reading() as session:
            rows = session.scalars(chosen)
            return [AuditEntry(row.at, row.actor, row.action, row.subject) for row in rows]
