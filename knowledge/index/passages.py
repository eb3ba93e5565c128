"""The best line and point of each candidate: where its words stand close together.

An article of ten clauses answers with one of them; what the others hold should not count.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from knowledge.index.lines import Lines
from knowledge.index.matching import Match, sizes_between
from knowledge.index.occurrences import Integers
from knowledge.index.postings import Scores

Mask = npt.NDArray[np.bool_]


class Passages(NamedTuple):
    """The lines of all candidates side by side: the candidate of each, how many syllables it has,
    where each candidate's begin, and which of the question's terms and pairs line and point
    hold, shape (lines, terms + pairs).

    A point is a line with the line that opens its clause.
    """

    owners: Integers
    sizes: Integers
    begins: Integers
    line: Mask
    point: Mask

    def highest(self, values: Scores) -> Scores:
        """The highest value of each candidate's lines, 0 where it has none; shapes (…, lines) and
        (…, candidates).
        """
        return highest(values, self.begins)


def ranges(offsets: npt.NDArray[np.integer], rows: Integers) -> tuple[Integers, Integers, Integers]:
    """What belongs to these rows: its places, the place of each one's row among the rows, and
    where each row's begin among the places.
    """
    begins = offsets[rows].astype(np.int64)
    sizes = offsets[rows + 1].astype(np.int64) - begins
    firsts = sizes.cumsum() - sizes
    owners = np.arange(len(rows)).repeat(sizes)
    return np.arange(len(owners)) + (begins - firsts)[owners], owners, firsts


def passages(body: Match, lines: Lines, rows: Integers) -> Passages:
    """The passages of these articles, whose bodies ``body`` has looked up."""
    places, owners, begins = ranges(lines.offsets, rows)
    starts = body.begins[owners] + lines.starts[places]
    sizes = sizes_between(starts, len(body.numbers))
    line = body.marked(lines_of(body.hits, starts), len(starts))
    leads = begins[owners] + lines.leads[places]
    return Passages(owners, sizes, begins, line, line | line[leads])


def lines_of(hits: Integers, starts: Integers) -> Integers:
    """The line of each hit, from where the lines start; what stands before them is in the first."""
    first = hits.searchsorted(starts)
    first[:1] = 0
    return np.arange(len(starts)).repeat(sizes_between(first, len(hits)))


def highest(values: Scores, begins: Integers) -> Scores:
    """The highest value of each owner, at least 0; an owner's values stand side by side and begin
    at its place. Shapes (…, values) and (…, owners).
    """
    size = values.shape[-1]
    best = np.zeros((*values.shape[:-1], len(begins)), dtype=np.float32)
    if size:
        filled = sizes_between(begins, size) > 0
        found = np.maximum.reduceat(values, begins[filled], axis=-1)
        best[..., filled] = np.maximum(found, 0)
    return best
