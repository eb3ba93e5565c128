"""Several pictures within seconds are one thing: the first is answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from handlers.actions import Action, Conclude, Intent, Remember
from handlers.media import asks
from handlers.turn import Conversation, MessageKind, Turn

#: A picture this soon after another belongs to it.
TOGETHER = timedelta(seconds=20)

_PICTURES = frozenset((MessageKind.IMAGE, MessageKind.VIDEO))


def more(turn: Turn) -> list[Action]:
    """Silence for a picture that belongs to the one before; else []."""
    before = turn.conversation.picture_at
    if not _is_picture(turn) or asks(turn) or before is None or turn.now - before > TOGETHER:
        return []
    return [Remember(after(turn, turn.conversation)), Conclude(Intent.SILENCE)]


def after(turn: Turn, conversation: Conversation) -> Conversation:
    """The conversation with the time of its last picture."""
    return replace(conversation, picture_at=turn.now) if _is_picture(turn) else conversation


def _is_picture(turn: Turn) -> bool:
    return turn.message.kind in _PICTURES and not turn.message.in_group
