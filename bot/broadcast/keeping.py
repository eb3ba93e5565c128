"""How long it is known who got a broadcast: then the ledger names nobody, and its numbers stay."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from bot.staff.account_settings import AccountSettings
from bot.store.broadcast_forgetting import LedgerForgetting

log = structlog.get_logger(__name__)

SHORTEST = timedelta(days=8)
"""A week for the cap of a week, and a day: no account may choose less."""


class Keeping:
    """May run as often as one likes. Raises ``StateUnavailable`` when the database is away: what is
    left is done the next time.
    """

    def __init__(
        self, forgetting: LedgerForgetting, settings: Callable[[str], AccountSettings]
    ) -> None:
        self._forgetting = forgetting
        self._settings = settings

    def tick(self, now: datetime) -> int:
        """Forget whose time has come at ``now``; how many recipients they were."""
        count = 0
        for each in self._forgetting.ended(now - SHORTEST):
            kept = timedelta(days=self._settings(each.oa_id).broadcast_recipient_days)
            if each.ended_at + kept <= now:
                count += self._forgetting.forget(each.id, now)
        if count:
            log.info("broadcast_recipients_forgotten", count=count)
        return count
