"""Accents are mended where they make no word of law and others make exactly one."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.text.accents import other_accents
from knowledge.text.fold import fold_word
from knowledge.text.neighbours import neighbours


@pytest.mark.parametrize(
    ("left", "typed", "right", "meant"),
    [
        ("tài", "sãn", "chung", "sản"),
        ("", "Trẽ", "em", "trẻ"),
        ("hieu", "lưc", "", "lực"),
        ("thai", "sản", "", ""),
        ("thai", "san", "", ""),
        ("bà", "Sãn", "tài", ""),
        ("nghĩ", "bão", "lụt", ""),
        ("thuế", "đã", "thông", ""),
        ("", "", "", ""),
    ],
)
def test_a_slip_of_the_accent(left: str, typed: str, right: str, meant: str) -> None:
    assert other_accents(typed, left, right) == meant


@pytest.mark.parametrize("word", sorted(neighbours().words)[::50])
def test_words_of_law_stay(word: str) -> None:
    first, second = word.split()
    assert other_accents(first, "", second) == other_accents(second, first, "") == ""


@given(st.text("aăâeêioôơuưyđbclnstp\u0301\u0303\u0309", max_size=6))
def test_letters_stay_and_only_accents_change(typed: str) -> None:
    typed = unicodedata.normalize("NFC", typed)
    assert fold_word(other_accents(typed, "bảo", "sản") or typed) == fold_word(typed)
