import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.zalo.text import LIMIT, split, without_mentions

WORDS = st.lists(
    st.one_of(
        st.sampled_from(
            ["Điều", "luật", "https://phapdien.moj.gov.vn/a?b=c.d", "1.000.000", "3,5"]
        ),
        st.text("aăâêôơưđ.,;:!?\u0301 \n", min_size=1, max_size=12),
    )
)
TEXTS = st.one_of(
    st.text(),
    st.builds(" ".join, WORDS),
    st.builds("\n\n".join, WORDS),
    st.builds("\n".join, WORDS),
)


def _without_space(text: str) -> str:
    return "".join(text.split())


@given(TEXTS, st.integers(1, 60))
def test_nothing_is_lost_nothing_is_long_nothing_is_empty(text: str, limit: int) -> None:
    parts = split(text, limit)
    assert _without_space("".join(parts)) == _without_space(unicodedata.normalize("NFC", text))
    assert all(0 < len(part) <= limit for part in parts)
    assert all(part == part.strip() for part in parts)


@given(TEXTS, st.integers(1, 60))
def test_no_word_is_cut_that_fits(text: str, limit: int) -> None:
    words = unicodedata.normalize("NFC", text).split()
    if all(len(word) <= limit for word in words) and not re.search(r"\d\s+\d", text):
        assert " ".join(split(text, limit)).split() == words


@given(TEXTS)
def test_a_text_that_fits_stays_whole(text: str) -> None:
    normal = unicodedata.normalize("NFC", text).strip()
    assert split(text, LIMIT) == ([normal] if normal else [])


def test_decomposed_text_counts_composed() -> None:
    decomposed = unicodedata.normalize("NFD", "ế" * LIMIT)
    assert split(decomposed) == ["ế" * LIMIT]


@pytest.mark.parametrize(
    ("text", "limit", "parts"),
    [
        ("một hai. ba\n\nbốn năm. sáu", 20, ["một hai. ba", "bốn năm. sáu"]),
        ("một hai. ba\nbốn năm. sáu", 20, ["một hai. ba", "bốn năm. sáu"]),
        ("một hai ba. bốn năm sáu", 18, ["một hai ba.", "bốn năm sáu"]),
        ("“Một hai ba.” Bốn năm sáu", 20, ["“Một hai ba.”", "Bốn năm sáu"]),
        ("một hai ba bốn", 11, ["một hai ba", "bốn"]),
        ("một\n\nhai ba bốn năm sáu bảy tám", 30, ["một\n\nhai ba bốn năm sáu bảy", "tám"]),
        ("gọi ngay 0912 345 678", 18, ["gọi ngay", "0912 345 678"]),
        ("xem https://a.vn/bc nhé", 16, ["xem", "https://a.vn/bc", "nhé"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
    ],
)
def test_the_best_seam_is_taken(text: str, limit: int, parts: list[str]) -> None:
    assert split(text, limit) == parts


def test_a_mark_stays_with_its_letter() -> None:
    text = "x\u0323" * 4
    assert split(text, 3) == ["x\u0323"] * 4


@given(st.text("[]@1a ", max_size=60))
def test_no_mention_is_left(text: str) -> None:
    assert not re.search(r"\[@[^\[\]]*\]", without_mentions(text))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("chào [@123] nhé", "chào  nhé"),
        ("[[@1]@group] họp", " họp"),
        ("[@[@1]2]x", "x"),
        ("a@b.vn [1] [@", "a@b.vn [1] [@"),
    ],
)
def test_mentions_are_taken_out(text: str, left: str) -> None:
    assert without_mentions(text) == left
