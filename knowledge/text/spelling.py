"""Slips of the finger and of the ear: ``hnô`` → ``hôn``, ``giấy khai xinh`` → ``giấy khai sinh``.

A word changes only where law or everyday speech puts the mended one beside its neighbours and not
the one that was typed. The crisis check never sees these changes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from knowledge.text.accents import other_accents
from knowledge.text.fold import fold_word
from knowledge.text.neighbours import neighbours
from knowledge.text.respelling import is_common
from knowledge.text.slips import weight, without_slip
from knowledge.text.sounds import other_sound
from knowledge.text.syllables import is_syllable
from knowledge.text.token import Origin, Token

_BREAK = re.compile(r"[.,;:!?…\n()]")
_MISREAD = frozenset((Origin.GLUED, Origin.TELEX, Origin.RESPELT))
_SPOKEN = frozenset((Origin.TYPED, Origin.TELEX, Origin.VNI, Origin.RESPELT, Origin.JOINED))
_OPEN = _MISREAD | _SPOKEN | {Origin.UNKNOWN}
# What a slip must weigh more than the reading that was guessed
_LEADS_OVER_GUESS = 2
_SHORTEST_GUESS = 4
# What a slip must weigh that is itself a syllable
_NEEDS_AGAINST_WORD = 8


def mend(found: Sequence[Token]) -> list[Token]:
    """The tokens with slips mended; well-typed Vietnamese comes out as it went in."""
    out = list(found)
    left = ""
    for place, token in enumerate(out):
        if token.origin in _OPEN:
            right = _first(out[place + 1]) if place + 1 < len(out) and not _ends(token) else ""
            if mended := _mended(token, left, right):
                token = out[place] = token._replace(plain=mended, origin=Origin.SPELLING)
        left = _last(token)
    return out


def _ends(token: Token) -> bool:
    """Whether the sentence breaks behind the token."""
    return token.tail != " " and bool(_BREAK.search(token.tail))


def _last(token: Token) -> str:
    """The syllable that stands in front of whatever follows this token."""
    return "" if _ends(token) else token.plain.lower().rpartition(" ")[2]


def _first(token: Token) -> str:
    return token.plain.lower().partition(" ")[0]


@lru_cache(maxsize=8192)  # people say the same few words beside each other all the time
def _mended(token: Token, left: str, right: str) -> str:
    """What the token should say between these syllables; '' where it may stay."""
    before, plain, behind = fold_word(left), fold_word(token.plain), fold_word(right)
    if token.origin is Origin.UNKNOWN:
        return "" if token.typed.isupper() else without_slip(token.typed, before, behind)
    if token.origin in _MISREAD and (better := _instead_of_guess(token, before, behind)):
        return better
    if token.origin not in _SPOKEN or not is_syllable(plain):
        return ""
    if other := other_sound(token.plain, (left, right), (before, plain, behind)):
        return other
    if token.origin is Origin.TYPED and (other := other_accents(token.plain, left, right)):
        return other
    if not left or not right or neighbours().support(before, plain, behind):
        return ""
    accented = (left, token.plain.lower(), right) != (before, plain, behind)
    return _other_word(token, left, right) if accented else ""


def _other_word(token: Token, left: str, right: str) -> str:
    """The word of law that a slip made another syllable of, which stands beside neither."""
    if token.origin is not Origin.TYPED:
        return ""
    meant = without_slip(token.typed, fold_word(left), fold_word(right), _NEEDS_AGAINST_WORD)
    known = neighbours()
    return meant if known.is_spelt(left, meant) or known.is_spelt(meant, right) else ""


def _instead_of_guess(token: Token, before: str, behind: str) -> str:
    """What a slip makes likelier than the reading that was guessed; '' to believe the guess."""
    parts = fold_word(token.plain).split()
    if len(parts) > 2 or len(token.typed) < _SHORTEST_GUESS:
        return ""
    if len(parts) == 1:
        needed = weight(parts[0], before, behind) + _LEADS_OVER_GUESS
        return without_slip(token.typed, before, behind, needed)
    known = neighbours()
    needed = (weight(parts[0], before, parts[1]) + weight(parts[1], parts[0], behind)) / 2
    if slip := without_slip(token.typed, before, behind, needed):
        return slip
    believed = known.level(*parts) or any(map(is_common, parts))
    return "" if believed else token.typed
