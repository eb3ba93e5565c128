"""INSERT … ON CONFLICT, which SQLite and PostgreSQL spell the same and SQLAlchemy does not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, TypeAlias, cast

from sqlalchemy import CursorResult, Executable, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from bot.store.models import Base

Insert: TypeAlias = postgresql.Insert | sqlite.Insert
Values: TypeAlias = dict[str, Any]


def insert(session: Session, table: type[Base]) -> Insert:
    """An INSERT for the session's database that knows ``on_conflict_do_update``."""
    return _insert(session.get_bind().dialect.name, table)


def _insert(dialect: str, table: type[Base] | Table) -> Insert:
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)


class Upsert:
    """An INSERT … ON CONFLICT that every message needs: put together once a kind of database, then
    only filled, which costs a fifth.

    ``finish`` adds what becomes of a conflict; ``.excluded`` there are the values of the new row.
    """

    def __init__(self, table: type[Base], finish: Callable[[Insert], Executable]) -> None:
        whole = cast(Table, table.__table__)
        self._statement = lru_cache(lambda dialect: finish(_insert(dialect, whole)))

    def execute(self, session: Session, rows: Values | Sequence[Values]) -> CursorResult[Any]:
        """One row, or several that name the same columns, in the session's transaction."""
        statement = self._statement(session.get_bind().dialect.name)
        return session.connection().execute(statement, rows)
