"""How well a question fits each of many texts: what can be worked out for all of them at once is,
because a dozen small steps for each part of the candidates cost more than a few large ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from knowledge.index.matching import Match
from knowledge.index.occurrences import Integers
from knowledge.index.postings import Matrix, Scores

#: BM25's parameters within one part of the texts.
_K1, _B = 1.0, 0.75


@dataclass(frozen=True)
class Fits:
    """What the question's terms say of each text, worked out when it is first asked for; one row
    a text each.
    """

    match: Match

    @cached_property
    def held(self) -> Matrix:
        """Which text holds which term, 1 or 0, shape (texts, terms)."""
        return self.match.held.astype(np.float32)

    @cached_property
    def pairs_held(self) -> Matrix:
        """Which text holds which pair, 1 or 0, shape (texts, pairs)."""
        return self.match.pairs_held.astype(np.float32)

    @cached_property
    def saturated(self) -> Matrix:
        """What each term would add to BM25 in the part where the text stands if it weighed 1, shape
        (texts, terms).
        """
        return self._saturated(self.match.counts)

    @cached_property
    def pairs_saturated(self) -> Matrix:
        """The same of the pairs, shape (texts, pairs)."""
        return self._saturated(self.match.pair_counts)

    def _saturated(self, counts: Matrix) -> Matrix:
        saturated: Matrix = counts * np.float32(_K1 + 1) / (counts + self._room)
        return saturated

    @cached_property
    def _room(self) -> Matrix:
        """What long texts take away from a term's worth (BM25's k1 and b), shape (texts, 1)."""
        room = _K1 * (1 - _B + _B * self.match.lengths / self.match.averages)
        return room.astype(np.float32)[:, None]

    @cached_property
    def run(self) -> Scores:
        """The heaviest unbroken stretch of the question."""
        return self.match.longest_run(self.match.question.pair_share)

    @cached_property
    def important_run(self) -> Scores:
        """The same, by how much the question hangs on it."""
        return self.match.longest_run(self.match.question.important_pair_share)

    @cached_property
    def length(self) -> Scores:
        """The logarithm of the number of syllables."""
        return np.log1p(self.match.lengths)

    @cached_property
    def terms(self) -> Integers:
        """How many of the question's terms each text holds."""
        held: Integers = self.match.held.sum(1)
        return held
