"""Slips of the finger and of the ear: ``hnô`` → ``hôn``, ``giấy khai xinh`` → ``giấy khai sinh``.

A word changes only where law or everyday speech puts the mended one beside its neighbours and not
the one that was typed. The crisis check never sees these changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from knowledge.text.fold import fold_word, has_accents
from knowledge.text.neighbours import neighbours
from knowledge.text.respelling import is_common
from knowledge.text.syllables import LONGEST, SYLLABLES, is_syllable
from knowledge.text.token import Origin, Token
from knowledge.text.unicode import place_tones

# Sounds that are one in somebody's mouth: onset → how others write it
_SOUNDS_LIKE = {
    "s": ("x",), "x": ("s",), "tr": ("ch",), "ch": ("tr",), "l": ("n",), "n": ("l",),
    "d": ("gi", "r"), "gi": ("d", "r"), "r": ("d", "gi"),
}  # fmt: skip
_ONSET = re.compile(r"ngh|ng|nh|gi(?=[aeouy])|ch|tr|[slnxdr](?!h)")
_BREAK = re.compile(r"[.,;:!?…\n()]")
# Levels of neighbours(): what a slip, what another sound must have, and by how much it must lead
_SLIP_NEEDS, _SOUND_NEEDS, _LEADS, _LEADS_OVER_WORD, _MISREAD_NEEDS = 5, 7, 3, 8, 7
_RARE = 3
_SWAPPED_BONUS, _WORD_BONUS, _SAME_START_BONUS = 5, 3, 1
_SHORT = 3
_LONGEST_SLIP = LONGEST + 1
_MISREAD = frozenset((Origin.GLUED, Origin.TELEX, Origin.RESPELT))
_SPOKEN = frozenset((Origin.TYPED, Origin.TELEX, Origin.VNI, Origin.RESPELT, Origin.JOINED))
_OPEN = _MISREAD | _SPOKEN | {Origin.UNKNOWN}


def mend(found: Sequence[Token]) -> list[Token]:
    """The tokens with slips mended; well-typed Vietnamese comes out as it went in."""
    out = list(found)
    for place, token in enumerate(out):
        if not _may_be_wrong(token):
            continue
        left = _last(out[place - 1]) if place else ""
        right = _first(out[place + 1]) if place + 1 < len(out) and not _ends(token) else ""
        if mended := _mended(token, left, right):
            out[place] = replace(token, plain=mended, origin=Origin.SPELLING)
    return out


def _may_be_wrong(token: Token) -> bool:
    """A quick look: most words are syllables whose onset sounds like no other."""
    if token.origin is Origin.TYPED:
        return bool(_sounds(fold_word(token.plain))[1])
    return token.origin in _OPEN


def _ends(token: Token) -> bool:
    """Whether the sentence breaks behind the token."""
    return token.tail != " " and bool(_BREAK.search(token.tail))


def _last(token: Token) -> str:
    """The syllable that stands in front of whatever follows this token."""
    return "" if _ends(token) or not token.plain else token.plain.lower().split()[-1]


def _first(token: Token) -> str:
    return token.plain.lower().split()[0] if token.plain else ""


def _mended(token: Token, left: str, right: str) -> str:
    """What the token should say between these syllables; '' where it may stay."""
    before, plain, behind = fold_word(left), fold_word(token.plain), fold_word(right)
    if token.origin is Origin.UNKNOWN:
        return "" if token.typed.isupper() else _without_slip(token, before, behind, _SLIP_NEEDS)
    if token.origin in _MISREAD and not _is_supported(plain, before, behind):
        if slip := _without_slip(token, before, behind, _MISREAD_NEEDS):
            return slip
        if token.origin is Origin.GLUED and not any(map(is_common, plain.split())):
            return token.typed
    if token.origin in _SPOKEN and is_syllable(plain):
        return _other_sound(token.plain, (left, right), (before, plain, behind))
    return ""


def _is_supported(plain: str, before: str, behind: str) -> bool:
    """Whether a guessed reading fits itself and its neighbours."""
    parts = plain.split()
    if len(parts) > 2:
        return True
    if len(parts) == 2:
        return neighbours().level(*parts) > 0
    return neighbours().support(before, plain, behind) > 0


def _without_slip(token: Token, before: str, behind: str, needed: int) -> str:
    typed = token.typed.lower()
    if not typed.isalpha() or not _SHORT <= len(typed) <= _LONGEST_SLIP:
        return ""
    best = max(_weighed(fold_word(typed), before, behind), default=(0, ""))
    return _accented(typed, best[1]) if best[0] >= needed else ""


def _weighed(typed: str, before: str, behind: str) -> Iterator[tuple[int, str]]:
    """Each syllable one slip away that fits beside its neighbours, with its weight."""
    for syllable, swapped in _one_slip_away(typed):
        if fits := neighbours().support(before, syllable, behind):
            bonus = _SWAPPED_BONUS * swapped + _SAME_START_BONUS * (syllable[0] == typed[0])
            bonus += _WORD_BONUS * _in_word(before, syllable, behind)
            yield fits + bonus, syllable


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
def _one_slip_away(typed: str) -> tuple[tuple[str, bool], ...]:
    """The syllables one slip away and whether two letters changed places; in short words only
    that counts.
    """
    table = _by_deletion()
    near = {syllable for form in (typed, *_deletions(typed)) for syllable in table.get(form, ())}
    swapped = {syllable for syllable in near if sorted(syllable) == sorted(typed)}
    if len(typed) <= _SHORT:
        near = swapped
    return tuple((one, one in swapped) for one in sorted(near) if OSA.distance(typed, one) <= 1)


def _accented(typed: str, syllable: str) -> str:
    """The syllable with the accents that were typed, where its letters are the typed ones."""
    swaps = (
        typed[:place] + typed[place + 1] + typed[place] + typed[place + 2 :]
        for place in range(len(typed) - 1)
    )
    forms = (form for form in (*swaps, *_deletions(typed)) if fold_word(form) == syllable)
    return place_tones(next(forms, syllable))


def _other_sound(typed: str, beside: tuple[str, str], folded: tuple[str, str, str]) -> str:
    """The word as others say it, where that makes a word of law and the typed sound makes none."""
    onset, sounds = _sounds(folded[1])
    if not sounds or typed[0] in "đĐ":
        return ""
    makes_word = _in_word(*folded)
    accented = any(map(has_accents, (typed, *beside)))
    if not accented and (makes_word or _is_at_home(*folded)):
        return ""
    leads = _LEADS_OVER_WORD if makes_word else _LEADS
    for sound in sounds:
        other = sound + typed[onset:]
        if _sounds_better(folded, fold_word(other), leads) and (
            not accented or _is_spelt(other, beside)
        ):
            return other
    return ""


@lru_cache(maxsize=8192)
def _sounds(folded: str) -> tuple[int, tuple[str, ...]]:
    """How many letters the onset has, and the onsets that sound like it."""
    onset = _ONSET.match(folded)
    return (onset.end(), _SOUNDS_LIKE.get(onset.group(), ())) if onset else (0, ())


def _is_at_home(before: str, here: str, behind: str) -> bool:
    """Whether a bare syllable may be meant: people say it all the time, or law puts it here."""
    return is_common(here) or neighbours().support(before, here, behind) > _RARE


def _is_spelt(other: str, beside: tuple[str, str]) -> bool:
    known, low = neighbours(), other.lower()
    return known.is_spelt(beside[0], low) or known.is_spelt(low, beside[1])


def _in_word(before: str, here: str, behind: str) -> bool:
    known = neighbours()
    return known.is_word(before, here) or known.is_word(here, behind)


def _sounds_better(typed: tuple[str, str, str], other: str, leads: int) -> bool:
    """Whether the other syllable makes a frequent word on a side where the typed one is rare."""
    known = neighbours()
    before, here, behind = typed
    sides = (((before, other), (before, here)), ((other, behind), (here, behind)))
    return any(
        known.is_word(*one) and known.level(*one) >= max(_SOUND_NEEDS, known.level(*two) + leads)
        for one, two in sides
    )
