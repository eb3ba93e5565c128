"""An open question has an answer now: those who asked it hear it, each once."""

from __future__ import annotations

from datetime import datetime

from bot import keys
from bot.conversation import ConversationStore
from bot.errors import BotError
from bot.store.consents import ConsentRepository
from bot.store.faq_records import Faq
from bot.store.unanswered import QuestionGroup, UnansweredQuestions
from bot.store.waiting_answers import AnswerDraft, WaitingAnswers
from handlers.people import Purpose
from handlers.texts.asked_before import answered
from knowledge.day import today


class NotPublished(BotError):
    """The FAQ of this group is not shown to people (any more)."""

    http_status = 409
    public_message = (
        "Câu hỏi đáp của nhóm này chưa đăng, nên chưa gửi được. Hãy đăng câu hỏi đáp trước."
    )


class Telling:
    """Writes answers down; the worker sends them (``bot/takeover/post.py``), each once, as soon as
    Zalo lets it. Raises ``StateUnavailable`` or ``RedisError`` when a store is away.
    """

    def __init__(
        self,
        questions: UnansweredQuestions,
        answers: WaitingAnswers,
        consents: ConsentRepository,
        conversations: ConversationStore,
    ) -> None:
        self._questions = questions
        self._answers = answers
        self._consents = consents
        self._conversations = conversations

    def tell(self, group: QuestionGroup, faq: Faq, admin_id: int, now: datetime) -> int:
        """Everybody who asked, allows it and can be reached gets the answer. Returns how many.

        Again, it sends nothing twice: an answer is known by its FAQ and the question it answers.
        Raises ``NotPublished``.
        """
        content = faq.live_content
        if content is None or faq.id != group.faq_id or faq.expired(today(now)):
            raise NotPublished
        text = answered(content.question, content.answer)
        allowed = self._who_may_be_told(group, now)
        for question, user_id in allowed:
            draft = AnswerDraft(group.oa_id, user_id, None, admin_id, text)
            self._answers.write(draft, f"asked:{faq.id}:{question}", now)
            mailbox = keys.mailbox_name(group.oa_id, user_id)
            self._conversations.note_answer(mailbox, waits=True)
        self._questions.told(group.id, now)
        return len(allowed)

    def may_be_told(self, group: QuestionGroup, now: datetime) -> int:
        """How many would get the answer now."""
        return len(self._who_may_be_told(group, now))

    def _who_may_be_told(self, group: QuestionGroup, now: datetime) -> list[tuple[int, str]]:
        asked = self._questions.askers(group.id, now)
        return [(each, user_id) for each, user_id in asked if self._allowed(group.oa_id, user_id)]

    def _allowed(self, oa_id: str, user_id: str) -> bool:
        """Whether she still lets officers know of what she asked, and reads our answers."""
        agreed = self._consents.latest(oa_id, user_id)
        return agreed.get(Purpose.OFFICER, False) and agreed.get(Purpose.ANSWERS, True)
