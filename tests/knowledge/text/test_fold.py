"""Folding takes accents and letter case away and nothing else."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.text.fold import accent_share, fold, has_accents, words_alone


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Ly Hôn Đơn Phương", "ly hon don phuong"),
        ("ĐƯỜNG", "duong"),
        ("ngoẵng nghễ ặ ử ỹ", "ngoang nghe a u y"),
        ("52/2014/QH13", "52/2014/qh13"),
        ("", ""),
    ],
)
def test_fold(text: str, plain: str) -> None:
    assert fold(text) == plain


def test_decomposed_text_folds_alike() -> None:
    assert fold(unicodedata.normalize("NFD", "Điều kiện thuận tình")) == "dieu kien thuan tinh"


@given(st.text(alphabet="aàảãáạăằẳẵắặâầẩẫấậđeèêềiìoòôồơờuùưừyỳAĐƯỘ bcdgh.,1"))
def test_composed_vietnamese_keeps_its_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(max_size=20))
def test_long_texts_fold_like_their_parts(text: str) -> None:
    whole = "\n".join([text, "Điều kiện, “thuận tình” 😀"] * 20)
    assert fold(whole) == "\n".join(map(fold, whole.split("\n")))


@given(st.text())
def test_words_alone_are_the_words(text: str) -> None:
    assert words_alone(text) == re.sub(r"\W", " ", text)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "answer"),
    [("ly hon", False), ("ly hôn", True), ("di", False), ("đi", True), ("😭 ok", False)],
)
def test_has_accents(text: str, answer: bool) -> None:
    assert has_accents(text) is answer


@pytest.mark.parametrize(
    ("text", "share"), [("ly hôn", 0.5), ("ly hon", 0), ("được đổi tên", 1), ("", 0), ("51 đơn", 1)]
)
def test_accent_share(text: str, share: float) -> None:
    assert accent_share(text) == share
