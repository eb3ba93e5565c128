from __future__ import annotations

import pytest

from handlers import media, order
from handlers.actions import Intent, Say
from handlers.texts import LINK, ONLY_YOUR_WORDS
from handlers.turn import MessageKind
from tests.handlers.conftest import TurnOf

UNREADABLE = [
    MessageKind.IMAGE,
    MessageKind.GIF,
    MessageKind.AUDIO,
    MessageKind.VIDEO,
    MessageKind.STICKER,
    MessageKind.LOCATION,
    MessageKind.FILE,
    MessageKind.CONTACT,
    MessageKind.LINK,
]


def said(actions: list[object]) -> str:
    return "\n".join(each.text for each in actions if isinstance(each, Say))


@pytest.mark.parametrize("kind", UNREADABLE)
def test_every_kind_is_answered_kindly(turn_of: TurnOf, kind: MessageKind):
    actions = media.handle(turn_of(kind=kind))
    assert "chị" in said(actions).lower()
    assert actions[-1].intent is Intent.MEDIA


@pytest.mark.parametrize(
    "kind", [MessageKind.AUDIO, MessageKind.IMAGE, MessageKind.VIDEO, MessageKind.LOCATION]
)
def test_what_may_tell_of_danger_is_answered_with_the_numbers(turn_of: TurnOf, kind: MessageKind):
    words = said(media.handle(turn_of(kind=kind)))
    assert "113" in words
    assert "111" in words


def test_a_caption_that_asks_is_answered_and_the_picture_mentioned(turn_of: TurnOf):
    turn = turn_of("Nấu cơm có phải trông lửa không?", MessageKind.IMAGE)
    actions = order.respond(turn)
    assert actions[-1].intent is Intent.LAW
    assert ONLY_YOUR_WORDS in said(actions)


def test_a_contacts_name_is_not_a_question(turn_of: TurnOf):
    turn = turn_of("Nấu cơm có phải trông lửa không", MessageKind.CONTACT)
    assert order.respond(turn)[-1].intent is Intent.MEDIA


@pytest.mark.parametrize("typed", ["https://example.org/qua-tang", "www.example.org ."])
def test_a_bare_address_is_not_opened(turn_of: TurnOf, typed: str):
    assert said(media.handle(turn_of(typed))) == LINK


@pytest.mark.parametrize("typed", ["ly hôn cần gì https://example.org", "ly hôn", ""])
def test_text_is_left_to_others(turn_of: TurnOf, typed: str):
    assert media.handle(turn_of(typed)) == []
