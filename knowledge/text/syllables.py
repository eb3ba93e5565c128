"""Which letters can be a Vietnamese syllable at all, by the rules of the spelling (no word list).

Everything here works on folded letters: ``giết`` is asked for as ``giet``.
"""

from __future__ import annotations

from collections.abc import Iterator

_ONSETS = " b c ch d g gh h k kh l m n ng ngh nh p ph r s t th tr v x".split(" ")
_RIMES = """
a e i o u y ia ua uo ai ao au ay eo eu iu oi ui uu ieu yeu uoi uou
oa oe ue uy oai oay oao oeo uay uya uyu
ac ec oc uc iec uoc oac ach ech ich oach uech uych
am em im om um iem yem uom oam
an en in on un ien yen uon oan oen uan uen uyen uyn
ang eng ong ung ieng yeng uong oang uang anh enh inh oanh uenh uynh
ap ep ip op up iep uop oap uyp
at et it ot ut iet yet uot oat oet uat uet uyet uyt
""".split()
_AFTER_QU = """
a e i o y ai ay ao eo au an en in on ang eng anh enh ynh ac ach ech ych
at et it ot yt yen yet ap ep am em oc ot
""".split()
_AFTER_GI = """
a o u e ai ao au ay eo oi ui uu ua uoi uong am an ang anh ap at ac ach
eng et ec en em on ong op ot oc um un ung up ut uc uoc uom uon
""".split()
#: The consonants that a syllable may begin with.
ONSETS = frozenset(filter(None, _ONSETS)) | {"gi", "qu"}
_LOANED = ("xoong", "boong", "gi", "gin", "gip", "pin", "pip", "ok")
_FRONT = frozenset("eiy")
_FRONT_ONLY = frozenset(("k", "gh", "ngh"))
_BACK_ONLY = frozenset(("c", "g", "ng"))
_OPEN_Y = frozenset(("", "h", "k", "l", "m", "t", "s", "v", "d", "th", "n", "ch", "tr", "b"))


def _fits(onset: str, rime: str) -> bool:
    """Whether the spelling lets this onset stand before this rime."""
    front = rime[0] in _FRONT
    if onset in _FRONT_ONLY:
        return front
    if onset in _BACK_ONLY:
        return not front
    if rime.startswith("y") and rime != "y":
        return onset == ""
    return rime != "y" or onset in _OPEN_Y


def _all() -> Iterator[str]:
    """Every folded syllable the rules allow."""
    yield from (onset + rime for onset in _ONSETS for rime in _RIMES if _fits(onset, rime))
    yield from ("qu" + rime for rime in _AFTER_QU)
    yield from ("gi" + rime for rime in _AFTER_GI)
    yield from _LOANED


SYLLABLES: frozenset[str] = frozenset(_all())
#: The longest syllable ("nghieng"); longer words are several syllables or none.
LONGEST = max(map(len, SYLLABLES))


def is_syllable(folded: str) -> bool:
    """Whether these folded letters can be one Vietnamese syllable."""
    return folded in SYLLABLES
