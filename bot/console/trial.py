"""An officer asks as a person would: the real handlers and library; nothing is sent or stored.

What was asked is kept for an hour, for her alone, so that the conversation goes on.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from pydantic import TypeAdapter, ValidationError
from redis import Redis

from bot import keys
from bot.reply import Reply, reply_to
from handlers.actions import Intent
from handlers.choice import picked
from handlers.day import EventTime
from handlers.people import Staffing
from handlers.severity import Severity
from handlers.turn import Choice, Conversation, Message, MessageKind, Organisation, Turn
from knowledge.documents import Citation
from knowledge.search import Library

MOST_ASKED = 12
"""So many questions of a conversation are shown; the older ones go."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and what a person would have got. ``shown`` is what she tapped or typed, ``text``
    what was understood by it; ``requests`` are the kinds of what else would have been done.
    """

    number: int
    shown: str
    text: str
    bubbles: tuple[str, ...]
    choices: tuple[Choice, ...]
    intent: Intent
    severity: Severity
    confidence: float
    citations: tuple[Citation, ...]
    requests: tuple[str, ...]
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Trial:
    """The conversation so far; ``day`` is the one whose law counts, None for today."""

    conversation: Conversation = Conversation()
    asked: tuple[Asked, ...] = ()
    day: date | None = None

    def numbered(self, number: int) -> Asked | None:
        """The question with this number, while it is kept."""
        return next((each for each in self.asked if each.number == number), None)


_TRIAL = TypeAdapter(Trial)


class Trials:
    """Each officer's conversation. Raises ``redis.RedisError`` when Redis is away."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    def load(self, oa_id: str, admin_id: int) -> Trial:
        """What is kept; a fresh one when nothing is, or nothing that can be read any more."""
        stored = self._redis.get(keys.trial(oa_id, admin_id))
        if not isinstance(stored, bytes):
            return Trial()
        try:
            return _TRIAL.validate_json(stored)
        except ValidationError:
            return Trial()

    def save(self, oa_id: str, admin_id: int, trial: Trial) -> None:
        """Keep it for an hour."""
        key = keys.trial(oa_id, admin_id)
        self._redis.set(key, _TRIAL.dump_json(trial), ex=keys.TRIAL_EXPIRY)

    def forget(self, oa_id: str, admin_id: int) -> None:
        """Begin anew."""
        self._redis.delete(keys.trial(oa_id, admin_id))


@dataclass(frozen=True, slots=True)
class Setting:
    """What a turn of the account would have: its library, the time, who speaks, who can answer."""

    library: Library
    now: datetime
    organisation: Organisation
    staffing: Staffing


def ask(trial: Trial, text: str, setting: Setting) -> Trial:
    """The conversation with one more question and its answer.

    Raises whatever a handler raises, ``SnapshotError`` where there is no library.
    """
    chosen = picked(text, trial.conversation.choices)
    turn = Turn(
        Message(MessageKind.TEXT, text),
        trial.conversation,
        setting.library,
        setting.now,
        setting.organisation,
        as_of=EventTime.of(trial.day) if trial.day else None,
        staffing=setting.staffing,
    )
    reply = reply_to(turn)
    number = trial.asked[-1].number + 1 if trial.asked else 1
    shown, text = (chosen.label, chosen.says) if chosen else (text, text)
    asked = _asked(number, shown, text, reply, trial.day)
    return replace(
        trial,
        conversation=Conversation() if reply.forget else reply.conversation,
        asked=(*trial.asked, asked)[-MOST_ASKED:],
    )


def _asked(number: int, shown: str, text: str, reply: Reply, day: date | None) -> Asked:
    concluded = reply.conclusion
    return Asked(
        number,
        shown,
        reply.conversation.question or text,
        reply.bubbles,
        reply.choices,
        concluded.intent,
        concluded.severity,
        concluded.confidence,
        concluded.citations,
        tuple(request.kind for request in reply.requests),
        day,
    )
