"""Each word has one spelling, and none that was right is touched."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.text.unicode import normalise, place_tones

VIETNAMESE = (
    "aàáảãạăằắâấầđeèéêềiìíỉĩịkglmqstuưùúủũụyỳýỷỹoòóỏõọôơờ hHnQGUOAEY\u0301\u0300\u200b\u00a0“”ð-"
)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("hoà giải", "hòa giải"),
        ("TOÀ ÁN", "TÒA ÁN"),
        ("khoẻ mạnh", "khỏe mạnh"),
        ("thuỷ sản", "thủy sản"),
        ("Uỷ ban", "Ủy ban"),
        ("qúy", "quý"),
        ("gía cả", "giá cả"),
        ("an tòan", "an toàn"),
        ("hùynh", "huỳnh"),
    ],
)
def test_tone_marks_move_to_their_place(written: str, kept: str) -> None:
    assert normalise(written) == kept


@pytest.mark.parametrize(
    "right", ["hoàn", "toán", "quỳnh", "quý", "khoản", "ngoài", "thuở", "của", "mùa", "giữa", "già"]
)
def test_right_syllables_stay(right: str) -> None:
    assert normalise(right) == right


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("li hôn", "ly hôn"),
        ("Li dị", "Ly dị"),
        ("li hon", "ly hon"),
        ("kỉ luật", "kỷ luật"),
        ("bác sỹ", "bác sĩ"),
        ("đăng kí", "đăng ký"),
        ("quí 3", "quý 3"),
    ],
)
def test_i_and_y_by_word_list(written: str, kept: str) -> None:
    assert normalise(written) == kept


@pytest.mark.parametrize("right", ["hai", "hay", "thai", "thay", "li ti", "mì", "tí", "sĩ"])
def test_i_and_y_stay_elsewhere(right: str) -> None:
    assert normalise(right) == right


def test_latin_eth_becomes_the_vietnamese_letter() -> None:
    assert normalise("Ðiều 51 ðó") == "Điều 51 đó"


def test_invisible_characters_and_odd_spaces_and_quotes() -> None:
    assert normalise("ly\u200b hôn\ufeff\u00a0“đơn phương”") == 'ly hôn "đơn phương"'


def test_decomposed_text_from_a_phone_is_composed() -> None:
    assert normalise(unicodedata.normalize("NFD", "ly hôn đơn phương")) == "ly hôn đơn phương"


def test_line_breaks_stay() -> None:
    assert normalise("một\nhai") == "một\nhai"


@given(st.text(alphabet=VIETNAMESE) | st.text())
def test_twice_is_once(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(st.text(alphabet=VIETNAMESE) | st.text())
def test_outcome_is_composed(text: str) -> None:
    assert unicodedata.is_normalized("NFC", normalise(text))


@given(st.text(alphabet="aàáảãạeèéoòóỏõọuùúủũụyỳýnthqgi "))
def test_moving_tones_loses_no_letter(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert sorted(unicodedata.normalize("NFD", place_tones(composed))) == sorted(
        unicodedata.normalize("NFD", composed)
    )


@pytest.mark.parametrize(
    "typed", ["hoà thuận, li hôn", "qúy\nhoá", "kỹ thuật (kĩ thuật)", "giấy tờ gía"]
)
def test_short_texts_are_spelt_like_long_ones(typed: str) -> None:
    behind = " và chồng" * 80
    assert normalise(f"{typed}{behind}") == f"{normalise(typed)}{behind}"
