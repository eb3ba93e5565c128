"""The terms of a field for all documents at once: one long array, and each document's length."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from knowledge.index.terms import TermNumbers, Terms, pairs

Integers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Occurrences:
    """All terms in reading order, shape (sum of lengths,), and the number of each document's terms,
    shape (documents,).
    """

    terms: Terms
    lengths: Integers

    @classmethod
    def of(cls, texts: Iterable[Sequence[str]], numbers: TermNumbers) -> Occurrences:
        """From the terms of each document."""
        parts = [numbers.of(text) for text in texts]
        lengths = np.array([len(part) for part in parts], dtype=np.int64)
        empty = np.empty(0, dtype=np.uint64)
        return cls(np.concatenate([empty, *parts]), lengths)

    def starts(self) -> Integers:
        """Where each document's terms begin, shape (documents,)."""
        return np.cumsum(self.lengths) - self.lengths

    def then(self, other: Occurrences) -> Occurrences:
        """Each document's terms here, followed by its terms there."""
        lengths = self.lengths + other.lengths
        starts = np.cumsum(lengths) - lengths
        terms = np.empty(len(self.terms) + len(other.terms), dtype=np.uint64)
        for part, begins in ((self, starts), (other, starts + self.lengths)):
            shift = np.repeat(begins - part.starts(), part.lengths)
            terms[np.arange(len(part.terms)) + shift] = part.terms
        return Occurrences(terms, lengths)

    def times(self, often: int) -> Occurrences:
        """Each document's terms ``often`` times over (their order does not matter to BM25)."""
        return Occurrences(np.repeat(self.terms, often), self.lengths * often)

    def joined(self, sizes: Integers) -> Occurrences:
        """So many documents (together all of them) made one, in their order."""
        ends = np.concatenate([[0], np.cumsum(self.lengths)])[np.cumsum(sizes)]
        return Occurrences(self.terms, np.diff(ends, prepend=0))

    def pairs(self) -> Occurrences:
        """The pairs of neighbours within each document."""
        within = np.ones(len(self.terms), dtype=bool)
        filled = self.lengths > 0
        within[(self.starts() + self.lengths - 1)[filled]] = False
        return Occurrences(pairs(self.terms)[within[:-1]], np.maximum(self.lengths - 1, 0))

    def take(self, rows: Integers) -> Occurrences:
        """The documents at these rows, in this order; a row may come more than once."""
        lengths = self.lengths[rows]
        shift = np.repeat(self.starts()[rows] - (np.cumsum(lengths) - lengths), lengths)
        return Occurrences(self.terms[np.arange(lengths.sum()) + shift], lengths)
