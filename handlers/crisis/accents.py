"""Whether a word as typed can be a listed word, given the accents somebody bothered to type."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_TILDE, _HOOK = "\u0303", "\u0309"
_TONES = frozenset("\u0300\u0301\u0309\u0303\u0323")
_STROKE = frozenset("-")


@lru_cache(maxsize=1024)
def _marks(letter: str) -> frozenset[str]:
    """The accents of one letter; ngã counts as hỏi, which whole provinces do not tell apart."""
    if letter == "đ":
        return _STROKE
    marks = unicodedata.normalize("NFD", letter)[1:]
    return frozenset(_HOOK if mark == _TILDE else mark for mark in marks)


@lru_cache(maxsize=16384)
def can_be(typed: str, listed: str) -> bool:
    """Whether the accents of ``typed`` are those of ``listed`` or some of them (đanh, dánh: đánh).

    Both are lower-case composed text with the same folded letters.
    """
    if typed == listed:
        return True
    if len(typed) != len(listed):
        return False
    return all(_marks(one) <= _marks(other) for one, other in zip(typed, listed, strict=True))


@lru_cache(maxsize=16384)
def has_tone(word: str) -> bool:
    """Whether a word carries one of the five tone marks."""
    return not word.isascii() and not _TONES.isdisjoint(unicodedata.normalize("NFD", word))
