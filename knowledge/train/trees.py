"""Fits boosted trees that order candidates (LightGBM's LambdaMART), and turns them into arrays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import lightgbm
import numpy as np
import numpy.typing as npt

from knowledge.index.forest import LEAVES, Forest
from knowledge.train.dataset import Lists

ROUNDS = 220

#: One thread, and histograms by row: the same trees every time.
PARAMETERS: Mapping[str, Any] = {
    "objective": "lambdarank",
    "learning_rate": 0.06,
    "num_leaves": 15,
    "min_data_in_leaf": 60,
    "feature_fraction": 0.4,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "max_bin": 63,
    "lambdarank_truncation_level": 15,
    "num_threads": 1,
    "deterministic": True,
    "force_row_wise": True,
    "verbose": -1,
}


class Grown(NamedTuple):
    """The trees, and how much each column helped them, shape (columns,)."""

    forest: Forest
    gains: npt.NDArray[np.float64]


def fit(lists: Lists, seed: int, rounds: int = ROUNDS) -> Grown:
    """Trees over all columns of these lists."""
    learnable = lists.learnable()
    data = lightgbm.Dataset(
        learnable.features, learnable.right.astype(int), group=learnable.sizes.astype(int)
    )
    booster = lightgbm.train({**PARAMETERS, "seed": seed}, data, rounds)
    gains = np.asarray(booster.feature_importance("gain"), dtype=np.float64)
    return Grown(as_arrays(booster), gains)


def as_arrays(booster: lightgbm.Booster) -> Forest:
    """The trees of a LightGBM model without categories or missing values."""
    trees = booster.dump_model()["tree_info"]
    shape = max(tree["num_leaves"] for tree in trees) - 1, len(trees)
    columns = np.zeros(shape, dtype=np.uint16)
    thresholds = np.full(shape, np.inf)
    clears = np.zeros(shape, dtype=np.uint16)
    leaves = np.zeros((len(trees), LEAVES), dtype=np.float32)
    for place, tree in enumerate(trees):
        tests: list[_Test] = []
        values = list(_walk(tree["tree_structure"], 0, tests))
        leaves[place, : len(values)] = values
        for row, test in enumerate(tests):
            columns[row, place], thresholds[row, place], clears[row, place] = test
    return Forest(columns, _rounded_down(thresholds), clears, leaves)


class _Test(NamedTuple):
    column: int
    threshold: float
    clears: int


def _walk(node: Mapping[str, Any], first: int, tests: list[_Test]) -> Iterator[float]:
    """The values of the leaves below, from left to right; ``first`` is the number of the leftmost.

    Tests are added to ``tests``.
    """
    if "leaf_value" in node:
        yield node["leaf_value"]
        return
    left = list(_walk(node["left_child"], first, tests))
    yield from left
    bits = ((1 << len(left)) - 1) << first
    tests.append(_Test(node["split_feature"], node["threshold"], bits))
    yield from _walk(node["right_child"], first + len(left), tests)


def _rounded_down(thresholds: npt.NDArray[np.float64]) -> npt.NDArray[np.float32]:
    """The highest float32 that is not above: float32 features then fall on the same side."""
    near = thresholds.astype(np.float32)
    below = np.nextafter(near, np.float32(-np.inf))
    return np.where(near > thresholds, below, near)
