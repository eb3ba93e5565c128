"""What the pages work with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from redis import Redis

from bot.settings import Settings
from bot.store.database import Database
from bot.store.times import utc_now
from knowledge.search import Library


@dataclass(frozen=True, slots=True)
class ConsoleParts:
    """Nothing of it is connected before it is used. ``library`` gives the one an account answers
    from; ``now`` is aware UTC.
    """

    settings: Settings
    database: Database
    redis: Redis
    library: Callable[[str], Library]
    now: Callable[[], datetime] = utc_now

    @property
    def secret_key(self) -> str:
        """SECRET_KEY, for the repositories that seal what they keep."""
        return self.settings.secret_key.get_secret_value()
