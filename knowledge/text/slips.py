"""Slips of the finger: two letters swapped, one missing, one too many, or the key beside it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from knowledge.text.fold import fold_word
from knowledge.text.neighbours import neighbours
from knowledge.text.syllables import LONGEST, SYLLABLES
from knowledge.text.unicode import place_tones

_SHORTEST, _LONGEST = 3, LONGEST + 1
_KEYS = {
    letter: frozenset(row[max(0, place - 1) : place + 2])
    for row in ("qwertyuiop", "asdfghjkl", "zxcvbnm")
    for place, letter in enumerate(row)
}
# Binary logarithms of how likely each kind of slip is
_SWAPPED, _MISSING, _BESIDE, _TWICE, _TOO_MANY, _ANOTHER = 0, 0, -1, -1, -6, -7
_IN_A_WORD, _SAME_START = 2, 1
_UNSEEN = 3
#: What a word of three letters, and a longer one, must weigh before a slip in it is believed.
_NEEDS_IF_SHORT, _NEEDS = 3, 3
_LEADS = 0.5


def without_slip(typed: str, before: str, behind: str, needs: float = 0) -> str:
    """The syllable meant by ``typed`` between these folded neighbours, '' where none is likely.

    ``needs`` is the least weight it must have, kind of slip included. Typed accents stay.
    """
    low = typed.lower()
    if not low.isalpha() or not _SHORTEST <= len(low) <= _LONGEST:
        return ""
    weighed = sorted(_weighed(fold_word(low), before, behind), reverse=True)
    needs = max(needs, _NEEDS_IF_SHORT if len(low) == _SHORTEST else _NEEDS)
    if not weighed or weighed[0][0] < needs:
        return ""
    if len(weighed) > 1 and weighed[0][0] - weighed[1][0] < _LEADS:
        return ""
    return _accented(low, weighed[0][1])


def weight(syllable: str, before: str, behind: str) -> float:
    """How well a folded syllable fits: the estimated logarithm of the count of all three."""
    known = neighbours()
    left, right = known.level(before, syllable), known.level(syllable, behind)
    words = known.is_word(before, syllable) or known.is_word(syllable, behind)
    alone = bool(before) != bool(behind)
    one_side = max(left, right) - (0 if alone else _UNSEEN)
    both_sides = left + right - known.frequency(syllable) if left and right else 0.0
    return max(one_side, both_sides) + _IN_A_WORD * words


def _weighed(typed: str, before: str, behind: str) -> Iterator[tuple[float, str]]:
    """Each syllable one slip away that fits beside its neighbours, with its weight."""
    for syllable, kind in _one_slip_away(typed):
        if (fits := weight(syllable, before, behind)) > 0:
            yield fits + kind, syllable


@cache
def _by_deletion() -> dict[str, list[str]]:
    """Every syllable under itself and under each form that lacks one letter of it."""
    table: dict[str, list[str]] = {}
    for syllable in sorted(SYLLABLES):
        for form in {syllable, *_deletions(syllable)}:
            table.setdefault(form, []).append(syllable)
    return table


def _deletions(word: str) -> Iterator[str]:
    return (word[:place] + word[place + 1 :] for place in range(len(word)))


@lru_cache(maxsize=8192)
def _one_slip_away(typed: str) -> tuple[tuple[str, int], ...]:
    """The syllables one slip away and how likely the slip is."""
    table = _by_deletion()
    near = {syllable for form in (typed, *_deletions(typed)) for syllable in table.get(form, ())}
    return tuple(
        (one, _kind(typed, one) + _SAME_START * (one[0] == typed[0]))
        for one in sorted(near - {typed})
        if OSA.distance(typed, one) == 1
    )


def _kind(typed: str, meant: str) -> int:
    """How likely the slip between the two is."""
    if len(typed) < len(meant):
        return _MISSING
    if len(typed) > len(meant):
        doubled = any(one == other for one, other in zip(typed, typed[1:], strict=False))
        return _TWICE if doubled else _TOO_MANY
    if sorted(typed) == sorted(meant):
        return _SWAPPED
    one, other = next(pair for pair in zip(typed, meant, strict=True) if pair[0] != pair[1])
    return _BESIDE if other in _KEYS.get(one, "") else _ANOTHER


def _accented(typed: str, syllable: str) -> str:
    """The syllable with the accents that were typed, as far as its letters are the typed ones."""
    forms = (form for form in _edits(typed, syllable) if fold_word(form) == syllable)
    return place_tones(next(forms, syllable))


def _edits(typed: str, syllable: str) -> Iterator[str]:
    """``typed`` with two letters swapped, one left out, put in, or replaced."""
    for place in range(len(typed)):
        yield typed[:place] + typed[place + 1 :]
        if place + 1 < len(typed):
            yield typed[:place] + typed[place + 1] + typed[place] + typed[place + 2 :]
        if place < len(syllable):
            yield typed[:place] + syllable[place] + typed[place + 1 :]
            yield typed[:place] + syllable[place] + typed[place:]
    yield typed + syllable[-1]
