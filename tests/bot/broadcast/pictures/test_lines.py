from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.broadcast.pictures.fonts import Weight, letters
from bot.broadcast.pictures.lines import Letters, broken, kept_together
from knowledge.tips import read_tips

FONT = Letters(letters(Weight.MEDIUM, 48), letters(Weight.BOLD, 48))
TIPS = read_tips()


@given(st.sampled_from(TIPS), st.integers(480, 1000), st.booleans())
def test_lines_hold_the_text_whole_within_the_width_and_split_no_word(tip, width, even):
    lines = broken(tip.text, FONT, width, even=even)
    assert lines is not None
    assert " ".join(lines) == tip.text
    assert max(map(FONT.length, lines)) <= width + 2
    pieces = kept_together(tip.text)
    ends = {" ".join(pieces[: n + 1]) for n in range(len(pieces))}
    assert all(" ".join(lines[: n + 1]) in ends for n in range(len(lines)))


def test_a_vietnamese_word_of_several_syllables_stays_together():
    pieces = kept_together("Cả nhà cùng mua bảo hiểm y tế, rồi đăng ký khai sinh cho con.")
    assert {"bảo hiểm", "y tế,", "đăng ký", "khai sinh"} <= set(pieces)


@given(st.lists(st.sampled_from(["bảo", "hiểm", "60%", "a/b", "(111)", "–", "3.500.000", "đồng."])))
def test_odd_signs_lose_nothing(syllables):
    text = " ".join(syllables)
    assert " ".join(kept_together(text)) == text


def test_a_headline_is_cut_where_a_clause_ends():
    font = Letters(letters(Weight.EXTRABOLD, 80))
    assert broken("Việc nhà, cả nhà cùng làm", font, 952, even=True) == [
        "Việc nhà,", "cả nhà cùng làm",
    ]  # fmt: skip


@pytest.mark.parametrize("apart", ["Điều 51", "từ 75 tuổi", "60 ngày"])
def test_a_number_stays_with_its_word(apart):
    text = f"Chị nhớ giúp cho điều này {apart} nhé, còn nhiều việc nữa."
    for width in range(420, 900, 20):
        lines = broken(text, FONT, width)
        assert lines is not None
        first = apart.split()[0]
        assert not any(line.endswith(f" {first}") for line in lines), lines


def test_a_line_break_stays_and_what_is_wider_than_a_line_is_told():
    assert broken("Một.\nHai.", FONT, 900) == ["Một.", "Hai."]
    assert broken("https://" + "x" * 80, FONT, 900) is None
    assert broken("", FONT, 900) == []


def test_numbers_stand_out_with_their_unit():
    assert FONT.runs("Chị có 60 ngày, từ 01/03, gọi 111.") == [
        ("Chị có", False), ("60 ngày,", True), ("từ", False), ("01/03,", True), ("gọi", False),
        ("111.", True),
    ]  # fmt: skip
    assert Letters(FONT.font).runs("Chị có 60 ngày") == [("Chị có 60 ngày", False)]
