"""Boosted trees as arrays: a test is made in every tree at once, without a branch.

The leaves of a tree are numbered from left to right, one bit each. A test that fails (value above
the threshold) clears the bits of the leaves on its left; the lowest bit that is left is the leaf
(Lucchese et al., "QuickScorer: a fast algorithm to rank documents with additive ensembles of
regression trees", SIGIR 2015). Trees have up to 16 leaves.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from knowledge.index.postings import Matrix, Scores

LEAVES = 16

#: So many tests of each tree are made at once: more would drive everything else out of the caches.
_AT_ONCE = 7

Bits = npt.NDArray[np.uint16]


def _lowest_bits() -> npt.NDArray[np.uint8]:
    """The place of the lowest bit of every number below 65536 (0 for 0)."""
    numbers = np.arange(1 << LEAVES, dtype=np.int32)
    lowest: npt.NDArray[np.uint8] = np.bitwise_count((numbers & -numbers) - 1)
    lowest[0] = 0
    return lowest


_LOWEST = _lowest_bits()


class Forest(NamedTuple):
    """``columns``, ``thresholds`` and ``clears`` of each test of each tree, shape (tests, trees);
    ``leaves`` (trees, 16) what each leaf adds. A tree with fewer tests has tests that never fail.
    """

    columns: Bits
    thresholds: Matrix
    clears: Bits
    leaves: Matrix

    def scores(self, features: Matrix) -> Scores:
        """What the trees add up to for each row of ``features`` (rows, columns), shape (rows,)."""
        by_column = np.ascontiguousarray(features.T)
        cleared = np.zeros((len(self.leaves), len(features)), dtype=np.uint16)
        for first in range(0, len(self.columns), _AT_ONCE):
            some = slice(first, first + _AT_ONCE)
            # Every column is there, and to clip what never lies outside is faster than to check it.
            values = by_column.take(self.columns[some], axis=0, mode="clip")
            failed = (values > self.thresholds[some, :, None]) * self.clears[some, :, None]
            cleared |= np.bitwise_or.reduce(failed, axis=0)
        begins = np.arange(len(self.leaves), dtype=np.int32) * LEAVES
        places = _LOWEST.take(~cleared) + begins[:, None]
        added: Scores = self.leaves.reshape(-1).take(places).sum(0)
        return added
