"""Chat spellings that follow a rule (``chog``, ``đáh``, ``bj``, ``fải``), and glued words."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from knowledge.text.abbreviations import DATA
from knowledge.text.fold import fold
from knowledge.text.fragments import tones
from knowledge.text.syllables import LONGEST, SYLLABLES

COMPOUNDS = DATA / "compounds.txt"
KEPT = DATA / "kept.txt"
_VOWEL = "[aeiouy]"
# What chat spelling leaves out or swaps, and what stands there in full
_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"({_VOWEL})g$"), r"\1ng"),
    (re.compile(rf"({_VOWEL})h$"), r"\1nh"),
    (re.compile(r"^([bcdhklmnprstvx]|ch|th|kh|nh|ng|ph|tr|gi|gh)j$"), r"\1i"),
    (re.compile(rf"j({_VOWEL})"), r"i\1"),
    (re.compile(r"^f"), "ph"),
    (re.compile(r"^k(?=[aou])"), "c"),
    (re.compile(rf"^w(?={_VOWEL})"), "qu"),
    (re.compile(r"^q(?=[ao])"), "qu"),
    (re.compile(r"^(?:z|dz)"), "d"),
    (re.compile(r"^(?:z|dz)"), "v"),
    (re.compile(r"^j(?=[aou])"), "gi"),
    (re.compile(r"k$"), "ch"),
    (re.compile(r"k$"), "c"),
    (re.compile(r"q$"), "ng"),
)
_DOUBLE = re.compile(r"([a-z])\1+")
#: What a split costs, and its parts as typed.
_Way = tuple[float, tuple[str, ...]]
_LONGEST_GLUED = 48
_SHORTEST_NAME = 4
_MOST_PARTS = 9
_ONE_LETTER_COST = 3.0
_RARE_COST = 1.6
_KNOWN_COST = 1.0
_COMPOUND_BONUS = 0.8


@lru_cache(maxsize=8192)
def respell(folded: str) -> str:
    """The folded syllable behind a chat spelling (``chog`` → ``chong``); '' where no rule helps."""
    single = _DOUBLE.sub(r"\1", folded)
    if single != folded and single in SYLLABLES:
        return single
    for pattern, full in _RULES:
        spelt = pattern.sub(full, folded, count=1)
        if spelt != folded and spelt in SYLLABLES:
            return spelt
    return ""


@cache
def _compounds() -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
    """The syllables of the list of compounds, and every pair of neighbours in it."""
    lines = COMPOUNDS.read_text("utf-8").splitlines()
    words = [fold(word).split("_") for line in lines if line[:1] != "#" for word in line.split()]
    pairs = {pair for word in words for pair in zip(word, word[1:], strict=False)}
    return frozenset(part for word in words for part in word), frozenset(pairs)


@cache
def kept_words() -> frozenset[str]:
    """The foreign words and names that are left as they are (``kept.txt``)."""
    lines = KEPT.read_text("utf-8").splitlines()
    return frozenset(word for line in lines if line[:1] != "#" for word in line.split())


@cache
def _pieces() -> tuple[frozenset[str], int]:
    """What a glued word may be made of, and the length of the longest: syllables and long names."""
    names = {word for word in kept_words() if word.isalpha() and len(word) >= _SHORTEST_NAME}
    return SYLLABLES | names, max(LONGEST, *map(len, names))


def is_common(folded: str) -> bool:
    """Whether people say this syllable all the time (it stands in the list of compounds)."""
    return folded in _compounds()[0]


def _cost(previous: str, part: str) -> float:
    """How unlikely this syllable is here: the sum over a split decides between splits."""
    known, pairs = _compounds()
    cost = _ONE_LETTER_COST if len(part) == 1 else _RARE_COST
    if part in known:
        cost = _KNOWN_COST
    return cost - (_COMPOUND_BONUS if (previous, part) in pairs else 0.0)


@lru_cache(maxsize=4096)
def split_glued(word: str) -> tuple[str, ...]:
    """The parts of words typed without spaces (``lyhon``, ``vàovneid``); () where none fit.

    ``word`` is composed lower case and keeps its accents. The likeliest split of at most nine
    syllables, found in time linear in the length.
    """
    folded = fold(word)
    if not 4 <= len(folded) <= _LONGEST_GLUED or len(folded) != len(word) or not word.isalpha():
        return ()
    pieces, longest = _pieces()
    best: list[dict[str, _Way]] = [{} for _ in range(len(word) + 1)]
    best[0][""] = (0.0, ())
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - longest), end):
            if folded[start:end] in pieces and tones(word[start:end]) <= 1:
                _extend(best[start], best[end], folded[start:end], word[start:end])
    finished = [way for way in best[-1].values() if 2 <= len(way[1]) <= _MOST_PARTS]
    return min(finished)[1] if finished else ()


def _extend(from_: dict[str, _Way], to: dict[str, _Way], part: str, typed: str) -> None:
    """Add the syllable to the cheapest split that ends where it starts."""
    for previous, (cost, parts) in from_.items():
        way = (cost + _cost(previous, part), (*parts, typed))
        if part not in to or way < to[part]:
            to[part] = way
