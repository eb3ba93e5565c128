"""Stickers, voice, pictures and the rest: said kindly that only words can be read."""

from __future__ import annotations

import re
from collections.abc import Sequence

from handlers import texts
from handlers.actions import Action, Conclude, Intent, Say
from handlers.hotlines import danger_line
from handlers.turn import MessageKind, Turn
from handlers.wording import plain

_LINK = re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE)

#: A caption of at least so many words is answered as if it had been sent alone.
_A_QUESTION = 3

_CAPTIONED = frozenset(
    {MessageKind.IMAGE, MessageKind.GIF, MessageKind.VIDEO, MessageKind.FILE, MessageKind.LINK}
)
_REPLIES = {
    MessageKind.STICKER: texts.STICKER,
    MessageKind.GIF: texts.STICKER,
    MessageKind.FILE: texts.FILE,
    MessageKind.CONTACT: texts.CONTACT,
    MessageKind.LINK: texts.LINK,
}
_REPLIES_WITH_HELP = {
    MessageKind.AUDIO: texts.voice,
    MessageKind.IMAGE: texts.picture,
    MessageKind.VIDEO: texts.video,
    MessageKind.LOCATION: texts.location,
}


def handle(turn: Turn) -> list[Action]:
    """What cannot be read is answered; a caption that asks something is left to the others ([])."""
    kind = _kind(turn)
    if asks(turn):
        return []
    if kind in _REPLIES:
        return [Say(_REPLIES[kind]), Conclude(Intent.MEDIA)]
    if kind in _REPLIES_WITH_HELP:
        return [Say(_REPLIES_WITH_HELP[kind](danger_line())), Conclude(Intent.MEDIA)]
    return []


def noticed(turn: Turn, actions: Sequence[Action]) -> list[Action]:
    """The same actions; after an answer to a caption, that the attachment itself was not read."""
    if turn.message.kind not in _CAPTIONED or turn.message.in_group or not asks(turn):
        return list(actions)
    place = next((i for i, each in enumerate(actions) if isinstance(each, Say)), None)
    if place is None:
        return list(actions)
    return [*actions[:place], Say(texts.ONLY_YOUR_WORDS), *actions[place:]]


def _kind(turn: Turn) -> MessageKind:
    """The kind; a text of nothing but an address counts as a link."""
    words, text = turn.message.kind, turn.message.text
    bare = _LINK.search(text) and not plain(_LINK.sub("", text))
    return MessageKind.LINK if words is MessageKind.TEXT and bare else words


def asks(turn: Turn) -> bool:
    """Whether the caption of a picture or link is answered as if it had been sent alone."""
    if turn.message.kind not in _CAPTIONED:
        return False
    return len(plain(_LINK.sub(" ", turn.message.text)).split()) >= _A_QUESTION
