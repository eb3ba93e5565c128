"""The training's measures are those of ``knowledge.evaluate``."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from knowledge.evaluate import ndcg, recall
from knowledge.train.measures import measures, readable, row


@given(arrays.arrays(np.bool_, st.integers(1, 30)), st.integers(0, 5))
def test_like_evaluate(right: np.ndarray, beyond: int) -> None:
    wanted = int(right.sum()) + beyond or 1
    found = [str(place) for place in range(len(right))]
    relevant = frozenset(np.flatnonzero(right).astype(str)) | {
        f"x{place}" for place in range(wanted - int(right.sum()))
    }
    expected = ndcg(found, relevant), recall(found, relevant, 1), recall(found, relevant, 10)
    scores = -np.arange(len(right), dtype=np.float32)
    assert measures(scores, right, wanted) == pytest.approx(expected)


def test_a_row_of_the_table() -> None:
    before = np.array([[0.5, 0, 1], [0.5, 1, 1]], dtype=np.float32)
    after = np.array([[1, 1, 1], [0.5, 0, 1]], dtype=np.float32)
    made = row("accents", "all", before, after, np.ones(2, np.float32), np.array([True, False]))
    assert (made.gain, made.error) == (0.25, 0.1768)  # differences 0.5 and 0: 0.25 / sqrt(2)
    assert (made.ndcg, made.recall_1, made.recall_10, made.first_ndcg) == (0.75, 0.5, 1, 0.5)
    assert made.ece == 0.5
    assert "0.7500" in readable([made])
