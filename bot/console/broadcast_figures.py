"""What was sent in a time and what came back, as the statistics and the report show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.broadcast.results import NOTE, BroadcastResults, TipResults
from bot.console.figures import Line
from bot.store.activity import Span
from bot.store.broadcast_results import ResultRepository
from bot.store.database import Database


@dataclass(frozen=True, slots=True)
class SentFigures:
    """How many broadcasts began, what came back on them, which tips people liked best."""

    broadcasts: int
    lines: Sequence[Line]
    best: Sequence[str]
    note: str = NOTE

    @property
    def rows(self) -> list[tuple[str, str]]:
        """The same as pairs of words, for reports and sheets."""
        told = [(line.name, _number(line)) for line in self.lines] if self.broadcasts else []
        return [("Tin đã gửi", str(self.broadcasts)), *told]

    @property
    def summary(self) -> str:
        """One line for the report of a month."""
        if not self.broadcasts:
            return "không có tin nào"
        reached, *others = self.lines
        seen = next((line for line in others if line.name == "Đã xem"), None)
        known = f", {_number(seen)} đã xem" if seen and seen.count.size else ""
        return f"{self.broadcasts} tin, {reached.count} lượt đến Zalo{known}"


class SentReader:
    """Raises ``StateUnavailable`` when the database is away."""

    def __init__(self, database: Database) -> None:
        self._results = BroadcastResults(ResultRepository(database))

    def of(self, oa_id: str, span: Span) -> SentFigures:
        """Of the broadcasts of an account that began in this time."""
        found = self._results.of_period(oa_id, span.begins, span.ends)
        lines = [Line(each.name, each.count, each.share) for each in found.all.lines()]
        best = self._results.best_tips(oa_id, span.begins, span.ends)
        return SentFigures(found.broadcasts, lines, [_title(each) for each in best])


def _number(line: Line) -> str:
    return f"{line.count} ({line.share})" if line.share else str(line.count)


def _title(tip: TipResults) -> str:
    return tip.title if tip.times == 1 else f"{tip.title} ({tip.times} lần)"
