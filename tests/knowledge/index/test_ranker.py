"""The ranker finds its features by name and copes with any list."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from knowledge.errors import ModelError
from knowledge.index.ranker import COVERAGE
from tests.knowledge.index import models

NAMES = ("body terms", "title terms", "first", COVERAGE)
RANKER = models.ranker()


def _with_a_share(features: np.ndarray) -> np.ndarray:
    """Coverage is a share, 0..1."""
    features[:, -1] = abs(features[:, -1]) / 100
    return features


FEATURES = arrays.arrays(
    np.float32,
    st.tuples(st.integers(1, 20), st.just(len(NAMES))),
    elements=st.floats(-100, 100, width=32),
).map(_with_a_share)


@given(FEATURES)
def test_every_list_gets_finite_numbers(features: np.ndarray) -> None:
    judged = RANKER.judge(NAMES, features)
    assert judged.scores.shape == judged.chances.shape == (len(features),)
    assert np.isfinite(judged.scores).all()
    assert ((judged.chances >= 0) & (judged.chances <= 1)).all()


@given(FEATURES, st.permutations(range(len(NAMES))))
def test_features_are_found_by_name(features: np.ndarray, order: list[int]) -> None:
    names = tuple(NAMES[place] for place in order)
    expected = RANKER.scores(NAMES, features)
    np.testing.assert_array_equal(RANKER.scores(names, features[:, order]), expected)


@given(FEATURES)
def test_candidates_that_look_alike_score_alike(features: np.ndarray) -> None:
    alike = np.repeat(features[:1], 5, axis=0)
    assert np.ptp(RANKER.scores(NAMES, alike)) == pytest.approx(0, abs=1e-3)


def test_a_missing_feature_is_named() -> None:
    with pytest.raises(ModelError, match="title terms"):
        RANKER.judge(("first", COVERAGE), np.zeros((2, 2), dtype=np.float32))
