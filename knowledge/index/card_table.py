"""All that terms say of cards in one table, of which only what is asked for is read.

The fields stand side by side: field i takes the columns ``bounds[i]`` up to ``bounds[i + 1]``, and
in the row of a term its cells follow each other.
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


class Wanted(NamedTuple):
    """Some terms, and the fields in which they are looked up."""

    terms: Terms
    fields: Sequence[int]


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
        self._field_starts = _field_starts(filled)

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
        if not len(self._terms):
            return np.zeros(len(terms), dtype=np.int64)
        places = self._places(terms)
        starts = self._field_starts[places]
        lengths = (starts[:, field + 1] - starts[:, field]).astype(np.int64)
        return np.where(self._terms[places] == terms, lengths, 0)

    def cells(self, terms: Terms, field: int) -> Cells:
        """The filled cells of a field in the terms' rows, its columns counted from 0; a term that
        is not in the table has none.
        """
        if not len(self._terms):
            return Cells(np.arange(0), np.arange(0), np.zeros(0, dtype=np.float32))
        places = self._places(terms)
        asked = np.flatnonzero(self._terms[places] == terms)
        starts = self._field_starts[places[asked]]
        where, lengths = _ranges(starts[:, field], starts[:, field + 1])
        columns = self._columns[where].astype(np.int64) - self.bounds[field]
        return Cells(np.repeat(asked, lengths), columns, self._values[where])

    def sums(self, wanted: Sequence[Wanted]) -> list[list[Floats]]:
        """What the terms add to each column of each of their fields, shape (width of it,)."""
        blocks = [(terms, field) for terms, fields in wanted for field in fields]
        found = [self.bounds[field + 1] - self.bounds[field] for _, field in blocks]
        widths = np.array(found, dtype=np.int64)
        ends = np.cumsum(widths)
        summed = self._summed(blocks, ends - widths, int(ends[-1]))
        parts = iter(np.split(summed, ends[:-1]))
        return [[next(parts) for _ in fields] for _, fields in wanted]

    def _summed(self, blocks: Sequence[tuple[Terms, int]], begins: Integers, size: int) -> Floats:
        """The sums of all blocks one after the other; each begins where ``begins`` says."""
        if not len(self._terms):
            return np.zeros(size)
        terms = np.concatenate([terms for terms, _ in blocks])
        many = [len(terms) for terms, _ in blocks]
        fields = np.repeat([field for _, field in blocks], many)
        places = self._places(terms)
        there = self._terms[places] == terms
        rows, fields = places[there], fields[there]
        starts, ends = self._field_starts[rows, fields], self._field_starts[rows, fields + 1]
        where, lengths = _ranges(starts, ends)
        shift = np.repeat(begins - [self.bounds[field] for _, field in blocks], many)[there]
        columns = self._columns[where] + np.repeat(shift, lengths)
        summed = np.bincount(columns, self._values[where], minlength=size)
        return summed.astype(np.float64, copy=False)

    def _places(self, terms: Terms) -> Integers:
        return np.searchsorted(self._terms, terms).clip(max=len(self._terms) - 1)


def _field_starts(filled: Filled) -> Integers:
    """Where in the row of each term each field begins, and the row ends; (terms, fields + 1)."""
    found = np.empty((len(filled.terms), len(filled.bounds)), dtype=np.int64)
    found[:, 0], found[:, -1] = filled.starts[:-1], filled.starts[1:]
    for field, bound in enumerate(filled.bounds[1:-1].tolist(), start=1):
        before = np.cumsum(np.append(0, filled.columns < bound))
        found[:, field] = filled.starts[:-1] + np.diff(before[filled.starts])
    return found


def _ranges(starts: Integers, ends: Integers) -> tuple[Integers, Integers]:
    """All numbers from each start to its end, one range after the other, and how many each has."""
    lengths = ends - starts
    shift = np.repeat(starts - (np.cumsum(lengths) - lengths), lengths)
    return np.arange(int(lengths.sum())) + shift, lengths
