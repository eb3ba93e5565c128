"""Cases as the console counts and lists them; nothing that is sealed."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import case, func, select

from bot.store.case_models import CaseRow
from bot.store.case_records import Case, case_of
from bot.store.database import Database

PAGE = 25


@dataclass(frozen=True, slots=True)
class CaseCounts:
    """How many cases are open, how many of them nobody has, and how many one officer has."""

    open: int
    untaken: int
    mine: int


class CaseLists:
    """The lists. Raises ``StateUnavailable`` when the database is away."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def counts(self, oa_id: str, admin_id: int) -> CaseCounts:
        """How many cases of the account are open."""
        untaken = func.coalesce(func.sum(case((CaseRow.taken_by.is_(None), 1), else_=0)), 0)
        mine = func.coalesce(func.sum(case((CaseRow.taken_by == admin_id, 1), else_=0)), 0)
        still_open = (CaseRow.oa_id == oa_id, CaseRow.closed_at.is_(None))
        with self._database.reading() as session:
            found = session.execute(select(func.count(), untaken, mine).where(*still_open)).one()
            return CaseCounts(*found)

    def closed(self, oa_id: str, before: int | None = None, limit: int = PAGE) -> list[Case]:
        """Closed cases, the newest first, from the one behind the number ``before``."""
        chosen = select(CaseRow).where(CaseRow.oa_id == oa_id, CaseRow.closed_at.is_not(None))
        if before is not None:
            chosen = chosen.where(CaseRow.number < before)
        with self._database.reading() as session:
            rows = session.scalars(chosen.order_by(CaseRow.number.desc()).limit(limit))
            return [case_of(row) for row in rows]
