"""The noise is what its description says, and the same for the same seed."""

from __future__ import annotations

import unicodedata
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.text.fold import fold
from knowledge.train import noise

#: Typed well, about everyday matters.
SENTENCE = (
    "Người vợ ký hợp đồng lao động thì được nghỉ bao nhiêu ngày khi con ốm, và công ty có phải "
    "trả lương trong thời gian đó không? Mua hàng hóa ở xa thì sao?"
)


@pytest.mark.parametrize("kind", noise.KINDS)
def test_every_kind_spoils_and_repeats_itself(kind: str) -> None:
    spoilt = {noise.only(kind, SENTENCE, seed) for seed in range(20)}
    assert spoilt != {SENTENCE}
    assert noise.only(kind, SENTENCE, 3) == noise.only(kind, SENTENCE, 3)


@given(text=st.text(max_size=60), seed=st.integers(0, 9))
def test_any_text_may_be_spoilt(text: str, seed: int) -> None:
    assert noise.mixed(text, seed) == noise.mixed(text, seed)
    for kind in noise.KINDS:
        assert isinstance(noise.only(kind, text, seed), str)


@pytest.mark.parametrize("kind", ["no_accents", "few_accents", "toneless", "decomposed"])
@pytest.mark.parametrize("seed", range(5))
def test_lost_accents_change_no_letter(kind: str, seed: int) -> None:
    assert fold(noise.only(kind, SENTENCE, seed)) == fold(SENTENCE)


def test_the_mix_is_moderate() -> None:
    spoilt = [noise.mixed(SENTENCE, seed) for seed in range(300)]
    untouched = sum(unicodedata.normalize("NFC", text) == SENTENCE for text in spoilt)
    assert 0 < untouched < 100
    assert len(set(spoilt)) > 150


def test_one_word_in_ten_has_a_slip() -> None:
    words = SENTENCE.split()
    slips = 0
    for seed in range(300):
        slips += sum(
            a != b for a, b in zip(words, noise.only("typos", SENTENCE, seed).split(), strict=True)
        )
    assert 0.05 < slips / (300 * len(words)) < 0.11


@pytest.mark.parametrize(
    ("word", "keys"),
    [("đường", "dduowngf"), ("hỏi", "hoir"), ("luật", "luaatj"), ("ăn", "awn"), ("an", "an")],
)
def test_telex_keys(word: str, keys: str) -> None:
    assert noise.telex_keys(word) == keys


@pytest.mark.parametrize(
    ("old", "new"), [("hòa", "hoà"), ("Thủy", "Thuỷ"), ("quý", "quý"), ("hoàn", "hoàn")]
)
def test_tone_marks_move_in_open_syllables(old: str, new: str) -> None:
    assert noise.tone_place(old, Random(0)) == new


@pytest.mark.parametrize(
    ("one", "other"), [("Lý", "Lí"), ("kỳ", "kì"), ("quỹ", "quĩ"), ("sĩ", "sỹ"), ("ly", "li")]
)
def test_either_spelling_becomes_the_other(one: str, other: str) -> None:
    assert noise.i_or_y(one, Random(0)) == other
