"""Syllables that a space cut in two: ``t hai sản`` → ``thai sản``."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from knowledge.text.fold import fold_word
from knowledge.text.neighbours import neighbours
from knowledge.text.syllables import ONSETS, is_syllable
from knowledge.text.token import Origin, Token

_CODAS = frozenset(("c", "ch", "g", "h", "m", "n", "ng", "nh", "p", "t"))
_VOWELS = frozenset("aeiouy")
_TONE_MARKS = frozenset("\u0300\u0301\u0309\u0303\u0323")
_LONGEST = 7
# Levels of neighbours(): what the whole must have beside its neighbours, and by how much it leads
_NEEDS, _LEADS = 7, 3
_NEEDS_IF_BROKEN = 4
# Letters that people write for a word (không, giờ, chị, rồi, người …), and what it takes to
# doubt it
_SHORTHAND = frozenset(("k", "h", "c", "v", "r", "s", "b", "ng"))
_NEEDS_AGAINST_SHORTHAND = 9


def tones(letters: str) -> int:
    """How many tone marks the letters carry; a syllable has one at most."""
    return sum(mark in _TONE_MARKS for mark in unicodedata.normalize("NFD", letters))


def rejoined(found: Sequence[Token]) -> list[Token]:
    """The tokens with pieces of one syllable put together where the whole fits its neighbours."""
    out: list[Token] = []
    place = 0
    while place < len(found):
        joined = _joined(found, place)
        out.append(joined or found[place])
        place += 2 if joined else 1
    return out


def _joined(found: Sequence[Token], place: int) -> Token | None:
    if place + 1 >= len(found) or found[place].tail != " ":
        return None
    first, second = found[place : place + 2]
    if not _may_be_pieces(first.typed, second.typed):
        return None
    before = fold_word(found[place - 1].plain) if place else ""
    behind = fold_word(found[place + 2].plain) if place + 2 < len(found) else ""
    if not _fits(fold_word(first.typed), fold_word(second.typed), before, behind):
        return None
    typed = f"{first.typed} {second.typed}"
    plain = (first.typed + second.typed).lower()
    return second._replace(typed=typed, plain=plain, origin=Origin.JOINED)


def _may_be_pieces(first: str, second: str) -> bool:
    if len(first) + len(second) > _LONGEST:
        return False
    head, end = fold_word(first), fold_word(second)
    if head not in ONSETS and not _may_end(end):
        return False
    return is_syllable(head + end) and tones(first + second) <= 1


@lru_cache(maxsize=8192)
def _may_end(folded: str) -> bool:
    """Whether the letters can be the end of a syllable that a space cut off."""
    return folded in _CODAS or folded[:1] in _VOWELS


def _fits(first: str, second: str, before: str, behind: str) -> bool:
    """Whether the whole stands beside these neighbours, and far better than the pieces do."""
    known = neighbours()
    whole = known.support(before, first + second, behind)
    shorthand = first in _SHORTHAND or second in _SHORTHAND
    if first in ONSETS and not shorthand:
        return whole >= (_NEEDS if is_syllable(second) else _NEEDS_IF_BROKEN)
    if first in ONSETS and not is_syllable(second):
        return whole >= _NEEDS
    pieces = ((before, first), (first, second), (second, behind))
    apart = max(known.level(*pair) for pair in pieces)
    return whole >= max(_NEEDS_AGAINST_SHORTHAND if shorthand else _NEEDS, apart + _LEADS)
