"""One officer gives a conversation to another: who has it now, and who is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.staff.roster import Officer, Roster
from bot.staff.working_time import NoWorkingTime
from bot.store.audit import AuditRepository
from bot.store.handovers import Handover, HandoverRepository
from bot.store.times import utc_now
from bot.takeover.acts import HandoverActs
from bot.takeover.letters import OfficerLetters
from handlers.texts import handover as texts
from handlers.texts import officer_desk


class Passing:
    """Gives conversations on.

    Raises ``StateUnavailable`` or ``RedisError`` when a store is away.
    """

    def __init__(
        self,
        handovers: HandoverRepository,
        roster: Roster,
        acts: HandoverActs,
        letters: OfficerLetters,
        audit: AuditRepository,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._handovers = handovers
        self._roster = roster
        self._acts = acts
        self._letters = letters
        self._audit = audit
        self._clock = clock

    def pass_on(self, oa_id: str, number: int, giver: Officer, receiver: Officer) -> Handover:
        """``receiver`` has it and is written to; the person is told, and the assistant is silent.
        What is hers already stays, and nobody is told again.

        Raises ``HandoverUnknown``, ``HandoverClosed``, ``HandoverTaken`` when it is another's.
        """
        now = self._clock()
        before = self._handovers.get(oa_id, number)
        passed = self._handovers.pass_on(
            oa_id, number, giver.admin_id, receiver.admin_id, now, self._answer_by(oa_id, now)
        )
        if before.taken_by == receiver.admin_id:
            return passed
        self._audit.append(str(giver.admin_id), "handover_passed_on", f"{oa_id} {passed.code}")
        self._acts.say_who_has_it(passed, texts.officer_has_it(receiver.name), now)
        self._acts.silence(passed, now)
        self._letters.tell(oa_id, receiver, officer_desk.passed_on(passed.code, giver.name))
        return passed

    def _answer_by(self, oa_id: str, now: datetime) -> datetime | None:
        hours = self._roster.settings(oa_id).answer_hours
        try:
            return self._roster.working_deadline(oa_id, now, hours)
        except NoWorkingTime:
            return None
