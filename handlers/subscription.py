"""She wants the Union's broadcasts, of all topics or of one. Stopping them is taking her consent
back: ``handlers.consent``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from handlers import consent
from handlers.actions import (
    Action,
    ChooseTopics,
    Conclude,
    Intent,
    OfferChoices,
    RecordConsent,
    Say,
)
from handlers.answer import MENU
from handlers.people import Purpose
from handlers.texts import PICK
from handlers.texts import broadcast as texts
from handlers.texts.privacy import TAKE_BACK
from handlers.turn import Choice, MessageKind, Turn
from handlers.wording import plain, readings, says
from knowledge.tips import read_tips

_ALL = frozenset(
    {
        "nhan tin", "dang ky nhan tin", "dang ky tin", "nhan tin luat", "nhan tin cua hoi",
        "cho nhan tin", "muon nhan tin", "nhan tin moi", "nhan tat ca tin", "nhan moi tin",
    }
)  # fmt: skip
_OF = ("dang ky nhan tin ve ", "dang ky nhan tin ", "nhan tin ve ", "nhan tin ")
SHOWN = 5


def handle(turn: Turn) -> list[Action]:
    """Notes that she wants broadcasts, and of which topics; else []."""
    message = turn.message
    if (
        message.in_group
        or message.kind is not MessageKind.TEXT
        or texts.TO_TEXT in message.text.lower()
    ):
        return []
    if says(message.text, _ALL):
        return _subscribed((), texts.SUBSCRIBED)
    asked = list(_named(message.text))
    chosen = next((topics()[each] for each in asked if each in topics()), "")
    if chosen:
        return _subscribed((chosen,), texts.subscribed([chosen]))
    return _which() if asked and texts.TO_GET_TIPS in message.text.lower() else []


@cache
def topics() -> dict[str, str]:
    """The topics of the tips, by their folded words."""
    return {plain(tip.topic): tip.topic for tip in read_tips()}


def _named(text: str) -> Iterator[str]:
    """What may be the topic that she names, folded, politeness aside."""
    for reading in readings(text):
        for opening in _OF:
            if reading.startswith(opening):
                yield reading.removeprefix(opening).strip()


def _subscribed(chosen: tuple[str, ...], words: str) -> list[Action]:
    stop = TAKE_BACK[Purpose.TIPS]
    return [
        RecordConsent(Purpose.TIPS, True, consent.wording()),
        ChooseTopics(chosen),
        Say(words),
        OfferChoices((Choice(stop, stop), MENU), PICK),
        Conclude(Intent.PRIVACY),
    ]


def _which() -> list[Action]:
    some = [*topics().values()][:SHOWN]
    labels = [texts.ALL_TOPICS, *map(texts.subscribe, some)]
    return [
        Say(texts.WHICH_TOPIC),
        OfferChoices(tuple(Choice(label, label) for label in labels), PICK),
        Conclude(Intent.PRIVACY),
    ]
