import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.text.fold import fold
from knowledge.text.syllables import SYLLABLES
from knowledge.text.telex import decode_telex, decode_vni, is_sure_vni

TELEX_TONES = {"\u0301": "s", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
VNI_TONES = {"\u0301": "1", "\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5"}
WORDS = (
    "chồng đánh giết được người thuốc quyền nghỉ hưởng cứu với trẻ bảo hiểm vợ tự tử đất".split()
)


def typed(word, tones, marks, stroke, tone_last):
    out, tone = "", ""
    for letter in unicodedata.normalize("NFD", word):
        if letter == "đ":
            out += stroke
        elif letter in tones:
            tone = tones[letter]
            out += "" if tone_last else tone
        elif unicodedata.combining(letter):
            out += marks(out[-1], letter)
        else:
            out += letter
    return out + (tone if tone_last else "")


def telex_mark(letter, mark):
    return letter if mark == "\u0302" else "w"


def vni_mark(letter, mark):
    return {"\u0302": "6", "\u031b": "7", "\u0306": "8"}[mark]


@pytest.mark.parametrize("tone_last", [True, False])
@pytest.mark.parametrize("word", WORDS)
def test_telex_keys_come_back_as_letters(word, tone_last):
    keys = typed(word, TELEX_TONES, telex_mark, "dd", tone_last)
    assert keys in SYLLABLES or decode_telex(keys) == fold(word)


@pytest.mark.parametrize("tone_last", [True, False])
@pytest.mark.parametrize("word", WORDS)
def test_vni_keys_come_back_as_letters(word, tone_last):
    keys = typed(word, VNI_TONES, vni_mark, "d9", tone_last)
    assert decode_vni(keys) == fold(word)


@pytest.mark.parametrize("word", ["app", "zalo", "xyz", "otp", "link", "", "q"])
def test_other_words_are_no_telex(word):
    assert decode_telex(word) == ""


@pytest.mark.parametrize("word", ["ct01", "5tr", "113", "k1", "c1", "abc", "du18", "tu15", "ban7"])
def test_codes_are_no_vni(word):
    assert decode_vni(word) == ""


def test_a_figure_at_the_end_is_not_sure():
    assert not is_sure_vni("lop1")
    assert is_sure_vni("d9anh1")
    assert is_sure_vni("cho6ng")


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz0123456789", max_size=40))
def test_whatever_is_decoded_is_a_syllable(letters):
    assert decode_telex(letters) in SYLLABLES | {""}
    assert decode_vni(letters) in SYLLABLES | {""}
