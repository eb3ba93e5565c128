"""The best line and point of each candidate: where its words stand close together.

An article of ten clauses answers with one of them; what the others hold should not count.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from knowledge.index.forward import Numbers
from knowledge.index.lines import Definitions, Lines
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


def _marked(rows: int, columns: int, row: Integers, column: npt.NDArray[np.integer]) -> Mask:
    marked = np.zeros((rows, columns), dtype=bool)
    if rows:
        marked[row, column] = True
    return marked


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


class Defined(NamedTuple):
    """The subjects that the candidates define: each one's candidate, where each candidate's begin,
    the share of the question that it covers, the share of it that the question covers, and whether
    it is the question's own words.
    """

    owners: Integers
    begins: Integers
    covers: npt.NDArray[np.float32]
    covered: npt.NDArray[np.float32]
    exact: Mask


def defined(
    body: Match,
    definitions: Definitions,
    rows: Integers,
    weights: Scores,
    rarity: Callable[[Numbers], Scores],
) -> Defined:
    """Compare the question with what these articles define; ``rarity`` tells the idf of syllables
    by their numbers, ``weights`` are the share of each of the question's terms.
    """
    places, owners, begins = ranges(definitions.offsets, rows)
    starts = body.begins[owners] + definitions.starts[places]
    sizes = definitions.sizes[places].astype(np.int64)
    which = np.arange(len(places)).repeat(sizes)
    firsts = sizes.cumsum() - sizes
    tokens: Integers = np.arange(len(which)) + (starts - firsts)[which]
    tokens = np.minimum(tokens, max(len(body.numbers) - 1, 0))
    numbers = body.numbers[tokens]
    terms, idf = body.question.lookup[numbers], rarity(numbers)
    hit = terms >= 0
    whole = np.bincount(which, idf, minlength=len(places))
    known = np.bincount(which[hit], idf[hit], minlength=len(places))
    held = _marked(len(places), body.question.terms, which[hit], terms[hit])
    pairs = _pair_begins(body, tokens)
    pairs[firsts + sizes - 1] = False  # one that begins at a last syllable runs into "là"
    adjacent = np.bincount(which, pairs, minlength=len(places))
    covered = known / np.maximum(whole, 1e-6)
    return Defined(
        owners,
        begins,
        (held @ weights).astype(np.float32),
        covered.astype(np.float32),
        (covered > 0.999) & (adjacent >= sizes - 1),
    )


def _pair_begins(body: Match, tokens: Integers) -> Mask:
    """Whether a pair of the question begins at each token."""
    begins = np.zeros(len(body.numbers), dtype=bool)
    begins[body.hits[body.adjacent[0]]] = True
    return begins[tokens]
