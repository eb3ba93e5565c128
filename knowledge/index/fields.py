"""The fields of the index: which terms of an article each one holds, and how BM25 weighs them.

Where they share a field with the body, a title counts ``TITLE_TIMES`` and the document's name
``NAME_TIMES``: repeated before BM25 saturates, they help more than any sum of separate scores.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from knowledge.index.occurrences import Occurrences

TITLE_TIMES = 5
NAME_TIMES = 3


@dataclass(frozen=True, slots=True)
class Parts:
    """One kind of terms of every article: of its title, its body, and its document's name."""

    title: Occurrences
    body: Occurrences
    name: Occurrences

    def pairs(self) -> Parts:
        """The pairs of neighbours within each part."""
        return Parts(self.title.pairs(), self.body.pairs(), self.name.pairs())

    def whole(self) -> Occurrences:
        """Title, name and body as one text, title and name repeated."""
        return self.title.times(TITLE_TIMES).then(self.name.times(NAME_TIMES)).then(self.body)


@dataclass(frozen=True, slots=True)
class Streams:
    """What the fields are made of: pyvi's words, folded syllables, and the folded syllables of the
    questions, as people type them, of the cards that cite the article.
    """

    words: Parts
    syllables: Parts
    aliases: Occurrences


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its name on disk, its terms, and BM25's two parameters."""

    name: str
    terms: Callable[[Streams], Occurrences]
    k1: float = 1.0
    b: float = 0.75


def _with_pairs(syllables: Occurrences) -> Occurrences:
    return syllables.then(syllables.pairs())


FIELDS = (
    Field("title", lambda streams: streams.words.title),
    Field("body", lambda streams: streams.words.body),
    Field("name", lambda streams: streams.words.name),
    Field("words", lambda streams: streams.words.whole()),
    Field("title_folded", lambda streams: _with_pairs(streams.syllables.title)),
    Field("name_folded", lambda streams: _with_pairs(streams.syllables.name)),
    Field("aliases", lambda streams: _with_pairs(streams.aliases)),
    Field("syllables", lambda streams: streams.syllables.whole()),
    Field("pairs", lambda streams: streams.syllables.pairs().whole()),
)
