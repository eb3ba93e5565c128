"""What officers are told of hand-overs: that one is there, and that one waits for too long."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import structlog

from bot.staff.messages import OfficerMessages
from bot.staff.roster import Officer, Roster
from bot.store.admins import AdminRepository
from bot.store.handovers import Handover, HandoverRepository, News
from bot.store.models import Role
from bot.takeover.briefs import Briefs
from handlers.texts import officer_desk

log = structlog.get_logger(__name__)

HOLD = timedelta(minutes=2)
"""So long one process has to tell the officers; after a crash another begins anew."""
GRAVE = ("C2", "C3")


class HandoverNotices:
    """Writes to the officers. Every method may run in several processes at once.

    Raises ``StateUnavailable`` or ``RedisError`` when a store is away.
    """

    def __init__(
        self,
        handovers: HandoverRepository,
        briefs: Briefs,
        roster: Roster,
        admins: AdminRepository,
        messages: OfficerMessages,
    ) -> None:
        self._handovers = handovers
        self._briefs = briefs
        self._roster = roster
        self._admins = admins
        self._messages = messages

    def announce(self, now: datetime, only: int | None = None) -> None:
        """New hand-overs, to the officers who are there; what nobody is there for is told later."""
        for handover in self._handovers.claim("announced", now, HOLD, only):
            present = self._present(handover, now)
            self._tell(handover, "announced", present, officer_desk.announcement, now)

    def escalate(self, now: datetime) -> None:
        """Hand-overs that wait for too long, once, to the account's officers who are admins; where
        none is reachable, to all its officers.
        """
        for handover in self._handovers.claim("escalated", now, HOLD):
            told = self._above(handover)
            self._tell(handover, "escalated", told, officer_desk.escalation, now)

    def _tell(
        self,
        handover: Handover,
        news: News,
        officers: Sequence[Officer],
        words: Callable[..., str],
        now: datetime,
    ) -> None:
        """Told only once somebody may have read it, except what is late: its place is the list."""
        text = words(self._briefs.brief(handover), now)
        sent = [self._messages.send(handover.oa_id, each, text) for each in officers]
        reached = any(each.ok or not each.certain for each in sent)
        if not reached:
            log.warning("handover_nobody_told", oa_id=handover.oa_id, kind=news)
        done = reached or news == "escalated"
        self._handovers.told(handover.id, news, now, done=done)

    def _present(self, handover: Handover, now: datetime) -> list[Officer]:
        """In working hours every officer, else whose shift it is; for danger the named ones."""
        on_duty = self._roster.on_duty(handover.oa_id, now)
        if handover.severity in GRAVE or not self._working(handover, now):
            return _reachable(on_duty)
        return _reachable(self._roster.officers(handover.oa_id))

    def _working(self, handover: Handover, now: datetime) -> bool:
        return self._roster.working_time(handover.oa_id).is_open(now)

    def _above(self, handover: Handover) -> list[Officer]:
        admins = {each.id for each in self._admins.list() if each.role is Role.ADMIN}
        officers = _reachable(self._roster.officers(handover.oa_id))
        return [each for each in officers if each.admin_id in admins] or officers


def _reachable(officers: Sequence[Officer]) -> list[Officer]:
    return [each for each in officers if each.zalo_user_id]
