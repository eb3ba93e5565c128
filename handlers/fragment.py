"""Two quick messages that are one question: "chồng em", then the rest."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from handlers import crisis
from handlers.actions import ANSWERS, Action, Conclude, Intent, Say
from handlers.texts import fragment as texts
from handlers.turn import Conversation, Fragment, MessageKind, Severity, Turn
from handlers.wording import plain
from knowledge.text.reading import understand

#: So long the next message may be the rest of the question.
WAIT = timedelta(minutes=2)

#: More words than this, or more characters of two messages together, are a question already.
MOST_WORDS, LONGEST = 10, 600

#: A beginning that a card answers with such a chance is a question by itself.
ASKS_ALREADY = 0.5

#: The two together are a better question where the chance of the best card grows by so much, to at
#: least so much.
BETTER_BY, GOOD = 0.1, 0.4

_OPENING = frozenset(
    "a ad admin alo anh ban bac can chau chi cho chu chut co con cua da dieu duoc em giup gium ho "
    "hoi it khong la luat may minh mot muon nay nhe nho nua oi phap roi thac them ti tham tin toi "
    "tu u vac van vang ve viec voi xin".split()
)  # fmt: skip
_ANNOUNCES = re.compile(r"\b(?:hoi|tu van|thac mac|nho ti|nho chut)\b")
_PERSON = re.compile(
    r"^(?:(?:a|ad|alo|anh|ban|chi|da|oi|chao|vang|hom nay|hien|nay) )*"
    r"(?:toi|em|minh|chau|tui|chong|vo|me|bo|ba|ong|con|nha|chi gai|em gai|anh trai|hai vo chong)\b"
)
_ASKS = re.compile(
    r"\b(?:gi|sao|nao|dau|ai|may|bao nhieu|bao lau|khong|chua|muon|can|xin|hoi|phai lam|nhe|giup)\b"
)
_NO_BEGINNING = frozenset((Intent.PRIVACY, Intent.FEEDBACK, Intent.CALCULATOR, Intent.OFFICER))


def silent(turn: Turn) -> list[Action]:
    """Nothing is said to a beginning whose rest waits already; [] for all else."""
    if not turn.more_waiting or not (announces(turn) or _begins(turn)) or _asks_already(turn):
        return []
    return [Conclude(Intent.SILENCE)]


def handle(turn: Turn) -> list[Action]:
    """A word to whoever only announces a question; else []."""
    return [Say(texts.ASK_ON), Conclude(Intent.SMALLTALK)] if announces(turn) else []


def together(turn: Turn) -> Turn | None:
    """The turn as if the kept beginning and this message had been one; None without a beginning."""
    kept = turn.conversation.fragment
    if kept is None or turn.now - kept.at > WAIT or not _typed(turn):
        return None
    text = f"{kept.text.rstrip(' .,')} {turn.message.text}"
    if len(text) > LONGEST:
        return None
    return replace(turn, message=replace(turn.message, text=text))


def is_danger(turn: Turn, whole: Turn) -> bool:
    """Whether both halves together tell of danger that the second alone does not.

    Two halves that name no harm are only somebody, and how old she is.
    """
    safe_word = turn.organisation.safe_word
    alone, both = crisis.assess(turn.message.text, safe_word), crisis.assess(whole.message.text)
    return alone.severity is Severity.N and both.severity is not Severity.N and not both.hunch


def reads_better(turn: Turn, whole: Turn) -> bool:
    """Whether both halves together are a better question than the second alone."""
    kept = turn.conversation.fragment
    if kept is None or kept.answered:
        return False
    chance = _chance(whole)
    return chance >= GOOD and chance >= _chance(turn) + BETTER_BY


def after(turn: Turn, conversation: Conversation, conclusion: Conclude) -> Conversation:
    """The conversation with the beginning that the message is; without the one that was kept."""
    begins = _begins(turn) and conclusion.intent not in _NO_BEGINNING
    if not begins or conclusion.intent is Intent.CRISIS:
        return replace(conversation, fragment=None)
    answered = conclusion.intent in ANSWERS and bool(conclusion.citations)
    return replace(conversation, fragment=Fragment(turn.message.text, turn.now, answered))


def announces(turn: Turn) -> bool:
    """Whether the message only says that a question comes: "cho em hỏi chút"."""
    words = plain(understand(turn.message.text).query).split()
    known = bool(words) and len(words) <= MOST_WORDS and set(words) <= _OPENING
    return _typed(turn) and known and bool(_ANNOUNCES.search(" ".join(words)))


def _begins(turn: Turn) -> bool:
    """Whether the message tells of somebody and asks nothing."""
    text = turn.message.text
    words = plain(understand(text).query)
    if not _typed(turn) or "?" in text or not words or len(words.split()) > MOST_WORDS:
        return False
    return bool(_PERSON.search(words)) and not _ASKS.search(words)


def _typed(turn: Turn) -> bool:
    message = turn.message
    typed = message.kind is MessageKind.TEXT and not message.in_group and not turn.picked
    return typed and turn.conversation.form is None


def _asks_already(turn: Turn) -> bool:
    return len(plain(turn.message.text).split()) > 2 and _chance(turn) >= ASKS_ALREADY


def _chance(turn: Turn) -> float:
    hits = turn.library.match_cards(turn.message.text, limit=1, as_of=turn.day)
    return hits[0].confidence if hits else 0.0
