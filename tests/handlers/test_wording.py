from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.wording import asks, command, is_short, mentions, plain, says


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Xem thêm!", "xem them"),
        ("  ĐIỀU\u00a051,\u200b ", "dieu 51"),
        ("Gặp cán bộ Hội", "gap can bo hoi"),
        ("👍", ""),
    ],
)
def test_plain_words(typed: str, expected: str):
    assert plain(typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Dạ cho em xem thêm với ạ", "xem them"),
        ("chị ơi menu nhé", "menu"),
        ("dạ", ""),
        ("một hai ba bốn năm sáu bảy tám chín mười mười một", ""),
    ],
)
def test_a_command_is_read_without_politeness(typed: str, expected: str):
    assert command(typed) == expected


def test_a_phrase_is_found_as_whole_words_only():
    assert mentions("tôi cần gặp cán bộ ngay", ["gap can bo"])
    assert not mentions("gặp cán bộc", ["gap can bo"])


def test_what_consists_of_politeness_alone_still_is_what_it_says():
    assert says("Alo!", {"alo"})
    assert says("Dạ.", {"da"})


def test_length_counts_words():
    assert is_short("một " * 10)
    assert not is_short("một " * 11)


@settings(deadline=None)
@given(st.text())
def test_any_text_can_be_read(text: str):
    assert set(plain(text)) <= set("abcdefghijklmnopqrstuvwxyz0123456789 ")
    assert command(text) in plain(text)


@pytest.mark.parametrize(
    "typed",
    [
        "giấy này ký rồi, có hiệu lực ko vậy chị",
        "ly hon thi toa o dau",
        "bao nhieu tuoi thi duoc di lam",
        "em nghỉ luôn dc k ạ",
        "Việc này xong chưa?",
        "gio toi phai lam sao",
    ],
)
def test_a_question_is_heard_with_and_without_its_mark(typed: str):
    assert asks(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "chồng em có đánh em nhưng em không dám nói",
        "tôi không có tiền",
        "nó đang cầm dao đứng ngoài cửa",
        "cảm ơn chị",
    ],
)
def test_what_only_tells_is_no_question(typed: str):
    assert not asks(typed)


@pytest.mark.parametrize(
    "typed",
    ["báo ai", "thế thì sao ạ", "co giay gi", "ai quyết định", "luật nào nói", "gọi ai vậy chị"],
)
def test_few_words_ask_too(typed: str):
    assert asks(typed)


@pytest.mark.parametrize(
    "typed",
    ["em không có gì", "chồng đánh em đau", "khong ai biet", "nhà có cái máy", "em chua ky gi"],
)
def test_who_denies_or_tells_does_not_ask(typed: str):
    assert not asks(typed)
