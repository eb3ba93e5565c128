"""She wants a person: an officer is called, and told honestly what that means."""

from __future__ import annotations

from handlers.actions import Action, CallOfficer, Conclude, Intent, Say
from handlers.hotlines import danger_line
from handlers.texts import handover
from handlers.texts.waiting import when_answered
from handlers.turn import Severity, Turn
from handlers.wording import is_short, mentions, says
from knowledge.errors import KnowledgeError

_PERSONS = ("can bo", "cb", "nguoi that", "nguoi phu trach", "nhan vien", "chi can bo", "co can bo")
_VERBS = ("gap", "noi chuyen voi", "noi voi", "hoi", "goi", "lien he", "nhan tin cho", "chat voi")
PHRASES = frozenset(f"{verb} {person}" for verb in _VERBS for person in _PERSONS) | {
    "gap nguoi", "gap hoi phu nu", "lien he hoi", "lien he hoi phu nu", "gap hoi", "gap ai do",
    "can bo tra loi", "nguoi that tra loi", "gap chu tich hoi", "gap chi hoi truong",
    "khong noi chuyen voi may", "khong muon noi voi may", "tu van truc tiep",
}  # fmt: skip
WORDS = frozenset({"can bo", "can bo hoi", "nguoi that", "nhan vien"})


def handle(turn: Turn) -> list[Action]:
    """Calls an officer when a short message asks for one; else []."""
    text = turn.message.text
    if not (says(text, WORDS) or (is_short(text) and mentions(text, PHRASES))):
        return []
    question = _question(turn)
    when = when_answered(turn.staffing, turn.now)
    return [
        CallOfficer("asked", question=question, topic=_topic(turn) if question else ""),
        Say(handover.officer_called(_kept(turn, question), when, danger_line())),
        Conclude(Intent.OFFICER),
    ]


def _question(turn: Turn) -> str:
    """What she asked last, for the officer to know; nothing after danger."""
    return turn.conversation.question if _calm(turn) else ""


def _topic(turn: Turn) -> str:
    """The topic of the card that answered last, so that officers find the conversation by it."""
    known = turn.conversation
    try:
        card = turn.library.card(known.card) if known.card and known.citations else None
    except KnowledgeError:  # an officer is called without a library too
        return ""
    return card.topic if card else ""


def _kept(turn: Turn, question: str) -> str:
    if not _calm(turn):
        return handover.NOTHING_KEPT
    return handover.KEPT if question else handover.TELL_MORE


def _calm(turn: Turn) -> bool:
    return turn.conversation.severity is Severity.N
