"""Folding: the form of a text in which accents and letter case no longer count."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import numpy as np
import numpy.typing as npt

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
    low = unicodedata.normalize("NFC", text).lower()
    return low.translate(_TABLE) if len(low) < _LONG else _translated(low)


#: Longer texts are folded by a table of all 16-bit characters: ten times as fast.
_LONG = 200
_GONE = 0xFFFF
_NO_WORDS = re.compile(r"\W")


Codes = npt.NDArray[np.uint16]


def _letters() -> Codes:
    """``_TABLE`` for every character below 65536; ``_GONE`` for those that vanish."""
    letters = np.arange(1 << 16, dtype=np.uint16)
    for code, plain in _TABLE.items():
        letters[code] = _GONE if plain is None else ord(plain)
    return letters


def _words() -> Codes:
    """Every character of words below 65536, spaces for others, ``_GONE`` for halves of one."""
    words = np.arange(1 << 16, dtype=np.uint16)
    others = [code for code in range(1 << 16) if not (chr(code).isalnum() or chr(code) == "_")]
    words[others] = ord(" ")
    words[0xD800:0xE000] = _GONE
    return words


_LETTERS, _WORDS = _letters(), _words()


def _translated(text: str) -> str:
    """``text.translate(_TABLE)`` for long texts."""
    plain = _LETTERS.take(_codes(text))
    return text.translate(_TABLE) if (plain == _GONE).any() else _text(plain)


def words_alone(text: str) -> str:
    """The text with a space for every character that belongs to no word (``\\w``)."""
    words = _WORDS.take(_codes(text))
    return _NO_WORDS.sub(" ", text) if (words == _GONE).any() else _text(words)


def _codes(text: str) -> Codes:
    return np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype="<u2")


def _text(codes: Codes) -> str:
    return codes.tobytes().decode("utf-16-le", "surrogatepass")


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
    words = list(map(_written, text.split()))
    return words.count(_ACCENTED) / max(len(words) - words.count(_NO_WORD), 1)


_NO_WORD, _BARE, _ACCENTED = range(3)


@lru_cache(maxsize=32_768)
def _written(word: str) -> int:
    """Whether these characters without a space have a letter at all, and one with an accent."""
    if not any(map(str.isalpha, word)):
        return _NO_WORD
    return _ACCENTED if has_accents(word) else _BARE
