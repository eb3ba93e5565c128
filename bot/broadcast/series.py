"""A weekly series of the library's tips: on its day the next tip that may be sent is scheduled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import structlog

from bot.broadcast.content import problems, tidy
from bot.store.broadcast_models import SeriesState
from bot.store.broadcast_records import Audience, Broadcast, BroadcastContent, Series
from bot.store.broadcast_series import SeriesRepository
from knowledge.day import VIETNAM, today
from knowledge.search import Library
from knowledge.tips import Tip

log = structlog.get_logger(__name__)

AHEAD = timedelta(minutes=30)
"""So long before its hour the broadcast of the day is made: officers can see and stop it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The tip of a day, and those that were passed over before it."""

    tip: Tip | None
    passed_over: tuple[str, ...]


class WeeklySeries:
    """Takes every approved series on. Safe in several processes at once: one broadcast a day."""

    def __init__(
        self,
        repository: SeriesRepository,
        tips: Callable[[], Sequence[Tip]],
        library: Callable[[str], Library],
    ) -> None:
        self._repository = repository
        self._tips = tips
        self._library = library

    def tick(self, now: datetime) -> list[Broadcast]:
        """The broadcasts that were scheduled by this call."""
        made = [
            self._of(series, now) for series in self._repository.list(state=SeriesState.APPROVED)
        ]
        return [each for each in made if each is not None]

    def next_tip(self, series: Series, day: date) -> Choice:
        """What would go out on that day."""
        return choose(self._tips(), series, self._library(series.oa_id), day)

    def _of(self, series: Series, now: datetime) -> Broadcast | None:
        day = today(now)
        slot = day.isoformat()
        at = moment(series, day)
        if day.weekday() != series.weekday or series.last_slot == slot or now < at - AHEAD:
            return None
        ends = at + timedelta(minutes=series.lasts_minutes)
        if now >= ends:  # nobody was there at its hour: the tip waits for the next week
            self._repository.advance(series, slot, [], series.last_tip)
            return None
        chosen = self.next_tip(series, day)
        if chosen.tip is None:
            self._repository.advance(series, slot, [*chosen.passed_over], series.last_tip)
            self._repository.move(series.id, SeriesState.ENDED, "ran_out_of_tips", "service")
            return None
        library = self._library(series.oa_id)
        content, passed = tidy(content_of(chosen.tip), library), [*chosen.passed_over]
        return self._repository.put_out(series, content, library.version, (at, ends), slot, passed)


def choose(tips: Sequence[Tip], series: Series, library: Library, day: date) -> Choice:
    """The next tip after the series' place whose law is in force that day and whom nobody has to
    look at again first.
    """
    ids = [tip.id for tip in tips]
    start = ids.index(series.last_tip) + 1 if series.last_tip in ids else 0
    passed: list[str] = []
    for tip in tips[start:]:
        if fits(tip, series.audience, library, day):
            return Choice(tip, tuple(passed))
        passed.append(tip.id)
    return Choice(None, tuple(passed))


def fits(tip: Tip, audience: Audience, library: Library, day: date) -> bool:
    """Whether the tip may go out on that day without an officer's look at it."""
    if tip.needs_officer_check or tip.review_day < day or not tip.in_force(day):
        return False
    return not problems(tidy(content_of(tip), library), audience, library, day)


def content_of(tip: Tip) -> BroadcastContent:
    """A tip as a broadcast."""
    return BroadcastContent(
        title=tip.title, text=tip.text, citation=tip.citation, topic=tip.topic, tip=tip.id
    )


def moment(series: Series, day: date) -> datetime:
    """The series' hour on that day, aware UTC."""
    return datetime.combine(day, time.fromisoformat(series.at), VIETNAM).astimezone(UTC)
