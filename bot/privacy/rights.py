"""What a turn knows of a person's rights, and who carries out what she decides about her data."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from bot.errors import StateUnavailable
from bot.privacy.consents import Consents
from bot.privacy.deadlines import finish_by, reply_by
from bot.staff.roster import Roster
from bot.store.cases import CaseRepository
from bot.store.consents import Consent
from bot.store.data_requests import DataRequest, DataRequestRepository, RequestDraft
from bot.store.handovers import TYPED, Handover, HandoverRepository
from bot.store.people import PeopleRepository
from bot.store.rights_models import Source
from bot.store.times import utc_now
from bot.zalo.event_names import EventKind
from bot.zalo.events import Event
from handlers import choice, privacy
from handlers.actions import RecordConsent, Right, UseRight
from handlers.people import Held, Purpose, Receipt
from handlers.severity import Severity
from handlers.turn import Turn

DONE = "done"
"""Outcome of what was done at once."""
BY_ITSELF = "unsure"
"""Reason of a hand-over that nobody asked for; it rests on her consent."""
_GRAVE = (Severity.C2.value, Severity.C3.value)


class Rights:
    """Carriers and readings; each may run twice for one event with the same result."""

    def __init__(
        self,
        consents: Consents,
        register: DataRequestRepository,
        people: PeopleRepository,
        handovers: HandoverRepository,
        cases: CaseRepository,
        roster: Roster,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._consents = consents
        self._register = register
        self._people = people
        self._handovers = handovers
        self._cases = cases
        self._roster = roster
        self._clock = clock

    # -- What a turn knows --

    def known(self, event: Event, turn: Turn) -> Turn:
        """The turn with what she agreed to and, where the message makes use of a right, with the
        receipt and what is held about her. What the database does not tell is left out.

        Raises ``RedisError``.
        """
        if event.kind is EventKind.GROUP_MESSAGE:
            return turn
        agreed = self._consents.of(event.oa_id, event.user_id)
        sender = replace(turn.sender, consents=agreed)
        if agreed is not None:
            history = agreed.get(Purpose.HISTORY, False)
            turn = replace(turn, conversation=replace(turn.conversation, history=history))
        right = privacy.right_used(choice.heard(turn))
        if right is not None:
            receipt, held = self._receipt(event, right), self._held(event, right)
            sender = replace(sender, receipt=receipt, held=held)
        return replace(turn, sender=sender)

    def _receipt(self, event: Event, right: Right) -> Receipt | None:
        try:
            entered = self._enter(event.oa_id, event, right, Source.CHAT)
        except StateUnavailable:  # entered with what she is owed, once the database is back
            return None
        return Receipt(entered.code, entered.reply_by, entered.finish_by)

    def _held(self, event: Event, right: Right) -> Held | None:
        if right is not Right.SEE:
            return None
        try:
            person = self._people.get(event.oa_id, event.user_id)
            own = self._register.open_codes(event.oa_id, event.user_id)
            return Held(
                person.first_inbound_at if person else None,
                self._waits_openly(event.oa_id, event.user_id),
                own[:-1],  # the last one is this request itself
            )
        except StateUnavailable:
            return None

    def _waits_openly(self, oa_id: str, user_id: str) -> bool:
        """Whether she waits for an officer in a matter that others may know of."""
        if self._cases.of_person(oa_id, user_id) is not None:
            return False
        found = self._handovers.of_person(oa_id, user_id)
        return found is not None and found.reason != TYPED and found.severity not in _GRAVE

    # -- What she decided --

    def record(self, event: Event, consent: RecordConsent) -> None:
        """Write down what she allows or takes back; what rested on it ends."""
        self._consents.record(
            Consent(
                event.oa_id,
                event.user_id,
                consent.purpose,
                consent.given,
                consent.wording,
                event.key,
                event.timestamp,
            )
        )
        if not consent.given:
            self._end_handover(event, consent.purpose)
            if consent.purpose in (Purpose.OFFICER, Purpose.ANSWERS):
                self._people.forget_who_asked(event.oa_id, event.user_id)

    def use(self, event: Event, request: UseRight) -> None:
        """Enter the request, and close at once what is done at once."""
        self._enter(event.oa_id, event, request.right, Source.CHAT)
        if request.right is not Right.CORRECT:
            self._register.finish_at_once(event.oa_id, event.key, DONE, self._clock())

    def refuses_officer(self, event: Event) -> bool:
        """Whether she said that nothing is handed over unless she asks."""
        return (self._consents.of(event.oa_id, event.user_id) or {}).get(Purpose.OFFICER) is False

    def begin_withdrawal(self, event: Event, accounts: Iterable[str]) -> None:
        """Zalo tells that she withdrew: enter it where she is named or known."""
        for oa_id in accounts:
            if event.oa_id or self._people.get(oa_id, event.user_id) is not None:
                self._enter(oa_id, event, Right.ERASE, Source.ZALO)

    def end_withdrawal(self, event: Event, accounts: Iterable[str]) -> None:
        """Everything about her is gone."""
        for oa_id in accounts:
            self._register.finish_at_once(oa_id, event.key, DONE, self._clock())

    def _enter(self, oa_id: str, event: Event, right: Right, source: Source) -> DataRequest:
        working = self._roster.working_time(oa_id)
        return self._register.open(
            RequestDraft(
                oa_id,
                event.user_id,
                right,
                source,
                event.key,
                event.timestamp,
                reply_by(working, event.timestamp),
                finish_by(right, event.timestamp),
                keeps_person=right is Right.CORRECT,
            )
        )

    def _end_handover(self, event: Event, purpose: Purpose) -> None:
        """Close what waits for an officer if nobody but her consent let it wait; never a matter of
        danger: whoever holds her phone must not be able to call help off.
        """
        found = self._handovers.of_person(event.oa_id, event.user_id)
        if found is None or found.severity in _GRAVE or found.reason == "danger":
            return
        if purpose is Purpose.ANSWERS or (purpose is Purpose.OFFICER and _by_itself(found)):
            self._handovers.close(event.oa_id, event.user_id)


def _by_itself(found: Handover) -> bool:
    return found.reason == BY_ITSELF and found.taken_at is None
