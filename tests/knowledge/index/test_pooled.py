"""The networks see each candidate in the light of its list."""

from __future__ import annotations

import numpy as np

from knowledge.index.pooled import gelu, standardised
from tests.knowledge.index import models

RANDOM = np.random.default_rng(5)


def test_like_one_network_and_one_candidate_at_a_time() -> None:
    networks, features = models.networks(), RANDOM.standard_normal((6, 3), np.float32)
    inputs = standardised(features, networks.mean, networks.spread)
    expected = np.zeros(6)
    for one in range(2):
        units = slice(4 * one, 4 * one + 4)
        hidden = gelu(inputs @ networks.inner[:, units] + networks.inner_bias[units])
        for row in range(6):
            scene = np.concatenate([hidden[row], hidden.mean(0), hidden.max(0)])
            judged = gelu(scene @ networks.outer[one] + networks.outer_bias[one])
            expected[row] += judged @ networks.last[one] / 2
    np.testing.assert_allclose(networks.scores(features), expected, atol=1e-5)


def test_the_order_of_the_list_does_not_matter() -> None:
    networks, features = models.networks(), RANDOM.standard_normal((7, 3), np.float32)
    order = RANDOM.permutation(7)
    np.testing.assert_allclose(
        networks.scores(features[order]), networks.scores(features)[order], atol=1e-5
    )


def test_standardised_against_everything_and_against_the_list() -> None:
    features = np.array([[1, 5], [3, 5]], dtype=np.float32)
    mean, spread = np.array([2, 1], dtype=np.float32), np.array([1, 1], dtype=np.float32)
    assert standardised(features, mean, spread).tolist() == [[-1, 4, -1, 0], [1, 4, 1, 0]]


def test_gelu() -> None:
    values = np.array([-10, 0, 1, 10], dtype=np.float32)
    np.testing.assert_allclose(gelu(values), [0, 0, 0.8412, 10], atol=1e-4)
