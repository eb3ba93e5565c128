"""Every row that names one person, for the file that she gets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, select

from bot.store.data_requests import DataRequestRepository
from bot.store.database import Database
from bot.store.rights_models import DataRequestRow
from bot.store.tables import Base
from bot.store.vault import SealedWithAnotherKey, Vault

APART = frozenset({"cases"})
"""Tables left out: a case is sealed, and opened only by the officers named for it."""
UNREADABLE = "(niêm phong, không mở được)"

Row = dict[str, Any]


class PersonRows:
    """What the database holds about one person. Raises ``StateUnavailable`` when it is away."""

    def __init__(self, database: Database, secret_key: str) -> None:
        self._database = database
        self._vault = Vault(secret_key)
        self._register = DataRequestRepository(database, secret_key)

    def of(self, oa_id: str, user_id: str) -> dict[str, list[Row]]:
        """Table → her rows in it, sealed texts opened; no table without any. Whether there is a
        case of danger is not told.
        """
        person = self._register.person(oa_id, user_id)
        found: dict[str, list[Row]] = {}
        with self._database.reading() as session:
            for table in Base.metadata.sorted_tables:
                hers = _hers(table, oa_id, user_id, person)
                if hers is None:
                    continue
                rows = session.execute(select(table).where(hers)).mappings().all()
                if rows:
                    found[table.name] = [self._opened(dict(row)) for row in rows]
        return found

    def _opened(self, row: Mapping[str, Any]) -> Row:
        return {
            name: self._open(value) if _is_sealed(name) and value else value
            for name, value in row.items()
        }

    def _open(self, sealed: str) -> str:
        try:
            return self._vault.open(sealed)
        except SealedWithAnotherKey:
            return UNREADABLE


def _is_sealed(column: str) -> bool:
    return column == "sealed" or column.endswith("_sealed")


def _hers(table: Table, oa_id: str, user_id: str, person: str) -> ColumnElement[bool] | None:
    """The rows of a table that are hers; None for a table that names nobody."""
    if table.name in APART:
        return None
    if table.name == DataRequestRow.__tablename__:
        return and_(table.c.oa_id == oa_id, table.c.person == person)
    names = next((table.c[name] for name in ("user_id", "recipient_id") if name in table.c), None)
    if names is None or "oa_id" not in table.c:
        return None
    return and_(table.c.oa_id == oa_id, names == user_id)
