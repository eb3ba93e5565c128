"""The words are pyvi's own."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyvi.ViTokenizer import ViTokenizer

from knowledge.text.segment import LONGEST_RUN, segment, split_syllables, syllables
from knowledge.text.unicode import normalise

SENTENCES = (
    "Vợ, chồng hoặc cả hai người có quyền yêu cầu Tòa án giải quyết ly hôn.",
    "1. Cha, mẹ có nghĩa vụ và quyền ngang nhau; mức phạt 5.000.000 đồng -> xem https://vbpl.vn/a_b.",
    "ỦY BAN NHÂN DÂN TP. Thanh Hóa, email a.b@c.vn ... Nghị định số 123/2015/NĐ-CP",
    "Ông Nguyễn Văn A. và bà Trần Thị B. đăng ký kết hôn ngày 12/3/2020",
)


def reference(text: str) -> list[str]:
    """pyvi's own tokenizer, brought to lower case without punctuation."""
    words = ViTokenizer.tokenize(normalise(text)).split()
    return [word.lower() for word in words if any(map(str.isalnum, word))]


@pytest.mark.parametrize("text", SENTENCES)
def test_same_words_as_pyvi(text: str) -> None:
    assert segment(text) == reference(text)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(" ".join(SENTENCES).split()), max_size=40).map(" ".join))
def test_same_words_as_pyvi_in_any_order(text: str) -> None:
    assert segment(text) == reference(text)


@settings(max_examples=60, deadline=None)
@given(st.text())
def test_any_text_can_be_segmented(text: str) -> None:
    assert all(any(map(str.isalnum, word)) for word in segment(text))


def test_no_word_is_lost_where_a_long_text_is_cut() -> None:
    text = "ly hôn " * LONGEST_RUN
    assert " ".join(segment(text)).replace("_", " ").split() == text.split()


def test_nothing_gives_nothing() -> None:
    assert segment("") == segment(" …!? ") == syllables("😭") == []


def test_syllables_are_lower_case_without_punctuation() -> None:
    assert syllables("Ly hôn, 5.000.000 đồng?") == ["ly", "hôn", "5.000.000", "đồng"]


def test_segmented_words_fall_apart_into_their_syllables() -> None:
    assert split_syllables("ly_hôn đơn_phương") == ["ly", "hôn", "đơn", "phương"]
