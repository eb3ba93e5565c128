"""The fields of the index: which terms of an article each one holds, and how BM25 weighs them.

Where they share a field with the body, a title counts ``TITLE_TIMES`` and the document's name
``NAME_TIMES``: repeated before BM25 saturates, they help more than any sum of separate scores.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from knowledge.index.occurrences import Integers, Occurrences

TITLE_TIMES = 5
NAME_TIMES = 3


@dataclass(frozen=True, slots=True)
class Parts:
    """One kind of terms: of the title and the body of every article, and of the name of every
    document. ``documents`` is the place of each article's document, shape (articles,).
    """

    title: Occurrences
    body: Occurrences
    name: Occurrences
    documents: Integers

    def each(self, change: Callable[[Occurrences], Occurrences]) -> Parts:
        """The same change made to every part."""
        return Parts(change(self.title), change(self.body), change(self.name), self.documents)

    def pairs(self) -> Parts:
        """The pairs of neighbours within each part."""
        return self.each(Occurrences.pairs)

    def whole(self) -> Occurrences:
        """Title, name and body as one text, title and name repeated."""
        name = self.name.take(self.documents)
        return self.title.times(TITLE_TIMES).then(name.times(NAME_TIMES)).then(self.body)


@dataclass(frozen=True, slots=True)
class Streams:
    """What the fields are made of: pyvi's words and folded syllables."""

    words: Parts
    syllables: Parts


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its name on disk, where its terms stand, and BM25's two parameters."""

    name: str
    parts: Callable[[Streams], Parts]
    k1: float = 1.0
    b: float = 0.75


FIELDS = (
    Field("words", lambda streams: streams.words),
    Field("syllables", lambda streams: streams.syllables),
    Field("pairs", lambda streams: streams.syllables.pairs()),
)
