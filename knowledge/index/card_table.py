"""All that terms say of cards in one table: a term's row is read once for all fields together.

The fields stand side by side: field i takes the columns ``bounds[i]`` up to ``bounds[i + 1]``.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

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


class Filled(NamedTuple):
    """The filled table: the cells of ``terms[i]`` are those from ``starts[i]`` to
    ``starts[i + 1]``; ``holders[i]`` of them are in the first field.
    """

    terms: Terms
    starts: Integers
    columns: npt.NDArray[np.int32]
    values: npt.NDArray[np.float32]
    holders: npt.NDArray[np.int32]
    bounds: Integers


class CardTable:
    """The table, in memory or mapped read-only."""

    def __init__(self, filled: Filled) -> None:
        self._terms, self._starts, self._columns, self._values, self._holders, _ = filled
        self.bounds: list[int] = filled.bounds.tolist()
        self._filled = filled

    @classmethod
    def open(cls, folder: Path) -> CardTable:
        """Map the table that ``write`` saved."""
        return cls(Filled(*(map_array(folder, f"cards.{name}") for name in Filled._fields)))

    def write(self, folder: Path) -> None:
        """Save the table."""
        for name, values in self._filled._asdict().items():
            write_array(folder, f"cards.{name}", values)

    @classmethod
    def of(cls, fields: Sequence[tuple[Weights, int]]) -> CardTable:
        """Fill a table with fields, given as weights and width each."""
        bounds = np.cumsum([0, *(width for _, width in fields)])
        begins = zip(fields, bounds.tolist(), strict=False)
        columns = np.concatenate([weights.documents + begin for (weights, _), begin in begins])
        values = np.concatenate([weights.values() for weights, _ in fields])
        long = np.concatenate([np.repeat(w.terms, np.diff(w.starts)) for w, _ in fields])
        order = np.argsort(long, kind="stable")
        terms, starts = np.unique(long[order], return_index=True)
        first = np.cumsum(np.append(0, columns[order] < bounds[1]))
        ends = np.append(starts, len(long))
        return cls(
            Filled(
                terms.astype(np.uint64),
                ends.astype(np.int64),
                columns[order].astype(np.int32),
                values[order].astype(np.float32),
                np.diff(first[ends]).astype(np.int32),
                bounds.astype(np.int64),
            )
        )

    def holders(self, terms: Terms) -> Integers:
        """How many columns of the first field hold each term, shape (terms,)."""
        if not len(self._terms):
            return np.zeros(len(terms), dtype=np.int64)
        places = self._places(terms)
        return np.where(self._terms[places] == terms, self._holders[places], 0)

    def holders_in(self, field: int, terms: Terms) -> Integers:
        """The same for any field."""
        cells = self.cells(terms)
        first, end = self.bounds[field : field + 2]
        inside = (cells.column >= first) & (cells.column < end)
        return np.bincount(cells.term[inside], minlength=len(terms))

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
