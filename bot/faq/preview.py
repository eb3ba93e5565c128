"""What people would get if an FAQ were live: the bubbles, and what else would be answered anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.faq.content import FaqContent
from bot.faq.gate import GoldenGate
from bot.faq.live import LiveFaqs
from bot.reply import reply_to
from bot.store.faq_records import LiveFaq
from bot.store.faqs import FaqRepository
from bot.store.times import utc_now
from handlers.turn import Conversation, Message, MessageKind, Organisation, Turn
from knowledge.documents import Card

_TO_BE = 0
NO_ANSWER = "chưa có câu trả lời riêng"


@dataclass(frozen=True, slots=True)
class Change:
    """A known question with its first answer now and then; '' where there is none."""

    question: str
    before: str
    after: str


class FaqPreview:
    """Runs the real handlers on the library as it would be. Raises ``StateUnavailable``."""

    def __init__(
        self,
        live: LiveFaqs,
        faqs: FaqRepository,
        name_of: Callable[[str], str] = lambda oa_id: "",
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._live = live
        self._gate = GoldenGate(live, faqs, clock)
        self._name_of = name_of
        self._clock = clock

    def bubbles(self, oa_id: str, content: FaqContent, faq_id: int | None = None) -> Sequence[str]:
        """What somebody who asks the question gets, who was greeted before."""
        number, now = faq_id or _TO_BE, self._clock()
        new = LiveFaq(number, oa_id, 0, content.tidy(), now)
        _, after = self._live.before_and_after(oa_id, new, [number])
        name = self._name_of(oa_id)
        turn = Turn(
            Message(MessageKind.TEXT, content.question),
            Conversation(greeted=True),
            after,
            now,
            Organisation(name) if name else Organisation(),
        )
        return reply_to(turn).bubbles

    def changes(self, oa_id: str, content: FaqContent, faq_id: int | None = None) -> list[Change]:
        """Known questions whose first answer would be another one."""
        found = self._gate.publishing(oa_id, content, faq_id)
        return [Change(each.question, _said(each.before), _said(each.after)) for each in found]

    def changes_without(self, faq_id: int) -> list[Change]:
        """The same if this FAQ were taken down."""
        found = self._gate.taking_down(faq_id)
        return [Change(each.question, _said(each.before), _said(each.after)) for each in found]


def _said(card: Card | None) -> str:
    return f"{card.title}\n{card.answer}" if card else NO_ANSWER
