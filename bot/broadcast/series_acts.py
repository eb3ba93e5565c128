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
from bot.store.broadcast_series import SeriesRepository
from handlers.texts import broadcast as texts


class UnfitHour(BotError):
    """Nothing goes out at the hour of the series, so it would never be sent."""

    http_status = 422


class SeriesActs:
    """Each raises ``UnknownSeries``, ``WrongSeriesState``; ``StateUnavailable`` when the database
    is away. ``settings`` are those of an account.
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
        times: tuple[int, str, int],
        by: Author,
        picture: str = "",
    ) -> Series:
        """A new series that waits for its approval; ``times`` are weekday, clock ("08:00"), and
        how many minutes it lasts. Raises ``UnfitHour``.
        """
        settings = self._settings(oa_id)
        if not reaches(settings, *times[1:]):
            raise UnfitHour(public_message=texts.series_hour(hours.written(settings)))
        return self._repository.add(oa_id, name, audience, times, by.email, by.id, picture)

    def approve(self, series_id: int, by: Author) -> Series:
        """A second person agrees: from now on it goes out by itself. Raises
        ``NeedsSecondPerson``, ``UnfitHour``.
        """
        found = self._repository.get(series_id)
        alone = by.id is None or by.id == found.written_by
        allowed = self._settings(found.oa_id).broadcast_self_approval
        if by.id is not None and alone and not allowed:
            raise NeedsSecondPerson
        self._require_hour(found)
        return self._repository.move(
            series_id, SeriesState.APPROVED, "approved", by.email, by.id, alone=alone
        )

    def pause(self, series_id: int, by: Author) -> Series:
        """No tip goes out until it is resumed."""
        return self._repository.move(series_id, SeriesState.PAUSED, "paused", by.email)

    def resume(self, series_id: int, by: Author) -> Series:
        """It goes on where it stopped. Raises ``UnfitHour``."""
        self._require_hour(self._repository.get(series_id))
        return self._repository.move(series_id, SeriesState.APPROVED, "resumed", by.email)

    def end(self, series_id: int, by: Author) -> Series:
        """It is over for good."""
        return self._repository.move(series_id, SeriesState.ENDED, "ended", by.email)

    def unfit(self, series: Series) -> str:
        """Why it cannot go out at its hour, and what to do; '' where it can."""
        settings = self._settings(series.oa_id)
        if reaches(settings, series.at, series.lasts_minutes):
            return ""
        return texts.series_unfit(hours.written(settings))

    def _require_hour(self, series: Series) -> None:
        if words := self.unfit(series):
            raise UnfitHour(public_message=words)
