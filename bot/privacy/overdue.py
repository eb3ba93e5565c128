"""Warns officers of requests about personal data that wait for too long."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

import structlog

from bot.staff.messages import OfficerMessages
from bot.staff.roster import Roster
from bot.store.data_requests import DataRequestRepository
from handlers.texts import privacy as texts

log = structlog.get_logger(__name__)


class OverdueRequests:
    """The clocks of the register."""

    def __init__(
        self, register: DataRequestRepository, roster: Roster, messages: OfficerMessages
    ) -> None:
        self._register = register
        self._roster = roster
        self._messages = messages

    def tick(self, now: datetime) -> None:
        """Tell the officers of each account what is overdue there, once a day.

        Raises ``StateUnavailable`` and ``RedisError`` when a store is away.
        """
        codes: dict[str, list[str]] = defaultdict(list)
        for request in self._register.claim_overdue(now):
            codes[request.oa_id].append(request.code)
        for oa_id, late in codes.items():
            log.warning("data_requests_overdue", oa_id=oa_id, count=len(late))
            for officer in self._roster.officers(oa_id):
                self._messages.send(oa_id, officer, texts.overdue(late))
