"""Folding: the form of a text in which accents and letter case no longer count."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_STROKES = {"đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "ɖ": "d", "Ɖ": "d"}
_LATIN = (range(0x00C0, 0x0250), range(0x1E00, 0x1F00))
_MARKS = range(0x0300, 0x0370)


def _base_letters() -> dict[int, str | None]:
    """Translation table: every composed Latin letter to its plain one, loose marks to nothing."""
    table: dict[int, str | None] = dict.fromkeys(_MARKS)
    for code in (code for block in _LATIN for code in block):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base.isascii():
            table[code] = base.lower()
    return table | {ord(letter): plain for letter, plain in _STROKES.items()}


_TABLE = _base_letters()


def fold(text: str) -> str:
    """The text in lower case without accents, ``đ`` as ``d``: "Ly Hôn Đơn" → "ly hon don".

    One character becomes one character (composed input; loose combining marks vanish).
    """
    return unicodedata.normalize("NFC", text).lower().translate(_TABLE)


@lru_cache(maxsize=32_768)
def fold_word(word: str) -> str:
    """``fold`` for a single word, remembered: most words of a message were seen before."""
    return fold(word)


def is_bare(word: str) -> bool:
    """Whether a single word in lower case carries no accent or stroke."""
    return fold_word(word) == word


def has_accents(text: str) -> bool:
    """Whether any letter carries a Vietnamese accent or stroke."""
    return any(ord(letter) > 127 and ord(letter) in _TABLE for letter in text)


def accent_share(text: str) -> float:
    """The share of words that carry an accent or stroke, 0..1; 0 for a text without words."""
    words = [word for word in text.split() if any(map(str.isalpha, word))]
    return sum(map(has_accents, words)) / max(len(words), 1)
