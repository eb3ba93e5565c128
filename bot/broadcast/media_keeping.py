"""How long pictures and files of broadcasts are kept."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog

from bot.store.media import CardRepository, MediaRepository

log = structlog.get_logger(__name__)

UNUSED = timedelta(days=30)
"""A file that nothing names is kept so long after it came: its draft may be written yet."""
AFTER_ITS_END = timedelta(days=90)
"""So long after its end somebody may still want to see what went out with a broadcast."""


class MediaKeeping:
    """May run as often as one likes. Raises ``StateUnavailable`` when the database is away: what is
    left is done the next time. Logos stay until an officer takes them away.
    """

    def __init__(self, media: MediaRepository, cards: CardRepository) -> None:
        self._media = media
        self._cards = cards

    def tick(self, now: datetime) -> int:
        """Erase whose time has come at ``now``; how many they were."""
        ended_before = now - AFTER_ITS_END
        files = self._media.drop_unused(now - UNUSED, ended_before)
        cards = self._cards.drop_ended(ended_before)
        if files or cards:
            log.info("broadcast_media_erased", count=files + cards)
        return files + cards
