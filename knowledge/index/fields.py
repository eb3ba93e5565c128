"""The fields of the index: which terms of an article each one holds, and how BM25 weighs them.

Where they share a field with the body, a title counts ``TITLE_TIMES`` and the document's name
``NAME_TIMES``: repeated before BM25 saturates, they help more than any sum of separate scores. What
people would ask counts once (Nogueira et al., "Document expansion by query prediction", 2019).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from knowledge.index.occurrences import Integers, Occurrences

TITLE_TIMES = 5
NAME_TIMES = 3


@dataclass(frozen=True, slots=True)
class Parts:
    """One kind of terms: of the title and the body of every article, of the name of every document,
    and of every question that people would ask. ``documents`` is the place of each article's
    document, ``questions`` how many questions it answers, shape (articles,) each.
    """

    title: Occurrences
    body: Occurrences
    name: Occurrences
    asked: Occurrences
    documents: Integers
    questions: Integers

    def each(self, change: Callable[[Occurrences], Occurrences]) -> Parts:
        """The same change made to every part."""
        title, body, name = change(self.title), change(self.body), change(self.name)
        return Parts(title, body, name, change(self.asked), self.documents, self.questions)

    def pairs(self) -> Parts:
        """The pairs of neighbours within each part."""
        return self.each(Occurrences.pairs)

    def whole(self) -> Occurrences:
        """Everything as one text, what is short repeated."""
        name = self.name.take(self.documents).times(NAME_TIMES)
        asked = self.asked.joined(self.questions)
        return self.title.times(TITLE_TIMES).then(name).then(asked).then(self.body)


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
