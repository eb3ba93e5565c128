"""All that terms say of cards in one table: a term's row is read once for all fields together.

The fields stand side by side: field i takes the columns ``bounds[i]`` up to ``bounds[i + 1]``.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from knowledge.index.bm25 import Floats, Weights
from knowledge.index.occurrences import Integers
from knowledge.index.postings import map_array, write_array
from knowledge.index.terms import Terms


class Cells(NamedTuple):
    """The filled cells of the rows of some terms: which of the terms, column, value; shape (n,)."""

    term: Integers
    column: Integers
    value: npt.NDArray[np.float32]


class CardTable:
    """The table, mapped read-only."""

    def __init__(self, folder: Path) -> None:
        self._terms: Terms = map_array(folder, "cards.terms")
        self._starts: npt.NDArray[np.int64] = map_array(folder, "cards.starts")
        self._columns: npt.NDArray[np.int32] = map_array(folder, "cards.columns")
        self._values: npt.NDArray[np.float32] = map_array(folder, "cards.values")
        self._holders: npt.NDArray[np.int32] = map_array(folder, "cards.holders")
        self.bounds: list[int] = map_array(folder, "cards.bounds").tolist()

    @staticmethod
    def write(folder: Path, fields: Sequence[tuple[Weights, int]]) -> None:
        """Save the fields, given as weights and width each; holders are counted in the first."""
        bounds = np.cumsum([0, *(width for _, width in fields)])
        begins = zip(fields, bounds.tolist(), strict=False)
        columns = np.concatenate([weights.documents + begin for (weights, _), begin in begins])
        values = np.concatenate([weights.values() for weights, _ in fields])
        long = np.concatenate([np.repeat(w.terms, np.diff(w.starts)) for w, _ in fields])
        order = np.argsort(long, kind="stable")
        terms, starts = np.unique(long[order], return_index=True)
        first = np.cumsum(np.append(0, columns[order] < bounds[1]))
        ends = np.append(starts, len(long))
        _save(folder, "terms", terms, np.uint64)
        _save(folder, "starts", ends, np.int64)
        _save(folder, "columns", columns[order], np.int32)
        _save(folder, "values", values[order], np.float32)
        _save(folder, "holders", np.diff(first[ends]), np.int32)
        _save(folder, "bounds", bounds, np.int64)

    def holders(self, terms: Terms) -> Integers:
        """How many columns of the first field hold each term, shape (terms,)."""
        if not len(self._terms):
            return np.zeros(len(terms), dtype=np.int64)
        places = self._places(terms)
        return np.where(self._terms[places] == terms, self._holders[places], 0)

    def cells(self, terms: Terms) -> Cells:
        """The filled cells of the terms' rows; a term that is not in the table has none."""
        if not len(self._terms):
            return Cells(np.arange(0), np.arange(0), np.zeros(0, dtype=np.float32))
        places = self._places(terms)
        asked = np.flatnonzero(self._terms[places] == terms)
        rows = places[asked]
        begins, ends = self._starts[rows], self._starts[rows + 1]
        lengths = ends - begins
        shift = np.repeat(begins - (np.cumsum(lengths) - lengths), lengths)
        where = np.arange(int(lengths.sum())) + shift
        return Cells(np.repeat(asked, lengths), self._columns[where], self._values[where])

    def sums(self, groups: Sequence[Terms]) -> Floats:
        """What the terms of each group add to each column, shape (groups, columns)."""
        cells = self.cells(np.concatenate(groups))
        group = np.repeat(np.arange(len(groups)), [len(terms) for terms in groups])[cells.term]
        width = self.bounds[-1]
        size = len(groups) * width
        summed = np.bincount(group * width + cells.column, cells.value, minlength=size)
        return summed.astype(np.float64).reshape(len(groups), width)

    def _places(self, terms: Terms) -> Integers:
        return np.searchsorted(self._terms, terms).clip(max=len(self._terms) - 1)


def _save(folder: Path, name: str, values: npt.NDArray[Any], kind: type[np.generic]) -> None:
    write_array(folder, f"cards.{name}", values.astype(kind))
