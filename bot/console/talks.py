"""Handed-over conversations as the pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from redis.exceptions import RedisError

from bot import keys
from bot.assembly import assemble
from bot.console.clocks import Clock, ago, due, sentence
from bot.console.colleagues import Colleagues
from bot.console.parts import ConsoleParts
from bot.conversation import ConversationStore
from bot.rescue import no_library
from bot.store.cases import CaseRepository
from bot.store.handover_lists import AnswerTrace, HandoverLists, Listed
from bot.store.handover_texts import HandoverTexts
from bot.store.handovers import Handover, HandoverRepository
from bot.store.people import PeopleRepository
from bot.store.takeover_models import AnswerState
from bot.takeover.notices import GRAVE
from bot.takeover.windows import Windows, windows
from bot.takeover.wiring import TakeoverRoom
from handlers.texts import officer_desk
from handlers.turn import Conversation

OF_THE_ASSISTANT = {
    "unsure": "trợ lý hai lần liền chưa trả lời chắc",
    "not_delivered": "câu trả lời của trợ lý không gửi được",
}
"""Reasons that the assistant tells in the chat of itself as "tôi"."""


@dataclass(frozen=True, slots=True)
class Line:
    """A conversation in a list."""

    code: str
    reason: str
    topic: str
    since: str
    grave: bool
    holder: str
    mine: bool
    state: Clock
    window: Clock | None


@dataclass(frozen=True, slots=True)
class Told:
    """An answer of an officer: who, when, and what became of it."""

    who: str
    at: datetime
    state: Clock
    explanation: str


@dataclass(frozen=True, slots=True)
class Opened:
    """Everything of one conversation that its page shows."""

    handover: Handover
    line: Line
    questions: list[str]
    answer: str
    told: list[Told]
    windows: Windows
    reachable: bool
    address: str
    easy_reading: bool

    @property
    def over(self) -> bool:
        """Whether it is closed."""
        return self.handover.closed_at is not None


class Talks:
    """What the pages of conversations work with. Nothing is connected before it is used."""

    def __init__(self, parts: ConsoleParts) -> None:
        self.parts = parts
        self.lists = HandoverLists(parts.database)
        self.handovers = HandoverRepository(parts.database)
        self._texts = HandoverTexts(parts.database, parts.secret_key)
        self._people = PeopleRepository(parts.database)
        self._cases = CaseRepository(parts.database, parts.secret_key)
        ttl = timedelta(days=parts.settings.conversation_ttl_days)
        self._conversations = ConversationStore(parts.redis, ttl)

    @cached_property
    def room(self) -> TakeoverRoom:
        """What officers do: the very acts of the chat and of the command line."""
        return assemble(self.parts.settings, no_library, with_faqs=False).talks

    def line(self, listed: Listed, colleagues: Colleagues) -> Line:
        """One conversation of a list."""
        handover, now = listed.handover, self.parts.now()
        me = colleagues.me
        return Line(
            code=handover.code,
            reason=sentence(reason(handover.reason)),
            topic=sentence(handover.topic),
            since=ago(handover.opened_at, now),
            grave=handover.severity in GRAVE,
            holder=holder_of(handover, colleagues),
            mine=me is not None and handover.taken_by == me.admin_id,
            state=_state(handover, now, waits=listed.answer_waits),
            window=_window(windows(listed.last_inbound_at), now, over=bool(handover.closed_at)),
        )

    def open(self, number: int, colleagues: Colleagues) -> Opened:
        """One conversation with its texts. Raises ``HandoverUnknown``."""
        handover = self.handovers.get(colleagues.oa_id, number)
        person = self._people.get(handover.oa_id, handover.user_id)
        last_inbound_at = person.last_inbound_at if person else None
        traces = self.lists.answers(handover.id)
        waits = any(each.state is AnswerState.WAITING for each in traces)
        known = self._conversation(handover)
        now = self.parts.now()
        return Opened(
            handover=handover,
            line=self.line(Listed(handover, last_inbound_at, waits), colleagues),
            questions=self._texts.questions(handover.id),
            answer=self._texts.last_answer(handover.id),
            told=[_told(each, colleagues, now) for each in traces],
            windows=windows(last_inbound_at),
            reachable=person is not None and person.reachable(now),
            address=known.address,
            easy_reading=known.easy_reading,
        )

    def questions(self, oa_id: str, number: int) -> list[str]:
        """What she asked, oldest first. Raises ``HandoverUnknown``."""
        return self._texts.questions(self.handovers.get(oa_id, number).id)

    def case_of(self, handover: Handover) -> str:
        """The code of her open case, '' without one; for officers named for cases only."""
        case = self._cases.of_person(handover.oa_id, handover.user_id)
        return case.code if case else ""

    def _conversation(self, handover: Handover) -> Conversation:
        """What is remembered of the talk with her; nothing while Redis is away."""
        try:
            mailbox = keys.mailbox_name(handover.oa_id, handover.user_id)
            return self._conversations.load(mailbox)
        except RedisError:
            return Conversation()


def reason(name: str) -> str:
    """Why a conversation was handed over, as a page tells it."""
    return OF_THE_ASSISTANT.get(name) or officer_desk.reason(name)


def holder_of(handover: Handover, colleagues: Colleagues) -> str:
    """Who has it; '' for nobody."""
    if handover.taken_at is None:
        return ""
    return colleagues.name(handover.taken_by) or "cán bộ trả lời trên Zalo"


def _state(handover: Handover, now: datetime, *, waits: bool) -> Clock:
    if handover.closed_at is not None:
        return Clock("đã đóng", "quiet")
    if waits:
        return Clock("lời trả lời đang chờ gửi", "waiting")
    if handover.answered_at is not None:
        return Clock("đã trả lời", "good")
    if handover.answer_by is None:
        return Clock("chờ trả lời", "waiting")
    return due(handover.answer_by, now)


def _window(ends: Windows, now: datetime, *, over: bool) -> Clock | None:
    """What Zalo allows, where it matters: nothing while an answer is free for long."""
    if over:
        return None
    if not ends.open(now):
        return Clock("Zalo chưa cho gửi", "bad")
    if not ends.free(now):
        return Clock("hết 48 giờ miễn phí", "waiting")
    return None


def _told(trace: AnswerTrace, colleagues: Colleagues, now: datetime) -> Told:
    match trace.state:
        case AnswerState.SENT:
            state, why = Clock("đã gửi", "good"), ""
        case AnswerState.WAITING:
            state = Clock("đang chờ gửi", "waiting")
            why = "Zalo chưa cho gửi, hoặc Zalo đang bận. Trợ lý tự gửi ngay khi gửi được."
        case AnswerState.REFUSED:
            state = Clock("Zalo từ chối", "bad")
            why = "Chị viết lại bằng lời khác, hoặc trả lời thẳng trong Zalo của Hội."
    return Told(colleagues.name(trace.admin_id), trace.sent_at or trace.written_at, state, why)
