"""Weekly series: kept, approved, and taken one tip further."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import BotError
from bot.store.broadcast_models import BroadcastState, SeriesRow, SeriesState
from bot.store.broadcast_records import (
    Audience,
    Broadcast,
    BroadcastContent,
    Series,
    broadcast_of,
    series_of,
)
from bot.store.broadcasts import fresh_row
from bot.store.database import Database
from bot.store.models import AuditRow
from bot.store.times import utc_now

FOLLOWING = {
    SeriesState.DRAFT: frozenset({SeriesState.APPROVED, SeriesState.ENDED}),
    SeriesState.APPROVED: frozenset({SeriesState.PAUSED, SeriesState.ENDED}),
    SeriesState.PAUSED: frozenset({SeriesState.APPROVED, SeriesState.ENDED}),
    SeriesState.ENDED: frozenset(),
}
"""What may follow what."""
SERIES_NAMES = {
    SeriesState.DRAFT: "bản nháp, chờ duyệt",
    SeriesState.APPROVED: "đang gửi hằng tuần",
    SeriesState.PAUSED: "tạm dừng",
    SeriesState.ENDED: "đã kết thúc",
}


class UnknownSeries(BotError):
    """There is no such series."""

    http_status = 404
    public_message = "Không có loạt tin này. Chị xem lại mã, ví dụ L3."


class WrongSeriesState(BotError):
    """The series does not stand where this act begins."""

    http_status = 409

    def __init__(self, state: SeriesState) -> None:
        super().__init__(public_message=f"Loạt tin này đang là «{SERIES_NAMES[state]}».")


class SeriesRepository:
    """The series. Raises ``StateUnavailable`` when the database is away."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._clock = clock

    def add(
        self,
        oa_id: str,
        name: str,
        audience: Audience,
        times: tuple[int, str, int],
        actor: str,
        written_by: int | None = None,
        picture: str = "",
    ) -> Series:
        """A new series; ``times`` are weekday, clock ("08:00"), and how many minutes it lasts."""
        weekday, at, lasts = times
        row = SeriesRow(
            oa_id=oa_id, name=name, audience=audience.stored(), weekday=weekday, at=at,
            lasts_minutes=lasts, last_tip="", last_slot="", state=SeriesState.DRAFT,
            written_by=written_by, self_approved=False, created_at=self._clock(), picture=picture,
        )  # fmt: skip
        with self._database.writing() as session:
            session.add(row)
            session.flush()
            self._note(session, row.id, "drafted", actor)
            return series_of(row)

    def get(self, series_id: int) -> Series:
        """The series. Raises ``UnknownSeries``."""
        with self._database.reading() as session:
            row = session.get(SeriesRow, series_id)
            if row is None:
                raise UnknownSeries
            return series_of(row)

    def list(self, oa_id: str = "", state: SeriesState | None = None) -> list[Series]:
        """Series in the order they were made; of every account with ''."""
        chosen = select(SeriesRow).order_by(SeriesRow.id)
        if oa_id:
            chosen = chosen.where(SeriesRow.oa_id == oa_id)
        if state is not None:
            chosen = chosen.where(SeriesRow.state == state)
        with self._database.reading() as session:
            return [series_of(row) for row in session.scalars(chosen)]

    def move(
        self,
        series_id: int,
        state: SeriesState,
        act: str,
        actor: str,
        approved_by: int | None = None,
        *,
        alone: bool | None = None,
    ) -> Series:
        """Into another state; ``alone`` is told with an approval. Raises ``UnknownSeries``,
        ``WrongSeriesState``.
        """
        with self._database.writing() as session:
            row = _locked(session, series_id)
            if state not in FOLLOWING[row.state]:
                raise WrongSeriesState(row.state)
            row.state = state
            if alone is not None:
                row.approved_by, row.self_approved = approved_by, alone
            self._note(session, row.id, act, actor)
            return series_of(row)

    def advance(self, series: Series, slot: str, passed_over: Sequence[str], last_tip: str) -> bool:
        """This day is done without a broadcast; the place is after ``last_tip``. Whether this call
        was the one that did it.
        """
        with self._database.writing() as session:
            row = _locked(session, series.id)
            if row.last_slot == slot:
                return False
            self._go_on(session, row, slot, passed_over, last_tip)
            return True

    def put_out(
        self,
        series: Series,
        content: BroadcastContent,
        library: str,
        times: tuple[datetime, datetime],
        slot: str,
        passed_over: Sequence[str],
    ) -> Broadcast | None:
        """The broadcast of this day, scheduled: the series was approved. None where the day was
        done already, or the series does not go out any more.
        """
        now = self._clock()
        with self._database.writing() as session:
            row = _locked(session, series.id)
            if row.last_slot == slot or row.state is not SeriesState.APPROVED:
                return None
            self._go_on(session, row, slot, passed_over, content.tip)
            made = fresh_row(row.oa_id, content, series.audience, now)
            made.series_id, made.slot, made.library = row.id, slot, library
            made.state = BroadcastState.SCHEDULED
            made.scheduled_for, made.not_after = times
            made.written_by, made.approved_by = row.written_by, row.approved_by
            made.self_approved = row.self_approved
            session.add(made)
            session.flush()
            self._note(session, row.id, f"scheduled T{made.id}", "service")
            return broadcast_of(made)

    def _go_on(
        self, session: Session, row: SeriesRow, slot: str, passed_over: Sequence[str], last_tip: str
    ) -> None:
        row.last_slot, row.last_tip = slot, last_tip
        for tip in passed_over:
            self._note(session, row.id, "tip_passed_over", "service", f" {tip}")

    def _note(self, session: Session, series_id: int, act: str, actor: str, more: str = "") -> None:
        entry = AuditRow(
            at=self._clock(),
            actor=actor,
            action=f"series_{act}",
            subject=f"series:{series_id}{more}",
        )
        session.add(entry)


def _locked(session: Session, series_id: int) -> SeriesRow:
    row = session.get(SeriesRow, series_id, with_for_update=True)
    if row is None:
        raise UnknownSeries
    return row
