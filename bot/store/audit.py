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
    """One act; ``id`` grows with time."""

    at: datetime
    actor: str
    action: str
    subject: str
    id: int = 0


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which acts are wanted; '' and None: all. ``actors``: any of these; ``before``: earlier than
    this time.
    """

    actors: tuple[str, ...] = ()
    action: str = ""
    before: datetime | None = None


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
        return self.page(AuditFilter(), limit=limit)

    def page(
        self, wanted: AuditFilter, before_id: int | None = None, limit: int = 25
    ) -> list[AuditEntry]:
        """The newest acts that are wanted, newest first, of those before the one with this id."""
        chosen = select(AuditRow).order_by(AuditRow.id.desc()).limit(limit)
        if wanted.actors:
            chosen = chosen.where(AuditRow.actor.in_(wanted.actors))
        if wanted.action:
            chosen = chosen.where(AuditRow.action == wanted.action)
        if wanted.before:
            chosen = chosen.where(AuditRow.at < wanted.before)
        if before_id is not None:
            chosen = chosen.where(AuditRow.id < before_id)
        with self._database.reading() as session:
            rows = session.scalars(chosen)
            return [AuditEntry(row.at, row.actor, row.action, row.subject, row.id) for row in rows]
