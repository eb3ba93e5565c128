"""What officers do to waiting conversations, from their phones and from the command line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot import keys
from bot.conversation import ConversationStore
from bot.errors import BotError
from bot.faq.content import FaqContent
from bot.faq.handover_drafts import HandoverDrafts
from bot.staff.roster import Officer
from bot.store.faq_records import Faq
from bot.store.handover_texts import HandoverTexts
from bot.store.handovers import Handover, HandoverRepository
from bot.store.people import PeopleRepository
from bot.store.times import utc_now
from bot.store.waiting_answers import AnswerDraft
from bot.takeover.post import AnswerPost
from bot.takeover.windows import windows
from handlers.texts import handover as texts

FORETOLD = ("asked",)
"""Reasons of hand-overs in which she was told beforehand that the assistant will be silent."""


class NothingToSave(BotError):
    """No question or no answer is kept that a draft could be made of."""

    public_message = "Chưa có đủ câu hỏi và câu trả lời để lưu."


@dataclass(frozen=True, slots=True)
class Kept:
    """A hand-over with its texts: what was asked, oldest first, and what was answered last."""

    handover: Handover
    questions: tuple[str, ...]
    answer: str


class HandoverActs:
    """What may be done to a hand-over. Every method may run twice for one event (or command) with
    the same result.

    Raises ``HandoverUnknown``, ``HandoverClosed``, ``HandoverTaken`` when another was faster;
    ``StateUnavailable`` or ``RedisError`` when a store is away. ``pause`` is how long the assistant
    is silent after an officer's last word.
    """

    def __init__(
        self,
        handovers: HandoverRepository,
        texts_of: HandoverTexts,
        drafts: HandoverDrafts,
        people: PeopleRepository,
        conversations: ConversationStore,
        post: AnswerPost,
        pause: timedelta,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._handovers = handovers
        self._texts = texts_of
        self._drafts = drafts
        self._people = people
        self._conversations = conversations
        self._post = post
        self._pause = pause
        self._clock = clock

    def take(self, oa_id: str, number: int, officer: Officer) -> Handover:
        """She has it now; the person is told, and then the assistant is silent."""
        now = self._clock()
        taken = self._handovers.take(oa_id, number, officer.admin_id, now)
        self.say_who_has_it(taken, texts.officer_has_it(officer.name), now)
        self.silence(taken, now)
        return taken

    def answer(self, oa_id: str, number: int, officer: Officer, words: str, event_key: str) -> bool:
        """Send her words to the person, or keep them until she writes again.

        Returns whether Zalo lets us write to her now, as far as we know.
        """
        now = self._clock()
        before = self._handovers.get(oa_id, number)
        answered = self._handovers.answer(oa_id, number, officer.admin_id, now)
        if before.taken_at is None and before.reason not in FORETOLD:
            self.say_who_has_it(answered, texts.officer_has_it(officer.name), now)
        self._texts.keep_answer(answered.id, words)
        self.silence(answered, now)
        text = texts.from_officer(officer.name or texts.ANY_OFFICER, words)
        draft = AnswerDraft(oa_id, answered.user_id, answered.id, officer.admin_id, text)
        return self._post.write(draft, event_key, now)

    def typed(self, oa_id: str, user_id: str, words: str, at: datetime) -> Handover:
        """An officer wrote to her in Zalo's own tool: it is taken and answered at once. Call with
        the lease of her conversation held.
        """
        known = self._handovers.of_person(oa_id, user_id)
        taken = self._handovers.typed(oa_id, user_id, at)
        if words.strip():
            self._texts.keep_answer(taken.id, words)
        if known is None:
            words = texts.OFFICER_WRITES
            self.say_who_has_it(taken, words, self._clock(), lease_held=True)
        self.silence(taken, at)
        return taken

    def close(self, oa_id: str, number: int, officer: Officer) -> Handover:
        """It is over; the assistant is back, and says so with her next message."""
        now = self._clock()
        closed = self._handovers.close_number(oa_id, number, officer.admin_id, now)
        mailbox = keys.mailbox_name(oa_id, closed.user_id)
        self._conversations.pause_for_officer(mailbox, now)
        return closed

    def look(self, oa_id: str, number: int) -> Kept:
        """A hand-over with its texts."""
        found = self._handovers.get(oa_id, number)
        asked = tuple(self._texts.questions(found.id))
        return Kept(found, asked, self._texts.last_answer(found.id))

    def save(self, oa_id: str, number: int, officer: Officer) -> Faq:
        """Make a draft of an FAQ of what was asked, a line each, and the last answer.

        Raises ``NothingToSave`` where one of them is missing.
        """
        kept = self.look(oa_id, number)
        if not kept.questions or not kept.answer:
            raise NothingToSave
        content = FaqContent(" ".join(kept.questions), kept.answer)
        return self._drafts.save(oa_id, content, kept.handover.id, officer.admin_id)

    def silence(self, handover: Handover, now: datetime) -> None:
        """The assistant is silent for this person until the pause is over."""
        mailbox = keys.mailbox_name(handover.oa_id, handover.user_id)
        self._conversations.pause_for_officer(mailbox, now + self._pause)

    def say_who_has_it(
        self, handover: Handover, words: str, now: datetime, *, lease_held: bool = False
    ) -> None:
        """Once, before the assistant falls silent; never to somebody who told of danger, whose
        phone may be watched, and never later when it would be news of yesterday.
        """
        person = self._people.get(handover.oa_id, handover.user_id)
        if person is None or not person.may_be_pushed(now):
            return
        if not windows(person.last_inbound_at).open(now):
            return
        draft = AnswerDraft(handover.oa_id, handover.user_id, handover.id, None, words)
        key = f"taken:{handover.id}:{handover.taken_by}"
        self._post.write(draft, key, now, lease_held=lease_held)
