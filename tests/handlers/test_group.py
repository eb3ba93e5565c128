from __future__ import annotations

import pytest

from handlers import group
from handlers.actions import Action, Conclude, Intent, KeepForLater, OfferChoices, Remember, Say
from handlers.bubbles import LONGEST
from handlers.turn import MessageKind, Turn
from tests.handlers.conftest import TurnOf

SILENCE = [Conclude(Intent.SILENCE)]


def called(turn_of: TurnOf, text: str) -> Turn:
    return turn_of(text, in_group=True, mentions_us=True)


def said(actions: list[Action]) -> str:
    (only,) = [each.text for each in actions if isinstance(each, Say)]
    return only


def test_private_chats_are_not_its_business(turn_of: TurnOf):
    assert group.handle(turn_of("nấu cơm có phải trông lửa không")) == []


def test_uncalled_it_is_silent(turn_of: TurnOf):
    turn = turn_of("Nấu cơm có phải trông lửa không?", in_group=True)
    assert group.handle(turn) == SILENCE


def test_pictures_are_met_with_silence(turn_of: TurnOf):
    turn = turn_of(kind=MessageKind.IMAGE, in_group=True, mentions_us=True)
    assert group.handle(turn) == SILENCE


@pytest.mark.parametrize("mention", ["[@123456] ", "@HộiPhụNữ ", ""])
def test_called_it_answers_in_one_bubble_without_memory(turn_of: TurnOf, mention: str):
    actions = group.handle(called(turn_of, f"{mention}Nấu cơm có phải trông lửa không?"))
    assert "“1. Người nấu phải trông lửa" in said(actions)
    assert len(said(actions)) <= LONGEST
    assert not [
        each for each in actions if isinstance(each, OfferChoices | Remember | KeepForLater)
    ]
    assert actions[-1].intent is Intent.LAW


def test_a_long_answer_still_is_one_bubble(turn_of: TurnOf):
    assert "(phần" not in said(group.handle(called(turn_of, "điều 3 luật bếp núc")))


@pytest.mark.parametrize(
    "story", ["chồng em bỏ đi rồi giờ làm sao", "tôi bị đuổi việc", "tôi muốn ly hôn", "gặp cán bộ"]
)
def test_a_personal_story_is_invited_to_a_private_chat(turn_of: TurnOf, story: str):
    text = said(group.handle(called(turn_of, story)))
    assert "nhắn riêng" in text
    assert "113" in text


def test_danger_is_answered_even_uncalled(turn_of: TurnOf):
    actions = group.handle(turn_of("cứu với, chồng đang đánh tôi", in_group=True))
    assert "nhắn riêng" in said(actions)
    assert actions[-1].intent is Intent.CRISIS


def test_only_a_mention_is_told_how_to_ask(turn_of: TurnOf):
    assert "trợ lý tự động" in said(group.handle(called(turn_of, "[@123456]")))


def test_what_is_not_found_is_said_shortly(turn_of: TurnOf):
    actions = group.handle(called(turn_of, "zzz qqq"))
    assert "nhắn riêng" in said(actions)
    assert actions[-1] == Conclude(Intent.REFUSAL, 0.0)
