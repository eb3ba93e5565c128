"""Compiled weights on disk: memory-mapped, shared by all processes, loaded where touched."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import csc_array

from knowledge.index.bm25 import Floats, Weights, idf
from knowledge.index.occurrences import Integers
from knowledge.index.terms import Terms

Scores = npt.NDArray[np.float32]


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


class Column(NamedTuple):
    """What one term adds to the scores: ``levels * unit`` to those of ``documents``."""

    documents: npt.NDArray[np.int32]
    levels: npt.NDArray[np.uint16]
    unit: float


def add_up(columns: Sequence[Column], documents: int) -> Scores:
    """The scores of all documents, shape (documents,): the sum of what the terms add.

    A product of a sparse matrix (one column a term) with the units; three times as fast as adding
    column by column.
    """
    if not columns:
        return np.zeros(documents, dtype=np.float32)
    ends = np.cumsum([0, *(len(column.documents) for column in columns)], dtype=np.int32)
    levels = np.concatenate([column.levels for column in columns], dtype=np.float32)
    rows = np.concatenate([column.documents for column in columns])
    matrix = csc_array((levels, rows, ends), shape=(documents, len(columns)))
    scores: Scores = matrix @ np.array([column.unit for column in columns], dtype=np.float32)
    return scores


class Postings:
    """One field of the index: which documents hold a term, and what it adds to their scores."""

    def __init__(self, weights: Weights) -> None:
        self._terms, self._starts, self._documents, self._levels, self._step = weights

    @classmethod
    def open(cls, folder: Path, field: str) -> Postings:
        """Map the field that ``write`` saved."""
        parts = (map_array(folder, f"{field}.{part}") for part in Weights._fields)
        return cls(Weights(*parts))

    @staticmethod
    def write(folder: Path, field: str, weights: Weights) -> None:
        """Save the field as four arrays."""
        for part, values in weights._asdict().items():
            write_array(folder, f"{field}.{part}", values)

    def _places(self, terms: Terms) -> Integers:
        """Where each term stands or would stand among the known ones."""
        return np.searchsorted(self._terms, terms).clip(max=len(self._terms) - 1)

    def _slices(self, terms: Terms, most: int | None = None) -> list[slice]:
        """Where the postings of each known term lie, in the order of the terms.

        Terms that more than ``most`` documents hold are left out.
        """
        if not len(self._terms):
            return []
        places = self._places(terms)
        known = places[self._terms[places] == terms]
        starts, ends = self._starts[known].tolist(), self._starts[known + 1].tolist()
        bounds = zip(starts, ends, strict=True)
        return [slice(start, end) for start, end in bounds if most is None or end - start <= most]

    def columns(self, terms: Terms, factor: float = 1.0, most: int | None = None) -> list[Column]:
        """What each known term adds to the scores, ``factor`` times.

        Terms that more than ``most`` documents hold are passed over.
        """
        unit = float(self._step[0]) * factor
        return [
            Column(self._documents[part], self._levels[part], unit)
            for part in self._slices(terms, most)
        ]

    def rarity(self, terms: Terms, documents: int) -> Floats:
        """The idf of each term among so many documents, shape (terms,); unknown ones are rare."""
        holders = np.zeros(len(terms), dtype=np.int64)
        if len(self._terms):
            places = self._places(terms)
            sizes = self._starts[places + 1].astype(np.int64) - self._starts[places]
            holders = np.where(self._terms[places] == terms, sizes, 0)
        return idf(holders, documents)

    def knows(self, terms: Terms) -> npt.NDArray[np.bool_]:
        """Which of these terms any document holds, shape (terms,)."""
        if not len(self._terms):
            return np.zeros(len(terms), dtype=bool)
        found: npt.NDArray[np.bool_] = self._terms[self._places(terms)] == terms
        return found

    def of(self, documents: Integers, terms: Terms) -> Scores:
        """The BM25 score of a question for these documents only, shape (len(documents),)."""
        scores = np.zeros(len(documents), dtype=np.float32)
        for part in self._slices(terms):
            holders = self._documents[part]
            places = np.searchsorted(holders, documents).clip(max=len(holders) - 1)
            held = holders[places] == documents
            scores[held] += self._levels[part][places[held]] * self._step
        return scores
