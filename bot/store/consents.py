"""What people agreed to, by purpose: rows are only added, the latest one of a purpose counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from bot.store.database import Database
from bot.store.rights_models import ConsentRow
from bot.store.upsert import insert
from handlers.people import Purpose


@dataclass(frozen=True, slots=True)
class Consent:
    """One word of hers: she agreed (``given``) or not, was shown the text named ``wording``."""

    oa_id: str
    user_id: str
    purpose: Purpose
    given: bool
    wording: str
    event_key: str
    at: datetime


class ConsentRepository:
    """The consents. Raises ``StateUnavailable`` when the database is away."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, consent: Consent) -> None:
        """Add it; one event adds one row a purpose, however often it is tried."""
        values = {name: getattr(consent, name) for name in Consent.__slots__}
        with self._database.writing() as session:
            session.execute(insert(session, ConsentRow).values(**values).on_conflict_do_nothing())

    def latest(self, oa_id: str, user_id: str) -> dict[Purpose, bool]:
        """Purpose → whether she agrees now; without the purposes she said nothing about."""
        with self._database.reading() as session:
            rows = session.scalars(_of(oa_id, user_id))
            return {row.purpose: row.given for row in rows}

    def history(self, oa_id: str, user_id: str) -> list[Consent]:
        """Everything she ever said, oldest first."""
        with self._database.reading() as session:
            return [_consent(row) for row in session.scalars(_of(oa_id, user_id))]


def forget_consents(session: Session, oa_id: str, user_id: str) -> None:
    """Remove everything she ever said, within a transaction of the caller's."""
    mine = (ConsentRow.oa_id == oa_id, ConsentRow.user_id == user_id)
    session.execute(delete(ConsentRow).where(*mine))


def _of(oa_id: str, user_id: str) -> Select[ConsentRow]:
    chosen = select(ConsentRow).where(ConsentRow.oa_id == oa_id, ConsentRow.user_id == user_id)
    return chosen.order_by(ConsentRow.id)


def _consent(row: ConsentRow) -> Consent:
    return Consent(
        row.oa_id, row.user_id, row.purpose, row.given, row.wording, row.event_key, row.at
    )
