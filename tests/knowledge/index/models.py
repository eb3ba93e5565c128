"""Small made-up rankers."""

from __future__ import annotations

import numpy as np

from knowledge.index.calibration import Calibration
from knowledge.index.forest import LEAVES, Forest
from knowledge.index.pooled import PooledNetworks
from knowledge.index.ranker import COVERAGE, Ranker

COLUMNS = ("first", COVERAGE, "title terms")


def forest(columns: int = 3, trees: int = 5, seed: int = 0) -> Forest:
    """Trees of two tests each, the second one in the left branch of the first."""
    random = np.random.default_rng(seed)
    thresholds = np.full((LEAVES - 1, trees), np.inf, dtype=np.float32)
    thresholds[:2] = random.standard_normal((2, trees))
    clears = np.zeros((LEAVES - 1, trees), dtype=np.uint16)
    clears[0], clears[1] = 0b011, 0b001
    tested = np.zeros((LEAVES - 1, trees), dtype=np.uint16)
    tested[:2] = random.integers(0, columns, (2, trees))
    leaves = random.standard_normal((trees, LEAVES)).astype(np.float32)
    return Forest(tested, thresholds, clears, leaves)


def networks(columns: int = 3, count: int = 2, hidden: int = 4, outer: int = 3) -> PooledNetworks:
    """Networks with random weights."""
    random = np.random.default_rng(1)
    shapes = {
        "mean": (columns,),
        "spread": (columns,),
        "inner": (2 * columns, count * hidden),
        "inner_bias": (count * hidden,),
        "outer": (count, 3 * hidden, outer),
        "outer_bias": (count, outer),
        "last": (count, outer),
    }
    drawn = {name: random.standard_normal(shape, np.float32) for name, shape in shapes.items()}
    return PooledNetworks(**{**drawn, "spread": np.abs(drawn["spread"]) + 1})


def calibration() -> Calibration:
    """The surer, the farther the first candidate is in front."""
    zeros, ones = np.zeros(7, dtype=np.float32), np.ones(7, dtype=np.float32)
    weight = np.array([1, 0, 0, 0, 0, 0, 0], dtype=np.float32)
    return Calibration(zeros, ones, weight, np.array([-1], dtype=np.float32))


def ranker() -> Ranker:
    """All of it over ``COLUMNS``."""
    return Ranker(COLUMNS, forest(), networks(), calibration())
