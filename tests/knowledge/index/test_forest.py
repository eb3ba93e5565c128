"""Trees as bit masks give what walking through them gives."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from knowledge.index.forest import LEAVES, Forest
from tests.knowledge.index import models

ROWS = arrays.arrays(
    np.float32, st.tuples(st.integers(1, 8), st.just(3)), elements=st.floats(-3, 3, width=32)
)


def walked(forest: Forest, row: np.ndarray) -> float:
    """The sum over trees of two tests, the second on the left of the first."""
    total = 0.0
    for tree in range(forest.columns.shape[1]):
        passes = [
            row[forest.columns[test, tree]] <= forest.thresholds[test, tree] for test in (0, 1)
        ]
        leaf = 2 if not passes[0] else 0 if passes[1] else 1
        total += float(forest.leaves[tree, leaf])
    return total


@given(ROWS, st.integers(0, 20))
def test_like_walking_through_the_trees(rows: np.ndarray, seed: int) -> None:
    forest = models.forest(seed=seed)
    expected = [walked(forest, row) for row in rows]
    np.testing.assert_allclose(forest.scores(rows), expected, atol=1e-5)


def test_a_tree_of_sixteen_leaves() -> None:
    """A chain: test k asks whether the value is at most k."""
    numbers = np.arange(LEAVES - 1)
    forest = Forest(
        np.zeros((LEAVES - 1, 1), dtype=np.uint16),
        numbers.astype(np.float32)[:, None],
        (1 << numbers).astype(np.uint16)[:, None],
        np.arange(LEAVES, dtype=np.float32)[None],
    )
    values = np.array([[-1], [0], [0.5], [7], [14], [14.5], [99]], dtype=np.float32)
    assert forest.scores(values).tolist() == [0, 0, 1, 7, 14, 15, 15]
