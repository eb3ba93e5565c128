"""What of broadcasts waits for the signed-in officer: what she can move on, and what stopped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import url_for

from bot.broadcast.series import WeeklySeries
from bot.broadcast.wiring import shipped_tips
from bot.console.access import Permission
from bot.console.broadcast_words import TABS, trouble
from bot.console.clocks import Clock
from bot.console.parts import ConsoleParts
from bot.console.session import may
from bot.staff.roster import Roster
from bot.store.broadcast_counts import BroadcastCounts
from bot.store.broadcast_models import SeriesState
from bot.store.broadcast_records import Series
from bot.store.broadcast_series import SeriesRepository
from bot.store.rosters import RosterRepository
from handlers.texts import broadcast as texts
from knowledge.errors import KnowledgeError

STEPS = (
    (Permission.CHECK_BROADCAST, "nhap", "tin nháp chờ soát"),
    (Permission.APPROVE_BROADCAST, "cho-duyet", "tin chờ duyệt"),
    (Permission.APPROVE_BROADCAST, "cho-hen", "tin đã duyệt, chờ hẹn giờ"),
)
STOPPED = Clock("tự dừng", "bad")
ENDS = Clock("sắp hết mẹo", "bad")
NO_HOUR = Clock("ngoài giờ gửi", "bad")
RUNS = (SeriesState.APPROVED, SeriesState.PAUSED)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits; ``path`` is where it is done."""

    label: str
    path: str
    note: str = ""
    state: Clock | None = None


class WaitingBroadcasts:
    """Raises ``StateUnavailable`` when the database is away."""

    def __init__(self, parts: ConsoleParts) -> None:
        self._parts = parts
        self._counts = BroadcastCounts(parts.database)
        self._series = SeriesRepository(parts.database)
        roster = Roster(RosterRepository(parts.database))
        self._weekly = WeeklySeries(
            self._series, shipped_tips, parts.library, roster.closed_for, roster.settings
        )

    def of(self, oa_id: str) -> list[Waiting]:
        """The most pressing first; only what she may do something about."""
        if not may(Permission.WRITE_BROADCAST):
            return []
        return [*self._stopped(oa_id), *self._steps(oa_id), *self._of_series(oa_id)]

    def _stopped(self, oa_id: str) -> Iterator[Waiting]:
        for number, title, why, begun in self._counts.stopped(oa_id):
            path = url_for("broadcasts.one", number=number)
            yield Waiting(f"T{number}: {title}", path, trouble(why, begun=begun), STOPPED)

    def _steps(self, oa_id: str) -> Iterator[Waiting]:
        counts = self._counts.states(oa_id)
        for permission, tab, words in STEPS:
            count = sum(counts[state] for state in TABS[tab][1])
            if may(permission) and count:
                yield Waiting(f"{count} {words}", url_for("broadcasts.several", buoc=tab))

    def _of_series(self, oa_id: str) -> Iterator[Waiting]:
        for series in self._series.list(oa_id):
            path = url_for("broadcast_series.one", number=series.id)
            if series.state is SeriesState.DRAFT and may(Permission.APPROVE_BROADCAST):
                yield Waiting(f"Loạt tin {series.code} chờ duyệt: {series.name}", path)
            elif series.state in RUNS and not self._weekly.reaches(series):
                note = texts.series_unfit(self._weekly.hours(series))
                yield Waiting(f"Loạt tin {series.code}: {series.name}", path, note, NO_HOUR)
            elif series.state is SeriesState.APPROVED and self._ends(series):
                note = "tuần tới không còn mẹo nào gửi được"
                yield Waiting(f"Loạt tin {series.code}: {series.name}", path, note, ENDS)

    def _ends(self, series: Series) -> bool:
        """Whether nothing goes out the next time."""
        try:
            planned = self._weekly.upcoming(series, self._parts.now(), 1)
        except KnowledgeError:  # the library's absence is told elsewhere
            return False
        return bool(planned) and planned[0].tip is None
