"""Words left over from a Vietnamese keyboard that was switched off: Telex and VNI residue.

People type ``chongf`` for ``chồng`` as often as the correct ``choongf``, so a residue is decoded to
its folded letters (``chong``), never to accents that were perhaps not meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from knowledge.text.syllables import LONGEST, SYLLABLES

_TONES = frozenset("sfrxjz")
_VOWELS = frozenset("aeiouy")
_LATE_MARKS = frozenset("aeodw")
_DOUBLED = re.compile(r"(aa|ee|oo|dd|ww)")
_LEADING_W = re.compile(r"(?<![aou])w")
_VNI_SHAPE = re.compile(r"[a-z]+(?:[1-9]+[a-z]*)+")
_VNI_TONES = frozenset("12345")
# The letters that each shape figure can stand for
_VNI_SHAPED = {"6": "aeo", "7": "ou", "8": "a", "9": "d"}
_VNI_SURE = re.compile(r"[aeo]6|[ou]7|a8|d9|[1-9]+[a-z]")
# No residue is longer: a syllable, a tone letter, a doubled vowel, đ and a slip or two
_LONGEST_RESIDUE = LONGEST + 6


def _without_tone(letters: str) -> Iterator[str]:
    """The letters as they are, then without one tone letter behind the first vowel."""
    yield letters
    first_vowel = next((place for place, one in enumerate(letters) if one in _VOWELS), len(letters))
    for place in range(len(letters) - 1, first_vowel, -1):
        if letters[place] in _TONES:
            yield letters[:place] + letters[place + 1 :]


def _without_late_mark(letters: str) -> Iterator[str]:
    """The letters as they are, then without a shape key that was typed last (``hono``)."""
    yield letters
    last = letters[-1:]
    if last in _LATE_MARKS and (last == "w" or last in letters[:-1]):
        yield letters[:-1]


def _unshaped(letters: str) -> str:
    """Doubled letters made single, ``w`` after a vowel dropped, any other ``w`` made ``u``."""
    single = _DOUBLED.sub(lambda match: match.group()[0], letters)
    return _LEADING_W.sub("u", single).replace("w", "")


def _readings(letters: str) -> Iterator[str]:
    without_w = letters[:1] + letters[1:].replace("w", "")
    for plain in (letters, _unshaped(letters), without_w):
        for toneless in _without_tone(plain):
            yield from _without_late_mark(toneless)
            yield _unshaped(toneless)


@lru_cache(maxsize=8192)
def decode_telex(letters: str) -> str:
    """The folded syllable behind a Telex residue (``ddanhs`` → ``danh``), '' where it is none.

    ``letters`` are folded and not themselves a syllable.
    """
    if not 2 <= len(letters) <= _LONGEST_RESIDUE or not letters.isalpha():
        return ""
    return next((reading for reading in _readings(letters) if reading in SYLLABLES), "")


@lru_cache(maxsize=8192)
def decode_vni(letters: str) -> str:
    """The folded syllable behind a VNI residue (``cho6ng2`` → ``chong``), '' where it is none.

    A lone tone figure at the end (``tre3``) decodes too: the caller decides whether ``lop3`` is
    class three.
    """
    if not 2 <= len(letters) <= _LONGEST_RESIDUE or not _VNI_SHAPE.fullmatch(letters):
        return ""
    plain = re.sub(r"[1-9]", "", letters)
    return plain if plain in SYLLABLES and _are_keys(letters, plain) else ""


def _are_keys(letters: str, plain: str) -> bool:
    """Whether the figures can be keys at all: one tone, no shape that the letters cannot take."""
    figures = re.sub(r"[a-z]", "", letters)
    tones = sum(figure in _VNI_TONES for figure in figures)
    shapes = (_VNI_SHAPED[figure] for figure in figures if figure in _VNI_SHAPED)
    return tones <= 1 and all(any(one in plain for one in shaped) for shaped in shapes)


def is_sure_vni(letters: str) -> bool:
    """Whether the figures can only be keys: a shape figure in its place or one inside the word."""
    return bool(_VNI_SURE.search(letters))
