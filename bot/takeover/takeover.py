"""The worker's side of officers taking over: carriers of requests, echoes, and what comes due."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from bot.conversation import ConversationStore
from bot.errors import StateUnavailable
from bot.staff.roster import Roster
from bot.staff.working_time import NoWorkingTime
from bot.store.handover_texts import HandoverTexts
from bot.store.handovers import HandoverRepository
from bot.store.times import utc_now
from bot.takeover.acts import HandoverActs
from bot.takeover.letters import OfficerLetters
from bot.takeover.notices import GRAVE, HandoverNotices
from bot.takeover.post import AnswerPost, StillOurs
from bot.zalo.event_names import EventKind
from bot.zalo.events import Event
from handlers.actions import AddQuestion, CallOfficer, ResumeAssistant, WarnOfficer

log = structlog.get_logger(__name__)

TEXTS_KEPT = timedelta(days=30)
"""So long after the end of a hand-over its texts are kept."""
ONE_PERSON = frozenset({EventKind.MESSAGE, EventKind.FOLLOWED, EventKind.OPENED_CHAT})


class Takeover:
    """Every method may run twice for one event, and ``tick`` in several processes at once.

    Raises ``StateUnavailable`` or ``RedisError`` when a store is away.
    """

    def __init__(
        self,
        handovers: HandoverRepository,
        texts: HandoverTexts,
        conversations: ConversationStore,
        roster: Roster,
        acts: HandoverActs,
        letters: OfficerLetters,
        notices: HandoverNotices,
        post: AnswerPost,
        pause: timedelta,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self.acts = acts
        self._letters = letters
        self._handovers = handovers
        self._texts = texts
        self._conversations = conversations
        self._roster = roster
        self._notices = notices
        self._post = post
        self._pause = pause
        self._clock = clock

    def call(self, event: Event, wish: CallOfficer) -> None:
        """She wants an officer: open a hand-over, keep her question, tell the officers."""
        now = self._clock()
        opened = self._handovers.open(
            event.oa_id,
            event.user_id,
            wish.reason,
            wish.severity.value,
            self._answer_by(event.oa_id, now),
            now,
            "" if wish.severity in GRAVE else wish.topic,
        )
        if wish.question and opened.severity not in GRAVE:
            self._texts.add_question(opened.id, wish.question, event.key)
        self._notices.announce(now, only=opened.id)

    def add_question(self, event: Event, wish: AddQuestion) -> None:
        """She wrote while an officer talks: kept for the officer, who is told."""
        found = self._handovers.of_person(event.oa_id, event.user_id)
        if found is None or found.severity in GRAVE:
            return
        if self._texts.add_question(found.id, wish.text, event.key):
            self._letters.relay(found, wish.text)

    def warn(self, event: Event, wish: WarnOfficer) -> None:
        """She wrote of danger while an officer talks: the officer is told, without her words."""
        found = self._handovers.of_person(event.oa_id, event.user_id)
        if found is not None:
            self._letters.warn(found)

    def resume(self, event: Event, wish: ResumeAssistant) -> None:
        """She called the assistant back, or was told that it is back."""
        self._conversations.end_pause(event.mailbox, wish.until)

    def typed(self, event: Event) -> None:
        """An echo: an officer wrote to her in Zalo's own tool."""
        if event.user_id and not event.group_id:
            self.acts.typed(event.oa_id, event.user_id, event.text, event.timestamp)

    def answers_first(self, event: Event, still_ours: StillOurs) -> None:
        """What an officer answered her meanwhile goes out before the assistant's own answer. While
        the database is away it waits on.
        """
        if event.kind not in ONE_PERSON or not event.user_id:
            return
        try:
            self._post.send_first(event.oa_id, event.user_id, self._clock(), still_ours)
        except StateUnavailable:
            log.warning("answers_not_looked_up", oa_id=event.oa_id)

    def tick(self, now: datetime) -> None:
        """Everything that comes due by itself."""
        self._handovers.release_unanswered(now - self._pause)
        self._handovers.close_silent(now - self._pause, now)
        self._notices.announce(now)
        self._notices.escalate(now)
        self._post.send_due(now)
        self._texts.erase_closed(now - TEXTS_KEPT)

    def _answer_by(self, oa_id: str, now: datetime) -> datetime | None:
        hours = self._roster.settings(oa_id).answer_hours
        try:
            return self._roster.working_deadline(oa_id, now, hours)
        except NoWorkingTime:
            return None
