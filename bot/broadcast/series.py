"""A weekly series of the library's tips: on its day the next tip that may be sent is scheduled."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice

import structlog

from bot.broadcast import hours
from bot.broadcast.content import problems, tidy
from bot.staff.account_settings import AccountSettings
from bot.store.broadcast_models import AttachmentKind, SeriesState
from bot.store.broadcast_records import Audience, Broadcast, BroadcastContent, Series
from bot.store.broadcast_series import SeriesRepository, WrongSeriesState
from knowledge.day import VIETNAM, today, written
from knowledge.search import Library
from knowledge.tips import Tip

log = structlog.get_logger(__name__)

WEEKS_AHEAD = 52
AHEAD = timedelta(minutes=30)
"""So long before its hour the broadcast of the day is made: officers can see and stop it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The tip of a day, and those that were passed over before it."""

    tip: Tip | None
    passed_over: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A tip that does not go out by itself, and why not, in words for officers."""

    tip: Tip
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Planned:
    """What goes out at that time (None: there is nothing left), after what it passes over."""

    at: datetime
    tip: Tip | None
    passed_over: tuple[PassedOver, ...]


Closed = Callable[[str, date], str | None]
"""Why an account rests on a day (a public holiday, a closed day of its own), None where it does
not: then nobody is there for whoever answers.
"""


def never_closed(oa_id: str, day: date) -> None:
    """In the place of a calendar."""


def as_shipped(oa_id: str) -> AccountSettings:
    """In the place of what accounts chose."""
    return AccountSettings()


def reaches(settings: AccountSettings, at: str, lasts_minutes: int) -> bool:
    """Whether anything may go out when a series begins at that time and lasts so long."""
    return hours.reaches(settings, time.fromisoformat(at), timedelta(minutes=lasts_minutes))


class WeeklySeries:
    """Takes every approved series on. Safe in several processes at once: one broadcast a day. On a
    day on which the account rests nothing goes out: the tip waits for the next week.
    """

    def __init__(
        self,
        repository: SeriesRepository,
        tips: Callable[[], Sequence[Tip]],
        library: Callable[[str], Library],
        closed: Closed = never_closed,
        settings: Callable[[str], AccountSettings] = as_shipped,
    ) -> None:
        self._repository = repository
        self._tips = tips
        self._library = library
        self._closed = closed
        self._settings = settings

    def reaches(self, series: Series) -> bool:
        """Whether anything may go out at its hour, as the account's hours are now."""
        return reaches(self._settings(series.oa_id), series.at, series.lasts_minutes)

    def hours(self, series: Series) -> str:
        """The account's hours as people write them."""
        return hours.written(self._settings(series.oa_id))

    def stop_unfit(self) -> list[Series]:
        """Pause what cannot go out at its hour any more, before it uses up a tip. Those that this
        call paused.
        """
        approved = self._repository.list(state=SeriesState.APPROVED)
        return [each for each in approved if not self.reaches(each) and self._stop(each)]

    def _stop(self, series: Series) -> bool:
        try:
            self._repository.move(series.id, SeriesState.PAUSED, "stopped", "service")
        except WrongSeriesState:  # somebody was faster
            return False
        return True

    def tick(self, now: datetime) -> list[Broadcast]:
        """The broadcasts that were scheduled by this call."""
        made = [
            self._of(series, now) for series in self._repository.list(state=SeriesState.APPROVED)
        ]
        return [each for each in made if each is not None]

    def next_tip(self, series: Series, day: date) -> Choice:
        """What would go out on that day."""
        return choose(self._tips(), series, self._library(series.oa_id), day)

    def upcoming(self, series: Series, now: datetime, count: int = 4) -> list[Planned]:
        """What goes out the next times, if nothing changes until then; fewer where the tips end."""
        tips, library = self._tips(), self._library(series.oa_id)
        known = {tip.id: tip for tip in tips}
        found: list[Planned] = []
        for day in islice(self._open_days(series, now), count):
            chosen = choose(tips, series, library, day)
            passed = (known[each] for each in chosen.passed_over)
            why = tuple(PassedOver(t, why_not(t, series.audience, library, day)) for t in passed)
            found.append(Planned(moment(series, day), chosen.tip, why))
            if chosen.tip is None:
                break
            series = replace(series, last_tip=chosen.tip.id)
        return found

    def _open_days(self, series: Series, now: datetime) -> Iterator[date]:
        """The next days of the series on which it goes out."""
        days = islice(_days(series, now), WEEKS_AHEAD)
        return (day for day in days if self._closed(series.oa_id, day) is None)

    def _of(self, series: Series, now: datetime) -> Broadcast | None:
        day = today(now)
        slot = day.isoformat()
        at = moment(series, day)
        if day.weekday() != series.weekday or series.last_slot == slot or now < at - AHEAD:
            return None
        ends = at + timedelta(minutes=series.lasts_minutes)
        missed = now >= ends  # nobody was there at its hour
        if missed or self._closed(series.oa_id, day) is not None:
            self._repository.advance(series, slot, [], series.last_tip)
            return None
        chosen = self.next_tip(series, day)
        if chosen.tip is None:
            self._repository.advance(series, slot, [*chosen.passed_over], series.last_tip)
            self._repository.move(series.id, SeriesState.ENDED, "ran_out_of_tips", "service")
            return None
        library = self._library(series.oa_id)
        content = tidy(content_of(chosen.tip, series.picture), library)
        passed = [*chosen.passed_over]
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
    return not why_not(tip, audience, library, day)


def why_not(tip: Tip, audience: Audience, library: Library, day: date) -> tuple[str, ...]:
    """Why the tip does not go out by itself on that day, in words for officers; () if it does."""
    if tip.needs_officer_check:
        return ("Mẹo này cần cán bộ xem lại trước khi gửi.",)
    if tip.review_day < day:
        return (f"Quá ngày phải xem lại với luật ({written(tip.review_day)}).",)
    if not tip.in_force(day):
        return ("Chưa tới hoặc đã qua thời gian dùng mẹo này.",)
    return tuple(problems(tidy(content_of(tip), library), audience, library, day))


def content_of(tip: Tip, picture: str = "") -> BroadcastContent:
    """A tip as a broadcast, with the card that ``picture`` names ("card:square")."""
    return BroadcastContent(
        title=tip.title,
        text=tip.text,
        citation=tip.citation,
        topic=tip.topic,
        attachment=AttachmentKind.PICTURE if picture else AttachmentKind.NONE,
        attachment_ref=picture,
        tip=tip.id,
    )


def moment(series: Series, day: date) -> datetime:
    """The series' hour on that day, aware UTC."""
    return datetime.combine(day, time.fromisoformat(series.at), VIETNAM).astimezone(UTC)


def _days(series: Series, now: datetime) -> Iterator[date]:
    """The next days of the series that are not done yet."""
    day, lasts = today(now), timedelta(minutes=series.lasts_minutes)
    day += timedelta(days=(series.weekday - day.weekday()) % 7)
    if day.isoformat() == series.last_slot or now >= moment(series, day) + lasts:
        day += timedelta(days=7)
    return (day + timedelta(days=7 * week) for week in itertools.count())
