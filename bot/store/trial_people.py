"""Who is answered while an account is on trial."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from bot.store.console_models import TrialPersonRow
from bot.store.database import Database
from bot.store.times import utc_now
from bot.store.upsert import insert


@dataclass(frozen=True, slots=True)
class TrialPerson:
    """Somebody on the list."""

    user_id: str
    added_at: datetime


class TrialPeople:
    """The lists. Raises ``StateUnavailable`` when the database is away."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def list(self, oa_id: str) -> list[TrialPerson]:
        """Everybody on the account's list, oldest first."""
        order = (TrialPersonRow.added_at, TrialPersonRow.user_id)
        chosen = select(TrialPersonRow).where(TrialPersonRow.oa_id == oa_id).order_by(*order)
        with self._database.reading() as session:
            return [TrialPerson(row.user_id, row.added_at) for row in session.scalars(chosen)]

    def add(self, oa_id: str, user_id: str) -> None:
        """Put somebody on the list; twice is once."""
        row = {"oa_id": oa_id, "user_id": user_id, "added_at": utc_now()}
        with self._database.writing() as session:
            session.execute(insert(session, TrialPersonRow).values(row).on_conflict_do_nothing())

    def clear(self, oa_id: str) -> int:
        """Empty the list; returns how many were on it."""
        statement = delete(TrialPersonRow).where(TrialPersonRow.oa_id == oa_id)
        with self._database.writing() as session:
            return len(session.execute(statement.returning(TrialPersonRow.user_id)).all())

    def remove(self, oa_id: str, user_id: str) -> bool:
        """Take somebody off the list; False if she was not on it."""
        mine = (TrialPersonRow.oa_id == oa_id, TrialPersonRow.user_id == user_id)
        statement = delete(TrialPersonRow).where(*mine).returning(TrialPersonRow.user_id)
        with self._database.writing() as session:
            return bool(session.execute(statement).all())
