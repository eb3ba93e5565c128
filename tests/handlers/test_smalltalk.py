from __future__ import annotations

import pytest

from handlers import smalltalk, texts
from handlers.actions import Say
from tests.handlers.conftest import TurnOf

ANSWERS = [
    ("cảm ơn", texts.WELCOME),
    ("Dạ em cảm ơn chị nhiều ạ", texts.WELCOME),
    ("tks", texts.WELCOME),
    ("ok", texts.ALL_RIGHT),
    ("vâng ạ", texts.ALL_RIGHT),
    ("dạ", texts.ALL_RIGHT),
    ("vay ok chi", texts.ALL_RIGHT),
    ("vâng ạ em biết rồi", texts.ALL_RIGHT),
    ("the la duoc roi ha", texts.ALL_RIGHT),
    ("rồi em hiểu rồi nha chị", texts.ALL_RIGHT),
    ("tạm biệt", texts.GOODBYE),
    ("đồ ngu", texts.SORRY),
    ("Bot ngu thế", texts.SORRY),
    ("😀😀", texts.ONLY_EMOJI),
    ("❤️", texts.ONLY_EMOJI),
    ("\u200b\u200b\ufeff", texts.NO_WORDS),
    ("???", texts.NO_WORDS),
    ("", texts.NO_WORDS),
    ("  \n ", texts.NO_WORDS),
]


@pytest.mark.parametrize(("typed", "expected"), ANSWERS)
def test_small_talk(turn_of: TurnOf, typed: str, expected: str):
    assert Say(expected) in smalltalk.handle(turn_of(typed))


@pytest.mark.parametrize("typed", ["bạn là ai", "may hay nguoi vay", "Có phải người thật không?"])
def test_it_says_what_it_is(turn_of: TurnOf, typed: str):
    (say, *_) = smalltalk.handle(turn_of(typed))
    assert isinstance(say, Say)
    assert "Tôi là máy" in say.text


@pytest.mark.parametrize(
    "typed",
    [
        "ly hôn",
        "cảm ơn, cho hỏi thêm ly hôn thì ai nuôi con",
        "chửi người khác là đồ ngu có bị phạt không",
        "không đăng ký kết hôn",
        "vậy được không chị",
        "chồng ok",
    ],
)
def test_a_question_is_not_small_talk(turn_of: TurnOf, typed: str):
    assert smalltalk.handle(turn_of(typed)) == []
