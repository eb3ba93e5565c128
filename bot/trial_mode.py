"""While an account is on trial only officers and listed people are answered; danger always is."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from bot.errors import StateUnavailable
from bot.outbox import Plan
from bot.reply import plan_for
from bot.staff.account_settings import AccountSettings
from bot.staff.roster import Roster
from bot.store.trial_people import TrialPeople
from bot.turns import TurnMaker
from bot.zalo.event_names import EventKind
from bot.zalo.events import Event
from handlers.severity import Severity
from handlers.texts import trial as texts
from handlers.turn import Conversation
from knowledge.errors import KnowledgeError
from knowledge.text.fold import fold

SILENT = "trial_silent"
"""The intent of a plan that says nothing because she is not on the list."""
JOINED = "trial_joined"
FRESH_SECONDS = 5.0


def always_answered(event: Event, conversation: Conversation) -> Plan | None:
    """In the place of a trial where there is none."""
    return None


class TrialMode:
    """Judges who is answered. ``turns`` makes turns that change nothing."""

    def __init__(
        self,
        roster: Roster,
        people: TrialPeople,
        turns: TurnMaker,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._roster = roster
        self._people = people
        self._turns = turns
        self._clock = clock
        self._known: dict[str, tuple[float, frozenset[str]]] = {}

    def __call__(self, event: Event, conversation: Conversation) -> Plan | None:
        """None where the event is answered as always, else the plan in the answer's place.

        Raises ``StateUnavailable`` where a trial is on and its list was never read.
        """
        settings = self._settings(event.oa_id)
        if settings is None or not settings.trial_mode or self._admitted(event):
            return None
        if self._joins(event, settings):
            return self._joined(event, conversation)
        return self._silent(event, conversation)

    def _settings(self, oa_id: str) -> AccountSettings | None:
        try:
            return self._roster.settings(oa_id)
        except StateUnavailable:  # never read: a service in use must not fall silent for that
            return None

    def _admitted(self, event: Event) -> bool:
        if event.kind is EventKind.GROUP_MESSAGE:
            return False
        if self._roster.colleague_of(event.oa_id, event.user_id):
            return True
        return event.user_id in self._listed(event.oa_id)

    def _listed(self, oa_id: str) -> frozenset[str]:
        known = self._known.get(oa_id)
        if known is not None and self._clock() - known[0] < FRESH_SECONDS:
            return known[1]
        try:
            fresh = frozenset(each.user_id for each in self._people.list(oa_id))
        except StateUnavailable:
            if known is None:
                raise
            return known[1]
        self._known[oa_id] = self._clock(), fresh
        return fresh

    def _joins(self, event: Event, settings: AccountSettings) -> bool:
        word = fold(settings.trial_word).split()
        return event.kind is EventKind.MESSAGE and bool(word) and fold(event.text).split() == word

    def _joined(self, event: Event, conversation: Conversation) -> Plan:
        self._people.add(event.oa_id, event.user_id)
        self._known.pop(event.oa_id, None)
        return Plan((texts.JOINED,), conversation, self._turns.now(), intent=JOINED)

    def _silent(self, event: Event, conversation: Conversation) -> Plan | None:
        """Of a sentence that was only begun the beginning is kept: with its end it may tell of
        danger.
        """
        try:
            plan = plan_for(self._turns.turn(event, conversation))
        except KnowledgeError:  # no answer would have come either
            return Plan((), conversation, self._turns.now(), intent=SILENT)
        if plan.severity is not Severity.N:
            return None
        kept = replace(conversation, fragment=plan.conversation.fragment)
        return Plan((), kept, self._turns.now(), intent=SILENT)
