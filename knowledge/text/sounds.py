"""Slips of the ear: onsets that sound alike, ``giấy khai xinh`` → ``giấy khai sinh``."""

from __future__ import annotations

import re
from functools import lru_cache

from knowledge.text.fold import fold_word
from knowledge.text.neighbours import neighbours
from knowledge.text.respelling import is_common
from knowledge.text.syllables import SYLLABLES

# Sounds that are one in somebody's mouth: onset → how others write it
_SOUNDS_LIKE = {
    "s": ("x",), "x": ("s",), "tr": ("ch",), "ch": ("tr",), "l": ("n",), "n": ("l",),
    "d": ("gi", "r"), "gi": ("d", "r"), "r": ("d", "gi"),
}  # fmt: skip
_ONSET = re.compile(r"ngh|ng|nh|gi(?=[aeouy])|ch|tr|[slnxdr](?!h)")
# Levels of neighbours(): what the other sound must have, and by how much it must lead
_NEEDS, _LEADS, _LEADS_OVER_WORD = 7, 3, 8
_RARE = 3
# People and small words, right wherever they stand: "nuôi chồng" is no "nuôi trồng"
_NEVER_MEANT_OTHERWISE = frozenset(
    "chồng chị cha chú cháu chàng dì dượng rể nó nàng trẻ sếp nội lão rồi là làm nên lên nữa "
    "này lấy chưa chỉ trong sao xong xin giờ rất sẽ nào nếu lúc".split()
)

#: A folded syllable with those before and behind it, '' where there is none.
Folded = tuple[str, str, str]


@lru_cache(maxsize=8192)
def _alike(folded: str) -> tuple[int, tuple[str, ...]]:
    """How many letters the onset has, and the onsets that sound like it."""
    onset = _ONSET.match(folded)
    return (onset.end(), _SOUNDS_LIKE.get(onset.group(), ())) if onset else (0, ())


def other_sound(typed: str, beside: tuple[str, str], folded: Folded) -> str:
    """The word as others write it, '' where it may stay.

    It changes where that makes a frequent word of law and the typed sound makes none. ``beside``
    are the words around it in lower case, ``folded`` all three without accents.
    """
    onset, sounds = _alike(folded[1])
    if not sounds or typed[0] in "đĐ" or typed.lower() in _NEVER_MEANT_OTHERWISE:
        return ""
    makes_word = _in_word(*folded)
    accented = (beside[0], typed.lower(), beside[1]) != folded
    if not accented and (makes_word or _is_at_home(*folded)):
        return ""
    leads = _LEADS_OVER_WORD if makes_word else _LEADS
    for sound in sounds:
        other = sound + typed[onset:]
        if _is_better(folded, fold_word(other), leads) and (
            not accented or _is_spelt(other, beside)
        ):
            return other
    return ""


def _is_at_home(before: str, here: str, behind: str) -> bool:
    """Whether a bare syllable may be meant: people say it all the time, or law puts it here."""
    return is_common(here) or neighbours().support(before, here, behind) > _RARE


def _is_spelt(other: str, beside: tuple[str, str]) -> bool:
    known, low = neighbours(), other.lower()
    return known.is_spelt(beside[0], low) or known.is_spelt(low, beside[1])


def _in_word(before: str, here: str, behind: str) -> bool:
    known = neighbours()
    return known.is_word(before, here) or known.is_word(here, behind)


def _is_better(typed: Folded, other: str, leads: int) -> bool:
    """Whether the other syllable makes a frequent word on a side where the typed one is rare."""
    if other not in SYLLABLES:
        return False
    before, here, behind = typed
    return _leads(before, other, before, here, leads) or _leads(other, behind, here, behind, leads)


def _leads(first: str, second: str, rival_first: str, rival_second: str, leads: int) -> bool:
    """Whether two syllables make a frequent word, and their rivals a rarer one by so much."""
    known = neighbours()
    if not known.is_word(first, second):
        return False
    level = known.level(first, second)
    return level >= max(_NEEDS, known.level(rival_first, rival_second) + leads)
