"""What a turn may know of who writes; whatever the database does not tell is left out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from bot.cases.acts import in_brief, officer_name
from bot.errors import StateUnavailable
from bot.staff.permissions import Permission
from bot.staff.roster import Officer, Roster
from bot.store.case_records import Case
from bot.store.cases import CaseRepository
from bot.zalo.event_names import EventKind
from bot.zalo.events import Event
from handlers.officer_broadcast import DONE as SAID_YES
from handlers.people import CaseInBrief, Desk, OwnCase, Sender, WaitingInBrief
from handlers.turn import BroadcastForm, CaseMark, Conversation

Waiting = Callable[[str], tuple[WaitingInBrief, ...]]
"""The conversations of an account that wait for an officer."""


WaitingFaqs = Callable[[str, int], tuple[tuple[str, str], ...]]
"""Codes and questions of FAQs of an account that wait for this officer's approval."""


def no_faq_waits(oa_id: str, admin_id: int) -> tuple[tuple[str, str], ...]:
    """In the place of FAQs where there are none."""
    return ()


class OfficerBroadcasts(Protocol):
    """What an officer's turn knows of broadcasts."""

    def waiting(self, oa_id: str, admin_id: int) -> tuple[tuple[str, str], ...]:
        """Codes and names of broadcasts of an account that wait for this officer's approval."""

    def asked(self, event: Event) -> str:
        """The code of the one she was asked about after she wrote last; '' for none."""

    def refused(self, oa_id: str, officer: Officer, begun: datetime) -> bool:
        """Whether nothing was kept of what she began to compose then, although she said yes."""


class NoBroadcasts:
    """In the place of broadcasts where there are none."""

    def waiting(self, oa_id: str, admin_id: int) -> tuple[tuple[str, str], ...]:
        """None."""
        return ()

    def asked(self, event: Event) -> str:
        """None."""
        return ""

    def refused(self, oa_id: str, officer: Officer, begun: datetime) -> bool:
        """Never."""
        return False


def nothing_waits(oa_id: str) -> tuple[WaitingInBrief, ...]:
    """In the place of hand-overs where there are none."""
    return ()


class Senders:
    """Asks the database only about officers, and about people whose conversation has a case."""

    def __init__(
        self,
        roster: Roster,
        register: CaseRepository,
        waiting: Waiting = nothing_waits,
        faqs: WaitingFaqs = no_faq_waits,
        broadcasts: OfficerBroadcasts | None = None,
    ) -> None:
        self._roster = roster
        self._register = register
        self._waiting = waiting
        self._faqs = faqs
        self._broadcasts = broadcasts or NoBroadcasts()

    def __call__(self, event: Event, conversation: Conversation) -> Sender:
        """What is known of who sent this event; nothing in a group. Never raises
        ``StateUnavailable``.
        """
        if event.kind is EventKind.GROUP_MESSAGE:
            return Sender()
        try:
            officer = self._roster.officer_of(event.oa_id, event.user_id)
            desk = self._desk(event.oa_id, officer) if officer else self._colleague(event)
            if desk is not None:
                desk = self._with_broadcasts(event, desk, conversation)
            return Sender(desk=desk, case=self._own_case(event, conversation))
        except StateUnavailable:
            return Sender()

    def _desk(self, oa_id: str, officer: Officer) -> Desk:
        cases = self._register.list(oa_id) if officer.handles_cases else []
        return Desk(
            officer.name,
            tuple(self._in_brief(case) for case in cases),
            self._waiting(oa_id),
            self._to_approve(oa_id, officer),
            officer.may(Permission.WRITE_FAQ),
            officer.may(Permission.APPROVE_FAQ),
        )

    def _colleague(self, event: Event) -> Desk | None:
        """For who may write without being entered as an officer of the account."""
        known = self._roster.colleague_of(event.oa_id, event.user_id)
        writes = (Permission.WRITE_FAQ, Permission.WRITE_BROADCAST)
        if known is None or not any(map(known.may, writes)):
            return None
        return Desk(
            known.name,
            faqs=self._to_approve(event.oa_id, known),
            writes_faq=known.may(Permission.WRITE_FAQ),
            approves_faq=known.may(Permission.APPROVE_FAQ),
        )

    def _with_broadcasts(self, event: Event, desk: Desk, conversation: Conversation) -> Desk:
        officer = self._roster.colleague_of(event.oa_id, event.user_id)
        if officer is None or not officer.may(Permission.WRITE_BROADCAST):
            return desk
        desk = replace(
            desk,
            writes_broadcast=True,
            refused=self._refused(event.oa_id, officer, conversation.broadcast),
        )
        if not officer.may(Permission.APPROVE_BROADCAST):
            return desk
        return replace(
            desk,
            approves_broadcast=True,
            broadcasts=self._broadcasts.waiting(event.oa_id, officer.admin_id),
            asked=self._broadcasts.asked(event),
        )

    def _refused(self, oa_id: str, officer: Officer, form: BroadcastForm | None) -> bool:
        if form is None or form.asked != SAID_YES:
            return False
        return self._broadcasts.refused(oa_id, officer, form.begun)

    def _to_approve(self, oa_id: str, officer: Officer) -> tuple[tuple[str, str], ...]:
        approves = officer.may(Permission.APPROVE_FAQ)
        return self._faqs(oa_id, officer.admin_id) if approves else ()

    def _in_brief(self, case: Case) -> CaseInBrief:
        return in_brief(case, officer_name(self._roster, case.oa_id, case.taken_by))

    def _own_case(self, event: Event, conversation: Conversation) -> OwnCase | None:
        if conversation.case is CaseMark.NONE:
            return None
        case = self._register.of_person(event.oa_id, event.user_id)
        if case is None:
            return None
        return OwnCase(case.alerted_at is not None, case.taken_at is not None)
