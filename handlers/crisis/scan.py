"""Where in a message which cues stand, as bit sets over word positions.

Bit ``n`` stands for position ``n``. Sentence ends leave a gap of positions, so that patterns with
small gaps stay within a sentence. All work is linear in the length of the message.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from handlers.crisis.accents import can_be, has_tone
from handlers.crisis.lexicon import COVER, NEGATION, NOT_ME, TOPIC, Cue, Node, tree
from handlers.crisis.words import Word, ages, sentences

_UNHIDEABLE = frozenset((NEGATION, TOPIC))
_HIDING_ONESELF = frozenset((NOT_ME, "other_victim", "child", "others_child"))
_ONESELF = frozenset(
    (
        "me",
        "grown_me",
        "self",
        "mine",
        "adult_self",
        "teller_self",
        "obj",
        "other_victim",
        "little_one",
    )
)


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    kinds: tuple[str, ...]
    sure: bool


#: Length of a span in words → bit set of the positions where such spans start.
Starts = dict[int, int]


@dataclass(slots=True)
class Scan:
    """The cues of a message by class, the extent of its sentences, where a comma is behind."""

    found: dict[str, Starts] = field(default_factory=dict)
    sentences: list[int] = field(default_factory=list)
    after_pause: int = 0

    def sentences_with(self, kinds: Iterable[str]) -> int:
        """The positions of every sentence that holds one of these classes."""
        touched = 0
        for kind in kinds:
            for starts in self.found.get(kind, {}).values():
                touched |= starts
        if not touched:
            return 0
        return sum(sentence for sentence in self.sentences if sentence & touched)

    def count(self, kind: str) -> int:
        """At how many positions the class starts."""
        starts = 0
        for of_one_length in self.found.get(kind, {}).values():
            starts |= of_one_length
        return starts.bit_count()

    def has(self, kind: str) -> bool:
        """Whether the class occurs at all."""
        return kind in self.found


def scan(words: list[Word]) -> Scan:
    """All cues of the message that no harmless phrase covers."""
    spans = list(_spans(words, tree()))
    covers = _by_position(span for span in spans if COVER in span.kinds)
    others = _by_position(span for span in spans if not _HIDING_ONESELF.isdisjoint(span.kinds))
    result = Scan(sentences=sentences(words), after_pause=_after_pause(words))
    for span in spans:
        for kind in _left(span, covers, others):
            _add(result.found, kind, span.start, span.end)
    for start, end, kinds in ages(words):
        for kind in kinds:
            _add(result.found, kind, start, end)
    return result


def _after_pause(words: list[Word]) -> int:
    """The positions right behind a comma."""
    return sum(1 << (word.position + 1) for word in words if word.pause)


def _add(found: dict[str, Starts], kind: str, start: int, end: int) -> None:
    starts = found.setdefault(kind, {})
    length = end - start + 1
    starts[length] = starts.get(length, 0) | (1 << start)


def _spans(words: list[Word], root: Node) -> Iterator[_Span]:
    for first in range(len(words)):
        node: Node | None = root
        for last in range(first, len(words)):
            if last > first and not _goes_on(words[last - 1], words[last]):
                break
            node = node.following.get(words[last].folded) if node else None
            if node is None:
                break
            here = words[first : last + 1]
            yield from (_span(here, cue) for cue in node.ends if _agrees(here, cue))


def _goes_on(word: Word, following: Word) -> bool:
    """Whether both may belong to one phrase: neither a sentence ends between them nor a comma."""
    return following.position == word.position + 1 and not word.pause


def _span(here: list[Word], cue: Cue) -> _Span:
    sure = all(word.text == listed for word, listed in zip(here, cue.words, strict=True))
    return _Span(here[0].position, here[-1].position, cue.kinds, sure)


def _agrees(here: list[Word], cue: Cue) -> bool:
    """Whether the words can be the cue: accents agree, and a strict cue shows all of its own."""
    if cue.strict:
        return all(_same(word, listed) for word, listed in zip(here, cue.words, strict=True))
    shown = False
    bare_misses = 0
    for word, listed in zip(here, cue.words, strict=True):
        if not can_be(word.text, listed):
            return False
        shown = shown or has_tone(word.text)
        bare_misses += not word.loose and not can_be(listed, word.text)
    return not bare_misses or (shown and bare_misses < len(here))


def _same(word: Word, listed: str) -> bool:
    """Whether the word has the very accents of the listed one (ngã or hỏi)."""
    return can_be(word.text, listed) and can_be(listed, word.text)


def _by_position(spans: Iterable[_Span]) -> dict[int, list[_Span]]:
    """The spans by each position they cover."""
    by_position: dict[int, list[_Span]] = defaultdict(list)
    for span in spans:
        for position in range(span.start, span.end + 1):
            by_position[position].append(span)
    return by_position


def _left(
    span: _Span, covers: dict[int, list[_Span]], others: dict[int, list[_Span]]
) -> Iterable[str]:
    """The classes of the span that no other span takes from it."""
    if _hidden(span, covers.get(span.start, ())):
        return _UNHIDEABLE.intersection(span.kinds)
    if _ONESELF.isdisjoint(span.kinds) or not _hidden(span, others.get(span.start, ())):
        return span.kinds
    return (kind for kind in span.kinds if kind not in _ONESELF)


def _hidden(span: _Span, covers: Iterable[_Span]) -> bool:
    """Whether another span holds this one: a longer one, or the same words with their accents."""
    return any(
        cover is not span
        and cover.start <= span.start
        and span.end <= cover.end
        and (cover.sure or cover.end - cover.start > span.end - span.start)
        for cover in covers
    )
