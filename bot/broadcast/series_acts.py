"""What officers do to a weekly series; whether somebody's role allows it is asked before."""

from __future__ import annotations

from collections.abc import Callable

from bot.broadcast import hours
from bot.broadcast.life_cycle import NeedsSecondPerson
from bot.broadcast.series import reaches
from bot.errors import BotError
from bot.faq.life_cycle import Author
from bot.staff.account_settings import AccountSettings
from bot.store.broadcast_models import SeriesState
from bot.store.broadcast_records import Audience, Series
from bot.store.broadcast_series import SeriesRepository, Times
from handlers.texts import broadcast as texts


class UnfitHour(BotError):
    """Nothing goes out at the hour of the series, so it would never be sent."""

    http_status = 422


class SeriesActs:
    """Each raises ``UnknownSeries``, ``WrongSeriesState``; ``StateUnavailable`` when the database
    is away. ``settings`` are those of an account; ``seen`` is the version that she had before her:
    ``ChangedMeanwhile`` where it is another one now.
    """

    def __init__(
        self, repository: SeriesRepository, settings: Callable[[str], AccountSettings]
    ) -> None:
        self._repository = repository
        self._settings = settings

    def create(
        self,
        oa_id: str,
        name: str,
        audience: Audience,
        times: Times,
        by: Author,
        picture: str = "",
    ) -> Series:
        """A new series that waits for its approval. Raises ``UnfitHour``."""
        self._require_time(oa_id, times)
        return self._repository.add(oa_id, name, audience, times, by.email, by.id, picture)

    def edit(
        self,
        series_id: int,
        name: str,
        audience: Audience,
        times: Times,
        by: Author,
        picture: str = "",
        *,
        seen: str | None = None,
    ) -> Series:
        """Another name, audience, time or card: it waits for its approval again, as if whoever
        changed it had made it, and then goes on with the next tip. Raises ``UnfitHour``.
        """
        with self._repository.changing(series_id, by.email, seen) as opened:
            self._require_time(opened.row.oa_id, times)
            if opened.row.state is SeriesState.DRAFT:
                opened.note("edited")
            else:
                opened.move(SeriesState.DRAFT, "edited")
            opened.put(name, audience, times, picture)
            opened.row.written_by = by.id
            opened.row.approved_by, opened.row.self_approved = None, False
            return opened.series()

    def approve(self, series_id: int, by: Author, *, seen: str | None = None) -> Series:
        """A second person agrees: from now on it goes out by itself. Raises
        ``NeedsSecondPerson``, ``UnfitHour``.
        """
        with self._repository.changing(series_id, by.email, seen) as opened:
            opened.require(SeriesState.DRAFT)
            alone = by.id is None or by.id == opened.row.written_by
            allowed = self._settings(opened.row.oa_id).broadcast_self_approval
            if by.id is not None and alone and not allowed:
                raise NeedsSecondPerson
            self._require_hour(opened.series())
            opened.move(SeriesState.APPROVED, "approved")
            opened.row.approved_by, opened.row.self_approved = by.id, alone
            return opened.series()

    def pause(self, series_id: int, by: Author) -> Series:
        """No tip goes out until it is resumed."""
        return self._repository.move(series_id, SeriesState.PAUSED, "paused", by.email)

    def resume(self, series_id: int, by: Author) -> Series:
        """What was approved goes on where it stopped. Raises ``UnfitHour``."""
        with self._repository.changing(series_id, by.email) as opened:
            opened.require(SeriesState.PAUSED)
            self._require_hour(opened.series())
            opened.move(SeriesState.APPROVED, "resumed")
            return opened.series()

    def end(self, series_id: int, by: Author) -> Series:
        """It is over for good."""
        return self._repository.move(series_id, SeriesState.ENDED, "ended", by.email)

    def unfit(self, series: Series) -> str:
        """Why it cannot go out at its hour, and what to do; '' where it can."""
        settings = self._settings(series.oa_id)
        if reaches(settings, series.at, series.lasts_minutes):
            return ""
        return texts.series_unfit(hours.written(settings))

    def _require_time(self, oa_id: str, times: Times) -> None:
        settings = self._settings(oa_id)
        if not reaches(settings, *times[1:]):
            raise UnfitHour(public_message=texts.series_hour(hours.written(settings)))

    def _require_hour(self, series: Series) -> None:
        if words := self.unfit(series):
            raise UnfitHour(public_message=words)
