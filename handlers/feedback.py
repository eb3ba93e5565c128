"""What she thinks of an answer: asked in one line, seldom, and never where it would disturb."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from handlers import crisis
from handlers.actions import (
    ANSWERS,
    Action,
    Conclude,
    FillForm,
    Forget,
    Intent,
    OfferChoices,
    RateAnswer,
    Remember,
    Say,
)
from handlers.answer import MENU, OFFICER
from handlers.crisis.handle import watchful
from handlers.memory import remembered
from handlers.texts import PICK, easy_reading
from handlers.texts import feedback as texts
from handlers.turn import Choice, Conversation, MessageKind, Rating, Severity, Turn
from handlers.wording import plain, says

#: An answer that is less sure is not asked about: that it does not fit is known already.
SURE = 0.75
#: Whoever did not reply is asked again after so long.
PAUSE = timedelta(days=1)

#: Reason → what she picks; the words of ``RateAnswer.reason``.
REASONS = {
    "unclear": texts.UNCLEAR,
    "off_target": texts.OFF_TARGET,
    "incomplete": texts.INCOMPLETE,
    "wrong": texts.WRONG,
}
_NOTED = {"unclear": texts.NOTED_UNCLEAR, "off_target": texts.NOTED_OFF_TARGET}
_EASY = Choice(easy_reading.SWITCH_ON, easy_reading.SWITCH_ON)
_USEFUL = frozenset(
    {"co", "co ich", "huu ich", "rat co ich", "co ich lam", "co huu ich", "rat tot"}
)
_USELESS = frozenset(
    {"khong", "ko", "k", "hong", "khong co ich", "khong huu ich", "chua", "vo ich", "ko co ich"}
)
_REASON_WORDS = {
    reason: frozenset({plain(label), *also})
    for (reason, label), also in zip(
        REASONS.items(),
        (
            ("kho hieu qua", "khong hieu", "doc khong hieu"),
            ("khong dung", "khong dung y", "khong phai dieu toi hoi"),
            ("thieu", "chua du", "khong du"),
            ("sai roi", "tra loi sai", "sai luat"),
        ),
        strict=True,
    )
}


def handle(turn: Turn) -> list[Action]:
    """Takes up what she says right after she was asked; else []."""
    rating, text = turn.conversation.rating, turn.message.text
    if rating is None or turn.message.in_group or turn.message.kind is not MessageKind.TEXT:
        return []
    if rating.why:
        reason = next((each for each in REASONS if says(text, _REASON_WORDS[each])), "")
        return _because(turn, rating, reason) if reason else []
    if says(text, _USEFUL):
        return [_settled(turn), _rated(rating, useful=True), *_closing(texts.THANKS)]
    return _why(turn, rating) if says(text, _USELESS) else []


def noticed(turn: Turn, actions: list[Action]) -> list[Action]:
    """The actions; with the question under a sure answer where it may be asked. A question she did
    not reply to is not open any longer.
    """
    if any(isinstance(each, Conclude) and each.intent is Intent.FEEDBACK for each in actions):
        return actions
    if _may_ask(turn, actions):
        return _asked(turn, actions)
    forgotten = any(isinstance(each, Forget) for each in actions)
    if turn.conversation.rating is None or forgotten:
        return actions
    after = remembered(turn.conversation, actions, turn.now)
    return _before_the_end(actions, Remember(replace(after, rating=None)))


def _may_ask(turn: Turn, actions: Sequence[Action]) -> bool:
    known = turn.conversation
    conclusion = next(each for each in actions if isinstance(each, Conclude))
    lately = known.rated_at is not None and turn.now - known.rated_at < PAUSE
    return (
        known.greeted
        and not (lately or known.easy_reading or turn.message.in_group)
        and conclusion.intent in ANSWERS
        and conclusion.severity is Severity.N
        and conclusion.confidence >= SURE
        and _answers(actions)
        and not watchful(turn)
        and not crisis.footer(turn, conclusion)
    )


def _answers(actions: Sequence[Action]) -> bool:
    """Whether a question of hers was answered now, and no other question was put to her."""
    kept = [each.conversation for each in actions if isinstance(each, Remember)]
    asked = any(each.question and (each.card or each.citations) for each in kept)
    return asked and not any(isinstance(each, FillForm) for each in actions)


def _asked(turn: Turn, actions: Sequence[Action]) -> list[Action]:
    after = remembered(turn.conversation, actions, turn.now)
    rating = Rating(_name(turn, after), after.card, after.citations, turn.library.version)
    last = max(place for place, each in enumerate(actions) if isinstance(each, Say))
    told = [
        Say(f"{each.text}\n\n{texts.ASK}") if place == last and isinstance(each, Say) else each
        for place, each in enumerate(actions)
    ]
    return _before_the_end(told, Remember(replace(after, rating=rating, rated_at=turn.now)))


def _name(turn: Turn, after: Conversation) -> str:
    """What names this answer, and nobody who got it."""
    cited = "+".join(citation.id for citation in after.citations)
    parts = (turn.now.isoformat(), turn.library.version, after.card, cited)
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]


def _why(turn: Turn, rating: Rating) -> list[Action]:
    after = replace(turn.conversation, rating=replace(rating, why=True), rated_at=None)
    choices = tuple(Choice(label, label) for label in REASONS.values())
    return [
        Remember(after),
        _rated(rating, useful=False),
        Say(texts.WHY),
        OfferChoices((*choices, OFFICER), PICK),
        Conclude(Intent.FEEDBACK),
    ]


def _because(turn: Turn, rating: Rating, reason: str) -> list[Action]:
    first = _EASY if reason == "unclear" else MENU
    return [
        _settled(turn),
        _rated(rating, useful=False, reason=reason),
        Say(_NOTED.get(reason, texts.NOTED)),
        OfferChoices((first, OFFICER), PICK),
        Conclude(Intent.FEEDBACK),
    ]


def _closing(words: str) -> list[Action]:
    return [Say(words), Conclude(Intent.FEEDBACK)]


def _settled(turn: Turn) -> Remember:
    """She replied: nothing is open, and another answer may be asked about."""
    return Remember(replace(turn.conversation, rating=None, rated_at=None))


def _rated(rating: Rating, *, useful: bool, reason: str = "") -> RateAnswer:
    return RateAnswer(rating.answer, useful, reason, rating.card, rating.citations, rating.library)


def _before_the_end(actions: Sequence[Action], action: Action) -> list[Action]:
    conclusions = [each for each in actions if isinstance(each, Conclude)]
    return [*(each for each in actions if not isinstance(each, Conclude)), action, *conclusions]
