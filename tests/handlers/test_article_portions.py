from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.article_portions import portions
from tests.handlers.library import LONG_TEXT

POINTS = "1. Ngắn.\n2. Gồm có:\n" + "\n".join(
    f"{letter}) {'Nước rửa chảo được để riêng. ' * 4}" for letter in "abcdđe"
)


def named(text: str, limit: int, clause: str = "") -> list[str]:
    return [each.name for each in portions(text, limit, clause)]


def test_small_clauses_share_a_portion_and_it_names_them():
    assert named("1. Một.\n2. Hai.\n3. Ba.", 700) == ["khoản 1 đến khoản 3"]
    assert named("1. Một.\n2. Hai.\n3. Ba.", 16) == ["khoản 1 đến khoản 2", "khoản 3"]


def test_a_portion_begins_at_a_clause():
    found = [each.words(LONG_TEXT) for each in portions(LONG_TEXT, 760)]
    assert len(found) > 2
    assert all(words[0].isdecimal() for words in found)


def test_a_long_clause_is_cut_at_its_points():
    assert named(POINTS, 300) == [
        "khoản 1",
        "điểm a đến điểm b khoản 2",
        "điểm c đến điểm d khoản 2",
        "điểm đ đến điểm e khoản 2",
    ]


def test_a_point_that_is_too_long_goes_on():
    text = "1. Gồm:\na) " + "Nước rửa chảo để riêng. " * 20
    goes_on = ["điểm a khoản 1 (tiếp)"] * 2
    assert named(text, 200) == ["khoản 1", "điểm a khoản 1", *goes_on]


def test_the_opening_words_go_with_the_first_clause():
    assert named("Người nấu phải:\n1. Trông lửa.\n2. Tắt lửa.", 700) == ["khoản 1 đến khoản 2"]


def test_from_a_clause_on_it_stands_alone_and_the_next_ones_follow():
    assert named("1. Một.\n2. Hai.\n3. Ba.\n4. Bốn.", 700, "2") == [
        "khoản 2",
        "khoản 3 đến khoản 4",
    ]
    assert named("1. Một.", 700, "5") == []


def test_what_has_no_number_has_no_name():
    assert named("Luật này có hiệu lực.", 700) == [""]
    assert portions("", 700) == []


pieces = st.sampled_from(
    [
        "1. ",
        "2. ",
        "12. ",
        "a) ",
        "đ) ",
        "\n",
        "\n\n",
        "  ",
        "chảo",
        "nồi; ",
        "“3. x”",
        "Rửa. ",
        "x" * 90,
    ]
)


@given(st.lists(pieces, max_size=80).map("".join), st.integers(20, 300))
def test_nothing_is_lost_and_nothing_added(text: str, limit: int):
    found = [each.words(text) for each in portions(text, limit)]
    assert "".join("".join(found).split()) == "".join(text.split())
    assert all(words in text and len(words) <= limit for words in found)


@pytest.mark.parametrize("limit", [100, 760])
def test_a_text_without_any_break_is_cut_all_the_same(limit: int):
    found = [each.words("x" * 2000) for each in portions("x" * 2000, limit)]
    assert "".join(found) == "x" * 2000
