"""A message as words at positions, with the ages and classes it names in figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from handlers.crisis.accents import has_tone
from knowledge.text.fold import fold
from knowledge.text.shorthand import Origin, Token

_READ_FREELY = frozenset((Origin.ABBREVIATION, Origin.DIALECT))
_SENTENCE_END = re.compile(r"[.!?…\n]")
_SENTENCE_GAP = 5
_PAUSE = re.compile(r"[,;:()]|\s[-–—]")
# From this share of words with a tone mark on, a bare word was meant bare ("danh" is not "đánh")
_TONED_SHARE = 0.35
_FEWEST_TONED = 3
_CHILD_BELOW, _OLD_FROM, _OLDEST = 16, 65, 120
_YEARS = frozenset(("tuoi", "t"))
_UNITS = _YEARS | {"vien"}
_LAST_CHILD_GRADE = 9
_MANY_PILLS = 8


@dataclass(frozen=True, slots=True)
class Word:
    """One word at its position; ``loose`` words match listed words whatever their accents.

    ``pause``: a comma or the like follows, so that the next word begins something new.
    """

    text: str
    folded: str
    position: int
    loose: bool
    pause: bool = False


def words_as_typed(tokens: Iterable[Token]) -> list[Word]:
    """The words of the message as typed, but for keyboard residue, glue and drawn-out letters."""
    return _placed(
        (token.typed, token.tail, False)
        if token.origin in _READ_FREELY
        else (token.plain, token.tail, token.guessed)
        for token in tokens
    )


def words_as_read(tokens: Iterable[Token]) -> list[Word]:
    """The words of the message in their plain reading."""
    return _placed(
        (token.plain, token.tail, token.guessed or token.origin is Origin.ABBREVIATION)
        for token in tokens
    )


def _placed(pieces: Iterable[tuple[str, str, bool]]) -> list[Word]:
    rows: list[tuple[str, str, int, bool, bool]] = []
    position = 0
    for text, tail, loose in pieces:
        parts, pause = text.lower().split(), bool(_PAUSE.search(tail))
        for number, part in enumerate(parts, start=1):
            rows.append((part, fold(part), position, loose, pause and number == len(parts)))
            position += 1
        if _SENTENCE_END.search(tail):
            position += _SENTENCE_GAP
    toned = sum(has_tone(text) for text, *_ in rows)
    some = toned >= _FEWEST_TONED
    bare_counts = some and toned >= _TONED_SHARE * len(rows)
    # Whoever types "nên" with its roof among words with tones means no tone: it is not "nện"
    return [
        Word(
            text,
            folded,
            position,
            loose or not (bare_counts or (some and not text.isascii())),
            pause,
        )
        for text, folded, position, loose, pause in rows
    ]


def sentences(words: list[Word]) -> list[int]:
    """Each sentence as a bit set of its positions."""
    extents: list[int] = []
    start = 0
    for place, word in enumerate(words):
        following = words[place + 1].position if place + 1 < len(words) else -1
        if following != word.position + 1:
            extents.append((1 << (word.position + 1)) - (1 << start))
            start = following
    return extents


def ages(words: list[Word]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """First and last position and classes of what figures tell: ``13 tuổi``, ``13t``, ``lớp 7``."""
    for place, word in enumerate(words):
        following = words[place + 1].folded if place + 1 < len(words) else ""
        if kinds := _kinds(word.folded, following):
            end = word.position + (following in _UNITS or word.folded == "lop")
            yield word.position, end, kinds


def _kinds(word: str, following: str) -> tuple[str, ...]:
    """The classes of a figure with its unit, () for anything else."""
    if word == "lop" and following.isdecimal():
        return ("grade", "kid") if int(following[:3]) <= _LAST_CHILD_GRADE else ()
    if following == "vien" and word.isdecimal():
        return ("many_pills",) if int(word[:3]) >= _MANY_PILLS else ()
    glued = word.endswith("t") and word[:-1].isdecimal()
    digits = word[:-1] if glued else word
    if not digits.isdecimal() or not (glued or following in _YEARS) or len(digits) > 3:
        return ()
    years = int(digits)
    if years < _CHILD_BELOW:
        return ("child_age", "kid")
    return ("elderly", "old_age") if _OLD_FROM <= years <= _OLDEST else ()
