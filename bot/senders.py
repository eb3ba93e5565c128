"""What a turn may know of who writes; whatever the database does not tell is left out."""

from __future__ import annotations

from collections.abc import Callable

from bot.cases.acts import in_brief, officer_name
from bot.errors import StateUnavailable
from bot.staff.roster import Officer, Roster
from bot.store.case_records import Case
from bot.store.cases import CaseRepository
from bot.zalo.event_names import EventKind
from bot.zalo.events import Event
from handlers.people import CaseInBrief, Desk, OwnCase, Sender, WaitingInBrief
from handlers.turn import CaseMark, Conversation

Waiting = Callable[[str], tuple[WaitingInBrief, ...]]
"""The conversations of an account that wait for an officer."""


def nothing_waits(oa_id: str) -> tuple[WaitingInBrief, ...]:
    """In the place of hand-overs where there are none."""
    return ()


class Senders:
    """Asks the database only about officers, and about people whose conversation has a case."""

    def __init__(
        self, roster: Roster, register: CaseRepository, waiting: Waiting = nothing_waits
    ) -> None:
        self._roster = roster
        self._register = register
        self._waiting = waiting

    def __call__(self, event: Event, conversation: Conversation) -> Sender:
        """What is known of who sent this event; nothing in a group. Never raises
        ``StateUnavailable``.
        """
        if event.kind is EventKind.GROUP_MESSAGE:
            return Sender()
        try:
            officer = self._roster.officer_of(event.oa_id, event.user_id)
            desk = self._desk(event.oa_id, officer) if officer else None
            return Sender(desk=desk, case=self._own_case(event, conversation))
        except StateUnavailable:
            return Sender()

    def _desk(self, oa_id: str, officer: Officer) -> Desk:
        cases = self._register.list(oa_id) if officer.handles_cases else []
        return Desk(
            officer.name,
            tuple(self._in_brief(case) for case in cases),
            self._waiting(oa_id),
        )

    def _in_brief(self, case: Case) -> CaseInBrief:
        return in_brief(case, officer_name(self._roster, case.oa_id, case.taken_by))

    def _own_case(self, event: Event, conversation: Conversation) -> OwnCase | None:
        if conversation.case is CaseMark.NONE:
            return None
        case = self._register.of_person(event.oa_id, event.user_id)
        if case is None:
            return None
        return OwnCase(case.alerted_at is not None, case.taken_at is not None)
