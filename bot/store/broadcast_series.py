"""Weekly series: kept, approved, and taken one tip further."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.broadcast.versions import require_seen, version_of
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
from bot.store.broadcasts import Stamp, fresh_row
from bot.store.database import Database
from bot.store.models import AuditRow
from bot.store.times import utc_now

Times = tuple[int, str, int]
"""Weekday (0 is Monday), Vietnam's clock ("08:00"), and how many minutes it lasts."""
FOLLOWING = {
    SeriesState.DRAFT: frozenset({SeriesState.APPROVED, SeriesState.ENDED}),
    SeriesState.APPROVED: frozenset({SeriesState.DRAFT, SeriesState.PAUSED, SeriesState.ENDED}),
    SeriesState.PAUSED: frozenset({SeriesState.DRAFT, SeriesState.APPROVED, SeriesState.ENDED}),
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


class OpenSeries:
    """One series, locked until the transaction ends."""

    def __init__(self, session: Session, row: SeriesRow, stamp: Stamp) -> None:
        self.session = session
        self.row = row
        self._stamp = stamp

    def require(self, state: SeriesState) -> None:
        """Nothing where it stands there, else ``WrongSeriesState``."""
        if self.row.state is not state:
            raise WrongSeriesState(self.row.state)

    def move(self, following: SeriesState, act: str) -> None:
        """Into another state, with its line in the audit log. Raises ``WrongSeriesState``."""
        if following not in FOLLOWING[self.row.state]:
            raise WrongSeriesState(self.row.state)
        self.row.state = following
        self.note(act)

    def note(self, act: str, more: str = "") -> None:
        """The line in the audit log, without a change of state."""
        entry = AuditRow(
            at=self._stamp.at,
            actor=self._stamp.actor,
            action=f"series_{act}",
            subject=f"series:{self.row.id}{more}",
        )
        self.session.add(entry)

    def put(self, name: str, audience: Audience, times: Times, picture: str) -> None:
        """Another name, audience, time or card; its place among the tips stays."""
        self.row.name, self.row.audience, self.row.picture = name, audience.stored(), picture
        self.row.weekday, self.row.at, self.row.lasts_minutes = times

    def go_on(self, slot: str, passed_over: Sequence[str], last_tip: str) -> None:
        """That day is done; the place is after ``last_tip``."""
        self.row.last_slot, self.row.last_tip = slot, last_tip
        for tip in passed_over:
            self.note("tip_passed_over", f" {tip}")

    def series(self) -> Series:
        """As it stands now."""
        return series_of(self.row)


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
        times: Times,
        actor: str,
        written_by: int | None = None,
        picture: str = "",
    ) -> Series:
        """A new series that waits for its approval."""
        weekday, at, lasts = times
        row = SeriesRow(
            oa_id=oa_id, name=name, audience=audience.stored(), weekday=weekday, at=at,
            lasts_minutes=lasts, last_tip="", last_slot="", state=SeriesState.DRAFT,
            written_by=written_by, self_approved=False, created_at=self._clock(), picture=picture,
        )  # fmt: skip
        with self._database.writing() as session:
            session.add(row)
            session.flush()
            opened = OpenSeries(session, row, Stamp(actor, self._clock()))
            opened.note("drafted")
            return opened.series()

    @contextmanager
    def changing(self, series_id: int, actor: str, seen: str | None = None) -> Iterator[OpenSeries]:
        """One transaction in which this series is changed; ``seen`` is the version that it must
        still be. Raises ``UnknownSeries``, ``ChangedMeanwhile``.
        """
        with self._database.writing() as session:
            row = session.get(SeriesRow, series_id, with_for_update=True)
            if row is None:
                raise UnknownSeries
            opened = OpenSeries(session, row, Stamp(actor, self._clock()))
            require_seen(opened.series(), seen)
            yield opened

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
        with self.changing(series_id, actor) as opened:
            opened.move(state, act)
            if alone is not None:
                opened.row.approved_by, opened.row.self_approved = approved_by, alone
            return opened.series()

    def advance(self, series: Series, slot: str, passed_over: Sequence[str], last_tip: str) -> bool:
        """This day is done without a broadcast; the place is after ``last_tip``. Whether this call
        was the one that did it.
        """
        with self.changing(series.id, "service") as opened:
            if opened.row.last_slot == slot:
                return False
            opened.go_on(slot, passed_over, last_tip)
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
        done already, or the series does not go out any more as it was.
        """
        with self.changing(series.id, "service") as opened:
            row, same = opened.row, version_of(opened.series()) == version_of(series)
            if row.last_slot == slot or row.state is not SeriesState.APPROVED or not same:
                return None
            opened.go_on(slot, passed_over, content.tip)
            made = fresh_row(row.oa_id, content, series.audience, self._clock())
            made.series_id, made.slot, made.library = row.id, slot, library
            made.state = BroadcastState.SCHEDULED
            made.scheduled_for, made.not_after = times
            made.written_by, made.approved_by = row.written_by, row.approved_by
            made.self_approved = row.self_approved
            opened.session.add(made)
            opened.session.flush()
            opened.note(f"scheduled T{made.id}")
            return broadcast_of(made)
