"""Where in a message which cues stand, as bit sets over word positions.

Bit ``n`` stands for position ``n``. Sentence ends leave a gap of positions, so that patterns with
small gaps stay within a sentence. All work is linear in the length of the message.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from handlers.crisis.accents import can_be
from handlers.crisis.lexicon import COVER, NOT_ME, Cue, Node, tree
from knowledge.text.fold import fold
from knowledge.text.shorthand import Origin, Token

_SENTENCE_END = re.compile(r"[.!?…\n]")
_SENTENCE_GAP = 5
# From this share of accented words on, a bare word was meant bare ("danh" is not "đánh")
_ACCENTED_SHARE = 0.6
_FEWEST_ACCENTED = 3
_CHILD_BELOW, _OLD_FROM, _OLDEST = 16, 65, 120
_YEARS = frozenset(("tuoi", "t"))
_LAST_CHILD_GRADE = 9
_HIDING = frozenset((COVER, NOT_ME, "other_victim", "child"))
_ONESELF = frozenset(("me", "grown_me", "self", "mine", "adult_self", "teller_self", "obj"))


@dataclass(frozen=True, slots=True)
class Word:
    """One word at its position; ``loose`` words match listed words whatever their accents."""

    text: str
    folded: str
    position: int
    loose: bool


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    kind: str
    sure: bool


#: Length of a span in words → bit set of the positions where such spans start.
Starts = dict[int, int]


@dataclass(slots=True)
class Scan:
    """The cues of a message by class, and the extent of its sentences."""

    found: dict[str, Starts] = field(default_factory=dict)
    sentences: list[int] = field(default_factory=list)

    def sentences_with(self, kinds: Iterable[str]) -> int:
        """The positions of every sentence that holds one of these classes."""
        touched = 0
        for kind in kinds:
            for starts in self.found.get(kind, {}).values():
                touched |= starts
        return sum(sentence for sentence in self.sentences if sentence & touched)

    def has(self, kind: str) -> bool:
        """Whether the class occurs at all."""
        return kind in self.found


def words_as_typed(tokens: Iterable[Token]) -> list[Word]:
    """The words of the message exactly as typed."""
    return _placed((token.typed, token.tail, False) for token in tokens)


def words_as_read(tokens: Iterable[Token]) -> list[Word]:
    """The words of the message in their plain reading."""
    return _placed(
        (token.plain, token.tail, token.guessed or token.origin is Origin.ABBREVIATION)
        for token in tokens
    )


def _placed(pieces: Iterable[tuple[str, str, bool]]) -> list[Word]:
    rows: list[tuple[str, str, int, bool]] = []
    position = 0
    for text, tail, loose in pieces:
        for part in text.lower().split():
            rows.append((part, fold(part), position, loose))
            position += 1
        if _SENTENCE_END.search(tail):
            position += _SENTENCE_GAP
    accented = sum(text != folded for text, folded, _, _ in rows)
    bare_counts = accented >= _FEWEST_ACCENTED and accented >= _ACCENTED_SHARE * len(rows)
    return [
        Word(text, folded, position, loose or not bare_counts)
        for text, folded, position, loose in rows
    ]


def scan(words: list[Word]) -> Scan:
    """All cues of the message that no harmless phrase covers."""
    spans = list(_spans(words, tree()))
    covers = _covers(span for span in spans if span.kind in _HIDING)
    result = Scan(sentences=_sentences(words))
    for span in (*(s for s in spans if not _hidden(s, covers)), *_ages(words)):
        starts = result.found.setdefault(span.kind, {})
        length = span.end - span.start + 1
        starts[length] = starts.get(length, 0) | (1 << span.start)
    return result


def _spans(words: list[Word], root: Node) -> Iterator[_Span]:
    for first in range(len(words)):
        node: Node | None = root
        for last in range(first, len(words)):
            if last > first and words[last].position != words[last - 1].position + 1:
                break
            node = node.following.get(words[last].folded) if node else None
            if node is None:
                break
            here = words[first : last + 1]
            yield from (_span(here, cue) for cue in node.ends if _agrees(here, cue))


def _span(here: list[Word], cue: Cue) -> _Span:
    sure = all(word.text == listed for word, listed in zip(here, cue.words, strict=True))
    return _Span(here[0].position, here[-1].position, cue.kind, sure)


def _agrees(here: list[Word], cue: Cue) -> bool:
    """Whether the words can be the cue: accents agree, and a strict cue shows some accent."""
    if cue.strict:
        return all(
            can_be(word.text, listed)
            and can_be(listed, word.text)
            and word.text.isascii() == listed.isascii()
            for word, listed in zip(here, cue.words, strict=True)
        )
    shown = False
    bare_misses = 0
    for word, listed in zip(here, cue.words, strict=True):
        if not can_be(word.text, listed):
            return False
        shown = shown or word.text != word.folded
        bare_misses += not word.loose and not can_be(listed, word.text)
    return not bare_misses or (shown and bare_misses < len(here))


def _covers(spans: Iterable[_Span]) -> dict[int, list[_Span]]:
    """The harmless phrases by each position they cover."""
    by_position: dict[int, list[_Span]] = defaultdict(list)
    for span in spans:
        for position in range(span.start, span.end + 1):
            by_position[position].append(span)
    return by_position


def _hidden(span: _Span, covers: dict[int, list[_Span]]) -> bool:
    """Whether a harmless phrase holds the span: a longer one, or the same words with accents."""
    return any(
        (cover.kind == COVER or span.kind in _ONESELF)
        and cover.start <= span.start
        and span.end <= cover.end
        and (cover.sure or cover.end - cover.start > span.end - span.start)
        for cover in covers.get(span.start, ())
    )


def _sentences(words: list[Word]) -> list[int]:
    """Each sentence as a bit set of its positions."""
    extents: list[int] = []
    start = 0
    for place, word in enumerate(words):
        following = words[place + 1].position if place + 1 < len(words) else -1
        if following != word.position + 1:
            extents.append((1 << (word.position + 1)) - (1 << start))
            start = following
    return extents


def _ages(words: list[Word]) -> Iterator[_Span]:
    """Ages and school classes given in figures: ``13 tuổi``, ``13t``, ``lớp 7``."""
    for place, word in enumerate(words):
        following = words[place + 1].folded if place + 1 < len(words) else ""
        end = word.position + (following in _YEARS or word.folded == "lop")
        for kind in _kinds_of_age(word.folded, following):
            yield _Span(word.position, end, kind, True)


def _kinds_of_age(word: str, following: str) -> tuple[str, ...]:
    """The classes that a figure with its unit belongs to, () for anything else."""
    if word == "lop" and following.isdecimal():
        return ("grade", "kid") if int(following[:3]) <= _LAST_CHILD_GRADE else ()
    glued = word.endswith("t") and word[:-1].isdecimal()
    digits = word[:-1] if glued else word
    if not digits.isdecimal() or not (glued or following in _YEARS) or len(digits) > 3:
        return ()
    years = int(digits)
    if years < _CHILD_BELOW:
        return ("child_age", "kid")
    return ("elderly",) if _OLD_FROM <= years <= _OLDEST else ()
