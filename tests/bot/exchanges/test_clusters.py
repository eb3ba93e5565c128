"""Questions that ask for the same come together, and groups stay what they are."""

from __future__ import annotations

from bot.exchanges.clusters import arrange
from bot.exchanges.reading import words_of

SWIM = [
    "phường mình có lớp dạy bơi cho trẻ em không",
    "lop day boi cho tre em phuong minh",
    "cho em hỏi lớp dạy bơi trẻ em mở khi nào ạ",
]
HALL = ["nhà văn hóa cho thuê phòng cưới không", "thuê phòng cưới ở nhà văn hóa phường"]


def read(texts: list[str], first: int = 1) -> dict[int, str]:
    return {first + place: words_of(text) for place, text in enumerate(texts)}


def test_the_same_question_with_and_without_accents_is_one_group():
    found = arrange(read([*SWIM, *HALL]), {}, {})
    assert sorted(map(sorted, found.begun)) == [[1, 2, 3], [4, 5]]


def test_the_middle_stands_first():
    found = arrange(read(SWIM), {}, {})
    assert found.begun[0][0] in (1, 2)


def test_a_new_question_joins_the_group_that_stands():
    standing = read(SWIM[:2])
    found = arrange(read(SWIM[2:], 3), standing, {1: 70, 2: 70})
    assert found.joined == {3: 70}
    assert found.begun == []
    assert found.middles[70] in (1, 2, 3)


def test_what_is_like_nothing_begins_a_group_of_its_own():
    found = arrange(read(HALL[:1], 9), read(SWIM), {1: 70, 2: 70, 3: 70})
    assert (found.joined, found.begun) == ({}, [[9]])


def test_nothing_new_changes_nothing():
    found = arrange({}, read(SWIM), {1: 70, 2: 70, 3: 70})
    assert (found.joined, found.begun, found.middles) == ({}, [], {})


def test_words_that_say_nothing_do_no_harm():
    found = arrange({1: "", 2: "a", 3: "a"}, {}, {})
    assert sorted(each for group in found.begun for each in group) == [1, 2, 3]
