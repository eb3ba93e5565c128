import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.text.respelling import respell, split_glued
from knowledge.text.syllables import SYLLABLES


@pytest.mark.parametrize(
    ("chat", "full"),
    [
        ("chog", "chong"),
        ("dah", "danh"),
        ("bj", "bi"),
        ("fai", "phai"),
        ("kuu", "cuu"),
        ("emm", "em"),
    ],
)
def test_chat_spelling(chat, full):
    assert respell(chat) == full


@pytest.mark.parametrize(
    ("glued", "parts"),
    [
        ("lyhon", ("ly", "hon")),
        ("baohiemxahoi", ("bao", "hiem", "xa", "hoi")),
        ("chongdanhem", ("chong", "danh", "em")),
        ("khaisinh", ("khai", "sinh")),
        ("duocvneid", ("duoc", "vneid")),
        ("quafacebook", ("qua", "facebook")),
        ("zalocuaem", ("zalo", "cua", "em")),
    ],
)
def test_glued_words(glued, parts):
    assert split_glued(glued) == parts


@pytest.mark.parametrize("word", ["zalo", "abc", "x" * 48, "bcdfgh", "a" * 5_000])
def test_what_does_not_split_stays(word):
    assert split_glued(word) == ()


@given(st.lists(st.sampled_from(sorted(SYLLABLES)), min_size=2, max_size=4).map("".join))
def test_a_split_spells_the_word_again(word):
    parts = split_glued(word)
    assert "".join(parts) in {word, ""}
    assert set(parts) <= SYLLABLES
