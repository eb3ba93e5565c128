"""Slips of the accent: hỏi for ngã (``tài sãn``), marks that went missing (``hiệu lưc``).

Half of the country speaks hỏi and ngã alike, and a keyboard drops a mark as easily as a letter.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from knowledge.text.fold import fold_word, is_bare
from knowledge.text.neighbours import neighbours

_HOI, _NGA = "\u0309", "\u0303"
_SWAPPED = str.maketrans({_HOI: _NGA, _NGA: _HOI})
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_STOPPED = re.compile("(?:ch|[cpt])$")
# Two vowels before a letter that are only written iê, yê, uô, ươ there
_HALF_MARKED = re.compile("(?:[iy]e|uo|ưo|uơ)[a-z]")
# Words that stand beside anything and make no word with it: "nghĩ không nên"
_SMALL = frozenset(
    "có không và về được để đã đến phải khi một các của vụ là do cho tại từ cấp với ở như".split()
)
#: Level of neighbours(): how frequent the word must be.
_NEEDS = 7


def other_accents(typed: str, left: str, right: str) -> str:
    """The syllable with the accents it has in the one word of law that it makes; '' to let it stay.

    It changes where it makes no word of law as it stands, and is either no syllable at all with
    these accents or has hỏi for ngã or ngã for hỏi. ``left`` and ``right`` are the words beside it
    in lower case.
    """
    low, known = typed.lower(), neighbours()
    if low in _SMALL or is_bare(low) or (left and typed != low):
        return ""
    if known.is_spelt(left, low) or known.is_spelt(low, right):
        return ""
    broken = _is_broken(low)
    meant = _meant(low, left, right, bare_too=broken)
    if not broken:
        meant &= {_other_tone(low)}
    return meant.pop() if len(meant) == 1 else ""


def _meant(low: str, left: str, right: str, *, bare_too: bool) -> set[str]:
    """What frequent words of law have in place of the syllable, beside either neighbour."""
    folded, known = fold_word(low), neighbours()
    in_front = known.spellings(fold_word(left), folded, _NEEDS)
    behind = known.spellings(folded, fold_word(right), _NEEDS)
    return {second for first, second in in_front if _may_be(left, first, bare_too)} | {
        first for first, second in behind if _may_be(right, second, bare_too)
    }


def _may_be(typed: str, meant: str, bare_too: bool) -> bool:
    """Whether the word beside it is the one meant: typed so, bare, or itself in doubt."""
    if meant in _SMALL:
        return False
    return (
        typed == meant
        or (bare_too and is_bare(typed))
        or _is_broken(typed)
        or _other_tone(typed) == meant
    )


@lru_cache(maxsize=8192)
def _other_tone(low: str) -> str:
    """The syllable with ngã for hỏi and hỏi for ngã, '' where it has neither."""
    swapped = unicodedata.normalize("NFD", low).translate(_SWAPPED)
    other = unicodedata.normalize("NFC", swapped)
    return other if other != low else ""


@lru_cache(maxsize=8192)
def _is_broken(low: str) -> bool:
    """Whether no syllable is written with just these accents: ``lưc``, ``viẹc``, ``đuờng``."""
    apart = unicodedata.normalize("NFD", low)
    toneless = unicodedata.normalize("NFC", _TONES.sub("", apart))
    if _HALF_MARKED.search(toneless):
        return True
    stopped = bool(_STOPPED.search(low))
    return stopped and not ("\u0301" in apart or "\u0323" in apart)
