"""What everything that an officer composes step by step from her phone has in common."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from handlers.actions import Action, Conclude, Intent, Say
from handlers.people import Desk
from handlers.turn import Conversation, MessageKind, Turn
from handlers.wording import plain

PATIENCE = timedelta(minutes=30)
"""So long a step waits for her next message."""
HELP = frozenset(("huong dan", "giup", "giup do", "tro giup", "help"))
_STOP = frozenset(("huy", "thoi", "dung lai", "bo", "huy bo"))


def from_officer(turn: Turn, may: Callable[[Desk], bool], kind: MessageKind) -> bool:
    """Whether an officer who may do it sent this kind of message, and not before others."""
    desk = turn.sender.desk
    return (
        desk is not None and may(desk) and turn.message.kind is kind and not turn.message.in_group
    )


def stops(text: str) -> bool:
    """Whether she gives up what she composes."""
    return plain(text) in _STOP


def quiet(known: Conversation) -> Conversation:
    """Without what would go on with the next words that she types."""
    return replace(known, fragment=None, reading=None, later=())


def told_of_danger(
    turn: Turn, until: datetime | None, actions: list[Action], words: str
) -> list[Action]:
    """The same; where a step that waits until then was taken for danger, ``words`` say how she can
    write of danger all the same.
    """
    conclusion = actions[-1]
    danger = isinstance(conclusion, Conclude) and conclusion.intent is Intent.CRISIS
    if until is None or until <= turn.now or not danger:
        return actions
    return [*actions[:-1], Say(words), conclusion]
