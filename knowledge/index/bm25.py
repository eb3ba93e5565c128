"""BM25 as rank-bm25 fits it, with Lucene's idf, and the same model fitted on numbers.

rank-bm25 holds a dictionary for every document and needs half a second for a question on 80,000
articles. ``CountedOkapi`` is the same model on numpy arrays: every weight that a question could
need is computed once.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from rank_bm25 import BM25Okapi

from knowledge.index.occurrences import Integers, Occurrences
from knowledge.index.terms import Terms

_HIGHEST_LEVEL = np.iinfo(np.uint16).max

Floats = npt.NDArray[np.float64]


def idf(holders: npt.ArrayLike, documents: int) -> Floats:
    """How much a term says that n of N documents contain: log(1 + (N - n + 0.5)/(n + 0.5)).

    Never negative, unlike Okapi's own. A term in 1 of 3 documents: log(1 + 2.5/1.5) = 0.98.
    """
    holding = np.asarray(holders, dtype=np.float64)
    says: Floats = np.log1p((documents - holding + 0.5) / (holding + 0.5))
    return says


def saturation(
    count: npt.ArrayLike, length: npt.ArrayLike, average: float, k1: float, b: float
) -> Floats:
    """What occurrences in a text are worth: tf·(k1+1)/(tf + k1·(1-b+b·len/avg)).

    1 for one occurrence in a text of average length, towards k1 + 1 for many.
    """
    tf = np.asarray(count, dtype=np.float64)
    room = 1 - b + b * np.asarray(length, dtype=np.float64) / average
    worth: Floats = tf * (k1 + 1) / (tf + k1 * room)
    return worth


class Okapi(BM25Okapi):  # type: ignore[misc, unused-ignore]
    """rank-bm25's Okapi with an idf that is 0 for no term and negative for none."""

    doc_len: Any
    avgdl: Any
    idf: Any

    def _calc_idf(self, nd: Any) -> None:
        self.idf = {term: float(idf(holders, self.corpus_size)) for term, holders in nd.items()}


class Weights(NamedTuple):
    """The compiled model: term i adds ``levels[starts[i]:starts[i+1]] * step`` to the scores of
    ``documents[starts[i]:starts[i+1]]``.

    Levels take half of the memory of float32 and are off by half a step at most: 1/130,000 of the
    field's highest weight. ``step`` has shape (1,).
    """

    terms: Terms
    starts: npt.NDArray[np.uint32]
    documents: npt.NDArray[np.int32]
    levels: npt.NDArray[np.uint16]
    step: npt.NDArray[np.float32]

    def values(self) -> npt.NDArray[np.float32]:
        """The weights themselves, shape (postings,)."""
        return self.levels * self.step


class CountedOkapi(Okapi):
    """``Okapi`` fitted on ``Occurrences``: the same statistics, counted by sorting."""

    def __init__(self, occurrences: Occurrences, k1: float, b: float) -> None:
        super().__init__(occurrences, k1=k1, b=b)  # type: ignore[no-untyped-call, unused-ignore]

    def _initialize(self, corpus: Occurrences) -> Integers:
        self.doc_len = corpus.lengths
        self.corpus_size = len(corpus.lengths)
        self.avgdl = max(len(corpus.terms) / max(self.corpus_size, 1), 1e-9)
        terms, self.documents, self.counts = count(corpus)
        self.terms, starts = np.unique(terms, return_index=True)
        self.starts = np.append(starts, len(terms))
        return np.diff(self.starts)

    def _calc_idf(self, nd: Any) -> None:
        self.idf = idf(nd, self.corpus_size)

    def compiled(self) -> Weights:
        """What every term adds to the score of every document that holds it."""
        lengths = self.doc_len[self.documents]
        worth = saturation(self.counts, lengths, self.avgdl, self.k1, self.b)
        weights = worth * np.repeat(self.idf, np.diff(self.starts))
        return Weights(
            self.terms,
            self.starts.astype(np.uint32),
            self.documents,
            *_in_levels(weights),
        )


def _in_levels(weights: Floats) -> tuple[npt.NDArray[np.uint16], npt.NDArray[np.float32]]:
    """Weights as multiples of one step; none that is above 0 becomes 0."""
    step = max(float(weights.max(initial=0)) / _HIGHEST_LEVEL, 1e-12)
    levels = np.maximum(np.rint(weights / step), 1).astype(np.uint16)
    return levels, np.array([step], dtype=np.float32)


def count(corpus: Occurrences) -> tuple[Terms, npt.NDArray[np.int32], Integers]:
    """Each (term, document) once with its number of occurrences, ordered by term, then document."""
    documents = np.repeat(np.arange(len(corpus.lengths), dtype=np.int32), corpus.lengths)
    order = np.argsort(corpus.terms, kind="stable")
    terms, documents = corpus.terms[order], documents[order]
    new = np.ones(len(terms), dtype=bool)
    new[1:] = (terms[1:] != terms[:-1]) | (documents[1:] != documents[:-1])
    first = np.flatnonzero(new)
    return terms[first], documents[first], np.diff(np.append(first, len(terms)))
