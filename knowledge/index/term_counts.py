"""How the corpus uses each term: in how many titles, bodies, names and documents, and how often."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from knowledge.index.bm25 import count
from knowledge.index.fields import Parts
from knowledge.index.occurrences import Integers, Occurrences
from knowledge.index.postings import Scores, map_array, write_array
from knowledge.index.terms import SortedTerms, Terms


class Counts(NamedTuple):
    """Of some terms, shape (terms,) each: the titles and bodies (articles) that hold it, the names
    and the documents that do, and its occurrences in all bodies.
    """

    titles: Scores
    bodies: Scores
    names: Scores
    documents: Scores
    occurrences: Scores


class TermCounts:
    """The counts of every term of one field; unknown terms count 0 everywhere. ``terms`` are the
    field's, where they are open already.

    Kept as logarithms in half precision: right to 0.4 % up to 8 million, in 10 bytes a term.
    """

    def __init__(self, folder: Path, field: str, terms: SortedTerms | None = None) -> None:
        self._terms = SortedTerms(map_array(folder, f"{field}.terms")) if terms is None else terms
        self._logs: npt.NDArray[np.float16] = map_array(folder, f"{field}.counts")

    def logs(self, terms: Terms) -> npt.NDArray[np.float16]:
        """The logarithms of 1 + each count, shape (terms, 5)."""
        if not len(self._terms):
            return np.zeros((len(terms), len(Counts._fields)), dtype=np.float16)
        places = self._terms.find(terms)
        logs = self._logs[places.at]
        logs[~places.known] = 0
        return logs


def counts_of(parts: Sequence[tuple[TermCounts, Terms]]) -> Counts:
    """The counts of the terms of each part in their field, one part after the other."""
    logs = np.concatenate([counts.logs(terms) for counts, terms in parts])
    return Counts(*np.expm1(logs.T.astype(np.float32)))


def compile_counts(folder: Path, field: str, parts: Parts, terms: Terms) -> None:
    """Write the counts of the field's terms (ascending; they hold every term of the articles).

    The articles of a document stand side by side. Words that stand only in names of documents
    without an article are not counted.
    """
    bodies = _Held.of(parts.body, terms)
    other_document = np.diff(parts.documents[bodies.texts], prepend=-1) != 0
    other_document[bodies.starts] = True
    counts = Counts(
        titles=_Held.of(parts.title, terms).holders(),
        bodies=bodies.holders(),
        names=_Held.of(parts.name, terms).holders(),
        documents=bodies.add_up(other_document),
        occurrences=bodies.add_up(bodies.often),
    )
    logs = np.log1p(np.stack(counts, axis=1)).astype(np.float16)
    write_array(folder, f"{field}.counts", logs)


class _Held(NamedTuple):
    """Each (term, text) of a part once, by term, then text: ``texts``, and how ``often`` it holds
    it; ``starts`` of each distinct term's, and its place among all ``size`` terms.
    """

    texts: npt.NDArray[np.int32]
    often: Integers
    starts: Integers
    places: Integers
    size: int

    @classmethod
    def of(cls, part: Occurrences, terms: Terms) -> _Held:
        found, texts, often = count(part)
        new = np.ones(len(found), dtype=bool)
        new[1:] = found[1:] != found[:-1]
        known = np.isin(found[new], terms)
        kept = np.repeat(known, np.diff(np.flatnonzero(new), append=len(found)))
        return cls(
            texts[kept],
            often[kept],
            np.flatnonzero(new[kept]),
            np.searchsorted(terms, found[new][known]),
            len(terms),
        )

    def holders(self) -> Scores:
        """How many texts hold each term, shape (terms,)."""
        counts = np.zeros(self.size, dtype=np.float32)
        counts[self.places] = np.diff(self.starts, append=len(self.texts))
        return counts

    def add_up(self, values: npt.NDArray[np.generic]) -> Scores:
        """The sum of these values, one a (term, text), over each term's texts, shape (terms,)."""
        sums = np.zeros(self.size, dtype=np.float32)
        if len(values):
            sums[self.places] = np.add.reduceat(values.astype(np.int64), self.starts)
        return sums
