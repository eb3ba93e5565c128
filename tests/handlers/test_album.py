"""Several pictures within seconds are one thing."""

from __future__ import annotations

from datetime import timedelta

from handlers import memory, order
from handlers.actions import Conclude, Intent, Say
from handlers.album import TOGETHER
from handlers.turn import Conversation, MessageKind
from tests.handlers.conftest import NOW, TurnOf


def test_five_pictures_get_one_reply(turn_of: TurnOf):
    known, replies = Conversation(greeted=True), 0
    for seconds in range(0, 50, 10):
        now = NOW + timedelta(seconds=seconds)
        actions = order.respond(turn_of("", MessageKind.IMAGE, known, now))
        replies += sum(isinstance(each, Say) for each in actions)
        known = memory.remembered(known, actions, now)
    assert replies == 1


def test_a_later_picture_and_one_with_a_question_are_answered(turn_of: TurnOf):
    known = Conversation(greeted=True, picture_at=NOW)
    soon, later = NOW + timedelta(seconds=3), NOW + TOGETHER + timedelta(seconds=1)
    for turn in (
        turn_of("giấy này xin ở đâu vậy", MessageKind.IMAGE, known, soon),
        turn_of("", MessageKind.IMAGE, known, later),
        turn_of("Nấu cơm có phải trông lửa không?", MessageKind.TEXT, known, soon),
    ):
        actions = order.respond(turn)
        conclusion = next(each for each in actions if isinstance(each, Conclude))
        assert conclusion.intent is not Intent.SILENCE
