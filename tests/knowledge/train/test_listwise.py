"""The networks' slopes are right, and following them learns."""

from __future__ import annotations

import numpy as np
import pytest

from knowledge.train import listwise
from knowledge.train.listwise import Batch, gradients
from tests.knowledge.train.lists import lists

RANDOM = np.random.default_rng(7)
SHAPES = {"inner": (4, 5), "inner_bias": (5,), "outer": (15, 3), "outer_bias": (3,), "last": (3,)}


def batch() -> Batch:
    """Three lists of different length; dropout has taken some units."""
    sizes = np.array([4, 1, 3])
    targets = np.array([0, 0.5, 0.5, 0, 1, 0, 0, 1])
    kept = [(RANDOM.random((8, units)) < 0.7) / 0.7 for units in (5, 3)]
    return Batch(RANDOM.standard_normal((8, 4)), targets, sizes, *kept)


@pytest.mark.parametrize("name", SHAPES)
def test_slopes_against_small_steps(name: str) -> None:
    parameters = {key: RANDOM.standard_normal(shape) for key, shape in SHAPES.items()}
    example = batch()
    slope = gradients(parameters, example)[1][name]
    value = parameters[name]
    for place in np.ndindex(value.shape):
        middle, step = value[place], 1e-5
        losses = []
        for side in (1, -1):
            value[place] = middle + side * step
            losses.append(gradients(parameters, example)[0])
        value[place] = middle
        assert slope[place] == pytest.approx((losses[0] - losses[1]) / (2 * step), abs=2e-6)


def test_learns_what_tells() -> None:
    networks = listwise.fit(lists(150), seed=0, networks=1, epochs=15)
    unseen = lists(50, seed=1)
    first = [
        unseen.right[rows][networks.scores(unseen.features[rows]).argmax()]
        for rows in unseen.slices()
    ]
    assert np.mean(first) > 0.8


def test_the_same_seed_gives_the_same_networks() -> None:
    runs = [listwise.fit(lists(40), seed=3, networks=2, epochs=1) for _ in range(2)]
    for one, other in zip(*runs, strict=True):
        np.testing.assert_array_equal(one, other)
    assert not np.array_equal(runs[0].last[0], runs[0].last[1])


def test_of_a_long_list_some_are_shown_and_every_right_one() -> None:
    right = np.zeros(60, dtype=bool)
    right[[0, 31, 59]] = True
    seen = np.zeros(60, dtype=np.int64)
    for seed in range(200):
        shown = listwise._shown(right, np.random.default_rng(seed))
        assert len(shown) == listwise.SHOWN == len(set(shown.tolist()))
        assert right[shown].sum() == 3
        seen[shown] += 1
    assert (seen > 0).all()
    assert seen[1:10].sum() > seen[49:58].sum()
