"""Hand-overs as officers see them in a list: no name, no word of hers."""

from __future__ import annotations

from bot.staff.roster import Roster
from bot.store.handovers import Handover, HandoverRepository
from bot.store.people import PeopleRepository
from bot.takeover.windows import windows
from handlers.people import WaitingInBrief
from handlers.texts.officer_desk import SOMEBODY


class Briefs:
    """Puts a hand-over together with Zalo's windows and the name of who has it.

    Raises ``StateUnavailable`` when the database is away.
    """

    def __init__(
        self, handovers: HandoverRepository, people: PeopleRepository, roster: Roster
    ) -> None:
        self._handovers = handovers
        self._people = people
        self._roster = roster

    def waiting(self, oa_id: str) -> tuple[WaitingInBrief, ...]:
        """The open hand-overs of an account, gravest first, then oldest first."""
        return tuple(self.brief(each) for each in self._handovers.list_open(oa_id))

    def brief(self, handover: Handover) -> WaitingInBrief:
        """One hand-over."""
        person = self._people.get(handover.oa_id, handover.user_id)
        ends = windows(person.last_inbound_at if person else None)
        return WaitingInBrief(
            handover.code,
            handover.reason,
            handover.opened_at,
            handover.answer_by,
            ends.free_until,
            ends.reachable_until,
            self.holder(handover),
        )

    def holder(self, handover: Handover) -> str:
        """Who has it; '' for nobody."""
        if handover.taken_at is None:
            return ""
        return self.name(handover.oa_id, handover.taken_by)

    def name(self, oa_id: str, admin_id: int | None) -> str:
        """The officer's name as people know her."""
        known = (each.name for each in self._roster.officers(oa_id) if each.admin_id == admin_id)
        return next(known, SOMEBODY)
