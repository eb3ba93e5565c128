"""The first contact: who this is, what it can do, what it keeps; said once to each person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers import parked, texts
from handlers.actions import Action, Conclude, Forget, Intent, OfferChoices, Remember, Say
from handlers.bubbles import COMFORTABLE
from handlers.hotlines import danger_line
from handlers.menu import topics
from handlers.texts.address import spoken_to
from handlers.turn import Conversation, MessageKind, Turn
from handlers.wording import plain, says

HELLO = frozenset(
    {
        "xin chao", "chao", "hello", "helo", "hi", "hey", "alo", "a lo", "chao buoi sang",
        "chao buoi toi", "chao bot", "chao ca nha", "xin chao ca nha", "hello bot", "hi bot",
        "chao hoi", "chao hoi phu nu", "good morning", "co ai khong", "co ai o do khong",
        "em chao", "chau chao", "con chao",
    }
)  # fmt: skip

_AROUND_HELLO = frozenset(
    "a anh ban bac bot buoi ca cac chao chau chi chieu chu co con cua da em hoi minh moi nguoi nha "
    "nhe nu oi phu phuong sang toi trua xin".split()
)


def handle(turn: Turn) -> list[Action]:
    """Greets who follows, opens the chat for the first time or says hello; else []."""
    kind = turn.message.kind
    if kind is MessageKind.OPENED_CHAT and turn.conversation.greeted:
        return [Conclude(Intent.SILENCE)]
    arrived = kind in (MessageKind.FOLLOWED, MessageKind.OPENED_CHAT)
    if not arrived and not _says_hello(turn.message.text):
        return []
    known = turn.conversation.greeted
    greeted: list[Action] = [
        Remember(replace(turn.conversation, greeted=True)),
        Say(texts.GREETING_AGAIN if known else _greeting(turn)),
        OfferChoices(topics(turn.library), texts.PICK),
        Conclude(Intent.MENU if arrived else Intent.SMALLTALK),
    ]
    return parked.offered(turn, greeted)


def _says_hello(text: str) -> bool:
    words = set(plain(text).split())
    return says(text, HELLO) or ("chao" in words and words <= _AROUND_HELLO)


def noticed(turn: Turn, actions: Sequence[Action]) -> list[Action]:
    """The same actions, with the short notice before the first words to a new person.

    Not in a group, not to a person in danger, and not where everything was just erased.
    """
    if turn.conversation.greeted or turn.message.in_group or not _may_notice(actions):
        return list(actions)
    if any(isinstance(each, Remember) and each.conversation.greeted for each in actions):
        return list(actions)
    return _with_notice(turn, _greeted(turn, actions))


def _may_notice(actions: Sequence[Action]) -> bool:
    says_something = any(isinstance(each, Say) for each in actions)
    crisis = any(isinstance(each, Conclude) and each.intent is Intent.CRISIS for each in actions)
    erased = any(isinstance(each, Forget) for each in actions)
    return says_something and not crisis and not erased


def _greeted(turn: Turn, actions: Sequence[Action]) -> list[Action]:
    """Remembers the greeting in every ``Remember``, or in a new one before all others."""
    marked: list[Action] = [
        Remember(replace(each.conversation, greeted=True)) if isinstance(each, Remember) else each
        for each in actions
    ]
    if any(isinstance(each, Remember) for each in marked):
        return marked
    conversation: Conversation = replace(turn.conversation, greeted=True)
    return [Remember(conversation), *marked]


def _with_notice(turn: Turn, actions: list[Action]) -> list[Action]:
    """In the first bubble where it fits or where there are two already, else as one before it."""
    calm = turn.conversation.danger_until is None
    words = texts.first_notice(turn.organisation.name, calm=calm)
    notice = spoken_to(turn.conversation.address, words)
    place, first = next((i, each) for i, each in enumerate(actions) if isinstance(each, Say))
    together = Say(f"{notice}\n\n{first.text}")
    several = sum(isinstance(each, Say) for each in actions) > 1
    fits = several or len(together.text) <= COMFORTABLE
    opening = [together] if fits else [Say(notice), first]
    return [*actions[:place], *opening, *actions[place + 1 :]]


def _greeting(turn: Turn) -> str:
    return texts.greeting(turn.organisation.name, danger_line())
