"""Carries what officers wrote to the people they wrote it to: each text once, as soon as Zalo lets
us, and first of all when she writes again.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from redis.exceptions import LockError

from bot import keys
from bot.conversation import ConversationStore
from bot.delivery import Delivery
from bot.outbox import Outbox, Plan
from bot.recipients import Person
from bot.store.people import PeopleRepository
from bot.store.waiting_answers import AnswerDraft, WaitingAnswer, WaitingAnswers
from bot.takeover.windows import REACHABLE, windows
from bot.zalo.errors import RequestRejected, UserUnreachable, ZaloError
from bot.zalo.text import split
from handlers.turn import Conversation

log = structlog.get_logger(__name__)

StillOurs = Callable[[], object]
Trouble = Callable[[WaitingAnswer, bool], None]
"""Is told of an answer that Zalo refused, and whether for good."""

TRY_AGAIN_AFTER = timedelta(minutes=1)


class AnswerPost:
    """The way of an answer: written down, sent through a plan of its own, marked.

    A crash at any point leaves it to the next call. Raises ``StateUnavailable`` or ``RedisError``
    when a store is away.
    """

    def __init__(
        self,
        answers: WaitingAnswers,
        people: PeopleRepository,
        conversations: ConversationStore,
        outbox: Outbox,
        delivery: Delivery,
        trouble: Trouble,
    ) -> None:
        self.answers = answers
        self._people = people
        self._conversations = conversations
        self._outbox = outbox
        self._delivery = delivery
        self._trouble = trouble

    def write(
        self, draft: AnswerDraft, event_key: str, now: datetime, *, lease_held: bool = False
    ) -> bool:
        """Write it down and send it if that is possible now; else it waits. ``lease_held``: the
        caller works on her conversation.

        Returns whether Zalo lets us write to her now, as far as we know.
        """
        self.answers.write(draft, event_key, now)
        self._conversations.note_answer(_mailbox(draft.oa_id, draft.user_id), waits=True)
        person = self._people.get(draft.oa_id, draft.user_id)
        if not windows(person.last_inbound_at if person else None).open(now):
            return False
        if lease_held:
            self._send_all(draft.oa_id, draft.user_id, now, lambda: None)
        else:
            self.send(draft.oa_id, draft.user_id, now)
        return True

    def send_due(self, now: datetime) -> None:
        """Everything that can go out now."""
        for oa_id, user_id in self.answers.due(now, REACHABLE):
            self.send(oa_id, user_id, now)

    def send(self, oa_id: str, user_id: str, now: datetime) -> None:
        """What waits for this person, unless somebody else works on her conversation just now."""
        with self._conversations.sole_reader(_mailbox(oa_id, user_id)) as lease:
            if lease is None:
                return
            try:
                self._send_all(oa_id, user_id, now, lease.reacquire)
            except LockError:  # the lease ran out, and another reader goes on
                log.warning("conversation_lease_lost")

    def send_first(self, oa_id: str, user_id: str, now: datetime, still_ours: StillOurs) -> None:
        """What waits for this person, who writes just now, with her conversation's lease held by
        the caller. Costs one look into Redis where nothing waits.

        Does not raise ``ZaloError``: what cannot go out now goes later.
        """
        if self._conversations.answer_waits(_mailbox(oa_id, user_id)):
            self._send_all(oa_id, user_id, now, still_ours)

    def _send_all(self, oa_id: str, user_id: str, now: datetime, still_ours: StillOurs) -> None:
        """In the order they were written; one that must wait holds up those behind it."""
        waiting = self.answers.of_person(oa_id, user_id)
        if all(self._send_one(answer, now, still_ours) for answer in waiting):
            self._conversations.note_answer(_mailbox(oa_id, user_id), waits=False)

    def _send_one(self, answer: WaitingAnswer, now: datetime, still_ours: StillOurs) -> bool:
        """Whether it is done with."""
        plan = Plan(tuple(split(answer.text)), Conversation(), answer.written_at)
        recipient = Person(answer.oa_id, answer.user_id)
        try:
            plan = self._outbox.write(answer.key, plan)
            refusal = self._delivery.deliver(answer.key, plan, recipient, still_ours)
        except ZaloError as error:
            log.warning("answer_waits", oa_id=answer.oa_id, kind=type(error).__name__)
            self.answers.later(answer.id, now + (error.wait or TRY_AGAIN_AFTER))
            return False
        done = self._ended(answer, refusal, now)
        self._outbox.close(answer.key)
        return done

    def _ended(
        self,
        answer: WaitingAnswer,
        refusal: UserUnreachable | RequestRejected | None,
        now: datetime,
    ) -> bool:
        if refusal is None:
            self.answers.sent(answer.id, now)
            return True
        for_good = not isinstance(refusal, UserUnreachable)
        if isinstance(refusal, UserUnreachable):
            reason, until = refusal.reason, refusal.until
            self._people.mark_unreachable(answer.oa_id, answer.user_id, reason, until)
            self.answers.unreachable(answer.id, reason)
        else:
            self.answers.refused(answer.id, refusal.reason, now)
        self._trouble(answer, for_good)
        return for_good


def _mailbox(oa_id: str, user_id: str) -> str:
    return keys.mailbox_name(oa_id, user_id)
