"""Small neural networks that judge a candidate in the light of the whole list.

Each hidden layer sees a candidate alone; the second one also sees the mean and the highest of what
the first one found anywhere in the list (Zaheer et al., "Deep sets", NeurIPS 2017).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from knowledge.index.postings import Matrix, Scores

#: Standardised values are cut off here.
_FAR = 4

_FLAT = 1e-6


def standardised(features: Matrix, mean: Matrix, spread: Matrix) -> Matrix:
    """The features against all questions and against their own list, shape (rows, 2 · features).

    ``mean`` and ``spread`` (features,) are those of all questions. What is the same for the whole
    list is 0 in the second half.
    """
    rows, width = features.shape
    both = np.empty((rows, 2 * width), dtype=features.dtype)
    np.divide(features - mean, spread, out=both[:, :width])
    many = np.float32(rows)
    centred = features - features.sum(0) / many
    own = np.sqrt((centred * centred).sum(0) / many)
    np.multiply(centred, (own > _FLAT) / np.maximum(own, _FLAT), out=both[:, width:])
    return np.minimum(np.maximum(both, -_FAR, out=both), _FAR, out=both)


def bend(values: Matrix) -> Matrix:
    """The hyperbolic tangent inside the GELU's usual approximation."""
    # In place from here on: large arrays drive others out of the caches.
    bent: Matrix = np.float32(0.044715) * values
    bent *= values
    bent += 1
    bent *= np.float32(0.7978845608) * values
    np.tanh(bent, out=bent)
    return bent


def gelu(values: Matrix) -> Matrix:
    """The Gaussian error linear unit (Hendrycks and Gimpel, 2016)."""
    unit = bend(values)
    unit += 1
    unit *= values
    unit *= np.float32(0.5)
    return unit


class PooledNetworks(NamedTuple):
    """Several networks side by side: with F features, N networks, H and K hidden units

    ``mean``, ``spread`` (F,); ``inner`` (2F, N·H), ``inner_bias`` (N·H,); ``outer`` (N, 3H, K) for
    the candidate, the list's mean and its highest; ``outer_bias`` (N, K); ``last`` (N, K).
    """

    mean: Matrix
    spread: Matrix
    inner: Matrix
    inner_bias: Matrix
    outer: Matrix
    outer_bias: Matrix
    last: Matrix

    def scores(self, features: Matrix) -> Scores:
        """The networks' mean score for each row of ``features`` (rows, F), shape (rows,)."""
        inputs = standardised(np.ascontiguousarray(features), self.mean, self.spread)
        networks = len(self.outer)
        first = inputs @ self.inner
        first += self.inner_bias
        hidden = gelu(first).reshape(len(inputs), networks, -1)
        mean, highest = hidden.sum(0) / np.float32(len(hidden)), hidden.max(0)
        scene = np.concatenate([mean, highest], axis=1)[:, None]
        hidden, width = hidden.transpose(1, 0, 2), hidden.shape[2]
        context = scene @ self.outer[:, width:] + self.outer_bias[:, None]
        judged = gelu(hidden @ self.outer[:, :width] + context)
        scores: Scores = (judged @ self.last[:, :, None])[:, :, 0].mean(0)
        return scores
