"""While an officer talks the assistant is silent; what is said before, and what after it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from handlers import choice, crisis, desk, privacy
from handlers.actions import (
    ANSWERS,
    Action,
    AddQuestion,
    CallOfficer,
    Conclude,
    Intent,
    OfferChoices,
    Remember,
    ResumeAssistant,
    Say,
    WarnOfficer,
)
from handlers.answer import OFFICER
from handlers.people import Purpose
from handlers.texts import handover
from handlers.texts.waiting import when_answered
from handlers.turn import Conversation, MessageKind, Severity, Turn
from handlers.wording import says

RESUME = frozenset(
    {
        "tro ly", "tro ly oi", "goi tro ly", "hoi tro ly", "gap tro ly", "tro ly tra loi",
        "tro ly tu dong", "hoi may", "quay lai tro ly", "noi chuyen voi tro ly",
    }
)  # fmt: skip

#: So many unsure or missing answers in a row, and an officer is offered or called.
UNSURE_IN_A_ROW = 2

#: Turns that say nothing of whether the assistant could answer.
_ANSWERING = ANSWERS | {Intent.REFUSAL}


def handle(turn: Turn) -> list[Action]:
    """She calls the assistant, which never went; else []."""
    if not says(turn.message.text, RESUME):
        return []
    return [Say(handover.HERE), Conclude(Intent.MENU)]


def silent(turn: Turn) -> list[Action]:
    """While an officer talks: silence, or the assistant back if she calls it. [] when it speaks.

    Help in danger, her rights over her data and an officer's own commands are never silenced.
    """
    until = turn.conversation.officer_until
    if until is None or until <= turn.now or _heard_all_the_same(turn):
        return []
    if says(turn.message.text, RESUME):
        return [Say(handover.RESUMED), ResumeAssistant(until), _alone(turn), Conclude(Intent.MENU)]
    return [*_for_the_officer(turn), *_warning(turn), Conclude(Intent.SILENCE)]


def noticed(turn: Turn, actions: Sequence[Action]) -> list[Action]:
    """The answer with what has to be said of officers: that one has done, that one is still being
    waited for, that one was called or can be.
    """
    conclusion = next(each for each in actions if isinstance(each, Conclude))
    if turn.message.in_group or not any(isinstance(each, Say) for each in actions):
        return list(actions)
    until = turn.conversation.officer_until
    if conclusion.intent in (Intent.CRISIS, Intent.PRIVACY):
        talking = until is not None and until > turn.now and conclusion.severity is Severity.C3
        return [*actions, *(_warning(turn) if talking and not turn.picked else [])]
    if until is not None and until <= turn.now:
        begun = _begun(handover.BACK, actions)
        return [*_remembering(turn, begun, _back), ResumeAssistant(until)]
    if any(isinstance(each, CallOfficer) for each in actions):
        return _remembering(turn, actions, _asked)
    return _unsure(turn, _standing(turn, actions, conclusion), conclusion)


# -- While an officer talks --


def _heard_all_the_same(turn: Turn) -> bool:
    found = crisis.assess(turn.message.text, turn.organisation.safe_word).severity
    if found is Severity.C3 or desk.handle(turn) or privacy.handle(turn):
        return True
    grave = turn.conversation.severity is Severity.C3
    return grave and bool(crisis.handle(choice.heard(turn)))


def _for_the_officer(turn: Turn) -> list[Action]:
    """What she wrote, unless it is of danger or cannot be read."""
    return [AddQuestion(turn.message.text.strip())] if _legible(turn) and _harmless(turn) else []


def _warning(turn: Turn) -> list[Action]:
    """What the officer who talks must know of a message that is not kept: that it is there."""
    return [WarnOfficer()] if _legible(turn) and not _harmless(turn) else []


def _legible(turn: Turn) -> bool:
    message = turn.message
    return message.kind is MessageKind.TEXT and not message.in_group and bool(message.text.strip())


def _harmless(turn: Turn) -> bool:
    """Whether neither this message nor one of the last day is of danger."""
    found = crisis.assess(turn.message.text, turn.organisation.safe_word)
    return _calm(turn) and found.severity is Severity.N


def _alone(turn: Turn) -> Remember:
    return Remember(_back(turn.conversation))


# -- What is said --


def _standing(turn: Turn, actions: Sequence[Action], conclusion: Conclude) -> list[Action]:
    """Once after she asked for an officer: the request stands though the assistant answers, and
    what she wrote is for the officer too.
    """
    kept = _for_the_officer(turn)
    if not turn.conversation.officer_asked or conclusion.intent not in _ANSWERING or not kept:
        return list(actions)
    told = [*_ended(handover.STILL_STANDS, actions), *kept]
    return _remembering(turn, told, _said_again)


def _unsure(turn: Turn, actions: list[Action], conclusion: Conclude) -> list[Action]:
    """Counts answers that are only likely; from the second in a row on an officer comes in."""
    failures = _failures(turn, actions, conclusion)
    if failures < UNSURE_IN_A_ROW:
        return _counted(turn, actions, conclusion, failures)
    if _may_call(turn):
        told = handover.called_when_unsure(when_answered(turn.staffing, turn.now))
        called = [*_ended(told, actions), CallOfficer("unsure", question=turn.message.text)]
        return _remembering(turn, called, _called)
    return _counted(turn, _officer_first(actions), conclusion, failures)


def _counted(
    turn: Turn, actions: list[Action], conclusion: Conclude, failures: int
) -> list[Action]:
    if not _only_likely(actions, conclusion):
        return actions
    return _remembering(turn, actions, lambda before: replace(before, failures=failures))


def _failures(turn: Turn, actions: Sequence[Action], conclusion: Conclude) -> int:
    """How many answers in a row were missing or unsure, this one included; 0 after a sure one."""
    missing = conclusion.intent is Intent.REFUSAL and conclusion.confidence == 0.0
    return turn.conversation.failures + 1 if missing or _only_likely(actions, conclusion) else 0


def _only_likely(actions: Sequence[Action], conclusion: Conclude) -> bool:
    """Whether candidates were offered instead of an answer."""
    offered = any(isinstance(each, OfferChoices) and each.choices for each in actions)
    return conclusion.intent is Intent.LAW and not conclusion.citations and offered


def _may_call(turn: Turn) -> bool:
    """Whether the ward wants it, she agreed to it, and no request stands already."""
    agreed = (turn.sender.consents or {}).get(Purpose.OFFICER, False)
    waits = turn.conversation.officer_asked
    return turn.staffing.called_when_unsure and agreed and _calm(turn) and not waits


def _calm(turn: Turn) -> bool:
    """Whether no danger was told of lately: words of danger are kept nowhere."""
    return turn.conversation.severity is Severity.N


def _officer_first(actions: Sequence[Action]) -> list[Action]:
    return [
        replace(each, choices=(OFFICER, *(other for other in each.choices if other != OFFICER)))
        if isinstance(each, OfferChoices) and OFFICER in each.choices
        else each
        for each in actions
    ]


def _begun(words: str, actions: Sequence[Action]) -> list[Action]:
    place, first = next((i, each) for i, each in enumerate(actions) if isinstance(each, Say))
    return [*actions[:place], Say(f"{words}\n\n{first.text}"), *actions[place + 1 :]]


def _ended(words: str, actions: Sequence[Action]) -> list[Action]:
    *_, (place, last) = ((i, each) for i, each in enumerate(actions) if isinstance(each, Say))
    return [*actions[:place], Say(f"{last.text}\n\n{words}"), *actions[place + 1 :]]


# -- What is remembered --


def _remembering(
    turn: Turn, actions: Sequence[Action], change: Callable[[Conversation], Conversation]
) -> list[Action]:
    """The change in every ``Remember``, or in a new one before all others."""
    changed: list[Action] = [
        Remember(change(each.conversation)) if isinstance(each, Remember) else each
        for each in actions
    ]
    if any(isinstance(each, Remember) for each in changed):
        return changed
    return [Remember(change(turn.conversation)), *changed]


def _back(before: Conversation) -> Conversation:
    return replace(before, officer_until=None, officer_asked=False)


def _asked(before: Conversation) -> Conversation:
    return replace(before, officer_asked=True)


def _said_again(before: Conversation) -> Conversation:
    return replace(before, officer_asked=False)


def _called(before: Conversation) -> Conversation:
    return replace(before, officer_asked=True, failures=0)
