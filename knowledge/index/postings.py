"""Compiled weights on disk: memory-mapped, shared by all processes, loaded where touched."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse._sparsetools import csc_matvec

from knowledge.index.bm25 import Weights
from knowledge.index.occurrences import Integers
from knowledge.index.terms import SortedTerms, Terms

#: One number a document (or a row), and several.
Scores = npt.NDArray[np.float32]
Matrix = npt.NDArray[np.float32]


def write_array(folder: Path, name: str, values: npt.NDArray[Any]) -> None:
    """Save one array as ``name.npy``."""
    np.save(folder / f"{name}.npy", values, allow_pickle=False)


def map_array(folder: Path, name: str) -> npt.NDArray[Any]:
    """The array saved as ``name.npy``, read-only and mapped, as a plain ndarray."""
    path = folder / f"{name}.npy"
    try:
        return np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))
    except ValueError:  # an empty array cannot be mapped
        empty: npt.NDArray[Any] = np.load(path, allow_pickle=False)
        return empty


#: Documents are kept by their place in blocks of so many: 16 bits instead of 32.
_BLOCK = 1 << 16


class Column(NamedTuple):
    """What the term at ``place`` of a question adds: ``levels * unit`` to the scores of the
    documents that hold it. They ascend; of each ``low`` is the place in its block, and ``borders``
    tell where among them the next blocks begin.
    """

    low: npt.NDArray[np.uint16]
    borders: Sequence[int]
    levels: npt.NDArray[np.uint16]
    unit: float
    place: int


class Columns:
    """What several terms add, side by side."""

    def __init__(self, columns: Sequence[Column], documents: int) -> None:
        empty = np.empty(0, dtype=np.uint16)
        self._size = documents
        ends = [0, *accumulate(len(column.low) for column in columns)]
        self._ends = np.array(ends, dtype=np.int32)
        self._rows = np.concatenate([empty, *(column.low for column in columns)], dtype=np.int32)
        for column, start, end in zip(columns, ends, ends[1:], strict=False):
            for border in column.borders:
                beyond = self._rows[start + border : end]  # ``rows[a:b] += 1`` would copy twice
                beyond += _BLOCK
        levels = [empty, *(column.levels for column in columns)]
        self._levels = np.concatenate(levels, dtype=np.float32)
        self._units = np.array([column.unit for column in columns], dtype=np.float32)

    @property
    def documents(self) -> list[npt.NDArray[np.int32]]:
        """The documents of each column, ascending."""
        return np.split(self._rows, self._ends[1:-1])

    def add_up(self, factors: Scores | float = 1.0) -> Scores:
        """The scores of all documents, shape (documents,): the sum of what the terms add, times
        their factors.

        A product of a sparse matrix (one column a term) with the units; three times as fast as
        adding column by column. What ``csc_array`` does around its product costs a third of it.
        """
        factors = self._units * np.float32(factors)
        scores: Scores = np.zeros(self._size, dtype=np.float32)
        csc_matvec(self._size, len(factors), self._ends, self._rows, self._levels, factors, scores)
        return scores

    def table(self, rows: Integers) -> Matrix:
        """What each term adds to each of a few documents, shape (rows, columns)."""
        if not len(self._rows):
            return np.zeros((len(rows), len(self._units)), dtype=np.float32)
        order = rows.argsort()  # ascending, they are found in half of the time
        wanted = rows[order].astype(np.int32)
        ends = self._ends.tolist()
        places = np.empty((len(self._units), len(rows)), dtype=np.int64)
        for column, (start, end) in enumerate(pairwise(ends)):
            places[column] = self._rows[start:end].searchsorted(wanted)
        begins = self._ends[:-1, None]
        places += begins
        held = places < self._ends[1:, None]
        held &= self._rows.take(places, mode="clip") == wanted
        levels = np.empty_like(held, dtype=np.float32)
        levels[:, order] = self._levels.take(places, mode="clip") * held * self._units[:, None]
        return levels.T


class Stored(NamedTuple):
    """``Weights`` as they lie on disk: of each posting the document's place in its block, and of
    each term where its postings go over to the next block, shape (terms, blocks - 1).
    """

    terms: Terms
    starts: npt.NDArray[np.uint32]
    low: npt.NDArray[np.uint16]
    borders: npt.NDArray[np.uint32]
    levels: npt.NDArray[np.uint16]
    step: npt.NDArray[np.float32]


def _stored(weights: Weights) -> Stored:
    blocks = int(weights.documents.max(initial=0)) // _BLOCK
    borders = np.zeros((len(weights.terms), blocks), dtype=np.uint32)
    for block in range(blocks):
        before = np.cumsum(np.append(0, weights.documents < (block + 1) * _BLOCK))
        begins, ends = weights.starts[:-1], weights.starts[1:]
        borders[:, block] = begins + (before[ends] - before[begins])
    low = (weights.documents % _BLOCK).astype(np.uint16)
    return Stored(weights.terms, weights.starts, low, borders, weights.levels, weights.step)


class Postings:
    """One field of the index: which documents hold a term, and what it adds to their scores."""

    def __init__(self, stored: Stored) -> None:
        terms, self._starts, self._low, self._borders, self._levels, self._step = stored
        self.terms = SortedTerms(terms)

    @classmethod
    def open(cls, folder: Path, field: str) -> Postings:
        """Map the field that ``write`` saved."""
        parts = (map_array(folder, f"{field}.{part}") for part in Stored._fields)
        return cls(Stored(*parts))

    @staticmethod
    def write(folder: Path, field: str, weights: Weights) -> None:
        """Save the field."""
        for part, values in _stored(weights)._asdict().items():
            write_array(folder, f"{field}.{part}", values)

    def columns(self, terms: Terms, factor: float = 1.0, most: int | None = None) -> list[Column]:
        """What each known term adds to the scores, ``factor`` times.

        Terms that more than ``most`` documents hold are passed over.
        """
        if not len(self.terms):
            return []
        places = self.terms.find(terms)
        known = places.known.nonzero()[0]
        rows = places.at[known]
        starts, ends = self._starts[rows].tolist(), self._starts[rows + 1].tolist()
        found = zip(known.tolist(), starts, ends, self._borders[rows].tolist(), strict=True)
        unit = float(self._step[0]) * factor
        return [
            Column(
                self._low[start:end],
                [border - start for border in borders if border < end],
                self._levels[start:end],
                unit,
                place,
            )
            for place, start, end, borders in found
            if most is None or end - start <= most
        ]
