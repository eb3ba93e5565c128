from __future__ import annotations

import pytest

from handlers import choice
from handlers.actions import OfferChoices, Say
from handlers.choice import number_in, picked
from handlers.turn import Choice, Conversation, MessageKind
from tests.handlers.conftest import TurnOf

OFFERED = (
    Choice("Trông lửa khi nấu cơm", "nấu cơm có phải trông lửa không"),
    Choice("Gặp cán bộ Hội", "gặp cán bộ"),
)
OPEN = Conversation(greeted=True, choices=OFFERED)


@pytest.mark.parametrize(
    "typed",
    ["2", "2.", "2)", " 2 ", "số 2", "so 2", "chọn 2", "chọn số 2 ạ", "hai", "Hai", "２", "2️⃣", "②",
     "câu 2 nhé", "gap can bo hoi", "Gặp cán bộ Hội", "dạ em chọn số hai ạ"],
)  # fmt: skip
def test_all_ways_to_pick_the_second(typed: str):
    assert picked(typed, OFFERED) == OFFERED[1]


@pytest.mark.parametrize(
    "typed", ["3", "0", "113", "111", "2 con", "con 2 tuổi", "", "hai vợ chồng", "mười", "12"]
)
def test_what_picks_nothing(typed: str):
    assert picked(typed, OFFERED) is None


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("ba tôi", 0),
        ("ba em ạ", 0),
        ("ba ạ", 3),
        ("dạ em chọn ba nhé", 3),
        ("tư", 4),
        ("nam", 5),
        ("mười", 10),
        ("🔟", 10),
        ("99", 99),
        ("100", 0),
    ],
)
def test_numbers_and_their_words(typed: str, number: int):
    assert number_in(typed) == number


def test_a_picked_choice_is_heard_as_its_words(turn_of: TurnOf):
    assert choice.heard(turn_of("1", conversation=OPEN)).message.text == OFFERED[0].says


def test_other_words_are_heard_as_they_are(turn_of: TurnOf):
    turn = turn_of("ba tôi", conversation=OPEN)
    assert choice.heard(turn) is turn


def test_in_a_group_numbers_pick_nothing(turn_of: TurnOf):
    turn = turn_of("1", conversation=OPEN, in_group=True)
    assert choice.heard(turn) is turn


def test_a_caption_picks_nothing(turn_of: TurnOf):
    turn = turn_of("1", MessageKind.IMAGE, conversation=OPEN)
    assert choice.heard(turn) is turn


def test_a_number_beyond_the_choices_offers_them_again(turn_of: TurnOf):
    say, offer, _ = choice.handle(turn_of("7", conversation=OPEN))
    assert isinstance(say, Say)
    assert "1 đến 2" in say.text
    assert offer == OfferChoices(OFFERED)


def test_a_number_without_choices_leads_to_the_topics(turn_of: TurnOf):
    _, offer, _ = choice.handle(turn_of("1"))
    assert isinstance(offer, OfferChoices)
    assert offer.choices[0].label == "Bếp núc"


def test_a_number_word_without_choices_is_a_word(turn_of: TurnOf):
    assert choice.handle(turn_of("ba")) == []
