from __future__ import annotations

import pytest

from handlers import more
from handlers.actions import KeepForLater, OfferChoices, Say
from handlers.answer import MORE, OFFICER, OTHER_ARTICLES
from handlers.texts import reading
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


@pytest.mark.parametrize("typed", ["tiếp", "tiep di a", "xem thêm"])
def test_choices_that_wait_are_not_lost(turn_of: TurnOf, typed: str):
    known = Conversation(greeted=True, choices=(OTHER_ARTICLES, OFFICER))
    (say, offer, _) = more.handle(turn_of(typed, conversation=known))
    assert say == Say(reading.CHOOSE_FIRST)
    assert isinstance(offer, OfferChoices)
    assert offer.choices == (OTHER_ARTICLES, OFFICER)


def test_a_question_is_not_a_wish_for_more(turn_of: TurnOf):
    assert more.handle(turn_of("muốn xem thêm quyền của vợ", conversation=READING)) == []
