from __future__ import annotations

import pytest

from handlers import more
from handlers.actions import KeepForLater, OfferChoices, Say
from handlers.answer import MORE, OFFICER, OTHER_ARTICLES
from handlers.turn import Conversation
from tests.handlers.conftest import TurnOf

READING = Conversation(
    greeted=True, later=("phần hai", "phần ba"), choices=(MORE, OTHER_ARTICLES, OFFICER)
)


@pytest.mark.parametrize("typed", ["xem thêm", "xem tiep", "còn nữa không?", "Tiếp đi ạ", "nữa"])
def test_the_next_bubble_comes_and_the_rest_stays(turn_of: TurnOf, typed: str):
    actions = more.handle(turn_of(typed, conversation=READING))
    assert Say("phần hai") in actions
    assert KeepForLater(("phần ba",)) in actions


def offered(turn_of: TurnOf, later: tuple[str, ...]) -> tuple[object, ...]:
    conversation = Conversation(greeted=True, later=later, choices=READING.choices)
    actions = more.handle(turn_of("xem thêm", conversation=conversation))
    return next(each.choices for each in actions if isinstance(each, OfferChoices))


def test_more_is_offered_as_long_as_there_is_more(turn_of: TurnOf):
    assert offered(turn_of, ("a", "b")) == (MORE, OTHER_ARTICLES, OFFICER)
    assert offered(turn_of, ("a",)) == (OTHER_ARTICLES, OFFICER)


def test_when_nothing_is_left_it_says_so(turn_of: TurnOf):
    (say, *_) = more.handle(turn_of("xem thêm"))
    assert isinstance(say, Say)
    assert "đưa hết" in say.text


def test_a_question_is_not_a_wish_for_more(turn_of: TurnOf):
    assert more.handle(turn_of("muốn xem thêm quyền của vợ", conversation=READING)) == []
