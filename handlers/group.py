"""Group chats: an answer only when called, in one bubble; nothing personal before others."""

from __future__ import annotations

import re
from dataclasses import replace

from handlers import citation, found, law, texts
from handlers.actions import Action, Conclude, Intent, Say
from handlers.bubbles import LONGEST, pages
from handlers.crisis import assess
from handlers.hotlines import danger_line
from handlers.refusal import off_topic
from handlers.turn import Conversation, MessageKind, Severity, Turn
from handlers.wording import mentions, plain

PERSONAL = (
    "toi bi", "em bi", "chau bi", "con bi", "minh bi", "chi toi bi", "me toi bi", "chong toi",
    "chong em", "chong con", "chong minh", "ck em", "ck toi", "vo toi", "vo em", "con toi",
    "con em", "nha toi", "nha em", "me chong", "bo chong", "toi muon ly hon", "em muon ly hon",
    "toi dang", "em dang", "gap can bo", "xoa du lieu", "xem du lieu", "sua du lieu",
    "rut dong y",
)  # fmt: skip

_MENTION = re.compile(r"\[@[^\]]*\]|@\S+")


def handle(turn: Turn) -> list[Action]:
    """Everything said in a group ends here; [] only for private chats."""
    message = turn.message
    if not message.in_group:
        return []
    in_danger = assess(message.text).severity in (Severity.C2, Severity.C3)
    if in_danger:
        return [Say(texts.write_privately(danger_line())), Conclude(Intent.CRISIS)]
    if not message.mentions_us or message.kind is not MessageKind.TEXT:
        return [Conclude(Intent.SILENCE)]
    if mentions(message.text, PERSONAL):
        return [Say(texts.write_privately(danger_line())), Conclude(Intent.REFUSAL)]
    return _answered(turn)


def _answered(turn: Turn) -> list[Action]:
    """The answer a private chat would get, as one bubble, without choices or memory."""
    text = _MENTION.sub(" ", turn.message.text).strip()
    if not plain(text):
        return [Say(texts.GROUP_HOW_TO_ASK), Conclude(Intent.MENU)]
    asked = replace(
        turn, message=replace(turn.message, text=text), conversation=Conversation(greeted=True)
    )
    actions = off_topic(asked) or citation.handle(asked) or law.handle(asked)
    said = [each.text for each in actions if isinstance(each, Say)]
    conclusion = next((each for each in actions if isinstance(each, Conclude)), None)
    if conclusion is None or conclusion.confidence < found.LAW_SURE:
        return [Say(texts.GROUP_NOTHING_FOUND), Conclude(Intent.REFUSAL, 0.0)]
    return [Say(pages("\n\n".join(said), LONGEST)[0]), conclusion]
