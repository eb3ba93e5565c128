import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.text.fragments import rejoined, tones
from knowledge.text.shorthand import expand
from knowledge.text.token import Origin, Token


def row(*words: str) -> list[Token]:
    return [Token(word, word, Origin.TYPED, " ") for word in words]


def plain(found: list[Token]) -> list[str]:
    return [token.plain for token in found]


def test_pieces_of_a_word_of_law_come_together():
    assert plain(rejoined(row("khai", "s", "inh"))) == ["khai", "sinh"]
    assert plain(rejoined(row("t", "hai", "sản"))) == ["thai", "sản"]
    assert rejoined(row("khai", "s", "inh"))[1].typed == "s inh"


@pytest.mark.parametrize("text", ["k hai", "e c", "a o u", "bé ăn cơm", "con ở đâu", "em k ham"])
def test_letters_that_stand_for_words_stay(text):
    found = row(*text.split())
    assert rejoined(found) == found


def test_more_than_a_space_between_keeps_them_apart():
    found = [Token("s", "s", Origin.TYPED, ", "), Token("inh", "inh", Origin.TYPED)]
    assert rejoined(found) == found
    assert expand("khai s, inh") != "khai sinh"


def test_a_syllable_has_one_tone():
    assert tones("hôn") == 0
    assert tones("giấy") == 1
    assert tones("bảohiểm") == 2


@given(st.lists(st.text(alphabet="bcdghiklnostuâảệ", min_size=1, max_size=4), max_size=8))
def test_no_letter_is_lost(words):
    found = rejoined(row(*words))
    assert "".join(plain(found)).replace(" ", "") == "".join(words)
