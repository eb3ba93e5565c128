"""What officers do to a weekly series; whether somebody's role allows it is asked before."""

from __future__ import annotations

from collections.abc import Callable

from bot.broadcast.life_cycle import NeedsSecondPerson
from bot.faq.life_cycle import Author
from bot.store.broadcast_models import SeriesState
from bot.store.broadcast_records import Series
from bot.store.broadcast_series import SeriesRepository


class SeriesActs:
    """Each raises ``UnknownSeries``, ``WrongSeriesState``; ``StateUnavailable`` when the database
    is away. ``may_approve_alone`` tells whether an account lets an officer approve her own.
    """

    def __init__(
        self, repository: SeriesRepository, may_approve_alone: Callable[[str], bool]
    ) -> None:
        self._repository = repository
        self._may_approve_alone = may_approve_alone

    def approve(self, series_id: int, by: Author) -> Series:
        """A second person agrees: from now on it goes out by itself. Raises
        ``NeedsSecondPerson``.
        """
        found = self._repository.get(series_id)
        alone = by.id is None or by.id == found.written_by
        if by.id is not None and alone and not self._may_approve_alone(found.oa_id):
            raise NeedsSecondPerson
        return self._repository.move(
            series_id, SeriesState.APPROVED, "approved", by.email, by.id, alone=alone
        )

    def pause(self, series_id: int, by: Author) -> Series:
        """No tip goes out until it is resumed."""
        return self._repository.move(series_id, SeriesState.PAUSED, "paused", by.email)

    def resume(self, series_id: int, by: Author) -> Series:
        """It goes on where it stopped."""
        return self._repository.move(series_id, SeriesState.APPROVED, "resumed", by.email)

    def end(self, series_id: int, by: Author) -> Series:
        """It is over for good."""
        return self._repository.move(series_id, SeriesState.ENDED, "ended", by.email)
