"""Trees as arrays say what LightGBM says."""

from __future__ import annotations

import lightgbm
import numpy as np

from knowledge.train import trees
from tests.knowledge.train.lists import lists


def test_arrays_say_what_lightgbm_says() -> None:
    made = lists(60)
    data = lightgbm.Dataset(made.features, made.right.astype(int), group=made.sizes)
    parameters = {**trees.PARAMETERS, "min_data_in_leaf": 5}
    booster = lightgbm.train(parameters, data, 40)
    unseen = np.concatenate([lists(20, seed=1).features, made.features])
    np.testing.assert_allclose(
        trees.as_arrays(booster).scores(unseen), booster.predict(unseen), atol=1e-4
    )


def test_learns_what_tells() -> None:
    grown = trees.fit(lists(150), seed=0, rounds=30)
    unseen = lists(50, seed=1)
    first = [
        unseen.right[rows][grown.forest.scores(unseen.features[rows]).argmax()]
        for rows in unseen.slices()
    ]
    assert np.mean(first) > 0.8
    assert grown.gains.argmax() == unseen.names.index("telling")


def test_the_same_seed_gives_the_same_trees() -> None:
    runs = [trees.fit(lists(60), seed=2, rounds=5).forest for _ in range(2)]
    for one, other in zip(*runs, strict=True):
        np.testing.assert_array_equal(one, other)
