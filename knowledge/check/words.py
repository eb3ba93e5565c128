"""What may not stand in a text that people read: long sentences, outdated phrases, blanks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache

from knowledge.check.rules import Forbidden
from knowledge.text.fold import fold

MAX_SENTENCE_WORDS = 25

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|\n+")
_PIECE_END = re.compile(r"(?<=[.;!?])\s")
_BLANK = re.compile(r"«[^»]*»")
_GAP = ".{0,40}?"
_DASH = re.compile(r"\s*[-–—]\s*")


def long_sentences(text: str) -> Iterator[str]:
    """A fault for each sentence that is too long to be read at one go."""
    for sentence in _SENTENCE_END.split(text):
        if (words := len(sentence.split())) > MAX_SENTENCE_WORDS:
            start = " ".join(sentence.split()[:6])
            yield f"Câu «{start}…» dài {words} chữ; hãy tách cho gọn trong {MAX_SENTENCE_WORDS}."


def blanks(texts: Iterable[str]) -> list[str]:
    """The places that are still to be filled in, as they stand: «TÊN PHƯỜNG»."""
    return [blank for text in texts for blank in _BLANK.findall(text)]


def outdated(texts: Sequence[str], forbidden: Iterable[Forbidden], shown_on: date) -> Iterator[str]:
    """A fault for each outdated phrase; ``shown_on`` is the first day on which people read it."""
    pieces = [_plain(piece) for text in texts for piece in _PIECE_END.split(text)]
    whole, joined = _plain("\n".join(texts)), "\n".join(pieces)
    for rule in forbidden:
        if (rule.until and shown_on >= rule.until) or not _beside(rule, whole):
            continue
        for phrase in rule.phrases:
            if not _pattern(phrase).search(joined):
                continue
            hits = [piece for piece in pieces if _pattern(phrase).search(piece)]
            if any(not _excused(rule, whole if rule.whole else hit) for hit in hits):
                yield f"Có «{phrase}». {rule.reason}"


def _beside(rule: Forbidden, whole: str) -> bool:
    return not rule.beside or any(_pattern(word).search(whole) for word in rule.beside)


def _excused(rule: Forbidden, words: str) -> bool:
    return any(_plain(word) in words for word in rule.unless)


def _plain(text: str) -> str:
    """The text without accents and case, every dash short and without spaces around it."""
    return _DASH.sub("-", fold(text))


@cache
def _pattern(phrase: str) -> re.Pattern[str]:
    """The phrase as whole words of a folded text."""
    parts = (r"\s+".join(map(re.escape, part.split())) for part in _plain(phrase).split("…"))
    return re.compile(rf"(?<!\w){_GAP.join(parts)}(?!\w)")
