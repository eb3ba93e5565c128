"""Attempts to build a library with officers' documents in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update

from bot.store.database import Database
from bot.store.law_models import BuildState, LibraryBuildRow
from bot.store.times import utc_now

CUT_OFF = "Máy chủ dừng giữa chừng. Kho đang dùng không đổi; máy tự dựng lại."
_MOST_REMARKS = 200


@dataclass(frozen=True, slots=True)
class Built:
    """A library that was built: its version, what is in it, places that could not be read."""

    library: str
    articles: int
    documents: int
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Build:
    """One attempt; ``ended_at`` is None while it runs."""

    id: int
    target: str
    state: BuildState
    begun_at: datetime
    ended_at: datetime | None
    library: str
    articles: int
    documents: int
    problem: str
    remarks: tuple[str, ...]

    @property
    def took(self) -> timedelta | None:
        """How long it took."""
        return self.ended_at - self.begun_at if self.ended_at else None


class LibraryBuilds:
    """The attempts. Raises ``StateUnavailable`` when the database is away."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, target: str) -> int:
        """An attempt begins; one that still seems to run was cut off: only one runs at a time."""
        now = utc_now()
        with self._database.writing() as session:
            session.execute(
                update(LibraryBuildRow)
                .where(LibraryBuildRow.state == BuildState.RUNNING)
                .values(state=BuildState.TRIED_AGAIN, ended_at=now, problem=CUT_OFF)
            )
            row = LibraryBuildRow(
                target=target, state=BuildState.RUNNING, begun_at=now, ended_at=None, remarks=[]
            )
            session.add(row)
            session.flush()
            return row.id

    def done(self, build_id: int, built: Built) -> None:
        """It is built."""
        self._end(
            build_id,
            state=BuildState.DONE,
            library=built.library,
            articles=built.articles,
            documents=built.documents,
            remarks=list(built.remarks[:_MOST_REMARKS]),
        )

    def failed(self, build_id: int, problem: str, remarks: Sequence[str] = ()) -> None:
        """It was not built, and why: a sentence for officers."""
        remarks = list(remarks[:_MOST_REMARKS])
        self._end(build_id, state=BuildState.FAILED, problem=problem, remarks=remarks)

    def try_again(self, target: str) -> None:
        """What failed for this target does not keep it from being built once more."""
        with self._database.writing() as session:
            session.execute(
                update(LibraryBuildRow)
                .where(LibraryBuildRow.target == target, LibraryBuildRow.state == BuildState.FAILED)
                .values(state=BuildState.TRIED_AGAIN)
            )

    def has_failed(self, target: str) -> bool:
        """Whether an attempt failed, and nobody said "once more"."""
        chosen = select(LibraryBuildRow.id).where(
            LibraryBuildRow.target == target, LibraryBuildRow.state == BuildState.FAILED
        )
        with self._database.reading() as session:
            return session.scalar(chosen.limit(1)) is not None

    def latest(self, limit: int = 1, state: BuildState | None = None) -> list[Build]:
        """The newest attempts, newest first."""
        chosen = select(LibraryBuildRow).order_by(LibraryBuildRow.id.desc()).limit(limit)
        if state is not None:
            chosen = chosen.where(LibraryBuildRow.state == state)
        with self._database.reading() as session:
            return [_build(row) for row in session.scalars(chosen)]

    def _end(self, build_id: int, **values: object) -> None:
        with self._database.writing() as session:
            session.execute(
                update(LibraryBuildRow)
                .where(LibraryBuildRow.id == build_id)
                .values(ended_at=utc_now(), **values)
            )


def _build(row: LibraryBuildRow) -> Build:
    values = {name: getattr(row, name) for name in Build.__slots__ if name != "remarks"}
    return Build(**values, remarks=tuple(row.remarks))
