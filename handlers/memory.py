"""What is remembered of a conversation once a turn is over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from handlers.actions import (
    Action,
    Conclude,
    FillForm,
    Forget,
    Intent,
    KeepForLater,
    OfferChoices,
    Remember,
)
from handlers.turn import Conversation, Severity

#: Turns that leave an open form as it is.
_PASSING = frozenset((Intent.MEDIA, Intent.SILENCE))

#: So long a question that was taken for danger may still be answered.
WAY_BACK = timedelta(minutes=30)

#: More bubbles than anybody reads are not kept.
MOST_KEPT = 12


def remembered(
    conversation: Conversation, actions: Iterable[Action], now: datetime
) -> Conversation:
    """The conversation after these actions, applied in order. ``now`` is aware UTC.

    What stays unmentioned stays as it was; danger and an officer's pause end when their time has
    come, an open form unless a turn keeps it open or merely could not be read.
    """
    open_form = conversation.form
    actions = list(actions)
    passing = any(isinstance(each, Conclude) and each.intent in _PASSING for each in actions)
    conversation = replace(conversation, form=None)
    for action in actions:
        conversation = _after(conversation, action)
    if passing and not any(isinstance(each, Forget) for each in actions):
        conversation = replace(conversation, form=open_form)
    return _as_of(conversation, now)


def _after(conversation: Conversation, action: Action) -> Conversation:
    match action:
        case Remember():
            return replace(action.conversation, form=conversation.form)
        case OfferChoices():
            return replace(conversation, choices=action.choices, further=())
        case FillForm():
            return replace(conversation, form=action.form)
        case KeepForLater():
            return replace(conversation, later=action.bubbles[:MOST_KEPT], reading=None)
        case Forget():
            return Conversation()
        case _:
            return conversation


def _as_of(conversation: Conversation, now: datetime) -> Conversation:
    if conversation.danger_until and conversation.danger_until <= now:
        conversation = replace(conversation, danger_until=None, severity=Severity.N)
    if conversation.doubted and conversation.doubted.at + WAY_BACK <= now:
        conversation = replace(conversation, doubted=None)
    if conversation.left and conversation.left.until <= now:
        conversation = replace(conversation, left=None)
    if conversation.officer_until and conversation.officer_until <= now:
        conversation = replace(conversation, officer_until=None)
    return conversation
