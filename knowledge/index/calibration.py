"""How sure the ranker is: a logistic curve over what it sees of its own judgement.

The candidates' chances are those that they answer. The first one's is calibrated on questions that
the ranker was not fitted on (``knowledge.train.calibration``); the others share what is left.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from knowledge.index.postings import Matrix, Scores

#: How sharply the sum of the voices is turned into shares.
_SHARPNESS = 2.0

#: In a shorter list the voices' spreads say nothing: of two candidates one always leads by as much.
_COMPANY = 20


@dataclass(frozen=True)
class Voices:
    """What the ranker's parts say of each candidate, shape (candidates,) each; ``coverage`` is the
    share of the question that the candidate covers.
    """

    trees: Scores
    networks: Scores
    coverage: Scores

    @cached_property
    def together(self) -> Scores:
        """The sum of the voices, each counted in its own spread over the list."""
        return _in_spreads(self.trees) + _in_spreads(self.networks)

    @cached_property
    def shares(self) -> Scores:
        """The candidates' shares in all that is said for them, together 1."""
        return _shares(_SHARPNESS * self.together)

    def signs(self) -> Scores:
        """What tells whether the first candidate is right, shape (7,)."""
        score, shares = self.together, self.shares
        first = score.argmax()
        second = np.partition(score, -2)[-2] if len(score) > 1 else score.min()
        return np.array(
            [
                score[first] - second,
                np.log(shares[first]),
                -(shares * np.log(shares + 1e-12)).sum(),
                _shares(self.networks)[first],
                self.trees[first],
                self.coverage[first],
                self.trees.argmax() == self.networks.argmax(),
            ],
            dtype=np.float32,
        )


class Calibration(NamedTuple):
    """Of each sign ``mean``, ``spread`` and ``weight`` (7,); ``base`` (1,)."""

    mean: Matrix
    spread: Matrix
    weight: Matrix
    base: Matrix

    def first(self, signs: Matrix) -> Scores:
        """The chance that the first candidate is right, from signs (..., 7), shape (...,)."""
        odds = (signs - self.mean) / self.spread @ self.weight + self.base[0]
        chance: Scores = 1 / (1 + np.exp(-np.clip(odds, -30, 30)))
        return chance

    def chances(self, voices: Voices) -> Scores:
        """The chance of each candidate, shape (candidates,), falling with ``together``."""
        shares = voices.shares
        top = voices.together.argmax()
        first = float(self.first(voices.signs()))
        if len(shares) < _COMPANY:
            first = min(first, float(voices.coverage[top]))
        rest = max(1 - float(shares[top]), 1e-6)
        chances = shares * min(first / float(shares[top]), (1 - first) / rest)
        chances[top] = first
        return chances.astype(np.float32)


def _in_spreads(scores: Scores) -> Scores:
    many = np.float32(len(scores))
    centred: Scores = scores - scores.sum() / many
    rest = centred - centred.sum() / many
    spread = np.sqrt((rest * rest).sum() / many)
    centred /= np.float32(float(spread) + 1e-6)
    return centred


def _shares(scores: Scores) -> Scores:
    """Softmax."""
    raised: Scores = np.exp(scores - scores.max())
    raised /= raised.sum()
    return raised
